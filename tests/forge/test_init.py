"""`nstgov init` writes the judge for a forge, and `init --update` keeps current what nobody changed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nstgov.author.forges import add_checksum_line, build_forge_files, is_unchanged
from tests.commands import Nst
from tests.forge.forge import JUDGE

PIN = ".github/nstgov/nstgov.pin"
PACKAGE = f"https://example.org/nstgov@{'ab' * 20}"


@pytest.fixture
def begun(nst: Nst, tmp_path: Path) -> Path:
    """A movement that has just begun, with what its forge needs."""
    assert nst("init", "--no-input", "--package", PACKAGE, cwd=tmp_path).code == 0
    return tmp_path


@pytest.mark.parametrize(
    ("forge", "file"),
    [("github", JUDGE), ("gitlab", ".gitlab-ci.yml"), ("forgejo", ".forgejo/workflows/nstgov-judge.yml")],
)
def test_the_forge_that_is_named_is_set_up(nst: Nst, tmp_path: Path, forge: str, file: str) -> None:
    """Its workflows are written, no other forge's, and the rules are kept."""
    assert nst("init", "--no-input", "--forge", forge, cwd=tmp_path).code == 0
    assert (tmp_path / file).is_file()
    assert {path.name for path in tmp_path.glob(".*") if path.is_dir()} <= {f".{forge}"}
    assert nst("check").code == 0


def test_no_forge_writes_nothing_for_one(nst: Nst, tmp_path: Path) -> None:
    """`--forge none` is a movement without any workflow."""
    assert nst("init", "--no-input", "--forge", "none", cwd=tmp_path).code == 0
    assert not (tmp_path / ".github").exists()
    assert nst("init", "--update").code == 2


def test_which_nstgov_judges_is_said_or_asked_for(nst: Nst, tmp_path: Path) -> None:
    """A package that is named stands in the pin; where none is known the next step is told; nonsense is refused."""
    (tmp_path / "one").mkdir()
    assert "--package REPOSITORY@COMMIT" in nst("init", "--no-input", cwd=tmp_path / "one").out
    assert nst("init", "--update", "--package", PACKAGE).code == 0
    assert f"\ncommit={'ab' * 20}\n" in (tmp_path / "one" / PIN).read_text()
    for wrong in ("nstgov", "https://example.org/nstgov@main", "ext::sh -c x@" + "ab" * 20):
        assert nst("init", "--update", "--package", wrong).code == 2


def test_what_nobody_changed_is_renewed(nst: Nst, begun: Path) -> None:
    """A file as an older nstgov wrote it becomes today's; what is today's already is left in peace."""
    today = (begun / JUDGE).read_text()
    (begun / JUDGE).write_text(add_checksum_line("name: as it was once\n"))
    updated = nst("init", "--update")
    assert updated.code == 0
    assert f"{JUDGE}: renewed" in updated.out
    assert (begun / JUDGE).read_text() == today
    assert "up to date" in nst("init", "--update").out


def test_what_somebody_changed_is_theirs(nst: Nst, begun: Path) -> None:
    """One changed byte, a file of their own or a link: it stays, and is told."""
    changed = (begun / JUDGE).read_text().replace("timeout-minutes: 20", "timeout-minutes: 21")
    (begun / JUDGE).write_text(changed)
    script = begun / ".github/nstgov/judge.sh"
    script.write_text("echo ours\n")
    comment = begun / ".github/nstgov/comment.sh"
    comment.unlink()
    comment.symlink_to("/dev/null")
    updated = nst("init", "--update")
    assert updated.out.count("left as it is") == 3
    assert (begun / JUDGE).read_text() == changed
    assert script.read_text() == "echo ours\n"
    assert comment.is_symlink()


def test_an_update_keeps_the_pin_when_it_knows_no_other(nst: Nst, begun: Path) -> None:
    """Which nstgov judges is never taken away by an update."""
    nst("init", "--update")
    assert f"commit={'ab' * 20}" in (begun / PIN).read_text()


def test_an_update_never_writes_through_a_linked_folder(
    nst: Nst, begun: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Where the folder is a link to elsewhere, nothing is written there."""
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "github"
    (begun / ".github").rename(elsewhere)
    (begun / ".github").symlink_to(elsewhere)
    (elsewhere / "nstgov/judge.sh").write_text(add_checksum_line("old\n"))
    assert "left as it is" in nst("init", "--update").out
    assert (elsewhere / "nstgov/judge.sh").read_text() == add_checksum_line("old\n")


def test_code_owners_are_the_members_of_each_circle(nst: Nst, example: Path) -> None:
    """An update names the accounts of those who are members today, and of nobody else."""
    assert nst("init", "--update", "--forge", "github", "--package", PACKAGE, cwd=example).code == 0
    owners = example / ".github/CODEOWNERS"
    yard = "/circles/three-bridges/weavers-yard/ "
    (named,) = [line.removeprefix(yard) for line in owners.read_text().splitlines() if line.startswith(yard)]
    founders = set(re.findall(r"account: ([\w-]+)", (example / f"{yard.strip()[1:]}circle.yml").read_text()))
    assert set(named.split()) == {"@anapopescu-yard", "@clarahof", "@mohandas-yard", "@zeynepy"}
    assert founders - {name.removeprefix("@") for name in named.split()} == {"tariq-az"}, "he has left"
    founding = example / "circles/new-street/circle.yml"
    founding.parent.mkdir()
    people = "".join(f"  new-{n}: {{name: New {n}, account: new{n}}}\n" for n in "abcd")
    voices = "".join(f"  new-{n}: consent\n" for n in "abcd")
    founding.write_text(
        f"name: New\nlevel: friend\naim: To see.\nopened: 2026-11-01\nmembers:\n{people}voices:\n{voices}"
        "entered_by: new-a\n"
    )
    nst("init", "--update", "--package", PACKAGE)
    assert "/circles/new-street/ @newa @newb @newc @newd\n" in owners.read_text()


def test_a_stamp_tells_one_changed_byte() -> None:
    """Line ends that a checkout turned do not count; anything else does."""
    for text in build_forge_files("github", None).values():
        assert is_unchanged(text)
        assert is_unchanged(text.replace("\n", "\r\n"))
        assert not is_unchanged(text + " ")
        assert not is_unchanged(text.partition("\n")[2])


def test_a_new_movement_begins_with_members_who_bring_and_proof_that_rises(nst: Nst, tmp_path: Path) -> None:
    """What speaks for others is brought by members, and the farther apart people are the better it is proven."""
    assert nst("init", "--no-input", "--forge", "none", cwd=tmp_path).code == 0
    rules = (tmp_path / "ground-rules/1.yml").read_text()
    assert "brought_by: members\n" in rules
    assert "proof: {friend: declared, regional: heard, continental: confirmed, global: signed}\n" in rules
    assert nst("check").code == 0
