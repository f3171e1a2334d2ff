"""Options that several commands share, and how a movement is found and read."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import click

from nstgov.cli.errors import WrongUse
from nstgov.records.layout import ROOTS, SETTINGS
from nstgov.store.tree import MissingRecord, StoredFile, Tree


class DayType(click.ParamType[date]):
    """A day on the command line."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; a usage error for what is none."""
        if isinstance(value, date):
            return value
        from nstgov.store.scalars import parse_day

        day = parse_day(str(value))
        if day is None:
            self.fail(f'"{value}" is no day. Write it as year-month-day: 2026-05-01.', param, ctx)
        return day


def today_everywhere() -> date:
    """Today where no day is given: that of UTC, so that every machine says the same at the same moment."""
    return datetime.now(UTC).date()


def as_of(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option `--as-of`; the one place where the clock is read."""
    return click.option(
        "--as-of",
        type=DayType(),
        metavar="DAY",
        default=today_everywhere,
        show_default="today, of UTC",
        help="Look at the record as of this day.",
    )(command)


def lands_on(as_of: date) -> date:
    """
    The day on which a change lands: the one given by `--as-of`, else the latest day there is anywhere on Earth now.

    A day begins with UTC+14, so that nobody loses one by where they live.
    """
    source = click.get_current_context().get_parameter_source("as_of")
    is_given = source not in (None, click.core.ParameterSource.DEFAULT)
    return as_of if is_given else latest_day_anywhere()


def latest_day_anywhere() -> date:
    """The latest day that it is now, where the day begins first."""
    return datetime.now(timezone(timedelta(hours=14))).date()


def format_option(*formats: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option `--format`, of which the first is for people."""
    return click.option("--format", "form", type=click.Choice(formats), default=None, help="How to print it.")


def find_movement_folder(folder: str) -> Path:
    """
    The folder of the movement: the one given, or the nearest above it that holds nstgov.yml.

    Raises WrongUse where the folder is not there, and Missing where no movement is found.
    """
    start = Path(folder)
    if not start.is_dir():
        raise WrongUse(f"no folder lies at {folder}", "Name the folder of a movement after -C.")
    start = Path(os.path.abspath(start))
    for place in (start, *start.parents):
        if (place / SETTINGS).is_file():
            return place
        if place == start and any((place / root).is_dir() for root in ROOTS):
            return place
        if (place / ".git").exists():
            break
    raise MissingRecord(
        f"there is no movement here: {start} has no {SETTINGS}",
        "Go to its folder, or name it with -C. To begin one: nstgov init. To look at one first: nstgov init --example",
    )


def path_from_root(path: str, folder: str, root: Path) -> str:
    """A path as given on the command line, from the record's root with `/`."""
    full = os.path.abspath(os.path.join(folder, path))
    relative = os.path.relpath(full, root)
    if relative.startswith(".."):
        raise WrongUse(f"{path} lies outside {root}", "Name files or folders of this movement.")
    if not os.path.lexists(full):
        raise WrongUse(f"there is no {path}", "Look at the spelling; paths are seen from the folder you are in.")
    return relative.replace(os.sep, "/")


def find_repository(folder: str) -> Path:
    """The folder of a repository whose commits are asked about: nothing of a movement needs to lie in it."""
    try:
        return find_movement_folder(folder)
    except MissingRecord:
        return Path(os.path.abspath(folder))


def read_settled_languages(folder: str) -> tuple[str, ...]:
    """The languages that the settings name, the first one first; none where they cannot be read."""
    from nstgov.store.reading import read_movement

    try:
        place = find_movement_folder(folder) / SETTINGS
        data = place.read_bytes() if place.is_file() and not place.is_symlink() else b""
    except (MissingRecord, OSError):
        return ()
    settings = read_movement(Tree((StoredFile(SETTINGS, "file", data),), None)).settings
    return settings.languages if settings else ()


def is_colour_welcome() -> bool:
    """Whether colours are welcome: a terminal that has not said NO_COLOR."""
    import sys

    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
