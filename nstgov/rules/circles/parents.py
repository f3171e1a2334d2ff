"""Family A: which circle stands above which (M2, M11)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from nstgov.findings import Finding
from nstgov.lifecycle import (
    REPRESENTATIVE,
    Term,
    circle_on,
    collect_terms_by_circle,
    compute_membership,
    ground_rules_on,
    is_clear_on,
    is_open,
)
from nstgov.lifecycle.levels_asked import level_on
from nstgov.lifecycle.stays import ParentNaming, collect_namings
from nstgov.lifecycle.wording import format_list
from nstgov.records import Changes, Election, Movement
from nstgov.rules.rule import rule


@rule("A04", idea="M11")
def parent_not_above(movement: Movement) -> Iterator[Finding]:
    """
    A circle's parent stands above it.

    Representatives carry what their circle thinks upwards, and bring back what they have heard, until everybody is
    connected with everybody. For that the way has to lead up and to end somewhere. A ring has no top: what goes into
    it comes back to itself, and whoever is outside is never reached. And a regional circle that sits inside a street
    would put a whole region in the pocket of eight neighbours.

    Bad, two circles in a ring:
    ```yaml title="circles/left-bank/circle.yml"
    name: Left Bank
    level: regional
    aim: The streets on the left bank, deciding together what one street cannot.
    parent: right-bank
    opened: 2026-11-20
    entered_by: patrick-byrne
    ```
    ```yaml title="circles/right-bank/circle.yml"
    name: Right Bank
    level: regional
    aim: The streets on the right bank, deciding together what one street cannot.
    parent: left-bank  # <- A04
    opened: 2026-11-20
    entered_by: patrick-byrne
    ```
    Good, one way leads up:
    ```yaml title="circles/left-bank/circle.yml"
    name: Left Bank
    level: regional
    aim: The streets on the left bank, deciding together what one street cannot.
    parent: right-bank
    opened: 2026-11-20
    entered_by: patrick-byrne
    ```
    ```yaml title="circles/right-bank/circle.yml"
    name: Right Bank
    level: regional
    aim: The streets on the right bank, deciding together what one street cannot.
    parent: everyone
    opened: 2026-11-20
    entered_by: patrick-byrne
    ```
    Bad, a street above a region:
    ```yaml title="circles/river-side/circle.yml"
    name: River Side
    level: regional
    aim: The houses on both banks, deciding together what one bank cannot.
    parent: mill-lane  # <- A04
    opened: 2026-11-20
    entered_by: patrick-byrne
    ```
    Good:
    ```yaml title="circles/river-side/circle.yml"
    name: River Side
    level: regional
    aim: The houses on both banks, deciding together what one bank cannot.
    parent: everyone
    opened: 2026-11-20
    entered_by: patrick-byrne
    ```
    """
    named = collect_namings(movement)
    by_day: dict[date, list[ParentNaming]] = defaultdict(list)
    namers: dict[str, list[ParentNaming]] = defaultdict(list)
    for theirs in named.values():
        for naming in theirs:
            by_day[naming.span.first].append(naming)
            namers[naming.parent].append(naming)
    for day in sorted(by_day):
        closing = _find_closing_rings(movement, by_day[day], named, day)
        for naming in by_day[day]:
            if ring := closing.get(naming.child):
                yield _report_ring(movement, naming, ring)
            else:
                yield from _check_below(movement, naming, day)
    for changes in movement.find_sound(Changes, "level", "date"):
        if changes.level and not changes.parent:
            yield from _check_moved(movement, changes, named, namers)


def _find_parent_named(
    movement: Movement, named: Mapping[str, Sequence[ParentNaming]], circle: str, day: date
) -> str | None:
    """The parent that a circle names on a day, as long as both are open."""
    parent = next((n.parent for n in named.get(circle, ()) if n.span.has_day(day)), None)
    return parent if parent is not None and is_open(movement, parent, day) else None


def _find_closing_rings(
    movement: Movement, today: list[ParentNaming], named: Mapping[str, Sequence[ParentNaming]], day: date
) -> dict[str, tuple[str, ...]]:
    """The rings that come about on a day, each by the last circle, in the order of the files, that names its parent."""
    found: dict[str, tuple[str, ...]] = {}
    files = {naming.child: naming.file for naming in today}
    walked: set[str] = set()
    for start in sorted(files):
        way: dict[str, None] = {}
        at: str | None = start
        while at is not None and at not in walked:
            walked.add(at)
            way[at] = None
            at = _find_parent_named(movement, named, at, day)
        if at in way:
            ring = list(way)[list(way).index(at) :]
            last = max((c for c in ring if c in files), key=lambda c: files[c], default=None)
            if last is not None:
                turn = ring.index(last)
                found[last] = (*ring[turn:], *ring[:turn])
    return found


def _report_ring(movement: Movement, naming: ParentNaming, ring: tuple[str, ...]) -> Finding:
    way = " → ".join((*ring, ring[0])) if len(ring) <= 6 else f"{ring[0]} → {ring[1]} → … → {ring[0]}"
    message = f"the parents form a ring: {way}" if len(ring) > 1 else f"{ring[0]} names itself as its parent"
    help_ = "Name a circle that stands above, or none for the circle in which all are to meet."
    return Finding(movement.records[naming.file].locate("parent"), message, help_)


def _find_height(movement: Movement, circle: str, day: date) -> int | None:
    """How high a circle's level is on a day, or on its first if that is later; None where it cannot be told."""
    folder = movement.circles.get(circle)
    if folder is None or not movement.is_sound(folder.founding, "level", "opened"):
        return None
    if not all(movement.is_sound(act, "level", "date") for act in folder.acts if isinstance(act, Changes)):
        return None
    level, levels = level_on(movement, circle, max(day, folder.founding.opened)), ground_rules_on(movement, day).levels
    return levels.index(level) if level in levels else None


