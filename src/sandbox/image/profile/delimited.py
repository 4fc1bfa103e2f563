"""Profile of a text table: small files are read whole, large ones by rows from all over the file."""

import csv
import io
import json
import os
import time
from collections import Counter
from math import isclose

from columns import Numbers, describe, id_note, pandas_names
from encoding import encoding_of
from layout import delimiter_of, first_is_data, header_of, records
from lines import Lines
from values import NULLS, short, shown

MAX_COLUMNS = 200
# So many cells are looked at: about a second's work.
CELLS = 400_000
HEAD_BYTES = 8 * 1024 * 1024
HEAD_ROWS = 4000
SNIFF_BYTES = 256 * 1024
# A header that is longer is not read to its end.
HEADER_BYTES = 4 * 1024 * 1024
TOTALS = {"total", "totals", "grand total", "sum", "summe", "gesamt", "合计", "总计", "總計", "合計", "小计"}


def delimited(file, size: int, kind: str) -> dict:
    start = file.read(SNIFF_BYTES)
    if not start:
        return {"format": kind, "rows": 0, "columns": [], "notes": ["the file is empty"]}
    encoding = encoding_of(start)
    if b"\0" in start and not encoding.startswith("utf-"):
        return {"format": "binary data", "notes": ["not text, whatever its name says"]}
    wide = encoding[:6] in ("utf-16", "utf-32")
    text = start.decode(encoding, "replace")
    if kind == "text" and not any(mark in text for mark in ",;\t|"):
        file.seek(0)
        return {"format": "text", "notes": [f"{Lines(file, size, b"", 1).total} lines"]}
    delimiter = delimiter_of(text, "\t" if kind == "tsv" else ",")
    top, place, is_cut = _top(file, start, size, encoding, delimiter)
    if is_cut:
        return {"format": kind, "notes": [f"its header is longer than {HEADER_BYTES >> 20} MB, so its columns were not counted"]}
    if not any(any(cell.strip() for cell in row) for _, row in top):
        why = "its first line is longer than it should be" if text.strip() else "only blank lines"
        return {"format": kind, "rows": 0, "columns": [], "notes": [why]}
    above, header = top[place]
    # Blank lines alone above the header are nothing to skip.
    skip = above if any(row for _, row in top[:place]) else 0
    notes: list[str] = []
    file.seek(0)
    if wide:
        count, blank, guess = _count_wide(file, size, encoding, delimiter, above)
        if guess:
            notes.append("the row count is an estimate")
    else:
        lines = Lines(file, size, delimiter.encode(), len(header))
        if lines.strange and encoding[:5] == "utf-8":
            encoding = encoding_of(lines.strange)
            if encoding == "utf-8":
                notes.append('some bytes are no utf-8: read_csv(..., encoding_errors="replace")')
        blank_above = sum(not row for _, row in top[:place])
        count = lines.total - lines.blank - lines.quoted - 1 - (above - blank_above)
        blank = lines.blank + lines.empty - blank_above
        if lines.estimate:
            notes.append("the row count is an estimate")
        if lines.inside:
            notes.append("quotes do not pair up, so the row count is a guess")
            count = lines.total - lines.blank - 1 - (above - blank_above)
        blank -= lines.empty
        empty = lines.empty - sum(bool(row) and not any(row) for _, row in top[:place])
        if empty:
            notes.append(f'{empty:,} row{"s" * (empty > 1)} without any value: df.dropna(how="all")')
    if blank > 0:
        notes.append(f"{blank:,} blank row{'s' if blank > 1 else ''}")
    rows, whole = _sample(file, size, encoding, delimiter, above, len(header), wide)
    profile = {"format": kind, "rows": max(count, 0)}
    if encoding != "utf-8":
        profile["encoding"] = encoding
    if delimiter != ",":
        profile["delimiter"] = delimiter
    if skip:
        profile["skip"] = skip
    data = _shape(header, rows, whole, notes)
    if not whole:
        profile["sampled"] = len(data)
    names = pandas_names(header)
    cells = list(zip(*data, strict=False)) if data else [()] * len(header)
    profile["columns"] = _columns(names[:MAX_COLUMNS], cells)
    if len(names) > MAX_COLUMNS:
        notes.append(f"{len(names)} columns, the first {MAX_COLUMNS} are listed")
    _agree(profile, names, data, notes)
    return profile | {"notes": notes}


