"""seeing_model.py FOLDER: a Llava model whose weights are written down, not trained: it says yes to a white picture and no to a black one.

What it may say besides, a grammar must forbid: it answers JSON of booleans.
"""

import pathlib
import sys

import torch
from byte_tokenizer import END, save, write
from safetensors.torch import save_file

# Of the part that sees: two by two patches.
SEEN, SIDE, PATCH = 32, 28, 14
HIDDEN, INNER, HEADS, CONTEXT = 320, 64, 5, 8192
# The direction of "white", which no token has.
WHITE = 300
IMAGE = "<image>"
folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
tokenizer = save(folder, context=CONTEXT, special=(IMAGE,))
id_of = tokenizer.token_to_id
vocabulary = tokenizer.get_vocab_size()


def zeros(*shape: int) -> torch.Tensor:
    return torch.zeros(*shape)


def one(shape: tuple[int, int], at: tuple[int, int], value: float) -> torch.Tensor:
    weight = torch.zeros(shape)
    weight[at] = value
    return weight


weights: dict[str, torch.Tensor] = {}

# The first number of a patch is how white it is, from -1 to 1; a norm makes it large.
tower = "vision_tower.vision_model"
kernel = zeros(SEEN, 3, PATCH, PATCH)
kernel[0] = 1 / (3 * PATCH * PATCH)
weights |= {
    f"{tower}.embeddings.class_embedding": zeros(SEEN),
    f"{tower}.embeddings.patch_embedding.weight": kernel,
    f"{tower}.embeddings.position_embedding.weight": zeros((SIDE // PATCH) ** 2 + 1, SEEN),
}
for norm in ("pre_layrnorm", "post_layernorm", "encoder.layers.0.layer_norm1", "encoder.layers.0.layer_norm2"):
    weights |= {f"{tower}.{norm}.weight": torch.ones(SEEN), f"{tower}.{norm}.bias": zeros(SEEN)}
for name in "qkv":
    attention = f"{tower}.encoder.layers.0.self_attn.{name}_proj"
    weights |= {f"{attention}.weight": zeros(SEEN, SEEN), f"{attention}.bias": zeros(SEEN)}
weights |= {
    f"{tower}.encoder.layers.0.self_attn.out_proj.weight": zeros(SEEN, SEEN),
    f"{tower}.encoder.layers.0.self_attn.out_proj.bias": zeros(SEEN),
    f"{tower}.encoder.layers.0.mlp.fc1.weight": zeros(INNER, SEEN),
    f"{tower}.encoder.layers.0.mlp.fc1.bias": zeros(INNER),
    f"{tower}.encoder.layers.0.mlp.fc2.weight": zeros(SEEN, INNER),
    f"{tower}.encoder.layers.0.mlp.fc2.bias": zeros(SEEN),
}

# What is black becomes nothing at the bend between the two.
weights |= {
    "multi_modal_projector.linear_1.weight": one((HIDDEN, SEEN), (0, 0), 10),
    "multi_modal_projector.linear_1.bias": zeros(HIDDEN),
    "multi_modal_projector.linear_2.weight": one((HIDDEN, HIDDEN), (WHITE, 0), 1),
    "multi_modal_projector.linear_2.bias": zeros(HIDDEN),
}

# Each token looks at all before it alike, takes what is white of them, and then prefers "true".
follows = {":": "f", "{": '"', '"': ":", ",": '"'}
embedding = zeros(vocabulary, HIDDEN)
head = zeros(vocabulary, HIDDEN)
for at in range(vocabulary):
    embedding[at, at] = 1
    head[id_of(follows.get(tokenizer.id_to_token(at), END)), at] = 10
head[id_of("t"), WHITE] = 10
text, layer = "language_model.model", "language_model.model.layers.0"
weights |= {
    f"{text}.embed_tokens.weight": embedding,
    "language_model.lm_head.weight": head,
    f"{text}.norm.weight": torch.ones(HIDDEN),
    f"{layer}.input_layernorm.weight": torch.ones(HIDDEN),
    f"{layer}.post_attention_layernorm.weight": torch.ones(HIDDEN),
    f"{layer}.mlp.gate_proj.weight": zeros(INNER, HIDDEN),
    f"{layer}.mlp.up_proj.weight": zeros(INNER, HIDDEN),
    f"{layer}.mlp.down_proj.weight": zeros(HIDDEN, INNER),
    f"{layer}.self_attn.v_proj.weight": one((HIDDEN, HIDDEN), (0, WHITE), 1),
    f"{layer}.self_attn.o_proj.weight": one((HIDDEN, HIDDEN), (WHITE, 0), 200),
}
for name in "qk":
    weights[f"{layer}.self_attn.{name}_proj.weight"] = zeros(HIDDEN, HIDDEN)
for name in "qkv":
    weights[f"{layer}.self_attn.{name}_proj.bias"] = zeros(HIDDEN)
save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})

ids = {"bos_token_id": id_of(END), "eos_token_id": id_of(END), "pad_token_id": id_of(END)}
sees = {
    "model_type": "clip_vision_model",
    "hidden_size": SEEN,
    "intermediate_size": INNER,
    "num_hidden_layers": 1,
    "num_attention_heads": 2,
    "image_size": SIDE,
    "patch_size": PATCH,
    "projection_dim": SEEN,
}
speaks = {
    "architectures": ["Qwen2ForCausalLM"],
    "model_type": "qwen2",
    "hidden_size": HIDDEN,
    "intermediate_size": INNER,
    "num_hidden_layers": 1,
    "num_attention_heads": HEADS,
    "num_key_value_heads": HEADS,
    "max_position_embeddings": CONTEXT,
    "vocab_size": vocabulary,
    "hidden_act": "silu",
    "rms_norm_eps": 1e-6,
    "rope_theta": 10000.0,
    "tie_word_embeddings": False,
    "torch_dtype": "float32",
    **ids,
}
write(
    folder / "config.json",
    {
        "architectures": ["LlavaForConditionalGeneration"],
        "model_type": "llava",
        "vision_config": sees,
        "text_config": speaks,
        "image_token_index": id_of(IMAGE),
        "image_seq_length": (SIDE // PATCH) ** 2,
        "projector_hidden_act": "gelu",
        "vision_feature_layer": -1,
        "vision_feature_select_strategy": "default",
        "tie_word_embeddings": False,
        "torch_dtype": "float32",
        **ids,
    },
)
write(
    folder / "preprocessor_config.json",
    {
        "image_processor_type": "CLIPImageProcessor",
        "processor_class": "LlavaProcessor",
        "do_resize": True,
        "size": {"shortest_edge": SIDE},
        "do_center_crop": True,
        "crop_size": {"height": SIDE, "width": SIDE},
        "do_rescale": True,
        "rescale_factor": 1 / 255,
        "do_normalize": True,
        "image_mean": [0.5] * 3,
        "image_std": [0.5] * 3,
        "do_convert_rgb": True,
    },
)
write(
    folder / "processor_config.json",
    {
        "processor_class": "LlavaProcessor",
        "image_token": IMAGE,
        "patch_size": PATCH,
        "vision_feature_select_strategy": "default",
        "num_additional_image_tokens": 1,
    },
)
