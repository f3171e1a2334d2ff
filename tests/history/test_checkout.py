"""A checkout that git converted is read as git has it; whatever else differs is read as it lies there."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from nstgov.author.new_movement import ATTRIBUTES
from nstgov.store.cache import Cache
from nstgov.store.checkout import read_checkout
from nstgov.store.folder_snapshot import read_incrementally
from nstgov.store.tree import read_commit
from tests.commands import Nst
from tests.history.forge import ASKS, ROUND, TREES, Forge, Person, asks, git
from tests.history.signed_story import SignedStory, proposal

AS_OF = ("--as-of", "2026-11-28")


@pytest.fixture
def windows(tmp_path: Path) -> Person:
    """A clone whose checkout turned every line end, as git for Windows does when nothing forbids it."""
    forge = Forge(tmp_path)
    folder = tmp_path / "windows"
    git(tmp_path, "-c", "core.autocrlf=true", "clone", "-q", str(forge.bare), str(folder))
    clone = Person(folder)
    clone.git("config", "core.autocrlf", "true")
    assert b"\r\n" in (folder / TREES).read_bytes()
    return clone


def findings(nst: Nst, folder: Path) -> set[str]:
    """What `check` finds in a folder."""
    return {
        f"{f['code']} {f['file']}" for f in json.loads(nst("-C", folder, "check", "--format", "json").out)["findings"]
    }


def test_turned_line_ends_are_no_finding(nst: Nst, windows: Person) -> None:
    """What git only converted on its way to the disk is judged as it was consented to."""
    assert findings(nst, windows.folder) == set()
    assert nst("-C", windows.folder, "why", "trees", *AS_OF).code == 0
    assert nst("-C", windows.folder, "verify", ROUND).code == 0
    tip = read_commit(windows.folder, windows.git("rev-parse", "HEAD"))
    assert read_checkout(windows.folder).files == tip.files


def test_a_build_takes_a_turned_checkout_for_its_commit(windows: Person, tmp_path: Path) -> None:
    """Also with what an earlier reading remembers, each file has the bytes that git has."""
    cache = Cache(tmp_path / "cache", "this program")
    for _ in range(2):
        reading = read_incrementally(windows.folder, cache)
        cache.save()
        assert b"\r" not in reading.contents[TREES]
        assert reading.movement.sha256[TREES] in (windows.folder / ROUND).read_text()


def test_line_ends_that_a_person_turned_in_a_new_file_stay_as_they_are(windows: Person) -> None:
    """What git does not keep is read as it lies there; and so is what differs by more than a conversion."""
    new = "circles/oak/2026-11-20.asks.yml"
    (windows.folder / new).write_bytes(asks("A ladder.\r\n").encode())
    assert read_checkout(windows.folder).files != read_commit(windows.folder, windows.git("rev-parse", "HEAD")).files
    (windows.folder / ASKS).write_bytes((windows.folder / ASKS).read_bytes().replace(b"ladder", b"lader"))
    kept = {file.path: file.data for file in read_checkout(windows.folder).files}
    assert b"\r\n" in kept[ASKS]
    assert b"lader" in kept[ASKS]
    assert b"\r\n" in kept[new]


def test_an_id_that_git_put_into_a_line_is_taken_out_again(tmp_path: Path) -> None:
    """With `ident` git writes the id of a file into it; the record has none."""
    me = Forge(tmp_path).founder
    me.adds({".gitattributes": "*.yml ident\n", ASKS: asks("A ladder. # $Id$")})
    (me.folder / ASKS).unlink()
    me.git("checkout", "-q", "--", ASKS)
    assert b"$Id: " in (me.folder / ASKS).read_bytes()
    assert {f.path: f.data for f in read_checkout(me.folder).files}[ASKS] == asks("A ladder. # $Id$").encode()


def test_sign_signs_what_git_has(nst: Nst, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A signature made by ssh-keygen in a turned checkout holds for the bytes of the record."""
    story = SignedStory(tmp_path / "oak")
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True, capture_output=True)
    public = " ".join(key.with_suffix(".pub").read_text().split()[:2])
    act = "circles/oak/2026-10-02.person.ana.yml"
    text = f"adds: {public}\nvoices: {{ana: consent}}\n"
    from tests.history.signed_story import sign

    story.land({act: text, **sign(act, text, ["ana"])}, proposal(("ben", "chi", "dee")))
    folder = tmp_path / "windows"
    git(tmp_path, "-c", "core.autocrlf=true", "clone", "-q", str(story.folder), str(folder))
    monkeypatch.setenv("HOME", str(tmp_path))
    signed = nst("-C", folder, "sign", folder / TREES, "--person", "ana", "--key", key, "--no-input")
    assert signed.code == 0, signed.text
    signature = (folder / f"{TREES}.ana.sig").read_text()
    story.land({f"{TREES}.ana.sig": signature})
    outcome = json.loads(nst("-C", story.folder, "check", "--format", "json", *AS_OF).out)
    assert not [f for f in outcome["findings"] if f["file"].endswith(".sig")]


def test_attributes_of_a_new_movement_keep_every_byte(tmp_path: Path) -> None:
    """With what `init` writes no checkout converts a record or the settings, whatever else is set up."""
    me = Forge(tmp_path).founder
    filtered = "* text=auto eol=crlf ident filter=upper\n"
    me.adds({".gitattributes": filtered + ATTRIBUTES, ASKS: asks("A ladder. # $Id$")})
    folder = tmp_path / "other"
    settings = ("core.autocrlf=true", "filter.upper.smudge=tr a-z A-Z")
    git(tmp_path, *(part for one in settings for part in ("-c", one)), "clone", "-q", str(me.folder), str(folder))
    for path in ("nstgov.yml", ASKS, TREES, "ground-rules/1.yml"):
        assert (folder / path).read_bytes() == (me.folder / path).read_bytes()
