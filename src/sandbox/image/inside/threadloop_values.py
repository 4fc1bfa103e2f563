"""Odd values of a column: those that are not numbers, and the forms in which dates are written."""

import re
from collections import Counter

from threadloop_where import Column
from threadloop_words import dtype_of, library, quote

HEAD, MOST = 20_000, 200_000
# Without flags and back references, so that Arrow can look for them, too.
_NUMBER = re.compile(r"\s*[+-]?(?i:(\d[\d_]*\.?\d*|\.\d+)(e[+-]?\d+)?|nan|inf|infinity)\s*")
_WHOLE = re.compile(r"\s*[+-]?\d[\d_]*\s*")
_COMMA = re.compile(r"\s*[+-]?\d{1,3}(\.\d{3})+,\d+\s*|\s*[+-]?\d+,(\d{1,2}|\d{4,})\s*")
_DIGITS = re.compile(r"\d{1,3}(?:[,' \u00a0\u202f’]\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?|\.\d+")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_CLOCK = re.compile(r"[T ]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(\s?[AaPp][Mm])?(Z|[+-]\d{2}:?\d{2})?$")
_FORMS = (
    (re.compile(r"\d{4}([-/.])\d{1,2}\1\d{1,2}"), "YYYY{0}MM{0}DD", "%Y{0}%m{0}%d"),
    (re.compile(r"\d{4}(年)\d{1,2}月\d{1,2}日?"), "YYYY年MM月DD日", "%Y年%m月%d日"),
    (re.compile(r"(?:19|20)\d{6}()"), "YYYYMMDD", "%Y%m%d"),
    (re.compile(rf"{_MONTH}( )\d{{1,2}},? \d{{4}}", re.I), "Month DD, YYYY", "%b %d, %Y"),
    (re.compile(rf"\d{{1,2}}([- /]){_MONTH}[- /]\d{{4}}", re.I), "DD{0}Month{0}YYYY", "%d{0}%b{0}%Y"),
)
_TWO = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")


def is_pure(series) -> bool:
    """Text by its type; what is called object may hold anything, whose code comparing or counting would run."""
    return dtype_of(series.dtype) in ("str", "string")


def texts_of(series) -> tuple[Counter, int]:
    """How often each text occurs, and how many values were looked at: all of them if few differ."""
    head = Counter(value for value in series.iloc[:HEAD].tolist() if type(value) is str)
    if is_pure(series) and len(series) > HEAD and len(head) < HEAD / 4:
        counts = series.value_counts()
        return Counter(dict(zip(counts.index.tolist(), map(int, counts.tolist()), strict=True))), len(series)
    values = series.iloc[:MOST].tolist() if len(series) > HEAD else None
    return (head, len(series)) if values is None else (Counter(v for v in values if type(v) is str), len(values))


def holds(series, text: str) -> bool:
    return bool((series == text).any()) if is_pure(series) else text in texts_of(series)[0]


def is_text(series) -> bool:
    return dtype_of(series.dtype) in ("str", "object", "string", "category")


def has_digits(series) -> bool:
    """Whether most of its texts could be meant as numbers or dates."""
    found, _ = texts_of(series.iloc[:2000])
    return sum(count for value, count in found.items() if re.search(r"\d", value)) > 0.5 * found.total() > 0


def total(looked: int, series) -> str:
    return f"{looked:,}" if looked == len(series) else f"the first {looked:,}"


def examples(found: Counter, most: int = 4) -> str:
    """Different in shape before different in letters."""
    shapes: dict[str, str] = {}
    for value, _ in found.most_common(2000):
        shapes.setdefault(re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "0", value)), value)
    picked = list(shapes.values())[:most]
    picked += [value for value, _ in found.most_common(most) if value not in picked][: max(0, min(3, most) - len(picked))]
    return ", ".join(quote(value, 30) for value in picked)


def _others(series, pattern: re.Pattern):
    """The texts that do not match, found by Arrow, because Python takes half a second for each million."""
    match, fill = library("pyarrow.compute", "match_substring_regex"), library("pyarrow.compute", "fill_null")
    return series[~fill(match(series.array.__arrow_array__(), f"^(?:{pattern.pattern})$"), True).to_numpy()]


def numbers(column: Column, whole: bool = False) -> tuple[str, str] | None:
    """A sentence about the values that are no numbers, and what mends them."""
    pattern, series = _WHOLE if whole else _NUMBER, column.series
    if is_pure(series):
        bad = _others(series, pattern)
        odd, many, looked = Counter(bad.iloc[:HEAD].tolist()), len(bad), len(series)
    else:
        found, looked = texts_of(series)
        odd = Counter({value: count for value, count in found.items() if not pattern.fullmatch(value)})
        many = odd.total()
    if not odd:
        return None
    what = "whole numbers" if whole else "plain numbers"
    sentence = f"{many:,} of {total(looked, series)} values in {column.name} are no {what}, for example {examples(odd)}."
    return sentence, _cure(odd, _as_text(column), whole)


def _as_text(column: Column) -> str:
    """Where numbers and text are mixed, `.str` would lose the numbers."""
    return f"{column.code}.astype(str)" if dtype_of(column.series.dtype) == "object" else column.code


