"""Facts about a failed cell, by class of failure: a sentence for people, facts in order of use, variables."""

import ast
import re
import sys
from types import ModuleType

from threadloop_closest import closest
from threadloop_dates import dates
from threadloop_formats import wrong_form
from threadloop_joins import missing_join_key
from threadloop_mends import as_function, by_position, converted, dated, from_index, from_other, instead, joined, renamed
from threadloop_outside import bad_encoding, bad_layout, no_file, no_package
from threadloop_told import Told, listed
from threadloop_values import has_digits, holds, is_text, numbers
from threadloop_where import Column, Spot, columns_of_frame, columns_on, frames_in, operands_in, root, steps
from threadloop_words import (
    MAPS, attributes_of, bare, bases_of, columns_of, describe, dtype_of, is_array, is_frame, is_one_of, is_polars, is_series, kind_name,
    label, names_of, package_of, quote, shape_of, version_of,
)  # fmt: skip

OF_COLUMNS = ("idxmax", "idxmin", "sort_values", "nlargest", "nsmallest", "head", "index", "reset_index", "to_frame", "value_counts", "items", "plot")
PLOTS = ("area", "bar", "barh", "box", "density", "hexbin", "kde", "line", "pie", "scatter")
PYTHONS = ("float", "int", "bool", "object", "str", "complex", "long")


def gather(value: BaseException, message: str, found: list[Spot], told: Told) -> None:
    """The variables, because they take no time; then the facts by the most special class that is known."""
    variables(found, told)
    if wrong_form(value, message, found, told):
        return
    probe = next((PROBES[name] for kind in bases_of(type(value)) if (name := kind_name(kind)) in PROBES), None)
    if probe:
        probe(value, message, found, told)


def variables(found: list[Spot], told: Told) -> None:
    """Those of the failing line first."""
    if not found:
        return
    spot = found[0]
    scope = {**found[-1].scope, **spot.scope} if not spot.names else spot.scope
    for name in list(dict.fromkeys([*spot.names, *reversed(list(scope))]))[:30]:
        words = describe(scope[name])
        if words:
            told.local(f"{name[:60]}: {words}")


# Missing columns, keys and names


def missing_key(value: BaseException, message: str, found: list[Spot], told: Told) -> None:
    wanted = _wanted(value, message)
    owner = root(found[0]) if found else None
    if not found or _by_position(value, found[0], owner, told) or not wanted or missing_join_key(found[0], wanted[0], told):
        return
    if owner and (is_one_of(owner[1], MAPS) or is_series(owner[1])):
        _missing_entry(wanted[0], *owner, told)
        _without_rows(found, told)
        return
    frames = frames_in(found)
    owners = [pair for pair in frames if owner and pair[1] is owner[1]] or frames[:3]
    if _one_column(owners, told):
        return
    columns = list(dict.fromkeys(name for _, frame in owners for name in columns_of(frame) if type(name) is str))
    missing = [name for name in wanted if name not in columns][:3]
    if columns and not missing and steps(found[0]):
        told.cause(f"There is no column {bare(wanted[0])} any more after {steps(found[0])[-1]}(); use .reset_index() first, or take the column before.")
    elif columns and missing:
        renamed(found, owner, missing, told)
        dates_in = [name for _, frame in owners for name in _date_columns(frame)]
        near = list(dict.fromkeys(names[0] for name in missing if (names := closest(name, columns, dates_in))))
        close = f"; the closest {'are' if len(near) > 1 else 'is'} {', '.join(map(bare, near))}" if near else ""
        told.cause(f"There {'are no columns' if len(missing) > 1 else 'is no column'} {', '.join(map(bare, missing))}{close}.")
        for name, frame in owners:
            if is_frame(frame) and any(type(level) is str and level in missing for level in frame.index.names):
                told.fact(f"{missing[0]} is the index of {name}, not a column: use {name}.reset_index() first.")
                from_index(found[0], name, told)
            told.fact(f"Columns of {name}: {listed(_first(near, columns_of(frame)))}.")
        others = [name for name, frame in frames if missing[0] in [c for c in columns_of(frame) if type(c) is str]]
        if others:
            told.fact(f"{bare(missing[0])} is a column of {others[0]}.")
            from_other(found[0], owner, others if len(missing) == 1 else [], told)
    _twins(found, told.fact, told)


