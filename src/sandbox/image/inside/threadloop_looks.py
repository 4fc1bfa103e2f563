"""Facts of a chart from its own objects, as it was drawn: what each panel shows, and what is wrong with it for sure."""

import numpy as np
from matplotlib.collections import LineCollection, PathCollection, PolyCollection, QuadMesh
from matplotlib.container import BarContainer, ErrorbarContainer
from matplotlib.patches import PathPatch, Polygon, Wedge
from matplotlib.text import Text

import threadloop_fonts
from threadloop_labels import labels_of
from threadloop_names import are_numbers, are_ordered
from threadloop_tidy import panels_of

MOST_PANELS, MOST_TICKS, LONGEST = 12, 12, 60
# Fewer have no order to lose; more are hardly names.
FEWEST_NAMES, MOST_NAMES = 3, 12
_BARS = ("bar", "barh")
NOTHING = {"kinds": [], "series": 0, "points": 0, "title": "", "x": "", "y": "", "ticks": []}


def look(figure) -> list[dict] | None:
    """A dict for each panel with data or a fault; None if it cannot be looked at: then nothing is said of it."""
    try:
        return _look(figure)
    except Exception:
        return None


def _look(figure) -> list[dict]:
    renderer = figure.canvas.get_renderer()
    panels = [_Panel(axes) for axes in panels_of(figure)[:MOST_PANELS]]
    if not any(panel.shows() for panel in panels):
        return [{**NOTHING, "faults": ["empty"]}]
    found = [{**panel.facts(), "faults": panel.faults(renderer)} for panel in panels]
    found = [one for one in found if one["kinds"] or one["faults"]]
    if len(panels) == 1 and panels[0].is_unnamed() and not figure.get_suptitle():
        found[0]["faults"].append("unnamed")
    letters = threadloop_fonts.missing([text.get_text() for text in figure.findobj(Text) if text.get_visible()])
    if letters:
        found[0]["faults"].append(f"letters {letters}")
    return found


