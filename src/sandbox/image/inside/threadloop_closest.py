"""Closest name: the real one that a wrong one most likely means; the same idea as core/closest.ts on the host."""

import re
from collections.abc import Iterable

_DAY = re.compile(r"(dates?|datetime|timestamp|day|month|year)[0-9]*")


def closest(wanted: str, candidates: Iterable[str], dates: Iterable[str] = (), least: float = 0.5) -> list[str]:
    """At most three that are near, the nearest first, and never the wanted name itself. `dates` are those that hold dates."""
    days = set(dates) if _means_day(wanted) else set()
    scored = []
    for name in candidates:
        if name != wanted:
            score, letters = likeness(wanted, name)
            scored.append((max(score, 0.7 if name in days else 0), letters, name))
    scored.sort(key=lambda one: (-one[0], -one[1]))
    return [name for score, _, name in scored[:3] if score >= least]


def likeness(wanted: str, name: str) -> tuple[float, float]:
    """How like they are, and by their letters alone, which decides between equals."""
    a, b = plain(wanted), plain(name)
    letters = 1 - distance(a, b) / max(len(a), len(b), 1)
    if a == b:
        return 1, letters
    if _is_other_number(a, b):
        return 0, letters
    ours, theirs = words(wanted), words(name)
    shared = sum(word in theirs for word in ours)
    by_word = 0.5 + 0.4 * shared / max(len(ours), len(theirs)) if shared else 0
    part = 0.75 if _is_part(a, b) else 0
    # Words with another first letter are other words, unless they are very near.
    by_letter = letters if a[:1] == b[:1] or letters >= 0.7 else 0
    return max(by_word, part, by_letter), letters


def _is_part(wanted: str, name: str) -> bool:
    """`cat` of `category`, `price` of `unitprice`; not `count` of `discount`, nor `age` of `percentage`."""
    short, long = (wanted, name) if len(wanted) < len(name) else (name, wanted)
    # A Chinese word has two letters, and its beginning says the least.
    if len(short) < (3 if short.isascii() else 2) or short not in long:
        return False
    if not short.isascii() or long.startswith(short):
        return True
    return len(short) >= 5 and len(short) * 2 >= len(long) if short == wanted else len(short) * 3 >= len(long) * 2


def _means_day(wanted: str) -> bool:
    """`order_date`, `month`; not `response_time`, `update` or `sales_per_day`."""
    if "日期" in wanted or wanted in ("日", "时间"):
        return True
    ours = words(wanted)
    return [word.rstrip("0123456789") for word in ours] == ["time"] or (any(map(_DAY.fullmatch, ours)) and "per" not in ours)


def _is_other_number(a: str, b: str) -> bool:
    """`sales_2023` is never meant by `sales_2024`."""
    ours, theirs = ([int(digits) for digits in re.findall(r"[0-9]+", name)] for name in (a, b))
    return bool(ours and theirs) and ours != theirs and re.sub(r"[0-9]+", "", a) == re.sub(r"[0-9]+", "", b)


def plain(name: str) -> str:
    return re.sub(r"[\s_.-]+", "", name.lower())


def words(name: str) -> list[str]:
    parts = re.split(r"[\s_.-]+", re.sub(r"([a-z])([A-Z])", r"\1 \2", name).lower())
    return [word for word in parts if len(word) > 1 or not word.isascii()]


def distance(a: str, b: str) -> int:
    """How many letters to add, drop, change or swap with the next; names are cut at 60."""
    a, b = a[:60], b[:60]
    before, row = [], list(range(len(b) + 1))
    for i, letter in enumerate(a):
        following = [i + 1]
        for j, other in enumerate(b):
            best = min(row[j + 1] + 1, following[j] + 1, row[j] + (letter != other))
            if i and j and letter == b[j - 1] and a[i - 1] == other:
                best = min(best, before[j - 1] + 1)
            following.append(best)
        before, row = row, following
    return row[-1]
