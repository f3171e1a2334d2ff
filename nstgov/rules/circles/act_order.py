"""Family A: what happens to a circle, and when (M1)."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.lifecycle import compute_membership, days_after, is_clear_on, may_speak_on, span_of_circle
from nstgov.lifecycle.validity.lacks_of_size import lacks_of_testing_size
from nstgov.records import (
    Away,
    Back,
    CircleFolder,
    Closes,
    Joins,
    Leaves,
    Movement,
    PersonalAct,
    PersonChange,
    Test,
)
from nstgov.records.circles import Act
from nstgov.rules.lack_findings import as_finding, decisions_lacking, elections_lacking
from nstgov.rules.rule import rule


@rule("A07")
def act_out_of_order(movement: Movement) -> Iterator[Finding]:
    """
    What happens to a circle happens in order.

    Somebody leaves who was there, comes back who was away, joins who is not there yet; and a circle acts between the
    day it begins and the day it closes. The record tells a story that strangers should be able to follow years from
    now. A step out of order is nearly always a wrong day or a wrong name, and while it stands nobody can say for sure
    who was there when something was decided.

    Bad, she leaves a circle in which she never was:
    ```yaml title="circles/three-bridges/weavers-yard/2026-11-20.leaves.aroha-ngata.yml"
    voices: {aroha-ngata: consent}  # <- A07
    ```
    Good, the one she was in:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.leaves.aroha-ngata.yml"
    voices: {aroha-ngata: consent}
    ```
    Bad, he joins while he is a member:
    ```yaml title="circles/three-bridges/weavers-yard/2026-11-20.joins.dawit-bekele.yml"
    home: weavers-yard  # <- A07
    voices: {dawit-bekele: consent, ana-popescu: consent, bao-nguyen: consent, clara-hoffmann: consent,
      elin-jonsdottir: consent, mohan-das: consent, nikos-papadakis: consent, samuel-adeyemi: consent,
      zeynep-yildiz: consent}
    entered_by: mohan-das
    ```
    Good, he had left before:
    ```yaml title="circles/three-bridges/weavers-yard/2026-11-19.leaves.dawit-bekele.yml"
    voices: {dawit-bekele: consent}
    ```
    ```yaml title="circles/three-bridges/weavers-yard/2026-11-20.joins.dawit-bekele.yml"
    home: weavers-yard
    voices: {dawit-bekele: consent, ana-popescu: consent, bao-nguyen: consent, clara-hoffmann: consent,
      elin-jonsdottir: consent, mohan-das: consent, nikos-papadakis: consent, samuel-adeyemi: consent,
      zeynep-yildiz: consent}
    entered_by: mohan-das
    ```
    Bad, before the circle began:
    ```yaml title="circles/old-harbour/tide-house/2026-05-15.asks.yml"
    for: Three people who can carry a roof beam.  # <- A07
    entered_by: sarah-levi
    ```
    Good, on its first day:
    ```yaml title="circles/old-harbour/tide-house/2026-05-16.asks.yml"
    for: Three people who can carry a roof beam.
    entered_by: sarah-levi
    ```
    Bad, after it closed:
    ```yaml title="circles/old-harbour/pier-three/2026-07-01.asks.yml"
    for: Somebody who stores a gangway for two years.  # <- A07
    entered_by: ravi-pillai
    ```
    Good, on its last day:
    ```yaml title="circles/old-harbour/pier-three/2026-06-30.asks.yml"
    for: Somebody who stores a gangway for two years.
    entered_by: ravi-pillai
    ```
    Bad, she is back and was not away:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.back.aroha-ngata.yml"
    voices: {aroha-ngata: consent}  # <- A07
    ```
    Good, she was:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-10.away.aroha-ngata.yml"
    until: 2026-12-10
    voices: {aroha-ngata: consent}
    ```
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.back.aroha-ngata.yml"
    voices: {aroha-ngata: consent}
    ```
    """
    for folder in movement.circles.values():
        if movement.is_sound(folder.founding, "opened", "members"):
            yield from _check_outside_its_time(movement, folder)
            yield from _check_coming_and_going(movement, folder)


def _check_outside_its_time(movement: Movement, folder: CircleFolder) -> Iterator[Finding]:
    span = span_of_circle(folder)
    closes = tuple(act.locate() for act in folder.acts if isinstance(act, Closes) and act.date == span.last)
    for act in folder.acts:
        if not movement.is_sound(act, "date") or span.has_day(act.date):
            continue
        if act.date < folder.founding.opened:
            message = f"this is of {act.date}, and {folder.id} began on {folder.founding.opened}"
            yield Finding(
                act.locate(), message, "Look at the day in the file's name.", (folder.founding.locate("opened"),)
            )
        else:
            message = f"this is of {act.date}, and {folder.id} closed on {span.last}"
            yield Finding(act.locate(), message, "Look at the day in the file's name, or at the circle's.", closes)


def _check_coming_and_going(movement: Movement, folder: CircleFolder) -> Iterator[Finding]:
    span = span_of_circle(folder)
    unsure = compute_membership(movement).unreliable_people.get(folder.id, {})
    there = set(folder.founding.members)
    known = set(there)
    for act in folder.acts:
        if not isinstance(act, PersonalAct) or act.person in unsure:
            continue
        if movement.is_sound(act, "date", "person") and span.has_day(act.date):
            yield from _check_step(movement, act, there, known)
        if isinstance(act, Joins):
            there.add(act.person)
            known.add(act.person)
        elif isinstance(act, Leaves):
            there.discard(act.person)


def _help_with_joining(movement: Movement, act: Joins) -> str:
    """Whoever leaves on a day is a member until it is over, so coming back begins on the next."""
    acts = movement.circles[act.circle].acts
    if any(isinstance(one, Leaves) and (one.person, one.date) == (act.person, act.date) for one in acts):
        return f"They are a member until {act.date} is over; if they come back, it begins on {days_after(act.date, 1)}."
    return "Look at the name and the day, or leave this file out."


def _check_step(movement: Movement, act: Act, there: set[str], known: set[str]) -> Iterator[Finding]:
    """A finding where somebody's step does not follow from those before; `known` are all who ever were members."""
    if isinstance(act, Joins) and act.person in there:
        message = f"{act.person} joins {act.circle}, and is a member of it already"
        yield Finding(act.locate(), message, _help_with_joining(movement, act))
    elif isinstance(act, Leaves) and act.person not in there:
        message = f"{act.person} leaves {act.circle}, and was no member of its own on {act.date}"
        yield Finding(act.locate(), message, "Look at the name, the day and the circle.")
    elif isinstance(act, PersonChange) and act.person not in known and not _is_member(movement, act):
        message = f"{act.person} has not been a member of {act.circle} up to {act.date}"
        yield Finding(act.locate(), message, "Put this into a circle of theirs.")
    elif isinstance(act, Away | Back) and not _is_member(movement, act) and is_clear_on(movement, act.circle, act.date):
        message = f"{act.person} was no member of {act.circle} on {act.date}"
        yield Finding(act.locate(), message, "Look at the name, the day and the circle.")
    elif isinstance(act, Back) and not _was_away(movement, act):
        message = f"{act.person} is back in {act.circle}, and was not away from it on {act.date}"
        yield Finding(act.locate(), message, "Look at the day; after the last day of being away nothing need be said.")


