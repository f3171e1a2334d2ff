"""What the rules of family F find in each repository that has regions, once those were looked at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from nstgov.check import judge_movement
from nstgov.federate.chains import FarDecision
from nstgov.federate.federation import TOP, Federation, Repository
from nstgov.findings import Diagnostic
from nstgov.records import RegionSighting, UnheardRegion, split_far_id
from nstgov.rules import RULES

ACROSS = tuple(rule for rule in RULES if rule.family == "F" and rule.code >= "F11")
"""The rules that judge a record beside what was found in the repositories of its regions."""


class FederationFinding(NamedTuple):
    """A finding in the record of one repository, by its path from the top (empty: the top itself)."""

    repository: str
    diagnostic: Diagnostic


def find_in_federation(
    federation: Federation, decisions: Iterable[FarDecision], as_of: date
) -> tuple[FederationFinding, ...]:
    """All findings, by repository: in the top's own record those of every rule, below it what was found of regions."""
    decided = list(decisions)
    found: list[FederationFinding] = []
    for path, repository in sorted(federation.items()):
        if repository.movement.regions or path == TOP:
            sightings = _collect_sightings(federation, repository, decided)
            movement = repository.movement.with_context(sightings=sightings)
            verdict = judge_movement(movement, repository.tree, as_of, "change", RULES if path == TOP else ACROSS)
            found += [FederationFinding(path, one) for one in verdict.diagnostics]
    return tuple(found)


def _collect_sightings(
    federation: Federation, repository: Repository, decisions: list[FarDecision]
) -> dict[str, RegionSighting]:
    """What was found of each region of a repository, by the id it has there."""
    below = {path: federation[path] for path in repository.regions}
    return {
        one.folder.id: _make_sighting(one, [d for d in decisions if d.repository == repository.path])
        for one in below.values()
        if one.folder is not None
    }


def _make_sighting(region: Repository, decisions: list[FarDecision]) -> RegionSighting:
    answer, id_ = region.answer, region.folder.id if region.folder else ""
    sent = answer.sent
    return RegionSighting(
        answer.state,
        answer.first_errors[0] if answer.first_errors and not answer.said else answer.said,
        answer.commit,
        answer.errors,
        answer.pinned_summary,
        None if sent is None else tuple((who, date.fromisoformat(a), date.fromisoformat(b)) for who, a, b in sent),
        tuple(
            UnheardRegion(one.decision, circle, message)
            for one in decisions
            for circle, message in one.gaps
            if split_far_id(circle)[0] == id_
        ),
    )
