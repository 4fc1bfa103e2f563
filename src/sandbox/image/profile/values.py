"""Type of one cell, from its text alone: a number as pandas reads it, a number that is written for people, a date, a word."""

import re

from threadloop_written import read

# What pandas takes for an empty cell.
NULLS = {
    "", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA", "NULL",
    "NaN", "None", "n/a", "nan", "null",
}  # fmt: skip
BOOL = {"true", "false"}
_HIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def short(text: str, limit: int = 24) -> str:
    text = _HIDDEN.sub(" ", text[: limit * 8])
    return text if len(text) <= limit else text[: limit - 1] + "…"


def shown(text: str, limit: int = 24) -> str:
    """A value inside a note: what stands before the first `: ` there is for people."""
    return '"' + short(text, limit).replace(": ", ":").replace('"', "'") + '"'


def number_kind(value: str) -> str | None:
    """`int`, `float`, `grouped` (1,234), `spaced` (1 234), `comma` (12,5), `money`, `percent`, `unit`, `minus` (5-), `about` (~5), or None."""
    found = read(value)
    return found.kind if found else None


def brief(number: float) -> str:
    """Whole numbers with all their digits; of a large number that is not whole in the file only those that it has."""
    if isinstance(number, int) or 1e5 <= abs(number) < 1e15 or (abs(number) < 1e15 and number == int(number)):
        return f"{number:.0f}" if isinstance(number, float) else str(number)
    return f"{number:.6g}" if abs(number) >= 1e15 else f"{number:.5g}"
