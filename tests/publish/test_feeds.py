"""Feeds: whole by an independent reader, in the order of landing, missing nothing, and harmless."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import feedparser
import pytest
from playwright.sync_api import Browser

from nstgov.publish.data.data_files import TABLES, group_data_files
from nstgov.publish.following.calendars import make_calendar_files
from nstgov.publish.following.describe_events import TELLERS
from nstgov.publish.following.events import MOST, RecordEvent, RecordEvents
from nstgov.publish.following.feed_entries import LATELY, NEWEST, select_recent
from nstgov.publish.following.feeds import make_feed_files, render_circle_feeds
from nstgov.publish.following.stage_changes import find_decision_stages, find_proposal_stages
from nstgov.publish.rendering import PageGroup
from nstgov.publish.site import read_site
from nstgov.publish.views.circle_views import Circles
from nstgov.publish.views.snapshot import Snapshot
from nstgov.records import KINDS, Movement
from nstgov.store.landings import Landing
from tests.publish.conftest import BuiltSite
from tests.publish.hostile import poisoned
from tests.publish.reading import made_now
from tests.record import TODAY, example_record, movement_from, tree_of

ATOM = "{http://www.w3.org/2005/Atom}"


@cache
def _example() -> Movement:
    return movement_from(tree_of(example_record()))


def _scene(movement: Movement, day: date = TODAY, address: str | None = None) -> Snapshot:
    return Snapshot(movement, day, read_site(movement, day, address=address))


def _feeds(scene: Snapshot) -> dict[str, bytes]:
    return made_now(make_feed_files(scene, Circles(scene)))


@cache
def _example_feeds() -> dict[str, bytes]:
    """The feeds of the worked example, made once."""
    return _feeds(_scene(_example()))


@cache
def _parse_feed(data: bytes) -> Any:
    """A feed as an independent reader takes it, which takes its time."""
    return feedparser.parse(data)


def _atoms(files: dict[str, bytes]) -> Iterator[tuple[str, ET.Element]]:
    return ((path, ET.fromstring(data)) for path, data in files.items() if path.endswith(".atom"))  # noqa: S314


def _ids(data: bytes) -> list[str]:
    return [item["id"] for item in json.loads(data)["items"]]


def _of(path: str) -> str:
    return f"urn:nstgov:{_example().repository_id}:{path}"


@pytest.mark.long
@pytest.mark.parametrize("address", [None, "https://valley.example/"])
def test_every_feed_is_whole(address: str | None) -> None:
    """Each Atom feed has what RFC 4287 asks for, each name once, with and without an address of the site."""
    scene = _scene(_example(), address=address)
    scene.site = scene.site if address else read_site(Movement(_without_site()), TODAY)
    feeds = list(_atoms(_feeds(scene)))
    assert len(feeds) > len(scene.movement.circles)
    assert sum(len(list(root.iter(f"{ATOM}entry"))) for _, root in feeds) > len(feeds)
    for path, root in feeds:
        assert root.tag == f"{ATOM}feed", path
        for element in (root, *root.iter(f"{ATOM}entry")):
            for needed in ("id", "title", "updated"):
                found = element.findall(f"{ATOM}{needed}")
                assert len(found) == 1, (path, needed)
                assert (found[0].text or "").strip(), (path, needed)
            assert re.fullmatch(r"\d{4}-\d{2}-\d{2}T00:00:00\+00:00", element.findtext(f"{ATOM}updated") or "")
            assert re.fullmatch(r"urn:nstgov:[!-~]+", element.findtext(f"{ATOM}id") or "")
        assert root.findtext(f"{ATOM}author/{ATOM}name")
        assert all(entry.find(f"{ATOM}content") is not None for entry in root.iter(f"{ATOM}entry"))
        names = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
        assert len(names) == len(set(names)), path
        assert root.findtext(f"{ATOM}updated") == max(
            (entry.findtext(f"{ATOM}updated") or "" for entry in root.iter(f"{ATOM}entry")),
            default=root.findtext(f"{ATOM}updated"),
        )


def _atoms_of(site: BuiltSite) -> list[Path]:
    """Every Atom feed of a site: one for each circle at the least."""
    found = sorted(site.folder.rglob("*.atom"))
    assert len(found) > len(_example().circles)
    return found


def _without_site() -> list[Any]:
    return [record for path, record in _example().records.items() if path != "nstgov.yml"]


def test_an_independent_reader_finds_nothing_to_complain_about(site: BuiltSite) -> None:
    """Every feed of the site is read as Atom, each entry with a title, a page that is there, and a day."""
    for path in _atoms_of(site):
        found = _parse_feed(path.read_bytes())
        assert not found.bozo, (path, found.get("bozo_exception"))
        assert found.version == "atom10"
        for entry in found.entries:
            assert entry.title
            assert entry.updated_parsed
            page = entry.link.removeprefix(site.named).partition("#")[0].partition("?")[0]
            assert entry.link.startswith(site.named)
            assert (site.folder / page / "index.html").is_file(), entry.link


def test_a_feed_leads_from_where_it_lies_where_the_site_has_no_address() -> None:
    """Without an address the links of a feed go up from its place; JSON feeds, whose links must be whole, have none."""
    scene = _scene(_example())
    scene.site = read_site(Movement(_without_site()), TODAY)
    files = _feeds(scene)
    root = ET.fromstring(files["circles/rope-walk/feed.atom"])  # noqa: S314
    assert root.find(f"{ATOM}link").attrib["href"] == "../../circles/rope-walk/"  # type: ignore[union-attr]
    items = json.loads(files["feeds/all.json"])["items"]
    assert items
    assert all("url" not in item for item in items)


def test_both_forms_say_the_same(site: BuiltSite) -> None:
    """Each Atom feed has a JSON feed beside it with the same names, titles and days, in version 1.1."""
    for path in _atoms_of(site):
        found, plain = _parse_feed(path.read_bytes()), json.loads(path.with_suffix(".json").read_text("utf-8"))
        assert plain["version"] == "https://jsonfeed.org/version/1.1"
        assert [entry.id for entry in found.entries] == [item["id"] for item in plain["items"]]
        assert [entry.updated for entry in found.entries] == [item["date_published"] for item in plain["items"]]
        assert all(item["content_text"] for item in plain["items"])


def test_the_log_has_every_record() -> None:
    """Whatever is on record by a day stands in the log once, proofs and translations included."""
    movement = _example()
    names = [one.name for one in RecordEvents(_scene(movement)).list_landed]
    assert sorted(names) == sorted(set(names))
    missing = {path for path in movement.records if path not in names}
    assert missing <= {"nstgov.yml"}


def test_every_kind_of_record_can_be_told() -> None:
    """There is a way to tell each kind of record, so that no new one is forgotten."""
    assert {kind.type for kind in KINDS} == set(TELLERS)


def test_what_came_by_itself_is_told_once() -> None:
    """A decision that lapsed and a term that is over are told on the day after, by names of their own."""
    names = {one.name: one.when for one in RecordEvents(_scene(_example())).list_events if one.by_itself}
    lapsed = {name: when for name, when in names.items() if name.endswith("#lapsed")}
    assert lapsed
    assert any(name.endswith("election.yml#over") for name in names)
    for name, when in lapsed.items():
        decision = _example().decisions[name.split("/")[1]].decision
        assert decision is not None
        assert decision.sunset == when - timedelta(days=1)


def test_entries_come_in_the_order_of_landing() -> None:
    """What landed later stands first, though it speaks of an earlier day; its day in the feed is that of landing."""
    path = next(p for p in _example().records if p.endswith("/rope-walk/circle.yml"))
    landed = {path: Landing("c" * 40, date(2026, 11, 23), 7)}
    scene = Snapshot(_example(), TODAY, read_site(_example(), TODAY), landed)
    first = RecordEvents(scene).list_events[0]
    assert first.path == path
    assert first.when == date(2026, 11, 23)
    assert _ids(_feeds(scene)["feeds/all.json"])[0] == _of(path)


def test_names_stay_when_the_site_moves_and_time_passes() -> None:
    """The same record has the same name in a feed, wherever the site stands and whatever came after."""
    before = _ids(_feeds(_scene(_example(), date(2026, 10, 1), "https://one.example/"))["feeds/all.json"])
    after = _ids(_feeds(_scene(_example(), TODAY, "https://two.example/"))["feeds/all.json"])
    assert before[0] in after
    assert before[0].startswith("urn:nstgov:")


def test_a_circles_feed_tells_what_concerns_it() -> None:
    """It holds what the circle did, what it is asked and what touches it, and nothing of other circles."""
    scene = _scene(_example())
    files = dict(render_circle_feeds(scene, RecordEvents(scene), "lantern-row"))
    assert set(files) == {
        f"circles/lantern-row/{name}.{form}" for name in ("feed", "touching") for form in ("atom", "json")
    }
    ids = _ids(files["circles/lantern-row/feed.json"])
    assert _of("decisions/meeting-house-key-box/decision.yml") in ids
    assert _of("proposals/meeting-house-key-box/v1.yml") in ids
    assert not any("/rope-walk/" in id_ for id_ in ids)
    touching = _ids(files["circles/lantern-row/touching.json"])
    assert _of("proposals/quiet-hours-2026/v1.yml") in touching
    assert not any("/lantern-row/" in id_ or "meeting-house" in id_ for id_ in touching)


def test_an_entry_tells_whose_act_it_is_and_what_it_is_about() -> None:
    """Authors by name, the kind and the circles as categories, and the day it was published, in both forms."""
    files = _example_feeds()
    assert b"<published>" in files["feeds/objections.atom"]
    assert all("/objections/" in id_ for id_ in _ids(files["feeds/objections.json"]))
    item = next(one for one in json.loads(files["feeds/all.json"])["items"] if one["tags"][0] == "version")
    assert len(item["authors"]) >= 4
    atom = feedparser.parse(files["feeds/objections.atom"])
    assert all(entry.tags for entry in atom.entries)
    assert sum("authors" in entry for entry in atom.entries) > len(atom.entries) / 2


def test_within_one_change_the_newest_stands_first() -> None:
    """A version, the round about it and the decision that landed together are told in the order of an evening."""
    movement = _example()
    landed = dict.fromkeys(movement.records, Landing("a" * 40, TODAY, 1))
    scene = Snapshot(movement, TODAY, read_site(movement, TODAY), landed)
    names = [one.name for one in RecordEvents(scene).list_events]
    folders = ("proposals/meeting-house-key-box/", "decisions/meeting-house-key-box/")
    about = [name for name in names if name.startswith(folders)]
    assert about[0].startswith("decisions/")
    assert about[-1].endswith("/v1.yml")


def test_stages_are_entered_on_their_days() -> None:
    """A proposal's way through its stages, and a decision's, have the days on which each began."""
    scene = _scene(_example())
    way = [(one.stage, one.when) for one in find_proposal_stages(scene, "meeting-house-key-box")]
    assert way[-1] == ("decided", date(2026, 5, 4))
    assert way[0][1] == date(2026, 4, 27)
    reconsidered = [one.stage for one in find_decision_stages(scene, "quiet-hours-2026")]
    assert reconsidered[0] == "in force"
    assert reconsidered[-1] == "under reconsideration"


def test_the_feed_of_a_stage_has_what_came_into_it() -> None:
    """What came into a stage stays in its feed after it has moved on; every stage on record is in a feed."""
    files = _example_feeds()
    assert any("meeting-house-key-box" in id_ for id_ in _ids(files["feeds/proposals-decided.json"]))
    assert any("quiet-hours-2026" in id_ for id_ in _ids(files["feeds/decisions-under-reconsideration.json"]))
    assert _ids(files["feeds/closing-soon.json"])
    assert "feeds/decisions-lapsing.atom" in files


def test_the_feed_of_a_stage_tells_why() -> None:
    """What is thought about again names the objection, what is objected to its people, what ends its day."""
    files = _example_feeds()
    assert "The objection: Walking pace is not enough at the yard's gate." in _texts(
        files["feeds/decisions-under-reconsideration.json"]
    )
    assert "Nguyễn Văn Bảo can't live with it yet." in _texts(files["feeds/proposals-objected.json"])
    assert "In force until 15 December 2026." in _texts(files["feeds/decisions-lapsing.json"])


def _texts(feed: bytes) -> str:
    return " ".join(item.get("content_text", "") for item in json.loads(feed)["items"])


def test_a_feed_goes_back_as_far_as_it_says() -> None:
    """It has at least its newest entries, all that are young, and never more than it may have."""
    old = [RecordEvent(TODAY - timedelta(days=200), 0, TODAY, (0, 0, 0), f"a{n}") for n in range(60)]
    young = [RecordEvent(TODAY - LATELY, 0, TODAY, (0, 0, 0), f"b{n}") for n in range(70)]
    assert len(select_recent(old, TODAY)) == NEWEST
    assert len(select_recent([*young, *old], TODAY)) == 70
    assert len(select_recent(young * 100, TODAY)) == MOST


@pytest.mark.long
def test_hostile_texts_stay_texts(hostile_site: BuiltSite) -> None:
    """With an attempt in every text, feeds are still read, and hold no element, whoever takes a text for HTML."""
    feeds = sorted(hostile_site.folder.rglob("*.atom"))
    assert feeds
    for path in feeds:
        found = feedparser.parse(path.read_bytes(), sanitize_html=False)
        assert not found.bozo, (path, found.get("bozo_exception"))
        for entry in found.entries:
            shown = entry.title + "".join(content.value for content in entry.content)
            assert "<" not in shown, shown
        assert b"<" not in path.with_suffix(".json").read_bytes()


@pytest.mark.long
def test_the_same_record_gives_the_same_feeds() -> None:
    """Made twice, every feed is the same to the byte, also where every text is an attempt to run something."""
    for movement in (_example(), poisoned(_example())):
        assert _feeds(_scene(movement)) == _feeds(_scene(movement))


def test_pages_tell_of_their_feeds(site: BuiltSite) -> None:
    """The first page, each circle's and the one about following name their feeds and lead to them."""
    home, circle, follow = site.page(""), site.page("circles/rope-walk"), site.page("feeds")
    for page, path in ((home, "./feeds/all"), (circle, "../../circles/rope-walk/feed"), (follow, "../feeds/all")):
        assert re.search(rf'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="{path}.atom">', page)
        assert 'type="application/feed+json" title="' in page
        assert f'<a href="{path}.atom">' in page
    linked = {Path(path).name for path in re.findall(r'href="\.\./feeds/([^"]+)"', follow)}
    assert {path.name for path in (site.folder / "feeds").iterdir() if path.suffix in (".atom", ".json")} == linked


