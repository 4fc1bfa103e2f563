"""Tokenizer of the written models: a token a byte, and special ones."""

import json
import pathlib

from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

END, NEXT = "<|end|>", "<|next|>"


def save(folder: pathlib.Path, *, context: int, special: tuple[str, ...] = ()) -> Tokenizer:
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    tokenizer = Tokenizer(models.BPE(vocab={letter: at for at, letter in enumerate(letters)}, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([AddedToken(name, special=True) for name in (END, NEXT, *special)])
    tokenizer.save(str(folder / "tokenizer.json"))
    config = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "eos_token": END,
        "pad_token": END,
        "model_max_length": context,
        # No header before the reply: it goes on with the last letter of the last message.
        "chat_template": "{% for message in messages %}{{ '" + NEXT + "' + message['role'] + ': ' + message['content'] }}{% endfor %}",
    }
    write(folder / "tokenizer_config.json", config)
    return tokenizer


def write(path: pathlib.Path, content: dict) -> None:
    path.write_text(json.dumps(content, indent=1))
