"""`nstgov check --fix`: what has one right answer is put right, in drafts only."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

import click

from nstgov.author.draft_fixes import DraftFix, plan_fixes
from nstgov.author.safe_writer import replace_file
from nstgov.cli.errors import FOUND, KEPT
from nstgov.store import git
from nstgov.store.checkout_state import find_checkout_state
from nstgov.store.tree import list_commit_files, read_folder


def show_fixes(root: Path, wanted: Collection[str], as_of: date) -> int:
    """Print what would be mended as a diff, and write nothing; the exit code tells whether there is any."""
    fixes = _plan_here(root, wanted, as_of)
    for fix in fixes:
        click.echo(fix.render_diff(), nl=False)
    if not fixes:
        click.echo("There is nothing that has one right answer.", err=True)
    return FOUND if fixes else KEPT


def mend_drafts(root: Path, wanted: Collection[str], as_of: date) -> None:
    """Mend drafts in the folder, and tell of each what was done; a file that changed meanwhile is left as it is."""
    for fix in _plan_here(root, wanted, as_of):
        if (root / fix.path).read_bytes() != fix.before:
            click.echo(f"{fix.path} was changed meanwhile and was left as it is.", err=True)
            continue
        replace_file(root, fix.path, fix.after.decode())
        click.echo(f"Mended {fix.path}: {'; '.join(fix.done)}.", err=True)


def _plan_here(root: Path, wanted: Collection[str], as_of: date) -> list[DraftFix]:
    return plan_fixes(read_folder(root), _list_landed(root), as_of, wanted)


def _list_landed(root: Path) -> frozenset[str]:
    """
    The paths that stand on main, here or where it was fetched from; none without git.

    Where no main is known, what was committed last stands for it.

    Raises GitError where git is there and does not tell: then nothing may be touched.
    """
    state = find_checkout_state(root)
    if not state.is_top:
        _refuse_below_top(root)
        return frozenset()
    if state.head is None:
        return frozenset()
    commits = {commit for name in git.MAIN_LINES if (commit := _find_commit(root, name))} or {state.head}
    return frozenset(path for commit in commits for path, _, _ in list_commit_files(root, commit))


def _find_commit(root: Path, name: str) -> str | None:
    try:
        return git.resolve_commit(root, name)
    except git.GitError:
        return None


def _refuse_below_top(root: Path) -> None:
    if any((place / ".git").exists() for place in (root, *root.parents)):
        message = "it is not known here which records have landed, so none is mended"
        raise git.GitError(message, "Let the movement be the top folder of its own git repository.")
