"""`nstgov import decisions`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import click

from nstgov.author.imported_history import HistoryPlan, plan_history
from nstgov.author.laid_over import find_new_errors
from nstgov.author.markdown_decisions import read_decision_folder
from nstgov.cli.errors import FOUND, KEPT, WrongUse
from nstgov.cli.import_circles import SHOWN, StandingHere, find_or_begin_movement, print_paths, write_plan
from nstgov.cli.options import today_everywhere
from nstgov.findings import Diagnostic


@click.command(short_help="Decisions, from a folder of Markdown files.")
@click.argument("source_folder", metavar="FOLDER", type=click.Path(file_okay=False, path_type=Path))
@click.option("--circle", metavar="CIRCLE", help="The circle that they were for [default: the only one there is].")
@click.option("--source", metavar="TEXT", help="Where they come from [default: the folder's name].")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.option("--no-input", is_flag=True, help="Do not ask before writing.")
@click.pass_obj
def decisions(
    folder: str, /, source_folder: Path, circle: str | None, source: str | None, dry_run: bool, no_input: bool
) -> int:
    """
    Bring decisions from FOLDER, in which each is a Markdown file: decision records, y-statements, minutes.

    Title, day, status and who decided are read from a block at the beginning, from lines such as `Status: accepted` and
    from headings. Each becomes a record marked as imported: it is shown and found, and counts as nobody's consent here.
    The same folder again brings only what is new.

    \b
    nstgov import decisions docs/adr --dry-run
    nstgov import decisions minutes --circle oak-street
    """
    path = Path(os.path.abspath(source_folder))
    if not path.is_dir():
        raise WrongUse(f"no folder lies at {source_folder}", "Name the folder in which the Markdown files lie.")
    here = find_or_begin_movement(folder, today_everywhere())
    chosen = _find_circle(here, circle)
    read = read_decision_folder(path, source or path.name)
    for entry in read.entries:
        entry.circle = chosen
    plan = plan_history(read.entries, here.movement)
    notes = [*read.notes, *plan.notes]
    if not read.entries and not notes:
        raise WrongUse(f"no Markdown file lies in {source_folder}", "Name a folder with files that end in .md.")
    print_history(plan, notes)
    return finish_history(here, plan, dry_run=dry_run, ask=not no_input)


def _find_circle(here: StandingHere, circle: str | None) -> str:
    known = here.movement.circles
    if circle is not None and circle not in known:
        raise WrongUse(f"there is no circle {circle}", f"Name one of: {', '.join(sorted(known)[:20]) or 'none yet'}.")
    return circle or (next(iter(known)) if len(known) == 1 else "")


def print_history(plan: HistoryPlan, notes: list[str]) -> None:
    """Print what a plan brings and what does not carry over."""
    if notes:
        click.echo("What does not carry over:\n" + "".join(f"  - {note}\n" for note in notes[:40]), nl=False)
        click.echo("" if len(notes) <= 40 else f"  … and {len(notes) - 40} more\n", nl=False)
    receipts = sum(path.startswith("decisions/") for path in plan.files)
    told = f"{plan.brought} brought from elsewhere, {receipts} of them decided there"
    click.echo(f"{told}; {plan.known} on record already.")


def finish_history(
    here: StandingHere, plan: HistoryPlan, *, dry_run: bool, ask: bool, more: Mapping[str, str] | None = None
) -> int:
    """Judge what is planned and write it, all or nothing; the exit code."""
    files = {**here.begun, **(more or {}), **plan.files} if plan.files or more else {}
    if not files:
        click.echo("Nothing was written.")
        return KEPT
    print_paths(list(files))
    errors = find_new_errors(here.tree, files, today_everywhere(), here.movement.landed)
    if errors:
        _print_errors(plan, errors)
        return FOUND
    return write_plan(here.root, files, dry_run=dry_run, ask=ask)


def _print_errors(plan: HistoryPlan, errors: tuple[Diagnostic, ...]) -> None:
    click.echo("\nNothing was written, since this would not be right:")
    for one in errors[:SHOWN]:
        click.echo(f"  - {plan.places.get(one.place.file, one.place.file)}: {one.message} ({one.code})\n    {one.help}")
    if len(errors) > SHOWN:
        click.echo(f"  … and {len(errors) - SHOWN} more")
