"""Profile of JSON: the table in it, its nested keys as `json_normalize` names them, and the call that makes it, which was made before it is told."""

import json
import re
import time
from typing import NamedTuple

from delimited import SNIFF_BYTES
from encoding import encoding_of
from frames import SAMPLE_ROWS, table
from values import short, shown

MOST_BYTES = 64 * 1024 * 1024
PATIENCE_S = 4
_GAP = re.compile(r"[\s,]*")


class Table(NamedTuple):
    """Records, and how they are reached: `path` are the keys above them."""

    rows: list[dict]
    path: list[str]


def json_table(file, size: int, name: str) -> dict:
    data = file.read(MOST_BYTES)
    encoding = encoding_of(data[:SNIFF_BYTES])
    text = data.decode(encoding, "replace").removeprefix("\ufeff")
    if size > MOST_BYTES:
        if not text.lstrip().startswith("{"):
            return {"format": "json", "notes": ["too large to look into"]}
        text = text[: text.rfind("\n")]
    try:
        found, kind, bad, rest = json.loads(text), "json", 0, 0
    except ValueError:
        found, bad, rest = _lines(text)
        kind = "json lines"
        if not found or bad > 0.1 * len(found):
            return _joined(text, encoding, name)
    # Lines that are cut or are no JSON are left out by what they end with.
    whole = 'line.rstrip().endswith("}")' if bad else "line.strip()"
    if bad and not rest and sum(line.rstrip().endswith("}") for line in text.split("\n")) != len(found):
        raise ValueError(f"{bad:,} of its lines are no JSON")
    profile = _told(found, kind, _source(kind, encoding, name, whole), bad > 0)
    if rest and "rows" in profile:
        profile |= {"rows": profile["rows"] + rest, "sampled": min(SAMPLE_ROWS, len(found))}
    if size > MOST_BYTES and "rows" in profile:
        profile |= {"rows": int(profile["rows"] * size / MOST_BYTES), "sampled": min(SAMPLE_ROWS, len(found))}
        profile["notes"].append("the row count is an estimate")
    if bad:
        profile["notes"].append(f"{bad:,} line{'s are' if bad > 1 else ' is'} no JSON and left out")
    return profile | ({} if encoding == "utf-8" else {"encoding": encoding})


def _lines(text: str) -> tuple[list, int, int]:
    """What they hold, how many hold no JSON, and how many were left when time ran out."""
    found, bad, until = [], 0, time.monotonic() + PATIENCE_S
    lines = text.split("\n")
    for at, line in enumerate(lines):
        if at % 1000 == 999 and time.monotonic() > until:
            return found, bad, sum(bool(rest.strip()) for rest in lines[at:])
        if line.strip():
            try:
                found.append(json.loads(line))
            except ValueError:
                bad += 1
    return found, bad, 0


def _joined(text: str, encoding: str, name: str) -> dict:
    """Objects one behind the other, with commas between them or nothing. Raises ValueError if it is none."""
    found, decoder, at = [], json.JSONDecoder(), 0
    text = text.strip()
    while at < len(text):
        one, end = decoder.raw_decode(text, at)
        if not isinstance(one, dict):
            raise ValueError("no JSON")
        found.append(one)
        at = _GAP.match(text, end).end()
    whole = r'json.loads("[" + re.sub(r"\}[\s,]*\{", "},{", '
    source = f'{whole}open({json.dumps(name, ensure_ascii=False)}, encoding="{encoding}").read().strip().rstrip(",")) + "]")'
    # Where a text holds such brackets itself the code would tear it.
    if len(found) < 2 or json.loads("[" + re.sub(r"\}[\s,]*\{", "},{", text.rstrip(",")) + "]") != found:
        raise ValueError("no JSON")
    profile = _told(found, "json", source, True)
    if "read" in profile:
        profile["read"] = profile["read"].replace("import json;", "import json, re;", 1)
    profile["notes"].append("objects one behind the other, which is no JSON as a whole")
    return profile


def _told(found, kind: str, source: str, picked: bool) -> dict:
    """`source` is what makes `found`; `picked` if that is not the whole file."""
    if isinstance(found, dict) and (split := _split_table(found, kind, source)):
        return split
    if isinstance(found, dict) and _keyed(found):
        return _keyed_table(found, kind, source)
    if isinstance(found, list) and len(found) > 1 and all(isinstance(row, list) for row in found):
        return _rows(found, kind, source)
    there = _table(found)
    if there is None:
        if isinstance(found, dict):
            keys = ", ".join(short(str(key), 40) for key in list(found)[:20])
            return {"format": kind, "notes": [f"an object with the keys {keys}"]}
        return {"format": kind, "notes": [f"a list of {len(found)}" if isinstance(found, list) else "one value"]}
    profile = _records(there, kind, source, found)
    if picked and "read" not in profile:
        profile["read"] = f"import json; df = pd.DataFrame({source})"
    return profile


