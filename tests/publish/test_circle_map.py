"""Circles within circles, as a picture."""

from __future__ import annotations

import re
from math import hypot

import pytest

from nstgov.languages import words_of
from nstgov.publish.svg.circle_map import MOST, MapCircle, render_circle_map, select_shown_circles

ENGLISH = words_of("en")


def _bubble(name: str, count: int = 0, people: int = 8, state: str = "whole") -> MapCircle:
    within = tuple(MapCircle(f"{name} {n}", f"{name}-{n}/", 6 + n % 5) for n in range(count))
    return MapCircle(name, f"{name}/", people, state, within, count)


def _circles(svg: str) -> list[tuple[float, float, float]]:
    found = re.findall(r'<circle class="[a-z ]*" cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"/>', svg)
    return [(float(x), float(y), float(r)) for x, y, r in found]


def _size(bubble: MapCircle) -> int:
    return 1 + sum(map(_size, bubble.within))


@pytest.mark.parametrize("count", [0, 1, 2, 3, 8, 12, 28, 29])
def test_circles_lie_within_their_circle_and_beside_one_another(count: int) -> None:
    """However many there are, no circle leaves the outer one, and no two overlap."""
    outer, *inner = _circles(render_circle_map(_bubble("Oak", count), ENGLISH))
    assert len(inner) == count
    assert all(hypot(x - outer[0], y - outer[1]) + r <= outer[2] + 1 for x, y, r in inner)
    pairs = [(a, b) for at, a in enumerate(inner) for b in inner[at + 1 :]]
    assert all(hypot(a[0] - b[0], a[1] - b[1]) >= (a[2] + b[2]) * 0.99 for a, b in pairs)


def test_a_picture_holds_about_thirty_circles() -> None:
    """With more, the largest are shown, and one more circle says how many there are besides."""
    shown = select_shown_circles(_bubble("Everyone", 47), ENGLISH)
    assert _size(shown) == MOST
    assert shown.within[-1] == MapCircle("19 more", None, shown.within[-1].people)


def test_inner_circles_are_shown_only_where_all_of_them_fit() -> None:
    """A circle is opened in the picture with all that it holds, or stays closed."""
    outer = MapCircle("Everyone", "e/", 6, within=tuple(_bubble(f"Region {n}", 10) for n in range(4)))
    shown = select_shown_circles(outer, ENGLISH)
    assert [len(region.within) for region in shown.within] == [10, 10, 0, 0]
    assert _size(shown) <= MOST


def test_the_picture_is_for_the_eyes_and_escapes_names() -> None:
    """It is hidden from screen readers, which get the list, and no name breaks out of it."""
    svg = render_circle_map(MapCircle('<b onclick="x">', '"x"', 4, within=(_bubble("Oak"),)), ENGLISH)
    assert svg.startswith('<svg viewBox="0 0 1000 1000" aria-hidden="true"')
    assert "<b" not in svg
    assert 'href="&#34;x&#34;" tabindex="-1"' in svg


def test_the_same_circles_give_the_same_picture() -> None:
    """Nothing in a picture depends on chance."""
    assert render_circle_map(_bubble("Oak", 9), ENGLISH) == render_circle_map(_bubble("Oak", 9), ENGLISH)


def test_a_name_that_does_not_fit_has_a_number_and_stands_below() -> None:
    """No letter is smaller than small text on a phone; a number in the picture leads to the whole name."""
    long = "The neighbours of the old harbour"
    outer = MapCircle("Everyone", "e/", 6, within=(MapCircle(long, "n/", 6), *_bubble("Oak", 11).within))
    svg = render_circle_map(outer, ENGLISH)
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)"', svg)]
    assert min(sizes) * 339 / 1000 >= 15
    assert re.search(rf'<span class="map-number">(\d+)</span> <bdi>{long}</bdi>', svg)
    assert "…" not in svg


def test_a_legend_tells_of_the_rims_that_are_drawn_and_of_no_others() -> None:
    """Where every circle is as it should be nothing is told of rims."""
    assert "map-legend" not in render_circle_map(_bubble("Oak", 3), ENGLISH)
    assert "A dashed rim" in (gathering := render_circle_map(_bubble("Oak", state="gathering"), ENGLISH))
    assert "A strong rim" not in gathering
