"""`nstgov check`: verdict, formats, exit codes, and what it says of bad input."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.commands import Nst, committed, git_in

V1 = "proposals/street-trees/v1.yml"


def test_the_worked_example_keeps_every_rule(nst: Nst, example: Path) -> None:
    """A check of the example ends with 0 and finds nothing at all."""
    found = nst("check", "--format", "json", cwd=example)
    assert found.code == 0
    assert json.loads(found.out)["findings"] == []


def test_a_finding_names_place_reason_and_remedy(nst: Nst, example: Path) -> None:
    """A person is shown the line, what is so, and the next step; the exit code is 1."""
    (example / V1).write_text((example / V1).read_text().replace("submitted:", "submited:"))
    found = nst("check", V1, cwd=example)
    assert found.code == 1
    assert "error[Y03] unknown-key" in found.out
    assert f"--> {V1}:" in found.out
    assert "= help: Did you mean `submitted`?" in found.out
    assert "= why:  nstgov explain Y03" in found.out


def test_json_is_complete_and_sorted(nst: Nst, example: Path) -> None:
    """Every key of the contract is there; findings are sorted by file, line, column and code."""
    for path in ("nstgov.yml", V1):
        (example / path).write_text(f"zebra: 1\nalpha: 2\n{(example / path).read_text()}")
    report = json.loads(nst("check", "--format", "json", "--as-of", "2026-11-23", cwd=example).out)
    places = [(f["file"], f["line"], f["column"], f["code"]) for f in report["findings"]]
    assert places == sorted(places)
    assert set(report["findings"][0]) == {
        "code", "name", "severity", "lane", "file", "line", "column", "message", "help", "related",
    }  # fmt: skip
    assert report["as_of"] == "2026-11-23"
    assert report["counts"]["error"] == len(report["findings"])
    assert isinstance(report["rules"], int)


def test_sarif_names_rules_and_places(nst: Nst, example: Path) -> None:
    """The exchange format holds each finding with its rule, level, file and line."""
    (example / "nstgov.yml").write_text("format: one\ntitle: T\n")
    run = json.loads(nst("check", "--format", "sarif", cwd=example).out)["runs"][0]
    result = run["results"][0]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "Y04"
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "nstgov.yml"
    assert result["level"] == "error"


def test_on_a_forge_findings_become_annotations_and_records_cannot_forge_any(
    nst: Nst, example: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Under GITHUB_ACTIONS the worst findings are annotated; a key that looks like a command stays text."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    (example / "nstgov.yml").write_text('format: 1\ntitle: T\n"::error::got you": "x"\n"<b>@all</b>": y\n')
    found = nst("check", cwd=example)
    lines = found.out.splitlines()
    commands = [line for line in lines if line.startswith("::")]
    assert all(line.startswith("::error file=nstgov.yml,line=") for line in commands)
    assert len(commands) == 2
    assert not any("::error::" in line for line in lines if line not in commands)
    assert "<b>" not in summary.read_text()


def test_markdown_escapes_what_comes_from_a_record(nst: Nst, example: Path) -> None:
    """A summary shows hostile text as text."""
    (example / "nstgov.yml").write_text('format: 1\ntitle: T\n"[x](javascript:alert(1))": y\n')
    out = nst("check", "--format", "markdown", cwd=example).out
    assert "](javascript" not in out
    assert "What stands in the way (1)" in out


@pytest.mark.long
def test_paths_narrow_what_is_shown(nst: Nst, example: Path) -> None:
    """Only findings in the files or folders named are shown, seen from the folder one is in."""
    (example / "nstgov.yml").write_text("format: one\ntitle: T\n")
    assert nst("check", "proposals", cwd=example).code == 0
    assert nst("check", "../nstgov.yml", cwd=example / "proposals").code == 1
    assert nst("check", "nothing-here", cwd=example).code == 2
    assert nst("check", "../..", cwd=example).code == 2


def test_a_folder_and_a_revision_give_the_same_verdict(nst: Nst, example: Path) -> None:
    """What is committed is judged from git's objects exactly as from the folder."""
    (example / V1).write_text((example / V1).read_text().replace("kind: policy", "kind: polcy"))
    committed(example)
    (example / "nstgov.yml").write_text("broken: [")
    from_git = nst("check", "--head", "HEAD", "--format", "json", cwd=example)
    git_in(example, "checkout", "-q", "nstgov.yml")
    assert from_git.out == nst("check", "--format", "json", cwd=example).out


