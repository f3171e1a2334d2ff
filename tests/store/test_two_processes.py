"""Two processes find in many files just what one finds, whatever becomes of the second."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.record import ROOT

_SHARED = """
import os, signal, sys, time
from random import Random
from nstgov.store import reading, two_processes
from nstgov.store.file_reading import read_file
from tests.record import TODAY, example_record, tree_of
from tests.store.mutated_records import change_text

files = dict(example_record())
if "faulty" in sys.argv:
    random = Random(7)
    files = {path: change_text(text, random) if at % 3 == 0 else text for at, (path, text) in enumerate(files.items())}
    files["proposals/no-utf8/v1.yml"], files["circles/what.txt"] = b"title: \\xff", "not a record"
tree = tree_of(files)
alone = [read_file(file) for file in tree.files]
two_processes.usable_workers = lambda: 2
reading.LEAST_FILES = len(alone)
reading._FILES_AT_ONCE = 3
here, caller, open_before = [], os.getpid(), set(os.listdir("/proc/self/fd"))

def read_and_note(file):
    if os.getpid() == caller:
        here.append(file.path)
        time.sleep(0.002)  # so that there is a share for the worker, however busy the processors are
        trouble_here(file)
    else:
        trouble_there(file)
    return read_file(file)

def trouble_here(file): pass
def trouble_there(file): pass
reading.read_file = read_and_note

def look():
    found = reading.read_files(tree.files)
    assert found == alone and repr(found) == repr(alone)
    look_behind()

def look_behind():
    assert set(os.listdir("/proc/self/fd")) == open_before
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        print("nobody is left", len(here) < len(alone))
"""
"""Reads the worked example by one process and by two; tells whether the second took work off the first."""


def run_program(code: str, *arguments: str) -> str:
    """What a program of its own says; it has to end well."""
    command = [sys.executable, "-c", _SHARED + code, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.parametrize("files", ["sound", "faulty"])
def test_two_processes_find_what_one_finds(files: str) -> None:
    """Each file's record, findings and names in the same order, the same verdict, faulty files among them."""
    code = """
from nstgov.check import check_tree
look()
two = check_tree(tree, TODAY)
two_processes.usable_workers = lambda: 1
assert check_tree(tree, TODAY) == two
"""
    assert run_program(code, files) == "nobody is left True\n"


def test_what_a_worker_that_ends_leaves_is_read_by_its_caller() -> None:
    """The worker ends in the middle of its share, without a word on the terminal: the same is found, by one process."""
    code = """
count = 0
def trouble_there(file):
    global count
    count += 1
    if count == 10:
        exec(trouble)
kill = "os.kill(os.getpid(), signal.SIGKILL)"
for trouble in (kill, "raise MemoryError", "raise KeyboardInterrupt", "os._exit(3)", "sys.exit(3)"):
    look()
"""
    assert run_program(code, "faulty").count("nobody is left") == 5


@pytest.mark.long
def test_what_a_worker_answers_is_taken_only_where_it_makes_sense() -> None:
    """Other bytes, other things, too few of them, half an answer, none at all: those files are read once more."""
    code = """
usual = two_processes.pack_lists
def cut(lists, told):
    usual(lists, told)
    told.flush()
    os.ftruncate(told.fileno(), os.fstat(told.fileno()).st_size * 2 // 3)
def fail(lists, told):
    raise OSError("no space left")
for answer in (
    lambda lists, told: told.write(b"what is this?"),
    lambda lists, told: usual(([1, 2] for _ in lists), told),
    lambda lists, told: usual((found[:1] for found in lists), told),
    lambda lists, told: usual((tuple(found) for found in lists), told),
    lambda lists, told: usual(({} for found in lists), told),
    cut,
    fail,
):
    two_processes.pack_lists = answer
    look()
"""
    assert run_program(code).count("nobody is left") == 7


@pytest.mark.long
def test_without_another_process_one_reads_all() -> None:
    """The machine gives no process, or no memory to tell through, or tells nobody of an end: the same is found."""
    code = """
def refuse(*_): raise OSError("not now")
usual = os.fork, os.memfd_create
os.fork = refuse
look()
os.fork, os.memfd_create = usual[0], refuse
look()
os.memfd_create = usual[1]
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
look()
"""
    assert run_program(code).splitlines() == ["nobody is left False"] * 3


def test_a_worker_ends_with_the_reading_of_its_caller() -> None:
    """Ctrl+C or anything else breaks the reading off: no process is left, no open file, and nothing is said twice."""
    code = """
def trouble_here(file): raise KeyboardInterrupt
def trouble_there(file): time.sleep(60)
try:
    reading.read_files(tree.files)
except KeyboardInterrupt:
    look_behind()
"""
    assert run_program(code) == "nobody is left True\n"
