"""`nstgov federate`: many repositories, one movement."""

from __future__ import annotations

import functools
import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from nstgov.cli.errors import FOUND, KEPT, WrongUse
from nstgov.cli.federation_records import add_region, fetch_regions
from nstgov.cli.options import as_of, find_movement_folder, format_option
from nstgov.cli.standing_record import StandingRecord, read_standing_record
from nstgov.federate.chains import find_far_decisions
from nstgov.federate.engines import open_engine
from nstgov.federate.federation import LookSettings, look_at_federation
from nstgov.federate.findings import find_in_federation
from nstgov.federate.region_tasks import RegionAnswer
from nstgov.federate.report_data import Report, make_report
from nstgov.federate.report_text import render_findings, render_status
from nstgov.lifecycle.summaries import encode_summary, summarize
from nstgov.store import git


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def federate() -> None:
    """
    Many repositories, one movement: regions that keep their own record and meet in a circle of this one.

    \b
    nstgov federate add valley https://codeberg.org/valley/record --joins everyone
    nstgov federate fetch    look at each region, put on record what was seen
    nstgov federate check    fetch and judge every region, and those below it
    nstgov federate status   how each stands, what is stuck and where
    nstgov federate site     the site, with a page of all regions
    """


def add_look_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command that looks at regions."""
    options = (
        click.option("--mirrors", metavar="PLACE", default="", help="Read from PLACE/<repository id>.git instead."),
        click.option("--seconds", default=300.0, show_default=True, help="How long one region may take."),
        click.option("--size", default=4 << 30, show_default=True, help="How many bytes one region may take."),
        click.option("--workers", type=click.IntRange(1), help="How many at once [default: one for each processor]."),
        click.option("--scheduler", metavar="ADDRESS", help="Have the workers of a Dask scheduler do it: tcp://host:8786"),
        click.option("--quiet", is_flag=True, help="Do not say which region is done."),
    )  # fmt: skip
    return functools.reduce(lambda so_far, option: option(so_far), reversed(options), command)


@federate.command(short_help="Write down that a region joins a circle here.")
@click.argument("region")
@click.argument("address")
@click.option("--joins", required=True, metavar="CIRCLE", help="The circle here in which it will sit.")
@click.option("--by", "entered_by", metavar="PERSON", help="Who enters it.")
@click.option("--circle", metavar="CIRCLE", help="Its top circle [default: as its ground rules name it].")
@click.option("--mirrors", metavar="PLACE", default="", help="Read it from PLACE instead, a folder or an address.")
@as_of
@click.pass_obj
def add(
    folder: str,
    region: str,
    address: str,
    joins: str,
    entered_by: str | None,
    circle: str | None,
    mirrors: str,
    as_of: date,
) -> int:
    """
    Write down that REGION, whose record lies at ADDRESS, joins a circle here.

    It is fetched once, to read its id and its top circle. Every member of the circle that it joins is named in the
    file, to be asked; where each of them has consented, it may land.
    """
    root = find_movement_folder(folder)
    movement = read_standing_record(root).movement
    said = add_region(root, movement, region, address, joins, entered_by, circle, mirrors, find_cache(root), as_of)
    click.echo(said, nl=False)
    return KEPT


@federate.command(short_help="Put on record what was seen of each region.")
@click.argument("regions", nargs=-1)
@click.option("--by", "entered_by", metavar="PERSON", help="Who enters it.")
@add_look_options
@as_of
@click.pass_obj
def fetch(folder: str, /, regions: tuple[str, ...], entered_by: str | None, as_of: date, **looks: Any) -> int:
    """
    Look at each region, or at those named, and put on record what was seen: its commit and whom it sends.

    Nothing is written of a region that is not sound, and none where nothing has changed since the last snapshot.
    """
    root = find_movement_folder(folder)
    movement = read_standing_record(root).movement
    settings = make_settings(root, as_of, check_known(movement.regions, regions), looks)
    with open_engine(looks["scheduler"], looks["workers"]) as engine:
        told = fetch_regions(root, movement, settings, engine, entered_by)
    for line in told.lines:
        click.echo(line)
    return FOUND if told.faults else KEPT


@federate.command(short_help="Judge this record and every region.")
@click.argument("regions", nargs=-1)
@add_look_options
@format_option("text", "json")
@as_of
@click.pass_obj
def check(folder: str, /, regions: tuple[str, ...], form: str | None, as_of: date, **looks: Any) -> int:
    """
    Fetch and judge this record and every region, or those named, with all below them, by the same rules.

    Each is held against what was seen of it last: its history must still hold that commit. What cannot be reached, or
    is not sound, is said by name, and all others are counted. What was judged before and has not changed since is not
    judged again, so that after an interruption it goes on where it was.
    """
    report = look_around(folder, as_of, regions, looks)
    click.echo(encode_report(report) if form == "json" else render_findings(report), nl=False)
    return FOUND if report["counts"]["error"] else KEPT


@federate.command(short_help="Show how each region stands.")
@click.argument("regions", nargs=-1)
@click.option("--fetch", "is_fetched", is_flag=True, help="Fetch each region first, as `check` does.")
@add_look_options
@format_option("text", "json")
@as_of
@click.pass_obj
def status(
    folder: str, /, regions: tuple[str, ...], is_fetched: bool, form: str | None, as_of: date, **looks: Any
) -> int:
    """Show how each region stands, by what was fetched last: its people and circles, who sits here, what is stuck."""
    report = look_around(folder, as_of, regions, looks, offline=not is_fetched)
    click.echo(encode_report(report) if form == "json" else render_status(report), nl=False)
    return KEPT


@federate.command(short_help="Write the summary by which others know it.")
@click.option("--out", type=click.Path(path_type=Path), default=None, help="Where to put it [default: summary.json].")
@as_of
@click.pass_obj
def summary(folder: str, out: Path | None, as_of: date) -> int:
    """Write this repository's own summary, by which others know it: the same bytes for the same commit and day."""
    root = find_movement_folder(folder)
    head = git.find_head_commit(root)
    standing = read_standing_record(root, head)
    data = encode_summary(summarize(standing.movement, as_of, head))
    place = out or Path("summary.json")
    place.write_bytes(data)
    click.echo(f"Wrote {len(data):,} bytes to {place}.")
    return KEPT


