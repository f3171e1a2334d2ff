"""`nstgov explain`, `rules`, `schema`, `completion`, `--help` and `--version`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import jsonschema
import pytest
import yaml

from nstgov import __version__
from nstgov.cli.errors import FILE_TROUBLE
from nstgov.cli.program import COMMANDS, cli
from nstgov.records import match_path
from nstgov.rules import RULES
from nstgov.store.schema import build_all_schemas
from tests.cli.terminal import COLUMNS
from tests.commands import Nst
from tests.record import ROOT, example_record


class _PlainLoader(yaml.SafeLoader):
    """YAML as most tools read it, but for days, which stay texts as in JSON."""


_PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if not tag.endswith("timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _loaded(path: str) -> Any:
    return yaml.load(example_record()[path], Loader=_PlainLoader)  # noqa: S506 (a safe loader)


def test_every_command_explains_itself(nst: Nst) -> None:
    """Each command has a help text with its options, and stands in the list."""
    listed = nst("--help").out
    for name, (_, about) in COMMANDS.items():
        assert name in listed
        assert about.split()[0] in listed
        helped = nst(name, "--help")
        assert helped.code == 0
        assert "Usage: nstgov" in helped.out


def _helped(command: click.Command, context: click.Context) -> Iterator[str]:
    """The help of a command, and of those within it, as a terminal of 80 columns shows it."""
    context.terminal_width = COLUMNS
    yield command.get_help(context)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            if found := command.get_command(context, name):
                yield from _helped(found, click.Context(found, info_name=name, parent=context))


def test_no_help_is_wider_than_a_terminal() -> None:
    """At 80 columns no line of a help text breaks by itself, neither in commands nor in those within commands."""
    texts = list(_helped(cli, click.Context(cli, info_name="nstgov", **cli.context_settings)))
    assert any(text.startswith("Usage: nstgov federate add ") for text in texts)
    assert [line for text in texts for line in text.splitlines() if len(line) > COLUMNS] == []


def test_the_version_is_told(nst: Nst) -> None:
    """`--version` says which nstgov this is."""
    assert nst("--version").out == f"nstgov {__version__}\n"


@pytest.mark.parametrize("arguments", [["--version"], ["-C", ".", "--version"]])
def test_the_version_is_told_alike_before_and_after_loading_the_program(arguments: list[str]) -> None:
    """Whoever only asks which version this is gets the same answer, and nothing of Click is loaded for it."""
    program = (
        f"import sys; sys.argv[1:] = {arguments!r}\n"
        "from nstgov.cli import main\n"
        "try: main()\n"
        "finally: sys.stderr.write(str('click' in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, f"nstgov {__version__}\n")
    assert done.stderr == str(len(arguments) > 1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device here that is always full")
def test_a_version_that_cannot_be_written_is_told_of() -> None:
    """Where nothing more can be written, the version is no exception."""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run([sys.executable, "-m", "nstgov", "--version"], stdout=full, stderr=subprocess.PIPE,
                              text=True, check=False)  # fmt: skip
    assert done.returncode == FILE_TROUBLE
    assert "No space left" in done.stderr
    assert "Traceback" not in done.stderr


def test_help_imports_nothing_heavy() -> None:
    """What only some commands need is not loaded for `--help`."""
    program = (
        "import sys; sys.argv = ['nstgov', '--help']\n"
        "from nstgov.cli.program import run_command_line; run_command_line(['--help'])\n"
        "heavy = {'yaml', 'jinja2', 'git', 'rich', 'mkdocs', 'nh3', 'cryptography', 'nstgov.rules'}\n"
        "sys.exit(','.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.long
def test_judging_loads_neither_what_publishes_nor_what_commits(example: Path) -> None:
    """`nstgov check` gets by without templates, sanitisers and GitPython, so that a judge need not install them."""
    program = (
        "import sys; from nstgov.cli.program import run_command_line\n"
        "code = run_command_line(['check'])\n"
        "heavy = {'git', 'jinja2', 'markupsafe', 'mkdocs', 'nh3', 'babel'} & set(sys.modules)\n"
        "sys.exit(','.join(sorted(heavy)) or code)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=example, env={**os.environ, "PYTHONPATH": str(ROOT)},
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_a_rule_is_explained_by_code_or_name(nst: Nst) -> None:
    """Both ways lead to the same page, which holds the sentence and both examples; in JSON too."""
    rule = RULES[0]
    by_code = nst("explain", rule.code.lower()).out
    assert by_code == nst("explain", rule.name).out
    assert nst("explain", "d3").out == nst("explain", "D03").out
    assert rule.sentence in by_code
    assert "Bad" in by_code
    assert "Good" in by_code
    assert json.loads(nst("explain", rule.code, "--format", "json").out)["code"] == rule.code
    assert nst("explain", rule.code, "--format", "markdown").out.startswith(f"# {rule.code} ")


def test_an_unknown_rule_or_kind_is_answered_with_what_is_near(nst: Nst) -> None:
    """Wrong words end with 2 and a hint."""
    wrong = nst("explain", "Y77")
    assert wrong.code == 2
    assert "Did you mean Y07?" in wrong.err
    assert nst("explain", "key-twise").err.count("Did you mean key-twice?") == 1
    assert "Did you mean round?" in nst("schema", "ruond").err
    assert nst("completion", "powershell").code == 2


def test_all_rules_are_listed(nst: Nst) -> None:
    """The list holds every code with its sentence; JSON holds as many entries."""
    text = nst("rules").out
    assert all(rule.code in text and rule.sentence in text for rule in RULES)
    assert len(json.loads(nst("rules", "--format", "json").out)) == len(RULES)


@pytest.mark.parametrize("kind", sorted(build_all_schemas()))
def test_schemas_are_draft_07_and_printed_as_they_are(nst: Nst, kind: str) -> None:
    """Each kind's schema is valid draft-07 and what the command prints."""
    printed = json.loads(nst("schema", kind).out)
    jsonschema.Draft7Validator.check_schema(printed)
    assert printed == build_all_schemas()[kind]


def test_the_schemas_accept_the_worked_example_and_refuse_what_the_reader_refuses() -> None:
    """Reader and schema tell the same story of shape on every record of the example."""
    validators = {name: jsonschema.Draft7Validator(schema) for name, schema in build_all_schemas().items()}
    judged = set()
    for path in example_record():
        place = match_path(path)
        assert place is not None
        value = _loaded(path)
        errors = [error.message for error in validators[place[0].name].iter_errors(value)]
        assert errors == [], path
        assert not validators[place[0].name].is_valid({**value, "zebra": "x"})
        judged.add(place[0].name)
    assert len(judged) > 20


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_printed_for_each_shell(nst: Nst, shell: str) -> None:
    """The script names the command it completes."""
    assert "_NSTGOV_COMPLETE" in nst("completion", shell).out
