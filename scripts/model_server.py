"""model_server.py WEIGHTS --port N --alias NAME: llama.cpp's own OpenAI-compatible HTTP server on 127.0.0.1.
MODEL_SERVER_KEY: the bearer key that every question must carry; it may be empty where nobody else reaches the port."""

import argparse
import os
import signal
import threading

import xllamacpp

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("weights")
parser.add_argument("--host", default="127.0.0.1")
parser.add_argument("--port", type=int, required=True)
parser.add_argument("--alias", required=True)
parser.add_argument("--context", type=int, default=32768, help="tokens, shared by the slots")
parser.add_argument("--slots", type=int, default=4)
parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 2)
asked = parser.parse_args()

# Python runs its own handlers only between two of its instructions, and loading is one long instruction.
signal.signal(signal.SIGINT, signal.SIG_DFL)

params = xllamacpp.CommonParams()
params.model.path = asked.weights
params.model_alias = {asked.alias}
params.hostnames = [asked.host]
params.port = asked.port
# No web page of anybody's has business here.
params.cors_origins = f"http://127.0.0.1:{asked.port}"
params.cors_credentials = False
key = os.environ["MODEL_SERVER_KEY"]
params.api_keys = [key] if key else []
params.n_ctx = asked.context
params.n_parallel = asked.slots
# One pool of tokens for all slots: a long thread may use what others leave.
params.kv_unified = True
params.cpuparams.n_threads = asked.threads
params.cpuparams_batch.n_threads = asked.threads
params.cache_ram_mib = 2048
params.endpoint_metrics = True

server = xllamacpp.Server(params)
print("listening on", server.listening_address, flush=True)
threading.Event().wait()
