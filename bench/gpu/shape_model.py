"""shape_model.py FOLDER: a model of the exact shape of Qwen3-4B-Instruct-2507 without its weights, for `vllm serve --load-format dummy`.

Speed does not depend on the values of weights. A letter is a token; all other ids are words that no text holds, so that every token written is text.
"""

import json
import pathlib
import sys

from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

SHAPE = {
    "architectures": ["Qwen3ForCausalLM"],
    "model_type": "qwen3",
    "hidden_size": 2560,
    "intermediate_size": 9728,
    "num_hidden_layers": 36,
    "num_attention_heads": 32,
    "num_key_value_heads": 8,
    "head_dim": 128,
    "vocab_size": 151936,
    "tie_word_embeddings": True,
    "attention_bias": False,
    "hidden_act": "silu",
    "initializer_range": 0.02,
    "max_position_embeddings": 262144,
    "rms_norm_eps": 1e-06,
    "rope_theta": 5000000,
    "torch_dtype": "bfloat16",
}
END = "<|end|>"

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
letters = sorted(pre_tokenizers.ByteLevel.alphabet())
words = [f"Ġw{at}" for at in range(SHAPE["vocab_size"] - len(letters) - 1)]
tokenizer = Tokenizer(models.BPE(vocab={text: at for at, text in enumerate(letters + words)}, merges=[]))
tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
tokenizer.decoder = decoders.ByteLevel()
tokenizer.add_special_tokens([AddedToken(END, special=True)])
tokenizer.save(str(folder / "tokenizer.json"))
end = tokenizer.token_to_id(END)
files = {
    "config.json": SHAPE | {"bos_token_id": end, "eos_token_id": end},
    "tokenizer_config.json": {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "eos_token": END,
        "pad_token": END,
        "model_max_length": SHAPE["max_position_embeddings"],
        "chat_template": "{% for message in messages %}{{ message['role'] + ': ' + message['content'] + '\n' }}{% endfor %}",
    },
}
for name, content in files.items():
    (folder / name).write_text(json.dumps(content, indent=1))
print(f"{folder}: a model of {tokenizer.get_vocab_size()} tokens, without weights")
