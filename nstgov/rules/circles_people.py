"""Family A: who is entered where, and how often (M3, M9)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from nstgov.findings import Finding
from nstgov.lifecycle import circle_on, is_first_level, own_stays
from nstgov.lifecycle.stays import Stay
from nstgov.records import Circle, CircleFolder, Founder, Joins, Movement, PersonChange, Where, name_key
from nstgov.rules.rule import rule


class Entered(NamedTuple):
    """Something by which a person can be told from others, as a record gives it on a day."""

    day: date
    person: str
    value: str
    at: Where


@rule("A05", idea="M3 M9")
def one_person_twice(movement: Movement) -> Iterator[Finding]:
    """
    Each person is entered once.

    Four people stand behind a proposal, and one person under two names would be half of them. Mostly it is an
    accident: two secretaries enter the same newcomer, or somebody comes back after a year and gets a new id. So one
    account belongs to one person, and so does one key; and in one circle two people do not have the same name. Where
    two really do, as mothers and daughters may, a letter or a number tells them apart for everybody else too.

    Bad, the same account:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.person.aroha-ngata.yml"
    account: KwameMensah  # <- A05
    voices: {aroha-ngata: consent}
    ```
    Good, her own:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.person.aroha-ngata.yml"
    account: aroha-at-the-mill
    voices: {aroha-ngata: consent}
    ```
    Bad, the same key, whatever stands behind it:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.person.aroha-ngata.yml"
    adds: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBh8D8gRK5LZXsglB6m7+fsgEH+p6S+2Zf2L0f03sdMI aroha's laptop  # <- A05
    voices: {aroha-ngata: consent}
    ```
    Good, a key of her own:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.person.aroha-ngata.yml"
    adds: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEqv0nG1JtbQ4XhYw9rH2uUyQm3ZkT5pS7oVd8xLfB6c aroha's laptop
    voices: {aroha-ngata: consent}
    ```
    Bad, the same name in one circle:
    ```yaml title="circles/three-bridges/weavers-yard/2026-11-20.joins.ana-popescu-2.yml"
    name: Ana Popescu  # <- A05
    voices: {ana-popescu-2: consent, ana-popescu: consent, bao-nguyen: consent, clara-hoffmann: consent,
      dawit-bekele: consent, elin-jonsdottir: consent, mohan-das: consent, nikos-papadakis: consent,
      samuel-adeyemi: consent, zeynep-yildiz: consent}
    entered_by: mohan-das
    ```
    Good, her aunt, told apart:
    ```yaml title="circles/three-bridges/weavers-yard/2026-11-20.joins.ana-m-popescu.yml"
    name: Ana M. Popescu
    voices: {ana-m-popescu: consent, ana-popescu: consent, bao-nguyen: consent, clara-hoffmann: consent,
      dawit-bekele: consent, elin-jonsdottir: consent, mohan-das: consent, nikos-papadakis: consent,
      samuel-adeyemi: consent, zeynep-yildiz: consent}
    entered_by: mohan-das
    ```
    """
    account = "the account {value} belongs to {other} already, and here to {person}"
    yield from _shared(_accounts(movement), account, "Give the account of the person themselves, or leave it out.")
    key = "this key belongs to {other} already, and here to {person}"
    yield from _shared(_keys(movement), key, "Give a key that only this person holds, or leave it out.")
    name = "{other} in this circle has the same name: {value}"
    help_ = "If they are one person, keep one id; if two, add to the name what tells them apart."
    for folder in movement.circles.values():
        yield from _shared(_names(movement, folder), name, help_)


def _shared(entered: Iterable[tuple[str, Entered]], message: str, help_: str) -> Iterator[Finding]:
    """A finding for each entry whose value, compared by its key, is another person's, who was entered earlier."""
    first: dict[str, Entered] = {}
    told: set[tuple[str, str]] = set()
    for key, entry in sorted(entered, key=lambda pair: (pair[1].day, pair[1].at.file, str(pair[1].at.keys))):
        other = first.setdefault(key, entry)
        if other.person != entry.person and (key, entry.person) not in told:
            told.add((key, entry.person))
            said = message.format(value=entry.value, other=other.person, person=entry.person)
            yield Finding(entry.at, said, help_, (other.at,))


def _founders(movement: Movement, *reads: str) -> Iterator[tuple[Circle, str, Founder]]:
    for circle in movement.sound(Circle, "members", *reads):
        for person, founder in circle.members.items():
            yield circle, person, founder


def _accounts(movement: Movement) -> Iterator[tuple[str, Entered]]:
    for circle, person, founder in _founders(movement):
        if founder.account:
            at = circle.at("members", person, "account")
            yield founder.account.casefold(), Entered(circle.opened, person, founder.account, at)
    acts: list[Joins | PersonChange] = [*movement.sound(Joins, "account", "person")]
    acts += movement.sound(PersonChange, "account", "person")
    for act in acts:
        if act.account:
            yield act.account.casefold(), Entered(act.date, act.person, act.account, act.at("account"))


