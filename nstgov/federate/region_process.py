"""
One region, fetched and judged, in a process of its own: `python -m nstgov.federate.region_process`.

It reads a task from its standard input and writes the answer to its standard output. Whatever a hostile record does to
it, nobody else is harmed: whoever started it ends it when its time is over.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from nstgov.audit import audit_history
from nstgov.check import with_signature_results
from nstgov.federate.region_clone import fetch_region, keep_answer
from nstgov.federate.region_tasks import RegionAnswer, RegionTask, decode_task
from nstgov.findings import Verdict
from nstgov.lifecycle.days import OPEN
from nstgov.lifecycle.keys import keys_now
from nstgov.lifecycle.people import name_on
from nstgov.lifecycle.summaries import Summary, hash_summary, list_sent_by, summarize
from nstgov.records import Movement
from nstgov.store.comparison import read_history
from nstgov.store.fetching import HEAD, FetchFault, find_fetched_commit
from nstgov.store.file_reading import ParsedFile
from nstgov.store.git import GitError
from nstgov.store.reading import read_movement
from nstgov.store.tree import MissingRecord, StoredFile, Tree, read_commit

_SHOWN = 5
_CARRIED = ("regions/", "ground-rules/")


def answer_task(task: RegionTask) -> RegionAnswer:
    """What is found of a region; it is kept, so that nobody works it out again for the same commit."""
    try:
        clone = fetch_region(task)
    except FetchFault as fault:
        return RegionAnswer(task.path, fault.state, str(fault))
    commit = find_fetched_commit(clone) or ""
    answer = judge_region(task, clone, commit)
    keep_answer(task, commit, answer)
    return answer


def judge_region(task: RegionTask, clone: Path, commit: str) -> RegionAnswer:
    """A fetched region held against its rules, its history and what was pinned of it."""
    day = date.fromisoformat(task.as_of)
    try:
        found = read_history(clone, HEAD)
        known: dict[StoredFile, ParsedFile] = {}
        movement = _read_proven(found.tip, known)
        if movement.repository_id != task.repository_id:
            said = f"its id is {movement.repository_id or 'not to be read'}"
            return RegionAnswer(task.path, "another repository", said, commit)
        if task.pinned and task.pinned not in found.ids:
            return RegionAnswer(task.path, "rewritten", "", commit)
        verdict = audit_history(found, day, day, known).both
    except (GitError, MissingRecord) as fault:
        return RegionAnswer(task.path, "at fault", str(fault), commit, 1)
    is_pinned = task.pinned == found.tip.commit
    pinned = movement if is_pinned else _read_pinned(task, clone, known)
    return _tell_of(task, found.tip, movement, pinned, verdict)


def _read_proven(tree: Tree, known: dict[StoredFile, ParsedFile]) -> Movement:
    return with_signature_results(read_movement(tree, known), tree)


def _tell_of(
    task: RegionTask, tip: Tree, movement: Movement, pinned: Movement | None, verdict: Verdict
) -> RegionAnswer:
    errors = [found for found in verdict.diagnostics if found.severity == "error"]
    summary = summarize(movement, date.fromisoformat(task.as_of), tip.commit)
    on = date.fromisoformat(task.pinned_on) if task.pinned_on else OPEN
    sent = list_sent_by(pinned, task.circle, on) if pinned else None
    return RegionAnswer(
        task.path,
        "at fault" if errors else "sound",
        commit=tip.commit or "",
        errors=len(errors),
        first_errors=tuple(f"{one.code} {one.place.file}: {one.message}" for one in errors[:_SHOWN]),
        summary=summary,
        pinned_summary=hash_summary(summarize(pinned, on, task.pinned)) if pinned else None,
        sent=None if sent is None else tuple((who, a.isoformat(), b.isoformat()) for who, a, b in sent),
        sends=tuple(_list_sends(movement, task.circle, date.fromisoformat(task.as_of))),
        records=_carry_records(tip, summary),
    )


def _list_sends(movement: Movement, circle: str, day: date) -> Iterator[tuple[str, str, tuple[str, ...], str, str]]:
    """Whom a circle sends from a day on, each with name and the keys that count now."""
    keys: dict[str, list[str]] = defaultdict(list)
    for held in keys_now(movement):
        keys[held.person].append(held.key)
    for person, first, last in list_sent_by(movement, circle, day):
        yield person, name_on(movement, person, day), tuple(keys[person]), first.isoformat(), last.isoformat()


def _read_pinned(task: RegionTask, clone: Path, known: dict[StoredFile, ParsedFile]) -> Movement | None:
    """Everything on record at the pinned commit; None where nothing is pinned or it cannot be read there."""
    if not task.pinned:
        return None
    try:
        return _read_proven(read_commit(clone, task.pinned), known)
    except (GitError, MissingRecord):
        return None


def _carry_records(tip: Tree, summary: Summary) -> dict[str, str]:
    """The files by which a region's own regions are judged; none of a region that has no regions."""
    if not any(file.path.startswith("regions/") for file in tip.files):
        return {}
    decided = {f"decisions/{row[0]}/decision.yml" for row in summary["decisions"] if row[5]}
    joined = tuple(f"/{region['joins']}/circle.yml" for region in summary["regions"])
    carried = (f for f in tip.files if f.path.startswith(_CARRIED) or f.path in decided or f.path.endswith(joined))
    return {file.path: file.data.decode() for file in carried if _is_text(file)}


def _is_text(file: StoredFile) -> bool:
    try:
        file.data.decode()
    except UnicodeDecodeError:
        return False
    return file.sort == "file"


def main() -> None:
    """Read a task, write its answer."""
    sys.stdout.buffer.write(answer_task(decode_task(sys.stdin.buffer.read())).encode())


if __name__ == "__main__":
    main()
