#!/bin/sh
# serve.sh [WEIGHTS]: vLLM on this machine's GPU with the flags of docs/model-server.md, for `npm run bench:gpu`.
# WEIGHTS: a folder, or a name that vLLM can download; without it random weights of the same shape. PORT: 8000 unless set.
set -eu
cd "$(dirname "$0")/../.."
weights=${1:-}
load=auto
if [ -z "$weights" ]; then
	weights=$(mktemp -d)/shape
	load=dummy
	python3 bench/gpu/shape_model.py "$weights"
fi
exec vllm serve "$weights" --load-format "$load" --served-model-name loop-model --host 127.0.0.1 --port "${PORT:-8000}" \
	--max-model-len 16384 --gpu-memory-utilization 0.90 --max-num-seqs 32 \
	--enable-prompt-tokens-details --enable-force-include-usage --generation-config vllm
