"""Mends of a failed line: what has to be written in place of the expression that failed, where that can only be one thing."""

import ast
import builtins
import re
import sys

# A copy, before any code runs: whoever replaces a builtin does not thereby replace it here.
globals()["__builtins__"] = dict(vars(builtins))

from threadloop_told import Told  # noqa: E402
from threadloop_where import Spot, root  # noqa: E402
from threadloop_words import columns_of, is_frame, is_series, label  # noqa: E402

#: Calls that only turn text into numbers or dates: nothing else of the expression is lost with them.
_CONVERT = {"to_numeric", "to_datetime", "astype", "str", "replace", "strip", "lstrip", "rstrip", "float", "int"}
#: Said where some values are left out, or were read in one of several ways.
_DOUBT = ("right in", "become NaN", "currencies", " or ")
#: Code that was tried on the values, alone at the end of a sentence.
_CURE = re.compile(r"(?:Written as [^:]+|Keep the signs[^:]*|Take the marks away[^:]*|The comma is the decimal mark[^:]*): (pd\.to_(?:numeric|datetime)\(.*\))\.")
MOST_ROWS = 5000


def put(spot: Spot, node: ast.expr | None, text: str, told: Told) -> None:
    """`text` in place of a node that stands on one line."""
    lines = spot.source.splitlines()
    if node is None or node.lineno != node.end_lineno or not 0 < node.lineno <= len(lines):
        return
    line = lines[node.lineno - 1].encode()
    old = line[node.col_offset : node.end_col_offset].decode()
    told.mend(node.lineno, len(line[: node.col_offset].decode()), old, text)


def segment(spot: Spot, node: ast.expr) -> str:
    return ast.get_source_segment(spot.source, node) or ""


def _called(spot: Spot) -> ast.Call | None:
    """The call whose method is not there."""
    return next((node for node in spot.nodes if isinstance(node, ast.Call) and node.func is spot.failing), None)


def as_function(found: list[Spot], name: str, told: Told) -> None:
    """`scores.abs()` of an array: `np.abs(scores)`."""
    if not found:
        return
    spot, step = found[0], found[0].failing
    call = _called(spot)
    numpy = next((known for known, value in spot.scope.items() if value is sys.modules.get("numpy") and known in ("np", "numpy")), None)
    function = "abs" if name == "abs" else f"{numpy}.{name}" if numpy else ""
    if isinstance(step, ast.Attribute) and call is not None and not call.args and not call.keywords and function:
        put(spot, call, f"{function}({segment(spot, step.value)})", told)


def instead(found: list[Spot], name: str, told: Told) -> None:
    """Of a method that is not there: the same figure by another way."""
    if name in ("numerator", "denominator"):
        _of_series(found, told)
    elif name in ("isna", "isnull", "notna", "notnull"):
        _in_groups(found, name, told)


_FIGURES = {"mean": "mean()", "median": "median()", "stdev": "std()", "pstdev": "std(ddof=0)", "variance": "var()", "pvariance": "var(ddof=0)", "fmean": "mean()"}


def _of_series(found: list[Spot], told: Told) -> None:
    """`statistics.stdev(df["a"])`, which cannot take NumPy's numbers: `df["a"].std()`."""
    spots = [spot for spot in found if isinstance(spot.failing, ast.Call)]
    for spot in spots:
        step = spot.failing
        name = step.func.attr if isinstance(step.func, ast.Attribute) else step.func.id if isinstance(step.func, ast.Name) else ""
        if name in _FIGURES and len(step.args) == 1 and not step.keywords and isinstance(step.args[0], ast.Subscript | ast.Name):
            put(spot, step, f"{segment(spot, step.args[0])}.{_FIGURES[name]}", told)
            return


def _in_groups(found: list[Spot], name: str, told: Told) -> None:
    """`df.groupby("a")["b"].isna()`, which groups do not have: `df["b"].isna().groupby(df["a"])`."""
    step = found[0].failing if found else None
    if not isinstance(step, ast.Attribute) or not isinstance(step.value, ast.Subscript):
        return
    spot, groups = found[0], step.value.value
    call = _called(spot)
    is_plain = isinstance(groups, ast.Call) and isinstance(groups.func, ast.Attribute) and groups.func.attr == "groupby" and not groups.keywords
    if not is_plain or call is None or call.args or len(groups.args) != 1 or not isinstance(groups.args[0], ast.Constant):
        return
    table = segment(spot, groups.func.value)
    column, key = segment(spot, step.value.slice), segment(spot, groups.args[0])
    if isinstance(groups.func.value, ast.Name) and isinstance(step.value.slice, ast.Constant):
        put(spot, call, f"{table}[{column}].{name}().groupby({table}[{key}])", told)


def converted(spots: list[Spot], cure: str, told: Told) -> None:
    """A conversion that failed: the one that was tried on these very values."""
    found = _CURE.fullmatch(cure)
    if not found or not spots or any(doubt in cure.partition(": ")[0] for doubt in _DOUBT):
        return
    spot, step = spots[0], spots[0].failing
    if not isinstance(step, ast.Call):
        return
    names = {node.id for node in ast.walk(step) if isinstance(node, ast.Name)}
    steps = {node.attr for node in ast.walk(step) if isinstance(node, ast.Attribute)}
    ours = {node.id for node in ast.walk(ast.parse(found[1], mode="eval")) if isinstance(node, ast.Name)}
    if names - {"float", "int"} <= ours | {"pd"} and steps <= _CONVERT and "pd" in spot.scope:
        put(spot, step, found[1], told)


