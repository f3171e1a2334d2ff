"""When each record landed: the commit on main that brought it stands now, and that commit's day (M13)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from nstgov.store.cache import Cache, pack_value, unpack_value
from nstgov.store.git import GitError
from nstgov.store.main_history import Chain, read_chain, read_chain_after
from nstgov.store.scratch_repository import open_scratch_repository

_SORT = "landed"


class Landing(NamedTuple):
    """
    Where the present bytes of a record came to stand on main.

    `commit` is a full id, `day` that commit's own (OPEN where it has none that can be read), `place` the commit's place
    on the first-parent chain, counted from 0: of two landings the one with the higher place came later.
    """

    commit: str
    day: date
    place: int = 0


class _CachedLandings(NamedTuple):
    """What an earlier pass told: up to which commit, how many there are on its chain, and what landed where."""

    tip: str
    commits: int
    landed: dict[str, Landing]


def read_landings(repository: Path, commit: str, cache: Cache | None = None) -> Mapping[str, Landing]:
    """
    By path, the landing of every record that stands in a commit, given by its full id: one pass over the history.

    Only over what came since, where `cache` knows an earlier commit of the same chain: its id stands for all before it.
    Nothing where the history cannot be told: no git, or a clone that has only the last part of it.
    """
    cache = cache or Cache(None, "")
    try:
        with open_scratch_repository(repository) as own:
            before = _load_cached(cache)
            known = _extend_cached(own, before, commit) or _start_cached(read_chain(own, commit), commit)
    except GitError:
        return {}
    if known is not before:
        cache.put_bundle(_SORT, 0, pack_value(known))
    return known.landed


def _load_cached(cache: Cache) -> _CachedLandings | None:
    data = cache.read_bundle(_SORT, 0)
    known = unpack_value(data) if data else None
    return known if isinstance(known, _CachedLandings) else None


def _extend_cached(own: Path, known: _CachedLandings | None, commit: str) -> _CachedLandings | None:
    """What is known, with what the commits after it did; None where it tells of another chain."""
    if known is None or known.tip == commit:
        return known
    try:
        later = read_chain_after(own, known.tip, commit)
    except GitError:  # the commit is no longer there
        return None
    if later is None:
        return None
    kept = {path: landing for path, landing in known.landed.items() if path not in later.gone}
    return _CachedLandings(commit, known.commits + len(later.commits), kept | _index_landings(later, known.commits))


def _start_cached(found: Chain, commit: str) -> _CachedLandings:
    return _CachedLandings(commit, len(found.commits), _index_landings(found, 0))


def _index_landings(found: Chain, before: int) -> dict[str, Landing]:
    """The landings of a part of the chain, with so many commits before it."""
    landings = [Landing(one.id, one.day, before + place) for place, one in enumerate(found.commits)]
    return {path: landings[place] for path, place in found.landed.items()}
