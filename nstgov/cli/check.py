"""`nstgov check`."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nstgov.cli.errors import FOUND, KEPT, report_error
from nstgov.cli.options import (
    as_of,
    find_movement_folder,
    find_repository,
    format_option,
    is_colour_welcome,
    lands_on,
    path_from_root,
)
from nstgov.cli.progress import show_steps
from nstgov.findings import Lane, Verdict, filter_by_path, naming_base
from nstgov.store import git

if TYPE_CHECKING:
    from nstgov.records import Bringer, Movement
    from nstgov.store.tree import FolderListing, Tree


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
@click.option("--calendar", is_flag=True, help="Judge what depends on the day: reviews, sunsets, terms, sizes.")
@click.option("--strict", is_flag=True, help="With --calendar: exit with 1 on any warning too.")
@click.option("--base", metavar="REV", help="Judge only what --head adds to this revision.")
@click.option("--head", metavar="REV", help="The revision to judge instead of the folder.")
@click.option(
    "--brought-by",
    "account",
    type=click.IntRange(1, 2**53),
    metavar="ACCOUNT",
    help="With --base: the number of the account on the forge that brings the change.",
)
@click.option("--account-name", "login", metavar="NAME", default="", help="The name of that account.")
@click.option("--forge", "host", metavar="HOST", default="", help="The forge on which it is, such as codeberg.org.")
@click.option("--fix", is_flag=True, help="First mend what has one right answer, in records that have not landed.")
@click.option("--diff", is_flag=True, help="With --fix: show what would be mended, and write nothing.")
@click.option("--watch", is_flag=True, help="Judge again after every change in the folder, until Ctrl+C.")
@format_option("text", "json", "github", "sarif", "markdown", "gitlab", "rdjson")
@as_of
@click.pass_obj
def check(
    folder: str,
    paths: tuple[str, ...],
    calendar: bool,
    strict: bool,
    base: str | None,
    head: str | None,
    account: int | None,
    login: str,
    host: str,
    fix: bool,
    diff: bool,
    watch: bool,
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
    nstgov check --fix --diff               what would be mended by itself
    nstgov check --watch                    again after every change

    With --brought-by, the judge also looks whether what speaks for others was brought by one of them.
    """
    if base and not head:
        raise click.UsageError("--base needs --head: the revision that is judged against it.")
    if diff and not fix:
        raise click.UsageError("--diff goes with --fix: it shows what that would do.")
    if head and (fix or watch):
        raise click.UsageError("--fix and --watch look at the folder, and --head at a revision. Leave one out.")
    bringer = _read_bringer(account, login, host, base)
    root = find_repository(folder) if head else find_movement_folder(folder)
    wanted = [path_from_root(path, folder, root) for path in paths]

    def judge_once() -> int:
        if fix:
            from nstgov.cli.check_fix import mend_drafts, show_fixes

            if diff:
                return show_fixes(root, wanted, as_of)
            mend_drafts(root, wanted, as_of)
        lane: Lane = "calendar" if calendar else "change"
        verdict = filter_by_path(_judge_record(root, base, head, as_of, lane, bringer), wanted)
        print_verdict(verdict, form or choose_usual_format())
        return FOUND if verdict.counts["error"] or (strict and verdict.counts["warning"]) else KEPT

    return _repeat_on_change(root, judge_once) if watch else judge_once()


def _repeat_on_change(root: Path, judge_once: Callable[[], int]) -> int:
    """Judge now and after every change; no trouble ends it, only Ctrl+C does. How it stood last is the exit code."""
    from nstgov.cli.folder_watch import watch_changes

    code = _judge_in_spite(judge_once)
    click.echo("Waiting for the next change; Ctrl+C ends this.", err=True)
    with contextlib.suppress(KeyboardInterrupt):
        for _ in watch_changes(root):
            click.echo("\n" + "─" * 40)
            code = _judge_in_spite(judge_once)
    return code


