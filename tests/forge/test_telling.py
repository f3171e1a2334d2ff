"""The comment and the issues: the real scripts, with a `gh` that keeps what it is told in a folder."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from nstgov.author.forges import build_forge_files
from tests.commands import Nst
from tests.forge.forge import Run, nstgov_in, shell

GH = """
import json, sys
from pathlib import Path
told, arguments = Path(__file__).with_name("told.json"), sys.argv[1:]
path = next(one for one in arguments if one.startswith("repos/"))
kept = json.loads(told.read_text())
method = arguments[arguments.index("--method") + 1] if "--method" in arguments else "GET"
if method == "GET":
    answer = kept["gives"][path.partition("?")[0].removeprefix("repos/our/valley/")]
    print(answer if "--jq" in arguments else json.dumps([answer]))
else:
    given = next((one for one in arguments if one.startswith("body=@")), "")
    body = sys.stdin.read() if "--input" in arguments else given
    kept["took"].append([method, path, Path(body[6:]).read_text() if body.startswith("body=@") else body])
    told.write_text(json.dumps(kept))
"""
HEAD = "ab" * 20


class Telling:
    """A folder with the scripts, a forge that answers from a list, and what it was told to write."""

    def __init__(self, place: Path, **gives: Any) -> None:
        self.place = place
        for path, text in build_forge_files("github", None).items():
            (place / path).parent.mkdir(parents=True, exist_ok=True)
            (place / path).write_text(text, encoding="utf-8")
        (place / "bin").mkdir()
        (place / "bin/gh.py").write_text(GH, encoding="utf-8")
        (place / "bin/gh").write_text(f'#!/bin/sh\nexec "{sys.executable}" "{place}/bin/gh.py" "$@"\n')
        (place / "bin/gh").chmod(0o755)
        (place / "bin/told.json").write_text(json.dumps({"gives": gives, "took": []}))
        (place / "handed").mkdir()

    def run(self, script: str, folder: Path | None = None, word: str = "", **more: str) -> Run:
        """Run one of the scripts as its workflow does."""
        given = {"REPOSITORY": "our/valley", "HANDED": str(self.place / "handed"), "GH_TOKEN": "none", **more}
        path = f"{self.place / 'bin'}{os.pathsep}{os.environ['PATH']}"
        start = f'bash "{self.place}/.github/nstgov/{script}" {word}'
        return shell(start, folder or self.place, {**given, "PATH": path, "NSTGOV": str(nstgov_in(self.place))})

    def hand(self, verdict: str, about: str = json.dumps({"number": 7, "head": HEAD})) -> None:
        """What the judge hands over."""
        (self.place / "handed/verdict.json").write_text(verdict)
        (self.place / "handed/about.json").write_text(about)
        (self.place / "handed/trouble.txt").write_text("Cannot judge: there is no base\nNext: fetch it\n")

    @property
    def took(self) -> list[list[str]]:
        """What was written on the forge: method, path, text."""
        found: list[list[str]] = json.loads((self.place / "bin/told.json").read_text())["took"]
        return found


def by(login: str, **what: Any) -> dict[str, Any]:
    """Something that an account wrote on GitHub."""
    return {"user": {"login": login}, **what}


def telling(place: Path, *comments: dict[str, Any], head: str = HEAD) -> Telling:
    """A forge with pull request 7 and some comments on it."""
    return Telling(place, **{"pulls/7": head, "issues/7/comments": list(comments)})


@pytest.mark.long
def test_the_first_verdict_is_a_new_comment_and_the_next_renews_it(tmp_path: Path) -> None:
    """One comment, kept up to date; one that somebody else began with the same mark is not taken for it."""
    (tmp_path / "one").mkdir()
    first = telling(tmp_path / "one", by("someone", id=1, body="<!-- nstgov --> me"))
    first.hand('{"findings": []}')
    assert first.run("comment.sh").code == 0
    ((method, path, text),) = first.took
    assert (method, path) == ("POST", "repos/our/valley/issues/7/comments")
    (tmp_path / "two").mkdir()
    second = telling(tmp_path / "two", by("someone", id=1, body=text), by("github-actions[bot]", id=2, body=text))
    second.hand('{"findings": []}')
    assert second.run("comment.sh").code == 0
    assert [took[:2] for took in second.took] == [["PATCH", "repos/our/valley/issues/comments/2"]]


@pytest.mark.long
def test_where_there_is_no_verdict_the_reason_is_told(tmp_path: Path) -> None:
    """The person reads what the judge said, and the next step."""
    place = telling(tmp_path)
    place.hand("")
    assert place.run("comment.sh").code == 0
    assert "there is no base" in place.took[0][2]


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    "about",
    [
        '{"number": "7; touch taken-over", "head": "' + HEAD + '"}',
        '{"number": 7, "head": "$(touch taken-over)"}',
        '{"number": true, "head": "' + HEAD + '"}',
        '{"number": -7, "head": "' + HEAD + '"}',
        "[]",
        "no JSON",
    ],
)
def test_what_is_handed_over_in_another_form_writes_nothing(tmp_path: Path, about: str) -> None:
    """A forged hand-over is refused before anything is asked of the forge."""
    place = telling(tmp_path)
    place.hand('{"findings": []}', about)
    assert place.run("comment.sh").code != 0
    assert place.took == []
    assert not list(tmp_path.rglob("taken-over"))


def test_a_verdict_on_an_older_commit_is_not_told(tmp_path: Path) -> None:
    """So nobody can hand over another change's verdict, nor an old one late."""
    place = telling(tmp_path, head="cd" * 20)
    place.hand('{"findings": []}')
    assert place.run("comment.sh").code == 0
    assert place.took == []


