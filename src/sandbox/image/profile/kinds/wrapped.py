"""Profile of text whose every line stands in quotes as one cell, as it comes of a table that was saved twice."""

import csv
import io
import json

from calls import csv_call, told_by_call
from delimited import delimited
from encoding import encoding_of
from layout import marks_of, records

MOST_BYTES = 32 * 1024 * 1024
LOOKED = 65536


def _rows(lines: list[str]) -> list[list[str]] | None:
    """Each of one cell; None if they are no such lines."""
    filled = [line.removeprefix("\ufeff") for line in lines if line.strip()]
    if len(filled) < 3 or any(line[:1] != '"' or line[-1] != '"' or line.count('"') % 2 for line in filled):
        return None
    rows = list(csv.reader(filled))
    return rows if all(len(row) == 1 for row in rows) else None


def wrapped(file, size: int, name: str) -> dict | None:
    """None if it is no such table."""
    file.seek(0)
    start = file.read(LOOKED)
    if size > MOST_BYTES or start.removeprefix(b"\xef\xbb\xbf")[:1] != b'"':
        return None
    encoding = encoding_of(start)
    # Most files in quotes have a quote around each cell, and that shows in the first lines.
    first = start.decode(encoding, "replace").splitlines()
    if _rows(first if len(start) == size else first[:-1]) is None:
        return None
    file.seek(0)
    rows = _rows(file.read(MOST_BYTES).decode(encoding, "replace").splitlines())
    if rows is None:
        return None
    text = "\n".join(row[0] for row in rows)
    marks, _ = marks_of(text, ",")
    inner = [cells for _, cells in records(text, marks)]
    # `Smith, John` is a name and no row.
    if len(inner[0]) < 2 or len({len(cells) for cells in inner}) > 1 or all(cell[:1] == " " for cells in inner for cell in cells[1:]):
        return None
    profile = delimited(io.BytesIO(text.encode()), len(text.encode()), "csv")
    opened = f'open({json.dumps(name, ensure_ascii=False)}, encoding="{encoding}", newline="")'
    source = f'io.StringIO("\\n".join(row[0] for row in csv.reader({opened}) if row))'
    call = csv_call(profile, source)
    profile["notes"].insert(0, "every line stands in quotes as one cell")
    return told_by_call(profile, f"import csv, io; df = {call}")