class _Panel:
    def __init__(self, axes) -> None:
        self.axes = axes
        # Kind, number of points, number of those that have a value.
        self.marks: list[tuple[str, int, int]] = []
        self.lines: list = []
        self._read()

    def _read(self) -> None:
        axes = self.axes
        if axes.name != "rectilinear":
            self._read_other()
            return
        whiskers = {part for one in axes.containers if isinstance(one, ErrorbarContainer) for part in (*(one[1] or ()), *(one[2] or ()))}
        bars = any(isinstance(one, BarContainer) for one in axes.containers)
        boxed = any(isinstance(one, PathPatch) for one in axes.patches) or sum(_is_box(line) for line in axes.lines) > 0
        if boxed:
            self._add("box", 1, 1)
        for line in axes.lines:
            if boxed or line in whiskers or not line.get_visible() or not _in_data(line, axes):
                continue
            x, y = line.get_data(orig=False)[:2]
            # Seaborn's bars have such lines for their spread.
            if bars and len(x) and (_all_same(x) or _all_same(y)):
                continue
            joined = line.get_linestyle() not in ("None", "", " ") and len(x) != 1
            if joined:
                self.lines.append(line)
            self._add("line" if joined else "scatter", len(x), _with_value(x, y))
        for bars in axes.containers:
            if isinstance(bars, BarContainer):
                sizes = [bar.get_width() if bars.orientation == "horizontal" else bar.get_height() for bar in bars]
                kind = "hist" if _touch(bars, axes) else "barh" if bars.orientation == "horizontal" else "bar"
                self._add(kind, len(sizes), int(np.isfinite(np.asarray(sizes, float)).sum()))
        slices = sum(isinstance(one, Wedge) for one in axes.patches)
        if slices:
            self._add("pie", slices, slices)
        if any(isinstance(one, Polygon) and _in_data(one, axes) for one in axes.patches):
            self._add("area", 1, 1)
        for one in axes.collections:
            if not one.get_visible() or one in whiskers:
                continue
            if isinstance(one, PathCollection):
                places = np.ma.filled(np.ma.asarray(one.get_offsets(), float), np.nan)
                self._add("scatter", len(places), int(np.isfinite(places).all(axis=1).sum()) if len(places) else 0)
            elif isinstance(one, QuadMesh):
                self._add("heatmap", int(np.size(one.get_array())), int(np.ma.count(np.ma.masked_invalid(one.get_array()))))
            elif isinstance(one, PolyCollection):
                self._add("area", 1, 1)
            elif not isinstance(one, LineCollection) or _in_data(one, axes):
                self._add("other", 1, 1)
        if axes.images:
            self._add("heatmap", 1, 1)
        if axes.tables or axes.texts and not self.marks:
            self._add("other", 1, 1)

    def _read_other(self) -> None:
        """Round or in space: what is drawn cannot be counted in the same way."""
        axes = self.axes
        kinds = {"line": axes.lines, "bar": axes.containers, "scatter": [one for one in axes.collections if isinstance(one, PathCollection)]}
        for kind, found in kinds.items():
            if found:
                self._add(kind, 1, 1)
        if not self.marks and (axes.collections or axes.patches or axes.images or axes.texts):
            self._add("other", 1, 1)

    def _add(self, kind: str, points: int, drawn: int) -> None:
        self.marks.append((kind, points, drawn))

    def shows(self) -> bool:
        return any(drawn for _, _, drawn in self.marks)

    def is_unnamed(self) -> bool:
        named = self.axes.get_title() or self.axes.get_title("left") or self.axes.get_xlabel() or self.axes.get_ylabel()
        return self.axes.name == "rectilinear" and self.axes.axison and not named and not {"pie", "other", "heatmap"} & set(self._kinds())

    def _kinds(self) -> list[str]:
        return list(dict.fromkeys(kind for kind, *_ in self.marks))

    def facts(self) -> dict:
        axes, kinds = self.axes, self._kinds()
        along = axes.yaxis if "barh" in kinds else axes.xaxis
        return {
            "kinds": kinds,
            "series": len(self.marks),
            "points": sum(points for _, points, _ in self.marks),
            "title": _short(axes.get_title() or axes.get_title("left")),
            "x": _short(axes.get_xlabel()),
            "y": _short(axes.get_ylabel()),
            "ticks": [_short(text) for _, text in _ticks(along)[:MOST_TICKS]],
        }

    def faults(self, renderer) -> list[str]:
        """A word, and what it is about."""
        axes = self.axes
        beside = [one for one in axes.figure.axes if one is not axes and _same_place(one, axes)]
        if not self.shows():
            named = self.marks or axes.get_title() or axes.get_xlabel() or axes.get_ylabel()
            return ["empty"] if named and not beside else []
        found = ["overlap pie"] if _pie_clashes(axes, renderer) > 1 else []
        if axes.name != "rectilinear" or not axes.axison:
            return found
        for axis in (axes.xaxis, axes.yaxis):
            labels = labels_of(axis, renderer)
            if labels and labels.overlaps() > max(1, len(labels.texts) // 5):
                found.append(f"overlap {axis.axis_name}")
        values = self._text_values()
        if values:
            found.append(f"text_values {_short(', '.join(values[:3]))}")
        if any(_goes_back(line, axes) for line in self.lines):
            found.append("back_and_forth")
        names = [] if values or beside or len(self.marks) > 1 or not self.lines else _joined(self.lines[0], axes)
        if names:
            found.append(f"joined_names {_short(', '.join(names[:3]))}")
        # A series without any value is drawn by nobody.
        points, drawn = (sum(mark[at] for mark in self.marks if mark[2]) for at in (1, 2))
        if points >= 4 and drawn * 2 <= points:
            found.append(f"not_drawn {points - drawn} {points}")
        return found

    def _text_values(self) -> list[str]:
        """Amounts that are text, and so stand in the order of their appearance instead of their size."""
        kinds = self._kinds()
        axis = self.axes.xaxis if "barh" in kinds and "bar" not in kinds else self.axes.yaxis
        names = _categories(axis)
        is_bars = any(kind in _BARS for kind in kinds)
        varied = any(len(set(line.get_ydata(orig=False))) > 2 for line in self.lines)
        if len(names) < (2 if is_bars else 4) or not (is_bars or varied) or not are_numbers(names):
            return []
        return names


def _categories(axis) -> list[str]:
    """The names of an axis of text."""
    return [str(name) for name in getattr(axis.units, "_mapping", None) or ()]


def _ticks(axis) -> list[tuple[float, str]]:
    texts = [label.get_text().strip() for label in axis.get_majorticklabels()]
    return [(float(at), text) for at, text in zip(axis.get_majorticklocs(), texts, strict=False) if text]


def _joined(line, axes) -> list[str]:
    """Names without an order that one line goes through."""
    places = np.asarray(line.get_xdata(orig=False), float)
    if not FEWEST_NAMES <= len(places) <= MOST_NAMES or len(set(places)) < len(places):
        return []
    at = dict(_ticks(axes.xaxis))
    names = [at.get(float(place), "") for place in sorted(places)]
    return names if all(names) and not are_ordered(names) else []


def _goes_back(line, axes) -> bool:
    """In time: its points are not in order."""
    if "Date" not in type(axes.xaxis.get_converter()).__name__:
        return False
    places = np.asarray(line.get_xdata(orig=False), float)
    return len(places) > 4 and int((np.diff(places) < 0).sum()) > 1


def _pie_clashes(axes, renderer) -> int:
    if not any(isinstance(one, Wedge) for one in axes.patches):
        return 0
    boxes = [text.get_window_extent(renderer) for text in axes.texts[:60] if text.get_visible() and text.get_text().strip()]
    return sum(_deep(one, other) for at, one in enumerate(boxes) for other in boxes[at + 1 :])


def _deep(one, other) -> bool:
    """They share more than the rim of the lower one."""
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    high = min(one.y1, other.y1) - max(one.y0, other.y0)
    return wide > 2 and high > min(one.height, other.height) / 4


def _all_same(values) -> bool:
    return all(value == values[0] for value in values)


def _with_value(x, y) -> int:
    both = [np.ma.filled(np.ma.asarray(part, float), np.nan) for part in (x, y)]
    return int(np.isfinite(both[0] + both[1]).sum())


def _in_data(artist, axes) -> bool:
    """Not a line across the whole panel."""
    if isinstance(artist, LineCollection):
        return len(artist.get_segments()) > 1
    return artist.get_transform().contains_branch_seperately(axes.transData) == (True, True)


def _is_box(line) -> bool:
    x, y = line.get_data(orig=False)[:2]
    return len(x) in (5, 11) and x[0] == x[-1] and y[0] == y[-1] and len(set(x)) in (2, 4) and len(set(y)) > 1


def _touch(bars, axes) -> bool:
    """Bars without a gap on an axis of numbers."""
    if len(bars) < 3 or bars.orientation == "horizontal" or _categories(axes.xaxis):
        return False
    edges = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in bars]
    return bool(np.allclose([right for _, right in edges[:-1]], [left for left, _ in edges[1:]]))


def _same_place(one, other) -> bool:
    return bool(np.allclose(one.get_position().bounds, other.get_position().bounds))


def _short(said: str) -> str:
    return " ".join(said.split())[:LONGEST]
