"""Profile of a table of Python objects, and of Parquet and Feather files."""

import json

from columns import describe, id_note
from levels import level_notes
from made import made_notes, once_note
from rows import name_notes
from table import MAX_COLUMNS
from values import brief

SAMPLE_ROWS = 5000
# Whole numbers that others in their column make float, by kind of file; `{}` stands for the names and `str`.
_KEEPING = {
    "xlsx": "read_excel(..., dtype={})",
    "parquet": 'read_parquet(..., dtype_backend="numpy_nullable")',
    "feather": 'read_feather(..., dtype_backend="numpy_nullable")',
    "sqlite": 'read_sql(..., dtype_backend="numpy_nullable")',
    "json": "pd.DataFrame(json.load(open(...)), dtype=object)",
    "json lines": "pd.DataFrame(map(json.loads, open(...)), dtype=object)",
}


def text_of(value) -> str:
    """A cell as it would stand in a text file."""
    if value is None or value != value:
        return ""
    if isinstance(value, float):
        return brief(value) if value.is_integer() and abs(value) < 1e15 else repr(value)
    text = str(value)
    return text.removesuffix(" 00:00:00")


def _column(name: str, values: list, kind: str | None, numeric: bool = False) -> dict:
    """`kind` where the file itself says what the column is."""
    types = {type(value) for value in values if value is not None and value == value}
    texts = [text_of(value) if not isinstance(value, list | dict) else "…" for value in values]
    mixed = (str in types and len(types) > 1 and not numeric) or any(kind.__name__ == "time" for kind in types)
    column = describe(name, texts, mixed=mixed)
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
    elif kind == "text" and not numeric and column["type"] in ("int", "float") and not any("leading zeros" in note for note in column.get("notes", [])):
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


def table(
    kind: str, rows: int, header: list[str], names: list[str], data: list[list], notes: list[str], numeric: list[bool] | None = None
) -> dict:
    """`header` as the file has it, `names` as pandas gives them; `numeric`: which columns pandas makes numbers, where it may make them of text."""
    name_notes(header, notes)
    profile: dict = {"format": kind, "rows": rows}
    if len(data) < rows:
        profile["sampled"] = len(data)
    columns = [[row[at] if at < len(row) else None for row in data] for at in range(min(len(names), MAX_COLUMNS))]
    profile["columns"] = [_column(name, values, _kind(values), bool(numeric and numeric[at])) for at, (name, values) in enumerate(zip(names, columns, strict=False))]
    ids = [column["name"] for column in profile["columns"] if column.pop("ids", False)]
    if ids:
        notes.append(id_note(ids, _KEEPING.get(kind, "")))
    for column in profile["columns"]:
        odd = [note.replace("read_csv(", f"read_{kind.split()[0].replace('xlsx', 'excel')}(") for note in column.get("notes", [])]
        # Text stays text in Parquet.
        column |= {"notes": odd} if odd and kind not in ("parquet", "feather") else {}
    texts = [["…" if isinstance(value, list | dict) else text_of(value) for value in values] for values in columns]
    once_note(profile["columns"], texts)
    made_notes(profile["columns"], texts)
    level_notes(profile["columns"], texts)
    if len(names) > MAX_COLUMNS:
        notes.append(f"{len(names)} columns, the first {MAX_COLUMNS} are listed")
    return profile | {"notes": notes}


def parquet(file) -> dict:
    import pyarrow.parquet

    table_file = pyarrow.parquet.ParquetFile(file)
    batch = next(table_file.iter_batches(SAMPLE_ROWS), None)
    return _arrow("parquet", table_file.metadata.num_rows, table_file.schema_arrow.names, batch)


def feather(file) -> dict:
    import pyarrow.ipc

    reader = pyarrow.ipc.open_file(file)
    rows = sum(reader.get_batch(at).num_rows for at in range(reader.num_record_batches))
    first = reader.get_batch(0).slice(0, SAMPLE_ROWS) if reader.num_record_batches else None
    return _arrow("feather", rows, reader.schema.names, first)


def _arrow(kind: str, rows: int, given: list, batch) -> dict:
    names = [str(name) for name in given]
    columns = [column.to_pylist() for column in batch.columns] if batch is not None else [[] for _ in names]
    return table(kind, rows, names, names, [list(row) for row in zip(*columns, strict=True)], [])
