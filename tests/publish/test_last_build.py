"""What is remembered of the last build: that nothing has changed is believed only where nothing has."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from nstgov.publish.build_result import BuildResult
from nstgov.publish.engine.output import OutputCounts
from nstgov.publish.engine.site_walk import walk_site
from nstgov.publish.last_build import (
    BuildInputs,
    InputLook,
    SaidLine,
    are_inputs_settled,
    find_standing_site,
    look_at_inputs,
    note_standing_site,
)
from nstgov.store import folder_state
from nstgov.store.cache import Cache
from nstgov.store.content import hash_content
from nstgov.store.tree import list_folder_entries

DAY = date(2026, 6, 1)
BUILT = BuildResult(2, OutputCounts(2, 0, 0), errors=1)
SAID = (SaidLine("There are no words in eo yet", True),)


class Place:
    """A record with a page of its own, its site, and what is remembered of both."""

    def __init__(self, folder: Path) -> None:
        self.root, self.site = folder / "movement", folder / "public"
        self.day, self.address = DAY, "https://valley.example/"
        self.cache = Cache(folder / "cache", "this program")
        for path in ("movement/nstgov.yml", "movement/circles/oak/circle.yml", "movement/site/about.md"):
            self.write(folder / path)
        for path in ("public/index.html", "public/circles/oak/index.html"):
            self.write(folder / path)

    def write(self, file: Path, text: str = "as it was") -> None:
        """Put a file there."""
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def look(self) -> InputLook:
        """What a build would be made from now."""
        return look_at_inputs(self.root, self.root / "site", list_folder_entries(self.root), self.day, self.address)

    def note(self, look: InputLook, read: dict[str, str] | None = None) -> None:
        """Remember a site that was made from this, of which these records were read."""
        inputs = BuildInputs(look.digest, SAID, lambda: are_inputs_settled(self.root, look, read or {}))
        note_standing_site(self.cache, self.site, inputs, BUILT, walk_site(str(self.site), None).files)
        self.cache.save()

    def is_standing(self) -> bool:
        """Whether a build would find that nothing has changed."""
        look = self.look()
        return not look.fresh and find_standing_site(self.cache, self.site, look.digest) is not None


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """A site that was just made, and remembered."""
    monkeypatch.setattr(folder_state, "_FRESH", 0)
    found = Place(tmp_path)
    with closing(found.cache):
        found.note(found.look())
        yield found


def test_a_site_of_which_nothing_has_changed_stands(place: Place) -> None:
    """It is known how many pages it has, how many errors are on record, and what was said of it."""
    standing = find_standing_site(place.cache, place.site, place.look().digest)
    assert standing is not None
    assert (standing.built.pages, standing.built.errors, standing.built.is_sound) == (2, 1, True)
    assert standing.said == SAID


def _commit(place: Place) -> None:
    for command in (
        ["init", "-q"],
        ["-c", "user.name=A", "-c", "user.email=a@b.c", "commit", "-q", "--allow-empty", "-mx"],
    ):
        subprocess.run(["git", "-C", str(place.root), *command], check=True)


CHANGES: dict[str, Callable[[Place], object]] = {
    "a record is another": lambda place: place.write(place.root / "circles/oak/circle.yml", "other"),
    "a record of the same length": lambda place: place.write(place.root / "circles/oak/circle.yml", "as it is."),
    "a record more": lambda place: place.write(place.root / "circles/elm/circle.yml"),
    "a record less": lambda place: (place.root / "circles/oak/circle.yml").unlink(),
    "a record that can be run": lambda place: (place.root / "nstgov.yml").chmod(0o755),
    "a page by hand": lambda place: place.write(place.root / "site/about.md", "other"),
    "an order of pages": lambda place: place.write(place.root / "mkdocs.yml"),
    "a commit": _commit,
    "a page that was edited": lambda place: place.write(place.site / "index.html", "as it is."),
    "a page that was taken away": lambda place: (place.site / "index.html").unlink(),
    "a stray page": lambda place: place.write(place.site / "circles/stray.html"),
    "a link in the place of a page": lambda place: _link(place.site / "index.html"),
    "no site at all": lambda place: place.site.rename(place.site.with_name("elsewhere")),
    "another day": lambda place: setattr(place, "day", date(2026, 6, 2)),
    "another address": lambda place: setattr(place, "address", None),
}


def _link(file: Path) -> None:
    file.rename(file.with_suffix(".old"))
    file.symlink_to(file.with_suffix(".old"))


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_is_other_than_it_was_is_noticed(place: Place, change: str) -> None:
    """A change of the record, of pages by hand, of the site, of the day or of where it will stand: all is built."""
    assert place.is_standing()
    CHANGES[change](place)
    assert not place.is_standing()


def test_what_was_changed_only_now_is_not_taken_for_known(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that could change again and look the same is fresh, and then no site stands; a minute later it does."""
    monkeypatch.setattr(folder_state, "_FRESH", 60_000_000_000)
    assert "nstgov.yml" in place.look().fresh
    assert not place.is_standing()
    monkeypatch.setattr(folder_state, "_FRESH", 0)
    assert place.is_standing()


ALL = ("nstgov.yml", "circles/oak/circle.yml")
WAS = hash_content(b"as it was")


@pytest.mark.parametrize(
    ("meanwhile", "read", "stands"),
    [
        (lambda _: None, dict.fromkeys(ALL, WAS), True),
        (lambda _: None, {**dict.fromkeys(ALL, WAS), "nstgov.yml": hash_content(b"other")}, False),
        (lambda _: None, {"nstgov.yml": WAS}, False),
        (lambda place: place.write(place.root / "nstgov.yml", "as it is."), dict.fromkeys(ALL, WAS), False),
        (lambda place: (place.root / "nstgov.yml").unlink(), dict.fromkeys(ALL, WAS), False),
    ],
)
def test_what_was_fresh_is_looked_at_once_more(
    place: Place,
    monkeypatch: pytest.MonkeyPatch,
    meanwhile: Callable[[Place], object],
    read: dict[str, str],
    stands: bool,
) -> None:
    """A site made right after a change is remembered if each fresh file holds what was read, and lies there as then."""
    (place.root / "site/about.md").unlink()
    monkeypatch.setattr(folder_state, "_FRESH", 60_000_000_000)
    look = place.look()
    assert set(look.fresh) == set(ALL)
    monkeypatch.setattr(folder_state, "_FRESH", 0)
    meanwhile(place)
    place.note(look, read)
    assert (find_standing_site(place.cache, place.site, look.digest) is not None) is stands


def test_a_page_by_hand_that_is_fresh_keeps_a_site_from_being_remembered(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read of a page by hand is not told, so it has to lie there for a while."""
    monkeypatch.setattr(folder_state, "_FRESH", 60_000_000_000)
    look = place.look()
    monkeypatch.setattr(folder_state, "_FRESH", 0)
    place.note(look, dict.fromkeys(ALL, WAS))
    assert not place.is_standing()


def test_a_site_that_somebody_else_wrote_into_meanwhile_does_not_stand(place: Place) -> None:
    """Where a page lies there otherwise than it was put there, the next build looks at everything."""
    looks, inputs = walk_site(str(place.site), None).files, BuildInputs(place.look().digest)
    page = looks["index.html"]
    assert page is not None
    size = page[0]
    for now, stands in ((size, True), (size + 1, False)):
        written = {**looks, "index.html": (now, *page[1:])}
        note_standing_site(place.cache, place.site, inputs, BUILT, written)
        place.cache.save()
        assert place.is_standing() is stands