def _table(found, path: tuple[str, ...] = ()) -> Table | None:
    """The first list of objects, or the longest in an object."""
    if isinstance(found, list):
        return Table(found, list(path)) if found and all(isinstance(row, dict) for row in found) else None
    if not isinstance(found, dict) or len(path) > 2:
        return None
    below = [one for key, value in found.items() if (one := _table(value, (*path, key)))]
    return max(below, key=lambda one: len(one.rows), default=None)


def _source(kind: str, encoding: str, name: str, whole: str) -> str:
    file = f'open({json.dumps(name, ensure_ascii=False)}, encoding="{encoding}")'
    return f"json.load({file})" if kind == "json" else f"[json.loads(line) for line in {file} if {whole}]"


def _pandas():
    import pandas

    return pandas


def _flat(rows: list[dict]) -> tuple[list[str], list[list]] | None:
    """As `json_normalize` names and lays them out; None if it cannot."""
    try:
        frame = _pandas().json_normalize(rows)
    except Exception:
        return None
    names = [str(name) for name in frame.columns]
    return names, [[_at(row, name) for name in names] for row in rows]


def _at(row, name: str):
    """What stands under `a.b`; a key may hold a dot itself."""
    if not isinstance(row, dict):
        return None
    if name in row and not isinstance(row[name], dict):
        return row[name]
    for end in range(1, len(name)):
        if name[end] == "." and isinstance(row.get(name[:end]), dict):
            value = _at(row[name[:end]], name[end + 1 :])
            if value is not None:
                return value
    return {} if row.get(name) == {} else None


def _records(there: Table, kind: str, source: str, found) -> dict:
    rows, notes = there.rows[:SAMPLE_ROWS], []
    path = "".join(f"[{json.dumps(key, ensure_ascii=False)}]" for key in there.path)
    nested = list(dict.fromkeys(key for row in rows for key, value in row.items() if isinstance(value, dict) and value))
    flat = _flat(rows) if nested else None
    if flat is None:
        names = list(dict.fromkeys(str(key) for row in rows for key in row))
        cells = [[row.get(one) for one in names] for row in rows]
    else:
        names, cells = flat
    profile = table(kind, len(there.rows), names, names, cells, notes)
    source += path
    if flat is not None:
        profile["flat"] = [short(key, 80) for key in nested[:40]]
        profile["read"] = f"import json; df = pd.json_normalize({source})"
    elif path:
        profile["read"] = f"import json; df = pd.DataFrame({source})"
    _lists(profile, rows, cells, source)
    others = [key for key, value in found.items() if isinstance(value, list) and key not in there.path] if isinstance(found, dict) else []
    if others:
        notes.append(f"beside it lists under {', '.join(shown(key, 40) for key in others[:5])}")
    return profile


def _lists(profile: dict, rows: list[dict], cells: list[list], source: str) -> None:
    """Lists of objects in a column: a table of their own, with a row for each."""
    for at, column in enumerate(profile["columns"][:200]):
        lists = [row[at] for row in cells if isinstance(row[at], list)]
        if not lists:
            continue
        called = f"df[{json.dumps(column['name'], ensure_ascii=False)}]"
        objects = [one for some in lists for one in some]
        if not objects or not all(isinstance(one, dict) for one in objects):
            column["notes"] = [f"lists of {_kind(objects)}: df.explode({json.dumps(column['name'], ensure_ascii=False)})"]
            continue
        keys = list(dict.fromkeys(str(key) for one in objects for key in one))
        listed = ", ".join(short(key, 30) for key in keys[:6])
        column["notes"] = [f"lists of objects with {listed}"]
        ids = [one["name"] for one in profile["columns"] if one["type"] not in ("nested",)][:3]
        code = _record_path(rows, column["name"], ids, len(objects), source)
        if code:
            column["notes"] = [f"lists of objects with {listed}, {len(objects):,} in all: {code}"]
        elif called:
            column["notes"] = [f"lists of objects with {listed}: pd.json_normalize({called}.explode().dropna().tolist())"]


def _kind(values: list) -> str:
    kinds = {type(one) for one in values}
    return {str: "texts", int: "numbers", float: "numbers"}.get(next(iter(kinds)), "values") if len(kinds) == 1 else "values"


