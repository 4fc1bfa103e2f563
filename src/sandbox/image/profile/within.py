"""Rows that are parts of the row above them: `其中：`, `of which`, or set in by spaces; whoever adds up the column counts them twice."""

import re

from layout import like_data
from rows import MOST_LABELS, Sums, Totals, close, without
from values import shown

LONGEST_NOTE = 380
MOST_PARTS = 40
_OF_WHICH = re.compile(r"\s*(?:其中|of which|thereof|davon|darunter|内訳|うち)(?=[\s:：、，,-]|$)", re.IGNORECASE)
_SET_IN = re.compile(r"[ \t\u3000]+\S")


def counted_twice(names: list[str], rows: list[list[str]], whole: bool) -> "Totals | Within":
    """The totals of a table and the parts of its rows, as far as one line of code leaves them out."""
    totals = Totals(names, rows, whole)
    within = Within(names, totals.others, whole)
    if totals.count and within.count and within.at == totals.at and "" not in totals.labels:
        within.take(totals)
        if _is_told(within):
            return within
    found = totals if totals.count else within
    if not _is_told(found):
        found.count = 0
    return found


def _is_told(found: "Totals | Within") -> bool:
    """Cut code is wrong code."""
    return not found.count or (len(found.note) <= LONGEST_NOTE and len(found.labels) <= MOST_LABELS)


class Within:
    """As `Totals`, of parts in place of sums."""

    def __init__(self, names: list[str], rows: list[list[str]], whole: bool) -> None:
        self.at, self.labels, self.count, self._name, self._what = 0, [], 0, "", ""
        #: The rows that are none.
        self.others = rows
        wide = [row for row in rows if len(row) == len(names)]
        if not whole or len(wide) < 3:
            return
        # Remarks may begin so, too: the label is the first text that every row has.
        at = next((at for at in range(len(names)) if all(row[at].strip() for row in wide) and not all(like_data(row[at]) for row in wide)), None)
        if at is None or not any(_OF_WHICH.match(row[at]) or _SET_IN.match(row[at]) for row in wide[1:]):
            return
        parts = _parts(wide, at)
        labels = list(dict.fromkeys(wide[place][at] for place in parts))
        rest = [row for place, row in enumerate(wide) if place not in parts]
        if parts and rest and len(labels) <= MOST_LABELS and not any(row[at] in labels for row in rest):
            self.at, self.labels, self.count, self._name = at, labels, len(parts), names[at]
            self.others = [row for row in rows if len(row) <= at or row[at] not in labels]

    def take(self, totals: Totals) -> None:
        self.labels, self.count = [*totals.labels, *self.labels], totals.count + self.count
        self._what = "totals or "

    @property
    def cure(self) -> str:
        return without(self._name, self.labels)

    @property
    def note(self) -> str:
        rows = f"rows are {self._what}parts" if self.count > 1 else "row is a part"
        return f"{self.count:,} {rows} of the row above, like {shown(self.labels[-1 if self._what else 0])}: {self.cure}"


def _parts(rows: list[list[str]], at: int) -> set[int]:
    """`of which` is no more than the whole; of rows that are set in, and of those below `of which`, the sum is proof."""
    columns = Sums(rows, at, set()).columns
    found: set[int] = set()
    inner: list[range] = []
    parent = 0
    for place in range(1, len(rows)):
        cell, above = rows[place][at], rows[place - 1][at]
        if place in found:
            continue
        if _OF_WHICH.match(cell):
            if any(_is_part(column, parent, place) for column in columns):
                found.update(_until(columns, parent, place, len(rows)))
        elif not _SET_IN.match(cell):
            parent = place
        elif not _SET_IN.match(above):
            inner.append(range(place, next((other for other in range(place, len(rows)) if not _SET_IN.match(rows[other][at])), len(rows))))
    added = [any(_add_up(column, group[0] - 1, group) for column in columns) for group in inner]
    if any(added) and all(fits or len(group) == 1 for fits, group in zip(added, inner, strict=True)):
        found.update(place for group in inner for place in group)
    return found


def _until(columns: list[list[float | None]], parent: int, first: int, end: int) -> range:
    """The rows from the first part to the one with which they add up to the whole."""
    ends = (last for last in range(first + 2, min(first + MOST_PARTS, end) + 1) if any(_add_up(column, parent, range(first, last)) for column in columns))
    return range(first, next(ends, first + 1))


def _is_part(column: list[float | None], parent: int, part: int) -> bool:
    whole, some = column[parent], column[part]
    return whole is not None and some is not None and 0 <= some <= whole


def _add_up(column: list[float | None], parent: int, parts: range) -> bool:
    return close(column[parent], [number for at in parts if (number := column[at]) is not None])
