"""Processes below PID 1: started, reaped, ended, and counted when memory ran out for them."""

import asyncio
import contextlib
import os
import re
import shutil
import signal
import subprocess
import time

from rights import as_code, users

# The kernel's out-of-memory killer takes what we start before it takes the agent, and its scheduler lets the agent go first.
_SHIM = ["/bin/sh", "-c", 'echo 1000 >/proc/self/oom_score_adj; exec nice -n 19 "$@"', "sh"]
_OOM_COUNTERS = ("/sys/fs/cgroup/memory.events", "/sys/fs/cgroup/memory/memory.oom_control")


def oom_kills() -> int:
    """Processes of this container that the kernel ended for want of memory so far."""
    for path in _OOM_COUNTERS:
        try:
            with open(path) as file:
                found = re.search(r"^oom_kill (\d+)", file.read(), re.M)
        except OSError:
            continue
        if found:
            return int(found[1])
    return 0


def memory_limit() -> str:
    """As people say it, e.g. `4 GB`; "" if there is none."""
    for path in ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"):
        try:
            with open(path) as file:
                limit = int(file.read())
        except (OSError, ValueError):
            continue
        if limit < 1 << 50:
            return f"{limit / (1 << 30):g} GB" if limit % (1 << 29) == 0 and limit >= 1 << 30 else f"{limit >> 20} MB"
    return ""


def short_of_memory() -> bool:
    """Whether half of it is gone, so that the rest may be, too, before the next look; what files take counts with it."""
    for folder, used, most in (("", "current", "max"), ("/memory", "usage_in_bytes", "limit_in_bytes")):
        try:
            with open(f"/sys/fs/cgroup{folder}/memory.{used}") as now, open(f"/sys/fs/cgroup{folder}/memory.{most}") as limit:
                return int(now.read()) > 0.5 * int(limit.read())
        except (OSError, ValueError):
            continue
    return False


def crowded() -> bool:
    """Whether processes and threads have taken most of what the container may have."""
    for folder in ("/sys/fs/cgroup", "/sys/fs/cgroup/pids"):
        try:
            with open(f"{folder}/pids.current") as now, open(f"{folder}/pids.max") as most:
                return int(now.read()) > 0.7 * int(most.read())
        except (OSError, ValueError):
            continue
    return False


def _state(pid: int) -> list[str]:
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()
    except OSError:
        return []


def parent_of(pid: int) -> int:
    """-1 if there is no such process; 0 for what came in by `docker exec`."""
    state = _state(pid)
    return int(state[1]) if state else -1


@as_code()
def _wipe(folder: str) -> None:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path, ignore_errors=True)
        else:
            with contextlib.suppress(OSError):
                os.unlink(entry.path)


def prepare_tmp() -> None:
    """Empties what lies in memory: it outlives its process and counts."""
    for folder in ("/tmp", "/dev/shm"):
        _wipe(folder)


def clear_kernels() -> None:
    """What kernels that have ended left in their folder; code may have filled it."""
    _wipe("/run/kernel")


class Children:
    def __init__(self) -> None:
        self._exits: dict[int, asyncio.Future[int]] = {}

    def start(
        self, argv: list[str], *, stdout: int, env: dict[str, str] | None = None, pass_fds: tuple[int, ...] = ()
    ) -> tuple[int, "asyncio.Future[int]"]:
        """Starts `argv` as the user that code is, in a session of its own; the future gives its exit code, negative for a signal."""
        process = subprocess.Popen(
            _SHIM + argv,
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=stdout,
            env={**os.environ, **(env or {})},
            pass_fds=pass_fds,
            start_new_session=True,
            cwd="/workspace",
            **users(),
        )
        process.returncode = 0  # reaped below, so Popen must not wait for it
        gone: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._exits[process.pid] = gone
        return process.pid, gone

    def reap(self) -> None:
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            gone = self._exits.pop(pid, None)
            if gone and not gone.done():
                gone.set_result(os.waitstatus_to_exitcode(status))

    def kill_all(self) -> None:
        """Everything but PID 1, relays too; the loop beats processes that fork while it runs."""
        give_up = time.monotonic() + 3
        while time.monotonic() < give_up:
            try:
                os.kill(-1, signal.SIGKILL)
            except ProcessLookupError:
                break
            self.reap()
            time.sleep(0.002)
        self.reap()

    def kill_group(self, leader: int) -> None:
        """What an interrupted cell left in its process group, all but the leader."""
        if leader == 0:
            return
        try:
            # All at once and before they are counted, so that none can fork meanwhile.
            os.killpg(leader, signal.SIGSTOP)
        except ProcessLookupError:
            return
        for pid in _pids():
            if pid != leader and _state(pid)[2:3] == [str(leader)]:
                kill(pid)
        with contextlib.suppress(ProcessLookupError):
            os.kill(leader, signal.SIGCONT)
        self.reap()

    def kill_orphans(self, leader: int) -> None:
        """A whole group, or what is left of it when its leader has ended."""
        if leader == 0:
            return
        for _ in range(500):
            try:
                os.killpg(leader, signal.SIGKILL)
            except ProcessLookupError:
                return
            self.reap()
            time.sleep(0.002)

    def kill_others(self, spare: set[int]) -> None:
        """Everything but PID 1, relays and `spare`."""
        for pid in _pids():
            if pid != 1 and pid not in spare and parent_of(pid) > 0:
                kill(pid)

    def kill_strangers(self) -> None:
        """What code left running, all of it: again and again, because it may fork meanwhile."""
        give_up = time.monotonic() + 3
        while (left := self.strangers()) and time.monotonic() < give_up:
            for pid in left:
                kill(pid)
            self.reap()
            time.sleep(0.002)

    def strangers(self) -> dict[int, str]:
        """Names of the processes that code started and that still go on, by pid."""
        found = {}
        for pid in _pids():
            if pid == 1 or pid in self._exits:
                continue
            state = _state(pid)
            if state and state[0] not in "ZX" and state[1] != "0":
                with contextlib.suppress(OSError), open(f"/proc/{pid}/comm", errors="replace") as file:
                    found[pid] = file.read().strip()
        return found


def _pids() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def interrupt_group(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGINT)
    except ProcessLookupError:
        pass


@as_code()
def code_pipe() -> tuple[int, int]:
    """Code's by its owner, too: else `/dev/stdout` and the like could not be opened."""
    return os.pipe()


class Pipe:
    """The one pipe that a language's stdout and stderr share, so that both stay in order."""

    def __init__(self, on_data) -> None:
        self._on_data = on_data
        self._read, self.write = code_pipe()
        self._open = True
        os.set_blocking(self._read, False)
        asyncio.get_running_loop().add_reader(self._read, self._step)

    def close_write(self) -> None:
        os.close(self.write)

    def _step(self) -> int:
        if not self._open:
            return 0
        try:
            data = os.read(self._read, 262144)
        except BlockingIOError:
            return 0
        except OSError:
            data = b""
        if data:
            self._on_data(data)
        else:
            asyncio.get_running_loop().remove_reader(self._read)
        return len(data)

    def drain(self) -> None:
        """Takes what was written before now; bounded, because a background process may never stop writing."""
        for _ in range(64):
            if self._step() == 0:
                return

    def close(self) -> None:
        if self._open:
            self._open = False
            asyncio.get_running_loop().remove_reader(self._read)
            os.close(self._read)
