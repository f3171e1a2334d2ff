"""A movement told act by act in raw records: a path, and the keys and values that stand in the file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

Keys = dict[str, Any]
Raw = Mapping[str, Mapping[str, Any]]
"""What stands in each file, by path."""

OAK = ("ana", "ben", "chi", "dee", "fay")
ELM = ("kim", "lou", "max", "nia")
BAY = ("pat", "rae", "sam", "tom")
NEWCOMER = "eli"
PEOPLE = (*OAK, *ELM, *BAY, NEWCOMER)
FOREVER = 900
EDITION: Keys = {
    "movement": "A test",
    "repository_id": "0123456789abcdef0123456789abcdef",
    "from": "2026-01-01",
    "levels": ["friend", "regional"],
    "top": "everyone",
    "circle_size": {"least": 4, "good": 8, "most": 12},
    "authors": {"least": 4},
    "representatives": {"least": 1, "most": 2},
    "longest_sunset_days": 730,
    "reconsider_within_days": 30,
    "answer_objection_within_days": 30,
    "quiet_after_days": 60,
    "away": {"most_days": 90, "least_voices": 4},
}


def day(number: int) -> str:
    """A day by its number from 1 January 2026 on, as a file says it."""
    return (date(2026, 1, 1) + timedelta(days=number)).isoformat()


def said(people: Iterable[str], word: str = "consent") -> Keys:
    """Everybody says the same."""
    return dict.fromkeys(people, word)


def text_of(keys: Mapping[str, Any]) -> str:
    """A record as the text of its file; JSON is YAML. What is no YAML stands as it is, under a key of no name."""
    return str(keys[""]) if "" in keys else json.dumps(keys, ensure_ascii=False) + "\n"


def sha256(keys: Mapping[str, Any]) -> str:
    """The hash of a record's file."""
    return hashlib.sha256(text_of(keys).encode()).hexdigest()


