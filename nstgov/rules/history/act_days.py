"""Family H: the days that acts bear, against the day on which they land (M13)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from nstgov.findings import Finding
from nstgov.lifecycle import OPEN, days_after
from nstgov.lifecycle.history_scope import find_judged_change
from nstgov.lifecycle.landed_top import highest_out_of_turn
from nstgov.lifecycle.reconsideration import ground_of
from nstgov.lifecycle.validity.lacks_with_landed import MOST_DAYS, lacks_with_landed
from nstgov.lifecycle.wording import format_list
from nstgov.records import (
    Act,
    Change,
    Circle,
    Decision,
    Election,
    Ended,
    GroundRules,
    Movement,
    Objection,
    Record,
    Resolution,
    Round,
    Test,
    Version,
)
from nstgov.records.record import yaml_key
from nstgov.records.record_days import DAY_FIELDS, day_of
from nstgov.rules.rule import rule

LATE_AFTER = 60
"""Days after which an act that lands is late enough to be asked about."""
SPEAKING_ACTS = (Round, Objection, Test, Resolution, Version)
"""What speaks to a proposal, and so touches that proposal's decision alone."""
GROUND_ACTS = (Act, Circle, Election, Ended, Decision, *SPEAKING_ACTS)
"""What may change what a decision rests on."""


class DatedAct(NamedTuple):
    """An act that lands, and the day it bears, with the key it stands under."""

    record: Record
    key: str
    day: date


@rule("H06", idea="M13")
def dated_out_of_its_time(movement: Movement) -> Iterator[Finding]:
    """
    An act bears the day on which it happened.

    What holds on which day follows from the days that acts bear. A day still to come would make something true that
    has not happened yet; and a day in the past, slipped in later, could make a decision that everybody relied on wrong
    after the fact, or a wrong one right. What happened a while ago may still be entered, and so may the rest of an
    evening of which the decision has landed already, as long as it changes nothing of whether that was valid: a new
    member, somebody's leaving, a review. And an earlier day earns nothing: what lands now holds with everything that
    has landed already, so nobody decides past a newcomer, an objection, a withdrawal or a stricter edition that stands
    on record. This is the one rule of its kind that looks at the calendar.

    Bad on 2026-11-23, a day still to come:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-24.asks.yml"
    for: A ladder.  # <- H06
    entered_by: patrick-byrne
    ```
    Good on 2026-11-23, entered on the day:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-23.asks.yml"
    for: A ladder.
    entered_by: patrick-byrne
    ```
    Bad on 2026-11-23, an objection as if it had been raised before the decision:
    ```yaml title="proposals/delivery-bay/objections/no-place-at-night/v1.yml"
    title: Nurses come home to no place at all
    authors: [chen-mei-ling, sundari-nair, amara-okafor, fatima-el-idrissi]
    raised: 2025-12-13  # <- H06
    against: {version: 1, sha256: sha256(v1.yml)}
    important: |
      Three of us come home from the night shift at five in the morning.
    reasons: |
      At that hour the bay is the only place where a car can stand for a minute.
    ```
    ```yaml title="decisions/delivery-bay/decision.yml"
    version: 1  # <- D02
    ```
    Good on 2026-11-23, raised today against the decision:
    ```yaml title="decisions/delivery-bay/objections/no-place-at-night/v1.yml"
    title: Nurses come home to no place at all
    authors: [chen-mei-ling, sundari-nair, amara-okafor, fatima-el-idrissi]
    raised: 2026-11-23
    against: {sha256: sha256(decisions/delivery-bay/decision.yml)}
    important: |
      Three of us come home from the night shift at five in the morning.
    reasons: |
      At that hour the bay is the only place where a car can stand for a minute.
    ```
    Bad on 2026-08-20, by a day on which Mbali Khumalo, whose joining has landed, was no member yet:
    ```yaml title="circles/hill-villages/heron-meadow/2026-08-14.changes.yml"
    domain: The meadow, and the path around it.  # <- H06
    voices: {birgit-olsen: consent, hamid-karimi: consent, moira-campbell: consent, petr-holub: consent,
      wanda-kowalska: consent, isaac-boateng: consent, freya-lund: consent, anand-rao: consent, lars-nyberg: consent}
    entered_by: anand-rao
    ```
    Good on 2026-08-20, she is asked too:
    ```yaml title="circles/hill-villages/heron-meadow/2026-08-20.changes.yml"
    domain: The meadow, and the path around it.
    voices: {birgit-olsen: consent, hamid-karimi: consent, moira-campbell: consent, petr-holub: consent,
      wanda-kowalska: consent, isaac-boateng: consent, freya-lund: consent, anand-rao: consent, lars-nyberg: consent,
      mbali-khumalo: consent}
    entered_by: anand-rao
    ```
    Bad on 2026-11-23, a good while ago:
    ```yaml title="circles/three-bridges/mill-lane/2026-09-23.asks.yml"
    for: A ladder.  # <- H06
    entered_by: patrick-byrne
    ```
    Good on 2026-11-23, some weeks ago:
    ```yaml title="circles/three-bridges/mill-lane/2026-09-24.asks.yml"
    for: A ladder.
    entered_by: patrick-byrne
    ```
    """
    change = find_judged_change(movement)
    if change is None or change.is_history:
        yield from _check_landing_days(movement, change) if change else ()
        return
    yield from _check_with_landed(movement)
    yield from _check_highest(movement)
    dated = [found for path in sorted(change.added_paths) if (found := find_dated_act(movement, path))]
    changing = _find_changed_grounds(movement, change, dated)
    for act in dated:
        decided = changing.get(act.record.file)
        if act.day <= change.day and decided:
            said = f"this bears the day {act.day}, and would change what the decision of {decided.day} rested on"
            help_ = "Write the day on which it really happens now; against what is decided already you can object."
            yield Finding(act.record.locate(act.key), said, help_, (decided.locate(),))
        else:
            yield from _check_landing_day(act, change.day, is_first=not change.before.records)


