"""The page of numbers, and its pictures."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest
import yaml

from nstgov.publish.site import read_site
from nstgov.publish.svg.charts import render_bar_chart, render_column_chart
from nstgov.publish.views.numbers import LONGEST_OF_BUCKETS, build_numbers_view
from nstgov.publish.views.snapshot import Snapshot
from tests.publish.conftest import BuiltSite
from tests.publish.reading import words_of
from tests.record import TODAY, example_record, movement_from, tree_of


def _loaded(ending: str) -> dict[str, dict[str, object]]:
    """The example's files of one sort as plain YAML, without anything of the program under test."""
    return {path: yaml.safe_load(text) for path, text in example_record().items() if re.search(ending, path)}


def test_the_numbers_agree_with_a_count_over_the_files() -> None:
    """Days to consent and ways of resolving, worked out from the plain files alone, are those of the page."""
    view = build_numbers_view(
        Snapshot(whole := movement_from(tree_of(example_record())), TODAY, read_site(whole, TODAY))
    )
    versions = _loaded(r"^proposals/[^/]+/v[0-9]+\.yml$")
    took = []
    for path, made in _loaded(r"^decisions/[^/]+/decision\.yml$").items():
        proposal = f"proposals/{path.split('/')[1]}/"
        if "imported" not in versions[f"{proposal}v{made['version']}.yml"]:
            here = [one for at, one in versions.items() if at.startswith(proposal) and "imported" not in one]
            took.append((made["decided"] - min(one["submitted"] for one in here)).days)  # type: ignore[operator,type-var]
    assert view.decided == len(took) == sum(count for _, count in view.consent)
    assert view.median == sorted(took)[(len(took) - 1) // 2]
    assert view.consent[0] == (LONGEST_OF_BUCKETS[0], sum(days <= LONGEST_OF_BUCKETS[0] for days in took))
    kinds = Counter(one["kind"] for one in _loaded(r"/resolution\.[0-9-]+\.yml$").values())
    assert view.changed == kinds["text changed"] + kinds["term shortened"]
    assert view.objections == len({path.rpartition("/")[0] for path in _loaded(r"/objections/")})


def test_each_picture_has_a_name_words_and_its_table(site: BuiltSite) -> None:
    """Every picture is an image with a name and a description, and the numbers in it stand in a table below it."""
    page = site.page("numbers")
    pictures = re.findall(r'<svg viewBox[^>]* role="img" aria-labelledby="(\S+) (\S+)".*?</svg>', page, re.DOTALL)
    assert len(pictures) == 5
    for name, about in pictures:
        assert f'<title id="{name}">' in page
        assert f'<desc id="{about}">' in page
    assert page.count("<table>") == 5
    words = words_of(page)
    assert "Half of 26 decisions were made within 13 days of their first version." in words
    assert "8 to 14 days 9" in words


def test_a_picture_draws_its_numbers_to_scale() -> None:
    """The longest bar takes the room there is, half the number is half as long, and nothing has no bar."""
    drawn = render_bar_chart("x", "Name", "About", [("a", 10), ("b", 5), ("c", 0)])
    widths = [float(width) for width in re.findall(r'<rect [^>]*width="([\d.]+)"', drawn)]
    assert widths == [280.0, 140.0, 0.0]
    heights = [
        float(h)
        for h in re.findall(r'<rect [^>]*height="([\d.]+)"', render_column_chart("y", "N", "A", [("a", 3), ("b", 6)]))
    ]
    assert heights == [63.0, 126.0]


def test_the_number_of_today_is_written_and_the_highest_is_a_line() -> None:
    """Above the last column stands its own number; where another one was higher, a line across says how high."""
    fallen = render_column_chart("y", "N", "A", [("a", 1), ("b", 1500), ("c", 1144)], say="{:,}".format)
    assert re.findall(r'class="(number end|soft)"[^>]*>([\d,]+)<', fallen) == [
        ("soft", "1,500"),
        ("number end", "1,144"),
    ]
    assert 'class="scale"' not in render_column_chart("y", "N", "A", [("a", 1), ("b", 6)])


def test_a_few_columns_are_no_wall() -> None:
    """One month is a column of its own width, and the last month is named below its own column."""
    assert 'width="96.0"' in render_column_chart("y", "N", "A", [("January", 3)])
    assert '<text class="end" x="240"' in render_column_chart("y", "N", "A", [("January", 3), ("February", 4)])
    assert '<text class="end" x="340"' in render_column_chart("y", "N", "A", [(str(at), at) for at in range(1, 13)])


def test_a_picture_runs_the_way_its_language_does() -> None:
    """From right to left, bars begin at the right edge with their words, and the first month stands at the right."""
    drawn = render_bar_chart("x", "Name", "About", [("a", 10), ("b", 5)], leftward=True)
    assert re.findall(r'<rect x="([\d.]+)"', drawn) == ["60.0", "200.0"]
    assert '<text class="end" x="340"' in drawn
    months = render_column_chart("y", "N", "A", [("January", 3), ("February", 4)], leftward=True)
    assert re.findall(r'<rect x="([\d.]+)"', months) == ["244.0", "124.0"]
    assert '<text x="100" y="168" font-size="15">February' in months


def test_words_in_a_picture_are_only_words() -> None:
    """A name that looks like markup is shown as it was typed; without rows there is no picture."""
    drawn = render_bar_chart("x", "<script>", '"><b>', [("<i onclick=x>", 1)])
    assert "<script>" not in drawn
    assert "<i" not in drawn
    assert render_bar_chart("x", "Name", "About", []) == render_column_chart("x", "Name", "About", []) == ""


@pytest.mark.parametrize("day", [date(2025, 10, 20), date(2025, 12, 31), TODAY])
def test_the_page_tells_of_its_day_only(day: date) -> None:
    """On an earlier day fewer decisions are counted, never more."""
    whole = movement_from(tree_of(example_record()))
    view = build_numbers_view(Snapshot(whole, day, read_site(whole, day)))
    made = [one["decided"] for one in _loaded(r"^decisions/[^/]+/decision\.yml$").values()]
    assert sum(count for _, count in view.decisions) <= sum(one <= day for one in made)  # type: ignore[operator]
    assert view.growth
    assert all(one.day <= day for one in view.growth)
