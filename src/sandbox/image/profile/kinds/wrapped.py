"""Profile of text whose every line stands in quotes as one cell, as it comes of a table that was saved twice."""

import csv
import io
import json

from calls import csv_call
from delimited import delimited
from encoding import encoding_of
from layout import marks_of, records

MOST_BYTES = 32 * 1024 * 1024


def wrapped(file, size: int, name: str) -> dict | None:
    """None if it is no such table."""
    file.seek(0)
    start = file.read(4096).lstrip(b"\xef\xbb\xbf")
    if size > MOST_BYTES or start[:1] != b'"':
        return None
    file.seek(0)
    data = file.read(MOST_BYTES)
    encoding = encoding_of(data[:65536])
    lines = [line for line in data.decode(encoding, "replace").splitlines() if line.strip()]
    if len(lines) < 3 or any(line[0] != '"' or line[-1] != '"' or line.count('"') % 2 for line in lines):
        return None
    rows = list(csv.reader(lines))
    if any(len(row) != 1 for row in rows):
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
    for key in ("encoding", "orEncoding", "delimiter", "decimal", "thousands", "skip", "arguments"):
        profile.pop(key, None)
    profile["notes"].insert(0, "every line stands in quotes as one cell")
    return profile | {"format": "text", "read": f"import csv, io; df = {call}"}
