"""The matplotlib backend: figures are collected when they are shown or when the code ends, as PNG.

A figure that the code also saved to a file is not collected, because that file is found anyway.
"""

import io
import os

import threadloop_shown
from matplotlib._pylab_helpers import Gcf
from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

# [figure, PNG bytes] of what was shown in this cell and not saved to a file so far.
_shown: list[tuple[Figure, bytes]] = []
_last_shown: Figure | None = None
_cell = 0


def _saved(figure: Figure) -> bool:
    """Saved to a file in this cell, and not drawn on since."""
    return getattr(figure, "_threadloop_saved", -1) == _cell and not figure.stale


def _blank(figure: Figure) -> bool:
    return len(figure.get_children()) <= 1


def _png(figure: Figure) -> bytes:
    data = io.BytesIO()
    FigureCanvasAgg.print_figure(figure.canvas, data, format="png", bbox_inches="tight")
    return data.getvalue()


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
    picture = _png(figure)
    figure.stale = False
    if all(known != picture for _, known in _shown):
        _shown.append((figure, picture))


def _close_all() -> None:
    """pyplot forgets its figures; code that still holds one may go on with it, and saving it is still noticed."""
    figures = [manager.canvas.figure for manager in Gcf.get_all_fig_managers()]
    Gcf.destroy_all()
    for figure in figures:
        stale = figure.stale
        FigureCanvas(figure)
        figure.stale = stale


class FigureCanvas(FigureCanvasAgg):
    def print_figure(self, filename, *args, **kwargs):
        figure = self.figure
        # After show() pyplot has no figure and makes a blank one: the shown figure is meant.
        if _blank(figure) and _last_shown is not None and _last_shown is not figure:
            return _last_shown.canvas.print_figure(filename, *args, **kwargs)
        unchanged = not figure.stale
        result = super().print_figure(filename, *args, **kwargs)
        if isinstance(filename, str | os.PathLike) and os.path.abspath(filename).startswith("/workspace/"):
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
    global _cell, _last_shown
    try:
        for manager in Gcf.get_all_fig_managers():
            figure = manager.canvas.figure
            if isinstance(figure.canvas, FigureCanvas):
                _collect(figure)
        for _, picture in _shown:
            threadloop_shown.save_figure(picture, "png")
    finally:
        _cell += 1
        _shown.clear()
        _last_shown = None
        _close_all()


def display_figure(figure: Figure) -> None:
    """`display(figure)`, or a figure as the last value of a cell."""
    if not isinstance(figure.canvas, FigureCanvas):
        FigureCanvas(figure)
    _collect(figure)
