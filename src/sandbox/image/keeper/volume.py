"""The volume: which folder holds what, and how a path that code has made is opened."""

import contextlib
import errno
import fcntl
import os
import re
import stat

from talk import PIECE, Refused, Talk

WORKSPACE = "/workspace"
# Always left free: this many bytes, or on a small volume a twentieth of it.
FLOOR_BYTES = 256 * 1024 * 1024
FLOOR_PART = 0.05
# Given up one by one where code has filled the volume, so that the Run that frees it can be written down.
RESERVES = 8
RESERVE_BYTES = 256 * 1024
KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,63}")
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# O_NONBLOCK: opening a fifo would wait for a writer that never comes.
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC


class Volume:
    def __init__(self, root: str) -> None:
        self.root = root
        self.files = f"{root}/files"
        self.uploads = f"{root}/uploads"
        self.artifacts = f"{root}/artifacts"
        self.runs = f"{root}/runs"
        self.held = f"{root}/held"
        self.name = f"{root}/id"
        self.reserve = f"{root}/reserve"

    def lay_out(self) -> None:
        for folder in (self.uploads, self.artifacts, self.runs, self.reserve):
            os.makedirs(folder, exist_ok=True)
            os.chmod(folder, 0o700)
        for name in os.listdir(self.artifacts):
            if name.startswith("."):
                os.unlink(f"{self.artifacts}/{name}")
        for name in os.listdir(self.uploads):
            if name.startswith("."):
                os.unlink(f"{self.uploads}/{name}")
            elif name.endswith(".file"):
                # Whoever mounts a volume may give its group the right to write, and code may be of that group.
                os.chmod(f"{self.uploads}/{name}", 0o444)
        if not os.path.lexists(self.name):
            write_whole(self.name, os.urandom(16).hex().encode())
        os.makedirs(self.files, exist_ok=True)
        # Everybody may add files, but only the owner of a file may remove it: code owns none of the Uploads.
        os.chmod(self.files, 0o1777)
        self._set_aside()

    def id(self) -> str:
        """Another volume has another one."""
        with open(self.name) as file:
            return file.read()

    @contextlib.contextmanager
    def alone(self):
        """Two bots may ask for the same at once."""
        lock = os.open(f"{self.root}/lock", os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def with_reserve(self, step):
        """A short step that must succeed on a full volume, too."""
        with self.alone():
            while True:
                try:
                    done = step()
                    break
                except OSError as fault:
                    left = os.listdir(self.reserve) if is_full(fault) else []
                    if not left:
                        raise
                    os.unlink(f"{self.reserve}/{left[0]}")
            self._set_aside()
            return done

    def _set_aside(self) -> None:
        if len(os.listdir(self.reserve)) == RESERVES:
            return
        for number in range(RESERVES):
            path = f"{self.reserve}/{number}"
            if os.path.lexists(path):
                continue
            if not self.has_room(RESERVE_BYTES):
                return
            with contextlib.suppress(OSError):
                write_new(path, [os.urandom(RESERVE_BYTES)])

    def has_room(self, size: int) -> bool:
        disk = os.statvfs(self.root)
        floor = min(FLOOR_BYTES, FLOOR_PART * disk.f_blocks * disk.f_frsize)
        return size + floor <= disk.f_bavail * disk.f_frsize


def key_of(asked: dict, field: str = "key") -> str:
    key = asked[field]
    if not isinstance(key, str) or not KEY.fullmatch(key):
        raise ValueError(field)
    return key


def is_full(fault: OSError) -> bool:
    return fault.errno in (errno.ENOSPC, errno.EDQUOT)


def open_folder(path: str, dir_fd: int | None = None) -> int:
    return os.open(path, _FOLDER, dir_fd=dir_fd)


class NotTaken(Exception):
    """`why` is a word that the host knows."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@contextlib.contextmanager
def opened(root: str, path: str):
    """The regular file at `path` below `root`. No component may be a link; each is opened below the descriptor of the one before."""
    *parents, name = path.split("/")
    if any(part in ("", ".", "..") or "\0" in part for part in (*parents, name)):
        raise NotTaken("path")
    folder = open_folder(root)
    try:
        for part in parents:
            try:
                inner = open_folder(part, folder)
            except PermissionError:
                raise NotTaken("locked") from None
            except OSError:
                raise NotTaken("parent") from None
            os.close(folder)
            folder = inner
        try:
            file = os.open(name, _FILE, dir_fd=folder)
        except PermissionError:
            raise NotTaken("locked") from None
        except OSError as fault:
            # A socket cannot be opened.
            raise NotTaken({errno.ELOOP: "link", errno.ENXIO: "kind"}.get(fault.errno, "unreadable")) from None
    finally:
        os.close(folder)
    try:
        if not stat.S_ISREG(os.fstat(file).st_mode):
            raise NotTaken("kind")
        yield file
    finally:
        os.close(file)


def pieces_of(file: int, size: int, piece: int):
    """Not past the size that it had when it was opened: code may go on writing."""
    at = 0
    while at < size and (data := os.pread(file, min(piece, size - at), at)):
        at += len(data)
        yield data


def send(talk: Talk, path: str) -> None:
    """A file of the keeper's own, to the host."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        raise Refused("gone") from None
    try:
        talk.bytes_out(pieces_of(file, os.fstat(file).st_size, PIECE))
    finally:
        os.close(file)


def write_whole(path: str, text: bytes) -> None:
    """A reader sees the old text or the new one, never half of it."""
    draft = f"{os.path.dirname(path)}/.{os.urandom(8).hex()}.tmp"
    try:
        write_new(draft, [text])
        os.rename(draft, path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(draft)


def write_new(path: str, pieces, mode: int = 0o600, sync: bool = False) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        for data in pieces:
            while data:
                data = data[os.write(file, data) :]
        os.fchmod(file, mode)
        if sync:
            os.fsync(file)
    finally:
        os.close(file)
