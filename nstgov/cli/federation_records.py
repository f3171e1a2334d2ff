"""What `nstgov federate add` and `fetch` write: that a region joins, and what was seen of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from nstgov.author.safe_writer import write_new
from nstgov.check import read_proven_movement
from nstgov.cli.errors import WrongUse
from nstgov.federate.drafts import Sent, draft_region, draft_snapshot, says_the_same
from nstgov.federate.engines import Engine
from nstgov.federate.federation import LookSettings, look_at_federation
from nstgov.federate.region_tasks import RegionAnswer
from nstgov.lifecycle import ground_rules_on, is_open
from nstgov.lifecycle.away import awaited_on
from nstgov.lifecycle.summaries import hash_summary
from nstgov.records import Movement, Region, RegionFolder, match_path
from nstgov.records.regions import REPOSITORY_ADDRESS
from nstgov.store.fetching import FetchFault, FetchLimits, fetch_repository, find_fetched_commit
from nstgov.store.tree import Tree, read_commit


def add_region(
    root: Path, movement: Movement, region: str, address: str, joins: str,
    entered_by: str | None, circle: str | None, mirrors: str, cache: Path, day: date,
) -> str:  # fmt: skip
    """Write regions/<region>.yml; what to do next. Raises WrongUse where something named is not there."""
    path = f"regions/{region}.yml"
    if match_path(path) is None:
        raise WrongUse(
            f'"{region}" is no id', "An id has 2 to 64 small letters and digits, with single hyphens: valley."
        )
    if REPOSITORY_ADDRESS.fullmatch(address) is None:
        raise WrongUse("this is no address of a repository that others can read", "Give one with https:// or ssh://.")
    if not is_open(movement, joins, day) or joins not in movement.circles:
        raise WrongUse(f"there is no circle {joins} here", "Name the circle in which the region will sit: --joins.")
    theirs = _read_region(cache, mirrors or address, is_named=bool(mirrors))
    top = circle or ground_rules_on(theirs, day).top
    if not top or not is_open(theirs, top, day):
        raise WrongUse(f"its top circle is not known: {top or 'none is named'}", "Name it: --circle.")
    if theirs.repository_id is None:
        raise WrongUse("its ground rules name no repository_id", "Ask the region to look: nstgov check.")
    record = Region(
        file=path, region=region, name=ground_rules_on(theirs, day).movement, repository=address,
        repository_id=theirs.repository_id, circle=top, joins=joins, since=day, entered_by=entered_by,
    )  # fmt: skip
    asked = awaited_on(movement, joins, day)
    write_new(root, {path: draft_region(record, asked)})
    next_ = f"Ask each of the {len(asked)} members of {joins}, write what they say, then look: nstgov check\n"
    return f"Wrote {path}.\n" + (next_ if asked else f"Next: nstgov federate fetch {region}\n")


def _read_region(cache: Path, address: str, *, is_named: bool) -> Movement:
    try:
        clone = fetch_repository(cache, address, FetchLimits(), is_named_by_person=is_named)
    except FetchFault as fault:
        raise WrongUse(f"it cannot be fetched: {fault}", "Look at the address, and whether you can reach it.") from None
    return read_proven_movement(read_commit(clone, find_fetched_commit(clone) or ""))


class FetchedRegions(NamedTuple):
    """What was done with each region, in a line, and how many could not be taken."""

    lines: tuple[str, ...]
    faults: int


def fetch_regions(
    root: Path, movement: Movement, settings: LookSettings, engine: Engine, entered_by: str | None
) -> FetchedRegions:
    """Look at the regions of a record, and write a snapshot of each that is sound and not as it was seen last."""
    found = look_at_federation(Tree((), None), movement, settings, engine, levels=1)
    lines, faults, files = list[str](), 0, dict[str, str]()
    for _, one in sorted(found.items()):
        if one.folder is None:
            continue
        if one.answer.state != "sound" or one.answer.summary is None:
            faults += 1
            lines.append(f"{one.folder.id}: {one.answer.state}{f' ({one.answer.said})' if one.answer.said else ''}")
        else:
            lines.append(_take_region(one.folder, one.answer, settings.as_of, entered_by, files))
    write_new(root, files)
    return FetchedRegions(tuple(lines), faults)


def _take_region(
    folder: RegionFolder, answer: RegionAnswer, day: date, entered_by: str | None, files: dict[str, str]
) -> str:
    """Put a snapshot among the files to write, where there is anything new; what is said of it."""
    sent = tuple(_yield_sent(answer))
    last = folder.snapshots[-1] if folder.snapshots else None
    if last is not None and says_the_same(last, answer.commit, sent):
        return f"{folder.id}: as it was seen on {last.date}"
    if last is not None and last.date >= day:
        return f"{folder.id}: has changed; it was seen on {last.date} already, the next snapshot is of a later day"
    path = f"regions/{folder.id}/snapshots/{day}.yml"
    files[path] = draft_snapshot(answer.commit, hash_summary(answer.summary or {}), sent, entered_by)
    return f"{folder.id}: wrote {path}"


def _yield_sent(answer: RegionAnswer) -> Iterator[Sent]:
    for person, name, keys, first, last in answer.sends:
        yield person, name, keys, date.fromisoformat(first), date.fromisoformat(last)
