"""One evening can be recorded as it was: every act with the date of that day, and nothing found at fault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from nstgov.change_check import check_change
from nstgov.findings import Verdict
from nstgov.records import FileState, PathChange
from nstgov.report.why import build_proof
from nstgov.store.comparison import Comparison
from tests.properties.evenings import TONIGHT, Evening, evenings
from tests.properties.moves import on_day
from tests.record import check_files, movement_from, tree_of

NIGHT = on_day(TONIGHT)


def faults(verdict: Verdict) -> list[str]:
    """What a verdict found, advice aside."""
    return [f"{one.code} {one.place.file}: {one.message}" for one in verdict.diagnostics if one.severity != "advice"]


def landing(before: Mapping[str, str], after: Mapping[str, str], days: int) -> Verdict:
    """The verdict on a change that adds files, some days after that evening."""
    steps = tuple(PathChange(path, None, FileState("100644", "")) for path in sorted(after.keys() - before.keys()))
    lands = NIGHT + timedelta(days)
    return check_change(Comparison(tree_of(before), tree_of(after), steps, dict), lands, lands)


def unproven(evening: Evening) -> Iterator[str]:
    """The decisions of which the proof does not hold."""
    texts = evening.tale.texts()
    movement, verdict = movement_from(tree_of(texts)), check_files(texts, NIGHT)
    for id_, folder in sorted(movement.decisions.items()):
        proof = build_proof(movement, id_, NIGHT, verdict) if folder.decision else None
        if folder.decision and (proof is None or proof.holds is not True):
            yield f"why {id_}"


def wrong_of(evening: Evening, cut: int) -> list[str]:
    """All that is at fault in an evening: as a whole, by its proofs, landing at once, and the rest of it later."""
    texts = evening.tale.texts()
    tonight = [path for path in texts if path not in evening.before]
    behind = {path: text for path, text in texts.items() if path in evening.before}
    first = {**behind, **{path: texts[path] for path in tonight[: cut % (len(tonight) + 1)]}}
    return [
        *faults(check_files(texts, NIGHT)),
        *unproven(evening),
        *faults(landing(behind, texts, 0)),
        *faults(landing(first, texts, 1)),
    ]


@given(evenings(), st.integers(0, 100))
def test_an_honest_evening_is_clean_before_and_after_it_landed(evening: Evening, cut: int) -> None:
    """In whatever mixture acts of one day come, nothing is at fault, and each decision has its whole proof."""
    assert wrong_of(evening, cut) == []
