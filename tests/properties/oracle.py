"""
When a decision may count as valid, told anew from the raw records: a small oracle, independent of the lifecycle.

It knows what the design says of voices, versions and objections, and nothing of findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from tests.properties.oracle_circles import Circles, Keys, day, word_of
from tests.properties.tale import PEOPLE, sha256, text_of

LONGEST, TRIED, LEAST = 730, 30, 4


class Oracle(Circles):
    """What follows from some raw records."""

    def lacking(self, id_: str) -> list[str]:
        """Why a decision cannot count as valid, with or without what is called a mistake; nothing where it may."""
        return self.missing(id_) and self.without_mistakes().missing(id_)

    def without_mistakes(self) -> Oracle:
        """What follows without the records that everyone named in them calls a mistake."""
        mistaken = set()
        for (path,), keys in self.named(r"(.+\.yml)\.void\.yml"):
            people = {word for word in re.findall(r'"([a-z]+)"', text_of(self.files.get(path, {}))) if word in PEOPLE}
            if people and all(word_of(keys, person) == "consent" for person in people):
                mistaken.add(path)
        return Oracle({path: keys for path, keys in self.files.items() if path not in mistaken})

    def missing(self, id_: str) -> list[str]:
        """What a decision lacks, by all that is on record."""
        decision = self.files.get(f"decisions/{id_}/decision.yml")
        version = self.files.get(f"proposals/{id_}/v{decision['version']}.yml") if decision else None
        if decision is None or version is None:
            return ["there is no such decision, or no such version"]
        on = day(decision["decided"])
        return [
            *self.of_text(id_, decision, version, on),
            *self.of_voices(id_, decision, on),
            *self.of_way(version, on),
            *self.of_objections(id_, version, on),
        ]

    def of_text(self, id_: str, decision: Keys, version: Keys, on: date) -> Iterator[str]:
        """What is wrong with the text decided, its authors, its dates or its circles."""
        versions = [(int(n), keys) for (n,), keys in self.named(rf"proposals/{id_}/v([0-9]+)\.yml")]
        newer = [n for n, keys in versions if n > decision["version"] and day(keys["submitted"]) <= on]
        closed = self.files.get(f"proposals/{id_}/closed.yml")
        sunset = day(version["sunset"]) if "sunset" in version else None
        wrong = {
            "other bytes": decision["sha256"] != sha256(version),
            "a newer version": bool(newer),
            "too few authors": len({str(author) for author in version["authors"]}) < LEAST,
            "before its version": on < day(version["submitted"]),
            "no sunset": sunset is None or decision.get("sunset") != version["sunset"],
            "a sunset out of reach": sunset is not None and not on <= sunset <= on + timedelta(LONGEST),
            "other circles": set(decision["circles"]) != set(version["asks"]) or not version["asks"],
            "nobody affected": not version["affects"],
            "closed": closed is not None and day(closed["date"]) < on,
            "from elsewhere": "imported" in version,
        }
        yield from (what for what, is_so in wrong.items() if is_so)

    def of_voices(self, id_: str, decision: Keys, on: date) -> Iterator[str]:
        """Whose consent to this very version is missing in the deciding circles, or who objects."""
        number = decision["version"]
        for circle in decision["circles"]:
            members, heard = self.members(circle, on), self.heard(id_, number, circle, on)
            needed = self.needed(circle, on)
            consenting = {who for who, spoken in heard.items() if spoken == (number, "consent")}
            passing = self.may_speak(circle, on) - needed
            needed |= members if len(needed) + len(passing & consenting) < LEAST else set()
            if len(members) < LEAST:
                yield f"{circle} has too few members"
            for person in sorted(members | heard.keys()):
                spoken = heard.get(person, (0, ""))
                is_needed = person in needed and (person not in self.away(circle, on) or spoken[1] == "object")
                if spoken == (number, "object"):
                    yield f"{person} objects"
                elif is_needed and spoken != (number, "consent"):
                    yield f"{person} has not consented"

    def heard(self, id_: str, number: int, circle: str, until: date) -> dict[str, tuple[int, str]]:
        """By person, to which version they spoke last up to a day, and which word; of this one and those before."""
        latest: dict[str, tuple[int, str]] = {}
        for on, path, own, keys in self.rounds(id_, circle):
            right = sha256(self.files.get(f"proposals/{id_}/v{keys['version']}.yml", {}))
            if on <= until and keys["version"] <= number and keys["sha256"] == right:
                for person in keys.get("voices", {}):
                    word = word_of(keys, person) or ""
                    disputed = self.files.get(f"{path}.{person}.disputed.yml")
                    is_theirs = own in ("", person) and person in self.may_speak(circle, on)
                    is_disputed = disputed is not None and day(disputed["date"]) < until
                    if word in ("consent", "object") and is_theirs and not is_disputed:
                        latest[person] = keys["version"], word
        return latest

    def rounds(self, id_: str, circle: str) -> list[tuple[date, str, str, Keys]]:
        """The rounds of a circle in their order, each with its path and whose own file it is; own files come last."""
        name = rf"(([0-9-]+)\.{circle}(?:\.([a-z]+))?\.yml)"
        found = self.named(rf"(proposals/{id_}/rounds/){name}")
        held = [(day(on), f"{folder}{file}", own or "", keys) for (folder, file, on, own), keys in found]
        return sorted(held, key=lambda one: (one[0], one[2] != "", one[1]))

    def of_objections(self, id_: str, version: Keys, on: date) -> Iterator[str]:
        """The objections that stand against a proposal, and against what it renews."""
        yield from self.standing(f"proposals/{id_}", version["asks"], on)
        for renewed in version.get("renews", ()):
            if earlier := self.files.get(f"decisions/{renewed}/decision.yml"):
                yield from self.standing(f"decisions/{renewed}", earlier["circles"], on)

    def standing(self, target: str, asked: Iterable[str], on: date) -> Iterator[str]:
        """The objections to a proposal or decision that are neither resolved nor set aside on a day."""
        found = self.named(rf"({target}/objections/[a-z]+)/v([0-9]+)\.yml")
        raised = [(folder, int(n), keys) for (folder, n), keys in found if day(keys["raised"]) <= on]
        for folder in sorted({folder for folder, _, _ in raised}):
            number, newest = max(((n, keys) for f, n, keys in raised if f == folder), key=lambda one: one[0])
            if not self.resolved(folder, newest, on) and not self.set_aside(folder, number, newest, (asked, on)):
                yield f"the objection {folder} stands"

    def resolved(self, folder: str, newest: Keys, on: date) -> bool:
        """Whether its authors said that nothing remains; whoever was tried for long need not have."""
        raised = day(newest["raised"])
        for (at,), keys in self.named(rf"{folder}/resolution\.([0-9-]+)\.yml"):
            lost = set(keys.get("unreachable", ())) if day(at) >= raised + timedelta(TRIED) else set()
            words = {word_of(keys, a) for a in newest["authors"] if a not in lost or a in keys.get("voices", {})}
            if raised <= day(at) <= on and words == {"consent"}:
                return True
        return False

    def set_aside(self, folder: str, number: int, newest: Keys, asked: tuple[Iterable[str], date]) -> bool:
        """Whether the latest test of each circle asked set it aside, by everyone's consent."""
        circles, on = asked
        results = []
        for circle in circles:
            tests = [
                (day(at), keys)
                for (at,), keys in self.named(rf"{folder}/test\.([0-9-]+)\.{circle}\.yml")
                if keys["version"] == number and day(newest["raised"]) <= day(at) <= on
            ]
            results.append(bool(tests) and tests[-1][1]["result"] == "set aside" and self.by_all(circle, *tests[-1]))
        return bool(results) and all(results)

    def of_way(self, version: Keys, on: date) -> Iterator[str]:
        """Which circles it affects that took no part."""
        for circle in sorted(self.affected(version)):
            at: str | None = circle
            while at is not None and at not in version["asks"]:
                at = self.carried(at, on)
            if at is None and self.members(circle, on):
                yield f"{circle} took no part"

    def affected(self, version: Keys) -> set[str]:
        """The circles that a version affects, and those that what it changes was decided by, or affected."""
        found = set(version["affects"])
        for changed in (*version.get("renews", ()), *version.get("replaces", ()), *version.get("ends", ())):
            earlier = self.files.get(f"decisions/{changed}/decision.yml", {})
            old = self.files.get(f"proposals/{changed}/v{earlier.get('version')}.yml", {})
            found |= {*earlier.get("circles", ()), *old.get("affects", ())}
        return found
