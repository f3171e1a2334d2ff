"""What stands on main is judged by when it landed, by whatever reads it: `check`, `why`, `status` and `audit`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.commands import Nst
from tests.history.forge import ROUND, TREES
from tests.history.signed_story import SignedStory, decision, end_key, proposal, sign

AS_OF = ("--as-of", "2026-11-28")


@pytest.fixture
def story(tmp_path: Path) -> SignedStory:
    """A circle whose members sign everything."""
    return SignedStory(tmp_path / "oak")


def codes(nst: Nst, folder: Path, *more: str) -> set[str]:
    """The findings of a command that are errors, as code and file."""
    outcome = nst("-C", folder, *(more or ("check",)), "--format", "json", *AS_OF)
    assert outcome.code in (0, 1), outcome.text
    return {f"{f['code']} {f['file']}" for f in json.loads(outcome.out)["findings"] if f["severity"] == "error"}


def test_what_was_signed_stays_signed_when_the_key_ends_with_an_earlier_day(nst: Nst, story: SignedStory) -> None:
    """A day that somebody types later undoes nothing that its owner signed before it landed."""
    story.land(proposal(), decision(), end_key("ana", "2026-10-11"))
    assert codes(nst, story.folder) == set()
    assert nst("-C", story.folder, "why", "trees", *AS_OF).code == 0
    assert codes(nst, story.folder, "audit") == set()


def test_without_its_history_the_days_stand_for_the_order(nst: Nst, story: SignedStory) -> None:
    """The same files outside git are judged by the days in them, since nothing else is known."""
    story.land(proposal(), decision(), end_key("ana", "2026-10-11"))
    shutil.rmtree(story.folder / ".git")
    assert nst("-C", story.folder, "why", "trees", *AS_OF).code == 1


def test_what_was_signed_with_an_ended_key_proves_nothing_once_pushed_past_the_judge(
    nst: Nst, story: SignedStory
) -> None:
    """A signature that landed after its key had ended does not count, whatever days the records bear."""
    story.land(end_key("ana", "2026-11-20"), proposal(), decision())
    found = codes(nst, story.folder)
    assert {f"T03 {TREES}.ana.sig", f"T03 {ROUND}.ana.sig"} <= found
    assert any(one.startswith("T01 ") for one in found)
    assert nst("-C", story.folder, "why", "trees", *AS_OF).code == 1
    assert nst("-C", story.folder, "status", "trees", *AS_OF).out.count("not valid")
    assert {f"T03 {TREES}.ana.sig", f"T03 {ROUND}.ana.sig"} <= codes(nst, story.folder, "audit")
    assert {f"T03 {TREES}.ana.sig", f"T03 {ROUND}.ana.sig"} <= codes(nst, story.folder, "check", "--head", "HEAD")


def test_what_is_not_committed_yet_lands_now(nst: Nst, story: SignedStory) -> None:
    """In a folder, a signature counts beside a key that has landed, and one with a key that ended before does not."""
    story.land(proposal(("ben", "chi", "dee")))
    story.clone.write({**sign(TREES, (story.folder / TREES).read_text(), ["ana"]), **decision()})
    story.clone.write(sign(ROUND, (story.folder / ROUND).read_text(), ["ana"]))
    assert codes(nst, story.folder) == set()
    shutil.rmtree(story.folder / "decisions")
    story.clone.git("clean", "-q", "-f", "-d")
    story.land(end_key("ana", "2026-11-20"))
    story.clone.write(sign(TREES, (story.folder / TREES).read_text(), ["ana"]))
    assert codes(nst, story.folder) == {f"T03 {TREES}.ana.sig"}


def test_a_record_without_keys_asks_nothing_of_the_history(
    nst: Nst, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When each record landed is looked up only where keys are judged by it."""
    from nstgov.store import landings
    from tests.history.forge import Forge

    folder = Forge(tmp_path).founder.folder
    monkeypatch.setattr(landings, "read_chain", None)
    assert codes(nst, folder) == set()


def test_a_movement_inside_another_repository_is_judged_by_its_days(
    nst: Nst, story: SignedStory, tmp_path: Path
) -> None:
    """A folder that lies somewhere in a foreign repository has no history there, so nothing is taken from that."""
    story.land(proposal(), decision())
    shutil.rmtree(story.folder / ".git")
    outer = tmp_path / "outer"
    (outer / "inner").mkdir(parents=True)
    shutil.copytree(story.folder, outer / "inner", dirs_exist_ok=True)
    story.clone.git("init", "-q", str(outer))
    story.clone.folder = outer
    story.clone.commit()
    assert codes(nst, outer / "inner") == set()