class Tale:
    """
    Records that are only ever added; each method adds one act, unless its file is there already.

    `given` is what each story begins with, `awaited` whose voice is lacking in it.
    """

    def __init__(self) -> None:
        """Begin with the settings and the ground rules."""
        self.files: dict[str, Keys] = {"nstgov.yml": {"format": 1, "title": "A test"}, "ground-rules/1.yml": EDITION}
        self.given: frozenset[str] = frozenset()
        self.awaited: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """What was added to what each story begins with, as a failing test shows it."""
        added = ((path, text_of(keys)) for path, keys in self.files.items() if path not in self.given)
        return "".join(f"\n{path}: {text.strip()}" for path, text in added)

    def add(self, path: str, keys: Keys) -> str:
        """Add one record, without the keys that are None; its path."""
        self.files.setdefault(path, {key: value for key, value in keys.items() if value is not None})
        return path

    def texts(self) -> dict[str, str]:
        """Every file as text."""
        return {path: text_of(keys) for path, keys in self.files.items()}

    def circle(self, id_: str, people: Iterable[str] = (), parent: str | None = None, level: str = "friend") -> None:
        """A circle begins on day 0, by each founder's own yes."""
        members = {person: {"name": person.title()} for person in people}
        keys = {"name": id_.title(), "level": level, "aim": "We look after each other.", "opened": day(0)}
        founded = {"members": members, "voices": said(people), "entered_by": next(iter(people))} if members else {}
        self.add(f"circles/{id_}/circle.yml", {**keys, "parent": parent, **founded})

    def act(self, circle: str, on: int, act: str, /, **keys: Any) -> str:
        """Something happens to a circle: `act` is what, and whom it is about."""
        return self.add(f"circles/{circle}/{day(on)}.{act}.yml", keys)

    def elect(  # an election says much
        self, id_: str, circle: str, chosen: str, voices: Keys, on: int, term: tuple[int, int], **more: Any
    ) -> None:
        """Somebody is chosen as representative."""
        named = {person: {"for": chosen, "because": "Listens well and has time."} for person in voices}
        keys = {"circle": circle, "role": "representative", "held": day(on), "nominations": named, **more}
        held = {"term": {"from": day(term[0]), "until": day(term[1])}, "proposed": {"person": chosen}}
        self.add(f"decisions/{id_}/election.yml", {**keys, **held, "voices": voices, "entered_by": next(iter(voices))})

    def version(self, id_: str, number: int, on: int, **changed: Any) -> None:
        """A version of a proposal that keeps every rule, unless keys are changed."""
        keys = {
            "title": f"A tree in front of every house, {number}", "kind": "policy", "authors": list(OAK[:4]),
            "submitted": day(on), "asks": ["oak"], "affects": ["oak"],
            "need": "The street was forty degrees hot in August.", "reasons": "Trees give shade and hold the water.",
            "text": "We plant a tree in front of each house.", "might_hurt": "Whoever parks there; we keep a place.",
            "sunset": day(FOREVER - 300), "review": day(200), "judged_by": ["trees alive after the summer"],
        }  # fmt: skip
        self.add(f"proposals/{id_}/v{number}.yml", {**keys, **changed})

    def hash_of(self, path: str) -> str:
        """The hash of a file; of nothing, where there is none."""
        return sha256(self.files.get(path, {}))

    def round(self, id_: str, number: int, circle: str, on: int, voices: Keys, **more: Any) -> str:
        """What a circle said to a version; `own` makes it one person's own file, `sha256` may be another's."""
        own = more.pop("own", None)
        name = f"{day(on)}.{circle}.{own}" if own else f"{day(on)}.{circle}"
        keys = {"version": number, "sha256": self.hash_of(f"proposals/{id_}/v{number}.yml"), "how": "meeting"}
        entered = None if own else next(iter(voices), "ana")
        keys = {**keys, "voices": voices, "entered_by": entered, **more}
        return self.add(f"proposals/{id_}/rounds/{name}.yml", keys)

    def decide(self, id_: str, number: int, on: int, **changed: Any) -> None:
        """A decision on a version, as that says."""
        version = self.files.get(f"proposals/{id_}/v{number}.yml", {})
        keys = {"version": number, "sha256": sha256(version), "decided": day(on), "circles": version.get("asks")}
        self.add(f"decisions/{id_}/decision.yml", {**keys, "sunset": version.get("sunset"), **changed})

    def adopt(self, number: int, on: int, rules: Keys, voices: Keys, top: str = "river") -> None:
        """A top circle hears and decides an edition of the ground rules, which holds from the next day on."""
        keys = {**EDITION, "from": day(on + 1), "adopted_by": f"rules-{number}", **rules}
        path = self.add(f"ground-rules/{number}.yml", keys)
        named = {"kind": "ground rules", "edition": {"number": number, "sha256": self.hash_of(path)}}
        self.version(f"rules-{number}", 1, on - 1, asks=[top], affects=[top], authors=list(voices), **named)
        self.round(f"rules-{number}", 1, top, on, voices)
        self.decide(f"rules-{number}", 1, on)

    def object(self, target: str, name: str, number: int, on: int, authors: Iterable[str], **more: Any) -> str:
        """A version of an objection to `proposals/<id>` (its v1, unless told) or `decisions/<id>`; its folder."""
        is_version = target.startswith("proposals/")
        against = more.pop("against", 1) if is_version else None
        file = f"{target}/v{against}.yml" if is_version else f"{target}/decision.yml"
        keys = {"title": "Roots break the pipes", "authors": list(authors), "raised": day(on)}
        spoken = {"against": {k: v for k, v in (("version", against), ("sha256", self.hash_of(file))) if v}}
        why = {"important": "Without water nobody can live here.", "reasons": f"Roots grow to what is wet, {number}."}
        folder = f"{target}/objections/{name}"
        self.add(f"{folder}/v{number}.yml", {**keys, **spoken, **why, **more})
        return folder

    def test(self, objection: str, circle: str, on: int, number: int, result: str, voices: Keys) -> None:
        """A circle tests an objection, given by its folder."""
        because = "We have looked at the plans of the pipes."
        keys = {"version": number, "important": {"holds": True, "because": because}}
        reasoned = {"reasoned": {"holds": result == "stands", "because": because}, "result": result}
        named = {**keys, **reasoned, "voices": voices, "entered_by": next(iter(voices), "ana")}
        self.add(f"{objection}/test.{day(on)}.{circle}.yml", named)

    def resolve(self, objection: str, on: int, voices: Keys, **more: Any) -> None:
        """An objection's need is met."""
        keys = {"kind": "other", "how": "Trees with shallow roots only.", "voices": voices}
        self.add(f"{objection}/resolution.{day(on)}.yml", {**keys, "entered_by": "ana", **more})


def rivertown() -> Tale:
    """Oak and Elm, four people each, under River; two of each sit there from day 3 on."""
    tale = Tale()
    tale.circle("river", level="regional")
    for circle, people in (("oak", OAK), ("elm", ELM)):
        tale.circle(circle, people, "river")
        for number in (0, 1):
            tale.elect(f"{circle}-{number}", circle, people[number], said(people), 2, (3, 400))
    tale.given = frozenset(tale.files)
    return tale
