"""
A movement of any size, generated: the same bytes for the same number, and clean under every rule.

Circles of eight send one representative each upwards, eight to a circle; each circle has policies that it decided.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import count
from pathlib import Path

LEVELS = ("friend", "regional", "continental", "global")
WORDS = (
    "the trees along our street give shade in summer and keep the water when it rains, so we look after them together; "
    "who lives near one waters it on warm evenings, and every spring we see which of them need help and who has time. "
)


def make_record_files(records: int) -> Iterator[tuple[str, str]]:
    """At least that many records: path and text. They average about 1.2 KB."""
    yield "nstgov.yml", "format: 1\ntitle: Generated\n"
    yield "ground-rules/1.yml", _render_ground_rules()
    made = 2
    friends: list[str] = []
    for number in count():
        if made >= records:
            break
        id_ = f"friend-{number}"
        friends.append(id_)
        for path, text in _make_friend_circle(id_, number):
            yield path, text
            made += 1
    yield from _make_upper_circles(friends)


def write_movement(records: int, folder: Path) -> int:
    """Write a movement of that size into a folder; the number of files."""
    made = 0
    for path, text in make_record_files(records):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
        made += 1
    return made


def _render_ground_rules() -> str:
    proof = ", ".join(f"{level}: declared" for level in LEVELS)
    return f"""movement: Generated
repository_id: {"0f" * 16}
from: 2026-01-01
levels: [{", ".join(LEVELS)}]
top: global-0
circle_size: {{least: 4, good: 8, most: 12}}
authors: {{least: 4}}
representatives: {{least: 1, most: 2}}
longest_sunset_days: 730
reconsider_within_days: 30
answer_objection_within_days: 30
quiet_after_days: 60
proof: {{{proof}}}
"""


def _make_friend_circle(id_: str, number: int) -> Iterator[tuple[str, str]]:
    people = [f"person-{number}-{n}" for n in range(8)]
    folder = f"circles/area-{number // 100}/{id_}"
    members = "".join(f"  {person}: {{name: Person {number} {n}}}\n" for n, person in enumerate(people))
    yield (
        f"{folder}/circle.yml",
        f"""name: Friends {number}
level: friend
aim: |
  Neighbours who look after each other: {WORDS}
parent: {_find_parent("friend", number)}
opened: 2026-01-10
members:
{members}{_render_voices(people)}entered_by: {people[0]}
""",
    )
    yield f"decisions/{id_}-representative/election.yml", _render_election(id_, people)
    for topic in range(4):
        yield from _make_policy(id_, topic, people)


def _render_voices(people: list[str]) -> str:
    return "voices:\n" + "".join(f"  {person}: consent\n" for person in people)


def _render_election(circle: str, people: list[str]) -> str:
    nominations = "".join(
        f"  {p}: {{for: {people[1]}, because: listens well and has the time for it}}\n" for p in people
    )
    return f"""circle: {circle}
role: representative
held: 2026-01-20
term: {{from: 2026-01-21, until: 2027-12-31}}
nominations:
{nominations}proposed: {{person: {people[1]}, because: everyone named this person and nobody had a worry}}
{_render_voices(people)}entered_by: {people[0]}
"""


def _make_policy(circle: str, topic: int, people: list[str]) -> Iterator[tuple[str, str]]:
    id_ = f"{circle}-policy-{topic}"
    version = f"""title: Policy {topic} of {circle}
kind: policy
authors: [{", ".join(people[:4])}]
submitted: 2026-02-{topic + 1:02}
asks: [{circle}]
affects: [{circle}]
need: |
  Last year two trees died in the heat. {WORDS}
reasons: |
  Small steps that many take weigh more than one large one. {WORDS}
text: |
  We water in turns, and we plant two trees a year. {WORDS * 3}
might_hurt: |
  Whoever has no time for it; they are asked for nothing. {WORDS}
sunset: 2027-12-31
review: 2027-01-15
judged_by: [all trees alive after the summer]
"""
    digest = hashlib.sha256(version.encode()).hexdigest()
    yield f"proposals/{id_}/v1.yml", version
    said = "".join(
        f"  {p}: {{says: consent, concern: 'I wonder who waters the trees in August, when many are away'}}\n"
        for p in people
    )
    yield (
        f"proposals/{id_}/rounds/2026-02-10.{circle}.yml",
        f"""version: 1
sha256: {digest}
how: meeting
facilitator: {people[2]}
voices:
{said}entered_by: {people[0]}
""",
    )
    yield (
        f"decisions/{id_}/decision.yml",
        f"""version: 1
sha256: {digest}
decided: 2026-02-10
circles: [{circle}]
sunset: 2027-12-31
entered_by: {people[0]}
""",
    )


def _find_parent(level: str, number: int) -> str:
    return f"{LEVELS[LEVELS.index(level) + 1]}-{number // 8 if level != 'continental' else 0}"


def _make_upper_circles(friends: list[str]) -> Iterator[tuple[str, str]]:
    """The circles of representatives; they have no members of their own."""
    below = len(friends)
    for level in LEVELS[1:]:
        here = 1 if level == "global" else -(-below // 8)
        for number in range(here):
            parent = "" if level == "global" else f"parent: {_find_parent(level, number)}\n"
            id_ = f"{level}-{number}"
            yield (
                f"circles/{level}/{id_}/circle.yml",
                f"name: {level} {number}\nlevel: {level}\naim: We meet. {WORDS}\n{parent}opened: 2026-01-05\n",
            )
        below = here
