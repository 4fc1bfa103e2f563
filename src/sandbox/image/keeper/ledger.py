"""Runs: when each began and what it came to. The volume's own file system decides who was first, whichever bot asks."""

import os

from talk import Refused, Talk
from volume import Volume, key_of, send, write_whole


def begin(volume: Volume, _talk: Talk, asked: dict) -> dict:
    path = f"{volume.runs}/{key_of(asked)}.started"
    try:
        file = volume.with_reserve(lambda: os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
        known = False
    except FileExistsError:
        file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        known = True
    try:
        when = os.fstat(file).st_ctime_ns
        return {"known": known, "since": str(when), "at": when // 1_000_000}
    finally:
        os.close(file)


def begun(volume: Volume, _talk: Talk, asked: dict) -> dict:
    return {"begun": os.path.lexists(f"{volume.runs}/{key_of(asked)}.started")}


def has_ended(volume: Volume, asked: dict) -> bool:
    return os.path.lexists(f"{volume.runs}/{key_of(asked)}.json")


def keep(volume: Volume, talk: Talk, asked: dict) -> None:
    # Of usual length it comes with the order, which spares a way there and back.
    text = bytearray(str(asked.get("text", "")).encode())
    for piece in () if text else talk.bytes_in():
        text += piece
        if len(text) > 8 * 1024 * 1024:
            talk.drain()
            raise Refused("large")
    volume.with_reserve(lambda: write_whole(f"{volume.runs}/{key_of(asked)}.json", bytes(text)))


def ended(volume: Volume, talk: Talk, asked: dict) -> None:
    send(talk, f"{volume.runs}/{key_of(asked)}.json")


REQUESTS = {"begin": begin, "begun": begun, "keep": keep, "ended": ended}
