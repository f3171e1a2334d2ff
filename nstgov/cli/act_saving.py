"""What becomes of a draft at the command line: shown as its file, judged, written by the one safe writer, and kept."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from nstgov.acts.act_draft import ActDraft, Gap
from nstgov.acts.step_commands import find_step_command
from nstgov.author.act_files import ActFile, has_errors, judge_act_files, lay_over, render_act_file
from nstgov.author.safe_writer import write_new
from nstgov.cli.act_questions import Questions, choose_word
from nstgov.cli.errors import FOUND, KEPT, WRONG_USE, WrongUse
from nstgov.findings import Diagnostic, Verdict
from nstgov.lifecycle.next_steps import list_decision_steps, list_proposal_steps
from nstgov.records import Movement
from nstgov.records.layout import match_path
from nstgov.report.json_report import describe_finding
from nstgov.report.terminal import make_printable
from nstgov.store.reading import read_movement
from nstgov.store.tree import Tree

if TYPE_CHECKING:
    from nstgov.author.record_commits import RecordRepository

LONGEST_SUBJECT = 72
"""Characters of a commit's subject."""


class ActJob(NamedTuple):
    """Where a record goes, what it is judged with, and what is wished: asking, only looking, keeping it in git."""

    root: Path
    tree: Tree
    movement: Movement
    as_of: date
    asks: bool = False
    dry_run: bool = False
    commit: bool | None = None
    branch: str | None = None
    form: str | None = None

    @property
    def wants_commit(self) -> bool:
        """Whether it is to be kept in git."""
        return bool(self.commit or self.branch)


def save_act(draft: ActDraft, job: ActJob) -> int:
    """Ask for what is missing where somebody can be asked, then show, judge and write the record; the exit code."""
    if job.asks:
        Questions(draft).ask_missing()
    else:
        draft.accept_suggestions()
    if gaps := draft.list_gaps():
        return _print_gaps(gaps)
    file = render_act_file(draft)
    if same := _find_same(draft, file):
        told = _render_json(same, file.text, None, "on record already")
        click.echo(told if job.form == "json" else f"This is on record already: {same}")
        return KEPT
    _refuse_place(file, job)
    return _finish_json(file, draft, job) if job.form == "json" else _finish_file(file, draft, job)


def _finish_json(file: ActFile, draft: ActDraft, job: ActJob) -> int:
    """Judge and write a file, and say all of it as one piece of JSON."""
    verdict = judge_act_files(job.tree, {file.path: file.text}, job.as_of, job.movement.landed)
    is_left = job.dry_run or has_errors(verdict)
    if not is_left:
        keep_files({file.path: file.text}, _describe_act(draft), job, quiet=True)
    click.echo(_render_json(file.path, file.text, verdict, "not written" if is_left else "written"))
    return FOUND if has_errors(verdict) else KEPT


def _render_json(path: str, text: str, verdict: Verdict | None, state: str) -> str:
    found = verdict.diagnostics if verdict else ()
    told = {"path": path, "text": text, "state": state, "findings": [describe_finding(one) for one in found]}
    return json.dumps(told, ensure_ascii=False, indent=2)


def _refuse_place(file: ActFile, job: ActJob) -> None:
    """Refuse a path at which something lies, or at which no record belongs."""
    if file.path in {one.path for one in job.tree.files}:
        raise WrongUse(f"{file.path} is there already, and nothing is written over", "Choose another name or day.")
    if match_path(file.path) is None:
        raise WrongUse(f"{make_printable(file.path)[:200]} is no place for a record", "Give a short name: --id")


def _print_gaps(gaps: list[Gap]) -> int:
    click.echo("nstgov: Something is still missing:", err=True)
    shown: dict[str, str] = {}
    for gap in gaps:
        if name := name_option(gap.way):
            shown.setdefault(name, gap.label.name)
    for name, asked in shown.items():
        click.echo(f"  {name:18} {asked}", err=True)
    click.echo("  Next: add these; at a terminal, and without --no-input, you are asked for them.", err=True)
    return WRONG_USE


def name_option(way: str) -> str | None:
    """The option of the command at hand by which something missing is given, or its argument; None where it follows."""
    part = way.removeprefix(":").replace("-", "_")
    params = {param.name: param for param in click.get_current_context().command.params}
    param = params.get(f"field_{way}") or params.get(f"part_{part}") or params["subject"]
    if isinstance(param, click.Option):
        return None if param.hidden else param.opts[0]
    return str(param.metavar).strip("[]")


def _find_same(draft: ActDraft, file: ActFile) -> str | None:
    """Where just this record lies already: somebody says the same a second time."""
    from hashlib import sha256

    digest = sha256(file.text.encode("utf-8", "surrogatepass")).hexdigest()
    paths = [*draft.list_taken_paths(), file.path, draft.find_twin_path() or ""]
    return next((path for path in paths if draft.movement.sha256.get(path) == digest), None)


