"""
One evening of a circle, told in the order in which it really went, and written down with the one date of that day.

Whoever is there at a moment does what the design says; so nothing may be found at fault, in whatever mixture acts come.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from typing import Any

from hypothesis import strategies as st

from tests.properties.tale import BAY, ELM, FOREVER, OAK, Keys, day, rivertown, said

TONIGHT = 20
NEWCOMERS = ("eli", "una", "vic")
LEAST = 4
Chance = random.Random
SAYS: dict[str, Any] = {
    "consent": "consent",
    "concern": {"says": "consent", "concern": "Who waters them in August?"},
    "object": {"says": "object", "because": "The roots will reach the water main."},
    "absent": "absent",
}
WORDS = ("consent", "consent", "consent", "consent", "concern", "object", "absent")


class Talk:
    """A proposal on its way this evening: its newest version, what was last said to it, its objections."""

    def __init__(self, number: int, words: dict[str, str], changes: tuple[str, str] | None = None) -> None:
        """Begin with what is known of it when the evening begins."""
        self.number = number
        self.words = words
        self.changes = changes
        self.rounds = 0
        self.objecting: dict[str, str] = {}
        self.standing: set[str] = set()
        self.last: dict[str, str] = {}
        self.is_open = True


class Evening:
    """What is so at a moment of the evening; each method lets one more thing happen, where it honestly can."""

    def __init__(self, circle: str, chance: Chance) -> None:
        """The circle comes together; what lies behind it is on record already."""
        self.circle, self.tale = circle, rivertown()
        self.affects = ["oak", "elm"] if circle == "river" else ["oak"]
        if chance.random() < 0.5:
            self.tale.circle("bay", BAY, "river")
            for number in (0, 1):
                self.tale.elect(f"bay-{number}", "bay", BAY[number], said(BAY), 2, (3, 400))
        seats = {"ana": "oak-0", "ben": "oak-1", "kim": "elm-0", "lou": "elm-1"}
        seats |= {"pat": "bay-0", "rae": "bay-1"} if "decisions/bay-0/election.yml" in self.tale.files else {}
        self.seats = seats if circle == "river" else {person: id_ for person, id_ in seats.items() if person in OAK}
        self.members = sorted(seats) if circle == "river" else list(OAK)
        self.oak = list(OAK)
        self.away: set[str] = set()
        self.gone: list[str] = []
        self.talks: dict[str, Talk] = {}
        self.standing: dict[str, set[str]] = {}
        self.lapsed: set[str] = set()
        self.count = 0
        self._behind(chance)
        self.before = frozenset(self.tale.files)

    def _behind(self, chance: Chance) -> None:
        """An older decision, which may end by itself today or have ended yesterday; a proposal, heard or not."""
        everyone = said(self.members)
        if chance.random() < 0.3 and len(self.members) > LEAST:
            self.gone = [self.members[-1]]
            self.away = set(self.gone)
            self.tale.act(self.circle, 9, f"away.{self.gone[0]}", until=day(40), voices=said(self.gone))
        if chance.random() < 0.7:
            until = chance.choice((FOREVER - 300, TONIGHT, TONIGHT - 1))
            self._version("shade", 1, 4, title="A sail over the square", sunset=day(until), review=day(15))
            self._round("shade", 1, 5, everyone)
            self.tale.decide("shade", 1, 6)
            (self.lapsed.add("shade") if until < TONIGHT else self.standing.update(shade=set()))
        if chance.random() < 0.7:
            self._version("trees", 1, 10)
            self.talks["trees"] = Talk(1, {})
            if chance.random() < 0.5:
                words = self._words(chance)
                path = self._round("trees", 1, 12, {person: SAYS[word] for person, word in words.items()})
                self._heard("trees", words, path)

    # what the evening is made of

    def _needed(self) -> list[str]:
        """Whose voice is needed now."""
        here = [person for person in self.members if person not in self.away]
        return here if len(here) >= LEAST else list(self.members)

    def _version(self, id_: str, number: int, on: int, **more: Any) -> None:
        authors = self.tale.files.get(f"proposals/{id_}/v1.yml", {}).get("authors") or list(self.members[:4])
        given = {"asks": [self.circle], "affects": self.affects, "authors": authors}
        self.tale.version(id_, number, on, **{**given, **more})

    def _round(self, id_: str, number: int, on: int, voices: Keys, n: int = 1) -> str:
        hashed = self.tale.hash_of(f"proposals/{id_}/v{number}.yml")
        keys = {
            "version": number,
            "sha256": hashed,
            "how": "meeting",
            "voices": voices,
            "entered_by": next(iter(voices)),
        }
        name = f"{day(on)}.{self.circle}.{n}" if n > 1 else f"{day(on)}.{self.circle}"
        return self.tale.add(f"proposals/{id_}/rounds/{name}.yml", keys)

    def _words(self, chance: Chance) -> dict[str, str]:
        words = chance.choice((("consent",), ("consent", "concern"), WORDS))
        return {person: "absent" if person in self.away else chance.choice(words) for person in self.members}

    def _heard(self, id_: str, words: dict[str, str], path: str) -> None:
        talk = self.talks[id_]
        for person, word in words.items():
            if word != "absent":
                talk.words[person] = talk.last[person] = word
                talk.objecting.pop(person, None)
                if word == "object":
                    name = path.rpartition("/")[2].removesuffix(".yml")
                    talk.objecting[person] = f"{name}/{person}"

    def _open(self) -> list[str]:
        return [id_ for id_, talk in self.talks.items() if talk.is_open]

    def _spoken(self) -> Keys:
        """Everybody who is needed consents, and it is entered for them."""
        people = self._needed()
        return {"voices": said(people), "entered_by": people[0]}

    # what may happen

    def propose(self, chance: Chance) -> None:
        """Somebody brings a proposal, which may change a decision that stands, be it of this evening."""
        if len(self.members) < LEAST:
            return
        self.count += 1
        id_, changes = f"new-{self.count}", None
        targets = [("renews", target) for target in self.lapsed]
        targets += [(way, target) for target in self.standing for way in ("renews", "replaces", "ends")]
        if targets and chance.random() < 0.5:
            changes = chance.choice(targets)
        self._version(id_, 1, TONIGHT, **({changes[0]: [changes[1]]} if changes else {}))
        self.talks[id_] = Talk(1, {}, changes)

    def hear(self, chance: Chance) -> None:
        """A round on the newest version of something."""
        if ids := self._open():
            id_ = chance.choice(ids)
            talk, words = self.talks[id_], self._words(chance)
            talk.rounds += 1
            voices = {person: SAYS[word] for person, word in words.items()}
            self._heard(id_, words, self._round(id_, talk.number, TONIGHT, voices, talk.rounds))

    def speak(self, chance: Chance) -> None:
        """Whoever has not consented yet does so in a file of their own."""
        for id_ in self._open():
            talk = self.talks[id_]
            for person in self.members:
                if talk.rounds and talk.words.get(person) not in ("consent", "concern") and chance.random() < 0.7:
                    number = f".{talk.rounds}" if talk.rounds > 1 else ""
                    name = f"{day(TONIGHT)}.{self.circle}.{person}{number}"
                    hashed = self.tale.hash_of(f"proposals/{id_}/v{talk.number}.yml")
                    keys = {"version": talk.number, "sha256": hashed, "how": "async", "voices": said([person])}
                    path = f"proposals/{id_}/rounds/{name}.yml"
                    if path not in self.tale.files:
                        self._heard(id_, {person: "consent"}, self.tale.add(path, keys))

    def improve(self, chance: Chance) -> None:
        """A new version, which answers those who objected."""
        ids = [id_ for id_ in self._open() if self.talks[id_].objecting or self.talks[id_].standing]
        if ids := ids or self._open():
            id_ = chance.choice(ids)
            talk = self.talks[id_]
            talk.number += 1
            answers = [*talk.objecting.values(), *sorted(talk.standing)]
            way = {talk.changes[0]: [talk.changes[1]]} if talk.changes else {}
            self._version(id_, talk.number, TONIGHT, **way, integrates=answers or None)
            talk.words, talk.objecting = {}, {}

    def write_out(self, chance: Chance) -> None:
        """A member writes out their own "object"; or four from Elm object."""
        for id_ in self._open():
            talk = self.talks[id_]
            self.count += 1
            name, target = f"pipes-{self.count}", f"proposals/{id_}"
            tonight = [(p, said_) for p, said_ in talk.objecting.items() if said_.startswith(day(TONIGHT))]
            if tonight and chance.random() < 0.7:
                person, where = chance.choice(tonight)
                round_ = where.partition("/")[0]
                self.tale.object(target, name, 1, TONIGHT, [person], from_round=round_, against=talk.number)
                talk.standing.add(name)
            elif chance.random() < 0.3:
                self.tale.object(target, name, 1, TONIGHT, ELM, against=talk.number)
                talk.standing.add(name)

    def object_to_decision(self, chance: Chance) -> None:
        """Four from Elm object to what was decided, earlier or this evening."""
        if self.standing:
            id_ = chance.choice(sorted(self.standing))
            self.count += 1
            self.tale.object(f"decisions/{id_}", f"wind-{self.count}", 1, TONIGHT, ELM)
            self.standing[id_].add(f"wind-{self.count}")

    def _objections(self) -> Iterator[tuple[str, set[str], str]]:
        for id_ in self._open():
            yield from ((f"proposals/{id_}", self.talks[id_].standing, name) for name in self.talks[id_].standing)
        for id_, names in self.standing.items():
            yield from ((f"decisions/{id_}", names, name) for name in names)

    def test(self, chance: Chance) -> None:
        """The circle tests an objection."""
        if (found := sorted(self._objections(), key=lambda one: one[2])) and len(self.members) >= LEAST:
            target, names, name = chance.choice(found)
            folder = f"{target}/objections/{name}"
            if not any(path.startswith(f"{folder}/test.") for path in self.tale.files):
                result = chance.choice(("stands", "set aside"))
                self.tale.test(folder, self.circle, TONIGHT, 1, result, said(self._needed()))
                names.discard(name if result == "set aside" else "")

    def resolve(self, chance: Chance) -> None:
        """Those who objected say that nothing remains."""
        if found := sorted(self._objections(), key=lambda one: one[2]):
            target, names, name = chance.choice(found)
            folder = f"{target}/objections/{name}"
            self.tale.resolve(folder, TONIGHT, said(self.tale.files[f"{folder}/v1.yml"]["authors"]))
            names.discard(name)

    def decide(self, chance: Chance) -> None:
        """What everybody consents to is decided."""
        ready = [id_ for id_ in self._open() if self._may_decide(id_)]
        if ready and len(self.members) >= LEAST:
            id_ = chance.choice(ready)
            talk = self.talks[id_]
            self.tale.decide(id_, talk.number, TONIGHT)
            talk.is_open = False
            if talk.changes:
                self.standing.pop(talk.changes[1], None)
                self.lapsed.discard(talk.changes[1])
            self.standing[id_] = set()

    def agree(self, chance: Chance) -> None:
        """All goes well with something: whoever is there consents, and it is decided."""
        if not self._open():
            self.propose(chance)
        if ids := self._open():
            id_ = chance.choice(ids)
            talk = self.talks[id_]
            talk.rounds += 1
            words = dict.fromkeys(self._needed(), "consent")
            self._heard(id_, words, self._round(id_, talk.number, TONIGHT, said(words), talk.rounds))
            self.decide(chance)

    def _may_decide(self, id_: str) -> bool:
        talk = self.talks[id_]
        consents = all(talk.words.get(person) in ("consent", "concern") for person in self._needed())
        way, target = talk.changes or ("", "")
        is_there = not target or target in self.standing or (way == "renews" and target in self.lapsed)
        is_free = way != "renews" or not self.standing.get(target)
        return consents and "object" not in talk.words.values() and not talk.standing and is_there and is_free

    def elect(self, chance: Chance) -> None:
        """The circle chooses somebody for a role."""
        if len(self.members) < LEAST:
            return
        role = chance.choice(("facilitator", "secretary", "representative"))
        if role == "representative" and self.circle == "oak":
            self._send("oak", self.members, chance)
        elif role != "representative":
            self.count += 1
            people = self._needed()
            self.tale.elect(
                f"role-{self.count}",
                self.circle,
                chance.choice(people),
                said(people),
                TONIGHT,
                (TONIGHT, 300),
                role=role,
            )

    def send(self, chance: Chance) -> None:
        """A circle below chooses another representative, who takes the seat of one."""
        if self.circle == "river":
            self._send(*chance.choice((("oak", self.oak), ("elm", list(ELM)))), chance)

    def _send(self, circle: str, people: list[str], chance: Chance) -> None:
        ours = {person: id_ for person, id_ in self.seats.items() if person in people}
        chosen = [person for person in people if person not in ours and person not in self.away]
        if len(people) < LEAST or not chosen or not (ours or circle == "oak"):
            return
        new, (old, before) = chance.choice(chosen), chance.choice(sorted(ours.items()) or [("", "")])
        before = before if len(ours) > 1 or (before and chance.random() < 0.7) else ""
        self.count += 1
        id_, voices = f"seat-{self.count}", said(self._needed() if people is self.members else people)
        self.tale.elect(id_, circle, new, voices, TONIGHT, (TONIGHT, 300), succeeds=before or None)
        if before:
            del self.seats[old]
        self.seats[new] = id_
        if self.circle == "river":
            self.members = sorted({*self.members, new} - ({old} if before else set()))

    def welcome(self, chance: Chance) -> None:
        """Somebody new is welcomed in Oak, by all who are there."""
        new = next((n for n in NEWCOMERS if not any(f".joins.{n}." in path for path in self.tale.files)), None)
        if new and self.circle == "oak":
            voices = {**said(self._needed()), new: "consent"}
            self.tale.act(
                "oak", TONIGHT, f"joins.{new}", name=new.title(), voices=voices, entered_by=chance.choice(self.members)
            )
            self.members.append(new)

    def leave(self, chance: Chance) -> None:
        """Somebody leaves Oak, by their own word; and with that their seat in River."""
        here = [p for p in (self.members if self.circle == "oak" else self.oak) if p not in self.away]
        if here and chance.random() < 0.5:
            person = chance.choice(here)
            self.tale.act("oak", TONIGHT, f"leaves.{person}", voices=said([person]), entered_by=person)
            self.seats.pop(person, None)
            self.oak = [one for one in self.oak if one != person]
            self.members = [one for one in self.members if one != person]

    def step_back(self, chance: Chance) -> None:
        """Somebody is away from now on; whoever objected last is waited for all the same, and stays."""
        objecting = {p for talk in self.talks.values() for p, word in talk.last.items() if word == "object"}
        here = [person for person in self.members if person not in self.away | objecting]
        if here and chance.random() < 0.3:
            person = chance.choice(here)
            self.tale.act(self.circle, TONIGHT, f"away.{person}", until=day(TONIGHT + 20), voices=said([person]))
            self.away.add(person)

    def come_back(self, chance: Chance) -> None:
        """Whoever was away is back."""
        if self.gone and chance.random() < 0.7:
            person = self.gone.pop()
            self.tale.act(self.circle, TONIGHT, f"back.{person}", voices=said([person]))
            self.away.discard(person)

    def review(self, chance: Chance) -> None:
        """The circle looks at what came of a decision, be it of this evening."""
        if self.standing and self.members:
            id_, result = chance.choice(sorted(self.standing)), chance.choice(("keep", "change", "let go"))
            path = f"decisions/{id_}/reviews/{day(TONIGHT)}.yml"
            if path not in self.tale.files:
                more = {"next_review": day(60)} if result != "let go" else {}
                keys = {"circle": self.circle, "helped": "It is cooler.", "result": result, **more, **self._spoken()}
                self.tale.add(path, keys)
                if result == "let go":
                    del self.standing[id_]

    def let_go(self, chance: Chance) -> None:
        """The circle ends a decision."""
        if self.standing and self.members and chance.random() < 0.5:
            id_ = chance.choice(sorted(self.standing))
            keys = {"date": day(TONIGHT), "how": "let go", **self._spoken()}
            self.tale.add(f"decisions/{id_}/ended.yml", keys)
            del self.standing[id_]

    def change(self, _chance: Chance) -> None:
        """The circle says anew what it decides about."""
        if self.members:
            path = f"{day(TONIGHT)}.changes"
            if f"circles/{self.circle}/{path}.yml" not in self.tale.files:
                self.tale.act(self.circle, TONIGHT, "changes", domain="The street and its trees.", **self._spoken())

    def close(self, chance: Chance) -> None:
        """A proposal is withdrawn by its authors, or set aside by the circle."""
        ids = [id_ for id_ in self._open() if self.members]
        if ids and chance.random() < 0.3:
            id_, result = chance.choice(ids), chance.choice(("withdrawn", "set aside"))
            authors = self.tale.files[f"proposals/{id_}/v{self.talks[id_].number}.yml"]["authors"]
            people: Iterable[str] = authors if result == "withdrawn" else self._needed()
            keys = {"date": day(TONIGHT), "result": result, "because": "We have no time for it now."}
            self.tale.add(f"proposals/{id_}/closed.yml", {**keys, "voices": said(people), "entered_by": authors[0]})
            self.talks[id_].is_open = False


ACTS = (
    *[Evening.propose] * 3, *[Evening.hear] * 5, *[Evening.agree] * 5, *[Evening.speak] * 4, *[Evening.improve] * 3,
    *[Evening.decide] * 6, *[Evening.welcome] * 3, *[Evening.leave] * 3, *[Evening.elect] * 3, *[Evening.send] * 2,
    *[Evening.review] * 2, *[Evening.write_out] * 2, *[Evening.test] * 2, *[Evening.resolve] * 3,
    Evening.object_to_decision, Evening.come_back, Evening.step_back, Evening.let_go, Evening.change, Evening.close,
)  # fmt: skip


@st.composite
def evenings(draw: st.DrawFn) -> Evening:
    """An evening of Oak or River: what lies behind it, and up to thirty things that happen in turn."""
    evening = Evening(draw(st.sampled_from(("oak", "oak", "river"))), random.Random(draw(st.integers(0, 1000))))  # noqa: S311
    for number in draw(st.lists(st.integers(0, 100_000), min_size=6, max_size=30)):
        chance = random.Random(number)  # noqa: S311 - chance for tests, not for secrets
        chance.choice(ACTS)(evening, chance)
    return evening
