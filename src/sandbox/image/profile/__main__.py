"""File profile, printed as JSON, for one file in /workspace or /data: what kind of table it is, its columns, and what is odd about it.

It must survive any bytes: whatever goes wrong becomes a note.
"""

import csv
import json
import os
import resource
import stat
import sys

# Numbers are read here as they are where a failed cell is looked into.
sys.path.append(os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "inside"))

from delimited import delimited  # noqa: E402
from frames import excel, json_table, parquet  # noqa: E402
from values import short  # noqa: E402

TEXT = {".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".txt": "text"}
MAX_NOTES = 30


def profile(name: str) -> dict:
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
            return {"format": ending[1:12] or "file", "notes": [f"it could not be read: {reason}"]}
        return {"format": short(ending[1:], 12) or "file", "notes": []}


def main() -> None:
    csv.field_size_limit(10 * 1024 * 1024)
    resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
    found = profile(sys.argv[1])
    found["notes"] = found["notes"][:MAX_NOTES]
    for column in found.get("columns", []):
        column["name"] = column["name"][:200]
    sys.stdout.write(json.dumps(found, ensure_ascii=False).encode("utf-8", "replace").decode())


main()
