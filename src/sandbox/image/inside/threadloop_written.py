"""Numbers as people write them, one column at a time: what each value means, and code for pandas that has been tried on these very values."""

import re
from collections import Counter
from itertools import islice
from math import isclose, isnan
from typing import NamedTuple

from threadloop_digits import FOREIGN, code_for, plain
from threadloop_units import SHARES, Scale, multiplier_of, split

FLOAT = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?(?:inf|Inf|INF|Infinity|infinity)")
INT = re.compile(r"[+-]?[0-9]{1,60}")
_MINUS = "−–—‐‑－﹣"
# A minus in Japanese accounts, and elsewhere the sign of a rise.
_TRIANGLES = "▲△"
_JAPANESE = re.compile("[\u3041-\u3096\u30a1-\u30fa円額売収費損残価]")
# `1,234*`, `2,345[1]`, `987 (est.)`
_NOTES = {
    "*": r"[*†‡§]+", "[": r"\[[A-Za-z0-9]{1,3}\]", "(": r"\((?:est|estimated?|prov|provisional|rev|revised|forecast|[efpr])\.?\)", "¹": "(?<=[0-9])[¹²³⁰-⁹]+",
}  # fmt: skip
_NOTE = re.compile(rf"\s?(?:{'|'.join(_NOTES.values())})$")
_SPACE = " \u00a0\u202f\u2009"
_CURRENCY = (
    r"(?:US|HK|NT|R|A|C|S)\$|[$€£¥￥₹₩₽₺₫฿₪₴元円원]|RMB|USD|EUR|GBP|CNY|CHF|JPY|INR|AUD|CAD|SEK|NOK|DKK|PLN|CZK|HUF|BRL"
    r"|KRW|HKD|TWD|SGD|MXN|RUB|TRY|ZAR|Rs\.?|kr\.?|zł|руб\.?|人民币|日元|美元|欧元"
)
_PLAIN = r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+"
_FOUR = r"[1-9][0-9]{0,3}(?:,[0-9]{4}){2,}(?:\.[0-9]+)?|[1-9][0-9]{0,3},[0-9]{4}\.[0-9]+"
# By three; 2-2-3 as in India; by four as in China and Japan.
_GROUPED = rf"[1-9][0-9]{{0,2}}(?:,[0-9]{{3}})+(?:\.[0-9]+)?|[1-9][0-9]?(?:,[0-9]{{2}})+,[0-9]{{3}}(?:\.[0-9]+)?|{_FOUR}"
_SPACED = rf"[1-9][0-9]{{0,2}}(?:[{_SPACE}'’][0-9]{{3}})+(?:[.,][0-9]+)?"
_COMMA = r"[0-9]+,[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?"
GROUPED, COMMA, SPACED = re.compile(_GROUPED), re.compile(_COMMA), re.compile(_SPACED)
_BY_FOUR, _ONE_FOUR = re.compile(_FOUR), re.compile(r"[1-9][0-9]{0,3},[0-9]{4}")
_BETWEEN = re.compile(rf"[{_SPACE}'’]")
_DOTS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
_WRITTEN = re.compile(
    rf"(?P<open>\()?(?P<about>(?:[<>≤≥~≈±]=?|约|ca\.|approx\.?|about)[{_SPACE}]?)?(?P<sign>[-+{_MINUS}{_TRIANGLES}][{_SPACE}]?)?"
    rf"(?:(?P<money>{_CURRENCY})[{_SPACE}]?)?(?P<sign2>[-+{_MINUS}{_TRIANGLES}][{_SPACE}]?)?"
    rf"(?P<body>{_GROUPED}|{_SPACED}|{_COMMA}|{_PLAIN})(?P<tail>[^0-9()]{{0,24}})(?P<close>\))?"
)
_ENDS = re.compile(rf"^(?:{_CURRENCY})|(?:{_CURRENCY})$")
_NO_CENTS = re.compile(rf"[.,][-{_MINUS}]{{1,2}}")
_ABOUT = re.compile(r"\+|approx\.?|ca\.|est\.")
_UNIT = re.compile(r"[^\W\d_]{1,14}\.?|[A-Za-zµ°²³]{0,8}/[A-Za-zµ°²³]{1,8}|°[CFK]?")
_MONEY = re.compile(_CURRENCY)
# `12 (10-15)`, `12[10-15]`, `12 ± 3`: the number, then how sure it is or its share.
INTERVAL = re.compile(rf"([+-]?(?:{_GROUPED}|{_PLAIN}))\s?[\[(±]\s?[+-]?[0-9].{{0,60}}")
_DIGIT = re.compile("[0-9]")
_CENTS = re.compile(r"[.,][0-9]{2}$")
LONGEST = 60
# Tried first where there are many.
FEW = 1000


