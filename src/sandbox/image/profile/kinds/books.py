"""Workbook profile: its sheets as pandas reads them, and for each the call that gives its table, which was made before it is told."""

import json
import time
from datetime import date, datetime

import sheet as layout
from frames import SAMPLE_ROWS, table, text_of
from layout import first_is_data
from made import ONCE
from moments import serial_note
from parts import Parts
from rows import Totals, scale_note, units_below
from second import Second, second_of
from values import shown
from within import counted_twice

MOST_SHEETS = 20
#: Cells of all sheets, and seconds: other sheets than the first are looked into while there is time.
MOST_CELLS = 3_000_000
PATIENCE_S = 7
LISTED_COLUMNS = 40
ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA", "#SPILL!", "#CALC!"}
_FLAT = '.columns = [" ".join(str(part) for part in name if not str(part).startswith("Unnamed: ")) for name in df.columns]'


class Sheet:
    """Its rows as pandas takes them: blank ones and columns at the end are off, whatever the file claims of itself."""

    def __init__(self, page, most: int, until: float) -> None:
        self.name: str = page.title
        self.hidden: bool = page.sheet_state != "visible"
        self.rows: list[list] = []
        self.errors = 0
        self.whole = True
        left = MOST_CELLS
        for row in page.iter_rows(values_only=True):
            cells = list(row)
            while cells and cells[-1] is None:
                cells.pop()
            for at, cell in enumerate(cells):
                if isinstance(cell, str) and cell.startswith("#") and cell in ERRORS:
                    cells[at] = None
                    self.errors += 1
            self.rows.append(cells)
            left -= len(row) + 1
            if len(self.rows) >= most or left < 0 or (len(self.rows) > 60 and time.monotonic() > until):
                self.whole = False
                break
        while self.rows and not self.rows[-1]:
            self.rows.pop()
        self.parts = Parts(page, until + 2)
        self.total = len(self.rows) if self.whole else max(self.parts.rows, len(self.rows))
        self.whole = self.whole or self.total <= len(self.rows)
        width = max(map(len, self.rows), default=0)
        self.rows = [row + [None] * (width - len(row)) for row in self.rows]
        self.put(layout.place_of(self.rows, self.parts.merged))

    def put(self, place: layout.Place) -> None:
        self.place = place
        self.foot = 0
        self.units = 0
        self.second = self._below() if self.whole and self.rows and place.height == 1 else None
        if not self.second:
            self.foot = layout.remarks(self.data, len(self.rows[0])) if self.whole and self.rows else 0
        if self.rows and place.height == 1:
            texts = [[text_of(cell) for cell in row] for row in self.rows[place.row : place.row + 220]]
            self.units = units_below(texts[0], texts[1:])

    def _below(self) -> Second | None:
        """Another table below blank rows; then the first ends above them."""
        texts = [(at, _filled(row)) for at, row in enumerate(self.rows)]
        header, *below = [one for one in texts[self.place.row :] if one[1]] or [(0, [])]
        second = second_of(header[1], below)
        if second:
            self.foot = len(self.rows) - below[second.place - 1][0] - 1
        return second

    @property
    def width(self) -> int:
        """Of the table alone; another one may be wider."""
        return max((len(_filled(row)) for row in (self.rows[self.place.row], *self.data)), default=0)

    @property
    def data(self) -> list[list]:
        return self.rows[self.place.row + self.place.height + self.units : len(self.rows) - self.foot]

    @property
    def count(self) -> int:
        return max(self.total - self.place.row - self.place.height - self.units - self.foot, 0)

    def is_table(self) -> bool:
        return bool(self.rows) and len(self.rows[0]) > 1 and len(self.data) > 0

    def options(self) -> dict:
        found: dict = {}
        if self.place.row:
            found["skiprows"] = self.place.row
        if self.units:
            found["skiprows"] = [*range(self.place.row), *range(self.place.row + 1, self.place.row + 1 + self.units)]
        if self.place.height == 2:
            found["header"] = [0, 1]
        if self.foot:
            found["skipfooter"] = self.foot
        if self.second and self.width < len(self.rows[0]):
            found["usecols"] = range(self.width)
        return found


def excel(path: str, name: str) -> dict:
    import pandas
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    # Where a sheet does not claim a size, it would be read whole for it, and what it claims is not believed anyway.
    ReadOnlyWorksheet._get_size = lambda _sheet: None
    book = pandas.ExcelFile(path, engine="openpyxl")
    try:
        return _book(book, name)
    finally:
        book.close()


