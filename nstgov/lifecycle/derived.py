"""
Questions about what never changes: each is worked out once, and some are answered farther up than they are asked.

Who was a member follows from elections, and whether an election is valid follows from who was a member. So membership
asks a question here (`declare_question`) which validity answers (`answers_question`); modules depend in one direction
only, as what they compute does not.
"""

from __future__ import annotations

import copy
import inspect
from collections.abc import Callable, Hashable, Iterable, Iterator
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


class _Answers(dict[Hashable, Any]):
    """The answers to one question about parts of a movement, by what it was asked about."""


class _LaterAnswers(_Answers):
    """
    Answers that are given when somebody asks.

    `fetch` is told what was asked about, as often as nothing is known of it, and gives what it has by `give_answer`.
    """

    def __init__(self, fetch: Callable[[Any], None]) -> None:
        super().__init__()
        self._fetch = fetch

    def get(self, key: Hashable, default: Any = None) -> Any:
        found = super().get(key, _UNKNOWN)
        if found is _UNKNOWN:
            self._fetch(key)
            return super().get(key, default)
        return found

    def __contains__(self, key: object) -> bool:
        return self.get(key, _UNKNOWN) is not _UNKNOWN


def derive_once(ask: Callable[Concatenate[L, P], T]) -> Callable[Concatenate[L, P], T]:
    """Answer each question about a movement once; a movement never changes, so the answer stays true."""
    if len(inspect.signature(ask).parameters) == 1:
        return cast("Callable[Concatenate[L, P], T]", _derive_one_answer(cast("Callable[[L], T]", ask)))

    @wraps(ask)
    def look_up_answer(lasting: L, /, *args: P.args, **kwargs: P.kwargs) -> T:
        key: Hashable = (args, tuple(kwargs.items())) if kwargs else args
        # asked hundreds of thousands of times in a build: what is known costs two looks, and keeps no key of its own
        answers: _Answers | None = lasting.derived.get(ask)
        if answers is not None and (known := answers.get(key, _UNKNOWN)) is not _UNKNOWN:
            return cast("T", known)
        found = ask(lasting, *args, **kwargs)
        _remember_answer(lasting, ask, key, found)
        return found

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


def _remember_answer(lasting: HasDerived, asked: object, key: Hashable, found: object) -> None:
    answers = lasting.derived.get(asked)
    if answers is None:
        answers = lasting.derived[asked] = _Answers()
    answers[key] = found


def is_answered(lasting: HasDerived, ask: object, *args: Hashable) -> bool:
    """Whether the answer to a remembered question is known already."""
    asked = cast("Any", ask).__wrapped__
    return args in lasting.derived.get(asked, ()) if args else asked in lasting.derived


def forget_answers(lasting: HasDerived, *questions: object) -> None:
    """Let go of the answers to some questions, which are seldom asked twice; asked again, they are worked out anew."""
    given = lasting.derived.get(ASSUMED, {})
    for ask in questions:
        asked = cast("Any", ask).__wrapped__
        if lasting.derived.pop(asked, None) is not None:
            for (other, key), answer in given.items():
                if other is asked:
                    _remember_answer(lasting, asked, key, answer)


def list_answers(lasting: HasDerived, ask: object) -> Iterator[tuple[tuple[Hashable, ...], Any]]:
    """What is known of a remembered question so far: what it was asked about, and the answer."""
    found = lasting.derived.get(cast("Any", ask).__wrapped__, _UNKNOWN)
    if isinstance(found, _Answers):
        yield from cast("Iterable[tuple[tuple[Hashable, ...], Any]]", found.items())
    elif found is not _UNKNOWN:
        yield (), found


def give_answer(lasting: HasDerived, ask: object, asked: tuple[Hashable, ...], answer: object) -> None:
    """Let a remembered question have this answer, which was worked out from the same before."""
    question = cast("Any", ask).__wrapped__
    if asked:
        _remember_answer(lasting, question, asked, answer)
    else:
        lasting.derived[question] = answer


def answer_later(lasting: HasDerived, ask: object, fetch: Callable[[Any], None]) -> None:
    """Let `fetch` give answers to a remembered question of which nothing is known yet, when it is asked."""
    lasting.derived[cast("Any", ask).__wrapped__] = _LaterAnswers(fetch)


ASSUMED = "assumed"
"""Under this key `derived` keeps what is taken as given and not worked out."""


def assuming(lasting: M, ask: Callable[Concatenate[M, P], T], found: T, *args: Hashable) -> M:
    """The same movement where one remembered question has this answer, whatever would be worked out."""
    given = {**lasting.derived.get(ASSUMED, {}), (cast("Any", ask).__wrapped__, args): found}
    other = copy.copy(lasting)
    other.derived = {ASSUMED: given}
    for (asked, key), answer in given.items():
        if key:
            _remember_answer(other, asked, key, answer)
        else:
            other.derived[asked] = answer
    return other


def adopt_answers(lasting: L, other: L) -> None:
    """Take over what was worked out under assumptions that turned out to hold."""
    for asked, found in other.derived.items():
        known = lasting.derived.get(asked)
        if isinstance(found, _Answers) and known is not None:
            known.update(found)
        elif asked != ASSUMED:
            lasting.derived[asked] = found


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
