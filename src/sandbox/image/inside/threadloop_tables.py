"""Tables of a cell: printed whole up to some hundred rows with all columns and cents, beyond that kept as CSV, and described for the host."""

import builtins
import datetime
import os
import re
import sys
from functools import wraps
from textwrap import dedent

# A copy, before any code runs: whoever replaces a builtin does not thereby replace it here.
globals()["__builtins__"] = dict(vars(builtins))

import threadloop_grid as grid  # noqa: E402
from threadloop_hooks import token_of  # noqa: E402
from threadloop_shown import FIGURES  # noqa: E402
from threadloop_words import bare, simple  # noqa: E402

WHOLE, CUT, COLUMNS, TEXT = 300, 60, 100, 200
OPTIONS = {
    "display.max_rows": WHOLE,
    "display.min_rows": CUT,
    "display.max_columns": COLUMNS,
    "display.max_colwidth": TEXT,
    # Only of what is no table: what `unique()` gives is wrapped, a table is not.
    "display.width": 120,
    "display.expand_frame_repr": False,
    "display.max_seq_items": WHOLE,
    # The display of a cell takes the text: the same table as HTML would be made for nothing.
    "display.notebook_repr_html": False,
}
MOST_FILES, MOST_CELLS = 3, 300_000
# As many characters of output as an answer shows.
LONG = 3500
_MOST_KEYS, _MOST_ROWS = 3, 50_000
# Above this a float has no room for cents.
_EXACT = 1e15

_getframe = sys._getframe
tables: list[dict] = []
_files = 0
_within = False
# Whether the rows of the table being written have names, so that it is a result rather than the data.
_named = False


def begin() -> None:
    global _files
    tables.clear()
    grid.begin()
    _files = 0


def install(pandas, is_as_read) -> None:
    """`is_as_read`: whether a frame is a file just as it was read."""
    for option, value in OPTIONS.items():
        pandas.set_option(option, value)
    for owner in (pandas.DataFrame, pandas.Series):
        for name in ("__repr__", "to_string"):
            setattr(owner, name, _told(pandas, owner, vars(owner)[name], name == "__repr__", is_as_read))
    _keep_cents(pandas)
    from pandas.io.formats import format as formats

    grid.watch(formats)


def _told(pandas, owner, original, cuts: bool, is_as_read):
    """Text as ever, and below it how much of the table it is."""
    option, to_csv, frame_of = pandas.get_option, pandas.DataFrame.to_csv, pandas.Series.to_frame
    home = os.path.dirname(pandas.__file__) + os.sep

    @wraps(original)
    def text_of(self, *args, **kwargs):
        global _within, _named
        # What a library writes for itself, e.g. to compare two keys, nobody sees.
        if _within or type(self) is not owner or _getframe(1).f_code.co_filename.startswith(home):
            return original(self, *args, **kwargs)
        _within = True
        try:
            _named = not _is_number(self.index)
            grid.forget()
            text = whole = original(self, *args, **kwargs)
            if cuts and owner is pandas.DataFrame and _is_counted(self, _shown(option, len(self))) and not is_as_read(self):
                text = _uncounted(text, self.index)
            # It went to a file.
            if type(text) is not str:
                return text
            try:
                frame = self if owner is pandas.DataFrame else frame_of(self)
                shown = _shown(option, len(frame)) if cuts else len(frame)
                columns = frame.shape[1]
                wide = min(columns, option("display.max_columns") or columns) if cuts else columns
                table = _described(pandas, frame, shown)
                if frame is not self and self.name is None:
                    table["columns"] = [""]
                said = ""
                if shown < len(frame) or wide < columns:
                    name = None if is_as_read(frame) else _saved(to_csv, frame)
                    said = _cut(shown, len(frame), wide, columns, name)
                    if name:
                        table["file"] = name
                else:
                    as_read = is_as_read(frame)
                    cells = grid.cells_of(self, frame, table["index"], uncounted=text is not whole, as_read=as_read)
                    if cells:
                        table["cells"] = cells
                    # The answer has no room for all of it.
                    if len(text) > LONG and not as_read and (name := _saved(to_csv, frame)):
                        table["file"] = name
                    if cuts and not as_read and _is_picked(self):
                        said = f"[{len(frame):,} row{'' if len(frame) == 1 else 's'}]"
                tables.append(table)
                del tables[:-10]
            except Exception:
                return text
            return _SIZE.sub("", text) + f"\n\n{said}" if said else text
        finally:
            _within = _named = False

    text_of.__code__ = text_of.__code__.replace(co_filename=original.__code__.co_filename)
    return text_of


