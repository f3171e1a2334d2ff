"""The lines of a feed: those that feedgen writes of the whole, whatever stands in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nstgov.publish.following import atom_format
from nstgov.publish.following.atom_format import AtomEntry, AtomHead, write_atom, write_with_feedgen

DAY = date(2026, 2, 10)
HEAD = AtomHead("urn:x", "Oak Street", DAY, "Our valley", "../", "feed.atom", "All of it.", "en")
ENTRY = AtomEntry(
    "urn:x:y", "Benches", DAY, "For the square.", "../a/", ("Ana",), (("voice", ""), ("oak", "Oak Street"))
)
TEXT = st.text(st.sampled_from("ab &<>\"'é م🌳\u2028\ue000\ue001\u00a0]-{}%0"), min_size=1, max_size=12)
DAYS = st.dates(date(1000, 1, 1))
ENTRIES = st.builds(
    AtomEntry, TEXT, TEXT, DAYS, TEXT, TEXT,
    st.lists(TEXT, max_size=3).map(tuple),
    st.lists(st.tuples(TEXT, st.one_of(st.just(""), TEXT)), max_size=3).map(tuple),
)  # fmt: skip
HEADS = st.builds(AtomHead, TEXT, TEXT, DAYS, TEXT, TEXT, TEXT, TEXT, st.sampled_from(["en", "es", "ar", "zh-hant"]))


@given(HEADS, st.lists(ENTRIES, max_size=3))
def test_a_feed_is_what_feedgen_makes_of_it(head: AtomHead, entries: list[AtomEntry]) -> None:
    """Of whatever letters and with however many authors, a feed has the bytes that feedgen gives the whole."""
    assert write_atom(head, entries) == write_with_feedgen(head, entries).encode()


@pytest.mark.parametrize(
    "odd", [ENTRY._replace(text="two\nlines"), ENTRY._replace(text="\tx"), ENTRY._replace(authors=("",)), ENTRY]
)
def test_what_is_no_plain_line_is_written_by_feedgen(odd: AtomEntry, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line break, a control, an empty name: feedgen decides how it stands there; a plain entry needs it no more."""
    right = write_with_feedgen(HEAD, [ENTRY, odd]).encode()
    write_atom(HEAD, [ENTRY])
    asked: list[AtomHead] = []

    def write_whole(head: AtomHead, entries: Sequence[AtomEntry]) -> str:
        asked.append(head)
        return write_with_feedgen(head, entries)

    monkeypatch.setattr(atom_format, "write_with_feedgen", write_whole)
    assert write_atom(HEAD, [ENTRY, odd]) == right
    assert len(asked) == (odd is not ENTRY)


def test_what_xml_does_not_allow_is_no_feed() -> None:
    """A zero byte is refused here as by feedgen, and never written."""
    with pytest.raises(ValueError, match="XML"):
        write_atom(HEAD._replace(title="a\x00b"), [])
