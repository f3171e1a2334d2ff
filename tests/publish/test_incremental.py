"""A build that knows an earlier one makes the very site that one makes which knows nothing."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import AbstractContextManager, ExitStack, closing, suppress
from functools import partial
from pathlib import Path
from random import Random

import pytest

from nstgov.check import with_signature_results
from nstgov.cli.own_cache import open_cache
from nstgov.publish.build_result import BuildResult
from nstgov.publish.building import build_site
from nstgov.publish.earlier_counting import count_with_memory
from nstgov.store.cache import Cache
from nstgov.store.folder_snapshot import FilesInReading, read_incrementally
from nstgov.store.reading import read_movement
from nstgov.store.tree import read_folder
from tests.children import end_program, running_program
from tests.publish.random_changes import Repository, change
from tests.publish.reading import bytes_in
from tests.record import ROOT, TODAY, example_record

STEPS = 2
"""Changes one after another, each followed by both builds; the longer tests go on for three times as many."""


def warm(repository: Repository, out: Path, cache_folder: Path | None) -> BuildResult:
    """Build as the command does, with what earlier builds left in the cache."""
    cache = Cache(cache_folder, "this program")
    try:
        reading = read_incrementally(repository.folder, cache)
        movement = reading.movement
        if repository.landed:
            movement = movement.with_context(landed={path: one.place for path, one in repository.landed.items()})
        count = partial(count_with_memory, cache, "read", ())
        movement = with_signature_results(movement, reading.contents, count)
        return build_site(
            movement,
            repository.day,
            out,
            commit=repository.commit,
            landed=repository.landed,
            own_pages=repository.folder / "site",
            cache=cache,
            files=FilesInReading(reading),
        )
    finally:
        cache.save()
        cache.close()


def cold(repository: Repository, out: Path) -> BuildResult:
    """Build from nothing, and without any of the ways of remembering."""
    tree = read_folder(repository.folder)
    movement = read_movement(tree)
    if repository.landed:
        movement = movement.with_context(landed={path: one.place for path, one in repository.landed.items()})
    movement = with_signature_results(movement, tree)
    return build_site(
        movement,
        repository.day,
        out,
        commit=repository.commit,
        landed=repository.landed,
        own_pages=repository.folder / "site",
    )


def assert_same(repository: Repository, tmp_path: Path, said: str) -> None:
    """Build both ways, and compare every byte and every finding."""
    known = warm(repository, tmp_path / "warm", tmp_path / "cache")
    fresh_folder = tmp_path / f"cold-{len(list(tmp_path.iterdir()))}"
    fresh = cold(repository, fresh_folder)
    ours, theirs = bytes_in(tmp_path / "warm"), bytes_in(fresh_folder)
    other = sorted(path for path in ours.keys() | theirs.keys() if ours.get(path) != theirs.get(path))
    assert other == [], f"after {said}"
    shutil.rmtree(fresh_folder)
    assert known.pages == fresh.pages
    assert sorted(known.unexpected) == sorted(fresh.unexpected)
    assert sorted(known.broken) == sorted(fresh.broken), said
    assert known.missing == fresh.missing


@pytest.mark.long
@pytest.mark.parametrize(
    ("seed", "steps"), [(0, STEPS), *(pytest.param(seed, 3 * STEPS, marks=pytest.mark.long) for seed in (0, 1, 2))]
)
def test_after_any_changes_a_warm_build_is_a_cold_one(tmp_path: Path, seed: int, steps: int) -> None:
    """Whatever is added, altered, removed or broken, every file is the one that a build from nothing makes."""
    repository = Repository(tmp_path / "movement", Random(seed))  # noqa: S311 (it keeps no secret)
    done: list[str] = []
    for _ in range(steps):
        assert_same(repository, tmp_path, ", ".join(done))
        done += [change(repository) for _ in range(repository.chance.choice((1, 1, 1, 3)))]
    assert_same(repository, tmp_path, ", ".join(done))


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> tuple[Repository, Path]:
    """The worked example, and a folder with its site and what was remembered of it."""
    folder = tmp_path_factory.mktemp("known")
    repository = Repository(folder / "movement", Random(1))  # noqa: S311 (it keeps no secret)
    warm(repository, folder / "warm", folder / "cache")
    return repository, folder


@pytest.mark.long
def test_one_change_makes_only_what_depends_on_it_anew(known: tuple[Repository, Path]) -> None:
    """After another word in one proposal, pages of others are left as they lie there, and nothing else is written."""
    repository, folder = known
    path = "proposals/heat-refuge/v1.yml"
    before = repository.read(path)
    repository.write(path, before.replace("the", "this", 1))
    written = warm(repository, folder / "warm", folder / "cache").written
    assert written is not None
    assert 0 < written.changed < 40
    assert warm(repository, folder / "warm", folder / "cache").written == (0, written.same + written.changed, 0)
    repository.write(path, before)


@pytest.mark.long
def test_what_hands_did_to_the_site_is_put_right(known: tuple[Repository, Path]) -> None:
    """A page that was edited, one that was taken away, one put there and a folder in the place of one: all as made."""
    repository, folder = known
    warm(repository, folder / "warm", folder / "cache")
    site = folder / "warm"
    page = site / "proposals/monday-soup/index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("soup", "stew"), encoding="utf-8")
    (site / "decisions/monday-soup/index.html").unlink()
    (site / "circles/stray.html").write_text("Hello", encoding="utf-8")
    (site / "circles/index.html").unlink()
    (site / "circles/index.html").mkdir()
    assert_same(repository, folder, "edits by hand")


def _torn(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _altered(file: Path) -> None:
    data = bytearray(file.read_bytes())
    chance = Random(3)  # noqa: S311 (it keeps no secret)
    for _ in range(200):
        data[chance.randrange(8192, len(data))] ^= 1 << chance.randrange(8)
    file.write_bytes(data)


def _hostile(file: Path) -> None:
    with closing(sqlite3.connect(file)) as base, base:
        command = b"cos\nsystem\n(S'touch %s'\ntR." % os.fsencode(file.parent / "ran")
        data = hashlib.blake2b(command, digest_size=16).digest() + command
        base.execute("UPDATE bundle SET data = ?", (data,))


def _older(file: Path) -> None:
    with closing(sqlite3.connect(file)) as base, base:
        base.execute("UPDATE about SET made_by = 'another program'")


def _foreign(file: Path) -> None:
    file.write_text("Dear diary", encoding="utf-8")


@pytest.mark.long
def test_a_broken_or_foreign_cache_is_as_good_as_none(tmp_path: Path) -> None:
    """Half a cache, flipped bits, planted code, another program's work: the site is right and nothing runs."""
    repository = Repository(tmp_path / "movement", Random(4))  # noqa: S311 (it keeps no secret)
    warm(repository, tmp_path / "warm", tmp_path / "cache")
    path, kept = "proposals/monday-soup/v1.yml", tmp_path / "cache" / "kept.sqlite"
    whole = kept.read_bytes()
    for turn, harm in enumerate((_torn, _altered, _hostile, _older, _foreign)):
        kept.write_bytes(whole)
        harm(kept)
        repository.write(path, example_record()[path].replace("soup", f"stew {turn}"))
        assert_same(repository, tmp_path, harm.__name__)
        assert not (tmp_path / "cache" / "ran").exists()


