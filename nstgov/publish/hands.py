"""
Many hands: pages that know nothing of each other are made by several processes at once.

Each hand is a copy of this very process, so it knows all that was worked out before and nothing needs to be handed to
it. It writes its files itself, and tells at the end what it has learnt; what they have made together is what one alone
would have made, byte for byte. Where copies of a process are not to be had, or something else runs in this one, one
hand makes all.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, NamedTuple, NoReturn, TypeVar

from nstgov.publish.filling import Filling, Learnt

WORTH = 200
"""Pieces of work for one hand, at least: fewer are done before another one is called and has told."""
T = TypeVar("T")


class Lost(MemoryError):
    """A hand was ended before its work: hardly anything but too little memory does that."""


class _Hand(NamedTuple):
    """Another process, and where it tells what it has learnt."""

    process: int
    told: int


def hands_here() -> int:
    """How many processes may work at once here: as many as there are processors, one where copies are not safe."""
    if not sys.platform.startswith("linux") or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))


def share(filling: Filling, work: Sequence[T], do: Callable[[Filling, T], None], hands: int | None) -> None:
    """
    Do all the work, each piece with `do`, by so many hands (None: as is good here); the filling knows what came of it.

    Raises what `do` raises, and Lost. Work that is soon done is done by one.
    """
    hands = max(1, min(hands_here() if hands is None else hands, len(work) // WORTH))
    parts = [work[at::hands] for at in range(hands)]
    others: list[_Hand] = []
    try:
        for part in parts[1:]:
            try:
                others.append(_called(filling, part, do, others))
            except OSError:  # no other process is to be had
                parts[0] = [*parts[0], *part]
        for piece in parts[0]:
            do(filling, piece)
        for hand in others:
            filling.learn(_told_by(hand))
    finally:
        for hand in others:
            _let_go(hand)


def _called(filling: Filling, part: Sequence[T], do: Callable[[Filling, T], None], others: Sequence[_Hand]) -> _Hand:
    """A copy of this process that does a part of the work; what others tell is none of its concern."""
    sys.stdout.flush()
    sys.stderr.flush()
    caller, (told, tell) = os.getpid(), os.pipe()
    try:
        process = os.fork()
        if process == 0:
            _work((*(hand.told for hand in others), told), partial(_came_of, caller, filling, part, do), tell)
    except OSError:
        os.close(told)
        raise
    finally:
        os.close(tell)
    return _Hand(process, told)


def _work(others: Sequence[int], do: Callable[[], Learnt | BaseException], tell: int) -> NoReturn:
    """
    What the other process does: its part, telling what came of it, and nothing else of what a program does.

    Whatever happens it ends here: nothing that its caller is in the middle of may be done twice.
    """
    try:
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            # whoever runs in the background is not to be interrupted; all others end without a word
            signal.signal(signal.SIGINT, signal.SIG_DFL)
        for told in others:
            os.close(told)
        came_of_it = _packed(do())
        with os.fdopen(tell, "wb") as out:
            out.write(came_of_it)
    finally:
        os._exit(0)


def _came_of(
    caller: int, filling: Filling, part: Sequence[T], do: Callable[[Filling, T], None]
) -> Learnt | BaseException:
    """What was learnt from a part of the work, or what went wrong; whose caller is gone need not go on."""
    filling = filling.apart()
    try:
        for piece in part:
            if os.getppid() != caller:
                os._exit(1)
            do(filling, piece)
        return filling.learnt()
    except BaseException as fault:  # noqa: BLE001 (told to the process that called, which raises it)
        fault.add_note(traceback.format_exc())
        return fault


def _packed(came_of_it: Any) -> bytes:
    try:
        return pickle.dumps(came_of_it)
    except Exception:  # noqa: BLE001 (an exception may carry anything; its words are what people need)
        return pickle.dumps(RuntimeError(repr(came_of_it)))


def _told_by(hand: _Hand) -> Learnt:
    with os.fdopen(os.dup(hand.told), "rb") as told:
        data = told.read()
    came_of_it = pickle.loads(data) if data else Lost()  # noqa: S301 (from a copy of this process)
    if isinstance(came_of_it, BaseException):
        raise came_of_it
    known: Learnt = came_of_it
    return known


def _let_go(hand: _Hand) -> None:
    """End a hand that still works, and forget it."""
    os.close(hand.told)
    with suppress(ProcessLookupError):
        os.kill(hand.process, signal.SIGKILL)
    os.waitpid(hand.process, 0)
