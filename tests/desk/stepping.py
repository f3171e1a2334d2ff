"""
A process that is killed at the system call one chooses, by the system's own way to follow another process.

The kernel stops the child at every call it makes, before and after; it is killed at the stop whose number is asked for.
"""

from __future__ import annotations

import ctypes
import os
import signal
from collections.abc import Callable

TRACE_ME, CALL_BY_CALL, OPTIONS, GOOD_STOPS = 0, 24, 0x4200, 1
_LIBC = ctypes.CDLL(None, use_errno=True)
NEVER = 1 << 60


def kill_at_call(work: Callable[[], object], number: int = NEVER) -> int:
    """
    Do some work in a child and kill it at its `number`-th stop at a system call; how many stops there were.

    The number that comes back is smaller than asked for where the work was done before. Raises OSError where the
    system does not let one process follow another.
    """
    child = os.fork()
    if child == 0:
        _be_followed(work)
    os.waitpid(child, 0)
    _ask_system(OPTIONS, child, GOOD_STOPS)
    for stop in range(number):
        _ask_system(CALL_BY_CALL, child, 0)
        _, state = os.waitpid(child, 0)
        if os.WIFEXITED(state) or os.WIFSIGNALED(state):
            assert os.waitstatus_to_exitcode(state) == 0
            return stop
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return number


def _be_followed(work: Callable[[], object]) -> None:
    try:
        _ask_system(TRACE_ME, 0, 0)
        os.kill(os.getpid(), signal.SIGSTOP)
        work()
        os._exit(0)
    finally:
        os._exit(1)


def _ask_system(what: int, child: int, given: int) -> None:
    asked = (ctypes.c_long(what), ctypes.c_long(child), ctypes.c_void_p(0), ctypes.c_void_p(given))
    if _LIBC.ptrace(*asked) == -1:
        raise OSError(ctypes.get_errno(), "this process may not follow another one")
