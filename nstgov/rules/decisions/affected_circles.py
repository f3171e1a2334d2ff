"""Family D: whether everyone whom a decision affects took part in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from nstgov.findings import Finding
from nstgov.lifecycle import affected_by, is_way_clear
from nstgov.lifecycle.absent_seats import AbsentSeats, behind_absent_seats, find_absent_seats
from nstgov.lifecycle.chain_gaps import GapPaths, find_circles_above_gaps, find_gap_paths, gaps_by_day
from nstgov.lifecycle.coverage import Silence, find_not_sitting_elsewhere, find_reached, find_unheard
from nstgov.lifecycle.native import yield_judged_decisions
from nstgov.lifecycle.validity.lacks_of_part import circles_there
from nstgov.lifecycle.wording import format_count, format_list
from nstgov.records import Decision, Movement, Version
from nstgov.rules.lack_findings import decisions_lacking
from nstgov.rules.rule import rule


@rule("D03", idea="M8 M11")
def affected_circle_left_out(movement: Movement) -> Iterator[Finding]:
    """
    Every circle that a decision affects has taken part in it.

    A decision is made by everyone it affects: by a circle itself, or by the representatives whom it and those above it
    have chosen, in one unbroken chain up to the circle that decides. Where somebody is missing on the way, all the
    people behind that place were not heard, however many they are. Then the decision waits until they have chosen
    somebody; or they are asked as well.

    Bad, Tide House is affected, and sends nobody to Old Harbour until four days later:
    ```yaml title="proposals/ask-the-fishers/v1.yml"
    affects: [rope-walk, bayt-al-bahr, tide-house]
    ```
    ```yaml title="decisions/tide-house-representative-2026/election.yml"
    term: {from: 2026-09-10, until: 2028-05-31}
    ```
    ```yaml title="decisions/tide-house-second-representative-2026/election.yml"
    term: {from: 2026-09-10, until: 2028-05-31}
    ```
    ```yaml title="proposals/ask-the-fishers/rounds/2026-09-06.old-harbour.yml"
    sha256: sha256(v1.yml)
    voices: {dimitra-vlachou: consent, joseph-mwangi: consent, layla-haddad: consent, yusuf-mansour: consent}
    ```
    ```yaml title="decisions/ask-the-fishers/decision.yml"
    sha256: sha256(v1.yml)
    circles: [old-harbour]  # <- D03
    ```
    Good, its representatives have sat there since June and were heard:
    ```yaml title="proposals/ask-the-fishers/v1.yml"
    affects: [rope-walk, bayt-al-bahr, tide-house]
    ```
    ```yaml title="proposals/ask-the-fishers/rounds/2026-09-06.old-harbour.yml"
    sha256: sha256(v1.yml)
    ```
    ```yaml title="decisions/ask-the-fishers/decision.yml"
    sha256: sha256(v1.yml)
    circles: [old-harbour]
    ```
    """
    yield from decisions_lacking(movement, "D03")


@rule("D12", idea="M8 M11", severity="warning")
def people_unheard(movement: Movement) -> Iterator[Finding]:
    """
    Below a circle that took part, nobody's chain upwards is broken.

    A circle stands for itself and for all below it. Where one of those had nobody above it on the day, its people were
    not heard, although the circle over them was. That does not undo the decision, since whoever was there decided with
    care; but everybody should know how many were missing, and they may object at any time. It is also a reason to help
    that circle choose somebody. A circle all of whose representatives are away is not heard either.

    Bad, Old Harbour decides for all below it, and Tide House sends nobody there until four days later:
    ```yaml title="decisions/tide-house-representative-2026/election.yml"
    term: {from: 2026-09-10, until: 2028-05-31}
    ```
    ```yaml title="decisions/tide-house-second-representative-2026/election.yml"
    term: {from: 2026-09-10, until: 2028-05-31}
    ```
    ```yaml title="proposals/ask-the-fishers/rounds/2026-09-06.old-harbour.yml"
    voices: {dimitra-vlachou: consent, joseph-mwangi: consent, layla-haddad: consent, yusuf-mansour: consent}
    ```
    ```yaml title="decisions/ask-the-fishers/decision.yml"
    circles: [old-harbour]  # <- D12
    ```
    Good, its representatives come in time:
    ```yaml title="decisions/tide-house-representative-2026/election.yml"
    term: {from: 2026-09-01, until: 2028-05-31}
    ```
    ```yaml title="decisions/tide-house-second-representative-2026/election.yml"
    term: {from: 2026-09-01, until: 2028-05-31}
    ```
    ```yaml title="decisions/ask-the-fishers/decision.yml"
    circles: [old-harbour]
    ```
    """
    found = list(_yield_unheard(movement))
    people = find_not_sitting_elsewhere(movement, [one.silence for one in found])
    for unheard, who in zip(found, people, strict=True):
        if who:
            yield _report_not_heard(unheard, len(who))


class _Unheard(NamedTuple):
    """Circles that were not heard in a decision, and the circle in which they were not."""

    decision: Decision
    circle: str
    silence: Silence


def _yield_unheard(movement: Movement) -> Iterator[_Unheard]:
    made: dict[date, list[tuple[Decision, Version]]] = defaultdict(list)
    for decision, version in yield_judged_decisions(movement, "decided", "circles"):
        made[decision.decided].append((decision, version))
    for day, gaps in gaps_by_day(movement, made):
        ways: tuple[AbsentSeats, GapPaths] | None = None
        for decision, version in made[day]:
            absent = find_absent_seats(movement, decision)
            if absent.gaps or (gaps and _may_be_above_gaps(movement, version)):
                if ways is None or ways[0] is not absent:
                    ways = absent, find_gap_paths(movement, (*gaps, *absent.gaps), day)
                yield from _find_unheard_below(movement, decision, version, ways[1])
            if absent.gaps:
                yield from _find_all_away(movement, decision, circles_there(movement, decision, version), absent)


def _may_be_above_gaps(movement: Movement, version: Version) -> bool:
    """Whether somebody below an affected circle may ever have had nobody above; below most circles it was never so."""
    # of a part of the movement each affected circle is asked about, which tells where one was not read
    return bool(movement.unread) or not find_circles_above_gaps(movement).isdisjoint(affected_by(movement, version))


def _find_all_away(
    movement: Movement, decision: Decision, there: tuple[str, ...], absent: AbsentSeats
) -> Iterator[_Unheard]:
    """Each affected circle, all whose representatives on its way were away."""
    for circle, parent in behind_absent_seats(movement, there, decision, absent):
        if is_way_clear(movement, circle, decision.decided):
            yield _Unheard(decision, parent, Silence((circle,), (parent,), decision.decided))


def _find_unheard_below(movement: Movement, decision: Decision, version: Version, ways: GapPaths) -> Iterator[_Unheard]:
    """Each affected circle that took part, below which somebody was not heard."""
    affected, deciding = affected_by(movement, version), set(decision.circles)
    unheard = find_unheard(movement, affected, ways)
    if not unheard and not movement.unread:
        return
    # whether they took part is asked where somebody below was not heard; of a part of the movement, of all
    there = circles_there(movement, decision, version, None if movement.unread else unheard)
    ends = find_reached(movement, there, deciding, ways.day)
    took_part = {circle for circle in there if ends[circle] in deciding}
    for circle, silent in unheard.items():
        if circle in took_part and all(is_way_clear(movement, one, ways.day) for one in silent):
            yield _Unheard(decision, circle, Silence(silent, affected, ways.day))


def _report_not_heard(unheard: _Unheard, people: int) -> Finding:
    decision, circle, (silent, _, day) = unheard
    who = format_count(people, "person", "people")
    message = f"{format_list(silent)} below {circle} had nobody there on {day}; {who} were not heard"
    help_ = f"Tell {format_list(silent)} what was decided and that they may object, and help them choose somebody."
    return Finding(decision.locate("circles"), message, help_)
