"""Dates of a column as they are written, with their zones, and code that reads them: told only if it reads all of them."""

import sys
from collections import Counter

import threadloop_months as months
from threadloop_digits import code_for, plain
from threadloop_forms import form_of, order_of, zone_of
from threadloop_values import examples, texts_of, total
from threadloop_where import Column

#: Different texts that code is tried on.
MOST = 2000
#: With zones: what pandas itself advises, first as it is.
_ISO = "format='ISO8601', errors='coerce'"
_ZONED = ("utc=True", "format='ISO8601', utc=True", "format='mixed', utc=True")


def dates(column: Column, met: str = "") -> tuple[str, str] | None:
    """A sentence about the forms of the dates in it, and how to repair them; None if it holds no dates. `met`: one that it holds."""
    found, looked = texts_of(column.series)
    if met:
        found.setdefault(met, 1)
    forms: dict[tuple[str, str], Counter] = {}
    order = order_of(found)
    for value, count in found.items():
        forms.setdefault(form_of(value, order), Counter())[value] += count
    odd = forms.pop(("", ""), Counter())
    known = sorted(forms.items(), key=lambda pair: -pair[1].total())[:4]
    if not known:
        return None
    name = column.name
    rest = f"{odd.total():,} of {total(looked, column.series)} values in {name} are no dates, for example {examples(odd)}." if odd else ""
    read = Counter[str]()
    for _, seen in forms.items():
        read += seen
    iso = all(python.startswith(("%Y-%m-%d", "%Y/%m/%d")) for _, python in forms)
    if zones := _zones(read):
        ways = _ZONED if iso else [f"format='{known[0][0][1]}', utc=True"] if len(forms) == 1 else []
        said, cure = _zoned(column, read, zones, odd, ways)
        return said, f"{cure} {rest}".strip()
    if iso and len(forms) > 1 and _reads(_ISO, read):
        return rest or f"{name} holds dates of which some have more of the time than others.", f"Read all of them: pd.to_datetime({column.code}, {_ISO})."
    written = [f"{people} ({seen.total():,}, for example {examples(seen, 1)})" for (people, _), seen in known]
    ways = [_way(one) for one in known]
    right = all(_reads(how, seen, cells=cells) for (cells, how), (_, seen) in zip(ways, known, strict=True))
    codes = [f"pd.to_datetime({cells.replace('cells', column.code)}, {how})" for cells, how in ways]
    if len(known) == 1:
        return rest or f"{name} holds dates written as {written[0]}.", f"Written as {known[0][0][0]}: {codes[0]}." if right else ""
    cure = f"Parse each form on its own: {codes[0]}{''.join(f'.fillna({code})' for code in codes[1:])}." if right else ""
    return f"{name} holds dates in {len(known)} forms: {', '.join(written)}.", f"{cure} {rest}".strip()


def _way(known: tuple[tuple[str, str], Counter]) -> tuple[str, str]:
    """What is done with the cells, and what `to_datetime` is told beside them."""
    (_, python), seen = known
    cells, left = months.code_for(code_for("cells", seen), python, map(plain, seen))
    return cells, f"format='{left}', errors='coerce'"


def _zones(read: Counter) -> Counter:
    zones: Counter[str] = Counter()
    for value, count in read.items():
        if zone := zone_of(value):
            zones[zone] += count
    return zones


def _zoned(column: Column, read: Counter, zones: Counter, odd: Counter, ways) -> tuple[str, str]:
    listed = ", ".join(f"{zone} ({count:,})" for zone, count in zones.most_common(4))
    more = f" and {len(zones) - 4} more" if len(zones) > 4 else ""
    bare = read.total() - zones.total()
    without = f"; {bare:,} without one, which are taken for UTC" if bare else ""
    said = f"{column.name} holds times with their offset from UTC: {listed}{more}{without}."
    ways = [f"{way}, errors='coerce'" if odd else way for way in ways]
    way = next((way for way in ways if _reads(way, read + odd, len(read))), None)
    if way is None:
        return said, ""
    return said, (
        f"Put them on one clock, UTC: pd.to_datetime({column.code}, {way}); .dt.tz_convert('Area/City') turns it into the time of a place."
    )


def _reads(how: str, values: Counter, least: int | None = None, cells: str = "cells") -> bool:
    """Whether all of them come out as dates, or at least so many different ones. `how` is our own."""
    pandas = sys.modules.get("pandas")
    some = list(values)[:MOST]
    try:
        made = eval(f"pd.to_datetime({cells}, {how})", {"__builtins__": {"str": str, "int": int}, "pd": pandas, "cells": pandas.Series(some)})
        count = int(made.notna().sum())
    except Exception:
        return False
    return count >= (len(some) if least is None else min(least, len(some)))
