"""Installation of what we do with numpy, pandas, polars, duckdb and openpyxl, as soon as each is imported and before code has it."""

import builtins
import contextlib
import io
import sys
from types import ModuleType

# A copy, before any code runs: whoever replaces a builtin does not thereby replace it here.
globals()["__builtins__"] = dict(vars(builtins))

import threadloop_books  # noqa: E402
import threadloop_plain as plain  # noqa: E402
import threadloop_tables as tables  # noqa: E402
import threadloop_ties as ties  # noqa: E402
from threadloop_doubts import Doubts, doubts, selected  # noqa: E402
from threadloop_hooks import Call, hook  # noqa: E402
from threadloop_rows import SKIPPING, Rows  # noqa: E402
from threadloop_words import is_frame, is_series  # noqa: E402

rows: Rows | None = None
_cell = ""
_done: set[str] = set()
_FIGURES = "sum mean median min max std var quantile idxmax idxmin cumsum"
_GROUPED = "sum mean median min max std var quantile prod count size nunique first last"


def install() -> None:
    """Called again and again; what fails is left as it is."""
    for name, prepare in _LIBRARIES.items():
        module = sys.modules.get(name)
        if name in _done or type(module) is not ModuleType or getattr(module.__spec__, "_initializing", False):
            continue
        _done.add(name)
        with contextlib.suppress(Exception):
            prepare(module)


def begin(cell: str) -> None:
    """Before each cell, which will have that name."""
    global _cell
    _cell = cell
    tables.begin()
    ties.begin()
    doubts.clear()
    if rows:
        rows.begin(cell)


def _pandas(pandas) -> None:
    global rows
    from pandas.core.groupby import DataFrameGroupBy, GroupBy, SeriesGroupBy
    from pandas.core.indexing import _LocationIndexer
    from pandas.core.resample import Resampler

    followed, doubted = Rows(pandas), Doubts(pandas)
    frame, series = pandas.DataFrame, pandas.Series
    tables.install(pandas, followed.is_as_read)
    plain.install_pandas(pandas)
    hook(pandas, "read_csv read_table read_fwf read_excel read_json read_parquet", followed.read)
    hook(pandas, "to_numeric to_datetime", followed.convert)
    hook(pandas, "merge", followed.join)
    hook(pandas, "concat", followed.stack)
    hook(frame, "merge", followed.join)
    hook(frame, "set_index", followed.keep)
    hook(_LocationIndexer, "__getitem__", followed.choose, by_key=True)
    for owner in (frame, series):
        hook(owner, "reset_index sort_index", followed.keep)
        hook(owner, "dropna", followed.drop_empty)
        hook(owner, "drop_duplicates", followed.drop_repeated)
        hook(owner, "__getitem__", followed.choose, by_key=True)
        hook(owner, "query drop", followed.choose)
        hook(owner, "sort_values", _sorted(followed, doubted))
        hook(owner, "nlargest nsmallest", ties.largest)
        for name in _FIGURES.split():
            hook(owner, name, _computed(name, followed, doubted))
        hook(owner, "agg aggregate", _aggregated(followed))
    for name in _GROUPED.split():
        for owner in (GroupBy, SeriesGroupBy, DataFrameGroupBy):
            hook(owner, name, _grouped(name, followed, doubted))
    for owner in (SeriesGroupBy, DataFrameGroupBy):
        hook(owner, "agg aggregate", _grouped("", followed, doubted))
    hook(frame.__mro__[1], "head", ties.first)
    hook(series.__mro__[1], "value_counts", _counted(followed))
    hook(Resampler, "sum mean count size agg aggregate min max median first last", followed.lost_sight)
    hook(pandas, "crosstab", followed.lost_sight)
    hook(frame, "pivot_table", followed.pivot)
    hook(pandas, "pivot_table", followed.pivot)
    rows = followed
    rows.begin(_cell)


def _computed(name: str, followed: Rows, doubted: Doubts):
    def after(call: Call) -> None:
        value = call.args[0]
        if is_series(value) or is_frame(value):
            doubted.computed(name, value)
            followed.compute(name, call)
            if name in ("idxmax", "idxmin"):
                ties.best(call, name)

    return after


def _aggregated(followed: Rows):
    def after(call: Call) -> None:
        if is_series(call.args[0]) or is_frame(call.args[0]):
            followed.compute(_one_of(_asked(call)), call)

    return after


def _sorted(followed: Rows, doubted: Doubts):
    def after(call: Call) -> None:
        followed.keep(call)
        ties.ordered(call)
        value, by = call.args[0], call.kwargs.get("by", call.args[1] if len(call.args) > 1 else None)
        doubted.computed("sort_values", value[by] if is_frame(value) and type(by) is str and by in value.columns else value)

    return after


def _counted(followed: Rows):
    def after(call: Call) -> None:
        followed.count_values(call)
        ties.counted(call)

    return after


def _grouped(name: str, followed: Rows, doubted: Doubts):
    def after(call: Call) -> None:
        groups = call.args[0]
        columns = selected(groups)
        asked = {name} if name else _asked(call)
        if not name and columns == [] and (chosen := _chosen(call)):
            columns = [groups.obj[one] for one in chosen]
        for what in asked:
            for column in columns:
                doubted.computed(what, column)
        followed.group(_one_of(asked), call, columns, asked == {"sum"})

    return after


def _one_of(asked: set[str]) -> str:
    """One name for all of them, if they treat what is empty alike."""
    return next(iter(asked)) if len(asked) == 1 else "sum" if asked and asked <= SKIPPING else ""


def _asked(call: Call) -> set[str]:
    """Names of what `agg` is asked for."""
    given = [call.args[1] if len(call.args) > 1 else call.kwargs.get("func"), *(value for name, value in call.kwargs.items() if name != "func")]
    found: set[str] = set()
    for one in given:
        for part in one.values() if type(one) is dict else [one[1]] if type(one) is tuple and len(one) == 2 else [one]:
            for name in part if type(part) is list else [part]:
                if type(name) is str:
                    found.add(name)
                elif name is not None:
                    found.add("?")
    return found


def _chosen(call: Call) -> list[str]:
    given = call.args[1] if len(call.args) > 1 else call.kwargs.get("func")
    names = list(given) if type(given) is dict else [one[0] for one in call.kwargs.values() if type(one) is tuple and len(one) == 2]
    return list(dict.fromkeys(name for name in names if type(name) is str))[:12]


def _polars(polars) -> None:
    # The whole of each float, in place of 1.2346e7.
    polars.Config.set_fmt_float("full")


def _duckdb(duckdb) -> None:
    relation = duckdb.DuckDBPyRelation
    original = relation.show

    def show(self, *args, **kwargs):
        wide = {} if args or kwargs else {"max_rows": tables.WHOLE, "max_width": 10_000}
        return original(self, *args, **kwargs, **wide)

    def text_of(self):
        text = io.StringIO()
        with contextlib.redirect_stdout(text):
            show(self)
        return text.getvalue().rstrip("\n")

    relation.show, relation.__repr__, relation.__str__ = show, text_of, text_of


_LIBRARIES = {"numpy": plain.install_numpy, "pandas": _pandas, "polars": _polars, "duckdb": _duckdb, "openpyxl": threadloop_books.install}
