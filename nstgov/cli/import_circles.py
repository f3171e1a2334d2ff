"""`nstgov import circles`."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import click

from nstgov.author.circle_import import ImportPlan, describe_rows, empty_large_circles, plan_import
from nstgov.author.column_meanings import MEANINGS, ColumnChoice, choose_columns, score_heading
from nstgov.author.laid_over import find_new_errors, write_all_or_none
from nstgov.author.new_movement import build_new_movement
from nstgov.author.sheet_circles import collect_circles
from nstgov.author.spreadsheet import read_table
from nstgov.cli.errors import FOUND, KEPT
from nstgov.cli.options import DayType, find_movement_folder, today_everywhere
from nstgov.cli.standing_record import read_standing_record
from nstgov.findings import Diagnostic
from nstgov.lifecycle import FLOORS, ground_rules_on
from nstgov.records import Movement
from nstgov.store.tree import MissingRecord, Tree

SHOWN = 8
"""Files and findings that are shown; of the others only the number."""


def _column_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for meaning in reversed(MEANINGS):
        flag = f"--{meaning.replace(' ', '-')}"
        click.option(
            flag, f"column_{meaning.replace(' ', '_')}", metavar="COLUMN", help=f"The column that gives the {meaning}."
        )(command)
    return command


class StandingHere(NamedTuple):
    """Where files go, what stands there, and the files that begin a movement where there is none."""

    root: Path
    tree: Tree
    movement: Movement
    begun: Mapping[str, str]


@click.command(short_help="Circles and members, from a spreadsheet.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--into", metavar="CIRCLE", default="", help="FILE lists the people of this one circle, which begins with them."
)
@click.option(
    "--since",
    type=DayType(),
    metavar="DAY",
    default=today_everywhere,
    show_default="today, of UTC",
    help="The day the circles begin here.",
)
@click.option("--source", metavar="TEXT", help="Where they come from [default: the file's name].")
@click.option("--sheet", metavar="NAME", help="The sheet of a workbook [default: the first that tells of circles].")
@click.option("--encoding", metavar="NAME", help="How a CSV file is written that is not UTF-8, such as cp1252.")
@click.option("--empty-large", is_flag=True, help="Circles of too many people begin without them; they are named.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.option("--no-input", is_flag=True, help="Do not ask before writing.")
@_column_options
@click.pass_obj
def circles(
    folder: str,
    /,
    file: Path,
    into: str,
    since: date,
    source: str | None,
    sheet: str | None,
    encoding: str | None,
    empty_large: bool,
    dry_run: bool,
    no_input: bool,
    **columns: str | None,
) -> int:
    """
    Bring circles and their members from FILE: a spreadsheet, saved as CSV or .xlsx, with a row for each membership.

    The columns are guessed from the heading; say with the options what is guessed wrong. Levels follow from the depth
    when there is no column for them. In an empty folder a movement is begun first. What is planned is judged before it
    is written, all or nothing; the same file brought again changes nothing.

    \b
    nstgov import circles circles.csv --dry-run
    nstgov import circles members.xlsx --into "Oak Street"
    """
    path = file if file.is_absolute() else Path(os.path.abspath(file))
    table = read_table(path, score_heading, encoding, sheet)
    given = {name.removeprefix("column_").replace("_", " "): value for name, value in columns.items() if value}
    choice = choose_columns(table.rows, given, is_one_circle=bool(into))
    here = find_or_begin_movement(folder, since)
    rules = None if here.begun else ground_rules_on(here.movement, since)
    content = collect_circles(table.rows, choice, into)
    if empty_large:
        empty_large_circles(content, (rules or FLOORS).circle_size.most)
    plan = plan_import(content, here.movement, (rules or FLOORS).levels, since, source or file.name)
    _print_columns(choice)
    _print_plan(plan, (*table.notes, *plan.notes), here.begun)
    if not plan.files:
        click.echo("\nEvery circle of this file is on record already. Nothing was written.")
        return KEPT
    errors = find_new_errors(
        here.tree, {**here.begun, **plan.files}, max(since, today_everywhere()), here.movement.landed
    )
    if errors:
        _print_errors(plan, errors)
        return FOUND
    return write_plan(here.root, {**here.begun, **plan.files}, dry_run=dry_run, ask=not no_input)


def find_or_begin_movement(folder: str, since: date) -> StandingHere:
    """The movement here; where there is none, the files that begin one."""
    try:
        root = find_movement_folder(folder)
        tree, movement = read_standing_record(root)
    except MissingRecord:
        root = Path(os.path.abspath(folder))
        title = root.name.replace("-", " ").capitalize() or "Our movement"
        files = build_new_movement(title, secrets.token_hex(16), min(since, today_everywhere()))
        begun = {path: text for path, text in files.items() if not os.path.lexists(root / path)}
        return StandingHere(root, Tree((), None), Movement(()), begun)
    return StandingHere(root, tree, movement, {})


def write_plan(root: Path, files: Mapping[str, str], *, dry_run: bool, ask: bool) -> int:
    """Write what was planned and judged, after asking where somebody is there to answer; the exit code."""
    if dry_run:
        click.echo("\nNothing was written. Leave --dry-run out to write it.")
        return KEPT
    if ask and sys.stdin.isatty() and sys.stdout.isatty():
        click.confirm("\nWrite these files?", abort=True)
    write_all_or_none(root, files)
    click.echo(
        f"\nWrote {len(files)} file{'s' if len(files) > 1 else ''} to {root}.\nNext: nstgov check, then nstgov serve"
    )
    return KEPT


def _print_columns(choice: ColumnChoice) -> None:
    click.echo("The columns are read like this:")
    for meaning, heading in choice.list_titles().items():
        click.echo(f"  {meaning:<12} {heading}")
    for heading, reason in choice.unread.items():
        click.echo(f"  {'not read':<12} {heading} ({reason})")


def _print_plan(plan: ImportPlan, notes: tuple[str, ...], begun: Mapping[str, str]) -> None:
    if notes:
        click.echo("\nLook at these:\n" + "".join(f"  - {note}\n" for note in notes), nl=False)
    if not plan.files:
        return
    levels = ", ".join(f"{count} {level}" for level, count in plan.levels.items())
    people = f"{count_things(plan.people, 'person', 'people')}, {count_things(plan.memberships, 'membership')}"
    click.echo(f"\n{count_things(plan.circles, 'circle')} ({levels}), {people}:")
    print_paths([*(path for path in begun if not path.startswith("schemas/")), *plan.files])
    first = next(iter(plan.files.values()))
    click.echo("\nThe first of them:\n" + "".join(f"    {line}\n" for line in first.splitlines()[:14]), nl=False)


def count_things(number: int, one: str, many: str = "") -> str:
    """A number with the word for so many things."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def print_paths(paths: list[str]) -> None:
    """Print the paths of files that are planned; of many the first ones."""
    for path in paths[:SHOWN]:
        click.echo(f"  {path}")
    if len(paths) > SHOWN:
        click.echo(f"  … and {len(paths) - SHOWN} more files")


def _print_errors(plan: ImportPlan, errors: tuple[Diagnostic, ...]) -> None:
    """What would be wrong, by the rows that it comes from."""
    click.echo("\nNothing was written, since this would not be right:")
    for one in errors[:SHOWN]:
        rows = describe_rows(plan, one.place.file)
        click.echo(f"  - {rows + ': ' if rows else ''}{one.message} ({one.code}, {one.place.file})\n    {one.help}")
    if len(errors) > SHOWN:
        click.echo(f"  … and {len(errors) - SHOWN} more")
    click.echo("Mend these rows and bring the file again.")
    if any(one.code == "A02" for one in errors):
        click.echo("Circles of too many people can begin without them, to be filled by circles below: --empty-large")
