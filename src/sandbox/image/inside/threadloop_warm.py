"""Warm-up: imports what most cells import, in the background and before the first cell, so that it does not wait for them."""

import sys
import threading

# In small steps: a cell that comes early waits for the end of one, so that its imports never meet ours.
STEPS = (
    "numpy",
    "numpy.random",
    "dateutil.parser",
    "dateutil.tz",
    "pyarrow",
    "pyarrow.compute",
    "pandas",
    "PIL.Image",
    "matplotlib",
    "matplotlib.font_manager",
    "matplotlib.artist",
    "matplotlib.axes",
    "matplotlib.figure",
    "matplotlib.backends.backend_agg",
    "matplotlib.pyplot",
)


class Warmer:
    """`imported` is called after each step, in the thread that imports."""

    def __init__(self, imported) -> None:
        self._imported = imported
        self.started = False
        self._stop = False
        self._thread = threading.Thread(target=self._work, daemon=True)

    def start(self) -> None:
        self.started = True
        if not self._stop:
            self._thread.start()

    def stop(self) -> None:
        """Called before each cell: what is not there by now is the cell's to import."""
        if not self._stop:
            self._stop = True
            if self._thread.is_alive():
                self._thread.join()

    def _work(self) -> None:
        for name in STEPS:
            if self._stop:
                return
            try:
                __import__(name)
                self._imported()
            except Exception:
                return
