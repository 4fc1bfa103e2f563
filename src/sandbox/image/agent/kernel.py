"""The live Python kernel: a real ipykernel behind ipc sockets, started again whenever it dies."""

import asyncio
import itertools
import json
import os
import secrets
import sys
import time
from dataclasses import dataclass

from processes import Children, Pipe, clear_kernels, interrupt_group, kill, prepare_tmp
from rights import as_code
from where import Where

START_LIMIT_S = 60
READY_LIMIT_S = 10
ANSWER_LIMIT_S = 2
# Characters of JSON.
SEEN_LIMIT = 64 * 1024


class Died(Exception):
    """The kernel's process ended: its exit code, negative for a signal, and the line it was last known to be in, or None."""


@dataclass
class Reply:
    """`error` is the exception's name, its text, its line in the code that ran (or None), its trace and what was found out."""

    error: tuple[str, str, int | None, str, dict] | None
    #: What stands in the kernel that changes what later programs do.
    standing: list[str]
    #: What the kernel saw in its own objects; the host knows its shape.
    seen: dict


class Kernel:
    def __init__(self, children: Children, on_data, on_restart) -> None:
        self._children = children
        self._on_data = on_data
        self._on_restart = on_restart
        # Kernels so far; it counts on as soon as one has died.
        self.count = 1
        self.pid = 0

    def start(self) -> None:
        # The kernel's own folder, for its sockets; only what lies beside the cells is out of code's reach.
        folder = f"/run/kernel/{self.count}"
        with as_code():
            os.makedirs(folder, mode=0o711, exist_ok=True)
            self._where = Where(f"{folder}/where")
        names = ("shell_port", "iopub_port", "stdin_port", "control_port", "hb_port")
        self._connection = {
            "transport": "ipc",
            "ip": f"{folder}/s",
            "key": secrets.token_hex(16),
            "signature_scheme": "hmac-sha256",
            **{name: number for number, name in enumerate(names, 1)},
        }
        self._file = f"/run/cells/kernel-{self.count}.json"
        with open(self._file, "w") as file:
            json.dump(self._connection, file)
        self._shell_socket = f"{folder}/s-1"
        self._pipe = Pipe(self._on_data)
        # Tables of polars whole; of pandas: inside/threadloop_tables.py.
        polars = {"MAX_ROWS": "300", "MAX_COLS": "100", "STR_LEN": "200", "TABLE_CELL_LIST_LEN": "10"}
        env = {"MPLBACKEND": "module://threadloop_figures", "PYTHONUNBUFFERED": "1", "POLARS_TABLE_WIDTH": "10000"}
        env |= {f"POLARS_FMT_{name}": value for name, value in polars.items()}
        argv = [sys.executable, "/opt/agent/inside/kernel_main.py", self._file, f"{folder}/where"]
        self.pid, self._gone = self._children.start(argv, stdout=self._pipe.write, env=env)
        self._pipe.close_write()
        self._ready = asyncio.ensure_future(self._connect())
        self._gone.add_done_callback(self._died)
        asyncio.ensure_future(self._watch(self._gone, time.monotonic()))

    def _died(self, _gone) -> None:
        self.count += 1
        self._on_restart()

    async def _watch(self, gone: "asyncio.Future[int]", started: float) -> None:
        await asyncio.wait({gone})
        self._ready.cancel()
        # Forked copies would take the new kernel's processes and memory, and whatever still runs could reach it.
        self._children.kill_orphans(self.pid)
        self._children.kill_strangers()
        self._pipe.drain()
        self._pipe.close()
        prepare_tmp()
        # A kernel that dies at once must not be started in a hot loop.
        if time.monotonic() - started < 1:
            await asyncio.sleep(1)
        for failures in itertools.count():
            clear_kernels()
            # What holds the folder's last bytes, or all processes, is in the way of the next kernel.
            if failures > 3:
                self._children.kill_all()
            try:
                self.start()
                break
            except OSError:
                await asyncio.sleep(0.5)

    async def _connect(self):
        # Late import: the kernel's process starts while this one still loads zmq.
        from jupyter_client import AsyncKernelClient

        while not os.path.exists(self._shell_socket):
            await asyncio.sleep(0.01)
        client = AsyncKernelClient()
        client.load_connection_info(self._connection)
        # Output comes by the pipe and results by the reply, so no other channel is needed.
        client.start_channels(shell=True, iopub=False, stdin=False, hb=False, control=False)
        await self._reply(client, client.kernel_info())
        # With the key in it, what code leaves running could send cells.
        os.unlink(self._file)
        return client

    @staticmethod
    async def _reply(client, message_id: str) -> dict:
        while True:
            message = await client.get_shell_msg(timeout=None)
            if message["parent_header"].get("msg_id") == message_id:
                return message["content"]

    async def _alive(self, work, gone: "asyncio.Future[int]"):
        task = asyncio.ensure_future(work)
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if task.done() and not task.cancelled():
            return task.result()
        task.cancel()
        raise Died(gone.result() if gone.done() else -1, None)

    async def execute(self, source: str, apart: bool) -> Reply:
        """Runs `source` as it is, `apart` in a namespace of its own; raises Died if the kernel ended instead of answering."""
        while self._gone.done():
            await asyncio.sleep(0.02)
        gone, pipe, where = self._gone, self._pipe, self._where
        where.forget()
        client = await self._alive(asyncio.wait_for(asyncio.shield(self._ready), START_LIMIT_S), gone)
        # The one field of Jupyter's message that we give a meaning of our own.
        how = {"apart": ""} if apart else {}
        message_id = client.execute(
            source, store_history=False, user_expressions=how, allow_stdin=False, stop_on_error=False
        )
        try:
            content = await self._alive(self._reply(client, message_id), gone)
        except Died as died:
            raise Died(died.args[0], where.line()) from None
        pipe.drain()
        said, seen = content.get("standing"), content.get("seen")
        standing = [one for one in said if isinstance(one, str)] if isinstance(said, list) else []
        return Reply(_error_of(content), standing, _seen(seen))

    async def ready(self) -> None:
        """Resolves when code can run, or when waiting any longer is useless."""
        give_up = time.monotonic() + READY_LIMIT_S
        while time.monotonic() < give_up:
            if self._ready.done() and not self._ready.cancelled() and not self._gone.done():
                return
            await asyncio.sleep(0.01)

    async def ended(self) -> None:
        """Resolves when the kernel of now has ended."""
        await asyncio.wait({self._gone})

    async def check(self) -> None:
        """Ends a kernel that does not answer, e.g. because its forked copies have eaten from its sockets."""
        gone = self._gone
        if gone.done() or not self._ready.done() or self._ready.cancelled():
            return
        client = self._ready.result()
        try:
            await asyncio.wait_for(self._reply(client, client.kernel_info()), ANSWER_LIMIT_S)
        except TimeoutError:
            kill(self.pid)
            await asyncio.wait({gone})

    def ask_where(self) -> None:
        """So that the line is known if Python has to be ended; later than `forget` in `execute`, or it counts for nothing."""
        if not self._gone.done():
            self._where.ask(self.pid)

    def interrupt(self) -> None:
        # A kernel that is still starting would die of it.
        if self._ready.done() and not self._gone.done():
            interrupt_group(self.pid)


