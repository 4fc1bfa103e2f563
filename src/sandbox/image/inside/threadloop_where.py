"""Location of a failure: the frames that people wrote, the failing statement, and what its names stand for."""

import ast
import linecache
from dataclasses import dataclass, field
from types import FrameType, TracebackType
from typing import NamedTuple

from threadloop_words import bare, columns_of, is_frame, is_polars, is_series, label

_PROXY = type((lambda: __import__("sys")._getframe().f_locals)())
SOURCE_LIMIT = 200_000


@dataclass
class Spot:
    """One frame: `scope` its variables, `names` those in the failing statement, the nearest to the failure first."""

    scope: dict
    names: list[str] = field(default_factory=list)
    #: Text that stands in the statement, and the subscript, call or attribute that failed.
    literals: list[str] = field(default_factory=list)
    failing: ast.expr | None = None
    #: All of the cell that the frame runs, and what the failing statement is made of.
    source: str = ""
    nodes: list[ast.AST] = field(default_factory=list)


def spots(cells, trace: TracebackType | None, hidden: dict) -> list[Spot]:
    """The innermost first."""
    found: list[Spot] = []
    while trace is not None:
        frame = trace.tb_frame
        if frame.f_code.co_filename in cells:
            found.insert(0, _spot(frame, trace.tb_lasti, hidden))
        trace = trace.tb_next
    return found[:20]


def _spot(frame: FrameType, at: int, hidden: dict) -> Spot:
    scope = frame.f_locals
    if type(scope) is not dict and type(scope) is not _PROXY:
        return Spot({})
    shown = {name: value for name, value in dict(scope).items() if type(name) is str and not name.startswith("_")}
    spot = Spot({name: value for name, value in shown.items() if hidden.get(name) is not value})
    try:
        _read(spot, frame, at)
    except (SyntaxError, ValueError, RecursionError, MemoryError, IndexError):
        pass
    return spot


def _read(spot: Spot, frame: FrameType, at: int) -> None:
    line, end, column, end_column = list(frame.f_code.co_positions())[at // 2]
    source = "".join(linecache.getlines(frame.f_code.co_filename))
    if not line or len(source) > SOURCE_LIMIT:
        return
    spot.source = source
    statement = _statement(ast.parse(source), line)
    if statement is None:
        return
    nodes = spot.nodes = list(ast.walk(statement))
    for node in nodes:
        place = (getattr(node, "lineno", 0), getattr(node, "end_lineno", 0), getattr(node, "col_offset", -1))
        if isinstance(node, ast.expr) and place == (line, end, column) and getattr(node, "end_col_offset", -1) == end_column:
            spot.failing = spot.failing or node
    if spot.failing is not None:
        nodes = list(ast.walk(spot.failing)) + nodes
    names = [node.id for node in nodes if isinstance(node, ast.Name) and node.id in spot.scope]
    spot.names = list(dict.fromkeys(names))
    texts = [node.value for node in nodes if isinstance(node, ast.Constant) and type(node.value) is str]
    texts += [node.attr for node in nodes if isinstance(node, ast.Attribute)]
    texts += [spot.scope[name] for name in spot.names if type(spot.scope[name]) is str]
    spot.literals = list(dict.fromkeys(text for text in texts if len(text) <= 200))


def _statement(tree: ast.Module, line: int) -> ast.AST | None:
    """The innermost statement on that line; of a block only its head."""
    found, body = None, list(tree.body)
    while body:
        inside = next((node for node in body if node.lineno <= line <= (node.end_lineno or node.lineno)), None)
        if inside is None:
            break
        found = inside
        parts = [getattr(inside, name, []) for name in ("body", "orelse", "finalbody", "handlers", "cases")]
        body = [node for part in parts if isinstance(part, list) for node in part if hasattr(node, "lineno")]
        for case in getattr(inside, "cases", []):
            body += case.body
    if found is None or not isinstance(getattr(found, "body", None), list):
        return found
    head = [node for node in ast.iter_child_nodes(found) if isinstance(node, ast.expr | ast.withitem | ast.arguments)]
    return ast.Module(body=head, type_ignores=[])


def root(spot: Spot) -> tuple[str, object] | None:
    """What the failing expression starts from: `df` in `df.groupby("a")["b"]`. Its name and value."""
    node = spot.failing
    while isinstance(node, ast.Call | ast.Attribute | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return (node.id, spot.scope[node.id]) if isinstance(node, ast.Name) and node.id in spot.scope else None


def steps(spot: Spot) -> list[str]:
    """Methods called before the failing step: `set_index` in `df.set_index("a")["b"]`."""
    node, called = spot.failing, []
    if isinstance(node, ast.Call):
        node = node.func
    while isinstance(node, ast.Call | ast.Attribute | ast.Subscript):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            called.insert(0, node.func.attr)
        node = node.func if isinstance(node, ast.Call) else node.value
    return called


def operands_in(spot: Spot) -> list[object]:
    """Values that stand as such beside an operator that failed, e.g. the "3" in `df["a"] > "3"`."""
    node = spot.failing
    sides = [node.left, node.right] if isinstance(node, ast.BinOp) else [node.left, *node.comparators] if isinstance(node, ast.Compare) else []
    return [side.value for side in sides if isinstance(side, ast.Constant)]


def frames_in(found: list[Spot]) -> list[tuple[str, object]]:
    """Frames by name, those in the failing statement first, each once."""
    first = [root(spot) for spot in found]
    named = [pair for pair in first if pair] + [(name, spot.scope[name]) for spot in found for name in spot.names]
    others = [pair for spot in found for pair in spot.scope.items()]
    seen: list[object] = []
    frames = []
    for name, value in named + others:
        if (is_frame(value) or is_polars(value)) and not any(value is one for one in seen):
            seen.append(value)
            frames.append((name, value))
    return frames[:30]


class Column(NamedTuple):
    """`name` as people say it, `code` as a script writes it, and its Series."""

    name: str
    code: str
    series: object


def columns_of_frame(name: str, frame) -> list[Column]:
    """The first of each name."""
    named = {text: at for at, text in reversed(list(enumerate(columns_of(frame)[:200]))) if type(text) is str}
    return [Column(bare(text), f"{name}[{label(text)}]", frame.iloc[:, at]) for text, at in reversed(named.items())]


def columns_on(found: list[Spot]) -> list[Column]:
    """Those that the failing statements name."""
    columns: list[Column] = []
    for spot in found:
        frames = [column for name in spot.names if is_frame(spot.scope[name]) for column in columns_of_frame(name, spot.scope[name])]
        for text in spot.literals:
            columns += [column for column in frames if column.name == bare(text)]
        columns += [Column(name, name, spot.scope[name]) for name in spot.names if is_series(spot.scope[name])]
    return columns[:12]
