"""Other makers of sites are given the same pages, and make every one of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.budget import build_rows
from benchmarks.budget.build_rows import prepare_hugo, prepare_mkdocs
from benchmarks.budget.costs import Cost, Job, measure_job
from benchmarks.budget.peers import find_peer
from benchmarks.budget.settings import Settings
from benchmarks.budget.worlds import Worlds

PAGE = "<html><body><main><h1>Shade {n}</h1><p>We plant <strong>trees</strong>.</p></main></body></html>"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Eight pages, one of them below another."""
    for number in range(8):
        page = tmp_path / "site" / ("shade/" * (1 + number % 2)) / f"page-{number}" / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(PAGE.replace("{n}", str(number)), encoding="utf-8")
    return tmp_path / "site"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A small run in a folder of its own, which gives others four pages."""
    return Settings(Worlds(tmp_path / "worlds"), tmp_path, 300, 2, 1, 4, (300,))


def list_made(folder: Path) -> list[str]:
    """The pages that speak of the matter."""
    return [
        page.name for page in folder.rglob("*.html") if "<strong>trees</strong>" in page.read_text(encoding="utf-8")
    ]


@pytest.mark.long
def test_each_page_is_made_by_the_others_too(site: Path, settings: Settings) -> None:
    """MkDocs makes a page of each, and so does Hugo where it is on this machine."""
    pages = sorted(site.rglob("*.html"))
    measure_job(prepare_mkdocs(settings, site, pages))
    assert len(list_made(settings.place / "mkdocs" / "site")) == len(pages)
    job = prepare_hugo(settings, site, pages)
    assert len(list((settings.place / "hugo" / "content").glob("*.md"))) == len(pages)
    if find_peer("hugo"):
        measure_job(job)
        assert len(list_made(settings.place / "hugo" / "public")) == len(pages)


def test_a_start_is_counted_once(site: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """From four pages and from one of them follows what eight take: each further page as much as those between."""

    def prepare(_wants: Settings, _site: Path, pages: list[Path]) -> Job:
        return Job([], codes=(len(pages),))

    def pretend_to_run(jobs: dict[str, Job], _runs: int) -> dict[str, list[Cost]]:
        (count,) = jobs["other"].codes
        return {"other": [Cost(10 + 2 * count, 5 + count, 100)]}

    monkeypatch.setattr(build_rows, "run_in_turn", pretend_to_run)
    cost = build_rows.estimate_whole(settings, prepare, site, sorted(site.rglob("*.html")))
    assert cost == Cost(26, 13, 100)
