"""Line count of a file of any size, in one quick pass over its bytes."""

import re
import time

from layout import Marks

STRANGE = 512 * 1024
CHUNK = 4 * 1024 * 1024
# Well below the time that a profile may take, on a slow machine, too.
PATIENCE_S = 10
_HIGH = bytes(range(0x80, 0x100))
_REST = bytes(byte for byte in range(256) if byte not in b'"\n')
_BLANK = re.compile(rb"\n(?=\n)")


class Lines:
    """All lines, the blank ones, those of delimiters only, and those inside quotes; estimates where time ran out."""

    def __init__(self, file, size: int, marks: Marks, width: int) -> None:
        self.total = self.blank = self.empty = self.quoted = 0
        # Bytes that are no utf-8, from all over.
        self.strange = b""
        self.inside = self.estimate = False
        only = marks.delimiter.encode() * (width - 1)
        until = time.monotonic() + PATIENCE_S
        # From the last line feed on; the one before the first line is made up.
        rest = b"\n"
        old_mac = None
        while chunk := file.read(CHUNK):
            if old_mac is None:
                old_mac = b"\r" in chunk and b"\n" not in chunk
            if len(self.strange) < STRANGE and not chunk.isascii():
                self._look(chunk)
            chunk = chunk.replace(b"\r", b"\n" if old_mac else b"") if b"\r" in chunk else chunk
            if marks.quotes and (self.inside or b'"' in chunk):
                self._quotes(chunk.replace(b'\\"', b"") if marks.escape else chunk, rest)
            lines = rest + chunk
            end = lines.rfind(b"\n")
            rest = lines[end:] if len(lines) - end < CHUNK else b"\n..."
            lines = lines[: end + 1]
            self.total += lines.count(b"\n") - 1
            if b"\n\n" in lines:
                self.blank += len(_BLANK.findall(lines))
            if only and b"\n" + only + b"\n" in lines:
                # Made only here: for a wide table it is a long pattern.
                self.empty += len(re.findall(rb"\n" + re.escape(only) + rb"(?=\n)", lines))
            if time.monotonic() > until:
                self._scale(size / file.tell())
                return
        self.total += len(rest) > 1
        self.empty += bool(only) and rest[1:] == only

    def _look(self, chunk: bytes) -> None:
        # A character may be cut at the edge of the chunk: up to three bytes there are let through.
        bare = chunk.strip(_HIGH)
        try:
            bare.decode("utf-8")
        except UnicodeDecodeError as fault:
            self.strange += bare[max(0, fault.start - 1024) : fault.start + 65536] + b"\n"

    def _quotes(self, chunk: bytes, before: bytes) -> None:
        # Quotes on one line pair up; only those with a line feed between them are left.
        left = chunk.translate(None, _REST).replace(b'""', b"")
        if not self.inside and b'"' not in left:
            return
        for index, part in enumerate(chunk.split(b'"')):
            if index:
                self.inside = not self.inside
            if self.inside and (lines := part.count(b"\n")):
                self.quoted += lines
                # Those of nothing are counted as blank, though they are none.
                part = part if index or before != b"\n" else b"\n" + part
                self.blank -= len(_BLANK.findall(part)) if b"\n\n" in part else 0

    def _scale(self, share: float) -> None:
        self.estimate = share > 1
        self.total, self.blank = int(self.total * share), int(self.blank * share)
        self.empty, self.quoted = int(self.empty * share), int(self.quoted * share)
        self.inside = False
