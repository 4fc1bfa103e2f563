"""Dates in text: which formats a column holds, in the words of strftime, and its first and last day."""

import re
from collections import Counter
from datetime import datetime

import threadloop_months as months
from threadloop_digits import code_for, plain
from values import shown

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_NAMES = "january february march april may june july august september october november december".split()
_TIME = (
    r"(?:(?P<t>[T ]|\s+)(?P<clock>[0-9]{1,2}:[0-9]{2}(?P<sec>:[0-9]{2}(?P<frac>[.,][0-9]+)?)?)"
    r"(?P<pm>\s?[AaPp]\.?[Mm]\.?)?(?P<zone>\s?(?:Z|UTC|[+-][0-9]{2}:?[0-9]{2}))?)?"
)
_YMD = re.compile(r"(?P<y>[0-9]{4})(?P<s>[-/.])(?P<m>[0-9]{1,2})(?:(?P=s)(?P<d>[0-9]{1,2})" + _TIME + ")?")
_XYZ = re.compile(r"(?P<a>[0-9]{1,2})(?P<s>[-/.])(?P<b>[0-9]{1,2})(?P=s)(?P<y>[0-9]{4}|[0-9]{2})" + _TIME)
_HAN = re.compile(r"(?P<y>[0-9]{4})\s?年\s?(?P<m>[0-9]{1,2})\s?月(?:\s?(?P<d>[0-9]{1,2})\s?[日号])?")
_DMY = re.compile(r"(?P<d>[0-9]{1,2})(?P<s>[ -])(?P<n>[A-Za-z]{3,9})\.?(?P=s)(?P<y>[0-9]{4}|[0-9]{2})" + _TIME)
_MDY = re.compile(r"(?P<n>[A-Za-z]{3,9})\.?\s{1,2}(?P<d>[0-9]{1,2})(?P<c>,?)\s{1,2}(?P<y>[0-9]{4})" + _TIME)


_ZONE = re.compile(r"(?:Z|UTC|[+-][0-9]{2}:?[0-9]{2})$")
# So many different values are converted on trial.
TRIED = 5000


