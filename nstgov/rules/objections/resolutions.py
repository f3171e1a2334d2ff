"""Family O: how an objection's need was met."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.lifecycle.meeting_versions import CLAIMS, explain_unmet, find_meeting_versions
from nstgov.lifecycle.validity.lacks_of_answers import answer_lacks
from nstgov.records import Movement, Objection, ObjectionFolder, Resolution
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


def _check_claims(
    movement: Movement, resolution: Resolution, folder: ObjectionFolder, newest: Objection
) -> Iterator[Finding]:
    """What the resolution says has happened, held against the versions."""
    if resolution.kind not in CLAIMS or not movement.is_sound(resolution, "kind", "version"):
        return
    if not movement.is_sound(newest, "against", "from_round", "authors"):
        return
    met = find_meeting_versions(movement, folder, newest, resolution.version, resolution.date)
    if met is None:
        if resolution.target.startswith("decisions/"):
            what = resolution.target.partition("/")[2]
            message = f"{resolution.kind}, and no proposal yet would renew, replace or end {what}"
            help_ = "Bring that proposal first; or write `kind: other`, and how its need is met."
            yield Finding(resolution.locate("kind"), message, help_)
        return
    if fault := explain_unmet(movement, resolution.kind, folder, newest, met, resolution.date):
        help_ = "Name the version in which it has happened, or write `kind: other` and how its need is met."
        yield Finding(resolution.locate("version"), fault, help_, (met.after.locate(),))
