"""An issue becomes a proposed change in the name of whoever opened it, by the real script on a forge in a folder."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from nstgov.author.forges import build_forge_files
from nstgov.author.issue_forms import ACTS, build_issue_forms, find_form, list_asked
from tests.forge.forge import Run, nstgov_in, shell, step_of
from tests.forge.github import account, payload
from tests.forge.valley import TODAY, oak
from tests.history.forge import OAK, PEOPLE, TREES, Forge, begun, consented, digest, git, version

WORKFLOW = ".github/workflows/nstgov-record.yml"
GH = """
import json, sys
from pathlib import Path
here, arguments = Path(__file__).parent, sys.argv[1:]
kept = json.loads((here / "told.json").read_text())
path = next(one for one in arguments if one.startswith("repos/")).removeprefix("repos/our/valley/")
if "--method" in arguments:
    pairs = [one.split("=", 1) for flag, one in zip(arguments, arguments[1:]) if flag in ("-f", "-F")]
    fields = {key: Path(one[1:]).read_text() if one.startswith("@") else one for key, one in pairs}
    kept["took"].append([path, fields])
    (here / "told.json").write_text(json.dumps(kept))
    if path == "pulls":
        print(12) if kept["may_propose"] else sys.exit("refused")
else:
    print(kept["waiting"])
"""


class Village:
    """A movement of one circle on a forge, and the workflow that takes records out of issues."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.forge = Forge(place)
        rules = begun()["ground-rules/1.yml"]
        files = {
            **{path: text for path, text in begun().items() if not path.startswith(("decisions/", ".github/", "prop"))},
            OAK: oak({person: f"{person}-of-oak" for person in PEOPLE}),
            "ground-rules/1.yml": rules if "brought_by" in rules else f"{rules}brought_by: members\n",
            TREES: version(),
            **build_forge_files("github", None),
        }
        founder = self.forge.founder
        founder.git("switch", "-q", "--orphan", "begun")
        founder.git("rm", "-rqf", "--ignore-unmatch", ".")
        founder.write(files).commit()
        founder.git("push", "-q", "--force", "origin", "HEAD:main")
        git(place, "clone", "-q", str(self.forge.bare), str(place / "base"))
        (place / "bin").mkdir()
        (place / "bin/gh.py").write_text(GH, encoding="utf-8")
        (place / "bin/gh").write_text(f'#!/bin/sh\nexec "{sys.executable}" -I -S "{place}/bin/gh.py" "$@"\n')
        (place / "bin/gh").chmod(0o755)

    def open_issue(
        self, title: str, body: str, by: str = "ana", *, waiting: int = 0, may_propose: bool = True, **instead: Any
    ) -> Run:
        """What happens when somebody opens an issue."""
        told = {"took": [], "waiting": waiting, "may_propose": may_propose}
        (self.place / "bin/told.json").write_text(json.dumps(told))
        event = payload(
            "issues.opened", **{"issue__title": title, "issue__body": body, "issue__who": account(by), **instead}
        )
        (self.place / "event.json").write_text(json.dumps(event))
        step = step_of(self.place / "base" / WORKFLOW, "record", "The records")
        meaning = {
            "${{ github.repository }}": "our/valley",
            "${{ github.event.repository.default_branch }}": "main",
            "${{ github.server_url }}": "https://example.org",
            "${{ github.token }}": "none",
        }
        around = {
            "PATH": f"{self.place / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "NSTGOV": str(nstgov_in(self.place, TODAY, at_once=True)),
            "GITHUB_EVENT_PATH": str(self.place / "event.json"),
        }
        given = {key: meaning[value] for key, value in step["env"].items()}
        done = shell(step["run"], self.place / "base", {**given, **around})
        assert git(self.place / "base", "status", "--porcelain") == ""
        return done

    @property
    def took(self) -> dict[str, dict[str, str]]:
        """What was written on the forge, by place."""
        return dict(json.loads((self.place / "bin/told.json").read_text())["took"])

    @property
    def answer(self) -> str:
        """What was answered at the issue."""
        return self.took["issues/8/comments"]["body"]

    def read_proposed(self, branch: str) -> dict[str, str]:
        """The files that a branch adds to main."""
        ref = f"refs/heads/{branch}"
        if not git(self.forge.bare, "for-each-ref", ref):
            return {}
        names = git(self.forge.bare, "diff", "--name-only", "main", ref).splitlines()
        return {name: git(self.forge.bare, "show", f"{ref}:{name}") for name in names}


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Village:
    """One village for all tests; each opens its issue under a number of its own account."""
    return Village(tmp_path_factory.mktemp("village"))


