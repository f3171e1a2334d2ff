"""What several files are made from, as one digest: while it is the same, they need not be made again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cached_property

from nstgov.lifecycle.days import derive_once
from nstgov.publish.stamps import get_record_fingerprints
from nstgov.publish.views.scene import Snapshot

THINGS = ("proposals/", "decisions/", "elections/")
"""How paths and addresses begin that speak of a proposal, a decision or an election."""


@derive_once
def get_site_fingerprints(scene: Snapshot) -> SiteFingerprints:
    """The digests of a scene, worked out once for all who ask."""
    return SiteFingerprints(scene)


class SiteFingerprints:
    """Digests over everything that lists, feeds, calendars and the pages of circles are told from."""

    def __init__(self, scene: Snapshot) -> None:
        self._scene = scene
        self._known: dict[str, str] = {}

    @cached_property
    def shared_key(self) -> str:
        """What everything stands on: circles, people, elections, ground rules; empty where it is not known."""
        return get_record_fingerprints(self._scene).get_cache_key(())

    @cached_property
    def whole_record_key(self) -> str:
        """All that is on record."""
        stamps = get_record_fingerprints(self._scene)
        return self._join_keys([self.shared_key, *(stamps.get_cache_key(group) for group in stamps.groups)], "")

    def get_cache_key(self, told: object, paths: Iterable[str]) -> str:
        """A digest over what is told, and over all that the things at these paths depend on."""
        ids = dict.fromkeys(path.split("/", 2)[1] for path in paths if path.startswith(THINGS))
        return self._join_keys([self.shared_key, *map(self._group_cache_key, ids)], repr(told))

    def _group_cache_key(self, id_: str) -> str:
        if id_ not in self._known:
            stamps = get_record_fingerprints(self._scene)
            self._known[id_] = stamps.get_cache_key(stamps.get_group(id_))
        return self._known[id_]

    @staticmethod
    def _join_keys(keys: list[str], told: str) -> str:
        if not all(keys):
            return ""
        text = "\0".join((told, *keys))
        return hashlib.blake2b(text.encode("utf-8", "backslashreplace"), digest_size=20).hexdigest()
