"""What is saved at the desk: judged, whole or not at all, never over a file, and taken back as it was written."""

from __future__ import annotations

import errno
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from nstgov.desk.journal import JOURNAL, Bundle, Journal
from tests.commands import Nst, committed, git_in
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
    records_of,
    sitting_at,
)
from tests.desk.evening import DAY


def test_a_form_is_judged_while_it_is_filled_in(sitter: Sitter) -> None:
    """The answer is what the check finds with the record laid over, with a next step; nothing is written."""
    before = all_files(sitter.root)
    told = sitter.post("check", records_of({CIRCLE_PATH: CIRCLE})).told
    assert told["sound"] is True
    told = sitter.post("check", records_of({CIRCLE_PATH: CIRCLE.replace("name: Oak Street\n", "")})).told
    assert told["sound"] is False
    assert {one["file"] for one in told["findings"]} == {CIRCLE_PATH}
    assert all(one["message"] and one["help"] and one["code"] for one in told["findings"])
    assert all_files(sitter.root) == before


def test_a_bundle_is_written_and_shown_and_keeps_the_rules(sitter: Sitter, nst: Nst) -> None:
    """Each file stands as it was sent, its page is named, and the check is clean."""
    told = sitter.save(BUNDLE).told
    assert told["sound"] is True
    assert [(one["path"], one["text"], one["page"]) for one in told["saved"]["files"]] == [
        (path, text, "circles/oak-street/") for path, text in BUNDLE.items()
    ]
    assert {path: data.decode() for path, data in all_files(sitter.root).items() if path in BUNDLE} == BUNDLE
    assert nst("check", "--as-of", DAY, cwd=sitter.root).code == 0


def test_of_what_is_not_sound_nothing_is_written(sitter: Sitter) -> None:
    """One record of three breaks a rule: none of them is written, and it is told which and why."""
    told = sitter.save({**BUNDLE, JOINS_PATH: JOINS.replace("  ana-ruiz: consent\n", "")}).told
    assert told["saved"] is None
    assert {one["file"] for one in told["findings"] if one["severity"] == "error"} == {JOINS_PATH}
    assert not set(all_files(sitter.root)) & set(BUNDLE)


def test_nothing_is_written_over(sitter: Sitter) -> None:
    """A second window that saves under the same name is told so, and the first one's words stay."""
    assert sitter.save(BUNDLE).told["saved"]
    other = ASKS.replace("roof", "door")
    told = sitter.save({ASKS_PATH: other}).told
    assert (told["saved"], told["places"]) == (None, {ASKS_PATH: "another is there"})
    told = sitter.save({ASKS_PATH: ASKS}).told
    assert (told["saved"], told["places"]) == (None, {ASKS_PATH: "the same is there"})
    assert (sitter.root / ASKS_PATH).read_text() == ASKS


def test_a_bundle_is_taken_back_as_a_whole(sitter: Sitter) -> None:
    """Files and the folders made for them are gone, and the movement is as it was."""
    before = all_files(sitter.root)
    number = sitter.save(BUNDLE).told["saved"]["number"]
    assert sitter.post("take-back", {"number": number}).told == {"gone": list(BUNDLE)}
    assert all_files(sitter.root) == before
    assert not (sitter.root / "circles/oak-street").exists()
    assert sitter.state()["bundles"] == []


def test_what_something_rests_on_is_taken_back_after_it(sitter: Sitter) -> None:
    """The circle cannot go while somebody has joined it; in the other order both go."""
    first = sitter.save({CIRCLE_PATH: CIRCLE}).told["saved"]["number"]
    second = sitter.save({JOINS_PATH: JOINS}).told["saved"]["number"]
    refused = sitter.post("take-back", {"number": first})
    assert refused.status == 409
    assert "rests on this" in refused.told["trouble"]
    for number in (second, first):
        assert sitter.post("take-back", {"number": number}).status == 200
    assert not (sitter.root / CIRCLE_PATH).exists()


def test_what_was_changed_by_hand_is_not_taken_away(sitter: Sitter) -> None:
    """The list says so, taking back says so, and the words that somebody wrote stay."""
    number = sitter.save(BUNDLE).told["saved"]["number"]
    (sitter.root / ASKS_PATH).write_text(ASKS + "# and a ladder\n")
    assert [one["changed"] for one in sitter.state()["bundles"][0]["files"]] == [False, True, False]
    refused = sitter.post("take-back", {"number": number})
    assert refused.status == 409
    assert "changed by hand" in refused.told["trouble"]
    assert set(all_files(sitter.root)) >= set(BUNDLE)


def test_what_was_committed_by_hand_stays(sitter: Sitter) -> None:
    """The record is only added to: what somebody committed meanwhile is not taken away any more."""
    committed(sitter.root)
    number = sitter.save(BUNDLE).told["saved"]["number"]
    git_in(sitter.root, "add", "-A")
    git_in(sitter.root, "commit", "-qm", "by hand")
    refused = sitter.post("take-back", {"number": number})
    assert refused.status == 409
    assert "committed by hand" in refused.told["trouble"]
    assert set(all_files(sitter.root)) >= set(BUNDLE)


