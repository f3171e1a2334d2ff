"""`nstgov import loomio`."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import click

from nstgov.author.circle_import import empty_large_circles, plan_import
from nstgov.author.imported_history import plan_history
from nstgov.author.loomio_export import read_loomio_export
from nstgov.author.loomio_import import find_circle_ids, read_loomio_content
from nstgov.cli.import_circles import count_things, find_or_begin_movement
from nstgov.cli.import_decisions import finish_history, print_history
from nstgov.cli.options import DayType, today_everywhere
from nstgov.lifecycle import FLOORS, ground_rules_on


@click.command(short_help="A group, from what Loomio exports.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--also-closed", is_flag=True, help="Bring what was closed to others there too: a record is public.")
@click.option("--empty-large", is_flag=True, help="Groups of too many people begin without them; they are named.")
@click.option(
    "--since",
    type=DayType(),
    metavar="DAY",
    default=today_everywhere,
    show_default="today, of UTC",
    help="The day the circles begin here.",
)
@click.option("--source", metavar="TEXT", default="loomio", show_default=True, help="Where they come from, in a word.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.option("--no-input", is_flag=True, help="Do not ask before writing.")
@click.pass_obj
def loomio(
    folder: str,
    /,
    file: Path,
    also_closed: bool,
    empty_large: bool,
    since: date,
    source: str,
    dry_run: bool,
    no_input: bool,
) -> int:
    """
    Bring a group from FILE, which Loomio exports as JSON: circles, members, what was proposed and what came of it.

    What people said there stays there and is counted, as are talks and all else; mail addresses are never read. What
    was closed to others is left out unless you say so. The same export again brings only what is new.

    \b
    nstgov import loomio export.json --dry-run
    """
    content = read_loomio_content(read_loomio_export(Path(os.path.abspath(file))), source, also_closed=also_closed)
    here = find_or_begin_movement(folder, since)
    rules = FLOORS if here.begun else ground_rules_on(here.movement, since)
    if empty_large:
        empty_large_circles(content.sheet, rules.circle_size.most)
    plan = plan_import(content.sheet, here.movement, rules.levels, since, source)
    history = plan_history(find_circle_ids(content, plan.ids), here.movement)
    history.places.update({path: f"a group (number {rows[0]} there)" for path, rows in plan.rows.items() if rows})
    people = f"{count_things(plan.people, 'person', 'people')}, {count_things(plan.memberships, 'membership')}"
    click.echo(f"New here: {count_things(plan.circles, 'circle')}, {people}.")
    print_history(history, [*content.notes, *plan.notes, *history.notes])
    return finish_history(here, history, dry_run=dry_run, ask=not no_input, more=plan.files)
