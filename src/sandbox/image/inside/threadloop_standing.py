"""Standing changes after a cell, which affect later programs: hooks, names and threads; replaced parts of libraries."""

import _thread
import asyncio
import builtins
import contextlib
import os
import signal
import sys
import threading
import time
from types import FunctionType

# A copy, before any code runs: whoever replaces a builtin does not thereby replace it here.
globals()["__builtins__"] = dict(vars(builtins))

from threadloop_parts import Parts, from_cell  # noqa: E402

MOST, LONGEST = 8, 120
_HOOKS = ("stdout", "stderr", "displayhook", "excepthook", "unraisablehook", "breakpointhook")
_SIGNALS = (signal.SIGALRM, signal.SIGVTALRM, signal.SIGPROF, signal.SIGUSR1, signal.SIGUSR2, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD)
# Bound now: code may put something else in their place.
_frames, _ident, _active, _now = sys._current_frames, threading.get_ident, threading._active, time.perf_counter
_handler, _timer, _tasks = signal.getsignal, signal.getitimer, asyncio.all_tasks
_trace, _profile, _count = sys.gettrace, sys.getprofile, _thread._count
_listed, _sleep = os.listdir, time.sleep
# As the operating system counts the threads of this process.
_ALL_THREADS = "/proc/self/task"
# A thread that was just started is not known to Python before it has had its turn.
_TURN_S = 0.003


class Standing:
    """`begin` and `look` are called around each cell, `rest` behind it."""

    def __init__(self, scope: dict, hidden: dict, prepare) -> None:
        self.parts = Parts(prepare)
        self._scope = scope
        self._hidden = hidden
        self._names = {name: value for name, value in vars(builtins).items() if not name.startswith("_")}
        self._hooks = {name: getattr(sys, name) for name in _HOOKS}
        self._finders = (*sys.meta_path, *sys.path_hooks)
        self._handlers = {number: _handler(number) for number in _SIGNALS}
        self._threads: set[int] | None = None
        self._count = 0
        self._began = 0.0
        self._all = 0

    def imported(self) -> None:
        """Something was imported before the first cell."""
        self.parts.take(imported_by_code=False)
        self.parts.take_rest()

    def rest(self) -> None:
        """Between two cells, while nobody waits; what code has broken must not end the kernel."""
        with contextlib.suppress(Exception):
            self.parts.take_rest()

    def begin(self) -> None:
        # Nothing of code's runs before the first cell, so these are the kernel's own.
        if self._threads is None:
            self._threads = set(_frames())
            self._count = _count()
            self.parts.take(imported_by_code=False)
            self.parts.watch_imports()
        self._all = _all_threads()
        self._began = _now()

    def look(self) -> list[str]:
        """Phrases for people, e.g. `builtins.print was replaced`."""
        took = _now() - self._began
        found = [*self.parts.replaced(took), *self._shadowing(), *self._changed(), *self._running()]
        return [" ".join(phrase.split())[:LONGEST] for phrase in dict.fromkeys(found)][:MOST]

    def _shadowing(self) -> list[str]:
        taken = [name for name in self._scope.keys() & self._names.keys()]
        return [
            f"the name {name} now stands for {_kind(value)}"
            for name in sorted(taken)
            if callable(value := self._scope[name]) and value is not self._names[name] and value is not self._hidden.get(name)
        ]

    def _changed(self) -> list[str]:
        found = [f"sys.{name} was replaced" for name, value in self._hooks.items() if getattr(sys, name, None) is not value]
        found += [f"sys.{name} is in use" for name, set_ in (("settrace", _trace()), ("setprofile", _profile())) if set_ is not None]
        finders = [*sys.meta_path, *sys.path_hooks]
        lost = any(all(known is not one for one in finders) for known in self._finders)
        if lost or any(from_cell(one) for one in finders):
            found.append("the way modules are found was changed")
        found += [f"a handler of {number.name} was set" for number, value in self._handlers.items() if _handler(number) is not value]
        if _timer(signal.ITIMER_REAL)[0]:
            found.append("a timer is still running")
        return found

    def _running(self) -> list[str]:
        if _all_threads() > self._all:
            _sleep(_TURN_S)
        known = {*(self._threads or ()), _ident()}
        names = [thread.name if (thread := _active.get(one)) else "(unnamed)" for one in _frames() if one not in known]
        # One that runs a library's compiled code alone has no frame.
        if not names and _count() > self._count:
            names = ["(unnamed)"]
        found = [f"thread {name} is still running" for name in names]
        for task in _tasks(asyncio.get_running_loop()):
            if from_cell(task.get_coro()):
                found.append(f"task {task.get_name()} is still running")
        return found


def _all_threads() -> int:
    """0 if code has left no descriptor to look with."""
    try:
        return len(_listed(_ALL_THREADS))
    except OSError:
        return 0


def _kind(value: object) -> str:
    if type(value) is FunctionType:
        return "a function"
    return "a class" if issubclass(type(value), type) else f"an object of type {type(value).__name__}"
