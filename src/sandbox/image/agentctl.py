"""The relay that `docker exec -i` starts: stdin and stdout on one side, the agent's socket on the other."""

import os
import select
import socket
import time

SOCKET = "/run/agent/agent.sock"


def connect() -> socket.socket:
    """The agent may still be starting."""
    give_up = time.monotonic() + 10
    while True:
        link = socket.socket(socket.AF_UNIX)
        try:
            link.connect(SOCKET)
            return link
        except OSError:
            link.close()
        if time.monotonic() > give_up:
            raise SystemExit(4)
        time.sleep(0.02)


def main() -> None:
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
