"""A circle whose members sign everything, on real git: for tests of when a key was whose."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tests.history.forge import DECISION, OAK, PEOPLE, ROUND, TREES, begun, consented, decided, version
from tests.history.forge import Person as Clone
from tests.signing import key_line, signed

REPOSITORY = "0f" * 16


def sign(path: str, text: str, people: Iterable[str] = PEOPLE, *, key: str = "") -> dict[str, str]:
    """The signatures of some people beside a record, each with the key of their name or with another one."""
    return {
        f"{path}.{person}.sig": signed(key or person, text.encode(), f"nstgov:{REPOSITORY}:{path}").decode()
        for person in people
    }


def founding() -> dict[str, str]:
    """A movement whose friends sign; everybody gives a key when their circle begins."""
    files = {path: text for path, text in begun().items() if path not in (TREES, ROUND, DECISION)}
    rules = files["ground-rules/1.yml"].replace("friend: declared", "friend: signed")
    members = "".join(f'  {who}: {{name: {who.title()} Of Oak, keys: ["{key_line(who)}"]}}\n' for who in PEOPLE)
    head, _, tail = files[OAK].partition("members:\n")
    circle = f"{head}members:\n{members}voices:{tail.partition('voices:')[2]}"
    return {**files, "ground-rules/1.yml": rules, OAK: circle}


def proposal(people: Iterable[str] = PEOPLE) -> dict[str, str]:
    """A proposal and its round, signed by some people."""
    text, said = version(), consented(version())
    return {TREES: text, **sign(TREES, text, people), ROUND: said, **sign(ROUND, said, people)}


def decision() -> dict[str, str]:
    """The decision on that proposal."""
    return {DECISION: decided(version())}


def end_key(person: str, day: str, *, by: str = "") -> dict[str, str]:
    """Somebody ends their key, by an act that bears a day, and signs it with that key."""
    path = f"circles/oak/{day}.person.{person}.yml"
    text = f"ends: {key_line(person)}\nvoices: {{{person}: consent}}\n"
    return {path: text, **sign(path, text, [person], key=by)}


class SignedStory:
    """A checkout of main whose first commit is the founding."""

    def __init__(self, place: Path) -> None:
        """Begin anew in a folder."""
        self.clone = Clone(place)
        place.mkdir(parents=True)
        self.clone.git("init", "-q", "-b", "main")
        self.clone.adds(founding())

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self.clone.folder

    def land(self, *changes: dict[str, str]) -> None:
        """Let changes land, each in a commit of its own."""
        for files in changes:
            self.clone.adds(files)


__all__ = ["SignedStory", "decision", "end_key", "founding", "proposal", "sign"]
