"""`nstgov forge issue`: the records in an issue, judged, with what is answered and what is proposed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from nstgov.author.issue_record import Issue, UnclearIssue, read_issue, read_issue_letters
from nstgov.author.safe_writer import write_new
from nstgov.author.taking import Answer, judge_letters
from nstgov.cli.confirm import read_json_file
from nstgov.cli.errors import KEPT
from nstgov.cli.options import as_of, find_movement_folder, read_settled_languages
from nstgov.cli.standing_record import read_standing_record
from nstgov.findings import Diagnostic
from nstgov.report.issue_answer import BY_HAND, WAIT, choose_words, render_answer, render_unclear


@click.command()
@click.argument("event", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--repository", required=True, metavar="OWNER/NAME", help="The repository in which the issue was opened.")
@click.option("--forge", "host", required=True, metavar="HOST", help="The host of the forge.")
@click.option(
    "--out", required=True, metavar="DIR", type=click.Path(path_type=Path), help="A new folder for what is made."
)
@as_of
@click.pass_obj
def issue(folder: str, event: Path, repository: str, host: str, out: Path, as_of: date) -> int:
    """
    Take the records out of the issue in FILE, an event of the forge, and judge them.

    DIR gets `files/` with the sound ones, `answer.md` for the issue, and `message`, `title`, `body.md` for a proposed
    change. Printed are the issue's number, the account's number and name (`-`: none) and how many are sound.
    """
    told = read_issue(read_json_file(event), repository, host)
    words = choose_words(read_settled_languages(folder))
    tree, movement = read_standing_record(find_movement_folder(folder))
    taken: dict[str, str] = {}
    try:
        answers = judge_letters(tree, read_issue_letters(told, movement, as_of), as_of, movement.landed)
        taken = {one.letter.path: one.letter.text for one in answers if one.state == "taken"}
        known = [one.letter.path for one in answers if one.state == "on record already"]
        waiting = [one for one in answers if one.state in ("not sound", "another lies there")]
        answer = render_answer(words, taken, known, [(one.letter.path, _list_findings(one)) for one in waiting])
    except UnclearIssue as reason:
        answer = render_unclear(words, str(reason))
    texts = {f"files/{path}": text for path, text in taken.items()}
    proposal = _describe_proposal(told, taken, host) if taken else {}
    by_hand, wait = words.gettext(BY_HAND), words.gettext(WAIT)
    write_new(out, {**texts, **proposal, "answer.md": answer, "by-hand.md": f"{by_hand}\n", "wait.md": f"{wait}\n"})
    click.echo(f"{told.number} {told.account.account} {told.account.login or '-'} {len(taken)}")
    return KEPT


def _list_findings(answer: Answer) -> tuple[Diagnostic, ...]:
    return answer.findings if answer.state == "not sound" else ()


def _describe_proposal(told: Issue, taken: dict[str, str], host: str) -> dict[str, str]:
    """The words of the commit and of the proposed change, in which nothing stands that anybody typed but paths."""
    who = told.account.login or f"account-{told.account.account}"
    what = next(iter(taken)) if len(taken) == 1 else f"{len(taken)} records"
    mail = f"{told.account.account}+{who}@users.noreply.{host}"
    brought = f"Brought by the account {told.account.account} ({who}) on {host}, in issue #{told.number}."
    listed = "".join(f"- `{path}`\n" for path in taken)
    return {
        "title": f"{what}, brought by {who}"[:200],
        "body.md": f"{brought}\n\n{listed}\nCloses #{told.number}\n",
        "message": f"{what}\n\n{brought}\n\nCo-authored-by: {who} <{mail}>\n",
    }