def fill_form(slug: str, **answers: str) -> str:
    """The body that GitHub makes of a filled-in form."""
    parts = [f"### {one.label}\n\n{answers.get(one.key, '_No response_')}" for one in list_asked(find_form(slug))]
    return "\r\n\r\n".join(part.replace("\n", "\r\n") for part in parts)


IDEA = """file: proposals/benches/idea.yml
title: A bench at the stop
by: [ana]
opened: 2026-11-23
need: People stand for twenty minutes, also those who cannot.
end of file
"""


def test_one_voice_by_a_form(village: Village) -> None:
    """Ana's own voice on the newest version, by its bytes, proposed in her name and judged as brought by her."""
    body = fill_form("voice", proposal="trees", says="consent", concern="Who waters them in August?")
    done = village.open_issue("[nstgov voice] Trees", body)
    assert done.code == 0, done.text
    proposed = village.read_proposed("nstgov/records/1001-8")
    ((path, text),) = proposed.items()
    assert path == f"proposals/trees/rounds/{TODAY}.oak.ana.yml"
    assert yaml.safe_load(text) == {
        "version": 1,
        "sha256": digest(version()),
        "how": "async",
        "voices": {"ana": {"says": "consent", "concern": "Who waters them in August?"}},
    }
    log = git(village.forge.bare, "log", "-1", "--format=%an %ae%n%b", "nstgov/records/1001-8")
    assert log.startswith("ana-of-oak 1001+ana-of-oak@users.noreply.example.org")
    assert "Brought by the account 1001 (ana-of-oak) on example.org, in issue #8." in log
    assert village.took["pulls"]["head"] == "nstgov/records/1001-8"
    assert "Closes #8" in village.took["pulls"]["body"]
    commit = git(village.forge.bare, "rev-parse", "nstgov/records/1001-8")
    assert village.took[f"statuses/{commit}"]["state"] == "success"
    assert village.answer.endswith("#12\n")


def test_a_bundle_with_greetings(village: Village) -> None:
    """What a mail carried is taken; anybody may bring an idea, also who is no member."""
    done = village.open_issue("[nstgov records] from me", f"Hello all,\n\n{IDEA}\nBest, Eve", by="eve")
    assert done.code == 0, done.text
    assert set(village.read_proposed("nstgov/records/6666-8")) == {"proposals/benches/idea.yml"}


@pytest.mark.long
@pytest.mark.parametrize(
    ("slug", "answers", "path"),
    [
        ("idea", {"title": "A bench, please", "need": "Many stand for long."}, "proposals/a-bench-please/idea.yml"),
        ("away", {"circle": "circles/oak", "until": "2026-12-20"}, f"circles/oak/{TODAY}.away.ben.yml"),
        ("disputed", {"record": OAK, "says": "I did not say that."}, f"{OAK}.ben.disputed.yml"),
    ],
)
def test_the_other_forms(village: Village, slug: str, answers: dict[str, str], path: str) -> None:
    """Each makes the record of its act, named and dated by the forge and the day."""
    number = {"idea": 21, "away": 22, "disputed": 23}[slug]
    done = village.open_issue(f"[nstgov {slug}] x", fill_form(slug, **answers), by="ben", issue__number=number)
    assert done.code == 0, done.text
    answer = village.took[f"issues/{number}/comments"]["body"]
    assert set(village.read_proposed(f"nstgov/records/1002-{number}")) == {path}, answer


