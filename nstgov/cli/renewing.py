"""`nstgov init --update`: renew what init wrote for a forge and nobody has changed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal

import click

from nstgov.author.codeowners import render_codeowners
from nstgov.author.forges import FORGES, build_forge_files, pin_path
from nstgov.author.package_pin import Package
from nstgov.author.stamped import is_unchanged
from nstgov.author.writing import replace_file, write_new
from nstgov.check import read_proven_movement
from nstgov.cli.options import find_movement_folder
from nstgov.cli.troubles import KEPT, WrongUse
from nstgov.store.tree import read_folder

Fate = Literal["new", "renewed", "same", "left"]
_TOLD = {
    "new": "written",
    "renewed": "renewed",
    "left": "left as it is: it was changed here, or is not from init",
}


def update_here(folder: Path, forge: str | None, package: Package | None, day: date) -> int:
    """
    Bring the forge's files of the movement at or above a folder up to date, and tell of each what was done.

    Without `forge`, those forges are renewed that are set up already. A package that is not known leaves the old pin.
    """
    root = find_movement_folder(str(folder))
    forges = [name for name in FORGES if os.path.lexists(root / pin_path(name))] if forge is None else [forge]
    if not forges or forges == ["none"]:
        raise WrongUse("no forge is set up here", "Name yours: nstgov init --update --forge github")
    owners = render_codeowners(read_proven_movement(read_folder(root)), day)
    done = [
        (path, _update_file(root, path, text))
        for name in forges
        for path, text in _yield_wanted_files(root, name, package, owners)
    ]
    for path, fate in done:
        if fate != "same":
            click.echo(f"  {path}: {_TOLD[fate]}")
    if all(fate == "same" for _, fate in done):
        click.echo("Everything is up to date already.")
    elif any(fate != "left" for _, fate in done):
        click.echo("Next: let this land in a change of its own, without any record in it.")
    return KEPT


def _yield_wanted_files(root: Path, forge: str, package: Package | None, owners: str) -> Iterator[tuple[str, str]]:
    for path, text in build_forge_files(forge, package, owners).items():
        is_known = package is not None or path != pin_path(forge) or not os.path.lexists(root / path)
        if is_known:
            yield path, text


def _update_file(root: Path, path: str, text: str) -> Fate:
    """Write what is missing, renew what nobody changed, and leave everything else."""
    place = root / path
    if any(parent.is_symlink() for parent in (place, *place.parents) if parent != root and root in parent.parents):
        return "left"
    if not os.path.lexists(place):
        write_new(root, {path: text})
        return "new"
    there = place.read_bytes().decode("utf-8", "replace") if place.is_file() else ""
    if there.replace("\r\n", "\n") == text:
        return "same"
    if not is_unchanged(there):
        return "left"
    replace_file(root, path, text)
    return "renewed"
