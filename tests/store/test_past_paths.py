"""Whether anything had ever landed at a path, be it a file, a folder or another repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from nstgov.store.git import GitError
from nstgov.store.past_paths import have_landed
from nstgov.store.scratch_repository import open_scratch_repository
from tests.commands import git_in

GONE = (
    "proposals/gone/v1.yml",
    "proposals/stays/rounds/early.yml",
    "decisions/d/decision.yml",
    "circles/a/gone/circle.yml",
    "circles/stays/early.yml",
    "proposals/un-file",
    "proposals/link",
)
NEVER = (
    "proposals/new/v1.yml",
    "proposals/stays/rounds/late.yml",
    "decisions/e/decision.yml",
    "circles/a/circle.yml",
    "circles/stays/late.yml",
)


@pytest.fixture(scope="module", params=["sha1", "sha256"])
def repository(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A history in which some files came and went, in folders that stay and in such that do not."""
    folder = tmp_path_factory.mktemp("past")
    git_in(folder, "init", "-q", "-b", "main", f"--object-format={request.param}")
    for step, paths in enumerate(
        (
            ["proposals/stays/v1.yml", "circles/stays/circle.yml"],
            GONE[:-1],
            [f"proposals/p{n}/v1.yml" for n in range(9)],
        )
    ):
        for path in paths:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(f"{path} {step}", encoding="utf-8")
        git_in(folder, "add", "-A")
        git_in(folder, "commit", "-qm", str(step))
    git_in(
        folder,
        "update-index",
        "--add",
        "--cacheinfo",
        f"160000,{'1' * (40 if request.param == 'sha1' else 64)},{GONE[-1]}",
    )
    git_in(folder, "commit", "-qm", "another repository")
    for path in GONE[:-1]:
        (folder / path).unlink()
    (folder / "proposals/stays/rounds").mkdir(exist_ok=True)
    (folder / "proposals/stays/rounds/other.yml").write_text("x", encoding="utf-8")
    git_in(folder, "add", "-A")
    git_in(folder, "commit", "-qm", "gone")
    git_in(folder, "switch", "-qc", "draft")
    (folder / "proposals/new").mkdir()
    (folder / "proposals/new/v1.yml").write_text("a draft", encoding="utf-8")
    git_in(folder, "add", "-A")
    git_in(folder, "commit", "-qm", "draft")
    git_in(folder, "switch", "-q", "main")
    return folder


def ask(repository: Path, *paths: str) -> bool:
    """Whether anything had landed at some paths on main."""
    with open_scratch_repository(repository) as own:
        return have_landed(own, git_in(repository, "rev-parse", "main"), paths)


@pytest.mark.parametrize("path", GONE)
def test_what_came_and_went_is_found(repository: Path, path: str) -> None:
    """A file in a folder that stays or went with it, one where a folder might be, and another repository."""
    assert ask(repository, path)
    assert ask(repository, *NEVER[:2], path)


@pytest.mark.parametrize(
    "path", [*NEVER, "proposals/stays/v1.yml/x.yml", "circles/a\nb", "circles/*", "proposals/ünd/v1.yml", "a\nb", "-x"]
)
def test_what_never_landed_is_not_found(repository: Path, path: str) -> None:
    """A name of its own, be it a draft's on a branch, below a file, or written oddly."""
    assert not ask(repository, path)


def test_a_clone_that_lacks_contents_tells_the_same_and_one_that_lacks_folders_tells_nothing(
    repository: Path, tmp_path: Path
) -> None:
    """What is not there is never taken for what never was."""
    base = git_in(repository, "rev-parse", "main")
    git_in(repository, "config", "uploadpack.allowFilter", "true")
    for lacking in ("blob:none", "tree:1"):
        name = lacking.partition(":")[0]
        git_in(tmp_path, "clone", "-q", "--no-checkout", f"--filter={lacking}", f"file://{repository}", name)
    with open_scratch_repository(tmp_path / "blob") as own:
        assert [have_landed(own, base, [path]) for path in (*GONE, *NEVER)] == [True] * 7 + [False] * 5
    with open_scratch_repository(tmp_path / "tree") as own, pytest.raises(GitError):
        have_landed(own, base, NEVER)