def _year(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else year + (1900 if year >= 69 else 2000)


def _clock(found: re.Match) -> str:
    if not found["clock"]:
        return ""
    text = ("T" if found["t"] == "T" else " ") + ("%I" if found["pm"] else "%H") + ":%M"
    text += (":%S" if found["sec"] else "") + (".%f" if found["frac"] else "")
    zone = found["zone"] or ""
    return text + (" %p" if found["pm"] else "") + (" " if zone[:1].isspace() else "") + ("%z" if zone else "")


def _valid(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= 31 and 1000 <= year <= 2999


def parse(value: str) -> tuple[str, tuple[int, int, int], str] | None:
    """The format, year, month and day, and the time. In `%?/%?/%Y` day and month stand in the order of the text."""
    if not 6 <= len(value) <= 40:
        return None
    if found := _YMD.fullmatch(value):
        year, month, day = int(found["y"]), int(found["m"]), int(found["d"] or 1)
        form = f"%Y{found['s']}%m" + (f"{found['s']}%d{_clock(found)}" if found["d"] else "")
        # 2024.5 and 1950.1 are numbers.
        if found["s"] == "." and not found["d"]:
            return None
        return (form, (year, month, day), found["clock"] or "") if _valid(year, month, day) else None
    if found := _XYZ.fullmatch(value):
        a, b, year = int(found["a"]), int(found["b"]), _year(found["y"])
        form = f"%?{found['s']}%?{found['s']}{'%Y' if len(found['y']) == 4 else '%y'}{_clock(found)}"
        return (form, (year, a, b), found["clock"] or "") if _valid(year, min(a, b), max(a, b)) else None
    if found := _HAN.fullmatch(value):
        year, month, day = int(found["y"]), int(found["m"]), int(found["d"] or 1)
        form = "%Y年%m月" + ("%d" + found[0].rstrip()[-1] if found["d"] else "")
        return (form, (year, month, day), "") if _valid(year, month, day) else None
    if found := _DMY.fullmatch(value) or _MDY.fullmatch(value):
        name = found["n"].lower()
        if name[:3] not in _MONTHS or (len(name) > 3 and name not in _NAMES):
            return None
        word = "%b" if len(name) == 3 else "%B"
        year, month, day = _year(found["y"]), _MONTHS.index(name[:3]) + 1, int(found["d"])
        if found.re is _DMY:
            form = f"%d{found['s']}{word}{found['s']}{'%Y' if len(found['y']) == 4 else '%y'}{_clock(found)}"
        else:
            form = f"{word} %d{found['c']} %Y{_clock(found)}"
        return (form, (year, month, day), found["clock"] or "") if _valid(year, month, day) else None
    return None


class Dates:
    """The formats of one column, each with its count; `unclear` where no value tells the day from the month."""

    def __init__(self, counts: dict[str, int], order: str = "") -> None:
        self.forms: Counter[str] = Counter()
        self.unclear = False
        # What stands first where only a value above 12 can tell: `%d`, `%m`, both or nothing.
        self.order = ""
        self._form: dict[str, str] = {}
        keyed: list[tuple[tuple, str]] = []
        plains = {value: plain(value) for value in counts}
        parsed = [(value, times, found) for value, times in counts.items() if (found := parse(plains[value]) or months.parse(plains[value]))]
        self._cells = code_for("cells", (value for value, _, _ in parsed))
        first = {form for _, _, (form, (_, a, _), _) in parsed if "%?" in form and a > 12}
        second = {form for _, _, (form, (_, _, b), _) in parsed if "%?" in form and b > 12}
        self.order = ("%d" if first else "") + ("%m" if second else "")
        forms = {form for _, _, (form, _, _) in parsed}
        for value, times, (form, (year, a, b), clock) in parsed:
            # April is one in German, too, and May is written out.
            alike = (form.replace("%B", months.NAME), form.replace("%b", months.NAME), form.replace("%b", "%B"))
            form = next((one for one in alike[: 2 + ("may" in value.lower())] if one != form and one in forms), form)
            if "%?" in form:
                # Dots are written day first; for the rest a value above 12 decides, its own before those beside it.
                day_first = b <= 12 and (form in first or (form not in second and ("." in form or order == "%d")))
                if form not in first | second and "." not in form and order not in ("%d", "%m"):
                    self.unclear = True
                form = form.replace("%?", "%d" if day_first else "%m", 1).replace("%?", "%m" if day_first else "%d")
                a, b = (b, a) if day_first else (a, b)
            self.forms[form] += times
            self._form[value] = form
            keyed.append(((year, a, b, clock.zfill(8)), value))
        self.count = sum(self.forms.values())
        self.days = {value: (year, month, day) for (year, month, day, _), value in keyed}
        self.range = (min(keyed)[1], max(keyed)[1]) if keyed else None

    def way(self) -> tuple[str, list[str]]:
        """What is odd about them, and code that may convert `cells`; nothing for the one format that sorts by itself."""
        forms = sorted(self.forms.items(), key=lambda one: (-one[1], one[0]))
        top = forms[0][0]
        zones = {zone[0] for value, form in self._form.items() if "%z" in form and (zone := _ZONE.search(value))}
        zoned = ["%z" in form for form, _ in forms]
        if any(zoned) and not all(zoned):
            return "dates with and without an offset from UTC", []
        if len(zones) > 1:
            utc = ["", ', format="ISO8601"', f', format="{top}"']
            return f"dates with {len(zones)} offsets from UTC", [f"pd.to_datetime(cells, utc=True{form}{{coerce}})" for form in utc]
        if len(forms) > 1:
            if all(re.match(r"%Y-%m-%d([T ]|$)", form) and "%p" not in form for form, _ in forms):
                return "dates with and without times", ['pd.to_datetime(cells, format="ISO8601"{coerce})']
            listed = ", ".join(f"{form} in {times:,}" for form, times in forms[:4])
            each = [self._code(form, ', errors="coerce"') for form, _ in forms]
            code = each[0] + "".join(f".fillna({one})" for one in each[1:])
            # Where both orders are there, a day below 13 may be a month.
            return f"mixed date formats ({listed})", [code] if len(each) < 4 and self.order != "%d%m" else []
        if self.unclear:
            return "day or month first, it cannot be told: pandas takes the month first", []
        code = [self._code(top, "{coerce}")]
        if re.match(r"%d[-/.]%m", top):
            return "dates with the day first", code
        if re.match(r"%m[-/.]%d", top):
            return "dates with the month first", code
        if not re.match(r"%Y[-/]%m", top):
            return f"dates like {shown(self.range[0])}", code
        if self._cells != "cells":
            return "dates in digits of another width or script", code
        return "", ["pd.to_datetime(cells{coerce})", *code]

    def _code(self, form: str, more: str) -> str:
        cells, left = months.code_for(self._cells, form, map(plain, self._form))
        return f'pd.to_datetime({cells}, format="{left}"{more})'

    def cure(self, counts: dict[str, int], pandas) -> str:
        """The first code that gives the day of each of them, and none for any other value; "" if there is none."""
        words = len(self.days) < len(counts)
        for code in self.way()[1]:
            code = code.replace("{coerce}", ', errors="coerce"' if words else "")
            if self._comes_out(code, list(counts)[:TRIED], pandas):
                return code
        return ""

    def _comes_out(self, code: str, values: list[str], pandas) -> bool:
        try:
            made = eval(code, {"__builtins__": {"str": str, "int": int}, "pd": pandas, "cells": pandas.Series(values, dtype="str")})
            stamps = made.tolist()
        except Exception:
            return False
        utc = "utc=True" in code
        for value, stamp in zip(values, stamps, strict=True):
            day = self.days.get(value)
            if (day is None) != (stamp is pandas.NaT):
                return False
            if day and (stamp != self._moment(value) if utc else (stamp.year, stamp.month, stamp.day) != day):
                return False
        return True

    def _moment(self, value: str) -> datetime | None:
        try:
            return datetime.strptime(value.replace("UTC", "Z"), self._form[value])
        except ValueError:
            return None
