"""Profile of a packed file or a database: what is in it, and the call that reads it as it lies there, which was made before it is told."""

import bz2
import gzip
import io
import json
import lzma
import sqlite3
import zipfile
from collections.abc import Callable

from calls import csv_call
from frames import SAMPLE_ROWS, table
from values import shown

MOST_BYTES = 64 * 1024 * 1024
_OPEN = {"gzip": gzip.open, "bz2": bz2.open, "xz": lzma.open}
_ENDINGS = {"gzip": ".gz", "bz2": ".bz2", "xz": ".xz", "zip": ".zip"}
_TEXT = ("csv", "tsv", "text")
Look = Callable[[io.BytesIO, int, str], dict]


def packed(file, kind: str, path: str, name: str, look: Look) -> dict:
    """One file in gzip, bzip2 or xz. `look` gives the profile of what is in it."""
    with _OPEN[kind](file) as inside:
        data = inside.read(MOST_BYTES + 1)
    if data[257:262] == b"ustar":
        return {"format": "tar", "notes": ["a tar archive: tarfile.open(...).extractall()"]}
    ending = _ENDINGS[kind]
    inner = name.removesuffix(ending) if name.endswith(ending) else name
    return _inner(data, kind, path, name, inner, look)


def _inner(data: bytes, kind: str, path: str, name: str, inner: str, look: Look) -> dict:
    whole = len(data) <= MOST_BYTES
    if not whole:
        data = data[: data.rfind(b"\n", 0, MOST_BYTES) + 1]
    profile = look(io.BytesIO(data), len(data), inner)
    packing = {"gzip": "gzip", "bz2": "bzip2", "xz": "xz", "zip": "zip"}[kind]
    profile["notes"] = [f"packed by {packing}", *profile["notes"]]
    if not whole:
        profile.pop("rows", None)
        profile["notes"].append("only its first 64 MB were looked into")
    if profile["format"] in _TEXT and "columns" in profile:
        more = () if name.endswith(_ENDINGS[kind]) else (f'compression="{kind}"',)
        _with_call(profile, lambda source: csv_call(profile, source, *more), path, name)
    elif "read" in profile or profile["format"] == "json lines":
        profile.pop("read", None)
        profile["notes"].append("unpack it before it is read")
    return profile


def _with_call(profile: dict, call: Callable[[str], str], path: str, name: str) -> None:
    """Told if it gives the columns that the profile has."""
    import pandas

    code = call("path")
    try:
        made = eval(code.replace("pd.read_csv(", "read("), {"read": lambda *given, **options: pandas.read_csv(*given, nrows=1000, **options), "path": path})  # noqa: S307
    except Exception:
        return
    if [str(one) for one in made.columns][:200] == [one["name"] for one in profile["columns"]]:
        profile["read"] = call(json.dumps(name, ensure_ascii=False))


def zipped(file, path: str, name: str, look: Look) -> dict:
    with zipfile.ZipFile(file) as archive:
        every = [one for one in archive.infolist() if not one.is_dir()]
        members = [one for one in every if not one.filename.startswith("__MACOSX/") and not one.filename.rpartition("/")[2].startswith(".")]
        if not members:
            return {"format": "zip", "notes": ["an archive without a file in it"]}
        if any(one.flag_bits & 1 for one in members):
            return {"format": "zip", "notes": ["an archive with a password; unpack it and send what is in it"]}
        first = next((one for one in members if one.filename.lower().endswith((".csv", ".tsv", ".txt"))), members[0])
        with archive.open(first) as inside:
            data = inside.read(MOST_BYTES + 1)
    if len(every) == 1:
        return _inner(data, "zip", path, name, first.filename, look)
    listed = ", ".join(shown(one.filename, 40) for one in members[:8])
    # Each is a file of its own once it is unpacked.
    unpack = f"import zipfile; zipfile.ZipFile({json.dumps(name, ensure_ascii=False)}).extractall()"
    return {"format": "zip", "notes": [f"an archive of {len(members)} file{'s' * (len(members) > 1)} ({listed}): {unpack}"]}


def database(path: str, name: str) -> dict:
    base = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    base.text_factory = lambda data: data.decode("utf-8", "replace")
    try:
        names = [row[0] for row in base.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' LIMIT 50")]
        if not names:
            return {"format": "sqlite", "notes": ["a SQLite database without a table"]}
        counts = {one: base.execute(f"SELECT count(*) FROM {_quoted(one)}").fetchone()[0] for one in names}
        main = max(names, key=lambda one: counts[one])
        found = base.execute(f"SELECT * FROM {_quoted(main)} LIMIT {SAMPLE_ROWS}")
        columns = [one[0] for one in found.description]
        cells = [list(row) for row in found]
        notes = []
        for one in names[:8]:
            if one != main:
                listed = ", ".join(column[1] for column in base.execute(f"PRAGMA table_info({_quoted(one)})").fetchmany(8))
                notes.append(f"another table {shown(one, 40)} ({counts[one]:,} rows; {listed})")
    finally:
        base.close()
    profile = table("sqlite", counts[main], columns, columns, cells, notes)
    query = f"SELECT * FROM {_quoted(main)}"
    read = f"import sqlite3; df = pd.read_sql({json.dumps(query, ensure_ascii=False)}, sqlite3.connect({json.dumps(name, ensure_ascii=False)}))"
    return profile | {"read": read}


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
