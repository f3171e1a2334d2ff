"""The proof of a decision tells all that it rests on, in words for somebody who is new."""

from __future__ import annotations

from functools import cache

import pytest

from nstgov.findings import Verdict
from nstgov.records import Movement
from nstgov.report.why import build_proof, render_reasons
from tests.properties.judging import proof_of
from tests.properties.tale import OAK, Tale, day, rivertown, said
from tests.record import TODAY, check_files, example_record, movement_from, tree_of


@cache
def judged() -> tuple[Movement, Verdict]:
    """The worked example, and what a check finds in it."""
    return movement_from(tree_of(example_record())), check_files(example_record())


def told(id_: str) -> str:
    """The proof of a decision or proposal of the worked example, as text."""
    movement, verdict = judged()
    proof = build_proof(movement, id_, TODAY, verdict)
    assert proof is not None
    return render_reasons(proof)


@pytest.mark.parametrize(
    ("id_", "words"),
    [
        ("book-exchange", "9 of 10 members consent to version 1"),
        ("book-exchange", "Оксана Коваль was away by their own word, and need not be waited for"),
        ("orchard-charter", "version 1 was brought here from elsewhere (Charter of the Allotment Society"),
        ("orchard-charter", "and on 2026-03-28 another word was written down under their own name"),
        ("street-trees", "version 1 of 2026-01-18 came before it; consent to that one does not count here"),
        ("street-trees", "Lantern Row is represented there by Amara Okafor (lantern-row-representative-2025) and"),
        ("street-trees", '"Roots break the water pipes", raised on 2026-02-05, is resolved since 2026-02-18'),
        ("bus-stop", "was set aside by everyone in Hill Villages on 2026-05-05"),
        ("quiet-hours-2026", 'it renews "Quiet between ten at night and six in the morning" (quiet-hours-2025)'),
        ("quiet-hours-2026", "it is under reconsideration since 2026-11-09, and in force meanwhile"),
        (
            "quiet-hours-2026",
            "on 2026-11-15 Three Bridges found that it stands, and it is to be answered by 2026-11-30",
        ),
        ("quiet-hours-2025", "has been renewed"),
        ("meadow-dogs", "raised against it on 2026-04-19, is resolved since 2026-05-10: its authors took it back"),
        ("leaf-blowers", "let go on 2026-10-04: The firm has changed hands"),
        ("meeting-house-key", "meeting-house-key-box replaced it on 2026-05-04, its last day was 2026-05-03"),
        ("winter-lights", "was withdrawn on 2026-01-12: We went to the pond"),
        ("ground-rules-2", "it adopts edition 2 of the ground rules"),
        ("ask-ilona-kovacs", "it invites Ilona Kovács"),
        ("solar-on-the-school", "it is an action, and starts when"),
        ("heat-refuge", "0 of 12 members consent to version 1"),
    ],
)
def test_a_proof_says_what_a_newcomer_would_ask(id_: str, words: str) -> None:
    """Who was away, who spoke for whom, what came before, what was objected, and what has become of it."""
    assert words in told(id_)


def decided(**more: object) -> Tale:
    """A decision of Oak, on day 20."""
    tale = rivertown()
    tale.version("trees", 1, 10, **more)
    tale.round("trees", 1, "oak", 12, said(OAK))
    tale.decide("trees", 1, 20)
    return tale


def words_of(tale: Tale) -> str:
    """The proof of the decision about trees, as text."""
    proof = proof_of(tale.texts(), "trees")
    assert proof is not None
    return render_reasons(proof)


def test_a_voice_disputed_later_is_told_with_what_came_of_it() -> None:
    """As long as somebody has not spoken themselves, the decision waits for them; then it says that they have."""
    tale = decided()
    held = f"proposals/trees/rounds/{day(12)}.oak.yml"
    tale.add(f"{held}.chi.disputed.yml", {"date": day(25), "says": "I was in the kitchen."})
    assert "Chi said on 2026-01-26 that a voice in it is not theirs, and is to be heard" in words_of(tale)
    tale.round("trees", 1, "oak", 30, said(["chi"]), own="chi")
    assert "is not theirs, and has spoken themselves since" in words_of(tale)


def test_faults_in_what_it_rests_on_stand_in_the_proof() -> None:
    """A leaving that was not somebody's own word makes the circle smaller than it was; the proof shows the file."""
    tale = decided()
    tale.act("oak", 11, "leaves.fay", voices=said(["ana"]), entered_by="ana")
    text = words_of(tale)
    assert "D15 it rests on circles/oak/2026-01-12.leaves.fay.yml" in text
    assert "circles/oak/2026-01-12.leaves.fay.yml" in text
    assert "something is missing" in text


def test_what_was_decided_on_no_text_is_not_proven() -> None:
    """A decision whose version is not on record says so."""
    tale = decided()
    del tale.files["proposals/trees/v1.yml"]
    tale.version("trees", 2, 11)
    assert "the version that was decided is not on record" in words_of(tale)


def test_history_from_elsewhere_says_that_it_is_history() -> None:
    """It is neither valid nor is something missing: nobody here has decided it."""
    text = words_of(decided(imported="EIP-1 at elsewhere, 2019-04-13"))
    assert "was brought here from elsewhere: EIP-1 at elsewhere, 2019-04-13" in text
    assert "counts as nobody's consent here, and is not in force here" in text
    assert "✓" not in text
    assert "✗" not in text
