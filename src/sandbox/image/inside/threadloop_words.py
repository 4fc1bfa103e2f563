"""Values in a few plain words, without ever running code of a class that is not known: exact types only, no foreign repr."""

import datetime
import sys
from collections import OrderedDict, defaultdict, deque
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType

_NAME, _MODULE = type.__dict__["__name__"], type.__dict__["__module__"]
_MRO, _DICT = type.__dict__["__mro__"], type.__dict__["__dict__"]
_MODULE_DICT = ModuleType.__dict__["__dict__"]
_PLAIN = (bool, int, float, complex, type(None))
_ROWS = (list, tuple, set, frozenset, deque)
MAPS = (dict, defaultdict, OrderedDict)
_SILENT = (ModuleType, FunctionType, BuiltinFunctionType, MethodType, type)
_NUMPY = tuple(f"{kind}{bits}" for kind in ("int", "uint", "float") for bits in (8, 16, 32, 64)) + ("bool_", "str_")
MAX_COLUMNS = 12


def is_one_of(value, kinds) -> bool:
    """By identity, because comparing classes may run code of their metaclass."""
    return any(type(value) is kind for kind in kinds)


def names_of(module) -> dict:
    return _MODULE_DICT.__get__(module) if type(module) is ModuleType else {}


def library(name: str, attribute: str):
    """What a module that is loaded already has under that name; None if there is none. Imports nothing."""
    return names_of(sys.modules.get(name)).get(attribute)


def is_a(value, name: str, attribute: str) -> bool:
    found = library(name, attribute)
    return found is not None and type(value) is found


def is_frame(value) -> bool:
    return is_a(value, "pandas", "DataFrame")


def is_series(value) -> bool:
    return is_a(value, "pandas", "Series")


def is_index(value) -> bool:
    kinds = ("Index", "RangeIndex", "MultiIndex", "DatetimeIndex", "CategoricalIndex", "PeriodIndex", "IntervalIndex")
    return any(is_a(value, "pandas", kind) for kind in kinds)


def is_polars(value) -> bool:
    return is_a(value, "polars", "DataFrame")


def is_array(value) -> bool:
    return is_a(value, "numpy", "ndarray")


def bases_of(kind: type) -> tuple:
    return _MRO.__get__(kind)


def kind_name(kind: type) -> str:
    name = _NAME.__get__(kind)
    return name[:60] if type(name) is str else "object"


def package_of(kind: type) -> str:
    """`pandas` for what pandas defines; "" if that cannot be known."""
    module = _MODULE.__get__(kind)
    return module.partition(".")[0] if type(module) is str else ""


def attributes_of(value) -> list[str]:
    """The names that exist on a module or on the classes of a value; asks nothing of the value itself."""
    if type(value) is ModuleType:
        found = list(names_of(value))
    else:
        found = [name for base in bases_of(type(value)) for name in list(_DICT.__get__(base))]
    return [name for name in dict.fromkeys(found) if type(name) is str and not name.startswith("_")]


def version_of(package: str) -> str:
    version = library(package, "__version__")
    return version[:20] if type(version) is str else ""


def quote(text: str, limit: int = 40) -> str:
    return repr(text) if len(text) <= limit else f"{text[:limit]!r}…"


def label(value) -> str:
    """A column's or key's name as it is written in code."""
    if type(value) is str:
        return quote(value, 60)
    if is_one_of(value, _PLAIN):
        return scalar(value)
    if type(value) is tuple:
        return f"({', '.join(label(part) for part in value[:4])})"
    return simple(value) or f"<{kind_name(type(value))}>"


def bare(name) -> str:
    """As people write it: quoted only if it would be misread otherwise."""
    if type(name) is not str:
        return label(name)
    return name[:60] if name and name == " ".join(name.split()) else quote(name, 60)


def scalar(value) -> str:
    if type(value) is int and value.bit_length() > 200:
        return f"an int of {value.bit_length():,} bits"
    return repr(value)


def simple(value) -> str:
    """A single value of a class that is known; "" for everything else."""
    if is_one_of(value, _PLAIN):
        return scalar(value)
    if type(value) is str:
        return quote(value) if len(value) <= 40 else f"{quote(value)} ({len(value):,} characters)"
    if type(value) is bytes:
        return f"{value[:20]!r}" if len(value) <= 20 else f"{len(value):,} bytes"
    if type(value) is datetime.date:
        return value.isoformat()
    if type(value) is datetime.datetime or is_a(value, "pandas", "Timestamp"):
        return value.isoformat(" ") if value.tzinfo is None else kind_name(type(value))
    if any(is_a(value, "numpy", name) for name in _NUMPY):
        return f"{kind_name(type(value))} {simple(library('numpy', 'generic').item(value))}"
    return ""


def dtype_of(dtype) -> str:
    """`text` is what pandas calls str or object; a class that is not pandas' or numpy's is named only."""
    if package_of(type(dtype)) not in ("numpy", "pandas"):
        return kind_name(type(dtype))
    name = str(dtype)
    return name if len(name) <= 30 else f"{name[:30]}…"


def columns_of(frame) -> list:
    return list(frame.columns)


def shape_of(value) -> str:
    """`120 rows x 4 columns`; "" for what has no shape."""
    if is_frame(value) or is_polars(value):
        rows, columns = value.shape
        return f"{rows:,} row{'s' * (rows != 1)} x {columns:,} column{'s' * (columns != 1)}"
    if is_series(value) or is_index(value) or is_one_of(value, _ROWS) or is_one_of(value, MAPS):
        return f"length {len(value):,}"
    return f"shape {value.shape}" if is_array(value) else ""


def _columns(frame) -> str:
    kinds = frame.dtypes if is_polars(frame) else frame.dtypes.tolist()
    parts = [
        f"{bare(name)} {kind_name(type(kind)) if is_polars(frame) else dtype_of(kind)}"
        for name, kind in list(zip(columns_of(frame), kinds, strict=False))[:MAX_COLUMNS]
    ]
    more = frame.shape[1] - len(parts)
    return ", ".join(parts) + (f", {more} more" if more > 0 else "")


def describe(value) -> str:
    """"" for what says nothing: modules, functions, classes."""
    if is_one_of(value, _SILENT):
        return ""
    if is_frame(value) or is_polars(value):
        return f"{shape_of(value)} ({_columns(value)})" if value.shape[1] else "an empty table"
    if is_series(value):
        return f"Series of {len(value):,} {dtype_of(value.dtype)}" + ("" if value.name is None else f", {bare(value.name)}")
    if is_index(value):
        return f"{kind_name(type(value))} of {len(value):,}"
    if is_array(value):
        return f"array {value.shape} of {dtype_of(value.dtype)}"
    if is_one_of(value, MAPS):
        items = [f"{label(key)}: {simple(item) or kind_name(type(item))}" for key, item in list(value.items())[:3]]
        return f"{kind_name(type(value))} of {len(value):,}: {', '.join(items)}" if items else "an empty dict"
    if is_one_of(value, _ROWS):
        items = [simple(item) or kind_name(type(item)) for item in list(value)[:3]] if len(value) < 1e7 else []
        return f"{kind_name(type(value))} of {len(value):,}" + (f": {', '.join(items)}" if items else "")
    return simple(value) or kind_name(type(value))
