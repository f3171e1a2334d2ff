"""Family A: where people are at home, and where their voice counts (M9)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.lifecycle import circle_on, is_first_level, is_membership_clear, list_own_stays
from nstgov.lifecycle.stays import Stay
from nstgov.records import (
    Circle,
    CircleFolder,
    Founder,
    Joins,
    Movement,
    Person,
    PersonChange,
    Where,
    free_id,
    name_key,
)
from nstgov.rules.circles.duplicate_people import yield_founders
from nstgov.rules.rule import rule


@rule("A06", idea="M9")
def not_one_home(movement: Movement) -> Iterator[Finding]:
    """
    Each person has one home.

    A person is introduced once, by their name, in the circle where they began. That is their home in the record, also
    after they have moved on: everywhere else it is named, so that one can go there and see who they are and who
    first said yes to them. Somebody with two homes would be two people to everyone who reads the record, and somebody
    with none has come from nowhere. Two people may have one name: then the second one takes another id.

    Bad, neither a name nor a home:
    ```yaml title="circles/old-harbour/net-loft/circle.yml"
    name: Net Loft
    level: friend
    aim: Nets are mended here, and a chair is always free.
    opened: 2026-11-20
    members:
      sam-reed: {name: Sam Reed}
      ada-moss: {name: Ada Moss}
      leo-hart: {name: Leo Hart}
      gudrun-steiner: {account: gudrun-sails}  # <- A06
    voices: {sam-reed: consent, ada-moss: consent, leo-hart: consent, gudrun-steiner: consent}
    entered_by: sam-reed
    ```
    Good, the circle where she was introduced:
    ```yaml title="circles/old-harbour/net-loft/circle.yml"
    name: Net Loft
    level: friend
    aim: Nets are mended here, and a chair is always free.
    opened: 2026-11-20
    members:
      sam-reed: {name: Sam Reed}
      ada-moss: {name: Ada Moss}
      leo-hart: {name: Leo Hart}
      gudrun-steiner: {home: pier-three, account: gudrun-sails}
    voices: {sam-reed: consent, ada-moss: consent, leo-hart: consent, gudrun-steiner: consent}
    entered_by: sam-reed
    ```
    Bad, another circle than the one where she was introduced:
    ```yaml title="circles/three-bridges/weavers-yard/2026-11-20.joins.gudrun-steiner.yml"
    home: tide-house  # <- A06
    voices: {gudrun-steiner: consent, ana-popescu: consent, bao-nguyen: consent, clara-hoffmann: consent,
      dawit-bekele: consent, elin-jonsdottir: consent, mohan-das: consent, nikos-papadakis: consent,
      samuel-adeyemi: consent, zeynep-yildiz: consent}
    entered_by: mohan-das
    ```
    Bad, introduced a second time:
    ```yaml title="circles/three-bridges/weavers-yard/2026-11-20.joins.gudrun-steiner.yml"
    name: Gudrun Steiner  # <- A06
    voices: {gudrun-steiner: consent, ana-popescu: consent, bao-nguyen: consent, clara-hoffmann: consent,
      dawit-bekele: consent, elin-jonsdottir: consent, mohan-das: consent, nikos-papadakis: consent,
      samuel-adeyemi: consent, zeynep-yildiz: consent}
    entered_by: mohan-das
    ```
    Good, she is the same person:
    ```yaml title="circles/three-bridges/weavers-yard/2026-11-20.joins.gudrun-steiner.yml"
    home: pier-three
    voices: {gudrun-steiner: consent, ana-popescu: consent, bao-nguyen: consent, clara-hoffmann: consent,
      dawit-bekele: consent, elin-jonsdottir: consent, mohan-das: consent, nikos-papadakis: consent,
      samuel-adeyemi: consent, zeynep-yildiz: consent}
    entered_by: mohan-das
    ```
    Good, she is another person of that name:
    ```yaml title="circles/three-bridges/weavers-yard/2026-11-20.joins.gudrun-steiner-2.yml"
    name: Gudrun Steiner
    voices: {gudrun-steiner-2: consent, ana-popescu: consent, bao-nguyen: consent, clara-hoffmann: consent,
      dawit-bekele: consent, elin-jonsdottir: consent, mohan-das: consent, nikos-papadakis: consent,
      samuel-adeyemi: consent, zeynep-yildiz: consent}
    entered_by: mohan-das
    ```
    """
    for circle, person, founder in yield_founders(movement):
        yield from _check_home(movement, person, founder, circle, circle.locate("members", person))
    for joins in movement.find_sound(Joins, "name", "home", "person"):
        yield from _check_home(movement, joins.person, joins, joins, joins.locate())
    yield from _check_introduced_again(movement)


def _check_home(
    movement: Movement, person: str, who: Founder | Joins, record: Circle | Joins, at: Where
) -> Iterator[Finding]:
    known = movement.people.get(person)
    home = Where(at.file, (*at.keys, "home"))
    if who.home is None and who.name is None:
        help_ = f"Write `home: {known.home}`, where they were introduced." if known else "Write their name: `name: …`."
        yield Finding(at, f"{person} is entered with neither a name nor a home", help_)
    elif who.home is not None and _may_be_introduced_in(movement, who.home, person):
        return
    elif who.home is not None and known is None:
        message = f"{person} is said to be at home in {who.home}, and no record introduces them by name"
        yield Finding(home, message, "Write their name here instead: `name: …`.")
    elif who.home is not None and who.name is not None and who.home != record.circle:
        message = f"{person} is introduced here by name, and said to be at home in {who.home}"
        yield Finding(home, message, "Keep the name if they begin here, else the home.")
    elif who.home is not None and known is not None and who.home != known.home:
        message = f"{person} was introduced in {known.home}, and not in {who.home}"
        yield Finding(home, message, f"Write `home: {known.home}`.", (known.introduced,))


def _may_be_introduced_in(movement: Movement, circle: str, person: str) -> bool:
    """Whether a circle's record of who is introduced there cannot be read."""
    folder = movement.circles.get(circle)
    if folder is None:
        return True
    acts = (act for act in folder.acts if isinstance(act, Joins) and act.person == person)
    is_read = movement.is_sound(folder.founding, "members") and all(movement.is_sound(act, "name") for act in acts)
    return not is_read and person not in {p.id for p in movement.introduced if p.home == circle}


