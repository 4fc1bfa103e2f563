"""What is odd about a column of text: spaces, case, letters that were read in another encoding, quarters and times."""

import re
import unicodedata
from collections.abc import Iterable

from values import shown

# With more different values than these, a column is free text.
CATEGORIES = 50
MOST_KINDS = 40
MOST_ALIKE = 5000
_CLOCK = re.compile(r"\d{1,3}:\d{2}:\d{2}(\.\d+)?")
_HOURS = re.compile(r"([01]?\d|2[0-3]):[0-5]\d")
_OF_DAY = re.compile(r"(?<![a-z])(time|start|end|begin|from|to|until|open|close|opens|closes|arrival|departure|uhrzeit|beginn|ende|von|bis)(?![a-z])|时间|時間|時刻|时刻", re.IGNORECASE)
_WORKED = re.compile(r"(?<![a-z])(hours|hrs|worked|stunden|arbeitszeit|std)(?![a-z])|工时|時数|时数|労働時間|勤務時間|加班", re.IGNORECASE)
_LENGTH = re.compile(r"\d{1,3}:[0-5]\d")
_HOURS_MINUTES = re.compile(r"(?:(\d+)\s*(小时|小時|時間|Stunden?|Std\.?|hours?))?\s*(?:(\d+)\s*(分钟|分鐘|分|Minuten?|Min\.?|minutes?))?")
DITTO = {"〃", "″", "”", '"', "''", "同上", "ditto", "Ditto", "dto.", "dito", "-〃-", '-"-'}
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
    if pair := _alike(raw) if len(raw) <= MOST_ALIKE else None:
        yield f'values that look alike, like {shown(pair[0].strip())} and {shown(pair[1].strip())}: {cells}.str.normalize("NFKC").str.strip()'
    if len(filled) <= CATEGORIES:
        alike: dict[str, list[str]] = {}
        for value in filled:
            alike.setdefault(value.casefold(), []).append(value)
        pair = next((values for values in alike.values() if len(values) > 1), None)
        if pair:
            yield f"values that differ only by case, like {shown(pair[0])} and {shown(pair[1])}: {cells}.str.lower()"


def _alike(raw: dict[str, int]) -> list[str] | None:
    """Two values that are one where wide letters are narrow, and spaces plain ones."""
    found: dict[str, list[str]] = {}
    for value in raw:
        found.setdefault(unicodedata.normalize("NFKC", value).strip(), []).append(value)
    alike = ({value.strip() for value in values} for values in found.values())
    return next((sorted(values, key=lambda value: (not value.isascii(), value)) for values in alike if len(values) > 1), None)


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
    if (_WORKED.search(cells) and all(_LENGTH.fullmatch(value) for value in filled)) and (note := _hours(cells, first, filled)):
        return note
    if all(match and match[0] for match in map(_HOURS_MINUTES.fullmatch, filled)) and (note := _words(cells, first, filled)):
        return note
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


def _hours(cells: str, first: str, filled: dict[str, int]) -> str | None:
    """`7:30` in a column of hours worked is seven and a half."""
    code = '.str.split(":").map(lambda part: int(part[0]) + int(part[1]) / 60, na_action="ignore")'
    made = _made(f"cells{code}", list(filled))
    right = [int(value.split(":")[0]) + int(value.split(":")[1]) / 60 for value in filled]
    return f"hours and minutes like {shown(first)}: {cells}{code}" if made == right else None


def _words(cells: str, first: str, filled: dict[str, int]) -> str | None:
    """`1小时20分`, which pandas does not read: as minutes."""
    found = [_HOURS_MINUTES.fullmatch(value) for value in filled]
    hours, minutes = (next((match[at] for match in found if match[at]), None) for at in (2, 4))
    if hours is None or minutes is None or any(match[2] not in (None, hours) or match[4] not in (None, minutes) for match in found):
        return None
    code = rf'.str.extract(r"(?:(\d+)\s*{hours})?\s*(?:(\d+)\s*{minutes})?").astype(float).mul([60, 1]).sum(axis=1, min_count=1)'
    try:
        made = _made(f"cells{code}", list(filled))
    except Exception:
        return None
    right = [60 * int(match[1] or 0) + int(match[3] or 0) for match in found]
    return f"lengths of time like {shown(first)}, as minutes: {cells}{code}" if made == right else None


def ditto_note(cells: str, filled: dict[str, int]) -> str | None:
    marks = [value for value in filled if value in DITTO]
    if not marks or len(filled) - len(marks) < 2:
        return None
    listed = ", ".join("'\"'" if mark == '"' else f'"{mark}"' for mark in marks)
    times = sum(filled[mark] for mark in marks)
    like = shown(marks[0]) if marks[0] != '"' else "a ditto mark"
    return f"{like} in {times:,} stands for the value above: {cells}.mask({cells}.isin([{listed}])).ffill().where({cells}.notna())"


def _made(code: str, values: list[str]) -> list:
    """`code` is our own."""
    import pandas

    return list(eval(code, {"__builtins__": {"int": int, "float": float}, "pd": pandas, "cells": pandas.Series(values, dtype="str")}))
