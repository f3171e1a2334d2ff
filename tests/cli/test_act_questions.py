"""The same evening at a terminal of 80 by 24, by questions: what is asked, what is seen, how long it takes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from nstgov.cli.options import today_everywhere
from nstgov.cli.question_hints import RULES_OF
from nstgov.rules import rule_named
from tests.cli.evening import BENCH, STEPS, paths_of, records_in
from tests.cli.terminal import COLUMNS, Session, run_in_terminal
from tests.commands import Nst

ASKED_AT_MOST = 70
"""Questions of the whole evening: a movement begins, eight records, of five people one objects and each nominates."""
MINUTES_TO_FIRST_DECISION = 10.0


def _tell_evening(folder: Path, steps: Iterable[int]) -> list[Session]:
    begun = run_in_terminal(["init", "--forge", "none"], ["Our valley"], folder)
    told = [run_in_terminal([STEPS[number].flags[0]], STEPS[number].answers, folder) for number in steps]
    return [begun, *told]


@pytest.fixture(scope="module")
def evening_asked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Session], str]:
    """A folder in which the evening was put on record by answers, what was seen, and the day."""
    folder = tmp_path_factory.mktemp("asked") / "valley"
    folder.mkdir()
    return folder, _tell_evening(folder, range(len(STEPS))), today_everywhere().isoformat()


def test_an_evening_is_put_on_record_by_answers(nst: Nst, evening_asked: tuple[Path, list[Session], str]) -> None:
    """From an empty folder to the sixth member: every command ends well, no check fails, and the record is sound."""
    folder, sessions, day = evening_asked
    assert [session.code for session in sessions] == [0] * 9
    assert not any("error[" in session.screen for session in sessions)
    assert set(records_in(folder)) == paths_of(day)
    assert nst("check", "--strict", cwd=folder).code == 0
    assert nst("why", BENCH, cwd=folder).code == 0


def test_few_questions_are_asked(evening_asked: tuple[Path, list[Session], str]) -> None:
    """What the record knows is not asked: path, hash, version, days, members."""
    _, sessions, _ = evening_asked
    asked = sum(session.asked for session in sessions)
    assert asked <= ASKED_AT_MOST, asked
    seen = "\n".join(session.screen for session in sessions).split("Put it on record?")
    assert not any(word in text.partition("yml")[0] for text in seen for word in ("SHA-256?", "Number of the version"))


def test_a_first_decision_takes_ten_minutes_of_reading_and_typing(
    evening_asked: tuple[Path, list[Session], str],
) -> None:
    """An empty folder, a circle of five, a proposal, an objection, a better text, a decision: at human speed."""
    _, sessions, _ = evening_asked
    taken = sum(session.minutes for session in sessions[:7])
    assert taken <= MINUTES_TO_FIRST_DECISION, taken


def test_nothing_is_wider_than_the_screen(evening_asked: tuple[Path, list[Session], str]) -> None:
    """At 80 columns no line of a question breaks by itself; only the file's own lines and paths may be longer."""
    _, sessions, _ = evening_asked
    for session in sessions[1:]:
        asked = session.screen.partition(".yml\n")[0].split("\n")
        assert [line for line in asked if len(line) > COLUMNS and ".yml" not in line] == []


def test_a_wrong_answer_is_asked_again_in_words(evening: Path) -> None:
    """A mistyped name, a day that is none, too little said: the same question again, with what is near."""
    seen = run_in_terminal(
        ["away", "--as-of", "2026-11-30"],
        ["Elli", "eli", "", "soon", "?", "2027-01-31", "", "no"],
        evening,
    )
    assert seen.code == 0
    assert "Did you mean eli-stone?" in seen.screen
    assert "still needed" in seen.screen
    assert "year-month-day" in seen.screen
    assert "nothing was written" in seen.screen


@pytest.mark.long
def test_ctrl_c_ends_it_and_writes_nothing(evening: Path) -> None:
    """In the middle of the questions, and at the last one."""
    before = records_in(evening)
    for answers in ((), ("A swing",), ("A swing", "The children need one.")):
        seen = run_in_terminal(["propose"], answers, evening, keys="\x03")
        assert (seen.code, "Traceback" in seen.screen) == (130, False)
        assert "nothing more was done" in seen.screen
    assert records_in(evening) == before


def test_nothing_to_choose_from_is_said_at_once(valley: Path) -> None:
    """Where no proposal waits, nobody answers questions first."""
    seen = run_in_terminal(["decide", "--as-of", "2026-11-29"], (), valley)
    assert (seen.code, seen.asked) == (2, 0)
    assert "Nothing waits for this" in seen.screen


def test_what_minutes_do_not_say_is_asked(evening: Path) -> None:
    """At a terminal, a gap in the minutes is a question and no refusal; what is there is not asked again."""
    text = (
        "Circle: Oak Street\nDay: 2026-11-29\nWritten by: Chi\n\n## Proposal: Sand\n\nNeed: It is slippery.\n"
        "Reasons: Sand is cheap.\nText: We put sand there.\nMight hurt: Shoes.\nJudged by: falls\n"
    )
    (evening / "sand.md").write_text(text)
    seen = run_in_terminal(["minutes", "sand.md", "--as-of", "2026-11-29"], ["", "", "ana, ben, chi, dee"], evening)
    assert seen.code == 0, seen.screen
    assert "Until when does it hold?" in seen.screen
    assert (evening / "proposals/sand/v1.yml").exists()


def test_more_about_a_field_is_told_in_a_rules_own_words(evening: Path) -> None:
    """Every field that has a rule names one that is there; `?` prints its sentence, and asks again."""
    assert [code for code in RULES_OF.values() if rule_named(code) is None] == []
    answers = [
        "A swing",
        "The children need one.",
        "We have rope.",
        "We hang it.",
        "",
        "Nobody.",
        "?",
        "",
        "",
        "joy",
        "",
    ]
    seen = run_in_terminal(["propose"], [*answers, "?"], evening, keys="\x03")
    assert "A proposal names the last day on which it would hold." in seen.screen
    assert "A proposal comes from at least four people." in seen.screen
