"""The judge's exact steps, with real git: it judges what is proposed, and nothing that is proposed can bend it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.forge.forge import JUDGE, Forge
from tests.history.forge import OAK, begun

CIRCLE = OAK.rpartition("/")[0]
SETTLED = {**begun(), OAK: begun()[OAK].replace("  ana: {name", "  ana: {account: ana-of-oak, name")}
"""A movement in which one member has given her account."""
GOOD = {f"{CIRCLE}/2026-11-02.asks.yml": "for: Somebody who can teach us to facilitate.\n"}
BAD = {f"{CIRCLE}/2026-11-02.asks.yml": "for: One thing.\nfor: Another thing.\n"}
TAKES_OVER = "#!/bin/sh\necho taken over > ../taken-over\nexit 0\n"


@pytest.fixture(scope="module")
def one_forge(tmp_path_factory: pytest.TempPathFactory) -> Forge:
    """A small movement on a forge, to which one change after another is proposed."""
    place = tmp_path_factory.mktemp("forge")
    return Forge(place, SETTLED)


@pytest.fixture
def forge(one_forge: Forge) -> Forge:
    """The forge as it was at first: no change is proposed, and no step has left anything."""
    one_forge.begin_again()
    return one_forge


def test_a_change_that_keeps_the_rules_passes(forge: Forge) -> None:
    """A request for help is one more file: the judge lets it pass, and hands on a verdict without errors."""
    run = forge.judged(7, forge.propose(7, GOOD))
    assert run.code == 0, run.text
    assert json.loads((forge.out / "verdict.json").read_text())["counts"]["error"] == 0
    assert json.loads((forge.out / "about.json").read_text())["number"] == 7


def test_a_change_that_breaks_a_rule_does_not_pass(forge: Forge) -> None:
    """A key that stands twice is found and annotated, and the verdict for the comment says so."""
    run = forge.judged(7, forge.propose(7, BAD))
    assert run.code == 1
    assert "::error file=" in run.text
    assert "Y02" in {one["code"] for one in json.loads((forge.out / "verdict.json").read_text())["findings"]}


@pytest.mark.long
@pytest.mark.parametrize(
    "paths",
    [
        (".github/nstgov/judge.sh", ".github/nstgov/prepare.sh", JUDGE, "git", "Makefile"),
        ("nstgov/__init__.py", "nstgov/__main__.py", "sitecustomize.py", "yaml.py", "pyproject.toml"),
        (".gitattributes", ".gitmodules"),
    ],
    ids=["machinery", "look-alikes", "git"],
)
def test_no_file_of_a_change_runs_or_bends_the_judge(forge: Forge, paths: tuple[str, ...]) -> None:
    """Whatever a change brings along beside a broken record, the judge of the default branch finds the fault."""
    forge.at_once = False
    attributes = "circles/** filter=evil export-ignore\n"
    brought = {path: attributes if path == ".gitattributes" else TAKES_OVER for path in paths}
    run = forge.judged(7, forge.propose(7, {**BAD, **brought}))
    assert run.code == 1
    assert "Y02" in run.text
    assert not list(forge.place.rglob("taken-over"))


@pytest.mark.long
@pytest.mark.parametrize(
    "branch", ["$(touch${IFS}taken-over)", "`touch${IFS}taken-over`", "a;touch${IFS}taken-over", "--upload-pack=touch"]
)
def test_a_branch_name_is_never_a_command(forge: Forge, branch: str) -> None:
    """The branch that a change comes from may have any name; no step ever sees it."""
    run = forge.judged(7, forge.propose(7, GOOD, branch))
    assert run.code == 0, run.text
    assert not list(forge.place.rglob("taken-over"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HEAD", "$(touch taken-over)"),
        ("HEAD", "main"),
        ("HEAD", "--upload-pack=touch taken-over"),
        ("HEAD_REF", "refs/pull/7/head; touch taken-over"),
        ("HEAD_REF", "refs/heads/main"),
        ("HEAD_REF", "refs/pull/../heads/main/head"),
        ("HEAD_REF", "--upload-pack=touch taken-over"),
        ("BASE", "main"),
        ("BASE", "$(touch taken-over)"),
        ("BROUGHT_BY", "ana-of-oak"),
        ("BROUGHT_BY", "1001 --head=main"),
        ("BROUGHT_BY", "0"),
        ("BROUGHT_BY", "$(touch taken-over)"),
        ("BROUGHT_BY", ""),
        ("SERVER", "https://example.org/$(touch taken-over)"),
    ],
)
def test_values_that_are_not_of_their_form_are_refused(forge: Forge, name: str, value: str) -> None:
    """A number is a number and a commit is a commit: everything else is not judged, and never passes."""
    run = forge.judged(7, forge.propose(7, GOOD), **{name: value})
    assert run.code == 3
    assert "Cannot judge" in run.text
    assert not list(forge.place.rglob("taken-over"))


MEMBERS = {**SETTLED, "ground-rules/1.yml": begun()["ground-rules/1.yml"] + "brought_by: members\n"}


def test_the_judge_knows_by_whose_account_a_change_is_brought(tmp_path: Path) -> None:
    """Where members bring what speaks for others, a member's account passes, and nobody else's."""
    forge = Forge(tmp_path, MEMBERS)
    head = forge.propose(7, GOOD)
    assert forge.judged(7, head).code == 0
    for number, name in (("6666", "mallory"), ("41898282", "some-program[bot]"), ("6666", "$(touch taken-over)")):
        run = forge.judged(7, head, BROUGHT_BY=number, BROUGHT_BY_NAME=name)
        assert run.code == 1, run.text
        assert "T06" in run.text
    assert forge.judged(7, head, HEAD_REF="", BROUGHT_BY="").code == 0
    assert not list(tmp_path.rglob("taken-over"))


def test_a_change_that_has_moved_on_is_left_to_its_newer_run(forge: Forge) -> None:
    """The verdict is about the commit that the forge named: when another one is there by now, nothing is said."""
    old = forge.propose(7, GOOD)
    new = forge.propose(7, BAD)
    assert forge.judged(7, old).code == 3
    assert "moved on" in (forge.out / "trouble.txt").read_text()
    assert forge.judged(7, new).code == 1


def test_a_change_that_the_forge_does_not_give_is_not_judged(forge: Forge) -> None:
    """No such pull request: exit 3, with the next step."""
    run = forge.judged(8, forge.propose(7, GOOD))
    assert run.code == 3
    assert "Next:" in run.text


def test_a_merge_queue_is_judged_against_what_stands_before_it(forge: Forge) -> None:
    """In a queue the base is the change before; both are fetched by their ids, and what breaks a rule is found."""
    before = forge.propose(7, GOOD)
    forge.base = before
    broken = {f"{CIRCLE}/2026-11-03.asks.yml": "for: One.\nfor: Two.\n"}
    after = forge.propose(9, broken)
    run = forge.judged(9, after, HEAD_REF="", BASE=before)
    assert run.code == 1
    assert run.text.count("::error") == 1


OUR_COMMAND = re.compile(rf"::error file={CIRCLE}/[^:,]*,line=[0-9]+,col=[0-9]+,title=[A-Z][0-9]{{2}} [a-z-]+::")
LIKE_COMMANDS = (
    "title: |\n  ::error::taken over\n  ::stop-commands::x\n  ##[error]taken over\n::warning::b: c\n",
    "for: '::error::a'\n'::error file=x,line=1::b': c\n",
    'for: "a\\n::error::b\\r\\n##[group]c"\n',
)


@pytest.mark.sampled(4)
@pytest.mark.parametrize("text", LIKE_COMMANDS)
@pytest.mark.parametrize("form", ["github", "text"])
def test_no_line_of_the_log_is_a_command_of_the_change(forge: Forge, text: str, form: str) -> None:
    """A record or a path that looks like a workflow command is shown, and is none to the forge that reads the log."""
    odd = f"{CIRCLE}/::error::got you/%0A::error::x/2026-11-03.asks.yml"
    head = forge.propose(7, {f"{CIRCLE}/2026-11-02.asks.yml": text, odd: "for: A ladder.\n"})
    run = forge.judged(7, head, FORMAT=form)
    assert run.code == 1
    lines = [line.strip() for line in run.text.splitlines()]
    commands = [line for line in lines if line.startswith("::")]
    assert all(OUR_COMMAND.match(line) for line in commands), commands
    assert bool(commands) == (form == "github")
    assert not [line for line in lines if line.startswith("##[") or (form == "github" and "##[" in line)]
