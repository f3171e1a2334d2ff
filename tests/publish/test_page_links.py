"""The folder of hand-written pages shows nothing that lies outside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from nstgov.cli.build import _find_own_pages
from nstgov.publish.engine.mkdocs import nav_in
from nstgov.publish.engine.source_pages import copy_source_pages, find_links_out, list_page_files
from nstgov.publish.site import Site
from tests.record import TODAY

SITE = Site(title="A movement", made=TODAY)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with a page, a link to it, and a secret that lies beside."""
    (tmp_path / "secret.md").write_text("# The secret key\n")
    (tmp_path / "repository/site/notes").mkdir(parents=True)
    (tmp_path / "repository/.git").mkdir()
    (tmp_path / "repository/.git/config").write_text("token\n")
    (tmp_path / "repository/site/about.md").write_text("# About\n")
    (tmp_path / "repository/site/again.md").symlink_to("about.md")
    return tmp_path / "repository"


@pytest.mark.parametrize("target", ["../../secret.md", "../.git/config", "/etc/passwd"])
def test_a_link_out_of_the_pages_is_not_followed(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], target: str
) -> None:
    """What it leads to is not on the site, and a word says that it was left out."""
    (root / "site/stolen.md").symlink_to(target)
    (root / "site/folder").symlink_to(Path(target).parent)
    copy_source_pages(SITE, root / "site", tmp_path / "out")
    assert (tmp_path / "out/about.md").read_text() == (tmp_path / "out/again.md").read_text() == "# About\n"
    assert not (tmp_path / "out/stolen.md").exists()
    assert not (tmp_path / "out/folder").exists()
    assert _find_own_pages(root) == root / "site"
    assert "site/stolen.md is a symbolic link to somewhere else, and is left out." in capsys.readouterr().err


def test_pages_and_links_among_them_are_shown_without_a_word(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An honest folder of pages is taken whole."""
    assert [file.name for file in list_page_files(root / "site")] == ["about.md", "again.md"]
    assert find_links_out(root / "site") == []
    assert _find_own_pages(root) == root / "site"
    assert capsys.readouterr().err == ""


def test_a_ring_of_links_leads_nowhere(root: Path) -> None:
    """Links that lead to each other are left out like all that is no page."""
    (root / "site/one.md").symlink_to("two.md")
    (root / "site/two.md").symlink_to("one.md")
    assert [file.name for file in list_page_files(root / "site")] == ["about.md", "again.md"]


def test_a_folder_of_pages_that_lies_elsewhere_is_left_out(root: Path, tmp_path: Path) -> None:
    """Neither the folder itself nor what orders its pages may be a link."""
    (root / "site").rename(tmp_path / "elsewhere")
    (root / "site").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "nav.yml").write_text("nav: [about.md]\n")
    (root / "mkdocs.yml").symlink_to(tmp_path / "nav.yml")
    assert _find_own_pages(root) is None
    assert nav_in(root / "mkdocs.yml") is None
    assert nav_in(tmp_path / "nav.yml") == ["about.md"]
