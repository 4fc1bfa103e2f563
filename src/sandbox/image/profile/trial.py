"""Trial of what the model is told of a text table: pandas reads it so, and the rows and values of the profile come out."""

import io
import json
import time
import warnings
from math import isclose

from columns import Numbers
from values import NULLS

# Rows and columns at either end whose values are compared.
COMPARED = 200
# After so long no trial is begun: a profile without one is better than none.
PATIENCE_S = 15
_started = time.monotonic()


def _pandas():
    import pandas

    return pandas


class Trial:
    """The first bytes of a file, all of them if it is small, and `rows` of them, none left out."""

    def __init__(self, data: bytes, whole: bool, names: list[str], rows: list[list[str]], indexed: bool = False) -> None:
        self._data, self._names, self._rows, self._indexed = data, names, rows, indexed
        self._limit = {} if whole else {"nrows": len(rows)}
        #: What `read_csv` must be told, and has been tried.
        self.options: dict = {}
        #: Without an answer from pandas nothing is known.
        self.possible = True
        #: Why the last one failed.
        self.fault = ""

    @property
    def arguments(self) -> list[str]:
        """Of `read_csv`, but for what else the profile says."""
        told = {name: value for name, value in self.options.items() if name not in ("sep", "encoding", "decimal", "thousands")}
        return [f"{name}={code_of(value)}" for name, value in told.items() if name != "skiprows" or isinstance(value, list)]

    def frame(self, **more):
        """None if pandas cannot read it so."""
        self.possible = time.monotonic() - _started < PATIENCE_S
        try:
            pandas = _pandas() if self.possible else None
        except (ImportError, OSError, MemoryError):
            self.possible = False
        if not self.possible:
            return None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                told = self.options | more
                whole = {} if "engine" in told else {"low_memory": False}
                return pandas.read_csv(io.BytesIO(self._data), **whole, **self._limit, **told)
        except Exception as fault:
            self.fault = type(fault).__name__
            return None

    def take(self, **more) -> bool:
        """Whether all comes out with these, too; then they stay."""
        fits = self.fits(self.frame(**more), more)
        if fits:
            self.options |= more
        return fits

    def fits(self, frame, more: dict) -> bool:
        if frame is None or list(frame.columns) != self._names or len(frame) != len(self._rows):
            return False
        if not self._indexed and type(frame.index).__name__ != "RangeIndex":
            return False
        told = self.options | more
        empty = {*told.get("na_values", ()), *(NULLS if told.get("keep_default_na", True) else ())}
        numbers = {"decimal": ".", "thousands": ""} | told
        return all(self._same(at, frame.iloc[:, at], empty, numbers) for at in _edges(len(self._names)))

    def _same(self, at: int, column, empty: set[str] | frozenset[str], marks: dict) -> bool:
        cells = [row[at] for row in self._rows]
        if int(column.notna().sum()) != sum(cell not in empty for cell in cells):
            return False
        places = _edges(len(cells))
        for place, made in zip(places, column.iloc[places].tolist(), strict=True):
            if cells[place] not in empty and not _equal(cells[place], made, marks):
                return False
        return True

    def right(self, marks: dict[str, str], same: dict[int, Numbers]) -> bool:
        """Whether those columns come out as they should, and all others as they would without it."""
        usual, frame = self.frame(), self.frame(**marks)
        if usual is None or frame is None or len(frame) != len(self._rows):
            return False
        for at in sorted({*_edges(len(frame.columns)), *same}):
            column = frame.iloc[:, at]
            if at not in same:
                if not column.equals(usual.iloc[:, at]):
                    return False
                continue
            numbers = same[at]
            for row, number in zip(self._rows, column.tolist(), strict=True):
                text = row[at].strip()
                if text in numbers.cells and (isinstance(number, str) or not isclose(number, numbers.number(text), rel_tol=1e-9)):
                    return False
        self.options |= marks
        return True

    def reads(self, line: int, names: list[str], rows: int) -> bool:
        """Whether another table comes out below so many lines."""
        frame = self.frame(skiprows=line, nrows=rows)
        return frame is not None and list(frame.columns) == names and len(frame) == rows

    def keeps(self, ids: list[str]) -> bool:
        frame = self.frame(dtype=dict.fromkeys(ids, str))
        return frame is not None and len(frame) == len(self._rows) and all(
            text.strip() in NULLS or text == made
            for name in ids
            for text, made in zip((row[self._names.index(name)] for row in self._rows), frame[name].tolist(), strict=True)
        )

    def leaves(self, cure: str, count: int) -> bool:
        """Whether `df = df[...]` leaves so many rows. `cure` is our own."""
        frame = self.frame()
        if frame is None:
            return False
        try:
            made = {"df": frame}
            exec(cure, {"__builtins__": {}}, made)
            return len(made["df"]) == count
        except Exception:
            return False


def _edges(count: int) -> list[int]:
    """Places of so many things that are compared: where what is in between was shifted, it shows at the end."""
    return list(range(count)) if count <= 2 * COMPARED else [*range(COMPARED), *range(count - COMPARED, count)]


def code_of(value) -> str:
    if isinstance(value, range):
        return f"range({len(value)})"
    return str(value) if isinstance(value, int) or callable(value) else json.dumps(value, ensure_ascii=False)


def _equal(cell: str, made, marks: dict) -> bool:
    if isinstance(made, str):
        return made == cell
    if isinstance(made, bool):
        return cell.strip().lower() == str(made).lower()
    bare = cell.strip().replace(marks["thousands"], "") if marks["thousands"] else cell.strip()
    try:
        return isclose(float(made), float(bare.replace(marks["decimal"], ".")), rel_tol=1e-9)
    except (TypeError, ValueError, OverflowError):
        return False
