"""Ideas that look for people to stand with them: proposals and objections in the making (M3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle.editions import ground_rules_on
from nstgov.lifecycle.objected import objection_on
from nstgov.lifecycle.proposed import proposal_on
from nstgov.records import Idea, Movement, ObjectionFolder, ProposalFolder, name_of


class OpenIdea(NamedTuple):
    """An idea, the people who stand with it by their ids or names, and how many more are looked for."""

    idea: Idea
    people: tuple[str, ...]
    lacking: int


def ideas_on(movement: Movement, day: date) -> Iterator[OpenIdea]:
    """The ideas of a day that are not yet a proposal or an objection."""
    for id_, proposal in movement.proposals.items():
        state = proposal_on(movement, id_, day)
        if state is not None and state.stage == "gathering":
            yield from _find_open_idea(movement, proposal, day)
    for objection in movement.objection_folders():
        raised = objection_on(movement, objection, day)
        if raised is not None and raised.stage == "gathering":
            yield from _find_open_idea(movement, objection, day)


def _find_open_idea(movement: Movement, folder: ProposalFolder | ObjectionFolder, day: date) -> Iterator[OpenIdea]:
    if folder.idea is not None:
        people = dict.fromkeys((*map(name_of, folder.idea.by), *(one.person for one in folder.stands_with)))
        least = ground_rules_on(movement, day).authors.least
        yield OpenIdea(folder.idea, tuple(people), max(0, least - len(people)))