def _error_of(content: dict) -> tuple[str, str, int | None, str, dict] | None:
    if content.get("status") != "error":
        return None
    said, findings = content.get("traceback"), "{}"
    if isinstance(said, list) and len(said) == 5:
        name, message, line, trace, findings = map(str, said)
    else:
        name, message, line = str(content.get("ename")), str(content.get("evalue")), ""
        trace = f"{name}: {message}"
    # A script that ends itself with success has succeeded.
    if name == "SystemExit" and message in ("0", "None", ""):
        return None
    return name, message, int(line) if line.isdigit() and len(line) < 9 else None, trace, _found(findings)


def _found(text: str) -> dict:
    """Code in the kernel may have written this: anything of another shape is left out."""
    found = _object(text)
    lists = {key: found.get(key) for key in ("facts", "locals")}
    kept = {key: [one for one in said if isinstance(one, str)] for key, said in lists.items() if isinstance(said, list)}
    kinds = {"cause": str, "mend": dict}
    return {**kept, **{key: found[key] for key, kind in kinds.items() if isinstance(found.get(key), kind)}}


def _seen(text: object) -> dict:
    found = _object(text) if isinstance(text, str) and len(text) <= SEEN_LIMIT else {}
    try:
        json.dumps(found, allow_nan=False)
    except (ValueError, RecursionError):
        return {}
    return found


def _object(text: str) -> dict:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
