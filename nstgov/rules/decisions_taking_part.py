"""Family D: whether everyone whom a decision affects took part in it."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.lifecycle import (
    affected_by,
    below,
    chain,
    is_clear,
    is_open,
    is_way_clear,
    members_on,
    part_taken,
    unheard_below,
)
from nstgov.records import Decision, Movement, Version
from nstgov.rules.judged import decisions_judged
from nstgov.rules.rule import rule
from nstgov.rules.saying import counted, listed


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
    for decision, version in decisions_judged(movement, "decided", "circles"):
        if movement.is_sound(version, "affects", "renews", "replaces", "ends"):
            for circle in affected_by(movement, version):
                if _is_there(movement, decision, circle) and not _took_part(movement, decision, circle):
                    yield _left_out(movement, decision, version, circle)


def _is_there(movement: Movement, decision: Decision, circle: str) -> bool:
    """Whether a circle is open on the day decided, has people in it or below it, and its ways up are known."""
    day = decision.decided
    return (
        is_open(movement, circle, day)
        and is_way_clear(movement, circle, day)
        and all(is_clear(movement, one) for one in decision.circles)
        and any(members_on(movement, one, day) for one in (circle, *below(movement, circle, day)))
    )


def _took_part(movement: Movement, decision: Decision, circle: str) -> bool:
    return part_taken(movement, circle, decision.circles, decision.decided) is not None


def _left_out(movement: Movement, decision: Decision, version: Version, circle: str) -> Finding:
    day, by = decision.decided, listed(decision.circles)
    broken = next((step for step in chain(movement, circle, day) if not step.representatives), None)
    named = circle in version.affects
    related = (version.at("affects", version.affects.index(circle)),) if named else ()
    message = f"{circle} is affected, and neither decided itself nor stands below {by}"
    help_ = f"Ask {circle} as well, or decide in a circle in which it takes part."
    if broken:
        message = f"{circle} is affected and took no part: on {day} {broken.child} has nobody in {broken.parent}"
        help_ = f"Wait until {broken.child} has chosen somebody for {broken.parent}, and hear them too."
    return Finding(decision.at("circles"), message, help_, related)


@rule("D12", idea="M8 M11", severity="warning")
def people_unheard(movement: Movement) -> Iterator[Finding]:
    """
    Below a circle that took part, nobody's chain upwards is broken.

    A circle stands for itself and for all below it. Where one of those had nobody above it on the day, its people were
    not heard, although the circle over them was. That does not undo the decision, since whoever was there decided with
    care; but everybody should know how many were missing, and they may object at any time. It is also a reason to help
    that circle choose somebody.

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
    for decision, version in decisions_judged(movement, "decided", "circles"):
        if movement.is_sound(version, "affects", "renews", "replaces", "ends"):
            affected = affected_by(movement, version)
            for circle in affected:
                if _is_there(movement, decision, circle) and _took_part(movement, decision, circle):
                    yield from _unheard(movement, decision, circle, affected)


def _unheard(movement: Movement, decision: Decision, circle: str, affected: tuple[str, ...]) -> Iterator[Finding]:
    day = decision.decided
    unheard = [one for one in unheard_below(movement, circle, day) if one not in affected]
    if not unheard or not all(is_way_clear(movement, one, day) for one in unheard):
        return
    heard = {circle, *below(movement, circle, day)} - set(unheard)
    present = {person for one in heard for person in members_on(movement, one, day)}
    people = {person for one in unheard for person in members_on(movement, one, day)} - present
    if people:
        who = counted(len(people), "person", "people")
        message = f"{listed(unheard)} below {circle} had nobody there on {day}; {who} were not heard"
        help_ = f"Tell {listed(unheard)} what was decided and that they may object, and help them choose somebody."
        yield Finding(decision.at("circles"), message, help_)
