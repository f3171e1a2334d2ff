"""What git says of the place where a folder lies, told in one answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from nstgov.store.checkout_state import CheckoutState, find_checkout_state
from tests.commands import git_in


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A checkout with two commits and a folder."""
    found = tmp_path / "record"
    (found / "circles").mkdir(parents=True)
    (found / "circles" / "oak.yml").write_text("circle: oak\n", encoding="utf-8")
    git_in(found, "init", "-q", "-b", "main")
    git_in(found, "add", "-A")
    git_in(found, "commit", "-q", "-m", "A circle")
    git_in(found, "commit", "-q", "--allow-empty", "-m", "Nothing more")
    return found


def test_the_top_of_a_checkout_is_told_from_what_lies_below(root: Path) -> None:
    """The commit is that of the checkout in both."""
    head = git_in(root, "rev-parse", "HEAD").strip()
    assert find_checkout_state(root) == CheckoutState(is_top=True, head=head)
    assert find_checkout_state(root / "circles") == CheckoutState(head=head)
    assert not find_checkout_state(root / ".git").is_top


def test_a_folder_with_a_line_end_in_its_name_is_not_the_top(root: Path) -> None:
    """What a folder is called says nothing of where it lies."""
    (root / "\nfolder").mkdir()
    assert not find_checkout_state(root / "\nfolder").is_top


def test_a_detached_commit_and_a_worktree_are_checkouts_too(root: Path, tmp_path: Path) -> None:
    """Each tells the commit that it is on."""
    first = git_in(root, "rev-parse", "HEAD~1").strip()
    git_in(root, "worktree", "add", "-q", "--detach", str(tmp_path / "beside"), first)
    assert find_checkout_state(tmp_path / "beside") == CheckoutState(is_top=True, head=first)


def test_a_clone_with_the_last_part_of_a_history_is_known(root: Path, tmp_path: Path) -> None:
    """The same commit, without what came before."""
    git_in(root, "clone", "-q", "--depth=1", root.as_uri(), str(tmp_path / "shallow"))
    whole, part = find_checkout_state(root), find_checkout_state(tmp_path / "shallow")
    assert part == whole._replace(is_shallow=True)


def test_without_a_commit_or_git_there_is_none_to_name(root: Path, tmp_path: Path) -> None:
    """A checkout that begins, a branch that has the name of what is checked out, and a plain folder."""
    git_in(tmp_path, "init", "-q", "begun")
    assert find_checkout_state(tmp_path / "begun") == CheckoutState(is_top=True)
    git_in(root, "update-ref", "refs/heads/HEAD", "HEAD~1")
    assert find_checkout_state(root) == CheckoutState(is_top=True)
    assert find_checkout_state(tmp_path) == CheckoutState()
