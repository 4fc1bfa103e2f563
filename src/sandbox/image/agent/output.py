"""What a program wrote, kept within a budget (its head and its tail) and cleaned for people to read."""

import re

HEAD = 256 * 1024
TAIL = 64 * 1024

_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def clean(text: str) -> str:
    """Without colours and control characters; a line that was overwritten (a progress bar) shows its last state."""
    text = _ESCAPES.sub("", text).replace("\r\n", "\n")
    # No pattern here: on one long line it would take the square of its length.
    if "\r" in text:
        text = "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in text.split("\n"))
    return _CONTROLS.sub("", text)


def _decode(data: bytes) -> str:
    return data.decode("utf-8", "replace")


class Output:
    def __init__(self) -> None:
        self._head = bytearray()
        self._tail = bytearray()
        self.total = 0

    def add(self, data: bytes) -> None:
        self.total += len(data)
        room = HEAD - len(self._head)
        if room > 0:
            self._head += data[:room]
            data = data[room:]
        if data:
            self._tail += data[-TAIL:]
            if len(self._tail) > 4 * TAIL:
                del self._tail[:-TAIL]

    def text(self, head: int = HEAD, tail: int = TAIL) -> str:
        if self.total <= head + tail and self.total <= HEAD + TAIL:
            return clean(_decode(bytes(self._head + self._tail)))
        first = _decode(bytes(self._head[:head])).rstrip("\ufffd")
        both = self._tail if len(self._tail) >= tail else self._head + self._tail
        last = _decode(bytes(both[-tail:])).lstrip("\ufffd")
        return f"{clean(first)}\n[... {self.total - head - tail} bytes left out ...]\n{clean(last)}"
