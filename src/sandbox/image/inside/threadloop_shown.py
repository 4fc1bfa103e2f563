"""Display of a cell, beside what it prints: tables as text, images as files where the host collects them."""

import base64
import os
import re
import sys
from html.parser import HTMLParser

FIGURES = "/workspace/.threadloop"
MAX_FIGURES = 20
MAX_FIGURE_BYTES = 8 * 1024 * 1024
IMAGES = {"image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg"}

_saved = 0
_left_out = 0


def begin() -> None:
    """Before each cell."""
    global _saved, _left_out
    _saved = _left_out = 0


def end() -> None:
    """After each cell: figures that are open are kept, and a line is printed about those that are not."""
    figures = sys.modules.get("threadloop_figures")
    if figures:
        figures.end_of_cell()
    if _left_out:
        said = f"{_left_out} figures were" if _left_out > 1 else "1 figure was"
        print(f"[{said} left out: {MAX_FIGURES} is the most that one run may show]")
    for stream in (sys.stdout, sys.stderr):
        stream.flush()


def leave_out() -> None:
    """Counts a figure that is one too many."""
    global _left_out
    _left_out += 1


def save_figure(data: bytes, ending: str) -> str | None:
    """Leaves an image where the host collects it, under the name that is given back."""
    global _saved
    if _saved >= MAX_FIGURES:
        leave_out()
        return None
    if len(data) > MAX_FIGURE_BYTES:
        print(f"[a figure of {len(data) / 1e6:.1f} MB was left out: {MAX_FIGURE_BYTES >> 20} MB is the most]")
        return None
    _saved += 1
    name = f"figure-{_saved}.{ending}"
    os.makedirs(FIGURES, exist_ok=True)
    with open(f"{FIGURES}/{name}", "wb") as file:
        file.write(data)
    return name


def show_figure(figure) -> None:
    # Pyplot would bring this with it, but a figure can also be made without.
    import threadloop_figures

    threadloop_figures.display_figure(figure)


def show(data: dict) -> None:
    """An image becomes a file; everything else is shown as its text, in order with what is printed."""
    for kind, ending in IMAGES.items():
        image = data.get(kind)
        if image:
            if isinstance(image, str):
                image = image.encode() if ending == "svg" else base64.b64decode(image)
            save_figure(image, ending)
            return
    text = data.get("text/markdown") or data.get("text/plain")
    html = data.get("text/html")
    # A table says the same as text; what has no text of its own is shown as what can be read in it, and kept as it is.
    if html and re.fullmatch(r"<[\w.]+( object)?( at 0x[0-9a-f]+)?>", (text or "<html>").strip()):
        save_figure(html.encode("utf-8", "replace"), "html")
        text = html_text(html)
    if text:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag, _attributes) -> None:
        self._hidden += tag in ("script", "style")
        if tag in ("br", "p", "div", "tr", "li", "h1", "h2", "h3"):
            self.words.append("\n")

    def handle_endtag(self, tag) -> None:
        self._hidden -= tag in ("script", "style")
        if tag in ("td", "th"):
            self.words.append("\t")

    def handle_data(self, data) -> None:
        if not self._hidden:
            self.words.append(re.sub(r"\s+", " ", data))


def html_text(html: str) -> str:
    """A line for each row or paragraph, cells parted by tabs."""
    parser = _Words()
    parser.feed(html[:1_000_000])
    lines = (line.strip(" ").rstrip("\t ") for line in "".join(parser.words).split("\n"))
    return "\n".join(line for line in lines if line.strip())
