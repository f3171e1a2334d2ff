"""`nstgov check --fix`: what has one right answer is mended, in drafts only, and never what somebody spoke of."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from nstgov.author.form_fixes import fix_form
from tests.commands import Nst, committed, git_in
from tests.record import example_record

DRAFT = "proposals/benches/v1.yml"
TEXT = """title: A bench at the stop
kind: policy
authors: [ana-popescu, bao-nguyen, clara-hoffmann, dawit-bekele]
submitted: 2026-11-20
asks: [weavers-yard]
affects: [weavers-yard]
need: People who wait for the bus stand there for twenty minutes, also those who cannot.
reasons: A bench is what lets everybody wait, and the yard has the wood for it.
text: |
  We build one bench.  
  It stands in the shade.
might_hurt: Who parks there now; there is room behind the yard.
sunset: 2027-11-20
review: 2027-05-20
judged_by: [people sit on it]
"""  # noqa: W291 (two blanks break a line of Markdown)
CIRCLE = "circles/weavers-yard/circle.yml"
FOUNDED = """name: Weavers Yard
level: friend
aim: A yard in which everybody has a place.
opened: 2026-03-01
members:
  ana-popescu: {name: Ana Popescu}
  bao-nguyen: {name: Bao Nguyen}
  clara-hoffmann: {name: Clara Hoffmann}
  dawit-bekele: {name: Dawit Bekele}
voices: {ana-popescu: consent, bao-nguyen: consent, clara-hoffmann: consent, dawit-bekele: consent}
entered_by: ana-popescu
"""


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A movement of one circle, so that a hundred checks are quick."""
    root = tmp_path / "here"
    for path in ("nstgov.yml", "ground-rules/1.yml"):
        _draft(root, example_record()[path], path)
    _draft(root, FOUNDED, CIRCLE)
    return root


def _draft(folder: Path, text: str | bytes, path: str = DRAFT) -> Path:
    place = folder / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(text if isinstance(text, bytes) else text.encode())
    return place


def test_the_draft_of_these_tests_is_right(nst: Nst, example: Path) -> None:
    """The honest twin: nothing is found and nothing is to be mended, two blanks inside a text among it."""
    place = _draft(example, TEXT)
    found = nst("check", "--fix", DRAFT, cwd=example)
    assert found.code == 0, found.text
    assert found.err == ""
    assert place.read_text() == TEXT


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (TEXT.replace("\n", "\r\n"), "line ends are plain"),
        (f"\ufeff{TEXT}", "signs that nobody sees are gone"),
        (TEXT.replace("A bench", "A be\u200bnch"), "signs that nobody sees are gone"),
        (TEXT.rstrip("\n"), "the last line has an end"),
        (f"{TEXT}\n\n\n", "the last line has an end"),
        (TEXT.replace("kind: policy", "kind: policy  \t"), "no blanks at the ends of lines"),
        (TEXT.replace("2026-11-20", "2026/11/20"), "line 4: 2026-11-20 instead of 2026/11/20"),
        (TEXT.replace("2027-05-20", "2027-5-20"), "line 14: 2027-05-20 instead of 2027-5-20"),
        (TEXT.replace("review: 2027-05-20", 'review: "2027.05.20"'), "line 14: 2027-05-20"),
        (TEXT.replace("[weavers-yard]", "[Weavers-Yard]"), "line 5: weavers-yard instead of Weavers-Yard"),
        (TEXT.replace("kind: policy", "Kind: Policy"), "line 2: kind instead of Kind"),
        (TEXT.replace("ana-popescu", "ANA-popescu"), "line 3: ana-popescu instead of ANA-popescu"),
    ],
)
def test_what_has_one_right_answer_is_mended(nst: Nst, example: Path, broken: str, says: str) -> None:
    """The file then says what the honest one says; what was done is told."""
    place = _draft(example, broken)
    found = nst("check", "--fix", DRAFT, cwd=example)
    assert found.code == 0, found.text
    assert says in found.err
    assert place.read_text().replace('"', "") == TEXT
    assert nst("check", "--fix", DRAFT, cwd=example).err == ""


def test_letters_are_put_together(nst: Nst, example: Path) -> None:
    """A letter written in pieces becomes the one that it shows."""
    place = _draft(example, TEXT.replace("A bench", "Cafe\u0301 bench"))
    assert nst("check", "--fix", DRAFT, cwd=example).code == 0
    assert "Café bench" in place.read_text()


@pytest.mark.parametrize(
    "unclear",
    [
        TEXT.replace("2027-05-20", "20.5.2027"),
        TEXT.replace("2027-05-20", "2027-13-20"),
        TEXT.replace("ana-popescu", "Nobody-Here"),
        TEXT.replace("A bench", "A\u2028bench"),
        TEXT.replace("A bench", "A\rbench"),
        TEXT.replace("sunset: 2027-11-20\n", ""),
        TEXT.replace("title:", "\ttitle:"),
        "",
        "\0",
        "[" * 30_000,
        "Title: &a [*a]\n",
    ],
)
def test_what_only_a_person_knows_stays(nst: Nst, example: Path, unclear: str) -> None:
    """The file keeps its bytes and the verdict says what is to be done."""
    place = _draft(example, unclear)
    found = nst("check", "--fix", DRAFT, cwd=example)
    assert found.code == 1
    assert place.read_bytes() == unclear.encode()


