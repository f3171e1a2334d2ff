"""
Questions that are asked below the module which answers them, each with the module that does.

Who sits where follows from elections that are validly made, and whether one is follows from who sat where. What is
asked here is answered by `nstgov.lifecycle`'s other modules, all of which are imported with the package.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from datetime import date

from nstgov.lifecycle.days import Span
from nstgov.lifecycle.derived import declare_question
from nstgov.lifecycle.validity.lacks import Lack
from nstgov.records import Movement, Voices


@declare_question
def is_validly_made(movement: Movement, id_: str) -> bool:
    """Whether a decision is validly made; answered by `validity.decision_validity`."""
    raise NotImplementedError


@declare_question
def adoption_at_fault(movement: Movement, number: int) -> tuple[Lack, ...]:
    """Why no decision adopts an edition of the ground rules; answered by `validity.lacks_of_adoption`."""
    raise NotImplementedError


@declare_question
def endings_at_fault(movement: Movement) -> Mapping[str, tuple[Lack, ...]]:
    """By path, acts that would end a decision or a term and lack consent; answered by `validity.lacks_of_ending`."""
    raise NotImplementedError


@declare_question
def elections_without_effect(movement: Movement) -> frozenset[str]:
    """The files of elections and of endings of terms that are not valid; answered by `validity.election_validity`."""
    raise NotImplementedError


@declare_question
def answer_at_fault(movement: Movement, file: str) -> tuple[Lack, ...]:
    """What a test or a resolution of an objection lacks, by its path; answered by `validity.lacks_of_answers`."""
    raise NotImplementedError


@declare_question
def times_of_membership(movement: Movement, circle: str, person: str) -> tuple[Span, ...]:
    """The times without a gap in which somebody is a member of a circle; answered by `membership`."""
    raise NotImplementedError


@declare_question
def times_of_members(movement: Movement, circle: str, people: Container[str]) -> Mapping[str, Sequence[Span]]:
    """By person, of some people, the times without a gap in which they are a member; answered by `membership`."""
    raise NotImplementedError


@declare_question
def members_not_consenting(movement: Movement, voices: Voices, circle: str, day: date) -> tuple[str, ...]:
    """The members of a circle on a day who do not consent in some voices; answered by `away`."""
    raise NotImplementedError
