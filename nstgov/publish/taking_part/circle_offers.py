"""What can be true in a circle today: who is asked, who may be chosen, since when nothing has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from nstgov.lifecycle import (
    OPEN,
    ProposalState,
    circle_on,
    days_after,
    ground_rules_on,
    is_open,
    link_on,
    members_needed_on,
    members_on,
    yield_circle_and_above,
)
from nstgov.lifecycle.absence_lengths import TOGETHER_DAYS, count_days_away
from nstgov.lifecycle.identity_acts import is_at_home
from nstgov.lifecycle.keys import keys_held
from nstgov.lifecycle.meeting_versions import CLAIMS, explain_unmet, find_meeting_versions
from nstgov.lifecycle.membership import compute_membership
from nstgov.lifecycle.terms import collect_all_terms, successors_of
from nstgov.lifecycle.validity.lacks_of_answers import TRIED_DAYS
from nstgov.publish.views.snapshot import Snapshot
from nstgov.records import Away, Back, CircleFolder, Movement, Objection, ObjectionFolder, Record, TakesIn, Version
from nstgov.records.record_days import day_of


def describe_members(scene: Snapshot, id_: str, away: frozenset[str]) -> list[dict[str, Any]]:
    """
    The members of a circle: who is away, whose voice can be passed over (`spared`), and who sits there for another.

    `until` is the last day on which somebody is a member, where one is known; `absent` the first and last day of an
    absence told in this very circle, from which somebody may come back sooner.
    """
    movement, day = scene.movement, scene.day
    needed = frozenset(members_needed_on(movement, id_, day))
    absent = _find_absences(movement.circles[id_], day)
    return [
        {
            "id": person,
            "name": scene.name_person(person),
            **({"away": True} if person in away else {}),
            **({} if person in needed else {"spared": True}),
            **({"sent by": stay.via} if stay.via else {}),
            **({} if stay.span.last == OPEN else {"until": stay.span.last.isoformat()}),
            **({"absent": absent[person]} if person in absent else {}),
            **({"gone": gone} if (gone := find_days_away(movement, id_, person, day)) else {}),
            **({"keyed": True} if _has_key(movement, person) else {}),
            **({"guest": True} if _is_guest(movement, person, id_, day) else {}),
        }
        for person, stay in members_on(movement, id_, day).items()
    ]


def _is_guest(movement: Movement, person: str, circle: str, day: date) -> bool:
    known = movement.people.get(person)
    return known is not None and not is_at_home(movement, person, known.home, circle, day)


def _has_key(movement: Movement, person: str) -> bool:
    """Whether somebody has a key that is neither ended nor unsafe: what changes their keys is signed with it."""
    return any(not (held.ended or held.compromised) for held in keys_held(movement).get(person, ()))


def find_days_away(movement: Movement, id_: str, person: str, day: date) -> tuple[int, str] | None:
    """The days for which somebody was away of late, and the last of them; None where a new absence begins afresh."""
    used, before = count_days_away(movement, id_, person, day)
    return (used, before.isoformat()) if used and day <= days_after(before, TOGETHER_DAYS) else None


def _find_absences(folder: CircleFolder, day: date) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for act in folder.acts:
        if isinstance(act, Away) and act.date <= day <= act.until:
            found[act.person] = act.date.isoformat(), act.until.isoformat()
        elif isinstance(act, Back) and act.date <= day:
            found.pop(act.person, None)
    return found


def find_settled_day(movement: Movement, id_: str, concerning: Iterable[Record], day: date) -> date:
    """
    Since which day nothing has changed in a circle: from then on an act of it can be told as if it were of today.

    `concerning` are the records in which the circle spoke, or in which it is asked.
    """
    folder = movement.circles[id_]
    stays = compute_membership(movement).stays.get(id_, ())
    edges = (edge for stay in stays for edge in (stay.span.first, _day_after(stay.span.last)))
    told = (day_of(record) for record in (folder.founding, *folder.acts, *concerning))
    ends = (_day_after(act.until) for act in folder.acts if isinstance(act, Away))
    return max((found for found in (*edges, *told, *ends) if found is not None and found <= day), default=day)


def find_ruled_day(movement: Movement, day: date) -> str:
    """Since which day no other ground rules were proposed: all circles that stood highest by then were asked."""
    versions = (one for one in movement.find_all(Version) if one.kind == "ground rules" and one.submitted < day)
    return days_after(last, 1).isoformat() if (last := max((one.submitted for one in versions), default=None)) else ""


def _day_after(day: date) -> date:
    return day if day == OPEN else days_after(day, 1)


def list_ways_up(movement: Movement, circles: Iterable[str], day: date) -> dict[str, tuple[str, ...]]:
    """By circle, itself and all above it, the nearest first: where its people take part; only of those still open."""
    open_ones = (one for one in dict.fromkeys(circles) if one in movement.circles and is_open(movement, one, day))
    return {one: tuple(yield_circle_and_above(movement, one, day)) for one in open_ones}


def list_able_circles(movement: Movement, circles: Iterable[str], day: date) -> list[str]:
    """Those of some circles that have enough members to decide."""
    least = ground_rules_on(movement, day).circle_size.least
    return [
        one
        for one in dict.fromkeys(circles)
        if is_open(movement, one, day) and len(members_on(movement, one, day)) >= least
    ]


def list_waiting_children(movement: Movement, children: Iterable[str], day: date) -> list[str]:
    """Of circles that name one as their parent, those that are not taken in yet."""
    return [child for child in children if is_open(movement, child, day) and link_on(movement, child, day) is None]


def list_welcoming(movement: Movement, id_: str, day: date) -> list[str]:
    """The circles that have taken one in, whether or not it has named them as its parent yet."""
    taken = (act.circle for act in movement.find_all(TakesIn) if act.takes_in == id_ and act.date <= day)
    return sorted({circle for circle in taken if is_open(movement, circle, day)})


def find_level_rank(movement: Movement, id_: str, day: date) -> int:
    """How high the level of a circle stands among the levels; -1 where it is none of them."""
    state, levels = circle_on(movement, id_, day), ground_rules_on(movement, day).levels
    return levels.index(state.level) if state is not None and state.level in levels else -1


def find_ready_day(movement: Movement, state: ProposalState, day: date) -> date | None:
    """Since when a proposal to which everybody consents can be decided; None where somebody is still to be heard."""
    if state.stage != "consented" or state.version is None:
        return None
    folder = movement.proposals[state.version.proposal]
    told = [state.version.submitted, *(held.held for held in folder.rounds)]
    for objection in folder.objections.values():
        told += [one.raised for one in objection.versions.values()]
        told += [one.held for one in objection.tests] + [one.date for one in objection.resolutions]
    return max((one for one in told if one <= day), default=day)


def list_claims(movement: Movement, folder: ObjectionFolder, newest: Objection, day: date) -> dict[str, list[int]]:
    """
    What a resolution of a day may say has happened, each with the numbers of the versions in which it has.

    Against a decision no version is named: 0 stands for the one there is.
    """
    is_proposal = folder.target.startswith("proposals/")
    versions = movement.proposals[folder.target.partition("/")[2]].versions if is_proposal else {0: None}
    found: dict[str, list[int]] = {}
    for claim in sorted(CLAIMS):
        for number in sorted(versions):
            met = find_meeting_versions(movement, folder, newest, number or None, day)
            if met is not None and explain_unmet(movement, claim, folder, newest, met, day) is None:
                found.setdefault(claim, []).append(number)
    return found


def find_unreachable_from(newest: Objection) -> date:
    """The day from which an author who was tried twice and never answered may be named as unreachable."""
    return days_after(newest.raised, TRIED_DAYS)


def list_terms(movement: Movement, day: date) -> Iterator[tuple[str, str, str, str, date, date, bool]]:
    """Every term not yet over: election, circle, role, person, first and last day, whether another follows it."""
    for id_, term in sorted(collect_all_terms(movement).items()):
        if term.span.last >= day:
            yield (
                id_,
                term.circle,
                term.role,
                term.person,
                term.span.first,
                term.span.last,
                bool(successors_of(movement, id_)),
            )
