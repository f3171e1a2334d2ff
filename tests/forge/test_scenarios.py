"""The judge's exact shell step on real pull requests: the good ones pass without alarm, and no hostile one passes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from nstgov.author.forges import build_forge_files
from nstgov.proof import namespace_of
from tests.forge.forge import JUDGE, Run, nstgov_in, shell, step_of
from tests.history.forge import ASKS, Forge, Person, asks, git
from tests.history.test_changes import (
    BAD,
    CIRCLES_ACT,
    GOOD,
    NEW,
    TODAY,
    adds_an_act,
    changes_a_word,
    removes,
    stays_behind,
)
from tests.signing import key_line, signed

Script = Callable[[Forge, Person], None]
ID = "0f" * 16
KEY_ACT = "circles/oak/2026-11-15.person.ana.yml"
SIGNATURE = f"{NEW}.ana.sig"


class Pulls:
    """A forge whose main branch has the judge, and pull requests to it."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.forge = Forge(place)
        me = self.forge.founder
        me.write(build_forge_files("github", None)).commit(push="main")

    def proposed(self, script: Script) -> Person:
        """Somebody's clone in which a script has made a change, which the forge keeps as pull request 7."""
        me = self.forge.clone("me").branch("change")
        script(self.forge, me)
        self.push(me)
        return me

    def push(self, me: Person) -> str:
        """The forge keeps what somebody's branch is at now; the commit."""
        me.git("push", "-q", "--force", "origin", "change:refs/pull/7/head")
        return me.git("rev-parse", "change")

    def judged(self, head: str, *clone: str) -> Run:
        """The judge's own step, in a fresh checkout of the default branch as the job has it."""
        base = self.place / "base"
        git(self.place, "clone", "-q", *clone, self.forge.bare.as_uri(), str(base))
        step = step_of(base / JUDGE, "judge", "What this change adds")
        given = {"HEAD_REF": "refs/pull/7/head", "HEAD": head, "BASE": "", "OUT": "", "FORMAT": "text",
                 "BROUGHT_BY": "7001", "BROUGHT_BY_NAME": "somebody", "SERVER": "https://github.com"}  # fmt: skip
        assert set(step["env"]) == set(given)
        run = shell(step["run"], base, {**given, "NSTGOV": str(nstgov_in(self.place, TODAY, at_once=True))})
        assert git(base, "status", "--porcelain") == ""
        return run


def codes(run: Run) -> set[str]:
    """What was found, as code and file."""
    return {" ".join(found) for found in re.findall(r"^\w+\[(\w+)\].*\n *--> (.*?):\d", run.text, re.MULTILINE)}


@pytest.fixture
def pulls(tmp_path: Path) -> Pulls:
    """A small movement on a forge."""
    return Pulls(tmp_path)


def gives_ana_a_key(forge: Forge, me: Person) -> None:
    """Ana's key lands, and the change goes on from there."""
    forge.founder.branch("key").adds({KEY_ACT: f"adds: {key_line('ana')}\nvoices: {{ana: consent}}\n"})
    forge.lands(forge.founder, "key")
    me.git("fetch", "-q", "origin")
    me.git("reset", "-q", "--hard", "origin/main")


def by_ana(text: str, path: str = NEW, key: str = "ana") -> str:
    """Somebody's signature of a text at a place."""
    return signed(key, text.encode(), namespace_of(ID, path)).decode()


def signs(forge: Forge, me: Person) -> None:
    """A record with its signature, by a key that has landed."""
    gives_ana_a_key(forge, me)
    me.adds({NEW: asks(), SIGNATURE: by_ana(asks())})


def squashes_what_is_signed(forge: Forge, me: Person) -> None:
    """A record and its signature in two commits become one: a signature is a file, so a squash drops nothing."""
    gives_ana_a_key(forge, me)
    start = me.git("rev-parse", "HEAD")
    me.adds({NEW: asks()})
    me.adds({SIGNATURE: by_ana(asks())})
    me.git("reset", "-q", "--soft", start)
    me.commit()


def gives_ben_a_key_of_his_own(forge: Forge, me: Person) -> None:
    """Two people, two keys."""
    gives_ana_a_key(forge, me)
    me.adds({"circles/oak/2026-11-20.person.ben.yml": f"adds: {key_line('ben')}\nvoices: {{ben: consent}}\n"})


