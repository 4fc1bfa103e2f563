"""Output of a program: its head and tail within a budget, cleaned for people to read, and all of it as a file."""

import os
import re

from rights import as_code

HEAD = 256 * 1024
TAIL = 64 * 1024
# Below what the host takes as one file.
LOG_LIMIT = 48 * 1024 * 1024

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


def _whole_start(data: bytes) -> bytes:
    """Without the bytes of a character that begins before `data`."""
    lead = 0
    while lead < 3 and lead < len(data) and 0x80 <= data[lead] < 0xC0:
        lead += 1
    return data[lead:]


def _whole_end(data: bytes) -> bytes:
    """Without the bytes of a character that continues after `data`."""
    for back in range(1, min(4, len(data)) + 1):
        byte = data[-back]
        if byte >= 0xC0:
            needed = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return data[:-back] if needed > back else data
        if byte < 0x80:
            break
    return data


@as_code()
def _new_file(path: str) -> int:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if os.path.lexists(path):
        os.unlink(path)
    # Exclusive: code may have put a link or a fifo here.
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o644)


class Output:
    def __init__(self, log: str = "/dev/null") -> None:
        self._head = bytearray()
        self._tail = bytearray()
        self._log = log
        self._file = -1
        self.total = 0
        # Bytes that lie in the log.
        self.logged = 0

    def add(self, data: bytes) -> None:
        self.total += len(data)
        if self.total > HEAD:
            self._keep(data)
        room = HEAD - len(self._head)
        if room > 0:
            self._head += data[:room]
            data = data[room:]
        if data:
            self._tail += data[-TAIL:]
            if len(self._tail) > 4 * TAIL:
                del self._tail[:-TAIL]

    def _keep(self, data: bytes) -> None:
        """The file begins only once the output may have to be cut; a full disk just ends it."""
        try:
            if self._file < 0 and self.logged == 0:
                self._file = _new_file(self._log)
                self._write(bytes(self._head))
            if self._file >= 0:
                self._write(data[: LOG_LIMIT - self.logged])
        except OSError:
            self.logged = self.logged or -1
            self.close()

    def _write(self, data: bytes) -> None:
        while data:
            written = os.write(self._file, data)
            self.logged += written
            data = data[written:]

    def close(self) -> None:
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def is_cut(self) -> bool:
        return self.total > HEAD + TAIL

    def text(self, head: int = HEAD, tail: int = TAIL) -> str:
        if self.total <= head + tail and not self.is_cut():
            return clean(_decode(bytes(self._head + self._tail)))
        first = _whole_end(bytes(self._head[:head]))
        both = self._tail if len(self._tail) >= tail else self._head + self._tail
        last = _whole_start(bytes(both[-tail:]))
        return f"{clean(_decode(first))}\n[... {self.total - head - tail} bytes left out ...]\n{clean(_decode(last))}"