#: How pandas says that a frame was cut.
_SIZE = re.compile(r"\n\n\[\d+ rows x \d+ columns\]\Z")


def _shown(option, rows: int) -> int:
    most, least = option("display.max_rows"), option("display.min_rows")
    if not most or rows <= most:
        return rows
    return min(least, most) if least else most


def _cut(shown: int, rows: int, wide: int, columns: int, name: str | None) -> str:
    parts = [f"{shown:,} of {rows:,} rows"] if shown < rows else []
    parts += [f"{wide:,} of {columns:,} columns"] if wide < columns else []
    return f"[{' and '.join(parts)} shown{f'; all of it is in {name}' if name else ''}]"


def _saved(to_csv, frame) -> str | None:
    """Where the host collects it; None if it is too large, or there is no room."""
    global _files
    if _files >= MOST_FILES or frame.size > MOST_CELLS:
        return None
    name = f"table-{_files + 1}.csv"
    try:
        os.makedirs(FIGURES, exist_ok=True)
        # With the mark by which Excel knows the encoding.
        to_csv(frame, f"{FIGURES}/{name}", index=not _is_number(frame.index), encoding="utf-8-sig")
    except Exception:
        return None
    _files += 1
    return name


def _is_number(index) -> bool:
    """Row numbers, perhaps in another order by now."""
    return index.nlevels == 1 and index.name is None and index.dtype.kind == "i"


def _is_counted(frame, shown: int) -> bool:
    """Its rows are only counted, or stand in another order than they were counted in: beside the figures these numbers pass for some."""
    index, columns = frame.index, frame.shape[1]
    if not 0 < len(frame) == shown or not 1 < columns <= COLUMNS or not _is_number(index) or any(frame.columns.names):
        return False
    return index.tolist() == [*range(len(index))] or not index.is_monotonic_increasing


def _is_picked(table) -> bool:
    """A filter left its rows: how many there are is half of the answer."""
    index = table.index
    if not len(index) or not _is_number(index) or not index.is_monotonic_increasing:
        return False
    numbers = index.tolist()
    return numbers != [*range(len(numbers))] and not all(1800 <= one <= 2200 for one in numbers)


def _uncounted(text: str, index) -> str:
    """Without the column of the row numbers, which pandas writes to the left of all others."""
    wide = max(len(str(number)) for number in index.tolist())
    lines = text.split("\n")
    if any(line[:wide].strip() not in ("", str(number)) for line, number in zip(lines[-len(index) :], index.tolist(), strict=True)):
        return text
    return dedent("\n".join(line[wide:] for line in lines))


# Numbers

_THOUSANDS = re.compile(r"(?<=\d)(?=(?:\d{3})+$)")


def _keep_cents(pandas) -> None:
    """12345678.9123 where pandas would write 1.234568e+07; with marks in results, not in data, where they would pass for text."""
    from pandas.io.formats import format as formats

    owner, trim, option, numpy = formats.FloatArrayFormatter, formats._trim_zeros_float, pandas.get_option, formats.np
    original = owner.get_result_as_array

    @wraps(original)
    def get_result_as_array(self):
        try:
            digits = _digits(self, numpy) if option("display.chop_threshold") is None else None
            if digits is not None:
                lead = " " if self.leading_space is True else ""
                empty = f" {self.na_rep}" if self.justify == "left" else self.na_rep
                values = self.values.tolist()
                texts = [empty if value != value else f"{value:{lead}.{digits}f}" for value in values]
                texts = trim(numpy.array(texts), self.decimal)
                whole = all(value != value or value == int(value) for value in values)
                return numpy.asarray(texts if whole or not _named else [*map(_marked, texts)], dtype=object)
        except Exception:
            pass
        return original(self)

    owner.get_result_as_array = get_result_as_array


def _marked(text: str) -> str:
    whole, point, rest = text.partition(".")
    return _THOUSANDS.sub(",", whole) + point + rest


def _digits(formatter, numpy) -> int | None:
    """None where pandas' own way is right, or the code has said how it wants them."""
    values = formatter.values
    if formatter.formatter is not None or formatter.float_format is not None or not formatter.fixed_width or formatter.decimal != ".":
        return None
    if type(values) is not numpy.ndarray or values.ndim != 1 or values.dtype.kind != "f" or numpy.isinf(values).any():
        return None
    sizes = numpy.abs(values[~numpy.isnan(values)])
    if not len(sizes) or not (1e4 if _named else 1e6) <= sizes.max() < _EXACT or ((sizes > 0) & (sizes < 10.0**-formatter.digits)).any():
        return None
    return max(1, min(formatter.digits, 15 - len(str(int(sizes.max())))))