def _cure(odd: Counter, code: str, whole: bool) -> str:
    digits = [value for value in odd if re.search(r"\d", value)]
    words = Counter({value: count for value, count in odd.items() if not re.search(r"\d", value)})
    parts = [_as_numbers(digits, code, whole)] if digits else []
    if any("%" in value for value in digits):
        parts.append("Some are percentages.")
    if any(re.fullmatch(r"\s*\(.*\d.*\)\s*", value) for value in digits):
        parts.append("Numbers in brackets are negative.")
    if any(re.search(r"\d\s*[kKmMbB万亿]\b", value) for value in digits):
        parts.append("Letters after the digits multiply (k, M, 万).")
    if words:
        parts.append(f"Words such as {examples(words, 2)} become NaN with pd.to_numeric({code}, errors='coerce').")
    return " ".join(part for part in parts if part)


def _as_numbers(digits: list[str], code: str, whole: bool) -> str:
    stripped = {value: re.sub(r"[^0-9.,\-]", "", value) for value in digits}
    if all(_NUMBER.fullmatch(value) for value in digits):
        return "They are decimal numbers: convert with float first." if whole else ""
    if all(_form(value, "")[0] for value in digits):
        return "They are dates."
    if _has_decimal_comma(stripped):
        dots = ".str.replace('.', '', regex=False)" if any("." in value for value in stripped.values()) else ""
        return f"The comma is the decimal mark: {code}.str.replace(r'[^0-9.,\\-]', '', regex=True){dots}.str.replace(',', '.').astype(float)."
    return _taken_out(stripped, code)


def _has_decimal_comma(stripped: dict[str, str]) -> bool:
    commas = [bare for bare in stripped.values() if "," in bare]
    return bool(commas) and all(map(_COMMA.fullmatch, commas)) and all(bare.lstrip("-") in value for value, bare in stripped.items())


def _taken_out(stripped: dict[str, str], code: str) -> str:
    """Without its marks `Rs. 5` would be .5, and `5 [3-8]` 53-8."""
    found = {value: _DIGITS.findall(value) for value in stripped}
    numbers = {value: re.sub(r"[^\d.]", "", digits[0]) for value, digits in found.items()}
    several = any(len(digits) > 1 for digits in found.values())
    if not several and all(bare.replace(",", "").lstrip("-") == numbers[value] for value, bare in stripped.items()):
        return f"Take the marks away: pd.to_numeric({code}.str.replace(r'[^0-9.\\-]', '', regex=True), errors='coerce')."
    marks = "".join(sorted(set(re.sub(r"[\d.]", "", "".join(digits[0] for digits in found.values())))))
    if several and marks not in ("", ","):
        return "Some hold several numbers."
    joined = f'.str.replace(r"[{marks}]", "", regex=True)' if marks else ""
    says = "Some hold several numbers; this takes the first of each" if several else "Take the numbers out"
    return f"{says}: pd.to_numeric({code}{joined}.str.extract(r'(-?\\d+\\.?\\d*)', expand=False))."


def dates(column: Column, met: str = "") -> tuple[str, str] | None:
    """A sentence about the forms of the dates in it, and how to repair them; None if it holds no dates. `met`: one that it holds."""
    found, looked = texts_of(column.series)
    if met:
        found.setdefault(met, 1)
    forms: dict[tuple[str, str], Counter] = {}
    order = _order_of(found)
    for value, count in found.items():
        forms.setdefault(_form(value, order), Counter())[value] += count
    odd = forms.pop(("", ""), Counter())
    known = sorted(forms.items(), key=lambda pair: -pair[1].total())[:4]
    if not known:
        return None
    name, written = column.name, [f"{people} ({seen.total():,}, for example {examples(seen, 1)})" for (people, _), seen in known]
    rest = f"{odd.total():,} of {total(looked, column.series)} values in {name} are no dates, for example {examples(odd)}." if odd else ""
    parses = [f"pd.to_datetime({column.code}, format='{python}', errors='coerce')" for (_, python), _ in known]
    if len(known) == 1:
        return rest or f"{name} holds dates written as {written[0]}.", f"Written as {known[0][0][0]}: {parses[0]}."
    cure = f"Parse each form on its own: {parses[0]}{''.join(f'.fillna({parse})' for parse in parses[1:])}."
    return f"{name} holds dates in {len(known)} forms: {', '.join(written)}.", f"{cure} {rest}".strip()


def _order_of(found: Counter) -> str:
    """Whether the day or the month comes first if both have two digits: "D", "M" or "" for unknown."""
    both = [match for value in found if (match := _TWO.match(value.strip()))]
    day = any(int(match[1]) > 12 for match in both)
    month = any(int(match[3]) > 12 for match in both)
    return "" if day == month else "D" if day else "M"


def _form(value: str, order: str) -> tuple[str, str]:
    """As people write it and as Python does; empty for what is not a date."""
    text = value.strip()
    clock = _CLOCK.search(text)
    text = text[: clock.start()] if clock else text
    more = (" + time", " %H:%M:%S" if clock[1] else " %H:%M") if clock else ("", "")
    for pattern, people, python in _FORMS:
        match = pattern.fullmatch(text)
        if match:
            return people.format(match[1]) + more[0], python.format(match[1]) + more[1]
    match = _TWO.fullmatch(text)
    if not match:
        return "", ""
    mark, year = match[2], "%Y" if len(match[4]) == 4 else "%y"
    people = {"D": "DD{0}MM{0}YYYY", "M": "MM{0}DD{0}YYYY", "": "DD{0}MM{0}YYYY or MM{0}DD{0}YYYY"}[order]
    python = "%m{0}%d{0}" if order == "M" else "%d{0}%m{0}"
    return people.format(mark) + more[0], python.format(mark) + year + more[1]
