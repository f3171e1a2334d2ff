"""Family P: how the versions of a proposal follow each other, and what they answer."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import fields
from datetime import date

from nstgov.findings import Finding
from nstgov.lifecycle.closings import closing_on
from nstgov.lifecycle.days import day_before
from nstgov.lifecycle.native import yield_judged_versions
from nstgov.lifecycle.wording import format_list
from nstgov.records import Movement, ObjectionFolder, ProposalFolder, Round, Uncounted, Version
from nstgov.rules.rule import rule

_MAY_DIFFER = frozenset({"file", "number", "submitted", "integrates", "entered_by", "proposal"})
_SAYS = tuple(field.name for field in fields(Version) if field.name not in _MAY_DIFFER)


@rule("P06", idea="M6")
def versions_out_of_step(movement: Movement) -> Iterator[Finding]:
    """
    The versions of a proposal follow each other, up to its decision.

    A text that many people improve changes often, and everybody must be able to see how it came to be what it is. So
    versions count from 1 without a gap, each is submitted no earlier than the one before it and changes something;
    a version that changes nothing would only take away the consent already given. Once a proposal is decided or
    closed, its text rests. Whoever wants something else then makes a proposal that renews or replaces it.

    A proposal is its authors': somebody who stood behind one version stands behind the next. What others bring under
    its name, or bring here from elsewhere beside it, takes nothing away from what is there: it has no effect.

    Bad, the second is missing:
    ```yaml title="proposals/heat-refuge/v3.yml"
    # like: v1.yml
    title: A cool room for hot days and nights  # <- P06
    submitted: 2026-11-20
    ```
    Good, the second comes after the first:
    ```yaml title="proposals/heat-refuge/v2.yml"
    # like: v1.yml
    title: A cool room for hot days and nights
    submitted: 2026-11-20
    ```
    Bad, submitted before the one it follows, which came on 16 November:
    ```yaml title="proposals/heat-refuge/v2.yml"
    # like: v1.yml
    title: A cool room for hot days and nights
    submitted: 2026-11-12  # <- P06
    ```
    Good, submitted after it:
    ```yaml title="proposals/heat-refuge/v2.yml"
    # like: v1.yml
    title: A cool room for hot days and nights
    submitted: 2026-11-19
    ```
    Bad, it says the same as the one before:
    ```yaml title="proposals/heat-refuge/v2.yml"
    # like: v1.yml
    title: A cool room for hot days  # <- P06
    submitted: 2026-11-20
    ```
    Good, it says what a neighbour was missing:
    ```yaml title="proposals/heat-refuge/v2.yml"
    # like: v1.yml
    might_hurt: The choir, which practises there on Wednesdays. On hot ones it sings at the slipway.
    submitted: 2026-11-20
    ```
    Bad, after it was decided:
    ```yaml title="proposals/monday-soup/v2.yml"
    # like: v1.yml
    title: Soup on Mondays and Thursdays, for whoever comes
    submitted: 2026-02-02  # <- P06
    ```
    Good, a proposal of its own:
    ```yaml title="proposals/monday-and-thursday-soup/v1.yml"
    # like: proposals/monday-soup/v1.yml
    title: Soup on Mondays and Thursdays, for whoever comes
    submitted: 2026-02-02
    replaces: [monday-soup]
    ```
    Bad, after it was withdrawn:
    ```yaml title="proposals/winter-lights/v2.yml"
    # like: v1.yml
    title: Three reflecting posts along the mill pond
    submitted: 2026-01-20  # <- P06
    ```
    Good, a new one:
    ```yaml title="proposals/reflecting-posts/v1.yml"
    # like: proposals/winter-lights/v1.yml
    title: Three reflecting posts along the mill pond
    submitted: 2026-01-20
    ```

    Bad, others write on where these four began:
    ```yaml title="proposals/heat-refuge/v2.yml"
    # like: v1.yml
    title: A cool room for hot days and nights
    submitted: 2026-11-20
    authors: [amara-okafor, chen-mei-ling, sundari-nair, fatima-el-idrissi]  # <- P06
    ```
    Good, one of the four stands behind it:
    ```yaml title="proposals/heat-refuge/v2.yml"
    # like: v1.yml
    title: A cool room for hot days and nights
    submitted: 2026-11-20
    authors: [salma-rahman, chen-mei-ling, sundari-nair, fatima-el-idrissi]
    ```
    """
    for path, uncounted in movement.uncounted.items():
        record = movement.records[path]
        if isinstance(record, Version) and uncounted.reason != "not proven":
            yield _report_uncounted(record, uncounted)
    numbers = {id_: sorted(folder.versions) for id_, folder in movement.proposals.items()}
    for version in yield_judged_versions(movement):
        folder = movement.proposals[version.proposal]
        known = numbers[version.proposal]
        before = (0, *known)[bisect_left(known, version.number)]
        is_void = f"proposals/{folder.id}/v{version.number - 1}.yml" in movement.voided
        if before != version.number - 1 and not is_void:
            missing = f"there is no version {before + 1} before this one"
            yield Finding(version.locate(), missing, f"Name this file v{before + 1}.yml, or add what is missing.")
        if movement.is_sound(version, "submitted"):
            yield from _check_too_late(movement, folder, version)
        if before:
            yield from _check_after(movement, folder.versions[before], version)


def _report_uncounted(version: Version, uncounted: Uncounted) -> Finding:
    if uncounted.reason == "imported":
        message = "this was brought here from elsewhere, beside what this movement made, and has no effect"
        return Finding(version.locate("imported"), message, "Bring it as a proposal with an id of its own.")
    message = "nobody of the version before is among its authors, so this has no effect"
    help_ = "Ask somebody of the version before to stand behind this one; or make a proposal with an id of its own."
    return Finding(version.locate("authors"), message, help_)


def _check_after(movement: Movement, before: Version, version: Version) -> Iterator[Finding]:
    """Findings about a version and the one before it."""
    in_time = movement.is_sound(before, "submitted") and movement.is_sound(version, "submitted")
    if in_time and version.submitted < before.submitted:
        message = f"version {before.number} was submitted later, on {before.submitted}"
        help_ = "Write the day on which this version was really submitted."
        yield Finding(version.locate("submitted"), message, help_, (before.locate("submitted"),))
    same = all(getattr(before, name) == getattr(version, name) for name in _SAYS)
    if movement.is_kept(before) or movement.is_kept(version):
        return  # their words are withheld, and nobody can hold them against each other
    if same and movement.is_sound(before, *_SAYS) and movement.is_sound(version, *_SAYS):
        message = f"it says the same as version {before.number}, and would take away the consent given to that one"
        yield Finding(
            version.locate(),
            message,
            f"Change what is to be changed, or keep version {before.number}.",
            (before.locate(),),
        )


def _check_too_late(movement: Movement, folder: ProposalFolder, version: Version) -> Iterator[Finding]:
    """A finding where a version comes after its proposal was decided or closed; on that day itself it comes before."""
    decided = movement.decisions.get(folder.id)
    decision = decided.decision if decided else None
    is_later = decision is not None and decision.version < version.number
    if (
        decision
        and movement.is_sound(decision, "decided", "version")
        and is_later
        and decision.decided < version.submitted
    ):
        message = f"this was decided on {decision.decided}, and its text rests since then"
        help_ = f"Make a proposal with an id of its own, that renews or replaces {folder.id}."
        yield Finding(version.locate("submitted"), message, help_, (decision.locate("decided"),))
    elif (closed := closing_on(movement, folder.id, day_before(version.submitted))) and movement.is_sound(
        closed, "date"
    ):
        message = f"this proposal was {closed.result or 'closed'} on {closed.date}"
        help_ = "Make a proposal with an id of its own."
        yield Finding(version.locate("submitted"), message, help_, (closed.locate("date"),))


@rule("P07", idea="M17")
def integrates_no_objection(movement: Movement) -> Iterator[Finding]:
    """
    What a version integrates is an objection to an earlier version of it.

    An objection is a gift: it shows what nobody had seen. When a new version answers one, it says so by name, and
    everybody can follow how somebody's need has changed the text. So `integrates` names an objection to an earlier
    version, or the voice of somebody who objected to one in a round; or an objection to the decision that this
    proposal renews, replaces or ends. A concern, which stops nothing, may be taken up without being named here.

    Bad, somebody who had a concern, and consented:
    ```yaml title="proposals/cellar-laundry/v2.yml"
    # like: v1.yml
    text: As before, with the washing done by six in the evening.
    submitted: 2026-11-19
    integrates: [2026-11-15.weavers-yard/mohan-das]  # <- P07
    ```
    Good, somebody who objected:
    ```yaml title="proposals/cellar-laundry/v2.yml"
    # like: v1.yml
    text: As before, with the washing done by six in the evening.
    submitted: 2026-11-19
    integrates: [2026-11-15.weavers-yard/bao-nguyen]
    ```
    Bad, an objection to something else:
    ```yaml title="proposals/heat-refuge/v1.yml"
    integrates: [roots-break-pipes]  # <- P07
    ```
    Good, an objection to a decision that this would replace:
    ```yaml title="proposals/heat-refuge/v1.yml"
    asks: [everyone]
    replaces: [quiet-hours-2026]
    integrates: [van-at-the-yard]
    ```
    """
    for version in yield_judged_versions(movement, "integrates", "renews", "replaces", "ends"):
        for at, name in enumerate(version.integrates):
            fault = (
                _explain_voice(movement, version, name) if "/" in name else _explain_objection(movement, version, name)
            )
            if fault:
                help_ = "Name an objection to an earlier version, or the voice of somebody who objected to one."
                yield Finding(version.locate("integrates", at), fault, help_)


def _explain_voice(movement: Movement, version: Version, name: str) -> str | None:
    """What is wrong with naming a voice; None when it objects to an earlier version of the same proposal."""
    held, _, person = name.partition("/")
    found = movement.records.get(f"proposals/{version.proposal}/rounds/{held}.yml")
    if not isinstance(found, Round) or not movement.is_sound(found, "voices", "version", "held"):
        return None
    said = found.voices[person].says if person in found.voices else "object"
    if said != "object":
        return f"{person} was absent in that round" if said == "absent" else f"{person} did not object in that round"
    if found.version >= version.number:
        return f"{person} spoke of version {found.version} there, and this is version {version.number}"
    return _explain_too_early(movement, version, found.held, "that round was held")


def _explain_objection(movement: Movement, version: Version, name: str) -> str | None:
    """What is wrong with naming an objection; None when it is one to an earlier version, or to what this changes."""
    changed = (movement.decisions.get(id_) for id_ in (*version.renews, *version.replaces, *version.ends))
    if any(folder and name in folder.objections for folder in changed):
        return None
    own = movement.proposals[version.proposal].objections.get(name)
    if f"proposals/{version.proposal}/objections/{name}/v1.yml" in movement.voided:
        return None
    if own is None:
        return f"{name} is no objection to this proposal, nor to a decision that it would change"
    return _explain_own_objection(movement, own, version)


def _explain_own_objection(movement: Movement, folder: ObjectionFolder, version: Version) -> str | None:
    raised = list(folder.versions.values())
    if not raised:
        return f"{folder.id} is not raised yet: it still looks for people to stand with it"
    if not all(movement.is_sound(objection, "against", "raised") for objection in raised):
        return None
    numbers = sorted({objection.against.version for objection in raised if objection.against.version is not None})
    if numbers and numbers[0] >= version.number:
        return f"{folder.id} speaks of version {format_list(map(str, numbers))}, and this is version {version.number}"
    return _explain_too_early(
        movement, version, min(objection.raised for objection in raised), f"{folder.id} was raised"
    )


def _explain_too_early(movement: Movement, version: Version, day: date, what: str) -> str | None:
    """That a version answers what came only after it; on one day they may have come one after the other."""
    if movement.is_sound(version, "submitted") and version.submitted < day:
        return f"{what} on {day}, after this version was submitted"
    return None
