"""Family T: what the ground rules ask of the voices on which a decision rests (M3, M9)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from nstgov.findings import Finding
from nstgov.lifecycle import circle_on, ground_rules_on, hearing, is_clear, objection_on
from nstgov.lifecycle.proofs import OWN, asked_of, is_at_least, is_checked, is_plain, proof_of
from nstgov.records import Decision, Election, Movement, Record, Version, Where
from nstgov.records.words import ProofLevel
from nstgov.rules.judged import decisions_judged
from nstgov.rules.rule import rule
from nstgov.rules.saying import listed, verb

_SAYS: dict[ProofLevel, str] = {
    "declared": "entered",
    "heard": "heard: confirmed or signed by two others who were there",
    "confirmed": "confirmed with their own account, or signed",
    "signed": "signed with their own key",
}
"""What each proof asks, in words that follow "is to be"."""


class Weak(NamedTuple):
    """A voice that is proven less well than is asked: whose, where it stands, and what is asked of it."""

    person: str
    at: Where
    asked: ProofLevel


@rule("T01", idea="M3 M9")
def proven_too_little(movement: Movement) -> Iterator[Finding]:
    """
    A decision rests on voices that are proven as well as the ground rules ask.

    Among neighbours it is enough that the secretary writes down what everybody heard. The farther apart people live,
    the more it matters that nobody is spoken for: a doubter far away can only look at the record. So the ground rules
    say for each level how well a voice is proven before a decision or an election may rest on it. *Declared*: somebody
    entered it. *Heard*: two others who were there confirmed or signed it. *Confirmed*: with one's own account.
    *Signed*: with one's own key. The same goes for the voices that set an objection aside or say that its need was met,
    and, where confirming or signing is asked, for the authors. Whoever has said that only their signature speaks for
    them is taken at their word on every level. Other records may land before their proof; nothing is asked of people
    outside.

    Bad, only her signature speaks for Dimitra, she has said, and here others entered her voice:
    ```yaml title="circles/old-harbour/rope-walk/2026-11-10.person.dimitra-vlachou.yml"
    adds: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBbDjEGtWlq0aYoWmpg6FtJG6NQkJnDDcDupXzGe+bSf dimitra at home
    signed_only: true
    voices: {dimitra-vlachou: consent}
    ```
    ```yaml title="decisions/repair-cafe-2027/decision.yml"
    version: 1
    sha256: sha256(v1.yml)
    decided: 2026-11-23
    circles: [old-harbour]  # <- T01
    sunset: 2028-04-30
    entered_by: yusuf-mansour
    ```
    Good, she has signed the round in which her voice stands:
    ```yaml title="circles/old-harbour/rope-walk/2026-11-10.person.dimitra-vlachou.yml"
    adds: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBbDjEGtWlq0aYoWmpg6FtJG6NQkJnDDcDupXzGe+bSf dimitra at home
    signed_only: true
    voices: {dimitra-vlachou: consent}
    ```
    ```text title="proposals/repair-cafe-2027/rounds/2026-11-22.old-harbour.yml.dimitra-vlachou.sig" signed
    by: dimitra at home
    ```
    ```yaml title="decisions/repair-cafe-2027/decision.yml"
    version: 1
    sha256: sha256(v1.yml)
    decided: 2026-11-23
    circles: [old-harbour]
    sunset: 2028-04-30
    entered_by: yusuf-mansour
    ```
    """
    if not is_checked(movement):
        return
    for decision, version in decisions_judged(movement, "decided", "circles"):
        for circle in dict.fromkeys(decision.circles):
            if is_clear(movement, circle):
                yield from _finding(decision, circle, list(_of_decision(movement, decision, version, circle)))
    for election in movement.sound(Election, "held", "circle", "voices"):
        if is_clear(movement, election.circle):
            asked = _asked(movement, election.circle, election.held)
            yield from _finding(election, election.circle, list(_weak(movement, election, election.voices, asked)))


def _asked(movement: Movement, circle: str, day: date) -> ProofLevel:
    """What the ground rules of a day ask of the voices in a circle."""
    state = circle_on(movement, circle, day)
    return ground_rules_on(movement, day).proof.get(state.level, "declared") if state else "declared"


def _of_decision(movement: Movement, decision: Decision, version: Version, circle: str) -> Iterator[Weak]:
    asked = _asked(movement, circle, decision.decided)
    heard = hearing(movement, decision.decision, decision.version, circle, decision.decided)
    for said in heard.spoken.values():
        if heard.sure:
            yield from _weak(movement, said.round, (said.person,), asked)
    authors = [author for author in version.authors if isinstance(author, str)]
    if movement.is_sound(version, "authors"):
        yield from _weak(movement, version, authors, asked if asked in OWN else "declared")
    yield from _of_objections(movement, decision, circle, asked)


def _of_objections(movement: Movement, decision: Decision, circle: str, asked: ProofLevel) -> Iterator[Weak]:
    """The voices by which objections to the proposal are out of the way."""
    for folder in movement.proposals[decision.decision].objections.values():
        state = objection_on(movement, folder, decision.decided)
        if state and state.stage == "resolved" and state.resolution and movement.is_sound(state.resolution, "voices"):
            yield from _weak(movement, state.resolution, state.resolution.voices, asked)
        if state and state.stage == "set aside":
            tests = [test for test in folder.tests if test.circle == circle and test.held <= decision.decided]
            for test in sorted(tests, key=lambda one: one.held)[-1:]:
                yield from _weak(movement, test, test.voices, asked)


def _weak(movement: Movement, record: Record, people: Iterable[str], asked: ProofLevel) -> Iterator[Weak]:
    if asked == "declared" and is_plain(movement):
        return
    voices = getattr(record, "voices", None)
    for at, person in enumerate(people):
        if voices and voices[person].says == "absent":
            continue
        wanted = asked_of(movement, person, record, asked)
        if wanted != "declared" and not is_at_least(proof_of(movement, record, person), wanted):
            where = record.at("voices", person) if voices else record.at("authors", at)
            yield Weak(person, where, wanted)


def _finding(record: Decision | Election, circle: str, weak: list[Weak]) -> Iterator[Finding]:
    for asked in dict.fromkeys(one.asked for one in weak):
        these = [one for one in weak if one.asked == asked]
        people = list(dict.fromkeys(one.person for one in these))
        message = (
            f"in {circle} a voice is to be {_SAYS[asked]}; that of {listed(people)} {verb(people, 'is', 'are')} not"
        )
        first = these[0].at.file
        help_ = f"Ask {listed(people)} to sign or confirm it: nstgov sign {first} --person {people[0]}"
        at = record.at("circle" if isinstance(record, Election) else "circles")
        yield Finding(at, message, help_, tuple(one.at for one in these))
