"""Second table below the first in one file, as reports have them: where it begins, and what its columns are."""

from itertools import islice
from typing import NamedTuple

from layout import like_data
from values import shown

MOST_NAMED = 8
# So many gaps are looked behind.
MOST_LOOKED = 20


class Second(NamedTuple):
    #: The place of its names among the rows below the first header, with what stands above them; and how many lines are above them.
    place: int
    line: int
    header: list[str]
    rows: int

    def note(self, reader: str = "csv") -> str:
        named = ", ".join(shown(name) for name in self.header[:MOST_NAMED])
        rest = f" and {len(self.header) - MOST_NAMED} more" if len(self.header) > MOST_NAMED else ""
        rows = f"{self.rows:,} row{'s' * (self.rows > 1)}"
        return f"another table below it, of {rows}, with the columns {named}{rest}: pd.read_{reader}(..., skiprows={self.line}, nrows={self.rows})"


def second_of(header: list[str], head: list[tuple[int, list[str]]]) -> Second | None:
    """Behind blank lines, with names of its own; `head` are rows below the first header, each with the number of lines above it."""
    behind_blank = (at for at in range(2, len(head) - 1) if _gap(head[at - 1], head[at][0]) > 0)
    for at in islice(behind_blank, MOST_LOOKED):
        # A title may stand between.
        names = at + (len([cell for cell in head[at][1] if cell.strip()]) == 1)
        below = [cells for _, cells in head[names + 1 :]]
        found = head[names][1] if below else []
        if _heads(found, below) and found != header and (len(found) != len(header) or _differs(head[:at], found)):
            return Second(at, head[names][0], found, len(below))
    return None


def _gap(above: tuple[int, list[str]], line: int) -> int:
    """Blank lines between a row and the line; in quotes a row may go over several."""
    return line - above[0] - sum(cell.count("\n") for cell in above[1]) - 1


def _heads(names: list[str], below: list[list[str]]) -> bool:
    filled = [name.strip() for name in names if name.strip()]
    if len(filled) < max(2, len(names)) or len(set(filled)) < len(filled) or any(map(like_data, filled)):
        return False
    if any(len(row) != len(names) for row in below):
        return False
    return any(all(like_data(row[at]) for row in below) for at in range(len(names)))


def _differs(above: list[tuple[int, list[str]]], names: list[str]) -> bool:
    """Whether it has words where all rows above have numbers or dates."""
    return any(all(at < len(row) and like_data(row[at]) for _, row in above) for at in range(len(names)))
