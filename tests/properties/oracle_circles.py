"""
Who is where, told anew from the raw records: the part of the oracle that knows circles.

It knows what the design says of members, terms and ways upwards. A leaving, an election, a taking in counts here only
with the voices it needs, as an honest reader would have it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from tests.properties.tale import Raw

MOST_AWAY, LEAST_VOICES = 90, 4
Keys = Mapping[str, Any]


def day(text: str) -> date:
    """A day as a file says it."""
    return date.fromisoformat(text)


def word_of(keys: Keys, person: str) -> str | None:
    """The word of somebody among the voices in a record."""
    voice = keys.get("voices", {}).get(person)
    word: str | None = voice["says"] if isinstance(voice, Mapping) else voice
    return word


def is_own_word(keys: Keys, person: str) -> bool:
    """Whether somebody says themselves what a record says of them."""
    word = word_of(keys, person)
    return word == "consent" or (word is None and keys.get("entered_by") == person)


class Circles:
    """Who is a member of which circle, and for whom they sit there, by some raw records."""

    def __init__(self, files: Raw) -> None:
        """Read the records of files: path to keys."""
        self.files = {path: keys for path, keys in files.items() if "" not in keys}
        self._named: dict[str, list[tuple[tuple[str, ...], Keys]]] = {}
        self._members: dict[tuple[str, date], set[str]] = {}

    def named(self, pattern: str) -> list[tuple[tuple[str, ...], Keys]]:
        """The records at paths of a form, with the parts of the path that it names, in the order of the paths."""
        if pattern not in self._named:
            found = ((re.fullmatch(pattern, path), self.files[path]) for path in sorted(self.files))
            self._named[pattern] = [(path.groups(), keys) for path, keys in found if path]
        return self._named[pattern]

    def circles(self) -> list[str]:
        """The ids of all circles."""
        return [circle for (circle,), _ in self.named(r"circles/([a-z-]+)/circle\.yml")]

    def acts(self, circle: str, word: str) -> list[tuple[date, str, Keys]]:
        """The acts of a kind in a circle by their days, each with whom it is about."""
        found = self.named(rf"circles/{circle}/([0-9-]+)\.{word}(?:\.([a-z-]+))?\.yml")
        return [(day(on), about or "", keys) for (on, about), keys in found]

    def is_open(self, circle: str, on: date) -> bool:
        """Whether a circle has begun and has not closed, which takes everyone's consent."""
        begun = self.files.get(f"circles/{circle}/circle.yml")
        closed = [at for at, _, keys in self.acts(circle, "closes") if at < on and self.by_all(circle, at, keys)]
        return begun is not None and day(begun["opened"]) <= on and not closed

    def members(self, circle: str, on: date) -> set[str]:
        """The members of a circle on a day, those sent from below among them."""
        if (circle, on) not in self._members:
            sent = (self.sent(child, circle, on) for child in self.circles())
            self._members[circle, on] = self.own(circle, on).union(*sent)
        return self._members[circle, on]

    def own(self, circle: str, on: date) -> set[str]:
        """Founders and joiners who have not left before a day."""
        if not self.is_open(circle, on):
            return set()
        acts = [(at, 0, person, keys) for at, person, keys in self.acts(circle, "joins")]
        acts += [(at, 1, person, keys) for at, person, keys in self.acts(circle, "leaves")]
        there = set(self.files[f"circles/{circle}/circle.yml"].get("members", ()))
        for at, leaves, person, keys in sorted(acts, key=lambda act: act[:3]):
            if leaves and at < on and self.may_leave(circle, person, at, keys):
                there.discard(person)
            elif not leaves and at <= on:
                there.add(person)
        return there

    def may_leave(self, circle: str, person: str, on: date, keys: Keys) -> bool:
        """Whether somebody leaves by their own word, or by that of every other member."""
        others = self.members(circle, on) - {person}
        by_others = bool(others) and all(word_of(keys, other) == "consent" for other in others)
        return is_own_word(keys, person) or by_others

    def needed(self, circle: str, on: date) -> set[str]:
        """The members whose voice is asked for on a day: there before it, and not leaving on it; else all of them."""
        members, before = self.members(circle, on), self.members(circle, on - timedelta(1))
        joined = {who for at, who, _ in self.acts(circle, "joins") if at == on}
        seated = members - self.own(circle, on)
        came = joined | (seated - before)
        left = {who for at, who, _ in self.acts(circle, "leaves") if at == on}
        left |= {who for who in seated if self.parts(who, circle, on)}
        had_begun = before or self.own(circle, on)
        return (members - (came if had_begun else set()) - left) or members

    def parts(self, person: str, circle: str, on: date) -> bool:
        """Whether somebody who sits in a circle leaves the one that sends them, or resigns, on a day."""
        ends = self.named(r"decisions/([a-z0-9-]+)/ended\.yml")
        over = [self.files.get(f"decisions/{id_}/election.yml", {}) for (id_,), keys in ends if day(keys["date"]) == on]
        return any(
            person in self.sent(child, circle, on)
            and (
                (on, person) in [one[:2] for one in self.acts(child, "leaves")]
                or any(keys.get("circle") == child and keys["proposed"]["person"] == person for keys in over)
            )
            for child in self.circles()
        )

    def may_speak(self, circle: str, on: date) -> set[str]:
        """The members on a day, and whoever lost a seat on it to a successor."""
        before = self.members(circle, on - timedelta(1)) - self.members(circle, on)
        return self.members(circle, on) | {person for person in before if self.is_succeeded(circle, person, on)}

    def is_succeeded(self, circle: str, person: str, on: date) -> bool:
        """Whether somebody sat in a circle for another until the day before, and their seat went to somebody else."""
        for child in self.circles():
            if self.is_open(child, on) and person in self.own(child, on):
                moved = any(at == on for at, _ in self.namings(child, on))
                ended = any(who == person and last == on - timedelta(1) for who, _, last, _ in self.terms(child))
                begun = any(first == on and keys.get("succeeds") for _, first, _, keys in self.terms(child))
                if self.parent(child, on - timedelta(1)) == circle and (moved or (ended and begun)):
                    return True
        return False

    def by_all(self, circle: str, on: date, keys: Keys) -> bool:
        """Whether every member whose voice is needed consents in a record, and none objects."""
        members = self.may_speak(circle, on)
        needed = self.needed(circle, on) - self.away(circle, on)
        consent = all(word_of(keys, person) == "consent" for person in needed)
        return consent and all(word_of(keys, person) != "object" for person in members)

    def away(self, circle: str, on: date) -> set[str]:
        """The members who have stepped back by their own word and need not be waited for on a day."""
        gone = set()
        for at, person, keys in self.acts(circle, "away"):
            back = [b for b, who, _ in self.acts(circle, "back") if who == person and b >= at]
            last = min([day(keys["until"]), at + timedelta(MOST_AWAY), *back])
            if at <= on <= last and is_own_word(keys, person):
                gone.add(person)
        members = self.members(circle, on)
        return gone & members if len(members - gone) >= LEAST_VOICES else set()

    def sent(self, child: str, parent: str, on: date) -> set[str]:
        """Those whom a circle sends to a parent on a day: elected, within their term, and still a member."""
        if self.parent(child, on) != parent:
            return set()
        return {person for person, first, last, _ in self.terms(child) if first <= on <= last} & self.own(child, on)

    def terms(self, circle: str) -> Iterator[tuple[str, date, date, Keys]]:
        """The terms of a circle's representatives, to where they were succeeded or ended early; and the elections."""
        elections = [(id_, keys) for (id_,), keys in self.named(r"decisions/([a-z0-9-]+)/election\.yml")]
        for id_, keys in elections:
            if keys["circle"] == circle and keys["role"] == "representative":
                last = [day(keys["term"]["until"])]
                end = self.files.get(f"decisions/{id_}/ended.yml")
                last += [day(end["date"])] if end and self.may_end(end, keys) else []
                after = [k for _, k in elections if k.get("succeeds") == id_ and k["circle"] == circle]
                last += [max(day(k["term"]["from"]), day(k["held"])) - timedelta(1) for k in after]
                yield keys["proposed"]["person"], max(day(keys["term"]["from"]), day(keys["held"])), min(last), keys

    def may_end(self, end: Keys, election: Keys) -> bool:
        """Whether a term ends early by the person's own word, or by everyone's in the circle."""
        own = word_of(end, election["proposed"]["person"]) == "consent"
        return own if end["how"] == "resigned" else self.by_all(election["circle"], day(end["date"]), end)

    def parent(self, child: str, on: date) -> str | None:
        """The circle to which one is linked on a day: the one it names, once that has taken it in if it must."""
        if not self.is_open(child, on):
            return None
        said = self.namings(child, on)
        named = said[-1][1] if said else None
        if named is None or not self.is_open(named, on):
            return None
        first = next(at for n, (at, _) in enumerate(said) if all(parent == named for _, parent in said[n:]))
        others = (other for other in self.circles() if other != child and self.since(other, first) < first)
        had_members = self.own(named, first) or any(self.sent(other, named, first) for other in others)
        taken = [at for at, about, _ in self.acts(named, "takes-in") if about == child and at <= on]
        return None if had_members and not taken else named

    def namings(self, child: str, until: date) -> list[tuple[date, str]]:
        """Each time up to a day that a circle names its parent, by the consent of everyone in it."""
        begun = self.files[f"circles/{child}/circle.yml"]
        first = [(day(begun["opened"]), begun["parent"])] if begun.get("parent") else []
        return first + [
            (at, keys["parent"])
            for at, _, keys in self.acts(child, "changes")
            if at <= until
            and "parent" in keys
            and all(word_of(keys, person) == "consent" for person in self.own(child, at))
        ]

    def since(self, circle: str, until: date) -> date:
        """The first day up to another one on which a circle named a parent."""
        return min((at for at, _ in self.namings(circle, until)), default=date.max)

    def carried(self, circle: str, on: date) -> str | None:
        """The circle above, to which somebody carries this one's view, chosen by everyone in it; None without one."""
        above = self.parent(circle, on)
        if above is None or not self.taken_in_by_all(circle, above, on):
            return None
        sent = self.sent(circle, above, on)
        chosen = (keys for person, first, last, keys in self.terms(circle) if first <= on <= last and person in sent)
        return above if any(self.by_all(circle, day(keys["held"]), keys) for keys in chosen) else None

    def taken_in_by_all(self, child: str, parent: str, on: date) -> bool:
        """Whether whoever sat in a parent consented when it took a circle in; where it was empty there is nobody."""
        taken = [(at, keys) for at, about, keys in self.acts(parent, "takes-in") if about == child and at <= on]
        own = self.own(child, on)
        return not taken or any(
            all(word_of(keys, person) == "consent" for person in self.members(parent, at) - own) for at, keys in taken
        )
