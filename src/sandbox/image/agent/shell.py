"""Shell: one persistent bash or Node.js. Its state stays from cell to cell; if it ends, the next cell gets a new one."""

import asyncio
import contextlib
import os
import secrets

from processes import Children, Pipe, code_pipe, interrupt_group

# The cell is a file that is read as it is, so here-documents stay byte-identical. The end is reported on a descriptor of
# its own, which what the cell starts does not inherit, so that nothing that the cell prints can be taken for it.
_BASH = """
while IFS=' ' builtin read -r __threadloop_end __threadloop_cell <&198; do
  builtin . "$__threadloop_cell" </dev/null 198<&- 199>&-
  builtin printf '%s %s\\n' "$__threadloop_end" "$?" >&199
done
"""


_NODE = "exec node --no-warnings /opt/agent/inside/node_main.cjs"
SHELLS = {"bash": (_BASH, "sh"), "node": (_NODE, "js")}


class Shell:
    """`language` is a key of SHELLS."""

    def __init__(self, language: str, children: Children, on_data) -> None:
        self._loop, self._ending = SHELLS[language]
        self._children = children
        self._on_data = on_data
        self.pid = 0
        self._gone: asyncio.Future[int] | None = None
        self._cells = 0

    def _start(self) -> None:
        orders, self._orders = code_pipe()
        self._ends, ends = code_pipe()
        os.set_blocking(self._ends, False)
        self._told = b""
        self._pipe = Pipe(self._on_data)
        # The descriptors get fixed numbers in an outer bash, because inherited ones differ from start to start.
        loop = f"exec 198<&{orders} 199>&{ends} {orders}<&- {ends}>&-\n{self._loop}"
        self.pid, self._gone = self._children.start(
            ["/bin/bash", "--noprofile", "--norc", "-c", loop, "bash"], stdout=self._pipe.write, pass_fds=(orders, ends)
        )
        for fd in (orders, ends):
            os.close(fd)
        self._pipe.close_write()

    def _stop(self) -> None:
        self._pipe.drain()
        self._pipe.close()
        os.close(self._orders)
        os.close(self._ends)
        self._gone = None

    async def execute(self, source: str) -> tuple[int, bool]:
        """Runs `source`; gives the exit code (negative for a signal) and whether the shell lives on."""
        if self._gone is not None and self._gone.done():
            self._stop()
        if self._gone is None:
            self._start()
        gone = self._gone
        assert gone is not None
        self._cells += 1
        cell, end = f"/run/cells/code-{self._cells}.{self._ending}", secrets.token_hex(16)
        # Code reads it and cannot write to it, so what is shown is what bash reads.
        with open(cell, "w", encoding="utf-8", errors="surrogatepass") as file:
            file.write(source)
        os.write(self._orders, f"{end} {cell}\n".encode())
        told = asyncio.ensure_future(self._end(end.encode()))
        try:
            await asyncio.wait({told, gone}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            told.cancel()
            with contextlib.suppress(OSError):
                os.unlink(cell)
        if told.done() and not told.cancelled():
            self._pipe.drain()
            return told.result(), True
        # Nobody can answer for a shell that has ended; what it left in the pipe still counts.
        code = gone.result()
        self._stop()
        return code, False

    async def _end(self, end: bytes) -> int:
        loop = asyncio.get_running_loop()
        readable = asyncio.Event()
        loop.add_reader(self._ends, readable.set)
        try:
            while True:
                await readable.wait()
                readable.clear()
                try:
                    data = os.read(self._ends, 4096)
                except BlockingIOError:
                    continue
                if not data:
                    await asyncio.Event().wait()
                self._told += data
                *lines, self._told = self._told[-8192:].split(b"\n")
                for line in lines:
                    mark, _, code = line.partition(b" ")
                    if mark == end and code.isdigit():
                        return int(code)
        finally:
            loop.remove_reader(self._ends)

    def interrupt(self) -> None:
        if self._gone is not None and not self._gone.done():
            interrupt_group(self.pid)
