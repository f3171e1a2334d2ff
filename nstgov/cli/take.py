"""`nstgov take`."""

from __future__ import annotations

import json
import sys
from datetime import date
from textwrap import indent
from typing import Any

import click

from nstgov.author.letterbox import BEGINS, LONGEST_MESSAGE, read_letters
from nstgov.author.reply import write_reply
from nstgov.author.safe_writer import write_new
from nstgov.author.taking import Answer, judge_letters
from nstgov.cli.errors import FOUND, KEPT, WrongUse
from nstgov.cli.given_text import read_given_text
from nstgov.cli.options import as_of, find_movement_folder, format_option
from nstgov.cli.standing_record import read_standing_record
from nstgov.report.json_report import describe_finding


@click.command()
@click.argument("file", default="-", type=click.Path(dir_okay=False, allow_dash=True))
@click.option("--dry-run", is_flag=True, help="Say what would be taken, and write nothing.")
@format_option("text", "json")
@as_of
@click.pass_obj
def take(folder: str, file: str, dry_run: bool, form: str | None, as_of: date) -> int:
    """
    Take the records out of a mail, a chat or a form's text, and put on record what is sound.

    FILE holds the text as it came, with greetings and quoting around; without it the text is read from what is typed
    or piped in. Each record begins with a line that names its file. Each is judged before it is written, nothing is
    written over, and of what is not sound it is said what is missing, in words to send back.

    \b
    nstgov take mail.txt
    nstgov take mail.txt --dry-run
    """
    root = find_movement_folder(folder)
    letters = read_letters(_read_message(file))
    if not letters:
        raise WrongUse(
            "No record was found in this text",
            f'A record begins with a line of its own, like "{BEGINS} proposals/street-trees/v1.yml".',
        )
    tree, movement = read_standing_record(root)
    answers = judge_letters(tree, letters, as_of, movement.landed)
    taken = {one.letter.path: one.letter.text for one in answers if one.state == "taken"}
    if not dry_run:
        write_new(root, taken)
    if form == "json":
        click.echo(json.dumps([_describe_answer(one) for one in answers], ensure_ascii=False, indent=2))
    else:
        click.echo(_render_answers(answers, dry_run), nl=False)
    return KEPT if all(one.state in ("taken", "on record already") for one in answers) else FOUND


def _read_message(file: str) -> str:
    if file == "-" and sys.stdin.isatty():
        click.echo("Paste the text, then press Enter and Ctrl+D.", err=True)
    return read_given_text(file, 4 * LONGEST_MESSAGE)


def _render_answers(answers: tuple[Answer, ...], dry_run: bool) -> str:
    taken = [one for one in answers if one.state == "taken"]
    there = [one for one in answers if one.state == "on record already"]
    parts = []
    if taken:
        said = "These would be put on record:" if dry_run else "Put on record:"
        parts.append(f"{said}\n" + "".join(f"  {one.letter.path}\n" for one in taken))
    if there:
        parts.append("On record already, just as they came:\n" + "".join(f"  {one.letter.path}\n" for one in there))
    waiting = [one for one in answers if one not in taken and one not in there]
    if waiting:
        parts.append("Not yet. This could be sent back:\n\n" + indent("\n".join(map(write_reply, waiting)), "  "))
    if taken and not dry_run:
        parts.append("Next: nstgov status, then keep it: git add . && git commit\n")
    return "\n".join(parts)


def _describe_answer(answer: Answer) -> dict[str, Any]:
    return {
        "path": answer.letter.path,
        "state": answer.state,
        "findings": list(map(describe_finding, answer.findings)),
    }