def _top(file, start: bytes, size: int, encoding: str, delimiter: str) -> tuple[list[tuple[int, list[str]]], int, bool]:
    """The first records, which of them is the header, and whether that goes on behind what may be read of it."""
    while True:
        top = records(start.decode(encoding, "replace"), delimiter, 1000)
        place = header_of(top)
        # The last record may go on behind what was read.
        if len(start) >= size or place < len(top) - 1:
            return top if len(start) >= size or len(top) == 1000 else top[:-1], place, False
        if len(start) >= HEADER_BYTES:
            return top, place, True
        start += file.read(len(start))


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


def _count_wide(file, size: int, encoding: str, delimiter: str, above: int) -> tuple[int, int, bool]:
    """Rows, blank rows, and whether time ran out, so that they are an estimate."""
    until = time.monotonic() + 6
    rows = blank = 0
    try:
        text = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
        reader = csv.reader((line.replace("\0", "") for line in text), delimiter=delimiter)
        for row in reader:
            if reader.line_num <= above:
                continue
            rows += bool(row)
            blank += not row
            if rows % 10_000 == 0 and time.monotonic() > until:
                share = size / max(file.tell(), 1)
                return int(rows * share), int(blank * share), True
    except csv.Error:
        return max(rows - 1, 0), blank, True
    finally:
        text.detach()
    return max(rows - 1, 0), blank, False


