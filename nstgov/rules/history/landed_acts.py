"""Family H: what has landed stays as it is (M13). Ids, machinery and days stand beside."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.lifecycle.history_scope import find_judged_change, may_be_removed
from nstgov.records import FileState, Movement, PathChange, PutBack, Where
from nstgov.rules.rule import rule

_SORTS = {"100755": "an executable file", "120000": "a symbolic link", "160000": "a submodule"}
_SHORT = 12
"""How many digits of a commit's id are shown."""


@rule("H01", idea="M13")
def act_changed(movement: Movement) -> Iterator[Finding]:
    """
    What has landed is never rewritten.

    People consented to these very bytes, and others built on them. A record that can be polished afterwards is worth
    nothing on the day on which two people remember a thing differently. So a change of mind, a new text, a mistake that
    somebody noticed: each is a new file beside the old one, and everybody can follow how it went.

    Bad, a few words that sounded better afterwards:
    ```yaml title="circles/old-harbour/tide-house/2026-11-08.asks.yml"
    for: Nothing in particular.  # <- H01
    ```
    Good, what was wrong is set right beside it:
    ```yaml title="circles/old-harbour/tide-house/2026-11-08.asks.yml.correction.2026-11-20.yml"
    by: amara-okafor
    what: That was meant for the spring; we have what we need now.
    ```
    """
    change = find_judged_change(movement)
    for step in change.steps if change else ():
        if step.is_act and step.parent == 1 and step.after is not None:
            yield from _check_changed(step)


def _check_changed(step: PathChange) -> Iterator[Finding]:
    at = Where(step.path)
    if step.put_back and (step.before or step.gone_in):
        yield _report_put_back(at, step.put_back)
    elif step.before is not None:
        yield Finding(at, f"{_describe_change(step)}{_name_commit(step)}", _suggest_leaving(step))
    elif step.gone_in:
        message = f"a record had landed here and was removed in commit {step.gone_in[:_SHORT]}; this is another one"
        yield Finding(
            at, f"{message}{_name_commit(step)}", "Give the new record a name of its own, and put the old one back."
        )


def _describe_change(step: PathChange) -> str:
    """What was done to a record, in words."""
    if step.before and step.after and step.before.mode != step.after.mode:
        return f"this had landed as {_describe_mode(step.before)}, and is turned into {_describe_mode(step.after)}"
    return "this had landed, and its text is changed"


def _describe_mode(stand: FileState) -> str:
    return _SORTS.get(stand.mode, "a plain file")


def _suggest_leaving(step: PathChange) -> str:
    if step.commit:
        return f"Put it back as it landed: git restore --source={step.commit[:_SHORT]}^ -- {step.path}"
    return "Leave it landed, and say what is new in a file of its own: a new version, an act, or a correction."


def _name_commit(step: PathChange) -> str:
    return f", in commit {step.commit[:_SHORT]}" if step.commit else ""


def _report_put_back(at: Where, put_back: PutBack) -> Finding:
    changed, back = put_back.changed_in[:_SHORT], put_back.back_in[:_SHORT]
    message = f"commit {changed} had altered or removed this, and commit {back} puts it back as it landed"
    return Finding(at, message, "Look at both commits, and thank whoever noticed.", severity="warning")


@rule("H02", idea="M13")
def act_removed(movement: Movement) -> Iterator[Finding]:
    """
    What has landed stays where it is.

    What was said, was said. A round that vanishes takes with it the voice of everybody who was there, and a decision
    that is moved to another folder is, for whoever had a link to it, gone. When a text does harm, its circle can decide
    to withhold it: then the page hides it and even the file may go, and what stays is its hash, so that nobody can say
    that something else stood there. What follows from it stays too: the withheld file keeps, under `keeps`, what the
    record says without its words. What somebody has signed stays where it is, with its text hidden.

    Bad, a call for help disappears:
    ```text title="circles/old-harbour/tide-house/2026-11-08.asks.yml" gone
    # <- H02
    ```
    Good, a circle has decided to withhold it, and its hash stays, with all but the words:
    ```text title="circles/hill-villages/heron-meadow/2026-10-25.away.wanda-kowalska.yml" gone
    ```
    """
    change = find_judged_change(movement)
    added = {s.after.object_id: s.path for s in change.steps if s.before is None and s.after} if change else {}
    for step in change.steps if change else ():
        if (
            step.is_act
            and step.parent == 1
            and step.before
            and step.after is None
            and not may_be_removed(movement, step)
        ):
            yield _report_removed(step, "" if step.commit else added.get(step.before.object_id, ""))


def _report_removed(step: PathChange, moved_to: str) -> Finding:
    at = Where(step.path)
    if step.put_back:
        return _report_put_back(at, step.put_back)
    related = (Where(moved_to),) if moved_to else ()
    message = f"this had landed, and is moved to {moved_to}" if moved_to else "this had landed, and is removed"
    help_ = (
        _suggest_leaving(step)
        if step.commit
        else "Put it back. Where a text does harm, its circle can decide to withhold it; the withheld file then keeps, "
        "under `keeps`, what the record says without its words."
    )
    return Finding(at, f"{message}{_name_commit(step)}", help_, related)


@rule("H03", idea="M13")
def lost_in_a_merge(movement: Movement) -> Iterator[Finding]:
    """
    A merge holds the records of all that it brings together.

    Git lets somebody join two histories and keep only one of them. In the log that looks like any other merge, and the
    records of the other side are gone without a commit that removes them. So every merge on the main line is held
    against each of its parents: whatever one of them had must still be there, byte for byte.

    Bad, a merge that kept only one side:
    ```text title="circles/old-harbour/tide-house/2026-11-08.asks.yml" lost
    # <- H03
    ```
    Good, a merge that brings something new and loses nothing:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.asks.yml"
    for: A ladder.
    entered_by: patrick-byrne
    ```
    """
    change = find_judged_change(movement)
    for step in change.steps if change else ():
        if step.is_act and step.parent > 1 and step.before and not may_be_removed(movement, step):
            yield _report_lost(step)


def _report_lost(step: PathChange) -> Finding:
    at = Where(step.path)
    if step.put_back:
        return _report_put_back(at, step.put_back)
    what = "has other bytes than" if step.after else "is missing, and it stood"
    message = f"after the merge in commit {step.commit[:_SHORT]} this {what} in parent {step.parent}"
    help_ = f"Put it back as it was: git restore --source={step.commit[:_SHORT]}^{step.parent} -- {step.path}"
    return Finding(at, message, help_)
