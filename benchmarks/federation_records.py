"""
A federation of any size, generated: real git repositories on three levels, the same bytes for the same numbers.

Each region is a repository of its own: circles of eight that send somebody upwards, eight to a circle, up to one.
Several regions meet in a repository of theirs, which has a circle and no people of its own, and those meet in the top
one. The top has decided one thing that affects every region.
"""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from nstgov.check import read_proven_movement
from nstgov.lifecycle.summaries import hash_summary, list_sent_by, summarize
from nstgov.store.git import git_environment
from nstgov.store.tree import StoredFile, Tree

LEVELS = ("friend", "regional", "continental", "global")
OPENED, HELD, JOINED, SEEN = "2026-01-10", "2026-01-20", "2026-02-01", "2026-02-02"
HELD_ABOVE, SEEN_ABOVE, DECIDED = "2026-02-10", "2026-02-12", "2026-03-10"
UNTIL, SUNSET = "2027-06-30", "2027-12-31"
TOP_CIRCLE = "everyone"
DECISION = "one-day-without-cars"


class Size(NamedTuple):
    """How many repositories meet in the top one, how many regions in each of them, how many circles begin each."""

    above: int
    regions: int
    friends: int
    sends: int = 1


SMALL = Size(above=2, regions=2, friends=8, sends=2)
"""Six regions, for the default tests."""
LARGE = Size(above=4, regions=9, friends=512)
"""Forty regions, about 20,000 circles."""


class MadeRegion(NamedTuple):
    """A region that was written: what the repository above needs to know of it."""

    id: str
    repository_id: str
    circle: str
    commit: str
    summary: str
    sends: tuple[tuple[str, date, date], ...]


def write_federation(place: Path, size: Size, ended: str = "", until: str = "2026-03-01") -> Path:
    """
    Write all repositories below a folder; the folder of the top one, checked out.

    The others lie at `mirrors/<repository id>.git`. `ended` names a region (`above-0--region-1`) whose representatives'
    term ran out on the day `until`.
    """
    made = []
    for number in range(size.above):
        id_ = f"above-{number}"
        below = []
        for at in range(size.regions):
            last = until if f"{id_}--region-{at}" == ended else UNTIL
            below.append(_write_region(place, f"{id_}--region-{at}", size, last))
        made.append(_write_meeting(place, id_, below, size))
    return _write_top(place, made, size)


def repository_id_of(path: str) -> str:
    """The id of the repository with that path from the top; empty: the top itself."""
    return hashlib.md5(f"generated {path}".encode(), usedforsecurity=False).hexdigest()


def mirror_of(place: Path, path: str) -> Path:
    """Where the repository with that path lies."""
    return place / "mirrors" / f"{repository_id_of(path)}.git"


def _write_region(place: Path, path: str, size: Size, until: str) -> MadeRegion:
    files = {"nstgov.yml": f"format: 1\ntitle: {path}\n"}
    circles = [f"friend-{number}" for number in range(size.friends)]
    sent: dict[str, list[str]] = {}
    for number, circle in enumerate(circles):
        people = [f"p-{number}-{n}" for n in range(8)]
        files[f"circles/{circle}/circle.yml"] = _render_friends(circle, people, f"level-1-{number // 8}")
        _elect(files, circle, people, people[:1], HELD, UNTIL)
        sent[circle] = people[:1]
    height = 1
    while len(circles) > 1:
        circles = _write_level(files, circles, sent, height)
        height += 1
    top = circles[0]
    people = sent.pop(top)
    _elect(files, top, people, people[: size.sends], HELD, until)
    files["ground-rules/1.yml"] = _render_rules(path, top)
    return _finish_region(place, path, top, files, JOINED, SEEN)


