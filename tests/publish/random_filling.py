"""Forms filled in at random in a browser without being drawn, and what the judge finds in what they make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Page, Route

import nstgov.publish
from nstgov.acts.form_specs import list_form_specs
from nstgov.languages import words_of
from nstgov.publish.site import Site
from nstgov.publish.taking_part.form_pages import make_form_data_files, make_form_files, make_version_files
from nstgov.publish.views.circle_views import Circles
from nstgov.publish.views.snapshot import Snapshot
from nstgov.records import Change, FileState, PathChange
from tests.publish.filled_worlds import FilledWorld
from tests.publish.reading import made_now
from tests.record import check_files, movement_from, tree_of

ASSETS = Path(nstgov.publish.__file__).parent / "theme/assets"
FILLS = Path(__file__).parent / "random_fills.js"
ADDRESS = "http://forms.example/"
SLUGS = tuple(spec.slug for spec in list_form_specs(words_of("en").gettext))
Errors = Counter[tuple[str, str, str]]


class Filled(NamedTuple):
    """What one filling has made: the file, what the form says is at fault, and what was spoiled in it on purpose."""

    act: str
    path: str
    text: str
    faults: tuple[str, ...]
    spoiled: str
    is_blank: bool
    is_doubted: bool

    @property
    def is_silent(self) -> bool:
        """Whether the form says neither that it is whole nor that anything is wrong: nothing is said, or it asks."""
        return self.is_blank or (self.is_doubted and not self.faults)


def form_files(world: FilledWorld) -> dict[str, bytes]:
    """What the forms of a movement read, by address."""
    movement = movement_from(tree_of(world.files))
    scene = Snapshot(movement, world.day, Site(title="A movement", made=world.day))
    circles = Circles(scene)
    makers = make_form_files, make_form_data_files, make_version_files
    return {path: data for make in makers for path, data in made_now(make(scene, circles)).items()}


@contextmanager
def blank_page(browser: Browser, world: FilledWorld) -> Iterator[Page]:
    """A page that shows nothing and can load what the forms of a movement are made of, on the movement's day."""
    files = form_files(world)

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ADDRESS).partition("?")[0]
        if path == "":
            route.fulfill(body="<!doctype html><html lang=en>", content_type="text/html")
        elif path == "random_fills.js":
            route.fulfill(body=FILLS.read_bytes(), content_type="text/javascript")
        elif path.startswith("assets/") and (ASSETS.parent / path).exists():
            route.fulfill(body=(ASSETS.parent / path).read_bytes(), content_type="text/javascript")
        elif path in files:
            route.fulfill(body=files[path], content_type="application/json")
        else:
            route.fulfill(status=404, body="")

    context = browser.new_context()
    page = context.new_page()
    page.clock.set_fixed_time(datetime(world.day.year, world.day.month, world.day.day, 12))  # noqa: DTZ001
    page.route("**/*", answer)
    page.goto(ADDRESS)
    page.evaluate(KEEP)
    yield page
    context.close()


KEEP = """async () => {
    const known = new Map(), plain = window.fetch;
    window.fetch = async (address) => {
        if (!known.has(address)) {
            const answer = await plain(address);
            known.set(address, [answer.ok, answer.ok ? await answer.text() : ""]);
        }
        const [ok, text] = known.get(address);
        return { ok, json: async () => JSON.parse(text) };
    };
    window.fills = await import("/random_fills.js");
}"""
"""Each address is asked for once; what it gives is read anew each time."""

MANY = """async ([act, seeds, isSpoiled, edition]) => {
    const found = [];
    for (const seed of seeds) found.push(await window.fills.fillAtRandom(act, seed, isSpoiled, edition));
    return found;
}"""


def fill_often(page: Page, world: FilledWorld, act: str, seeds: range, *, is_spoiled: bool = False) -> list[Filled]:
    """What a form makes when it is filled in once for each seed; nothing where it has nothing to offer."""
    made: list[dict[str, Any]] = page.evaluate(MANY, [act, list(seeds), is_spoiled, world.edition[2]])
    return [
        Filled(act, one["path"], one["text"], tuple(one["faults"]), one["spoiled"], one["isBlank"], bool(one["doubts"]))
        for one in made
        if "stuck" not in one
    ]


class FillingJudge:
    """What the judge finds once a record lies in a movement, and did not find before; each record is judged once."""

    def __init__(self, world: FilledWorld) -> None:
        self.world = world
        self.movement = movement_from(tree_of(world.files))
        self.before = self._errors(world.files)
        self.known: dict[tuple[str, str], Errors] = {}

    def judge(self, one: Filled) -> Errors:
        """The errors that the file brings."""
        key = one.path, one.text
        if one.path in self.world.files:  # nothing is written over
            self.known[key] = Counter({("H01", one.path, "it is on record already"): 1})
        if key not in self.known:
            also = dict([self.world.edition[:2]]) if one.act == "ground-rules" else {}
            self.known[key] = self._errors({**self.world.files, **also, one.path: one.text}, one.path) - self.before
        return self.known[key]

    def _errors(self, files: Mapping[str, str], added: str = "") -> Errors:
        step = PathChange(added, None, FileState("100644", "")) if added else None
        change = Change((step,), self.movement, self.world.day) if step else None
        found = check_files(files, self.world.day, change=change).diagnostics
        of_edition = self.world.edition[0]
        judged = (one for one in found if one.severity == "error" and one.place.file != of_edition)
        return Counter((one.code, one.place.file, one.message) for one in judged)
