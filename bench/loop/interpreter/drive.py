"""drive.py: plays one task with Open Interpreter; the task comes as JSON on stdin, what happened goes to stdout as one JSON list, a turn each.

The program has no cap on steps, no limit for a cell and none for the whole: all three are here.
"""

import json
import os
import pathlib
import sys
import threading

os.environ.update(DISABLE_TELEMETRY="true", LITELLM_LOCAL_MODEL_COST_MAP="true", MPLBACKEND="Agg", HOME="/tmp")
task = json.load(sys.stdin)
said = os.dup(1)
os.dup2(2, 1)  # What the program prints is not our answer.

import interpreter as program  # noqa: E402

interpreter = program.interpreter
# Its own settings for small local models; the questions that this profile asks at a terminal are answered below.
interpreter.local_setup = lambda: None
profile = pathlib.Path(program.__file__).parent / "terminal_interface/profiles/defaults/local.py"
exec(compile(profile.read_text(), str(profile), "exec"), {})

llm = interpreter.llm
llm.model = "openai/" + task["model"]
llm.api_base, llm.api_key = task["api"], task["key"]
llm.supports_functions = llm.supports_vision = False
llm.context_window, llm.max_tokens, llm.temperature = 8000, 1000, 0.2
interpreter.auto_run = interpreter.offline = interpreter.disable_telemetry = True
interpreter.conversation_history = False

calls, late = 0, False
complete = llm.completions


def counted(**params):
    global calls
    calls += 1
    yield from complete(**params)


llm.completions = counted


def end_cell():
    """Ends a cell that hangs; its output then says so."""
    global late
    late = True
    interpreter.computer.terminate()


def made():
    """Files of the folder with the time of their last change."""
    found = pathlib.Path(".").rglob("*")
    return {str(path): path.stat().st_mtime_ns for path in found if path.is_file()}


def play(request):
    global calls, late
    runs, text, output, stopped, calls = [], "", None, False, 0
    before = made()
    for chunk in interpreter.chat(request, display=False, stream=True, blocking=True):
        kind, form, content = chunk.get("type"), chunk.get("format"), chunk.get("content")
        if kind == "message" and isinstance(content, str):
            text += content
        if kind == "code" and chunk.get("start"):
            text = ""
            # After its last run it may still say what came out of it; a further cell is the end.
            if len(runs) >= task["runs"]:
                stopped = True
                break
        if kind != "console":
            continue
        if chunk.get("start"):
            output, late = "", False
            timer = threading.Timer(task["seconds"], end_cell)
            timer.start()
        elif form == "output" and isinstance(content, str):
            output = (output or "") + content
        elif form == "active_line" and content is None and output is not None:
            timer.cancel()
            crashed = "Traceback (most recent call last)" in output
            name = output.strip().splitlines()[-1].split(":")[0] if crashed and output.strip() else ""
            outcome = "timed_out" if late else "failed" if crashed else "ok"
            runs.append({"outcome": outcome, "error": name, "output": output})
            output = None
    files = [name for name, time in made().items() if before.get(name) != time]
    return {"text": text, "runs": runs, "calls": calls, "stopped": stopped, "files": files}


turns = [play(request) for request in task["texts"]]
os.write(said, (json.dumps(turns) + "\n").encode())
os._exit(0)
