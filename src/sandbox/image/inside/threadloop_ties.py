"""Ties: of several rows with one value some are shown, and nobody says so."""

import builtins

# A copy, before any code runs: whoever replaces a builtin does not thereby replace it here.
globals()["__builtins__"] = dict(vars(builtins))

from threadloop_hooks import Call, token_of  # noqa: E402
from threadloop_words import is_frame, is_series  # noqa: E402

MOST_SORTED = 50
#: `same`: rows with this value; `shown`: of these; `last`: it is the last value of a list.
ties: list[dict] = []
_sorted: dict[object, list] = {}


def begin() -> None:
    ties.clear()


def best(call: Call, name: str) -> None:
    """`idxmax()` and `idxmin()` of a Series."""
    values = call.args[0]
    if is_series(values) and len(values) > 1:
        _tell(int((values == (values.max() if name == "idxmax" else values.min())).sum()), 1, False)


def ordered(call: Call) -> None:
    """`sort_values()`, whose first rows may be taken next."""
    out, by = call.out, call.kwargs.get("by", call.args[1] if len(call.args) > 1 else None)
    if is_series(out) or (is_frame(out) and by is not None):
        _remember(out, [] if is_series(out) else [by] if type(by) is str else list(by))


def counted(call: Call) -> None:
    """`value_counts()`, which puts the largest first."""
    if call.kwargs.get("sort", True):
        _remember(call.result, [])


def _remember(out, by: list) -> None:
    _sorted[token_of(out)] = by
    while len(_sorted) > MOST_SORTED:
        del _sorted[next(iter(_sorted))]


def first(call: Call) -> None:
    """`head(n)` of what was put in order."""
    whole = call.args[0]
    by = _sorted.get(token_of(whole))
    # Without a number it is a look at the table.
    if by is None or not (len(call.args) > 1 or call.kwargs) or (is_series(whole) and by and whole.name not in by):
        return
    _cut(whole, call.result, by)


def largest(call: Call) -> None:
    """`nlargest(n)` and `nsmallest(n)`."""
    if call.kwargs.get("keep", "first") == "all":
        return
    by = call.kwargs.get("columns", call.args[2] if len(call.args) > 2 else [])
    _cut(call.args[0], call.result, [by] if type(by) is str else list(by))


def _cut(whole, part, by: list) -> None:
    if not 0 < len(part) < len(whole):
        return
    counts = []
    for rows in (whole, part):
        values = rows if is_series(rows) else rows[by]
        if not all(kind.kind in "iuf" for kind in ([values.dtype] if is_series(values) else values.dtypes)):
            return
        equal = values == (part if is_series(part) else part[by]).iloc[-1]
        counts.append(int((equal if is_series(rows) else equal.all(axis=1)).sum()))
    _tell(*counts, True)


def _tell(same: int, shown: int, last: bool) -> None:
    if same > shown > 0 and len(ties) < 4:
        ties.append({"same": same, "shown": shown, "last": last})
