"""Family H: a change to the record does not come with a change of what judges it (M9)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.lifecycle.history_scope import find_judged_change
from nstgov.records import SETTINGS, Movement, Where
from nstgov.records.path_folding import expand_short_name, fold_path
from nstgov.rules.rule import rule

_FOLDERS = frozenset({".github", ".gitlab", ".forgejo", ".gitea", ".woodpecker", ".circleci", ".ci", ".git-hooks",
                      ".githooks", ".husky", "nstgov", "requirements", "site", "tools"})  # fmt: skip
_FILES = frozenset({
    SETTINGS, "mkdocs.yml", "mkdocs.yaml", "action.yml", "action.yaml", ".gitlab-ci.yml", ".gitlab-ci.yaml",
    ".pre-commit-config.yaml", ".pre-commit-hooks.yaml", "pyproject.toml", "setup.py", "setup.cfg", "uv.lock",
    "poetry.lock", "pdm.lock", "pipfile", "pipfile.lock", "makefile", "dockerfile", "conftest.py", "sitecustomize.py",
    ".python-version", ".tool-versions", "netlify.toml", "renovate.json",
})  # fmt: skip
_ANYWHERE = frozenset({".gitattributes", ".gitmodules", ".mailmap", "codeowners"})
"""Names that mean something to git or to a forge in whichever folder they lie."""
_REQUIREMENTS = re.compile(r"(?:requirements|constraints)[^/]*\.(?:txt|in|lock)")


@rule("H05", idea="M9")
def judge_changed_along(movement: Movement) -> Iterator[Finding]:
    """
    A change to the record changes nothing of what judges or shows it.

    Whoever could alter the judge and the record in one go could let anything pass. Apart from each other both are
    harmless: acts are judged by the machinery as it stands, and a change of the machinery is looked at by those who
    keep it, with nothing else in it to hide behind.

    Bad, a workflow comes with an act:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.asks.yml"
    for: A ladder.
    entered_by: patrick-byrne
    ```
    ```yaml title=".github/workflows/judge.yml" whole
    on: pull_request_target  # <- H05
    ```
    Good, the act alone:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.asks.yml"
    for: A ladder.
    entered_by: patrick-byrne
    ```
    Bad, an attribute that lets git show other bytes:
    ```text title="proposals/heat-refuge/.gitattributes" whole
    v1.yml text eol=crlf  # <- H05, Y06
    ```
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.asks.yml"
    for: A ladder.
    entered_by: patrick-byrne
    ```
    Good, the machinery alone:
    ```yaml title=".github/workflows/judge.yml" whole
    on: pull_request_target
    ```
    """
    change = find_judged_change(movement)
    if change is None or change.is_history or not change.before.records:
        return
    acts = [step.path for step in change.steps if step.is_act and not is_machinery(step.path)]
    for step in change.steps if acts else ():
        if is_machinery(step.path):
            message = f"this judges or shows the record, and the same change touches {_name_acts(acts)}"
            yield Finding(Where(step.path), message, "Make two changes of it: the acts in one, this in the other.",
                          (Where(acts[0]),))  # fmt: skip


def is_machinery(path: str) -> bool:
    """Whether a file takes part in judging or showing the record, here or on a system that takes it for such a one."""
    folded = fold_path(path)
    parts = folded.split("/")
    return (
        expand_short_name(parts[0], _FOLDERS) in _FOLDERS
        or expand_short_name(folded, _FILES) in _FILES
        or expand_short_name(parts[-1], _ANYWHERE) in _ANYWHERE
        or bool(_REQUIREMENTS.fullmatch(folded))
    )


def _name_acts(acts: list[str]) -> str:
    return acts[0] if len(acts) == 1 else f"{acts[0]} and {len(acts) - 1} more of the record"
