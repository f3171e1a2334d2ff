"""What was saved becomes one change, with nothing else in it, on a real git and a real remote."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from nstgov.author.record_commits import CannotCommit, Person, RecordRepository
from nstgov.desk.committing import make_change_address
from tests.commands import committed, git_in
from tests.desk.desking import (
    ASKS,
    ASKS_PATH,
    BUNDLE,
    CIRCLE,
    CIRCLE_PATH,
    JOINS,
    JOINS_PATH,
    Sitter,
    all_files,
    sitting_at,
)
from tests.desk.evening import DAY

BRANCH = f"records-{DAY}-oak-street"
NOBODY = Person("Nobody", "nobody@nstgov.invalid")


@pytest.fixture
def remote(movement: Path, tmp_path: Path) -> Path:
    """A bare remote that the movement was brought to."""
    place = tmp_path / "remote.git"
    git_in(tmp_path, "init", "-q", "--bare", "-b", "main", str(place))
    committed(movement)
    git_in(movement, "remote", "add", "origin", str(place))
    git_in(movement, "push", "-q", "origin", "main")
    return place


@pytest.fixture
def sitter(movement: Path, remote: Path) -> Iterator[Sitter]:
    """Somebody at a desk whose folder has a remote."""
    assert remote.is_dir()
    with sitting_at(movement) as found:
        yield found


def changed(folder: Path, before: str, after: str) -> set[str]:
    """The files that differ between two commits."""
    return set(git_in(folder, "diff", "--name-only", before, after).split())


def test_with_a_remote_it_goes_on_a_branch_of_its_own(sitter: Sitter, remote: Path) -> None:
    """One commit, brought to the remote under the same name; the checkout goes along and is clean."""
    sitter.save({CIRCLE_PATH: CIRCLE})
    sitter.save({ASKS_PATH: ASKS})
    told = sitter.post("commit", {}).told
    assert (told["branch"], told["is_pushed"], told["trouble"]) == (BRANCH, True, "")
    assert git_in(remote, "rev-parse", BRANCH) == told["commit"] == git_in(sitter.root, "rev-parse", "HEAD")
    assert changed(remote, "main", BRANCH) == {CIRCLE_PATH, ASKS_PATH}
    assert git_in(remote, "log", "-1", "--format=%s", BRANCH) == "Put on record: oak-street"
    assert git_in(sitter.root, "status", "--porcelain", "--branch") == f"## {BRANCH}"
    assert sitter.state() == {"bundles": [], "waiting": []}


def test_what_is_saved_later_goes_on_the_same_branch(sitter: Sitter, remote: Path) -> None:
    """Until somebody goes back to main, one evening after the other is one proposed change."""
    sitter.save({CIRCLE_PATH: CIRCLE})
    sitter.post("commit", {})
    sitter.save({JOINS_PATH: JOINS})
    assert sitter.post("commit", {}).told["branch"] == BRANCH
    assert git_in(remote, "rev-list", "--count", f"main..{BRANCH}") == "2"


def test_without_a_remote_it_is_kept_on_the_branch_at_hand(movement: Path) -> None:
    """Main goes one commit on."""
    first = committed(movement)
    with sitting_at(movement) as sitter:
        sitter.save(BUNDLE)
        told = sitter.post("commit", {}).told
    assert (told["branch"], told["is_pushed"], told["address"], told["trouble"]) == ("main", False, "", "")
    assert changed(movement, first, "main") == set(BUNDLE)
    assert git_in(movement, "status", "--porcelain") == ""


def test_without_a_history_one_begins(movement: Path) -> None:
    """In a folder that git does not know, the first commit holds the movement as it stands, and nothing foreign."""
    laid_out = all_files(movement).keys()
    (movement / "private.txt").write_text("mine")
    with sitting_at(movement) as sitter:
        sitter.save(BUNDLE)
        assert sitter.post("commit", {}).told["branch"] == "main"
    assert set(git_in(movement, "ls-files").split()) == {*BUNDLE, *laid_out}
    assert git_in(movement, "status", "--porcelain") == "?? private.txt"


def test_other_peoples_files_stay_out_and_as_they_are(sitter: Sitter, remote: Path) -> None:
    """What is staged, changed or lies there untracked is in no commit, and the branch at hand is not left."""
    (sitter.root / "README.md").write_text("half a thought\n")
    (sitter.root / "staged.md").write_text("staged\n")
    git_in(sitter.root, "add", "staged.md")
    (sitter.root / "notes.txt").write_text("mine\n")
    before = git_in(sitter.root, "status", "--porcelain")
    sitter.save(BUNDLE)
    told = sitter.post("commit", {}).told
    assert (told["branch"], told["is_pushed"]) == (BRANCH, True)
    assert changed(remote, "main", BRANCH) == set(BUNDLE)
    after = git_in(sitter.root, "status", "--porcelain").replace("?? circles/\n", "")
    assert after == before
    assert git_in(sitter.root, "branch", "--show-current") == "main"


def test_where_the_remote_does_not_answer_it_waits(sitter: Sitter, remote: Path) -> None:
    """It is committed here and told so; brought later by one button, also from a desk that was begun anew."""
    away = remote.rename(remote.parent / "away.git")
    sitter.save(BUNDLE)
    told = sitter.post("commit", {}).told
    assert told["is_pushed"] is False
    assert "could not be brought" in told["trouble"]
    assert "committed here" in told["remedy"]
    assert sitter.state() == {"bundles": [], "waiting": [BRANCH]}
    away.rename(remote)
    with sitting_at(sitter.root) as again:
        assert again.state()["waiting"] == [BRANCH]
        assert again.post("push", {}).told["is_pushed"] is True
        assert again.state()["waiting"] == []
    assert changed(remote, "main", BRANCH) == set(BUNDLE)


def test_a_branch_that_moved_on_at_the_remote_is_told(sitter: Sitter, remote: Path, tmp_path: Path) -> None:
    """What somebody else brought to that branch is not written over; the commit stays here."""
    sitter.save({CIRCLE_PATH: CIRCLE})
    sitter.post("commit", {})
    git_in(tmp_path, "clone", "-q", "-b", BRANCH, str(remote), "other")
    (tmp_path / "other/more.md").write_text("more\n")
    git_in(tmp_path / "other", "add", "-A")
    git_in(tmp_path / "other", "commit", "-qm", "more")
    git_in(tmp_path / "other", "push", "-q", "origin", BRANCH)
    theirs = git_in(remote, "rev-parse", BRANCH)
    sitter.save({ASKS_PATH: ASKS})
    told = sitter.post("commit", {}).told
    assert told["is_pushed"] is False
    assert "moved on" in told["remedy"]
    assert git_in(remote, "rev-parse", BRANCH) == theirs
    assert changed(sitter.root, "main", BRANCH) == {CIRCLE_PATH, ASKS_PATH}


def test_a_branch_that_moves_on_while_it_is_committed_is_not_written_over(movement: Path) -> None:
    """Between making the commit and placing it somebody commits: nothing moves, nothing is staged, nothing is lost."""
    committed(movement)
    repository = RecordRepository(movement)
    made = repository.prepare_commit({ASKS_PATH: ASKS.encode()}, "records", "Put on record\n", NOBODY)
    (movement / "README.md").write_text("by hand\n")
    git_in(movement, "commit", "-qam", "by hand")
    theirs = git_in(movement, "rev-parse", "main")
    with pytest.raises(CannotCommit, match="moved on"):
        repository.place_commit(made)
    repository.close()
    assert git_in(movement, "rev-parse", "main") == theirs
    assert git_in(movement, "status", "--porcelain") == ""


def test_what_was_changed_by_hand_is_committed_as_it_stands_if_it_is_sound(sitter: Sitter, remote: Path) -> None:
    """The bytes on the disk are what counts; where they break a rule, nothing is committed and it is told which."""
    sitter.save({CIRCLE_PATH: CIRCLE, ASKS_PATH: ASKS})
    (sitter.root / ASKS_PATH).write_text("for: [\n")
    refused = sitter.post("commit", {})
    assert refused.status == 409
    assert refused.told["findings"][0]["file"] == ASKS_PATH
    assert git_in(remote, "branch", "--list") == "* main"
    (sitter.root / ASKS_PATH).write_text(ASKS.replace("roof", "roof and a door"))
    assert sitter.post("commit", {}).told["is_pushed"] is True
    assert git_in(remote, "show", f"{BRANCH}:{ASKS_PATH}") == ASKS.replace("roof", "roof and a door").strip()


def test_what_was_committed_by_hand_is_only_brought(sitter: Sitter) -> None:
    """No empty commit is made of what lies in the commit at hand already."""
    sitter.save(BUNDLE)
    git_in(sitter.root, "add", "-A")
    git_in(sitter.root, "commit", "-qm", "by hand")
    by_hand = git_in(sitter.root, "rev-parse", "HEAD")
    assert sitter.post("commit", {}).told["commit"] == by_hand
    assert git_in(sitter.root, "rev-parse", "HEAD") == by_hand
    assert sitter.state()["bundles"] == []
    assert sitter.post("commit", {}).status == 409


def test_a_git_that_knows_no_name_takes_that_of_who_wrote_it_down(
    movement: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nobody has to set up git before a circle's first evening."""
    committed(movement)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in ("NAME", "EMAIL"):
        for who in ("AUTHOR", "COMMITTER"):
            monkeypatch.delenv(f"GIT_{who}_{name}", raising=False)
    with sitting_at(movement) as sitter:
        sitter.save(BUNDLE)
        assert sitter.post("commit", {}).status == 200
    assert git_in(movement, "log", "-1", "--format=%an <%ae>") == "Chi Tran <chi-tran@nstgov.invalid>"


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("https://github.com/v/r", "https://github.com/v/r/compare/main...records?expand=1"),
        ("https://codeberg.org/v/r.git", "https://codeberg.org/v/r/compare/main...records"),
        (
            "https://gitlab.com/v/r",
            "https://gitlab.com/v/r/-/merge_requests/new?merge_request%5Bsource_branch%5D=records",
        ),
        ("https://example.org/v/r", ""),
        ("javascript:alert(1)", ""),
        ("/srv/remote.git", ""),
        ("git@github.com:v/r.git", "https://github.com/v/r/compare/main...records?expand=1"),
        ("git@evil.example/x y:v", ""),
    ],
)
def test_a_change_is_proposed_where_the_forge_opens_it(page: str, address: str) -> None:
    """An address that is sure leads to the forge's own page; else none is given."""
    assert make_change_address(page, "records", "main") == address
