"""Generated files are kept, and are what their sources say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import generate


@pytest.mark.long
def test_generated_files_are_what_their_sources_say() -> None:
    """Rule pages, the list of commands and the JSON Schemas are fresh; `make generate` writes them."""
    assert generate.find_stale_files(dict(generate.make_generated_files())) == []


def test_a_changed_a_missing_and_a_left_over_file_are_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever differs from its source is named, and written, or taken away where it has none."""
    monkeypatch.setattr(generate, "ROOT", tmp_path)
    monkeypatch.setattr(
        generate, "make_generated_files", lambda: iter([("docs/rules/P01.md", "one"), ("docs/rules/P02.md", "two")])
    )
    folder = tmp_path / "docs/rules"
    folder.mkdir(parents=True)
    (folder / "P01.md").write_text("old", encoding="utf-8")
    (folder / "P99.md").write_text("gone", encoding="utf-8")
    assert generate.main(["--check"]) == 1
    assert generate.main([]) == 0
    assert {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()} == {
        "P01.md": "one",
        "P02.md": "two",
    }
    assert generate.main(["--check"]) == 0