class Read(NamedTuple):
    """One value: its digits as they stand, and what stands around them."""

    body: str
    negative: bool = False
    #: Signs that are not `-`; `)` for brackets, `-` for one that stands behind.
    sign: str = ""
    money: str = ""
    unit: str = ""
    about: bool = False
    spaced: bool = False
    #: Its digits are of another script or width.
    foreign: bool = False
    #: A note behind all that: the key of its kind.
    note: str = ""

    @property
    def kind(self) -> str:
        """As `number_kind` names it; what stands around the digits before how they are grouped."""
        if self.unit:
            return "percent" if self.unit in SHARES else "unit"
        if self.money or self.sign == ")":
            return "money"
        if self.sign:
            return "minus"
        kind = "about" if self.about else _kind(self.body)
        if kind not in ("int", "float"):
            return kind
        return "foreign" if self.foreign else "noted" if self.note else kind


def _kind(body: str) -> str:
    kinds = (("int", INT), ("float", FLOAT), ("grouped", GROUPED), ("comma", COMMA))
    return next((kind for kind, pattern in kinds if pattern.fullmatch(body)), "spaced")


def read(value: str, triangles: bool = False) -> Read | None:
    """None for what is no number as far as we know; `triangles` are a minus."""
    if len(value) > LONGEST:
        return None
    if FLOAT.fullmatch(value):
        return Read(value.lstrip("+-"), value[0] == "-")
    if FOREIGN.search(value):
        found = read(plain(value), triangles)
        return found and found._replace(foreign=True)
    if (note := _NOTE.search(value)) and note.start() > 0:
        found = read(value[: note.start()], triangles)
        mark = note[0].strip()[0]
        return found and found._replace(note=mark if mark in "[(" else "¹" if mark in "¹²³⁰⁴⁵⁶⁷⁸⁹" else "*")
    found = _WRITTEN.fullmatch(value) if _DIGIT.search(value) else None
    if not found or bool(found["open"]) != bool(found["close"]) or (found["sign"] and found["sign2"]):
        return None
    sign = (found["sign"] or found["sign2"] or "").strip(_SPACE)
    if sign in _TRIANGLES and sign and not triangles:
        return None
    money, tail, about = found["money"] or "", found["tail"], bool(found["about"])
    spaced = tail[:1] != "" and tail[0] in _SPACE
    if _NO_CENTS.fullmatch(tail.strip(_SPACE)):
        tail = ""
    if tail and tail[0] in "-" + _MINUS:
        if sign:
            return None
        sign, tail = tail[0] + "<", tail[1:].strip(_SPACE)
        # `5-` and `5- EUR`, but not `5-star`.
        if tail and tail not in SHARES and not _MONEY.fullmatch(tail):
            return None
    tail = tail.strip(_SPACE)
    if tail and not money and (end := _ENDS.search(tail)) and not multiplier_of(tail):
        money, tail = end[0], (tail[: end.start()] + tail[end.end() :]).strip(_SPACE)
    if _ABOUT.fullmatch(tail) or (tail[-1:] == "+" and tail[:-1]):
        about, tail = True, "" if _ABOUT.fullmatch(tail) else tail[:-1].strip(_SPACE)
    if tail and tail not in SHARES and not _UNIT.fullmatch(tail):
        word, rest = split(tail)
        if not word or not _UNIT.fullmatch(rest):
            return None
    if found["open"] and sign:
        return None
    odd = ")" if found["open"] else sign if sign not in ("", "+", "-") else ""
    return Read(found["body"], bool(found["open"]) or sign not in ("", "+"), odd, money, tail, about, spaced)


def _alike(money: set[str]) -> set[str]:
    same = {"US$": "$", "USD": "$", "EUR": "€", "GBP": "£", "INR": "₹", "Rs": "₹", "Rs.": "₹"} | dict.fromkeys("￥ 元 円 RMB CNY JPY 人民币 日元".split(), "¥")
    return {same.get(sign, sign) for sign in money}


