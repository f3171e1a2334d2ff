"""The strict YAML reader: maps, lists and texts, each with its place, and nothing else."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nstgov.store.strict_yaml import CutText, Quoted, UnreadableYaml, read_yaml
from tests.work import steps


def refused(text: str) -> tuple[str, tuple[int, int], str]:
    """The code, the place and the message with which a text is refused."""
    with pytest.raises(UnreadableYaml) as caught:
        read_yaml(text)
    flaw = caught.value.flaw
    assert flaw.message, flaw.help
    return flaw.rule, flaw.place, flaw.message


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", ""),
        ("# only a comment\n", ""),
        ("a: b", {"a": "b"}),
        ("---\na: b\n...\n", {"a": "b"}),
        ("a: no\nb: 2026-13-05\nc: 0o14\nd: 1:30\ne: ~\nf: .inf", {
            "a": "no", "b": "2026-13-05", "c": "0o14", "d": "1:30", "e": "~", "f": ".inf"}),
        ("{a: [b, {c: d}], e: ''}", {"a": ["b", {"c": "d"}], "e": ""}),
        ("a:\n  - b\n  -\n", {"a": ["b", ""]}),
        ("a: |\n  one\n  two\n", {"a": "one\ntwo\n"}),
        ("a: >-\n  one\n  two\n", {"a": "one two"}),
        ("a: 'it''s'\nb: \"\\u00e9\"", {"a": "it's", "b": "é"}),
        ("'<<': b", {"<<": "b"}),
        ("a: b\r\nc: d\r\n", {"a": "b", "c": "d"}),
    ],
)  # fmt: skip
def test_every_value_is_a_text_a_list_or_a_map(text: str, value: object) -> None:
    """Nothing is turned into a number, a date, a yes or a nothing."""
    reading = read_yaml(text)
    assert reading.value == value
    assert reading.flaws == []


def test_texts_in_quotes_are_known_from_plain_ones() -> None:
    """So that `"42"` can be a text where a bare 42 could be a mistake."""
    value = read_yaml("a: '1'\nb: \"2\"\nc: |\n  3\nd: 4").value
    assert [type(value[key]) is Quoted for key in "abcd"] == [True, True, True, False]


@pytest.mark.parametrize(
    ("text", "is_cut"),
    [("a: b #c", True), ("a: b # c", True), ("a: b  # c", False), ("a: 'b' #c", False), ("a: b#c", False),
     ("a: #c", True), ("a: [b #c\n]", True), ("a: b\n  c #d", True), ("a: b", False)],
)  # fmt: skip
def test_a_text_cut_short_by_a_comment_is_known(text: str, is_cut: bool) -> None:
    """One blank before the # looks like a slip, two look like a comment on purpose."""
    value = read_yaml(text).value["a"]
    assert isinstance(value[0] if isinstance(value, list) else value, CutText) == is_cut


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: b: c", (1, 5)),
        ("a: [\n", (1, 4)),
        ("a: b\nc: {d: e", (2, 8)),
        ("a: 'b\n\n\n", (1, 5)),
        ("a: |\n  b\n c", (3, 2)),
        ("- a\nb: c", (2, 1)),
        ("a: b\n\tc: d", (2, 1)),
        ("\ta: b", (1, 1)),
        ("a: @b", (1, 4)),
        ('a: "\\q"', (1, 5)),
        ("{a: b}\n}", (2, 1)),
        ("a\nb: c", (2, 2)),
        ("a: \x00b", (1, 1)),
        ("a: \ud800", (1, 1)),
    ],
)
def test_what_is_no_yaml_is_refused_at_its_place(text: str, place: tuple[int, int]) -> None:
    """The place exists in the text, also where something is missing at its end."""
    rule, found, message = refused(text)
    assert (rule, found) == ("Y01", place)
    assert message.startswith("this is not YAML: ")


@pytest.mark.parametrize(
    ("text", "place", "word"),
    [
        ("a: &x b", (1, 4), "anchor"),
        ("a: *x", (1, 4), "alias"),
        ("*x : b", (1, 1), "alias"),
        ("a: !!python/object/apply:os.system [ls]", (1, 4), "tag"),
        ("a: !!str b", (1, 4), "tag"),
        ("!x {a: b}", (1, 1), "tag"),
        ("? [a, b]\n: c", (1, 3), "list or a map"),
        ("? {a: b}\n: c", (1, 3), "list or a map"),
        ("<<: {a: b}", (1, 1), "merge key"),
        ("a: b\n---\nc: d", (2, 1), "second document"),
        ("%YAML 1.1\n---\na: b", (1, 1), "directive"),
        ("%TAG ! tag:example.org,2026:\n---\na: b", (1, 1), "directive"),
    ],
)
def test_what_a_record_has_no_use_for_is_refused(text: str, place: tuple[int, int], word: str) -> None:
    """Each by its own name, at its own place."""
    rule, found, message = refused(text)
    assert (rule, found) == ("Y08", place)
    assert word in message


