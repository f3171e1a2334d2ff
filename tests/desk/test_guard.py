"""The desk under attack: other pages, other names, other programs, paths that lead elsewhere, endless bodies."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nstgov.records.addresses import recognise_record
from tests.desk.desking import (
    ASKS,
    BUNDLE,
    CIRCLE,
    CIRCLE_PATH,
    ENTRY,
    Sitter,
    all_files,
    lay_out_movement,
    records_of,
    sitting_at,
)
from tests.desk.evening import DAY

READ = ("/", "/-/desk/state", "/-/desk/words.json", "/-/desk/", "/-/changes", "/assets/nstgov.js")
WRITE = ("check", "save", "take-back", "commit", "push", "letters")


@pytest.fixture(scope="module")
def at_rest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sitter]:
    """Somebody at a desk on which nothing is ever saved: one for all who are refused."""
    with sitting_at(lay_out_movement(tmp_path_factory.mktemp("desk") / "movement")) as found:
        yield found


@pytest.mark.sampled(6)
@pytest.mark.parametrize("path", READ)
@pytest.mark.parametrize("cookie", [None, "", "nstgov-desk-0=", "nstgov-desk-0=guess", "other=1"])
def test_without_the_token_nothing_is_told(at_rest: Sitter, path: str, cookie: str | None) -> None:
    """Neither a page nor what was saved is shown to who has not opened the printed address."""
    answer = at_rest.ask(path, Cookie=cookie)
    assert (answer.status, b"first page" in answer.body) == (403, False)


@pytest.mark.parametrize("token", ["", "x", ENTRY + "x", ENTRY[:-1], ENTRY.upper(), "%00", "\u00e9".encode().hex()])
def test_a_wrong_token_opens_nothing(at_rest: Sitter, token: str) -> None:
    """No cookie is given for it."""
    answer = at_rest.ask(f"/?token={token}")
    assert answer.status == 403
    assert "set-cookie" not in answer.headers


def test_the_token_becomes_a_cookie_and_leaves_the_address(at_rest: Sitter) -> None:
    """The cookie is another secret, out of the reach of scripts and of other sites; where it leads is on this host."""
    answer = at_rest.ask(f"//evil.example/?a=1&token={ENTRY}")
    assert (answer.status, answer.headers["location"]) == (303, "/evil.example/?a=1")
    said = answer.headers["set-cookie"].lower()
    assert "httponly" in said
    assert "samesite=strict" in said
    assert ENTRY not in said
    assert at_rest.ask("/", Cookie=at_rest.cookie).body == b"first page"


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "", "[", "10.0.0.1", "0"]
)
def test_a_name_that_was_turned_here_is_not_answered(at_rest: Sitter, host: str) -> None:
    """DNS rebinding: with the cookie and all, another name than this machine's own reads and writes nothing."""
    assert at_rest.ask("/", Host=host, Cookie=at_rest.cookie).status == 421
    answer = at_rest.post("save", records_of(BUNDLE), Host=host, Origin=f"http://{host}")
    assert answer.status == 421
    assert CIRCLE_PATH not in all_files(at_rest.root)


@pytest.mark.sampled(7)
@pytest.mark.parametrize("what", WRITE)
@pytest.mark.parametrize(
    "sent",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": None},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "http://localhost"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Content_Type": "text/plain"},
        {"Content_Type": "application/x-www-form-urlencoded"},
        {"Content_Type": "multipart/form-data; boundary=x"},
        {"Content_Type": None},
        {"Cookie": None},
    ],
    ids=str,
)
def test_another_page_writes_nothing(at_rest: Sitter, what: str, sent: dict[str, str | None]) -> None:
    """A form or a script of another site, or of another port of this machine, is turned away."""
    before = all_files(at_rest.root)
    answer = at_rest.post(what, records_of(BUNDLE), **sent)
    assert answer.status in (403, 415)
    assert all_files(at_rest.root) == before