def _is_below(movement: Movement, parent: str, child: str, day: date) -> bool:
    above, under = _find_height(movement, parent, day), _find_height(movement, child, day)
    return above is not None and under is not None and above < under


def _check_below(movement: Movement, naming: ParentNaming, day: date) -> Iterator[Finding]:
    if _is_below(movement, naming.parent, naming.child, day):
        levels = ground_rules_on(movement, day).levels
        higher = circle_on(movement, naming.child, day)
        message = f"{naming.parent} stands on a lower level than {naming.child}, whose parent it is to be"
        at_least = levels[levels.index(higher.level) :] if higher else levels
        help_ = f"Name a circle on one of these levels: {format_list(at_least, 'or')}."
        yield Finding(movement.records[naming.file].locate("parent"), message, help_)


def _check_moved(
    movement: Movement,
    changes: Changes,
    named: Mapping[str, Sequence[ParentNaming]],
    namers: Mapping[str, list[ParentNaming]],
) -> Iterator[Finding]:
    """A finding where a circle by changing its level comes to stand above its parent, or below a child."""
    day, circle = changes.date, changes.circle
    parent = _find_parent_named(movement, named, circle, day)
    pairs = [(parent, circle)] if parent else []
    pairs += [(circle, naming.child) for naming in namers.get(circle, ()) if naming.span.has_day(day)]
    for above, under in pairs:
        if _is_below(movement, above, under, day):
            message = f"with this {above} stands on a lower level than {under}, whose parent it is"
            yield Finding(
                changes.locate("level"), message, f"Let {under} name another parent first, or keep the level."
            )
            return