def _by_position(value: BaseException, spot: Spot, owner, told: Told) -> bool:
    """`df[df.a > 1]["b"][0]`: a number where rows still have the labels of the table that they come from."""
    key = value.args[0] if type(value.args) is tuple and value.args else None
    step = spot.failing
    if type(key) is not int or not isinstance(step, ast.Subscript) or not owner:
        return False
    # `df[0]` asks for a column; a number in a dict is a key.
    if not is_series(owner[1]) and (isinstance(step.value, ast.Name) or not is_frame(owner[1])):
        return False
    column = ast.unparse(step.value)[:80]
    told.cause(f"There is no row labelled {key} in {column}.")
    told.fact(f"Rows keep the labels of the table that they come from; by position it is {column}.iloc[{key}].")
    by_position(spot, told)
    return True


def _one_column(owners: list[tuple[str, object]], told: Told) -> bool:
    """A file that was read with another delimiter than its own is one wide column."""
    for name, frame in owners[:1]:
        head = columns_of(frame)
        mark = next((mark for mark in ";\t|," if len(head) == 1 and type(head[0]) is str and mark in head[0]), "")
        if mark:
            told.cause(f"The file of {name} was read as one column, because its delimiter is {mark!r}.")
            told.fact(f"Read it with sep={mark!r}; then its columns are {listed([label(one) for one in head[0].split(mark)])}.")
            return True
    return False


def _missing_entry(wanted: str, name: str, owner, told: Told) -> None:
    keys = list(owner.index[:1000] if is_series(owner) else owner)[:1000]
    near = closest(wanted, [key for key in keys if type(key) is str])
    close = f"; the closest is {bare(near[0])}" if near else "" if keys else ", which is empty"
    told.cause(f"There is no {bare(wanted)} in {name}{close}.")
    if keys:
        told.fact(f"{'The index' if is_series(owner) else 'Keys'} of {name}: {listed(_first(near, keys))}.")


def _first(near: list[str], names: list) -> list[str]:
    plain = [name for name in near if any(type(other) is str and other == name for other in names)]
    return [label(name) for name in plain + [other for other in names if not (type(other) is str and other in plain)]]


def _wanted(value: BaseException, message: str) -> list[str]:
    key = value.args[0] if type(value.args) is tuple and value.args else None
    if type(key) is not str:
        key = message
    elif not re.search(r"[\[\"']", key):
        return [key.removeprefix("Column not found: ")]
    return [quoted for _, quoted in re.findall(r"(['\"])(.+?)\1", re.sub(r"dtype='\w+'", "", key))][:5]


def _date_columns(frame) -> list[str]:
    if not is_frame(frame):
        return []
    heads = [column for column in columns_of_frame("", frame.iloc[:50]) if "date" in dtype_of(column.series.dtype) or (is_text(column.series) and dates(column))]
    bares = [column.name for column in heads]
    return [name for name in columns_of(frame) if type(name) is str and bare(name) in bares]


def _twins(found: list[Spot], say, told: Told) -> None:
    for name, frame in frames_in(found)[:2]:
        columns = [column for column in columns_of(frame) if type(column) is str]
        twice = [column for column in dict.fromkeys(columns) if columns.count(column) > 1]
        if twice:
            say(f"{name} has more than one column called {listed([label(column) for column in twice[:5]])}, so each is a table by that name.")
            told.fact(f"To keep the first of each: {name} = {name}.loc[:, ~{name}.columns.duplicated()].")


def unknown_name(_value: BaseException, message: str, found: list[Spot], told: Told) -> None:
    quoted = re.search(r"name '(\w+)'", message)
    if not quoted or not found:
        return
    names = list(dict.fromkeys(name for spot in found for name in spot.scope))
    near = closest(quoted[1], names) if len(quoted[1]) > 2 else []
    if near:
        told.cause(f"The name {quoted[1]} is not defined; the closest is {near[0]}.")


# Values that do not fit


def bad_value(value: BaseException, message: str, found: list[Spot], told: Told) -> None:
    if re.search(r"to float|to numeric|Unable to parse string|to integer|for int\(\)|non-finite|Can(no|')t convert|decimal", message):
        _numbers(message, found, told)
    elif re.search(r"time data|datetime|date|day is out|month must|format", message, re.I):
        _dates(message, found, told)
    elif re.search(r"not (in|found in)|Index .* invalid", message, re.I):
        missing_key(value, message, found, told)
    else:
        shapes(value, message, found, told)


def _suspects(message: str, found: list[Spot]) -> list[Column]:
    """Text columns that the statement names; else all that hold the value of which the message speaks."""
    named = [column for column in columns_on(found) if is_text(column.series)]
    frames = [] if named else [pair for pair in frames_in(found)[:5] if is_frame(pair[1])]
    everywhere = [column for pair in frames for column in columns_of_frame(*pair) if is_text(column.series)]
    quoted = re.search(r"(['\"])(.*?)\1", message)
    holding = [column for column in named + everywhere if quoted and holds(column.series, quoted[2])]
    return holding or named or ([] if quoted else everywhere)


