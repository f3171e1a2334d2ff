"""The files of a record, from a folder and from a commit: the same files, the same answer."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
from functools import partial
from pathlib import Path

import pytest

from nstgov.store import git
from nstgov.store.content import LARGEST, find_blob_id, hash_content, read_content, size_of_content
from nstgov.store.git import GitError
from nstgov.store.reading import read_movement
from nstgov.store.tree import MissingRecord, StoredFile, Tree, read_commit, read_folder
from tests.record import example_record
from tests.store.judged_files import BASE

ASKS = b"for: A ladder.\nentered_by: ana\n"


def laid_out(folder: Path, files: dict[str, str | bytes]) -> Path:
    """A folder with these files."""
    for path, text in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def run(folder: Path, *arguments: str) -> str:
    """What git prints, by nobody's configuration."""
    named = ["-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "commit.gpgsign=false"]
    command = ["git", *named, "-c", "protocol.file.allow=always", *arguments]
    done = subprocess.run(command, cwd=folder, env=git.git_environment(), capture_output=True, check=True)
    return done.stdout.decode().strip()


def committed(folder: Path) -> str:
    """Everything in the folder, committed; the commit's full id."""
    if not (folder / ".git").exists():
        run(folder, "init", "-q", "-b", "main")
    run(folder, "add", "-A", "-f")
    run(folder, "commit", "-q", "-m", "records", "--allow-empty")
    return run(folder, "rev-parse", "HEAD")


def sorts(tree: Tree) -> dict[str, str]:
    """Path to sort of all files that are no plain ones."""
    return {file.path: file.sort for file in tree.files if file.sort != "file"}


def test_folder_and_commit_hold_the_same(tmp_path: Path) -> None:
    """Bytes, order, executables, symbolic links and submodules are told alike; what is no record is left out."""
    other = laid_out(tmp_path / "other", {"circles/x.yml": "a: b"})
    committed(other)
    root = laid_out(tmp_path / "root", {**BASE, "circles/oak/2026-02-01.asks.yml": ASKS, "README.md": "not ours"})
    (root / "circles/oak/2026-02-01.asks.yml").chmod(0o755)
    (root / "circles/oak/link.yml").symlink_to("circle.yml")
    (root / "circles/elm").symlink_to("oak")
    (root / "proposals").symlink_to("circles")
    run(root, "init", "-q", "-b", "main")
    run(root, "submodule", "add", "-q", str(other), "circles/sub")
    commit = committed(root)
    folder, revision = read_folder(root), read_commit(root, commit)
    assert folder.files == revision.files
    assert (folder.commit, revision.commit) == (None, commit)
    assert sorts(folder) == {
        "circles/elm": "symlink", "circles/oak/2026-02-01.asks.yml": "executable", "circles/oak/link.yml": "symlink",
        "circles/sub": "submodule", "proposals": "symlink",
    }  # fmt: skip
    assert "README.md" not in {file.path for file in folder.files}
    assert read_movement(folder).misfits == read_movement(revision).misfits
    assert read_movement(folder).records == read_movement(revision).records


def test_what_another_system_takes_for_a_record_is_read_along(tmp_path: Path) -> None:
    """A folder and a commit tell alike of names that are a record's elsewhere, and are silent about all others."""
    strays = {"Circles/oak/circle.yml", "circles./oak/circle.yml", "proposals\\trees\\v1.yml", "NSTGOV.YML"}
    root = laid_out(tmp_path, {**BASE, **dict.fromkeys(strays, ASKS), "Makefile": "all:", "docs/circles/a.yml": "a"})
    folder, revision = read_folder(root), read_commit(root, committed(root))
    assert folder.files == revision.files
    assert {file.path for file in folder.files} == {*BASE, *strays}
    assert {m.at.file for m in read_movement(folder).misfits if m.rule == "Y06"} == strays


def test_the_worked_example_reads_the_same_from_a_commit(tmp_path: Path) -> None:
    """Every record of the example, out of git."""
    root = laid_out(tmp_path, dict(example_record()))
    folder, revision = read_movement(read_folder(root)), read_movement(read_commit(root, committed(root)))
    assert folder.records == revision.records
    assert folder.sha256 == revision.sha256
    assert len(folder.records) > 200


def test_a_commit_is_read_and_not_what_lies_on_the_disk(tmp_path: Path) -> None:
    """Later changes, attributes, replaced objects and the environment tell no other story."""
    root = laid_out(tmp_path, {**BASE, "circles/oak/2026-02-01.asks.yml": ASKS, ".gitattributes": "*.yml filter=lie"})
    run(root, "init", "-q", "-b", "main")
    commit = committed(root)
    before = read_commit(root, commit)
    run(root, "config", "filter.lie.smudge", "echo lie")
    run(root, "config", "filter.lie.clean", "echo lie")
    (root / "circles/oak/2026-02-01.asks.yml").write_text("for: Something else.\n")
    blob = run(root, "rev-parse", f"{commit}:circles/oak/2026-02-01.asks.yml")
    (root / "lie").write_text("for: A lie.\n")
    lie = run(root, "hash-object", "-w", "--no-filters", "lie")
    run(root, "replace", blob, lie)
    os.environ["GIT_DIR"] = str(tmp_path / "nowhere")
    try:
        assert read_commit(root, commit) == before
    finally:
        del os.environ["GIT_DIR"]


def test_a_commit_can_be_read_from_a_folder_within(tmp_path: Path) -> None:
    """Paths are from the repository's root, wherever one stands in it."""
    root = laid_out(tmp_path, dict(BASE))
    commit = committed(root)
    assert read_commit(root / "circles/oak", commit).files == read_commit(root, commit).files


def test_paths_that_are_no_text_can_still_be_told(tmp_path: Path) -> None:
    """A name with bytes that are not UTF-8 is written out, the same from both."""
    root = laid_out(tmp_path, dict(BASE))
    (root / "circles" / os.fsdecode(b"caf\xe9.yml")).write_bytes(b"a: b")
    folder, revision = read_folder(root), read_commit(root, committed(root))
    assert folder.files == revision.files
    odd = [file.path for file in folder.files if "caf" in file.path]
    assert odd == ["circles/caf\\xe9.yml"]
    odd[0].encode()


def test_special_files_are_seen_and_not_opened(tmp_path: Path) -> None:
    """A pipe would wait for ever."""
    root = laid_out(tmp_path, dict(BASE))
    os.mkfifo(root / "circles/pipe.yml")
    assert sorts(read_folder(root)) == {"circles/pipe.yml": "other"}


def test_links_are_never_followed(tmp_path: Path) -> None:
    """Neither out of the folder, nor round in a ring, nor to nothing."""
    secret = laid_out(tmp_path / "secret", {"circles/elm/circle.yml": "name: Elm"})
    root = laid_out(tmp_path / "root", dict(BASE))
    (root / "proposals").symlink_to(secret / "circles")
    (root / "circles/ring").symlink_to(root / "circles")
    (root / "circles/gone").symlink_to("nothing")
    assert sorts(read_folder(root)) == dict.fromkeys(("circles/gone", "circles/ring", "proposals"), "symlink")
    assert all(file.data == b"" for file in read_folder(root).files if file.sort == "symlink")


@pytest.mark.parametrize("files", [{}, {"README.md": "Hello"}, {"sites/nstgov.yml": "format: 1"}])
def test_where_no_movement_lies_the_next_step_is_told(files: dict[str, str | bytes], tmp_path: Path) -> None:
    """An empty folder, another repository, a folder above a movement."""
    root = laid_out(tmp_path, files)
    for read in (partial(read_folder, root), partial(read_commit, root, committed(root))):
        with pytest.raises(MissingRecord, match="no movement lies in") as caught:
            read()
        assert "nstgov init" in caught.value.remedy
        assert not caught.value.unreadable


def test_what_is_no_folder_is_told() -> None:
    """A path that is not there, and one that is a file."""
    for path in (Path("/nowhere/at/all"), Path(__file__)):
        with pytest.raises(MissingRecord, match="is no folder"):
            read_folder(path)


def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which one, and why; it is not the same as a folder without a movement."""
    root = laid_out(tmp_path, dict(BASE))

    def closed(place: str) -> object:
        raise PermissionError(13, "Permission denied", place)

    monkeypatch.setattr(os, "scandir", closed)
    with pytest.raises(MissingRecord, match="cannot be read: Permission denied") as caught:
        read_folder(root)
    assert caught.value.unreadable


def test_files_are_plain_values() -> None:
    """They sort by their paths."""
    assert min(StoredFile("b", "file", b""), StoredFile("a", "symlink", b"")).path == "a"


@pytest.mark.parametrize("name", ["nowhere", "HEAD~5", "--help", "-x", "", "HEAD:circles", "a b", "refs/heads/none"])
def test_a_name_of_no_commit_is_refused(name: str, tmp_path: Path) -> None:
    """Options, files and nonsense are no commits; the message says what to do."""
    root = laid_out(tmp_path, dict(BASE))
    committed(root)
    with pytest.raises(GitError) as caught:
        git.resolve_commit(root, name)
    assert caught.value.remedy


def test_a_commit_has_names(tmp_path: Path) -> None:
    """A branch, a tag, a short id and the head name the same commit; a folder without git has none."""
    assert git.find_head_commit(tmp_path) is None
    root = laid_out(tmp_path, dict(BASE))
    commit = committed(root)
    run(root, "tag", "-a", "first", "-m", "first")
    assert {git.resolve_commit(root, name) for name in ("main", "first", commit[:10], commit, "HEAD")} == {commit}
    assert git.find_head_commit(root) == commit


def test_where_git_is_missing_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the next step, and without a traceback."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitError, match="git is not installed"):
        git.resolve_commit(tmp_path, "HEAD")


def test_contents_come_in_the_order_asked(tmp_path: Path) -> None:
    """Empty ones, such with line ends, and the same twice; of nothing, nothing."""
    root = laid_out(tmp_path, {**BASE, "circles/a": b"", "circles/b": b"x\n\n", "circles/c": b"no end"})
    commit = committed(root)
    ids = {entry.path: entry.object_id for entry in git.list_git_entries(root, commit)}
    asked = [ids["circles/c"], ids["circles/a"], ids["circles/b"], ids["circles/c"]]
    assert list(git.read_objects(root, asked)) == [b"no end", b"", b"x\n\n", b"no end"]
    assert list(git.read_objects(root, [])) == []


def test_an_object_that_is_missing_is_told(tmp_path: Path) -> None:
    """A repository that has lost something cannot be judged."""
    root = laid_out(tmp_path, dict(BASE))
    committed(root)
    with pytest.raises(GitError, match="has lost 000000000000"):
        list(git.read_objects(root, ["0" * 40]))


def test_what_git_refuses_is_said_in_its_own_words(tmp_path: Path) -> None:
    """Nothing is taken for an answer that is none."""
    with pytest.raises(GitError, match=r"not a git repository|GIT_DISCOVERY_ACROSS_FILESYSTEM"):
        git.run_git(tmp_path, "log")


def test_of_a_file_too_large_for_a_record_no_more_is_kept_than_shows_it(tmp_path: Path) -> None:
    """Folder and commit keep its beginning, tell its size, and know its hashes; one of just that size is whole."""
    large, whole = b"for: A.\n" * 100_000, b"a" * LARGEST
    root = laid_out(tmp_path, {**BASE, "circles/oak/2026-02-01.asks.yml": large, "circles/oak/whole.yml": whole})
    commit = committed(root)
    ids = {entry.path: entry.object_id for entry in git.list_git_entries(root, commit)}
    for tree in (read_folder(root), read_commit(root, commit)):
        data = {file.path: file.data for file in tree.files}
        cut = data["circles/oak/2026-02-01.asks.yml"]
        assert (len(cut), size_of_content(cut)) == (LARGEST + 1, len(large))
        assert hash_content(cut) == hashlib.sha256(large).hexdigest()
        assert find_blob_id(cut) == ids["circles/oak/2026-02-01.asks.yml"]
        assert data["circles/oak/whole.yml"] == whole
        assert find_blob_id(data["circles/oak/whole.yml"]) == ids["circles/oak/whole.yml"]
        movement = read_movement(tree)
        assert movement.sha256["circles/oak/2026-02-01.asks.yml"] == hashlib.sha256(large).hexdigest()
        (found,) = (m for m in movement.misfits if m.rule == "Y08")
        assert found.message == "the file has 781 KiB; a record has at most 256"


def test_the_bytes_of_a_large_file_are_let_go_while_it_is_read() -> None:
    """However large a file is, only a piece of it is held at a time."""
    asked: list[int] = []

    class Endless(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            asked.append(size or 0)
            return b"a" * (size or 0)

    assert len(read_content(Endless(), 50_000_000)) == LARGEST + 1
    assert sum(asked) == 50_000_000
    assert max(asked) <= 1 << 20