@rule("A11", idea="M2")
def sent_without_being_taken_in(movement: Movement) -> Iterator[Finding]:
    """
    A parent circle that has members takes in a circle before that one sends somebody.

    Whoever sits in a circle has a voice in everything it decides, so nobody sits down there unasked. A parent circle
    without members is open to all; the first circles under it begin it together. From then on it says yes to each new
    one, every member of it, as to anybody who joins. That is quickly done, and it means that a circle cannot be
    filled with representatives of circles that nobody knows.

    Bad, it chooses a representative, and the circle above has not taken it in:
    ```yaml title="circles/old-harbour/net-loft/circle.yml"
    name: Net Loft
    level: friend
    aim: Nets are mended here, and a chair is always free.
    parent: old-harbour
    opened: 2026-11-01
    members: {sam-reed: {name: Sam Reed}, ada-moss: {name: Ada Moss}, leo-hart: {name: Leo Hart},
      ida-falk: {name: Ida Falk}}
    voices: {sam-reed: consent, ada-moss: consent, leo-hart: consent, ida-falk: consent}
    entered_by: sam-reed
    ```
    ```yaml title="decisions/net-loft-representative-2026/election.yml"
    circle: net-loft  # <- A11
    role: representative
    held: 2026-11-08
    term: {from: 2026-11-15, until: 2027-11-15}
    nominations:
      sam-reed: {for: ada-moss, because: She lets everybody finish.}
      ada-moss: {for: ida-falk, because: She has two evenings a week.}
      leo-hart: {for: ada-moss, because: She says what she has heard and not what she would have liked to hear.}
      ida-falk: {for: ada-moss, because: She asks those who say little.}
    proposed: {person: ada-moss, because: Three of four named her.}
    voices: {sam-reed: consent, leo-hart: consent, ida-falk: consent, ada-moss: consent}
    entered_by: sam-reed
    ```
    Good, it is taken in:
    ```yaml title="circles/old-harbour/net-loft/circle.yml"
    name: Net Loft
    level: friend
    aim: Nets are mended here, and a chair is always free.
    parent: old-harbour
    opened: 2026-11-01
    members: {sam-reed: {name: Sam Reed}, ada-moss: {name: Ada Moss}, leo-hart: {name: Leo Hart},
      ida-falk: {name: Ida Falk}}
    voices: {sam-reed: consent, ada-moss: consent, leo-hart: consent, ida-falk: consent}
    entered_by: sam-reed
    ```
    ```yaml title="circles/old-harbour/2026-11-05.takes-in.net-loft.yml"
    voices: {dimitra-vlachou: consent, joseph-mwangi: consent, layla-haddad: consent, yusuf-mansour: consent,
      chidi-eze: consent, maja-horvat: consent}
    entered_by: yusuf-mansour
    ```
    ```yaml title="decisions/net-loft-representative-2026/election.yml"
    circle: net-loft
    role: representative
    held: 2026-11-08
    term: {from: 2026-12-01, until: 2027-11-15}
    nominations:
      sam-reed: {for: ada-moss, because: She lets everybody finish.}
      ada-moss: {for: ida-falk, because: She has two evenings a week.}
      leo-hart: {for: ada-moss, because: She says what she has heard and not what she would have liked to hear.}
      ida-falk: {for: ada-moss, because: She asks those who say little.}
    proposed: {person: ada-moss, because: Three of four named her.}
    voices: {sam-reed: consent, leo-hart: consent, ida-falk: consent, ada-moss: consent}
    entered_by: sam-reed
    ```
    """
    terms = collect_terms_by_circle(movement, REPRESENTATIVE)
    for child, waiting in compute_membership(movement).waiting.items():
        for naming in waiting:
            first = naming.span.first
            if is_clear_on(movement, child, first) and is_clear_on(movement, naming.parent, first):
                sent = [term for term in terms.get(child, ()) if _would_sit(movement, naming, term)]
                elections = [movement.decisions[term.election].election for term in sent if term.sure]
                yield from _check_sent(movement, naming, [election for election in elections if election])


def _would_sit(movement: Movement, naming: ParentNaming, term: Term) -> bool:
    """Whether somebody's term, and their membership of the circle that sends them, reach into the time of a naming."""
    span = term.span.clip_to(naming.span)
    stays = (stay for stay in compute_membership(movement).stays.get(naming.child, ()) if stay.person == term.person)
    return not span.is_empty() and any(not stay.span.clip_to(span).is_empty() for stay in stays)


def _check_sent(movement: Movement, naming: ParentNaming, elections: list[Election]) -> Iterator[Finding]:
    """Findings at the elections held since the parent was named; else, for those held before, where it was named."""
    message = f"{naming.parent} has members and has not taken in {naming.child}, which sends {{}} there"
    help_ = f"Ask the members of {naming.parent} first: their yes is a file <date>.takes-in.{naming.child}.yml there."
    named = movement.records[naming.file]
    since = [election for election in elections if election.held >= naming.span.first]
    for election in since:
        yield Finding(
            election.locate("circle"), message.format(election.proposed.person), help_, (named.locate("parent"),)
        )
    if elections and not since:
        people = format_list(sorted(election.proposed.person for election in elections))
        places = tuple(election.locate("circle") for election in elections)
        yield Finding(named.locate("parent"), message.format(people), help_, places)
