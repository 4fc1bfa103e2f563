"""Fonts of charts: whatever family a program or a theme chooses, letters that it lacks are drawn from those that the image has."""

import logging
import os
from functools import cache

from matplotlib import font_manager
from matplotlib.font_manager import FontPath

# In the order in which they are asked for a letter.
FALLBACKS = ("DejaVu Sans", "WenQuanYi Micro Hei", "Waree", "Lohit Devanagari", "Symbola")
MOST_MISSING = 12
# Below this every font has all letters.
_COMMON = 0x250

_find = font_manager.fontManager._find_fonts_by_props


@cache
def _fallbacks() -> list[FontPath]:
    """One file a family, the regular one."""
    files = {}
    for entry in font_manager.fontManager.ttflist:
        if entry.name in FALLBACKS and entry.style == "normal" and entry.weight in (400, "normal", "regular"):
            files.setdefault(entry.name, FontPath(os.path.realpath(entry.fname), entry.index))
    return [files[name] for name in FALLBACKS if name in files]


def _with_fallbacks(prop, *args, **kwargs) -> list[FontPath]:
    chosen = font_manager.FontProperties._from_any(prop)
    file = chosen.get_file()
    if file is not None and not os.path.exists(file):
        chosen = chosen.copy()
        chosen.set_file(None)
        chosen.set_family("DejaVu Sans")
    found = _find(chosen, *args, **kwargs)
    return [*found, *(one for one in _fallbacks() if one not in found)]


def install() -> None:
    """Once a kernel; the manager is an object of matplotlib, whose modules and classes stay as they are."""
    font_manager.fontManager._find_fonts_by_props = _with_fallbacks
    # A family that is not here is no news: another one is used.
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)


@cache
def _covered() -> frozenset[int]:
    return frozenset(code for path in _fallbacks() for code in font_manager.get_font(path).get_charmap())


def missing(texts: list[str]) -> str:
    """The letters that no font draws, each once."""
    rare = dict.fromkeys(letter for text in texts for letter in text if ord(letter) >= _COMMON and letter.isprintable())
    # Marks that choose how another sign looks have no shape of their own.
    shapeless = range(0xFE00, 0xFE10)
    return "".join(one for one in rare if ord(one) not in _covered() and ord(one) not in shapeless)[:MOST_MISSING]