def _numbers(message: str, found: list[Spot], told: Told) -> None:
    odd = [said for column in _suspects(message, found)[:2] if (said := numbers(column, whole="int()" in message))]
    if odd:
        converted(found, told.pairs(odd), told)
        return
    for column in [column for column in columns_on(found) if column.series.isna().any()][:1]:
        told.cause(f"{int(column.series.isna().sum()):,} of {len(column.series):,} values in {column.name} are empty (NaN), which whole numbers cannot be.")
        if "float" in dtype_of(column.series.dtype) and (column.series.abs() >= 2**53).any():
            name = label(column.name)
            told.fact(f"Its long numbers, such as ids, are rounded already: read the file again with dtype={{{name}: str}} and keep them as text.")
            return
        told.fact("Keep the column as float, or use .fillna(0) only where empty means zero, or .astype('Int64').")


def _dates(message: str, found: list[Spot], told: Told) -> None:
    met = re.search(r"time data (['\"])(.*?)\1", message)
    forms = [said for column in _suspects(message, found)[:2] if (said := dates(column, met[2] if met else ""))]
    return converted(found, told.pairs(forms), told) if forms else shapes(None, message, found, told)


def bad_type(_value: BaseException | None, message: str, found: list[Spot], told: Told) -> None:
    if not re.search(r"'?str'?|object|string|datetime|Timestamp|not supported between", message):
        operands(found, told)
        return
    named = [column for column in columns_on(found) if is_text(column.series) and has_digits(column.series)]
    converted(found, told.pairs([said for column in named[:2] if (said := dates(column) or numbers(column))]), told)
    operands(found, told)
    frame = next((frame for _, frame in frames_in(found) if is_frame(frame)), None)
    if not named and frame is not None and re.search(r"agg|reduction|support operation|convert", message):
        # The statement names none that could be meant, so it is about all of them.
        texts = [column.code for column in columns_of_frame("", frame) if is_text(column.series)]
        if texts:
            told.fact(f"Text columns: {listed([text[1:-1] for text in texts[:15]])}. Choose the numeric columns, or numeric_only=True.")


def operands(found: list[Spot], told: Told) -> None:
    if not found:
        return
    spot = found[0]
    types = [f"{one.name} is {'text' if is_text(one.series) else dtype_of(one.series.dtype)}" for one in columns_on([spot])]
    types += [
        f"{name} is {kind_name(type(spot.scope[name]))}"
        for name in spot.names
        if not is_frame(spot.scope[name]) and not is_series(spot.scope[name]) and describe(spot.scope[name])
    ]
    types += [f"{label(side)} is {kind_name(type(side))}" for side in operands_in(spot)]
    if types:
        told.fact(f"On this line {', '.join(list(dict.fromkeys(types))[:8])}.")


def shapes(_value: BaseException | None, message: str, found: list[Spot], told: Told) -> None:
    if not found:
        return
    spot = found[0]
    sizes = [f"{name} {shape_of(spot.scope[name])}" for name in spot.names if shape_of(spot.scope[name])]
    if sizes:
        told.fact(f"Sizes: {', '.join(sizes[:8])}.")
    if message.startswith("The truth value of "):
        joined(spot, told)
    _without_rows(found, told)
    _twins(found, told.fact, told)


def _without_rows(found: list[Spot], told: Told) -> None:
    names = [name[:60] for name, frame in frames_in(found) if frame.shape[0] == 0][:3]
    looked = r" *=(?!.*~).*\b(isna|isnull|duplicated)\("
    if wrongs := [name for name in names if re.search(rf"^[ \t]*{re.escape(name)}{looked}", found[0].source, re.M)]:
        told.fact(f"No rows are left in {listed(wrongs)}, as there is no empty cell or repeated row to find: say so where nothing is left, and print 0.")
    elif names:
        told.fact(f"No rows are left in {listed(names)}: the filter or dropna() before kept none. Compare the filter's words with the values of the column.")


# What does not exist


