"""What is odd about a column of text: spaces, case, letters that were read in another encoding, quarters and times."""

import re
from collections.abc import Iterable

from values import shown

# With more different values than these, a column is free text.
CATEGORIES = 50
MOST_KINDS = 40
_CLOCK = re.compile(r"\d{1,3}:\d{2}:\d{2}(\.\d+)?")
_HOURS = re.compile(r"([01]?\d|2[0-3]):[0-5]\d")
_OF_DAY = re.compile(r"(?<![a-z])(time|start|end|begin|from|to|until|open|close|opens|closes|arrival|departure|uhrzeit|beginn|ende|von|bis)(?![a-z])|时间|時間|時刻|时刻", re.IGNORECASE)
_PART = r"(\d+(?:\.\d+)?)\s*(d|days?|h|hrs?|hours?|m|min|mins|minutes?|s|secs?|seconds?)"
_SPAN, _PARTS = re.compile(rf"{_PART}(?:[\s,]*{_PART})*"), re.compile(_PART)
_SECONDS = {"d": 86400, "h": 3600, "m": 60, "s": 1}
_QUARTER = re.compile(r"[QqTt]([1-4])[ -/']*((?:19|20)\d\d)")
# UTF-8 letters that were read as Windows' or as ISO's own: à alone is one in French.
_GARBLED = re.compile("[ÂÃÄÅÆÐÑØÎÏÌâãäåæçèé][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")


def text_notes(cells: str, raw: dict[str, int], filled: dict[str, int]) -> Iterable[str]:
    if note := _garbled(cells, filled) or _quarters(cells, filled) or _times(cells, filled) or _several(cells, filled):
        yield note
    padded = sum(times for value, times in raw.items() if value != value.strip() and value.strip())
    if padded and (len(filled) <= CATEGORIES or padded >= 0.1 * sum(filled.values())):
        yield f"spaces around {padded:,} values: {cells}.str.strip()"
    if len(filled) <= CATEGORIES:
        alike: dict[str, list[str]] = {}
        for value in filled:
            alike.setdefault(value.casefold(), []).append(value)
        pair = next((values for values in alike.values() if len(values) > 1), None)
        if pair:
            yield f"values that differ only by case, like {shown(pair[0])} and {shown(pair[1])}: {cells}.str.lower()"


def _garbled(cells: str, filled: dict[str, int]) -> str | None:
    like = [value for value in filled if _GARBLED.search(value)]
    if not like:
        return None
    for encoding in ("cp1252", "latin-1"):
        try:
            right = {value: value.encode(encoding).decode("utf-8") for value in filled if not value.isascii()}
        except UnicodeError:
            continue
        value = like[0]
        cure = f'{cells}.str.encode("{encoding}").str.decode("utf-8")'
        return f"letters read in a wrong encoding, {shown(value)} is {shown(right[value])}: {cure}"
    return None


def _quarters(cells: str, filled: dict[str, int]) -> str | None:
    """Text with the quarter first sorts wrongly."""
    found = [_QUARTER.fullmatch(value) for value in filled]
    if not all(found) or len({match[2] for match in found}) < 2:
        return None
    code = rf'.str.replace(r"^\D([1-4])\D*(\d{{4}})$", r"\2Q\1", regex=True)'
    try:
        made = _made(f'pd.PeriodIndex(cells{code}, freq="Q")', list(filled))
    except Exception:
        return None
    if [f"Q{one.quarter} {one.year}" for one in made] != [f"Q{match[1]} {match[2]}" for match in found]:
        return None
    return f'quarters, which do not sort as text, like {shown(next(iter(filled)))}: pd.PeriodIndex({cells}{code}, freq="Q")'


def _several(cells: str, filled: dict[str, int]) -> str | None:
    """Of a survey: all that somebody has ticked, in one cell."""
    for mark in (";", "|", ",", "、"):
        several = {value: times for value, times in filled.items() if mark in value}
        parts = [part for value in several for part in value.split(mark)]
        kinds = {part.strip() for part in parts}
        alone = {value for value in filled if mark not in value}
        # The same few parts again and again, some of them alone.
        if 10 * sum(several.values()) < 2 * sum(filled.values()) or not 2 < len(kinds) <= MOST_KINDS or 2 * len(kinds) > len(parts):
            continue
        if not alone & kinds or any(not part or len(part) > 40 for part in kinds):
            continue
        spaced = f"{mark} " if all(part[:1] == " " for value in several for part in value.split(mark)[1:]) else mark
        like = max(several, key=several.get)
        return f'several values in one cell, like {shown(like)}: {cells}.str.split("{spaced}").explode()'
    return None


def _times(cells: str, filled: dict[str, int]) -> str | None:
    """Lengths of time: `1:02:33`, or `1h 30m` beside `45m`."""
    first = next(iter(filled))
    if all(_CLOCK.fullmatch(value) for value in filled):
        return f"times like {shown(first)}: pd.to_timedelta({cells})"
    if _OF_DAY.search(cells) and all(_HOURS.fullmatch(value) for value in filled):
        return f'times like {shown(first)}: pd.to_timedelta({cells} + ":00")'
    if not all(_SPAN.fullmatch(value) for value in filled):
        return None
    seconds = [sum(float(number) * _SECONDS[unit[0]] for number, unit in _PARTS.findall(value)) for value in filled]
    try:
        made = [one.total_seconds() for one in _made("pd.to_timedelta(cells)", list(filled))]
    except Exception:
        return None
    return f"times like {shown(first)}: pd.to_timedelta({cells})" if made == seconds else None


def _made(code: str, values: list[str]) -> list:
    """`code` is our own."""
    import pandas

    return list(eval(code, {"__builtins__": {}, "pd": pandas, "cells": pandas.Series(values, dtype="str")}))