@pytest.mark.parametrize("mode", ["no-cors", "cors", "same-origin"])
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_page_reads_nothing(at_rest: Sitter, site: str, mode: str) -> None:
    """What another port of this machine embeds or fetches is refused, even where the browser sends the cookie."""
    answer = at_rest.ask("/-/desk/state", Cookie=at_rest.cookie, Sec_Fetch_Site=site, Sec_Fetch_Mode=mode)
    assert answer.status == 403
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"])
def test_other_methods_do_nothing(at_rest: Sitter, method: str) -> None:
    """Only reading and the desk's own questions are answered."""
    assert at_rest.ask("/-/desk/save", method, Cookie=at_rest.cookie).status == 405


def test_every_answer_forbids_frames_and_guesses(at_rest: Sitter) -> None:
    """Also a refusal carries the heads that keep other pages out."""
    for answer in (at_rest.ask("/"), at_rest.ask("/", Cookie=at_rest.cookie), at_rest.ask("/", Host="evil.example")):
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["cache-control"] == "no-store"


PATHS = (
    "../outside.yml",
    "/etc/passwd",
    "circles/../../outside.yml",
    "circles/oak-street/../../../outside.yml",
    f"circles/../../{DAY}.asks.yml",
    "circles/../../x.yml.void.yml",
    f"circles/../../x.yml.correction.{DAY}.yml",
    "proposals/../../../tmp/x.yml.ana-ruiz.disputed.yml",
    "circles/%2e%2e/%2e%2e/outside.yml",
    "circles/..%2foutside/circle.yml",
    "circles\\..\\..\\outside.yml",
    "circles/oak-street\\circle.yml",
    "C:\\circles\\oak-street\\circle.yml",
    "//circles/oak-street/circle.yml",
    "circles//oak-street/circle.yml",
    "./circles/oak-street/circle.yml",
    "circles/oak-street/circle.yml/",
    "circles/oak-street/circle.yml\0.yml",
    "circles/oak-street/circle.yml\n",
    "circles/Oak-Street/circle.yml",
    "CIRCLES/oak-street/circle.yml",
    "circles/oak-street/Circle.yml",
    "circles/oak\u2010street/circle.yml",
    "circles/o\u0430k/circle.yml",
    "c\u0456rcles/oak/circle.yml",
    "circles/oak-street/circle.yaml",
    "circles/oak-street/.circle.yml",
    "circles/.git/circle.yml",
    ".git/config",
    ".git/hooks/pre-commit",
    ".github/workflows/x.yml",
    "nstgov.yml",
    "mkdocs.yml",
    "site/index.md",
    "circles/con/circle.yml",
    "circles/oak-street/circle.yml.ana-ruiz.sig",
    "circles/oak-street/circle.yml.ana-ruiz.confirmation.yml",
    "circles/" + "a/" * 5000 + "circle.yml",
    "circles/" + "a" * 300 + "/circle.yml",
    "",
    "~/circle.yml",
    "file:///etc/passwd",
    "circles/oak-street/circle.yml:stream",
)


@pytest.mark.sampled(9)
@pytest.mark.parametrize("path", PATHS, ids=lambda path: repr(path[:40]))
@pytest.mark.parametrize("what", ["check", "save"])
def test_no_path_leads_elsewhere(at_rest: Sitter, path: str, what: str) -> None:
    """Whatever a page calls a file: only the address of a record is taken, and nothing lies anywhere afterwards."""
    around = sorted(str(one) for one in at_rest.root.parent.rglob("*"))
    answer = at_rest.post(what, {"records": [{"path": path, "text": CIRCLE}]})
    assert answer.status == 400
    assert set(answer.told) == {"trouble", "next"}
    assert sorted(str(one) for one in at_rest.root.parent.rglob("*")) == around


def test_a_letter_with_such_paths_is_no_way_either(at_rest: Sitter) -> None:
    """A pasted text that names them yields nothing that could be saved."""
    text = "\n".join(f"file: {path}\n{ASKS}end of file" for path in PATHS if "\n" not in path and "\0" not in path)
    told = at_rest.post("letters", {"text": text}).told
    assert [one for one in told.get("answers", ()) if recognise_record(one["path"]) is None] == []
    assert all(not one["path"].startswith(("..", "/")) and ".." not in one["path"] for one in told.get("answers", ()))


