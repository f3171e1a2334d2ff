"""A desk that is killed at any system call: all of a bundle is on record or nothing, and nothing is in the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from nstgov.author.letterbox import Letter
from nstgov.cli.standing_record import read_standing_record
from nstgov.desk.committing import ChangeMaker
from nstgov.desk.journal import Journal, find_journal_folder
from nstgov.desk.judging import DraftJudge
from nstgov.desk.saving import RecordKeeper
from tests.commands import committed, git_in
from tests.desk.desking import BUNDLE, TODAY, all_files, lay_out_movement
from tests.desk.stepping import kill_at_call

DRAFTS = tuple(Letter(path, text) for path, text in BUNDLE.items())


def keeper_of(root: Path) -> RecordKeeper:
    """What keeps the records of a movement, as a desk that begins has it."""
    journal = Journal(find_journal_folder(root, root.parent / "journal"))
    return RecordKeeper(root, journal, DraftJudge(lambda: read_standing_record(root), lambda: TODAY))


def maker_of(root: Path) -> ChangeMaker:
    """What makes a change of them."""
    return ChangeMaker(keeper_of(root), lambda: (TODAY, TODAY), lambda: read_standing_record(root).movement)


def is_whole(root: Path) -> bool:
    """Whether all of the bundle is there; some of it is a failure."""
    found = {path: data.decode() for path, data in all_files(root).items() if path in BUNDLE}
    assert found in ({}, BUNDLE)
    return bool(found)


def look_after(root: Path) -> bool:
    """What a desk does that begins anew; whether the bundle is on record then, and can be taken back."""
    keeper = keeper_of(root)
    keeper.finish_interrupted()
    saved = [one for one in keeper.journal.read_entries().bundles if one.state == "saved"]
    assert not [one for one in root.rglob(".new-*") if ".git" not in one.parts]
    there = is_whole(root)
    assert there == bool(saved)
    if there:
        keeper.take_back(saved[0].number)
    assert not is_whole(root)
    return there


def sweep(share: int) -> range:
    """Every so-many-th stop, from the first."""
    return range(1, 100_000, share)


@pytest.mark.long
@pytest.mark.parametrize("share", [pytest.param(1, marks=pytest.mark.exhaustive), 9])
def test_killed_at_any_call_a_save_is_whole_or_nothing(tmp_path: Path, share: int) -> None:
    """Whichever call was the last, the next desk finds all three files or none, and saves and takes back as ever."""
    root = lay_out_movement(tmp_path / "movement")
    before, kept = all_files(root), {True: 0, False: 0}
    for number in sweep(share):
        keeper = keeper_of(root)
        if kill_at_call(lambda to=keeper: to.save_drafts(DRAFTS), number) < number:  # type: ignore[misc]
            break
        kept[look_after(root)] += 1
        assert all_files(root) == before
    assert kept[False] > 10
    assert look_after(root)
    assert all_files(root) == before


@pytest.mark.parametrize(
    "share", [pytest.param(1, marks=pytest.mark.exhaustive), pytest.param(9, marks=pytest.mark.long)]
)
def test_killed_at_any_call_taking_back_is_whole_or_nothing(tmp_path: Path, share: int) -> None:
    """Whichever call was the last, the next desk finds all three files or none."""
    root = lay_out_movement(tmp_path / "movement")
    for number in sweep(share):
        keeper = keeper_of(root)
        saved = keeper.save_drafts(DRAFTS).bundle
        assert saved is not None
        if kill_at_call(lambda to=keeper, it=saved: to.take_back(it.number), number) < number:  # type: ignore[misc]
            break
        look_after(root)
    assert not is_whole(root)
    assert number > share


@pytest.mark.long
@pytest.mark.parametrize("share", [pytest.param(7, marks=pytest.mark.exhaustive), 151])
def test_killed_at_any_call_a_commit_loses_nothing(tmp_path: Path, share: int) -> None:
    """The branch leads to the old commit or to the new one, the files lie there, and the next desk commits the rest."""
    root = lay_out_movement(tmp_path / "movement")
    first = committed(root)
    for number in sweep(share):
        keeper_of(root).save_drafts(DRAFTS)
        ended = kill_at_call(lambda: maker_of(root).commit_saved(), number) < number
        assert is_whole(root)
        if git_in(root, "rev-parse", "HEAD") == first:
            maker_of(root).commit_saved()
        assert set(git_in(root, "diff", "--name-only", first, "HEAD").split()) == set(BUNDLE)
        assert git_in(root, "status", "--porcelain") == ""
        assert git_in(root, "rev-list", "--count", f"{first}..HEAD") == "1"
        if ended:
            break
        forget_everything(root, first)


def forget_everything(root: Path, first: str) -> None:
    """Go back to the beginning, for the next try."""
    git_in(root, "reset", "-q", "--hard", first)
    for one in (root / ".git/nstgov").iterdir():
        one.unlink()
