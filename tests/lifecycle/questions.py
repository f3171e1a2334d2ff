"""Every question that the lifecycle answers about a movement, found by looking; and what to ask with."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import types
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from functools import partial
from itertools import product
from typing import Any, Union, get_args, get_origin, get_type_hints

from nstgov import lifecycle
from nstgov import records as r
from nstgov.lifecycle.validity.held_election import HeldElection, look_at_election
from nstgov.records.values import ProofLevel
from tests.lifecycle.odd import DAYS

ASKED_DAYS = (date.min, DAYS[4], date.max)


WORDS: Mapping[str, tuple[str, ...]] = {
    "id_": ("oak", "town", "p", "e", "none"),
    "person": ("ana", "nobody", ""),
    "proposal": ("p", "none"),
    "target": ("proposals/p", "decisions/p", "decisions/none", ""),
    "role": ("representative", ""),
    "level": ("friend", ""),
}
"""What to ask with where a word is wanted; a circle, unless the parameter is named here."""
CIRCLE_WORDS = ("oak", "town", "nowhere", "")


def functions() -> dict[str, Callable[..., Any]]:
    """All public functions of the lifecycle, by name."""
    modules = (importlib.import_module(m.name) for m in pkgutil.walk_packages(lifecycle.__path__, "nstgov.lifecycle."))
    return {
        name: function
        for module in modules
        for name, function in vars(module).items()
        if inspect.isfunction(function) and not name.startswith("_") and function.__module__ == module.__name__
    }


def arguments(name: str, hint: Any, whole: r.Movement) -> list[Any] | None:
    """What to ask with, where a question wants a value of some name and type; None of what must be worked out first."""
    if get_origin(hint) in (Union, types.UnionType):
        return [value for part in get_args(hint) for value in arguments(name, part, whole) or ()]
    if inspect.isclass(hint) and issubclass(hint, r.Record):
        return [record for record in whole.records.values() if isinstance(record, hint)][:3]
    values: Mapping[Any, Iterable[Any]] = {
        r.Movement: [whole], date: ASKED_DAYS, str: WORDS.get(name, CIRCLE_WORDS), int: (0, 1), type(None): (None,),
        r.ProposalFolder: whole.proposals.values(), r.DecisionFolder: whole.decisions.values(),
        r.ObjectionFolder: whole.objection_folders(), r.CircleFolder: whole.circles.values(),
        Iterable[str]: [("oak", "elm", "nowhere"), ("town",), ()], Iterable[date]: [ASKED_DAYS, ()],
        Mapping[str, r.Voice]: [{"ana": r.Voice(says="object")}, {}],
        Collection[str]: [("ana", "ben"), ()], Container[str]: [("ana", "ben"), ()],
        AbstractSet[str]: [{"ana", "ben"}, set()], ProofLevel: ("declared", "heard", "signed"),
        HeldElection: [look_at_election(whole, one) for one in whole.find_all(r.Election)][:3],
    }  # fmt: skip
    return list(values[hint]) if hint in values else None


def questions(whole: r.Movement) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Each question with each of its arguments: what it is, and how to ask it."""
    for name, function in functions().items():
        hints = get_type_hints(inspect.unwrap(function))
        if hints.get("return") in (r.Movement, HeldElection):  # what is made of a movement is no answer
            continue
        wanted = [arguments(one, hints[one], whole) for one in inspect.signature(function).parameters]
        known = [values for values in wanted if values is not None]
        if len(known) == len(wanted):
            for given in product(*known):
                yield f"{name}{given[1:]}", partial(_answer, function, given)


def _answer(function: Callable[..., Any], given: tuple[Any, ...]) -> Any:
    answer = function(*given)
    return list(answer) if inspect.isgenerator(answer) else answer
