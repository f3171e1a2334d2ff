"""
Writes what is generated and kept: the rules' pages, the list of commands, the JSON Schemas, tables.

Each has one source (a rule's docstring, a command's help, the records' types, the scenarios of tests) and lies in docs/
so that it can be read without installing anything. With --check nothing is written; it ends with 1 when a file is not
what it would be.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import click

from nstgov.cli.program import cli
from nstgov.lifecycle.summary_schema import SUMMARY_SCHEMA
from nstgov.report.rule_page import FAMILIES, render_rule_markdown
from nstgov.rules import RULES, Rule
from nstgov.store.schema import build_all_schemas
from tools.alike_letters import alike_letters_json
from tools.letters import letters_json
from tools.one_answer import render_answers_page
from tools.whose_act import render_acts_page

ROOT = Path(__file__).parent.parent
FOLDERS = ("docs/rules", "docs/schemas")
"""Folders that hold nothing but generated files."""
REMARKS = {
    None: "",
    "whole": " (the whole file)",
    "symlink": " (a symbolic link)",
    "gone": " (taken away)",
    "lost": " (lost in a merge)",
    "signed": " (a signature)",
}
"""What a word after the title of an example's block means."""
_HEADING = re.compile(r"\n+(Bad|Good)([^\n]*):$", re.MULTILINE)
_FENCE = re.compile(r"^```(\w+) title=\"([^\"]+)\"(?: (\w+))?$", re.MULTILINE)
NOTE = "<!-- Written by `make generate`; change the source, not this file. -->\n\n"


def make_generated_files() -> Iterator[tuple[str, str]]:
    """Every generated file: its path and its text."""
    yield "docs/commands.md", NOTE + render_commands_page()
    yield "docs/one-answer.md", NOTE + render_answers_page()
    yield "docs/whose-act.md", NOTE + render_acts_page()
    yield "docs/rules/README.md", NOTE + render_rules_page()
    for rule in RULES:
        yield f"docs/rules/{rule.code}.md", NOTE + adapt_for_forges(render_rule_markdown(rule))
    yield "nstgov/languages/letters.json", letters_json()
    yield "nstgov/store/alike_letters.json", alike_letters_json()
    yield "docs/schemas/summary.json", json.dumps(SUMMARY_SCHEMA, ensure_ascii=False, indent=2) + "\n"
    for kind, schema in build_all_schemas().items():
        yield f"docs/schemas/{kind.replace(' ', '-')}.json", json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def render_commands_page() -> str:
    """All commands with their help, as a person sees it in a terminal."""
    return "# Commands\n\n" + "\n".join(
        _render_help(cli, click.Context(cli, info_name="nstgov", **cli.context_settings))
    )


def adapt_for_forges(page: str) -> str:
    """A rule's page as forges show it: they hide the title of a block, which here names the file."""
    page = _HEADING.sub(r"\n\n**\1**\2:\n", page)
    return _FENCE.sub(lambda found: f"`{found[2]}`{REMARKS[found[3]]}:\n\n```{found[1]}", page)


def render_rules_page() -> str:
    """The table of contents of the rules."""
    parts = ["# Rules\n"]
    for letter, family in groupby(RULES, key=lambda rule: rule.family):
        parts.append(f"## {FAMILIES[letter]}\n\n| rule | says | is |\n|---|---|---|")
        parts += [_render_rule_row(rule) for rule in family]
        parts.append("")
    return "\n".join(parts)


def _render_rule_row(rule: Rule) -> str:
    lane = "" if rule.lane == "change" else ", by the calendar"
    sentence = rule.sentence.replace("|", "\\|")
    return f"| [{rule.code} {rule.name}]({rule.code}.md) | {sentence} | {rule.severity}{lane} |"


def _render_help(command: click.Command, context: click.Context) -> Iterator[str]:
    depth = len(context.command_path.split())
    context.terminal_width = 100
    yield f"{'#' * min(depth + 1, 4)} `{context.command_path}`\n\n```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            if (found := command.get_command(context, name)) is not None:
                yield from _render_help(found, click.Context(found, info_name=name, parent=context))


def find_stale_files(files: dict[str, str]) -> list[str]:
    """The paths that are missing, differ, or lie in a generated folder without a source."""
    kept = {
        path.relative_to(ROOT).as_posix() for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file()
    }
    differ = [path for path, text in files.items() if not _is_same_text(ROOT / path, text)]
    return sorted({*differ, *(kept - set(files))})


def _is_same_text(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


def main(arguments: list[str]) -> int:
    """Write what is not as it should be, or with --check only name it."""
    files = dict(make_generated_files())
    old = find_stale_files(files)
    for path in old:
        print(f"  {path}")
        if "--check" not in arguments:
            _update_file(ROOT / path, files.get(path))
    if old and "--check" in arguments:
        print("  These are not what their sources say; 'make generate' writes them anew.")
        return 1
    return 0


def _update_file(path: Path, text: str | None) -> None:
    if text is None:
        path.unlink()
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