def _judge_in_spite(judge_once: Callable[[], int]) -> int:
    try:
        return judge_once()
    except Exception as trouble:  # noqa: BLE001 - whatever goes wrong while editing, the next change may mend
        return report_error(trouble)


def _read_bringer(account: int | None, login: str, host: str, base: str | None) -> Bringer | None:
    if account is None and (login or host):
        raise click.UsageError("--account-name and --forge go with --brought-by: the number of the account.")
    if account is None:
        return None
    if not base:
        raise click.UsageError("--brought-by needs --base and --head: the change that it brings.")
    from nstgov.records import Bringer

    return Bringer(account, login, host)


def _judge_record(
    root: Path, base: str | None, head: str | None, as_of: date, lane: Lane, bringer: Bringer | None
) -> Verdict:
    if base and head:
        from nstgov.branch_check import judge_change

        return judge_change(root, (base, head), lands_on(as_of), as_of, lane, brought_by=bringer, watch=show_steps)
    if head or lane == "calendar":
        from nstgov.check import judge_movement
        from nstgov.cli.standing_record import read_standing_record

        tree, movement = read_standing_record(root, head)
        verdict = judge_movement(movement, tree, as_of, lane, watch=show_steps)
    else:
        verdict = _judge_folder(root, as_of)
    return naming_base(verdict, _main_line(root)) if verdict.not_judged else verdict


def _judge_folder(root: Path, as_of: date) -> Verdict:
    """The verdict of the change lane on a folder; what was found in it last time is not worked out again."""
    from nstgov.cli.own_cache import open_cache
    from nstgov.incremental_check import check_folder

    with closing(open_cache(root)) as cache:
        verdict = check_folder(root, cache, as_of, partial(_read_standing, root), watch=show_steps)
        cache.save()
    return verdict


def _read_standing(root: Path, listings: list[FolderListing]) -> tuple[Tree, Movement]:
    from nstgov.cli.standing_record import read_standing_record  # what it needs takes long to load

    return read_standing_record(root, None, show_steps, listings)


def _main_line(root: Path) -> str | None:
    try:
        return git.main_line(root)
    except git.GitError:
        return None


def choose_usual_format() -> str:
    """On a forge's CI, annotations; else text."""
    return "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"


def print_verdict(verdict: Verdict, form: str, closing: str | None = None) -> None:
    """Print a verdict in a form, as text with other closing words if told; on a forge also into the job's summary."""
    click.echo(_render_report(verdict, form, closing), nl=False)
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if form == "github" and summary:
        from nstgov.report.markdown import render_markdown

        with open(summary, "a", encoding="utf-8") as file:
            file.write(render_markdown(verdict))


def _render_report(verdict: Verdict, form: str, closing: str | None) -> str:
    if form == "json":
        from nstgov.report.json_report import render_json

        return render_json(verdict)
    if form == "sarif":
        from nstgov.report.sarif import render_sarif
        from nstgov.rules import RULES

        return render_sarif(verdict, RULES)
    if form == "markdown":
        from nstgov.report.markdown import render_markdown

        return render_markdown(verdict)
    if form == "gitlab":
        from nstgov.report.gitlab import render_gitlab

        return render_gitlab(verdict)
    if form == "rdjson":
        from nstgov.report.rdjson import render_rdjson

        return render_rdjson(verdict)
    if form == "github":
        from nstgov.report.github import render_github

        return render_github(verdict)
    from nstgov.report.terminal import leave_uncoloured, render_text

    return render_text(verdict, colour_text if is_colour_welcome() else leave_uncoloured, closing)


_COLOURS = {"error": "red", "warning": "yellow", "advice": "cyan", "good": "green", "place": "blue"}


def colour_text(text: str, what: str) -> str:
    """A text in the colour of what it is: a severity, a place, or quiet."""
    return (
        click.style(text, dim=True) if what == "quiet" else click.style(text, fg=_COLOURS[what], bold=what != "place")
    )
