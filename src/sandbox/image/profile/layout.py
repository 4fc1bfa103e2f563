"""Layout of a text table: its delimiter, and which of its first lines holds the names of the columns."""

import csv
import io
from collections import Counter

from dates import parse
from values import NULLS, number_kind

LOOKED = 200
MOST_ABOVE = 30


def records(text: str, delimiter: str, most: int = 1_000_000) -> list[tuple[int, list[str]]]:
    """Each with the number of lines above it. Like pandas, only a line feed or a carriage return ends a line."""
    reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter)
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


def delimiter_of(text: str, usual: str) -> str:
    best, best_score = usual, 0.0
    text = "".join(text.splitlines(keepends=True)[:LOOKED])
    for mark in (",", ";", "\t", "|"):
        rows = [row for _, row in records(text, mark) if row]
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
    title = len(words) == 1 and width >= 3 and len(filled) > 2
    if width < 2 or not (title or (abs(len(top) - width) > 0 and len(top) != width - 1 and top[-1] != "")):
        return first
    for place, row in filled[1 : MOST_ABOVE + 1]:
        names = [cell.strip() for cell in row]
        if len(row) == width and len([name for name in names if name]) >= (0.5 if title else 0.8) * width:
            below = [cells for at, cells in filled if at > place and len(cells) == width]
            # Words above numbers are names; words above words may be data.
            sure = not title or any(_is_data(cells) for cells in zip(*below, strict=True))
            return place if sure and not any(like_data(name) for name in names) else first
    return first


def first_is_data(header: list[str], below: list[list[str]]) -> bool:
    cells = [cell.strip() for cell in header]
    if all(like_data(cell) or cell in NULLS for cell in cells):
        # Years are names of columns, too.
        return not all(cell.isdigit() and 1800 <= int(cell) <= 2100 for cell in cells if cell)
    numbers = [place for place, cell in enumerate(cells) if like_data(cell) and not (cell.isdigit() and len(cell) == 4)]
    same = [place for place in numbers if all(place < len(row) and like_data(row[place]) for row in below[:20])]
    return len(same) >= 2 and len(same) >= 0.3 * len(cells)
