"""Failures outside the variables: files that are missing or have another form, and packages."""

import ast
import os
import re
import sys

from threadloop_closest import closest
from threadloop_files import missing_file, missing_package, named_file, profile_of
from threadloop_told import Told, listed
from threadloop_where import Spot
from threadloop_words import attributes_of, quote, version_of

READERS = ("read_csv", "read_table")
OTHER_NAMES = {"delimiter": "sep"}
SCREENS = ("tkinter", "_tkinter", "PyQt5", "PyQt6", "PySide2", "PySide6", "wx", "gi")


def no_file(value: BaseException, message: str, _found: list[Spot], told: Told) -> None:
    named = OSError.filename.__get__(value)
    quoted = re.search(r"(['\"])(.+?)\1", message)
    named = named if type(named) is str else quoted[2] if quoted else ""
    if named:
        sentence, there = missing_file(named)
        told.cause(sentence)
        told.fact(f"Files: {listed([quote(name, 60)[1:-1] for name in there[:20]]) or 'none'}.")


def no_package(value: BaseException, message: str, _found: list[Spot], told: Told) -> None:
    named = ImportError.name.__get__(value)
    wanted = re.search(r"cannot import name '(\w+)' from '([\w.]+)'", message)
    if wanted:
        near = closest(wanted[1], attributes_of(sys.modules.get(wanted[2])))
        told.cause(f"{wanted[2]} has no {wanted[1]}" + (f"; the closest is {near[0]}." if near else "."))
        package = wanted[2].partition(".")[0]
        told.fact(f"{package} here is {version_of(package)}." if version_of(package) else "")
    elif type(named) is str and named.partition(".")[0] in SCREENS:
        told.cause("There is no screen here: a chart can only be saved to a file.")
    elif type(named) is str:
        base = named.partition(".")[0]
        mine = next((name for name in (f"{base}.py", base, f"{base}.pyc", f"{base}.zip") if os.path.exists(f"/workspace/{name}")), "")
        if mine:
            told.cause(f"{mine[:80]} lies in the workspace, where files are data and are never imported; put its code into the program.")
            return
        sentence, instead = missing_package(named)
        told.cause(sentence)
        told.fact(instead)


def bad_encoding(_value: BaseException, _message: str, found: list[Spot], told: Told) -> None:
    named, profile, missing = _told_by(found)
    encoding, other = profile.get("encoding", "utf-8"), profile.get("orEncoding", "")
    if "encoding" in missing:
        told.cause(f"{named[:80]} is not in the encoding that the code expects: it looks like {encoding}{f' (or {other})' if other else ''}.")
    elif "encoding_errors" in missing:
        told.cause(f"Some bytes of {named[:80]} are no {encoding}.")
    told.fact(_read_with(missing))


def bad_layout(_value: BaseException, message: str, found: list[Spot], told: Told) -> None:
    named, profile, missing = _told_by(found)
    if not missing:
        return
    parts = []
    if "skiprows" in missing and (above := profile.get("skip", 0)):
        parts.append(f"{above} line{'s' * (above != 1)} above its header")
    if "sep" in missing:
        parts.append(f"the delimiter {profile['delimiter']!r}")
    odd = [what for note in profile["notes"] for what, _, cure in [note.partition(": ")] if any(f"{name}=" in cure for name in missing)]
    told.cause(f"{named[:80]} has {' and '.join(parts or odd[:1])}." if parts or odd else f"{named[:80]} has another layout than the code expects.")
    told.fact(_read_with(missing))
    if "on_bad_lines" in missing:
        told.fact("on_bad_lines='skip' leaves rows out; say so in the answer.")


def _told_by(found: list[Spot]) -> tuple[str, dict, dict[str, str]]:
    """The file that the failing call reads, its profile, and what the call is not told of it: arguments, as code."""
    spot = next((spot for spot in found if named_file(spot.literals)), None)
    call = spot.failing if spot and isinstance(spot.failing, ast.Call) else None
    callee = getattr(call.func, "attr", getattr(call.func, "id", "")) if call else ""
    if spot is None or (call and callee not in (*READERS, "open", "read_text", "reader", "DictReader", "read")):
        return "", {}, {}
    named = named_file(spot.literals)
    profile = profile_of(named)
    wanted = {name: repr(profile[key]) for name, key in (("encoding", "encoding"), ("sep", "delimiter"), ("skiprows", "skip")) if key in profile}
    wanted |= dict(argument.split("=", 1) for argument in profile.get("arguments", []))
    if callee not in READERS:
        wanted = {name: value for name, value in wanted.items() if name == "encoding"}
    given = {OTHER_NAMES.get(one.arg, one.arg): ast.unparse(one.value) for one in call.keywords if one.arg} if call else {}
    return named, profile, {name: value for name, value in wanted.items() if not _equal(given.get(name), value)}


def _equal(given: str | None, wanted: str) -> bool:
    """Whether the call says so already, in whatever spelling."""
    plain = [re.sub(r"[^a-z0-9.,;|:\\t\[\]]", "", text.lower()) for text in (given or "", wanted)]
    return given is not None and plain[0] == plain[1]


def _read_with(missing: dict[str, str]) -> str:
    return f"Read it with {', '.join(f'{name}={value}' for name, value in missing.items())}." if missing else ""
