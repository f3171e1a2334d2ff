"""What was in force on any day is answered by a month's page; with scripts, by the day itself."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Page

from nstgov.lifecycle import decisions_on
from nstgov.publish.site import read_site
from nstgov.publish.text.dates import format_day
from nstgov.publish.views import in_force as standing_then
from nstgov.publish.views.in_force import Month, list_month_views, list_months, list_times_in_force, list_year_views
from nstgov.publish.views.snapshot import Snapshot
from nstgov.records import Movement, Record
from tests.building import at, circle, decision, movement, version
from tests.publish.conftest import BuiltSite
from tests.publish.reading import words_of
from tests.record import TODAY, example_record, movement_from, tree_of

Make = Callable[[dict[str, str]], BuiltSite]


def _example() -> Movement:
    return movement_from(tree_of(example_record()))


def _scene(whole: Movement, day: date = TODAY) -> Snapshot:
    return Snapshot(whole, day, read_site(whole, day))


def _days() -> Iterator[date]:
    """Every ninth day of the example's story, and both ends of each month."""
    day = date(2025, 10, 1)
    while day <= TODAY:
        if day.day in (1, calendar.monthrange(day.year, day.month)[1]) or day.toordinal() % 9 == 0:
            yield day
        day += timedelta(days=1)


def test_a_months_rows_give_what_was_in_force_on_each_of_its_days() -> None:
    """On any day, the rows whose first and last day hold it are the decisions that the lifecycle says held then."""
    whole = _example()
    all_ = list_times_in_force(_scene(whole))
    pages = list(list_month_views(all_, list_months(all_, TODAY)))
    for day in _days():
        rows = [one for view in pages if view.month.first <= day <= view.month.last for one in view.rows]
        shown = {one.row.id for one in rows if one.first <= day <= one.last}
        held = {id_ for id_, state in decisions_on(whole, day).items() if state.in_force}
        assert shown == held, day


def test_a_month_counts_its_own() -> None:
    """How many held on its first and last day, how many began and ended, agree with one another and the lifecycle."""
    whole = _example()
    all_ = list_times_in_force(_scene(whole))
    views = list(list_month_views(all_, list_months(all_, TODAY)))
    assert sum(view.began for view in views) > len(views)
    for view in views:
        for day, count in ((view.month.first, view.at_first), (view.month.last, view.at_last)):
            assert count == sum(state.in_force for state in decisions_on(whole, day).values())
        began_on_first = sum(one.first == view.month.first for one in view.rows)
        ended_on_last = sum(one.last == view.month.last for one in view.rows)
        assert view.at_first - began_on_first + view.began - (view.ended - ended_on_last) == view.at_last


def test_every_row_leads_to_the_decision(site: BuiltSite) -> None:
    """Each row of a month links the decision; the index leads to every month, and months to one another."""
    page = site.page("in-force/2026-06")
    assert 'href="../../decisions/street-trees/"' in page
    assert '<a href="../../proposals/street-trees/v2/">version 2</a>' in page
    index = site.page("in-force")
    for month in ("2025-11", "2026-06", "2026-11"):
        assert f'href="../in-force/{month}/"' in index
    assert 'href="../../in-force/2026-05/"' in page
    assert 'href="../../in-force/2026-07/"' in page
    assert "18 decisions were in force on 1 June 2026. On 30 June 2026 there were 18." in words_of(page)


def test_a_month_tells_what_began_and_what_had_its_last_day(site: BuiltSite) -> None:
    """A decision whose last day ends the month still counts on that day, so a month never says that it had ended."""
    june = words_of(site.page("in-force/2026-06"))
    assert "there were 18. 1 ended in this month." in june
    assert "began in this month" not in june


def test_the_index_counts_each_months_end() -> None:
    """The number beside a month is that of its last day; the present month ends with the day of the site."""
    whole = _example()
    all_ = list_times_in_force(_scene(whole))
    (_, last), *_ = [
        (year, month) for year in list_year_views(all_, list_months(all_, TODAY)) for month in year.months[-1:]
    ]
    month, count = last
    assert month == Month(date(2026, 11, 1), TODAY)
    assert count == sum(state.in_force for state in decisions_on(whole, TODAY).values())


