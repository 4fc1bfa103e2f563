"""Odd values of a column: those that are not numbers, and what makes them numbers."""

import re
import sys
from collections import Counter

from threadloop_forms import form_of
from threadloop_units import SHARES
from threadloop_where import Column
from threadloop_words import dtype_of, library, quote
from threadloop_written import INTERVAL, Written, tried

HEAD, MOST = 20_000, 200_000
# What is longer is cut before it is sent, and cut code is wrong code.
LONGEST_FACT = 580
# Without flags and back references, so that Arrow can look for them, too.
_NUMBER = re.compile(r"\s*[+-]?(?i:(\d[\d_]*\.?\d*|\.\d+)(e[+-]?\d+)?|nan|inf|infinity)\s*")
_WHOLE = re.compile(r"\s*[+-]?\d[\d_]*\s*")


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
    plain = {value: count for value, count in texts_of(series.iloc[:HEAD])[0].items() if _NUMBER.fullmatch(value)}
    return sentence, _cure(odd, plain, _as_text(column), whole)


def _as_text(column: Column) -> str:
    """Where numbers and text are mixed, `.str` would lose the numbers."""
    return f"{column.code}.astype(str)" if dtype_of(column.series.dtype) == "object" else column.code


def _cure(odd: Counter, plain: dict[str, int], code: str, whole: bool) -> str:
    """Code is told only if it has been tried on these values: all that are odd, and the plain ones that it would be used on, too."""
    digits = [value for value in odd if re.search(r"\d", value)]
    words = Counter({value: count for value, count in odd.items() if not re.search(r"\d", value)})
    become = f"words such as {examples(words, 2)} become NaN" if words else ""
    if all(_NUMBER.fullmatch(value) for value in digits):
        if whole and digits:
            return "They are decimal numbers: convert with float first."
        return _coerced(odd, plain, code, become)
    if all(form_of(value, "")[0] for value in digits):
        return "They are dates."
    raw = odd | Counter(plain)
    return _tried(raw, code, become) or _first(raw, code, become) or _there(raw, digits)


def _coerced(odd: Counter, plain: dict[str, int], code: str, become: str) -> str:
    if not become:
        return ""
    expected = {value: int(value) if _WHOLE.fullmatch(value) else float(value) for value in plain} | dict.fromkeys(odd)
    right = tried("pd.to_numeric(cells, errors='coerce')", expected, odd | Counter(plain), sys.modules.get("pandas")) == sum(plain.values())
    return f"{become[:1].upper()}{become[1:]}: pd.to_numeric({code}, errors='coerce')." if right else ""


def _stripped(raw: dict[str, int]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for value, count in raw.items():
        if value.strip():
            found[value.strip()] += count
    return found


def _tried(raw: Counter, code: str, become: str) -> str:
    written = Written(_stripped(raw), {value: count for value, count in raw.items() if value.strip()})
    cure = written.cure(code, sys.modules.get("pandas"))
    if cure is None:
        return ""
    units, scale = ", ".join(written.units()[:6]), written.scale
    signs = any(one.sign for one in written.reads.values())
    usual = "Keep the signs and take the other marks away" if signs else "Take the marks away"
    what = {
        "multiply": f"What stands behind the digits multiplies ({units})",
        "measure": f"Units of different size ({units}); this makes all of them {scale.base}",
        "sides": f"{scale.base} behind an amount makes it a minus",
        "share": f"Some are percentages ({units}), some are not",
    }.get(scale.kind, "The comma is the decimal mark" if written.decimal == "," and not signs else usual)
    if scale.kind == "" and set(written.units()) & set(SHARES):
        what += ", which stand for percent"
    if len(written.currencies) > 1:
        what += f", but never add up {len(written.currencies)} currencies"
    total = sum(written.counts.values())
    count = f"right in {cure[1]:,} of {total:,}" if cure[1] < total else ""
    notes = "; ".join(note for note in (count, become) if note)
    said = f"{what}{f' ({notes})' if notes else ''}: {cure[0]}."
    return said if len(said) <= LONGEST_FACT else ""


def _first(raw: Counter, code: str, become: str) -> str:
    """`5 [3-8]`, `5 ± 1`: the first number of each."""
    counts = _stripped(raw)
    heads = {value: found[1] for value in counts if (found := INTERVAL.fullmatch(value))}
    heads |= {value: value for value in counts if value not in heads and _NUMBER.fullmatch(value)}
    expected = {value: float(heads[value.strip()].replace(",", "")) if value.strip() in heads else None for value in raw}
    grouped = '.str.replace(",", "")' if any("," in head for head in heads.values()) else ""
    cure = f'{grouped}.str.extract(r"([+-]?[0-9.]+)", expand=False))'
    out = tried(f"pd.to_numeric(cells{cure}", expected, raw, sys.modules.get("pandas"))
    if out is None or out < 0.8 * sum(counts[value] for value in counts if re.search(r"\d", value)):
        return ""
    return f"Some hold several numbers; this takes the first of each{f' ({become})' if become else ''}: pd.to_numeric({code}{cure}."


def _there(raw: Counter, digits: list[str]) -> str:
    """Where no code is right for them, what they are."""
    written = Written(_stripped(raw))
    if len(written.units()) > 1 and not written.readable and written.count >= 0.8 * sum(written.counts.values()):
        return f"They are in different units ({', '.join(written.units()[:6])}), so convert each by its own factor."
    if written.scale.kind == "unclear":
        return f"{written.units()[0]} behind the digits may multiply; look at the column before you convert it."
    if any(len(re.findall(r"\d+(?:[.,]\d+)*", value)) > 1 for value in digits):
        return "Some hold several numbers."
    return "No one rule makes them all numbers: look at the values, and keep their signs and units."