def _book(book, name: str) -> dict:
    until = time.monotonic() + PATIENCE_S
    pages = book.book.worksheets
    sheets = []
    for page in pages[:MOST_SHEETS]:
        sheets.append(Sheet(page, SAMPLE_ROWS + 40 if time.monotonic() < until else 60, until))
    if not sheets:
        return {"format": "xlsx", "notes": ["it has no sheet of cells"]}
    tables = [one for one in sheets if one.is_table()]
    main = next((one for one in tables if not one.hidden), (tables or [one for one in sheets if one.rows] or sheets)[0])
    if not main.rows:
        notes = [f"all {len(pages)} sheets are empty" if len(pages) > 1 else "the sheet is empty"]
        return {"format": "xlsx", "rows": 0, "columns": [], "notes": notes}
    profile = _main(book, name, sheets, main)
    profile["sheet"] = main.name[:100]
    profile["sheets"] = [_listed(book, name, one, one is sheets[0], main, profile) for one in sheets]
    if len(pages) > len(sheets):
        profile["notes"].append(f"{len(pages)} sheets, the first {len(sheets)} are listed")
    return profile


def _call(name: str, sheet: Sheet, first: bool, extra: str = "") -> str:
    at = [] if first else [f"sheet_name={json.dumps(sheet.name, ensure_ascii=False)}"]
    given = [json.dumps(name, ensure_ascii=False), *at, *(f"{key}={value}" for key, value in sheet.options().items())]
    return f"pd.read_excel({', '.join(given)}){extra}"


def _frame(book, sheet: Sheet):
    """What the call gives, of the first rows; None if it fails."""
    try:
        # With a footer all rows must be read.
        rows = None if sheet.foot else min(len(sheet.data), SAMPLE_ROWS)
        return book.parse(sheet_name=sheet.name, nrows=rows, **sheet.options())
    except Exception:
        return None


def _reads(book, sheet: Sheet, second: Second) -> bool:
    """Whether the other table comes out by its call."""
    try:
        made = book.parse(sheet_name=sheet.name, skiprows=second.line, nrows=second.rows)
    except Exception:
        return False
    return [str(name) for name in made.columns][: len(second.header)] == second.header and len(made) == second.rows


def _names(frame, sheet: Sheet) -> tuple[list[str], str]:
    """The names of the columns, and what comes behind the call to get them as they are told."""
    if sheet.place.height == 2:
        return [" ".join(str(part) for part in name if not str(part).startswith("Unnamed: ")) for name in frame.columns], f"; df{_FLAT}"
    plain = all(isinstance(name, str) for name in frame.columns)
    return [str(name) for name in frame.columns], "" if plain else ".rename(columns=str)"


def _main(book, name: str, sheets: list[Sheet], main: Sheet) -> dict:
    frame = _frame(book, main)
    if frame is None and main.options():
        main.put(layout.Place(0, 1))
        frame = _frame(book, main)
    if frame is None:
        return {"format": "xlsx", "notes": ["pandas cannot read its first sheet"]}
    names, extra = _names(frame, main)
    frame = frame.set_axis(names, axis=1)
    data = main.data[: len(frame)]
    notes: list[str] = []
    blank = sum(not layout.filled(row) for row in data)
    if blank:
        notes.append(f'{blank:,} blank row{"s" * (blank > 1)}: df.dropna(how="all")')
    if scale := scale_note(text_of(cell) for row in main.rows[: main.place.row] for cell in row):
        notes.append(scale)
    if main.second and _reads(book, main, main.second):
        notes.append(main.second.note("excel"))
    if main.parts.hidden:
        notes.append(f"{main.parts.hidden:,} hidden row{'s are' if main.parts.hidden > 1 else ' is'} read, too")
    if main.foot and not main.second:
        last = next(cell for cell in main.rows[-1] if cell is not None)
        notes.append(f"a remark below the table ({shown(str(last))})")
    if main.units:
        notes.append(f"{main.units} row{'s' * (main.units > 1)} of units below the names")
    if not (main.whole or main.parts.whole):
        notes.append("the row count is an estimate")
    if main.place.height == 1 and first_is_data([_title(cell) for cell in main.rows[main.place.row]], [[text_of(cell) for cell in row] for row in data[:20]]):
        notes.append("the first row looks like data, not like names: read_excel(..., header=None)")
    if main.errors:
        notes.append(f"{main.errors:,} cell{'s' * (main.errors > 1)} with an error of Excel, like #DIV/0!: empty to pandas")
    if main.parts.uncounted:
        notes.append(f"{main.parts.uncounted:,} formulas without a value, so empty to pandas: open it in Excel and save it again")
    header = names if main.place.height == 2 else [text_of(cell) for cell in main.rows[main.place.row]]
    numeric = [kind.kind in "iufb" for kind in frame.dtypes]
    rows = max(main.count, len(frame))
    texts = [[text_of(cell) for cell in _wide(row, len(names))] for row in data]
    totals = counted_twice(names, texts, main.whole)
    gone = {at for at, row in enumerate(texts) if totals.count and row[totals.at] in totals.labels}
    if gone and _left(totals, frame) == len(frame) - len(gone):
        notes.insert(0, totals.note)
    else:
        gone = set()
    cells = [_wide(row, len(names)) for at, row in enumerate(data) if at not in gone]
    profile = table("xlsx", rows, header, names, cells, notes, numeric) | ({"totals": totals.labels} if gone else {})
    if main.whole:
        profile.pop("sampled", None)
    _merged(profile, main, frame)
    _serials(profile, book, data)
    if main.place.row:
        profile["skip"] = main.place.row
    if main.place.height == 2:
        profile["header"] = 2
    if main.options() or extra or main is not sheets[0]:
        profile["read"] = _code(_call(name, main, main is sheets[0], extra))
    return profile


