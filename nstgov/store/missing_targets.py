"""Records that speak of a proposal, version, decision or edition which is not there (Y10)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from nstgov.records.decisions import Decision, Ended, Review
from nstgov.records.folders import ProposalFolder
from nstgov.records.movement import Movement
from nstgov.records.proposals import (
    Answer,
    Closed,
    Commitments,
    Idea,
    Objection,
    Resolution,
    Round,
    StandsWith,
    Test,
    Translation,
    Version,
)
from nstgov.records.record import Record
from nstgov.records.record_index import Misfit
from nstgov.records.regions import RegionLeaves, RegionSnapshot
from nstgov.records.values import Where


def find_missing_targets(movement: Movement) -> Iterator[Misfit]:
    """Findings for records that speak of a proposal, version, decision or edition which is not there."""
    for record in movement.records.values():
        if judge := _JUDGES.get(type(record)):
            yield from judge(movement, record)


def _get_versions(
    movement: Movement, record: Round | Decision | Resolution | Objection | Closed | Commitments | Answer
) -> Mapping[int, Version]:
    name = record.file.split("/", 2)[1]
    folder = movement.proposals.get(name)
    return folder.versions if folder else {}


def _report_missing_version(record: Record, number: int, keys: tuple[str, ...], known: Iterable[int]) -> Misfit:
    last = max(known, default=0)
    help_ = f"The newest version is {last}." if last else "Add the version first: v1.yml."
    return Misfit("Y10", Where(record.file, keys), f"there is no version {number}", help_)


def _check_version(movement: Movement, record: Round | Decision) -> Iterator[Misfit]:
    versions = _get_versions(movement, record)
    if movement.is_sound(record, "version") and record.version not in versions:
        yield _report_missing_version(record, record.version, ("version",), versions)


def _check_resolution(movement: Movement, record: Resolution) -> Iterator[Misfit]:
    yield from _check_objection_exists(movement, record, None)
    if record.version is not None and movement.is_sound(record, "version") and record.file.startswith("proposals/"):
        versions = _get_versions(movement, record)
        if record.version not in versions:
            yield _report_missing_version(record, record.version, ("version",), versions)


def _check_objection(movement: Movement, record: Objection) -> Iterator[Misfit]:
    if not movement.is_sound(record, "against"):
        return
    if record.target.startswith("decisions/"):
        yield from _check_decision_exists(movement, record)
    elif record.against.version is not None and record.against.version not in _get_versions(movement, record):
        yield _report_missing_version(
            record, record.against.version, ("against", "version"), _get_versions(movement, record)
        )


def _check_test(movement: Movement, record: Test) -> Iterator[Misfit]:
    yield from _check_objection_exists(movement, record, record.version)


def _check_objection_exists(movement: Movement, record: Test | Resolution, version: int | None) -> Iterator[Misfit]:
    target = movement.find_target(record.target)
    folder = target.objections.get(record.objection) if target else None
    if folder is None or not folder.versions:
        yield Misfit(
            "Y10", Where(record.file), "there is no objection in this folder", "Add the objection first: v1.yml."
        )
    elif version is not None and movement.is_sound(record, "version") and version not in folder.versions:
        yield _report_missing_version(record, version, ("version",), folder.versions)


def _check_proposal_exists(movement: Movement, record: Closed | Commitments | Answer) -> Iterator[Misfit]:
    if not _get_versions(movement, record) and not isinstance(record, Closed):
        yield Misfit(
            "Y10", Where(record.file), "there is no version of a proposal in this folder", "Add it first: v1.yml."
        )


def _check_decision_exists(movement: Movement, record: Review | Ended | Objection) -> Iterator[Misfit]:
    folder = movement.decisions.get(record.file.split("/", 2)[1])
    if folder is None or (folder.decision is None and folder.election is None):
        yield Misfit("Y10", Where(record.file), "there is no decision in this folder", "Look at the folder's name.")


def _check_stands_with(movement: Movement, record: StandsWith) -> Iterator[Misfit]:
    if f"{record.of}/idea.yml" not in movement.sha256:
        yield Misfit(
            "Y10",
            Where(record.file),
            "there is no idea in this folder",
            "Look at the folder's name, or add idea.yml first.",
        )


def _check_idea(movement: Movement, record: Idea) -> Iterator[Misfit]:
    target = "/".join(record.of.split("/")[:2])
    if record.of != target and not _has_target(movement, target):
        what = "proposal" if target.startswith("proposals/") else "decision"
        yield Misfit(
            "Y10",
            Where(record.file),
            f"there is no {what} {target.partition('/')[2]} on record",
            "Look at the folder's name.",
        )


def _has_target(movement: Movement, target: str) -> bool:
    folder = movement.find_target(target)
    if folder is None:
        return False
    return (
        bool(folder.versions or folder.idea)
        if isinstance(folder, ProposalFolder)
        else bool(folder.decision or folder.election)
    )


def _check_translation(movement: Movement, record: Translation) -> Iterator[Misfit]:
    version = re.sub(r"(/v[0-9]+)\..*", r"\1.yml", record.file)
    if version not in movement.sha256:
        yield Misfit(
            "Y10",
            Where(record.file),
            f"it translates {version}, which is not there",
            "Correct the first part of its name.",
        )


def _check_region_exists(movement: Movement, record: RegionSnapshot | RegionLeaves) -> Iterator[Misfit]:
    if record.region not in movement.regions:
        message = f"there is no region {record.region} on record"
        yield Misfit("Y10", Where(record.file), message, f"Add regions/{record.region}.yml first.")


def _check_edition(movement: Movement, record: Version) -> Iterator[Misfit]:
    if record.edition and movement.is_sound(record, "edition") and record.edition.number not in movement.ground_rules:
        message = f"there is no edition {record.edition.number} of the ground rules"
        help_ = f"Add it with the proposal: ground-rules/{record.edition.number}.yml."
        yield Misfit("Y10", Where(record.file, ("edition", "number")), message, help_)


_JUDGES: dict[type[Record], Callable[..., Iterator[Misfit]]] = {
    Round: _check_version,
    Decision: _check_version,
    Resolution: _check_resolution,
    Objection: _check_objection,
    Test: _check_test,
    Closed: _check_proposal_exists,
    Commitments: _check_proposal_exists,
    Answer: _check_proposal_exists,
    Review: _check_decision_exists,
    Ended: _check_decision_exists,
    Version: _check_edition,
    StandsWith: _check_stands_with,
    Idea: _check_idea,
    Translation: _check_translation,
    RegionSnapshot: _check_region_exists,
    RegionLeaves: _check_region_exists,
}
