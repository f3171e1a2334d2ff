"""References that name nothing."""

from __future__ import annotations

import pytest

from tests.record import check_files
from tests.store.judged_files import ASKS, BASE, EDITION, found_by_reading, lines, spots

VERSION = """\
title: A tree in front of every house
kind: policy
authors: [ana, ben, chi, dee]
submitted: 2026-02-01
asks: [oak]
affects: [oak]
need: In July it was forty degrees on the street.
reasons: Trees take eight degrees off a street.
text: One tree stands in front of every house.
might_hurt: The two neighbours who park there; we keep their places.
sunset: 2027-02-01
review: 2026-08-01
judged_by: [trees alive after a year]
entered_by: ana
"""
TREES = "proposals/trees/v1.yml"


@pytest.mark.parametrize(
    ("line", "expected", "help_"),
    [
        ("entered_by: ana", [], ""),
        ("entered_by: anna", ["Y10 2:13"], "Did you mean ana?"),
        ("entered_by: Ana Ruiz", ["Y10 2:13"], "An id has 2 to 64 small letters"),
        ("entered_by: zoe-quill", ["Y10 2:13"], "Look at the spelling, or add the person first."),
        ("entered_by: oak", ["Y10 2:13"], ""),
        ("voices: {anna: consent}", ["Y10 2:10"], "Did you mean ana?"),
    ],
)
def test_people_are_on_record(line: str, expected: list[str], help_: str) -> None:
    """Names that are nearly right come with the right one; a circle's id is no person's."""
    found = [d for d in found_by_reading({ASKS: f"for: A ladder.\n{line}\n"}) if d.code == "Y10"]
    assert [f"{d.code} {d.place.line}:{d.place.column}" for d in found] == expected
    assert all(help_ in d.help for d in found)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("authors: [ana, ben, chi, dee]", "authors: [ana, ben, chi, dex]", 3),
        ("asks: [oak]", "asks: [oka]", 5),
        ("affects: [oak]", "affects: [oak, elm]", 6),
        ("entered_by", "integrates: [roots]\nentered_by", 14),
        ("entered_by", "integrates: [2026-02-03.oak/ana]\nentered_by", 14),
        ("entered_by", "renews: [tree]\nentered_by", 14),
        ("entered_by", "replaces: [trees]\nentered_by", 14),
        ("entered_by", "ends: [a b]\nentered_by", 14),
        ("entered_by", "carried_by: nobody\nentered_by", 14),
        ("entered_by", "tasks: [{who: street, what: plant}]\nentered_by", 14),
        ("entered_by", f"edition: {{number: 7, sha256: {'0' * 64}}}\nentered_by", 14),
    ],
)
def test_every_kind_of_reference_in_a_proposal_is_held_against_the_record(old: str, new: str, line: int) -> None:
    """People, circles, objections, voices, decisions and editions, each at its own line and once."""
    assert spots({TREES: VERSION.replace(old, new, 1)}) == [f"Y10 {TREES}:{line}"]


def test_the_voice_of_somebody_outside_is_known_where_they_are_an_author() -> None:
    """By their name, in the folder whose records name them, and nowhere else."""
    outside = VERSION.replace("dee]", "{name: Omar Said, outside: true}]")
    closed = "date: 2026-03-01\nresult: withdrawn\nbecause: Enough.\nvoices:\n"
    closed += "".join(f"  {who}: consent\n" for who in ("ana", "ben", "chi", "Omar Said")) + "entered_by: ana\n"
    assert spots({TREES: outside, "proposals/trees/closed.yml": closed}) == []
    assert "Y10 2:10" in lines("for: A ladder.\nvoices: {Omar Said: consent}\n")


