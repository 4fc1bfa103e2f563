"""Sums over rows that a join gave several times, told as a doubt."""

import builtins
from typing import NamedTuple

# A copy, before any code runs: whoever replaces a builtin does not thereby replace it here.
globals()["__builtins__"] = dict(vars(builtins))

from threadloop_doubts import doubts  # noqa: E402
from threadloop_words import bare  # noqa: E402


MOST_ROWS, MOST_COLUMNS = 200_000, 12


class Repeat(NamedTuple):
    """A table whose rows a join gave several times."""

    #: Its columns, as they are called after the join.
    names: frozenset
    rows: int
    #: Columns by which a row that is there several times stays in one group: its own, and of the other table those that tell nothing apart.
    keys: frozenset


def repeat(left, out, rows: int) -> Repeat:
    names = {*left.columns, *(f"{name}_x" for name in left.columns if type(name) is str)} & {*out.columns}
    others = [name for name in out.columns if name not in names][:MOST_COLUMNS]
    equal = int(left.duplicated().sum()) if len(out) <= MOST_ROWS else len(out)
    same = [name for name in others if len(out) <= MOST_ROWS and out[[*names, name]].duplicated().sum() > equal]
    return Repeat(frozenset(names), rows, frozenset((*names, *same)))


def count(repeats: tuple[Repeat, ...], rows: int, what, columns: list, keys: list = ()) -> None:
    """`columns` are added up over `rows` rows, in groups by `keys`. By a column that tells them apart each row is in several groups, and once in each."""
    for names, before, same in repeats:
        added = [name for name in columns if name in names]
        if what == "sum" and rows > before and added and all(key in same for key in keys):
            name = bare(added[0])[:60]
            why = f"{name} was added up after a join that turned {before:,} rows into {rows:,}, so some count several times"
            doubts.setdefault(name, f"{why}: add it up before the join.")
