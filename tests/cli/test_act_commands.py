"""The commands that make a record: by flags, with nothing asked, and what they say when something is not right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nstgov.cli.act_table import ACT_COMMANDS
from nstgov.cli.program import COMMANDS
from tests.cli.evening import BENCH, STEPS, paths_of, records_in
from tests.commands import Nst, committed, git_in

DAY = "2026-11-29"
TODAY = ("--as-of", DAY, "--no-input")


def test_an_evening_is_put_on_record_by_flags(nst: Nst, evening: Path) -> None:
    """Founded, proposed, heard with an objection, improved, decided, chosen, welcomed: one record each, all sound."""
    assert set(records_in(evening)) == paths_of(DAY)
    checked = nst("check", "--strict", "--as-of", DAY, cwd=evening)
    assert checked.code == 0, checked.out
    assert nst("why", BENCH, "--as-of", DAY, cwd=evening).code == 0


def test_what_comes_next_is_told_as_a_command(nst: Nst, valley: Path) -> None:
    """After each step the next one is told as one would type it, and it works as it stands."""
    said = [nst(*step.flags, *TODAY, cwd=valley).out for step in STEPS[:6]]
    told = [text.rpartition("Next: ")[2].strip() for text in said[1:5]]
    assert told == [f"nstgov {word} {BENCH}" for word in ("round", "amend", "round", "decide")]
    assert "Next" not in said[5]


def test_a_second_run_writes_nothing_new(nst: Nst, valley: Path) -> None:
    """Who says the same again hears that it is on record; who would write over something is refused."""
    for step in STEPS[:6]:
        assert nst(*step.flags, *TODAY, cwd=valley).code == 0
    before = records_in(valley)
    again = nst(*STEPS[4].flags, *TODAY, cwd=valley)
    assert (again.code, "on record already" in again.out) == (0, True)
    assert "on record already" in nst(*STEPS[1].flags, *TODAY, cwd=valley).out
    other = nst("decide", BENCH, "--lang", "es", *TODAY, cwd=valley)
    assert (other.code, "nothing is written over" in other.err) == (2, True)
    assert records_in(valley) == before


def test_what_is_missing_is_named_with_its_options(nst: Nst, evening: Path) -> None:
    """Without questions, each gap is told with the option that fills it, and nothing is written."""
    told = nst("propose", "A swing", *TODAY, cwd=evening)
    assert told.code == 2
    assert all(option in told.err for option in ("--need", "--reasons", "--text", "--authors", "--judged-by"))
    assert "--sunset" not in told.err
    assert not (evening / "proposals/a-swing").exists()


def test_what_a_command_is_about_is_told_as_it_is_written(nst: Nst, evening: Path) -> None:
    """An argument stands in capitals, as in the help; what follows from the rest is not asked for."""
    told = nst("voice", "--no-input", *TODAY, cwd=evening)
    assert (told.code, "  PROPOSAL  " in told.err, "sha256" in told.err) == (2, True, False), told.err
    assert nst("elect", "--no-input", *TODAY, cwd=evening).err.count("  ROLE  ") == 1


def test_what_the_judge_finds_stops_it(nst: Nst, evening: Path) -> None:
    """A record that breaks a rule is shown with the finding and its help, ends with 1, and is not written."""
    told = nst("propose", "A swing", "--need", "tbd", "--reasons", "It is fun.", "--text", "We hang a swing.",
               "--authors", "ana,ben", "--judged-by", "joy", "--might-hurt", "Us.", *TODAY, cwd=evening)  # fmt: skip
    assert told.code == 1
    assert "error[P01]" in told.out
    assert not (evening / "proposals/a-swing").exists()


def test_a_look_writes_nothing(nst: Nst, evening: Path) -> None:
    """With --dry-run the file and the verdict are shown, and that is all."""
    before = records_in(evening)
    told = nst("review", BENCH, "--helped", "It is dry there.", "--result", "keep", "--says", "everyone=consent",
               "--entered-by", "chi", "--dry-run", *TODAY, cwd=evening)  # fmt: skip
    assert told.code == 0, told.text
    assert f"decisions/{BENCH}/reviews/{DAY}.yml" in told.out
    assert records_in(evening) == before


WRONG = (
    (("round", "a-bensh-at-the-ferry"), "Did you mean a-bench-at-the-ferry?"),
    (("round", "the moon"), "There is: a-bench-at-the-ferry"),
    (("voice", BENCH, "--person", "chi tan"), "Did you mean chi-tran?"),
    (("away", "dee", "--until", "next week"), "Write it as year-month-day"),
    (("review", BENCH, "--result", "kep"), "Did you mean keep?"),
    (("round", BENCH, "--says", "ana"), "ana-ruiz=consent"),
    (("round", BENCH, "--says", "ana=perhaps"), "Say consent"),
    (("round", BENCH, "--says", "ana=object"), "because"),
    (("round", BENCH, "--says", "ana=consent, who pays?"), "worry"),
    (("elect", "representative", "--term", "for ever"), "first and last day"),
    (("propose", "x", "--text", "@nowhere.txt"), "Name a file"),
    (("propose", "x", "--kind", "policy", "--starts-with", "3 people"), "--kind"),
    (("elect", "representative", "--proposed", ""), "still missing"),
    (("round", "\x1b[2J" * 3), "There is"),
    (("decide", "../../etc/passwd"), "There is"),
    (("circle", "李 梅" * 40, "--members", "…"), "short name"),
    (("renew",), "Name it"),
    (("propose", "x", "--on", "2027-01-01"), "has not come yet"),
)


@pytest.mark.parametrize(("arguments", "hint"), WRONG)
def test_what_cannot_be_meant_is_answered_with_a_way_on(
    nst: Nst, evening: Path, arguments: tuple[str, ...], hint: str
) -> None:
    """A mistyped id, a day that is none, half a voice: exit code 2, words with the next step, nothing written."""
    before = records_in(evening)
    told = nst(*arguments, *TODAY, cwd=evening)
    assert told.code == 2, told.text
    assert hint in told.err
    assert "itself failed" not in told.err
    assert "\x1b" not in told.text
    assert records_in(evening) == before


def test_a_title_or_a_first_name_is_enough(nst: Nst, evening: Path) -> None:
    """Things are found by their titles, people by their first names, and two of one name are told apart."""
    assert nst("round", "A bench at the ferry", "--says", "everyone=consent", "--entered-by", "Dee Marsh", "--dry-run",
               *TODAY, cwd=evening).code == 0  # fmt: skip
    later = ("--as-of", "2026-11-30", "--no-input")
    said = ("--says", "everyone=consent", "--entered-by", "chi-tran")
    assert nst("join", "Chi Lund", *said, *later, cwd=evening).code == 0
    told = nst("away", "chi", "--until", "2026-12-20", *later, cwd=evening)
    assert "could be chi-tran or chi-lund" in told.err or "could be chi-lund or chi-tran" in told.err


def test_a_text_comes_from_a_file_or_a_pipe(nst: Nst, evening: Path, tmp_path: Path) -> None:
    """`@file` holds a long text; a text that is longer than any record is refused in words."""
    (tmp_path / "need.txt").write_text("The stairs are slippery.\n\nTwo of us fell.")
    flags = ("--reasons", "Sand is cheap.", "--text", "We put sand there.", "--authors", "ana,ben,chi,dee",
             "--judged-by", "falls", "--might-hurt", "Shoes.")  # fmt: skip
    told = nst("propose", "Sand on the stairs", "--need", f"@{tmp_path}/need.txt", *flags, *TODAY, cwd=evening)
    assert told.code == 0, told.text
    assert "Two of us fell." in (evening / "proposals/sand-on-the-stairs/v1.yml").read_text()
    (tmp_path / "huge.txt").write_text("x" * (1 << 21))
    huge = nst("propose", "Sand again", "--need", f"@{tmp_path}/huge.txt", *flags, *TODAY, cwd=evening)
    assert (huge.code, "too long" in huge.err) == (2, True)


def test_where_there_is_no_movement_it_says_how_to_begin(nst: Nst, tmp_path: Path) -> None:
    """No traceback, no file: the command that begins a movement."""
    told = nst("propose", "x", *TODAY, cwd=tmp_path)
    assert (told.code, "nstgov init" in told.err) == (3, True)


def test_a_renewal_takes_over_the_text_and_asks_who_stands_behind_it(nst: Nst, evening: Path) -> None:
    """A new proposal with an id of its own, that renews the decision, with its text and circle."""
    told = nst("renew", BENCH, "--authors", "ana,ben,chi,dee", *TODAY, cwd=evening)
    assert told.code == 0, told.text
    text = (evening / f"proposals/{BENCH}-2/v1.yml").read_text()
    assert f"renews: [{BENCH}]" in text
    assert "before June" in text


def test_a_term_is_let_go_by_who_carries_it(nst: Nst, evening: Path) -> None:
    """Whoever resigns says so; the file holds their own voice."""
    told = nst("let-go", "oak-street-representative-2026", "--how", "resigned", "--says", "chi=consent",
               "--entered-by", "chi", *TODAY, cwd=evening)  # fmt: skip
    assert told.code == 0, told.text
    assert "chi-tran: consent" in (evening / "decisions/oak-street-representative-2026/ended.yml").read_text()


@pytest.mark.parametrize("name", ACT_COMMANDS)
def test_every_act_tells_what_it_asks_for(nst: Nst, name: str) -> None:
    """Each command has a help page with an example, and stands in the list with one line."""
    shown = nst(name, "--help")
    assert shown.code == 0
    assert f"nstgov {name}" in shown.out
    assert COMMANDS[name][1] == ACT_COMMANDS[name].about


def test_ids_and_words_complete_at_the_shell(evening: Path) -> None:
    """What can be chosen today is offered for the Tab key, and the words of a choice."""
    from click.shell_completion import ShellComplete

    from nstgov.cli.program import cli

    def offered(*words: str, begun: str = "") -> set[str]:
        complete = ShellComplete(cli, {}, "nstgov", "_NSTGOV_COMPLETE")
        return {item.value for item in complete.get_completions(["-C", str(evening), *words], begun)}

    assert offered("review", begun="a-") == {BENCH}
    assert offered("round") == set()
    assert {"keep", "change", "let go"} <= offered("review", "--result")
    assert "chi-tran=" in offered("round", BENCH, "--says", begun="chi")
    assert BENCH in offered("why")
    assert "oak-street" in offered("status")
    assert "P01" in offered("explain")
    assert "round" in offered("schema")


def test_a_record_is_kept_in_git_on_wish(nst: Nst, evening: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One commit with just the record, on a new branch where one is named; what else lies around stays as it is."""
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Chi")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "chi@example.org")
    committed(evening)
    (evening / "notes.txt").write_text("mine")
    git_in(evening, "add", "notes.txt")
    asks = ("ask-for-help", "oak-street", "--entered-by", "chi")
    told = nst(*asks, "--for", "A ladder.", "--branch", "help", *TODAY, cwd=evening)
    assert (told.code, "Kept in git" in told.out) == (0, True), told.text
    assert git_in(evening, "branch", "--show-current") == "help"
    assert git_in(evening, "show", "--name-only", "--format=%s", "HEAD").split("\n\n") == [
        "Ask for help: oak-street", f"circles/oak-street/{DAY}.asks.yml",
    ]  # fmt: skip
    assert git_in(evening, "status", "--porcelain") == "A  notes.txt"


