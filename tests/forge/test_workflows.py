"""The workflows that init writes: well formed, least rights, nothing of a stranger's words inside a command."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from nstgov.author.forges import FORGES, Package, build_forge_files
from tests.commands import git_in
from tests.forge.forge import Run, nstgov_in, shell
from tests.record import ROOT

FILES = {path: text for forge in FORGES for path, text in build_forge_files(forge, None).items()}
YAML = sorted(path for path in FILES if path.endswith(".yml") and "ISSUE_TEMPLATE" not in path)
SCRIPTS = sorted(path for path in FILES if path.endswith(".sh"))
GITHUB = [path for path in YAML if path.startswith(".github")]
RIGHTS = {
    "judge": [{"contents": "read"}],
    "comment": [{"actions": "read", "contents": "read", "pull-requests": "write"}],
    "calendar": [{"contents": "read", "issues": "write"}],
    "digest": [{"contents": "read", "issues": "write"}, {"contents": "read"}],
    "standing": [{"contents": "read"}],
    "review": [{}],
    "record": [{"contents": "write", "issues": "write", "pull-requests": "write", "statuses": "write"}],
    "confirm": [{"actions": "read", "contents": "write", "pull-requests": "write", "statuses": "write"}],
    "publish": [{"contents": "read"}, {"pages": "write", "id-token": "write"}],
}


def read(path: str) -> Any:
    """A workflow as data; `on` is read as a text, as forges do."""
    return yaml.load(FILES[path], Loader=yaml.BaseLoader)  # noqa: S506 (texts only)


@pytest.mark.parametrize("path", YAML)
def test_a_workflow_is_yaml_and_puts_no_expression_into_a_command(path: str) -> None:
    """What a stranger chose (a title, a branch) reaches a command through the environment or not at all."""
    jobs = read(path).get("jobs", {})
    commands = [step["run"] for job in jobs.values() for step in job["steps"] if "run" in step]
    assert commands or path == ".gitlab-ci.yml"
    assert not any("${{" in command for command in commands)


@pytest.mark.parametrize("path", SCRIPTS)
def test_a_script_is_one_and_stops_at_the_first_fault(path: str) -> None:
    """Bash can read it; it ends at the first command that fails and holds no expression of a forge."""
    done = subprocess.run(["bash", "-n"], input=FILES[path], text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "\nset -euo pipefail\n" in FILES[path]
    assert "${{" not in FILES[path]


@pytest.mark.parametrize("path", GITHUB)
def test_a_workflow_has_the_least_rights(path: str) -> None:
    """Nothing by itself; each job just what it needs, and each for a while only."""
    workflow = read(path)
    assert workflow["permissions"] == {}
    name = Path(path).stem.removeprefix("nstgov-")
    assert [job["permissions"] for job in workflow["jobs"].values()] == RIGHTS[name]
    assert all("timeout-minutes" in job for job in workflow["jobs"].values())


@pytest.mark.parametrize("path", GITHUB)
def test_an_action_is_pinned_and_a_checkout_keeps_no_token(path: str) -> None:
    """Actions are named by commit, their version beside; a checkout is of the default branch, without a token."""
    actions = re.findall(r"\buses: (.*)", FILES[path])
    assert actions
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action) for action in actions)
    for job in read(path)["jobs"].values():
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout"):
                assert step["with"]["persist-credentials"] == "false"
                assert step["with"].get("ref", "").count("default_branch") == (1 if "publish" not in path else 0)


def test_the_judge_has_no_secret_and_no_cache() -> None:
    """It runs from the default branch on what anybody sends, so it holds nothing worth taking."""
    text = FILES[".github/workflows/nstgov-judge.yml"]
    assert set(read(".github/workflows/nstgov-judge.yml")["on"]) == {"pull_request_target", "merge_group"}
    assert not re.search(r"secrets\.|github\.token|actions/cache|cache:", text)


def test_the_comment_answers_the_judge_alone() -> None:
    """A workflow that calls itself `nstgov judge` on somebody's branch is not the judge."""
    condition = read(".github/workflows/nstgov-comment.yml")["jobs"]["comment"]["if"]
    assert "workflow_run.event == 'pull_request_target'" in condition
    assert "workflow_run.path == '.github/workflows/nstgov-judge.yml'" in condition


