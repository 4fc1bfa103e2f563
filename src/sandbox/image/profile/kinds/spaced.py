"""Profile of text in columns with spaces between them, as instruments and old programs write it."""

import io
import json

from calls import options_of
from delimited import delimited
from encoding import encoding_of
from layout import like_data

MOST_BYTES = 32 * 1024 * 1024
MOST_LINES = 2000


def spaced(file, size: int, name: str) -> dict | None:
    """None if it is no such table; a number stands in most of its columns."""
    file.seek(0)
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES or b"\0" in data[:4096]:
        return None
    encoding = encoding_of(data[:65536])
    rows = [line.split() for line in data.decode(encoding, "replace").splitlines() if line.strip()]
    width = len(rows[-1]) if rows else 0
    if len(rows) < 3 or width < 2 or any(len(row) != width for row in rows) or any('"' in cell or "\t" in cell for cell in rows[0]):
        return None
    below = rows[1:MOST_LINES]
    numbers = sum(all(like_data(row[at]) for row in below) for at in range(width))
    if 2 * numbers < width or any(like_data(cell) for cell in rows[0]) and not all(like_data(rows[0][at]) for at in range(width)):
        return None
    text = "\n".join("\t".join(row) for row in rows).encode()
    profile = delimited(io.BytesIO(text), len(text), "tsv")
    options = ['sep=r"\\s+"', *([] if encoding == "utf-8" else [f'encoding="{encoding}"']), *options_of(profile)]
    call = f"pd.read_csv({json.dumps(name, ensure_ascii=False)}, {', '.join(options)})"
    for key in ("encoding", "orEncoding", "delimiter", "decimal", "thousands", "skip", "arguments"):
        profile.pop(key, None)
    names = [column["name"] for column in profile.get("columns", [])]
    return profile | {"format": "text", "read": call} if _reads(call, data, names, profile.get("rows")) else None


def _reads(call: str, data: bytes, names: list[str], rows: int | None) -> bool:
    import pandas

    class Reader:
        @staticmethod
        def read_csv(_name: str, **options):
            return pandas.read_csv(io.BytesIO(data), **options)

    try:
        made = eval(call, {"pd": Reader})  # noqa: S307
    except Exception:
        return False
    return [str(one) for one in made.columns][: len(names)] == names and len(made) == rows
