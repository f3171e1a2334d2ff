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
    """Whatever is left open before a cut or closed behind it, all tags are found, those of its own in their order."""
    page = FRAME.format(*given)
    found = list_tags(page)
    assert sorted({*found.own, *(tag for part in found.frame for tag in part)}) == sorted(_tags_in_whole(page))
    assert list(found.own) == [tag for tag in _tags_in_whole(page) if tag in found.own]
    # once more, when what is on many pages is known
    assert list_tags(f"{page} ") == found


def test_pages_in_one_frame_share_its_tags() -> None:
    """What the head and the foot of many pages hold is looked for once, and the very same is given for each."""
    one, other = (list_tags(FRAME.format(title, "Here", "", f"<i>{title}</i>", "<p></p>")) for title in ("A", "B"))
    assert all(ours is theirs for ours, theirs in zip(one.frame, other.frame, strict=True))
    assert len(one.frame) == 2