def _check_introduced_again(movement: Movement) -> Iterator[Finding]:
    """People who are introduced by the same name in two circles; under another name the id is in use (Y06)."""
    names: dict[str, set[str]] = defaultdict(set)
    for change in movement.find_all(PersonChange):
        names[change.person].add(name_key(change.name or ""))
    for again in movement.introduced:
        first = movement.people[again.id]
        same = name_key(again.name) in {name_key(first.name), *names[again.id]}
        if first.home != again.home and same and movement.is_sound(movement.records[again.introduced.file], "members"):
            yield _same_name(movement, *_landed_first(movement, first, again))


def _landed_first(movement: Movement, first: Person, again: Person) -> tuple[Person, Person]:
    """Two introductions, the one that had landed first: a change never makes an old record the one to mend."""
    added = movement.change.added_paths if movement.change else frozenset()
    if first.introduced.file in added and again.introduced.file not in added:
        return again, first
    return first, again


def _same_name(movement: Movement, first: Person, again: Person) -> Finding:
    """The question whether two introductions under one id and name are of one person, and what either answer asks."""
    message = f"{again.id} is already the id of {first.name} of {first.home}; is this the same person?"
    other = free_id(movement, again.id)
    help_ = f"If so, write `home: {first.home}` instead of the name; if not, choose another id: {other}."
    return Finding(again.introduced, message, help_, (first.introduced,))


@rule("A08", idea="M9", severity="advice")
def one_voice_in_two_circles(movement: Movement) -> Iterator[Finding]:
    """
    A person's voice counts in one circle of the first level.

    Everyone has equivalent power: one person, one voice, carried from their own circle upwards. Somebody at home in
    two circles of the first level is heard twice in everything that touches both. That can be right for a while, as
    when one moves or helps a new circle to begin. It should be seen, and end with a choice; a good guest is as welcome
    as a member.

    Bad:
    ```yaml title="circles/three-bridges/weavers-yard/2026-11-20.joins.aroha-ngata.yml"
    home: mill-lane  # <- A08
    voices: {aroha-ngata: consent, ana-popescu: consent, bao-nguyen: consent, clara-hoffmann: consent,
      dawit-bekele: consent, elin-jonsdottir: consent, mohan-das: consent, nikos-papadakis: consent,
      samuel-adeyemi: consent, zeynep-yildiz: consent}
    entered_by: mohan-das
    ```
    Good, she leaves the other circle:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-19.leaves.aroha-ngata.yml"
    voices: {aroha-ngata: consent}
    ```
    ```yaml title="circles/three-bridges/weavers-yard/2026-11-20.joins.aroha-ngata.yml"
    home: mill-lane
    voices: {aroha-ngata: consent, ana-popescu: consent, bao-nguyen: consent, clara-hoffmann: consent,
      dawit-bekele: consent, elin-jonsdottir: consent, mohan-das: consent, nikos-papadakis: consent,
      samuel-adeyemi: consent, zeynep-yildiz: consent}
    entered_by: mohan-das
    ```
    """
    stays: dict[str, list[tuple[Stay, CircleFolder]]] = defaultdict(list)
    for folder in movement.circles.values():
        for stay in list_own_stays(folder):
            stays[stay.person].append((stay, folder))
    for theirs in stays.values():
        if len(theirs) > 1:
            yield from _check_twice(movement, sorted(theirs, key=lambda one: (one[0].span.first, one[1].id)))


def _check_twice(movement: Movement, stays: list[tuple[Stay, CircleFolder]]) -> Iterator[Finding]:
    """A finding for each membership of somebody that begins while another one on the first level lasts."""
    counting: list[tuple[Stay, CircleFolder]] = []
    for stay, folder in stays:
        begun = _find_own_yes(movement, stay, folder)
        if begun is None:
            continue
        other = next((f for s, f in counting if f is not folder and s.span.has_day(stay.span.first)), None)
        counting.append((stay, folder))
        if other is not None:
            message = f"{stay.person} is a member of {other.id} too, so their voice counts twice on the first level"
            help_ = f"Ask {stay.person} in which of the two they want to decide, and be a guest in the other."
            yield Finding(begun, message, help_)


def _find_own_yes(movement: Movement, stay: Stay, folder: CircleFolder) -> Where | None:
    """Where a membership on the first level began by the person's own yes; None where none did, or it is not sure."""
    state = circle_on(movement, folder.id, stay.span.first)
    is_sure = is_membership_clear(movement, folder.id)
    if state is None or not is_sure or not is_first_level(movement, state.level, stay.span.first):
        return None
    founding = folder.founding
    acts = (act for act in folder.acts if isinstance(act, Joins) and act.person == stay.person)
    joins = next((act for act in acts if act.date == stay.span.first), None)
    record: Circle | Joins = joins or founding
    voice = record.voices.get(stay.person)
    is_sound = movement.is_sound(record, "voices", "members", "opened", "date", "name", "home")
    if not is_sound or voice is None or voice.says != "consent":
        return None
    return joins.locate("home" if joins.home else "name") if joins else founding.locate("members", stay.person)