@pytest.mark.long
def test_what_is_due_is_opened_and_what_is_settled_is_closed(nst: Nst, example: Path, tmp_path: Path) -> None:
    """The calendar opens one issue for each thing that is due, and closes its own that are settled, and no others."""
    settled = by("github-actions[bot]", number=4, body=f"<!-- nstgov {'0' * 32} -->\nOver.")
    theirs = by("someone", number=5, body=settled["body"])
    pull = by("github-actions[bot]", number=6, body=settled["body"], pull_request={})
    (tmp_path / "forge").mkdir()
    place = Telling(tmp_path / "forge", issues=[settled, theirs, pull])
    assert place.run("calendar.sh", example).code == 0
    found = json.loads(nst("check", "--calendar", "--format", "json", cwd=example).out)["findings"]
    assert any(one["severity"] != "advice" for one in found)
    opened = [json.loads(text) for method, _, text in place.took if method == "POST"]
    assert opened
    assert all(issue["labels"] == ["nstgov"] for issue in opened)
    assert [path for method, path, _ in place.took if method == "PATCH"] == ["repos/our/valley/issues/4"]


CURL = """#!/bin/bash
while [ $# -gt 0 ]; do
  case $1 in
    --config) cat "$2" > "$(dirname "$0")/config"; shift ;;
    --data-binary) cp "${2#@}" "$(dirname "$0")/sent"; shift ;;
  esac
  echo "$1" >> "$(dirname "$0")/arguments"
  shift
done
"""


@pytest.mark.long
def test_the_week_is_told_in_an_issue(tmp_path: Path, example: Path) -> None:
    """One issue with the letter as Markdown; in a week in which nothing happened, none."""
    (tmp_path / "forge").mkdir()
    place = Telling(tmp_path / "forge")
    assert place.run("digest.sh", example, "issue", SINCE="2025-01-01").code == 0
    [(method, path, text)] = place.took
    issue = json.loads(text)
    assert (method, path, issue["labels"]) == ("POST", "repos/our/valley/issues", ["nstgov-digest"])
    assert issue["title"]
    assert "\n## " in issue["body"]
    quiet = place.run("digest.sh", example, "issue", SINCE="2200-01-01")
    assert (quiet.code, len(place.took)) == (0, 1), quiet.text


@pytest.mark.long
def test_the_week_is_told_to_a_chat(tmp_path: Path, example: Path) -> None:
    """A webhook gets the letter as JSON; its address stands in no list of processes; only https is taken."""
    (tmp_path / "forge").mkdir()
    place = Telling(tmp_path / "forge")
    (place.place / "bin/curl").write_text(CURL)
    (place.place / "bin/curl").chmod(0o755)
    told = place.run("digest.sh", example, "webhook", SINCE="2025-01-01", WEBHOOK="https://chat.example/secret")
    assert told.code == 0, told.text
    assert "secret" not in (place.place / "bin/arguments").read_text()
    assert (place.place / "bin/config").read_text() == 'url = "https://chat.example/secret"\n'
    assert len(json.loads((place.place / "bin/sent").read_text())["text"]) > 100
    for wrong in ("", "http://chat.example/", "file:///etc/passwd"):
        assert place.run("digest.sh", example, "webhook", SINCE="2025-01-01", WEBHOOK=wrong).code == 1
    assert place.run("digest.sh", example, "pigeon", SINCE="2025-01-01").code == 2