def _is_member(movement: Movement, act: PersonalAct) -> bool:
    return act.person in may_speak_on(movement, act.circle, act.date)


def _was_away(movement: Movement, back: Back) -> bool:
    """Whether somebody had stepped back before and would still be away, had they not returned."""
    acts = movement.circles[back.circle].acts
    earlier = [act for act in acts if isinstance(act, Away | Back) and act.person == back.person and act is not back]
    last = next((act for act in reversed(earlier) if act.date <= back.date), None)
    return isinstance(last, Away) and (last.until >= back.date or not movement.is_sound(last, "until", "date"))


@rule("A10", idea="M1")
def too_few_to_decide(movement: Movement) -> Iterator[Finding]:
    """
    A circle decides, tests and elects while it has at least four members.

    What two or three decide may be wise, and it is still the word of two or three. A circle that has become so small
    keeps its name, its story and every decision it made; it only waits with the next one until it is four again, or
    asks the circle above. Leaving is never wrong: nobody has to stay so that others can go on deciding.

    Bad, three choose a facilitator:
    ```yaml title="circles/old-harbour/net-loft/circle.yml"
    name: Net Loft
    level: friend
    aim: Nets are mended here, and a chair is always free.
    opened: 2026-02-20
    members: {sam-reed: {name: Sam Reed}, ada-moss: {name: Ada Moss}, leo-hart: {name: Leo Hart},
      ida-falk: {name: Ida Falk}}
    voices: {sam-reed: consent, ada-moss: consent, leo-hart: consent, ida-falk: consent}
    entered_by: sam-reed
    ```
    ```yaml title="circles/old-harbour/net-loft/2026-10-01.leaves.leo-hart.yml"
    voices: {leo-hart: consent}
    ```
    ```yaml title="decisions/net-loft-facilitator-2026/election.yml"
    circle: net-loft  # <- A10
    role: facilitator
    held: 2026-10-02
    term: {from: 2026-10-05, until: 2027-10-05}
    nominations:
      sam-reed: {for: ada-moss, because: She lets everybody finish.}
      ada-moss: {for: ida-falk, because: She keeps the time.}
      ida-falk: {for: ada-moss, because: She asks those who say little.}
    proposed: {person: ada-moss, because: Two of three named her.}
    voices: {sam-reed: consent, ada-moss: consent, ida-falk: consent}
    entered_by: sam-reed
    ```
    Good, they did so while they were four:
    ```yaml title="circles/old-harbour/net-loft/circle.yml"
    name: Net Loft
    level: friend
    aim: Nets are mended here, and a chair is always free.
    opened: 2026-02-20
    members: {sam-reed: {name: Sam Reed}, ada-moss: {name: Ada Moss}, leo-hart: {name: Leo Hart},
      ida-falk: {name: Ida Falk}}
    voices: {sam-reed: consent, ada-moss: consent, leo-hart: consent, ida-falk: consent}
    entered_by: sam-reed
    ```
    ```yaml title="circles/old-harbour/net-loft/2026-10-01.leaves.leo-hart.yml"
    voices: {leo-hart: consent}
    ```
    ```yaml title="decisions/net-loft-facilitator-2026/election.yml"
    circle: net-loft
    role: facilitator
    held: 2026-10-01
    term: {from: 2026-10-05, until: 2027-10-05}
    nominations:
      sam-reed: {for: ada-moss, because: She lets everybody finish.}
      ada-moss: {for: ida-falk, because: She keeps the time.}
      ida-falk: {for: ada-moss, because: She asks those who say little.}
      leo-hart: {for: ada-moss, because: I leave gladly when she does this.}
    proposed: {person: ada-moss, because: Three of four named her.}
    voices: {sam-reed: consent, ada-moss: consent, ida-falk: consent, leo-hart: consent}
    entered_by: sam-reed
    ```
    """
    yield from decisions_lacking(movement, "A10")
    yield from elections_lacking(movement, "A10")
    for test in movement.find_all(Test):
        yield from map(as_finding, lacks_of_testing_size(movement, test))