def test_levels_are_counted() -> None:
    """Sixteen are read, the seventeenth is refused, in brackets as in lines."""
    assert read_yaml("[" * 16 + "]" * 16).flaws == []
    assert refused("[" * 17)[0] == "Y08"
    lines = "".join(f"{' ' * n}k{n}:\n" for n in range(16))
    assert read_yaml(lines).flaws == []
    assert refused(f"{lines}{' ' * 16}x: y\n")[0] == "Y08"


ALIASES = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
MERGES = "a: &a {k: v}\n" + "".join(f"{b}: &{b} {{<<: [*{a}, *{a}]}}\n" for a, b in zip("abc", "bcd", strict=True))


@pytest.mark.parametrize(
    "text",
    ["[" * 50_000, "{" * 50_000, "{a: " * 50_000, "- " * 50_000, "? " * 50_000, "a: " + "!" * 50_000, ALIASES, MERGES,
     "&a " * 20_000, "'" + "''" * 60_000, '"' + "\\" * 100_001, "k: v\n" * 8_000, "- x\n" * 12_000, "#" * 200_000],
    ids=lambda text: f"{text[:8]!r} {len(text)}",
)  # fmt: skip
def test_bombs_do_not_go_off(text: str) -> None:
    """Whatever it is, it is read or refused in so many steps for each character, and takes no deep stack."""

    def tried() -> None:
        with suppress(UnreadableYaml):
            read_yaml(text)

    assert steps(tried, most=10 * len(text) + 100) > 10


def test_a_key_that_stands_twice_is_a_flaw_and_the_first_value_stays() -> None:
    """At every depth, in both ways of writing, each with its place; the rest is read."""
    reading = read_yaml("a: 1\nb: {c: 2, c: 3}\na: 4\na: {b: 5}\nd: 6")
    assert reading.value == {"a": "1", "b": {"c": "2"}, "d": "6"}
    assert [(flaw.rule, flaw.keys, flaw.place) for flaw in reading.flaws] == [
        ("Y02", ("b", "c"), (2, 11)), ("Y02", ("a",), (3, 1)), ("Y02", ("a",), (4, 1)),
    ]  # fmt: skip


def test_keys_that_only_look_the_same_are_two() -> None:
    """An invisible difference is seen in the bytes, and is not this reader's matter."""
    assert len(read_yaml("a: 1\nA: 2\n'a ': 3").value) == 3


@pytest.mark.parametrize("sign", ["\r", "\x85", "\u2028", "\u2029"])
def test_lines_are_those_that_a_person_sees(sign: str) -> None:
    """A sign that YAML takes for the end of a line hides no key on it."""
    with pytest.raises(UnreadableYaml):
        read_yaml(f"a: b{sign}c: d")
    reading = read_yaml(f"a: 'b{sign}c'\nd: e", places=True)
    assert set(reading.value) == {"a", "d"}
    assert reading.places["d",] == (2, 4)


def test_every_value_and_key_has_its_place() -> None:
    """A value that begins on a later line is found at its key."""
    reading = read_yaml("a: b\nc:\n  - d\n  - {e: f}\ng: |\n  h\n", places=True)
    assert reading.places == {
        ("a",): (1, 4), ("c",): (2, 1), ("c", 0): (3, 5), ("c", 1): (4, 5), ("c", 1, "e"): (4, 9), ("g",): (5, 4),
    }  # fmt: skip
    assert reading.key_places["c", 1, "e"] == (4, 6)
    assert read_yaml("a: b").places == {}


YAML_LIKE = st.text(alphabet=st.sampled_from("ab:-?#&*!|>%@`'\"{}[],<=~ \t\n\r\\\u2028\x85\ufeff0é"), max_size=60)
LINES = st.lists(
    st.sampled_from(
        ["a: b", "  - c", "  c: d", "- e", "---", "...", "k: |", " x", "? k", ": v", "{", "}", "a: [", "]", "#"]
    )
).map("\n".join)


@given(st.one_of(st.text(max_size=80), YAML_LIKE, LINES))
def test_any_text_is_read_or_refused_and_every_place_exists(text: str) -> None:
    """Nothing but Unreadable is ever raised, and each line and column that is named is there."""
    lines = text.rstrip().split("\n")
    try:
        reading = read_yaml(text, places=True)
    except UnreadableYaml as unreadable:
        places = [unreadable.flaw.place]
    else:
        places = [*reading.places.values(), *reading.key_places.values(), *(flaw.place for flaw in reading.flaws)]
    assert all(1 <= line <= len(lines) and column >= 1 for line, column in places)


@given(st.one_of(st.text(max_size=80), YAML_LIKE, LINES))
def test_asking_for_places_changes_nothing_else(text: str) -> None:
    """With places or without them the same is read, and the same is refused."""

    def outcome(places: bool) -> object:
        try:
            reading = read_yaml(text, places=places)
        except UnreadableYaml as unreadable:
            return unreadable.flaw
        return reading.value, reading.flaws

    assert outcome(places=True) == outcome(places=False)
