"""Legends that hide data: matplotlib puts one where it hides least, and that can be a third of the bars."""

import contextlib

import numpy as np
from matplotlib.container import BarContainer

# Of bars, points and bends of lines.
MOST_HIDDEN = 1


def free(axes, renderer, undo: contextlib.ExitStack) -> None:
    """Moves it to the right of its panel, if the program left its place open."""
    legend = axes.get_legend()
    if legend is None or not legend.get_visible() or legend._get_loc() != 0 or legend._bbox_to_anchor is not None:
        return
    if _hidden(axes, legend.get_window_extent(renderer)) <= MOST_HIDDEN:
        return
    undo.callback(legend.set_bbox_to_anchor, None)
    undo.callback(legend._set_loc, 0)
    legend.set_bbox_to_anchor((1.02, 1), axes.transAxes)
    legend._set_loc(2)


def _hidden(axes, box) -> int:
    bars = [bar.get_window_extent() for one in axes.containers if isinstance(one, BarContainer) for bar in one]
    found = sum(bar.overlaps(box) and min(bar.y1, box.y1) - max(bar.y0, box.y0) > 1 for bar in bars)
    places = [axes.transData.transform(np.asarray(line.get_xydata(), float)) for line in axes.lines if line.get_transform() == axes.transData]
    places += [one.get_offset_transform().transform(np.ma.filled(one.get_offsets(), np.nan)) for one in axes.collections if len(one.get_offsets()) > 1]
    for some in places:
        found += int(((some > box.min) & (some < box.max)).all(axis=1).sum())
    return found
