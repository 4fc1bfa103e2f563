"""Joins that failed: which of the two tables lacks the key, and what it calls it, tried on the values before it is told."""

import ast

from threadloop_closest import closest
from threadloop_told import Told, listed
from threadloop_where import Spot
from threadloop_words import bare, columns_of, is_frame, label

JOINS = ("merge", "merge_asof", "merge_ordered")
MOST_VALUES = 5_000
#: Of the different values of one key, those that the other has.
LEAST = 0.5


def missing_join_key(spot: Spot, wanted: str, told: Told) -> bool:
    """Whether it was a join of two known tables, of which one lacks this key; then that is said."""
    call = spot.failing
    sides = _sides(call, spot) if isinstance(call, ast.Call) else []
    if len(sides) != 2:
        return False
    given = {word.arg: _texts(word.value) for word in call.keywords if word.arg}
    place = next((at for at, word in enumerate(("left_on", "right_on")) if wanted in given.get(word, [])), None)
    lacking = [at for at, (_, frame) in enumerate(sides) if wanted not in _names(frame) and place in (None, at)]
    if len(lacking) != 1:
        return False
    (name, frame), (other_name, other) = sides[lacking[0]], sides[1 - lacking[0]]
    theirs = wanted if place is None else next(iter(given.get(("right_on", "left_on")[place], [])), None)
    near = closest(wanted, [column for column in columns_of(frame) if type(column) is str])
    close = f"; the closest is {bare(near[0])}" if near else ""
    told.cause(f"There is no column {bare(wanted)} in {name}{close}.")
    fitting = [(column, count) for column in near if theirs in _names(other) and (count := _found(other[theirs], frame[column]))]
    if len(fitting) == 1:
        column, (same, all_of) = fitting[0]
        left, right = (column, theirs) if lacking[0] == 0 else (theirs, column)
        told.fact(
            f"Join with left_on={label(left)}, right_on={label(right)}: "
            f"{same:,} of {all_of:,} different values of {theirs} in {other_name} are in {column} of {name}."
        )
    told.fact(f"Columns of {name}: {listed([label(column) for column in columns_of(frame)])}.")
    return True


def _sides(call: ast.Call, spot: Spot) -> list[tuple[str, object]]:
    """Both tables by what stands for them; the left one first."""
    func = call.func
    if not isinstance(func, ast.Attribute) or func.attr not in JOINS:
        return []
    words = {word.arg: word.value for word in call.keywords}
    places = [*([func.value] if _table(func.value, spot) else []), *call.args]
    nodes = [words.get("left", places[0] if places else None), words.get("right", places[1] if len(places) > 1 else None)]
    return [found for node in nodes if node is not None and (found := _table(node, spot))]


def _table(node: ast.expr, spot: Spot) -> tuple[str, object] | None:
    """A name, or some columns of one: nothing else is computed here."""
    if isinstance(node, ast.Name):
        value = spot.scope.get(node.id)
        return (node.id, value) if is_frame(value) else None
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.List) and (table := _table(node.value, spot)):
        columns = _texts(node.slice)
        if len(columns) == len(node.slice.elts) and all(column in columns_of(table[1]) for column in columns):
            return table[0], table[1][columns]
    return None


def _texts(node: ast.expr) -> list[str]:
    parts = node.elts if isinstance(node, ast.List | ast.Tuple) else [node]
    return [part.value for part in parts if isinstance(part, ast.Constant) and type(part.value) is str]


def _names(frame) -> list:
    return [*columns_of(frame), *(name for name in frame.index.names if name is not None)]


def _found(theirs, ours) -> tuple[int, int] | None:
    """How many different values of one are in the other; None if they are too few to mean something."""
    values = theirs.dropna().drop_duplicates().iloc[:MOST_VALUES]
    same = int(values.isin(ours).sum()) if len(values) else 0
    return (same, len(values)) if same and same >= LEAST * len(values) else None
