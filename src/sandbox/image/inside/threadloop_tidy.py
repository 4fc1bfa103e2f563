"""Charts put right while they are drawn, where that changes nothing that they say: labels that overlap, panels that do, legends on data, what is cut off.

All of it is undone behind the drawing, because the program may go on with its figure.
"""

import contextlib
import re
import warnings
from itertools import combinations

from matplotlib.text import Text

from threadloop_labels import Labels, labels_of
from threadloop_legends import free

SLANTED, STANDING = 45, 90
SMALLEST_PT = 6.5
LONGEST_IN = 24
# More labels than this are thinned out rather than drawn small.
MANY = 40
THINNED = 20
_PANEL_PX = 3
_CUT_IN = 0.02


@contextlib.contextmanager
def tidied(figure):
    """What goes wrong in here leaves the figure as it is."""
    undo = contextlib.ExitStack()
    with contextlib.suppress(Exception):
        _tidy(figure, undo)
    try:
        yield
    finally:
        stale = figure.stale
        with contextlib.suppress(Exception):
            undo.close()
        figure.stale = stale


def panels_of(figure) -> list:
    """Its axes without those of a colour bar."""
    return [axes for axes in figure.axes if axes.get_visible() and not hasattr(axes, "_colorbar")]


def is_cut(figure) -> bool:
    """Something of it lies outside of its canvas."""
    try:
        box = figure.get_tightbbox(figure.canvas.get_renderer())
        wide, high = figure.get_size_inches()
        return box.x0 < -_CUT_IN or box.y0 < -_CUT_IN or box.x1 > wide + _CUT_IN or box.y1 > high + _CUT_IN
    except Exception:
        return False


def _tidy(figure, undo: contextlib.ExitStack) -> None:
    for text in figure.findobj(Text):
        if _is_money(text):
            text.set_parse_math(False)
            undo.callback(text.set_parse_math, True)
    if figure.get_layout_engine() is not None:
        figure.draw_without_rendering()
    renderer = figure.canvas.get_renderer()
    panels = panels_of(figure)
    for axes in panels:
        if axes.name == "rectilinear" and axes.axison:
            for axis in (axes.xaxis, axes.yaxis):
                labels = labels_of(axis, renderer)
                if labels and labels.overlaps():
                    _part(axis, labels, undo, alone=len(panels) == 1)
    if len(panels) == 1 and panels[0].name == "rectilinear":
        free(panels[0], renderer, undo)
    if len(panels) > 1 and figure.get_layout_engine() is None:
        _part_panels(figure, panels, renderer, undo)


# Two dollar signs in one text make everything between them a formula.
_FORMULA = re.compile(r"(?<!\\)\$(.*?)(?<!\\)\$", re.DOTALL)


def _is_money(text: Text) -> bool:
    said = text.get_text()
    if said.count("$") < 2 or not text.get_parse_math():
        return False
    inside = _FORMULA.findall(said)
    return bool(inside) and all(not re.search(r"[\\^_{}]", one) and re.match(r"[\d\s).,/-]", one) for one in inside)


def _part(axis, labels: Labels, undo: contextlib.ExitStack, *, alone: bool) -> None:
    """The least that helps: turned, then smaller or fewer, then a longer axis."""
    angle = labels.angle
    if not labels.upright:
        slanted = [turn for turn in (SLANTED, STANDING) if turn > abs(angle)] or [angle]
        angle = next((turn for turn in slanted if not labels.overlaps(turn)), slanted[-1])
    if not labels.overlaps(angle):
        _set(labels.texts, undo, angle=None if labels.upright else angle)
        return
    if not _has_names(axis) or len(labels.texts) > MANY and not _has_marks(axis.axes):
        angle = labels.angle if labels.upright else SLANTED if abs(labels.angle) < SLANTED else labels.angle
        least = max(2, len(labels.texts) // THINNED)
        every = next(n for n in range(least, len(labels.texts) + least) if not labels.overlaps(angle, every=n))
        _set(labels.texts, undo, angle=None if labels.upright else angle)
        for at, (text, tick) in enumerate(zip(labels.texts, labels.ticks, strict=True)):
            if at % every:
                _hide((text, tick.tick1line, tick.tick2line), undo)
        return
    # Each has a bar, a row or a box of its own: all are drawn.
    dot = labels.size / labels.texts[0].get_fontsize()
    sizes = [labels.size * part for part in (0.9, 0.8, 0.7)]
    size = next((one for one in sizes if not labels.overlaps(angle, size=one)), max(sizes[-1], SMALLEST_PT * dot))
    _set(labels.texts, undo, angle=None if labels.upright else angle, points=size / dot)
    if alone and labels.overlaps(angle, size=size):
        figure = axis.axes.figure
        wide, high = figure.get_size_inches()
        now = high if labels.upright else wide
        stretch = next((n / 4 for n in range(5, 17) if not labels.overlaps(angle, size=size, stretch=n / 4)), 4)
        longer = max(now, min(now * stretch, LONGEST_IN))
        figure.set_size_inches((wide, longer) if labels.upright else (longer, high))
        undo.callback(figure.set_size_inches, wide, high)


def _has_names(axis) -> bool:
    """Its labels are words, which cannot be told from their neighbours."""
    names = [text for text in (label.get_text() for label in axis.get_majorticklabels()) if text.strip()]
    return axis.have_units() and hasattr(axis.units, "_mapping") or sum(not re.search(r"\d", name) for name in names) * 2 > len(names)


def _has_marks(axes) -> bool:
    """Bars, boxes or cells, each of which belongs to one label."""
    return bool(axes.containers or axes.patches or axes.images or any(type(one).__name__ == "QuadMesh" for one in axes.collections))


def _set(texts: list, undo: contextlib.ExitStack, *, angle: float | None = None, points: float | None = None) -> None:
    for text in texts:
        if angle is not None:
            for name, value in (("rotation", angle), ("ha", "right" if 0 < angle < STANDING else "center"), ("rotation_mode", "anchor" if 0 < angle < STANDING else "default")):
                undo.callback(getattr(text, f"set_{name}"), getattr(text, f"get_{name}")())
                getattr(text, f"set_{name}")(value)
        if points is not None:
            undo.callback(text.set_fontsize, text.get_fontsize())
            text.set_fontsize(points)


def _hide(artists: tuple, undo: contextlib.ExitStack) -> None:
    for artist in artists:
        undo.callback(artist.set_visible, artist.get_visible())
        artist.set_visible(False)


def _part_panels(figure, panels: list, renderer, undo: contextlib.ExitStack) -> None:
    """Titles and labels of one panel on another: the panels are made smaller."""
    if any(axes.get_subplotspec() is None for axes in panels) or not _clashes(panels, renderer):
        return
    before = figure.subplotpars
    kept = {side: getattr(before, side) for side in ("left", "right", "bottom", "top", "wspace", "hspace")}
    undo.callback(figure.subplots_adjust, **kept)
    clashes = _clashes(panels, renderer)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        figure.tight_layout()
    if _clashes(panels, renderer) >= clashes:
        figure.subplots_adjust(**kept)


def _clashes(panels: list, renderer) -> int:
    around = [(axes.get_window_extent(renderer), axes.get_tightbbox(renderer)) for axes in panels]
    found = 0
    for (one_in, one), (other_in, other) in combinations(around, 2):
        # Two scales on one panel, or a panel within another.
        if _meet(one_in, other_in) or one is None or other is None:
            continue
        found += _meet(one, other)
    return found


def _meet(one, other) -> bool:
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    high = min(one.y1, other.y1) - max(one.y0, other.y0)
    return wide > _PANEL_PX and high > _PANEL_PX
