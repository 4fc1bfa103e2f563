"""Rows of each file on their way to a result: read, left out by which line and why, used; frames are followed by the index that they share."""

import builtins
import linecache
import os
import re

# A copy, before any code runs: whoever replaces a builtin does not thereby replace it here.
globals()["__builtins__"] = dict(vars(builtins))

from threadloop_account import Node, Step, account  # noqa: E402
from threadloop_hooks import Call, token_of  # noqa: E402
from threadloop_repeats import count, repeat  # noqa: E402
from threadloop_words import bare, is_frame, is_series  # noqa: E402

MOST_NODES = 2000
#: Methods that pass over what is empty.
SKIPPING = frozenset("sum mean median min max std var quantile prod".split())
_LOOKS_EMPTY = re.compile(r"\b(notna|notnull|isna|isnull)\(")


_RESULT = Node((), (), 0)


class Rows:
    def __init__(self, pandas) -> None:
        self._isna, self._index, self._frame = pandas.isna, pandas.MultiIndex.from_frame, pandas.DataFrame
        self._nodes: dict[object, Node] = {}
        # Of the same rows: those whose value could not be read as what it was to become, and all that are empty since.
        self._unread: dict[object, list[tuple[object, object, str]]] = {}
        self._cell = ""
        self._lost: list[Node] = []
        self._used: list[Node] = []
        self._unsure = False

    def begin(self, cell: str) -> None:
        self._cell = cell
        self._lost, self._used = [], []
        self._unsure = False

    def _node(self, value) -> Node | None:
        return self._nodes.get(token_of(value)) if is_frame(value) or is_series(value) else None

    def _put(self, value, node: Node) -> None:
        self._nodes[token_of(value)] = node
        while len(self._nodes) > MOST_NODES:
            oldest = next(iter(self._nodes))
            del self._nodes[oldest]
            self._unread.pop(oldest, None)

    def is_as_read(self, frame) -> bool:
        node = self._node(frame)
        return node is not None and bool(node.files) and not node.steps

    # What a cell calls

    def read(self, call: Call) -> None:
        named = [call.kwargs.get(name) for name in ("filepath_or_buffer", "io", "path_or_buf", "path")]
        source = call.args[0] if call.args else next((one for one in named if one is not None), None)
        if type(source) is not str and not isinstance(source, os.PathLike):
            return
        if call.kwargs.get("nrows") is not None:
            return
        path = os.fspath(source)
        frames = call.result.values() if type(call.result) is dict else [call.result]
        for frame in frames:
            if type(path) is str and "\n" not in path and is_frame(frame):
                self._put(frame, Node(((os.path.basename(path)[:200], len(frame)),), (), len(frame)))

    def keep(self, call: Call) -> None:
        """The same rows, perhaps in another order or under other labels."""
        node = self._source(call)
        if node and (not node.files or len(call.out) == node.rows):
            self._put(call.out, node)

    def _source(self, call: Call) -> Node | None:
        return self._nodes.get(call.before) if call.before is not None else self._node(call.args[0])

    def _lose(self, call: Call, steps: list[tuple[int, str]]) -> None:
        node, out = self._source(call), call.out
        if node is None or not (is_frame(out) or is_series(out)):
            return
        if not node.files:
            self._put(out, node)
            return
        if node.rows - sum(rows for rows, _ in steps) != len(out):
            return
        if token_of(out) in self._nodes and self._nodes[token_of(out)].rows == node.rows and not steps:
            return
        after = self._after(node, call.line, steps)
        self._put(out, after)
        if after.steps != node.steps:
            self._lost.append(after)
        self._carry(call, out)

    def _after(self, node: Node, line: int, steps: list[tuple[int, str]]) -> Node:
        made = tuple(Step(self._cell, line, rows, why) for rows, why in steps if rows)
        return node._replace(steps=node.steps + made, rows=node.rows - sum(step.rows for step in made))

    def _carry(self, call: Call, out) -> None:
        """What could not be read, for the rows that are left."""
        source = call.args[0]
        unread = None if call.before is not None else self._unread.get(token_of(source))
        if unread and source.index.is_unique and len(out):
            at = source.index.get_indexer(out.index)
            if (at >= 0).all():
                self._unread[token_of(out)] = [(mask[at], whole[at], why) for mask, whole, why in unread]

    def drop_empty(self, call: Call) -> None:
        frame, subset = call.args[0], call.kwargs.get("subset")
        if call.kwargs.get("axis") in (1, "columns"):
            return self.keep(call)
        count = self._count(call)
        if is_series(call.out):
            name = call.out.name
            why = _without([name])
        elif subset is not None:
            names = [subset] if type(subset) is str else list(subset)
            name, why = (names[0] if len(names) == 1 else None), _without(names)
        else:
            name, why = None, "without any value" if call.kwargs.get("how") == "all" else "with an empty value"
        if call.before is None and name is not None and count:
            column = frame if is_series(frame) else frame[name]
            return self._lose(call, self._split(token_of(frame), self._isna(column).to_numpy(), why))
        self._lose(call, [(count, why)])

    def _count(self, call: Call) -> int:
        node = self._source(call)
        return node.rows - len(call.out) if node else 0

    def _split(self, token, empty, why: str, inside=None) -> list[tuple[int, str]]:
        """Those that were empty in the file, and those that could not be read: it is that column if the same rows are empty."""
        steps, rest = [], empty if inside is None else empty & inside
        for mask, whole, said in self._unread.get(token, []):
            if len(whole) == len(empty) and (whole == empty).all() and (both := mask & rest).any():
                steps.append((int(both.sum()), said))
                rest = rest & ~both
        return [(int(rest.sum()), why), *steps]

    def drop_repeated(self, call: Call) -> None:
        self._lose(call, [(self._count(call), "repeated")])
        if (node := self._node(call.out)) and node.again:
            self._put(call.out, node._replace(again=()))

    def choose(self, call: Call) -> None:
        """By `[...]`, `.loc[...]`, `query()` or `drop()`."""
        source = call.args[0]
        if hasattr(source, "obj"):
            source, call = source.obj, call._replace(args=(source.obj, *call.args[1:]))
        if not (is_frame(source) or is_series(source)) or not (is_frame(call.out) or is_series(call.out)):
            return
        if call.before is None and token_of(source) is token_of(call.out):
            return
        node = self._source(call)
        if node is None:
            return
        count = node.rows - len(call.out)
        if count < 0:
            return
        self._lose(call, [(count, self._why(call, source, count) if count else "")])

    def _why(self, call: Call, source, count: int) -> str:
        text = linecache.getline(self._cell, call.line)
        if ".duplicated(" in text:
            return "repeated" if "&" not in text and "|" not in text else ""
        if not _LOOKS_EMPTY.search(text) or call.before is not None or not is_frame(source):
            return ""
        mask = call.args[1][0] if type(call.args[1]) is tuple else call.args[1]
        dropped = ~mask.to_numpy(dtype=bool)
        for at in range(min(source.shape[1], 60)):
            empty = self._isna(source.iloc[:, at]).to_numpy()
            if int(empty.sum()) == count and (empty == dropped).all():
                return _without([source.columns[at]])
        return ""

    def join(self, call: Call) -> None:
        """Rows without a match are lost; those with several become more."""
        left, right = call.args[:2] if len(call.args) > 1 else (call.args[0], call.kwargs.get("right"))
        how = call.kwargs.get("how", call.args[2] if len(call.args) > 2 else "inner")
        node = self._node(left)
        if node is None or not is_frame(right) or how not in ("inner", "left") or len(call.args) > 3:
            return
        if not node.files:
            self._put(call.out, node)
            return
        on = call.kwargs.get("on")
        ours, theirs = call.kwargs.get("left_on", on), call.kwargs.get("right_on", on)
        if call.kwargs.get("left_index") or call.kwargs.get("right_index"):
            return
        if ours is None or theirs is None:
            ours = theirs = [name for name in left.columns if name in right.columns]
        ours, theirs = ([one] if type(one) is str else list(one) for one in (ours, theirs))
        lost = 0
        if how == "inner":
            if len(ours) == 1:
                found = left[ours[0]].isin(right[theirs[0]])
            else:
                found = self._index(left[ours]).isin(self._index(right[theirs]))
            lost = int((~found).sum())
        added = len(call.out) - (node.rows - lost)
        if added >= 0:
            self._lose(call, [(lost, "without a match"), (-added, "with several matches")])
        if added > 0 and (made := self._node(call.out)):
            self._put(call.out, made._replace(again=(*made.again, repeat(left, call.out, node.rows - lost))))

    def stack(self, call: Call) -> None:
        """`concat` of several files."""
        parts = list(call.args[0].values() if type(call.args[0]) is dict else call.args[0])
        nodes = [self._node(part) for part in parts]
        if call.kwargs.get("axis") in (1, "columns") or not nodes or not all(node and node.files for node in nodes):
            return
        files = tuple(file for node in nodes for file in node.files)
        rows = sum(node.rows for node in nodes)
        if len({name for name, _ in files}) == len(files) and rows == len(call.out):
            self._put(call.out, Node(files, tuple(step for node in nodes for step in node.steps), rows))

    def convert(self, call: Call) -> None:
        """`to_numeric` and `to_datetime` that make empty what they cannot read."""
        source = call.args[0] if call.args else None
        if call.kwargs.get("errors") != "coerce" or not is_series(source) or self._node(source) is None:
            return
        whole = self._isna(call.result).to_numpy()
        new = whole & ~self._isna(source).to_numpy()
        if source.dtype.kind not in "iufbM":
            blank = source[new].map(lambda value: type(value) is str and not value.strip()).to_numpy(dtype=bool)
            new[new.nonzero()[0][blank]] = False
        if new.any():
            kind = "number" if call.result.dtype.kind in "iuf" else "date"
            self._unread.setdefault(token_of(source), [])[:0] = [(new, whole, f"whose {_name(source.name)} is not a {kind}")]

    # What it computes

    def compute(self, what: str, call: Call) -> None:
        """A figure from a Series or a frame, e.g. `df["amount"].sum()`."""
        value = call.args[0]
        if call.kwargs.get("axis") in (1, "columns"):
            return
        kinds = [value.dtype.kind] if is_series(value) else [dtype.kind for dtype in value.dtypes.tolist()]
        if set(kinds) <= {"b"}:
            return
        node = self._node(value)
        if node is None:
            self._unsure = self._unsure or len(value) > 1
        elif node.files:
            if is_series(value):
                count(node.again, node.rows, what, [value.name])
            self._use(node, call.line, [value] if is_series(value) else [], what, token_of(value))
            if is_frame(value) and self._isna(value).any(axis=None):
                self._unsure = True

    def group(self, what: str, call: Call, columns: list, adds: bool = False) -> None:
        """Figures by group, e.g. `df.groupby("city")["amount"].sum()`; `columns`: those that are computed; `adds`: by sums alone."""
        groups = call.args[0]
        node = self._node(groups.obj)
        if is_frame(call.result) or is_series(call.result):
            self._put(call.result, _RESULT)
        if node is None:
            self._unsure = True
            return
        if not node.files:
            return
        outside = groups._grouper.ids == -1
        token = token_of(groups.obj)
        keys = groups.keys if type(groups.keys) is list else [groups.keys]
        count(node.again, node.rows, "sum" if adds else "", [column.name for column in columns], [_key(key) for key in keys])
        if outside.any():
            node = self._after(node, call.line, self._split(token, outside, _without([_key(key) for key in keys])))
        if len(columns) > 1 and any(self._isna(column).any() for column in columns):
            self._unsure = True
        self._use(node, call.line, columns[:1] if len(columns) == 1 else [], what, token, ~outside)

    def count_values(self, call: Call) -> None:
        value = call.args[0]
        node = self._node(value)
        self._put(call.result, _RESULT)
        if node and node.files and is_series(value):
            self._use(node, call.line, [value] if call.kwargs.get("dropna", True) else [], "sum", token_of(value))

    def pivot(self, call: Call) -> None:
        frame = call.args[0]
        node = self._node(frame)
        if is_frame(call.result):
            self._put(call.result, _RESULT)
        if node is None or not node.files:
            self._unsure = self._unsure or node is None
            return
        keys = [key for name in ("index", "columns") if (key := call.kwargs.get(name)) is not None]
        names = [one for key in keys for one in (key if type(key) is list else [key])]
        values = call.kwargs.get("values")
        if not names or not all(type(name) is str for name in names) or type(values) is not str:
            self._unsure = True
            return
        outside = self._isna(frame[names]).any(axis=1).to_numpy()
        token = token_of(frame)
        count(node.again, node.rows, call.kwargs.get("aggfunc", "mean"), [values], names)
        if outside.any():
            node = self._after(node, call.line, self._split(token, outside, _without(names)))
        what = call.kwargs.get("aggfunc", "mean")
        self._use(node, call.line, [frame[values]], what if type(what) is str else "", token, ~outside)

    def _use(self, node: Node, line: int, columns: list, what: str, token, inside=None) -> None:
        if what in SKIPPING:
            for column in columns:
                empty = self._isna(column).to_numpy()
                if empty.any():
                    node = self._after(node, line, self._split(token, empty, _without([column.name]), inside))
        self._used.append(node)

    def lost_sight(self, _call: Call) -> None:
        """Of which rows it computes is not known."""
        self._unsure = True

    # What the host is told

    def told(self) -> list[dict]:
        """One for each file, or for several that were put together."""
        return [
            account(files, [node for node in self._used if node.files == files], [node for node in self._lost if node.files == files], self._unsure, self._cell)
            for files in dict.fromkeys(node.files for node in self._used + self._lost)
        ]


def _name(name) -> str:
    return bare(name)[:60] if name is not None else "value"


def _key(key):
    return key if type(key) is str else getattr(key, "name", None)


def _without(names: list) -> str:
    return "without " + " or ".join(_name(name) for name in names[:3])
