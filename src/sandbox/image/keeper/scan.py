"""What lies in the workspace: found within a budget and never through a link."""

import hashlib
import json
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
# Of what may turn out to be as it was, so much waits to be told.
_HELD = 4 * _BATCH


class _Walk:
    def __init__(self, talk: Talk, most: int = _BATCH) -> None:
        """Rows wait until there are more than `most` characters of them."""
        self._talk, self._most = talk, most
        self._seen = hashlib.sha256()
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
        self._seen.update(json.dumps(row).encode())
        self._rows.append(row)
        self._size += sum(len(part) for part in row)
        # What is no text takes six times its length.
        if self._size > self._most:
            self.flush()
            self._most = _BATCH

    def flush(self) -> None:
        batch, size = [], 0
        for row in self._rows:
            batch.append(row)
            size += sum(len(part) for part in row)
            if size > _BATCH:
                self._talk.say({"t": "rows", "rows": batch})
                batch, size = [], 0
        if batch:
            self._talk.say({"t": "rows", "rows": batch})
        self._told += self._size
        self._rows, self._size = [], 0

    def digest(self, complete: bool) -> str:
        """The same again means that nothing has changed; "" where that cannot be known."""
        return self._seen.hexdigest() if complete and not self.locked else ""


def answer(root: str, talk: Talk, asked: dict, was: str = "") -> dict:
    """Nothing is told, but that it is the `same`, if its digest is what it `was`."""
    walk = _Walk(talk, _HELD if was else _BATCH)
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
        return {"complete": False, "locked": [], "digest": "", "same": False}
    complete = walk.folder(fd, "".join(f"{part}/" for part in parts), len(parts))
    digest = walk.digest(complete)
    same = was != "" and digest == was
    if not same:
        walk.flush()
    return {"complete": complete, "locked": walk.locked[:MAX_LOCKED], "digest": digest, "same": same}
