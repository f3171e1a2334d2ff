"""`nstgov check`."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import click

from nstgov.check import check as check_tree
from nstgov.check import check_change, naming_base, within
from nstgov.cli.options import as_of, format_option, lands_on, movement_folder, paints, path_from_root, repository_of
from nstgov.cli.troubles import FOUND, KEPT
from nstgov.findings import Lane, Verdict
from nstgov.store import git
from nstgov.store.comparison import compared
from nstgov.store.tree import Tree, from_commit, from_folder


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
@click.option("--calendar", is_flag=True, help="Judge what depends on the day: reviews, sunsets, terms, sizes.")
@click.option("--strict", is_flag=True, help="With --calendar: exit with 1 on any warning too.")
@click.option("--base", metavar="REV", help="Judge only what --head adds to this revision.")
@click.option("--head", metavar="REV", help="The revision to judge instead of the folder.")
@format_option("text", "json", "github", "sarif", "markdown")
@as_of
@click.pass_obj
def check(
    folder: str,
    paths: tuple[str, ...],
    calendar: bool,
    strict: bool,
    base: str | None,
    head: str | None,
    form: str | None,
    as_of: date,
) -> int:
    """
    Judge whether the rules of consent are kept, in the whole record or below PATH.

    \b
    nstgov check                            everything
    nstgov check proposals/street-trees     one proposal
    nstgov check --calendar                 what is due, overdue or about to end
    nstgov check --base main --head HEAD    what a branch adds
    """
    if base and not head:
        raise click.UsageError("--base needs --head: the revision that is judged against it.")
    root = repository_of(folder) if head else movement_folder(folder)
    lane: Lane = "calendar" if calendar else "change"
    verdict = _verdict(root, base, head, as_of, lane)
    verdict = within(verdict, [path_from_root(path, folder, root) for path in paths])
    show(verdict, form or usual_format())
    blocking = verdict.counts["error"] or (strict and verdict.counts["warning"])
    return FOUND if blocking else KEPT


def _verdict(root: Path, base: str | None, head: str | None, as_of: date, lane: Lane) -> Verdict:
    if base and head:
        return check_change(compared(root, base, head), lands_on(as_of), as_of, lane)
    verdict = check_tree(_tree(root, head), as_of, lane)
    return naming_base(verdict, _main_line(root)) if verdict.not_judged else verdict


def _main_line(root: Path) -> str | None:
    try:
        return git.main_line(root)
    except git.GitTrouble:
        return None


def _tree(root: Path, revision: str | None) -> Tree:
    return from_folder(root) if revision is None else from_commit(root, git.resolve(root, revision))


def usual_format() -> str:
    """On a forge's CI, annotations; else text."""
    return "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"


def show(verdict: Verdict, form: str, closing: str | None = None) -> None:
    """Print a verdict in a form, as text with other closing words if told; on a forge also into the job's summary."""
    click.echo(_report(verdict, form, closing), nl=False)
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if form == "github" and summary:
        from nstgov.report.markdown import markdown_report

        with open(summary, "a", encoding="utf-8") as file:
            file.write(markdown_report(verdict))


def _report(verdict: Verdict, form: str, closing: str | None) -> str:
    if form == "json":
        from nstgov.report.json_report import json_report

        return json_report(verdict)
    if form == "sarif":
        from nstgov.report.sarif import sarif_report
        from nstgov.rules import RULES

        return sarif_report(verdict, RULES)
    if form == "markdown":
        from nstgov.report.markdown import markdown_report

        return markdown_report(verdict)
    if form == "github":
        from nstgov.report.github import github_report

        return github_report(verdict)
    from nstgov.report.text import plain, text_report

    return text_report(verdict, coloured if paints() else plain, closing)


_COLOURS = {"error": "red", "warning": "yellow", "advice": "cyan", "good": "green", "place": "blue"}


def coloured(text: str, what: str) -> str:
    """A text in the colour of what it is: a severity, a place, or quiet."""
    return (
        click.style(text, dim=True) if what == "quiet" else click.style(text, fg=_COLOURS[what], bold=what != "place")
    )
