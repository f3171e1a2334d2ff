"""The tags of a page, cut at its frame: the very ones that are in the whole."""

from __future__ import annotations

import re

import pytest

from nstgov.publish.engine.page_tags import list_tags

FRAME = '<head><title>{}</title><link href="a.css"></head><header><a href="x">{}</a></header><article{}>{}</article>{}'


def _tags_in_whole(page: str) -> list[str]:
    found = dict.fromkeys(re.findall(r"<([a-zA-Z/!?][^>]*)>", page))
    return [tag for tag in found if not re.fullmatch(r"/[a-zA-Z0-9]+", tag)]


@pytest.mark.parametrize(
    "given",
    [
        ("T", "Here", ' id="content"', "<p>Words <b>here</b></p>", "<footer><p>End</p></footer>"),
        ("T", "Here", ' id="content"', "<p>Words</p>", "<footer"),
        ("T", "<b", "", "<script>", "</b onclick=x>"),
        ("</title><script", ">", " x", "<!-- <p> -->", ""),
        ("T", "</article><article", ' y=">"', "1 < 2 > 1", "<iframe src=x>"),
        ("<", "", "", "<a <b>", "< p>"),
    ],
)
def test_no_tag_is_lost_where_a_page_is_cut(given: tuple[str, ...]) -> None:
    """Whatever is left open before a cut or closed behind it, all tags are found, in their order."""
    page = FRAME.format(*given)
    assert sorted(list_tags(page)) == sorted(_tags_in_whole(page))
    # once more, when what is on many pages is known
    assert list(list_tags(f"{page} ")) == list(list_tags(page))
