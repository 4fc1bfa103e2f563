"""Profiles of tables that are not text: workbooks, Parquet, JSON."""

import json

from columns import describe, id_note, pandas_names
from delimited import MAX_COLUMNS, SNIFF_BYTES, name_notes
from encoding import encoding_of
from layout import header_of
from values import brief, short, shown

SAMPLE_ROWS = 5000
# Whole numbers that others in their column make float, by kind of file; `{}` stands for the names and `str`.
_KEEPING = {
    "xlsx": "read_excel(..., dtype={})",
    "parquet": 'read_parquet(..., dtype_backend="numpy_nullable")',
    "json": "pd.DataFrame(json.load(open(...)), dtype=object)",
    "json lines": "pd.DataFrame(map(json.loads, open(...)), dtype=object)",
}


def _text(value) -> str:
    """A cell as it would stand in a text file."""
    if value is None or value != value:
        return ""
    if isinstance(value, float):
        return brief(value) if value.is_integer() and abs(value) < 1e15 else repr(value)
    text = str(value)
    return text.removesuffix(" 00:00:00")


def _column(name: str, values: list, kind: str | None) -> dict:
    """`kind` where the file itself says what the column is."""
    types = {type(value) for value in values if value is not None and value == value}
    texts = [_text(value) if not isinstance(value, list | dict) else "…" for value in values]
    column = describe(name, texts, mixed=str in types and len(types) > 1)
    for key in ("written", "order"):
        column.pop(key, None)
    if any(isinstance(value, list | dict) for value in values):
        column |= {"type": "nested", "samples": [], "notes": ["lists or objects: pd.json_normalize or explode"]}
        del column["distinct"]
    elif kind == "datetime":
        column["type"] = kind
        column.pop("notes", None)
    elif kind == "bool" and column["distinct"]:
        column["type"] = kind
    elif kind == "text" and column["type"] in ("int", "float") and not any("leading zeros" in note for note in column.get("notes", [])):
        column["notes"] = [f'numbers stored as text: pd.to_numeric(df[{json.dumps(name, ensure_ascii=False)}])']
        column["type"] = "text"
    return column


def _kind(values: list) -> str | None:
    """Of Python objects."""
    types = {type(value) for value in values if value is not None and value == value}
    if not types:
        return None
    if all(kind.__name__ in ("datetime", "Timestamp", "datetime64", "date") for kind in types):
        return "datetime"
    return {bool: "bool", str: "text"}.get(next(iter(types))) if len(types) == 1 else None


def _profile(kind: str, rows: int, header: list[str], data: list[list], notes: list[str]) -> dict:
    name_notes(header, notes)
    profile: dict = {"format": kind, "rows": rows}
    if len(data) < rows:
        profile["sampled"] = len(data)
    columns = [[row[at] if at < len(row) else None for row in data] for at in range(min(len(header), MAX_COLUMNS))]
    profile["columns"] = [_column(name, values, _kind(values)) for name, values in zip(header, columns, strict=False)]
    ids = [column["name"] for column in profile["columns"] if column.pop("ids", False)]
    if ids:
        notes.append(id_note(ids, _KEEPING[kind]))
    for column in profile["columns"]:
        odd = [note.replace("read_csv(", f"read_{kind.split()[0].replace('xlsx', 'excel')}(") for note in column.get("notes", [])]
        # Text stays text in Parquet.
        column |= {"notes": odd} if odd and kind != "parquet" else {}
    if len(header) > MAX_COLUMNS:
        notes.append(f"{len(header)} columns, the first {MAX_COLUMNS} are listed")
    return profile | {"notes": notes}


def excel(path: str) -> dict:
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    names = book.sheetnames
    sheet = book[names[0]]
    rows = [list(row) for _, row in zip(range(SAMPLE_ROWS + 40), sheet.iter_rows(values_only=True), strict=False)]
    most = sheet.max_row or len(rows)
    book.close()
    notes: list[str] = []
    if len(names) > 1:
        listed = ", ".join(short(name, 40) for name in names[:10])
        notes.append(f"{len(names)} sheets ({listed}); this is {shown(names[0], 40)}: read_excel(..., sheet_name=...)")
    while rows and all(cell is None for cell in rows[-1]):
        rows.pop()
        most = len(rows) if len(rows) < SAMPLE_ROWS else most
    if not rows:
        return {"format": "xlsx", "rows": 0, "columns": [], "notes": [*notes, "the sheet is empty"]}
    text = [[_text(cell) for cell in row] for row in rows[:200]]
    place = header_of(list(enumerate(text)))
    header = pandas_names(text[place])
    data = rows[place + 1 :]
    blank = sum(all(cell is None for cell in row) for row in data)
    if blank:
        notes.append(f'{blank:,} blank row{"s" * (blank > 1)}: df.dropna(how="all")')
    profile = _profile("xlsx", max(most - place - 1, len(data)), header, data, notes)
    return profile | ({"skip": place} if place else {})


def parquet(path: str) -> dict:
    import pyarrow.parquet

    file = pyarrow.parquet.ParquetFile(path)
    batch = next(file.iter_batches(SAMPLE_ROWS), None)
    names = [str(name) for name in file.schema_arrow.names]
    columns = [column.to_pylist() for column in batch.columns] if batch is not None else [[] for _ in names]
    data = [list(row) for row in zip(*columns, strict=True)]
    return _profile("parquet", file.metadata.num_rows, names, data, [])


def json_table(file, size: int) -> dict:
    if size > 64 * 1024 * 1024:
        return {"format": "json", "notes": ["too large to look into"]}
    data = file.read()
    encoding = encoding_of(data[:SNIFF_BYTES])
    text = data.decode(encoding, "replace")
    try:
        found = json.loads(text)
        kind = "json"
    except ValueError:
        found = [json.loads(line) for line in text.split("\n") if line.strip()]
        kind = "json lines"
    if isinstance(found, list) and found and all(isinstance(row, dict) for row in found):
        header = list(dict.fromkeys(str(key) for row in found[:SAMPLE_ROWS] for key in row))
        rows = [[row.get(name) for name in header] for row in found[:SAMPLE_ROWS]]
        profile = _profile(kind, len(found), header, rows, [])
        return profile | ({} if encoding == "utf-8" else {"encoding": encoding})
    if isinstance(found, dict):
        keys = ", ".join(short(str(key), 40) for key in list(found)[:20])
        tables = [key for key, value in found.items() if isinstance(value, list) and value and isinstance(value[0], dict)]
        hint = f': pd.json_normalize(data[{json.dumps(short(str(tables[0]), 40), ensure_ascii=False)}])' if tables else ""
        return {"format": kind, "notes": [f"an object with the keys {keys}{hint}"]}
    return {"format": kind, "notes": [f"a list of {len(found)}" if isinstance(found, list) else "one value"]}
