"""The clone of a region, and what was found of it before: all of it in the person's cache, outside every record."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path

from nstgov.federate.region_tasks import RegionAnswer, RegionTask, decode_answer
from nstgov.store.fetching import FetchFault, FetchLimits, fetch_repository, find_fetched_commit, place_of_clone


def fetch_region(task: RegionTask) -> Path:
    """The clone of a region, brought up to date; from the mirror where one is named. Raises FetchFault."""
    cache, limits = Path(task.cache), FetchLimits(task.seconds, task.size)
    address = f"{task.mirrors.rstrip('/')}/{task.repository_id}.git" if task.mirrors else task.address
    if not task.offline:
        return fetch_repository(cache, address, limits, is_named_by_person=bool(task.mirrors))
    clone = place_of_clone(cache, address)
    if find_fetched_commit(clone) is None:
        raise FetchFault("unreachable", "it was never fetched on this machine")
    return clone


def find_kept_answer(task: RegionTask, commit: str) -> RegionAnswer | None:
    """The answer to a task about a commit that was kept whole; anything else there is as good as nothing."""
    try:
        return decode_answer(_place_of_answer(task, commit).read_bytes())
    except (OSError, ValueError, TypeError, KeyError):
        return None


def keep_answer(task: RegionTask, commit: str, answer: RegionAnswer) -> None:
    """Keep an answer, whole or not at all; a cache that cannot be written only costs time."""
    kept = _place_of_answer(task, commit)
    with suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=kept.parent, delete=False) as file:
            file.write(answer.encode())
        Path(file.name).replace(kept)


def _place_of_answer(task: RegionTask, commit: str) -> Path:
    return Path(task.cache) / "answers" / f"{task.answer_key(commit)}.json"