def test_a_round_speaks_of_a_version_that_is_there() -> None:
    """The number is told, with the newest one there is."""
    held = f"version: 2\nsha256: {'0' * 64}\nhow: async\nvoices: {{ana: consent}}\n"
    path = "proposals/trees/rounds/2026-02-03.oak.ana.yml"
    found = found_by_reading({TREES: VERSION, path: held})
    assert [(d.place.file, d.place.line, d.help) for d in found] == [(path, 1, "The newest version is 1.")]
    assert spots({path: held}) == [f"Y10 {path}:1"]


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("decisions/pond/decision.yml", f"version: 1\nsha256: {'0' * 64}\ndecided: 2026-03-01\nentered_by: ana\n", 1),
        ("decisions/pond/ended.yml", "date: 2026-03-01\nhow: let go\nentered_by: ana\n", 1),
        ("decisions/pond/reviews/2026-03-01.yml", "circle: oak\nhelped: Yes.\nresult: keep\nentered_by: ana\n", 1),
        ("proposals/pond/commitments/2026-03-01.oak.yml", "people: [ana]\nentered_by: ana\n", 1),
        ("proposals/pond/answers/2026-03-01.eli.yml", "answer: joins\n", 1),
        ("proposals/pond/with.ana.yml", "because: I am.\n", 1),
        ("proposals/pond/v1.es.yml", "by: ana\ntitle: Un estanque\n", 1),
        ("proposals/pond/objections/deep/idea.yml",
         "title: Too deep\nby: [ana]\nopened: 2026-03-01\nneed: Safe children.\n", 1),
        ("proposals/pond/objections/deep/resolution.2026-03-01.yml",
         "kind: other\nhow: Shallow.\nentered_by: ana\n", 1),
        ("ground-rules/2.yml",
         EDITION.replace("levels", "adopted_by: rules-2\nlevels").replace("2026-01-01", "2026-02-01"), 4),
    ],
)  # fmt: skip
def test_what_speaks_of_something_lies_where_that_is(path: str, text: str, line: int) -> None:
    """A decision without its proposal, a review of nothing, a translation of no version."""
    assert list(spots({path: text})) == [f"Y10 {path}:{line}"]


def test_an_edition_may_name_the_proposal_that_would_adopt_it() -> None:
    """As long as it is undecided there is no decision yet to name."""
    idea = "title: Other rules\nby: [ana]\nopened: 2026-01-05\nneed: Shorter terms, since people move a lot.\n"
    second = EDITION.replace("levels", "adopted_by: rules-2\nlevels").replace("2026-01-01", "2026-02-01")
    assert spots({"ground-rules/2.yml": second, "proposals/rules-2/idea.yml": idea}) == []


def test_what_a_file_that_cannot_be_read_may_have_introduced_is_not_called_unknown() -> None:
    """One broken file produces its own finding and no follow-ups."""
    broken = {"circles/elm/circle.yml": "name: Elm\nmembers: {eli: {name: Eli}\n"}
    acts = {
        ASKS: "for: A ladder, as Elm has.\nentered_by: eli\n",
        TREES: VERSION.replace("affects: [oak]", "affects: [oak, elm]"),
    }
    assert spots({**broken, **acts}) == ["Y01 circles/elm/circle.yml:2"]


def test_levels_are_known_from_any_edition_and_unknown_to_none() -> None:
    """A level nobody named is told; where no edition can be read, none is."""
    elm = "name: Elm\nlevel: lunar\naim: To meet.\nopened: 2026-02-01\nentered_by: ana\n"
    assert spots({"circles/elm/circle.yml": elm}) == ["Y10 circles/elm/circle.yml:2"]
    assert spots({"circles/elm/circle.yml": elm, "ground-rules/1.yml": "{"}) == ["Y01 ground-rules/1.yml:1"]
    assert set(BASE) == {"nstgov.yml", "ground-rules/1.yml", "circles/oak/circle.yml"}


OBJECTION = f"""\
title: Roots break the water pipes
authors: [ana, ben, chi, dee]
raised: 2026-02-05
against: {{version: 1, sha256: {"0" * 64}}}
important: A burst pipe leaves the whole street without water.
reasons: The roots of these trees lift pipes within ten years.
entered_by: ana
"""


@pytest.mark.parametrize(
    ("path", "text", "near"),
    [
        (TREES, VERSION.replace("asks: [oak]", "asks: [oaks]"), "oak"),
        (TREES, VERSION.replace("entered_by", "renews: [tree]\nentered_by"), "trees"),
        (TREES, VERSION.replace("entered_by", "integrates: [rots]\nentered_by"), "roots"),
        ("circles/elm/circle.yml", "name: Elm\nlevel: freind\naim: To meet.\nopened: 2026-02-01\n", "friend"),
    ],
    ids="circle decision objection level".split(),
)
def test_what_is_nearly_right_comes_with_the_right_one(path: str, text: str, near: str) -> None:
    """Of each kind that a reference may name, what is on record and nearest to it."""
    made = f"version: 1\nsha256: {'0' * 64}\ndecided: 2026-03-01\nentered_by: ana\n"
    files = {TREES: VERSION, "decisions/trees/decision.yml": made, "proposals/trees/objections/roots/v1.yml": OBJECTION}
    (found,) = (d for d in check_files({**BASE, **files, path: text}).diagnostics if d.code == "Y10")
    assert f"Did you mean {near}?" in found.help
