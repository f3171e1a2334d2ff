"""Texts that a decision withholds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from nstgov.publish.withholding import remove_withheld
from nstgov.records import Movement, Outside, Version, Voice, Withheld
from tests import building as b

ROUND = "proposals/tree/rounds/2026-02-01.oak.yml"


def _movement(sunset: str = "2027-01-01") -> Movement:
    secret = Withheld(
        file="proposals/tree/v1.yml.withheld.yml",
        beside="proposals/tree/v1.yml",
        decision="hush",
        because="It names a child.",
        sha256=b.HASH,
    )
    version = replace(b.version("tree", 1, "2026-01-01"), authors=("ana", Outside(name="Omar Said")))
    return b.movement(
        b.circle("oak", members="ana ben"),
        version,
        b.held("tree", "2026-02-01", {"ana": Voice(says="consent", concern="The child.")}),
        b.version("hush", 1, "2026-02-01", sunset=sunset, text=f"proposals/tree/v1.yml {b.HASH}"),
        b.decision("hush", "2026-02-02", sunset=sunset),
        secret,
    )


def test_free_texts_are_withheld_and_all_else_stays() -> None:
    """Title, texts and names of people outside give way; days, circles, members and other records stay."""
    shown = remove_withheld(_movement(), date(2026, 6, 1))
    version = next(v for v in shown.find_all(Version) if v.proposal == "tree")
    assert (version.title, version.need, version.text) == ("withheld", "withheld", "withheld")
    assert version.authors == ("ana", Outside(name="withheld"))
    assert (version.submitted, version.asks) == (date(2026, 1, 1), ("oak",))
    assert shown.records[ROUND] == _movement().records[ROUND]


def test_a_text_is_shown_while_no_decision_withholds_it() -> None:
    """Before the decision, and after it was let go, the text stands as it was written; a sunset alone shows nothing."""
    movement = _movement()
    assert remove_withheld(movement, date(2026, 2, 1)) is movement
    assert remove_withheld(movement, date(2027, 1, 2)) is not movement
    let_go = b.movement(*movement.records.values(), b.ended("hush", "2026-05-31"))
    assert remove_withheld(let_go, date(2026, 5, 31)) is not let_go
    assert remove_withheld(let_go, date(2026, 6, 1)) is let_go
