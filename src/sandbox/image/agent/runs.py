"""Runner: one Run at a time, started once, stopped step by step, and brought to a result."""

import asyncio
import shutil
import signal
import time
from dataclasses import dataclass, field

from kernel import Died, Kernel
from output import Output, clean
from processes import Children, crowded, oom_kills, short_of_memory
from results import close_log, error, figures, log_path, node_error, out_of_memory, python_ended, shell_error, tidy
from shell import SHELLS, Shell

# More processes than this are not left behind by a cell.
STRANGERS = 64
MOST_STANDING = 8
SHELL_ENDED = {
    "bash": "The shell ended, so the effects of `cd` and `export` are gone.",
    "node": "Node.js ended, so its variables are gone.",
}
CROWD = "Processes that earlier code had left running filled the sandbox, so they were stopped."


@dataclass
class Run:
    id: str
    language: str
    source: str
    limit_s: float
    # Python in a namespace of its own: it sees no variables of earlier code, and leaves none.
    apart: bool = False
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
        self._turn = asyncio.Lock()
        self.current: Run | None = None
        self.kernel = Kernel(children, self._take, on_restart)
        self._shells = {language: Shell(language, children, self._take) for language in SHELLS}
        self._count = 0
        # What the last cell in Python left standing in it; a new Python begins without.
        self._standing: list[str] = []
        # What happened between two Runs, for people to read with the next one.
        self._untold: list[str] = []

    def _take(self, data: bytes) -> None:
        # What background work writes between two Runs belongs to none.
        if self.current:
            self.current.output.add(data)

    async def run(self, run: Run) -> None:
        async with self._turn:
            if run.result is not None:
                return
            run.started = time.monotonic()
            self.current = run
            self._count += 1
            log = log_path(self._count)
            run.output = Output(log)
            tidy()
            if run.language == "python":
                await self._startable(run)
            if run.stop.is_set():
                self._finish(run, log, {"outcome": run.why, "variablesKept": True})
                return
            # The time that Python needs to start is not the code's.
            run.started = time.monotonic()
            oom_before, kernel_before = oom_kills(), self.kernel.count
            strangers_before = set(self._children.strangers())
            ladder = asyncio.ensure_future(self._ladder(run))
            try:
                result = await self._execute(run, oom_before)
            except Exception as fault:
                result = {"outcome": "failed", "error": error("SandboxError", f"The code could not be started: {fault}")}
            finally:
                ladder.cancel()
            if run.why:
                self._children.kill_group(self._leader(run))
                if run.language == "python":
                    await self.kernel.check()
                result["outcome"] = run.why
            notes, running = await self._leftovers(run, strangers_before)
            died = result.pop("died", False) or self.kernel.count != kernel_before
            if died:
                self._standing = []
            self._finish(run, log, {"variablesKept": not died, **self._left(running), **result}, result.get("notes", []) + notes)

    def _leader(self, run: Run) -> int:
        if run.language == "python":
            return self.kernel.pid
        return self._shells[run.language].pid if run.language in self._shells else 0

    async def _startable(self, run: Run) -> None:
        waits = [asyncio.ensure_future(run.stop.wait()), asyncio.ensure_future(self.kernel.ready())]
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()

    async def _leftovers(self, run: Run, before: set[int]) -> tuple[list[str], list[str]]:
        """Notes about what the code left running, of which too much is ended; and names of all that runs now."""
        there = self._children.strangers()
        left = there.keys() - before
        if len(left) > STRANGERS:
            await self._clear_crowd(run)
            return [f"The code left {len(left)} processes running, so they were stopped."], []
        if left:
            # Most are about to end by themselves.
            await asyncio.sleep(0.05)
            there = self._children.strangers()
        names = sorted({there[pid] for pid in left & there.keys()})
        notes = [f"Still running in the background: {', '.join(names)[:200]}."] if names else []
        return notes, sorted(set(there.values()))

    def _left(self, running: list[str]) -> dict:
        """What changes what later programs do, if there is anything."""
        processes = [f"process {name[:40]} is still running" for name in running]
        # Processes first: the rest is what code in Python says of itself.
        standing = [clean(one)[:120] for one in processes + self._standing][:MOST_STANDING]
        return {"standing": standing} if standing else {}

    async def _clear_crowd(self, run: Run | None) -> None:
        if run and run.language == "python":
            self._children.kill_group(self.kernel.pid)
        else:
            # At once, so that nothing can fork meanwhile; Python is no part of these groups.
            for shell in self._shells.values():
                self._children.kill_orphans(shell.pid)
        if len(self._children.strangers()) > STRANGERS:
            self._children.kill_all()
            await self.kernel.ended()

    def look(self) -> None:
        """Called again and again: a process that is ended for lack of memory can no longer say where it was."""
        if self.current and self.current.language == "python" and short_of_memory():
            self.kernel.ask_where()

    async def watch_crowd(self) -> None:
        """Code may leave something behind that grows only after it has ended."""
        while True:
            await asyncio.sleep(1)
            if self.current is None and crowded():
                await self._clear_crowd(None)
                self._untold = [CROWD]

    def _finish(self, run: Run, log: str, result: dict, notes: list[str] | None = None) -> None:
        self.current = None
        logs, said = close_log(run.output, log)
        run.result = {
            "id": run.id,
            "output": run.output.text(),
            "durationMs": int((time.monotonic() - run.started) * 1000),
            "figures": logs + figures(),
            **result,
            "notes": self._untold + said + (notes or []),
        }
        self._untold = []
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

    async def _execute(self, run: Run, oom_before: int) -> dict:
        if run.language == "python":
            return await self._python(run, oom_before)
        if run.language not in self._shells or shutil.which(run.language) is None:
            return {"outcome": "failed", "error": error("SandboxError", f"This sandbox has no {run.language}.")}
        return await self._in_shell(run, oom_before)

    async def _python(self, run: Run, oom_before: int) -> dict:
        try:
            reply = await self.kernel.execute(run.source, run.apart)
        except Died as died:
            return self._kernel_died(run, *died.args, oom_before)
        self._standing = reply.standing
        seen = {"seen": reply.seen} if reply.seen else {}
        if reply.error is None:
            return {"outcome": "ok", **seen}
        found = error(*reply.error)
        if not run.why and oom_kills() > oom_before:
            return {"outcome": "out_of_memory", "error": {**found, **out_of_memory("A process of the code", found["trace"])}}
        return {"outcome": "failed", "error": found, **seen}

    def _kernel_died(self, run: Run, code: int, line: int | None, oom_before: int) -> dict:
        if run.why:
            known = {} if line is None else {"error": error("TimeoutError", "The code could not be interrupted.", line)}
            return {"outcome": run.why, "died": True, **known}
        # The page counter may lag behind the signal by a moment.
        give_up = time.monotonic() + (0.2 if code == -signal.SIGKILL else 0)
        while oom_kills() <= oom_before and time.monotonic() < give_up:
            time.sleep(0.01)
        if oom_kills() > oom_before:
            return {"outcome": "out_of_memory", "died": True, "error": out_of_memory("Python", line=line)}
        return {"outcome": "failed", "died": True, "error": python_ended(code)}

    async def _in_shell(self, run: Run, oom_before: int) -> dict:
        code, lives = await self._shells[run.language].execute(run.source)
        notes = [] if lives else [SHELL_ENDED[run.language]]
        if code == 0:
            return {"outcome": "ok", "notes": notes}
        # A shell whose child was ended for want of memory says 137 and nothing else.
        if not run.why and oom_kills() > oom_before:
            return {"outcome": "out_of_memory", "error": out_of_memory("A process of the code"), "notes": notes}
        describe = shell_error if run.language == "bash" else node_error
        return {"outcome": "failed", "error": describe(code, run.output), "notes": notes}

    async def _ladder(self, run: Run) -> None:
        """From polite to final; it is cancelled as soon as the code ends."""
        try:
            await asyncio.wait_for(run.stop.wait(), run.limit_s)
        except TimeoutError:
            run.why = run.why or "timed_out"
        if run.language == "python":
            self.kernel.ask_where()
        self._interrupt(run)
        await asyncio.sleep(2)
        self._interrupt(run)
        await asyncio.sleep(3)
        self._children.kill_others({self.kernel.pid})
        self._interrupt(run)
        await asyncio.sleep(3)
        # The kernel that starts then finds /tmp and /dev/shm empty.
        self._children.kill_all()

    def _interrupt(self, run: Run) -> None:
        if run.language == "python":
            self.kernel.interrupt()
        elif run.language in self._shells:
            self._shells[run.language].interrupt()
