#!/bin/sh
# In the image `model`: fetches the weights once, checks them, and serves them to the containers beside this one.
set -eu
node scripts/weights.ts
# A processor is left to what else runs here: with one thread too many, all of them wait for the slowest.
threads=$(nproc)
[ "$threads" -lt 2 ] || threads=$((threads - 1))
of() { node -p "require('./scripts/weights.json')[0].$1"; }
exec /model/venv/bin/python -u scripts/model_server.py "$STATE_DIR/models/$(of name)" --host 0.0.0.0 --port 8000 --alias "$(of model)" \
	--threads "${MODEL_THREADS:-$threads}"
