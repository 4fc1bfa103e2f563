"""Column profile: its type, how many cells are empty, its values or their range, and what is odd about it."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from math import isfinite

from dates import Dates
from values import BOOL, INTERVAL, NULLS, brief, number_kind, number_of, only_comma, short, shown

FEW = 5
# With more different values than these, a column is free text.
CATEGORIES = 50
_CLOCK = re.compile(r"\d{1,3}:\d{2}:\d{2}(\.\d+)?")
_WRITTEN = {"grouped": "thousands commas", "spaced": "spaces between thousands", "money": "currency signs", "percent": "percent signs", "unit": "units"}


def pandas_names(header: list[str]) -> list[str]:
    """As pandas names columns: a nameless one by its place, a repeated one with a number."""
    names = [name if name != "" else f"Unnamed: {place}" for place, name in enumerate(header)]
    given, seen = set(names), Counter()
    for place, name in enumerate(names):
        new, times = name, seen[name]
        while times > 0:
            seen[name] = times + 1
            new = f"{name}.{times}"
            times = times + 1 if new in given else seen[new]
        names[place] = new
        seen[new] = times + 1
    return names


def diverse(counts: dict[str, int]) -> list[str]:
    """The most common value, the shortest and the longest."""
    picked = [max(counts, key=lambda value: counts[value]), min(counts, key=len), max(counts, key=len), *counts]
    return list(dict.fromkeys(short(value) for value in picked))[:3]


def _words(counts: dict[str, int]) -> str:
    """`"unknown" in 9, "-" in 2`, the most common first."""
    ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    rest = sum(times for _, times in ranked[2:])
    named = ", ".join(f"{shown(value)} in {times:,}" for value, times in ranked[:2])
    return named + (f", others in {rest:,}" if rest else "")


def _leading(cells: str, intervals: dict[str, int]) -> str:
    grouped = '.str.replace(",", "")' if any("," in INTERVAL.fullmatch(value)[1] for value in intervals) else ""
    cure = f'pd.to_numeric({cells}{grouped}.str.extract(r"^(-?[0-9.]+)")[0])'
    return f"numbers with more behind them in {sum(intervals.values()):,}, like {shown(max(intervals, key=intervals.get))}: {cure}"


class Numbers:
    """The numbers of one column, however they are written."""

    def __init__(self, filled: dict[str, int]) -> None:
        self.kinds: Counter[str] = Counter()
        self.cells: dict[str, str] = {}
        for value, times in filled.items():
            if kind := number_kind(value):
                self.cells[value] = kind
                self.kinds[kind] += times
        self.count = self.kinds.total()
        self.decimal = "," if any(only_comma(value) for value, kind in self.cells.items() if kind != "float") else "."
        if self.decimal == ",":
            self.kinds["comma"] += self.kinds.pop("grouped", 0)
        self.plain = self.kinds["int"] + self.kinds["float"] == self.count

    def sorted(self) -> list[tuple[float, str]]:
        return sorted((number_of(value, self.decimal), value) for value in self.cells)

    def mostly(self, filled: dict[str, int]) -> bool:
        """A few words that stand for no number may be in many cells."""
        words = [value for value in filled if value not in self.cells]
        few = len(words) <= 3 and not any(letter.isdigit() for word in words for letter in word[:100])
        return self.count >= (0.5 if few else 0.8) * sum(filled.values())

    def alike(self) -> bool:
        """`12 EUR` and `3 kg` are numbers with units; `12A` and `7B` in a column of many endings are codes."""
        units = {re.sub(r"[\d.,\s+-]", "", value) for value, kind in self.cells.items() if kind == "unit"}
        return len(units) <= 3

    def note(self, cells: str) -> str | None:
        if self.plain:
            return None
        kind = max((one for one in self.kinds if one not in ("int", "float")), key=lambda one: self.kinds[one])
        like = next(value for value, one in self.cells.items() if one == kind or (kind == "comma" and one == "grouped"))
        signs = "[^0-9,-]" if self.decimal == "," else "[^0-9.-]"
        point = '.str.replace(",", ".")' if self.decimal == "," else ""
        brackets = any(value.startswith("(") for value in self.cells)
        minus = '.str.replace("(", "-")' if brackets else ""
        cure = f'pd.to_numeric({cells}{minus}.str.replace(r"{signs}", "", regex=True){point})'
        if kind == "comma":
            return f"decimal comma like {shown(like)}: {cure}"
        what = "negative numbers in brackets" if brackets else _WRITTEN[kind]
        comma = " and decimal commas" if self.decimal == "," else ""
        return f"{what}{comma} like {shown(like)}: {cure}"


def _text_notes(cells: str, raw: dict[str, int], filled: dict[str, int]) -> Iterable[str]:
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


def _number_notes(cells: str, column: dict, ranked: list[tuple[float, str]], filled: dict[str, int]) -> Iterable[str]:
    if column["type"] == "int":
        if any(re.fullmatch(r"0\d+", value) for value in filled):
            yield f'leading zeros, lost as numbers: read_csv(..., dtype={{{json.dumps(column["name"], ensure_ascii=False)}: str}}) keeps them'
        days = [value for value in filled if re.fullmatch(r"(1[5-9]|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])", value)]
        if len(days) == len(filled) > 1:
            yield f'dates written as numbers: pd.to_datetime({cells}, format="%Y%m%d")'
    low = ranked[0][0]
    if low in (-9, -99, -999, -9999, -99999) and filled.get(ranked[0][1], 0) > 1:
        above = next((number for number, _ in ranked if number != low), low)
        if above >= 0:
            yield f"{brief(low)} in {filled[ranked[0][1]]:,}: may stand for a missing value"


def describe(name: str, values: list[str], order: str = "") -> dict:
    """`values` are the cells as they stand in the file; `order` of dates: `%d` or `%m` first, where other columns tell it."""
    raw = Counter(values)
    filled: dict[str, int] = {}
    for value, times in raw.items():
        if (bare := value.strip()) not in NULLS:
            filled[bare] = filled.get(bare, 0) + times
    total = sum(filled.values())
    column = {"name": name, "type": "text", "nulls": len(values) - total, "distinct": len(filled), "samples": []}
    notes: list[str] = []
    cells = f"df[{json.dumps(name, ensure_ascii=False)}]"
    if filled:
        numbers = Numbers(filled)
        dates = Dates(filled, order) if numbers.count < total else Dates({})
        spaces = sum(times for value, times in raw.items() if value and not value.strip())
        if dates.count >= 0.8 * total and dates.count > numbers.count:
            _as_dates(cells, column, notes, dates, filled)
        elif numbers.mostly(filled) and numbers.alike():
            _as_numbers(cells, column, notes, numbers, filled, spaces)
        elif all(value.lower() in BOOL for value in filled):
            column["type"] = "bool"
        else:
            intervals = {value: times for value, times in filled.items() if INTERVAL.fullmatch(value)}
            if intervals and numbers.count + sum(intervals.values()) >= 0.8 * total and dates.count == 0:
                notes.append(_leading(cells, intervals))
            elif total > 5 and max(numbers.count, dates.count) >= 0.2 * total and (numbers.alike() or dates.count):
                kind, count = ("dates", dates.count) if dates.count > numbers.count else ("numbers", numbers.count)
                notes.append(f"mixed: {kind} in {count:,} of {total:,}")
            if all(_CLOCK.fullmatch(value) for value in filled):
                notes.append(f"times like {shown(next(iter(filled)))}: pd.to_timedelta({cells})")
            notes.extend(_text_notes(cells, raw, filled))
        if not column["samples"] and "range" not in column:
            column["samples"] = [short(value) for value in filled] if len(filled) <= FEW else diverse(filled)
    return column | ({"notes": notes} if notes else {})


def _as_dates(cells: str, column: dict, notes: list[str], dates: Dates, filled: dict[str, int]) -> None:
    column["type"] = "date"
    column["range"] = dates.range
    column["order"] = dates.order
    if note := dates.note(cells):
        notes.append(note)
    total = sum(filled.values())
    if dates.count < total:
        others = {value: times for value, times in filled.items() if not Dates({value: 1}).count}
        notes.append(f'{_words(others)} among dates: pd.to_datetime({cells}, errors="coerce")')


def _as_numbers(
    cells: str, column: dict, notes: list[str], numbers: Numbers, filled: dict[str, int], spaces: int
) -> None:
    ranked = numbers.sorted()
    finite = [number for number, _ in ranked if isfinite(number)]
    if finite:
        column["range"] = (brief(finite[0]), brief(finite[-1]))
    if len(filled) <= FEW:
        column["samples"] = [short(value) for _, value in ranked]
    words = {value: times for value, times in filled.items() if value not in numbers.cells}
    if spaces:
        words[" "] = spaces
    if note := numbers.note(cells):
        column["written"] = numbers
        notes.append(note)
    elif not words:
        column["type"] = "float" if numbers.kinds["float"] else "int"
    if words:
        cure = f': pd.to_numeric({cells}, errors="coerce")' if numbers.plain else ""
        notes.append(f"{_words(words)} among numbers{cure}")
    notes.extend(_number_notes(cells, column, ranked, filled))
