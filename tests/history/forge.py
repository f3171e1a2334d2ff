"""A bare repository as forge, and clones as people, for tests with real git."""

from __future__ import annotations

import atexit
import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from tests.commands import QUICK_GIT

SETTLED = "2026-11-24T12:00:00+00:00"
"""The hour of every commit, so that a repository is the same every time it is made."""
PEOPLE = ("ana", "ben", "chi", "dee")
OAK = "circles/oak/circle.yml"
TREES = "proposals/trees/v1.yml"
ROUND = "proposals/trees/rounds/2026-10-20.oak.yml"
DECISION = "decisions/trees/decision.yml"
ASKS = "circles/oak/2026-11-01.asks.yml"


def voices(people: Iterable[str] = PEOPLE) -> str:
    """Everybody's consent."""
    return "voices: {" + ", ".join(f"{person}: consent" for person in people) + "}\n"


def circle(name: str, people: Iterable[str], opened: str = "2026-10-01") -> str:
    """A circle of friends that begins."""
    members = "".join(f"  {person}: {{name: {person.title()} Of {name.title()}}}\n" for person in people)
    text = f"name: {name.title()}\nlevel: friend\naim: Neighbours who look after each other.\nopened: {opened}\n"
    return f"{text}members:\n{members}{voices(people)}entered_by: {next(iter(people))}\n"


def version(title: str = "A tree in front of every house", submitted: str = "2026-10-10") -> str:
    """A version of a proposal of Oak."""
    return f"""title: {title}
kind: policy
authors: [{", ".join(PEOPLE)}]
submitted: {submitted}
asks: [oak]
affects: [oak]
need: In July it was forty degrees on the street, and two old trees have died.
reasons: Trees take eight degrees off a street, and everyone can water one.
text: We plant a tree in front of every house that wants one.
might_hurt: The two neighbours who park there; we keep their places.
sunset: 2027-10-01
review: 2027-03-01
judged_by: [trees alive after a year]
"""


def consented(text: str) -> str:
    """A round in which everybody consents to a version."""
    return f"version: 1\nsha256: {digest(text)}\nhow: meeting\n{voices()}entered_by: ana\n"


def decided(text: str, day: str = "2026-10-21") -> str:
    """A decision on a version."""
    return f"version: 1\nsha256: {digest(text)}\ndecided: {day}\ncircles: [oak]\nsunset: 2027-10-01\nentered_by: ana\n"


def asks(what: str = "A ladder.") -> str:
    """A circle asks for something: the smallest act there is."""
    return f"for: {what}\nentered_by: ana\n"


def begun() -> dict[str, str]:
    """A small movement: one circle, one decision, one call for help, and what judges it."""
    return {
        "nstgov.yml": "format: 1\ntitle: Oak\n",
        ".github/workflows/judge.yml": "on: pull_request_target\n",
        "ground-rules/1.yml": f"""movement: Oak
repository_id: {"0f" * 16}
from: 2026-09-01
levels: [friend, regional]
top: everyone
circle_size: {{least: 4, good: 8, most: 12}}
authors: {{least: 4}}
representatives: {{least: 1, most: 2}}
longest_sunset_days: 730
reconsider_within_days: 30
answer_objection_within_days: 30
quiet_after_days: 60
proof: {{friend: declared, regional: declared}}
""",
        OAK: circle("oak", PEOPLE),
        TREES: version(),
        ROUND: consented(version()),
        DECISION: decided(version()),
        ASKS: asks(),
    }


def git(folder: Path, *arguments: str, given: bytes = b"", env: Mapping[str, str] | None = None) -> str:
    """Run git as a person would, without anything of this machine's own settings; what it printed."""
    settled = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_DATE": SETTLED,
        "GIT_COMMITTER_DATE": SETTLED,
        **QUICK_GIT,
        **(env or {}),
    }
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "protocol.file.allow=always")
    done = subprocess.run(
        ["git", *identity, "-C", str(folder), *arguments], input=given, env=settled, capture_output=True, check=False
    )
    assert done.returncode == 0, f"git {' '.join(arguments)}: {done.stderr.decode()}"
    return done.stdout.decode("utf-8", "replace").strip()


