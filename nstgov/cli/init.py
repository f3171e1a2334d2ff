"""`nstgov init`."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from nstgov.author.forges import (
    FORGES,
    FileState,
    Package,
    build_forge_files,
    compare_with_wanted,
    find_running_package,
    parse_package,
    pin_path,
    render_codeowners,
    yield_wanted_files,
)
from nstgov.author.new_movement import build_new_movement, read_worked_example
from nstgov.author.safe_writer import replace_file, write_new
from nstgov.cli.errors import KEPT, WrongUse
from nstgov.cli.options import find_movement_folder, today_everywhere
from nstgov.cli.standing_record import read_standing_record
from nstgov.records.layout import ROOTS, SETTINGS

_TOLD: dict[FileState, str] = {
    "missing": "written",
    "out of date": "renewed",
    "changed here": "left as it is: it was changed here, or is not from init",
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
    owners = render_codeowners(read_standing_record(root).movement, day)
    done = [
        (path, _update_file(root, path, text))
        for name in forges
        for path, text in yield_wanted_files(root, name, package, owners)
    ]
    for path, fate in done:
        if fate != "up to date":
            click.echo(f"  {path}: {_TOLD[fate]}")
    if all(fate == "up to date" for _, fate in done):
        click.echo("Everything is up to date already.")
    elif any(fate != "changed here" for _, fate in done):
        click.echo("Next: let this land in a change of its own, without any record in it.")
    return KEPT


def _update_file(root: Path, path: str, text: str) -> FileState:
    """Write what is missing, renew what nobody changed, and leave everything else; how the file stood before."""
    state = compare_with_wanted(root, path, text)
    if state == "missing":
        write_new(root, {path: text})
    elif state == "out of date":
        replace_file(root, path, text)
    return state


@click.command()
@click.argument("where", required=False, metavar="[DIR]", type=click.Path())
@click.option("--example", is_flag=True, help="Lay out the worked example instead of an empty movement.")
@click.option(
    "--history", is_flag=True, help="With --example: keep it in git, each act in a commit of the day that it bears."
)
@click.option("--title", metavar="TEXT", help="The name of the movement [default: that of the folder].")
@click.option(
    "--forge",
    type=click.Choice((*FORGES, "none")),
    help="Write the judge, the calendar and the site's workflow for this forge [default: github].",
)
@click.option(
    "--package",
    metavar="REPOSITORY@COMMIT",
    help="The nstgov that judges there: its https address, @, and the whole id of a commit, such as "
    "https://example.org/nstgov@4b825dc642cb6eb9a060e54bf8d69288fbee4904 [default: this one, where that is known].",
)
@click.option("--update", is_flag=True, help="Renew what init wrote for the forge and nobody has changed.")
@click.option("--no-input", is_flag=True, help="Ask nothing.")
@click.pass_obj
def init(
    folder: str,
    where: str | None,
    example: bool,
    history: bool,
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
    nstgov init --update                  workflows and CODEOWNERS of this nstgov
    nstgov init --update --forge forgejo  and those of one more forge
    """
    root = Path(folder) / (where or "")
    pinned = _find_package(package)
    if update:
        return update_here(root, forge, pinned, today_everywhere())
    _refuse_existing(root)
    if history and (not example or (root / ".git").exists()):
        raise WrongUse("--history goes with --example, in a folder without git", "Leave it out, or name a new folder.")
    files: dict[str, str | bytes] = {}
    chosen = forge or ("none" if example else "github")
    if example:
        files.update(read_worked_example())
    else:
        files.update(build_new_movement(_ask_title(root, title, no_input), secrets.token_hex(16), today_everywhere()))
    if chosen != "none":
        files.update(build_forge_files(chosen, pinned))
    kept = [path for path in files if os.path.lexists(root / path)]
    write_new(root, {path: content for path, content in files.items() if path not in kept})
    if history:
        keep_history(root, {path: (root / path).read_bytes() for path in files})
    _print_outcome(root, example, len(files) - len(kept), kept)
    if chosen != "none":
        _tell_of_forge(chosen, pinned)
    return KEPT


def keep_history(root: Path, files: Mapping[str, bytes]) -> int:
    """Keep files that lie in a folder in a new git repository there, as if each act had landed on its day."""
    from nstgov.author.replay import history_as_stream, landings_replayed
    from nstgov.store import git
    from nstgov.store.reading import read_movement
    from nstgov.store.tree import StoredFile, Tree

    tree = Tree(tuple(sorted(StoredFile(path, "file", data) for path, data in files.items())), None)
    landings = landings_replayed(read_movement(tree), files)
    git.run_git(root, "init", "-q", "-b", "main")
    git.run_git(root, "fast-import", "--quiet", given=history_as_stream(landings))
    git.run_git(root, "reset", "-q")
    return len(landings)


def _find_package(named: str | None) -> Package | None:
    """The nstgov that is to judge: the one named, or the one that is running where that is known."""
    if named is None:
        return find_running_package()
    if (package := parse_package(named)) is None:
        raise WrongUse(
            f'"{named[:100]}" names no package', "Write its https address, @, and the whole id of the commit."
        )
    return package


def _tell_of_forge(forge: str, package: Package | None) -> None:
    where = {"github": "GitHub", "gitlab": "GitLab", "forgejo": "Forgejo"}[forge]
    click.echo(f"\nThe judge of proposed changes on {where} lies in .{forge}/.")
    if package is None:
        click.echo(
            f"It does not know yet which nstgov judges: fill in {pin_path(forge)}, or say\n"
            "  nstgov init --update --package REPOSITORY@COMMIT"
        )


def _refuse_existing(root: Path) -> None:
    """Refuse where a movement lies already: it is never written over or mixed with another."""
    if root.exists() and not root.is_dir():
        raise WrongUse(f"{root} is a file", "Name a folder.")
    there = [name for name in (SETTINGS, *ROOTS) if os.path.lexists(root / name)]
    if there:
        raise WrongUse(
            f"a movement lies here already: {root / there[0]}",
            "Look at it with `nstgov status`, or choose another folder.",
        )


def _ask_title(root: Path, title: str | None, no_input: bool) -> str:
    usual = Path(os.path.abspath(root)).name.replace("-", " ").replace("_", " ").strip().capitalize() or "Our movement"
    if title is None and not no_input and os.isatty(0):
        title = str(click.prompt("What is the movement called?", default=usual))
    found = " ".join((title or usual).split())
    if not found or len(found) > 300 or not found.isprintable():
        raise WrongUse("this is no title", "Give a short name in plain letters: --title 'Our valley'")
    return found


def _print_outcome(root: Path, example: bool, written: int, kept: list[str]) -> None:
    what = "The worked example" if example else "A new movement"
    click.echo(f"{what} lies in {os.path.abspath(root)} ({written} files).")
    for path in kept:
        click.echo(f"  {path} was there already and was left as it is.")
    go = "" if os.path.abspath(root) == os.getcwd() else f"cd {click.format_filename(root)}\n  "
    click.echo(
        f"\nNext:\n  {go}nstgov check     are the rules of consent kept?\n  nstgov serve     read it in a browser"
    )
    if not example:
        click.echo("  nstgov circle    found your first circle (by hand: nstgov schema circle --example)")
    if not (root / ".git").exists():
        click.echo("  git init && git add . && git commit -m 'We begin'     to keep its history")
