"""From what is lacking to findings: what lifecycle tells as data, rules say."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.lifecycle.validity.decision_validity import decision_lacks_by_rule, version_lacks
from nstgov.lifecycle.validity.election_validity import election_lacks
from nstgov.lifecycle.validity.lacks import Lack
from nstgov.records import Movement


def as_finding(lack: Lack) -> Finding:
    """What is lacking, as a rule says it."""
    return Finding(lack.at, lack.message, lack.help, lack.related)


def decisions_lacking(movement: Movement, code: str) -> Iterator[Finding]:
    """What decisions lack by one rule, the decisions in the order of their ids."""
    yield from map(as_finding, decision_lacks_by_rule(movement).get(code, ()))


def elections_lacking(movement: Movement, code: str) -> Iterator[Finding]:
    """What elections lack by one rule, the elections in the order of their ids."""
    for id_, folder in movement.decisions.items():
        if folder.election is not None:
            yield from (as_finding(lack) for lack in election_lacks(movement, id_) if lack.rule == code)


def versions_lacking(movement: Movement, code: str) -> Iterator[Finding]:
    """What versions lack by one rule, of whichever proposal."""
    for proposal, folder in movement.proposals.items():
        for number in folder.versions:
            yield from (as_finding(lack) for lack in version_lacks(movement, proposal, number) if lack.rule == code)
