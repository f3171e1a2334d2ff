"""
Circles within circles, as a picture.

Static SVG, drawn while building: at most about thirty circles to a picture, each a door to its own page, where its own
picture goes on. Beside every picture stands the same as a nested list, so the picture itself is for the eyes only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from nstgov.languages import Words
from nstgov.records.frozen import frozen_in_order

MOST = 30
"""Circles in one picture."""
WIDTH = 1000.0
"""Units across; a phone shows about a third of them as pixels."""
RING = 54.0
"""Units between a circle's rim and the circles within it, where its name runs along."""
LARGE = 24
"""People, or circles within, from which on a circle is drawn no larger."""
SMALLEST_TYPE, LARGEST_TYPE = 44.5, 48.0
"""Units of type; smaller would be less than small text on a phone. A number stands for a name that does not fit."""
MOST_LINES = 3
WIDTH_OF_LETTER = 0.58
"""Of the size of type, on average."""


@frozen_in_order
class MapCircle:
    """
    One circle in the picture: its name, the address of its page, how many people are in it, how it is, what it holds.

    `state` is one of `whole`, `gathering`, `care`; `inside` is how many circles there are below it, shown or not.
    """

    name: str
    href: str | None
    people: int
    state: str = "whole"
    within: tuple[MapCircle, ...] = ()
    inside: int = 0


@frozen_in_order
class _PlacedCircle:
    bubble: MapCircle
    x: float
    y: float
    r: float
    number: int


def render_circle_map(outer: MapCircle, words: Words) -> Markup:
    """The picture of a circle and what it holds, as inline SVG without any style or script, in a page's language."""
    shown = select_shown_circles(outer, words)
    placed = list(_place_circles(shown, WIDTH / 2, WIDTH / 2, WIDTH / 2 - 4))
    size, numbered = f"{WIDTH:.0f}", list[str]()
    drawn = Markup('<svg viewBox="0 0 {} {}" aria-hidden="true" focusable="false">{}</svg>').format(
        size, size, Markup("").join(_render_circle(one, words, numbered) for one in placed)
    )
    return drawn + _render_key(numbered) + _render_legend({one.bubble.state for one in placed}, words)


def _render_key(numbered: Sequence[str]) -> Markup:
    """The names for which numbers stand in the picture; the list beside it says all of them."""
    row = Markup('<li><span class="map-number">{}</span> <bdi>{}</bdi></li>')
    rows = Markup("").join(row.format(number, name) for number, name in enumerate(numbered, 1))
    return Markup('<ul class="map-key small" aria-hidden="true">{}</ul>').format(rows) if rows else Markup("")


def _render_legend(states: set[str], words: Words) -> Markup:
    """What the rims mean that are drawn here."""
    said = {
        "gathering": words.gettext("A dashed rim: still gathering people."),
        "care": words.gettext("A strong rim: in need of care."),
    }
    shown = " ".join(sentence for state, sentence in said.items() if state in states)
    return Markup('<p class="map-legend small soft">{}</p>').format(shown) if shown else Markup("")


