"""Which records may go after they have landed: those that a decision withholds, and no others."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from nstgov import records as r
from nstgov.lifecycle.history_scope import find_judged_change, is_invented, may_be_removed
from tests.building import HASH, at, circle, decision, edition, ended, held, movement, said, signed, version

PEOPLE = "ana ben chi dee"
OAK = replace(circle("oak", at(0), PEOPLE), voices=said(PEOPLE))
TREE = version("tree", 1, at(1), authors=PEOPLE)
ALIKE = version("shade", 1, at(1), authors=PEOPLE)
"""Another proposal, of which a file may hold the same bytes."""
BYTES, OTHER_BYTES = "a" * 64, "b" * 64
PLAIN = r.FileState("100644", "1" * 40)


def hiding(id_: str = "hush", named: str = f"{TREE.file} {BYTES}") -> list[r.Record]:
    """A decision of Oak, with everybody's consent, that a text be withheld."""
    last: dict[str, Any] = {"sunset": at(50), "review": at(40), "judged_by": ("nobody is hurt by it",)}
    proposed = version(id_, 1, at(2), authors=PEOPLE, text=named, **last)
    return [proposed, held(id_, at(3), said(PEOPLE)), decision(id_, at(4), sunset=at(50))]


def withheld(decision_: str = "hush", sha256: str = BYTES, path: str = TREE.file) -> r.Withheld:
    """A text is withheld, as a decision says."""
    return r.Withheld(file=f"{path}.withheld.yml", beside=path, decision=decision_, because="So.", sha256=sha256)


def goes(
    *records: r.Record,
    day: int = 9,
    sha256: str = BYTES,
    after: r.FileState | None = None,
    kept: r.Record | None = TREE,
    **more: Any,
) -> bool:
    """Whether the first version of `tree`, of these bytes, may go with a change that lands on a day."""
    step = r.PathChange(TREE.file, PLAIN, after, sha256=sha256)
    change = r.Change((step,), movement(OAK, TREE), at(day), **more)
    whole = movement(OAK, *records).with_context(change=change)
    whole.kept = {TREE.file: kept} if kept else {}
    return may_be_removed(whole, step)


@pytest.mark.parametrize("is_history", [False, True])
@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([*hiding(), withheld()], True),
        (hiding(), False),
        ([withheld()], False),
        ([*hiding()[:2], withheld()], False),
        ([*hiding(), withheld("tree")], False),
        ([*hiding(named=TREE.file), withheld()], False),
        ([*hiding(), withheld(sha256=OTHER_BYTES)], False),
        ([*hiding(named=f"{TREE.file} {OTHER_BYTES}"), withheld(sha256=OTHER_BYTES)], False),
        ([*hiding(), withheld(path="proposals/hush/v1.yml")], False),
        ([*hiding(named=f"{ALIKE.file} {BYTES}"), withheld(path=ALIKE.file)], False),
    ],
    ids="all not-withheld no-decision undecided another unnamed others-said others-decided beside alike".split(),
)
def test_a_record_goes_only_by_a_withholding_that_counts_for_its_very_bytes(
    records: list[r.Record], expected: bool, is_history: bool
) -> None:
    """In a change and in a whole history: a decision of its circle names its path and the SHA-256 of what goes."""
    assert goes(TREE, ALIKE, *records, is_history=is_history) is expected


@pytest.mark.parametrize("is_history", [False, True])
def test_a_withholding_that_does_not_count_lets_nothing_go_beside_one_that_does(is_history: bool) -> None:
    """Each is held against the bytes by itself: the decision about these bytes, the hash that was decided on."""
    undecided = replace(withheld("none", OTHER_BYTES), file=f"{TREE.file}.2.withheld.yml")
    both = [TREE, *hiding(), withheld(), undecided]
    assert goes(*both, is_history=is_history)
    assert not goes(*both, sha256=OTHER_BYTES, is_history=is_history)


def test_a_record_goes_from_the_day_decided_until_the_decision_is_let_go() -> None:
    """In the history of what went on such a day it stays gone by right."""
    records = [TREE, *hiding(), withheld(), replace(ended("hush", at(9)), voices=said(PEOPLE))]
    assert [goes(*records, day=day) for day in (3, 4, 9, 10)] == [False, True, True, False]
    assert goes(*records, day=10, is_history=True)


def test_a_record_goes_only_where_what_is_kept_says_all_but_its_words() -> None:
    """Texts and titles may be others; authors, days, circles and measures are the same; and nobody has signed it."""
    records = [TREE, *hiding(), withheld()]
    assert goes(*records, kept=replace(TREE, title="withheld", text="withheld", need="withheld"))
    assert not goes(*records, kept=None)
    for other in (replace(TREE, authors=("ana",)), replace(TREE, asks=()), replace(TREE, judged_by=("withheld",))):
        assert not goes(*records, kept=other)
    assert not goes(*records, signed(TREE, "ana"))


def test_what_is_withheld_is_not_rewritten() -> None:
    """It may go; other bytes in its place, or a removal of nobody knows what, are not of that decision."""
    records = [TREE, *hiding(), withheld()]
    assert not goes(*records, after=PLAIN)
    assert not goes(*records, sha256="")
    assert not goes(TREE, *hiding(), withheld(sha256=""), sha256="")
    assert not may_be_removed(movement(OAK, *records), r.PathChange(TREE.file, PLAIN, None, sha256=BYTES))


INVENTED = replace(edition(), example=True)
STEP = r.PathChange(TREE.file, PLAIN, None, sha256=HASH)
FOUNDING = r.PathChange(INVENTED.file, PLAIN, PLAIN)


@pytest.mark.parametrize(
    ("before", "now", "steps", "is_history", "is_judged"),
    [
        (edition(), edition(), (STEP,), False, True),
        (INVENTED, INVENTED, (STEP,), False, False),
        (edition(), INVENTED, (STEP, FOUNDING), False, True),
        (INVENTED, edition(), (STEP, FOUNDING), False, False),
        (None, INVENTED, (STEP,), False, False),
        (None, edition(), (STEP,), False, True),
        (None, INVENTED, (STEP,), True, False),
        (None, INVENTED, (STEP, FOUNDING), True, True),
        (edition(), INVENTED, (STEP,), True, False),
    ],
)
def test_the_history_of_an_invented_movement_is_nobodys(
    before: r.GroundRules | None, now: r.GroundRules, steps: tuple[r.PathChange, ...], is_history: bool, is_judged: bool
) -> None:
    """Whether it is invented stands in the founding edition as it had landed; a history that altered that is judged."""
    change = r.Change(steps, movement([before] if before else []), at(9), is_history)
    assert find_judged_change(movement(now).with_context(change=change)) is (change if is_judged else None)


def test_a_movement_is_invented_only_by_a_word_that_can_be_read() -> None:
    """Where the word is at fault, or the edition is missing, the history is judged."""
    assert is_invented(movement(INVENTED))
    assert not is_invented(movement(INVENTED, faults=[(INVENTED, "example")]))
    assert not is_invented(movement(edition()))
    assert not is_invented(movement())
    assert find_judged_change(movement(INVENTED)) is None
