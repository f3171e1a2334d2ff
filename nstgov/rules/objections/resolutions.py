"""Family O: how an objection's need was met."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from nstgov.findings import Finding
from nstgov.lifecycle import targets_of
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.validity.lacks_of_answers import answer_lacks
from nstgov.records import Movement, Objection, ObjectionFolder, Resolution, Version, name_of
from nstgov.rules.lack_findings import as_finding
from nstgov.rules.rule import rule


@rule("O06", idea="M17")
def resolved_without_its_authors(movement: Movement) -> Iterator[Finding]:
    """
    An objection is resolved when each of its authors says that nothing remains.

    Whoever objected knows whether their need is met; nobody can say it for them. So a resolution carries the voice of
    each author. Somebody who was tried twice in thirty days and did not answer is named as unreachable, and may open it
    again at any time. And what a resolution says has happened has happened: a text that was changed names the objection
    it answers, a term that was shortened ends sooner, what is measured stands among what the decision is judged by.

    Bad, one of its authors has not been asked:
    ```yaml title="proposals/repair-cafe/objections/saturday-noise/resolution.2026-04-28.yml"
    voices: {huda-salim: consent, ibrahim-saleh: consent, maryam-khalil: consent}  # <- O06
    ```
    ```yaml title="decisions/repair-cafe/decision.yml"
    version: 2  # <- D02
    ```
    Bad, for one of them something remains:
    ```yaml title="proposals/repair-cafe/objections/saturday-noise/resolution.2026-04-28.yml"
    voices:
      huda-salim: consent
      ibrahim-saleh: {says: object, because: My wife hears the hammer all the same.}  # <- O06
      maryam-khalil: consent
      gudrun-steiner: consent
    ```
    ```yaml title="decisions/repair-cafe/decision.yml"
    version: 2  # <- D02
    ```
    Good, all four say that nothing remains:
    ```yaml title="proposals/repair-cafe/objections/saturday-noise/resolution.2026-04-28.yml"
    voices: {huda-salim: consent, ibrahim-saleh: consent, maryam-khalil: consent, gudrun-steiner: consent}
    ```
    Bad, called unreachable after three weeks:
    ```yaml title="decisions/meadow-dogs/objections/dogs-need-to-run/resolution.2026-05-10.yml"
    voices: {lars-nyberg: consent, erik-vaara: consent, Dolores Pinto: consent}
    unreachable: [Gustav Rehn]  # <- O06
    ```
    Good, after thirty days:
    ```yaml title="decisions/meadow-dogs/objections/dogs-need-to-run/resolution.2026-05-19.yml"
    # like: decisions/meadow-dogs/objections/dogs-need-to-run/resolution.2026-05-10.yml
    voices: {lars-nyberg: consent, erik-vaara: consent, Dolores Pinto: consent}
    unreachable: [Gustav Rehn]
    ```
    ```yaml title="decisions/meadow-dogs/objections/dogs-need-to-run/resolution.2026-05-10.yml" gone
    ```
    Bad, the version named integrates nothing of it:
    ```yaml title="proposals/heron-meadow-flood/objections/path-under-water/resolution.2026-03-14.yml"
    version: 1  # <- O06
    ```
    Good, this one does:
    ```yaml title="proposals/heron-meadow-flood/objections/path-under-water/resolution.2026-03-14.yml"
    version: 2
    ```
    Bad, the term is as long as it was:
    ```yaml title="proposals/repair-cafe/objections/saturday-noise/resolution.2026-04-28.yml"
    version: 1  # <- O06
    ```
    Good, it ends sooner:
    ```yaml title="proposals/repair-cafe/objections/saturday-noise/resolution.2026-04-28.yml"
    version: 2
    ```
    Bad, nothing is measured that was not measured before:
    ```yaml title="proposals/heron-meadow-flood/objections/hay-harvest/resolution.2026-03-27.yml"
    version: 2  # <- O06
    ```
    Good, the hay is weighed:
    ```yaml title="proposals/heron-meadow-flood/objections/hay-harvest/resolution.2026-03-27.yml"
    version: 3
    ```
    """
    for resolution in movement.find_sound(Resolution, "date"):
        target = movement.find_target(resolution.target)
        folder = target.objections.get(resolution.objection) if target else None
        if folder is None or not all(movement.is_sound(version, "raised") for version in folder.versions.values()):
            continue
        raised = [version for version in folder.versions.values() if version.raised <= resolution.date]
        if raised:
            newest = max(raised, key=lambda version: version.number)
            yield from (as_finding(lack) for lack in answer_lacks(movement, resolution.file) if lack.rule == "O06")
            yield from _check_claims(movement, resolution, folder, newest)
        elif folder.versions:
            first = min(version.raised for version in folder.versions.values())
            message = f"this is of {resolution.date}, and the objection was raised on {first}, later"
            yield Finding(
                resolution.locate("date"), message, "Look at both days, and write the one on which it really was."
            )


class _MetBy(NamedTuple):
    """By what an objection was met: the version it spoke of, and the one that came after it."""

    before: Version
    after: Version


def _check_claims(
    movement: Movement, resolution: Resolution, folder: ObjectionFolder, newest: Objection
) -> Iterator[Finding]:
    """What the resolution says has happened, held against the versions."""
    if resolution.kind not in _JUDGES or not movement.is_sound(resolution, "kind", "version"):
        return
    if not movement.is_sound(newest, "against", "from_round", "authors"):
        return
    met = _find_met(movement, resolution, newest)
    if met is None:
        if resolution.target.startswith("decisions/"):
            what = resolution.target.partition("/")[2]
            message = f"{resolution.kind}, and no proposal yet would renew, replace or end {what}"
            help_ = "Bring that proposal first; or write `kind: other`, and how its need is met."
            yield Finding(resolution.locate("kind"), message, help_)
        return
    if all(movement.is_sound(version, "integrates", "sunset", "judged_by", "submitted") for version in met):
        fault = _JUDGES[resolution.kind](folder, newest, met)
        if fault is None and met.after.submitted > resolution.date:
            fault = f"version {met.after.number} was submitted on {met.after.submitted}, after this"
        if fault:
            help_ = "Name the version in which it has happened, or write `kind: other` and how its need is met."
            yield Finding(resolution.locate("version"), fault, help_, (met.after.locate(),))


def _find_met(movement: Movement, resolution: Resolution, newest: Objection) -> _MetBy | None:
    root, _, id_ = resolution.target.partition("/")
    if root == "proposals":
        versions = movement.proposals[id_].versions
        before = versions.get(newest.against.version or 0)
        submitted = [n for n, version in versions.items() if version.submitted <= resolution.date]
        after = versions.get(resolution.version or max(submitted, default=0))
        return _MetBy(before, after) if before and after else None
    folder = movement.decisions.get(id_)
    proposal = movement.proposals.get(id_)
    decided = proposal.versions.get(folder.decision.version) if proposal and folder and folder.decision else None
    later = [v for v in _collect_changing(movement).get(id_, ()) if v.submitted <= resolution.date]
    best = max(later, key=lambda v: (resolution.objection in v.integrates, v.submitted, v.number), default=None)
    return _MetBy(decided, best) if decided and best else None


@derive_once
def _collect_changing(movement: Movement) -> dict[str, list[Version]]:
    """By decision, the versions of proposals that would renew, replace or end it."""
    found: dict[str, list[Version]] = defaultdict(list)
    for version in movement.find_all(Version):
        for _, _, target in targets_of(version):
            found[target].append(version)
    return found


def _judge_text_change(folder: ObjectionFolder, newest: Objection, met: _MetBy) -> str | None:
    voices = {f"{newest.from_round}/{name_of(author)}" for author in newest.authors}
    if folder.id in met.after.integrates or (newest.from_round and voices & set(met.after.integrates)):
        return None
    return f"version {met.after.number} does not say that it integrates {folder.id}"


def _judge_term(_folder: ObjectionFolder, _newest: Objection, met: _MetBy) -> str | None:
    if met.after.sunset and met.before.sunset and met.after.sunset < met.before.sunset:
        return None
    return f"version {met.after.number} ends on {met.after.sunset}, no sooner than before ({met.before.sunset})"


def _judge_measure(_folder: ObjectionFolder, _newest: Objection, met: _MetBy) -> str | None:
    if set(met.after.judged_by) - set(met.before.judged_by):
        return None
    return f"version {met.after.number} is judged by nothing that was not there before"


_JUDGES = {"text changed": _judge_text_change, "term shortened": _judge_term, "measured": _judge_measure}
