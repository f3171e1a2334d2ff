"""What several files are made from, as one digest: while it is the same, they need not be made again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cached_property

from nstgov.lifecycle.spans import remembered
from nstgov.publish.stamps import stamps_of
from nstgov.publish.views.scene import Scene

THINGS = ("proposals/", "decisions/", "elections/")
"""How paths and addresses begin that speak of a proposal, a decision or an election."""


@remembered
def keys_of(scene: Scene) -> Keys:
    """The digests of a scene, worked out once for all who ask."""
    return Keys(scene)


class Keys:
    """Digests over everything that lists, feeds, calendars and the pages of circles are told from."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._known: dict[str, str] = {}

    @cached_property
    def ground(self) -> str:
        """What everything stands on: circles, people, elections, ground rules; empty where it is not known."""
        return stamps_of(self._scene).key(())

    @cached_property
    def everything(self) -> str:
        """All that is on record."""
        stamps = stamps_of(self._scene)
        return self._digest([self.ground, *(stamps.key(group) for group in stamps.groups)], "")

    def of(self, told: object, paths: Iterable[str]) -> str:
        """A digest over what is told, and over all that the things at these paths depend on."""
        ids = dict.fromkeys(path.split("/", 2)[1] for path in paths if path.startswith(THINGS))
        return self._digest([self.ground, *map(self._of_thing, ids)], repr(told))

    def _of_thing(self, id_: str) -> str:
        if id_ not in self._known:
            stamps = stamps_of(self._scene)
            self._known[id_] = stamps.key(stamps.group_of(id_))
        return self._known[id_]

    @staticmethod
    def _digest(keys: list[str], told: str) -> str:
        if not all(keys):
            return ""
        text = "\0".join((told, *keys))
        return hashlib.blake2b(text.encode("utf-8", "backslashreplace"), digest_size=20).hexdigest()
