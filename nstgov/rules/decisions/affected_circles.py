"""Family D: whether everyone whom a decision affects took part in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from nstgov.findings import Finding
from nstgov.lifecycle import affected_by, is_way_clear
from nstgov.lifecycle.absent_seats import NO_SEAT, AbsentSeats, behind_absent_seats, find_absent_seats
from nstgov.lifecycle.coverage import (
    GapPaths,
    find_gap_paths,
    find_not_sitting_elsewhere,
    find_reached,
    find_unheard,
    gaps_by_day,
)
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
    made: dict[date, list[tuple[Decision, Version]]] = defaultdict(list)
    for decision, version in yield_judged_decisions(movement, "decided", "circles"):
        made[decision.decided].append((decision, version))
    for day, gaps in gaps_by_day(movement, made):
        known, ways = NO_SEAT, find_gap_paths(movement, gaps, day)
        for decision, version in made[day]:
            absent = find_absent_seats(movement, decision)
            if gaps or absent.gaps:
                there, affected = circles_there(movement, decision, version), affected_by(movement, version)
                if absent is not known:
                    known, ways = absent, find_gap_paths(movement, (*gaps, *absent.gaps), day)
                yield from _check_unheard(movement, decision, affected, ways, there)
                yield from _all_away(movement, decision, there, absent)


def _all_away(movement: Movement, decision: Decision, there: tuple[str, ...], absent: AbsentSeats) -> Iterator[Finding]:
    """A finding for each affected circle, all whose representatives on its way were away."""
    for circle, parent in behind_absent_seats(movement, there, decision, absent):
        people = find_not_sitting_elsewhere(movement, (circle,), (parent,), decision.decided)
        if is_way_clear(movement, circle, decision.decided) and people:
            yield _report_not_heard(decision, parent, (circle,), len(people))


def _check_unheard(
    movement: Movement, decision: Decision, affected: tuple[str, ...], ways: GapPaths, there: tuple[str, ...]
) -> Iterator[Finding]:
    """A finding for each affected circle that took part, below which somebody was not heard."""
    deciding = set(decision.circles)
    ends = find_reached(movement, there, deciding, ways.day)
    took_part = {circle for circle in there if ends[circle] in deciding}
    for circle, silent in find_unheard(movement, affected, ways).items():
        if circle in took_part and all(is_way_clear(movement, one, ways.day) for one in silent):
            people = find_not_sitting_elsewhere(movement, silent, affected, ways.day)
            if people:
                yield _report_not_heard(decision, circle, silent, len(people))


def _report_not_heard(decision: Decision, circle: str, silent: tuple[str, ...], people: int) -> Finding:
    who = format_count(people, "person", "people")
    message = f"{format_list(silent)} below {circle} had nobody there on {decision.decided}; {who} were not heard"
    help_ = f"Tell {format_list(silent)} what was decided and that they may object, and help them choose somebody."
    return Finding(decision.locate("circles"), message, help_)
