"""What a circle prints: the texts that hold in it, and the agenda of its next meeting."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest

from nstgov.lifecycle.decision_stages import policies_of
from nstgov.publish.site import read_site
from nstgov.publish.views import circle_papers
from nstgov.publish.views.circle_papers import ManualView, build_agenda_view, build_manual_views
from nstgov.publish.views.circle_views import Circles, CircleView
from nstgov.publish.views.snapshot import Snapshot
from nstgov.records import Record
from tests.building import at, circle, decision, movement, objection, version
from tests.lifecycle.test_answering import ELMASH, ENDS, LAMP, VALLEY
from tests.publish.conftest import BuiltSite
from tests.publish.reading import words_of
from tests.record import TODAY, example_record, movement_from, tree_of

Make = Callable[[dict[str, str]], BuiltSite]


def test_a_manual_holds_every_text_in_force_whole_with_its_source(site: BuiltSite) -> None:
    """Each decision that holds in a circle stands in its manual with its text, last day, file and SHA-256."""
    whole = movement_from(tree_of(example_record()))
    for id_ in policies_of(whole, "three-bridges", TODAY):
        made = whole.decisions[id_].decision
        assert made is not None
        page = site.page("circles/three-bridges/policy")
        assert f'href="../../../decisions/{id_}/"' in page
        assert made.sha256 in page
        assert whole.proposals[id_].versions[made.version].file in page
    words = words_of(site.page("circles/three-bridges/policy"))
    assert "Where a tree stands badly it may be moved once, in the first winter." in words
    assert "in force until 15 January 2028" in words


def test_what_held_before_is_named_with_its_days(site: BuiltSite) -> None:
    """A decision of the circle that is over stands below the manual with its first and last day, without its text."""
    words = words_of(site.page("circles/lantern-row/policy"))
    before = words.partition("What this circle decided that held before")[2]
    assert "Walter keeps the key of the meeting house" in before


def test_an_agenda_tells_what_to_test_or_settle_and_by_when(site: BuiltSite) -> None:
    """A facilitator sees the point, its time, its day, and who is asked to come."""
    words = words_of(site.page("circles/three-bridges/agenda"))
    assert "Find a way with those who objected: Quiet nights, for three streets" in words
    assert "after 10 minutes, about 30 minutes · due by 30 November 2026" in words
    assert "Who is asked to come" in words
    assert "Zeynep Yıldız" in words


def test_a_circles_page_leads_to_both(site: BuiltSite) -> None:
    """From a circle one click leads to its agenda and to its manual; a closed circle has no agenda."""
    page = site.page("circles/three-bridges")
    assert 'href="../../circles/three-bridges/agenda/"' in page
    assert 'href="../../circles/three-bridges/policy/"' in page
    assert not (site.folder / "circles/pier-three/agenda").exists()
    assert (site.folder / "circles/pier-three/policy/index.html").is_file()


@pytest.mark.long
def test_a_circle_without_anything_is_told_the_next_step(built_from: Make) -> None:
    """A circle that has only begun has both pages, each with a kind word; nobody is told to copy from no address."""
    oak = "name: Oak\nlevel: friend\naim: To meet.\nopened: 2026-01-01\nmembers:\n  ana: {name: Ana}\nentered_by: ana\n"
    site = built_from({"nstgov.yml": "format: 1\ntitle: New\nlanguages: [en]\n", "circles/oak/circle.yml": oak})
    assert site.built.is_sound, site.built
    assert "Nothing has been decided that holds here today." in words_of(site.page("circles/oak/policy"))
    assert "No decision waits for this circle today" in words_of(site.page("circles/oak/agenda"))
    assert "git clone" not in site.page("data")
    assert "ask somebody of this movement for a copy" in words_of(site.page("data"))


@pytest.mark.long
def test_a_circle_that_nobody_represents_waits_for_that(built_from: Make) -> None:
    """It is not told that it waits for nothing while its people are not heard in the circle above."""
    four = "members:\n  ana: {name: Ana}\n  ben: {name: Ben}\n  chi: {name: Chi}\n  dee: {name: Dee}\nentered_by: ana\n"
    oak = f"name: Oak\nlevel: friend\naim: To meet.\nopened: 2026-01-01\nparent: river\n{four}"
    river = "name: River\nlevel: regional\naim: To meet.\nopened: 2026-01-01\nentered_by: ana\n"
    settings = "format: 1\ntitle: New\nlanguages: [en]\n"
    site = built_from({"nstgov.yml": settings, "circles/river/oak/circle.yml": oak, "circles/river/circle.yml": river})
    now = words_of(site.page("circles/oak")).partition("What it waits for")[2].partition("Agenda")[0]
    assert "Nobody represents this circle now. Next:" in now
    assert "For nothing today" not in now


def _scene(*records: Record) -> tuple[Snapshot, Circles]:
    whole = movement(circle("oak", at(0), "ana ben chi dee"), list(records))
    scene = Snapshot(whole, at(20), read_site(whole, at(20)))
    return scene, Circles(scene)


def test_a_meeting_has_an_end() -> None:
    """What goes beyond two hours is left for another day, in order; the meeting's length counts what fits."""
    ids = [f"p{number}" for number in range(9)]
    records: list[Record] = [version(id_, 1, at(1)) for id_ in ids]
    records += [objection(f"proposals/{id_}", f"why-{id_}", at(2)) for id_ in ids]
    view = build_agenda_view(*_scene(*records), "oak")
    assert (len(view.points), len(view.later)) == (5, 4)
    assert view.minutes == view.opening + sum(point.minutes for point in view.points) + view.closing == 120
    assert [point.starts for point in view.points] == [10, 30, 50, 70, 90]


