"""Artifacts: what a Run made, copied to where code cannot reach it."""

import contextlib
import hashlib
import os
import re
import shutil

from talk import PIECE, Refused, Talk
from volume import NotTaken, Volume, key_of, opened, pieces_of, send, write_new

_ID = re.compile(r"[A-Za-z0-9-]{1,64}/\d{1,2}")


def room(volume: Volume, _talk: Talk, asked: dict) -> None:
    """An empty folder for a Run's copies; those of the oldest Runs go until so many bytes are left."""
    target = f"{volume.artifacts}/{key_of(asked, 'run')}"
    shutil.rmtree(target, ignore_errors=True)
    runs = []
    for run in os.listdir(volume.artifacts):
        if run.startswith("."):
            continue
        folder = f"{volume.artifacts}/{run}"
        runs.append((os.lstat(folder).st_mtime_ns, folder, sum(entry.stat().st_size for entry in os.scandir(folder))))
    total = sum(size for _, _, size in runs)
    for _, folder, size in sorted(runs):
        if total <= int(asked["most"]):
            break
        shutil.rmtree(folder)
        total -= size
    os.makedirs(target, 0o700, exist_ok=True)


def look(root: str, _talk: Talk, asked: dict) -> dict:
    """Whether a file can be read, and its size now."""
    try:
        with opened(root, asked["path"]) as file:
            return {"size": os.fstat(file).st_size}
    except NotTaken as reason:
        raise Refused(reason.why) from None


def take(volume: Volume, talk: Talk, asked: dict) -> dict:
    try:
        with opened(volume.files, asked["path"]) as file:
            size = os.fstat(file).st_size
            if size > int(asked["most"]):
                raise Refused("large")
            return _keep(volume, talk, asked, size, pieces_of(file, size, PIECE))
    except NotTaken as reason:
        raise Refused(reason.why) from None


def adopt(volume: Volume, talk: Talk, asked: dict) -> dict:
    """As `take`, of bytes that the host brings."""
    return _keep(volume, talk, asked, int(asked["most"]), talk.bytes_in())


def drop(volume: Volume, _talk: Talk, asked: dict) -> None:
    with contextlib.suppress(FileNotFoundError):
        os.unlink(_copy(volume, asked))


def get(volume: Volume, talk: Talk, asked: dict) -> None:
    id = asked["id"]
    if not _ID.fullmatch(id):
        raise ValueError("id")
    send(talk, f"{volume.artifacts}/{id}")


def read(root: str, talk: Talk, asked: dict) -> None:
    """For the host alone to see: nothing is copied."""
    try:
        with opened(root, asked["path"]) as file:
            size = os.fstat(file).st_size
            if size > int(asked["most"]):
                raise Refused("large")
            talk.bytes_out(pieces_of(file, size, PIECE))
    except NotTaken as reason:
        raise Refused(reason.why) from None


def _copy(volume: Volume, asked: dict) -> str:
    return f"{volume.artifacts}/{key_of(asked, 'run')}/{int(asked['number']):d}"


def _keep(volume: Volume, talk: Talk, asked: dict, size: int, pieces) -> dict:
    if not volume.has_room(size):
        raise Refused("full")
    hashed, count, most = hashlib.sha256(), 0, int(asked["most"])

    def counted():
        nonlocal count
        for data in pieces:
            count += len(data)
            if count > most:
                raise Refused("large")
            hashed.update(data)
            talk.still()
            yield data

    copy = _copy(volume, asked)
    # Whoever asks again because the answer got lost, or collects the same Run for another bot, puts its copy in place of the first.
    draft = f"{volume.artifacts}/.{os.urandom(8).hex()}"
    try:
        write_new(draft, counted())
        os.rename(draft, copy)
    except (OSError, Refused) as failure:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(draft)
        if asked["op"] == "adopt" and not (isinstance(failure, Refused) and failure.why == "stopped"):
            talk.drain()
        raise
    return {"size": count, "sha256": hashed.hexdigest()}


REQUESTS = {"room": room, "take": take, "adopt": adopt, "drop": drop, "get": get}
