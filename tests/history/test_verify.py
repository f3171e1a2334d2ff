"""`nstgov verify` on real git: a record or a page against what landed."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.commands import Nst
from tests.history.forge import ASKS, TREES, Forge, asks, begun, digest, git


@pytest.fixture
def forge(tmp_path: Path) -> Forge:
    """A forge with a small movement on main."""
    return Forge(tmp_path)


def page(commit: str, path: str, sha256: str) -> str:
    """The part of a published page that says where it is from."""
    return (
        f'<p>Last changed, in this commit: <code class="hash commit">{commit}</code></p>'
        f'<ul class="files"><li><code>{path}</code><br><code class="hash small">{sha256}</code></li></ul>'
    )


def test_a_record_that_landed_and_was_not_touched_holds(nst: Nst, forge: Forge) -> None:
    """The hash, the commit in which it landed, and that nobody touched it since."""
    outcome = nst("-C", forge.founder.folder, "verify", TREES)
    commit = forge.founder.git("rev-parse", "HEAD")
    assert outcome.code == 0
    assert digest(begun()[TREES]) in outcome.out
    assert f"landed in commit {commit[:12]} and has not been touched since" in outcome.out


def test_the_stock_commands_show_the_same(nst: Nst, forge: Forge) -> None:
    """What is printed can be run as it stands, and gives the same hash and the same commit."""
    me = forge.founder
    commands = json.loads(nst("-C", me.folder, "verify", TREES, "--format", "json").out)["commands"]
    said = [
        subprocess.run(["bash", "-c", command], cwd=me.folder, capture_output=True, check=True, text=True).stdout
        for command in commands
    ]
    assert said[0].splitlines() == [me.git("log", "-1", "--format=%h %cs")]
    assert said[1].split()[0] == digest(begun()[TREES])


def test_what_was_changed_on_disk_on_main_or_never_landed_does_not_hold(nst: Nst, forge: Forge) -> None:
    """Each is told apart, and ends with 1."""
    me = forge.founder
    me.write({ASKS: asks("Nothing."), "circles/oak/2026-11-20.asks.yml": asks("New.")})
    changed = nst("-C", me.folder, "verify", ASKS)
    assert (changed.code, "and what is shown has" in changed.out) == (1, True)
    new = nst("-C", me.folder, "verify", "circles/oak/2026-11-20.asks.yml")
    assert (new.code, "is not in that commit" in new.out) == (1, True)
    commit = me.commit()
    altered = nst("-C", me.folder, "verify", ASKS)
    assert (altered.code, f"altered, removed or lost in {commit[:12]}" in altered.out) == (1, True)


def test_a_page_is_held_against_the_commit_it_names(nst: Nst, forge: Forge) -> None:
    """A true page holds, also after more has landed; a forged hash or a commit of no main line does not."""
    me = forge.founder
    commit = me.git("rev-parse", "HEAD")
    me.adds({"circles/oak/2026-11-20.asks.yml": asks("New.")})
    me.branch("aside").adds({"notes.md": "x\n"})
    aside = me.git("rev-parse", "HEAD")
    me.git("switch", "-q", "main")
    file = forge.place / "index.html"
    for text, code in (
        (page(commit, TREES, digest(begun()[TREES])), 0),
        (page(commit, TREES, "0" * 64), 1),
        (page(aside, TREES, digest(begun()[TREES])), 1),
        (page(commit, "circles/oak/2026-11-20.asks.yml", digest(asks("New."))), 1),
        ("<p>Hello</p>", 2),
        (page("0" * 40, TREES, "0" * 64), 3),
    ):
        file.write_text(text)
        assert nst("-C", me.folder, "verify", file).code == code, text


def test_a_page_of_the_real_site_is_understood() -> None:
    """What the templates write is what is read here."""
    from nstgov.report.verification import parse_page

    template = Path("nstgov/publish/templates/parts.html").read_text(encoding="utf-8")
    assert '<code class="hash commit">{{ last.commit }}</code>' in template
    assert '<code class="hash commit">{{ commit }}</code>' in template
    assert "<code>{{ f.path }}</code>" in template
    assert '<code class="hash small">{{ f.sha256 }}</code>' in template
    found = parse_page(page("a" * 40, TREES, "b" * 64))
    assert found is not None
    assert found.files == {TREES: "b" * 64}


def test_what_cannot_be_verified_is_never_called_good(nst: Nst, forge: Forge, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a shallow clone, in a folder without a history, without git: exit code 3, and the command that mends it."""
    forge.founder.adds({"circles/oak/2026-11-20.asks.yml": "for: A ladder.\nentered_by: ana\n"})
    forge.founder.git("push", "-q", "origin", "main")
    thin = forge.place / "thin"
    git(forge.place, "clone", "-q", "--depth=1", forge.bare.as_uri(), str(thin))
    shallow = nst("-C", thin, "verify", TREES)
    assert (shallow.code, "git fetch --unshallow" in shallow.text) == (3, True)
    forge.clone("bare-bones").git("status")
    copy = forge.place / "bare-bones"
    (copy / ".git").rename(forge.place / "its-history")
    assert nst("-C", copy, "verify", TREES).code == 3
    monkeypatch.setenv("PATH", "")
    without = nst("-C", forge.founder.folder, "verify", TREES)
    assert (without.code, "Next:" in without.text) == (3, True)
