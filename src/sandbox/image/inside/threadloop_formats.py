"""Form of a file that a failed call took for another: a workbook read as text, text read as a workbook, what nothing here reads."""

import io
import json
import os
import re
import sys

from threadloop_files import missing_package, named_file
from threadloop_kinds import kind_of, unread
from threadloop_told import Told
from threadloop_where import Spot

IMAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
#: What it is, and the call that reads it; `{}` is its name.
_FORMS = {
    "xlsx": ("a workbook", "pd.read_excel({})"),
    "parquet": ("a Parquet file", "pd.read_parquet({})"),
    "feather": ("a Feather file", "pd.read_feather({})"),
    "sqlite": ("a SQLite database", "pd.read_sql(..., sqlite3.connect({}))"),
    "gzip": ("packed by gzip", 'pd.read_csv({}, compression="gzip")'),
    "bz2": ("packed by bzip2", 'pd.read_csv({}, compression="bz2")'),
    "xz": ("packed by xz", 'pd.read_csv({}, compression="xz")'),
    "zip": ("a zip archive", "zipfile.ZipFile({}).extractall()"),
    "html": ("an HTML page", ""),
    "json": ("JSON", ""),
    "text": ("text", ""),
}
#: Messages of readers of binary files about what is none, by the kind that they want.
_WANTED = (
    (re.compile(r"Excel file format cannot be determined|not a zip file|old \.xls|does not support .{0,12}file format", re.I), ("xlsx",)),
    (re.compile(r"Parquet (magic|file)|not a parquet", re.I), ("parquet",)),
    (re.compile(r"Not an Arrow file|Feather", re.I), ("feather",)),
    (re.compile(r"file is not a database", re.I), ("sqlite",)),
)
_BINARY = ("xlsx", "parquet", "feather", "sqlite", "gzip", "bz2", "xz", "zip")
_PACKAGE = re.compile(r"Import ([\w-]+)[`'\" ]* failed|optional dependency ['\"`]?(\w+)|^(lxml|html5lib|bs4) not found")
_NO_JSON = re.compile(r"Trailing data|Extra data", re.I)
_AS_TEXT = ("UnicodeDecodeError", "ParserError", "ComputeError", "EmptyDataError")


def wrong_form(value: BaseException, message: str, found: list[Spot], told: Told) -> bool:
    """Whether that is why it failed, and was told."""
    package = _PACKAGE.search(message) if isinstance(value, ImportError) else None
    named = named_file([text for spot in found for text in spot.literals])
    if not named:
        return bool(package) and _no_package(next(filter(None, package.groups())), told)
    with open(os.path.join("/workspace", named), "rb") as file:
        kind = kind_of(file)
    if sentence := unread(kind):
        told.cause(f"{named[:80]} is {sentence}.")
        return True
    if package:
        return _told(named, kind, told) if kind in _FORMS else _no_package(next(filter(None, package.groups())), told)
    if any(pattern.search(message) and kind not in wanted for pattern, wanted in _WANTED):
        return kind in _FORMS and _told(named, kind, told)
    if type(value).__name__ in _AS_TEXT and kind in _BINARY:
        return _told(named, kind, told)
    return kind == "json" and bool(_NO_JSON.search(message)) and _lines(named, told)


def _told(named: str, kind: str, told: Told) -> bool:
    what, call = _FORMS[kind]
    told.cause(f"{named[:80]} is {what}{'' if kind in _BINARY[4:] else ', whatever its name says'}.")
    name = json.dumps(named, ensure_ascii=False)
    call = _text_call(named, name) if kind == "text" else call.replace("{}", name)
    told.fact(f"Read it with {call}." if call else "Read it with the code on its card.")
    return True


def _text_call(named: str, name: str) -> str:
    """As its card has it, from its beginning."""
    sys.path += [path for path in (os.path.join(IMAGE, "profile"), os.path.join(IMAGE, "profile", "kinds")) if path not in sys.path]
    from calls import csv_call
    from delimited import delimited

    with open(os.path.join("/workspace", named), "rb") as file:
        data = file.read(256 * 1024)
    profile = delimited(io.BytesIO(data), len(data), "text")
    return csv_call(profile, name) if "columns" in profile else ""


def _lines(named: str, told: Told) -> bool:
    with open(os.path.join("/workspace", named), "rb") as file:
        lines = [line for line in file.read(1_000_000).split(b"\n")[:-1] if line.strip()][:5]
    try:
        rows = [json.loads(line) for line in lines]
    except ValueError:
        return False
    if len(rows) < 2 or not all(isinstance(row, dict) for row in rows):
        return False
    told.cause(f"{named[:80]} is no single JSON text: each of its lines is one.")
    told.fact(f"Read it with pd.read_json({json.dumps(named, ensure_ascii=False)}, lines=True), or json.loads(line) for each line.")
    return True


def _no_package(named: str, told: Told) -> bool:
    """pandas' own words are to install it."""
    sentence, instead = missing_package(named)
    told.cause(sentence)
    told.fact(instead)
    return True
