"""From a whole tree to a movement: one broken file hides nothing and draws nothing after it."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nstgov.findings import Verdict
from tests.record import check_files, example_record, spots

LOFT = """\
name: Net Loft
level: friend
aim: Nets are mended here, and a chair is always free.
opened: 2026-11-20
members: {sam-reed: {name: Sam Reed}, ada-moss: {name: Ada Moss}, leo-hart: {name: Leo Hart}}
voices: {sam-reed: consent, ada-moss: consent, leo-hart: consent}
entered_by: sam-reed
"""
WHOLE = {"circles/old-harbour/net-loft/circle.yml": LOFT}
"""A sound file that breaks a rule, to see that the others are still judged."""
FOLDER = "circles/three-bridges/mill-lane"
BROKEN: dict[str, tuple[bytes, set[tuple[str, int]]]] = {
    f"{FOLDER}/2026-11-01.asks.yml": (b"for: Jos\xe9\n", {("Y01", 1)}),
    f"{FOLDER}/2026-11-02.asks.yml": (b"for: a: b\n", {("Y01", 1)}),
    f"{FOLDER}/2026-11-03.asks.yml": (b"for: A.\n<<<<<<< HEAD\n", {("Y01", 2)}),
    f"{FOLDER}/2026-11-04.asks.yml": (b"for: A.\nfor: B.\n", {("Y02", 2)}),
    f"{FOLDER}/2026-11-05.asks.yml": (b"for: A.\nlanguage: en\n", {("Y03", 2)}),
    f"{FOLDER}/2026-11-06.asks.yml": (b"for: 42\n", {("Y04", 1)}),
    f"{FOLDER}/2026-11-07.asks.yml": (b"lang: en\n", {("Y05", 1)}),
    f"{FOLDER}/2026-11-08.asks.yml": (b"", {("Y05", 1)}),
    f"{FOLDER}/2026-11-09.asks.yml": ("for: A\u202e ladder\n".encode(), {("Y07", 1)}),
    f"{FOLDER}/2026-11-10.asks.yml": (b"for: &a A.\n", {("Y08", 1)}),
    f"{FOLDER}/2026-11-11.asks.yml": (b"[" * 50_000, {("Y08", 1)}),
    f"{FOLDER}/2026-11-12.asks.yml": (b"#" * 300_000, {("Y08", 1)}),
    f"{FOLDER}/2026-11-13.asks.yml": (b"for: A.\nentered_by: nobody-at-all\n", {("Y10", 2)}),
    f"{FOLDER}/2026-11-31.asks.yml": (b"for: A.\n", {("Y06", 1)}),
    f"{FOLDER}/notes.txt": (b"Buy milk.\n", {("Y06", 1)}),
    f"{FOLDER}/2026-11-14.joins.zoe-hill.yml": (b"\x00", {("Y07", 1)}),
    f"{FOLDER}/2026-11-15.leaves.aroha-ngata.yml": (b"voices: [\n", {("Y01", 1)}),
    "decisions/mill-lane-cook/election.yml": (b"circle: mill-lane\nheld: [\n", {("Y01", 2)}),
    "proposals/pond/v1.yml": (b"title: A pond\nauthors: {\n", {("Y01", 2)}),
    "circles/three-bridges/weir/circle.yml": (b"name: Weir\nmembers:\n  lou-weir: {name: Lou Weir\n", {("Y01", 3)}),
}


@cache
def before() -> frozenset[tuple[str, str, int]]:
    """What is found in the example as it stands."""
    return frozenset(spots(check_files(example_record())))


def found_in(files: dict[str, str | bytes]) -> set[tuple[str, str, int]]:
    """What these files add to the findings."""
    return spots(check_files({**example_record(), **files})) - before()


def test_twenty_broken_files_give_exactly_their_findings_and_the_others_are_still_judged() -> None:
    """Beside hundreds of good ones, among which one breaks another rule."""
    assert len(BROKEN) == 20
    assert len(example_record()) > 100
    found = found_in({**{path: data for path, (data, _) in BROKEN.items()}, **WHOLE})
    expected = {(code, path, line) for path, (_, marks) in BROKEN.items() for code, line in marks}
    assert {one for one in found if one[0] != "D15"} == expected | {
        ("A01", "circles/old-harbour/net-loft/circle.yml", 5)
    }


@pytest.mark.sampled(7)
@pytest.mark.parametrize("path", BROKEN)
def test_each_of_them_gives_the_same_findings_alone(path: str) -> None:
    """No finding depends on another broken file."""
    data, marks = BROKEN[path]
    assert {one for one in found_in({path: data}) if one[0] != "D15"} == {(code, path, line) for code, line in marks}


@pytest.mark.sampled(20)
@pytest.mark.parametrize("path", sorted(example_record()))
def test_breaking_any_one_record_of_the_example_draws_nothing_after_it(path: str) -> None:
    """The others are judged as far as they can be, and nothing is said of them that the broken one could explain."""
    text = example_record()[path]
    found = found_in({path: f"{text}}}\n"})
    assert {one for one in found if one[0] != "D15"} == {("Y01", path, text.count("\n") + 1)}
    assert all(file.startswith(("decisions/", "proposals/")) for code, file, _ in found if code == "D15")


def lines_exist(verdict: Verdict, files: dict[str, str | bytes]) -> bool:
    """Whether every finding names a line that its file has."""
    for diagnostic in verdict.diagnostics:
        for place in (diagnostic.place, *diagnostic.related):
            text = files.get(place.file, b"")
            data = text.encode() if isinstance(text, str) else text
            last = max(1, data.count(b"\n") + (not data.endswith(b"\n")))
            if not (1 <= place.line <= last and place.column >= 1):
                return False
    return True


PIECES = [b"", b"x", b"-", b": ", b"[", b"}", b'"', b"\n", b"  ", b"2026-13-01", b"9999-12-31", b"object", b"no",
          b"\xff",
          b"\x00", b"\r", b"\xe2\x80\xa8", b"&a ", b"#", b" #", b"|\n"]  # fmt: skip


@pytest.mark.long
@settings(max_examples=60)
@given(st.data())
def test_a_damaged_record_raises_nothing_and_every_line_named_exists(data: st.DataObject) -> None:
    """Whatever is cut out of a record of the example, or put into it, each finding of the check has a place."""
    files: dict[str, str | bytes] = dict(example_record())
    for path in data.draw(st.lists(st.sampled_from(sorted(files)), min_size=1, max_size=3, unique=True)):
        text = str(files[path]).encode()
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 30)))
        files[path] = text[:start] + data.draw(st.sampled_from(PIECES)) + text[end:]
    for lane in ("change", "calendar"):
        assert lines_exist(check_files(files, lane=lane), files)


@pytest.mark.long
@settings(max_examples=60)
@given(st.data())
def test_any_bytes_at_any_place_raise_nothing(data: st.DataObject) -> None:
    """A file of any content, where a record belongs or where none does."""
    path = data.draw(st.sampled_from([*BROKEN, "ground-rules/1.yml", "ground-rules/3.yml", "nstgov.yml", "circles/x"]))
    content = data.draw(st.binary(max_size=60))
    files: dict[str, str | bytes] = {**example_record(), path: content}
    assert lines_exist(check_files(files), files)


def test_the_order_of_the_files_changes_nothing() -> None:
    """The same findings, however the files were listed."""
    files = {path: data for path, (data, _) in BROKEN.items()}
    turned: dict[str, str | bytes] = {**dict(reversed([*files.items()])), **dict(reversed([*example_record().items()]))}
    assert check_files({**example_record(), **files}).diagnostics == check_files(turned).diagnostics
