"""A table that was printed, cell by cell as it was printed, and how people are to read its columns: for a real table in the chat."""

import builtins
import re
from functools import wraps

# A copy, before any code runs: whoever replaces a builtin does not thereby replace it here.
globals()["__builtins__"] = dict(vars(builtins))

MOST_ROWS, MOST_COLUMNS = 100, 20
# Of all tables of a cell together, as the host keeps them.
MOST_CHARS = 14_000

_written: list | None = None
_told = 0


def begin() -> None:
    """Before each cell."""
    global _told
    _told = 0
    forget()


def forget() -> None:
    """Before each table."""
    global _written
    _written = None


def watch(formats) -> None:
    """Notes the texts that pandas puts together to a table."""
    for owner, name in ((formats.DataFrameFormatter, "get_strcols"), (formats.SeriesFormatter, "_get_formatted_values")):
        setattr(owner, name, _noted(vars(owner)[name]))


def _noted(original):
    @wraps(original)
    def note(self):
        global _written
        found = original(self)
        _written = [list(one) if type(one) is list else one for one in found]
        return found

    return note


def cells_of(shown, frame, index: list[dict], *, uncounted: bool, as_read: bool) -> dict | None:
    """`shown` is what was printed, `frame` the same as a frame; `uncounted`: without its row numbers."""
    global _told
    rows, columns = len(frame), frame.shape[1]
    if not _written or not 0 < rows <= MOST_ROWS or frame.columns.nlevels > 1:
        return None
    if shown is frame:
        lines = len(_written[0]) - rows
        levels = [] if uncounted or len(_written) == columns else _levels(frame.index, _written[0])
        bodies = _written[-columns:]
        # Without a header nobody knows what a column is.
        if not 1 <= lines <= 2 or len(_written) - columns not in (0, 1):
            return None
        heads = [body[0] for body in bodies]
        texts = [body[-rows:] for body in bodies]
    else:
        levels, lines = _levels(frame.index, frame.index._format_flat(include_name=False) if frame.index.nlevels == 1 else None), int(_has_name(frame.index))
        heads, texts = ["" if shown.name is None else str(shown.name)], [_written]
    names = ["" if name is None else str(name) for name in frame.index.names][: len(levels)]
    found = {
        "head": [text.strip() for text in (*names, *heads)],
        "rows": [[text.strip() for text in row] for row in zip(*levels, *texts, strict=True)],
        "kinds": ["label"] * len(levels) + [_kind(frame, at, index, as_read) for at in range(columns)],
        "levels": len(levels),
        "lines": lines,
    }
    size = sum(len(text) + 4 for row in (found["head"], *found["rows"]) for text in row)
    if len(found["head"]) > MOST_COLUMNS or len(found["rows"]) != rows or _told + size > MOST_CHARS:
        return None
    _told += size
    return found


def _levels(index, flat: list | None) -> list:
    if index.nlevels == 1:
        return [flat[-len(index) :]]
    return [list(level) for level in index._format_multi(sparsify=None, include_names=False)]


def _has_name(index) -> bool:
    return any(name is not None for name in index.names)


# Numbers that name something; years are told by their values.
_NAMES = re.compile(
    r"(^|[\W_])(ids?|nr|no|code|zip|plz|post(al)?[ _]?code|phone|tel|mobile|sku|ean|isbn|iban)($|[\W_])|number(?![ _]of)|nummer|编号|代码|号$|号码|邮编|电话|手机|番号",
    re.I,
)
_ID = re.compile(r"[a-z](Id|ID|Nr|No)$")
_YEAR = re.compile(r"(^|[\W_])(year|yr|jahr|jaar|ann[eé]e|a[nñ]o|anno)s?($|[\W_])|年", re.I)


def _kind(frame, at: int, index: list[dict], as_read: bool) -> str:
    """`number`: an amount, which gets marks; `plain`: digits that stay as they are; `label`: everything else."""
    column = frame.iloc[:, at]
    if column.dtype.kind not in "iuf":
        return "label"
    name = frame.columns[at]
    name = name if type(name) is str else ""
    values = [value for value in column.tolist() if value == value and type(value) in (int, float)]
    key = name and any(level["name"] == name for level in index)
    if _YEAR.search(name) and all(value <= 2200 for value in values):
        return "plain"
    if as_read or key or _NAMES.search(name) or _ID.search(name) or any(abs(value) >= 1e15 for value in values):
        return "plain"
    if any(value != int(value) for value in values if abs(value) < 1e15):
        return "number"
    # Ids become floats where one is missing.
    if column.dtype.kind == "f" and len(values) < len(column):
        return "plain"
    # Whole numbers: amounts where the rows are by words or dates; else they may be anything.
    by_words = bool(index) and all(level["kind"] in ("text", "date") for level in index)
    years = all(1900 <= value <= 2100 for value in values)
    return "number" if by_words and not years else "plain"
