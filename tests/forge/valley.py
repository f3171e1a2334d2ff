"""A movement that asks for confirmed voices, on a forge in a folder: a real registrar's key, the real scripts."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nstgov.author.forges import build_forge_files
from tests.forge.forge import Run, nstgov_in, shell, step_of
from tests.forge.github import CLOSED, OPENED, PUSHED, REPOSITORY, REVIEWED, account, payload
from tests.history.forge import OAK, PEOPLE, ROUND, TREES, Forge, Person, begun, consented, git, version, voices
from tests.proof.oracle import make_key, public

TODAY = "2026-11-24"
WORKFLOW = ".github/workflows/nstgov-confirm.yml"
LEAVES_OUT = ("proposals/", "decisions/", ".github/")
GH = """
import json, os, shutil, sys
from pathlib import Path
here, arguments = Path(__file__).parent, sys.argv[1:]
kept = json.loads((here / "told.json").read_text())
if arguments[:2] == ["run", "download"]:
    shutil.copytree(here / "artifact", arguments[arguments.index("--dir") + 1])
    sys.exit()
path = next(one for one in arguments if one.startswith("repos/")).removeprefix("repos/our/valley/")
if "--method" in arguments:
    fields = dict(one.split("=", 1) for flag, one in zip(arguments, arguments[1:]) if flag == "-f")
    kept["took"].append([path, fields])
    (here / "told.json").write_text(json.dumps(kept))
else:
    answer = kept["gives"][path.partition("?")[0]]
    print(len(answer) if "--jq" in arguments else json.dumps(answer))
