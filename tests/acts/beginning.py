"""The movement on which acts are tried: two circles, one above, and something at every stage, all of it signed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from nstgov.author.yaml_text import yaml_text
from tests.history.forge import digest

REPOSITORY = "0f" * 16
OAK, ELM, TOWN = ("ana", "ben", "chi", "dee", "eva"), ("eli", "fay", "gus", "hal", "ira"), ("ana", "ben", "eli", "fay")
FIR = ("jan", "kai", "lea", "mia")
EVERYBODY = (*OAK, *ELM, *FIR)
PEOPLE = {"oak": OAK, "elm": ELM, "fir": FIR, "town": TOWN}
AUTHORS = OAK[:4]
REGISTRAR = "forge-saw"
FORGE = "example.org"
LAST = "2027-10-01"
Fields = dict[str, Any]


class Filed(NamedTuple):
    """A record as it lies in the repository: its path, its text, and who speaks in it."""

    path: str
    text: str
    speakers: tuple[str, ...] = ()


def filed(path: str, speakers: Iterable[str] = (), /, **fields: Any) -> Filed:
    """A record of these fields, without those that are None; what Python keeps for itself has a line at its end."""
    given = {name.rstrip("_"): value for name, value in fields.items() if value is not None}
    return Filed(path, yaml_text(given), tuple(speakers))


def consent(people: Iterable[str], **others: str) -> Fields:
    """Everybody's consent, and what others say."""
    return {**dict.fromkeys(people, "consent"), **others}


def proposal(id_: str, title: str, day: str, number: int = 1, circle: str = "oak", **more: Any) -> Filed:
    """A version of a proposal."""
    authors = PEOPLE[circle][:4]
    fields = {
        "title": title, "kind": "policy", "authors": list(authors), "submitted": day, "asks": [circle],
        "affects": ["oak", "elm"] if circle == "town" else [circle],
        "need": "In July it was forty degrees on the street, and two old trees have died.",
        "reasons": "Shade takes eight degrees off a street, and everyone can give some.",
        "text": f"We agree on this: {title.lower()}.", "might_hurt": "Those who park there; we keep their places.",
        "sunset": LAST, "review": "2027-03-01", "judged_by": ["how many say that it is better after a year"],
    }  # fmt: skip
    return filed(f"proposals/{id_}/v{number}.yml", authors, **{**fields, **more})


def held(version: Filed, day: str, circle: str = "oak", suffix: str = "", /, **voices: Any) -> Filed:
    """A round on a version: everybody's consent unless told otherwise; `suffix` says whose own file it is."""
    people = PEOPLE[circle]
    said = voices or consent(people)
    own = suffix.strip(".") in people
    entered = {} if own else {"entered_by": people[0]}
    folder, _, name = version.path.rpartition("/")
    return filed(
        f"{folder}/rounds/{day}.{circle}{suffix}.yml", said, version=int(name[1:-4]), sha256=digest(version.text),
        how="async" if own else "meeting", voices=said, **entered,
    )  # fmt: skip


def decided(version: Filed, day: str, circle: str = "oak") -> Filed:
    """A decision on a version."""
    _, id_, name = version.path.split("/")
    return filed(
        f"decisions/{id_}/decision.yml", version=int(name[1:-4]), sha256=digest(version.text), decided=day,
        circles=[circle], sunset=LAST, entered_by="ana",
    )  # fmt: skip


def agreed(version: Filed, heard: str, made: str, circle: str = "oak") -> list[Filed]:
    """A version, its round and its decision."""
    return [version, held(version, heard, circle), decided(version, made, circle)]


def elected(id_: str, circle: str, person: str, day: str, role: str = "representative", **more: Any) -> Filed:
    """Somebody is chosen for a role by their circle, with everybody's reasons and consent."""
    people = PEOPLE[circle]
    named = {one: {"for": person, "because": "They listen well and have time."} for one in people}
    chosen = {"person": person, "because": "Everybody named this person."}
    return filed(
        f"decisions/{id_}/election.yml", people, circle=circle, role=role, held=day,
        term={"from": day, "until": "2027-06-01"}, nominations=named, proposed=chosen, voices=consent(people),
        entered_by=people[0], **more,
    )  # fmt: skip


