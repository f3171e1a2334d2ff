"""The hand-written pages and the shells are rendered once, and again when something in them is another."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from nstgov.publish.engine import mkdocs as material
from nstgov.publish.engine import mkdocs as rendered
from nstgov.publish.engine import source_pages as sources
from nstgov.publish.engine.mkdocs import RenderedSite, get_rendered_site
from nstgov.publish.site import Site
from nstgov.store.cache import Cache
from tests.record import ROOT, TODAY

GUIDE = "guides/meet/index.html"


@pytest.mark.long
def test_another_word_in_a_guide_is_seen_by_the_next_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was rendered is remembered while guides, cards and their order are the same, and only so long."""
    shutil.copytree(ROOT / "site", tmp_path / "site")
    shutil.copyfile(ROOT / "mkdocs.yml", tmp_path / "mkdocs.yml")
    for module in (material, rendered, sources):
        monkeypatch.setattr(module, "carried_repository", lambda: tmp_path)
    cache = Cache(tmp_path / "kept", "this program")
    guide = tmp_path / "site/guides/meet.md"
    first = _rendered(cache)
    cache.save()
    assert _rendered(cache) == first
    guide.write_text(guide.read_text(encoding="utf-8") + "\nBring a pear.\n", encoding="utf-8")
    second = _rendered(cache)
    cache.close()
    assert b"Bring a pear." not in dict(first.files)[GUIDE]
    assert b"Bring a pear." in dict(second.files)[GUIDE]


def _rendered(cache: Cache) -> RenderedSite:
    return get_rendered_site(Site(title="Our valley", made=TODAY), None, cache)
