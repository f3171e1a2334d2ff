"""One generated circle: who is in it when, and how acts of it are written down."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from benchmarks.realistic.signing import sign_record
from benchmarks.realistic.wording import LANGUAGES, Wording, choose_place
from benchmarks.realistic.yaml_form import render_record

START = date(2025, 1, 6)
"""The day on which the movement begins; all days are counted from it."""
LAST = 540
"""The last day on which anything happened."""
MOST_DAYS = 730
"""The longest term of a decision, in days."""
REPOSITORY_ID = "5e" * 16
REGISTRAR = "confirmations"
Keys = dict[str, Any]
Words = Mapping[str, str]
"""Who says something else than a plain consent: concern, object, absent."""


class MadeFile(NamedTuple):
    """A file of the movement: its path, its bytes, and the second (of the Unix epoch) at which it landed."""

    path: str
    data: bytes
    landed: int


class Member(NamedTuple):
    """
    Somebody in a circle, from one day to another, both included; `away` the days between which they are not there.

    `key` is the name of their key and `account` that on the forge, where they have one.
    """

    id: str
    name: str
    since: int
    until: int
    away: tuple[int, int] | None = None
    key: str = ""
    account: str = ""


class Given(NamedTuple):
    """A version of a proposal that stands on record."""

    number: int
    sha256: str
    keys: Keys


def iso(day: int) -> str:
    """A day by its number, as a file says it."""
    return (START + timedelta(days=day)).isoformat()


def write_tag(number: int) -> str:
    """A number in as few letters and digits as an id may hold."""
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    tag = ""
    while number or not tag:
        number, digit = divmod(number, 36)
        tag = digits[digit] + tag
    return tag


class Scene:
    """A circle and what was put on record there; each method adds the files of one act."""

    def __init__(self, seed: int, tag: str, level: str) -> None:
        """Begin with what its place in the movement tells: the same circle for the same seed and tag."""
        self.chance = random.Random(f"{seed} {tag}")  # noqa: S311 - no secret
        self.tag, self.level = tag, level
        self.words = Wording(self.chance, self.chance.choice(LANGUAGES), choose_place(self.chance))
        self.name = self.words.place
        self.id = f"{self.name.lower().replace(' ', '-')}-{tag}"
        self.folder, self.members, self.files = "", list[Member](), list[MadeFile]()
        self.affects: list[str] = []
        self.versions: dict[str, list[Given]] = {}
        self.last_committed: list[str] = []
        self._objectors: dict[str, list[str]] = {}
        self._count = 0
        self._moment = 21_600 + self.chance.randrange(57_600)

    # who is there

    def list_members(self, day: int) -> list[Member]:
        """Who may speak on a day."""
        return [one for one in self.members if one.since <= day <= one.until]

    def list_present(self, day: int) -> list[str]:
        """Whoever is there on a day and not away."""
        here = self.list_members(day)
        return [one.id for one in here if one.away is None or not one.away[0] < day <= one.away[1]]

    def choose_people(self, day: int, count: int, without: Iterable[str] = ()) -> list[str]:
        """So many who are there on a day; some of `without` only where there are too few others."""
        avoided = set(without)
        here = self.list_present(day)
        self.chance.shuffle(here)
        here.sort(key=lambda person: person in avoided)
        return sorted(here[:count])

    def find_writer(self, day: int) -> str:
        """Who writes down what was said on a day."""
        return self.list_present(day)[day % 2]

    # what a file says

    def make_id(self, slug: str) -> str:
        """An id that nothing else in the movement has."""
        self._count += 1
        return f"{slug}-{self.tag}-{self._count}"

    def add(self, day: int, path: str, keys: Mapping[str, Any]) -> str:
        """Add a record that landed on a day; its path."""
        language = self.words.language
        told = {**keys, "lang": language} if language != "en" and _has_text(keys) else keys
        comment = "As it was read out in the meeting." if self.chance.random() < 0.02 else ""
        return self.add_bytes(day, path, render_record(told, comment).encode())

    def add_bytes(self, day: int, path: str, data: bytes) -> str:
        """Add a file as it is."""
        landed = (START + timedelta(days=day) - date(1970, 1, 1)).days * 86_400 + self._moment
        self.files.append(MadeFile(path, data, landed))
        return path

    def read_back(self, path: str) -> bytes:
        """The bytes of a record of this circle."""
        return next(file.data for file in reversed(self.files) if file.path == path)

    def sign(self, day: int, path: str, person: str, key: str) -> None:
        """Somebody signs a record with their own key."""
        self.add_bytes(day, f"{path}.{person}.sig", sign_record(key, self.read_back(path), REPOSITORY_ID, path))

    def confirm(self, day: int, path: str, person: str) -> None:
        """The forge saw somebody confirm a record, and its registrar says so."""
        digest = hashlib.sha256(person.encode())
        keys = {"forge": "forge.example", "account": int(digest.hexdigest()[:7], 16), "pull_request": day,
                "commit": digest.hexdigest()[:40], "sha256": hash_bytes(self.read_back(path))}  # fmt: skip
        self.sign(day, self.add(day, f"{path}.{person}.confirmation.yml", keys), REGISTRAR, REGISTRAR)

    # what is said

    def say(self, day: int, words: Words | None = None, *, concerns: float = 0.12) -> Keys:
        """Everybody's voice on a day: consent, where `words` tells nothing else; who is away is absent."""
        voices: Keys = {}
        for one in self.list_members(day):
            is_away = one.away is not None and one.away[0] < day < one.away[1]
            word = (words or {}).get(one.id) or ("absent" if is_away else "")
            voices[one.id] = self._phrase(word or ("concern" if self.chance.random() < concerns else "consent"))
        return voices

    def _phrase(self, word: str) -> Any:
        if word == "concern":
            return {"says": "consent", "concern": self.words.write_line("concern")}
        if word == "object":
            return {"says": "object", "because": self.words.write_line("objection")}
        return word

    def agree(self, day: int) -> Keys:
        """The consent of everybody who is there, and who wrote it down."""
        return {"voices": dict.fromkeys(self.list_present(day), "consent"), "entered_by": self.find_writer(day)}

    def act(self, day: int, act: str, keys: Mapping[str, Any]) -> str:
        """Something happens to the circle: `act` is what, and whom it is about."""
        return self.add(day, f"{self.folder}/{iso(day)}.{act}.yml", keys)

    # proposals

    def propose(self, day: int, proposal: str = "", **changed: Any) -> str:
        """A version of a proposal, the first one or the next; its id."""
        before = self.versions.get(proposal, [])
        keys = {**(before[-1].keys if before else self._write_proposal(day)), "submitted": iso(day), **changed}
        if before and "text" not in changed:
            keys["text"] = f"{keys['text']}\n{self.words.write_line('text')}"
        slug = keys.pop("slug", "")
        proposal = proposal or self.make_id(slug)
        path = self.add(day, f"proposals/{proposal}/v{len(before) + 1}.yml", keys)
        given = Given(len(before) + 1, hash_bytes(self.read_back(path)), keys)
        self.versions.setdefault(proposal, []).append(given)
        return proposal

    def _write_proposal(self, day: int) -> Keys:
        slug, title = self.words.choose_title()
        drawn = self.chance.random()
        return {
            "slug": slug,
            "title": title,
            "kind": "policy",
            "authors": self.choose_people(day, 4 if drawn < 0.7 else 5),
            "submitted": iso(day),
            "asks": [self.id],
            "affects": self._choose_affected(),
            "outside": self.words.write_line("concern") if drawn > 0.85 else None,
            "need": self.words.write_prose("need"),
            "reasons": self.words.write_prose("reasons"),
            "text": self.words.write_prose("text"),
            "might_hurt": self.words.write_line("might_hurt") if drawn < 0.8 else None,
            "sunset": iso(min(day + MOST_DAYS - 5, LAST + self.chance.randint(60, 180))),
            "review": iso(min(day + 400, LAST + self.chance.randint(-20, 50))),
            "judged_by": [self.words.write_line("judged_by")],
            "tasks": [self._write_task(day)] if drawn > 0.5 else None,
        }

    def _write_task(self, day: int) -> Keys:
        who = self.choose_people(day, 1)[0]
        return {"who": who, "what": self.words.write_line("task"), "by": iso(day + 90)}

    def _choose_affected(self) -> list[str]:
        """The circle itself, or some of those that meet in it, of which no other holds all."""
        if len(self.affects) < 3 or self.chance.random() < 0.5:
            return [self.id]
        return sorted(self.chance.sample(self.affects, self.chance.randint(2, len(self.affects))))

    def hear(self, day: int, proposal: str, words: Words | None = None, person: str = "", turn: int = 1) -> str:
        """What the circle said to the newest version, or somebody in a file of their own; the file's stem."""
        given = self.versions[proposal][-1]
        voices = {person: self._phrase((words or {}).get(person, "consent"))} if person else self.say(day, words)
        stem = ".".join([iso(day), self.id, *([person] if person else []), *([str(turn)] if turn > 1 else [])])
        keys = {
            "version": given.number,
            "sha256": given.sha256,
            "how": "async" if person or self.chance.random() < 0.1 else "meeting",
            "facilitator": None if person else self.choose_people(day, 1)[0],
            "voices": voices,
            "entered_by": person or self.find_writer(day),
        }
        self.add(day, f"proposals/{proposal}/rounds/{stem}.yml", keys)
        return stem

    def decide(self, day: int, proposal: str) -> str:
        """What everybody consented to is decided."""
        given = self.versions[proposal][-1]
        keys = {"version": given.number, "sha256": given.sha256, "decided": iso(day), "circles": given.keys["asks"],
                "sunset": given.keys["sunset"], "entered_by": self.find_writer(day)}  # fmt: skip
        return self.add(day, f"decisions/{proposal}/decision.yml", keys)

    def pass_policy(self, day: int, **changed: Any) -> str:
        """A proposal that everybody consents to, decided two weeks after the day; its id."""
        proposal = self.propose(day, **changed)
        self.hear(day + 14, proposal)
        self.decide(day + 14, proposal)
        return proposal

    # objections

    def object(self, day: int, target: str, **more: Any) -> str:
        """An objection to `proposals/<id>` or `decisions/<id>`; its folder."""
        root, _, id_ = target.partition("/")
        folder = f"{target}/objections/{self.make_id('pipes')}"
        against: Keys = {"sha256": ""}
        if root == "proposals":
            given = self.versions[id_][-1]
            against = {"version": given.number, "sha256": given.sha256}
        else:
            against = {"sha256": hash_bytes(self.read_back(f"{target}/decision.yml"))}
        proposers = [one for one in self.versions[id_][-1].keys["authors"] if isinstance(one, str)]
        keys = {"title": self.words.write_line("objection"), "authors": self.choose_people(day, 4, proposers)}
        told = {**keys, "against": against, **more}
        self._objectors[folder] = told["authors"]
        self._raise_objection(day, folder, 1, told)
        return folder

    def list_objectors(self, folder: str) -> list[str]:
        """The authors of an objection."""
        return self._objectors[folder]

    def object_again(self, day: int, folder: str, number: int, **more: Any) -> None:
        """The next version of an objection."""
        self._raise_objection(day, folder, number, more)

    def _raise_objection(self, day: int, folder: str, number: int, keys: Keys) -> None:
        said = {"important": self.words.write_line("need"), "reasons": self._write_reasons()}
        hoped = {"would_consent_if": self.words.write_line("text") if self.chance.random() < 0.6 else None}
        known = {"title": keys["title"], "authors": keys["authors"], "from_round": keys.get("from_round")}
        told = {**known, "raised": iso(day), "against": keys["against"], **said, **hoped}
        self.add(day, f"{folder}/v{number}.yml", told)

    def _write_reasons(self) -> str:
        return f"{self.words.write_line('objection')}\n{self.words.write_prose('reasons')}"

    def test(self, day: int, folder: str, result: str, number: int = 1) -> None:
        """The circle looks whether an objection is important and reasoned."""
        half = {"holds": True, "because": self.words.write_line("because")}
        reasoned = {"holds": result == "stands", "because": self.words.write_line("reasons")}
        keys = {"version": number, "important": half, "reasoned": reasoned, "result": result}
        told = {**keys, "voices": self.say(day), "entered_by": self.find_writer(day)}
        self.add(day, f"{folder}/test.{iso(day)}.{self.id}.yml", told)

    def resolve(self, day: int, folder: str, authors: Iterable[str], kind: str = "other", version: int = 0) -> None:
        """Those who objected say that nothing remains."""
        keys = {"kind": kind, "how": self.words.write_line("text"), "version": version or None}
        told = {**keys, "voices": dict.fromkeys(authors, "consent"), "entered_by": self.find_writer(day)}
        self.add(day, f"{folder}/resolution.{iso(day)}.yml", told)

    # what becomes of it

    def review(self, day: int, decision: str, result: str = "keep") -> str:
        """The circle looks at what came of a decision."""
        keys = {
            "circle": self.id,
            "helped": self.words.write_prose("helped"),
            "readings": [
                {"of": self.words.write_line("judged_by"), "found": f"{self.chance.randint(0, 90)} by {iso(day)}"}
            ],
            "result": result,
            "next_review": iso(min(day + 200, LAST + 50)) if result != "let go" else None,
            **self.agree(day),
        }
        return self.add(day, f"decisions/{decision}/reviews/{iso(day)}.yml", keys)

    def close(self, day: int, proposal: str, result: str, **more: Any) -> None:
        """A proposal is withdrawn by its authors, or set aside by the circle."""
        authors = self.versions[proposal][-1].keys["authors"]
        voices = dict.fromkeys(authors, "consent") if result == "withdrawn" else self.say(day)
        keys = {"date": iso(day), "result": result, "because": self.words.write_line("later"), **more}
        self.add(day, f"proposals/{proposal}/closed.yml", {**keys, "voices": voices, "entered_by": authors[0]})

    def elect(self, day: int, role: str, person: str, term: tuple[int, int], succeeds: str = "") -> str:
        """Somebody is chosen for a role, by all who are there; the election's id."""
        here = self.list_present(day)
        named = {one: self._nominate(one, person, here) for one in here}
        keys: Keys = {
            "circle": self.id,
            "role": role,
            "qualities": [self.words.write_line("because")] if self.chance.random() < 0.3 else None,
            "held": iso(day),
            "term": {"from": iso(term[0]), "until": iso(term[1])},
            "succeeds": succeeds or None,
            "nominations": named,
        }
        if changing := [one for one in here if named[one]["for"] != person][:2]:
            keys["changes"] = {one: {"to": person, "because": self.words.write_line("because")} for one in changing}
        if self.chance.random() < 0.1 and len(others := [one for one in here if one != person]) > 3:
            earlier = {
                "person": others[0],
                "because": self.words.write_line("because"),
                "voices": {others[1]: "object"},
            }
            keys["earlier"] = [earlier]
        keys["proposed"] = {"person": person, "because": self.words.write_line("because")}
        election = self.make_id(f"{role}-of-{self.name.lower().replace(' ', '-')}")
        told = {**keys, "voices": self.say(day, concerns=0.05), "entered_by": self.find_writer(day)}
        self.add(day, f"decisions/{election}/election.yml", told)
        return election

    def _nominate(self, one: str, person: str, here: list[str]) -> Keys:
        others = [other for other in here if other != one]
        drawn = self.chance.random()
        chosen = person if drawn < 0.75 and one != person else self.chance.choice(others)
        if drawn > 0.97:
            chosen = "nobody yet"
        return {"for": chosen, "because": self.words.write_line("because")}


def _has_text(keys: Mapping[str, Any]) -> bool:
    return any(key in keys for key in ("aim", "need", "because", "important", "text", "helped", "how"))


def hash_bytes(data: bytes) -> str:
    """The SHA-256 by which a record is named."""
    return hashlib.sha256(data).hexdigest()
