"""Layout of a sheet: where in it the names of the columns stand, in how many rows, and what stands around the table."""

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from layout import like_data

MOST_ABOVE = 30
_YEAR = re.compile(r"(19|20)\d\d")


class Place(NamedTuple):
    """The row of the names, and how many rows they take: 0, 1 or 2."""

    row: int
    height: int


def filled(row: list) -> list[int]:
    return [at for at, cell in enumerate(row) if cell is not None and not (isinstance(cell, str) and not cell.strip())]


def is_data(cell) -> bool:
    if isinstance(cell, str):
        return like_data(cell)
    return isinstance(cell, bool | int | float | date | datetime | time | timedelta)


def _is_name(cell) -> bool:
    """Years and months are names of columns, too."""
    if isinstance(cell, datetime | date):
        return True
    if isinstance(cell, bool):
        return False
    if isinstance(cell, int | float):
        return cell == int(cell) and (1900 <= cell <= 2100 or 1 <= cell <= 31) if abs(cell) < 1e9 else False
    return isinstance(cell, str) and (not like_data(cell) or bool(_YEAR.fullmatch(cell.strip())))


def place_of(rows: list[list], merged: list[tuple[int, int, int, int]]) -> Place:
    """`merged` are ranges by first row, first column, last row and last column, from 0."""
    full = [at for at, row in enumerate(rows[:200]) if filled(row)]
    if not full:
        return Place(0, 0)
    width = _width(rows, full)
    top = next((at for at in full[: MOST_ABOVE + 1] if _heads(rows, at, width, full)), full[0])
    # Two rows of names: the upper one may be one that is passed over, as it is half empty.
    for at in (top - 1, top):
        if at >= 0 and at in full and at + 1 in full and _two(rows, at, width, merged):
            return Place(at, 2)
    return Place(top, 1)


def _width(rows: list[list], full: list[int]) -> int:
    """How many cells of a row are filled, usually: a title or a remark has fewer."""
    counts = sorted(len(filled(rows[at])) for at in full)
    return counts[len(counts) * 3 // 4]


def _heads(rows: list[list], at: int, width: int, full: list[int]) -> bool:
    there = filled(rows[at])
    if at == full[0] and (width < 2 or len(there) >= 0.6 * width):
        return True
    below = [one for one in full if one > at]
    if len(there) < max(2, 0.6 * width) or not below:
        return False
    return all(_is_name(rows[at][column]) for column in there) and any(isinstance(rows[at][column], str) for column in there)


def _two(rows: list[list], at: int, width: int, merged: list[tuple[int, int, int, int]]) -> bool:
    upper, lower, below = rows[at], rows[at + 1], rows[at + 2 : at + 22]
    above, under = filled(upper), filled(lower)
    wide = [(left, right) for first, left, last, right in merged if first == last == at and right > left]
    # A title is one cell across the table.
    if len(above) < 1 or len(under) < 2 or not below or not all(_is_name(upper[column]) for column in above):
        return False
    if len(above) == 1 and (not wide or wide[0][0] == 0):
        return False
    if not all(_is_name(lower[column]) for column in under):
        return False
    reach = max((len(row) for row in (upper, lower)), default=0)
    gaps = [column for column in range(above[0], reach) if column not in above and column in under]
    # Cells merged across names that each have one below; beside them a name may stand in the lower row alone.
    spanned = any(column in gaps for left, right in wide for column in range(left, right + 1)) and all(
        column in under for left, right in wide for column in range(left, right + 1)
    )
    if not gaps or (not spanned and merged and any(first == at for first, *_ in merged)):
        return False
    names = [str(lower[column]).strip() for column in under]
    again = len(set(names)) < len(names)
    # Below words under words stands what is none.
    data = [column for column in under if _all_data([row[column] for row in below if column < len(row)])]
    return bool(data) and (bool(spanned) or again) and not all(is_data(lower[column]) for column in above if column in under)


def _all_data(cells: list) -> bool:
    there = [cell for cell in cells if cell is not None]
    return bool(there) and all(is_data(cell) for cell in there)


_REMARK = re.compile(r"\s*(source|note|printed|generated|exported|created|quelle|stand|hinweis|备注|说明|注[:：]|来源|数据来源|出典|注記|※|\*)", re.IGNORECASE)


def remarks(data: list[list], width: int) -> int:
    """How many of the last rows are remarks, such as a source or a date of printing, with the blank rows above them."""
    if width < 3:
        return 0
    last = len(data)
    while last and len(there := filled(data[last - 1])) < 2:
        if there and (not isinstance(data[last - 1][there[0]], str) or is_data(data[last - 1][there[0]])):
            break
        last -= 1
    below = data[last:]
    said = [row for row in below if filled(row)]
    # A blank row stands above, or they begin as remarks do.
    sure = bool(said) and (not filled(below[0]) or all(_REMARK.match(row[filled(row)[0]]) for row in said))
    return len(below) if sure and 0 < last and len(below) <= 12 else 0
