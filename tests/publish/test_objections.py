"""Objections have a list and an address of their own, with their whole life."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nstgov.lifecycle import objection_on
from tests.publish.conftest import BuiltSite
from tests.publish.reading import words_of
from tests.record import TODAY, example_record, movement_from, tree_of

Make = Callable[[dict[str, str]], BuiltSite]
TREES = "proposals/street-trees/objections/roots-break-pipes"


def test_every_objection_on_record_is_listed_and_has_its_own_page(site: BuiltSite) -> None:
    """Each folder of an objection leads to a page at its own path, and the list leads there."""
    listed = site.page("objections")
    folders = {path.rpartition("/")[0] for path in example_record() if "/objections/" in path}
    assert folders
    for folder in folders:
        assert f'href="../{folder}/"' in listed
        assert (site.folder / folder / "index.html").is_file()


def test_open_objections_come_first_with_the_step_and_its_day(site: BuiltSite) -> None:
    """Whoever must answer, and by when, stands in the list; no settled objection stands above an open one."""
    words = words_of(site.page("objections"))
    assert "Next: Three Bridges and those who objected" in words
    assert "An answer is due by 30 November 2026." in words
    assert words.index("Walking pace is not enough") < words.index("Roots break the water pipes")


def test_an_open_objection_is_not_named_to_itself(site: BuiltSite) -> None:
    """Below its own heading the next step says who does what, without the title once more."""
    now = words_of(site.page("decisions/quiet-hours-2026/objections/van-at-the-yard")).partition("Why it is important")[
        0
    ]
    assert now.count("Walking pace is not enough") == 1
    assert "Next: Three Bridges and those who objected" in now


def test_its_page_tells_the_whole_life_in_the_order_of_its_days(site: BuiltSite) -> None:
    """Raised, tested, answered by a version, resolved: each with its day, voices and reasons."""
    words = words_of(site.page(TREES))
    steps = ["5 February 2026 Raised by", "8 February 2026 Three Bridges tested it: it stands.",
             "15 February 2026 Version 2 of A tree in front of every second house answers it",
             "18 February 2026 Resolved: the text was changed, in version 2."]  # fmt: skip
    places = [words.find(step) for step in steps]
    assert -1 not in places
    assert places == sorted(places)
    assert "Put the root sheets in upright, not flat." in words


def test_its_page_shows_the_lines_that_it_changed(site: BuiltSite) -> None:
    """What the answering version took out and put in stands in the objection's life, once, with its link."""
    page = site.page(TREES)
    assert 'href="../../../../proposals/street-trees/v2/"' in page
    assert page.count("What this version changed") == 1
    life = words_of(page).partition("Its whole life")[2]
    assert life.index("Taken out:") < life.index("18 February 2026")
    assert "shallow roots" in life.partition("Put in:")[2]


def test_its_page_names_its_own_files_with_their_hashes_and_no_others(site: BuiltSite) -> None:
    """All files of the objection stand there, with their SHA-256, and nothing of the proposal around it."""
    page = site.page(TREES)
    movement = movement_from(tree_of(example_record()))
    own = [path for path in movement.records if path.startswith(f"{TREES}/")]
    assert len(own) == 3
    assert all(path in page and movement.sha256[path] in page for path in own)
    assert "proposals/street-trees/v1.yml" not in page


def test_the_list_agrees_with_the_lifecycle(site: BuiltSite) -> None:
    """Every objection stands in the list under the stage that the lifecycle gives it on that day."""
    listed = site.page("objections")
    movement = movement_from(tree_of(example_record()))
    folders = list(movement.objection_folders())
    assert folders
    for folder in folders:
        state = objection_on(movement, folder, TODAY)
        assert state is not None
        row = listed.partition(f'href="../{folder.target}/objections/{folder.id}/"')[2]
        assert f">{state.stage}</span>" in row.partition("</li>")[0]


@pytest.mark.long
def test_an_objection_to_what_is_over_waits_for_nobody(built_from: Make) -> None:
    """An objection that stands against a withdrawn proposal is shown, and nobody is asked to answer it."""
    files = dict(example_record())
    people = ["salma-rahman", "hugo-martens", "nadege-pierre", "tariq-aziz"]
    files["proposals/heat-refuge/closed.yml"] = (
        "date: 2026-11-20\nresult: withdrawn\nbecause: The hall has been let for the summer.\n"
        f"voices: {{{', '.join(f'{one}: consent' for one in people)}}}\nentered_by: {people[0]}\n"
    )
    files["proposals/heat-refuge/objections/too-loud/v1.yml"] = (
        "title: It is too loud\nauthors: [amara-okafor, jonas-lindqvist, chen-mei-ling, pedro-alves]\n"
        f"raised: 2026-11-18\nagainst: {{version: 1, sha256: {'0' * 64}}}\nimportant: Sleep.\nreasons: It wakes us.\n"
    )
    words = words_of(built_from(files).page("objections"))
    assert "Not settled before what they were against was over" in words
    assert "tests the objection It is too loud" not in words


@pytest.mark.long
def test_an_empty_movement_is_told_how_to_object(empty_site: BuiltSite) -> None:
    """Where nobody has objected yet, the page says so kindly and leads to the guide."""
    page = empty_site.page("objections")
    assert "Nobody has objected to anything yet." in words_of(page)
    assert 'href="../guides/object-well/"' in page