class Written:
    """The numbers among the values of one column, with how often each occurs."""

    def __init__(self, counts: dict[str, int], raw: dict[str, int] | None = None, said: str = "") -> None:
        """`raw`: the same values with the spaces around them; `said`: what else is known of their language, such as a name."""
        self.counts, self.raw = counts, raw or counts
        triangles = any(value[:1] in _TRIANGLES and value for value in counts) and bool(_JAPANESE.search(said + "".join(islice(counts, FEW))))
        self.reads = {value: found for value in counts if (found := read(value, triangles))}
        self.count = sum(counts[value] for value in self.reads)
        self._numbers: dict[str, float] = {}
        reads = self.reads.values()
        bodies = [one.body for one in reads]
        commas = [body for body in bodies if "," in body]
        self.four = any(map(_BY_FOUR.fullmatch, commas)) and all(_BY_FOUR.fullmatch(body) or _ONE_FOUR.fullmatch(body) for body in commas)
        self.decimal = "," if not self.four and any(_only_comma(body) for body in bodies) else "."
        self.money = {one.money for one in reads if one.money}
        units = {one.unit for one in reads}
        amounts = all(_CENTS.search(body) for body in bodies)
        self.scale = Scale(units, any(one.spaced for one in reads if one.unit), bool(self.money), amounts)
        counted = any(not one.money and split(one.unit)[1] for one in reads)
        if self.money and (units & set(SHARES) or (counted and any(one.money and not one.unit for one in reads))):
            self.scale.kind, self.scale.factors = "different", {}
        self.currencies = _alike(self.money)

    def kind(self, value: str) -> str:
        kind = self.reads[value].kind
        return "grouped" if self.four and kind == "comma" else kind

    @property
    def readable(self) -> bool:
        return self.scale.kind not in ("different", "unclear")

    def number(self, value: str) -> float:
        if (number := self._numbers.get(value)) is None:
            number = self._numbers[value] = self._number(value)
        return number

    def _number(self, value: str) -> float:
        one = self.reads[value]
        bare = one.body.replace(",", "") if self.decimal == "." else one.body
        bare = _BETWEEN.sub("", bare) if any(mark in bare for mark in "'’" + _SPACE) else bare
        if bare.isdigit() and one.kind == "int":
            return -int(bare) if one.negative else int(bare)
        point, comma = bare.rfind("."), bare.rfind(",")
        if comma > point >= 0 or (comma >= 0 > point and self.decimal == "," and bare.count(",") == 1):
            bare = bare.replace(".", "").replace(",", ".")
        elif bare.count(".") > 1 or (comma < 0 and self.decimal == "," and _DOTS.fullmatch(bare)):
            bare = bare.replace(".", "")
        number = float(bare.replace(",", "")) * self.scale.of(one.unit)
        return -number if one.negative else number

    def units(self) -> list[str]:
        """What stands behind the numbers, the most common first; of what multiplies only that."""
        found: Counter[str] = Counter()
        for value, one in self.reads.items():
            word = split(one.unit)[0] if self.scale.kind == "multiply" else one.unit
            if word or (self.scale.kind == "different" and one.money):
                found[word or one.money] += self.counts[value]
        return [unit for unit, _ in found.most_common()]

    # Code

    def cure(self, cells: str, pandas) -> tuple[str, int] | None:
        """The first code that gives the right number for nearly all and a wrong one for none of the values, and how many come out."""
        if not self.readable or not self.count:
            return None
        expected = {raw: self.number(value) if (value := raw.strip()) in self.reads else None for raw in self.raw}
        best, most = None, 0.8 * sum(times for value, times in self.counts.items() if _DIGIT.search(value[:LONGEST]))
        for way, coerce in ((0, False), (0, True), (1, False), (1, True), (2, False), (2, True), (3, True)):
            code = self._code("cells", way, coerce)
            if len(expected) > FEW and tried(code, dict(islice(expected.items(), FEW)), self.raw, pandas) is None:
                continue
            out = tried(code, expected, self.raw, pandas)
            if out is not None and (out > most or (best is None and out == most)):
                best, most = (self._code(cells, way, coerce), out), out
            if most == self.count and best:
                break
        return best

    def _code(self, cells: str, way: int, coerce: bool) -> str:
        """`way`: 0 take all other signs away; 1 the same, with points left as they are; 2 take the first number out; 3 as 0, where there is one."""
        reads = list(self.reads.values())
        odd = "".join(sorted({letter for one in reads for letter in one.sign if letter in _MINUS + _TRIANGLES}))
        text = cells = code_for(cells, (value for value, one in self.reads.items() if one.foreign))
        if notes := sorted({one.note for one in reads if one.note}):
            text += rf'.str.replace(r"\s?(?:{"|".join(_NOTES[key] for key in notes)})$", "", regex=True)'
        if odd:
            text += f'.str.replace("{odd}", "-")' if len(odd) == 1 else f'.str.replace(r"[{odd}]", "-", regex=True)'
        if any(one.sign == ")" for one in reads):
            text += '.str.replace("(", "-")'
        if any("<" in one.sign for one in reads):
            text += r'.str.replace(r"^([^-]*[0-9])-([^0-9]*)$", r"-\1\2", regex=True)'
        comma = self.decimal == ","
        if way != 2:
            signs = "[^0-9,-]" if comma and way != 1 else "[^0-9,.-]" if comma else "[^0-9.-]"
            text += f'.str.replace(r"{signs}", "", regex=True)' + ('.str.replace(",", ".")' if comma else "")
        else:
            bodies = "".join(one.body for one in reads)
            marks = "".join(mark for mark in (". '’\u00a0\u202f\u2009" if comma else ", '’\u00a0\u202f\u2009") if mark in bodies)
            text += r'.str.replace(r"^[^0-9-]*(-?)[^0-9]*", r"\1", regex=True)' if any(one.negative or one.money for one in reads) else ""
            # As escapes: whoever passes the code on makes any space a plain one.
            marks = marks.encode("ascii", "backslashreplace").decode().replace("\\x", "\\u00")
            text += f'.str.replace("[{marks}]", "", regex=True)' if marks else ""
            text += '.str.replace(",", ".")' if comma else ""
            text += '.str.extract(r"(-?[0-9]+\\.?[0-9]*)", expand=False)'
        if way == 3:
            text += f""".where({cells}.str.contains(r"^\\W*[0-9][0-9.,' ]*\\D*$", na=False))"""
        code = f'pd.to_numeric({text}, errors="coerce")' if coerce else f"pd.to_numeric({text})"
        if not self.scale.factors:
            return code
        words = sorted(self.scale.factors, key=lambda word: (-len(word), word))
        factors = ", ".join(f'"{word}": {_short(self.scale.factors[word])}' for word in words)
        pattern = "|".join(word.replace(".", "[.]") for word in words)
        end = "\\b" if all(word.isascii() and word[-1].isalpha() for word in words) and not any(sign[0].isalpha() for sign in self.money) else ""
        return f'{code} * {cells}.str.extract(r"[0-9]\\W*({pattern}){end}", expand=False).map({{{factors}}}).fillna(1)'


def _only_comma(body: str) -> bool:
    return bool(COMMA.fullmatch(body)) and not FLOAT.fullmatch(body) and not GROUPED.fullmatch(body) or bool(
        SPACED.fullmatch(body) and "," in body
    )


def _short(factor: float) -> str:
    text = f"{factor:.0e}"
    return text.replace("e+0", "e").replace("e+", "e").replace("e-0", "e-") if float(text) == factor and abs(factor) != 1 else f"{factor:.12g}"


def tried(code: str, expected: dict[str, float | None], counts: dict[str, int], pandas) -> int | None:
    """How many of `cells` come out with the number expected; None if any comes out with another, or the code fails. `code` is our own."""
    values = list(expected)
    try:
        made = eval(code, {"__builtins__": {"str": str}, "pd": pandas, "cells": pandas.Series(values)}).tolist()
    except Exception:
        return None
    count = 0
    for value, number in zip(values, made, strict=True):
        right = expected[value]
        if not isinstance(number, int | float):
            return None
        if isnan(number):
            continue
        exact = isinstance(right, int) and abs(right) > 2**53
        if right is None or not (number == right if exact else isclose(number, right, rel_tol=1e-9, abs_tol=1e-12)):
            return None
        count += counts[value]
    return count