"""


def oak(accounts: Mapping[str, str], more: str = "") -> str:
    """The founding of Oak, in which people give their accounts."""
    given = {person: f", account: {login}" for person, login in accounts.items()}
    people = "".join(f"  {person}: {{name: {person.title()} Of Oak{given.get(person, '')}}}\n" for person in PEOPLE)
    text = "name: Oak\nlevel: friend\naim: Neighbours who look after each other.\nopened: 2026-10-01\n"
    return f"{text}members:\n{people}{voices()}entered_by: ana\n{more}"


class Valley:
    """The movement, its forge, and what a workflow run there is handed."""

    def __init__(self, place: Path, **accounts: str) -> None:
        self.place = place
        self.key = make_key(place, "ed25519")
        self.forge = Forge(place)
        known = accounts or {person: f"{person}-of-oak" for person in PEOPLE}
        self._lands(self._beginning(known))
        self.handed = place / "handed"
        (place / "bin").mkdir()
        (place / "bin/gh.py").write_text(GH, encoding="utf-8")
        (place / "bin/gh").write_text(f'#!/bin/sh\nexec "{sys.executable}" -I -S "{place}/bin/gh.py" "$@"\n')
        (place / "bin/gh").chmod(0o755)
        self.gives: dict[str, Any] = {"pulls": []}
        self.tell()

    def _beginning(self, accounts: Mapping[str, str]) -> dict[str, str]:
        rules = begun()["ground-rules/1.yml"].replace("friend: declared", "friend: confirmed")
        registrar = f"registrars: [{{name: forge-saw, key: {public(self.key)}}}]\n"
        files = {path: text for path, text in begun().items() if not path.startswith(LEAVES_OUT)}
        return {
            **files,
            OAK: oak(accounts),
            "ground-rules/1.yml": rules + registrar,
            **build_forge_files("github", None),
        }

    def _lands(self, files: Mapping[str, str]) -> None:
        """Begin again, with these files only."""
        founder = self.forge.founder
        founder.git("switch", "-q", "--orphan", "begun")
        founder.git("rm", "-rqf", "--ignore-unmatch", ".")
        founder.write(files).commit()
        founder.git("branch", "-q", "-M", "main")
        founder.git("push", "-q", "--force", "origin", "main")

    def tell(self) -> None:
        """What the forge answers."""
        (self.place / "bin/told.json").write_text(json.dumps({"gives": self.gives, "took": []}))

    @property
    def took(self) -> list[Any]:
        """What was written on the forge: path and fields."""
        found: list[Any] = json.loads((self.place / "bin/told.json").read_text())["took"]
        return found

    def proposes(self, person: Person, files: Mapping[str, str] | None = None, number: int = 7) -> str:
        """Somebody proposes a version and the round about it, or other files; the commit."""
        person.git("switch", "-q", "-C", f"change-{number}", "origin/main")
        head = person.adds(files or {TREES: version(), ROUND: consented(version())})
        person.git("push", "-q", "--force", "origin", f"HEAD:refs/pull/{number}/head")
        return head

    def land(self, person: Person, number: int = 7, how: str = "--no-ff") -> str:
        """The forge's button: the change lands by a merge commit, or squashed; the commit by which it did."""
        person.git("fetch", "-q", "origin")
        person.git("switch", "-q", "-C", "main", "origin/main")
        person.git("merge", "-q", how, *(() if how == "--squash" else ("-m", "Merge")), f"change-{number}")
        if how == "--squash":
            person.git("commit", "-q", "-m", "Squashed")
        person.git("push", "-q", "origin", "main")
        return person.git("rev-parse", "HEAD")

    def opened(self, head: str, by: str = "ana", name: str = OPENED, number: int = 7, **instead: Any) -> Run:
        """What happens when somebody opens a change, or pushes to it."""
        usual = {"pull_request__head__sha": head, "pull_request__who": account(by), "sender": account(by),
                 "number": number, "pull_request__number": number}  # fmt: skip
        return self.run(payload(name, **{**usual, **instead}))

    def pushed(self, head: str, by: str = "ana", *, onto: str, **instead: Any) -> Run:
        """What happens when somebody pushes to a change of Ana's that was at another commit before."""
        return self.opened(head, "ana", PUSHED, **{"sender": account(by), "before": onto, **instead})

    def closed(self, head: str, landed_in: str, number: int = 7) -> Run:
        """What happens when a change has landed."""
        return self.run(payload(CLOSED, pull_request__head__sha=head, pull_request__merge_commit_sha=landed_in,
                                number=number, pull_request__number=number))  # fmt: skip

    def reviewed(self, head: str, by: str, landed_in: str = "", numbers: str = "", **instead: Any) -> Run:
        """What happens when somebody writes a review: two numbers are handed over, and the forge is asked."""
        usual = {"pull_request__head__sha": head, "review__commit_id": head, "review__who": account(by)}
        told = payload(REVIEWED, **{**usual, **instead})
        if landed_in:
            told["pull_request"].update(state="closed", merged_at="2026-11-24T11:00:00Z", merge_commit_sha=landed_in)
        self.gives.update({"pulls/7": told["pull_request"], "pulls/7/reviews/880002": told["review"]})
        self.tell()
        artifact = self.place / "bin/artifact"
        artifact.mkdir(exist_ok=True)
        (artifact / "review.json").write_text(numbers or '{"number":7,"review":880002}')
        return self.run(None, run="4711")

    def run(self, event: Any, run: str = "", **instead: str) -> Run:
        """The two steps of the workflow as it runs them, in a checkout of the default branch."""
        base = self.place / "base"
        if base.exists():
            git(base, "fetch", "-q", "origin")
            git(base, "checkout", "-q", "--detach", "origin/main")
        else:
            git(self.place, "clone", "-q", str(self.forge.bare), str(base))
        shell(f'rm -rf "{self.handed}"', base, {})
        told = self.place / "event.json"
        told.write_text(event if isinstance(event, str) else json.dumps(event))
        meaning = {
            "${{ github.event.workflow_run.id }}": run, "${{ github.repository }}": REPOSITORY,
            "${{ github.event.repository.default_branch }}": "main", "${{ github.server_url }}": "https://example.org",
            "${{ runner.temp }}/handed": str(self.handed), "${{ github.token }}": "none",
            "${{ secrets.REGISTRAR_KEY }}": self.key.read_text(),
        }  # fmt: skip
        path = f"{self.place / 'bin'}{os.pathsep}{os.environ['PATH']}"
        around = {
            "PATH": path,
            "NSTGOV": str(nstgov_in(self.place, TODAY, at_once=True)),
            "GITHUB_EVENT_PATH": str(told),
        }
        done = Run(0, "")
        for name in ("What the forge saw", "The confirmations"):
            step = step_of(base / WORKFLOW, "confirm", name)
            given = {key: meaning[value] for key, value in step["env"].items()}
            one = shell(step["run"], base, {**given, **around, **instead})
            done = Run(one.code, done.text + one.text)
            if one.code:
                break
        assert git(base, "status", "--porcelain") == ""
        assert "PRIVATE KEY" not in done.text
        return done

    def waiting(self, number: int = 7) -> list[str]:
        """The files on the branch of confirmations that main does not have."""
        branch = f"refs/heads/nstgov/confirmations/{number}"
        if not git(self.forge.bare, "for-each-ref", branch):
            return []
        return git(self.forge.bare, "diff", "--name-only", "main", branch).splitlines()
