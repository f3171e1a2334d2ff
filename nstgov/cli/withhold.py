"""`nstgov withhold`."""

from __future__ import annotations

from datetime import date

import click

from nstgov.author.letterbox import Letter
from nstgov.author.safe_writer import write_new
from nstgov.author.taking import Answer, judge_letters
from nstgov.author.withholding import withheld_path, write_withholding
from nstgov.cli.errors import FOUND, KEPT, WrongUse
from nstgov.cli.options import as_of, find_movement_folder, path_from_root
from nstgov.cli.standing_record import read_standing_record
from nstgov.records import Movement, Record, Signature
from nstgov.records.layout import SETTINGS


@click.command()
@click.argument("record", type=click.Path())
@click.option("--decision", metavar="ID", help="The decision by which its circle withholds the text.")
@click.option("--because", metavar="TEXT", default="", help="Why it is withheld, in words that may be read by all.")
@as_of
@click.pass_obj
def withhold(folder: str, record: str, decision: str | None, because: str, as_of: date) -> int:
    """
    Hide the text of a RECORD that hurts somebody, by a decision of the circle that made it.

    First without --decision: you are given the words that the proposal must hold, so that nothing else can be hidden
    by it. Once the circle has decided, with --decision: the file is written that hides the text. It keeps what the
    record says without its words, so that nothing that follows from it changes, also where its file goes.

    \b
    nstgov withhold circles/oak/2026-10-15.leaves.eli.yml
    nstgov withhold circles/oak/2026-10-15.leaves.eli.yml \\
      --decision elis-reason --because "It says too much."
    """
    root = find_movement_folder(folder)
    tree, movement = read_standing_record(root)
    path = path_from_root(record, folder, root)
    hidden = _find_record(movement, path)
    if decision is None:
        _print_words(movement, path)
        return KEPT
    if not because.strip():
        raise WrongUse("it is not said why the text is withheld", 'Say it: --because "It names somebody\'s illness."')
    text = next(file.data for file in tree.files if file.path == path).decode()
    letter = Letter(withheld_path(path), write_withholding(movement, hidden, text, decision, because.strip()))
    (answer,) = judge_letters(tree, [letter], as_of, movement.landed)
    if answer.state == "another lies there":
        raise WrongUse(f"{letter.path} lies there already", "Nothing is written over; look at what it says.")
    if answer.state == "not sound":
        return _print_missing(answer)
    if answer.state == "taken":
        write_new(root, {letter.path: letter.text})
    _print_next(movement, path, letter.path)
    return KEPT


def _find_record(movement: Movement, path: str) -> Record:
    """The record whose text is to be withheld; refuses what holds none, or has gone."""
    found = movement.records.get(path)
    if found is None or isinstance(found, Signature) or path == SETTINGS or path not in movement.sha256:
        raise WrongUse(f"{path} is no record", "Name the file of a record, such as a round or somebody's leaving.")
    if not movement.is_whole(found):
        raise WrongUse(f"{path} cannot be read in all its parts", f"See what is found there: nstgov check {path}")
    return found


def _print_words(movement: Movement, path: str) -> None:
    click.echo(
        "It takes a decision of the circle that made this record. Let the proposal's text hold these words:\n\n"
        f"  The text of `{path}` is no longer shown, `{movement.sha256[path]}`.\n\n"
        f"Once it is decided: nstgov withhold {path} --decision ID --because TEXT"
    )


def _print_missing(answer: Answer) -> int:
    click.echo("Not yet; nothing was written.", err=True)
    for one in answer.findings:
        click.echo(f"  {one.message}. {one.help} ({one.code})", err=True)
    return FOUND


def _print_next(movement: Movement, path: str, withheld: str) -> None:
    click.echo(f"{withheld} hides this text from the day it lands; its place and its SHA-256 stay.")
    if any(isinstance(one, Signature) for one in movement.beside.get(path, ())):
        click.echo("Its file stays too: somebody has signed it, and without its bytes that would prove nothing.")
    else:
        click.echo(f"Its file may go as well, and nothing that follows from it changes: git rm {path}")
    click.echo("Next: nstgov check, then keep it: git add . && git commit")
