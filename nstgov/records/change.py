"""The steps of a change on its way to main: what it adds, alters and takes away, path by path."""

from __future__ import annotations

from typing import NamedTuple

from nstgov.records.layout import ROOTS

HELD = ROOTS
"""The folders under which acts are only ever added."""


class FileState(NamedTuple):
    """What stands at a path: its mode as git writes it, and the id of its content."""

    mode: str
    object_id: str


class PutBack(NamedTuple):
    """Two commits by their ids: the one that altered or removed what had landed, and the one that puts it back."""

    changed_in: str
    back_in: str


class Bringer(NamedTuple):
    """
    The account that brought a change, as the forge tells of it.

    `account` is the number that stays with it, `login` its name at present (empty: not told), `forge` the host.
    """

    account: int
    login: str = ""
    forge: str = ""


class PathChange(NamedTuple):
    """
    What happens to one path: how it stands before and after (None: nothing stands there).

    `put_back` is given where the step puts back what had landed, byte for byte, or is itself put back later on;
    `gone_in` names the commit that took away what had once landed at this path; `sha256` is that of what is removed.
    Over a whole history `commit` says where it happened, and `parent` against which of its parents, counted from 1.
    """

    path: str
    before: FileState | None
    after: FileState | None
    put_back: PutBack | None = None
    gone_in: str = ""
    sha256: str = ""
    commit: str = ""
    parent: int = 1

    @property
    def is_act(self) -> bool:
        """Whether it lies where acts are only ever added."""
        return is_act_path(self.path)


def is_act_path(path: str) -> bool:
    """Whether a path lies in a folder of acts, or is itself in the place of one."""
    return path.partition("/")[0] in HELD
