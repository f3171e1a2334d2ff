"""By which version of a proposal an objection was met: what a resolution may say has happened (M17)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.endings import targets_of
from nstgov.records import Movement, Objection, ObjectionFolder, Version, name_of


class MeetingVersions(NamedTuple):
    """The version that an objection spoke of, and the one that came after it."""

    before: Version
    after: Version


_Judge = Callable[[ObjectionFolder, Objection, MeetingVersions], str | None]


def find_meeting_versions(
    movement: Movement, folder: ObjectionFolder, newest: Objection, number: int | None, day: date
) -> MeetingVersions | None:
    """
    The versions between which an objection was met on a day, `number` the later one where a resolution names it.

    Against a decision, the later one is that of a proposal which would change the decision; None where there is none.
    """
    root, _, id_ = folder.target.partition("/")
    if root == "proposals":
        versions = movement.proposals[id_].versions
        before = versions.get(newest.against.version or 0)
        submitted = [n for n, version in versions.items() if version.submitted <= day]
        after = versions.get(number or max(submitted, default=0))
        return MeetingVersions(before, after) if before and after else None
    target, proposal = movement.decisions.get(id_), movement.proposals.get(id_)
    decided = proposal.versions.get(target.decision.version) if proposal and target and target.decision else None
    later = [v for v in _collect_changing(movement).get(id_, ()) if v.submitted <= day]
    best = max(later, key=lambda v: (folder.id in v.integrates, v.submitted, v.number), default=None)
    return MeetingVersions(decided, best) if decided and best else None


def explain_unmet(
    movement: Movement, claim: str, folder: ObjectionFolder, newest: Objection, met: MeetingVersions, day: date
) -> str | None:
    """Why what a resolution of a day claims (one of `CLAIMS`) has not happened between two versions; None if it has."""
    if not all(movement.is_sound(version, "integrates", "sunset", "judged_by", "submitted") for version in met):
        return None
    fault = _JUDGES[claim](folder, newest, met)
    if fault is None and met.after.submitted > day:
        return f"version {met.after.number} was submitted on {met.after.submitted}, after this"
    return fault


@derive_once
def _collect_changing(movement: Movement) -> dict[str, list[Version]]:
    """By decision, the versions of proposals that would renew, replace or end it."""
    found: dict[str, list[Version]] = defaultdict(list)
    for version in movement.find_all(Version):
        for _, _, target in targets_of(version):
            found[target].append(version)
    return found


def _judge_text_change(folder: ObjectionFolder, newest: Objection, met: MeetingVersions) -> str | None:
    voices = {f"{newest.from_round}/{name_of(author)}" for author in newest.authors}
    if folder.id in met.after.integrates or (newest.from_round and voices & set(met.after.integrates)):
        return None
    return f"version {met.after.number} does not say that it integrates {folder.id}"


def _judge_term(_folder: ObjectionFolder, _newest: Objection, met: MeetingVersions) -> str | None:
    if met.after.sunset and met.before.sunset and met.after.sunset < met.before.sunset:
        return None
    return f"version {met.after.number} ends on {met.after.sunset}, no sooner than before ({met.before.sunset})"


def _judge_measure(_folder: ObjectionFolder, _newest: Objection, met: MeetingVersions) -> str | None:
    if set(met.after.judged_by) - set(met.before.judged_by):
        return None
    return f"version {met.after.number} is judged by nothing that was not there before"


_JUDGES: dict[str, _Judge] = {
    "text changed": _judge_text_change,
    "term shortened": _judge_term,
    "measured": _judge_measure,
}
CLAIMS = frozenset(_JUDGES)
"""What a resolution may say has happened to the text, its term, or what it is judged by."""
