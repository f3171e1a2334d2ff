"""The index behind the search: the same pages, the same bytes; only what changed is made anew; nothing foreign."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nstgov.publish.gate import held_back
from nstgov.publish.material import policy_of
from nstgov.publish.output import Output
from nstgov.publish.search import shards as sharding
from nstgov.publish.search.canonical import OtherFormat, canonical
from nstgov.publish.search.cbor import Item, Unknown, decoded, encoded
from nstgov.publish.search.shards import Shard, contents, files_of, own_files, searched_in, shards_of, signatures_in
from nstgov.publish.search.writing import write_search
from tests.publish.conftest import BuiltSite

OWN = own_files(frozenset({"en"}))


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


def _hashes(pages: Mapping[str, bytes]) -> dict[str, str]:
    return {path: str(hash(data)) for path, data in pages.items()}


def test_the_same_pages_give_the_same_bytes() -> None:
    """Pagefind keeps its tables in no order; put in order, five indexes of the same pages are one."""
    pages = _pages(12)
    shard = Shard(0, _hashes(pages))
    assert len({tuple(files_of(shard, pages.__getitem__)) for _ in range(5)}) == 1


def test_the_day_of_a_page_stands_in_the_name_of_its_file() -> None:
    """A result can be sorted by its id; a page without a day comes last."""
    pages = {"a/index.html": _page("A", "2026-03-01"), "b/index.html": _page("B", "soon")}
    names = [path for path, _ in files_of(Shard(0, _hashes(pages)), pages.__getitem__) if "/fragment/" in path]
    assert sorted(name.split("_")[1] for name in names) == ["00000000", "20260301"]


def test_what_is_around_an_article_is_not_searched() -> None:
    """With another day in its foot a page has the same digest; with another word, fact or language it has not."""
    page = '<html lang="en"><head>{0}<meta name="nstgov:kind" content="{1}"></head><article data-pagefind-body>{2}'
    page += "</article><footer>{0}</footer></html>"
    first = searched_in(page.format("1 May", "circle", "oak").encode())
    assert searched_in(page.format("2 May", "circle", "oak").encode()) == first != ""
    others = [page.format("1 May", "circle", "elm"), page.format("1 May", "rule", "oak"), page.replace("en", "es", 1)]
    assert all(searched_in(other.encode()) != first for other in others)
    assert searched_in(b"<html><head></head><article>oak</article></html>") == ""


def test_each_language_has_its_own_words() -> None:
    """Pages in several languages stand in one index, each language with its own table and program."""
    pages = {"a/index.html": _page("A"), "ar/a/index.html": _page("أ", lang="ar")}
    names = {path for path, _ in files_of(Shard(0, _hashes(pages)), pages.__getitem__)}
    assert {"pagefind/0/wasm.en.pagefind", "pagefind/0/wasm.ar.pagefind"} <= names
    assert sum(name.endswith(".pf_meta") for name in names) == 2


def test_a_page_stays_in_its_shard(monkeypatch: pytest.MonkeyPatch) -> None:
    """One page changed or added changes the signature of one shard; below the limit there is one shard."""
    before = _hashes(_pages(300))
    assert len(shards_of(before)) == 1
    monkeypatch.setattr(sharding, "PER_SHARD", 100)
    shards = shards_of(before)
    assert len(shards) == 4
    for changed in ({**before, "p7/index.html": "other"}, {**before, "new/index.html": "x"}):
        differ = [
            one.number for one, two in zip(shards, shards_of(changed), strict=True) if one.signature != two.signature
        ]
        assert len(differ) == 1
    assert signatures_in(contents(shards)) == tuple(shard.signature for shard in shards)


@pytest.mark.parametrize("told", [None, b"", b"{}", b"[]", b'{"shards": 1}', b"\xff"])
def test_broken_signatures_are_none(told: bytes | None) -> None:
    """What an earlier build left and cannot be read is taken for nothing."""
    assert signatures_in(told) == ()


def test_only_shards_that_changed_are_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After one page changed, one shard is indexed; what another needs stays; a broken-off build is noticed."""
    monkeypatch.setattr(sharding, "PER_SHARD", 10)
    pages = _pages(40)
    made: list[int] = []

    def noted(shard: Shard, read: sharding.Read) -> Iterator[tuple[str, bytes]]:
        made.append(shard.number)
        return files_of(shard, read)

    monkeypatch.setattr("nstgov.publish.search.writing.files_of", noted)

    def written() -> dict[str, bytes]:
        output = Output(tmp_path)
        for path, data in pages.items():
            output.put(path, data)
        write_search(output, _hashes(pages))
        output.finish()
        return {f.relative_to(tmp_path).as_posix(): f.read_bytes() for f in tmp_path.rglob("*") if f.is_file()}

    first = written()
    assert made == [0, 1, 2, 3]
    assert written() == first
    assert made == [0, 1, 2, 3]
    pages["p3/index.html"] = _page("Another")
    second = written()
    assert len(made) == 5
    assert first.keys() - second.keys()
    (tmp_path / "pagefind/shards.json").unlink()
    assert written() == second
    assert len(made) == 9


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
    with pytest.raises(OtherFormat) as trouble:
        dict(canonical(files))
    assert "pip install" in trouble.value.remedy


items = st.recursive(st.integers(0, 2**64 - 1) | st.text(), lambda inner: st.lists(inner, max_size=30))


@given(items)
def test_tables_come_back_as_they_were(item: Item) -> None:
    """Whatever is written as CBOR is read as the same."""
    assert decoded(encoded(item)) == item


@pytest.mark.parametrize("data", [b"", b"\x82\x01", b"\x01\x01", b"\xf6", b"\x9f\xff", b"\x1c", b"\x19\x01"])
def test_other_tables_are_unknown(data: bytes) -> None:
    """Bytes cut short, too long, or of a sort that is not expected are refused."""
    with pytest.raises(Unknown):
        decoded(data)


def test_what_the_search_wrote_passes_the_gate(site: BuiltSite) -> None:
    """Every file of the example's index passes, with what runs in it known byte for byte."""
    found = sorted((site.folder / "pagefind").rglob("*"))
    files = [(f.relative_to(site.folder).as_posix(), f.read_bytes()) for f in found if f.is_file()]
    assert len(files) > 100
    assert list(held_back(files, OWN, policy_of)) == []
    assert {file for file, _ in held_back(files, {}, policy_of)} == {file for file, _ in files} & set(OWN)


@pytest.mark.parametrize(
    ("file", "data"),
    [
        ("pagefind/0/pagefind.js", OWN["pagefind/0/pagefind.js"] + b"\nx()"),
        ("pagefind/0/pagefind-ui.js", b"x()"),
        ("pagefind/0/wasm.en.pagefind", b"\x00asm"),
        ("pagefind/1/pagefind.js", OWN["pagefind/0/pagefind.js"]),
        ("pagefind/index.html", b"<script>x()</script>"),
        ("pagefind/0/fragment/en_20260101_ab.pf_fragment", b"<script>"),
        ("pagefind/0/fragment/en_20260101_ab.js", b"x()"),
        ("pagefind/../x.js", b"x()"),
    ],
)
def test_a_foreign_file_among_them_is_held_back(file: str, data: bytes) -> None:
    """A script changed by one byte, or a file that the search did not write, does not go out."""
    assert [held.file for held in held_back([(file, data)], OWN, policy_of)] == [file]
