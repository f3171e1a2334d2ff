"""Family L: what waits, and for whom (M15, M16)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from nstgov.findings import Finding, Severity
from nstgov.lifecycle import LIVE, is_belonging_clear, is_open, proposals_on
from nstgov.lifecycle.next_steps import NextStep, list_proposal_steps
from nstgov.lifecycle.proposal_stages import OpenIdea, ideas_on
from nstgov.lifecycle.quiet import help_asked_on, last_day_of_proposal, quiet_until
from nstgov.lifecycle.wording import format_count, format_list
from nstgov.records import Movement, Version
from nstgov.rules.rule import rule

AT_ONCE = 5
"""Open proposals that somebody can still prepare well at one time."""


@rule("L04", idea="M15", lane="calendar", severity="advice")
def too_many_rounds(movement: Movement, today: date) -> Iterator[Finding]:
    """
    Nobody sits in more open rounds than they can prepare.

    To consent means to have read it, asked at home what others think, and slept on it. Somebody who sits in three
    circles soon has nine proposals on the table, and then says yes to what they have not understood, which helps
    nobody. From six on this page speaks up. It is no reproach: the circles may agree on what comes first, or let
    somebody else sit in one of them.

    Bad on 2026-11-23, six proposals wait for the same people at once:
    ```yaml title="circles/old-harbour/net-loft/circle.yml"
    name: Net Loft
    level: friend
    aim: Nets are mended here, and a chair is always free.
    opened: 2026-10-20
    members: {sam-reed: {name: Sam Reed}, ada-moss: {name: Ada Moss}, leo-hart: {name: Leo Hart},  # <- L04
      ida-falk: {name: Ida Falk}, tom-lund: {name: Tom Lund}, una-byrd: {name: Una Byrd}, kai-west: {name: Kai West}}
    ```
    ```yaml title="proposals/loft-lamp/v1.yml"
    # like: proposals/heat-refuge/v1.yml
    asks: [net-loft]
    affects: [net-loft]
    ```
    ```yaml title="proposals/loft-stove/v1.yml"
    # like: proposals/heat-refuge/v1.yml
    asks: [net-loft]
    affects: [net-loft]
    ```
    ```yaml title="proposals/loft-roof/v1.yml"
    # like: proposals/heat-refuge/v1.yml
    asks: [net-loft]
    affects: [net-loft]
    ```
    ```yaml title="proposals/loft-stairs/v1.yml"
    # like: proposals/heat-refuge/v1.yml
    asks: [net-loft]
    affects: [net-loft]
    ```
    ```yaml title="proposals/loft-window/v1.yml"
    # like: proposals/heat-refuge/v1.yml
    asks: [net-loft]
    affects: [net-loft]
    ```
    ```yaml title="proposals/loft-bell/v1.yml"
    # like: proposals/heat-refuge/v1.yml
    asks: [net-loft]
    affects: [net-loft]
    ```
    Good on 2026-11-23, five of them, and the sixth comes later:
    ```yaml title="circles/old-harbour/net-loft/circle.yml"
    name: Net Loft
    level: friend
    aim: Nets are mended here, and a chair is always free.
    opened: 2026-10-20
    members: {sam-reed: {name: Sam Reed}, ada-moss: {name: Ada Moss}, leo-hart: {name: Leo Hart},
      ida-falk: {name: Ida Falk}, tom-lund: {name: Tom Lund}, una-byrd: {name: Una Byrd}, kai-west: {name: Kai West}}
    ```
    ```yaml title="proposals/loft-lamp/v1.yml"
    # like: proposals/heat-refuge/v1.yml
    asks: [net-loft]
    affects: [net-loft]
    ```
    ```yaml title="proposals/loft-stove/v1.yml"
    # like: proposals/heat-refuge/v1.yml
    asks: [net-loft]
    affects: [net-loft]
    ```
    ```yaml title="proposals/loft-roof/v1.yml"
    # like: proposals/heat-refuge/v1.yml
    asks: [net-loft]
    affects: [net-loft]
    ```
    ```yaml title="proposals/loft-stairs/v1.yml"
    # like: proposals/heat-refuge/v1.yml
    asks: [net-loft]
    affects: [net-loft]
    ```
    ```yaml title="proposals/loft-window/v1.yml"
    # like: proposals/heat-refuge/v1.yml
    asks: [net-loft]
    affects: [net-loft]
    ```
    """
    awaited: dict[str, set[str]] = defaultdict(set)
    for id_, state in proposals_on(movement, today).items():
        if state.stage in LIVE:
            for heard in state.hearings:
                for person in heard.missing if heard.sure else ():
                    awaited[person].add(id_)
    together: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for person, waiting in sorted(awaited.items()):
        if len(waiting) > AT_ONCE and is_belonging_clear(movement, person):
            together[tuple(sorted(waiting))].append(person)
    for proposals, people in together.items():
        waiting_now = format_count(len(proposals), "open proposal")
        message = f"{waiting_now} wait for {format_list(people)} at once: {format_list(proposals)}"
        help_ = "Agree in the circles on what comes first, or let somebody else sit in one of them."
        at, *others = (movement.people[person].introduced for person in people)
        yield Finding(at, message, help_, tuple(others))


@rule("L05", idea="M15", lane="calendar")
def nothing_happens(movement: Movement, today: date) -> Iterator[Finding]:
    """
    What was begun moves on.

    A proposal that lies still tires everybody who waits for it, and mostly nobody has decided that it should: each
    thinks that the step is another's. So when nothing has happened for as long as the ground rules say, it is named
    whose step is next. An idea that still looks for people is shown from its first day, as an invitation to stand
    with it; and when nobody has come for that long, it may be told better, or let go with thanks.

    Bad on 2026-11-23, nobody has been asked since September:
    ```yaml title="proposals/heat-refuge/v1.yml"
    submitted: 2026-09-16  # <- L05
    ```
    Good on 2026-11-23, the round is still young:
    ```yaml title="proposals/heat-refuge/v1.yml"
    submitted: 2026-11-16
    ```
    Bad on 2026-11-23, an idea that has found nobody:
    ```yaml title="proposals/ferry-roof/idea.yml"
    title: A roof over the place where one waits for the ferry
    by: [eun-ji-park]
    opened: 2026-08-20  # <- L05
    need: When it rains, forty people stand in the door of one shop.
    entered_by: eun-ji-park
    ```
    Good on 2026-11-23, four have come together and written it down:
    ```yaml title="proposals/ferry-roof/idea.yml"
    title: A roof over the place where one waits for the ferry
    by: [eun-ji-park]
    opened: 2026-08-20
    need: When it rains, forty people stand in the door of one shop.
    entered_by: eun-ji-park
    ```
    ```yaml title="proposals/ferry-roof/v1.yml"
    # like: proposals/heat-refuge/v1.yml
    title: A roof over the place where one waits for the ferry
    ```
    """
    for id_, state in proposals_on(movement, today).items():
        if state.stage in LIVE and state.version is not None:
            yield from _check_quiet(movement, id_, state.version, today)
    for looking in ideas_on(movement, today):
        if movement.is_sound(looking.idea, "opened", "by"):
            yield _report_open_idea(movement, looking, today)


def _check_quiet(movement: Movement, id_: str, version: Version, today: date) -> Iterator[Finding]:
    """A finding where nothing has happened to a proposal for long."""
    last = last_day_of_proposal(movement, id_, today)
    if last is None or today <= quiet_until(movement, last, today) or not movement.is_sound(version, "submitted"):
        return
    message = f"nothing has happened for {format_count((today - last).days, 'day')}, since {last}"
    steps = [_describe_step(step) for step in list_proposal_steps(movement, id_, today) if step.what != "commit"]
    yield Finding(
        version.locate("submitted"),
        message,
        f"{_capitalize_first(format_list(steps))}." if steps else "Ask who goes on.",
    )


def _describe_step(step: NextStep) -> str:
    """What is to be done next, as one asks somebody to do it."""
    circles, people = format_list(step.circles), format_list(step.people)
    match step.what:
        case "hold a round":
            return f"hold a round in {circles}"
        case "speak":
            return f"hear {people} in {circles}"
        case "answer a voice":
            return f"answer {people} in {circles} with a new version"
        case "test":
            return f"test {step.objection} in {circles}"
        case "resolve":
            return f"look with {people} for what would resolve {step.objection}"
        case "improve":
            return f"help {people} to put {step.objection} into better words"
    return f"enter the decision of {circles}, who have all consented"


def _capitalize_first(words: str) -> str:
    return words[:1].upper() + words[1:]


def _report_open_idea(movement: Movement, looking: OpenIdea, today: date) -> Finding:
    """An invitation to stand with an idea; a warning once it has looked for people for long."""
    idea, days = looking.idea, (today - looking.idea.opened).days
    age = f"since {idea.opened}, for {format_count(days, 'day')}," if days else "since today"
    message = (
        f"{age} this idea has looked for {format_count(looking.lacking, 'more person', 'more people')} to stand with it"
    )
    help_ = "Stand with it, ask others to, or tell it in another way."
    if not looking.lacking:
        stand = format_count(len(looking.people), "person stands", "people stand")
        message = f"{stand} with this idea, and nothing is written yet"
        help_ = f"Write {idea.of}/v1.yml together."
    severity: Severity = "warning" if quiet_until(movement, idea.opened, today) < today else "advice"
    return Finding(idea.locate("opened"), message, help_, severity=severity)


@rule("L06", idea="M16", lane="calendar")
def help_unanswered(movement: Movement, today: date) -> Iterator[Finding]:
    """
    A circle that asks for help is answered.

    It takes courage to say in public that an evening went wrong, or that nobody knows how to go on. Whoever says so
    should not wait: a voice on the telephone, somebody from the next circle who has been there before. Help leaves no
    record of its own, so a circle counts as answered when it has moved on: somebody joined it, it changed something,
    chose somebody, or took in a circle. After ninety days an unanswered call is no longer shown, and may be repeated.

    Bad on 2026-11-23:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-10.asks.yml"
    for: Somebody who has been through a quarrel about noise, for one evening.  # <- L06
    entered_by: patrick-byrne
    ```
    Good on 2026-11-23, somebody came, and the circle has chosen a facilitator since:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-10.asks.yml"
    for: Somebody who has been through a quarrel about noise, for one evening.
    entered_by: patrick-byrne
    ```
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.changes.yml"
    facilitator: patrick-byrne
    entered_by: patrick-byrne
    ```
    """
    for circle in movement.circles:
        asked = help_asked_on(movement, circle, today)
        if asked is not None and is_open(movement, circle, today):
            message = f"{circle} has asked for help since {asked.date}, and nobody has answered yet"
            help_ = f"Call {circle}, ask what would help, and send somebody who has been there before."
            yield Finding(asked.locate("for"), message, help_)
