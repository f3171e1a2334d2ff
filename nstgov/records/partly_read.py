"""What was read in part: who asks for what was left unread is told so, and never takes it for what is not there."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any, NoReturn, TypeVar

V = TypeVar("V")


class NotRead(Exception):
    """Something is on record that was left unread, and what was asked cannot be answered without it."""


class PartlyRead(dict[str, V]):
    """
    A dictionary of which some keys were left unread: to ask for one of those raises NotRead.

    Whoever goes through all that is there sees what was read.
    """

    def __init__(self, found: Mapping[str, V], unread: Container[str]) -> None:
        """What was found, and the keys of what there is besides."""
        super().__init__(found)
        self.unread = unread

    def __getitem__(self, key: str) -> V:
        """The value of a key. Raises NotRead, and KeyError of what is not there."""
        return self._require_read(key) if key in self.unread else super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        """Whether a key is there. Raises NotRead."""
        return self._require_read(key) if key in self.unread else super().__contains__(key)

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a key, or a default for what is not there. Raises NotRead."""
        return self._require_read(key) if key in self.unread else super().get(key, default)

    def setdefault(self, key: str, default: Any = None) -> Any:
        """The value of a key, which becomes the default where it is not there. Raises NotRead."""
        return self._require_read(key) if key in self.unread else super().setdefault(key, default)

    @staticmethod
    def _require_read(key: object) -> NoReturn:
        raise NotRead(f"{key} was left unread")


def require_read(key: str, unread: Container[str]) -> None:
    """Raises NotRead where something was left unread."""
    if key in unread:
        raise NotRead(f"{key} was left unread")


def require_all_read(unread: frozenset[str]) -> None:
    """Raises NotRead where anything was left unread, for what follows from all together."""
    if unread:
        raise NotRead(f"{len(unread)} circles were left unread")