@federate.command(short_help="Make the site, with a page of all regions.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Where to put it [default: public].")
@click.option("--fetch", "is_fetched", is_flag=True, help="Fetch each region first, as `check` does.")
@add_look_options
@as_of
@click.pass_obj
def site(folder: str, /, out: Path | None, is_fetched: bool, as_of: date, **looks: Any) -> int:
    """Make the site of this record, with a page of all regions whose links lead to the regions' own pages."""
    from nstgov.cli.build import build_with_regions

    report = look_around(folder, as_of, (), looks, offline=not is_fetched)
    return build_with_regions(find_movement_folder(folder), out, as_of, report)


def look_around(
    folder: str, day: date, regions: tuple[str, ...], looks: dict[str, Any], *, offline: bool = False
) -> Report:
    """Look at every region from a folder downwards; what came of it, folded and judged."""
    root = find_movement_folder(folder)
    standing = read_committed(root)
    settings = replace(
        make_settings(root, day, check_known(standing.movement.regions, regions), looks), offline=offline
    )
    told = keep_silent if looks["quiet"] or offline else print_progress
    with open_engine(looks["scheduler"], looks["workers"]) as engine:
        found = look_at_federation(standing.tree, standing.movement, settings, engine, told)
    decisions = tuple(find_far_decisions(found))
    return make_report(found, find_in_federation(found, decisions, day), decisions, day)


def read_committed(root: Path) -> StandingRecord:
    """What stands in a folder as it lies there; its summary names the commit only where that holds this very record."""
    standing = read_standing_record(root)
    head = git.find_head_commit(root)
    if head is not None and read_standing_record(root, head).movement.sha256 == standing.movement.sha256:
        return standing._replace(tree=standing.tree._replace(commit=head))
    return standing


def make_settings(root: Path, day: date, only: tuple[str, ...], looks: dict[str, Any]) -> LookSettings:
    """How to look, from the options."""
    mirrors = looks["mirrors"]
    if mirrors and "://" not in mirrors:
        mirrors = str(Path(mirrors).resolve())
    return LookSettings(day, str(find_cache(root)), mirrors, looks["seconds"], looks["size"], only)


def check_known(known: dict[str, Any], named: tuple[str, ...]) -> tuple[str, ...]:
    """The regions named, each on record. Raises WrongUse."""
    for region in named:
        if region not in known:
            there = ", ".join(sorted(known)[:8]) or "none yet"
            raise WrongUse(f"there is no region {region} on record", f"The regions here: {there}.")
    return named


def find_cache(root: Path) -> Path:
    """
    Where clones and answers are kept: the person's own cache folder, never inside the record.

    Raises WrongUse where the person's cache lies in the record: there anybody could put it who proposes a change.
    """
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    place = (named if named.is_absolute() else Path.home() / ".cache").resolve() / "nstgov" / "federation"
    if place.is_relative_to(root.resolve()):
        raise WrongUse("the cache folder lies inside the record", "Set XDG_CACHE_HOME to a folder outside of it.")
    return place


def encode_report(report: Report) -> str:
    """A report as JSON, with the same bytes for the same findings."""
    return json.dumps(report, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def print_progress(path: str, answer: RegionAnswer, done: int, known: int) -> None:
    """Say which region is done."""
    click.echo(f"{done:>5,} of {known:,}  {path}: {answer.state}", err=True)


def keep_silent(*_: object) -> None:
    """Say nothing."""
