"""Layout of a text table: how its lines are divided, and which of its first lines holds the names of the columns."""

import csv
import io
import re
from collections import Counter
from typing import NamedTuple

from dates import parse
from values import NULLS, number_kind

LOOKED = 200
MOST_ABOVE = 30
# How Excel is told the delimiter; where it was saved again, with empty cells behind it.
_SEP = re.compile(r'\ufeff?"?sep=([^\w\s"\\]|[\t ])"?\1*[ \t]*(?=[\r\n]|$)', re.IGNORECASE)


class Marks(NamedTuple):
    """What divides a line into cells."""

    delimiter: str = ","
    #: False where a quote is a sign like any other, as in 3/4".
    quotes: bool = True
    #: What stands before a quote inside quotes, if it is not doubled.
    escape: str = ""

    @property
    def options(self) -> dict:
        """Of `read_csv`, but for the delimiter."""
        return ({} if self.quotes else {"quoting": csv.QUOTE_NONE}) | ({"escapechar": self.escape} if self.escape else {})


def records(text: str, marks: Marks, most: int = 1_000_000) -> list[tuple[int, list[str]]]:
    """Each with the number of lines above it. Like pandas, only a line feed or a carriage return ends a line."""
    quoting = csv.QUOTE_MINIMAL if marks.quotes else csv.QUOTE_NONE
    stream = io.StringIO(text.replace("\0", ""), newline="")
    reader = csv.reader(stream, delimiter=marks.delimiter, quoting=quoting, escapechar=marks.escape or None)
    found, above = [], 0
    try:
        for row in reader:
            found.append((above, row))
            above = reader.line_num
            if len(found) >= most:
                break
    except csv.Error:
        pass
    return found


def like_data(cell: str) -> bool:
    return number_kind(cell.strip()) is not None or parse(cell.strip()) is not None


def _is_data(cells: tuple[str, ...]) -> bool:
    filled = [cell for cell in cells if cell.strip() not in NULLS]
    return bool(filled) and sum(like_data(cell) for cell in filled) >= 0.8 * len(filled)


def marks_of(text: str, usual: str) -> tuple[Marks, bool]:
    """How lines are divided, and whether the first line says so and holds nothing else."""
    if found := _SEP.match(text):
        return _quotes(text[found.end() :], found[1]), True
    return _quotes(text, _delimiter(text, usual)), False


def _delimiter(text: str, usual: str) -> str:
    best, best_score = usual, 0.0
    text = "".join(text.splitlines(keepends=True)[:LOOKED])
    for mark in (",", ";", "\t", "|"):
        rows = [row for _, row in records(text, Marks(mark)) if row]
        counts = Counter(len(row) for row in rows)
        width, times = max(counts.items(), key=lambda item: (item[0] > 1, item[1], item[0]), default=(1, 0))
        if width < 2:
            continue
        score = times / len(rows) * min(width, 50) ** 0.25
        # A comma inside numbers splits every row but that of the names.
        if any(like_data(cell) for cell in next(row for row in rows if len(row) == width)):
            score *= 0.5
        if score > best_score:
            best, best_score = mark, score
    return best


def _quotes(text: str, delimiter: str) -> Marks:
    """Quotes are read as pairs unless all lines have one width only if they are read otherwise."""
    marks = Marks(delimiter)
    if '"' not in text:
        return marks
    # The last line may be cut.
    text = text[: max(text.rfind("\n"), text.rfind("\r")) + 1] or text
    rows = _table(text, marks)
    for other in (marks._replace(quotes=False), *([marks._replace(escape="\\")] if '\\"' in text else [])):
        # What stands in quotes may go over several lines, which then are like no others.
        joined = any("\n" in cell or "\r" in cell for row in rows for cell in row)
        if (found := _table(text, other)) and (not rows or (joined and not other.quotes and _typed(found))):
            return other
    return marks


def _table(text: str, marks: Marks) -> list[list[str]]:
    """The names and all rows below them, if they are of one width; else nothing."""
    rows = [row for _, row in records(text, marks) if row]
    rows = rows[header_of(list(enumerate(rows))) :]
    return rows if len(rows) > 1 and len(rows[0]) > 1 and len({len(row) for row in rows}) == 1 else []


def _typed(rows: list[list[str]]) -> bool:
    """Whether a column holds numbers or dates in all rows."""
    return len(rows) > 3 and any(all(map(like_data, cells)) for cells in zip(*rows[1:], strict=True))


def header_of(rows: list[tuple[int, list[str]]]) -> int:
    """The place in `rows` of the names: the first that is not blank, unless a title or the like stands above the table."""
    filled = [(place, row) for place, (_, row) in enumerate(rows[:LOOKED]) if any(cell.strip() for cell in row)]
    if not filled:
        return 0
    first, top = filled[0]
    # What is above a table is less than half of it.
    widths = Counter(len(row) for _, row in filled[len(filled) // 2 :])
    width = max(widths.items(), key=lambda item: (item[1], item[0]))[0]
    words = [cell for cell in top if cell.strip()]
    # `Data Source, World Development Indicators,` above sixty columns.
    title = len(filled) > 2 and (len(words) <= max(1, width // 3) and width >= 3 or len(top) == 1 < width or len(top) < width and len(words) < 0.6 * width)
    # Of two columns the second may have no name.
    nameless = width == len(top) == 2 and words == top[:1]
    alone = sum(not row[1].strip() for _, row in filled[:4] if len(row) == 2)
    title = title or (len(filled) > 3 and nameless and (alone > 1 or bool(re.search(r"\s|\d|[\u3040-\u9fff]{4}", top[0].strip()))))
    if width < 2 or not (title or (abs(len(top) - width) > 0 and len(top) != width - 1 and top[-1] != "")):
        return first
    for place, row in filled[1 : MOST_ABOVE + 1]:
        names = [cell.strip() for cell in row]
        filled_in = sum(name != "" for name in names)
        # `from | 2024-01-01 | | ` goes on with the title.
        data = [name for name in names if like_data(name)]
        if filled_in < 0.8 * width and data:
            continue
        if nameless and any(name in NULLS or not name[:1].isalpha() for name in names):
            continue
        if len(row) == width and filled_in >= max(2, (0.5 if title else 0.8) * width):
            below = [cells for at, cells in filled if at > place and len(cells) == width]
            # Words above numbers are names; words above words may be data.
            sure = not title or any(_is_data(cells) for cells in [*zip(*below, strict=True)][nameless:])
            return place if sure and (not data or (_are_years(data) and len(data) < filled_in)) else first
    return first


def _are_years(names: list[str]) -> bool:
    """One after the other, as names of columns are."""
    years = [int(name) for name in names if name.isdigit() and 1800 <= int(name) <= 2100]
    return len(years) == len(names) > 1 and all(abs(one - other) == 1 for one, other in zip(years, years[1:], strict=False))


def first_is_data(header: list[str], below: list[list[str]]) -> bool:
    cells = [cell.strip() for cell in header]
    if all(like_data(cell) or cell in NULLS for cell in cells):
        # Years are names of columns, too.
        return not all(cell.isdigit() and 1800 <= int(cell) <= 2100 for cell in cells if cell)
    numbers = [place for place, cell in enumerate(cells) if like_data(cell) and not (cell.isdigit() and len(cell) == 4)]
    # Months above counts are names.
    same = [place for place in numbers if all(place < len(row) and _alike(cells[place], row[place].strip()) for row in below[:20])]
    return len(same) >= 2 and len(same) >= 0.3 * len(cells)


def _alike(name: str, cell: str) -> bool:
    return like_data(cell) and (parse(name) is None) == (parse(cell) is None)
