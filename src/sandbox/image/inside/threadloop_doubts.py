"""Doubts about what a cell computed: figures that came from numbers still written as text, joined by sum() or put in the order of their letters."""

import builtins
import re

# A copy, before any code runs: whoever replaces a builtin does not thereby replace it here.
globals()["__builtins__"] = dict(vars(builtins))

from threadloop_words import bare, is_frame, is_series, label  # noqa: E402
from threadloop_written import FLOAT, Written, read  # noqa: E402

MOST = 5000
doubts: dict[str, str] = {}
_KEY = re.compile(r"(^|[\W_])(id|ids|no|nr|code|key|zip|plz|postcode|phone|tel|sku|isbn|version|number)($|[\W_])|编号|号$|码$|代码|電話|番号", re.I)
_EXTREMES = ("min", "max", "idxmin", "idxmax")


class Doubts:
    def __init__(self, pandas) -> None:
        self._pandas = pandas
        self._unique, self._isna = pandas.Series.unique, pandas.isna

    def computed(self, what: str, series) -> None:
        """`what`: the name of the method that a cell called on it."""
        if what not in ("sum", "cumsum", *_EXTREMES, "sort_values") or not is_series(series) or not _is_text(series):
            return
        values = self._numbers(series)
        if not values:
            return
        name = bare(series.name) if series.name is not None else "the column"
        if what in ("sum", "cumsum"):
            self._tell(name, series, values, f"{name} holds numbers as text, so {what}() joined them instead of adding")
        elif not _KEY.search(name) and (pair := _disorder(values, what)):
            self._tell(name, series, values, f'{name} holds numbers as text, so {what}() put "{pair[0]}" after "{pair[1]}"')

    def _numbers(self, series) -> list[str] | None:
        """Its different values, if there are several and all of them are numbers."""
        if series.iloc[:20].map(lambda value: type(value) is str and read(value.strip()) is None).any():
            return None
        found = [value for value in self._unique(series).tolist() if type(value) is not float and value is not None and not self._isna(value)]
        if not 1 < len(found) <= MOST or not all(type(value) is str for value in found):
            return None
        texts = [text for value in found if (text := value.strip())]
        return texts if all(read(text) for text in texts) else None

    def _tell(self, name: str, series, values: list[str], what: str) -> None:
        column = f"df[{label(series.name)}]"
        if all(FLOAT.fullmatch(value) for value in values):
            return self._keep(name, f"{what}: turn it into numbers first, {column} = pd.to_numeric({column}).")
        cure = Written(dict.fromkeys(values, 1)).cure(column, self._pandas)
        code = f"{column} = {cure[0]}" if cure and cure[1] == len(values) else "each value with its own sign and scale"
        self._keep(name, f"{what}: turn it into numbers first, {code}.")

    def _keep(self, name: str, sentence: str) -> None:
        """One for each column."""
        if "joined" in sentence or name not in doubts:
            doubts[name] = sentence


def _is_text(series) -> bool:
    return series.dtype.kind == "O" or str(series.dtype) in ("str", "string")


def _disorder(values: list[str], what: str) -> tuple[str, str] | None:
    """Two values, the first of which is the larger as text and the smaller as a number."""
    written = Written(dict.fromkeys(values, 1))
    if not written.readable:
        return None
    numbers = {value: written.number(value) for value in values}
    ordered = sorted(values)
    if what == "sort_values":
        pairs = zip(ordered[1:], ordered[:-1], strict=True)
        return next(((after, before) for after, before in pairs if numbers[after] < numbers[before]), None)
    end = 0 if what.endswith("min") else -1
    best = (min if end == 0 else max)(values, key=numbers.__getitem__)
    found = ordered[end]
    if numbers[found] == numbers[best]:
        return None
    return (best, found) if end == 0 else (found, best)


def selected(groups) -> list:
    """Columns that a grouping was told to compute; of a whole frame none, because nobody may have asked for all of them."""
    chosen = groups._selected_obj
    if is_series(chosen):
        return [chosen]
    return [chosen.iloc[:, at] for at in range(min(chosen.shape[1], 12))] if is_frame(chosen) and groups._selection is not None else []