def _many(*decided: int) -> tuple[standing_then.TimeInForce, ...]:
    """Decisions made on some days, each in force for a hundred days."""
    records: list[Record] = [circle("oak", at(0), "ana ben chi dee")]
    for nth, day in enumerate(decided):
        records += [version(f"p{nth}", 1, at(0)), decision(f"p{nth}", at(day), sunset=at(day + 100))]
    return list_times_in_force(_scene(movement(records), at(120)))


def test_long_months_have_pages_and_lose_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """With more rows than fit on a page, every row stands on exactly one page of its month."""
    monkeypatch.setattr(standing_then, "PER_PAGE", 2)
    all_ = _many(1, 2, 3, 4, 40)
    views = list(list_month_views(all_, list_months(all_, at(120))))
    january = [view for view in views if view.month.name == "2026-01"]
    assert [len(view.rows) for view in january] == [2, 2]
    assert [view.at for view in january] == [1, 2]
    assert len({one.row.id for view in january for one in view.rows}) == 4


def test_in_a_large_movement_a_month_lists_what_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the bound each decision stands in two months only, and the counts still speak of all."""
    monkeypatch.setattr(standing_then, "MOST_ROWS", 3)
    all_ = _many(1, 2, 40)
    views = {view.month.name: view for view in list_month_views(all_, list_months(all_, at(120)))}
    listed = {name: sorted(one.row.id for one in view.rows) for name, view in views.items()}
    assert listed == {"2026-01": ["p0", "p1"], "2026-02": ["p2"], "2026-03": [], "2026-04": ["p0", "p1"], "2026-05": []}
    assert (views["2026-03"].at_first, views["2026-03"].at_last, views["2026-03"].whole) == (3, 3, False)


def test_a_day_out_of_all_time_makes_no_endless_site(monkeypatch: pytest.MonkeyPatch) -> None:
    """A decision dated to the first day there is gives months only as far back as the bound; the present is kept."""
    monkeypatch.setattr(standing_then, "MOST_MONTHS", 5)
    whole = movement(circle("oak", at(0), "ana"), version("p", 1, date.min), decision("p", date.min))
    months = list_months(list_times_in_force(_scene(whole, at(40))), at(40))
    assert [month.name for month in months] == ["2025-10", "2025-11", "2025-12", "2026-01", "2026-02"]
    assert [m.name for m in list_months(list_times_in_force(_scene(whole, date(1, 2, 3))), date(1, 2, 3))] == [
        "0001-01",
        "0001-02",
    ]


def test_an_empty_movement_is_told_how_a_circle_decides(empty_site: BuiltSite) -> None:
    """Where nothing was ever in force there is no month, and a way to begin."""
    assert "Nothing has been in force yet." in words_of(empty_site.page("in-force"))
    assert [path.name for path in (empty_site.folder / "in-force").iterdir()] == ["index.html"]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a browser of its own."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def _shown(page: Page) -> int:
    return page.locator(".days > li:visible").count()


@pytest.mark.long
def test_a_day_is_picked_and_shown(page: Page, site: BuiltSite) -> None:
    """From the index a chosen day leads to its month, where only what held on that day is left; and back."""
    page.goto(site.address + "in-force/")
    page.get_by_label("Which day?").fill("2026-06-30")
    page.get_by_role("button", name="Show it").click()
    page.wait_for_url("**/in-force/2026-06/#2026-06-30")
    held = sum(state.in_force for state in decisions_on(_example(), date(2026, 6, 30)).values())
    assert _shown(page) == held
    assert f"As it stood on June 30, 2026: {held} of" in page.inner_text("#on-day")
    page.get_by_label("Which day?").fill("2026-10-04")
    page.get_by_role("button", name="Show it").click()
    page.wait_for_url("**/in-force/2026-10/#2026-10-04")
    assert _shown(page) == sum(state.in_force for state in decisions_on(_example(), date(2026, 10, 4)).values())
    page.get_by_role("link", name="The whole month").click()
    assert _shown(page) == page.locator(".days > li").count()


def test_a_day_before_everything_is_declined_kindly(page: Page, site: BuiltSite) -> None:
    """A day for which there is no month leads nowhere, and the page says which days there are."""
    page.goto(site.address + "in-force/")
    page.get_by_label("Which day?").fill("1999-01-01")
    page.get_by_role("button", name="Show it").click()
    first = min(one.first for one in list_times_in_force(_scene(_example())))
    assert page.get_by_text(f"A day from {format_day(first)} to 23 November 2026, please.").is_visible()
    assert page.url.endswith("/in-force/")