def select_shown_circles(outer: MapCircle, words: Words, most: int = MOST) -> MapCircle:
    """
    As much of a circle as one picture holds: its own circles first, then theirs wherever all of them still fit.

    Where even its own are too many, the largest are shown, and one more circle says how many there are besides.
    """
    own = sorted(outer.within, key=lambda bubble: (-_circle_area(bubble), bubble.name))
    if len(own) >= most:
        left = len(own) - (most - 2)
        said = words.ngettext("%(num)d more", "%(num)d more", left) % {"num": left}
        rest = MapCircle(said, None, sum(b.people for b in own[most - 2 :]) // max(left, 1))
        return replace(outer, within=(*(_remove_inner_circles(bubble) for bubble in own[: most - 2]), rest))
    room = most - 1 - len(own)
    within = []
    for bubble in own:
        opened = bool(bubble.within) and len(bubble.within) <= room
        room -= len(bubble.within) if opened else 0
        within.append(
            replace(bubble, within=tuple(map(_remove_inner_circles, bubble.within)))
            if opened
            else _remove_inner_circles(bubble)
        )
    return replace(outer, within=tuple(within))


def _remove_inner_circles(bubble: MapCircle) -> MapCircle:
    return replace(bubble, within=())


def _circle_area(bubble: MapCircle) -> float:
    """The area it is given: the smallest keep room for a name, and the largest leave it."""
    return max(
        8.0 + min(bubble.people, LARGE) + 2 * min(bubble.inside, LARGE), 0.7 * sum(map(_circle_area, bubble.within))
    )


def _place_circles(bubble: MapCircle, x: float, y: float, r: float, number: int = 0) -> Iterator[_PlacedCircle]:
    yield _PlacedCircle(bubble, x, y, r, number)
    if not bubble.within:
        return
    # the disc for what lies within touches the rim below and leaves the ring for the name above
    ring = min(RING, r / 4)
    inner = r - ring * 0.6 if len(bubble.within) > 1 else r * 0.72
    y += r - inner - ring * 0.1 if len(bubble.within) > 1 else ring / 2
    places = _pack_circles(tuple(round(_circle_area(child), 1) for child in bubble.within))
    for nth, (child, (px, py, pr)) in enumerate(zip(bubble.within, places, strict=True), 1):
        yield from _place_circles(child, x + px * inner, y - py * inner, pr * inner * 0.96, number * 100 + nth)


@lru_cache(maxsize=4096)
def _pack_circles(weights: tuple[float, ...]) -> tuple[tuple[float, float, float], ...]:
    """Where circles of these areas lie in the unit circle, in the order given."""
    from circlify import circlify, enclose

    # circlify sorts by size; the number it carries along brings the order back
    data: Sequence[dict[str, Any]] = [{"id": at, "datum": weight} for at, weight in enumerate(weights)]
    found = {circle.ex["id"]: circle for circle in circlify(data)}
    # it leaves room to the rim; the smallest circle around them all becomes the rim
    rim = enclose([circle.circle for circle in found.values()])
    return tuple(
        ((one.x - rim.x) / rim.r, (one.y - rim.y) / rim.r, one.r / rim.r)
        for one in map(found.__getitem__, range(len(weights)))
    )


def _render_circle(one: _PlacedCircle, words: Words, numbered: list[str]) -> Markup:
    bubble = one.bubble
    kind = " ".join(word for word in ("outer" if bubble.within else "", bubble.state) if word)
    shape = Markup('<circle class="{}" cx="{:.1f}" cy="{:.1f}" r="{:.1f}"/>').format(kind, one.x, one.y, one.r)
    label = (_render_rim_name if bubble.within else _render_inner_name)(one, numbered)
    drawn = Markup("{}<title>{}</title>{}").format(shape, _describe_circle(bubble, words), label)
    if bubble.href is None:
        return Markup("<g>{}</g>").format(drawn)
    return Markup('<a href="{}" tabindex="-1">{}</a>').format(bubble.href, drawn)


def _describe_circle(bubble: MapCircle, words: Words) -> str:
    """What a pointer that rests on a circle is told."""
    if bubble.href is None:
        return bubble.name
    facts = [words.ngettext("%(n)d person", "%(n)d people", bubble.people) % {"n": bubble.people}]
    if bubble.inside:
        facts.append(
            words.ngettext("%(n)d circle within", "%(n)d circles within", bubble.inside) % {"n": bubble.inside}
        )
    return f"{bubble.name} ({', '.join(facts)})"


def _render_rim_name(one: _PlacedCircle, numbered: list[str]) -> Markup:
    """The name of a circle that holds others, on an arc just inside its rim."""
    size = LARGEST_TYPE if one.number == 0 else max(SMALLEST_TYPE, min(LARGEST_TYPE, one.r / 8))
    arc = one.r - size * 1.05
    if len(one.bubble.name) * size * WIDTH_OF_LETTER > arc * 2.4 or arc < size:
        return _render_number(one, one.y - one.r + size * 1.1, numbered)
    return Markup(
        '<path id="arc-{0}" fill="none" d="M{1:.1f} {2:.1f}A{3:.1f} {3:.1f} 0 0 1 {4:.1f} {2:.1f}"/>'
        '<text font-size="{5:.0f}"><textPath href="#arc-{0}" startOffset="50%">{6}</textPath></text>'
    ).format(one.number, one.x - arc, one.y, arc, one.x + arc, size, one.bubble.name)


def _render_inner_name(one: _PlacedCircle, numbered: list[str]) -> Markup:
    """The name in up to three lines in the middle of a circle, if type of a readable size fits; else its number."""
    wanted = max(SMALLEST_TYPE, min(LARGEST_TYPE, one.r / 3.2))
    for size in (wanted, SMALLEST_TYPE):
        lines = _wrap_name(one.bubble.name, one.r * 1.66 / (size * WIDTH_OF_LETTER))
        if lines and len(lines) * size * 1.15 < one.r * 1.45:
            break
    else:
        return _render_number(one, one.y + SMALLEST_TYPE * 0.35, numbered)
    top = one.y - (len(lines) - 1) * size * 0.575 + size * 0.35
    spans = Markup("").join(
        Markup('<tspan x="{:.1f}" y="{:.1f}">{}</tspan>').format(one.x, top + at * size * 1.15, line)
        for at, line in enumerate(lines)
    )
    return Markup('<text font-size="{:.1f}">{}</text>').format(size, spans)


def _render_number(one: _PlacedCircle, y: float, numbered: list[str]) -> Markup:
    numbered.append(one.bubble.name)
    return Markup('<text font-size="{:.1f}" x="{:.1f}" y="{:.1f}">{}</text>').format(
        SMALLEST_TYPE, one.x, y, len(numbered)
    )


def _wrap_name(name: str, most: float) -> list[str]:
    """A name in at most three lines of at most so many letters; nothing when it does not fit."""
    lines: list[str] = []
    for word in name.split():
        if len(word) > most:
            return []
        if lines and len(lines[-1]) + 1 + len(word) <= most:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines if len(lines) <= MOST_LINES else []
