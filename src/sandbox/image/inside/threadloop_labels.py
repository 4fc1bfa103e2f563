"""Tick labels of an axis: how they are drawn, and whether they run into each other."""

import math
from dataclasses import dataclass

# More than this are not measured one by one.
_MOST = 100
# A capital letter, in parts of the font's size; a gap that parts two words.
_HIGH, _GAP = 0.8, 0.25


@dataclass(frozen=True)
class Labels:
    """Of one axis, in the order of their places."""

    upright: bool
    texts: list
    ticks: list
    places: list[float]
    widths: list[float]
    # Of the font, in pixels.
    size: float
    lines: int
    angle: float

    def overlaps(self, angle: float | None = None, *, size: float | None = None, stretch: float = 1, every: int = 1) -> int:
        """How many would run into the one before, turned by this angle, at this size, if the axis were longer, or if only one in `every` were drawn."""
        size = size or self.size
        turn = math.radians(self.angle if angle is None else angle)
        along, across = abs(math.cos(turn)), abs(math.sin(turn))
        if self.upright:
            along, across = across, along
        high = size * (_HIGH + 1.2 * (self.lines - 1))
        places, widths = self.places[::every], [width * size / self.size for width in self.widths[::every]]
        found = 0
        for at in range(1, len(places)):
            apart = (places[at] - places[at - 1]) * stretch
            long = (widths[at] + widths[at - 1]) / 2 + size * _GAP
            found += apart * across < high and apart * along < long
        return found


def labels_of(axis, renderer) -> Labels | None:
    """None if there are fewer than two."""
    axes, upright = axis.axes, axis.axis_name == "y"
    seen = []
    for tick in axis._update_ticks():
        for label in (tick.label1, tick.label2):
            if label.get_visible() and label.get_text().strip():
                at = axes.get_yaxis_transform().transform((0, tick.get_loc()))[1] if upright else axes.get_xaxis_transform().transform((tick.get_loc(), 0))[0]
                seen.append((float(at), label, tick))
                break
    if len(seen) < 2:
        return None
    seen.sort(key=lambda one: one[0])
    texts = [label for _, label, _ in seen]
    first = texts[0]
    size = first.get_fontsize() * axes.figure.dpi / 72
    widths = [_width(label, renderer) for label in texts[:_MOST]]
    widths += [max(widths)] * (len(texts) - len(widths))
    lines = max(label.get_text().count("\n") + 1 for label in texts[:_MOST])
    return Labels(upright, texts, [tick for *_, tick in seen], [at for at, *_ in seen], widths, size, lines, first.get_rotation())


def _width(label, renderer) -> float:
    """Not turned."""
    longest = 0.0
    for line in label.get_text().split("\n"):
        clean, is_math = label._preprocess_math(line)
        longest = max(longest, renderer.get_text_width_height_descent(clean, label.get_fontproperties(), is_math)[0])
    return longest
