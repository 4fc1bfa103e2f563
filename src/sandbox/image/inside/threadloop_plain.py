"""Values as people write them, where a cell prints them: 3.5 for `np.float64(3.5)`, a list for an Index, 2024-01-02 for a Timestamp."""

import builtins
import sys
from functools import wraps

# A copy, before any code runs: whoever replaces a builtin does not thereby replace it here.
globals()["__builtins__"] = dict(vars(builtins))

from threadloop_tables import WHOLE  # noqa: E402

_getframe = sys._getframe


def install_numpy(_numpy) -> None:
    from numpy._core.printoptions import default_format_options_dict as options

    # Here and not by `set_printoptions`, which a cell would not see: each has a context of its own.
    # Of how numpy wrote before 2.0 this takes the scalars alone: their bare number.
    options |= {"legacy": 125, "formatter": {"object": _bare}}


def _bare(value) -> str:
    return value.isoformat() if type(value).__name__ == "date" and type(value).__module__ == "datetime" else repr(value)


def install_pandas(pandas) -> None:
    from pandas.api.extensions import ExtensionArray
    from pandas.arrays import ArrowStringArray, DatetimeArray, PeriodArray, StringArray

    lists = (ArrowStringArray, StringArray, DatetimeArray, PeriodArray)
    indexes = (pandas.Index, pandas.DatetimeIndex, pandas.PeriodIndex)
    _say(pandas.Index, lambda value: _listed(value) if type(value) in indexes else None)
    _say(ExtensionArray, lambda value: _listed(value) if type(value) in lists else None)
    for owner in lists:
        if "__repr__" in vars(owner):
            _say(owner, _listed)
    _say(pandas.Timestamp, lambda value: str(value).removesuffix(" 00:00:00"))
    _say(pandas.Period, str)
    _say(pandas.Timedelta, str)


def _listed(values) -> str | None:
    return str([_word(value) for value in values.tolist()]) if len(values) <= WHOLE else None


def _word(value):
    return value if type(value) in (str, int, float, bool) else str(value).removesuffix(" 00:00:00")


def _say(owner, plain) -> None:
    """`plain` gives the text, or None where the library's own is right. Only a cell, or the display of its last value, is answered so."""
    original = owner.__repr__

    @wraps(original)
    def text_of(self):
        asking = _getframe(1).f_code.co_filename
        if asking[:6] == "<code " or asking.endswith("/IPython/lib/pretty.py"):
            try:
                text = plain(self)
            except Exception:
                text = None
            if text is not None:
                return text
        return original(self)

    owner.__repr__ = text_of
