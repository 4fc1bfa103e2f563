"""Type of one cell, from its text alone: a number as pandas reads it, a number that is written for people, a date, a word."""

import re

# What pandas takes for an empty cell.
NULLS = {
    "", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA", "NULL",
    "NaN", "None", "n/a", "nan", "null",
}  # fmt: skip
BOOL = {"true", "false"}
# Currencies by sign and by name; as a unit a name says the same as the sign.
_SIGN = r"[$€£¥₹￥₩₽]|US\$|R\$|RMB|USD|EUR|GBP|CNY|CHF|JPY"
_PLAIN = r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+"
_GROUPED = r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?"
_SPACED = r"[1-9][0-9]{0,2}(?:[ \u00a0\u202f\u2009'’][0-9]{3})+(?:[.,][0-9]+)?"
_COMMA = r"[0-9]+,[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?"
_NUMBER = rf"(?:{_GROUPED}|{_SPACED}|{_COMMA}|{_PLAIN})"
INT = re.compile(r"[+-]?[0-9]{1,18}")
FLOAT = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?(?:inf|Inf|INF|Infinity|infinity)")
GROUPED = re.compile(rf"[+-]?{_GROUPED}")
COMMA = re.compile(rf"[+-]?(?:{_COMMA})")
SPACED = re.compile(rf"[+-]?{_SPACED}")
MONEY = re.compile(rf"\(?[+-]?(?:{_SIGN})\s?[+-]?{_NUMBER}\)?|[+-]?{_NUMBER}\s?(?:{_SIGN})|\({_NUMBER}\)")
PERCENT = re.compile(rf"[+-]?{_NUMBER}\s?[%％]")
UNIT = re.compile(rf"[+-]?{_NUMBER}\s?([A-Za-z°µ²³/\u4e00-\u9fff]{{1,12}})")
# `12 (10-15)`, `12[10-15]`, `12 ± 3`: the number, then how sure it is or its share.
INTERVAL = re.compile(rf"([+-]?(?:{_GROUPED}|{_PLAIN}))\s?[\[(±]\s?[+-]?[0-9].{{0,60}}")
_HIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def short(text: str, limit: int = 24) -> str:
    text = _HIDDEN.sub(" ", text[: limit * 8])
    return text if len(text) <= limit else text[: limit - 1] + "…"


def shown(text: str, limit: int = 24) -> str:
    """A value inside a note: what stands before the first `: ` there is for people."""
    return '"' + short(text, limit).replace(": ", ":").replace('"', "'") + '"'


def number_kind(value: str) -> str | None:
    """`int`, `float`, `grouped` (1,234), `spaced` (1 234), `comma` (12,5), `money`, `percent`, `unit`, or None. `1,234` counts as grouped."""
    if not any("0" <= letter <= "9" for letter in value[:40]):
        return "float" if FLOAT.fullmatch(value) else None
    if len(value) > 60:
        return None
    for kind, pattern in (("int", INT), ("float", FLOAT), ("grouped", GROUPED), ("comma", COMMA)):
        if pattern.fullmatch(value):
            return kind
    for kind, pattern in (("spaced", SPACED), ("money", MONEY), ("percent", PERCENT), ("unit", UNIT)):
        if pattern.fullmatch(value):
            return kind
    return None


def only_comma(value: str) -> bool:
    """A decimal comma for certain: `12,5`, `0,123`, `1.234,5`; `1,234` may be both."""
    return bool(COMMA.search(value)) and not GROUPED.fullmatch(re.sub(r"[^0-9,.]", "", value))


def number_of(value: str, decimal: str) -> float:
    """The number in a cell that `number_kind` knows."""
    bare = re.sub(r"[^0-9,.eE+-]", "", value) if not FLOAT.fullmatch(value) else value
    bare = bare.replace(".", "").replace(",", ".") if decimal == "," and "," in bare else bare.replace(",", "")
    try:
        number = float(re.match(r"[+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?|.*", bare)[0])
    except ValueError:
        return 0.0
    return -number if value.startswith("(") else number


def brief(number: float) -> str:
    if 1e5 <= abs(number) < 1e15 or number == int(number):
        return f"{number:.0f}"
    return f"{number:.5g}"