def test_a_diff_shows_and_writes_nothing(nst: Nst, example: Path) -> None:
    """Exit 1 where something would be mended, 0 where nothing would."""
    broken = TEXT.replace("2027-05-20", "2027-5-20").rstrip("\n")
    place = _draft(example, broken)
    shown = nst("check", "--fix", "--diff", cwd=example)
    assert shown.code == 1
    assert f"--- a/{DRAFT}\n+++ b/{DRAFT}\n" in shown.out
    assert "\n-review: 2027-5-20\n" in shown.out
    assert "\n+review: 2027-05-20\n" in shown.out
    assert "\\ No newline at end of file" in shown.out
    assert place.read_text() == broken
    place.write_text(TEXT)
    assert nst("check", "--fix", "--diff", cwd=example).code == 0


@pytest.mark.parametrize("branch", ["main", "work"])
def test_what_has_landed_is_never_touched(nst: Nst, example: Path, branch: str) -> None:
    """On main it stays, from whatever branch one looks, also changed; on a branch of its own it is a draft."""
    landed, draft = TEXT.replace("\n", "\r\n"), "proposals/chairs/v1.yml"
    place = _draft(example, landed)
    committed(example)
    git_in(example, "checkout", "-q", "-B", branch)
    place.write_bytes(f"{landed}\r\n".encode())
    other = _draft(example, landed, draft)
    nst("check", "--fix", cwd=example)
    assert place.read_bytes() == f"{landed}\r\n".encode()
    assert other.read_text() == TEXT
    if branch == "work":
        other.write_bytes(landed.encode())
        git_in(example, "add", "-A")
        git_in(example, "commit", "-qm", "a draft")
        nst("check", "--fix", cwd=example)
        assert other.read_text() == TEXT


def test_what_somebody_spoke_of_stays(nst: Nst, example: Path) -> None:
    """A round names the bytes of a version, so they stay as they are, landed or not."""
    import hashlib

    broken = TEXT.rstrip("\n").encode()
    place = _draft(example, broken)
    said = f"version: 1\nsha256: {hashlib.sha256(broken).hexdigest()}\nhow: meeting\nvoices: {{ana-popescu: consent}}\n"
    _draft(example, f"{said}entered_by: ana-popescu", "proposals/benches/rounds/2026-11-21.weavers-yard.yml")
    nst("check", "--fix", cwd=example)
    assert place.read_bytes() == broken


def test_where_git_does_not_tell_nothing_is_touched(nst: Nst, example: Path, tmp_path: Path) -> None:
    """A movement in a folder of somebody else's repository: exit 3, with the next step."""
    git_in(tmp_path, "init", "-q")
    place = _draft(example, TEXT.rstrip("\n"))
    found = nst("check", "--fix", cwd=example)
    assert found.code == 3
    assert "git repository" in found.err
    assert place.read_text() == TEXT.rstrip("\n")


def test_a_link_is_not_followed(nst: Nst, example: Path, tmp_path: Path) -> None:
    """What lies behind a link is not a draft of this movement."""
    outside = tmp_path / "outside.yml"
    outside.write_text(TEXT.rstrip("\n"))
    (example / DRAFT).parent.mkdir(parents=True)
    (example / DRAFT).symlink_to(outside)
    nst("check", "--fix", cwd=example)
    assert outside.read_text() == TEXT.rstrip("\n")


@pytest.mark.parametrize(
    "options", [("--diff",), ("--fix", "--base", "HEAD", "--head", "HEAD"), ("--watch", "--head", "HEAD")]
)
def test_options_that_do_not_go_together_are_told(nst: Nst, example: Path, options: tuple[str, ...]) -> None:
    """Wrong use ends with 2 and says what goes with what."""
    assert nst("check", *options, cwd=example).code == 2


def test_form_is_mended_once_and_for_all() -> None:
    """A second mending finds nothing; what is no text stays."""
    for data in (b"a: 1  \r\nb: |\r\n  x  \r\n  y", b"\xff\xfe", b"x" * (1 << 19), b"a: [\r\n", "e\u0301: 1".encode()):
        once = fix_form(data)
        assert fix_form(once.data) == (once.data, ())
    assert fix_form(b"\xff\xfe").data == b"\xff\xfe"
    assert fix_form(b"a: |\r\n  x  \r\n  y").data == b"a: |\n  x  \n  y\n"


def test_watching_judges_again_after_every_change(nst: Nst, example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is broken is told, what is mended too; a folder that cannot be read does not end it."""

    def change_thrice(_root: Path) -> Iterator[None]:
        _draft(example, TEXT.replace("kind", "kin"))
        yield
        shutil.rmtree(example / "circles")
        (example / "nstgov.yml").rename(example / "away")
        for name in ("proposals", "decisions", "ground-rules"):
            shutil.move(example / name, example / f"{name}-away")
        yield
        raise KeyboardInterrupt

    monkeypatch.setattr("nstgov.cli.folder_watch.watch_changes", change_thrice)
    found = nst("check", "--watch", cwd=example)
    assert "the rules of consent are kept" in found.out
    assert "Did you mean `kind`?" in found.out
    assert "Ctrl+C" in found.err
    assert found.code in {3, 4}
