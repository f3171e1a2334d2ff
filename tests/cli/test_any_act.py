"""Whatever flags a command for an act is given, it says what the judge says, and never fails by itself."""

from __future__ import annotations

import io
import random
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click
import pytest

from nstgov.author.act_files import judge_act_files
from nstgov.cli import act_commands, act_saving
from nstgov.cli.act_commands import make_act_command
from nstgov.cli.act_table import ACT_COMMANDS
from tests.cli.conftest import DAY
from tests.cli.evening import records_in
from tests.cli.every_act import GOOD
from tests.commands import Nst
from tests.record import check_files

NEXT_DAY = date(2026, 11, 30)
TOMORROW = ("--as-of", NEXT_DAY.isoformat(), "--no-input")
SPOKEN = (
    "It rains in.", "tbd", "x" * 400, "1. One.\n2. Two.\n", "a: b # c", "\x1b[2J", "\u202eevil", "- Ana: consent",
    "<script>alert(1)</script>", "…", "null", "2026-11-29", "Ωμέγα 李梅 Łódź", "'\"{[&*!|>", " ", "@nowhere", "\ud800",
)  # fmt: skip
PEOPLE = ("ana", "ben-okafor", "Chi Tran", "dee", "eli", "joe-park", "nobody yet", "zz", "+Omar Said", "")
IDS = ("a-bench-at-the-ferry", "sand", "oak-street", "oak-street-representative-2026", "roots", "../x", "con", "")
DAYS = (DAY, "2026-11-28", "2027-05-01", "2030-01-01", "0001-01-01", "9999-12-31", "tomorrow", "")
GROUPED = (
    "ana: chi, because she listens", "yes: it is so", "fetch it: yes", "2026-11-29 to 2027-11-29", "4 people",
    "ana, ben, chi, dee", "oak-street",
)  # fmt: skip
SAID = ("consent", "object: it sticks", "consent, worry: who sweeps?", "absent", "perhaps", "")


def _choose_value(chance: random.Random, option: click.Parameter, words: Mapping[str, tuple[str, ...]]) -> str:
    """A value for an option: mostly one that it can take, now and then anything."""
    sort = (option.metavar or "") if isinstance(option, click.Option | click.Argument) else ""
    pools: dict[str, tuple[str, ...]] = {
        "DAY": DAYS, "ID": (*IDS, *PEOPLE), "PERSON": PEOPLE, "N": ("1", "0", "-1", "99999999999", "two"),
        "yes|no": ("yes", "no", "maybe"), "WORD": words.get(option.name or "", ("keep",)),
    }  # fmt: skip
    if sort == "PERSON=WORD":
        who = chance.choice(("everyone", "everyone", *PEOPLE))
        return f"{who}={chance.choice(SAID)}"
    if chance.random() < 0.1:
        return chance.choice(SPOKEN)
    grouped = (
        "ana: chi, because she listens",
        "yes: it is so",
        "fetch it: yes",
        "2026-11-29 to 2027-11-29",
        "4 people",
    )
    return chance.choice(pools.get(sort, (*SPOKEN, *grouped, "ana, ben, chi, dee", "oak-street")))


def _list_words(command: click.Command) -> dict[str, tuple[str, ...]]:
    """By option, the words of its choice, as its help tells them."""
    found = {}
    for param in command.params:
        told = (getattr(param, "help", None) or "").partition("One of: ")[2].partition(".")[0]
        if told:
            found[param.name or ""] = tuple(told.split(", "))
    return found


def _choose_flags(name: str, chance: random.Random) -> list[str]:
    """The flags of a good call, some of them left out or said otherwise, and now and then one more."""
    command = make_act_command(name)
    words, options = _list_words(command), {param.opts[0]: param for param in command.params}
    good = GOOD[name]
    given = [good[0]] if chance.random() < 0.95 else [chance.choice(IDS)]
    pairs = list(zip(good[1::2], good[2::2], strict=True))
    for option, value in pairs:
        if chance.random() < 0.06:
            continue
        given.append(f"{option}={_choose_value(chance, options[option], words) if chance.random() < 0.12 else value}")
    more = [param for param in command.params if (param.name or "").startswith("field_")]
    if more and chance.random() < 0.25:
        extra = chance.choice(more)
        given.append(f"{extra.opts[0]}={_choose_value(chance, extra, words)}")
    return [one.encode("utf-8", "replace").decode().replace("\0", "") for one in given]


