"""`nstgov build` and `nstgov serve`."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.children import running_program
from tests.commands import Nst, Outcome, committed, example_in, git_in
from tests.desk.desking import lay_out_movement
from tests.record import ROOT, TODAY


class Built(NamedTuple):
    """A clean checkout of a movement, its site as the command made it, and what the command said."""

    movement: Path
    commit: str
    site: Path
    said: Outcome


def build_in(place: Path, movement: Path) -> Built:
    """Commit a movement and make its site by the command, in a process of its own."""
    commit = committed(movement)
    command = [sys.executable, "-m", "nstgov", "build", "--as-of", str(TODAY), "--out", str(place / "site")]
    around = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=movement, env=around, capture_output=True, text=True, check=False)
    return Built(movement, commit, place / "site", Outcome(done.returncode, done.stdout, done.stderr))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site of a clean checkout of the worked example."""
    place = tmp_path_factory.mktemp("built")
    return build_in(place, example_in(place / "movement"))


def test_a_site_is_made_and_says_where(tmp_path: Path) -> None:
    """The pages lie where they were asked for; the movement's folder stays as it was."""
    built = build_in(tmp_path, lay_out_movement(tmp_path / "movement"))
    assert built.said.code == 0
    assert "pages in" in built.said.out
    assert (built.site / "index.html").is_file()
    assert git_in(built.movement, "status", "--porcelain", "--ignored") == ""


@pytest.mark.long
def test_a_site_of_which_nothing_has_changed_is_left_as_it_stands(nst: Nst, built: Built) -> None:
    """Once nothing is too fresh to be trusted a build says so at once; a page that somebody edited is made anew."""
    command = ("build", "--as-of", str(TODAY), "--out", built.site)
    assert nst(*command, cwd=built.movement).code == 0
    assert "Nothing has changed" in nst(*command, cwd=built.movement).out
    page = built.site / "circles/index.html"
    before = page.read_bytes()
    page.write_bytes(before + b"<p>more</p>")
    assert "Made" in nst(*command, cwd=built.movement).out
    assert page.read_bytes() == before


@pytest.mark.long
def test_pages_name_a_commit_only_when_it_holds_this_very_record(nst: Nst, built: Built, tmp_path: Path) -> None:
    """Made from a clean checkout the pages name its commit; with a changed record they name none, and it is said."""
    assert built.commit in (built.site / "ground-rules/index.html").read_text()
    assert nst("init", "--no-input", "--forge", "none", tmp_path / "movement").code == 0
    settings = tmp_path / "movement/nstgov.yml"
    commit = committed(settings.parent)
    settings.write_text(settings.read_text() + "\n")
    changed = nst("build", "--out", tmp_path / "changed", cwd=settings.parent)
    assert "name no commit" in changed.out
    assert commit not in (tmp_path / "changed/ground-rules/index.html").read_text()


def test_a_folder_that_holds_something_else_is_not_written_over(nst: Nst, example: Path) -> None:
    """Building into somebody's own folder is refused, and nothing in it changes."""
    mine = example / "mine"
    mine.mkdir()
    (mine / "index.html").write_text("mine")
    refused = nst("build", "--out", mine, cwd=example)
    assert refused.code == 2
    assert [path.read_text() for path in mine.iterdir()] == ["mine"]


@pytest.mark.long
def test_the_site_is_served_at_the_address_that_is_printed(nst: Nst, tmp_path: Path) -> None:
    """After the address is printed, a browser gets the home page there; Ctrl+C ends it quietly."""
    assert nst("init", "--no-input", tmp_path / "movement").code == 0
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-u", "-m", "nstgov", "-C", str(tmp_path / "movement"), "serve", "--port", str(port)]
    with running_program(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT
    ) as server:  # fmt: skip
        address = _address(server)
        with urllib.request.urlopen(address, timeout=20) as page:  # noqa: S310 (an address on this machine)
            assert b"<h1" in page.read()
        server.send_signal(2)
        _, errors = server.communicate(timeout=20)
    assert server.returncode == 0
    assert "Traceback" not in errors


def _address(server: subprocess.Popen[str]) -> str:
    for line in server.stdout or ():
        if line.strip().startswith("http://127.0.0.1:"):
            return line.strip()
    raise AssertionError("no address was printed")


def test_a_port_that_is_taken_is_told(nst: Nst, example: Path) -> None:
    """A port in use ends with 2 and another port to try."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        refused = nst("serve", "--port", port, cwd=example)
    assert refused.code == 2
    assert "--port" in refused.err


@pytest.mark.long
def test_all_data_are_written_as_the_site_has_them(nst: Nst, built: Built, tmp_path: Path) -> None:
    """The export holds the very files that lie under data/ on the site, and says where to begin."""
    made = nst("export", "--as-of", TODAY, "--out", tmp_path / "data", cwd=built.movement)
    assert made.code == 0
    assert "index.json" in made.out
    exported = {
        f.relative_to(tmp_path / "data"): f.read_bytes() for f in (tmp_path / "data").rglob("*.*") if f.is_file()
    }
    of_site = {f.relative_to(built.site / "data"): f.read_bytes() for f in (built.site / "data").rglob("*.*")}
    exported.pop(Path(".nstgov-site"))
    of_site.pop(Path("index.html"))
    assert exported == of_site


@pytest.mark.long
def test_an_export_is_renewed_and_never_written_over_something_else(nst: Nst, example: Path) -> None:
    """Written again, what no longer belongs is taken away; somebody's own folder is refused and stays as it was."""
    place = example / "export"
    assert nst("export", cwd=example).code == 0
    (place / "old.json").write_text("[]")
    assert nst("export", cwd=example).code == 0
    assert not (place / "old.json").exists()
    mine = example / "mine"
    mine.mkdir()
    (mine / "index.json").write_text("mine")
    refused = nst("export", "--out", mine, cwd=example)
    assert refused.code == 2
    assert "--out" in refused.err
    assert [path.read_text() for path in mine.iterdir()] == ["mine"]


def test_nothing_is_exported_where_there_is_no_movement(nst: Nst, tmp_path: Path) -> None:
    """In a folder without a record it cannot be judged what there is: 3, with the way to one."""
    refused = nst("export", cwd=tmp_path)
    assert refused.code == 3
    assert not (tmp_path / "export").exists()


@pytest.mark.long
def test_a_language_without_words_is_told_and_one_that_is_none_is_refused(nst: Nst, tmp_path: Path) -> None:
    """German pages are in English and say so; the folder of a language cannot be that of something else."""
    files = {"nstgov.yml": "format: 1\ntitle: Ours\nlanguages: [de]\n", "circles/.keep": ""}
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    (tmp_path / "circles/.keep").unlink()
    told = nst("build", "--out", tmp_path / "out", cwd=tmp_path)
    assert "There are no words in de yet, so those pages are in English." in told.text
    assert '<html lang="en"' in (tmp_path / "out/index.html").read_text(encoding="utf-8")
    (tmp_path / "nstgov.yml").write_text("format: 1\ntitle: Ours\nlanguages: [circles]\n", encoding="utf-8")
    assert "Y04" in nst("check", cwd=tmp_path).text
    refused = nst("build", "--out", tmp_path / "none", cwd=tmp_path)
    assert refused.code == 2
    assert not (tmp_path / "none").exists()