REFUSED = {
    "others' voices": (
        "[nstgov records] x",
        f"file: proposals/trees/rounds/{TODAY}.oak.yml\n{consented(version())}",
        "eve",
        "T06",
    ),
    "a stranger's voice": ("[nstgov voice] x", fill_form("voice", proposal="trees", says="consent"), "eve", "nobody"),
    "no such proposal": (
        "[nstgov voice] x",
        fill_form("voice", proposal="../../etc", says="consent"),
        "ana",
        "no proposal",
    ),
    "nothing in it": ("[nstgov records] x", "hello", "ana", "no record was found"),
    "half a form": ("[nstgov voice] x", "### Which proposal?\n\ntrees\n", "ana", "nothing stands under"),
    "a path": ("[nstgov records] x", "file: circles/../../.github/workflows/x.yml\nname: x\n", "ana", "no record"),
    "a place of no record": (
        "[nstgov disputed] x",
        fill_form("disputed", record="/etc/passwd", says="x"),
        "ana",
        "no place",
    ),
    "signs": ("[nstgov idea] x", fill_form("idea", title="a\u202eb", need="x\u0007y is needed here"), "ana", "missing"),
    "too long": ("[nstgov records] x", "x" * 70_000, "ana", "longer than"),
    "a calling": (
        "[nstgov records] x",
        "file: proposals/bb/idea.yml\ntitle: '@all [x](javascript:1)'\n",
        "ana",
        "missing",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_right_is_answered_and_nothing_is_kept(village: Village, name: str) -> None:
    """The issue gets an answer in plain words; no branch, no proposed change; nothing of theirs calls anybody."""
    title, body, by, says = REFUSED[name]
    number = 30 + list(REFUSED).index(name)
    done = village.open_issue(title, body, by=by, issue__number=number)
    assert done.code == 0, done.text
    answer = village.took[f"issues/{number}/comments"]["body"]
    assert says in answer
    assert set(village.took) == {f"issues/{number}/comments"}
    assert "@all" not in answer
    assert "](javascript" not in answer
    assert f"-{number}\n" not in git(village.forge.bare, "for-each-ref", "--format=%(refname)") + "\n"


def test_thousands_of_issues_are_asked_to_wait(village: Village) -> None:
    """With ten records of one account waiting, the next ones are told so and are not kept."""
    done = village.open_issue("[nstgov records] x", IDEA, by="chi", waiting=10)
    assert done.code == 0, done.text
    assert "wait to be looked at" in village.answer
    assert village.read_proposed("nstgov/records/1003-8") == {}


def test_where_the_forge_lets_no_workflow_propose_one_click_is_left(village: Village) -> None:
    """The records are kept on a branch, and the answer has the address to propose them by."""
    done = village.open_issue("[nstgov records] x", IDEA, by="dee", may_propose=False)
    assert done.code == 0, done.text
    assert village.answer.endswith("/our/valley/compare/main...nstgov/records/1004-8?expand=1\n")


@pytest.mark.parametrize(
    "instead",
    [
        {"issue__who": {"login": "x[bot]", "id": 5, "type": "Bot"}},
        {"action": "edited"},
        {"repository__full_name": "their/fork"},
        {"issue__number": "8; touch x"},
        {"issue__pull_request": {"url": "x"}},
        {"issue": []},
    ],
)
def test_what_is_no_issue_of_a_person_here_stops_the_run(village: Village, instead: dict[str, Any]) -> None:
    """A program, an edit, another repository, a number that is none: nothing is written anywhere."""
    done = village.open_issue("[nstgov records] x", IDEA, **instead)
    assert done.code != 0
    assert village.took == {}


def test_the_forms_are_what_the_forge_takes() -> None:
    """Each has a name, a short description, ids and labels of their own, and types that the forge knows."""
    forms = build_issue_forms()
    assert len(forms) == len(ACTS) + 1
    for text in forms.values():
        form = yaml.safe_load(text)
        assert 3 < len(form["name"]) <= 60
        assert len(form["description"]) <= 200
        fields = [one for one in form["body"] if one["type"] != "markdown"]
        assert {one["type"] for one in fields} <= {"input", "textarea", "dropdown"}
        assert len({one["id"] for one in fields}) == len({one["attributes"]["label"] for one in fields}) == len(fields)
        assert all(one["attributes"]["options"] for one in fields if one["type"] == "dropdown")
