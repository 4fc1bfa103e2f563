"""Forms in which dates are written: as people say them and as Python does."""

import re

import threadloop_months as months
from threadloop_digits import plain

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_CLOCK = re.compile(r"[T ]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(\s?[AaPp][Mm])?(\s?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?$")
_FORMS = (
    (re.compile(r"\d{4}([-/.])\d{1,2}\1\d{1,2}"), "YYYY{0}MM{0}DD", "%Y{0}%m{0}%d"),
    (re.compile(r"\d{4}(年)\d{1,2}月\d{1,2}日?"), "YYYY年MM月DD日", "%Y年%m月%d日"),
    (re.compile(r"(?:19|20)\d\d([-/])(?:0[1-9]|1[0-2])"), "YYYY{0}MM", "%Y{0}%m"),
    (re.compile(r"(?:19|20)\d{6}()"), "YYYYMMDD", "%Y%m%d"),
    (re.compile(rf"{_MONTH}( )\d{{1,2}},? \d{{4}}", re.I), "Month DD, YYYY", "%b %d, %Y"),
    (re.compile(rf"\d{{1,2}}([- /]){_MONTH}[- /]\d{{4}}", re.I), "DD{0}Month{0}YYYY", "%d{0}%b{0}%Y"),
)
_WORDS = {"%d": "DD", "%m": "MM", "%Y": "YYYY", "%y": "YY", "%b": "Month", "%B": "Month", months.NAME: "Month", months.ERA: ""}
_SAID = re.compile("|".join(map(re.escape, _WORDS)))
_TWO = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")


def order_of(values) -> str:
    """Whether the day or the month comes first if both have two digits: "D", "M" or "" for unknown."""
    both = [match for value in values if (match := _TWO.match(value.strip()))]
    day = any(int(match[1]) > 12 for match in both)
    month = any(int(match[3]) > 12 for match in both)
    return "" if day == month else "D" if day else "M"


def zone_of(value: str) -> str:
    """Its offset from UTC as it is written; "" if it has none."""
    clock = _CLOCK.search(value.strip())
    return (clock[4] or "").strip() if clock else ""


def form_of(value: str, order: str) -> tuple[str, str]:
    """As people write it and as Python does; empty for what is not a date."""
    text = plain(value.strip())
    clock = _CLOCK.search(text)
    text = text[: clock.start()] if clock else text
    more = (" + time" + (" + zone" if clock[4] else ""), _python(clock)) if clock else ("", "")
    for pattern, people, python in _FORMS:
        match = pattern.fullmatch(text)
        if match:
            return people.format(match[1]) + more[0], python.format(match[1]) + more[1]
    match = _TWO.fullmatch(text)
    if not match:
        named = months.parse(plain(value.strip()))
        return (_SAID.sub(lambda part: _WORDS[part[0]], named[0]), named[0]) if named else ("", "")
    mark, year = match[2], "%Y" if len(match[4]) == 4 else "%y"
    people = {"D": "DD{0}MM{0}YYYY", "M": "MM{0}DD{0}YYYY", "": "DD{0}MM{0}YYYY or MM{0}DD{0}YYYY"}[order]
    python = "%m{0}%d{0}" if order == "M" else "%d{0}%m{0}"
    return people.format(mark) + more[0], python.format(mark) + year + more[1]


def _python(clock: re.Match) -> str:
    text = ("T" if clock[0][0] == "T" else " ") + ("%I" if clock[3] else "%H") + ":%M"
    text += (":%S" if clock[1] else "") + (".%f" if clock[2] else "")
    text += (" %p" if clock[3][0].isspace() else "%p") if clock[3] else ""
    return text + ((" %z" if clock[4][0].isspace() else "%z") if clock[4] else "")