def _write_level(files: dict[str, str], below: list[str], sent: dict[str, list[str]], height: int) -> list[str]:
    """The circles in which those below meet, eight to a circle; all but the last one send somebody on."""
    found = [f"level-{height}-{number}" for number in range((len(below) + 7) // 8)]
    for number, circle in enumerate(found):
        people = [sent[one][0] for one in below[8 * number : 8 * number + 8]]
        parent = f"level-{height + 1}-{number // 8}" if len(found) > 1 else None
        files[f"circles/{circle}/circle.yml"] = _render_upper(circle, LEVELS[min(height, 3)], parent)
        sent[circle] = people
        if len(found) > 1:
            _elect(files, circle, people, people[:1], HELD, UNTIL)
    return found


def _write_meeting(place: Path, path: str, below: list[MadeRegion], size: Size) -> MadeRegion:
    """A repository in which regions meet, and nobody else."""
    circle = "meeting"
    files = {
        "nstgov.yml": f"format: 1\ntitle: {path}\n",
        "ground-rules/1.yml": _render_rules(path, circle),
        f"circles/{circle}/circle.yml": _render_upper(circle, "continental", None),
        **_render_regions(below, circle, SEEN),
    }
    people = _list_sent(below)
    _elect(files, circle, people, people[: size.sends], HELD_ABOVE, UNTIL)
    return _finish_region(place, path, circle, files, HELD_ABOVE, SEEN_ABOVE)


def _write_top(place: Path, below: list[MadeRegion], size: Size) -> Path:
    people = _list_sent(below)
    affects = [f"above-{n}--region-{at}--{_top_of(size)}" for n in range(size.above) for at in range(size.regions)]
    affects = [*affects, "above-0--meeting"]
    version = _render_version(people, affects)
    sha256 = hashlib.sha256(version.encode()).hexdigest()
    voices = "".join(f"  {one}: consent\n" for one in people)
    files = {
        "nstgov.yml": "format: 1\ntitle: Everyone\n",
        "ground-rules/1.yml": _render_rules("", TOP_CIRCLE),
        f"circles/{TOP_CIRCLE}/circle.yml": _render_upper(TOP_CIRCLE, "global", None),
        **_render_regions(below, TOP_CIRCLE, SEEN_ABOVE),
        f"proposals/{DECISION}/v1.yml": version,
        f"proposals/{DECISION}/rounds/{DECIDED}.{TOP_CIRCLE}.yml": (
            f"version: 1\nsha256: {sha256}\nhow: meeting\nvoices:\n{voices}entered_by: {people[0]}\n"
        ),
        f"decisions/{DECISION}/decision.yml": (
            f"version: 1\nsha256: {sha256}\ndecided: {DECIDED}\ncircles: [{TOP_CIRCLE}]\nsunset: {SUNSET}\n"
            f"entered_by: {people[0]}\n"
        ),
    }
    top = place / "top"
    top.mkdir(parents=True)
    _run_git(top, "init", "--quiet", "--initial-branch=main", ".")
    import_commit(top, files, DECIDED)
    _run_git(top, "reset", "--quiet", "--hard", "main")
    return top


def _top_of(size: Size) -> str:
    """The id of the circle in which a region of that size meets."""
    height, circles = 0, size.friends
    while circles > 1:
        height, circles = height + 1, (circles + 7) // 8
    return f"level-{height}-0"


def _finish_region(place: Path, path: str, circle: str, files: Mapping[str, str], day: str, seen: str) -> MadeRegion:
    id_ = path.rpartition("--")[2]
    repository = mirror_of(place, path)
    repository.mkdir(parents=True)
    _run_git(repository, "init", "--quiet", "--bare", "--initial-branch=main", ".")
    commit = import_commit(repository, files, day)
    tree = Tree(tuple(StoredFile(name, "file", text.encode()) for name, text in sorted(files.items())), commit)
    movement, on = read_proven_movement(tree), date.fromisoformat(seen)
    return MadeRegion(
        id_, repository_id_of(path), circle, commit, hash_summary(summarize(movement, on, commit)),
        list_sent_by(movement, circle, on),
    )  # fmt: skip


def import_commit(repository: Path, files: Mapping[str, str], day: str, *, onto: str = "") -> str:
    """One commit of main with these files, written by one stream; its id. `onto` is the commit before it."""
    second = int(datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC).timestamp())
    parts = [
        f"commit refs/heads/main\ncommitter Someone <someone@example.org> {second} +0000\ndata 4\nact\n".encode(),
        f"from {onto}\n".encode() if onto else b"",
    ]
    for path, text in files.items():
        data = text.encode()
        parts.append(b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(data), data))
    _run_git(repository, "fast-import", "--quiet", "--force", given=b"".join(parts))
    return _run_git(repository, "rev-parse", "refs/heads/main").decode().strip()


