"""Counts the lines of a file of any size, in one quick pass over its bytes."""

import re

CHUNK = 4 * 1024 * 1024
_GAP = re.compile(rb"\n(?=\n)")
_HIGH = bytes(range(0x80, 0x100))


class Lines:
    """All lines, the blank ones, those of delimiters only, and those inside quotes."""

    def __init__(self, file, delimiter: bytes, width: int) -> None:
        self.total = self.blank = self.empty = self.quoted = 0
        # The first bytes that are no utf-8.
        self.strange = b""
        self.inside = False
        only = delimiter * (width - 1)
        rest = b""
        old_mac = None
        while chunk := file.read(CHUNK):
            if old_mac is None:
                old_mac = b"\r" in chunk and b"\n" not in chunk
            if not self.strange and not chunk.isascii():
                self._look(chunk)
            chunk = chunk.replace(b"\r", b"\n" if old_mac else b"") if b"\r" in chunk else chunk
            if b'"' in chunk:
                for index, part in enumerate(chunk.split(b'"')):
                    if index:
                        self.inside = not self.inside
                    if self.inside:
                        self._quote(part)
            elif self.inside:
                self._quote(chunk)
            lines = (rest + chunk).split(b"\n")
            rest = lines.pop()
            if len(rest) > CHUNK:
                rest = rest[:16]
            self._count(lines, only)
        if rest:
            self._count([rest], only)

    def _quote(self, part: bytes) -> None:
        lines = part.count(b"\n")
        self.quoted += lines
        # They are counted as blank below, though they are none.
        if lines > 1:
            self.blank -= len(_GAP.findall(part))

    def _look(self, chunk: bytes) -> None:
        # A character may be cut at the edge of the chunk: up to three bytes there are let through.
        bare = chunk.strip(_HIGH)
        try:
            bare.decode("utf-8")
        except UnicodeDecodeError as fault:
            self.strange = bare[max(0, fault.start - 1024) : fault.start + 65536]

    def _count(self, lines: list[bytes], only: bytes) -> None:
        self.total += len(lines)
        self.blank += lines.count(b"")
        if only:
            self.empty += lines.count(only)
