"""The voices of a round as a picture."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from nstgov.publish.svg.voice_ring import MOST, PROOFS, SHAPES, render_voice_mark, render_voice_ring
from nstgov.publish.views.voice_views import VoiceView


def _voices(count: int) -> list[VoiceView]:
    return [VoiceView(f"Person {n:02}", "consent", proof="declared") for n in range(count)]


@pytest.mark.parametrize("count", [1, 4, 12, 16, MOST])
def test_everybody_has_a_place_and_nobody_covers_another(count: int) -> None:
    """As many marks as people, apart from one another and inside the picture."""
    drawn = render_voice_ring(_voices(count), f"{count} of {count}", "have spoken", "A circle")
    places = [tuple(map(float, found)) for found in re.findall(r'class="rim-main" d="M([\d.]+) ([\d.]+)', drawn)]
    assert len(places) == count
    assert all(0 < x < 360 and 0 < y < 330 for x, y in places)
    distances = [((a - c) ** 2 + (b - d) ** 2) ** 0.5 for (a, b), (c, d) in pairwise([*places, places[0]])]
    assert count == 1 or min(distances) > 18


def test_of_too_many_or_nobody_there_is_no_picture() -> None:
    """Then only the list tells."""
    assert render_voice_ring([], "", "", "") == render_voice_ring(_voices(MOST + 1), "", "", "") == ""


def test_what_is_said_differs_by_shape_and_how_it_is_proven_by_filling() -> None:
    """No two kinds, and no two proofs of one, are drawn alike; without any colour."""
    shapes = {
        says: re.sub(r' class="[^"]*"', "", render_voice_mark(says))
        for says in ("consent", "concern", "object", "away")
    }
    assert len(set(shapes.values())) == len(shapes)
    assert len({render_voice_mark("consent", proof) for proof in PROOFS}) == len(PROOFS)
    assert not re.search(r"style|fill=|stroke=|#[0-9a-f]{3}", "".join(render_voice_mark(says) for says in SHAPES))


def test_the_same_people_give_the_same_picture_in_any_order() -> None:
    """People sit in the order of their names."""
    people = [VoiceView(name, "consent", proof="signed") for name in ("Chi Tran", "Ana Ruiz", "Ben Okafor")]
    assert render_voice_ring(people, "3", "x", "y") == render_voice_ring(people[::-1], "3", "x", "y")


def test_people_of_one_first_name_are_told_apart() -> None:
    """A name stands in two lines, for nobody can tell from outside which of its words is of the family."""
    people = [VoiceView(name, "consent") for name in ("Ana Ruiz", "Ana Popescu", "Maximilian-Alexander Berg")]
    drawn = render_voice_ring(people, "3", "x", "y")
    assert re.findall(r">([^<>]+)</text>", drawn)[:6] == ["Ana", "Popescu", "Ana", "Ruiz", "Maximilia…", "Berg"]


def test_a_hostile_name_stays_a_name() -> None:
    """Nothing in a name or a label becomes a tag or an attribute."""
    evil = '"><script>x</script>'
    drawn = render_voice_ring([VoiceView(evil, "consent")], evil, evil, evil)
    assert "<script" not in drawn
    assert drawn.count('"') == drawn.replace("&#34;", "").count('"')
