"""Column profile: its type, how many cells are empty, its values or their range, and what is odd about it."""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable
from math import isfinite

from dates import Dates
from moments import epoch_note, serial_note
from texts import DITTO, ditto_note, text_notes
from threadloop_written import INT, INTERVAL, Written, read, tried
from values import BOOL, NULLS, brief, short, shown

FEW = 5
_WRITTEN = {
    "grouped": "thousands commas", "spaced": "spaces between thousands", "money": "currency signs", "percent": "percent signs", "unit": "units",
    "about": "marks", "foreign": "digits of another width or script",
    "noted": "notes behind numbers",
}  # fmt: skip
ID_DIGITS = 16
LONGEST_CODE = 450
# Excel writes what is long like this, and keeps no more of it.
_RUINED = re.compile(r"[1-9](?:\.[0-9]{1,17})?[eE]\+?(1[1-9]|2[0-9])")
_ID = re.compile(rf"[+-]?[0-9]{{{ID_DIGITS},60}}(?:\.0+)?")


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


def _pandas():
    import pandas

    return pandas


def _try(code: str, expected: dict[str, float | None], counts: dict[str, int]) -> int | None:
    """As `tried`; None where pandas cannot be had."""
    try:
        return tried(code, expected, counts, _pandas())
    except (ImportError, MemoryError, OSError):
        return None


def _coerced(cells: str, expected: dict[str, float | None], counts: dict[str, int]) -> str:
    """The cure for words among plain numbers, if it leaves every number as it is."""
    right = sum(times for value, times in counts.items() if expected[value] is not None)
    works = _try('pd.to_numeric(cells, errors="coerce")', expected, counts) == right
    return f': pd.to_numeric({cells}, errors="coerce")' if works else ""


def _leading(cells: str, intervals: dict[str, int], filled: dict[str, int]) -> str:
    heads = {value: INTERVAL.fullmatch(value)[1] for value in intervals}
    expected = {value: float(heads[value].replace(",", "")) if value in heads else None for value in filled}
    for value in filled:
        if expected[value] is None and (plain := read(value)) and plain.kind in ("int", "float", "grouped"):
            expected[value] = float(value.replace(",", ""))
    grouped = '.str.replace(",", "")' if any("," in head for head in heads.values()) else ""
    pattern = "^([+-]?[0-9.]+)" if any(head.startswith("+") for head in heads.values()) else "^(-?[0-9.]+)"
    code = f'{grouped}.str.extract(r"{pattern}")[0])'
    out = _try(f"pd.to_numeric(cells{code}", expected, filled)
    cure = f": pd.to_numeric({cells}{code}" if out is not None and out >= 0.8 * sum(filled.values()) else ""
    return f"text after the number in {sum(intervals.values()):,}, like {shown(max(intervals, key=intervals.get))}{cure}"


class Numbers(Written):
    """The numbers of one column, however they are written, and what the profile says of them."""

    def __init__(self, filled: dict[str, int], raw: dict[str, int] | None = None, said: str = "") -> None:
        super().__init__(filled, raw, said)
        self.cells = {value: self.kind(value) for value in self.reads}
        self.kinds: Counter[str] = Counter()
        for value, kind in self.cells.items():
            self.kinds[kind] += filled[value]
        if self.decimal == ",":
            self.kinds["comma"] += self.kinds.pop("grouped", 0)
        self.plain = self.kinds["int"] + self.kinds["float"] == self.count
        self.ids = self.plain and any(_ID.fullmatch(value) for value in self.cells)

    def sorted(self) -> list[tuple[float, str]]:
        return sorted((self.number(value), value) for value in self.cells)

    def mostly(self, filled: dict[str, int]) -> bool:
        """A few words that stand for no number may be in many cells."""
        words = [value for value in filled if value not in self.cells]
        few = len(words) <= 3 and not any(letter.isdigit() for word in words for letter in word[:100])
        return self.count >= (0.5 if few else 0.8) * sum(filled.values())

    def alike(self) -> bool:
        """`12 EUR` and `3 kg` are numbers with units; `12A` and `7B` in a column of many endings are codes."""
        return bool(self.scale.factors) or self.scale.flags or len(self.units()) <= 3

    def note(self, cells: str) -> str | None:
        if self.plain:
            return None
        kind = max((one for one in self.kinds if one not in ("int", "float")), key=lambda one: self.kinds[one])
        alike = (kind, "grouped") if kind == "comma" else (kind,)
        like = next(value for value, one in self.cells.items() if (self.reads[value].unit if self.scale.factors else one in alike))
        what, more = self._what(kind)
        try:
            cure = self.cure(cells, _pandas())
        except (ImportError, MemoryError, OSError):
            cure = None
        total = sum(self.counts.values())
        count = f" in {cure[1]:,} of {total:,}" if cure and cure[1] < total else ""
        # The host cuts what is longer, and cut code is wrong code.
        return f"{what}{count}{more} like {shown(like)}" + (f": {cure[0]}" if cure and len(cure[0]) < LONGEST_CODE else "")

    def _what(self, kind: str) -> tuple[str, str]:
        """What is there, and what is to be said of it."""
        units = self.units()
        two = " and ".join(units) if len(units) < 3 else ", ".join(units[:6])
        comma = " and decimal commas" if self.decimal == "," else ""
        match self.scale.kind:
            case "multiply":
                what, more = f"numbers with {two}{comma}", ", which multiply,"
            case "measure":
                what, more = f"numbers in {two}{comma}", f", all made {self.scale.base},"
            case "sides":
                what, more = f"amounts with {two}{comma}", f", {self.scale.base} made minus,"
            case "share":
                what, more = f"numbers with and without {two}{comma}", ", all made shares of 1,"
            case "different":
                return f"different units ({two})", ", not to be added up,"
            case "unclear":
                return f"units that may multiply ({two})", ""
            case _:
                what, more = self._signs(kind) or ("decimal comma" if kind == "comma" else self._marks(kind) + comma), ""
        if len(self.currencies) > 1:
            more = f"{more} of {len(self.currencies)} currencies, not to be added up,"
        return what, more

    def _marks(self, kind: str) -> str:
        apostrophes = kind == "spaced" and not any(sign.isspace() for one in self.reads.values() for sign in one.body)
        flags = "letters behind some numbers" if self.scale.flags and kind == "unit" else ""
        return "apostrophes between thousands" if apostrophes else flags or _WRITTEN[kind]

    def _signs(self, kind: str) -> str:
        signs = {one.sign for one in self.reads.values() if one.sign}
        minus = "minus signs behind the number" if any("<" in sign for sign in signs) else 'minus signs other than "-"'
        comma = " and decimal commas" if self.decimal == "," else ""
        return ("negative numbers in brackets" if ")" in signs else minus) + comma if signs else ""


