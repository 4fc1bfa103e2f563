"""One Run: its state, how it is stopped step by step, and what it comes to."""

import asyncio
import os
import re
import signal
import time
from dataclasses import dataclass, field

from kernel import Died, Kernel
from output import Output
from processes import Children, oom_kills, prepare_tmp
from shell import Shell

FIGURES = "/workspace/.threadloop"
_SHELL_LINE = re.compile(r"^/run/agent/code-\d+\.sh: line (\d+): (.*)$", re.M)


@dataclass
class Run:
    id: str
    language: str
    source: str
    limit_s: float
    output: Output = field(default_factory=Output)
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    # Why it was stopped: "timed_out" or "cancelled".
    why: str = ""
    result: dict | None = None
    started: float = 0.0


class Runner:
    """Runs one Run at a time; `on_done` gets each result once."""

    def __init__(self, children: Children, on_done, on_restart) -> None:
        self._children = children
        self._on_done = on_done
        self._on_restart = on_restart
        self._turn = asyncio.Lock()
        self.current: Run | None = None
        self.kernel = Kernel(children, self._take, self._restarted)
        self._shell = Shell(children, self._take)

    def _take(self, data: bytes) -> None:
        # What background work writes between two Runs belongs to none.
        if self.current:
            self.current.output.add(data)

    def _restarted(self) -> None:
        self._on_restart()

    async def run(self, run: Run) -> None:
        async with self._turn:
            if run.result is not None:
                return
            run.started = time.monotonic()
            self.current = run
            _empty_figures()
            if run.language == "python":
                await self._startable(run)
            if run.stop.is_set():
                self._finish(run, {"outcome": run.why, "variablesKept": True, "notes": []})
                return
            # The time that Python needs to start is not the code's.
            run.started = time.monotonic()
            before, kernel_before = oom_kills(), self.kernel.count
            ladder = asyncio.ensure_future(self._ladder(run))
            try:
                result = await self._execute(run)
            except Exception as fault:
                result = {"outcome": "failed", "error": _error("SandboxError", f"The code could not be started: {fault}")}
            finally:
                ladder.cancel()
            if run.why:
                self._children.kill_group(self.kernel.pid if run.language == "python" else self._shell.pid)
                if run.language == "python":
                    await self.kernel.check()
            # A shell that was killed by memory pressure says 137 and nothing else.
            if result["outcome"] == "failed" and not run.why and oom_kills() > before:
                result["outcome"] = "out_of_memory"
            if run.why:
                result["outcome"] = run.why
            died = result.pop("died", False) or self.kernel.count != kernel_before
            self._finish(run, {"variablesKept": not died, "notes": [], **result})

    async def _startable(self, run: Run) -> None:
        waits = [asyncio.ensure_future(run.stop.wait()), asyncio.ensure_future(self.kernel.ready())]
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()

    def _finish(self, run: Run, result: dict) -> None:
        self.current = None
        run.result = {
            "id": run.id,
            "output": run.output.text(),
            "durationMs": int((time.monotonic() - run.started) * 1000),
            "figures": _figures(),
            **result,
        }
        run.source = ""
        run.output = Output()
        self._on_done(run)

    def cancel_before_start(self, run: Run) -> None:
        """A Run that was stopped before it was ever accepted stays known, so that it never starts."""
        run.result = {
            "id": run.id, "outcome": "cancelled", "output": "", "durationMs": 0,
            "figures": [], "notes": [], "variablesKept": True,
        }  # fmt: skip
        self._on_done(run)

    async def _execute(self, run: Run) -> dict:
        return await (self._python(run) if run.language == "python" else self._bash(run))

    async def _python(self, run: Run) -> dict:
        before = oom_kills()
        try:
            reply = await self.kernel.execute(run.source)
        except Died as died:
            return self._kernel_died(run, died.args[0], before)
        if reply.error is None:
            return {"outcome": "ok"}
        name, message, line, trace = reply.error
        return {"outcome": "failed", "error": _error(name, message, line, trace)}

    def _kernel_died(self, run: Run, code: int, oom_before: int) -> dict:
        # The page counter may lag behind the signal by a moment.
        if code == -signal.SIGKILL and not run.why:
            give_up = time.monotonic() + 0.2
            while oom_kills() <= oom_before and time.monotonic() < give_up:
                time.sleep(0.01)
        if oom_kills() > oom_before and not run.why:
            prepare_tmp()
            message = "Python needed more memory than the sandbox may use and was ended; variables are gone, files are kept."
            return {"outcome": "out_of_memory", "died": True, "error": _error("MemoryError", message)}
        if run.why:
            return {"outcome": run.why, "died": True}
        how = f"exit code {code}" if code >= 0 else f"signal {_signal_name(-code)}"
        message = f"Python itself ended with {how}; variables are gone, files are kept."
        return {"outcome": "failed", "died": True, "error": _error("PythonEnded", message)}

    async def _bash(self, run: Run) -> dict:
        code, lives = await self._shell.execute(run.source)
        notes = [] if lives else ["The shell ended, so `cd` and `export` start afresh."]
        if code == 0:
            return {"outcome": "ok", "notes": notes}
        code = code if code >= 0 else 128 - code
        text = run.output.text(4096, 4096)
        said = _SHELL_LINE.findall(text)
        lines = [line for line in text.splitlines() if line.strip()]
        message = said[-1][1] if said else (lines[-1] if lines else "")
        error = _error(f"exit code {code}", message, int(said[-1][0]) if said else None, "\n".join(lines[-10:]))
        return {"outcome": "failed", "error": error, "notes": notes}

    async def _ladder(self, run: Run) -> None:
        """From polite to final; it is cancelled as soon as the code ends."""
        try:
            await asyncio.wait_for(run.stop.wait(), run.limit_s)
        except TimeoutError:
            run.why = run.why or "timed_out"
        self._interrupt(run)
        await asyncio.sleep(2)
        self._interrupt(run)
        await asyncio.sleep(3)
        self._children.kill_others({self.kernel.pid})
        self._interrupt(run)
        await asyncio.sleep(3)
        self._children.kill_all()
        prepare_tmp()

    def _interrupt(self, run: Run) -> None:
        if run.language == "python":
            self.kernel.interrupt()
        else:
            self._shell.interrupt()


def _error(name: str, message: str, line: int | None = None, trace: str = "") -> dict:
    error = {"name": name[:200], "message": message[:4000], "trace": (trace or f"{name}: {message}")[:20000]}
    return error if line is None else {**error, "line": line}


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)


def _empty_figures() -> None:
    try:
        for entry in os.scandir(FIGURES):
            os.unlink(entry.path)
    except OSError:
        pass


def _figures() -> list[str]:
    try:
        names = [entry.name for entry in os.scandir(FIGURES) if re.fullmatch(r"figure-\d{1,3}\.(png|svg|jpg)", entry.name)]
    except OSError:
        return []
    return sorted(names, key=lambda name: int(re.sub(r"\D", "", name)))[:20]