def _try_commands(name: str, seeds: range, nst: Nst, folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[int, int]:
    """Run a command with chosen flags once for each seed; how often it ended with each code."""
    judged: list[Mapping[str, str]] = []

    def judge_and_keep(tree: Any, files: Mapping[str, str], *more: Any) -> Any:
        judged.append(files)
        return judge_act_files(tree, files, *more)

    monkeypatch.setattr(act_saving, "judge_act_files", judge_and_keep)
    before = records_in(folder)
    rules = {path: (folder / path).read_text() for path in ("nstgov.yml", "ground-rules/1.yml")}
    ended: dict[int, int] = {}
    for seed in seeds:
        flags = _choose_flags(name, random.Random(f"{name} {seed}"))  # noqa: S311 (chance for tests)
        judged.clear()
        told = nst(name, *flags, *TOMORROW, cwd=folder)
        assert told.code in (0, 1, 2), (flags, told.text)
        assert "itself failed" not in told.err, (flags, told.err)
        after = records_in(folder)
        new = {path: text for path, text in after.items() if path not in before}
        assert {path: after.get(path) for path in before} == before
        assert bool(new) == (told.code == 0 and "already" not in told.out), (flags, told.text)
        if judged:
            verdict = check_files({**rules, **before, **judged[-1]}, NEXT_DAY)
            assert (told.code == 1) == any(one.severity == "error" for one in verdict.diagnostics), (flags, told.text)
        for path in new:
            (folder / path).unlink()
        ended[told.code] = ended.get(told.code, 0) + 1
    return ended


@pytest.mark.parametrize("name", ACT_COMMANDS)
def test_a_good_call_makes_a_sound_record(name: str, nst: Nst, village: Path) -> None:
    """Each command writes one record, and `check` finds nothing wrong with it."""
    before = records_in(village)
    told = nst(name, *GOOD[name], *TOMORROW, cwd=village)
    assert told.code == 0, told.text
    assert len(records_in(village)) == len(before) + 1
    checked = nst("check", "--as-of", NEXT_DAY, cwd=village)
    assert checked.code == 0, checked.out


@pytest.mark.sampled(8)
@pytest.mark.parametrize("name", ACT_COMMANDS)
def test_a_command_says_what_the_judge_says(
    name: str, nst: Nst, village: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With flags chosen by chance: written where the judge finds nothing, else refused in words, and no traceback."""
    assert sum(_try_commands(name, range(4), nst, village, monkeypatch).values()) == 4


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", ACT_COMMANDS)
def test_a_command_says_what_the_judge_says_two_hundred_times(
    name: str, nst: Nst, village: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same two hundred times for each command; some calls are written, and some are not."""
    ended = _try_commands(name, range(200), nst, village, monkeypatch)
    assert sum(ended.values()) == 200
    assert ended.get(0, 0) > 10
    assert ended.get(2, 0) + ended.get(1, 0) > 10


ANSWERS = (
    "", "", "", "1", "2", "all", "c", "o it sticks", "w who sweeps?", "ana", "ana, ben, chi, dee", "Tom Hill", "sand",
    "chi, because she listens", "yes: it is so", "2027-05-01", "?", "everyone", "It is slippery there.", "keep", "yes",
    "no", "\x1b[A", "x" * 500, "…", "-", "a: b",
)  # fmt: skip


def _answer_by_chance(name: str, seeds: range, nst: Nst, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(act_commands, "is_asking_possible", lambda: True)
    before = records_in(folder)
    for seed in seeds:
        chance = random.Random(f"{name} answers {seed}")  # noqa: S311 (chance for tests)
        lines = [chance.choice(ANSWERS) for _ in range(80)]
        monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines) + "\n"))
        told = nst(name, "--as-of", NEXT_DAY, cwd=folder)
        assert told.code in (0, 1, 2, 130), (lines, told.text)
        assert "itself failed" not in told.err, (lines, told.err)
        new = set(records_in(folder)) - set(before)
        assert not new or nst("check", "--as-of", NEXT_DAY, cwd=folder).code == 0, (lines, told.text)
        for path in new:
            (folder / path).unlink()


@pytest.mark.sampled(6)
@pytest.mark.parametrize("name", ACT_COMMANDS)
def test_whatever_is_answered_what_is_written_is_sound(
    name: str, nst: Nst, village: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Answers by chance, until nothing more is typed: nothing fails by itself, and what is written passes `check`."""
    _answer_by_chance(name, range(2), nst, village, monkeypatch)


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", ACT_COMMANDS)
def test_whatever_is_answered_many_times(name: str, nst: Nst, village: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same a hundred times."""
    _answer_by_chance(name, range(100), nst, village, monkeypatch)
