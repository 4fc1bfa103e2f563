"""The relay that `docker exec -i` starts: stdin and stdout on one side, the agent's socket on the other."""

import ctypes
import os
import select
import socket
import struct
import time

SOCKET = "/run/agent/agent.sock"


def connect() -> socket.socket:
    """The agent may still be starting, and only PID 1 may answer."""
    give_up = time.monotonic() + 10
    while True:
        link = socket.socket(socket.AF_UNIX)
        try:
            link.connect(SOCKET)
            pid, _, _ = struct.unpack("3i", link.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
            if pid == 1:
                return link
        except OSError:
            pass
        link.close()
        if time.monotonic() > give_up:
            raise SystemExit(4)
        time.sleep(0.02)


def main() -> None:
    ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)  # PR_SET_DUMPABLE: code in the container cannot look into the relay
    link = connect()
    routes = {0: link.fileno(), link.fileno(): 1}
    while True:
        ready, _, _ = select.select(list(routes), [], [])
        for source in ready:
            data = os.read(source, 65536)
            if not data:
                return
            target = routes[source]
            while data:
                data = data[os.write(target, data) :]


main()
