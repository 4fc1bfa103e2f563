"""File profile, printed as JSON, for one file in /workspace or /data: what kind of table it is, its columns, and what is odd about it.

It must survive any bytes: whatever goes wrong becomes a note.
"""

import csv
import json
import os
import resource
import stat
import sys

# Numbers are read here as they are where a failed cell is looked into.
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path += [os.path.join(HERE, "kinds"), os.path.join(os.path.dirname(HERE), "inside")]

from archives import database, packed, zipped  # noqa: E402
from books import excel  # noqa: E402
from delimited import delimited  # noqa: E402
from encoding import encoding_of  # noqa: E402
from frames import feather, parquet  # noqa: E402
from markup import markup  # noqa: E402
from objects import json_table  # noqa: E402
from pages import page  # noqa: E402
from spaced import spaced  # noqa: E402
from threadloop_kinds import kind_of, unread  # noqa: E402
from values import short  # noqa: E402
from wrapped import wrapped  # noqa: E402

TEXT = {".csv": "csv", ".tsv": "tsv", ".tab": "tsv"}
# Text under these names may be a table; under any other it is a program or a letter.
TABLES = {"", ".csv", ".tsv", ".tab", ".txt", ".dat", ".data", ".log", ".asc", ".out", ".prn", ".xls", ".xlsx", ".xlsm", ".json", ".jsonl", ".ndjson"}
BOOKS = {".xls", ".xlsx", ".xlsm", ".xlsb", ".ods"}
JSON = {".json", ".jsonl", ".ndjson", ".geojson"}
MAX_NOTES = 30
LONGEST_CODE = 600
FIRST_LINES, FIRST_CHARS, FIRST_BYTES = 2, 160, 65536


def profile(name: str) -> dict:
    path = name if name.startswith("/data/") else f"/workspace/{os.path.basename(name)}"
    with open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
        state = os.fstat(file.fileno())
        if not stat.S_ISREG(state.st_mode):
            return {"format": "no regular file", "notes": []}
        try:
            return look(file, state.st_size, name, path)
        except Exception as fault:
            reason = short(f"{type(fault).__name__}: {fault}", 200)
            return {"format": ending_of(name)[1:12] or "file", "notes": [f"it could not be read: {reason}"]}


def ending_of(name: str) -> str:
    return os.path.splitext(name)[1].lower()


def look(file, size: int, name: str, path: str = "") -> dict:
    """By the first bytes; without a path it lies in an archive."""
    ending = ending_of(name)
    kind = kind_of(file)
    if sentence := unread(kind):
        return {"format": ending[1:12] or kind, "unread": sentence, "notes": []}
    match kind:
        case "xlsx" if path:
            return excel(path, name)
        case "parquet":
            return parquet(file)
        case "feather":
            return feather(file)
        case "sqlite" if path:
            return database(path, name)
        case "gzip" | "bz2" | "xz" if path:
            return packed(file, kind, path, name, look)
        case "zip" if path:
            return zipped(file, path, name, look)
        case "html" if ending not in (".md", ".svg", ".xml"):
            return page(file, name, "a workbook" if ending in BOOKS else "")
        case "json" if ending in JSON | {"", ".txt", ".log", ".dat", ".data"}:
            try:
                return json_table(file, size, name)
            except ValueError:
                if ending in JSON:
                    raise
                file.seek(0)
    if kind == "xml" and ending in (".xml", ".txt", ".dat", ".data", ""):
        return markup(file, size, name)
    if kind in ("text", "json", "") and (ending in TABLES):
        if ending in JSON:
            raise ValueError("no JSON")
        return _text(file, size, name, ending)
    return {"format": short(ending[1:], 12) or kind or "file", "notes": []}


def _text(file, size: int, name: str, ending: str) -> dict:
    if found := wrapped(file, size, name):
        return found
    file.seek(0)
    found = delimited(file, size, TEXT.get(ending, "text"))
    if found["format"] == "text" and len(found.get("columns", [])) < 2:
        found = spaced(file, size, name) or found
    if "columns" not in found and found["format"] == "text":
        found["notes"] += beginning(file)
    if ending in BOOKS and "columns" in found:
        found["notes"] = ["text, not a workbook, whatever its name says", *found["notes"]]
    return found


def beginning(file) -> list[str]:
    """The first lines of text in which no table was found."""
    file.seek(0)
    start = file.read(FIRST_BYTES)
    lines = [line.strip() for line in start.decode(encoding_of(start), "replace").splitlines() if line.strip()]
    return [f"no table was found in it: {' ⏎ '.join(short(line, FIRST_CHARS) for line in lines[:FIRST_LINES])}"] if lines else []


def main() -> None:
    csv.field_size_limit(10 * 1024 * 1024)
    resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
    found = profile(sys.argv[1])
    found["notes"] = found["notes"][:MAX_NOTES]
    for column in found.get("columns", []):
        column["name"] = column["name"][:200]
    # Cut code is wrong code.
    for one in (found, *found.get("sheets", [])):
        if len(one.get("read", "")) > LONGEST_CODE:
            del one["read"]
    sys.stdout.write(json.dumps(found, ensure_ascii=False).encode("utf-8", "replace").decode())


main()
