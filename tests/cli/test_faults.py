"""What happens when a machine fails: a record is absent or whole, the exit code tells, and no traceback is shown."""

from __future__ import annotations

import errno
import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from nstgov.author.safe_writer import PathTaken, write_new
from nstgov.cli.errors import CANNOT_JUDGE, FOUND, NO_MEMORY, report_error
from tests.children import running_program
from tests.commands import Nst, committed, git_in
from tests.record import ROOT, example_record

HERE = [sys.executable, "-m", "nstgov"]


def nstgov(
    *arguments: str | Path, cwd: Path, limit: Callable[[], None] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own, under a limit of the system."""
    plain = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    plain.pop("NSTGOV_DEBUG", None)
    return subprocess.run(
        [*HERE, *map(str, arguments)], cwd=cwd, preexec_fn=limit, capture_output=True, text=True, env=plain, check=False
    )


def wholes(folder: Path) -> set[str]:
    """The files of the worked example in a folder; each is there as a whole, or the test fails."""
    found = set()
    for path in example_record():
        if (folder / path).exists():
            assert (folder / path).read_bytes() == (ROOT / path).read_bytes(), path
            found.add(path)
    return found


@pytest.mark.long
@pytest.mark.parametrize("after", [1, 7, 40, 120])
def test_a_writer_that_is_killed_leaves_whole_files_only(tmp_path: Path, after: int) -> None:
    """Killed in the middle of its work, at any place: every record is absent or whole, and the rest can be written."""
    with running_program(
        [*HERE, "init", "--example", str(tmp_path / "a")],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as laying:
        while laying.poll() is None and sum(1 for _ in (tmp_path / "a").rglob("*.yml")) < after:
            pass
        laying.kill()
        assert laying.wait() in (-signal.SIGKILL, 0)
    found = wholes(tmp_path / "a")
    assert found
    left = {path: (ROOT / path).read_bytes() for path in example_record() if path not in found}
    write_new(tmp_path / "a", left)
    assert wholes(tmp_path / "a") == set(example_record())


@pytest.mark.long
def test_a_full_disk_ends_with_4_and_leaves_whole_files_only(tmp_path: Path) -> None:
    """Where no byte more fits, it is told in one line what happened and what to look at."""

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (900, 900))

    done = nstgov("init", "--example", tmp_path / "a", cwd=tmp_path, limit=full)
    assert done.returncode == 4, done.stderr
    assert "Next: Look at the disk" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(wholes(tmp_path / "a")) < len(example_record())
    assert not list((tmp_path / "a").rglob(".new-*"))
    assert nstgov("init", "--example", tmp_path / "b", cwd=tmp_path).returncode == 0


def test_a_folder_that_takes_no_files_ends_with_4(nst: Nst, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A read-only disk: nothing is begun, and the permissions are named."""

    def refuses(*_: object, **__: object) -> tuple[int, str]:
        raise OSError(30, "Read-only file system", str(tmp_path))

    with monkeypatch.context() as patch:
        patch.setattr("nstgov.author.safe_writer.mkstemp", refuses)
        done = nst("init", "--no-input", cwd=tmp_path)
    assert done.code == 4
    assert "Read-only file system" in done.err
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert nst("init", "--no-input", cwd=tmp_path).code == 0


@pytest.mark.long
def test_of_two_hundred_processes_that_write_at_once_exactly_one_wins(tmp_path: Path) -> None:
    """All begin together; one writes, 199 are told that something is there; the file is one writer's as a whole."""
    start, go = os.pipe()
    children = []
    for number in range(200):
        child = os.fork()
        if child == 0:
            os.close(go)
            os.read(start, 1)
            try:
                write_new(tmp_path, {"folder/a.yml": f"{number}\n" * 2000})
                os._exit(0)
            except PathTaken:
                os._exit(17)
            finally:
                os._exit(99)
        children.append(child)
    os.close(start)
    os.close(go)
    ended = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    assert sorted(ended) == [0] + [17] * 199
    assert (tmp_path / "folder/a.yml").read_text() == f"{ended.index(0)}\n" * 2000
    assert [path.name for path in (tmp_path / "folder").iterdir()] == ["a.yml"]


def limited(cwd: Path, most: int, libraries: str, command: str) -> subprocess.CompletedProcess[str]:
    """Run the command line with so many bytes beyond what the libraries take; -1 for as many as it needs."""
    plain = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}
    plain.pop("NSTGOV_DEBUG", None)
    return subprocess.run(
        [sys.executable, "-m", "tests.cli.limited", str(most), libraries, *command.split()],
        cwd=cwd, capture_output=True, text=True, env=plain, check=False,
    )  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize(
    ("command", "usual"), [("check", FOUND), ("check --base HEAD~1 --head HEAD", FOUND), ("audit", FOUND)]
)
def test_too_little_memory_is_told_and_never_passes(example: Path, command: str, usual: int) -> None:
    """With less than a run needs, wherever it ends: exit code 3 and a next step, no traceback, and no false pass."""
    committed(example)
    (example / "nstgov.yml").write_text("format: 1\nformat: 2\n")
    git_in(example, "commit", "-qam", "settings")
    libraries = limited(example, -1, "", command).stderr.split("\0")[2]
    needed = int(limited(example, -1, libraries, command).stderr.split("\0")[1])
    assert needed > 1 << 20
    for fifths in range(4):
        done = limited(example, needed * fifths // 5, libraries, command)
        assert (done.returncode, done.stdout) == (CANNOT_JUDGE, ""), (fifths, done.stderr)
        assert done.stderr == f"nstgov: {NO_MEMORY[0]}\n  Next: {NO_MEMORY[1]}\n"
    assert limited(example, needed * 2, libraries, command).returncode == usual


@pytest.mark.parametrize(
    "trouble",
    [
        MemoryError(),
        OSError(errno.ENOMEM, "Cannot allocate memory"),
        ImportError("_yaml.so: failed to map segment from shared object"),
        ImportError("_yaml.so: cannot create shared object descriptor: Cannot allocate memory"),
        SystemError("error return without exception set"),
        SystemError("<built-in function open> returned NULL without setting an exception"),
    ],
)
def test_every_way_in_which_memory_ends_is_told_as_that(
    trouble: Exception, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python's own way, the system's, and that of a library which found no room: none is a fault of the tool."""
    monkeypatch.delenv("NSTGOV_DEBUG", raising=False)
    assert report_error(trouble) == CANNOT_JUDGE
    assert capsys.readouterr().err == f"nstgov: {NO_MEMORY[0]}\n  Next: {NO_MEMORY[1]}\n"


@pytest.mark.parametrize("failing", [MemoryError(), OSError(errno.ENOMEM, "Cannot allocate memory"), SystemError()])
def test_where_no_memory_is_left_to_load_the_words_for_a_failure_it_is_told(
    failing: Exception, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python may fail in its own way first, and then while what tells of it is loaded: exit code 3 all the same."""

    def full(*_: object) -> None:
        raise failing

    monkeypatch.delenv("NSTGOV_DEBUG", raising=False)
    monkeypatch.setattr("nstgov.cli.errors._print_error", full)
    assert report_error(SystemError("error return without exception set")) == CANNOT_JUDGE
    assert "too little memory" in capsys.readouterr().err


def test_memory_that_ends_in_the_middle_is_no_fault_of_the_tool(
    nst: Nst, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 3, and the next step."""

    def exhausted(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("nstgov.check.judge_movement", exhausted)
    done = nst("check", cwd=example)
    assert done.code == 3
    assert "too little memory" in done.err


@pytest.mark.long
def test_many_checks_at_once_say_the_same(example: Path) -> None:
    """Nothing that one run does is in another's way."""
    committed(example)
    command, surroundings = [*HERE, "check", "--head", "HEAD"], {**os.environ, "PYTHONPATH": str(ROOT)}
    with ExitStack() as to_end:
        running = [
            to_end.enter_context(
                running_program(
                    command, cwd=example, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=surroundings
                )
            )
            for _ in range(8)
        ]
        said = {one.communicate()[0] for one in running}
    assert len(said) == 1
    assert [one.returncode for one in running] == [0] * 8


def test_a_reader_that_leaves_early_is_no_fault() -> None:
    """`nstgov check | head -1` ends quietly."""
    done = subprocess.run(
        ["bash", "-c", f"{' '.join(HERE)} rules | head -1"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert done.stderr == ""


def test_a_temporary_folder_that_is_gone_cannot_judge(nst: Nst, example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the judge cannot make the place in which it reads a change, it says so and passes nothing."""
    committed(example)

    def gone(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "/tmp")  # noqa: S108 (only a name)

    monkeypatch.setattr(tempfile, "mkdtemp", gone)
    done = nst("check", "--base", "HEAD", "--head", "HEAD", cwd=example)
    assert done.code == 4
    assert "No space left" in done.err
