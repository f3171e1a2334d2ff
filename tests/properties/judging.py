"""What the check and the proof together say of a decision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from nstgov.report.reason_tree import Reason
from nstgov.report.why import build_proof
from tests.record import check_files, movement_from, tree_of

LATER = date(2026, 12, 1)


def proof_of(files: Mapping[str, str | bytes], id_: str) -> Reason | None:
    """The whole proof of a decision, long after it."""
    return build_proof(movement_from(tree_of(files)), id_, LATER, check_files(files))


def errors_in(files: Mapping[str, str | bytes], *folders: str) -> list[str]:
    """The errors that a check finds in some folders; in none given, everywhere."""
    found = (one for one in check_files(files).diagnostics if one.severity == "error")
    return [f"{one.code} {one.place.file}" for one in found if one.place.file.startswith(folders or ("",))]


def counts_as_valid(files: Mapping[str, str | bytes], id_: str) -> bool:
    """Whether nothing is at fault in a decision's folders, and its whole proof holds."""
    proof = proof_of(files, id_)
    is_proven = proof is not None and proof.holds is True
    return is_proven and not errors_in(files, f"proposals/{id_}/", f"decisions/{id_}/")
