"""Interrupts: SIGINT reaches the code of a cell and nothing else, neither the kernel between two cells nor while it accepts or answers one."""

import signal


class Interrupts:
    """Installed before each cell, because code may put a handler of its own there."""

    def __init__(self, is_cell) -> None:
        self._is_cell = is_cell
        # Code objects of ours that a person may interrupt, too.
        self.also: set = set()
        self._active = False
        self._early = False

    def begin(self) -> None:
        self._active, self._early = True, False
        signal.signal(signal.SIGINT, self._handle)

    def end(self) -> None:
        self._active = False
        signal.signal(signal.SIGINT, self._handle)

    def _handle(self, _number, frame) -> None:
        if not self._active:
            return
        while frame is not None:
            if self._is_cell(frame.f_code.co_filename) or frame.f_code in self.also:
                raise KeyboardInterrupt
            frame = frame.f_back
        self._early = True

    def check_early(self) -> None:
        """Raises if the interrupt came before the code began."""
        if self._early:
            self._early = False
            raise KeyboardInterrupt
