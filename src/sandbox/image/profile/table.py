"""Table of text: what pandas must be told to read it, its columns, and what is odd about its rows."""

from collections import Counter
from typing import NamedTuple

from columns import describe, id_note, pandas_names
from empties import Empties
from layout import Marks, first_is_data
from levels import level_notes
from made import made_notes, once_note
from rows import name_notes, remarks, units_below, wide_note
from second import second_of
from trial import Trial, code_of
from unquoted import Merge, merged, merged_at
from values import NULLS, shown
from within import counted_twice

MAX_COLUMNS = 200
# A list of more lines to skip is not told.
MOST_LINES = 40
NULL = "\\N"
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

    def __init__(self, header: Row, rows: list[Row], whole: bool, delimiter: str = ",") -> None:
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
            self.notes.append((f"an extra delimiter at the end of {what}", "read_csv(..., index_col=False)"))
        elif longer and blank:
            self.options = {"usecols": range(width)}
            self.notes.append((f"{len(longer):,} row{'s' * (len(longer) > 1)}{scope} ending with extra delimiters", f"read_csv(..., usecols=range({width}))"))
        elif longer and whole and (at := merged_at(width, rows)) is not None:
            self.options = {"engine": "python", "on_bad_lines": Merge(at, width, delimiter)}
            like = merged(longer[0], at, width, delimiter)[at]
            self.notes.append((f"{len(longer):,} row{'s' * (len(longer) > 1)} with a delimiter inside a value, like {shown(like)}, to be joined", ""))
            rows = [merged(row, at, width, delimiter) if len(row) > width else row for row in rows]
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
    second = second_of(header, sample.head) if sample.whole else None
    top = sample._replace(head=sample.head[: second.place]) if second else sample
    trial, shape, spare, fits = _tried(profile, names, header, marks, top, bool(second))
    if second and not (fits and trial.reads(second.line, pandas_names(second.header), second.rows)):
        second, top = None, sample
        trial, shape, spare, fits = _tried(profile, names, header, marks, sample)
    sample = top
    if second:
        notes.append(second.note())
    notes += spare.notes
    if "encoding_errors" in trial.options:
        notes.append(f"some bytes are no {profile.get('encoding', 'utf-8')}: read_csv(..., encoding_errors=\"replace\")")
    if fits and not marks.quotes:
        notes.append("quotation marks that are ordinary characters: read_csv(..., quoting=3)")
    notes += [f"{what}: {cure}" if cure and (fits or not shape.options) else what for what, cure in shape.notes]
    rows = shape.rows + sample.others
    if sample.whole and fits:
        profile["rows"] = len(rows)
    elif spare.places:
        profile["rows"] = max(profile["rows"] - len(spare.places), 0)
    if not sample.whole:
        profile["sampled"] = len(rows)
    totals = counted_twice(names, rows, sample.whole)
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
    _with_nulls(columns, cells, trial)
    once_note(columns, cells)
    # Rows from elsewhere do not follow one another.
    followed = cells if sample.whole else [values[: len(shape.rows)] for values in cells]
    made_notes(columns, followed)
    level_notes(columns, followed)
    if len(names) > MAX_COLUMNS:
        notes.append(f"{len(names)} columns, the first {MAX_COLUMNS} are listed")
    if wide := wide_note(columns):
        notes.append(wide)
    _agree(profile, trial, notes)
    if arguments := trial.arguments:
        profile["arguments"] = arguments
    return profile | {"notes": notes}


class Spare:
    """Lines that are no rows, by their places below the header, and what is said of them."""

    def __init__(self, rows: list[Row], units: int, again: list[int], said: list[int]) -> None:
        self.places = sorted({*range(units), *again, *said})
        self.notes = [f"{units} row{'s' * (units > 1)} of units below the names"] if units else []
        if again:
            self.notes.append(f"the header appears again in {len(again):,} row{'s' * (len(again) > 1)}, to be left out")
        if said:
            self.notes.append(f"{len(said):,} remark{'s' * (len(said) > 1)} like {shown(max(rows[said[-1]], key=len))}, to be left out")


def _tried(profile: dict, names: Row, header: Row, marks: Marks, sample: Sample, ends: bool = False) -> tuple[Trial, Shape, Spare, bool]:
    """The table as pandas reads it if told all, and where it `ends` if not with the file, less the lines that are no rows where that is not so;
    which these are; and whether it comes out so."""
    rows = [row for _, row in sample.head]
    base = {"sep": profile.get("delimiter"), "encoding": profile.get("encoding"), "skiprows": profile.get("skip")}
    base = {name: value for name, value in base.items() if value is not None}
    most = MOST_LINES - profile.get("skip", 0)
    units = min(units_below(header, rows), max(most, 0))
    none: tuple[list[int], list[int]] = ([], [])
    others = remarks(header, rows) if sample.whole else none
    ways = [Spare(rows, *way) for way in ((units, *others), (0, *others), (units, *none), (0, *none))]
    for spare in {tuple(way.places): way for way in ways if len(way.places) <= most or not way.places}.values():
        gone = set(spare.places)
        shape = Shape(header, [row for at, row in enumerate(rows) if at not in gone], sample.whole, marks.delimiter)
        trial = Trial(sample.data, sample.whole, names, shape.rows, shape.indexed)
        trial.options = dict(base)
        lines = {"skiprows": [*range(profile.get("skip", 0)), *(sample.head[at][0] for at in spare.places)]} if gone else {}
        more = lines | ({"nrows": len(shape.rows)} if ends else {}) | marks.options | shape.options
        fits = trial.take(**more) or (trial.fault.startswith("Unicode") and trial.take(encoding_errors="replace", **more))
        if fits or not trial.possible:
            break
    return trial, shape, spare if fits else Spare(rows, 0, *none), fits


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


def _with_nulls(columns: list[dict], cells: list[tuple[str, ...]], trial: Trial) -> None:
    """How MySQL and Hive write what is not there."""
    found = [at for at, values in enumerate(cells[: len(columns)]) if NULL in values]
    if found and "na_values" not in trial.options and trial.take(na_values=[NULL]):
        for at in found:
            columns[at] = describe(columns[at]["name"], list(cells[at]), empty=NULLS | {NULL})


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
        notes.append(f"the header appears again in {again:,} row{'s' * (again > 1)}: drop these rows")
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
