"""Parts of Python and of its libraries, by identity, so that one that code has replaced is found and named."""

import builtins
import contextlib
import sys
import time
from functools import partial
from importlib.machinery import PathFinder
from operator import attrgetter, is_
from types import CoroutineType, FunctionType, MethodType, ModuleType

# A copy, before any code runs: whoever replaces a builtin does not thereby replace it here.
globals()["__builtins__"] = dict(vars(builtins))

LIBRARIES = frozenset(
    "pandas numpy matplotlib scipy sklearn seaborn polars duckdb pyarrow openpyxl dateutil narwhals".split()
)
STANDARD = frozenset(
    "builtins math cmath statistics datetime _pydatetime json re random collections itertools functools operator os posixpath io sys "
    "time csv decimal fractions string pathlib glob shutil subprocess sqlite3 zipfile hashlib calendar heapq bisect copy numbers".split()
)
# Looked at after each cell, with the classes that they offer; all the others in turn, or after a cell that took its time anyway.
CORE = STANDARD | frozenset(
    "pandas numpy polars duckdb seaborn matplotlib.pyplot matplotlib.figure matplotlib.axes numpy.linalg pandas.core.nanops "
    "pandas.core.groupby.generic pandas.core.strings.accessor pandas.core.window.rolling scipy.stats sklearn.metrics".split()
)
SLICE = 500
_IMMUTABLE = 1 << 8
_of_module, _of_class = ModuleType.__dict__["__dict__"].__get__, type.__dict__["__dict__"].__get__
_code, _now = attrgetter("__code__"), time.perf_counter
_WRAPPED = {
    classmethod: attrgetter("__func__"),
    staticmethod: attrgetter("__func__"),
    MethodType: attrgetter("__func__"),
    property: attrgetter("fget"),
    partial: attrgetter("func"),
}
_CODES = {FunctionType: _code, CoroutineType: attrgetter("cr_code")}


class Part:
    """One module or class: what its names stood for when it was seen first."""

    def __init__(self, label: str, owner: ModuleType | type) -> None:
        self.label = label
        self.owner = owner
        self.names = _of_class(owner) if issubclass(type(owner), type) else _of_module(owner)
        self.first = dict(self.names)
        self.values = tuple(self.first.values())
        layers = [(name, layer) for name, value in self.first.items() if type(value) is FunctionType for layer in _layers(value)]
        self.functions = [layer for _, layer in layers]
        self.codes = [*map(_code, self.functions)]
        # What a wrapper calls stands in its closure.
        cells = [(name, cell) for name, layer in layers if "__wrapped__" in layer.__dict__ for cell in layer.__closure__ or ()]
        cells = [(name, cell) for name, cell in cells if type(_inside(cell)) is FunctionType]
        self.cells = [cell for _, cell in cells]
        self.called = [*map(_inside, self.cells)]
        self.named = [name for name, _ in (*layers, *cells)]

    def is_same(self) -> bool:
        names, values = self.names, self.values
        return len(names) == len(values) and all(map(is_, names.values(), values)) and self.calls_the_same()

    def calls_the_same(self) -> bool:
        return all(map(is_, map(_code, self.functions), self.codes)) and all(map(is_, map(_inside, self.cells), self.called))

    def replaced(self) -> set[str]:
        """Names that stand for something else than at first; what was only added counts if it hides something."""
        now, found = dict(self.names), set()
        for name, value in self.first.items():
            if now.get(name) is not value and _acts(value):
                found.add(name)
        for name in now.keys() - self.first.keys():
            if self._hides(name) and _acts(now[name]):
                found.add(name)
        does = (*map(_code, self.functions), *map(_inside, self.cells))
        did = (*self.codes, *self.called)
        found |= {name for name, one, other in zip(self.named, does, did, strict=True) if one is not other}
        self.values = tuple(now.values())
        return found

    def _hides(self, name: str) -> bool:
        if issubclass(type(self.owner), type):
            return any(name in _of_class(base) for base in type.mro(self.owner)[1:])
        return name in __builtins__ and not name.startswith("__")


def _inside(cell) -> object:
    """None for what is not set."""
    try:
        return cell.cell_contents
    except ValueError:
        return None


def _layers(function: FunctionType) -> list[FunctionType]:
    """A function, and what it wraps."""
    found = [function]
    while type(inner := found[-1].__dict__.get("__wrapped__")) is FunctionType and len(found) < 8:
        found.append(inner)
    return found


