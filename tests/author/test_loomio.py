"""Bringing a group from Loomio: circles, people, what was proposed; what stays there is counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from nstgov.author.loomio_export import read_prose
from nstgov.author.sheet_cells import Notes
from nstgov.records import Circle, Outside, Version
from nstgov.store.checkout import read_checkout
from nstgov.store.reading import read_movement
from tests.commands import Nst, Outcome

EXPORT = Path(__file__).parent / "exports" / "garden.jsonl"


def _bring(nst: Nst, tmp_path: Path, file: Path, *options: str) -> Outcome:
    (tmp_path / "here").mkdir(exist_ok=True)
    return nst("import", "loomio", file, "--since", "2026-08-22", "--no-input", *options, cwd=tmp_path / "here")


def test_a_group_comes_over(nst: Nst, tmp_path: Path) -> None:
    """Groups are circles with their members; a proposal with an outcome is a decision from elsewhere."""
    done = _bring(nst, tmp_path, EXPORT)
    assert done.code == 0, done.text
    movement = read_movement(read_checkout(tmp_path / "here"))
    circles = {one.circle: (one.parent, one.aim, sorted(one.members)) for one in movement.find_all(Circle)}
    assert circles == {
        "garden-co-op": (None, "We grow **food**.", ["ana-ruiz", "ben-okafor", "chi-tran", "dee-marsh"]),
        "compost": ("garden-co-op", "Good soil.", ["ana-ruiz", "ana-ruiz-2", "chi-tran"]),
    }
    versions = {version.proposal: version for version in movement.find_all(Version)}
    assert set(versions) == {"water-by-a-rota", "turn-the-heap-in-spring"}
    water = versions["water-by-a-rota"]
    assert water.text.strip() == (
        "Each house waters for one week.\n\n- in order\n- by the list (https://example.org/list)"
    )
    assert water.need.strip() == "In August nobody is here."
    assert "We begin in July." in water.reasons
    assert (water.asks, water.imported) == (("garden-co-op",), "loomio/p/pK1, 2021-06-09")
    assert versions["turn-the-heap-in-spring"].asks == ("compost",)
    assert water.authors in {("ana-ruiz",), (Outside(name="Ana Ruiz", outside=True),)}
    assert set(movement.decisions) == {"water-by-a-rota"}
    assert nst("check", cwd=tmp_path / "here").code == 0


def test_what_stays_there_is_counted_and_nothing_private_comes(nst: Nst, tmp_path: Path) -> None:
    """Closed groups and talks, voices, comments, other askings, half lines; no address, account or token is written."""
    done = _bring(nst, tmp_path, EXPORT)
    for words in (
        "groups that were closed to others (--also-closed brings them): 1",
        "proposals that were closed to others (--also-closed brings them): 1",
        "voices, which are nobody's consent here: 1",
        "rows of comments: 1",
        "askings of the kind meeting, which is none of consent: 1",
        "lines that could not be read: 1 (line 30)",
        "told apart by a number: Ana Ruiz 2",
    ):
        assert words in done.out
    written = "".join(path.read_text() for path in (tmp_path / "here").rglob("*.yml"))
    for private in ("example.org/", "secret-token", "account:", "Staff", "Pay each", "alert("):
        assert private not in written.replace("https://example.org/list", "")
    more = _bring(nst, tmp_path, EXPORT, "--also-closed")
    assert more.code == 0, more.text
    assert "1 brought from elsewhere, 0 of them decided there; 2 on record already." in more.out


def test_the_same_export_again_changes_nothing(nst: Nst, tmp_path: Path) -> None:
    """Circles, people and proposals are known again."""
    _bring(nst, tmp_path, EXPORT)
    before = {path: path.read_bytes() for path in (tmp_path / "here").rglob("*.yml")}
    again = _bring(nst, tmp_path, EXPORT)
    assert again.code == 0, again.text
    assert "Nothing was written." in again.out
    assert {path: path.read_bytes() for path in (tmp_path / "here").rglob("*.yml")} == before


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[" * 100_000,
        '{"table": "groups"}',
        '{"table": ["groups"], "record": {}}',
        '{"table": "comments", "record": {"id": 1}}',
        "circle,person\nGarden,Ana\n",
    ],
)
def test_what_is_no_export_is_told(nst: Nst, tmp_path: Path, text: str) -> None:
    """Exit 2, how an export is made, and nothing written."""
    (tmp_path / "export.json").write_text(text)
    done = _bring(nst, tmp_path, tmp_path / "export.json")
    assert done.code == 2
    assert "no export of Loomio" in done.err
    assert list((tmp_path / "here").iterdir()) == []


def test_hostile_rows_do_no_harm(nst: Nst, tmp_path: Path) -> None:
    """Lists for ids, groups above each other in a ring, numbers for names: told, never a traceback."""
    ring = (
        '{"table": "groups", "record": {"id": 1, "name": "A1", "parent_id": 2, "is_visible_to_public": true}}\n'
        '{"table": "groups", "record": {"id": 2, "name": "B2", "parent_id": 1, "is_visible_to_public": true}}\n'
        '{"table": "groups", "record": {"id": [3], "name": 5, "parent_id": {}, "is_visible_to_public": true}}\n'
    )
    (tmp_path / "export.json").write_text(ring)
    done = _bring(nst, tmp_path, tmp_path / "export.json")
    assert done.code == 2
    assert "form a ring" in done.err


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("<h2>A</h2><p>b<br>c &amp; d</p>", "## A\n\nb\nc & d"),
        ("<a href='javascript:x'>y</a><style>z</style>", "y"),
        ("<p>un<b>closed", "un**closed"),
        ("<p>a &lt; b</p>", "a < b"),
    ],
)
def test_html_becomes_markdown(given: str, plain: str) -> None:
    """What makes a page move stays away, and what is broken is read as far as it goes."""
    assert read_prose(given, "html", Notes()).strip() == plain
