"""`nstgov init`."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import click

from nstgov.author.beginning import new_movement, worked_example
from nstgov.author.forges import FORGES, forge_files, pin_of
from nstgov.author.package_pin import Package, package_from, running_package
from nstgov.author.writing import write_new
from nstgov.cli.options import today_everywhere
from nstgov.cli.renewing import update_here
from nstgov.cli.troubles import KEPT, WrongUse
from nstgov.records.places import ROOTS, SETTINGS


@click.command()
@click.argument("where", required=False, metavar="[DIR]", type=click.Path())
@click.option("--example", is_flag=True, help="Lay out the worked example instead of an empty movement.")
@click.option("--title", metavar="TEXT", help="The name of the movement [default: that of the folder].")
@click.option(
    "--forge",
    type=click.Choice((*FORGES, "none")),
    help="Write the judge, the calendar and the site's workflow for this forge [default: github].",
)
@click.option("--package", metavar="REPOSITORY@COMMIT", help="The nstgov that judges there [default: this one].")
@click.option("--update", is_flag=True, help="Renew what init wrote for the forge and nobody has changed.")
@click.option("--no-input", is_flag=True, help="Ask nothing.")
@click.pass_obj
def init(
    folder: str,
    where: str | None,
    example: bool,
    title: str | None,
    forge: str | None,
    package: str | None,
    update: bool,
    no_input: bool,
) -> int:
    """
    Begin a movement here, or in DIR: ground rules, settings, the judge for your forge, and room for the first circle.

    Nothing is written over. With --example you get a small invented movement with a year of decisions to look at.

    \b
    nstgov init --update                      workflows and CODEOWNERS as this nstgov would write them
    nstgov init --update --forge forgejo      and those of one more forge
    """
    root = Path(folder) / (where or "")
    pinned = _package(package)
    if update:
        return update_here(root, forge, pinned, today_everywhere())
    _free(root)
    files: dict[str, str | bytes] = {}
    chosen = forge or ("none" if example else "github")
    if example:
        files.update(worked_example())
    else:
        files.update(new_movement(_title(root, title, no_input), secrets.token_hex(16), today_everywhere()))
    if chosen != "none":
        files.update(forge_files(chosen, pinned))
    kept = [path for path in files if os.path.lexists(root / path)]
    write_new(root, {path: content for path, content in files.items() if path not in kept})
    _tell(root, example, len(files) - len(kept), kept)
    if chosen != "none":
        _tell_of_forge(chosen, pinned)
    return KEPT


def _package(named: str | None) -> Package | None:
    """The nstgov that is to judge: the one named, or the one that is running where that is known."""
    if named is None:
        return running_package()
    if (package := package_from(named)) is None:
        raise WrongUse(
            f'"{named[:100]}" names no package', "Write its https address, @, and the whole id of the commit."
        )
    return package


def _tell_of_forge(forge: str, package: Package | None) -> None:
    where = {"github": "GitHub", "gitlab": "GitLab", "forgejo": "Forgejo"}[forge]
    click.echo(f"\nThe judge of proposed changes on {where} lies in .{forge}/.")
    if package is None:
        click.echo(
            f"It does not know yet which nstgov judges: fill in {pin_of(forge)}, or say\n"
            "  nstgov init --update --package REPOSITORY@COMMIT"
        )


def _free(root: Path) -> None:
    """Refuse where a movement lies already: it is never written over or mixed with another."""
    if root.exists() and not root.is_dir():
        raise WrongUse(f"{root} is a file", "Name a folder.")
    there = [name for name in (SETTINGS, *ROOTS) if os.path.lexists(root / name)]
    if there:
        raise WrongUse(
            f"a movement lies here already: {root / there[0]}",
            "Look at it with `nstgov status`, or choose another folder.",
        )


def _title(root: Path, title: str | None, no_input: bool) -> str:
    usual = Path(os.path.abspath(root)).name.replace("-", " ").replace("_", " ").strip().capitalize() or "Our movement"
    if title is None and not no_input and os.isatty(0):
        title = str(click.prompt("What is the movement called?", default=usual))
    found = " ".join((title or usual).split())
    if not found or len(found) > 300 or not found.isprintable():
        raise WrongUse("this is no title", "Give a short name in plain letters: --title 'Our valley'")
    return found


def _tell(root: Path, example: bool, written: int, kept: list[str]) -> None:
    what = "The worked example" if example else "A new movement"
    click.echo(f"{what} lies in {os.path.abspath(root)} ({written} files).")
    for path in kept:
        click.echo(f"  {path} was there already and was left as it is.")
    go = "" if os.path.abspath(root) == os.getcwd() else f"cd {click.format_filename(root)}\n  "
    click.echo(
        f"\nNext:\n  {go}nstgov check     are the rules of consent kept?\n  nstgov serve     read it in a browser"
    )
    if not example:
        click.echo("  Then add your first circle: circles/<name>/circle.yml (see `nstgov schema circle`).")
    if not (root / ".git").exists():
        click.echo("  git init && git add . && git commit -m 'We begin'     to keep its history")