@pytest.mark.long
def test_only_what_a_change_adds_is_found_between_base_and_head(nst: Nst, example: Path) -> None:
    """Findings that the base has already do not block a change."""
    (example / "nstgov.yml").write_text("format: one\ntitle: T\n")
    committed(example)
    (example / V1).write_text((example / V1).read_text().replace("kind: policy", "kind: polcy"))
    git_in(example, "commit", "-qam", "change")
    report = json.loads(nst("check", "--base", "HEAD~1", "--head", "HEAD", "--format", "json", cwd=example).out)
    assert {f["file"] for f in report["findings"] if f["code"].startswith("Y")} == {V1}
    assert nst("check", "--base", "HEAD~1", cwd=example).code == 2
    gone = nst("check", "--base", "no-such", "--head", "HEAD", cwd=example)
    assert gone.code == 3
    assert "git fetch" in gone.err


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"title: \xff\xfe", "Y01"),
        ("title: x\n".encode("utf-16"), "Y01"),
        (b"<<<<<<< HEAD\ntitle: x\n=======\n", "Y01"),
        (b"a: &a [x]\nb: *a\n", "Y08"),
        (b"[" * 50_000, "Y08"),
        (b"need: |\n" + b"  x\n" * 80_000, "Y08"),
        (b"title: A\ntitle: B\n", "Y02"),
        (b"", "Y05"),
        (b"- a list\n", "Y04"),
    ],
)
def test_a_bad_file_is_one_clear_finding(nst: Nst, example: Path, data: bytes, code: str) -> None:
    """Whatever lies in a record's place, it is a finding with a place and exit code 1, never a traceback."""
    bad = example / "proposals" / "bad-input" / "v1.yml"
    bad.parent.mkdir()
    bad.write_bytes(data)
    report = json.loads(nst("check", "--format", "json", cwd=example).out)
    assert code in {f["code"] for f in report["findings"]}
    assert {f["file"] for f in report["findings"]} == {"proposals/bad-input/v1.yml"}
    assert nst("check", cwd=example).code == 1


def test_a_date_that_is_none_and_an_unknown_key_are_found_at_their_lines(nst: Nst, example: Path) -> None:
    """`2026-13-05` and `position: no` are each found on their own line."""
    (example / V1).write_text((example / V1).read_text() + "position: no\n")
    text = (example / V1).read_text()
    day = text.split("submitted: ")[1][:10]
    (example / V1).write_text(text.replace(f"submitted: {day}", "submitted: 2026-13-05"))
    lines = (example / V1).read_text().splitlines()
    report = json.loads(nst("check", "--format", "json", V1, cwd=example).out)
    found = {(f["code"], f["line"]) for f in report["findings"] if f["code"][0] == "Y"}
    assert found == {
        ("Y04", lines.index("submitted: 2026-13-05") + 1),
        ("Y03", lines.index("position: no") + 1),
    }


def test_where_there_is_no_movement_the_next_step_is_told(nst: Nst, tmp_path: Path) -> None:
    """An empty folder or repository cannot be judged: exit 3, with how to begin; no such folder: exit 2."""
    empty = nst("check", cwd=tmp_path)
    assert empty.code == 3
    assert "nstgov init" in empty.err
    git_in(tmp_path, "init", "-q")
    assert nst("check", cwd=tmp_path).code == 3
    assert nst("-C", tmp_path / "nowhere", "check").code == 2
    assert nst("-C", tmp_path, "check", "--head", "HEAD").code == 3


def test_a_missing_settings_file_is_a_finding(nst: Nst, example: Path) -> None:
    """Records without nstgov.yml are judged all the same, and the missing file is named."""
    (example / "nstgov.yml").unlink()
    report = json.loads(nst("check", "--format", "json", cwd=example).out)
    assert [(f["code"], f["file"], f["line"]) for f in report["findings"]] == [("Y05", "nstgov.yml", 1)]


@pytest.mark.parametrize("entry", ["nstgov.yml", V1])
def test_a_file_that_cannot_be_read_ends_with_4(
    nst: Nst, example: Path, entry: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk's refusal is told with the file's name."""
    plain = os.open

    def refusing(path: str, *arguments: Any, **more: Any) -> int:
        if str(path).endswith(entry):
            raise PermissionError(13, "Permission denied", str(path))
        return plain(path, *arguments, **more)

    monkeypatch.setattr(os, "open", refusing)
    found = nst("check", cwd=example)
    assert found.code == 4
    assert entry.rpartition("/")[2] in found.err


def test_wrong_use_says_what_is_near(nst: Nst, example: Path) -> None:
    """A mistyped command, option or day ends with 2 and a hint."""
    assert "Did you mean `nstgov check`?" in nst("chekc", cwd=example).text
    assert nst("check", "--as-of", "2026-02-30", cwd=example).code == 2
    assert nst("check", "--format", "xml", cwd=example).code == 2


def test_the_verdict_does_not_depend_on_where_or_when(nst: Nst, example: Path) -> None:
    """The change lane gives the same bytes on any day and from any folder of the movement."""
    (example / "nstgov.yml").write_text("format: one\ntitle: T\n")
    here = json.loads(nst("check", "--format", "json", "--as-of", "2020-01-01", cwd=example).out)
    there = json.loads(
        nst("-C", example / "circles", "check", "--format", "json", "--as-of", "2040-01-01", cwd=example.parent).out
    )
    assert here["findings"] == there["findings"]


@pytest.mark.long
def test_rules_that_need_a_base_are_spoken_of_only_where_there_is_one(nst: Nst, example: Path) -> None:
    """A folder without git says nothing of them; a repository says the command, with a name that git knows there."""
    assert "not judged here" not in nst("check", cwd=example).text
    committed(example)
    git_in(example, "branch", "-M", "trunk")
    assert "not judged here" not in nst("check", cwd=example).text
    git_in(example, "branch", "-M", "master")
    said = nst("check", cwd=example).text
    assert "not judged here: H01 to H06, T03, they need a base: nstgov check --base master --head HEAD" in said
    assert nst("check", "--base", "master", "--head", "HEAD", cwd=example).code == 0