def _keys(movement: Movement) -> Iterator[tuple[str, Entered]]:
    for circle, person, founder in _founders(movement):
        for at, key in enumerate(founder.keys):
            yield _bare(key), Entered(circle.opened, person, key, circle.at("members", person, "keys", at))
    for joins in movement.sound(Joins, "keys", "person"):
        for at, key in enumerate(joins.keys):
            yield _bare(key), Entered(joins.date, joins.person, key, joins.at("keys", at))
    for change in movement.sound(PersonChange, "adds", "person"):
        if change.adds:
            yield _bare(change.adds), Entered(change.date, change.person, change.adds, change.at("adds"))


def _bare(key: str) -> str:
    """A key without the comment behind it."""
    return " ".join(key.split()[:2])


def _names(movement: Movement, folder: CircleFolder) -> Iterator[tuple[str, Entered]]:
    """The names by which a circle's own members are entered in it, or were before they came."""
    founding = folder.founding
    entered: dict[str, tuple[date, Where]] = {}
    if movement.is_sound(founding, "members"):
        for person, founder in founding.members.items():
            keys = ("name",) if founder.name else ()
            entered[person] = founding.opened, founding.at("members", person, *keys)
    for act in folder.acts:
        if isinstance(act, Joins) and movement.is_sound(act, "name", "person"):
            entered.setdefault(act.person, (act.date, act.at("name" if act.name else "home")))
    for person, (day, at) in entered.items():
        known = movement.people.get(person)
        if known is not None:
            yield name_key(known.name), Entered(day, person, known.name, at)
    for act in folder.acts:
        if isinstance(act, PersonChange) and act.name and act.person in entered and movement.is_sound(act, "name"):
            yield name_key(act.name), Entered(act.date, act.person, act.name, act.at("name"))


@rule("A06", idea="M9")
def not_one_home(movement: Movement) -> Iterator[Finding]:
    """
    Each person has one home.

    A person is introduced once, by their name, in the circle where they began. That is their home in the record, also
    after they have moved on: everywhere else it is named, so that one can go there and see who they are and who
    first said yes to them. Somebody with two homes would be two people to everyone who reads the record, and somebody
    with none has come from nowhere.

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
    Good:
    ```yaml title="circles/three-bridges/weavers-yard/2026-11-20.joins.gudrun-steiner.yml"
    home: pier-three
    voices: {gudrun-steiner: consent, ana-popescu: consent, bao-nguyen: consent, clara-hoffmann: consent,
      dawit-bekele: consent, elin-jonsdottir: consent, mohan-das: consent, nikos-papadakis: consent,
      samuel-adeyemi: consent, zeynep-yildiz: consent}
    entered_by: mohan-das
    ```
    """
    for circle, person, founder in _founders(movement):
        yield from _home(movement, person, founder, circle, circle.at("members", person))
    for joins in movement.sound(Joins, "name", "home", "person"):
        yield from _home(movement, joins.person, joins, joins, joins.at())
    yield from _introduced_again(movement)


def _home(
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


def _introduced_again(movement: Movement) -> Iterator[Finding]:
    """People who are introduced by the same name in two circles; under another name the id is in use (Y06)."""
    names: dict[str, set[str]] = defaultdict(set)
    for change in movement.all(PersonChange):
        names[change.person].add(name_key(change.name or ""))
    for again in movement.introduced:
        first = movement.people[again.id]
        same = name_key(again.name) in {name_key(first.name), *names[again.id]}
        if first.home != again.home and same and movement.is_sound(movement.records[again.introduced.file], "members"):
            message = f"{again.id} was introduced in {first.home} already, and has one home"
            help_ = f"Write `home: {first.home}` instead of the name."
            yield Finding(again.introduced, message, help_, (first.introduced,))


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
        for stay in own_stays(folder):
            stays[stay.person].append((stay, folder))
    for theirs in stays.values():
        if len(theirs) > 1:
            yield from _twice(movement, sorted(theirs, key=lambda one: (one[0].span.first, one[1].id)))


def _twice(movement: Movement, stays: list[tuple[Stay, CircleFolder]]) -> Iterator[Finding]:
    """A finding for each membership of somebody that begins while another one on the first level lasts."""
    counting: list[tuple[Stay, CircleFolder]] = []
    for stay, folder in stays:
        begun = _own_yes(movement, stay, folder)
        if begun is None:
            continue
        other = next((f for s, f in counting if f is not folder and s.span.holds(stay.span.first)), None)
        counting.append((stay, folder))
        if other is not None:
            message = f"{stay.person} is a member of {other.id} too, so their voice counts twice on the first level"
            help_ = f"Ask {stay.person} in which of the two they want to decide, and be a guest in the other."
            yield Finding(begun, message, help_)


def _own_yes(movement: Movement, stay: Stay, folder: CircleFolder) -> Where | None:
    """Where a membership on the first level began by the person's own yes; None where none did, or it is not sure."""
    state = circle_on(movement, folder.id, stay.span.first)
    if state is None or not is_first_level(movement, state.level, stay.span.first):
        return None
    founding = folder.founding
    acts = (act for act in folder.acts if isinstance(act, Joins) and act.person == stay.person)
    joins = next((act for act in acts if act.date == stay.span.first), None)
    record: Circle | Joins = joins or founding
    voice = record.voices.get(stay.person)
    is_sound = movement.is_sound(record, "voices", "members", "opened", "date", "name", "home")
    if not is_sound or voice is None or voice.says != "consent":
        return None
    return joins.at("home" if joins.home else "name") if joins else founding.at("members", stay.person)