def _check_landing_days(movement: Movement, change: Change) -> Iterator[Finding]:
    """Every act of a history against the day on which it landed."""
    first = min(change.landing_days.values(), default=OPEN)
    for path, day in sorted(change.landing_days.items()):
        if act := find_dated_act(movement, path):
            yield from _check_landing_day(act, day, is_first=day == first)


def _check_landing_day(act: DatedAct, lands_on: date, *, is_first: bool) -> Iterator[Finding]:
    """What is to be said of an act by the day on which it lands; a movement that begins may tell of long ago."""
    if act.day > lands_on:
        days = f"this bears the day {act.day}, and lands on {lands_on}, before it"
        yield Finding(act.record.locate(act.key), days, "Enter it when it has happened, with that day.")
    elif days_after(act.day, LATE_AFTER) < lands_on and not is_first:
        said = f"this bears the day {act.day}, more than {LATE_AFTER} days before it lands"
        help_ = "Look whether the day is right; if so, tell those concerned that it has come to light."
        yield Finding(act.record.locate(act.key), said, help_, severity="warning")


def _check_with_landed(movement: Movement) -> Iterator[Finding]:
    """Findings for outcomes that bear a day before something that had landed, and do not hold with it."""
    for late in lacks_with_landed(movement):
        day, key = day_of(late.record), yaml_key(DAY_FIELDS[type(late.record)] or "")
        if late.lack is None:
            said = f"this bears the day {day}, and comes with what bears more than {MOST_DAYS} other days"
            yield Finding(late.record.locate(key), said, f"Bring it in a change of at most {MOST_DAYS} days.")
        else:
            said = f"this bears the day {day}, and does not hold with what has landed since: {late.lack.message}"
            yield Finding(late.record.locate(key), said, late.lack.help, late.lack.related)


def _check_highest(movement: Movement) -> Iterator[Finding]:
    """Findings for what would stand highest by its day, and landed after others that do."""
    for early in highest_out_of_turn(movement):
        day, key = day_of(early.record), yaml_key(DAY_FIELDS[type(early.record)] or "")
        said = f"this bears the day {day}, and would pass by what had landed: {format_list(early.others)}"
        related = tuple(movement.circles[one].founding.locate("opened") for one in early.others)
        help_ = "Write the day on which it comes on record"
        met = [one for one in early.others if one != early.top]
        help_ += f"; {format_list(met)} can meet in {early.top} too." if met else f"; {early.top} can take it in."
        yield Finding(early.record.locate(key), said, help_, related)


def find_dated_act(movement: Movement, path: str) -> DatedAct | None:
    """The day an act bears; None for what bears none, cannot be read, or comes from elsewhere."""
    record = movement.records.get(path)
    if record is None or getattr(record, "imported", None) is not None or isinstance(record, GroundRules):
        return None
    day, key = day_of(record), yaml_key(DAY_FIELDS[type(record)] or "")
    return DatedAct(record, key, day) if day is not None and day < OPEN and movement.is_sound(record, key) else None


def _find_changed_grounds(movement: Movement, change: Change, dated: list[DatedAct]) -> dict[str, Decision | Election]:
    """By path, the landed decision whose ground an act would change."""
    found: dict[str, Decision | Election] = {}
    early = [act for act in dated if isinstance(act.record, GROUND_ACTS)]
    if not early:
        return found
    first = min(act.day for act in early)
    for made in _yield_landed_decisions(movement, change):
        if first <= made.day < OPEN and ground_of(movement, made) != ground_of(change.before, made):
            for act in early:
                if act.day <= made.day and may_touch_decision(act.record, made):
                    found.setdefault(act.record.file, made)
    return found


def _yield_landed_decisions(movement: Movement, change: Change) -> Iterator[Decision | Election]:
    """The decisions and elections that had landed and can be read."""
    landed: list[Decision | Election] = [*change.before.find_sound(Decision, "decided", "circles", "version")]
    landed += change.before.find_sound(Election, "held", "circle")
    return (made for made in landed if made.file not in movement.voided and made.file in movement.records)


def may_touch_decision(record: Record, made: Decision | Election) -> bool:
    """Whether an act can be the one: what speaks to a proposal touches that proposal's decision alone."""
    if isinstance(record, SPEAKING_ACTS):
        return isinstance(made, Decision) and record.file.split("/")[1] == made.decision
    return True