def _lost(filled: dict[str, int]) -> Iterable[str]:
    ruined = [found for value in filled if (found := _RUINED.fullmatch(value))]
    # Numbers of science differ more in their size than ids do.
    if len(ruined) > 1 and 2 * len(ruined) >= len(filled) and len({found[1] for found in ruined}) <= 2:
        yield f"digits are lost in numbers like {shown(ruined[0][0])}, as Excel cuts long ids: they cannot be told apart by it"


# `sat_1to5_9=no answer`
_NAMED = re.compile(
    r"(?<![\w.])(-?\d{1,5}) ?[=:＝：] ?(?:no answer|not answered|n/?a\b|missing|unknown|no data|refused|don'?t know|keine angabe|k\. ?a\.|fehlt|unbekannt|无回答|未回答|未填|缺失|不详|不明|無回答|欠損)",
    re.IGNORECASE,
)


def _number_notes(cells: str, column: dict, ranked: list[tuple[float, str]], filled: dict[str, int]) -> Iterable[str]:
    if column["type"] == "int":
        if any(re.fullmatch(r"0\d+", value) for value in filled):
            yield f'leading zeros, lost as numbers: read_csv(..., dtype={{{json.dumps(column["name"], ensure_ascii=False)}: str}}) keeps them'
        days = [value for value in filled if re.fullmatch(r"(1[5-9]|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])", value)]
        if len(days) == len(filled) > 1:
            yield f'dates written as numbers: pd.to_datetime({cells}, format="%Y%m%d")'
        counted = [int(value) for value in filled if INT.fullmatch(value)] if len(filled) > 1 else []
        try:
            note = serial_note(column["name"], counted) or epoch_note(column["name"], counted)
        except (ImportError, MemoryError, OSError):
            note = None
        if note:
            yield note
    yield from _lost(filled)
    low = ranked[0][0]
    high = ranked[-1][0]
    for code in _NAMED.findall(column["name"]):
        if times := sum(filled[value] for number, value in ranked if number == float(code)):
            yield f"{code} in {times:,}: stands for no value, as its name says"
            return
    if high >= 99 and re.fullmatch("9+", brief(high)) and filled.get(ranked[-1][1], 0) > 1:
        below = next((number for number, _ in reversed(ranked) if number != high), high)
        if 5 * below < high and below > 0:
            yield f"{brief(high)} in {filled[ranked[-1][1]]:,}: may stand for a missing value"
    if low in (-9, -99, -999, -9999, -99999) and filled.get(ranked[0][1], 0) > 1:
        above = next((number for number, _ in ranked if number != low), low)
        # Far below all others, which may be negative themselves.
        if 5 * above > low != above:
            yield f"{brief(low)} in {filled[ranked[0][1]]:,}: may stand for a missing value"


