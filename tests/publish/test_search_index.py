"""The index behind the search: the same pages, the same bytes; only what changed is made anew; nothing foreign."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nstgov.publish.engine.gate import find_policy, find_unexpected
from nstgov.publish.engine.output import OutputFolder
from nstgov.publish.engine.searchable_text import extract_searchable, hash_searchable, split_page
from nstgov.publish.search import shards as sharding
from nstgov.publish.search.canonical_index import (
    Item,
    UnknownCbor,
    UnknownIndexFormat,
    decode_cbor,
    encode_cbor,
    sort_bundle,
)
from nstgov.publish.search.hidden_words import list_known_words, render_hidden_words
from nstgov.publish.search.shards import (
    Shard,
    ShardEntry,
    encode_shard_list,
    make_search_programs,
    make_shard_files,
    parse_shard_list,
    split_into_shards,
    write_search,
)
from tests.publish.conftest import BuiltSite

OWN = make_search_programs(frozenset({"en"}))


def _page(title: str, day: str = "2026-01-02", lang: str = "en") -> bytes:
    facts = "".join(
        f'<meta name="nstgov:{name}" content="{value}" data-pagefind-filter="{name}[content]">'
        for name, value in [
            ("kind", "proposal"),
            ("stage", title[-1]),
            ("stage", "open"),
            ("circle", title),
            ("year", "1"),
        ]
    )
    day_line = f'<meta name="nstgov:day" content="{day}" data-pagefind-meta="day[content]">'
    body = f"<article data-pagefind-body><h1>{title}</h1></article>"
    return f'<!doctype html><html lang="{lang}"><head>{facts}{day_line}</head><body>{body}</body></html>'.encode()


def _pages(count: int) -> dict[str, bytes]:
    return {f"p{n}/index.html": _page(f"Page {n}", f"2026-01-{n % 28 + 1:02}") for n in range(count)}


def _searched(pages: Mapping[str, bytes]) -> dict[str, str]:
    return {path: hash_searchable(data.decode()) for path, data in pages.items()}


def test_the_same_pages_give_the_same_bytes() -> None:
    """Pagefind keeps its tables in no order; put in order, five indexes of the same pages are one."""
    pages = _pages(12)
    shard = Shard("0", _searched(pages))
    assert len({tuple(make_shard_files(shard, pages.__getitem__)) for _ in range(5)}) == 1


def test_the_day_of_a_page_stands_in_the_name_of_its_file() -> None:
    """A result can be sorted by its id; a page without a day comes last."""
    pages = {"a/index.html": _page("A", "2026-03-01"), "b/index.html": _page("B", "soon")}
    names = [
        path for path, _ in make_shard_files(Shard("0", _searched(pages)), pages.__getitem__) if "/fragment/" in path
    ]
    assert sorted(name.split("_")[1] for name in names) == ["00000000", "20260301"]


def test_what_is_around_an_article_is_not_searched() -> None:
    """With another day in its foot a page has the same digest; with another word, fact or language it has not."""
    page = '<html lang="en"><head>{0}<meta name="nstgov:kind" content="{1}"></head><article data-pagefind-body>{2}'
    page += "</article><footer>{0}</footer></html>"
    first = hash_searchable(page.format("1 May", "circle", "oak"))
    assert hash_searchable(page.format("2 May", "circle", "oak")) == first != ""
    others = [page.format("1 May", "circle", "elm"), page.format("1 May", "rule", "oak"), page.replace("en", "es", 1)]
    assert all(hash_searchable(other) != first for other in others)
    assert hash_searchable("<html><head></head><article>oak</article></html>") == ""


def test_each_language_has_its_own_words() -> None:
    """Pages in several languages stand in one index, each language with its own table and program."""
    pages = {"a/index.html": _page("A"), "ar/a/index.html": _page("أ", lang="ar")}
    names = {path for path, _ in make_shard_files(Shard("0", _searched(pages)), pages.__getitem__)}
    assert {"pagefind/0/wasm.en.pagefind", "pagefind/0/wasm.ar.pagefind"} <= names
    assert sum(name.endswith(".pf_meta") for name in names) == 2


WHOLE = """<article data-pagefind-body>
<p class="kicker"><a href="x">Where</a></p><h1 lang="es"><bdi>Oak &amp; elm</bdi></h1>
<nav class="ways"><p>How to <nav>take</nav> part</p></nav>
<div class="now"><p class="small soft" data-pagefind-ignore>today</p><p>It holds<strong>!</strong></p></div>
<dl><dt>By</dt><dd>Ana</dd></dl><h2 id="steps">Steps</h2>
<ol class="story steps"><li>One<ol><li>Two</li></ol></li></ol>
<ul><li>Three</li></ul><svg><title>Picture</title></svg></article>"""


def test_what_leads_on_or_repeats_is_not_searched() -> None:
    """Of an article stay its headings and words, apart from one another, and nothing of what is around or about it."""
    page = f'<!doctype html><html lang="en"><head><title>x</title></head><body><nav>Menu</nav>{WHOLE}</body></html>'
    assert extract_searchable(split_page(page)) == (
        '<!doctype html><html lang="en"><head></head><body><article data-pagefind-body><h1>Oak &amp; elm</h1>'
        "<p>It holds!</p><p>By</p><p>Ana</p><p>Three</p></article></body></html>"
    )
    assert hash_searchable(page) == hash_searchable(page.replace("today", "tomorrow").replace("Two", "2"))
    assert hash_searchable(page) != hash_searchable(page.replace("Three", "3"))


def test_a_page_is_found_by_its_id_its_days_and_names_in_latin_letters() -> None:
    """Its own id and day stand apart from other days and spellings; a name with an accent needs no other spelling."""
    page = (
        '<html lang="en"><head><meta name="nstgov:day" content="2026-05-09" x></head><article data-pagefind-body>'
        "<h1>Trees</h1><bdi>Горан Петровић</bdi><bdi>Ilona Kovács</bdi>"
        '<time datetime="2026-05-09">9 May</time><time datetime="2026-06-01">1 June</time></article></html>'
    )
    assert render_hidden_words("decisions/street-trees/", split_page(page)) == (
        '<meta name="nstgov:on" content="street-trees d20260509 m0509" data-pagefind-meta="on[content]">'
        '<meta name="nstgov:also" content="d20260601 m0601 goran petrovic" data-pagefind-meta="also[content]">'
    )


def test_words_of_titles_and_names_are_kept_for_misspelt_ones() -> None:
    """Of each language the words of titles and names are kept, those on most pages first where there are too many."""
    pages = ['<html lang="en"><article><h1>A shared laundry</h1><bdi>ליאת</bdi></article></html>', '<html lang="es">']
    pages[1] += "<article><h1>La plaza</h1><p>otro</p></article></html>"
    known = list_known_words(split_page(page) for page in pages)
    assert known == {"en": ["laundry", "shared", "ליאת|lyt"], "es": ["plaza"]}
    signs = "abcdefghij"
    many = "".join(f"<bdi>{''.join(signs[int(digit)] for digit in f'{n:04}')}</bdi>" for n in range(3000))
    assert len(list_known_words([split_page(f"<article>{many}</article>")])["en"]) == 2000


def test_explanations_weigh_less_than_the_record() -> None:
    """The words of a rule or a guide weigh less than the same ones in a record."""
    page = '<html><head><meta name="nstgov:kind" content="{}"></head><article><h1>Oak</h1></article></html>'
    assert "weight" not in extract_searchable(split_page(page.format("decision")))
    for kind in ("rule", "guide"):
        said = extract_searchable(split_page(page.format(kind)))
        assert 'data-pagefind-body data-pagefind-weight="0.2"><h1 data-pagefind-weight="1.5">' in said


def test_a_circle_has_no_day_among_the_shards() -> None:
    """A circle may change on any day, however long ago it began; another thing stands by its day."""
    page = _page("A", "2026-03-01").decode()
    assert hash_searchable(page).split()[0] == "20260301"
    assert hash_searchable(page.replace('"proposal"', '"circle"')).split()[0] == "00000000"
    assert hash_searchable(_page("A", "soon").decode()).split()[0] == "00000000"


def _many(count: int) -> dict[str, str]:
    days = (date(2024, 1, 1) + timedelta(days=n // 4) for n in range(count))
    dated = {f"p{n}/index.html": f"{day:%Y%m%d} {n}" for n, day in enumerate(days)}
    return dated | {f"rules/{n}/index.html": f"00000000 {n}" for n in range(20)}


def _differ(one: Mapping[str, str], two: Mapping[str, str]) -> list[Shard]:
    """The shards of the second that are not as in the first, the oldest first."""
    known = {(shard.name, shard.signature) for shard in split_into_shards(one)}
    return [shard for shard in split_into_shards(two) if (shard.name, shard.signature) not in known]


def test_what_is_new_changes_a_young_and_small_shard() -> None:
    """A small site has one shard; in a large one a page of today, changed or added, is among few others."""
    assert [shard.name for shard in split_into_shards(_many(200))] == ["0"]
    pages = _many(6000)
    shards = split_into_shards(pages)
    assert sorted(path for shard in shards for path in shard.pages) == sorted(pages)
    assert len({shard.name for shard in shards}) == len(shards) <= 10
    assert set(shards[0].pages) == {path for path in pages if path.startswith("rules/")}
    for other in ({**pages, "p5999/index.html": "20280208 other"}, {**pages, "new/index.html": "20280301 x"}):
        (differing,) = _differ(pages, other)
        assert len(differing.pages) <= 400
    (old,) = _differ(pages, {**pages, "late/index.html": "20240203 x"})
    assert "p200/index.html" in old.pages


def test_a_thing_is_in_one_shard_in_all_languages() -> None:
    """A page and the same in other languages stay together, so that every shard answers in a reader's own."""
    pages = {prefix + path: day for path, day in _many(2000).items() for prefix in ("", "ar/", "es/")}
    shards = split_into_shards(pages)
    assert 4 <= len(shards) <= 10
    for shard in shards:
        assert {path[:3] for path in shard.pages} >= {"ar/", "es/"}
        assert {f"ar/{path}" in shard.pages for path in shard.pages if path[:3] not in ("ar/", "es/")} == {True}