def _record_path(rows: list[dict], name: str, ids: list[str], count: int, source: str) -> str:
    """Tried on these rows: one row for each object, with the columns that tell which record it is of."""
    pieces = _split(rows, name)
    if pieces is None:
        return ""
    meta = [piece for one in ids if (piece := _split(rows, one))]
    path = pieces[0] if len(pieces) == 1 else pieces
    told = [one[0] if len(one) == 1 else one for one in meta]
    # Names that stand in both must not clash.
    inner = {key for row in rows for one in (_dig(row, pieces) or []) for key in one}
    told = [one for one in told if (one if isinstance(one, str) else ".".join(one)) not in inner]
    try:
        made = _pandas().json_normalize(rows, path, meta=told, errors="ignore")
    except Exception:
        return ""
    given = f"pd.json_normalize({source}, {json.dumps(path, ensure_ascii=False)}, meta={json.dumps(told, ensure_ascii=False)}, errors=\"ignore\")"
    return given if len(made) == count and len(given) < 380 else ""


def _split(rows: list[dict], name: str) -> list[str] | None:
    """The keys that lead to a column; None where some record lacks one on the way."""
    if all(name in row for row in rows):
        return [name]
    pieces = name.split(".")
    for row in rows:
        for piece in pieces[:-1]:
            if not isinstance(row, dict) or piece not in row:
                return None
            row = row[piece]
        if not isinstance(row, dict) or pieces[-1] not in row:
            return None
    return pieces


def _dig(row, pieces: list[str]):
    for piece in pieces:
        row = row.get(piece) if isinstance(row, dict) else None
    return row if isinstance(row, list) else None


def _keyed(found: dict) -> bool:
    """Records under their ids, or columns: all values are objects with about the same keys, or lists of one length."""
    values = list(found.values())
    if len(values) < 2:
        return False
    if all(isinstance(value, list) for value in values):
        return len({len(value) for value in values}) == 1 and len(values[0]) > 1 and not any(isinstance(one, dict | list) for value in values for one in value[:20])
    if not all(isinstance(value, dict) and value for value in values):
        return False
    keys = [set(value) for value in values[:200]]
    common = set.intersection(*keys)
    return len(common) >= max(2, 0.5 * max(map(len, keys)))


def _keyed_table(found: dict, kind: str, source: str) -> dict:
    pandas = _pandas()
    values = list(found.values())
    if isinstance(values[0], list):
        names = list(found)
        cells = [list(row) for row in zip(*values, strict=True)]
        return table(kind, len(cells), names, names, cells[:SAMPLE_ROWS], []) | {"read": f"import json; df = pd.DataFrame({source})"}
    # As pandas itself writes: columns, and in them the rows by number.
    if all(key.isdigit() for key in list(values[0])[:50]):
        names = list(found)
        index = list(dict.fromkeys(key for value in values for key in value))
        cells = [[value.get(key) for value in values] for key in index]
        return table(kind, len(index), names, names, cells[:SAMPLE_ROWS], [])
    records = [{"id": key} | value for key, value in found.items()]
    frame = pandas.json_normalize(records[:SAMPLE_ROWS])
    names = [str(one) for one in frame.columns]
    cells = [[_at(row, one) for one in names] for row in records[:SAMPLE_ROWS]]
    read = f'import json; df = pd.json_normalize([{{"id": key}} | one for key, one in {source}.items()])'
    return table(kind, len(records), names, names, cells, []) | {"read": read}


def _split_table(found: dict, kind: str, source: str) -> dict | None:
    """As pandas writes with `orient="split"`: the names, and the rows as lists."""
    names, rows = found.get("columns"), found.get("data", found.get("rows"))
    if not isinstance(names, list) or not isinstance(rows, list) or not rows or not all(isinstance(name, str) for name in names):
        return None
    if any(not isinstance(row, list) or len(row) != len(names) for row in rows):
        return None
    key = "data" if "data" in found else "rows"
    read = f'import json; split = {source}; df = pd.DataFrame(split["{key}"], columns=split["columns"])'
    return table(kind, len(rows), names, names, rows[:SAMPLE_ROWS], []) | {"read": read}


def _rows(found: list[list], kind: str, source: str) -> dict:
    header, data = found[0], found[1:]
    named = all(isinstance(cell, str) for cell in header) and len(set(header)) == len(header)
    if not named or any(len(row) != len(header) for row in data):
        return {"format": kind, "notes": [f"a list of {len(found)} lists: pd.DataFrame(...)"]}
    read = f"import json; rows = {source}; df = pd.DataFrame(rows[1:], columns=rows[0])"
    return table(kind, len(data), header, header, data[:SAMPLE_ROWS], []) | {"read": read}
