"""Signatures found beside records: with which keys, for which place, and what happens where they cannot be checked."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from nstgov import proof
from nstgov.check import read_proven_movement
from nstgov.lifecycle.derived import is_answered
from nstgov.lifecycle.membership import compute_membership
from nstgov.proof import verify_all
from nstgov.records import Founder, Movement
from nstgov.records.ground_rules import Registrar
from tests.building import circle, edition, held, said, signed
from tests.proving import confirmed
from tests.record import ROOT, TODAY, check_files, example_record, tree_of
from tests.signing import key_line
from tests.signing import signed as sealed

REPOSITORY = "9f0c6a9f0c6a9f0c6a9f0c6a9f0c6a00"
ROUND = held("trees", "2026-04-20", said("ana ben"))
ATTESTED = confirmed(ROUND, "ben")
TEXTS = {ROUND.file: b"version: 1\n", ATTESTED.file: b"forge: example.org\n"}


def _movement(*, repository: str = REPOSITORY) -> Movement:
    rules = edition(registrars=(Registrar(name="forge", key=key_line("forge")),))
    oak = replace(circle("oak"), members={"ana": Founder(name="Ana", keys=(key_line("ana"),))})
    beside = [signed(ROUND, "ana"), signed(ATTESTED, "forge"), signed(ROUND, "ben")]
    records = [replace(rules, repository_id=repository), oak, ROUND, ATTESTED, *beside]
    return Movement(records)


def _contents(ana: str = "ana", forge: str = "forge", place: str = ROUND.file) -> dict[str, bytes]:
    seals = {
        signed(ROUND, "ana").file: sealed(ana, TEXTS[ROUND.file], f"nstgov:{REPOSITORY}:{place}"),
        signed(ROUND, "ben").file: sealed("ana", TEXTS[ROUND.file], f"nstgov:{REPOSITORY}:{place}"),
        signed(ATTESTED, "forge").file: sealed(forge, TEXTS[ATTESTED.file], f"nstgov:{REPOSITORY}:{ATTESTED.file}"),
    }
    return {**TEXTS, **seals}


def test_people_sign_records_and_registrars_sign_confirmations() -> None:
    """Each with a key of their own; the key of one says nothing for another, nor a copied signature."""
    found = verify_all(_movement(), _contents())
    assert [found[signed(*pair).file].trouble for pair in ((ROUND, "ana"), (ATTESTED, "forge"), (ROUND, "ben"))] == [
        "",
        "",
        "it was made with another key",
    ]
    swapped = verify_all(_movement(), _contents(ana="forge", forge="ana"))
    assert all(one.trouble == "it was made with another key" for one in swapped.values())


def test_a_signature_is_bound_to_its_repository_and_place() -> None:
    """The same signature beside another record, or in another repository, proves nothing and says why."""
    moved = verify_all(_movement(), _contents(place="proposals/trees/rounds/2026-04-21.oak.yml"))
    assert moved[signed(ROUND, "ana").file].trouble == "it was made for another record"
    elsewhere = verify_all(_movement(repository="0" * 32), _contents())
    assert elsewhere[signed(ROUND, "ana").file].trouble == "it was made for another repository"
    nowhere = verify_all(_movement(repository=""), _contents())
    assert "repository_id" in nowhere[signed(ROUND, "ana").file].trouble


def test_what_stands_beside_no_record_is_left_to_the_rule_about_that() -> None:
    """There are no bytes to check it against."""
    contents = _contents()
    del contents[ROUND.file]
    assert list(verify_all(_movement(), contents)) == [signed(ATTESTED, "forge").file]


WITH_A_SIGNATURE = {**example_record(), "proposals/monday-soup/v1.yml.carla-santos.sig": "no signature at all\n"}


def test_where_signatures_cannot_be_checked_the_verdict_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """It names the rules and what to install, and never takes an unchecked signature for a good one."""
    monkeypatch.setattr(proof, "is_possible", lambda: False)
    verdict = check_files(WITH_A_SIGNATURE)
    assert ("T01 to T05", "signatures need one more package: pip install cryptography") in verdict.not_judged
    assert read_proven_movement(tree_of(WITH_A_SIGNATURE)).proven is None
    assert not any("T01" in codes for codes, _ in check_files(example_record(), TODAY).not_judged)


def test_a_signature_that_is_none_is_found_beside_its_record() -> None:
    """It stands beside a record of its person and proves nothing."""
    found = [one for one in check_files(WITH_A_SIGNATURE).diagnostics if one.place.file.endswith(".sig")]
    assert [one.code for one in found] == ["T02"]
    assert "from its first line to its last" in found[0].message


def test_a_record_without_signatures_needs_no_arithmetic() -> None:
    """Judging one does not even load the package."""
    code = (
        "import sys\nfrom nstgov.cli import program\nprogram.run_command_line(['check'])\n"
        "sys.exit(7 if 'cryptography' in sys.modules else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_what_was_looked_at_to_tell_whose_acts_they_are_is_not_worked_out_again() -> None:
    """Whoever asks next who sits where finds the answer there, whether every act counts or not."""
    files = example_record()
    asked = {path: text.replace("friend: declared", "friend: signed") for path, text in files.items()}
    for record, is_whole in ((files, True), (asked, False)):
        told = read_proven_movement(tree_of(record))
        assert (told.uncounted == {}) == is_whole
        assert is_answered(told, compute_membership)
