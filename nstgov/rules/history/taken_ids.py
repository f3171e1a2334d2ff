"""Family H: an id that has landed stands for one thing for ever (M13)."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.lifecycle.history_scope import find_judged_change
from nstgov.records import (
    Change,
    Circle,
    Decision,
    Election,
    Idea,
    Movement,
    PersonChange,
    Version,
    Where,
    free_id,
    name_key,
)
from nstgov.rules.rule import rule

_HELP = "Choose another id; ids are never used twice, so that every old page stays true."


@rule("H04", idea="M13")
def id_taken_again(movement: Movement) -> Iterator[Finding]:
    """
    An id stands for one person, circle, proposal or decision, for ever.

    Every old record speaks of people and circles by their ids. If an id came to stand for somebody else, all that the
    first one ever said would seem to come from the second: their consent, their promises, their objections. So once it
    has landed an id is taken, also when whoever bore it has left.

    Bad, a circle under the id of one that has landed:
    ```yaml title="circles/old-harbour/mill-lane/circle.yml"
    name: Mill Lane at the Harbour  # <- H04
    level: friend
    aim: The houses behind the harbour mill.
    opened: 2026-11-20
    entered_by: brendan-doyle
    ```
    Good, an id of its own:
    ```yaml title="circles/old-harbour/harbour-mill/circle.yml"
    name: Mill Lane at the Harbour
    level: friend
    aim: The houses behind the harbour mill.
    opened: 2026-11-20
    entered_by: brendan-doyle
    ```
    Bad, a person under the id of somebody else:
    ```yaml title="circles/old-harbour/harbour-mill/circle.yml"
    name: Harbour Mill
    level: friend
    aim: The houses behind the harbour mill.
    opened: 2026-11-20
    members:
      sam-reed: {name: Sam Reed}
      ada-moss: {name: Ada Moss}
      leo-hart: {name: Leo Hart}
      ana-popescu: {name: Anastasia Popescu}  # <- H04
    voices: {sam-reed: consent, ada-moss: consent, leo-hart: consent, ana-popescu: consent}
    entered_by: sam-reed
    ```
    Good, an id of her own:
    ```yaml title="circles/old-harbour/harbour-mill/circle.yml"
    name: Harbour Mill
    level: friend
    aim: The houses behind the harbour mill.
    opened: 2026-11-20
    members:
      sam-reed: {name: Sam Reed}
      ada-moss: {name: Ada Moss}
      leo-hart: {name: Leo Hart}
      anastasia-popescu: {name: Anastasia Popescu}
    voices: {sam-reed: consent, ada-moss: consent, leo-hart: consent, anastasia-popescu: consent}
    entered_by: sam-reed
    ```
    """
    change = find_judged_change(movement)
    if change and not change.is_history:
        yield from _check_circles(movement, change)
        yield from _check_people(movement, change)
        yield from _check_decisions(movement, change)


def _check_circles(movement: Movement, change: Change) -> Iterator[Finding]:
    for path in sorted(change.added_paths):
        record = movement.records.get(path)
        folder = change.before.circles.get(record.circle) if isinstance(record, Circle) else None
        if folder and isinstance(record, Circle):
            yield _report_taken(record.locate(), f"the id {record.circle} is taken", folder.founding.locate())


def _check_people(movement: Movement, change: Change) -> Iterator[Finding]:
    called: dict[str, set[str]] = {}
    for act in movement.find_all(PersonChange):
        called.setdefault(act.person, set()).add(name_key(act.name or ""))
    for introduced in movement.introduced:
        first = change.before.people.get(introduced.id)
        if first is None or introduced.introduced.file not in change.added_paths:
            continue
        if name_key(introduced.name) not in {name_key(first.name), *called.get(introduced.id, ())}:
            said = f"the id {introduced.id} stands for {first.name}, and here for {introduced.name}"
            free = free_id(movement, introduced.id)
            yield _report_taken(
                introduced.introduced,
                said,
                first.introduced,
                _HELP.replace("Choose another id", f"Choose another id, such as {free}"),
            )


def _check_decisions(movement: Movement, change: Change) -> Iterator[Finding]:
    """An election under the id of a proposal, or a proposal or decision under that of an election."""
    for path in sorted(change.added_paths):
        record = movement.records.get(path)
        landed = _find_landed(change.before, record)
        if landed is not None and record is not None:
            yield _report_taken(record.locate(), f"the id {path.split('/')[1]} is taken", landed)


def _find_landed(before: Movement, record: object) -> Where | None:
    if isinstance(record, Election):
        proposal = before.proposals.get(record.election)
        made = before.decisions.get(record.election)
        first = next(iter(proposal.versions.values()), proposal.idea) if proposal else made.decision if made else None
        return first.locate() if first else None
    id_ = None
    if isinstance(record, Version) and record.number == 1:
        id_ = record.proposal
    elif isinstance(record, Decision):
        id_ = record.decision
    elif isinstance(record, Idea) and record.of.startswith("proposals/") and record.of.count("/") == 1:
        id_ = record.of.partition("/")[2]
    chosen = before.decisions.get(id_) if id_ else None
    return chosen.election.locate() if chosen and chosen.election else None


def _report_taken(at: Where, message: str, landed: Where, help_: str = _HELP) -> Finding:
    return Finding(at, f"{message}, and has landed: {landed.file}", help_, (landed,))
