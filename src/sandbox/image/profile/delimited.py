"""Profile of a text table: small files are read whole, large ones by rows from all over the file."""

import csv
import io
import time

from encoding import looks_like
from layout import Marks, header_of, marks_of, records
from lines import Lines
from rows import name_notes as name_notes
from rows import scale_note
from table import MAX_COLUMNS as MAX_COLUMNS
from table import Sample, told

# So many cells are looked at: seconds of work on a slow machine.
CELLS = 300_000
HEAD_BYTES = 8 * 1024 * 1024
HEAD_ROWS = 4000
SNIFF_BYTES = 256 * 1024
# A header that is longer is not read to its end.
HEADER_BYTES = 4 * 1024 * 1024
TAIL_BYTES = 16 * 1024


def delimited(file, size: int, kind: str) -> dict:
    start = file.read(SNIFF_BYTES)
    if not start:
        return {"format": kind, "rows": 0, "columns": [], "notes": ["the file is empty"]}
    encoding, other = looks_like(start)
    if b"\0" in start and not encoding.startswith("utf-"):
        return {"format": "binary data", "notes": ["not text, whatever its name says"]}
    wide = encoding[:6] in ("utf-16", "utf-32")
    text = start.decode(encoding, "replace")
    if kind == "text" and not any(mark in text for mark in ",;\t|"):
        file.seek(0)
        return {"format": "text", "notes": [f"{Lines(file, size, Marks(), 1).total} lines"]}
    marks, said = marks_of(text, "\t" if kind == "tsv" else ",")
    top, place, is_cut = _top(file, start, size, encoding, marks, said)
    if is_cut:
        return {"format": kind, "notes": [f"its header is longer than {HEADER_BYTES >> 20} MB, so its columns were not counted"]}
    if not any(any(cell.strip() for cell in row) for _, row in top[said:]):
        why = "its first line is longer than it should be" if text.strip() else "only blank lines"
        return {"format": kind, "rows": 0, "columns": [], "notes": [why]}
    above, header = top[place]
    file.seek(0)
    notes: list[str] = []
    if wide:
        count = _count_wide(file, size, encoding, marks, above, notes)
    else:
        lines = Lines(file, size, marks, len(header))
        if lines.strange:
            encoding, other = looks_like(lines.strange if encoding[:5] == "utf-8" else start + lines.strange)
        count = _count(lines, top[:place], above, notes)
    if other:
        notes.insert(0, f"the encoding may be {other} as well: look whether the words make sense")
    if scale := scale_note(cell for _, row in top[:place] for cell in row):
        notes.append(scale)
    # Blank lines alone above the header are nothing to skip.
    skip = above if any(row for _, row in top[:place]) else 0
    profile = {
        "format": kind,
        "rows": max(count, 0),
        **({"encoding": encoding} if encoding != "utf-8" else {}),
        **({"orEncoding": other} if other else {}),
        **({"delimiter": marks.delimiter} if marks.delimiter != "," else {}),
        **({"skip": skip} if skip else {}),
    }
    return told(profile, header, marks, _sample(file, size, encoding, marks, above, len(header), wide), notes)


def _top(file, start: bytes, size: int, encoding: str, marks: Marks, said: bool) -> tuple[list[tuple[int, list[str]]], int, bool]:
    """The first records, which of them is the header, and whether that goes on behind what may be read of it. `said`: the first names the delimiter."""
    while True:
        top = records(start.decode(encoding, "replace"), marks, 1000)
        place = said + header_of(top[said:])
        # The last record may go on behind what was read.
        if len(start) >= size or place < len(top) - 1:
            return top if len(start) >= size or len(top) == 1000 else top[:-1], place, False
        if len(start) >= HEADER_BYTES:
            return top, place, True
        start += file.read(len(start))


def _count(lines: Lines, above_it: list[tuple[int, list[str]]], above: int, notes: list[str]) -> int:
    """Rows; `above_it` are the records above the header, and `above` the lines."""
    blank_above = sum(not row for _, row in above_it)
    if lines.estimate:
        notes.append("the row count is an estimate")
    if lines.inside:
        notes.append("quotes do not pair up, so the row count is a guess")
    empty = lines.empty - sum(bool(row) and not any(row) for _, row in above_it)
    if empty:
        notes.append(f'{empty:,} row{"s" * (empty > 1)} without any value: df.dropna(how="all")')
    _say_blank(lines.blank - blank_above, notes)
    return lines.total - lines.blank - (0 if lines.inside else lines.quoted) - 1 - (above - blank_above)


def _say_blank(blank: int, notes: list[str]) -> None:
    if blank > 0:
        notes.append(f"{blank:,} blank row{'s' if blank > 1 else ''}")


def _count_wide(file, size: int, encoding: str, marks: Marks, above: int, notes: list[str]) -> int:
    """Rows; an estimate where time runs out."""
    until = time.monotonic() + 6
    rows, blank, share = 0, 0, 1.0
    text = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
    try:
        quoting = csv.QUOTE_MINIMAL if marks.quotes else csv.QUOTE_NONE
        reader = csv.reader((line.replace("\0", "") for line in text), delimiter=marks.delimiter, quoting=quoting)
        for row in reader:
            if reader.line_num <= above:
                continue
            rows += bool(row)
            blank += not row
            if rows % 10_000 == 0 and time.monotonic() > until:
                share = size / max(file.tell(), 1)
                break
    except csv.Error:
        share = 0
    finally:
        text.detach()
    if share != 1:
        notes.append("the row count is an estimate")
    _say_blank(int(blank * (share or 1)), notes)
    return max(int(rows * (share or 1)) - 1, 0)


def _sample(file, size: int, encoding: str, marks: Marks, above: int, width: int, wide: bool) -> Sample:
    """The rows below the header, or some of them, without the blank ones."""
    file.seek(0)
    data = file.read(HEAD_BYTES)
    whole = len(data) >= size
    if not whole:
        data = data[: data.rfind(b"\n") + 1 or len(data)]
        data = data[: len(data) - len(data) % 4] if wide else data
    most = max(2000, CELLS // max(width, 1))
    text = data.decode(encoding, "replace")
    read = records(text, marks, 2 * most)
    # A line break may stand inside quotes: then the last record goes on behind it.
    if not whole and len(read) < 2 * most:
        read = read[:-1]
    # Pandas leaves out what holds spaces alone.
    found = [(line, row) for line, row in read if line > above and row and (len(row) > 1 or row[0] == "" or row[0].strip())]
    if whole and len(read) < 2 * most and len(found) <= most:
        return Sample(data, text, found, [], True)
    others: list[list[str]] = []
    if not wide:
        for at in [size * step // 25 for step in range(1, 25)] + [max(size - TAIL_BYTES, 0)]:
            file.seek(at)
            part = file.read(65536)
            cut = part.decode(encoding, "replace").splitlines(keepends=True)[1 : None if at + len(part) >= size else -1][-500:]
            more = [row for _, row in records("".join(cut), marks) if len(row) == width]
            others += more[-max(10, most // 48) :]
    return Sample(data, text, found[: min(HEAD_ROWS, most)], others, False)