def id_note(names: list[str], call: str) -> str:
    """`call` keeps them as they are; in it `{}` stands for their names, each with `str`."""
    dtype = ", ".join(f"{json.dumps(name, ensure_ascii=False)}: str" for name in names)
    what = f"ids of {ID_DIGITS} digits and more, which numbers may round"
    return f"{what}: {call.replace('{}', f'{{{dtype}}}')}" if call and len(dtype) < 280 else what


def describe(name: str, values: list[str], order: str = "", mixed: bool = False, empty: Collection[str] = NULLS) -> dict:
    """`values` are the cells as they stand in the file; `order` of dates: `%d` or `%m` first, where other columns tell it; `mixed`: not all of
    them are text to pandas; `empty`: what stands for no value."""
    raw = Counter(values)
    filled: dict[str, int] = {}
    for value, times in raw.items():
        if (bare := value.strip()) not in empty:
            filled[bare] = filled.get(bare, 0) + times
    total = sum(filled.values())
    column = {"name": name, "type": "text", "nulls": len(values) - total, "distinct": len(filled), "samples": []}
    notes: list[str] = []
    cells = f"df[{json.dumps(name, ensure_ascii=False)}]" + (".astype(str)" if mixed else "")
    if filled:
        numbers = Numbers(filled, {value: times for value, times in raw.items() if value.strip() in filled}, name)
        dates = Dates(filled, order) if numbers.count < total else Dates({})
        spaces = sum(times for value, times in raw.items() if value and not value.strip())
        if ditto := ditto_note(cells, filled):
            notes.append(ditto)
        if dates.count >= 0.8 * total and dates.count > numbers.count:
            _as_dates(cells, column, notes, dates, filled)
        elif numbers.mostly(filled) and numbers.alike():
            _as_numbers(cells, column, notes, numbers, filled, spaces)
        elif all(value.lower() in BOOL for value in filled):
            column["type"] = "bool"
        else:
            intervals = {value: times for value, times in filled.items() if INTERVAL.fullmatch(value)}
            if intervals and numbers.count + sum(intervals.values()) >= 0.8 * total and dates.count == 0:
                notes.append(_leading(cells, intervals, filled))
            elif total > 5 and max(numbers.count, dates.count) >= 0.2 * total and (numbers.alike() or dates.count):
                kind, count = ("dates", dates.count) if dates.count > numbers.count else ("numbers", numbers.count)
                notes.append(f"mixed: {kind} in {count:,} of {total:,}")
            notes.extend(text_notes(cells, raw, filled))
        if not column["samples"] and "range" not in column:
            column["samples"] = [short(value) for value in filled] if len(filled) <= FEW else diverse(filled)
    return column | ({"notes": notes} if notes else {})


def _as_dates(cells: str, column: dict, notes: list[str], dates: Dates, filled: dict[str, int]) -> None:
    column["type"] = "date"
    column["range"] = dates.range
    column["order"] = dates.order
    what, codes = dates.way()
    words = {value: times for value, times in filled.items() if value not in dates.days}
    try:
        cure = dates.cure(filled, _pandas()) if codes and (what or words) else ""
    except (ImportError, MemoryError, OSError):
        cure = ""
    cure = f": {cure.replace('cells', cells)}" if cure else ""
    if what:
        notes.append(what + cure)
    if words:
        notes.append(f"{_words(words)} among dates{'' if what else cure}")


def _as_numbers(
    cells: str, column: dict, notes: list[str], numbers: Numbers, filled: dict[str, int], spaces: int
) -> None:
    words = {value: times for value, times in filled.items() if value not in numbers.cells}
    if numbers.ids:
        longest = max(len(re.sub(r"\.0+$|[+-]", "", value)) for value in numbers.cells if _ID.fullmatch(value))
        column["ids"] = True
        notes.append(f"ids of {longest} digits, to be kept as text")
        if any("." in value for value in numbers.cells):
            notes.append(f'".0" behind ids: {cells}.str.removesuffix(".0")')
        if words:
            notes.append(f"{_words(words)} among ids")
        notes.extend(_lost(filled))
        return
    ranked = numbers.sorted()
    finite = [number for number, _ in ranked if isfinite(number)]
    if finite and numbers.readable:
        column["range"] = (brief(finite[0]), brief(finite[-1]))
    if len(filled) <= FEW:
        column["samples"] = [short(value) for _, value in ranked]
    if spaces:
        words[" "] = spaces
    if note := numbers.note(cells):
        column["written"] = numbers
        notes.append(note)
    elif not words:
        column["type"] = "float" if numbers.kinds["float"] else "int"
    if words:
        counts = filled | ({" ": spaces} if spaces else {})
        expected = {value: numbers.number(value) if value in numbers.cells else None for value in counts}
        cure = _coerced(cells, expected, counts) if numbers.plain and not words.keys() & DITTO else ""
        notes.append(f"{_words(words)} among numbers{cure}")
    notes.extend(_number_notes(cells, column, ranked, filled))
