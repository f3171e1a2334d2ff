"""A small federation of six regions, and one with more of them to be broken; each made once for all tests."""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path

import pytest

from benchmarks.federation_records import SMALL, Size, write_federation

MORE = Size(above=2, regions=5, friends=8, sends=2)
"""Ten regions in two repositories of theirs: enough for a fault to each."""


def _made_once(factory: pytest.TempPathFactory, name: str, size: Size) -> Path:
    """A federation that is written by whichever process of this run of the tests needs it first, for all of them."""
    around = factory.getbasetemp()
    around = around.parent if "PYTEST_XDIST_WORKER" in os.environ else around
    place, done = around / f"federation-{name}", around / f"federation-{name}.done"
    with (around / f"federation-{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            write_federation(place, size)
            done.touch()
    return place


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six regions on two levels below the top, all of them sound; nobody changes them."""
    return _made_once(tmp_path_factory, "small", SMALL)


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder in which nothing is yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "nstgov" / "federation"


@pytest.fixture
def many(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, own_cache: Path) -> Path:
    """Ten regions and more, in a copy that a test may break."""
    assert not own_cache.exists()
    return Path(shutil.copytree(_made_once(tmp_path_factory, "more", MORE), tmp_path / "many"))
