"""Results of a Run as the host reads them: errors, signals, figures, and where all of the output is."""

import contextlib
import os
import re
import signal

from output import LOG_LIMIT, Output, clean
from processes import memory_limit
from rights import as_code

FOLDER = "/workspace/.threadloop"
# A larger log stays where it is, so that a flood is not posted in the thread unasked.
ATTACHED_LOG = 8 * 1024 * 1024
KEPT_LOGS = 2
MOST_FINDINGS = 14
_FIGURE = re.compile(r"figure-\d{1,3}\.(png|svg|jpg|html)")
_TABLE = re.compile(r"table-\d{1,3}\.csv")
_LOG = re.compile(r"output-\d{1,9}\.txt")
_NODE_ERROR = re.compile(r"^(?:Uncaught )?(\w*Error)(?: \[\w+\])?: (.*)$", re.M)
_NODE_LINE = re.compile(r"(?:^|[\s(])code:(\d+)")
_SHELL_LINE = re.compile(r"^/run/cells/code-\d+\.sh: line (\d+): (.*)$", re.M)


def error(name: str, message: str, line: int | None = None, trace: str = "", findings: dict | None = None) -> dict:
    """`findings`: `cause`, a text, `facts` and `locals`, lists of texts, and `mend`, an object, each if there is any."""
    name, message, trace = clean(name), clean(message), clean(trace)
    found = {"name": name[:200], "message": message[:4000], "trace": (trace or f"{name}: {message}")[:20000]}
    for key, said in (findings or {}).items():
        if key == "mend":
            found[key] = said
        elif said:
            found[key] = clean(said)[:600] if isinstance(said, str) else [clean(one)[:600] for one in said[:MOST_FINDINGS]]
    return found if line is None else {**found, "line": line}


def signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def python_ended(code: int) -> dict:
    how = f"exit code {code}" if code >= 0 else f"signal {signal_name(-code)}"
    return error("PythonEnded", f"Python itself ended with {how}; variables are gone, files are kept.")


def out_of_memory(what: str, trace: str = "", line: int | None = None) -> dict:
    limit = memory_limit()
    limit = f"the limit of {limit}" if limit else "the sandbox may use"
    gone = "variables are gone, files are kept" if what == "Python" else "files are kept"
    return error("MemoryError", f"{what} needed more memory than {limit} and was ended; {gone}.", line, trace)


def shell_error(code: int, output: Output) -> dict:
    """`code` as the shell gives it, or negative if the shell itself was ended by a signal."""
    code = code if code >= 0 else 128 - code
    text = output.text(4096, 4096)
    said = _SHELL_LINE.findall(text)
    lines = [line for line in text.splitlines() if line.strip()]
    how = f"ended by {signal_name(code - 128)}" if 128 < code < 193 else ""
    message = how or (said[-1][1] if said else lines[-1] if lines else "")
    return error(f"exit code {code}", message, int(said[-1][0]) if said else None, "\n".join(lines[-10:]))


def node_error(code: int, output: Output) -> dict:
    text = output.text(4096, 8192)
    errors = list(_NODE_ERROR.finditer(text))
    if code != 1 or not errors:
        return shell_error(code, output)
    last = errors[-1]
    # Where it happened stands below the message, but for a syntax error above it.
    line = _NODE_LINE.search(text, last.start()) or (_NODE_LINE.findall(text[: last.start()]) or [None])[-1]
    number = line[1] if isinstance(line, re.Match) else line
    return error(last[1], last[2], int(number) if number else None, text[last.start() :].strip())


@as_code()
def _names(pattern: re.Pattern) -> list[str]:
    """Sorted by the number in them."""
    try:
        names = [entry.name for entry in os.scandir(FOLDER) if pattern.fullmatch(entry.name)]
    except OSError:
        return []
    return sorted(names, key=lambda name: int(re.sub(r"\D", "", name)))


def figures() -> list[str]:
    return _names(_FIGURE)[:20] + _names(_TABLE)[:10]


def tidy() -> None:
    """Before a Run: figures and tables of the last one go, and all but the last logs."""
    logs = _names(_LOG)
    for name in _names(_FIGURE) + _names(_TABLE) + logs[: max(0, len(logs) - KEPT_LOGS)]:
        with as_code(), contextlib.suppress(OSError):
            os.unlink(f"{FOLDER}/{name}")


def log_path(number: int) -> str:
    return f"{FOLDER}/output-{number}.txt"


def close_log(output: Output, path: str) -> tuple[list[str], list[str]]:
    """Names of files to hand over, and notes for people."""
    output.close()
    if not output.is_cut():
        if output.logged:
            with as_code(), contextlib.suppress(OSError):
                os.unlink(path)
        return [], []
    name = os.path.basename(path)
    megabytes = f"{max(output.logged, 0) / 1_000_000:.1f} MB"
    if output.logged <= 0:
        return [], ["The output was cut, and there was no room to keep all of it."]
    if output.logged < output.total:
        why = "" if output.logged >= LOG_LIMIT else ", all that there was room for,"
        return [], [f"The output was cut; the first {megabytes}{why} are in {path}."]
    if output.logged > ATTACHED_LOG:
        return [], [f"The output was cut; all of it ({megabytes}) is in {path}."]
    return [name], [f"The output was cut; all of it is in {name}."]
