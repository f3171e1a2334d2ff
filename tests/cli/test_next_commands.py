"""`why`, `next` and agendas end with the command or the form that does what is awaited, and it does it."""

from __future__ import annotations

import json
import random
import shlex
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from nstgov.acts.act_draft import collect_forms
from nstgov.acts.step_commands import find_step_command, find_step_form
from nstgov.author.act_files import has_errors
from nstgov.author.minutes.meeting import make_records, read_minutes
from nstgov.lifecycle.next_steps import collect_steps_by_circle
from tests.cli.conftest import DAY, TODAY
from tests.commands import Nst
from tests.record import TODAY as STORY_DAY
from tests.record import example_record, movement_from, tree_of

EVENING = Path(__file__).with_name("evening.md").read_text(encoding="utf-8")


def test_why_ends_with_the_command_that_is_next(nst: Nst, village: Path) -> None:
    """What is ready is written by the command that is told; of what is decided and well nothing is."""
    ready = nst("why", "ferry-bell", "--as-of", DAY, cwd=village).out
    assert ready.endswith("Next: nstgov decide ferry-bell\n")
    assert nst(*shlex.split(ready.rpartition("Next: nstgov ")[2]), *TODAY, cwd=village).code == 0
    assert "Next:" not in nst("why", "ferry-bell", "--as-of", DAY, cwd=village).out
    assert "nstgov resolve moths" in nst("why", "lamps", "--as-of", DAY, cwd=village).out
    data = json.loads(nst("next", "oak-street", "--as-of", DAY, "--format", "json", cwd=village).out)
    assert "nstgov round sand" in [step["command"] for circle in data for step in circle["steps"]]


@pytest.mark.long
def test_each_command_that_is_told_is_understood(nst: Nst, example: Path) -> None:
    """Of all that waits in the worked example: it finds what it is about, and lacks only what people have to say."""
    movement = movement_from(tree_of(example_record()))
    steps = {step for found in collect_steps_by_circle(movement, STORY_DAY).values() for step in found}
    told = {command for step in steps if (command := find_step_command(movement, step))}
    assert len(told) > 3
    for command in sorted(told):
        words = shlex.split(command)[1:]
        outcome = nst(*words, "--as-of", STORY_DAY, "--no-input", "--dry-run", cwd=example)
        assert outcome.code in (0, 1) or "still missing" in outcome.err, (command, outcome.err)


def test_each_form_that_is_told_is_there() -> None:
    """The address of a form names an act, and only parts and fields that the act has."""
    movement = movement_from(tree_of(example_record()))
    steps = {step for found in collect_steps_by_circle(movement, STORY_DAY).values() for step in found}
    addresses = [address for step in steps if (address := find_step_form(step))]
    assert len(addresses) > 3
    for address in addresses:
        split = urlsplit(address)
        form = collect_forms()[split.path.split("/")[1]]
        known = {*form.act.asks, *(field.key for field in form.list_fields())}
        assert {name for name, _ in parse_qsl(split.query)} <= known, address


SPOILT = ("- : x", "## ", "### Round", "```", "Text:", "1. a", "\x1b[2J", "> - Ana: consent", "Decided.", "- Everyone:")


def _garble(text: str, chance: random.Random) -> str:
    """Minutes in which a few lines are lost, doubled, moved or spoilt."""
    lines = text.split("\n")
    for _ in range(chance.randint(1, 4)):
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        way = chance.randrange(5)
        if way == 0:
            lines.pop(at)
        elif way == 1:
            lines.insert(at, lines[other])
        elif way == 2:
            lines[at], lines[other] = lines[other], lines[at]
        elif way == 3:
            lines[at] = lines[at][: chance.randrange(len(lines[at]) + 1)]
        else:
            lines[at] = chance.choice(
                ("- : x", "## ", "### Round", "```", "Text:", "1. a", "\x1b[2J", "> - Ana: consent")
            )
    return "\n".join(lines)


def _try_garbled(valley: Path, seeds: range) -> int:
    """Read garbled minutes; how many could be written all the same."""
    rules = {path: (valley / path).read_text() for path in ("nstgov.yml", "ground-rules/1.yml")}
    sound = 0
    for seed in seeds:
        text = _garble(EVENING, random.Random(seed))  # noqa: S311 (chance for tests)
        found = make_records(tree_of(rules), read_minutes(text), date.fromisoformat(DAY))
        assert found.verdict is not None or not found.files
        assert found.files or found.questions
        sound += bool(found.files) and not found.questions and not has_errors(found.verdict)  # type: ignore[arg-type]
    return sound


def test_garbled_minutes_never_fail(valley: Path) -> None:
    """Lines lost, doubled or spoilt give questions, findings, or all that is left; never a failure."""
    _try_garbled(valley, range(12))


@pytest.mark.long
def test_garbled_minutes_never_fail_many_times(valley: Path) -> None:
    """The same five hundred times; some are sound all the same."""
    assert 0 < _try_garbled(valley, range(500)) < 500