def _sample(file, size, encoding, delimiter, above, width, wide) -> tuple[list[list[str]], bool]:
    """The rows below the header, or some of them, without the blank ones; and whether these are all."""
    file.seek(0)
    data = file.read(HEAD_BYTES)
    whole = len(data) >= size
    if not whole:
        data = data[: data.rfind(b"\n") + 1 or len(data)]
        data = data[: len(data) - len(data) % 4] if wide else data
    most = max(2000, CELLS // max(width, 1))
    read = records(data.decode(encoding, "replace"), delimiter, 2 * most)
    # A line break may stand inside quotes: then the last record goes on behind it.
    if not whole and len(read) < 2 * most:
        read = read[:-1]
    found = [row for line, row in read if line > above and row]
    if whole and len(read) < 2 * most and len(found) <= most:
        return found, True
    found = found[: min(HEAD_ROWS, most)]
    if not wide:
        for step in range(1, 25):
            file.seek(size * step // 25)
            part = file.read(65536).decode(encoding, "replace")
            lines = part.splitlines(keepends=True)[1:-1][:500]
            more = [row for _, row in records("".join(lines), delimiter)]
            found += [row for row in more if len(row) == width][: max(10, most // 48)]
    return found, False


def _shape(header: list[str], rows: list[list[str]], whole: bool, notes: list[str]) -> list[list[str]]:
    """The rows as pandas would lay them out under the header; what does not fit is noted."""
    width = len(header)
    scope = "" if whole else f" of {len(rows):,}"
    longer = sum(len(row) > width for row in rows)
    if rows and longer >= 0.9 * len(rows) and Counter(len(row) for row in rows).most_common(1)[0][0] == width + 1:
        if all(row[-1] == "" for row in rows if len(row) > width):
            notes.append("every row ends with a delimiter: read_csv(..., index_col=False)")
        else:
            notes.append("rows have one field more than the header, so pandas makes the first the index: reset_index()")
            rows = [row[1:] for row in rows]
        longer = 0
    if longer:
        notes.append(
            f'{longer:,} row{"s" * (longer > 1)}{scope} with more fields than the header: read_csv(..., on_bad_lines="skip")'
        )
    fewer = [row for row in rows if len(row) < width]
    if fewer:
        like = f", like {shown(fewer[-1][0])}" if len(fewer[-1]) == 1 else ""
        notes.append(f"{len(fewer):,} row{'s' * (len(fewer) > 1)}{scope} with fewer fields than the header{like}")
    data = [row + [""] * (width - len(row)) for row in (row[:width] for row in rows if len(row) <= width or not longer)]
    if first_is_data(header, data):
        notes.append("the first row looks like data, not like names: read_csv(..., header=None)")
    again = sum(row == header for row in data)
    if again:
        notes.append(f"the header stands again in {again:,} row{'s' * (again > 1)}: drop these rows")
    if whole and len(data) > 2:
        last = next((cell.strip() for cell in data[-1] if cell.strip()), "")
        if last.casefold().rstrip(":：") in TOTALS:
            notes.append(f"the last row is a total ({shown(last)}): drop it before computing")
    filled = [row for row in data if any(row)]
    if width > 2 and (times := len(filled) - len({tuple(row) for row in filled})):
        notes.append(f"{times:,} repeated row{'s' * (times > 1)}{scope}: keep them unless asked")
    name_notes(header, notes)
    return data


def name_notes(header: list[str], notes: list[str]) -> None:
    twice = next((name for name, times in Counter(header).items() if times > 1 and name), None)
    if twice is not None:
        notes.append(f"column name {shown(twice, 40)} twice: pandas calls the second {shown(twice + '.1', 42)}")
    folded: dict[str, list[str]] = {}
    for name in dict.fromkeys(header):
        folded.setdefault(name.strip().casefold(), []).append(name)
    alike = next((names for names in folded.values() if len(names) > 1), None)
    if any(name != name.strip() for name in header):
        notes.append("spaces around column names: keep them")
    if alike:
        both = " and ".join(json.dumps(short(name, 40), ensure_ascii=False) for name in alike[:2])
        notes.append(f"columns {both} differ only by case or spaces: write them exactly so")


def _agree(profile: dict, names: list[str], data: list[list[str]], notes: list[str]) -> None:
    """Decimal commas and thousands marks that `read_csv` can take away, where no column stands against it; ids that it must leave as text."""
    columns = profile["columns"]
    written = [(at, column.pop("written")) for at, column in enumerate(columns) if "written" in column]
    ids = [column["name"] for column in columns if column.pop("ids", False)]
    trial = Trial(names, data)
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
            whole = all(numbers.number(value).is_integer() for value in numbers.cells) and kind == "grouped"
            column["type"] = "int" if whole and not numbers.kinds["float"] else "float"
            column["notes"] = [note.split(": ")[0] if " like " in note else note for note in column["notes"]]


class Trial:
    """Rows of the table, read by pandas as the model would be told to."""

    def __init__(self, names: list[str], data: list[list[str]]) -> None:
        self._names, self._data = names, data

    def _frame(self, **options):
        import pandas

        text = io.StringIO()
        csv.writer(text).writerows([self._names, *self._data])
        text.seek(0)
        return pandas.read_csv(text, skip_blank_lines=False, low_memory=False, **options)

    def right(self, marks: dict[str, str], same: dict[int, Numbers]) -> bool:
        """Whether those columns come out as they should, and all others as they would without it."""
        try:
            usual, frame = self._frame(), self._frame(**marks)
        except Exception:
            return False
        for at in range(len(frame.columns)):
            column = frame.iloc[:, at]
            if at not in same:
                if not column.equals(usual.iloc[:, at]):
                    return False
                continue
            made = column.tolist()
            texts = [row[at].strip() for row in self._data]
            numbers = same[at]
            for text, number in zip(texts, made, strict=True):
                if text in numbers.cells and (isinstance(number, str) or not isclose(number, numbers.number(text), rel_tol=1e-9)):
                    return False
        return True

    def keeps(self, ids: list[str]) -> bool:
        try:
            frame = self._frame(dtype=dict.fromkeys(ids, str))
        except Exception:
            return False
        return all(
            text.strip() in NULLS or text == made
            for name in ids
            for text, made in zip((row[self._names.index(name)] for row in self._data), frame[name].tolist(), strict=True)
        )
