"""Bringing decisions from a folder of Markdown files: read as they are written, marked, and counted as nobody's yes."""

from __future__ import annotations

from pathlib import Path

import pytest

from nstgov.author.imported_history import UNTOLD_NEED
from nstgov.records import Movement, Outside, Version
from nstgov.store.checkout import read_checkout
from nstgov.store.reading import read_movement
from tests.commands import Nst, Outcome

NYGARD = """# 7. Keep papers in open formats

Date: 2021-03-04

## Status

Accepted

## Context

We lose files when programs end.

## Decision

All our papers are kept in open formats.

```text
## not a heading
```

## Consequences

Some habits change.
"""
MADR = """---
status: superseded by ADR-0012, which see
date: 2022-05-06
decision-makers: [Ana Ruiz, Ben Okafor <ben@example.org>]
---
# Meet every second week

<!-- a hint of the template -->
## Context and Problem Statement

Too many evenings.

## Decision Outcome

Every second week, because of the children.
"""
OLD_MADR = """# Bread for all

* Status: accepted
* Deciders: Ana Ruiz, Chi Tran
* Date: 2020-02-03

There are many allergies.

## Decision Outcome

Plain bread.
"""
Y_STATEMENT = """# Bread

In the context of the kitchen, facing many allergies, we decided for plain bread and against cakes, to achieve that all
can eat, accepting that some miss the cakes.
"""
MINUTES = """Water in August
===============

**Fecha:** 2023-07-01

Cada casa riega una semana.
"""


def _bring(nst: Nst, tmp_path: Path, files: dict[str, str | bytes], *options: str) -> Outcome:
    folder = tmp_path / "papers"
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text if isinstance(text, bytes) else text.encode())
    folder.mkdir(exist_ok=True)
    (tmp_path / "here").mkdir(exist_ok=True)
    return nst("import", "decisions", folder, "--no-input", *options, cwd=tmp_path / "here")


def _movement(tmp_path: Path) -> Movement:
    return read_movement(read_checkout(tmp_path / "here"))


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("0007-open.md", NYGARD, ("Keep papers in open formats", "2021-03-04", "We lose files", "open formats", True)),
        ("madr.md", MADR, ("Meet every second week", "2022-05-06", "Too many", "Every second week", False)),
        ("a/old.md", OLD_MADR, ("Bread for all", "2020-02-03", UNTOLD_NEED, "Plain bread.", True)),
        ("2023-01-02-y.md", Y_STATEMENT, ("Bread", "2023-01-02", "In the context of", "we decided for plain", True)),
        ("m.markdown", MINUTES, ("Water in August", "2023-07-01", UNTOLD_NEED, "Cada casa", True)),
        ("20230102.md", b"\xef\xbb\xbfOnly\r\nwords\r\n", ("20230102", "2023-01-02", UNTOLD_NEED, "Only\nwords", True)),
        (
            "n.md",
            "# N\n\n2026-11-23 · in force\n\n## Decision\n\nThis.\n",
            ("N", "2026-11-23", UNTOLD_NEED, "This.", True),
        ),
    ],
)
def test_a_file_comes_over(
    nst: Nst, tmp_path: Path, name: str, text: str | bytes, told: tuple[str, str, str, str, bool]
) -> None:
    """Title, day, need and text are those of the file; it is marked; only what was decided gets a receipt."""
    done = _bring(nst, tmp_path, {name: text})
    assert done.code == 0, done.text
    movement = _movement(tmp_path)
    (version,) = movement.find_all(Version)
    title, day, need, words, is_decided = told
    assert (version.title, str(version.submitted)) == (title, day)
    assert version.need.startswith(need)
    assert words in version.text
    assert (version.imported or "").startswith(f"papers/{name}, {day}")
    assert bool(movement.decisions) == is_decided
    assert nst("check", cwd=tmp_path / "here").code == 0
    assert "0 on record" not in nst("policy", "everyone", cwd=tmp_path / "here").out


def test_what_is_over_says_so_and_mail_addresses_stay_away(nst: Nst, tmp_path: Path) -> None:
    """The status stands behind the day; who decided there is named as somebody outside, without an address."""
    _bring(nst, tmp_path, {"madr.md": MADR})
    (version,) = _movement(tmp_path).find_all(Version)
    assert version.imported == "papers/madr.md, 2022-05-06 (superseded by ADR-0012, which see)"
    assert version.authors == (Outside(name="Ana Ruiz", outside=True), Outside(name="Ben Okafor", outside=True))


def test_the_same_folder_again_brings_only_what_is_new(nst: Nst, tmp_path: Path) -> None:
    """What is on record is known by its place; two of one title get ids of their own."""
    _bring(nst, tmp_path, {"a.md": NYGARD, "b.md": MADR, "c.md": NYGARD})
    before = {path: path.read_bytes() for path in (tmp_path / "here").rglob("*.yml")}
    assert len(_movement(tmp_path).proposals) == 3
    again = _bring(nst, tmp_path, {})
    assert again.code == 0
    assert "0 brought from elsewhere, 0 of them decided there; 3 on record already." in again.out
    assert {path: path.read_bytes() for path in (tmp_path / "here").rglob("*.yml")} == before
    _bring(nst, tmp_path, {"d.md": OLD_MADR})
    assert len(_movement(tmp_path).proposals) == 4


def test_what_does_not_come_over_is_named(nst: Nst, tmp_path: Path) -> None:
    """No day, no text, no UTF-8, too large, links: each is left out and told; the others come."""
    bad: dict[str, str | bytes] = {
        "day.md": "# No day\n\nwords\n",
        "empty-2020-01-01.md": "# Title\n",
        "bytes-2020-01-01.md": b"\xff\xfe",
        "zero-2020-01-01.md": "# Z\n\n\0\n",
        "large-2020-01-01.md": "# L\n\n" + "x" * 300_000,
        "long-2020-01-01.md": "# T\n\n" + "x" * 70_000,
        "title-2020-01-01.md": "# " + "T" * 400 + "\n\nwords\n",
        "README.md": "# Read me\n",
        "adr-template.md": NYGARD,
        "deep-2020-01-01.md": "---\n" + "[" * 30_000 + "\n---\n# Deep\n\nwords\n",
        "sound.md": NYGARD,
    }
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "link.md").symlink_to("/etc/hostname")
    done = _bring(nst, tmp_path, bad)
    assert done.code == 0, done.text
    assert "2 brought from elsewhere" in done.out
    for name in ("day.md", "empty-", "bytes-", "zero-", "large-", "long-", "title-"):
        assert any(line.startswith((f"  - {name}", f"  - papers/{name}")) for line in done.out.splitlines()), name


def test_a_dry_run_and_wrong_use_write_nothing(nst: Nst, tmp_path: Path) -> None:
    """No folder, an empty one, an unknown circle: told, with the next step."""
    assert _bring(nst, tmp_path, {"a.md": NYGARD}, "--dry-run").code == 0
    assert _bring(nst, tmp_path, {}, "--circle", "nowhere").code == 2
    assert nst("import", "decisions", tmp_path / "none", cwd=tmp_path / "here").code == 2
    assert nst("import", "decisions", tmp_path / "here", cwd=tmp_path / "here").code == 2
    assert list((tmp_path / "here").iterdir()) == []