def _filled(row: list) -> list[str]:
    texts = [text_of(cell) for cell in row]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _title(cell) -> str:
    """A month may be the name of a column."""
    return "month" if isinstance(cell, date | datetime) else text_of(cell)


def _code(call: str) -> str:
    head, mark, tail = call.partition("; ")
    return f"df = {head}; {tail}" if mark else call


def _wide(row: list, width: int) -> list:
    return row[:width] + [None] * (width - len(row))


def _listed(book, name: str, sheet: Sheet, first: bool, main: Sheet, profile: dict) -> dict:
    found: dict = {"name": sheet.name[:100], "columns": []}
    if sheet.hidden:
        found["hidden"] = True
    if sheet is main:
        names = [one["name"] for one in profile.get("columns", [])]
        return found | {"rows": profile.get("rows", 0), "columns": [one[:80] for one in names[:LISTED_COLUMNS]]} | _more(names)
    if not sheet.is_table():
        return found | {"rows": len(sheet.rows)}
    frame = _frame(book, sheet)
    if frame is None:
        return found
    names, extra = _names(frame, sheet)
    found["read"] = _code(_call(name, sheet, first, extra))
    if sheet.whole or sheet.parts.whole:
        found["rows"] = max(sheet.count, len(frame))
    if sheet.place.row:
        found["skip"] = sheet.place.row
    if sheet.place.height == 2:
        found["header"] = 2
    return found | {"columns": [one[:80] for one in names[:LISTED_COLUMNS]]} | _more(names)


def _more(names: list[str]) -> dict:
    return {"more": len(names) - LISTED_COLUMNS} if len(names) > LISTED_COLUMNS else {}


def _note(column: dict, note: str) -> None:
    column["notes"] = [note, *column.get("notes", [])]


def _merged(profile: dict, main: Sheet, frame) -> None:
    """Merged cells down a column: the value stands in the first of its rows alone."""
    top = main.place.row + main.place.height + main.units
    for at, column in enumerate(profile["columns"]):
        down = [(first, last) for first, left, last, right in main.parts.merged if left == right == at and last > first >= top]
        if not down or at >= frame.shape[1]:
            continue
        spare = {row - top for first, last in down for row in range(first + 1, last + 1)}
        empty = {row for row, gone in enumerate(frame.iloc[:, at].isna()) if gone}
        # Where other cells are empty, too, they would be filled with what is not theirs.
        if spare & set(range(len(frame))) != empty:
            continue
        called = f"df[{json.dumps(column['name'], ensure_ascii=False)}]"
        column["notes"] = [note for note in column.get("notes", []) if not note.startswith(ONCE)]
        _note(column, f"merged cells, the value is in the first row of each: {called} = {called}.ffill()")


def _serials(profile: dict, book, data: list[list]) -> None:
    origin = "1904-01-01" if book.book.epoch.year == 1904 else "1899-12-30"
    for at, column in enumerate(profile["columns"]):
        cells = [row[at] for row in data if at < len(row) and row[at] is not None]
        if all(type(cell) is int for cell in cells) and (note := serial_note(column["name"], cells, origin)):
            # What the table says of them has the origin of other books.
            column["notes"] = [one for one in column.get("notes", []) if "numbers of Excel" not in one]
            _note(column, note)


def _left(totals: Totals, frame) -> int:
    """How many rows of the frame the cure leaves; -1 if it fails."""
    try:
        return len(eval(totals.cure.removeprefix("df = "), {"df": frame}))  # noqa: S307
    except Exception:
        return -1
