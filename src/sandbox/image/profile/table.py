"""Table of text: what pandas must be told to read it, its columns, and what is odd about its rows."""

from collections import Counter
from typing import NamedTuple

from columns import describe, id_note, pandas_names
from empties import Empties
from layout import Marks, first_is_data
from rows import Totals, name_notes, units_below, wide_note
from trial import Trial, code_of
from values import shown

MAX_COLUMNS = 200
# A list of more lines to skip is not told.
MOST_LINES = 40
Row = list[str]


class Sample(NamedTuple):
    #: The first bytes, to the end of a line, and the same as text.
    data: bytes
    text: str
    #: Rows of them below the header, each with the number of lines above it, and rows from elsewhere.
    head: list[tuple[int, Row]]
    others: list[Row]
    #: Whether these are all.
    whole: bool


class Shape:
    """Rows as pandas lays them out under the header, if it is told `options`."""

    def __init__(self, header: Row, rows: list[Row], whole: bool) -> None:
        width = len(header)
        self.options: dict = {}
        #: The first column has no name, and becomes the index.
        self.indexed = False
        #: What does not fit, and what to do about it.
        self.notes: list[tuple[str, str]] = []
        scope = "" if whole else f" of {len(rows):,}"
        longer = [row for row in rows if len(row) > width]
        first = bool(rows) and len(rows[0]) > width
        all_are = 10 * len(longer) >= 9 * len(rows) and Counter(map(len, rows)).most_common(1)[0][0] == width + 1 if longer else False
        blank = all(not any(row[width:]) for row in longer)
        if all_are and not blank:
            self.indexed = True
            self.notes.append(("rows have one field more than the header, so pandas makes the first the index", "reset_index()"))
            rows = [row[1:] for row in rows]
        elif longer and blank and (all_are or (first and len(longer) == 1 and len(longer[0]) == width + 1)):
            self.options = {"index_col": False}
            what = "every row" if all_are else "the first row"
            self.notes.append((f"a delimiter too many at the end of {what}", "read_csv(..., index_col=False)"))
        elif longer and blank:
            self.options = {"usecols": range(width)}
            self.notes.append((f"{len(longer):,} row{'s' * (len(longer) > 1)}{scope} ending with delimiters too many", f"read_csv(..., usecols=range({width}))"))
        elif longer:
            # The first is never skipped: what it has more is cut.
            self.options = ({"index_col": False} if first else {}) | ({"on_bad_lines": "skip"} if len(longer) > first else {})
            cure = ", ".join(f"{name}={code_of(value)}" for name, value in self.options.items())
            what = "a first row" if len(longer) == first else f"{len(longer):,} row{'s' * (len(longer) > 1)}{scope}"
            cut = ", where the rest is cut off" if first else ""
            self.notes.append((f"{what} with more fields than the header{cut}", f"read_csv(..., {cure})"))
            rows = [row for at, row in enumerate(rows) if len(row) <= width or at == 0]
        fewer = [row for row in rows if len(row) < width]
        if fewer:
            like = f", like {shown(fewer[-1][0])}" if len(fewer[-1]) == 1 else ""
            self.notes.append((f"{len(fewer):,} row{'s' * (len(fewer) > 1)}{scope} with fewer fields than the header{like}", ""))
        self.rows = [row[:width] + [""] * (width - len(row)) for row in rows]


def told(profile: dict, header: Row, marks: Marks, sample: Sample, notes: list[str]) -> dict:
    """The whole profile; `profile` says how the file is encoded and divided, and what is above its header."""
    names = pandas_names(header)
    trial, shape, units, fits = _tried(profile, names, header, marks, sample)
    if units:
        notes.append(f"{units} row{'s' * (units > 1)} of units below the names")
    if "encoding_errors" in trial.options:
        notes.append(f"some bytes are no {profile.get('encoding', 'utf-8')}: read_csv(..., encoding_errors=\"replace\")")
    if fits and not marks.quotes:
        notes.append("quotes that are signs like any other: read_csv(..., quoting=3)")
    notes += [f"{what}: {cure}" if cure and (fits or not shape.options) else what for what, cure in shape.notes]
    rows = shape.rows + sample.others
    if sample.whole and fits:
        profile["rows"] = len(rows)
    elif units:
        profile["rows"] = max(profile["rows"] - units, 0)
    if not sample.whole:
        profile["sampled"] = len(rows)
    totals = Totals(names, rows, sample.whole)
    if totals.count and trial.leaves(totals.cure, len(shape.rows) - sum(row[totals.at] in totals.labels for row in shape.rows)):
        notes.insert(0, totals.note)
        profile["totals"] = totals.labels
    else:
        totals.others = rows
    _row_notes(header, rows, sample.whole, notes)
    name_notes(header, notes)
    cells = list(zip(*totals.others, strict=False)) if totals.others else [()] * len(header)
    columns = profile["columns"] = _columns(names[:MAX_COLUMNS], cells)
    _with_words(columns, cells, sample.text, trial)
    if len(names) > MAX_COLUMNS:
        notes.append(f"{len(names)} columns, the first {MAX_COLUMNS} are listed")
    if wide := wide_note(columns):
        notes.append(wide)
    _agree(profile, trial, notes)
    if arguments := trial.arguments:
        profile["arguments"] = arguments
    return profile | {"notes": notes}


