"""People find their own part: on a page of theirs, and by picking their name once."""

from __future__ import annotations

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from nstgov.lifecycle.personal_steps import collect_personal_steps
from nstgov.publish.person_pages import group_person_pages, make_person_files
from nstgov.publish.site import Site
from nstgov.publish.views import person_views
from nstgov.publish.views.circle_views import Circles
from nstgov.publish.views.snapshot import Snapshot
from tests.properties.moves import on_day
from tests.properties.tale import day
from tests.publish.conftest import BuiltSite
from tests.publish.everybody import can_be_read
from tests.publish.filled_worlds import LATER, worlds_by_name
from tests.publish.forms import id_of
from tests.publish.reading import made_now, pages_now, words_of
from tests.record import movement_from, tree_of


def scene_of(name: str) -> Snapshot:
    """A movement on its day."""
    world = worlds_by_name()[name]
    return Snapshot(movement_from(tree_of(world.files)), world.day, Site(title="A movement", made=world.day))


def told_to(person: str) -> set[tuple[str, str]]:
    """What concerns somebody in the movement with two levels: what it is, and about which thing."""
    steps = collect_personal_steps(scene_of("levels").movement, on_day(LATER))
    return {(step.what, step.of) for step in steps.get(person, ())}


def test_a_voice_is_awaited_from_whoever_has_not_spoken() -> None:
    """Of a round only those are told whose voice is missing; of what a circle does, all its members."""
    assert ("speak", "proposals/bridge") in told_to("lou")
    assert ("speak", "proposals/bridge") not in told_to("kim")
    assert {("decide", "proposals/paint"), ("test", "proposals/pond")} <= told_to("fay")
    assert ("decide", "proposals/paint") not in told_to("max")


def test_what_somebody_promised_and_what_of_theirs_is_objected_to_is_told() -> None:
    """Tasks, commitments, terms and objections are those of that person, and of nobody else."""
    ana = told_to("ana")
    assert {("task", "decisions/shade"), ("takes part", "proposals/garden"), ("term", "decisions/oak-0")} <= ana
    assert ("objected", "proposals/wall") in ana
    assert not {what for what, _ in told_to("nia")} & {"task", "takes part", "term", "objected"}


def test_who_has_committed_is_not_asked_again() -> None:
    """An action looks for those who have not said that they take part."""
    assert ("commit", "proposals/garden") in told_to("chi")
    assert ("commit", "proposals/garden") not in told_to("ben")


def test_a_calendar_has_ones_own_days_and_a_feed_the_way_to_the_form() -> None:
    """The days on which something of a person's ends or is due, and each entry leads to the form, filled in."""
    scene = scene_of("levels")
    files = made_now(make_person_files(scene, Circles(scene)))
    days = {str(one.decoded("dtstart")) for one in Calendar.from_ical(files["people/ana/calendar.ics"]).walk("VEVENT")}
    assert {day(50), day(400)} <= days
    assert b"take-part/voice/?circle=river&amp;proposal=bridge&amp;person=lou" in files["people/lou/feed.atom"]


def test_a_person_s_page_has_no_word_of_any_round(site: BuiltSite) -> None:
    """Circles, terms and what they stand behind; what they said stands where it was said."""
    words = words_of(site.page("people/tariq-aziz"))
    assert "Rope Walk" in words
    assert "A last bus at half past eleven" in words
    assert "consent" not in words
    assert 'href="../../people/tariq-aziz/"' in site.page("circles/rope-walk")


def test_very_many_people_have_no_pages_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Their circles' pages then answer the same, and no link leads to a page that is not there."""
    monkeypatch.setattr(person_views, "MOST_PEOPLE", 3)
    scene = scene_of("levels")
    assert [page.path for page in pages_now(group_person_pages(scene, Circles(scene)))] == ["take-part/mine/"]
    assert person_views.link_person(scene, "ana").href is None


def test_whoever_picks_their_name_once_finds_their_part(phone: Page, site: BuiltSite) -> None:
    """On one page and on the first one, each thing a link to the filled-in form; the name is sent nowhere."""
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.goto(f"{site.address}take-part/mine/")
    phone.get_by_label("In which circle are you?").select_option("old-harbour")
    phone.get_by_label("Who are you?").select_option("chidi-eze")
    expect(phone.get_by_role("heading", name="What waits for your voice")).to_be_visible()
    can_be_read(phone)
    phone.goto(site.address)
    phone.locator("#my-part").get_by_role("link").first.click()
    expect(phone.locator("#" + id_of(":proposal"))).to_have_value("repair-cafe-2027")
    assert phone.url.startswith(f"{site.address}take-part/decision/?circle=old-harbour")
    assert not [url for url in asked if "chidi" in url]
    phone.goto(f"{site.address}take-part/mine/")
    phone.get_by_role("button", name="Somebody else is here").click()
    assert phone.evaluate("localStorage.getItem('nstgov.mine')") is None
