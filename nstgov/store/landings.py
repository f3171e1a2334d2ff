"""When each record landed: the commit on main that brought it as it stands now, and that commit's day (M13)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from nstgov.store.cache import Cache, packed, unpacked
from nstgov.store.chain import Chain, chain, chain_after
from nstgov.store.git import GitTrouble
from nstgov.store.scratch import scratch

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


class _Known(NamedTuple):
    """What an earlier pass told: up to which commit, how many there are on its chain, and what landed where."""

    tip: str
    commits: int
    landed: dict[str, Landing]


def landings_of(repository: Path, commit: str, cache: Cache | None = None) -> Mapping[str, Landing]:
    """
    By path, the landing of every record that stands in a commit, given by its full id: one pass over the history.

    Only over what came since, where `cache` knows an earlier commit of the same chain: its id stands for all before it.
    Nothing where the history cannot be told: no git, or a clone that has only the last part of it.
    """
    cache = cache or Cache(None, "")
    try:
        with scratch(repository) as own:
            before = _kept(cache)
            known = _gone_on(own, before, commit) or _from_the_beginning(chain(own, commit), commit)
    except GitTrouble:
        return {}
    if known is not before:
        cache.put(_SORT, 0, packed(known))
    return known.landed


def _kept(cache: Cache) -> _Known | None:
    data = cache.bundle(_SORT, 0)
    known = unpacked(data) if data else None
    return known if isinstance(known, _Known) else None


def _gone_on(own: Path, known: _Known | None, commit: str) -> _Known | None:
    """What is known, with what the commits after it did; None where it tells of another chain."""
    if known is None or known.tip == commit:
        return known
    try:
        later = chain_after(own, known.tip, commit)
    except GitTrouble:  # the commit is no longer there
        return None
    if later is None:
        return None
    kept = {path: landing for path, landing in known.landed.items() if path not in later.gone}
    return _Known(commit, known.commits + len(later.commits), kept | _landed(later, known.commits))


def _from_the_beginning(found: Chain, commit: str) -> _Known:
    return _Known(commit, len(found.commits), _landed(found, 0))


def _landed(found: Chain, before: int) -> dict[str, Landing]:
    """The landings of a part of the chain, with so many commits before it."""
    landings = [Landing(one.id, one.day, before + place) for place, one in enumerate(found.commits)]
    return {path: landings[place] for path, place in found.landed.items()}