def foxtrots_honestly(forge: Forge, me: Person) -> None:
    """Main is merged as the second parent, and all that it has is kept."""
    stays_behind(forge, me)
    me.git("merge", "-q", "--no-ff", "--no-edit", "main")


def rebases(forge: Forge, me: Person) -> None:
    """A stale branch is put on top of main."""
    stays_behind(forge, me)
    me.git("rebase", "-q", "main")


def is_authored_by_somebody_else(_: Forge, me: Person) -> None:
    """A commit says that somebody else wrote it: that proves nothing, and harms nothing."""
    me.write(CIRCLES_ACT)
    me.git("add", "-A")
    me.git("commit", "-q", "-m", "x", "--author=Ana <ana@example.org>")


def adds_an_empty_commit(_: Forge, me: Person) -> None:
    """Nothing is changed at all."""
    me.git("commit", "-q", "--allow-empty", "-m", "x")


def adds_attributes_alone(_: Forge, me: Person) -> None:
    """Attributes are changed, and no record along with them."""
    me.adds({".gitattributes": "* -text\n"})


MORE_GOOD = [
    signs, squashes_what_is_signed, gives_ben_a_key_of_his_own, foxtrots_honestly, rebases,
    is_authored_by_somebody_else, adds_an_empty_commit, adds_attributes_alone,
]  # fmt: skip


@pytest.mark.sampled(6)
@pytest.mark.parametrize("script", [*GOOD, *MORE_GOOD], ids=lambda script: script.__name__)
def test_a_good_pull_request_passes_without_alarm(pulls: Pulls, script: Script) -> None:
    """Nothing is found in what honest people propose, but that no account is known here (T06), and machinery (H07)."""
    me = pulls.proposed(script)
    run = pulls.judged(me.git("rev-parse", "change"))
    assert run.code == 0, run.text
    assert {code for code in codes(run) if not code.startswith("T06 ")} == (
        {"H07 .gitattributes"} if script is adds_attributes_alone else set()
    )


def copies_a_signature(forge: Forge, me: Person) -> None:
    """A signature of one record is put beside another one with the same bytes."""
    signs(forge, me)
    later = "circles/oak/2026-11-21.asks.yml"
    me.adds({later: asks(), f"{later}.ana.sig": by_ana(asks())})


def signs_other_bytes(forge: Forge, me: Person) -> None:
    """The record was changed after it was signed."""
    gives_ana_a_key(forge, me)
    me.adds({NEW: asks("A rake."), SIGNATURE: by_ana(asks())})


def signs_with_anothers_key(forge: Forge, me: Person) -> None:
    """A good signature by a key that is not hers."""
    gives_ana_a_key(forge, me)
    me.adds({NEW: asks(), SIGNATURE: by_ana(asks(), key="mallory")})


def signs_with_a_key_of_the_same_change(_: Forge, me: Person) -> None:
    """The key comes along with what it signs."""
    me.adds({KEY_ACT: f"adds: {key_line('ana')}\nvoices: {{ana: consent}}\n", NEW: asks(), SIGNATURE: by_ana(asks())})


def gives_ben_the_same_key(forge: Forge, me: Person) -> None:
    """One key under two people would make one of them speak twice."""
    gives_ana_a_key(forge, me)
    me.adds({"circles/oak/2026-11-20.person.ben.yml": f"adds: {key_line('ana')}\nvoices: {{ben: consent}}\n"})


def squashes_a_stale_tree(forge: Forge, me: Person) -> None:
    """The tree of a stale branch is committed on top of main, as some squashes do: what landed since is gone."""
    stays_behind(forge, me)
    stale = me.git("rev-parse", "change^{tree}")
    me.git("reset", "-q", "--hard", me.git("commit-tree", stale, "-p", "main", "-m", "Squashed"))


def reverts(_: Forge, me: Person) -> None:
    """A landed record is taken back with git's own command."""
    me.adds({NEW: asks()})
    me.git("push", "-q", "origin", "change:main")
    me.git("fetch", "-q", "origin")
    me.git("revert", "--no-edit", "HEAD")