def _run_git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, input=given, capture_output=True, check=True, env=git_environment()).stdout


def _list_sent(regions: Iterable[MadeRegion]) -> list[str]:
    """Whom regions send, by the ids they have above."""
    return [f"{region.id}--{person}" for region in regions for person, _, _ in region.sends]


def _render_regions(regions: Iterable[MadeRegion], joins: str, seen: str) -> dict[str, str]:
    found = {}
    for region in regions:
        found[f"regions/{region.id}.yml"] = (
            f"name: {region.id.replace('-', ' ').capitalize()}\nrepository: https://example.org/{region.repository_id}\n"
            f"repository_id: {region.repository_id}\ncircle: {region.circle}\njoins: {joins}\nsince: {JOINED}\n"
        )
        sends = "".join(
            f"  - {{person: {person}, name: {_name_of(person)}, from: {first}, until: {last}}}\n"
            for person, first, last in region.sends
        )
        found[f"regions/{region.id}/snapshots/{seen}.yml"] = (
            f"commit: {region.commit}\nsummary: {region.summary}\nrepresentatives:\n{sends}"
        )
    return found


def _name_of(person: str) -> str:
    return f"Person {person.rpartition('p-')[2].replace('-', ' ')}"


def _elect(files: dict[str, str], circle: str, people: list[str], chosen: list[str], held: str, until: str) -> None:
    for at, one in enumerate(chosen):
        nominations = "".join(f"  {p}: {{for: {one}, because: listens well and has the time for it}}\n" for p in people)
        voices = "".join(f"  {p}: consent\n" for p in people)
        files[f"decisions/{circle}-representative-{at}/election.yml"] = (
            f"circle: {circle}\nrole: representative\nheld: {held}\nterm: {{from: {held}, until: {until}}}\n"
            f"nominations:\n{nominations}proposed: {{person: {one}, because: everyone named this person}}\n"
            f"voices:\n{voices}entered_by: {people[0]}\n"
        )


def _render_friends(circle: str, people: list[str], parent: str) -> str:
    members = "".join(f"  {p}: {{name: {_name_of(p)}}}\n" for p in people)
    voices = "".join(f"  {p}: consent\n" for p in people)
    return (
        f"name: {circle.replace('-', ' ').capitalize()}\nlevel: friend\naim: Neighbours who look after each other.\n"
        f"parent: {parent}\nopened: {OPENED}\nmembers:\n{members}voices:\n{voices}entered_by: {people[0]}\n"
    )


def _render_upper(circle: str, level: str, parent: str | None) -> str:
    above = f"parent: {parent}\n" if parent else ""
    name = circle.replace("-", " ").capitalize()
    return f"name: {name}\nlevel: {level}\naim: What one circle cannot decide alone.\n{above}opened: {OPENED}\n"


def _render_rules(path: str, top: str) -> str:
    proof = ", ".join(f"{level}: declared" for level in LEVELS)
    return f"""movement: {path or "Everyone"}
repository_id: {repository_id_of(path)}
from: 2026-01-01
levels: [{", ".join(LEVELS)}]
top: {top}
circle_size: {{least: 4, good: 8, most: 12}}
authors: {{least: 4}}
representatives: {{least: 1, most: 2}}
longest_sunset_days: 730
reconsider_within_days: 30
answer_objection_within_days: 30
quiet_after_days: 60
proof: {{{proof}}}
"""


def _render_version(people: list[str], affects: list[str]) -> str:
    return f"""title: One day without cars, everywhere
kind: policy
authors: [{", ".join(people[:4])}]
submitted: 2026-02-20
asks: [{TOP_CIRCLE}]
affects:
{"".join(f"  - {circle}{chr(10)}" for circle in affects)}need: |
  On every other day the streets belong to cars, and children do not know what they sound like without.
reasons: |
  A single day shows what it would be like, and whoever needs a car that day is driven by a neighbour.
text: |
  On the first Sunday of June nobody drives a car who can do without.
might_hurt: |
  Whoever cannot walk far; they are driven.
sunset: {SUNSET}
review: 2027-06-30
judged_by: [how many asked for a second day]
"""
