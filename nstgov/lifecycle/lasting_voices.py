"""Whose voice still counts after they have left a circle, and whose stands on (M2, M17)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from nstgov.lifecycle.absence_lengths import is_own_word
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.disputes import Spoken
from nstgov.lifecycle.membership import compute_membership, members_on, stretches_of
from nstgov.records import Leaves, Movement, name_of

FEWEST_ASKING = 3
"""How many others it takes at least to ask somebody to go."""


def is_asked_to_go(leaves: Leaves) -> bool:
    """Whether somebody leaves since the others asked them to: as the record says, or where nothing else is said."""
    return leaves.how in (None, "asked to go") and not is_own_word(leaves)


@derive_once
def last_days_asked(movement: Movement) -> dict[str, tuple[date, ...]]:
    """By person, the last days in circles that had asked them to go."""
    found: dict[str, list[date]] = defaultdict(list)
    for leaves in movement.find_sound(Leaves, "date", "person", "how", "voices", "entered_by"):
        if is_asked_to_go(leaves) and movement.is_counted(leaves):
            found[leaves.person].append(leaves.date)
    return {person: tuple(sorted(days)) for person, days in found.items()}


@derive_once
def _people_who_came_back(movement: Movement) -> frozenset[str]:
    """Everybody who joined a circle that they had been in before, or who has more than one stay in one."""
    found: set[str] = set()
    for stays in compute_membership(movement).stays.values():
        seen: set[str] = set()
        for stay in stays if len({stay.person for stay in stays}) < len(stays) else ():
            (found if stay.person in seen else seen).add(stay.person)
    return frozenset(found)


def of_lasting_membership(movement: Movement, circle: str, said: Iterable[Spoken], day: date) -> Iterator[Spoken]:
    """
    The voices without the consents of an earlier membership: who left and came back by a day speaks anew.

    An "object" stays until a new version or their own word answers it.
    """
    came_back = _people_who_came_back(movement)
    for one in said:
        if one.person not in came_back:
            yield one
            continue
        here = next((span for span in stretches_of(movement, circle, one.person) if span.has_day(day)), None)
        if one.voice.says == "object" or here is None or here.first <= one.round.held:
            yield one


def standing_on(
    movement: Movement, proposal: str, version: int, circle: str, latest: Mapping[str, Spoken], day: date
) -> dict[str, Spoken]:
    """
    The "object" of people who were asked to go since, to an earlier version than this one: no version answers it.

    It is resolved like any other objection once a member has written it out, and until then it stands.
    """
    asked = last_days_asked(movement)
    if not asked.keys() & latest.keys():
        return {}
    members = members_on(movement, circle, day)
    return {
        person: one
        for person, one in latest.items()
        if one.voice.says == "object"
        and one.round.version < version
        and person not in members
        and any(one.round.held <= last <= day for last in asked.get(person, ()))
        and not _is_written_out(movement, proposal, circle, person, day)
    }


def _is_written_out(movement: Movement, proposal: str, circle: str, person: str, day: date) -> bool:
    """Whether an objection from a round of the circle names somebody among its authors, by a day."""
    folder = movement.proposals.get(proposal)
    return any(
        objection.raised <= day
        and (objection.from_round or "").split(".")[1:2] == [circle]
        and person in map(name_of, objection.authors)
        for one in (folder.objections.values() if folder else ())
        for objection in one.versions.values()
    )