def test_another_language_has_the_same_entries_under_its_own_address() -> None:
    """The feed in Spanish names the same entries as the English one, leads to its own pages, and is a feed apart."""
    site = replace(read_site(_example(), TODAY, address="https://valley.example/"), languages=("en", "es"))
    english, spanish = (_feeds(Snapshot(_example(), TODAY, one)) for one in site.list_languages())
    first, other = (feedparser.parse(files["feeds/all.atom"]) for files in (english, spanish))
    assert _ids(english["feeds/all.json"]) == _ids(spanish["feeds/all.json"])
    assert first.feed.id != other.feed.id
    assert other.feed.language == "es"
    for entry, same in zip(first.entries, other.entries, strict=True):
        assert same.link == entry.link.replace("https://valley.example/", "https://valley.example/es/")
    assert " de 2026" in spanish["feeds/decisions-in-force.atom"].decode()


def test_only_what_a_change_touches_is_made_again() -> None:
    """Other words in a proposal give other keys to its circle's feed and calendar, to what is common, and no others."""
    path = "proposals/meeting-house-key-box/v1.yml"
    files = dict(example_record())
    files[path] = files[path].replace("A key box", "A box for keys")
    before, after = _example(), movement_from(tree_of(files))
    circle = {"circles/lantern-row/feed", "circles/lantern-row/calendar"}
    assert _keys(before) == _keys(movement_from(tree_of(example_record())))
    tables = {f"data/{table.name}" for table in TABLES}
    assert _differing(before, after) == {*circle, "feeds", "feeds/acts", "feeds/stages", "calendar", *tables}


