"""When each record landed: the commit on main that brought it as it stands now, and that commit's day (M13)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from nstgov.store.chain import chain
from nstgov.store.git import GitTrouble
from nstgov.store.scratch import scratch


class Landing(NamedTuple):
    """
    Where the present bytes of a record came to stand on main.

    `commit` is a full id, `day` that commit's own (OPEN where it has none that can be read), `place` the commit's place
    on the first-parent chain, counted from 0: of two landings the one with the higher place came later.
    """

    commit: str
    day: date
    place: int = 0


def landings_of(repository: Path, commit: str) -> Mapping[str, Landing]:
    """
    By path, the landing of every record that stands in a commit, given by its full id: one pass over the history.

    Nothing where the history cannot be told: no git, or a clone that has only the last part of it.
    """
    try:
        with scratch(repository) as own:
            found = chain(own, commit)
    except GitTrouble:
        return {}
    landings = [Landing(one.id, one.day, place) for place, one in enumerate(found.commits)]
    return {path: landings[place] for path, place in found.landed.items()}
