"""The agent's rights: root is given up at once, three of its rights are kept, and what runs code gets none."""

import contextlib
import ctypes
import os
import struct

AGENT = 10002
CODE = 10001
# CAP_KILL, CAP_SETGID and CAP_SETUID: to end code, and to start it as the user that code is.
_KEPT = 1 << 5 | 1 << 6 | 1 << 7
_SET_DUMPABLE, _SET_KEEPCAPS, _CAPBSET_READ, _CAPBSET_DROP = 4, 8, 23, 24

_libc = ctypes.CDLL(None, use_errno=True)


def give_up_root() -> None:
    """Afterwards no process of the container is root, and none that starts from here can ever gain a right."""
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


def _call(result: int) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
