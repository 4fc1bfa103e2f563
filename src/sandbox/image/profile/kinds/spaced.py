"""Profile of text in columns with spaces between them, as instruments and old programs write it."""

import io
import json

from calls import options_of, told_by_call
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
    lines = [line for line in data.decode(encoding, "replace").splitlines() if line.strip()]
    if len(lines) < 3 or '"' in lines[0] or "\t" in lines[0]:
        return None
    more = [] if encoding == "utf-8" else [f'encoding="{encoding}"']
    if rows := _by_spaces(lines):
        return _told(rows, "read_csv", ['sep=r"\\s+"', *more], name, data)
    rows = _by_places(lines)
    return _told(rows, "read_fwf", more, name, data) if rows else None


def _by_spaces(lines: list[str]) -> list[list[str]] | None:
    """A number stands in most of the columns."""
    rows = [line.split() for line in lines]
    width = len(rows[-1])
    if width < 2 or any(len(row) != width for row in rows):
        return None
    below = rows[1:MOST_LINES]
    numbers = sum(all(like_data(row[at]) for row in below) for at in range(width))
    if 2 * numbers < width or any(like_data(cell) for cell in rows[0]) and not all(like_data(rows[0][at]) for at in range(width)):
        return None
    return rows


def _by_places(lines: list[str]) -> list[list[str]] | None:
    """Columns of a fixed width, with spaces inside their values; nothing of any line may be lost."""
    import pandas

    try:
        frame = pandas.read_fwf(io.StringIO("\n".join(lines)), dtype=str, keep_default_na=False)
    except Exception:
        return None
    rows = [[str(name) for name in frame.columns], *frame.values.tolist()]
    width = len(rows[0])
    if width < 2 or len(rows) != len(lines) or any(not name or name.startswith("Unnamed: ") or like_data(name) for name in rows[0]):
        return None
    if any("".join("".join(row).split()) != "".join(line.split()) for row, line in zip(rows, lines, strict=True)):
        return None
    below = rows[1:MOST_LINES]
    return rows if any(all(like_data(row[at]) for row in below) for at in range(width)) else None


def _told(rows: list[list[str]], call: str, options: list[str], name: str, data: bytes) -> dict | None:
    text = "\n".join("\t".join(row) for row in rows).encode()
    profile = delimited(io.BytesIO(text), len(text), "tsv")
    given = ", ".join([json.dumps(name, ensure_ascii=False), *options, *options_of(profile)])
    call = f"pd.{call}({given})"
    names = [column["name"] for column in profile.get("columns", [])]
    return told_by_call(profile, call) if _reads(call, data, names, profile.get("rows")) else None


def _reads(call: str, data: bytes, names: list[str], rows: int | None) -> bool:
    import pandas

    class Reader:
        @staticmethod
        def read_csv(_name: str, **options):
            return pandas.read_csv(io.BytesIO(data), **options)

        @staticmethod
        def read_fwf(_name: str, **options):
            return pandas.read_fwf(io.BytesIO(data), **options)

    try:
        made = eval(call, {"pd": Reader})  # noqa: S307
    except Exception:
        return False
    return [str(one) for one in made.columns][: len(names)] == names and len(made) == rows