@pytest.mark.long
def test_shards_grow_with_the_site() -> None:
    """A hundred thousand pages are in some thirty shards, for each costs a reader at their first search."""
    assert 20 <= len(split_into_shards(_many(100_000))) <= 40
    assert split_into_shards({})[0].folder == "pagefind/0"


@pytest.mark.long
def test_what_may_change_any_day_is_in_small_shards_however_large_the_site() -> None:
    """Among a hundred thousand pages a circle is made anew with some thousand others, not with four thousand."""
    circles = {f"circles/c{n}/index.html": f"00000000 {n}" for n in range(5000)}
    pages = _many(100_000) | circles
    (differing,) = _differ(pages, {**pages, "circles/c7/index.html": "00000000 other"})
    assert 500 <= len(differing.pages) <= 1600
    assert len(split_into_shards(pages)) <= 50


@pytest.mark.parametrize("told", [None, b"", b"{}", b"[]", b'{"shards": 1}', b'{"shards": [{"name": 1}]}', b"\xff"])
def test_what_cannot_be_read_says_nothing(told: bytes | None) -> None:
    """What an earlier build left and cannot be read is taken for nothing; what it wrote is read as it was."""
    assert parse_shard_list(told) == {}
    assert parse_shard_list(encode_shard_list([ShardEntry("0", "a", "b")])) == {"0": ShardEntry("0", "a", "b")}