def changes_what_a_branch_of_the_same_name_has(_: Forge, me: Person) -> None:
    """A tag that is called like the default branch, and a change of a record."""
    me.git("tag", "origin/main", "HEAD")
    me.git("push", "-q", "origin", "refs/tags/origin/main")
    changes_a_word(_, me)


def replaces_on_the_forge(_: Forge, me: Person) -> None:
    """Replace refs and notes are pushed to the forge beside a changed record."""
    changes_a_word(_, me)
    me.git("replace", me.git("rev-parse", f"change:{ASKS}"), me.git("rev-parse", f"main:{ASKS}"))
    me.git("notes", "add", "-m", "all is well", "HEAD")
    me.git("push", "-q", "origin", "refs/replace/*:refs/replace/*", "refs/notes/*:refs/notes/*")


MORE_BAD: list[tuple[Script, set[str]]] = [
    (copies_a_signature, {"T02 circles/oak/2026-11-21.asks.yml.ana.sig"}),
    (signs_other_bytes, {f"T02 {SIGNATURE}"}),
    (signs_with_anothers_key, {f"T02 {SIGNATURE}"}),
    (signs_with_a_key_of_the_same_change, {f"T03 {SIGNATURE}"}),
    (gives_ben_the_same_key, {"A05 circles/oak/2026-11-20.person.ben.yml"}),
    (squashes_a_stale_tree, {"H02 circles/oak/2026-11-19.asks.yml"}),
    (reverts, {f"H02 {NEW}"}),
    (changes_what_a_branch_of_the_same_name_has, {f"H01 {ASKS}"}),
    (replaces_on_the_forge, {f"H01 {ASKS}"}),
]


@pytest.mark.sampled(7)
@pytest.mark.parametrize(("script", "expected"), [*BAD, *MORE_BAD], ids=lambda value: getattr(value, "__name__", ""))
def test_no_hostile_pull_request_passes(pulls: Pulls, script: Script, expected: set[str]) -> None:
    """Each is found by its code at its file, and the step ends with 1."""
    me = pulls.proposed(script)
    run = pulls.judged(me.git("rev-parse", "change"))
    assert run.code == 1, run.text
    assert expected <= codes(run)


def test_a_force_push_between_the_event_and_the_judge_is_not_judged_by_the_older_event(pulls: Pulls) -> None:
    """The good commit that was announced is not passed for the bad one that is there by now; that one is found."""
    me = pulls.proposed(adds_an_act)
    announced = me.git("rev-parse", "change")
    me.git("reset", "-q", "--hard", "main")
    removes(pulls.forge, me)
    head = pulls.push(me)
    assert pulls.judged(announced).code == 3
    (pulls.place / "base").rename(pulls.place / "older")
    run = pulls.judged(head)
    assert (run.code, codes(run)) == (1, {f"H02 {ASKS}"})


@pytest.mark.parametrize("script", [changes_a_word, adds_an_act])
def test_a_shallow_checkout_is_never_a_pass(pulls: Pulls, script: Script) -> None:
    """Good or bad: it cannot be judged, and the command that mends it is told."""
    me = pulls.proposed(script)
    me.git("fetch", "-q", "origin")
    run = pulls.judged(me.git("rev-parse", "change"), "--depth=1")
    assert run.code == 3, run.text
    assert "git fetch --unshallow" in run.text


def adds_a_rake(_: Forge, me: Person) -> None:
    """One new file, at a path that somebody else may take."""
    me.adds({NEW: asks("A rake.")})


def test_a_change_that_disagrees_with_main_is_told_how_to_come_up_to_date(pulls: Pulls) -> None:
    """Without a merge result nothing is judged: exit code 3."""
    me = pulls.proposed(adds_a_rake)
    pulls.forge.founder.branch("other").adds({NEW: asks("A spade.")})
    pulls.forge.lands(pulls.forge.founder, "other")
    run = pulls.judged(me.git("rev-parse", "change"))
    assert run.code == 3
    assert "git merge" in run.text


def test_there_are_more_than_thirty_stories() -> None:
    """Good and hostile, each with a verdict of its own."""
    assert len({*GOOD, *MORE_GOOD}) >= 15
    assert len({script for script, _ in [*BAD, *MORE_BAD]}) >= 30
