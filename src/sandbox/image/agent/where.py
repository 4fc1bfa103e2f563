"""Current line of a cell, asked for from outside: known even while Python hangs in a library or is about to be ended."""

import contextlib
import ctypes
import os
import re
import signal

# Ignored by who does not know it; the same signal stands in inside/kernel_main.py.
ASK = signal.SIGURG
MOST_BYTES = 64 * 1024
_FRAME = re.compile(rb'^  File "(<code \d+>)", line (\d{1,7}) in ', re.M)


class Where:
    """A file into which faulthandler writes the stack, without Python's help; what code writes into it is only a wrong number."""

    def __init__(self, path: str) -> None:
        self._file = open(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "rb+", buffering=0)

    def forget(self) -> None:
        with contextlib.suppress(OSError):
            self._file.truncate(0)

    def ask(self, pid: int) -> None:
        if os.fstat(self._file.fileno()).st_size > MOST_BYTES:
            self.forget()
        # To the thread that runs the code: another one could take what is sent to the process.
        ctypes.CDLL(None).tgkill(pid, pid, ASK)

    def line(self) -> int | None:
        """In the code that ran, the innermost, by the newest answer; None if nobody asked or nothing ran."""
        try:
            stacks = os.pread(self._file.fileno(), 2 * MOST_BYTES, 0).split(b"Stack (most recent")
        except OSError:
            return None
        frames = next((found for stack in reversed(stacks) if (found := _FRAME.findall(stack))), [])
        cell = frames[-1][0] if frames else b""
        return next((int(line) or None for name, line in frames if name == cell), None)
