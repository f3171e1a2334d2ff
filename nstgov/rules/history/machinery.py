"""Family H: a change to the record does not come with a change of what judges it (M9)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.lifecycle.history_scope import find_judged_change
from nstgov.records import SETTINGS, Movement, Where
from nstgov.records.path_folding import expand_short_name, fold_path
from nstgov.rules.rule import rule

_FOLDERS = frozenset({
    ".github", ".gitlab", ".forgejo", ".gitea", ".woodpecker", ".circleci", ".ci", ".builds", ".buildkite", ".drone",
    ".azure-pipelines", ".azuredevops", ".semaphore", ".tekton", ".teamcity", ".sourcehut", ".radicle", ".config",
    ".mergify", ".aviator", ".trunk", ".dependabot", ".devcontainer", ".git-hooks", ".githooks", ".husky", ".netlify",
    ".vercel", "functions", "hooks", "nstgov", "overrides", "requirements", "site", "theme", "tools",
})  # fmt: skip
"""Folders of forges, of robots that merge, of hooks, of what the site is made from."""
_FILES = frozenset({
    SETTINGS, "mkdocs.yml", "mkdocs.yaml", "action.yml", "action.yaml", "pyproject.toml", "setup.py", "setup.cfg",
    "uv.lock", "poetry.lock", "pdm.lock", "pipfile", "pipfile.lock", "pip.conf", "tox.ini", "noxfile.py", "makefile",
    "gnumakefile", "justfile", "taskfile.yml", "dockerfile", "containerfile", "docker-compose.yml", "compose.yml",
    "conftest.py", "sitecustomize.py", "usercustomize.py", "package.json", "package-lock.json", ".python-version",
    ".tool-versions", ".envrc", ".env", ".lfsconfig", ".gitconfig",
    # forges and services that run what they find
    ".gitlab-ci.yml", ".gitlab-ci.yaml", ".woodpecker.yml", ".woodpecker.yaml", ".drone.yml", ".drone.yaml",
    ".drone.star", ".drone.jsonnet", ".build.yml", ".travis.yml", ".cirrus.yml", ".cirrus.star", ".appveyor.yml",
    "appveyor.yml", "azure-pipelines.yml", "azure-pipelines.yaml", "bitbucket-pipelines.yml", "jenkinsfile",
    "cloudbuild.yaml", "cloudbuild.yml", "buildspec.yml", "codemagic.yaml", "wercker.yml", ".semaphore.yml",
    ".pre-commit-config.yaml", ".pre-commit-hooks.yaml", "lefthook.yml", "fly.toml", "render.yaml",
    # robots that merge, or that say who must look before
    ".mergify.yml", ".bors.toml", "bors.toml", ".kodiak.toml", ".bulldozer.yml", ".policy.yml", "policy.yml",
    ".pullapprove.yml", ".prow.yaml", "owners", "owners_aliases", ".marge-bot.yml", ".zuul.yaml", "zuul.yaml",
    ".gitreview", "renovate.json", "renovate.json5", ".renovaterc", ".renovaterc.json", ".renovaterc.json5",
    "dependabot.yml", ".lgtm", "maintainers",
    # hosts of the site
    "netlify.toml", "vercel.json", "wrangler.toml", "wrangler.jsonc", "firebase.json", "_redirects", "_headers",
    "_config.yml", ".nojekyll", "cname",
})  # fmt: skip
_FAMILIES = re.compile(
    r"\.zuul\.d/.*|zuul\.d/.*|\.gitlab-ci[^/]*\.ya?ml|(?:docker-)?compose[^/]*\.ya?ml|dockerfile\..+"
)
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


@rule("H07", idea="M9", severity="warning")
def machinery_changed(movement: Movement) -> Iterator[Finding]:
    """
    What judges or shows the record changes only where somebody looks.

    No rule of consent can tell whether a new workflow is a good one: it is judged by nobody but people. So a change to
    the machinery never passes without a word, even where nothing is wrong with it. Somebody who keeps the record reads
    it, asks about what they do not understand, and only then lets it land.

    Bad, a workflow is changed, so somebody is to look:
    ```yaml title=".github/workflows/judge.yml" whole
    on: pull_request_target  # <- H07
    ```
    Good, an act, which the rules judge:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.asks.yml"
    for: A ladder.
    entered_by: patrick-byrne
    ```
    """
    change = find_judged_change(movement)
    if change is None or change.is_history or not change.before.records:
        return
    touched = [step.path for step in change.steps if is_machinery(step.path)]
    if touched and not any(step.is_act and not is_machinery(step.path) for step in change.steps):
        more = f", and {len(touched) - 1} more files do" if len(touched) > 1 else ""
        message = f"this judges or shows the record{more}: a keeper looks at this before it lands"
        yield Finding(Where(touched[0]), message, "Ask a keeper to read it; the site lists who they are.",
                      tuple(map(Where, touched[1:])))  # fmt: skip


def is_machinery(path: str) -> bool:
    """Whether a file takes part in judging or showing the record, here or on a system that takes it for such a one."""
    folded = fold_path(path)
    parts = folded.split("/")
    return (
        expand_short_name(parts[0], _FOLDERS) in _FOLDERS
        or expand_short_name(folded, _FILES) in _FILES
        or expand_short_name(parts[-1], _ANYWHERE) in _ANYWHERE
        or bool(_REQUIREMENTS.fullmatch(folded) or _FAMILIES.fullmatch(folded))
    )


def _name_acts(acts: list[str]) -> str:
    return acts[0] if len(acts) == 1 else f"{acts[0]} and {len(acts) - 1} more of the record"