def no_attribute(value: BaseException, message: str, found: list[Spot], told: Told) -> None:
    name, owner = AttributeError.name.__get__(value), AttributeError.obj.__get__(value)
    said = re.match(r"module '([\w.]+)' has no attribute '(\w+)'", message)
    if said and owner is None:
        name, owner = said[2], sys.modules.get(said[1])
    if type(name) is not str or owner is None:
        return
    if is_series(owner) and name in attributes_of(owner):
        # `.dt` and `.str` are there and refuse values of another type.
        if name == "dt":
            texts = [column for column in columns_on(found) if is_text(column.series)]
            dated(found, told.pairs([said for column in texts[:2] if (said := dates(column))]), told)
        operands(found, told)
        return
    module = type(owner) is ModuleType
    what = names_of(owner).get("__name__") if module else kind_name(type(owner))
    what = what[:60] if type(what) is str else "the module"
    who = what if module else f"{'An' if what[:1] in 'AEIOUaeiou' or what == 'ndarray' else 'A'} {what}"
    columns = [column for column in columns_of(owner) if type(column) is str] if is_frame(owner) or is_polars(owner) else []
    if len(set(columns)) == 1 < len(columns):
        _twins(found, told.cause, told)
    instead(found, name, told)
    column = closest(name, columns)[:1]
    near = [] if column or name.startswith("_") or name in PYTHONS else closest(name, attributes_of(owner), least=0.6)
    close = f"; the closest column is {bare(column[0])}" if column else f"; the closest is {near[0]}" if near else ""
    told.cause(f"{who} has no {quote(name)[1:-1]}{close}.")
    if len(near) > 1:
        told.fact(f"Also there: {', '.join(near[1:])}.")
    package = what.partition(".")[0] if module else package_of(type(owner))
    if is_array(owner) and name in attributes_of(sys.modules.get("numpy")):
        held = _called(owner, found) or "x"
        told.fact(f"numpy has it as a function: in place of {held}.{name}() write np.{name}({held}).")
        as_function(found, name, told)
    if (is_series(owner) or is_frame(owner)) and name in PLOTS:
        told.fact(f"It is drawn with {_called(owner, found) or 'it'}.plot.{name}().")
    if type(owner) in (int, float) or package == "numpy" and not module and shape_of(owner) == "":
        _one_number(name, owner, found, told)
    if column:
        told.fact(f"Columns: {listed(_first(column, columns))}.")
    if version_of(package):
        told.fact(f"{package} here is {version_of(package)}.")
    if is_series(owner) or type(owner) is str:
        operands(found, told)


def _called(owner, found: list[Spot]) -> str | None:
    """The name that a value has in the failing statement."""
    return next((known for spot in found[:1] for known in spot.names if spot.scope.get(known) is owner), None)


def _one_number(name: str, owner, found: list[Spot], told: Told) -> None:
    """`df["a"].mean().idxmax()`: a method of columns on what a column came down to."""
    if name in OF_COLUMNS:
        told.fact(f"{_called(owner, found) or 'It'} is one number over all rows; for a value of each group use df.groupby(...)[...] before it.")


def too_big(_value: BaseException, _message: str, found: list[Spot], told: Told) -> None:
    sizes = [(size_of(frame), name, frame) for name, frame in frames_in(found)]
    arrays = [(name, one) for spot in found[:2] for name, one in spot.scope.items() if is_array(one) or is_series(one)]
    sizes += [(size_of(one), name, one) for name, one in arrays if size_of(one) > 1_000_000]
    largest = [
        f"{name} {shape_of(one)}" + (f" ({size / 1e6:,.0f} MB)" if size > 1_000_000 else "")
        for size, name, one in sorted(sizes, key=lambda entry: -entry[0])[:3]
    ]
    if largest:
        told.fact(f"The largest tables: {', '.join(largest)}.")
    else:
        shapes(None, "", found, told)


def size_of(one) -> int:
    """Bytes, text not counted."""
    if is_array(one):
        return int(one.nbytes)
    if is_frame(one):
        return int(one.memory_usage().sum())
    return int(one.memory_usage()) if is_series(one) else int(one.estimated_size())


PROBES = {
    "KeyError": missing_key, "ColumnNotFoundError": missing_key, "InvalidIndexError": missing_key, "BinderException": missing_key, "NameError": unknown_name,
    "UnicodeError": bad_encoding, "ValueError": bad_value, "TypeError": bad_type, "DTypePromotionError": bad_type,
    "IndexError": shapes, "ShapeError": shapes, "AttributeError": no_attribute, "FileNotFoundError": no_file,
    "ImportError": no_package, "MemoryError": too_big, "KeyboardInterrupt": too_big, "IndexingError": shapes,
    "ParserError": bad_layout, "DateParseError": bad_value, "OutOfBoundsDatetime": bad_value, "DataError": bad_type,
}  # fmt: skip