def test_the_confirming_workflow_answers_the_review_alone_and_shows_its_key_to_one_step() -> None:
    """A review only hands over two numbers, without any right; the registrar's key lies in an environment."""
    workflow = read(".github/workflows/nstgov-confirm.yml")
    job = workflow["jobs"]["confirm"]
    assert "workflow_run.event == 'pull_request_review'" in job["if"]
    assert "workflow_run.path == '.github/workflows/nstgov-review.yml'" in job["if"]
    assert job["environment"] == "nstgov-registrar"
    assert ["secrets.REGISTRAR_KEY" in str(step) for step in job["steps"]] == [False] * (len(job["steps"]) - 1) + [True]
    review = FILES[".github/workflows/nstgov-review.yml"]
    assert "secrets." not in review
    assert "checkout" not in review


def test_zizmor_finds_nothing(tmp_path: Path) -> None:
    """What init writes for GitHub passes in the strictest mode; two kinds of triggers are excepted, with reasons."""
    for path in GITHUB:
        place = tmp_path / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(FILES[path], encoding="utf-8")
    zizmor = Path(sys.executable).parent / "zizmor"
    done = subprocess.run(
        [zizmor, "--offline", "--quiet", "--persona=pedantic", tmp_path], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    ignored = re.findall(r"# zizmor: ignore\[([a-z-]+)\] (.+)", "".join(FILES[path] for path in GITHUB))
    assert [rule for rule, reason in ignored if len(reason) > 20] == ["dangerous-triggers"] * 4


def _actionlint(*files: Path) -> str:
    """What actionlint says of some workflows; empty where it finds nothing."""
    program = Path(sys.executable).parent / "actionlint"
    given = ["-no-color", "-oneline", "-shellcheck=", "-pyflakes=", "-ignore", 'label "docker" is unknown']
    done = subprocess.run([program, *given, *files], capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


@pytest.mark.parametrize("path", [path for path in YAML if not path.startswith(".gitlab")])
def test_actionlint_finds_nothing(path: str, tmp_path: Path) -> None:
    """Every expression names something that is there, every key is one; a mistyped one would be found."""
    place = tmp_path / "workflow.yml"
    place.write_text(FILES[path], encoding="utf-8")
    assert _actionlint(place) == ""
    place.write_text(FILES[path].replace("jobs:", "jops:"), encoding="utf-8")
    assert "jops" in _actionlint(place)


def test_a_pin_that_names_nothing_yet_is_never_a_pass(tmp_path: Path) -> None:
    """Before the repository says which nstgov judges, nothing is judged: exit 3, with the command that mends it."""
    run = _prepared(tmp_path, None)
    assert run.code == 3
    assert "nstgov init --update --package" in run.text


def test_a_pin_is_a_commit_and_never_a_branch(tmp_path: Path) -> None:
    """A name that can move, or that is no name at all, is refused."""
    for commit in ("main", "$(touch taken-over)", "--upload-pack=touch", "0" * 39):
        assert _prepared(tmp_path / str(hash(commit)), Package("https://example.org/nstgov", commit)).code == 3
    assert not list(tmp_path.rglob("taken-over"))


@pytest.mark.parametrize("purpose", ["judge", "site"])
def test_what_the_judge_stands_on_is_named_by_hash(purpose: str) -> None:
    """Every library has one version and at least one hash, and all that the package asks for is there."""
    text = (ROOT / "requirements" / f"{purpose}.txt").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    assert all(re.match(r"[a-z0-9-]+==\S+", one) and "--hash=sha256:" in one for one in entries)
    names = {one.split("==")[0] for one in entries}
    assert {"click", "cryptography", "pyyaml"} <= names
    assert ("mkdocs-material" in names) == (purpose == "site")


def _prepared(place: Path, package: Package | None) -> Any:
    for path, text in build_forge_files("github", package).items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_text(text, encoding="utf-8")
    return shell("bash .github/nstgov/prepare.sh judge", place, {"RUNNER_TEMP": str(place / "temp")})


def test_the_program_of_these_tests_is_cut_off_from_where_it_is_started(tmp_path: Path) -> None:
    """A file beside it that is named like a library is not taken for it."""
    (tmp_path / "yaml.py").write_text("raise SystemExit(99)\n", encoding="utf-8")
    assert shell(f'"{nstgov_in(tmp_path)}" rules', tmp_path, {}).code == 0


@pytest.mark.long
def test_the_judge_is_fetched_by_its_commit_and_stands_on_libraries_by_hash(tmp_path: Path) -> None:
    """With a pin, the whole preparation runs: nstgov as it was committed, in an environment of its own."""
    commit = git_in(ROOT, "rev-parse", "HEAD")
    for path, text in build_forge_files("github", Package(ROOT.as_uri(), commit)).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    given = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_", "UV_"))}
    (tmp_path / "yaml.py").write_text("raise SystemExit(99)\n", encoding="utf-8")
    run = shell("bash .github/nstgov/prepare.sh judge", tmp_path, {**given, "RUNNER_TEMP": str(tmp_path / "temp")})
    assert run.code == 0, run.text
    assert shell("temp/nstgov/bin/nstgov rules", tmp_path, {"PYTHONPATH": str(tmp_path)}).code == 0


@pytest.mark.parametrize("forge", [".github", ".forgejo"])
def test_the_judge_is_handed_who_proposed_through_its_environment(forge: str) -> None:
    """The number and the name of the account come from the event, and from nowhere else."""
    steps = read(f"{forge}/workflows/nstgov-judge.yml")["jobs"]["judge"]["steps"]
    given = next(step["env"] for step in steps if "judge.sh" in step.get("run", ""))
    assert given["BROUGHT_BY"] == "${{ github.event.pull_request.user.id }}"
    assert given["BROUGHT_BY_NAME"] == "${{ github.event.pull_request.user.login }}"
    assert given["SERVER"] == "${{ github.server_url }}"


def _ask_gitlab(place: Path, answer: bytes, iid: str = "7") -> Run:
    """What author.sh prints where GitLab answers so."""
    folder = place / "projects/12/merge_requests"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "7").write_bytes(answer)
    given = {"CI_API_V4_URL": place.as_uri(), "CI_MERGE_REQUEST_PROJECT_ID": "12", "CI_MERGE_REQUEST_IID": iid}
    return shell(FILES[".gitlab/nstgov/author.sh"], place, given)


def test_gitlab_is_asked_who_proposed(tmp_path: Path) -> None:
    """Whoever starts the pipeline may be somebody else; GitLab's own answer names the author."""
    run = _ask_gitlab(tmp_path, b'{"iid": 7, "author": {"id": 1001, "username": "ana-of-oak"}}')
    assert (run.code, run.text) == (0, "1001 ana-of-oak\n")


@pytest.mark.parametrize(
    ("answer", "iid"),
    [
        (b"", "7"),
        (b"<html>", "7"),
        (b'{"author": null}', "7"),
        (b'{"author": {"id": "x", "username": "ana"}}', "7"),
        (b'{"author": {"id": 0, "username": "ana"}}', "7"),
        (b'{"author": {"id": 1, "username": "ana; touch x"}}', "7"),
        (b'{"author": {"id": 1, "username": "ana"}}', "8"),
        (b'{"author": {"id": 1, "username": "ana"}}', "../7"),
    ],
)
def test_where_gitlab_does_not_tell_nothing_is_judged(tmp_path: Path, answer: bytes, iid: str) -> None:
    """No answer, or one in another form: exit 3, with the next step, and no number."""
    run = _ask_gitlab(tmp_path, answer, iid)
    assert run.code == 3
    assert "Cannot judge" in run.text