# What it shows, for the host


def _described(pandas, frame, shown: int) -> dict:
    names = [_label(name) for name in frame.columns[:60].tolist()]
    if _is_number(frame.index):
        levels = _keys(pandas, frame)
    else:
        levels = [frame.index.get_level_values(at) for at in range(min(frame.index.nlevels, 4))]
    index = [level for one in levels if (level := _level(pandas, one))]
    return {"rows": len(frame), "columns": names, "index": index, "shownRows": shown}


def _keys(pandas, frame) -> list:
    """The leading columns that tell its rows apart, as `reset_index()` leaves them."""
    if not 1 < len(frame) <= 5000:
        return []
    for count in range(1, min(_MOST_KEYS, frame.shape[1] - 1) + 1):
        last = frame.iloc[:, count - 1]
        if last.dtype.kind == "f":
            return []
        if not frame.iloc[:, :count].duplicated().any():
            return [pandas.Index(frame.iloc[:, at]) for at in range(count)]
    return []


def _label(name) -> str:
    if type(name) is str:
        return name[:80]
    if type(name) is tuple:
        return " / ".join(_label(part) for part in name[:4])[:80]
    return "" if name is None else _word(name)[:80]


def _word(value) -> str:
    if type(value) is str:
        return value[:60]
    if type(value).__name__ == "Period" and type(value).__module__.startswith("pandas."):
        return str(value)[:60]
    return (simple(value).removesuffix(" 00:00:00") or bare(value))[:60]


_YEAR = re.compile(r"(^|[\W_])(year|yr|jahr|jaar|ann[eé]e|a[nñ]o|anno)s?($|[\W_])|年", re.I)
_MONTH_NAME = re.compile(r"(^|[\W_])(month|monat|maand|mois|mes|mese)s?($|[\W_])|月", re.I)
_TEXTS = (
    ("month", re.compile(r"\d{4}[-/.]\d{1,2}|\d{4}年\d{1,2}月|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?([ -]\d{2,4})?|\d{1,2}月", re.I)),
    ("quarter", re.compile(r"(\d{4}[- ]?)?Q[1-4]|Q[1-4][ -]\d{4}", re.I)),
    ("year", re.compile(r"(19|20)\d\d年?")),
    ("week", re.compile(r"\d{4}-?W\d{1,2}", re.I)),
    ("day", re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{4}年\d{1,2}月\d{1,2}日|\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2}/\d{1,2}/\d{4}")),
)
_PERIODS = {"Y": "year", "A": "year", "Q": "quarter", "M": "month", "W": "week", "D": "day"}


def _level(pandas, level) -> dict | None:
    rows = len(level)
    if rows == 0:
        return None
    distinct = level.nunique() if rows <= _MOST_ROWS else rows
    found = {"name": _label(level.name), "kind": "text", "distinct": int(distinct), "first": _word(level[:1].tolist()[0]), "last": _word(level[-1:].tolist()[0])}
    kind = level.dtype.kind
    name, some = found["name"], level[:200].tolist()
    step = None
    if kind == "M" or getattr(level.dtype, "tz", None) is not None:
        found["kind"], step = "date", _step_of_dates(level)
    elif type(level).__name__ == "PeriodIndex":
        found["kind"], step = "date", _PERIODS.get(level.freqstr[:1])
    elif kind in "iuf":
        years = all(value == value and 1800 <= value <= 2200 for value in some)
        months = all(value == value and 1 <= value <= 12 for value in some)
        step = "year" if years and _YEAR.search(name) else "month" if months and _MONTH_NAME.search(name) else None
        found["kind"] = "date" if step else "number"
    elif all(type(value) is datetime.date for value in some):
        found["kind"], step = "date", _step_of_dates(pandas.DatetimeIndex(level[:2000]))
    else:
        texts = [value for value in some if type(value) is str]
        if texts and len(texts) == len(some):
            step = next((each for each, pattern in _TEXTS if all(pattern.fullmatch(text.strip()) for text in texts)), None)
        found["kind"] = "date" if step else "text"
    return {**found, "step": step} if step else found


def _step_of_dates(level) -> str | None:
    days = level[:2000].dropna().tz_localize(None).unique().sort_values()
    if len(days) < 2:
        return None
    gap = min((days[1:] - days[:-1]).days)
    if gap < 1:
        return "day" if (days == days.normalize()).all() else None
    steps = ((358, "year"), (88, "quarter"), (28, "month"), (7, "week"), (1, "day"))
    return next(step for least, step in steps if gap >= least) if gap in (1, 7) or gap >= 28 else "day"