def test_a_desk_that_begins_anew_can_still_take_back(movement: Path) -> None:
    """What was saved is remembered beside the repository, not in the window."""
    committed(movement)
    with sitting_at(movement) as sitter:
        number = sitter.save(BUNDLE).told["saved"]["number"]
    assert (movement / ".git/nstgov" / JOURNAL).is_file()
    with sitting_at(movement) as sitter:
        assert [one["number"] for one in sitter.state()["bundles"]] == [number]
        assert sitter.post("take-back", {"number": number}).status == 200
    assert git_in(movement, "status", "--porcelain") == ""


@pytest.mark.parametrize("said", ["", "{", "[]", '{"bundles": 3, "waiting": []}', '{"bundles": [{}], "waiting": []}'])
def test_a_broken_journal_is_as_good_as_none(tmp_path: Path, said: str) -> None:
    """It never stands in the way, and what is noted next is read again."""
    journal = Journal(tmp_path)
    (tmp_path / JOURNAL).write_text(said)
    assert journal.read_entries().bundles == ()
    journal.note_bundle(Bundle(1, "saved", {CIRCLE_PATH: "0" * 64}))
    assert journal.read_entries().bundles == (Bundle(1, "saved", {CIRCLE_PATH: "0" * 64}),)


@pytest.mark.parametrize("at", range(1, 7))
def test_on_a_full_disk_nothing_of_a_bundle_is_left(sitter: Sitter, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    """Wherever the disk is full while a bundle is written, none of it is there, and later it can be saved."""
    before, plain, count = all_files(sitter.root), tempfile.mkstemp, 0

    def full(**given: Any) -> tuple[int, str]:
        nonlocal count
        count += 1
        if count >= at:
            raise OSError(errno.ENOSPC, "No space left on device")
        made: tuple[int, str] = plain(**given)
        return made

    with monkeypatch.context() as patch:
        patch.setattr("nstgov.author.safe_writer.mkstemp", full)
        answer = sitter.save(BUNDLE)
    if at <= 5:
        assert (answer.status, "disk is full" in answer.told["trouble"]) == (507, True)
        assert all_files(sitter.root) == before
        with sitting_at(sitter.root) as again:
            assert again.save(BUNDLE).told["saved"]
    else:
        assert answer.told["saved"]


def test_of_many_windows_that_save_the_same_exactly_one_writes(sitter: Sitter) -> None:
    """Sixteen at once: one saves, fifteen are told that it is there, and the file is whole."""
    assert sitter.save({CIRCLE_PATH: CIRCLE}).told["saved"]
    texts = [ASKS.replace("roof", f"roof of house {number}") for number in range(16)]
    with ThreadPoolExecutor(16) as windows:
        answers = list(windows.map(lambda text: sitter.save({ASKS_PATH: text}).told, texts))
    assert Counter(bool(told["saved"]) for told in answers) == {True: 1, False: 15}
    assert (sitter.root / ASKS_PATH).read_text() in texts
    assert len(sitter.state()["bundles"]) == 2


def test_two_desks_at_one_movement_come_one_after_the_other(movement: Path) -> None:
    """Each sees what the other has saved, and neither loses a note."""
    committed(movement)
    with sitting_at(movement) as one, sitting_at(movement) as other:
        assert one.save({CIRCLE_PATH: CIRCLE}).told["saved"]["number"] == 1
        with ThreadPoolExecutor(2) as both:
            saved = [both.submit(one.save, {ASKS_PATH: ASKS}), both.submit(other.save, {JOINS_PATH: JOINS})]
            assert sorted(each.result().told["saved"]["number"] for each in saved) == [2, 3]
        assert one.state() == other.state()


def test_a_letter_is_read_and_what_is_missing_is_told_in_words(sitter: Sitter) -> None:
    """What is sound can be saved; for the rest there is a text to send back; what is no record is told as that."""
    broken = JOINS.replace("  ana-ruiz: consent\n", "")
    letter = (
        f"Hello,\n> file: {CIRCLE_PATH}\n" + "".join(f"> {line}\n" for line in CIRCLE.splitlines()) + "> end of file\n"
        f"file: {JOINS_PATH}\n{broken}end of file\nGreetings\n"
    )
    told = sitter.post("letters", {"text": letter}).told
    assert [(one["path"], one["state"]) for one in told["answers"]] == [
        (CIRCLE_PATH, "taken"),
        (JOINS_PATH, "not sound"),
    ]
    assert told["answers"][0]["text"] == CIRCLE
    assert told["reply"].startswith(f"Thank you for {JOINS_PATH}.")
    assert not (sitter.root / CIRCLE_PATH).exists()
    assert sitter.post("letters", {"text": "Hello, how are you?"}).told["answers"] == []
    assert sitter.post("letters", {"text": " "}).status == 400
