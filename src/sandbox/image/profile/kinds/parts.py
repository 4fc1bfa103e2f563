"""Part of a workbook that holds a sheet, in XML: what openpyxl does not tell while it reads row by row."""

import re
import time

CHUNK = 1024 * 1024
MOST_MERGED = 2000
_VALUES = (b"<v>", b"<t>", b"<t ", b":v>", b":t>")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
_HIDDEN = re.compile(rb'<(?:\w+:)?row\b[^>]*\bhidden="(?:1|true)"')
#: A formula that nobody has computed.
_UNCOUNTED = re.compile(rb"<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>|</(?:\w+:)?c>)")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _rows(piece: bytes) -> int:
    return piece.count(b"<row ") + piece.count(b"<row>") + piece.count(b":row ")


class Parts:
    """Its merged cells (from 0), its rows down to the last with a value, its hidden rows, and its formulas without a value."""

    def __init__(self, page, until: float) -> None:
        self.merged: list[tuple[int, int, int, int]] = []
        self.rows = self.uncounted = self.hidden = 0
        self.whole = False
        try:
            with page.parent._archive.open(page._worksheet_path) as part:
                self._read(part, until)
        except Exception:
            # Without them a sheet is told as its rows are.
            return

    def _read(self, part, until: float) -> None:
        rest = b""
        seen = 0
        while chunk := part.read(CHUNK):
            data = rest + chunk
            # Nothing is looked at twice: what follows the last closing mark waits.
            end = max(data.rfind(b"</row>"), data.rfind(b"/>"), data.rfind(b"</c>")) + 1 if len(chunk) == CHUNK else len(data)
            piece, rest = data[:end], data[end:][-CHUNK:]
            last = max(map(piece.rfind, _VALUES))
            if last >= 0:
                self.rows = seen + _rows(piece[:last])
            seen += _rows(piece)
            self.hidden += len(_HIDDEN.findall(piece)) if b"hidden=" in piece else 0
            if b"<f" in piece or b":f" in piece:
                self.uncounted += len(_UNCOUNTED.findall(piece))
            if b"mergeCell " in piece:
                self.merged += [
                    (int(top) - 1, _column(left), int(bottom) - 1, _column(right)) for left, top, right, bottom in _MERGED.findall(piece)
                ][: MOST_MERGED - len(self.merged)]
            if time.monotonic() > until:
                return
        self.whole = True
