"""What the judge, the proof and the stage each say of everything that was entered as decided or chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from nstgov.findings import Diagnostic
from nstgov.lifecycle import MAKING_NOT_VALID, decision_on, term_stage
from nstgov.records import Movement
from nstgov.report.why import build_proof
from tests.record import check_files, movement_from, tree_of

LATER = date(2026, 12, 1)


class Answers(NamedTuple):
    """Three answers to one question: whether it is validly made."""

    id: str
    judge: bool
    proof: bool
    stage: bool

    @property
    def agree(self) -> bool:
        """Whether all three say the same."""
        return self.judge == self.proof == self.stage


def answers_in(files: Mapping[str, str | bytes]) -> Iterator[Answers]:
    """The answers for each decision and election on record; history from elsewhere is not judged."""
    movement, verdict = movement_from(tree_of(files)), check_files(files)
    for id_, folder in movement.decisions.items():
        state, proof = decision_on(movement, id_, LATER), build_proof(movement, id_, LATER, verdict)
        if folder.election is None and (state is None or state.stage == "imported"):
            continue
        stage = term_stage(movement, id_, LATER) if folder.election else state.stage if state else ""
        says = not any(speaks_of(movement, id_, found) for found in verdict.diagnostics)
        yield Answers(id_, says, proof is not None and proof.holds is True, stage != "not valid")


def speaks_of(movement: Movement, id_: str, found: Diagnostic) -> bool:
    """Whether a finding is one of the errors that make a decision or an election not valid, and is about this one."""
    folder = movement.decisions[id_]
    file = found.place.file
    if found.severity != "error":
        return False
    record = folder.election or folder.decision
    if record is not None and file == record.file:
        return found.code in MAKING_NOT_VALID or found.code.startswith("Y")
    version = folder.decision and f"proposals/{id_}/v{folder.decision.version}.yml"
    return file == version and found.code in MAKING_NOT_VALID