def ground_rules(proof: str, registrar_key: str, number: int = 1, **more: Any) -> Filed:
    """An edition of the ground rules that asks one proof of every level."""
    fields: Fields = {
        "movement": "Oak and Elm", "repository_id": REPOSITORY, "from": "2026-09-01", "levels": ["friend", "regional"],
        "top": "town", "circle_size": {"least": 4, "good": 8, "most": 12}, "authors": {"least": 4},
        "representatives": {"least": 1, "most": 2}, "longest_sunset_days": 730, "reconsider_within_days": 30,
        "answer_objection_within_days": 30, "quiet_after_days": 60, "away": {"most_days": 90, "least_voices": 4},
        "proof": {"friend": proof, "regional": proof}, "brought_by": "members",
        "registrars": [{"name": REGISTRAR, "key": registrar_key}],
    }  # fmt: skip
    return filed(f"ground-rules/{number}.yml", **{**fields, **more})


def founded(id_: str, people: Iterable[str], keys: Mapping[str, str], **more: Any) -> Filed:
    """A circle begins; everybody gives a key and the name of their account."""
    people = tuple(people)
    members = {
        who: {"name": f"{who.title()} Of {id_.title()}", "account": f"{who}-of-{id_}", "keys": [keys[who]]}
        for who in people
    }
    aim = "Neighbours who look after each other."
    there: Fields = {"members": members, "voices": consent(people), "entered_by": people[0]} if people else {}
    began = {"opened": more.pop("opened", None) or "2026-10-01", "parent": "town"}
    return filed(
        f"circles/{id_}/circle.yml",
        people,
        **{"name": id_.title(), "level": "friend", "aim": aim, **began, **there, **more},
    )


TREES = proposal("trees", "A tree in front of every house", "2026-10-10")
BENCH = proposal("bench", "A bench at the corner", "2026-11-01")
FENCE = proposal("fence", "A fence around the pond", "2026-11-01")
POND = proposal("pond", "A pond behind the school", "2026-11-01")
SWING = proposal("swing", "A swing for the corner", "2026-11-01")
CLEAN = proposal("clean", "We clean the brook", "2026-10-10", kind="action", starts_with={"people": 3})
HUSH_TEXT = "for: A ladder for Dee who is ill.\nentered_by: ana\n"
ASKED = Filed("circles/oak/2026-10-12.asks.yml", HUSH_TEXT)
HUSH = proposal(
    "hush", "That call stays between us", "2026-10-14", text=f"`{ASKED.path}` is shown no more, `{digest(HUSH_TEXT)}`."
)
HEDGE = proposal("hedge", "A hedge along the path", "2026-11-11", circle="elm")
PATH = proposal("path", "A path along the hedge", "2026-11-11", circle="elm")
LATE = Filed(*held(PATH, "2026-11-13", "elm", "", hal="consent")[:2])
"""Hal's voice on the path, which others entered and nobody has proven yet."""
SOME = held(BENCH, "2026-11-03", **consent(AUTHORS))
"""The round on the bench in which Eva was not heard."""
ROOTS = filed(
    "proposals/fence/objections/nests/v1.yml", AUTHORS, title="The ducks find no way in", authors=list(AUTHORS),
    raised="2026-11-04", against={"version": 1, "sha256": digest(FENCE.text)},
    important="Two families of ducks breed at this pond every spring.",
    reasons="A fence of this height has no gap, and they walk to the water.",
)  # fmt: skip
GUEST = proposal(
    "guest", "We ask Maria to join", "2026-10-10", kind="invitation",
    invites=[{"guest": "maria-silva", "name": "Maria Silva", "level": "friend", "because": "She knows every bird."}],
)  # fmt: skip


def standing() -> list[Filed]:
    """What stands on main beside the founding."""
    return [
        *(elected(f"{who}-sits", "oak", who, "2026-10-02") for who in ("ana", "ben")),
        *(elected(f"{who}-sits", "elm", who, "2026-10-02") for who in ("eli", "fay")),
        *agreed(TREES, "2026-10-20", "2026-10-21"),
        *agreed(CLEAN, "2026-10-20", "2026-10-21"),
        *agreed(GUEST, "2026-10-20", "2026-10-21"),
        ASKED,
        *agreed(HUSH, "2026-10-20", "2026-10-21"),
        SWING, BENCH, SOME, FENCE, held(FENCE, "2026-11-06"), ROOTS, POND, held(POND, "2026-11-03"),
        filed("circles/elm/2026-11-10.away.hal.yml", ["hal"], until="2026-12-20", voices=consent(["hal"])),
        HEDGE, held(HEDGE, "2026-11-12", "elm", "", **consent(("eli", "fay", "gus", "ira"))), PATH, LATE,
    ]  # fmt: skip