class Person:
    """A clone of the forge, in which somebody works."""

    def __init__(self, folder: Path, hour: str = SETTLED) -> None:
        """Work in a folder, at some hour."""
        self.folder = folder
        self.hour = hour

    def git(self, *arguments: str, given: bytes = b"") -> str:
        """Run git in the clone."""
        hour = {"GIT_AUTHOR_DATE": self.hour, "GIT_COMMITTER_DATE": self.hour}
        return git(self.folder, *arguments, given=given, env=hour)

    def branch(self, name: str, at: str = "main") -> Person:
        """Begin a branch, and go on from it."""
        self.git("switch", "-q", "-c", name, at)
        return self

    def write(self, files: Mapping[str, str]) -> Person:
        """Write files."""
        for path, text in files.items():
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
        return self

    def commit(self, *, push: str = "") -> str:
        """Commit everything as it lies, and push a branch if told so; the commit's id."""
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "A change")
        if push:
            self.git("push", "-q", "origin", push)
        return self._read_head()

    def _read_head(self) -> str:
        """The commit just made, as its branch names it: asking git for it would start one more process."""
        place = self.folder / ".git"
        named = (place / "HEAD").read_text(encoding="ascii").strip()
        return (place / named.removeprefix("ref: ")).read_text(encoding="ascii").strip() if "/" in named else named

    def adds(self, files: Mapping[str, str]) -> str:
        """Write files and commit them."""
        return self.write(files).commit()


class Forge:
    """A bare repository that holds `main`, and the people who cloned it."""

    def __init__(self, place: Path) -> None:
        """Begin with a small movement on main."""
        self.place = place
        self.bare = place / "forge.git"
        shutil.copytree(_beginning() / "forge.git", self.bare)
        self._begun = _read_refs(self.bare)
        self.founder = self._copy_clone("founder")

    def clone(self, name: str) -> Person:
        """Somebody's clone; as long as nothing was pushed it is what the founder had in the beginning."""
        if _read_refs(self.bare) == self._begun:
            return self._copy_clone(name)
        git(self.place, "clone", "-q", str(self.bare), str(self.place / name))
        return Person(self.place / name)

    def _copy_clone(self, name: str) -> Person:
        folder = self.place / name
        shutil.copytree(_beginning() / "founder", folder)
        settings = folder / ".git/config"
        text = settings.read_text(encoding="utf-8").replace(str(_beginning() / "forge.git"), str(self.bare))
        settings.write_text(text, encoding="utf-8")
        return Person(folder)

    def lands(self, person: Person, branch: str) -> None:
        """Merge somebody's branch on the forge, as its button does: a merge commit on main."""
        person.git("switch", "-q", "main")
        person.git("pull", "-q", "--ff-only", "origin", "main")
        person.git("merge", "-q", "--no-ff", "-m", "Merge", branch)
        person.git("push", "-q", "origin", "main")


@cache
def _beginning() -> Path:
    """A forge and its founder's clone, made once; each forge begins as a copy of it."""
    place = Path(tempfile.mkdtemp(prefix="nstgov-tests-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    git(place, "init", "-q", "--bare", "-b", "main", "forge.git")
    git(place, "clone", "-q", "forge.git", "founder")
    founder = Person(place / "founder")
    founder.git("switch", "-q", "--orphan", "main")
    founder.write(begun()).commit(push="main")
    for folder in (place / "forge.git", founder.folder):
        git(folder, "repack", "-adq")  # few files are copied sooner than many
    return place


def _read_refs(bare: Path) -> dict[str, str]:
    """What a bare repository names, as it lies there."""
    places = (bare / "HEAD", bare / "packed-refs", *sorted((bare / "refs").rglob("*")))
    return {str(place): place.read_text(encoding="ascii") for place in places if place.is_file()}


def digest(text: str) -> str:
    """The SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()