def _finish_file(file: ActFile, draft: ActDraft, job: ActJob) -> int:
    """Show and judge a file, and write it where it is sound and wished for."""
    while True:
        verdict = judge_act_files(job.tree, {file.path: file.text}, job.as_of, job.movement.landed)
        print_files({file.path: file.text}, verdict)
        wish = _ask_wish(verdict, job)
        if wish == "edit":
            file = file._replace(text=click.edit(file.text, extension=".yml") or file.text)
            continue
        if wish == "no" or job.dry_run:
            _print_left(verdict, job)
            return FOUND if has_errors(verdict) else KEPT
        return keep_files({file.path: file.text}, _describe_act(draft), job)


def print_files(files: dict[str, str], verdict: Verdict) -> None:
    """Each file as it would be written, and what the judge says of all."""
    for path, text in files.items():
        click.echo()
        click.secho(path, bold=True)
        for line in text.rstrip("\n").split("\n"):
            click.echo(f"  {make_printable(line)}")
    click.echo()
    for one in verdict.diagnostics:
        _print_finding(one)
    if not has_errors(verdict):
        click.secho("The rules of consent are kept.", fg="green")


def _print_finding(one: Diagnostic) -> None:
    colour = {"error": "red", "warning": "yellow"}.get(one.severity)
    click.secho(f"{one.severity}[{one.code}] ", fg=colour, nl=False)
    click.echo(f"{make_printable(one.message)} ({make_printable(one.place.file)}:{one.place.line})")
    click.echo(f"  {make_printable(one.help)}")


def _ask_wish(verdict: Verdict, job: ActJob) -> str:
    """What somebody wishes to happen with the file: yes, no, or edit; without questions, yes where it is sound."""
    if not job.asks or job.dry_run:
        return "no" if has_errors(verdict) else "yes"
    if has_errors(verdict):
        return choose_word("Not yet sound. Change it in your editor, or stop? [edit/no]", ("edit", "no"), "no")
    return choose_word("Put it on record? [Y/no/edit]", ("yes", "no", "edit"), "yes")


def _print_left(verdict: Verdict, job: ActJob) -> None:
    why = "This is only a look" if job.dry_run else "As you wish" if not has_errors(verdict) else "It is not sound yet"
    click.echo(f"{why}: nothing was written.", err=has_errors(verdict))


def keep_files(files: dict[str, str], message: str, job: ActJob, *, quiet: bool = False) -> int:
    """Write sound files, keep them in git where that is wished, and say what comes next; the exit code."""
    repository = open_for_commit(job)
    write_new(job.root, files)
    given = {path: text.encode() for path, text in files.items()}
    if quiet:
        if repository is not None:
            repository.commit_here(given, message)
        return KEPT
    click.echo("Put on record: " + "\n  ".join(["", *files] if len(files) > 1 else files))
    if repository is None and job.asks and job.commit is None and (job.root / ".git").exists():
        wish = choose_word("Keep it in git now? [y/N]", ("yes", "no"), "no")
        repository = open_for_commit(job._replace(commit=True)) if wish == "yes" else None
    if repository is not None:
        click.echo(f"Kept in git: {repository.commit_here(given, message)}")
    _print_next(files, job, is_kept=repository is not None)
    return KEPT


def open_for_commit(job: ActJob) -> RecordRepository | None:
    """The repository, on the branch that is wished; None where nothing is to be committed."""
    if not job.wants_commit:
        return None
    from nstgov.author.record_commits import RecordRepository

    repository = RecordRepository(job.root)
    repository.require_identity()
    if job.branch:
        repository.switch_branch(job.branch)
    return repository


def _print_next(files: dict[str, str], job: ActJob, *, is_kept: bool) -> None:
    command = _find_next_command(files, job)
    kept = "" if is_kept or not (job.root / ".git").exists() else "git add . && git commit"
    for line in filter(None, (command, kept)):
        click.echo(f"Next: {line}")


def _find_next_command(files: dict[str, str], job: ActJob) -> str | None:
    """The command for the first step that is awaited with what these files are about."""
    movement = read_movement(lay_over(job.tree, files))
    for path in reversed(files):
        root, _, rest = path.partition("/")
        id_ = rest.partition("/")[0]
        make = {"proposals": list_proposal_steps, "decisions": list_decision_steps}.get(root)
        for step in make(movement, id_, job.as_of) if make else ():
            if command := find_step_command(movement, step):
                return command
    return None


_TOLD = (
    "proposal",
    "objection-on-record",
    "decision",
    "decision-or-term",
    "person",
    "target",
    "idea",
    "circle",
    "record",
)


def _describe_act(draft: ActDraft) -> str:
    """The subject of a commit: what was done, and with what."""
    named = (draft.values.get("title"), draft.values.get("name"), *(draft.parts.get(part) for part in _TOLD))
    about = next(filter(None, named), "")
    line = " ".join(f"{draft.act.wish}: {about}".split())
    return line if len(line) <= LONGEST_SUBJECT else line[: LONGEST_SUBJECT - 1] + "…"
