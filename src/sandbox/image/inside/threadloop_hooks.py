"""Hooks on methods of libraries: what a cell calls runs unchanged, then we look at what came out; what goes wrong in the look is ours alone."""

import builtins
import sys
from functools import wraps
from types import FunctionType
from typing import NamedTuple

# A copy, before any code runs: whoever replaces a builtin does not thereby replace it here.
globals()["__builtins__"] = dict(vars(builtins))

_getframe = sys._getframe
_CELL = "<code "


#: Keys that choose one column or one value, never rows.
_ONE = (str, int, float)


class Call(NamedTuple):
    """`line` of the cell that called; `before`: the token of the rows that a frame had before it was changed in place."""

    line: int
    args: tuple
    kwargs: dict
    result: object
    before: object

    @property
    def out(self):
        return self.args[0] if self.result is None and self.before is not None else self.result


def token_of(value):
    """Equal for all frames and Series that have the same rows in the same order, because pandas hands their index on."""
    return value.index._id


def hook(owner, names: str, after, by_key: bool = False) -> None:
    """`after` is given each call that a cell makes itself; what a library calls within is none of its business.

    `by_key`: only where the first argument may choose rows, since cells call these in loops.
    """
    for name in names.split():
        original = vars(owner).get(name)
        if type(original) is FunctionType and not original.__code__.co_filename.startswith(_CELL):
            setattr(owner, name, _hooked(original, after, by_key))


def _hooked(original, after, by_key: bool):
    @wraps(original)
    def call(*args, **kwargs):
        if by_key and len(args) == 2:
            key = args[1]
            if type(key) in _ONE or (type(key) is tuple and key and type(key[0]) in _ONE):
                return original(*args, **kwargs)
        frame = _getframe(1)
        if frame.f_code.co_filename[:6] != _CELL:
            return original(*args, **kwargs)
        line, before = frame.f_lineno, None
        del frame
        if kwargs.get("inplace") is True:
            try:
                before = token_of(args[0])
            except Exception:
                before = None
        result = original(*args, **kwargs)
        try:
            after(Call(line, args, kwargs, result, before))
        except Exception:
            pass
        return result

    # As a part of the library: pandas looks for the first frame outside of its folder to say where a warning comes from.
    call.__code__ = call.__code__.replace(co_filename=original.__code__.co_filename)
    return call
