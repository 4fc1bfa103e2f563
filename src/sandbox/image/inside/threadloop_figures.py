"""The matplotlib backend: figures are collected when they are shown or when the code ends, as PNG.

A figure that the code also saved to a file is not collected, because that file is found anyway.
"""

import io
import os

import matplotlib
import threadloop_fonts
import threadloop_shown
from matplotlib._pylab_helpers import Gcf
from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from threadloop_looks import look
from threadloop_tidy import is_cut, tidied

threadloop_fonts.install()

# [figure, PNG bytes, facts] of what was shown in this cell and not saved to a file so far.
_shown: list[tuple[Figure, bytes, list[dict] | None]] = []
# Facts of this cell's figures, by the names of their files and, once it has ended, for the host.
_looks: dict[str, list[dict]] = {}
seen: list[dict] = []
_last_shown: Figure | None = None
_cell = 0


def _saved(figure: Figure) -> bool:
    """Saved to a file in this cell, and not drawn on since."""
    return getattr(figure, "_threadloop_saved", -1) == _cell and not figure.stale


def _blank(figure: Figure) -> bool:
    return len(figure.get_children()) <= 1


def _png(figure: Figure) -> tuple[bytes, list[dict] | None]:
    data = io.BytesIO()
    with tidied(figure):
        FigureCanvasAgg.print_figure(figure.canvas, data, format="png", bbox_inches="tight")
        return data.getvalue(), look(figure)


def _collect(figure: Figure) -> None:
    """Keeps the figure as it looks now, once for each look."""
    global _last_shown
    _last_shown = figure
    if _saved(figure) or _blank(figure):
        return
    # Drawing takes time, and a thousand figures would take a thousand times that.
    if len(_shown) >= threadloop_shown.MAX_FIGURES:
        threadloop_shown.leave_out()
        return
    picture, facts = _png(figure)
    figure.stale = False
    if all(known != picture for _, known, _ in _shown):
        _shown.append((figure, picture, facts))


def _close_all() -> None:
    """pyplot forgets its figures; code that still holds one may go on with it, and saving it is still noticed."""
    figures = [manager.canvas.figure for manager in Gcf.get_all_fig_managers()]
    Gcf.destroy_all()
    for figure in figures:
        stale = figure.stale
        FigureCanvas(figure)
        figure.stale = stale


def _keep(name: str, facts: list[dict] | None) -> None:
    _looks.pop(name, None)
    if facts is not None and len(_looks) < threadloop_shown.MAX_FIGURES:
        _looks[name] = facts


class FigureCanvas(FigureCanvasAgg):
    def print_figure(self, filename, *args, **kwargs):
        figure = self.figure
        # After show() pyplot has no figure and makes a blank one: the shown figure is meant.
        if _blank(figure) and _last_shown is not None and _last_shown is not figure:
            return _last_shown.canvas.print_figure(filename, *args, **kwargs)
        unchanged = not figure.stale
        with tidied(figure):
            if kwargs.get("bbox_inches") is None and matplotlib.rcParams["savefig.bbox"] is None and is_cut(figure):
                kwargs["bbox_inches"] = "tight"
            result = super().print_figure(filename, *args, **kwargs)
            is_kept = isinstance(filename, str | os.PathLike) and os.path.abspath(filename).startswith("/workspace/")
            if is_kept:
                _keep(os.path.relpath(filename, "/workspace"), look(figure))
        if is_kept:
            figure._threadloop_saved = _cell
            figure.stale = False
            # What was shown before and is saved now, looking the same, is that file.
            if unchanged:
                _shown[:] = [entry for entry in _shown if entry[0] is not figure]
        return result


class FigureManager(FigureManagerBase):
    @classmethod
    def pyplot_show(cls, *, block=None):
        """Each show ends its figures, as closing their windows would."""
        for manager in Gcf.get_all_fig_managers():
            _collect(manager.canvas.figure)
        _close_all()

    def show(self):
        _collect(self.canvas.figure)


FigureCanvas.manager_class = FigureManager


def end_of_cell() -> None:
    """Called by the kernel after each cell."""
    global _cell, _last_shown, seen
    try:
        for manager in Gcf.get_all_fig_managers():
            figure = manager.canvas.figure
            if isinstance(figure.canvas, FigureCanvas):
                _collect(figure)
        for _, picture, facts in _shown:
            name = threadloop_shown.save_figure(picture, "png")
            if name:
                _keep(name, facts)
    finally:
        seen = [{"file": name, "axes": axes} for name, axes in _looks.items()]
        _looks.clear()
        _cell += 1
        _shown.clear()
        _last_shown = None
        _close_all()


def display_figure(figure: Figure) -> None:
    """`display(figure)`, or a figure as the last value of a cell."""
    if not isinstance(figure.canvas, FigureCanvas):
        FigureCanvas(figure)
    _collect(figure)
