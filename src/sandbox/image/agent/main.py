"""PID 1 of a Session's container: takes requests from the host over a unix socket and never runs one twice.

One JSON object a line. Host: hello, exec, stop, profile, ping, ack. Agent: welcome, accepted, refused, progress, done,
profiled, pong, kernel. `done` carries a `seq` and is sent again after a reconnect until the host acknowledges it; where the
agent had to let go of one before that, `welcome` says `gap`, and the host asks for each of its Runs by id.
"""

import asyncio
import json
import os
import secrets
import signal
import sys
import time
from collections import deque

from output import clean
from processes import Children, code_pipe, prepare_tmp
from rights import give_up_root, is_from_outside
from runs import Run, Runner

SOCKET = "/run/agent/agent.sock"
LINE_LIMIT = 4 * 1024 * 1024
# What a host and an agent must agree on; the same number is in protocol.ts.
PROTOCOL = 4
# Below the host's limit of 1 MiB a line.
DONE_LIMIT = 900_000
KEPT_RESULTS = 30
UNACKNOWLEDGED_BYTES = 4 * 1024 * 1024
PROFILE_LIMIT_S = 30
# Taken out of the environment, so that no code inherits it.
DEADMAN_S = float(os.environ.pop("THREADLOOP_DEADMAN_S", "1800"))