class Folder:
    """A folder with forty pages and the index of them, and which shards were made anew the last time."""

    def __init__(self, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Small shards, and a note of each that is made."""
        monkeypatch.setattr(sharding, "SMALLEST", 8)
        monkeypatch.setattr(sharding, "LARGEST", 8)
        monkeypatch.setattr("nstgov.publish.search.shards.make_shard_files", self._noted)
        self.place = place
        self.pages = {f"p{n}/index.html": _page(f"Page {n}", f"2026-{n // 4 + 1:02}-01") for n in range(40)}
        self.made: list[str] = []

    @property
    def names(self) -> list[str]:
        """The names of all shards that there should be."""
        return [shard.name for shard in split_into_shards(_searched(self.pages))]

    def _noted(self, shard: Shard, read: sharding.Read) -> Iterator[tuple[str, bytes]]:
        self.made.append(shard.name)
        return make_shard_files(shard, read)

    def written(self) -> dict[str, bytes]:
        """Build, and give all files."""
        self.made.clear()
        output = OutputFolder(self.place)
        for path, data in self.pages.items():
            output.write_file(path, data)
        write_search(output, _searched(self.pages))
        output.remove_leftovers()
        return {f.relative_to(self.place).as_posix(): f.read_bytes() for f in self.place.rglob("*") if f.is_file()}


def test_only_shards_that_changed_are_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All are made at first and none without need; after one page changed one is, the others lie as they were."""
    folder = Folder(tmp_path, monkeypatch)
    first = folder.written()
    assert sorted(folder.made) == sorted(folder.names)
    assert len(folder.names) > 3
    assert folder.written() == first
    assert folder.made == []
    folder.pages["p3/index.html"] = folder.pages["p3/index.html"].replace(b"Page", b"Word")
    assert first.keys() - folder.written().keys()
    assert len(folder.made) == 1


def test_a_broken_index_is_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that was broken off, a lost file, a foreign one, a script altered by a byte: noticed, and put right."""
    folder = Folder(tmp_path, monkeypatch)
    first = folder.written()
    (tmp_path / "pagefind/shards.json").unlink()
    assert folder.written() == first
    assert sorted(folder.made) == sorted(folder.names)
    next((tmp_path / f"pagefind/{folder.names[1]}/fragment").iterdir()).unlink()
    assert folder.written() == first
    assert folder.made == [folder.names[1]]
    (tmp_path / f"pagefind/{folder.names[2]}/stray").write_bytes(b"x")
    assert folder.written() == first
    assert folder.made == [folder.names[2]]
    script = tmp_path / "pagefind/0/pagefind.js"
    script.write_bytes(b"/" + script.read_bytes()[1:])
    assert folder.written() == first
    assert folder.made == ["0"]


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"pagefind-entry.json": b"{"},
        {"pagefind-entry.json": b'{"languages": {"en": {"hash": "en_1", "wasm": "en"}}}'},
        {
            "pagefind-entry.json": b'{"languages": {"en": {"hash": "en_1", "wasm": "en"}}}',
            "pagefind.en_1.pf_meta": gzip.compress(b"pagefind_dcd\x81\x01"),
        },
    ],
)
def test_another_form_of_index_is_told(files: dict[str, bytes]) -> None:
    """A Pagefind that writes in another form is named as the trouble, with what to install."""
    with pytest.raises(UnknownIndexFormat) as trouble:
        dict(sort_bundle(files, "0"))
    assert "pip install" in trouble.value.remedy


items = st.recursive(st.integers(0, 2**64 - 1) | st.text(), lambda inner: st.lists(inner, max_size=30))


@pytest.mark.long
@given(items)
def test_tables_come_back_as_they_were(item: Item) -> None:
    """Whatever is written as CBOR is read as the same."""
    assert decode_cbor(encode_cbor(item)) == item


@pytest.mark.parametrize("data", [b"", b"\x82\x01", b"\x01\x01", b"\xf6", b"\x9f\xff", b"\x1c", b"\x19\x01"])
def test_other_tables_are_unknown(data: bytes) -> None:
    """Bytes cut short, too long, or of a sort that is not expected are refused."""
    with pytest.raises(UnknownCbor):
        decode_cbor(data)


def test_what_the_search_wrote_passes_the_gate(site: BuiltSite) -> None:
    """Every file of the example's index passes, with what runs in it known byte for byte."""
    found = sorted((site.folder / "pagefind").rglob("*"))
    files = [(f.relative_to(site.folder).as_posix(), f.read_bytes()) for f in found if f.is_file()]
    assert len(files) > 100
    assert list(find_unexpected(files, OWN, find_policy)) == []
    assert {file for file, _ in find_unexpected(files, {}, find_policy)} == {file for file, _ in files} & set(OWN)


@pytest.mark.parametrize(
    ("file", "data"),
    [
        ("pagefind/0/pagefind.js", OWN["pagefind/0/pagefind.js"] + b"\nx()"),
        ("pagefind/0/pagefind-ui.js", b"x()"),
        ("pagefind/0/wasm.en.pagefind", b"\x00asm"),
        ("pagefind/1/pagefind.js", OWN["pagefind/0/pagefind.js"]),
        ("pagefind/index.html", b"<script>x()</script>"),
        ("pagefind/0/fragment/en_20260101_0_ab.pf_fragment", b"<script>"),
        ("pagefind/0/fragment/en_20260101_0_ab.js", b"x()"),
        ("pagefind/../x.js", b"x()"),
    ],
)
def test_a_foreign_file_among_them_is_held_back(file: str, data: bytes) -> None:
    """A script changed by one byte, or a file that the search did not write, does not go out."""
    assert [held.file for held in find_unexpected([(file, data)], OWN, find_policy)] == [file]