class Parts:
    """`prepare` is called when modules are new, before they are seen."""

    def __init__(self, prepare=lambda: None) -> None:
        self._prepare = prepare
        self._seen: set[str] = set()
        self._owners: set[int] = set()
        self._waiting: list[tuple[str, ModuleType, bool]] = []
        self._core: list[Part] = []
        self._rest: list[Part] = []
        self._found: dict[str, Part] = {}
        self._forged: set[str] = set()
        self._next = 0
        self._full_s = 0.005
        self._modules = 0

    def take(self, imported_by_code: bool) -> None:
        """Sees the modules that are new."""
        self._prepare()
        self._modules = len(sys.modules)
        modules = dict(sys.modules)
        for name, module in modules.items():
            root = name.partition(".")[0]
            if name in self._seen or (root not in LIBRARIES and name not in STANDARD) or not issubclass(type(module), ModuleType):
                continue
            # While a library is imported it still puts itself together.
            if getattr(_of_module(modules.get(root, module)).get("__spec__"), "_initializing", False):
                continue
            self._seen.add(name)
            if name in CORE:
                self._add(name, module, imported_by_code)
            else:
                self._waiting.append((name, module, imported_by_code))

    def take_rest(self) -> None:
        """What is not core, while nobody waits."""
        while self._waiting:
            self._add(*self._waiting.pop())

    def _add(self, name: str, module: ModuleType, imported_by_code: bool) -> None:
        core = name in CORE
        owners: list[ModuleType | type] = [module]
        for value in list(_of_module(module).values()):
            if issubclass(type(value), type):
                owners += [one for one in (type.mro(value) if core else (value,)) if _is_open(one)]
        for owner in owners:
            if id(owner) in self._owners:
                continue
            self._owners.add(id(owner))
            part = Part(name if owner is module else _label(owner), owner)
            (self._core if core else self._rest).append(part)
            if imported_by_code:
                self._forged |= {f"{part.label}.{one}" for one, value in part.first.items() if from_cell(value)}

    def watch_imports(self) -> None:
        """A library is seen at the end of its import, before the code that imports it continues."""
        parts = self

        class Watch:
            @staticmethod
            def find_spec(name, path=None, target=None):
                if name not in LIBRARIES or name in parts._seen:
                    return None
                spec = PathFinder.find_spec(name, path, target)
                loader = spec and spec.loader
                if loader is None:
                    return None
                run = loader.exec_module

                def exec_module(module):
                    run(module)
                    module.__spec__._initializing = False
                    with contextlib.suppress(Exception):
                        parts.take(imported_by_code=True)

                loader.exec_module = exec_module
                return spec

        sys.meta_path.insert(0, Watch)

    def replaced(self, took_s: float) -> list[str]:
        """After a cell that took so long: a full look may take a twentieth of that."""
        if len(sys.modules) != self._modules:
            self.take(imported_by_code=True)
        self._look(self._core)
        if self._full_s < took_s / 20:
            began = _now()
            self._look(self._rest)
            self._full_s = _now() - began
        else:
            left = SLICE
            for _ in range(len(self._rest)):
                part = self._rest[self._next % len(self._rest)]
                self._look((part,))
                self._next += 1
                left -= len(part.values)
                if left < 0:
                    break
        return [f"{name} was replaced" for name in sorted(self._found.keys() | self._forged)]

    def _look(self, parts) -> None:
        for part in parts:
            if not part.is_same():
                for name in part.replaced():
                    self._found.setdefault(f"{part.label}.{name}", part)
        if self._found:
            for label, part in list(self._found.items()):
                if label.removeprefix(f"{part.label}.") not in part.replaced():
                    del self._found[label]


def from_cell(value: object) -> bool:
    """Whether it, or what it wraps, was written in a cell. Objects that answer to any name are not asked for one."""
    kind = type(value)
    wrapped = _WRAPPED.get(kind)
    if wrapped:
        return from_cell(wrapped(value))
    if kind in _CODES:
        return _CODES[kind](value).co_filename.startswith("<code ")
    return _home(value if issubclass(kind, type) else kind) == "__main__"


def _acts(value: object) -> bool:
    return callable(value) or hasattr(type(value), "__get__")


def _home(owner: type) -> str:
    home = _of_class(owner).get("__module__")
    return home if type(home) is str else ""


def _is_open(value: type) -> bool:
    """A class that can be changed, of a library that is watched."""
    home = _home(value)
    return not value.__flags__ & _IMMUTABLE and (home.partition(".")[0] in LIBRARIES or home in STANDARD)


def _label(owner: type) -> str:
    home = _home(owner)
    root = sys.modules.get(home.partition(".")[0])
    offered = type(root) is ModuleType and _of_module(root).get(owner.__name__) is owner
    return f"{home.partition('.')[0] if offered else home}.{owner.__qualname__}"
