"""What lies in the workspace: found within a budget and never through a link."""

import os
import stat
import time

from talk import Talk
from volume import open_folder

MAX_ENTRIES = 50_000
MAX_DEPTH = 32
MAX_S = 1.5
# Long names at a great depth are told until this many characters.
MAX_TOLD = 16 * 1024 * 1024
MAX_LOCKED = 200
_BATCH = 128 * 1024


class _Walk:
    def __init__(self, talk: Talk) -> None:
        self._talk = talk
        self._until = time.monotonic() + MAX_S
        self._entries = MAX_ENTRIES
        self._told = 0
        self._rows: list = []
        self._size = 0
        self.locked: list[str] = []

    def folder(self, fd: int, prefix: str, depth: int) -> bool:
        """False if something was left out. Takes the descriptor over."""
        complete = True
        try:
            # One after the other: a folder of a million names is never held in memory.
            with os.scandir(fd) as entries:
                for entry in entries:
                    self._entries -= 1
                    if self._entries < 0 or time.monotonic() > self._until or self._told > MAX_TOLD:
                        return False
                    if entry.name.startswith(".") or entry.name == "__pycache__":
                        continue
                    complete = self._one(fd, entry.name, prefix, depth) and complete
        except OSError:
            complete = False
        finally:
            os.close(fd)
        return complete

    def _one(self, fd: int, name: str, prefix: str, depth: int) -> bool:
        try:
            state = os.lstat(name, dir_fd=fd)
        except OSError:
            return True
        path = f"{prefix}{name}"
        if not stat.S_ISDIR(state.st_mode):
            kind = "file" if stat.S_ISREG(state.st_mode) else "link" if stat.S_ISLNK(state.st_mode) else "other"
            self._tell([path, kind, *(str(n) for n in (state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino))])
            return True
        if depth >= MAX_DEPTH:
            return False
        try:
            inner = open_folder(name, fd)
        except PermissionError:
            self.locked.append(path)
            return len(self.locked) <= MAX_LOCKED
        except OSError:
            return False
        return self.folder(inner, f"{path}/", depth + 1)

    def _tell(self, row: list) -> None:
        self._rows.append(row)
        self._size += sum(len(part) for part in row)
        # What is no text takes six times its length.
        if self._size > _BATCH:
            self.flush()

    def flush(self) -> None:
        if self._rows:
            self._talk.say({"t": "rows", "rows": self._rows})
        self._told += self._size
        self._rows, self._size = [], 0


def answer(root: str, talk: Talk, asked: dict) -> dict:
    walk = _Walk(talk)
    parts = [part for part in str(asked.get("below", "")).split("/") if part]
    try:
        fd = open_folder(root)
        for part in parts:
            if part in (".", ".."):
                raise ValueError("below")
            inner = open_folder(part, fd)
            os.close(fd)
            fd = inner
    except OSError:
        return {"complete": False, "locked": []}
    complete = walk.folder(fd, "".join(f"{part}/" for part in parts), len(parts))
    walk.flush()
    return {"complete": complete, "locked": walk.locked[:MAX_LOCKED]}