def test_what_git_refuses_is_told_before_anything_is_written(nst: Nst, evening: Path) -> None:
    """No repository, a branch that no branch can be called: exit code 2, words, and no file."""
    before = records_in(evening)
    asks = ("ask-for-help", "oak-street", "--for", "A ladder.", "--entered-by", "chi", *TODAY)
    told = nst(*asks, "--commit", cwd=evening)
    assert (told.code, "git init" in told.err) == (2, True)
    committed(evening)
    git_in(evening, "config", "user.name", "Chi")
    git_in(evening, "config", "user.email", "chi@example.org")
    for name in ("..", "-x", "a b", "x" * 400):
        assert nst(*asks, f"--branch={name}", cwd=evening).code == 2
    assert records_in(evening) == before


def test_what_was_made_is_told_as_data(nst: Nst, evening: Path) -> None:
    """With --format json: the path, the text, whether it was written, and what was found."""
    asks = ("ask-for-help", "oak-street", "--for", "A ladder.", "--entered-by", "chi", "--format", "json", *TODAY)
    told = json.loads(nst(*asks, cwd=evening).out)
    assert (told["path"], told["state"], told["findings"]) == (f"circles/oak-street/{DAY}.asks.yml", "written", [])
    assert (evening / told["path"]).read_text() == told["text"]
    assert json.loads(nst(*asks, cwd=evening).out)["state"] == "on record already"
    wrong = nst("back", "eli", "--format", "json", *TODAY, cwd=evening)
    found = json.loads(wrong.out)
    assert (wrong.code, found["state"], [one["code"] for one in found["findings"]]) == (1, "not written", ["A07"])
