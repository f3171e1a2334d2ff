"""The gate over a finished site: whatever is put into its folder by hand is found."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from nstgov.publish.site_check import check_site_folder
from tests.commands import Nst
from tests.publish.conftest import BuiltSite


@pytest.fixture(scope="module")
def copy(site: BuiltSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example's site in a folder of its own."""
    place = tmp_path_factory.mktemp("copy") / "site"
    shutil.copytree(site.folder, place)
    return place


@pytest.fixture
def put(copy: Path, site: BuiltSite) -> Iterator[tuple[Path, list[Path]]]:
    """The folder, and a list of what to put back as it was."""
    touched: list[Path] = []
    yield copy, touched
    for path in touched:
        path.unlink(missing_ok=True)
        before = site.folder / path.relative_to(copy)
        if before.exists():
            shutil.copyfile(before, path)


def _found(folder: Path) -> set[str]:
    return {file for file, _ in check_site_folder(folder)}


def test_a_finished_site_passes(copy: Path) -> None:
    """What the build wrote holds nothing unexpected: pages, feeds, data, styles, scripts, the search."""
    assert list(copy.glob("assets/stylesheets/main.*.css"))
    assert list(check_site_folder(copy)) == []


@pytest.mark.sampled(8)
@pytest.mark.parametrize(
    "put_in",
    [
        "<script>x()</script>",
        '<script src="https://elsewhere.example/x.js"></script>',
        '<script src="../pagefind/0/fragment/x.js"></script>',
        '<p onclick="x()">here</p>',
        '<svg><a href="javascript:x()">here</a></svg>',
        '<a href="javascript&colon;x()">here</a>',
        '<meta http-equiv="refresh" content="0; url=https://elsewhere.example">',
        '<img src="https://elsewhere.example/beacon.png">',
        '<link rel="stylesheet" href="//elsewhere.example/x.css">',
        '<p style="background: url(//elsewhere.example)">here</p>',
        "<iframe srcdoc='<script>x()</script>'></iframe>",
    ],
)
@pytest.mark.parametrize("page", ["index.html", "proposals/street-trees/index.html", "search/index.html", "404.html"])
def test_something_put_into_a_page_by_hand_is_found(put: tuple[Path, list[Path]], page: str, put_in: str) -> None:
    """A script, a handler, a script address, a way elsewhere or something fetched from there names the page."""
    folder, touched = put
    place = folder / page
    touched.append(place)
    place.write_text(place.read_text().replace("</article>", f"{put_in}</article>"))
    assert _found(folder) == {page}


@pytest.mark.sampled(7)
@pytest.mark.parametrize(
    ("file", "data"),
    [
        ("more.js", b"x()"),
        ("assets/nstgov.js", b"x()"),
        ("assets/search.js", b"x()"),
        ("pagefind/0/pagefind.js", b"x()"),
        ("pagefind/0/more.pagefind", b"x()"),
        ("pagefind/shards.html", b"x"),
        ("sun.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>"),
        ("sun.SVG", b"<svg><script>x()</script></svg>"),
        ("page.HTML", b"<script>x()</script>"),
        ("feeds/all.atom", b"<feed><script>x()</script></feed>"),
        ("data.xml", b"<x xmlns:h='http://www.w3.org/1999/xhtml'><h:script>x()</h:script></x>"),
        ("data.xml", b"<?xml-stylesheet href='x.xsl'?><x/>"),
        ("sun.svg", "<svg><script>x()</script></svg>".encode("utf-16")),
        ("style.xsl", b"<x/>"),
        ("assets/nstgov.css", b"@import 'https://elsewhere.example/x.css';"),
        ("assets/more.css", b"p { background: url( //elsewhere.example/x.png ) }"),
        ("assets/more.css", b"p { background: u\\72l(x) }"),
        ("assets/more.css", b"@\\69mport 'x';"),
        ("assets/more.css", b"p { background: image-set('a.png' 1x, 'https://elsewhere.example/x.png' 2x) }"),
        ("paper.pdf", b"%PDF"),
    ],
)
def test_a_file_put_there_by_hand_is_found(put: tuple[Path, list[Path]], file: str, data: bytes) -> None:
    """A foreign script, a changed one, a picture or feed with a script, a style sheet that leads elsewhere is named."""
    folder, touched = put
    touched.append(folder / file)
    (folder / file).write_bytes(data)
    assert _found(folder) == {file}


def test_a_link_in_the_file_system_is_found(put: tuple[Path, list[Path]], tmp_path: Path) -> None:
    """A file or folder that is only a link to somewhere else is named, and what it leads to is not read."""
    folder, touched = put
    for name, target in (("one.html", tmp_path / "gone"), ("two", tmp_path)):
        touched.append(folder / name)
        (folder / name).symlink_to(target)
    assert _found(folder) == {"one.html", "two"}


@pytest.mark.long
def test_the_command_names_it_and_fails(nst: Nst, put: tuple[Path, list[Path]]) -> None:
    """`nstgov gate` ends with 0 on what a build made, and with 1, the file and the next step on anything else."""
    folder, touched = put
    good = nst("gate", folder)
    assert (good.code, good.err) == (0, "")
    touched.append(folder / "index.html")
    (folder / "index.html").write_text((folder / "index.html").read_text() + "<script>x()</script>")
    bad = nst("gate", folder)
    assert bad.code == 1
    assert "index.html: a script that is not the site's own" in bad.err
    assert "Next:" in bad.err