def dated(spots: list[Spot], cure: str, told: Told) -> None:
    """`df["day"].dt` of text: the dates that the text says."""
    found = _CURE.fullmatch(cure)
    if not found or not spots or " or " in cure.partition(": ")[0]:
        return
    spot, step = spots[0], spots[0].failing
    if isinstance(step, ast.Attribute) and isinstance(step.value, ast.Subscript | ast.Name) and "pd" in spot.scope:
        put(spot, step.value, found[1], told)


def by_position(spot: Spot, told: Told) -> None:
    """`df[df.a > 1]["b"][0]`: the first of them."""
    step = spot.failing
    if isinstance(step, ast.Subscript) and isinstance(step.slice, ast.Constant):
        put(spot, step, f"{segment(spot, step.value)}.iloc[{step.slice.value}]", told)


def renamed(found: list[Spot], owner: tuple[str, object] | None, missing: list[str], told: Told) -> None:
    """`df["ms"]` where the only column of that name stands inside an object, `props.ms`, or differs in case and spaces."""
    step = found[0].failing
    if not owner or len(missing) != 1 or not isinstance(step, ast.Subscript) or not isinstance(step.slice, ast.Constant):
        return
    name = missing[0]
    columns = [column for column in columns_of(owner[1]) if type(column) is str]
    plain = re.sub(r"[\s_.]+", "", name).casefold()
    near = [column for column in columns if column.endswith(f".{name}") or re.sub(r"[\s_.]+", "", column).casefold() == plain]
    if len(near) == 1 and step.slice.value == name:
        put(found[0], step, f"{segment(found[0], step.value)}[{label(near[0])}]", told)


def from_index(spot: Spot, name: str, told: Told) -> None:
    """A column that is the index by now."""
    base = _base(spot, name)
    if base is not None:
        put(spot, base, f"{name}.reset_index()", told)


def from_other(spot: Spot, owner: tuple[str, object] | None, others: list[str], told: Told) -> None:
    """A column that the table of groups no longer has, and the table that they were made of has, with all others of the statement."""
    if not owner or len(others) != 1:
        return
    name, other = owner[0], others[0]
    base = _base(spot, name)
    groups, rows = spot.scope.get(name), spot.scope.get(other)
    if base is None or not is_frame(groups) or not is_frame(rows) or not 0 < len(groups) < len(rows) <= MOST_ROWS:
        return
    used = [text for text in spot.literals if text in columns_of(groups)]
    shared = [column for column in columns_of(groups) if column in columns_of(rows)]
    if any(text not in columns_of(rows) for text in used) or not shared:
        return
    # Rows that a filter left would be lost.
    own = set(map(tuple, rows[shared].astype(str).to_numpy().tolist()))
    if not any(tuple(row) in own for row in groups[shared].astype(str).to_numpy().tolist()):
        put(spot, base, other, told)


_SIGNS = {ast.And: " & ", ast.Or: " | "}
_ASKS = {"isna", "isnull", "notna", "notnull", "isin", "between", "duplicated", "eq", "ne", "lt", "le", "gt", "ge", "contains", "startswith", "endswith", "match", "fullmatch", "isdigit"}


def joined(spot: Spot, told: Told) -> None:
    """`df.a > 1 and df.b < 2`, `not df.a.isna()` and `1 < df.a < 3` of columns: row by row, with `&`, `|` and `~`."""
    whole = spot.nodes[0] if spot.nodes else None
    # Where one answer is wanted, `any` and `all` mean different things.
    if not isinstance(whole, ast.Assign | ast.AugAssign | ast.Expr | ast.Return) or any(isinstance(node, ast.IfExp | ast.comprehension | ast.Lambda) for node in spot.nodes):
        return
    truths = [node for node in spot.nodes if isinstance(node, ast.BoolOp) or _is_not(node) or _is_chain(node)]
    inner = {part for node in truths for part in ast.walk(node) if part is not node}
    outer = [node for node in truths if node not in inner]
    text = _row_by_row(spot, outer[0]) if len(outer) == 1 else None
    if text:
        put(spot, outer[0], text, told)


def _is_not(node: ast.AST) -> bool:
    return isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)


def _is_chain(node: ast.AST) -> bool:
    return isinstance(node, ast.Compare) and len(node.ops) > 1 and not any(isinstance(op, ast.In | ast.NotIn | ast.Is | ast.IsNot) for op in node.ops)


def _row_by_row(spot: Spot, node: ast.expr) -> str | None:
    """None where a part is no condition of its own: `df.a == 1 or 2` means something else."""
    if isinstance(node, ast.BoolOp):
        parts = [_row_by_row(spot, part) for part in node.values]
        return None if None in parts else _SIGNS[type(node.op)].join(f"({part})" for part in parts)
    if _is_not(node):
        part = _row_by_row(spot, node.operand)
        return part and f"~({part})"
    if _is_chain(node):
        sides = [f"({segment(spot, side)})" for side in (node.left, *node.comparators)]
        signs = [_sign(op) for op in node.ops]
        return " & ".join(f"({left} {sign} {right})" for left, sign, right in zip(sides, signs, sides[1:]))
    if isinstance(node, ast.Compare):
        return segment(spot, node) if not isinstance(node.ops[0], ast.In | ast.NotIn | ast.Is | ast.IsNot) else None
    asks = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _ASKS
    known = spot.scope.get(node.id) if isinstance(node, ast.Name) else None
    return segment(spot, node) if asks or (is_series(known) and str(known.dtype) in ("bool", "boolean")) else None


def _sign(op: ast.cmpop) -> str:
    return {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}[type(op)]


def _base(spot: Spot, name: str) -> ast.Name | None:
    """Where the failing expression starts, if the name stands nowhere else in the statement."""
    start = root(spot)
    named = [node for node in spot.nodes if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)]
    return named[0] if start and start[0] == name and len({(node.lineno, node.col_offset) for node in named}) == 1 else None
