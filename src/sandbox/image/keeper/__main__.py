"""Keeper of a Thread's volume, as a user that code is not: Uploads, Artifacts and Runs lie where code has no way to.

`hold` lays the volume out and stays; `ready` says whether that is done; `serve` takes requests on stdin, one after the other, and
answers on stdout. `lend` is run as the user that code is: it reads what code has locked away from everybody else, and nothing more.
One JSON object a line; bytes are base64, acknowledged piece by piece so that neither side runs ahead. What ends a request is `ok` or `no`.
"""

import contextlib
import fcntl
import os
import signal
import sys

import artifacts
import bounds
import ledger
import scan
import uploads
from talk import Refused, Talk
from volume import WORKSPACE, Volume, is_full

ROOT = os.environ.get("THREADLOOP_VOLUME", "/vol")


def hold() -> None:
    os.umask(0o077)
    volume = Volume(ROOT)
    volume.lay_out()
    # Held for as long as this process lives: another one sees that the volume is ready.
    held = os.open(volume.held, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(held, fcntl.LOCK_EX)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_args: os._exit(0))
    while True:
        signal.pause()


def ready() -> None:
    with open(Volume(ROOT).held, "rb") as held, contextlib.suppress(BlockingIOError):
        fcntl.flock(held, fcntl.LOCK_SH | fcntl.LOCK_NB)
        raise SystemExit(1)


def serve(talk: Talk) -> None:
    os.umask(0o077)
    volume = Volume(ROOT)
    known = {"volume": lambda _asked: {"id": volume.id()}}
    for part in (uploads, artifacts, ledger):
        known |= {name: (lambda asked, work=work: work(volume, talk, asked)) for name, work in part.REQUESTS.items()}
    known["enter"] = lambda asked: enter(volume, talk, asked)
    known["settle"] = lambda asked: settle(volume, talk, asked)
    answer_all(talk, known | looking(volume.files, talk))


def enter(volume: Volume, talk: Talk, asked: dict) -> dict:
    """All that is asked before a Run, in one way there and back."""
    begun = ledger.begin(volume, talk, asked)
    ended = ledger.has_ended(volume, asked)
    return {**begun, "ended": ended, **({"complete": False, "locked": []} if ended else scan.answer(volume.files, talk, asked))}


def settle(volume: Volume, talk: Talk, asked: dict) -> dict:
    """What a Run came to is kept if nothing lies there that did not before; else what lies there is told."""
    found = scan.answer(volume.files, talk, asked, str(asked["was"]))
    if found["same"]:
        try:
            ledger.keep(volume, talk, asked)
        except OSError as fault:
            if not is_full(fault):
                raise
    return found


def lend(talk: Talk) -> None:
    answer_all(talk, {
        "read": lambda asked: artifacts.read(WORKSPACE, talk, asked),
        "bounds": lambda asked: bounds.answer(asked),
        **looking(WORKSPACE, talk),
    })  # fmt: skip


def looking(root: str, talk: Talk) -> dict:
    return {
        "ping": lambda _asked: None,
        "scan": lambda asked: scan.answer(root, talk, asked),
        "look": lambda asked: artifacts.look(root, talk, asked),
    }


def answer_all(talk: Talk, known: dict) -> None:
    while (asked := talk.hear()) is not None:
        try:
            work = known.get(asked.get("op"))
            if work is None:
                raise Refused("unknown")
            talk.say({"t": "ok", **(work(asked) or {})})
        except Refused as refusal:
            talk.say({"t": "no", "why": refusal.why, "text": str(refusal)})
        except OSError as fault:
            talk.say({"t": "no", "why": "full" if is_full(fault) else "fault", "text": f"{type(fault).__name__} {fault.errno}"})
        except (KeyError, TypeError, ValueError) as fault:
            talk.say({"t": "no", "why": "fault", "text": type(fault).__name__})


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["hold"]:
            hold()
        case ["ready"]:
            ready()
        case ["serve"]:
            serve(Talk())
        case ["lend"]:
            lend(Talk())
        case _:
            raise SystemExit(2)