class Agent:
    def __init__(self) -> None:
        self.boot = secrets.token_hex(8)
        self.children = Children()
        self.runner = Runner(self.children, self._done, self._restarted)
        self.runs: dict[str, Run] = {}
        self.seq = 0
        # (seq, line) of results that the host has not acknowledged, and the seq up to which some were let go.
        self.unacknowledged: deque[tuple[int, bytes]] = deque()
        self.dropped = 0
        self.heard = time.monotonic()
        self.peers: set[asyncio.StreamWriter] = set()
        self.tasks: set[asyncio.Task] = set()

    def generation(self) -> str:
        return f"{self.boot}.{self.runner.kernel.count}"

    # Telling

    def send(self, peer: asyncio.StreamWriter, message: dict) -> None:
        self._write(peer, line_of(message))

    def _write(self, peer: asyncio.StreamWriter, line: bytes) -> None:
        # A host that does not read is cut off; it comes back and gets what it missed.
        if peer.transport.get_write_buffer_size() > 2 * LINE_LIMIT:
            peer.transport.abort()
            return
        peer.write(line)

    def tell_all(self, message: dict) -> None:
        for peer in list(self.peers):
            self.send(peer, message)

    def _done(self, run: Run) -> None:
        self.seq += 1
        message = {"t": "done", "seq": self.seq, "generation": self.generation(), **(run.result or {})}
        # Bytes that are no text take three times their number.
        while len(line_of(message)) > DONE_LIMIT:
            text = message["output"]
            message["output"] = f"{text[: len(text) * 3 // 8]}\n[... more bytes left out ...]\n{text[-len(text) // 8 :]}"
        run.result = {name: value for name, value in message.items() if name not in ("t", "seq", "generation")}
        line = line_of(message)
        self.unacknowledged.append((self.seq, line))
        while sum(len(kept) for _, kept in self.unacknowledged) > UNACKNOWLEDGED_BYTES:
            self.dropped, _ = self.unacknowledged.popleft()
        for peer in list(self.peers):
            self._write(peer, line)
        finished = [known for known in self.runs.values() if known.result]
        # Ids are kept for ever, results for a while.
        for old in finished[:-KEPT_RESULTS]:
            old.result = {}

    def _restarted(self) -> None:
        self.tell_all({"t": "kernel", "generation": self.generation()})

    async def _progress(self) -> None:
        last: tuple[str, int] = ("", 0)
        while True:
            await asyncio.sleep(0.25)
            self.runner.look()
            run = self.runner.current
            if run and run.output.total and (run.id, run.output.total) != last:
                last = (run.id, run.output.total)
                self.tell_all({"t": "progress", "id": run.id, "output": run.output.text(8192, 8192)})

    # Asked

    def handle(self, peer: asyncio.StreamWriter, message: dict) -> None:
        match message.get("t"):
            case "hello":
                last = int(message.get("last", 0))
                self.send(peer, {
                    "t": "welcome", "proto": PROTOCOL, "generation": self.generation(), "seq": self.seq, "gap": last < self.dropped,
                })  # fmt: skip
                for seq, line in self.unacknowledged:
                    if seq > last:
                        self._write(peer, line)
            case "ack":
                while self.unacknowledged and self.unacknowledged[0][0] <= int(message["seq"]):
                    self.unacknowledged.popleft()
            case "ping":
                self.send(peer, {"t": "pong", "n": message["n"], "generation": self.generation()})
            case "exec":
                self._exec(peer, message)
            case "stop":
                self._stop(peer, str(message["id"]))
            case "profile":
                self._spawn(self._profile(peer, message))

    def _spawn(self, work) -> None:
        task = asyncio.ensure_future(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def _exec(self, peer: asyncio.StreamWriter, message: dict) -> None:
        id = str(message["id"])
        known = self.runs.get(id)
        if known:
            self._again(peer, known)
        elif message["generation"] != self.generation():
            self.send(peer, {"t": "refused", "id": id, "why": "generation"})
        else:
            run = Run(id, str(message["lang"]), str(message["code"]), float(message["limitMs"]) / 1000, bool(message.get("apart")))
            self.runs[id] = run
            self.send(peer, {"t": "accepted", "id": id})
            self._spawn(self.runner.run(run))

    def _again(self, peer: asyncio.StreamWriter, known: Run) -> None:
        if known.result is None:
            self.send(peer, {"t": "accepted", "id": known.id})
        elif not known.result:
            self.send(peer, {"t": "refused", "id": known.id, "why": "forgotten"})
        else:
            self.send(peer, {"t": "done", "seq": 0, "generation": self.generation(), **known.result})

    def _stop(self, peer: asyncio.StreamWriter, id: str) -> None:
        run = self.runs.get(id)
        if run is None:
            run = self.runs[id] = Run(id, "python", "", 1)
            self.runner.cancel_before_start(run)
        elif run.result is not None:
            self._again(peer, run)
        elif self.runner.current is run:
            run.why = run.why or "cancelled"
            run.stop.set()
        else:
            self.runner.cancel_before_start(run)

    async def _profile(self, peer: asyncio.StreamWriter, message: dict) -> None:
        profile = None
        try:
            read, write = code_pipe()
            argv = [sys.executable, "-I", "/opt/agent/profile", str(message["name"])]
            pid, gone = self.children.start(argv, stdout=write)
            os.close(write)
            text = await asyncio.wait_for(asyncio.to_thread(_read_all, read), PROFILE_LIMIT_S)
            profile = json.loads(text)
        except TimeoutError:
            os.killpg(pid, signal.SIGKILL)
        except (OSError, ValueError):
            pass
        self.send(peer, {"t": "profiled", "n": message["n"], "card": profile})

    async def _dead_man(self) -> None:
        """A host that never comes back must not leave its containers behind."""
        while time.monotonic() - self.heard < DEADMAN_S:
            await asyncio.sleep(min(DEADMAN_S / 10, 10))
        os._exit(0)

    # Listening

    async def serve(self) -> None:
        # It lies in a folder of the agent's own user, which the relay has and code has not.
        self.server = await asyncio.start_unix_server(self._meet, SOCKET, limit=LINE_LIMIT)

    async def _meet(self, reader: asyncio.StreamReader, peer: asyncio.StreamWriter) -> None:
        if not is_from_outside(peer.get_extra_info("socket")):
            peer.close()
            return
        self.peers.add(peer)
        try:
            while line := await reader.readline():
                self.heard = time.monotonic()
                try:
                    self.handle(peer, json.loads(line))
                except (ValueError, KeyError, TypeError, AttributeError) as fault:
                    self.send(peer, {"t": "fault", "text": clean(repr(fault))[:500]})
        except (ConnectionError, ValueError):
            pass
        finally:
            self.peers.discard(peer)
            peer.close()

    async def main(self) -> None:
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGCHLD, self.children.reap)
        # Handlers that do nothing, because what is ignored stays ignored in the processes that start from here.
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_args: None)
        prepare_tmp()
        self.runner.kernel.start()
        await self.serve()
        self._spawn(self._progress())
        self._spawn(self.runner.watch_crowd())
        self._spawn(self._dead_man())
        await asyncio.Event().wait()


def line_of(message: dict) -> bytes:
    return json.dumps(message, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _read_all(fd: int) -> bytes:
    with os.fdopen(fd, "rb") as file:
        return file.read(512 * 1024)


if __name__ == "__main__":
    give_up_root()
    asyncio.run(Agent().main())
