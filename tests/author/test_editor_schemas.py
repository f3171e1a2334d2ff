"""Records that nstgov writes name their schema, so that editors help while somebody types; bytes that exist stay."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema

from nstgov.author.editor_schemas import build_schema_files, is_schema_unchanged, name_schema
from nstgov.author.forges import is_unchanged
from nstgov.store.strict_yaml import read_yaml
from tests.commands import Nst


def test_a_record_names_a_schema_that_lies_there_and_fits(nst: Nst, tmp_path: Path) -> None:
    """From each file of a new movement the path leads to a schema, by which the file is right; check takes the line."""
    assert nst("init", "valley", "--forge", "none", "--no-input", cwd=tmp_path).code == 0
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("circle,parent,person\nCo-op,,Ana\nGarden,Co-op,Ben\n")
    assert nst("import", "circles", sheet, "--no-input", cwd=tmp_path / "valley").code == 0
    records = sorted((tmp_path / "valley").rglob("*.yml"))
    assert len(records) == 4
    for record in records:
        line, _, text = record.read_text(encoding="utf-8").partition("\n")
        assert line.startswith("# yaml-language-server: $schema="), record
        schema = json.loads((record.parent / line.partition("=")[2]).read_text(encoding="utf-8"))
        if record.name == "circle.yml":
            jsonschema.validate(read_yaml(text).value, schema)
    assert nst("check", cwd=tmp_path / "valley").code == 0


def test_what_is_no_record_names_none() -> None:
    """A signature, a page, a path that is none."""
    assert name_schema("proposals/trees/v1.yml") == "# yaml-language-server: $schema=../../schemas/version.json\n"
    assert name_schema("nstgov.yml") == "# yaml-language-server: $schema=schemas/settings.json\n"
    for path in ("", "README.md", "proposals/trees/v1.yml.ana-ruiz.sig", "circles/../x.yml"):
        assert name_schema(path) == ""


def test_a_schema_is_renewed_unless_somebody_changed_it(nst: Nst, tmp_path: Path) -> None:
    """It carries a mark of its own text; one that was changed here stays, one that is missing comes back."""
    for text in build_schema_files().values():
        assert json.loads(text)["$schema"].startswith("http://json-schema.org/draft-07")
        assert is_schema_unchanged(text)
        assert is_unchanged(text.replace("\n", "\r\n"))
        assert not is_schema_unchanged(text.replace('"object"', '"array"', 1))
    nst("init", "valley", "--no-input", cwd=tmp_path)
    changed, missing = (tmp_path / "valley/schemas" / name for name in ("idea.json", "round.json"))
    changed.write_text(changed.read_text().replace('"object"', '"array"', 1))
    missing.unlink()
    told = nst("init", "--update", cwd=tmp_path / "valley")
    assert "schemas/idea.json: left as it is" in told.out
    assert "schemas/round.json: written" in told.out
