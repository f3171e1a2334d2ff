"""
What git says of the place where a folder lies: one question, for whoever remembers what was worked out there.

When each record landed follows from the commit that is checked out, and from nothing else, where paths in the folder
are those that git knows and the clone has the whole history. So these three tell whether a history is the same.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from nstgov.store import git
from nstgov.store.git import GitError


class CheckoutState(NamedTuple):
    """
    Where a folder lies in git, and on which commit.

    `is_top` tells that it is the top of a checkout: then paths in it are those that git knows. `head` is the full id of
    the commit that is checked out (None: no git, no commit yet, or another thing of that name). `is_shallow` tells a
    clone that has only the last part of its history.
    """

    is_top: bool = False
    head: str | None = None
    is_shallow: bool = False

    @property
    def tells_history(self) -> bool:
        """Whether it can be told from here when each record landed."""
        return self.is_top and bool(self.head) and not self.is_shallow


def find_checkout_state(folder: Path) -> CheckoutState:
    """What git says of a folder; of one that git knows nothing of, that it is no checkout."""
    try:
        done = git.run_git_unchecked(
            folder, "rev-parse", "--is-inside-work-tree", "--is-shallow-repository", "--show-cdup", "HEAD^{commit}"
        )
    except GitError:
        return CheckoutState()
    inside, shallow, up, head, *_ = [*done.out.decode("ascii", "replace").split("\n"), "", "", "", ""]
    is_told = done.code == 0 and b"is ambiguous" not in done.said
    return CheckoutState(inside == "true" and not up, head if is_told else None, shallow == "true")
