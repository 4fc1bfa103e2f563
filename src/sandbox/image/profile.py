"""Prints a Card, as JSON, for one file in /workspace: what kind of table it is, its columns, and what is odd about it.

It must survive any bytes: whatever goes wrong becomes a note.
"""

import contextlib
import csv
import json
import os
import re
import resource
import stat
import sys
from collections import Counter

MAX_COLUMNS = 200
SAMPLE_ROWS = 2000
SAMPLE_BYTES = 1024 * 1024
CHUNK = 4 * 1024 * 1024
NULLS = {"", "NA", "N/A", "NaN", "nan", "null", "NULL", "None", "n/a", "#N/A", "<NA>"}
TEXT = {".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".txt": "text"}
INT = re.compile(r"[+-]?\d{1,18}")
FLOAT = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
MONEY = re.compile(r"\(?[+-]?[$€£¥₹]\s?[\d,.]+\)?|[+-]?[\d,.]+\s?[$€£¥₹]")
PERCENT = re.compile(r"[+-]?\d+([.,]\d+)?\s?%")
GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
COMMA = re.compile(r"[+-]?\d+,\d+|[+-]?\d{1,3}(\.\d{3})+(,\d+)?")
DATE = re.compile(
    r"\d{4}[-/.年]\d{1,2}([-/.月]\d{1,2}日?)?([T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s?(Z|[+-]\d{2}:?\d{2}|UTC)?)?"
    r"|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}([T ]\d{1,2}:\d{2}(:\d{2})?\s?([AaPp][Mm])?)?"
    r"|\d{1,2}[ -][A-Za-z]{3,9}[ -]\d{2,4}|[A-Za-z]{3,9} \d{1,2},? \d{4}"
)
BOOL = {"true", "false", "yes", "no", "t", "f", "y", "n"}


def short(text: str, limit: int = 24) -> str:
    text = re.sub(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", " ", text)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def diverse(values: list[str]) -> list[str]:
    """Up to three different values: the most common, the shortest and the longest."""
    seen = list(dict.fromkeys(values))
    if len(seen) <= 3:
        return [short(value) for value in seen]
    common = Counter(values).most_common(1)[0][0]
    picked = [common, min(seen, key=len), max(seen, key=len), *seen]
    return list(dict.fromkeys(short(value) for value in picked))[:3]


def kind_of(value: str) -> str:
    if INT.fullmatch(value):
        return "int"
    if FLOAT.fullmatch(value) or value.lower() in ("inf", "-inf"):
        return "float"
    if value.lower() in BOOL:
        return "bool"
    if len(value) <= 40 and DATE.fullmatch(value):
        return "date"
    return "text"


def describe(name: str, values: list[str], notes: list[str]) -> dict:
    filled = [value.strip() for value in values if value.strip() not in NULLS]
    kinds = Counter(kind_of(value) for value in filled)
    if kinds["float"]:
        kinds["float"] += kinds.pop("int", 0)
    best, count = kinds.most_common(1)[0] if kinds else ("text", 0)
    shown = short(name, 80)
    if filled and count < len(filled):
        if count >= 0.8 * len(filled) and best != "text":
            other = next(value for value in filled if kind_of(value) not in (best, "int" if best == "float" else best))
            notes.append(f"column {shown}: mostly {best}, but also values like '{short(other)}'")
        if count < 0.98 * len(filled):
            best = "text"
    if best == "text":
        for pattern in (MONEY, PERCENT, GROUPED, COMMA):
            like = [value for value in filled if pattern.fullmatch(value)]
            if like and len(like) >= 0.5 * len(filled):
                notes.append(f"column {shown}: values like '{short(like[0])}'")
                break
    if best == "date":
        shapes = Counter(re.sub(r"[A-Za-z]+", "a", re.sub(r"\d+", "0", value)) for value in filled)
        if len(shapes) > 1:
            notes.append(f"column {shown}: {len(shapes)} date formats in it")
    if name != name.strip():
        notes.append(f"column '{shown}': spaces around its name")
    return {"name": short(name, 80), "type": best, "nulls": len(values) - len(filled), "samples": diverse(filled)}


def encoding_of(data: bytes) -> str:
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return name
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError as fault:
        if fault.start >= len(data) - 3 and fault.reason == "unexpected end of data":
            return "utf-8"
    high = re.findall(rb"[\x80-\xff]+", data)
    with contextlib.suppress(UnicodeDecodeError):
        text = data.decode("gb18030")
        chinese = len(re.findall(r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]", text))
        # Western text has single accented letters; double-byte text has runs of high bytes.
        if chinese and sum(len(run) >= 2 for run in high) > 0.8 * len(high):
            return "gb18030"
    with contextlib.suppress(UnicodeDecodeError):
        data.decode("cp1252")
        if re.search(rb"[\x80-\x9f]", data):
            return "cp1252"
    return "latin-1"


def delimiter_of(text: str, ending: str) -> str:
    lines = [line for line in text.splitlines()[:200] if line.strip()]
    best, best_score = "\t" if ending == "tsv" else ",", 0.0
    for mark in (",", ";", "\t", "|"):
        try:
            counts = Counter(len(row) for row in csv.reader(lines, delimiter=mark))
        except csv.Error:
            continue
        width, times = max(counts.items(), key=lambda item: (item[0] > 1, item[1]), default=(1, 0))
        score = times / max(len(lines), 1) * min(width, 50) ** 0.25 if width > 1 else 0.0
        if score > best_score:
            best, best_score = mark, score
    return best


class Lines:
    """Counts the lines of a file in one quick pass: all, blank, only delimiters, and those inside quotes."""

    def __init__(self, file, delimiter: bytes, width: int) -> None:
        self.total = self.blank = self.empty = self.quoted = 0
        self.valid_utf8 = True
        self.inside = False
        only = delimiter * (width - 1)
        rest = b""
        while chunk := file.read(CHUNK):
            if self.valid_utf8 and not chunk.isascii():
                # A character may be cut at the edge of the chunk: up to three bytes there are let through.
                try:
                    chunk.strip(bytes(range(0x80, 0x100))).decode("utf-8")
                except UnicodeDecodeError:
                    self.valid_utf8 = False
            if b'"' in chunk:
                for index, part in enumerate(chunk.split(b'"')):
                    if index:
                        self.inside = not self.inside
                    if self.inside:
                        self.quoted += part.count(b"\n")
            elif self.inside:
                self.quoted += chunk.count(b"\n")
            if b"\r" in chunk:
                chunk = chunk.replace(b"\r", b"")
            lines = (rest + chunk).split(b"\n")
            rest = lines.pop()
            if len(rest) > CHUNK:
                rest = rest[:16]
            self._count(lines, only)
        if rest:
            self._count([rest], only)

    def _count(self, lines: list[bytes], only: bytes) -> None:
        self.total += len(lines)
        self.blank += lines.count(b"")
        if only:
            self.empty += lines.count(only)


def sample_of(file, size: int, encoding: str, delimiter: str) -> tuple[list[list[str]], list[list[str]], bool]:
    """Rows from the start, rows from elsewhere, and whether these are all rows."""
    head = file.read(SAMPLE_BYTES)
    text = head.decode(encoding, "replace")
    whole = len(head) >= size
    lines = text.splitlines(keepends=True)
    if not whole and lines:
        lines.pop()
    rows: list[list[str]] = []
    try:
        for row in csv.reader((line.replace("\0", "") for line in lines), delimiter=delimiter):
            rows.append(row)
            if len(rows) > SAMPLE_ROWS:
                whole = False
                break
    except csv.Error:
        whole = False
    more: list[list[str]] = []
    if not whole and encoding != "utf-16":
        for step in range(1, 9):
            file.seek(size * step // 9)
            part = file.read(65536).decode(encoding, "replace").splitlines()[1:-1]
            with contextlib.suppress(csv.Error):
                more.extend(csv.reader(part[:200], delimiter=delimiter))
    return rows, more, whole


def delimited(file, size: int, kind: str) -> dict:
    notes: list[str] = []
    head = file.read(256 * 1024)
    if not head:
        return {"format": kind, "rows": 0, "columns": [], "notes": ["the file is empty"]}
    encoding = encoding_of(head)
    if b"\0" in head and encoding != "utf-16":
        return {"format": "binary data", "notes": [f"{size} bytes", "not text, whatever its name says"]}
    text = head.decode(encoding, "replace")
    if kind == "text" and not any(mark in text for mark in ",;\t|"):
        file.seek(0)
        return {"format": "text", "notes": [f"{Lines(file, b'', 1).total} lines"]}
    delimiter = delimiter_of(text, kind)
    file.seek(0)
    rows, more, whole = sample_of(file, size, encoding, delimiter)
    rows = [row for row in rows if row]
    if not rows:
        why = "only blank lines" if whole or not text.strip() else "its first line is longer than a megabyte"
        return {"format": kind, "rows": 0, "columns": [], "notes": [why]}
    header, data = rows[0], rows[1:]
    width = len(header)
    file.seek(0)
    lines = Lines(file, delimiter.encode(), width)
    if encoding == "utf-8" and not lines.valid_utf8:
        encoding = "latin-1"
    if encoding == "utf-16":
        file.seek(0)
        count = sum(1 for line in file.read(64 * CHUNK).decode("utf-16", "replace").splitlines() if line.strip()) - 1
        blank = 0
    else:
        count = lines.total - lines.blank - lines.quoted - 1
        blank = lines.blank + lines.empty
    if lines.inside:
        notes.append("quotes do not pair up, so the row count is a guess")
        count = lines.total - lines.blank - 1
    if encoding != "utf-8":
        notes.append(f"encoding {encoding}")
    if delimiter != ",":
        notes.append(f"delimiter {'tab' if delimiter == chr(9) else delimiter}")
    if blank:
        notes.append(f"{blank:,} blank row{'s' if blank > 1 else ''}")
    if all(kind_of(name.strip()) in ("int", "float") or not name.strip() for name in header):
        notes.append("the first row looks like data, not like names")
    odd = [row for row in data if len(row) != width]
    if odd:
        notes.append(f"{len(odd)} rows of the first {len(data)} have another number of fields than {width}")
    repeated = [name for name, times in Counter(header).items() if times > 1]
    if repeated:
        notes.append(f"repeated column name: {short(repeated[0], 80)}")
    data += [row for row in more if len(row) == width]
    if not whole:
        notes.append(f"types, nulls and samples are from {len(data)} rows")
    columns = [
        describe(name, [row[place] if place < len(row) else "" for row in data], notes)
        for place, name in enumerate(header[:MAX_COLUMNS])
    ]
    if width > MAX_COLUMNS:
        notes.append(f"{width} columns, the first {MAX_COLUMNS} are listed")
    return {"format": kind, "rows": max(count, 0), "columns": columns, "notes": notes}


def framed(frame, rows: int, kind: str, notes: list[str]) -> dict:
    """A Card from a pandas frame that holds the first rows."""
    columns = []
    for name in list(frame.columns)[:MAX_COLUMNS]:
        values = frame[name]
        column = describe(str(name), ["" if value is None or value != value else str(value) for value in values], notes)
        kinds = {"i": "int", "u": "int", "f": "float", "b": "bool", "M": "date"}
        column["type"] = kinds.get(getattr(values.dtype, "kind", ""), column["type"])
        columns.append(column)
    if len(frame) < rows:
        notes.append(f"types, nulls and samples are from {len(frame)} rows")
    return {"format": kind, "rows": rows, "columns": columns, "notes": notes}


def excel(path: str) -> dict:
    import openpyxl
    import pandas

    book = openpyxl.load_workbook(path, read_only=True)
    names = book.sheetnames
    rows = max((book[names[0]].max_row or 1) - 1, 0)
    book.close()
    frame = pandas.read_excel(path, nrows=SAMPLE_ROWS)
    notes = [f"sheet {short(names[0], 40)} of {len(names)}: {', '.join(short(name, 40) for name in names[:10])}"]
    return framed(frame, len(frame) if len(frame) < SAMPLE_ROWS else rows, "xlsx", notes)


def parquet(path: str) -> dict:
    import pyarrow.parquet

    file = pyarrow.parquet.ParquetFile(path)
    batch = next(file.iter_batches(SAMPLE_ROWS), None)
    frame = batch.to_pandas() if batch is not None else file.schema_arrow.empty_table().to_pandas()
    return framed(frame, file.metadata.num_rows, "parquet", [])


def json_table(file, size: int) -> dict:
    import pandas

    if size > 64 * 1024 * 1024:
        return {"format": "json", "notes": [f"{size} bytes, too large to look into"]}
    data = file.read()
    try:
        found = json.loads(data)
        kind = "json"
    except ValueError:
        found = [json.loads(line) for line in data.splitlines() if line.strip()]
        kind = "json lines"
    if isinstance(found, list) and found and all(isinstance(row, dict) for row in found[:SAMPLE_ROWS]):
        return framed(pandas.DataFrame(found[:SAMPLE_ROWS]), len(found), kind, [])
    if isinstance(found, dict):
        keys = ", ".join(short(str(key), 40) for key in list(found)[:20])
        return {"format": kind, "notes": [f"an object with the keys {keys}"]}
    return {"format": kind, "notes": [f"a list of {len(found)}" if isinstance(found, list) else "one value"]}


def card(name: str) -> dict:
    ending = os.path.splitext(name)[1].lower()
    path = name if name.startswith("/data/") else f"/workspace/{os.path.basename(name)}"
    with open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
        state = os.fstat(file.fileno())
        if not stat.S_ISREG(state.st_mode):
            return {"format": "no regular file", "notes": []}
        size = state.st_size
        try:
            if ending in TEXT:
                return delimited(file, size, TEXT[ending])
            if ending in (".xlsx", ".xlsm"):
                return excel(path)
            if ending in (".parquet", ".pq"):
                return parquet(path)
            if ending in (".json", ".jsonl", ".ndjson"):
                return json_table(file, size)
        except Exception as fault:
            reason = short(f"{type(fault).__name__}: {fault}", 200)
            return {"format": ending[1:12] or "file", "notes": [f"{size} bytes", f"it could not be read: {reason}"]}
        return {"format": short(ending[1:], 12) or "file", "notes": [f"{size} bytes"]}


def main() -> None:
    csv.field_size_limit(10 * 1024 * 1024)
    resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
    found = card(sys.argv[1])
    if len(found["notes"]) > 30:
        found["notes"] = found["notes"][:30] + ["more is odd about it than fits here"]
    sys.stdout.write(json.dumps(found, ensure_ascii=False).encode("utf-8", "replace").decode())


main()
