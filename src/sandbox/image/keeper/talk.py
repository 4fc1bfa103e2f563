"""Lines between the keeper and the host, and the bytes that travel in them."""

import base64
import binascii
import json
import os
import select
import time

# Below the host's limit of 1 MiB a line.
PIECE = 256 * 1024
LINE_LIMIT = 1024 * 1024
# Pieces that are under way without having been acknowledged; the host's number is the same.
WINDOW = 8
# A host that went away without a word leaves no process behind.
SILENT_S = 120
BUSY_S = 5


class Refused(Exception):
    """An answer, not a fault: `why` is a word that the host knows."""

    def __init__(self, why: str, text: str = "") -> None:
        super().__init__(text)
        self.why = why


class Talk:
    def __init__(self, source: int = 0, target: int = 1) -> None:
        self._source = source
        self._target = target
        self._rest = bytearray()
        self._said = time.monotonic()

    def hear(self) -> dict | None:
        """The next line; None if there will be none."""
        while True:
            end = self._rest.find(b"\n")
            if end >= 0:
                line = bytes(self._rest[:end])
                del self._rest[: end + 1]
                try:
                    heard = json.loads(line)
                except ValueError:
                    return None
                return heard if isinstance(heard, dict) else None
            if len(self._rest) > LINE_LIMIT or not select.select([self._source], [], [], SILENT_S)[0]:
                return None
            data = os.read(self._source, 65536)
            if not data:
                return None
            self._rest += data

    def say(self, message: dict) -> None:
        self._said = time.monotonic()
        # ASCII alone: names that are no text come back as they were.
        data = json.dumps(message, separators=(",", ":")).encode() + b"\n"
        while data:
            data = data[os.write(self._target, data) :]

    def still(self) -> None:
        """Called again and again during what may take long."""
        if time.monotonic() - self._said > BUSY_S:
            self.say({"t": "busy"})

    def bytes_in(self):
        """What the host sends; Refused `stopped` if it gives up on it."""
        self.say({"t": "go"})
        while True:
            heard = self.hear()
            if heard is None:
                # Whoever has begun to write puts it away and the process ends.
                raise Refused("stopped")
            if heard.get("end"):
                return
            if "b" not in heard:
                raise Refused("stopped")
            try:
                piece = base64.b64decode(heard["b"], validate=True)
            except (binascii.Error, TypeError, ValueError):
                raise Refused("stopped") from None
            self.say({"t": "ack"})
            yield piece

    def drain(self) -> None:
        """After a failure in the middle: the host is told to stop, and what is under way is let go."""
        self.say({"t": "halt"})
        while (heard := self.hear()) is not None and "b" in heard:
            pass

    def bytes_out(self, pieces) -> None:
        free = WINDOW
        for piece in pieces:
            while free == 0:
                heard = self.hear()
                if heard is None or not heard.get("more"):
                    raise Refused("stopped")
                free += 1
            free -= 1
            self.say({"t": "b", "b": base64.b64encode(piece).decode()})
        while free < WINDOW:
            heard = self.hear()
            if heard is None or not heard.get("more"):
                raise Refused("stopped")
            free += 1
