"""How a region comes in: its record is read once, everybody is asked, and what was seen is put on record."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from benchmarks.federation_records import TOP_CIRCLE, mirror_of
from tests.commands import Nst
from tests.federate.generated import add_commit, id_of, look

NEW = "above-0--region-0"


@pytest.fixture
def top(small: Path, tmp_path: Path, own_cache: Path) -> Path:
    """A copy of the small federation."""
    assert not own_cache.exists()
    return Path(shutil.copytree(small, tmp_path / "federation"))


def _add(nst: Nst, place: Path, *more: str) -> tuple[int, str]:
    address = ("hills", "https://example.org/hills", "--joins", TOP_CIRCLE, "--by", "above-0--region-0--p-0-0")
    mirror = ("--mirrors", str(mirror_of(place, NEW)), "--as-of", "2026-03-20")
    done = nst("-C", place / "top", "federate", "add", *address, *mirror, *more)
    return done.code, done.text


def test_a_region_is_added_with_everybody_to_ask_and_is_sound_when_all_have_consented(top: Path, nst: Nst) -> None:
    """The file names its id, its top circle and each member; it is a finding until they have spoken, and then none."""
    code, said = _add(nst, top)
    assert (code, "Ask each of the 4 members of everyone" in said) == (0, True)
    path = top / "top" / "regions" / "hills.yml"
    text = path.read_text()
    assert f"repository_id: {id_of(NEW)}\ncircle: level-1-0\njoins: everyone\nsince: 2026-03-20\n" in text
    done = nst("-C", top / "top", "check", "--as-of", "2026-03-20")
    assert done.code == 1
    assert "error[F01] region-without-consent" in done.out
    path.write_text(text.replace(": absent", ": consent"))
    assert nst("-C", top / "top", "check", "--as-of", "2026-03-20").code == 0


@pytest.mark.long
def test_what_was_seen_is_written_once_and_only_of_what_is_sound(top: Path, nst: Nst) -> None:
    """A first look writes a snapshot, a second one on the same state nothing; of a broken record nothing is taken."""
    _add(nst, top)
    regions = top / "top" / "regions"
    text = (regions / "hills.yml").read_text().replace(": absent", ": consent")
    (regions / "hills.yml").write_text(text)
    first = look(nst, top, "fetch", "hills")
    assert (first.code, first.out) == (0, "hills: wrote regions/hills/snapshots/2026-03-20.yml\n")
    seen = (regions / "hills" / "snapshots" / "2026-03-20.yml").read_text()
    assert "  - person: p-0-0\n" in seen
    assert "    until: 2027-06-30\n" in seen
    assert look(nst, top, "fetch", "hills").out == "hills: as it was seen on 2026-03-20\n"
    assert nst("-C", top / "top", "check", "--as-of", "2026-03-21").code == 0
    add_commit(top, NEW, {"circles/friend-9/circle.yml": "name: Friends\n"}, "2026-03-16")
    broken = look(nst, top, "fetch", "hills")
    assert broken.code == 1
    assert broken.out.startswith("hills: at fault")
    assert len(list((regions / "hills" / "snapshots").iterdir())) == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("hills", "ext::sh", "--joins", "everyone"), "no address of a repository"),
        (("Hills!", "https://example.org/hills", "--joins", "everyone"), "is no id"),
        (("hills", "https://example.org/hills", "--joins", "nowhere"), "there is no circle nowhere"),
        (("hills", "https://localhost:1/hills", "--joins", "everyone"), "it cannot be fetched"),
    ],
)
def test_what_cannot_be_added_is_said_with_the_next_step(
    arguments: tuple[str, ...], says: str, top: Path, nst: Nst
) -> None:
    """A wrong address, id or circle, or a record that cannot be fetched: nothing is written."""
    done = nst("-C", top / "top", "federate", "add", *arguments, "--as-of", "2026-03-20")
    assert done.code == 2
    assert says in done.err.lower().replace("https://example", "")
    assert "Next:" in done.err
    assert not (top / "top" / "regions" / "hills.yml").exists()


def test_a_region_that_nobody_knows_is_said(small: Path, nst: Nst) -> None:
    """Asked for a region that is not on record, it names those that are."""
    done = look(nst, small, "check", "valley")
    assert done.code == 2
    assert "above-0, above-1" in done.err
