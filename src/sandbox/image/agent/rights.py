"""The agent's rights: root is given up at once, three of its rights are kept, and what runs code gets none.

Where the agent may not begin as root (a Pod under `restricted`) it is code's own user and has no right at all. As process 1 it
still cannot be ended or looked into by code, and it listens to nobody who was started inside of the container.
"""

import contextlib
import ctypes
import os
import resource
import socket
import struct

# Without any right there is one user.
IS_CODE = os.getuid() != 0
AGENT = os.getuid() if IS_CODE else 10002
CODE = os.getuid() if IS_CODE else 10001
# CAP_KILL, CAP_SETGID and CAP_SETUID: to end code, and to start it as the user that code is.
_KEPT = 1 << 5 | 1 << 6 | 1 << 7
_SET_DUMPABLE, _SET_KEEPCAPS, _CAPBSET_READ, _CAPBSET_DROP, _SET_NO_NEW_PRIVS = 4, 8, 23, 24, 38

# Soft and hard, as the Docker driver sets them for a container; a Pod has no field for them.
_LIMITS = {
    resource.RLIMIT_NOFILE: (1024, 4096),
    resource.RLIMIT_CORE: (0, 0),
    resource.RLIMIT_MEMLOCK: (65_536, 65_536),
    resource.RLIMIT_FSIZE: (10 << 30, 10 << 30),
}

_libc = ctypes.CDLL(None, use_errno=True)


def give_up_root() -> None:
    """Afterwards no process of the container is root, and none that starts from here can ever gain a right."""
    if IS_CODE:
        if any(_libc.prctl(_CAPBSET_READ, right, 0, 0, 0) == 1 for right in range(64)):
            raise SystemExit("the agent was started without root, but not without rights: drop all of them")
        _call(_libc.prctl(_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
        for what, limit in _LIMITS.items():
            _lower(what, *limit)
        _call(_libc.prctl(_SET_DUMPABLE, 0, 0, 0, 0))
        return
    for right in range(64):
        if _libc.prctl(_CAPBSET_READ, right, 0, 0, 0) == 1:
            _call(_libc.prctl(_CAPBSET_DROP, right, 0, 0, 0))
    _call(_libc.prctl(_SET_KEEPCAPS, 1, 0, 0, 0))
    os.setgroups([])
    os.setresgid(AGENT, AGENT, AGENT)
    os.setresuid(AGENT, AGENT, AGENT)
    header = struct.pack("Ii", 0x20080522, 0)
    _call(_libc.capset(header, struct.pack("6I", _KEPT, _KEPT, 0, 0, 0, 0)))
    # Nobody looks into this process, not even one of its own user.
    _call(_libc.prctl(_SET_DUMPABLE, 0, 0, 0, 0))


def users() -> dict:
    """For subprocess.Popen: what starts code as the user that code is."""
    return {} if IS_CODE else {"user": CODE, "group": CODE, "extra_groups": []}


def is_from_outside(link: socket.socket) -> bool:
    """Whether the other end was started by the engine, not by anything that runs in here. Where code is another user it has no way to the socket."""
    if not IS_CODE:
        return True
    pid, _, _ = struct.unpack("3i", link.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[1] == "0"
    except OSError:
        return False


@contextlib.contextmanager
def as_code():
    """Work on files in code's folders is done with code's own rights: a link that it put there leads no further than it could go."""
    _libc.setfsgid(CODE)
    _libc.setfsuid(CODE)
    try:
        yield
    finally:
        _libc.setfsuid(AGENT)
        _libc.setfsgid(AGENT)


def _lower(what: int, soft: int, hard: int) -> None:
    _, most = resource.getrlimit(what)
    hard = hard if most == resource.RLIM_INFINITY else min(hard, most)
    resource.setrlimit(what, (min(soft, hard), hard))


def _call(result: int) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