@pytest.mark.long
def test_a_build_that_is_killed_or_meets_another_leaves_the_next_one_right(tmp_path: Path) -> None:
    """Builds of two states of the record at once into one folder, killed at any moment: the next build is right."""
    chance = Random(5)  # noqa: S311 (it keeps no secret)
    repository = Repository(tmp_path / "movement", chance)
    (tmp_path / "cache").mkdir()
    for turn in range(2):
        with ExitStack() as to_end:
            builds = []
            for text in (f"soup {turn}", f"stew {turn}"):
                repository.write("nstgov.yml", f"format: 1\ntitle: {text}\n")
                builds.append(to_end.enter_context(_building(repository, tmp_path)))
            for build_ in builds:
                with suppress(subprocess.TimeoutExpired):
                    build_.wait(timeout=chance.choice((0.4, 1, 1.5, 60)))
                end_program(build_)
        path = f"proposals/monday-soup/v{turn + 2}.yml"
        repository.write(path, repository.read("proposals/monday-soup/v1.yml"))
        with _building(repository, tmp_path) as again:
            assert again.wait() == 0
        cold_folder = tmp_path / f"cold {turn}"
        with _building(repository, tmp_path, cold_folder, "none") as fresh:
            assert fresh.wait() == 0
        assert bytes_in(tmp_path / "warm") == bytes_in(cold_folder), turn


def _building(
    repository: Repository, tmp_path: Path, out: Path | None = None, cache: str = "cache"
) -> AbstractContextManager[subprocess.Popen[bytes]]:
    """A build by the command line, on its way."""
    command = [sys.executable, "-m", "nstgov", "-C", str(repository.folder), "build", "--as-of", str(TODAY)]
    return running_program(
        [*command, "--out", str(out or tmp_path / "warm")],
        cwd=ROOT, env={**os.environ, "XDG_CACHE_HOME": str(tmp_path / cache)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def test_no_cache_is_read_from_where_a_change_could_put_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache folder within the record's own folder is left alone."""
    repository = Repository(tmp_path / "movement", Random(6))  # noqa: S311 (it keeps no secret)
    monkeypatch.setenv("XDG_CACHE_HOME", str(repository.folder / "cache"))
    with closing(open_cache(repository.folder)) as cache:
        cache.put_bundle("read", 0, b"something")
        cache.save()
    assert not (repository.folder / "cache").exists()


def test_of_two_runs_at_once_one_is_remembered_whole(tmp_path: Path) -> None:
    """What the later of two wanted to keep is left out, since it began without what the earlier one kept."""
    with closing(Cache(tmp_path, "this program")) as one, closing(Cache(tmp_path, "this program")) as other:
        one.put_bundle("read", 1, b"one")
        other.put_bundle("read", 2, b"other")
        one.save()
        other.save()
    with closing(Cache(tmp_path, "this program")) as after:
        assert dict(after.read_bundles("read")) == {1: b"one"}
