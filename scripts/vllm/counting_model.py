"""counting_model.py FOLDER: a Qwen2 model of one layer whose weights are written down, not trained, so that vLLM's API can be tested without a download.

It goes on with what the prompt ends in: a letter by the rest of the alphabet and then the end, a digit by the next digits without end.
"""

import pathlib
import sys

import torch
from byte_tokenizer import END, NEXT, save, write
from safetensors.torch import save_file

HIDDEN, INNER, CONTEXT = 320, 64, 8192
folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)

tokenizer = save(folder, context=CONTEXT)
id_of = tokenizer.token_to_id
vocabulary = tokenizer.get_vocab_size()

follows = {END: END, NEXT: END, "z": END, "9": "0"}
follows |= {chr(code): chr(code + 1) for start, end in ("ay", "08") for code in range(ord(start), ord(end) + 1)}
# A token is one direction, which no layer changes; the head points from it to the token that follows.
embedding = torch.zeros(vocabulary, HIDDEN)
head = torch.zeros(vocabulary, HIDDEN)
for at in range(vocabulary):
    embedding[at, at] = 1
    head[id_of(follows.get(tokenizer.id_to_token(at), END)), at] = 10
layer = "model.layers.0"
weights = {
    "model.embed_tokens.weight": embedding,
    "lm_head.weight": head,
    "model.norm.weight": torch.ones(HIDDEN),
    f"{layer}.input_layernorm.weight": torch.ones(HIDDEN),
    f"{layer}.post_attention_layernorm.weight": torch.ones(HIDDEN),
    f"{layer}.mlp.gate_proj.weight": torch.zeros(INNER, HIDDEN),
    f"{layer}.mlp.up_proj.weight": torch.zeros(INNER, HIDDEN),
    f"{layer}.mlp.down_proj.weight": torch.zeros(HIDDEN, INNER),
    f"{layer}.self_attn.o_proj.weight": torch.zeros(HIDDEN, HIDDEN),
}
for name in "qkv":
    weights[f"{layer}.self_attn.{name}_proj.weight"] = torch.zeros(HIDDEN, HIDDEN)
    weights[f"{layer}.self_attn.{name}_proj.bias"] = torch.zeros(HIDDEN)
save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})

ids = {"bos_token_id": id_of(END), "eos_token_id": id_of(END), "pad_token_id": id_of(END)}
write(
    folder / "config.json",
    {
        "architectures": ["Qwen2ForCausalLM"],
        "model_type": "qwen2",
        "hidden_size": HIDDEN,
        "intermediate_size": INNER,
        "num_hidden_layers": 1,
        "num_attention_heads": 5,
        "num_key_value_heads": 5,
        "max_position_embeddings": CONTEXT,
        "vocab_size": vocabulary,
        "hidden_act": "silu",
        "rms_norm_eps": 1e-6,
        "rope_theta": 10000.0,
        "tie_word_embeddings": False,
        "torch_dtype": "float32",
        **ids,
    },
)
# A model's own defaults, as Qwen2.5 has them: vLLM takes what a request does not say from here.
write(folder / "generation_config.json", {"repetition_penalty": 1.1, "temperature": 0.7, "top_p": 0.8, "top_k": 20, **ids})
