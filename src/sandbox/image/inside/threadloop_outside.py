"""Failures outside the variables: files that are missing or have another form, and packages."""

import os
import re
import sys

from threadloop_closest import closest
from threadloop_files import encoding_of, layout_of, missing_file, missing_package, named_file
from threadloop_told import Told, listed
from threadloop_where import Spot
from threadloop_words import attributes_of, quote, version_of

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
    named = named_file([text for spot in found for text in spot.literals])
    if named:
        encoding = encoding_of(named)
        told.cause(f"{named[:80]} is not in the encoding that the code expects: it looks like {encoding}.")
        told.fact(f"Read it with encoding='{encoding}'.")


def bad_layout(_value: BaseException, _message: str, found: list[Spot], told: Told) -> None:
    named = named_file([text for spot in found for text in spot.literals])
    if not named:
        return
    mark, above, width, odd = layout_of(named)
    sep = "" if mark == "," else f"sep={mark!r}"
    skip = f"skiprows={above}" if above else ""
    if sep or skip:
        lines = f"{above} line{'s' * (above != 1)} above its header" if above else ""
        other = f"the delimiter {mark!r}" if sep else ""
        told.cause(f"{named[:80]} has {' and '.join(filter(None, (lines, other)))}.")
        told.fact(f"Read it with {', '.join(filter(None, (skip, sep)))}.")
    elif odd:
        told.cause(f"{len(odd):,} line{'s' * (len(odd) != 1)} of {named[:80]} hold more than {width} values, the first is line {odd[0]}.")
        told.fact("on_bad_lines='skip' leaves them out; say so in the answer.")
