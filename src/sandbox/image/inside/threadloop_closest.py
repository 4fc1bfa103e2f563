"""Closest name: the real one that a wrong one most likely means; the same idea as core/closest.ts on the host."""

import re
from collections.abc import Iterable

_TIME = re.compile(r"date|time|day|month|year|日期|时间|日", re.I)


def closest(wanted: str, candidates: Iterable[str], dates: Iterable[str] = (), least: float = 0.5) -> list[str]:
    """At most three that are near, the nearest first. `dates` are those of the candidates that hold dates."""
    times = set(dates) if _TIME.search(wanted) else set()
    scored = [(max(likeness(wanted, name), 0.7 if name in times else 0), name) for name in candidates]
    return [name for score, name in sorted(scored, key=lambda pair: -pair[0])[:3] if score >= least]


def likeness(wanted: str, name: str) -> float:
    a, b = plain(wanted), plain(name)
    if a == b:
        return 1
    if _is_other_number(a, b):
        return 0
    ours, theirs = words(wanted), words(name)
    shared = sum(word in theirs for word in ours)
    by_word = 0.5 + 0.4 * shared / max(len(ours), len(theirs)) if shared else 0
    part = 0.75 if min(len(a), len(b)) >= 3 and (a in b or b in a) else 0
    return max(by_word, part, 1 - distance(a, b) / max(len(a), len(b), 1))


def _is_other_number(a: str, b: str) -> bool:
    """`sales_2023` is never meant by `sales_2024`."""
    ours, theirs = ([int(digits) for digits in re.findall(r"[0-9]+", name)] for name in (a, b))
    return bool(ours and theirs) and ours != theirs and re.sub(r"[0-9]+", "", a) == re.sub(r"[0-9]+", "", b)


def plain(name: str) -> str:
    return re.sub(r"[\s_.-]+", "", name.lower())


def words(name: str) -> list[str]:
    parts = re.split(r"[\s_.-]+", re.sub(r"([a-z])([A-Z])", r"\1 \2", name).lower())
    return [word for word in parts if len(word) > 1]


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
