"""Family A: nothing happens to a circle or a person without their consent (M2, M9)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from nstgov.findings import Finding
from nstgov.lifecycle import awaited_on, is_clear, lacking_consent, may_speak_on, members_on, needed_on
from nstgov.lifecycle.away import is_away_clear, is_own_word
from nstgov.records import (
    Away,
    Back,
    Changes,
    Circle,
    Closes,
    Joins,
    Leaves,
    Movement,
    PersonalAct,
    PersonChange,
    TakesIn,
    Voiced,
)
from nstgov.records.circles import Act
from nstgov.rules.rule import rule
from nstgov.rules.saying import listed, verb, written


@rule("A09", idea="M2 M9")
def without_their_consent(movement: Movement) -> Iterator[Finding]:
    """
    Nobody becomes a member without their own yes, and nothing happens to a circle without that of all its members.

    A circle is made of people who want to be in it with one another. So each founder says yes for themselves; whoever
    joins says yes, and everyone who is there does; and what the circle is for, what it is called and where it sends
    its representatives is changed by all of them. To leave, to step back for a while and to come back takes one's own
    word and nobody's permission. When somebody has died or cannot be found, or was heard and asked to go, all the
    others say so together. Whoever is away by their own word is not waited for; those who join on one evening need the
    yes of who was there before, not each other's, and whoever leaves that evening is asked no longer.

    Bad, a founder who has not said yes:
    ```yaml title="circles/old-harbour/net-loft/circle.yml"
    name: Net Loft
    level: friend
    aim: Nets are mended here, and a chair is always free.
    opened: 2026-11-20
    members: {sam-reed: {name: Sam Reed}, ada-moss: {name: Ada Moss}, leo-hart: {name: Leo Hart},
      ida-falk: {name: Ida Falk}}
    voices: {sam-reed: consent, ada-moss: consent, leo-hart: consent}  # <- A09
    entered_by: sam-reed
    ```
    Good:
    ```yaml title="circles/old-harbour/net-loft/circle.yml"
    name: Net Loft
    level: friend
    aim: Nets are mended here, and a chair is always free.
    opened: 2026-11-20
    members: {sam-reed: {name: Sam Reed}, ada-moss: {name: Ada Moss}, leo-hart: {name: Leo Hart},
      ida-falk: {name: Ida Falk}}
    voices: {sam-reed: consent, ada-moss: consent, leo-hart: consent, ida-falk: consent}
    entered_by: sam-reed
    ```
    Bad, joining without one's own yes:
    ```yaml title="circles/three-bridges/weavers-yard/2026-11-20.joins.ida-falk.yml"
    name: Ida Falk
    voices: {ana-popescu: consent, bao-nguyen: consent, clara-hoffmann: consent, dawit-bekele: consent,  # <- A09
      elin-jonsdottir: consent, mohan-das: consent, nikos-papadakis: consent, samuel-adeyemi: consent,
      zeynep-yildiz: consent}
    entered_by: mohan-das
    ```
    Bad, joining while somebody has not spoken, and somebody objects:
    ```yaml title="circles/three-bridges/weavers-yard/2026-11-20.joins.ida-falk.yml"
    name: Ida Falk
    voices:  # <- A09
      ida-falk: consent
      ana-popescu: consent
      bao-nguyen: consent
      clara-hoffmann: consent
      dawit-bekele: consent
      elin-jonsdottir: consent
      mohan-das: consent
      nikos-papadakis: consent
      samuel-adeyemi: {says: object, because: I would like to meet her first.}  # <- A09
    entered_by: mohan-das
    ```
    Good, after he has met her:
    ```yaml title="circles/three-bridges/weavers-yard/2026-11-22.joins.ida-falk.yml"
    name: Ida Falk
    voices: {ida-falk: consent, ana-popescu: consent, bao-nguyen: consent, clara-hoffmann: consent,
      dawit-bekele: consent, elin-jonsdottir: consent, mohan-das: consent, nikos-papadakis: consent,
      samuel-adeyemi: consent, zeynep-yildiz: consent}
    entered_by: mohan-das
    ```
    Bad, she is said to leave, by two of the others:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.leaves.aroha-ngata.yml"
    voices: {diego-morales: consent, hana-sato: consent}  # <- A09
    entered_by: hana-sato
    ```
    Good, by her own word:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.leaves.aroha-ngata.yml"
    voices: {aroha-ngata: consent}
    ```
    Good, by that of all the others, who cannot find her:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.leaves.aroha-ngata.yml"
    because: She went to sea in spring, and no letter has reached her.
    voices: {diego-morales: consent, hana-sato: consent, ilona-kovacs: consent, ingrid-solberg: consent,
      kwame-mensah: consent, leila-hosseini: consent, marek-zielinski: consent, oksana-koval: consent,
      patrick-byrne: consent}
    entered_by: hana-sato
    ```
    Bad, the circle changes without one of its members:
    ```yaml title="circles/old-harbour/2026-11-20.changes.yml"
    domain: The quay, the sheds, and the new pontoon.
    voices: {dimitra-vlachou: consent, joseph-mwangi: consent, layla-haddad: consent, chidi-eze: consent,  # <- A09
      maja-horvat: consent}
    entered_by: maja-horvat
    ```
    Good, with everyone's consent:
    ```yaml title="circles/old-harbour/2026-11-20.changes.yml"
    domain: The quay, the sheds, and the new pontoon.
    voices: {dimitra-vlachou: consent, joseph-mwangi: consent, layla-haddad: consent, chidi-eze: consent,
      maja-horvat: consent, yusuf-mansour: consent}
    entered_by: maja-horvat
    ```
    Bad, the circle closes without one of its members:
    ```yaml title="circles/old-harbour/net-loft/circle.yml"
    name: Net Loft
    level: friend
    aim: Nets are mended here, and a chair is always free.
    opened: 2026-11-01
    members: {sam-reed: {name: Sam Reed}, ada-moss: {name: Ada Moss}, leo-hart: {name: Leo Hart},
      ida-falk: {name: Ida Falk}}
    voices: {sam-reed: consent, ada-moss: consent, leo-hart: consent, ida-falk: consent}
    entered_by: sam-reed
    ```
    ```yaml title="circles/old-harbour/net-loft/2026-11-20.closes.yml"
    because: The loft is let, and we would rather meet on the quay.
    voices: {sam-reed: consent, ada-moss: consent, leo-hart: consent}  # <- A09
    entered_by: sam-reed
    ```
    Good, all of them close it:
    ```yaml title="circles/old-harbour/net-loft/circle.yml"
    name: Net Loft
    level: friend
    aim: Nets are mended here, and a chair is always free.
    opened: 2026-11-01
    members: {sam-reed: {name: Sam Reed}, ada-moss: {name: Ada Moss}, leo-hart: {name: Leo Hart},
      ida-falk: {name: Ida Falk}}
    voices: {sam-reed: consent, ada-moss: consent, leo-hart: consent, ida-falk: consent}
    entered_by: sam-reed
    ```
    ```yaml title="circles/old-harbour/net-loft/2026-11-20.closes.yml"
    because: The loft is let, and we would rather meet on the quay.
    voices: {sam-reed: consent, ada-moss: consent, leo-hart: consent, ida-falk: consent}
    entered_by: sam-reed
    ```
    Bad, it takes in another circle without one of its members:
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
    voices: {dimitra-vlachou: consent, joseph-mwangi: consent, layla-haddad: consent, yusuf-mansour: consent,  # <- A09
      chidi-eze: consent}
    entered_by: yusuf-mansour
    ```
    Good, all of them take it in:
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
    Bad, somebody else says that she is away:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.away.aroha-ngata.yml"
    until: 2026-12-20
    voices: {hana-sato: consent}  # <- A09
    entered_by: hana-sato
    ```
    Good, she says so, and another enters it:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.away.aroha-ngata.yml"
    until: 2026-12-20
    voices: {aroha-ngata: consent}
    entered_by: hana-sato
    ```
    """
    for circle in movement.sound(Circle, "members", "voices", "imported"):
        if circle.imported is None:
            yield from _founded(circle)
    for act in _acts(movement):
        yield from _acted(movement, act)


def _acts(movement: Movement) -> Iterator[Act]:
    for kind in (Joins, Leaves, Away, Back, PersonChange, Changes, TakesIn, Closes):
        yield from movement.sound(kind, "date", "person", "takes_in", "voices", "entered_by")


def _acted(movement: Movement, act: Act) -> Iterator[Finding]:
    if isinstance(act, Away | Back):
        yield from _own_word_only(act)
    elif is_clear(movement, act.circle) and is_away_clear(movement, act.circle):
        if isinstance(act, Joins):
            yield from _joined(movement, act)
        elif isinstance(act, Leaves | PersonChange):
            yield from _own_word_or_all_others(movement, act)
        else:
            yield from _circle_acted(movement, act)


def _founded(circle: Circle) -> Iterator[Finding]:
    lacking = [person for person in circle.members if not _consents(circle, person)]
    said = "has not said yes to being in this circle"
    yield from _without(circle, circle.members, lacking, "a founder's own yes", said)


def _joined(movement: Movement, joins: Joins) -> Iterator[Finding]:
    own = [] if _consents(joins, joins.person) else [joins.person]
    yield from _without(joins, own, own, "their own yes", f"has not said yes to joining {joins.circle}")
    members = [person for person in _asked(movement, joins) if person != joins.person]
    lacking = lacking_consent(movement, joins.voices, joins.circle, joins.date)
    needed, said = f"a member's consent to {joins.person}", f"has not consented to {joins.person} joining"
    yield from _without(joins, members, lacking, needed, said)


def _own_word_only(act: Away | Back) -> Iterator[Finding]:
    if not is_own_word(act):
        what = "is away" if isinstance(act, Away) else "is back"
        message = f"that {act.person} {what} is not their own word"
        yield Finding(act.at("voices"), message, f"Ask {act.person}, and enter what they say: `{act.person}: consent`.")


def _own_word_or_all_others(movement: Movement, act: PersonalAct) -> Iterator[Finding]:
    others = [person for person in awaited_on(movement, act.circle, act.day) if person != act.person]
    lacking = [p for p in lacking_consent(movement, act.voices, act.circle, act.day) if p != act.person]
    if is_own_word(act) or (others and not lacking and any(_consents(act, person) for person in others)):
        return
    what = f"that {act.person} leaves" if isinstance(act, Leaves) else f"this change of {act.person}"
    message = f"{what} is neither their own word nor that of every other member"
    help_ = f"Ask {act.person}, and enter what they say: `{act.person}: consent`."
    if any(_consents(act, person) for person in others):
        message += f"; {listed(lacking)} {verb(lacking, 'has', 'have')} not consented"
        help_ = f"Ask {act.person}; where that cannot be, ask the others who have not spoken."
    yield Finding(act.at("voices"), message, help_)


def _circle_acted(movement: Movement, act: Act) -> Iterator[Finding]:
    members = members_on(movement, act.circle, act.day)
    asked = _asked(movement, act)
    if isinstance(act, TakesIn):
        sent = {person for person, stay in members.items() if stay.via == act.takes_in}
        asked = [person for person in asked if person not in sent]
        does = f"taking in {act.takes_in}"
    else:
        does = "closing the circle" if isinstance(act, Closes) else "this change"
        if not members:
            message = f"nobody was a member of {act.circle} on {act.day}, so nobody could consent to {does}"
            yield Finding(act.at(), message, "Wait until the circle has members, and ask them.")
    lacking = lacking_consent(movement, act.voices, act.circle, act.day)
    yield from _without(act, asked, lacking, "every member's consent", f"has not consented to {does}")


def _asked(movement: Movement, act: Act) -> list[str]:
    """Who is asked about what happens to a circle: whose voice is needed that day, and who has spoken of it."""
    needed = needed_on(movement, act.circle, act.day)
    more = (person for person in may_speak_on(movement, act.circle, act.day) if person in act.voices)
    return sorted({*needed, *more})


def _consents(record: Voiced, person: str) -> bool:
    return person in record.voices and record.voices[person].says == "consent"


def _without(
    record: Voiced, asked: Collection[str], lacking: Iterable[str], needed: str, has_not: str
) -> Iterator[Finding]:
    """Findings for those asked whose consent is lacking: each who objects on their own line, the others together."""
    silent: list[str] = []
    missed = [person for person in lacking if person in asked]
    for person in missed:
        if person in record.voices and record.voices[person].says == "object":
            message = f"{person} objects, and this takes {needed}"
            help_ = f"Hear {person}, and look for a way that everybody can live with."
            yield Finding(record.at("voices", person), message, help_)
        else:
            silent.append(person)
    if silent:
        message = f"{listed(silent)} {has_not if len(silent) == 1 else 'have' + has_not.removeprefix('has')}"
        others = len(asked) - len(missed)
        message += f"; the other {f'{written(others)} have' if others > 1 else 'one has'}" if others else ""
        yield Finding(record.at("voices"), message, f"Ask {listed(silent)}, and enter what they say under `voices`.")
