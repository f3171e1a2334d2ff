"""Stories for Hypothesis: a decision about trees, and whatever else people may add to the record."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.properties.moves import ASKED, MOVES, Draw, newest, voices
from tests.properties.tale import Tale, day, rivertown

DECIDED = 20


def shade(tale: Tale, draw: Draw) -> None:
    """An older decision of Oak, which a version about trees may renew or end."""
    tale.version(
        "shade", 1, 4, title="A sail over the square", sunset=day(draw(st.sampled_from((18, 500)))), review=day(15)
    )
    tale.round("shade", 1, "oak", 5, voices(tale, draw, "oak", 5))
    tale.decide("shade", 1, 6)


@st.composite
def wild(draw: Draw) -> Tale:
    """A decision about trees, and up to six other acts on days before and after it."""
    tale = rivertown()
    if with_shade := draw(st.booleans()):
        shade(tale, draw)
    asks, affects = draw(st.sampled_from(ASKED))
    renews = ["shade"] if with_shade and draw(st.booleans()) else None
    tale.version("trees", 1, 10, asks=asks, affects=affects, renews=renews)
    for one in draw(st.lists(st.sampled_from(MOVES), max_size=3)):
        one(tale, draw)
    number = newest(tale)
    for circle in asks:
        tale.round("trees", number, circle, 12, voices(tale, draw, circle, 12))
    for one in draw(st.lists(st.sampled_from(MOVES), max_size=3)):
        one(tale, draw)
    others = ({"circles": ["oak"]}, {"sunset": None}, {"sunset": day(400)}, {"sha256": "0" * 64})
    changed: dict[str, Any] = draw(st.sampled_from(({},) * 12 + others))
    tale.decide("trees", number if draw(st.booleans()) else newest(tale), DECIDED, **changed)
    return tale
