"""Levels: columns that nobody may add up over dates, such as stocks, balances and readings of meters."""

import re
from collections import Counter

from made import FEWEST, LEVEL, NAME, is_number, put
from values import shown

#: Of the dates, those that have as many rows as most.
LEAST = 0.8
#: What comes and goes is no level, whatever else its name says.
_FLOW = re.compile(r"new|gained|lost|added|removed|sold|received|change|delta|movement|inflow|outflow|\bin\b|\bout\b|zugang|abgang|新增|减少|入库|出库|变动|増減", re.IGNORECASE)
_PERIOD = re.compile(r"(?:fiscal )?(?:date|day|week|month|quarter|year|period)|datum|tag|woche|monat|quartal|jahr|日期|日|周|月份?|年月|季度|年度?|年份|日付|年", re.IGNORECASE)
_ID = re.compile(r"(?:id|no|nr|nummer|number|code|key|sku|编号|代码|番号|コード)$", re.IGNORECASE)
_DOTTED = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")


def level_notes(columns: list[dict], cells: list) -> None:
    """Puts them first among the notes of those columns. `cells`: of each column its text in all rows."""
    rows = len(cells[0]) if cells else 0
    levels = [column for column in columns if rows >= FEWEST and is_number(column) and _is_level(column)]
    date = _repeated(columns, cells, rows) if levels else None
    for column in levels:
        if date is not None and column is not columns[date]:
            put(column, f"a level at each {shown(columns[date]['name'], NAME)}: to be added up within one of them, not over several")


def _is_level(column: dict) -> bool:
    name = column["name"].replace("_", " ")
    known = any(note.startswith("a running total") for note in column.get("notes", []))
    return not known and bool(LEVEL.search(name)) and not _FLOW.search(name)


def _repeated(columns: list[dict], cells: list, rows: int) -> int | None:
    """The dates, or months and the like, of a table that holds the same things at each of them, or one row for each."""
    for at, column in enumerate(columns):
        if column["type"] not in ("date", "datetime") and not _PERIOD.fullmatch(column["name"].strip()):
            continue
        counts = Counter(cells[at])
        most = counts.most_common(1)[0][1]
        if len(counts) < 3 or sum(times == most for times in counts.values()) < LEAST * len(counts):
            continue
        words = [one for one, other in enumerate(columns) if one != at and ((other["type"] == "text" and not is_number(other)) or _ID.search(other["name"]))]
        if any(len(set(cells[word])) == rows for word in words):
            continue
        if (most == 1 and _is_in_order(cells[at])) or (words and len(set(zip(cells[at], *(cells[word] for word in words), strict=True))) == rows):
            return at
    return None


def _is_in_order(cells) -> bool:
    """A row for each date is a series only where they follow one another."""
    keys = [f"{found[3]}-{found[2]:>02}-{found[1]:>02}" if (found := _DOTTED.fullmatch(cell.strip())) else cell.strip() for cell in cells]
    return keys in (sorted(keys), sorted(keys, reverse=True))
