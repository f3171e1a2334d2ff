"""`nstgov minutes`."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import click

from nstgov.acts.act_draft import ActDraft
from nstgov.author.act_files import has_errors
from nstgov.cli.act_commands import is_asking_possible
from nstgov.cli.act_questions import Questions
from nstgov.cli.act_saving import ActJob, keep_files, print_files
from nstgov.cli.errors import FOUND, KEPT, begin_sentence, end_sentence
from nstgov.cli.given_text import read_given_text
from nstgov.cli.options import as_of, find_movement_folder, format_option
from nstgov.cli.standing_record import read_standing_record
from nstgov.report.json_report import describe_finding
from nstgov.report.terminal import make_printable

MOST_LINES = 20
"""Lines about what is unclear or left out that are printed."""


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True))
@click.option("--dry-run", is_flag=True, help="Show the records and what is unclear, and write nothing.")
@click.option("--no-input", is_flag=True, help="Ask nothing; what is unclear is told.")
@click.option("--commit/--no-commit", default=None, help="Keep all of it in git, as one change.")
@click.option("--branch", metavar="NAME", help="Keep it in git on this branch, made where it is missing.")
@format_option("text", "json")
@as_of
@click.pass_obj
def minutes(folder: str, /, file: str, form: str | None, as_of: date, **wish: Any) -> int:
    """
    Make the records of a meeting from its minutes, one simple text that one can write by hand.

    FILE is Markdown, or YAML where its name ends in .yml. Each heading is something that was done; all of it is judged
    together and written together, or not at all. What is unclear is asked at a terminal, and else told with its line;
    nothing is guessed.

    \b
      Circle: Oak Street
      Day: 2026-05-01
      Here: Ana, Ben, Chi, Dee
      Written by: Chi
    \b
      ## Proposal: A bench at the ferry
      Need: People wait standing in the rain.
      Text: We build a bench.            … and so on
    \b
      Round:
    \b
      - Ana: consent
      - Ben: object, because the wood is not dry
    \b
      New text: We build a bench in June.
    \b
      Round:
    \b
      - Everyone: consent
    \b
      Decided.

    Other headings: Circle, Welcome, Leaving, Away, Back, Idea, Action, Invitation, Round, Decision, New version,
    Objection, Test, Resolution, Election, Review, Let go, Commitment, Answer, Change, Help. All of it stands in the
    guide "Meet".

    \b
    nstgov minutes evening.md --dry-run
    """
    from nstgov.author.minutes.meeting import make_records, read_minutes

    text = read_given_text(file)
    root = find_movement_folder(folder)
    tree, movement = read_standing_record(root)
    asks = is_asking_possible() and not wish["no_input"] and form != "json" and file != "-"
    told = read_minutes(text, is_yaml=file.endswith((".yml", ".yaml")))
    found = make_records(tree, told, as_of, _ask_about if asks else None, movement.landed)
    is_sound = not found.questions and found.verdict is not None and not has_errors(found.verdict)
    if form == "json":
        click.echo(json.dumps(_describe_outcome(found), ensure_ascii=False, indent=2))
    else:
        _print_outcome(found)
    if not is_sound or wish["dry_run"]:
        if form != "json":
            click.echo("This is only a look: nothing was written." if is_sound else "Nothing was written.")
        return KEPT if is_sound else FOUND
    job = ActJob(root, tree, movement, as_of, asks=asks, commit=wish["commit"], branch=wish["branch"])
    return keep_files(dict(found.files), _name_meeting(told.head, as_of), job, quiet=form == "json")


def _name_meeting(head: dict[str, Any], as_of: date) -> str:
    circle = head["circle"].words if "circle" in head else "a circle"
    return f"What {circle[:40]} did on {head['day'].words if 'day' in head else as_of}"


def _ask_about(draft: ActDraft) -> None:
    """Ask what the minutes do not say of one act."""
    click.secho(f"\n{draft.act.wish}: what the minutes do not say", bold=True)
    Questions(draft).ask_gaps()


def _print_outcome(found: Any) -> None:
    if found.verdict is not None:
        print_files(dict(found.files), found.verdict)
    if found.left_out:
        click.echo("\nIn no record, since nothing says where it belongs:")
        for said in found.left_out[:MOST_LINES]:
            click.echo(f"  line {said.line}: {make_printable(said.words)[:70]}")
        _print_rest(len(found.left_out), err=False)
    if found.questions:
        click.echo("\nUnclear; please write it down, and say the same again:", err=True)
        for one in found.questions[:MOST_LINES]:
            message = end_sentence(begin_sentence(make_printable(one.message)))
            click.echo(f"  line {one.line}: {message} {make_printable(one.remedy)}", err=True)
        _print_rest(len(found.questions), err=True)


def _print_rest(count: int, *, err: bool) -> None:
    if count > MOST_LINES:
        click.echo(f"  … and {count - MOST_LINES} more; see all with --format json", err=err)


def _describe_outcome(found: Any) -> dict[str, Any]:
    verdict = found.verdict
    return {
        "files": dict(found.files),
        "unclear": [one._asdict() for one in found.questions],
        "left_out": [one._asdict() for one in found.left_out],
        "findings": [describe_finding(one) for one in (verdict.diagnostics if verdict else ())],
    }