def test_a_change_of_what_all_stand_on_touches_all() -> None:
    """Another name of a person gives another key to every feed and calendar, for it may stand in any of them."""
    path = next(p for p in example_record() if p.endswith("/rope-walk/circle.yml"))
    files = dict(example_record())
    files[path] = files[path].replace("Nadège Pierre", "Nadège Martin")
    assert files[path] != example_record()[path]
    before = _example()
    assert _differing(before, movement_from(tree_of(files))) == set(_keys(before)) - {"data/schemas"}


def _keys(movement: Movement) -> dict[str, str]:
    scene = _scene(movement)
    circles = Circles(scene)
    makers = (make_feed_files, make_calendar_files, group_data_files)
    groups = (one for make in makers for one in make(scene, circles))
    inner = (one for group in groups for one in (group.make() if group.holds_groups else (group,)))
    found = {one.name: one.key for one in inner if isinstance(one, PageGroup)}
    assert found
    assert all(found.values())
    return found


def _differing(before: Movement, after: Movement) -> set[str]:
    first, second = _keys(before), _keys(after)
    return {name for name in first.keys() | second.keys() if first.get(name) != second.get(name)}


@pytest.mark.long
@pytest.mark.parametrize("sort", ["text/html", "application/xml", "application/json"])
def test_a_browser_runs_nothing_of_hostile_feeds_and_data(browser: Browser, hostile_site: BuiltSite, sort: str) -> None:
    """Opened in a browser, even by a host that takes them for pages, feeds and JSON run nothing and hold no script."""
    ending = "json" if sort == "application/json" else "atom"
    files = [hostile_site.folder / f"feeds/all.{ending}", hostile_site.folder / f"circles/rope-walk/feed.{ending}"]
    files += [hostile_site.folder / f"data/{name}.json" for name in ("versions", "voices") if sort != "application/xml"]
    served = {f"/{number}": file for number, file in enumerate(files)}
    page = browser.new_page()
    page.route("**/*", lambda route: route.fulfill(path=served[urlsplit(route.request.url).path], content_type=sort))
    for address in served:
        page.goto(f"https://valley.example{address}")
        assert page.evaluate("[window.ran === undefined, document.getElementsByTagName('script').length]") == [True, 0]
    page.close()
