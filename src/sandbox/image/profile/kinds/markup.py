"""Profile of XML: the elements that come again and again are the rows, and what stands in them or in their attributes the columns."""

import io
import json
from collections import Counter
from xml.etree import ElementTree

from frames import SAMPLE_ROWS, table

MOST_BYTES = 32 * 1024 * 1024


def markup(file, size: int, name: str) -> dict:
    if size > MOST_BYTES:
        return {"format": "xml", "notes": ["too large to look into"]}
    data = file.read(MOST_BYTES)
    root = ElementTree.fromstring(data)
    tag, count = max((Counter(child.tag for child in parent).most_common(1)[0] for parent in root.iter() if len(parent)), key=lambda one: one[1], default=("", 0))
    parts = sum(len(one) + len(one.attrib) for one in root.iter(tag)) if count > 1 else 0
    if not parts or "}" in tag:
        return {"format": "xml", "notes": [f"elements of the kind {root.tag.rpartition('}')[2][:60]}"]}
    import pandas

    path = f".//{tag}"
    frame = pandas.read_xml(io.BytesIO(data), xpath=path, parser="etree")
    names = [str(one) for one in frame.columns]
    rows = frame.astype(object).where(frame.notna(), None).values.tolist()
    profile = table("xml", len(rows), names, names, rows[:SAMPLE_ROWS], [])
    return profile | {"read": f"pd.read_xml({json.dumps(name, ensure_ascii=False)}, xpath={json.dumps(path)}, parser=\"etree\")"}
