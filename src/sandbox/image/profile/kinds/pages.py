"""Profile of an HTML page: its largest table as text with tabs, and code without a package that makes the same of it, which was run before it is told."""

import csv
import io
import json
import re
from html.parser import HTMLParser

from calls import options_of
from delimited import SNIFF_BYTES, delimited
from encoding import encoding_of

MOST_BYTES = 16 * 1024 * 1024
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_SAVE = "save it as .xlsx or CSV and send that"


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self.odd = False
        self._cell: list[str] | None = None
        #: Whether a row has a cell over several columns.
        self._wide: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag == "table":
            self.odd |= self._cell is not None
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self._end()
            self.tables[-1].append([])
            self._wide.append(False)
        elif tag in ("td", "th") and self.tables and self.tables[-1]:
            self._end()
            self._cell = []
            # Cells over several rows or columns.
            spans = {key for key, value in attrs if key in ("rowspan", "colspan") and value not in ("1", "", None)}
            self.odd |= "rowspan" in spans
            self._wide[-1] |= "colspan" in spans
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._end()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def _end(self) -> None:
        if self._cell is not None and self.tables and self.tables[-1]:
            self.tables[-1][-1].append(" ".join("".join(self._cell).split()))
            # Alone in its row it is a title.
            self.odd |= self._wide[-1] and len(self.tables[-1][-1]) > 1
        self._cell = None


def page(file, name: str, claimed: str) -> dict:
    data = file.read(MOST_BYTES)
    encoding = _encoding(data)
    tables = _Tables()
    tables.feed(data.decode(encoding, "replace"))
    tables.close()
    full = [[row for row in one if row] for one in tables.tables]
    rows = max(full, key=len, default=[])
    what = "an HTML page with a table" if rows else "an HTML page without a table"
    notes = [f"{what}, not {claimed}" if claimed else what]
    if len(rows) < 2:
        return {"format": "html", "notes": notes}
    text = io.StringIO()
    csv.writer(text, delimiter="\t", lineterminator="\n").writerows(rows)
    made = text.getvalue().encode()
    profile = delimited(io.BytesIO(made), len(made), "tsv")
    profile |= {"format": "html", "notes": notes + profile["notes"]}
    read = _code(name, encoding, profile)
    for key in ("encoding", "delimiter", "decimal", "thousands", "skip", "arguments"):
        profile.pop(key, None)
    names = [one["name"] for one in profile.get("columns", [])]
    if not tables.odd and names and _makes(read, data.decode(encoding, "replace"), rows, names):
        return profile | {"read": read}
    return {"format": "html", "notes": [f"{notes[0]}; {_SAVE}"]}


def _encoding(data: bytes) -> str:
    named = _CHARSET.search(data[:SNIFF_BYTES])
    found = encoding_of(data[:SNIFF_BYTES])
    if found.startswith("utf") or not named:
        return found
    # What a page says of itself is believed where it fits.
    try:
        name = {"gb2312": "gb18030", "gbk": "gb18030"}.get(said := named[1].decode().lower(), said)
        data.decode(name)
        return name
    except (LookupError, UnicodeDecodeError):
        return found


def _code(name: str, encoding: str, profile: dict) -> str:
    """The same text stands in the host's `precheck/reading/pages.ts`, which puts it into programs."""
    page = f'open({json.dumps(name, ensure_ascii=False)}, encoding="{encoding}").read()'
    options = ", ".join(['sep="\\t"', *options_of(profile)])
    return (
        r'import re, io, html; df = pd.read_csv(io.StringIO("\n".join("\t".join(" ".join(html.unescape(re.sub("<[^>]*>", " ", cell)).split()) '
        r'for cell in re.findall(r"(?is)<t[dh]\b[^>]*>(.*?)(?=</?t[dhr]\b|</table|\Z)", row)) '
        rf'for row in re.split(r"(?i)<tr\b", {page})[1:])), {options})'
    )


def _makes(read: str, page_text: str, rows: list[list[str]], names: list[str]) -> bool:
    """Whether that code comes to these rows, and pandas to these columns."""
    import pandas

    texts: list[str] = []

    class Heard:
        """In the place of `io`: what is read is looked at first."""

        @staticmethod
        def StringIO(text: str) -> io.StringIO:  # noqa: N802
            texts.append(text)
            return io.StringIO(text)

    scope: dict = {"pd": pandas, "io": Heard, "open": lambda *_given, **_options: io.StringIO(page_text)}
    try:
        exec(read.replace("import re, io, html;", "import re, html;", 1), scope)  # noqa: S102
    except Exception:
        return False
    made = [line.split("\t") for line in texts[0].split("\n")]
    return [row for row in made if any(row)] == [row for row in rows if any(row)] and [str(one) for one in scope["df"].columns][: len(names)] == names