def test_a_linked_folder_is_not_written_through(sitter: Sitter, tmp_path: Path) -> None:
    """A folder of records that is a link to somewhere else gets nothing, and it is told."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (sitter.root / "circles").symlink_to(elsewhere)
    answer = sitter.save({CIRCLE_PATH: CIRCLE})
    assert answer.status in (200, 409)
    assert answer.status == 409 or answer.told["saved"] is None
    assert list(elsewhere.iterdir()) == []


def test_a_folder_that_another_system_would_take_for_it_is_told(sitter: Sitter) -> None:
    """Where `circles/Oak-Street` lies already, `circles/oak-street` is not put beside it."""
    (sitter.root / "circles/Oak-Street").mkdir(parents=True)
    (sitter.root / "circles/Oak-Street/circle.yml").write_text(CIRCLE)
    answer = sitter.save({CIRCLE_PATH: CIRCLE})
    assert answer.told["saved"] is None
    assert any(one["severity"] == "error" for one in answer.told["findings"])


BODIES: tuple[tuple[str, bytes, dict[str, str | None], int], ...] = (
    ("2 MiB", b" " * (2 << 20), {}, 413),
    ("said to be 1 TiB", b"{}", {"Content_Length": str(1 << 40)}, 413),
    ("said to be nonsense", b"{}", {"Content_Length": "9" * 40}, 400),
    ("nested", b"[" * 500_000 + b"]" * 500_000, {}, 400),
    ("no JSON", b"records", {}, 400),
    ("empty", b"", {}, 400),
    ("no text", b"\xff\xfe\x00", {}, 400),
    ("a great number", b'{"records": ' + b"9" * 100_000 + b"}", {}, 400),
    ("half a character", b'{"records": [{"path": "circles/oak-street/circle.yml", "text": "\\ud800"}]}', {}, 400),
    ("two of one name", json.dumps({"records": [{"path": CIRCLE_PATH, "text": CIRCLE}] * 2}).encode(), {}, 400),
    ("too many", json.dumps({"records": [{"path": CIRCLE_PATH, "text": "x"}] * 1000}).encode(), {}, 400),
    ("a list", b"[]", {}, 400),
    ("numbers", b'{"records": [1, 2]}', {}, 400),
    ("no records", b'{"records": []}', {}, 400),
    ("a long text", json.dumps({"records": [{"path": CIRCLE_PATH, "text": "x" * 300_000}]}).encode(), {}, 400),
)


@pytest.mark.sampled(5)
@pytest.mark.parametrize(("body", "headers", "status"), [case[1:] for case in BODIES], ids=[case[0] for case in BODIES])
def test_whatever_is_sent_is_refused_in_words(
    at_rest: Sitter, body: bytes, headers: dict[str, str | None], status: int
) -> None:
    """Huge, nested, broken or senseless: told in words what to do, nothing written, and the desk goes on."""
    own = {"Cookie": at_rest.cookie, "Origin": at_rest.origin, "Content_Type": "application/json"}
    answer = at_rest.ask("/-/desk/save", "POST", body, **{**own, **headers})
    assert answer.status == status
    assert b"Traceback" not in answer.body
    assert at_rest.state() == {"bundles": [], "waiting": []}
    assert CIRCLE_PATH not in all_files(at_rest.root)


def test_a_body_without_a_length_ends_at_the_limit(at_rest: Sitter) -> None:
    """Sent in pieces whose sum nobody announces, it is cut off as soon as it is too much."""
    piece = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    own = {"Cookie": at_rest.cookie, "Origin": at_rest.origin, "Content_Type": "application/json"}
    answer = at_rest.ask("/-/desk/save", "POST", piece * 17 + b"0\r\n\r\n", Transfer_Encoding="chunked", **own)
    assert answer.status == 413


@pytest.mark.parametrize(
    "given", [None, 1, "x", [], {}, {"number": "1"}, {"number": 99}, {"number": -1}, {"number": 1.5}]
)
def test_what_is_asked_wrongly_is_told_in_words(sitter: Sitter, given: Any) -> None:
    """Taking back what is not there, or is named in no sensible way, changes nothing."""
    assert sitter.save(BUNDLE).told["saved"]["number"] == 1
    answer = sitter.post("take-back", given)
    assert answer.status in (400, 409)
    assert set(answer.told) >= {"trouble", "next"}
    assert len(sitter.state()["bundles"]) == 1
