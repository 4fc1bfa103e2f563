"""Probe of a failed cell, in a forked copy: nothing of the user's changes, and the time is really limited."""

import gc
import json
import os
import resource
import select
import signal
import sys
import time
import warnings
from types import TracebackType

from threadloop_facts import gather
from threadloop_told import Told
from threadloop_where import spots

LIMIT_S = 2.0
# Of an interrupted cell only sizes are asked for, and whoever clicked Stop waits.
INTERRUPTED_LIMIT_S = 0.7
MOST_BYTES = 24_000
MOST = {"cause": 1, "fact": 8, "local": 14, "mend": 1}
MORE_MEMORY = 256 * 1024 * 1024
MEMORY = (("memory.max", "memory.current"), ("memory/memory.limit_in_bytes", "memory/memory.usage_in_bytes"))
# Bound now: code may put something else in their place.
_fork, _pipe, _read, _close, _kill, _wait, _exit = os.fork, os.pipe, os.read, os.close, os.kill, os.waitpid, os._exit
_poll, _now = select.poll, time.monotonic


def probe(cells, hidden: dict, value: BaseException, message: str, trace: TracebackType | None) -> dict:
    """`cause` (if one sentence says it), `facts`, `locals`: short texts; `mend`: what to write instead; empty if nothing could be found out."""
    limit = INTERRUPTED_LIMIT_S if type(value) is KeyboardInterrupt else LIMIT_S
    found: dict = {"facts": [], "locals": []}
    try:
        lines = _aside(lambda write: _look(cells, hidden, value, message, trace, write), limit)
    except Exception:
        return found
    for line in lines.split(b"\n")[:-1]:
        kind, text = json.loads(line)
        if kind in ("cause", "mend"):
            found[kind] = text
        else:
            found[f"{kind}s"].append(text)
    return found


def _look(cells, hidden: dict, value: BaseException, message: str, trace: TracebackType | None, write) -> None:
    left = dict(MOST)

    def tell(kind: str, found: str | dict) -> None:
        if left[kind] > 0:
            left[kind] -= 1
            said = found if type(found) is dict else " ".join(found.split())[:600].encode("utf-8", "replace").decode()
            write(json.dumps([kind, said]).encode() + b"\n")

    gather(value, message, spots(cells, trace, hidden), Told(tell))


def _aside(work, limit_s: float) -> bytes:
    """What `work` writes in a copy of this process until it ends or `limit_s` is over; then the copy is gone."""
    until = _now() + limit_s
    read, write = _pipe()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            pid = _fork()
    except BaseException:
        _close(read)
        _close(write)
        raise
    if pid == 0:
        _copy(work, write)
    _close(write)
    try:
        return _until(read, until)
    finally:
        _close(read)
        try:
            _kill(pid, signal.SIGKILL)
            _wait(pid, 0)
        except (ProcessLookupError, ChildProcessError):
            pass


def _until(read: int, until: float) -> bytes:
    data, poll = b"", _poll()
    poll.register(read, select.POLLIN)
    while (left := until - _now()) > 0 and len(data) < MOST_BYTES:
        if poll.poll(left * 1000):
            part = _read(read, 65536)
            if not part:
                break
            data += part
    return data


def _memory_left() -> int:
    """Below the sandbox's limit, in bytes."""
    for names in MEMORY:
        try:
            most, used = (int(open(f"/sys/fs/cgroup/{name}").read()) for name in names)
            return max(0, most - used)
        except (OSError, ValueError):
            continue
    return MORE_MEMORY


def _copy(work, write: int) -> None:
    """Never returns."""
    try:
        gc.disable()
        sys.settrace(None)
        sys.setprofile(None)
        for number in (signal.SIGINT, signal.SIGALRM, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        nowhere = os.open("/dev/null", os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(nowhere, number)
        with open("/proc/self/statm") as file:
            size = int(file.read().split()[0]) * resource.getpagesize()
        # A look at large data must fail in here, and not take the memory of the process that it is a copy of.
        more = size + min(MORE_MEMORY, _memory_left() // 3)
        resource.setrlimit(resource.RLIMIT_AS, (more, more))
        resource.setrlimit(resource.RLIMIT_CPU, (4, 4))
        work(lambda data: os.write(write, data))
    except BaseException:
        pass
    finally:
        _exit(0)
