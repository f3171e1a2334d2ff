"""
The voices of a round as a picture: a circle of people, each with a mark for what they said and how it is proven.

A mark tells what was said by its shape: a circle with a tick (can live with it), a speech bubble with a tick (and has a
worry), a diamond (can't live with it yet), a dashed circle (still to be heard), a dotted one (is away). It tells how
that is proven by how it is filled: hollow where somebody only declared it, ringed twice where others heard it, full
where the person confirmed it, full within a ring where they signed it. Beside every picture stands the same as a list.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Protocol

from markupsafe import Markup, escape

MOST = 36
"""People in one picture; of more, only the list tells."""
MOST_NAMED = 9
"""People in a picture with names in it."""
WIDTH, HEIGHT = 360, 346
"""Units; on a phone about one pixel each."""
LONGEST = 10
"""Letters in a line of a name under a mark; the list has all of it."""
TYPE = 15
"""Size of the letters, as small text has it on a phone."""
PROOFS = ("declared", "heard", "confirmed", "signed")
SHAPES = {
    "consent": "consent", "concern": "concern", "object": "object", "awaited": "awaited", "absent": "awaited",
    "unheard": "awaited", "away": "away", "": "awaited",
}  # fmt: skip


class ShownVoice(Protocol):
    """Somebody in the picture: their name, what they said, how that is proven."""

    @property
    def name(self) -> str:
        """Their name."""

    @property
    def says(self) -> str:
        """One of the keys of SHAPES."""

    @property
    def proof(self) -> str:
        """One of PROOFS; empty where there is nothing to prove."""


def render_voice_ring(people: Sequence[ShownVoice], number: str, under: str, label: str) -> Markup:
    """
    The picture of some people, seated in the order of their names, as inline SVG; nothing of too many or nobody.

    `number` stands large in its middle, `under` small below it; `label` is what it is read aloud as.
    """
    if not people or len(people) > MOST:
        return Markup()
    seated = sorted(people, key=lambda one: (one.name.casefold(), one.name))
    return Markup(
        '<svg class="ring" viewBox="0 0 {} {}" role="img" aria-label="{}">{}'
        '<text class="ring-number" x="{}" y="{}">{}</text><text class="ring-under" x="{}" y="{}">{}</text></svg>'
    ).format(
        WIDTH, HEIGHT, label, Markup("".join(_render_seats(seated))),  # noqa: S704 (each seat is safe)
        WIDTH // 2, HEIGHT // 2 - 8, number, WIDTH // 2, HEIGHT // 2 + 18, under,
    )  # fmt: skip


def _render_seats(seated: Sequence[ShownVoice]) -> Iterator[str]:
    """The mark of each, and below it the name where there is room for it, as safe HTML."""
    named = len(seated) <= MOST_NAMED
    radius = 15 if named else 10
    for (x, y), one in zip(_place_seats(len(seated)), seated, strict=True):
        yield _render_mark(one.says, one.proof, x, y, radius)
        below = radius * (1.45 if one.proof == "signed" else 1.1) + TYPE
        for at, line in enumerate(_split_name(one.name) if named else ()):
            yield f'<text x="{_format_number(x)}" y="{_format_number(y + below + at * TYPE)}">{escape(line)}</text>'


@lru_cache(maxsize=MOST)
def _place_seats(count: int) -> tuple[tuple[float, float], ...]:
    """Where so many people sit, clockwise from the top."""
    across, down = WIDTH / 2 - 52, HEIGHT / 2 - 48
    turns = [2 * math.pi * at / count - math.pi / 2 for at in range(count)]
    return tuple((WIDTH / 2 + across * math.cos(turn), HEIGHT / 2 - 8 + down * math.sin(turn)) for turn in turns)


def _split_name(name: str) -> list[str]:
    """A name in two lines: which of its words is called and which is of the family, nobody can tell from outside."""
    first, _, rest = name.partition(" ")
    return [_cut_word(line) for line in (first, rest.strip()) if line]


def _cut_word(word: str) -> str:
    return word if len(word) <= LONGEST else f"{word[: LONGEST - 1]}…"


@lru_cache(maxsize=64)
def render_voice_mark(says: str, proof: str = "") -> Markup:
    """One mark by itself, for a list or for the explanation of the marks."""
    drawn = _render_mark(says, proof, 25, 25, 15)
    return Markup('<svg class="mark-of" viewBox="0 0 50 50" aria-hidden="true" focusable="false">{}</svg>').format(
        drawn
    )


@lru_cache(maxsize=8192)
def _render_mark(says: str, proof: str, x: float, y: float, radius: float) -> Markup:
    shape = SHAPES.get(says, "awaited")
    proven = proof if proof in PROOFS and shape in _OUTLINE else ""
    kind = Markup("say say-{}{}").format(shape, f" by-{proven}" if proven else "")
    rims = {"heard": (0.78,), "signed": (1.36,)}.get(proven, ())
    around = (Markup('<path class="rim" d="{}"/>').format(_mark_outline(shape, x, y, radius * size)) for size in rims)
    inner = _render_glyph(shape, x, y, radius)
    body = Markup('<path class="rim-main" d="{}"/>').format(_mark_outline(shape, x, y, radius))
    return Markup('<g class="{}">{}{}{}</g>').format(kind, body, Markup().join(around), inner)


_OUTLINE = ("consent", "concern", "object")


def _mark_outline(shape: str, x: float, y: float, r: float) -> str:
    if shape == "object":
        s = r * 1.12
        return f"M{_join_point(x, y - s)}L{_join_point(x + s, y)}L{_join_point(x, y + s)}L{_join_point(x - s, y)}Z"
    radii = f"{_join_point(r, r)} 0 1 1"
    if shape == "concern":
        # a speech bubble: three quarters of a circle, and a tail
        return (
            f"M{_join_point(x + r * 0.42, y + r * 0.91)}A{radii} {_join_point(x + r * 0.91, y + r * 0.42)}"
            f"L{_join_point(x + r * 1.1, y + r * 1.1)}Z"
        )
    return f"M{_join_point(x - r, y)}a{radii} {_format_number(2 * r)} 0a{radii} {_format_number(-2 * r)} 0Z"


def _join_point(x: float, y: float) -> str:
    return f"{_format_number(x)} {_format_number(y)}"


def _render_glyph(shape: str, x: float, y: float, r: float) -> Markup:
    """What stands within a mark, in parts of its radius."""
    line = "".join(
        f"{letter}{_format_number(x + r * dx)} {_format_number(y + r * dy)}"
        for letter, dx, dy in _GLYPHS.get(shape, ())
    )
    return Markup('<path class="glyph" d="{}"/>').format(line) if line else Markup()


_TICK = (("M", -0.42, 0.02), ("L", -0.1, 0.34), ("L", 0.42, -0.3))
_GLYPHS = {
    "consent": _TICK,
    "concern": _TICK,
    "object": (("M", 0, -0.5), ("L", 0, 0.12), ("M", 0, 0.42), ("L", 0, 0.46)),
    "away": (("M", -0.4, 0), ("L", 0.4, 0)),
}


def _format_number(number: float) -> str:
    """A number as short as it can be written without being seen to differ."""
    return f"{number:.1f}".removesuffix(".0").replace("-0.0", "0")