def _tried(profile: dict, names: Row, header: Row, marks: Marks, sample: Sample) -> tuple[Trial, Shape, int, bool]:
    """The table as pandas reads it if told all, less the rows of units where that is not so; how many these are; and whether it comes out so."""
    rows = [row for _, row in sample.head]
    base = {"sep": profile.get("delimiter"), "encoding": profile.get("encoding"), "skiprows": profile.get("skip")}
    base = {name: value for name, value in base.items() if value is not None}
    most = MOST_LINES - profile.get("skip", 0)
    for units in dict.fromkeys((min(units_below(header, rows), max(most, 0)), 0)):
        shape = Shape(header, rows[units:], sample.whole)
        trial = Trial(sample.data, sample.whole, names, shape.rows, shape.indexed)
        trial.options = dict(base)
        lines = {"skiprows": [*range(profile.get("skip", 0)), *(line for line, _ in sample.head[:units])]} if units else {}
        more = lines | marks.options | shape.options
        fits = trial.take(**more) or (trial.fault.startswith("Unicode") and trial.take(encoding_errors="replace", **more))
        if fits or not trial.possible:
            break
    return trial, shape, units if fits else 0, fits


def _columns(names: list[str], cells: list[tuple[str, ...]]) -> list[dict]:
    """Where a column of dates cannot tell the day from the month, the others may."""
    columns = [describe(name, list(values)) for name, values in zip(names, cells, strict=False)]
    orders = [column.pop("order") for column in columns if "order" in column]
    known = {order for order in orders if order}
    if len(known) == 1 and len(known) < len(orders):
        for at, column in enumerate(columns):
            if column["type"] == "date":
                columns[at] = describe(column["name"], list(cells[at]), *known)
                columns[at].pop("order", None)
    return columns


def _with_words(columns: list[dict], cells: list[tuple[str, ...]], text: str, trial: Trial) -> None:
    """Words that pandas takes for empty: values again if they are some and pandas can be told so, else named."""
    empties = Empties(columns, cells, text)
    kept = bool(empties.options) and trial.take(**empties.options)
    for at, words in empties.doubtful.items():
        if kept and words.keys() & empties.values:
            columns[at] = describe(columns[at]["name"], list(cells[at]), empty=empties.options["na_values"])
        columns[at].setdefault("notes", []).insert(0, empties.note(at))


def _row_notes(header: Row, rows: list[Row], whole: bool, notes: list[str]) -> None:
    if first_is_data(header, rows):
        notes.append("the first row looks like data, not like names: read_csv(..., header=None)")
    again = sum(row == header for row in rows)
    if again:
        notes.append(f"the header stands again in {again:,} row{'s' * (again > 1)}: drop these rows")
    filled = [row for row in rows if any(row)]
    if len(header) > 2 and (times := len(filled) - len({tuple(row) for row in filled})):
        scope = "" if whole else f" of {len(rows):,}"
        notes.append(f"{times:,} repeated row{'s' * (times > 1)}{scope}: keep them unless asked")


def _agree(profile: dict, trial: Trial, notes: list[str]) -> None:
    """Decimal commas and thousands marks that `read_csv` can take away, where no column stands against it; ids that it must leave as text."""
    columns = profile["columns"]
    written = [(at, column.pop("written")) for at, column in enumerate(columns) if "written" in column]
    ids = [column["name"] for column in columns if column.pop("ids", False)]
    if ids:
        notes.append(id_note(ids, "read_csv(..., dtype={})" if trial.keeps(ids) else ""))
    plain = any(column["type"] == "float" for column in columns)
    for kind, decimal in (("comma", ","), ("grouped", ".")):
        same = {
            at: numbers
            for at, numbers in written
            if set(+numbers.kinds) <= {kind, "int"} | ({"float"} if kind == "grouped" else set())
            and not any("among numbers" in note for note in columns[at]["notes"])
        }
        dots = any("." in value for numbers in same.values() for value in numbers.cells)
        dates = any(column["type"] == "date" and "." in column["range"][0] for column in columns)
        if not same or (decimal == "," and (plain or profile.get("delimiter") is None or (dots and dates))):
            continue
        marks = {"decimal": ","} | ({"thousands": "."} if dots else {}) if decimal == "," else {"thousands": ","}
        if (decimal == "." and "decimal" in profile) or not trial.right(marks, same):
            continue
        profile |= marks
        for at, numbers in same.items():
            column = columns[at]
            whole = not any(numbers.number(value) % 1 for value in numbers.cells) and kind == "grouped"
            column["type"] = "int" if whole and not numbers.kinds["float"] else "float"
            column["notes"] = [note.split(": ")[0] if " like " in note else note for note in column["notes"]]
