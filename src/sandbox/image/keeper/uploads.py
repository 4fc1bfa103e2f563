"""Uploads: originals that code cannot reach, each with a second name in the workspace that it can read but neither change nor remove."""

import contextlib
import errno
import hashlib
import json
import os
import re

from talk import PIECE, Refused, Talk
from volume import Volume, key_of, pieces_of, write_new, write_whole

_ENDING = re.compile(r"\.[A-Za-z0-9]{1,10}$")


def put(volume: Volume, talk: Talk, asked: dict) -> dict:
    key, id, wish, most = key_of(asked), asked["id"], asked["name"], int(asked["most"])
    known = _find(volume, key, id)
    if known is not None:
        return {"name": known}
    if int(asked["size"]) > most:
        raise Refused("large")
    if not volume.has_room(int(asked["size"])):
        raise Refused("full")
    spool = f"{volume.uploads}/.{os.urandom(8).hex()}.spool"
    try:
        try:
            write_new(spool, _at_most(talk.bytes_in(), most), 0o444, sync=True)
        except (Refused, OSError) as failure:
            if not (isinstance(failure, Refused) and failure.why == "stopped"):
                talk.drain()
            raise
        with volume.alone():
            # Another bot may have brought it meanwhile.
            known = _find(volume, key, id)
            if known is None:
                os.rename(spool, _original(volume, key))
                known = _give_name(volume, key, id, _component(wish))
        return {"name": known}
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(spool)


def find(volume: Volume, _talk: Talk, asked: dict) -> dict:
    with volume.alone():
        return {"name": _find(volume, key_of(asked), asked["id"])}


def digest(volume: Volume, talk: Talk, asked: dict) -> dict:
    try:
        file = os.open(_original(volume, key_of(asked)), os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        return {"sha256": None}
    try:
        found = hashlib.sha256()
        for data in pieces_of(file, os.fstat(file).st_size, PIECE):
            found.update(data)
            talk.still()
        return {"sha256": found.hexdigest()}
    finally:
        os.close(file)


def inodes(volume: Volume, _talk: Talk, _asked: dict) -> dict:
    """What is one of these in the workspace was not made by code."""
    names = [name for name in os.listdir(volume.uploads) if name.endswith(".file")]
    return {"inodes": [str(os.lstat(f"{volume.uploads}/{name}").st_ino) for name in names]}


def stand_in(volume: Volume, _talk: Talk, asked: dict) -> None:
    with volume.alone():
        # All of them are known before the first is changed.
        pairs = [(key_of(one), one["as"], _owner(volume, one["as"])) for one in asked["all"]]
        for key, name, _ in pairs:
            _swap(volume, key, name)


def put_back(volume: Volume, _talk: Talk, asked: dict) -> None:
    with volume.alone():
        for name in asked["all"]:
            _swap(volume, _owner(volume, name), name)


def _original(volume: Volume, key: str) -> str:
    return f"{volume.uploads}/{key}.file"


def _component(name: object) -> str:
    if not isinstance(name, str) or name in ("", ".", "..") or "/" in name or "\0" in name:
        raise ValueError("name")
    return name


def _note(volume: Volume, key: str) -> dict | None:
    try:
        with open(f"{volume.uploads}/{key}.json", "rb") as file:
            return json.load(file)
    except FileNotFoundError:
        return None


def _find(volume: Volume, key: str, id: str) -> str | None:
    note = _note(volume, key)
    if note is None or note["id"] != id:
        return None
    kept = _inode(_original(volume, key))
    # Without its original it counts as not there, and is sent again.
    if kept is None:
        return None
    name = _component(note["name"])
    path = f"{volume.files}/{name}"
    there = _inode(path)
    if there == kept or (there is None and _linked(_original(volume, key), path)):
        return name
    # Something else has its name.
    return _give_name(volume, key, id, name)


def _give_name(volume: Volume, key: str, id: str, wish: str) -> str:
    """A second hard link, never over something that is there."""
    ending = (_ENDING.search(wish) or [""])[0]
    stem = wish[: len(wish) - len(ending)]
    number = 1
    while True:
        name = wish if number == 1 else f"{stem}-{number}{ending}"
        path = f"{volume.files}/{name}"
        if _inode(path) is None:
            # Written before the link is made, so that a crash in between leaves nothing that has two names.
            write_whole(f"{volume.uploads}/{key}.json", json.dumps({"id": id, "name": name}).encode())
            if _linked(_original(volume, key), path):
                return name
        number += 1


def _owner(volume: Volume, name: str) -> str:
    """The key of the Upload whose name in the workspace this is."""
    for entry in os.listdir(volume.uploads):
        key = entry.removesuffix(".json")
        if key != entry and (note := _note(volume, key)) is not None and note["name"] == name:
            return key
    raise Refused("gone", name)


def _swap(volume: Volume, key: str, name: str) -> None:
    """At once, so that code sees one file or the other."""
    draft = f"{volume.uploads}/.{os.urandom(8).hex()}.swap"
    os.link(_original(volume, key), draft, follow_symlinks=False)
    try:
        os.rename(draft, f"{volume.files}/{_component(name)}")
    finally:
        # Renaming one link over another of the same file leaves both.
        with contextlib.suppress(FileNotFoundError):
            os.unlink(draft)


def _inode(path: str) -> int | None:
    try:
        return os.lstat(path).st_ino
    except FileNotFoundError:
        return None


def _linked(original: str, path: str) -> bool:
    """`link` neither follows nor replaces what is there."""
    try:
        os.link(original, path, follow_symlinks=False)
        return True
    except OSError as fault:
        if fault.errno == errno.EEXIST:
            return False
        raise


def _at_most(pieces, most: int):
    size = 0
    for data in pieces:
        size += len(data)
        if size > most:
            raise Refused("large")
        yield data


REQUESTS = {
    "put": put,
    "find": find,
    "digest": digest,
    "inodes": inodes,
    "stand-in": stand_in,
    "put-back": put_back,
}
