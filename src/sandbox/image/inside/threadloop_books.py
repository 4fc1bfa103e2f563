"""Workbooks that a program writes and leaves plain: their columns get widths, numbers and dates a format, the header is bold and stays in view."""

import builtins
import math
import re
import weakref
from copy import copy
from datetime import date, datetime
from functools import wraps
from typing import NamedTuple
from unicodedata import east_asian_width

# A copy, before any code runs: whoever replaces a builtin does not thereby replace it here.
globals()["__builtins__"] = dict(vars(builtins))

#: Cells of a sheet: numbers and dates of a larger one stay as they are.
MOST_CELLS = 400_000
LOOKED_AT = 1000
NARROWEST, WIDEST = 8, 60
#: What openpyxl and pandas write of their own accord.
_OWN = {"general", "yyyy-mm-dd", "yyyy-mm-dd h:mm:ss", "yyyy-mm-dd hh:mm:ss", "h:mm:ss", "[hh]:mm:ss"}
#: Whole numbers that name something are no amounts.
_NAMING = re.compile(
    r"(?<![a-z])(ids?|no|nr|number|code|key|zip|plz|postcode|year|jahr|phone|tel|sku|ean|isbn)(?![a-z])|号|码|年|电话|邮编|番号", re.IGNORECASE
)
_DECIMALS = 4
_letter = str
_loaded = weakref.WeakSet()


def install(openpyxl) -> None:
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.workbook import Workbook

    global _letter
    _letter = openpyxl.utils.get_column_letter
    open_book, save_book = ExcelReader.read, Workbook.save

    @wraps(open_book)
    def read(self):
        open_book(self)
        _loaded.add(self.wb)

    @wraps(save_book)
    def save(self, filename):
        try:
            _format(self)
        except Exception:
            pass
        return save_book(self, filename)

    ExcelReader.read, Workbook.save = read, save


def _format(book) -> None:
    """Not of a file that was read, and not where the program has set a single width, colour or format: then it has a look in mind."""
    if book.write_only or book in _loaded or not all(map(_is_plain, book.worksheets)):
        return
    for sheet in book.worksheets:
        _format_sheet(sheet)


def _format_sheet(sheet) -> None:
    rows = list(sheet.iter_rows())
    head = _head_of(sheet, rows)
    if head is None:
        return
    top = rows[head.first : head.first + head.height]
    data = rows[head.first + head.height :]
    _bold(top)
    if data:
        sheet.freeze_panes = f"A{head.first + head.height + 1}"
    is_small = len(rows) * len(rows[0]) <= MOST_CELLS
    for at, title in enumerate(top[-1]):
        names = [row[at] for row in top if row[at].value is not None]
        cells = [row[at] for row in data if row[at].value is not None]
        if is_small:
            _dates(names)
            _dates(cells)
            _numbers(cells, names[0].value if names else None)
        # What spans several columns has room.
        shown = [_width(cell) for cell in (*names[-1:], *cells[:LOOKED_AT])]
        sheet.column_dimensions[_letter(at + 1)].width = min(max(*shown, NARROWEST - 2, 0), WIDEST - 2) + 2


def _is_plain(sheet) -> bool:
    if sheet.freeze_panes or sheet.auto_filter.ref or len(sheet.conditional_formatting) or sheet.tables:
        return False
    if any(one.customWidth or one.hidden for one in sheet.column_dimensions.values()):
        return False
    if any(one.height or one.hidden for one in sheet.row_dimensions.values()):
        return False
    styles = {tuple(cell._style): cell for cell in sheet._cells.values() if cell.has_style}
    return all(map(_is_own, styles.values()))


def _is_own(cell) -> bool:
    """Of a format of numbers alone, and one that nobody chose."""
    style = copy(cell._style)
    style.numFmtId = 0
    return not any(style) and cell.number_format.lower() in _OWN


class _Head(NamedTuple):
    #: From 0.
    first: int
    height: int


def _head_of(sheet, rows: list[tuple]) -> _Head | None:
    """The first row that is filled nearly as wide as the table, of texts for the most part; of pandas' levels all rows. None: there is no table."""
    widths = [sum(cell.value is not None for cell in row) for row in rows[:LOOKED_AT]]
    widest = max(widths, default=0)
    # Levels of columns lie in merged cells, each in one row.
    across = {one.min_row for one in sheet.merged_cells.ranges if one.min_row == one.max_row}
    levels = 0
    while levels + 1 in across:
        levels += 1
    if levels:
        # Below them stands the last level, and below that the name of the rows alone.
        height = levels + 1
        below = rows[height] if len(rows) > height else ()
        return _Head(0, height + (len(below) > 1 and isinstance(below[0].value, str) and all(cell.value is None for cell in below[1:])))
    for at, row in enumerate(rows[:10]):
        filled = [cell.value for cell in row if cell.value is not None]
        if len(filled) < max(1, widest - 2, 0.6 * widest) or at + 1 >= len(rows):
            continue
        is_named = sum(isinstance(value, str) for value in filled) * 2 >= len(filled) or all(isinstance(value, str | date | int) for value in filled)
        return _Head(at, 1) if is_named and isinstance(filled[0], str) else None
    return None


def _bold(rows: list[tuple]) -> None:
    for row in rows:
        for cell in row:
            if cell.value is not None:
                font = copy(cell.font)
                font.b = True
                cell.font = font


def _dates(cells: list) -> None:
    """Days without the midnight behind them, and moments without seconds that are none."""
    moments = [cell for cell in cells if isinstance(cell.value, date)]
    values = [cell.value for cell in moments if isinstance(cell.value, datetime)]
    if any(value.second or value.microsecond for value in values):
        return
    _put(moments, "yyyy-mm-dd hh:mm" if any(value.hour or value.minute for value in values) else "yyyy-mm-dd")


def _numbers(cells: list, title) -> None:
    numbers = [cell for cell in cells if _is_number(cell)]
    if len(numbers) * 2 < len(cells) or not numbers:
        return
    values = [abs(float(cell.value)) for cell in numbers]
    if all(value == int(value) for value in values):
        is_naming = not isinstance(title, str) or bool(_NAMING.search(title)) or all(1900 <= value <= 2100 for value in values)
        if max(values) >= 1000 and not is_naming:
            _put(numbers, "#,##0")
        return
    decimals = 2 if max(values) >= 1 else _DECIMALS
    # What would be shown as nothing keeps all of its digits.
    if min(value for value in values if value) >= 10**-decimals:
        _put(numbers, "#,##0." + "0" * decimals)


def _is_number(cell) -> bool:
    return cell.data_type == "n" and math.isfinite(cell.value)


def _put(cells: list, number_format: str) -> None:
    styles: dict = {}
    for cell in cells:
        before = tuple(cell._style or ())
        if before in styles:
            cell._style = copy(styles[before])
        else:
            cell.number_format = number_format
            styles[before] = cell._style


def _width(cell) -> int:
    """In digits, as it is shown."""
    value, shape = cell.value, cell.number_format
    if isinstance(value, date):
        return len(shape)
    if value is not None and _is_number(cell):
        return len(f"{value:,.{shape.count('0') - 1}f}" if shape.startswith("#") else f"{value:.10g}")
    text = "" if value is None else str(value)
    return max((sum(1 + (east_asian_width(sign) in "WF") for sign in line) for line in text[:500].split("\n")), default=0)