def test_a_long_manual_has_several_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every text stands on exactly one page; what held before stands on the first alone."""
    monkeypatch.setattr(circle_papers, "PER_PAGE", 2)
    ids = [f"p{number}" for number in range(5)]
    records = [record for id_ in ids for record in (version(id_, 1, at(1)), decision(id_, at(2)))]
    gone = [version("old", 1, at(1)), decision("old", at(2), sunset=at(3))]
    views = build_manual_views(*_scene(*records, *gone), "oak")
    assert [text.row.id for view in views for text in view.texts] == ids
    assert [(view.at, view.pages, len(view.before)) for view in views] == [(1, 3, 1), (2, 3, 0), (3, 3, 0)]


def test_what_a_closed_circle_decided_stands_where_it_goes_on() -> None:
    """The circle that follows lists it and holds its text; both pages say who answers; before the closing nobody."""
    whole = movement(VALLEY, LAMP, ENDS, ELMASH)

    def views_on(day: int, id_: str) -> tuple[CircleView, tuple[ManualView, ...]]:
        scene = Snapshot(whole, at(day), read_site(whole, at(day)))
        return Circles(scene).build_circle_view(id_), build_manual_views(scene, Circles(scene), id_)

    view, manual = views_on(12, "elmash")
    assert [(row.id, [one.name for one in row.answering]) for row in view.decisions] == [("lamp", ["Elmash"])]
    assert [(text.row.id, text.own, text.inherited) for text in manual[0].texts] == [("lamp", False, True)]
    assert [one.name for one in view.follows] == ["Elm"]
    assert [one.name for one in views_on(12, "elm")[0].goes_on_in] == ["Elmash"]
    early, own = views_on(10, "elm")
    assert (early.goes_on_in, early.decisions[0].answering, own[0].texts[0].own) == ((), (), True)


@pytest.mark.long
def test_what_was_never_validly_decided_is_told_first_and_is_nowhere_in_force(built_from: Make) -> None:
    """Home, circle and decision say that it is not valid; nobody reads that it binds anybody, or that it ever held."""
    four = ("ana", "ben", "chi", "dee")
    elm = "name: Elm\nlevel: friend\naim: To meet.\nopened: 2026-01-01\nmembers:\n"
    elm += "".join(f"  {one}: {{name: {one.title()}}}\n" for one in four)
    elm += "voices:\n" + "".join(f"  {one}: consent\n" for one in four) + "entered_by: ana\n"
    lamp = f"title: A lamp\nkind: policy\nauthors: [{', '.join(four)}]\nsubmitted: 2026-03-01\nasks: [elm]\n"
    lamp += "affects: [elm]\nneed: Three of us slipped.\nreasons: A lamp lights the way.\ntext: One lamp.\n"
    lamp += "sunset: 2027-03-01\nreview: 2026-12-01\njudged_by: [people who slipped]\nentered_by: ana\n"
    hash_ = hashlib.sha256(lamp.encode()).hexdigest()
    made = f"version: 1\nsha256: {hash_}\ndecided: 2026-03-10\ncircles: [elm]\nsunset: 2027-03-01\nentered_by: ana\n"
    settings = "format: 1\ntitle: New\nlanguages: [en]\n"
    site = built_from({"nstgov.yml": settings, "circles/elm/circle.yml": elm, "proposals/lamp/v1.yml": lamp,
                       "decisions/lamp/decision.yml": made})  # fmt: skip
    home, page = words_of(site.page("")), words_of(site.page("circles/elm"))
    assert "1 was written down as decided, and is not valid" in home
    assert "All is quiet" not in home
    assert "Written down as decided, and not valid" in page
    assert "No longer in force" not in page
    assert "It has grown" not in page
    assert "It binds those who consented" not in words_of(site.page("decisions/lamp"))
