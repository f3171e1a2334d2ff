"""
Questions about what never changes: each is worked out once, and some are answered farther up than they are asked.

Who was a member follows from elections, and whether an election is valid follows from who was a member. So membership
asks a question here (`declare_question`) which validity answers (`answers_question`); modules depend in one direction
only, as what they compute does not.
"""

from __future__ import annotations

import copy
import inspect
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")


class HasDerived(Protocol):
    """What never changes, and carries in `derived` what was worked out from it: a movement, a scene of one."""

    derived: dict[object, Any]


L = TypeVar("L", bound=HasDerived)
M = TypeVar("M", bound=HasDerived)


_UNKNOWN = object()
"""What stands for an answer that is not known yet; None is one."""


def derive_once(ask: Callable[Concatenate[L, P], T]) -> Callable[Concatenate[L, P], T]:
    """Answer each question about a movement once; a movement never changes, so the answer stays true."""
    if len(inspect.signature(ask).parameters) == 1:
        return cast("Callable[Concatenate[L, P], T]", _derive_one_answer(cast("Callable[[L], T]", ask)))

    @wraps(ask)
    def look_up_answer(lasting: L, /, *args: P.args, **kwargs: P.kwargs) -> T:
        key: Hashable = (ask, args, tuple(kwargs.items())) if kwargs else (ask, args)
        # asked hundreds of thousands of times in a build: what is known costs one look
        known: T = lasting.derived.get(key, _UNKNOWN)
        if known is _UNKNOWN:
            lasting.derived[key] = known = ask(lasting, *args, **kwargs)
        return known

    return look_up_answer


def _derive_one_answer(ask: Callable[[L], T]) -> Callable[[L], T]:
    """The same for a question about the whole: half of all looks are for one of these, and its own name is the key."""

    @wraps(ask)
    def look_up_answer(lasting: L, /) -> T:
        known: T = lasting.derived.get(ask, _UNKNOWN)
        if known is _UNKNOWN:
            lasting.derived[ask] = known = ask(lasting)
        return known

    return look_up_answer


def _make_key(ask: object, args: tuple[Hashable, ...]) -> Hashable:
    """Under which key the answer to a remembered question lies."""
    asked = cast("Any", ask).__wrapped__
    return (asked, args) if args else cast("Hashable", asked)


def is_answered(lasting: HasDerived, ask: object, *args: Hashable) -> bool:
    """Whether the answer to a remembered question is known already."""
    return _make_key(ask, args) in lasting.derived


ASSUMED = "assumed"
"""Under this key `derived` keeps what is taken as given and not worked out."""


def assuming(lasting: M, ask: Callable[Concatenate[M, P], T], found: T, *args: Hashable) -> M:
    """The same movement where one remembered question has this answer, whatever would be worked out."""
    given = {**lasting.derived.get(ASSUMED, {}), _make_key(ask, args): found}
    other = copy.copy(lasting)
    other.derived = {ASSUMED: given, **given}
    return other


def adopt_answers(lasting: L, other: L) -> None:
    """Take over what was worked out under assumptions that turned out to hold."""
    lasting.derived.update((key, found) for key, found in other.derived.items() if key != ASSUMED)


_ANSWERS: dict[str, Callable[..., Any]] = {}


def declare_question(ask: Callable[Concatenate[L, P], T]) -> Callable[Concatenate[L, P], T]:
    """A question whose answer another module gives: the body is only its docstring, and never runs."""

    @wraps(ask)
    def ask_answering_module(lasting: L, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return cast("T", _ANSWERS[ask.__qualname__](lasting, *args, **kwargs))

    return ask_answering_module


def answers_question(
    question: Callable[Concatenate[L, P], T],
) -> Callable[[Callable[Concatenate[L, P], T]], Callable[Concatenate[L, P], T]]:
    """Mark the function that answers a declared question; `nstgov.lifecycle` imports every module that does."""

    def register(answer: Callable[Concatenate[L, P], T]) -> Callable[Concatenate[L, P], T]:
        _ANSWERS[question.__qualname__] = answer
        return answer

    return register
