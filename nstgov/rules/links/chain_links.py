"""Family L: the ways upwards, through representatives in force (M10, M11)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from nstgov.findings import Finding
from nstgov.lifecycle import (
    REPRESENTATIVE,
    Term,
    circle_on,
    collect_all_terms,
    days_after,
    ground_rules_on,
    is_clear_on,
    is_open,
    members_on,
)
from nstgov.lifecycle.chain_breaks import ChainBreak, breaks_on, lacks_representative, parents_on
from nstgov.lifecycle.wording import format_count, format_list
from nstgov.records import Movement, Where
from nstgov.rules.rule import rule

SOON = 60
"""Days before the end of a term in which somebody is to be chosen to follow."""


@rule("L01", idea="M10", lane="calendar")
def no_representative(movement: Movement, today: date) -> Iterator[Finding]:
    """
    A circle under a parent circle has a representative in force.

    Small circles stay small, and yet reach everyone, because each of them sends one or two people upwards: somebody
    careful, with time, who listens. While nobody is there, the circle above decides without knowing what these people
    need, and they hear of it last. A term ends, somebody moves away; it happens without anybody's fault, and an
    evening with a good election mends it. A circle that is still gathering has time.

    Bad on 2026-11-23, both terms have ended:
    ```yaml title="circles/three-bridges/weavers-yard/2025-11-17.changes.yml"
    parent: three-bridges  # <- L01
    ```
    ```yaml title="decisions/weavers-yard-representative-2025/election.yml"
    term: {from: 2025-12-15, until: 2026-11-15}
    ```
    ```yaml title="decisions/weavers-yard-second-representative-2026/election.yml"
    term: {from: 2026-02-15, until: 2026-11-15}
    ```
    Good on 2026-11-23, one of the two goes on:
    ```yaml title="circles/three-bridges/weavers-yard/2025-11-17.changes.yml"
    parent: three-bridges
    ```
    ```yaml title="decisions/weavers-yard-representative-2025/election.yml"
    term: {from: 2025-12-15, until: 2026-11-15}
    ```
    ```yaml title="decisions/weavers-yard-second-representative-2026/election.yml"
    term: {from: 2026-02-15, until: 2027-08-15}
    ```
    """
    for circle, naming in parents_on(movement, today).items():
        since = lacks_representative(movement, circle, today) if is_clear_on(movement, circle, today) else None
        if since is not None:
            silent = _count_silenced_here(movement, circle, today)
            message = f"{circle} has had no representative in {naming.parent} since {since}{silent}"
            help_ = "Choose one in the next meeting: everyone names somebody with a reason, and consents to the result."
            yield Finding(_locate_parent(movement, circle, today), message, help_)


def _count_silenced_here(movement: Movement, circle: str, day: date) -> str:
    """How many people are not heard above for it, where no circle stands below: L02 then leaves it to L01."""
    broken = breaks_on(movement, day).get(circle)
    if broken is None or not broken.people or not _is_reported_elsewhere(movement, broken, day):
        return ""
    return f": {format_count(broken.people, 'person is', 'people are')} not heard above"


@rule("L02", idea="M11", lane="calendar")
def chain_broken(movement: Movement, today: date) -> Iterator[Finding]:
    """
    The chain from every circle leads up to the top.

    Everyone is heard everywhere only as long as each step of the way holds: from the circle to the one above it, and
    from there to the next. Where one step is broken, all the people behind it are silent in everything that is decided
    above, however well their own circles work, and most of them do not know. So it is said where the break is, since
    when, and how many people stand behind it, each counted once. Where a circle lacks only its own representative,
    and nobody stands below it, L01 says so.

    Bad on 2026-11-23, the parent circle has not taken it in:
    ```yaml title="circles/old-harbour/tide-house/circle.yml"
    parent: old-harbour  # <- L02
    ```
    ```yaml title="circles/old-harbour/2026-06-07.takes-in.tide-house.yml" gone
    ```
    Good on 2026-11-23, it has:
    ```yaml title="circles/old-harbour/tide-house/circle.yml"
    parent: old-harbour
    ```
    Bad on 2026-11-23, three circles behind the break:
    ```yaml title="circles/three-bridges/circle.yml"
    parent: everyone  # <- L01, L02
    ```
    ```yaml title="decisions/three-bridges-representative-2026/election.yml"
    term: {from: 2026-01-20, until: 2026-11-15}
    ```
    ```yaml title="decisions/three-bridges-second-representative-2026/election.yml"
    term: {from: 2026-01-20, until: 2026-11-15}
    ```
    Good on 2026-11-23, one of the two goes on:
    ```yaml title="circles/three-bridges/circle.yml"
    parent: everyone
    ```
    ```yaml title="decisions/three-bridges-representative-2026/election.yml"
    term: {from: 2026-01-20, until: 2026-11-15}
    ```
    Bad on 2026-11-23, the parent circle has closed:
    ```yaml title="circles/old-harbour/net-loft/circle.yml"
    name: Net Loft
    level: friend
    aim: Nets are mended here, and a chair is always free.
    parent: harbour-side  # <- L02
    opened: 2026-06-20
    members: {sam-reed: {name: Sam Reed}, ada-moss: {name: Ada Moss}, leo-hart: {name: Leo Hart},
      ida-falk: {name: Ida Falk}, tom-lund: {name: Tom Lund}, una-byrd: {name: Una Byrd}, kai-west: {name: Kai West}}
    ```
    ```yaml title="circles/harbour-side/circle.yml"
    name: Harbour Side
    level: regional
    aim: The lofts along the water, together.
    opened: 2026-06-15
    ```
    ```yaml title="circles/harbour-side/2026-11-01.closes.yml"
    because: The lofts meet in Old Harbour from now on.
    ```
    Good on 2026-11-23, the circle is on its own again until another takes it in:
    ```yaml title="circles/old-harbour/net-loft/circle.yml"
    name: Net Loft
    level: friend
    aim: Nets are mended here, and a chair is always free.
    opened: 2026-11-20
    members: {sam-reed: {name: Sam Reed}, ada-moss: {name: Ada Moss}, leo-hart: {name: Leo Hart},
      ida-falk: {name: Ida Falk}, tom-lund: {name: Tom Lund}, una-byrd: {name: Una Byrd}, kai-west: {name: Kai West}}
    ```
    """
    for circle, broken in breaks_on(movement, today).items():
        if broken.people and not _is_reported_elsewhere(movement, broken, today):
            yield Finding(_locate_parent(movement, circle, today), _describe_break(broken), _suggest_mending(broken))


def _locate_parent(movement: Movement, circle: str, day: date) -> Where:
    """Where the circle names the parent it has on a day."""
    return movement.records[parents_on(movement, day)[circle].file].locate("parent")


def _is_reported_elsewhere(movement: Movement, broken: ChainBreak, day: date) -> bool:
    """Whether nobody stands below, and another finding says what is missing: a representative, or four people."""
    if broken.circles != (broken.circle,):
        return False
    state = circle_on(movement, broken.circle, day)
    is_gathering = state is not None and state.stage == "gathering"
    return is_gathering or (
        broken.why == "nobody sent" and lacks_representative(movement, broken.circle, day) is not None
    )


def _describe_break(broken: ChainBreak) -> str:
    circle, parent = broken.circle, broken.parent
    why = {
        "nobody sent": f"nobody sits in {parent} for {circle}",
        "not taken in": f"{parent} has not taken {circle} in",
        "parent closed": f"{parent}, the parent of {circle}, is closed",
    }[broken.why]
    circles = f" in {format_count(len(broken.circles), 'circle')}" if len(broken.circles) > 1 else ""
    people = format_count(broken.people, "person is", "people are")
    return f"since {broken.since} {why}: {people} not heard above{circles}"


def _suggest_mending(broken: ChainBreak) -> str:
    return {
        "nobody sent": f"Help {broken.circle} choose somebody for {broken.parent}.",
        "not taken in": f"Bring it to the next meeting of {broken.parent}, so that it takes {broken.circle} in.",
        "parent closed": f"Help {broken.circle} find another parent circle, and write it in a `changes` act.",
    }[broken.why]


@rule("L03", idea="M11", lane="calendar")
def term_ends_and_nobody_follows(movement: Movement, today: date) -> Iterator[Finding]:
    """
    Before a term ends, somebody is chosen to follow.

    A term has a last day, and then it is over without anybody doing anything; that is how nobody keeps a role by
    habit. The other side of it is that somebody must remember in time. Sixty days are enough for two meetings: one to
    say what the role needs now, one to choose. Nothing is missing where an election that follows it has been held, or
    where enough others carry the same role beyond that day.

    Bad on 2026-11-23, both terms end in January:
    ```yaml title="decisions/weavers-yard-representative-2025/election.yml"
    term: {from: 2025-12-15, until: 2027-01-15}  # <- L03
    ```
    Good on 2026-11-23, somebody was chosen to follow:
    ```yaml title="decisions/weavers-yard-representative-2025/election.yml"
    term: {from: 2025-12-15, until: 2027-01-15}
    ```
    ```yaml title="decisions/weavers-yard-representative-2027/election.yml"
    # like: decisions/weavers-yard-representative-2025/election.yml
    held: 2026-11-20
    term: {from: 2027-01-16, until: 2028-01-15}
    succeeds: weavers-yard-representative-2025
    # without: changes
    nominations:
      ana-popescu: {for: zeynep-yildiz, because: She writes down what the quiet ones say.}
      bao-nguyen: {for: zeynep-yildiz, because: She knocked at my door first when the cellar flooded.}
      clara-hoffmann: {for: zeynep-yildiz, because: She comes back with three sentences.}
      dawit-bekele: {for: zeynep-yildiz, because: She asked me in.}
      elin-jonsdottir: {for: zeynep-yildiz, because: She knows why things are as they are.}
      mohan-das: {for: zeynep-yildiz, because: She asked about my hip before my opinion.}
      nikos-papadakis: {for: zeynep-yildiz, because: Never speaks for me without asking me.}
      samuel-adeyemi: {for: zeynep-yildiz, because: She washes up.}
      zeynep-yildiz: {for: clara-hoffmann, because: She is careful with other people's time.}
    voices: {ana-popescu: consent, bao-nguyen: consent, clara-hoffmann: consent, dawit-bekele: consent,
             elin-jonsdottir: consent, mohan-das: consent, nikos-papadakis: consent, samuel-adeyemi: consent,
             zeynep-yildiz: consent}
    ```
    Good on 2026-11-23, the other representative goes on:
    ```yaml title="decisions/weavers-yard-representative-2025/election.yml"
    term: {from: 2025-12-15, until: 2027-08-15}
    ```
    """
    terms: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for term in collect_all_terms(movement).values():
        if term.sure and _find_day_held(movement, term) <= today:
            terms[term.circle, term.role].append(term)
    for (circle, role), theirs in terms.items():
        if is_clear_on(movement, circle, today):
            yield from _check_ending(movement, circle, role, theirs, today)


def _find_day_held(movement: Movement, term: Term) -> date:
    election = movement.decisions[term.election].election
    return election.held if election else date.max


def _check_ending(movement: Movement, circle: str, role: str, terms: list[Term], today: date) -> Iterator[Finding]:
    """A finding for each day soon on which too few go on, at the terms that end then."""
    least = ground_rules_on(movement, today).representatives.least if role == REPRESENTATIVE else 1
    members = members_on(movement, circle, today)
    by_last: dict[date, list[Term]] = defaultdict(list)
    for term in terms:
        gone = role == REPRESENTATIVE and term.person not in members
        if term.span.has_day(today) and term.span.last <= days_after(today, SOON) and not gone:
            by_last[term.span.last].append(term)
    for last, ending in sorted(by_last.items()):
        after = days_after(last, 1)
        if is_open(movement, circle, after) and sum(term.span.has_day(after) for term in terms) < least:
            yield _report_ending(movement, ending, role, last, today)


def _report_ending(movement: Movement, ending: list[Term], role: str, last: date, today: date) -> Finding:
    places = [election.locate("term", "until") for t in ending if (election := movement.decisions[t.election].election)]
    people = format_list(term.person for term in ending)
    left = format_count((last - today).days, "day")
    when = f"in {left}, on {last}" if last > today else f"today, on {last}"
    message = f"the term of {people} as {role} of {ending[0].circle} ends {when}, and nobody is chosen to follow"
    help_ = "Hold an election before that day; whoever carries the role now may be named again."
    return Finding(places[0], message, help_, tuple(places[1:]))
