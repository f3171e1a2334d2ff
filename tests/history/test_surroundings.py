"""What lies around the objects bends no verdict: settings, attributes, replaced objects, names, the environment."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from nstgov.store import git as store_git
from tests.commands import Nst
from tests.history.forge import ASKS, Forge, Person, asks, git
from tests.history.test_changes import CIRCLES_ACT, NEW, changes_a_word, judged, stays_behind

Script = Callable[[Forge, Person, pytest.MonkeyPatch], None]


@pytest.fixture
def forge(tmp_path: Path) -> Forge:
    """A forge with a small movement on main."""
    return Forge(tmp_path)


def _trap(me: Person) -> Path:
    """A program that leaves a trace when anything runs it."""
    trap = me.folder.parent / "trap"
    trap.write_text(f"#!/bin/sh\ntouch '{me.folder.parent}/sprung'\ncat\n")
    trap.chmod(trap.stat().st_mode | stat.S_IXUSR)
    return trap


def replaces_an_object(_: Forge, me: Person, __: pytest.MonkeyPatch) -> None:
    """A replace ref shows the old bytes in place of the changed ones."""
    me.git("replace", me.git("rev-parse", f"change:{ASKS}"), me.git("rev-parse", f"main:{ASKS}"))


def replaces_a_commit(_: Forge, me: Person, __: pytest.MonkeyPatch) -> None:
    """A replace ref shows main in place of the change."""
    me.git("replace", "change", "main")


def grafts(_: Forge, me: Person, __: pytest.MonkeyPatch) -> None:
    """A graft gives the change another parent."""
    (me.folder / ".git/info").mkdir(exist_ok=True)
    (me.folder / ".git/info/grafts").write_text(f"{me.git('rev-parse', 'main')} {me.git('rev-parse', 'change')}\n")


def configures_programs(_: Forge, me: Person, __: pytest.MonkeyPatch) -> None:
    """A watcher, a filter, drivers for merging and showing, and hooks are configured in the repository."""
    trap = str(_trap(me))
    for key in ("core.fsmonitor", "filter.x.clean", "filter.x.smudge", "merge.x.driver", "diff.x.command",
                "diff.x.textconv", "diff.external", "core.pager", "core.editor", "core.sshCommand", "gpg.program",
                "uploadpack.packObjectsHook", "core.askPass", "alias.merge-tree", "alias.rev-parse"):  # fmt: skip
        me.git("config", key, trap)
    me.git("config", "core.hooksPath", str(me.folder.parent))
    (me.folder / ".git/info").mkdir(exist_ok=True)
    (me.folder / ".git/info/attributes").write_text("* filter=x merge=x diff=x\n")


def configures_no_warnings(_: Forge, me: Person, __: pytest.MonkeyPatch) -> None:
    """Warnings are turned off, and another merge is configured."""
    for key, value in (("core.warnAmbiguousRefs", "false"), ("merge.renames", "false"), ("core.quotePath", "true")):
        me.git("config", key, value)


def points_elsewhere(forge: Forge, me: Person, patch: pytest.MonkeyPatch) -> None:
    """The environment points git at another repository."""
    for name in ("GIT_DIR", "GIT_COMMON_DIR"):
        patch.setenv(name, str(forge.bare))
    patch.setenv("GIT_OBJECT_DIRECTORY", str(forge.bare / "objects"))
    patch.setenv("GIT_WORK_TREE", "/")
    patch.setenv("GIT_INDEX_FILE", "/dev/null")
    patch.setenv("GIT_CONFIG_COUNT", "1")
    patch.setenv("GIT_CONFIG_KEY_0", "core.fsmonitor")
    patch.setenv("GIT_CONFIG_VALUE_0", str(_trap(me)))


def speaks_of_namespaces(_: Forge, __: Person, patch: pytest.MonkeyPatch) -> None:
    """The environment narrows names and asks for traces."""
    patch.setenv("GIT_NAMESPACE", "other")
    patch.setenv("GIT_CEILING_DIRECTORIES", "/")
    patch.setenv("GIT_LITERAL_PATHSPECS", "0")
    patch.setenv("GIT_ICASE_PATHSPECS", "1")
    patch.setenv("GIT_EXTERNAL_DIFF", "/bin/false")


def lies_on_disk(_: Forge, me: Person, __: pytest.MonkeyPatch) -> None:
    """The files as they lie in the folder, and the index, tell another story than the commit."""
    me.git("switch", "-q", "main")
    (me.folder / ASKS).write_text("broken: [")
    me.git("update-index", "--assume-unchanged", ASKS)


def has_no_files(_: Forge, me: Person, __: pytest.MonkeyPatch) -> None:
    """Nothing is checked out at all, as in the job of a forge."""
    for path in me.folder.iterdir():
        if path.name != ".git":
            me.git("rm", "-rq", "--ignore-unmatch", path.name)


AROUND = [
    replaces_an_object, replaces_a_commit, grafts, configures_programs, configures_no_warnings, points_elsewhere,
    speaks_of_namespaces, lies_on_disk, has_no_files,
]  # fmt: skip


@pytest.mark.parametrize("around", AROUND, ids=lambda script: script.__name__)
def test_what_lies_around_bends_no_verdict(
    nst: Nst, forge: Forge, around: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A changed word is found whatever is set up around it, a good change passes, and no configured program runs."""
    good, bad = forge.clone("good").branch("change"), forge.clone("bad").branch("change")
    good.adds(CIRCLES_ACT)
    changes_a_word(forge, bad)
    around(forge, good, monkeypatch)
    monkeypatch.undo()
    assert judged(nst, good)[:2] == (0, set())
    around(forge, bad, monkeypatch)
    assert judged(nst, bad)[:2] == (1, {f"H01 {ASKS}"})
    assert not (forge.place / "sprung").exists()


def test_attributes_choose_no_way_of_merging(nst: Nst, forge: Forge) -> None:
    """Where two sides disagree there is no merge result, also when an attribute would let git take both."""
    me = forge.clone("me").branch("change")
    (me.folder / ".git/info").mkdir(exist_ok=True)
    (me.folder / ".git/info/attributes").write_text("* merge=union\n")
    me.adds({NEW: asks("A rake.")})
    forge.founder.branch("other").adds({NEW: asks("A spade.")})
    forge.lands(forge.founder, "other")
    me.git("fetch", "-q", "origin")
    code, _, said = judged(nst, me, base="origin/main")
    assert code == 3
    assert "git merge origin/main" in said


def shallow(forge: Forge, me: Person) -> tuple[Path, str, str, str]:
    """A clone with the last commit only."""
    me.adds(CIRCLES_ACT)
    me.git("push", "-q", "origin", "change")
    git(
        forge.place, "clone", "-q", "--depth=1", "--no-single-branch", f"file://{forge.bare}", str(forge.place / "thin")
    )
    return forge.place / "thin", "origin/main", "origin/change", "git fetch --unshallow"


def no_base(_: Forge, me: Person) -> tuple[Path, str, str, str]:
    """A base that is not there."""
    me.adds(CIRCLES_ACT)
    return me.folder, "no-such-branch", "change", "git fetch origin"


def no_head(_: Forge, me: Person) -> tuple[Path, str, str, str]:
    """A head that is not there."""
    return me.folder, "main", "0" * 40, "git fetch origin"


def looks_like_an_option(_: Forge, me: Person) -> tuple[Path, str, str, str]:
    """A name that git could take for an option."""
    return me.folder, "main", "--all", "git fetch origin"


def two_of_one_name(_: Forge, me: Person) -> tuple[Path, str, str, str]:
    """A tag that is called like the base: git would silently take the tag."""
    me.adds(CIRCLES_ACT)
    me.git("tag", "main", "change")
    return me.folder, "main", "change", "refs/heads/main"


def two_of_one_name_unwarned(forge: Forge, me: Person) -> tuple[Path, str, str, str]:
    """The same, where the repository's settings turn git's warning off."""
    me.git("config", "core.warnAmbiguousRefs", "false")
    return two_of_one_name(forge, me)


def conflict(forge: Forge, me: Person) -> tuple[Path, str, str, str]:
    """The base and the change add the same file with other words."""
    me.adds({"circles/oak/2026-11-19.asks.yml": asks("A rake.")})
    stays_behind(forge, me)
    return me.folder, "main", "change", "git merge main"


def no_common_history(_: Forge, me: Person) -> tuple[Path, str, str, str]:
    """A branch that began from nothing."""
    me.git("switch", "-q", "--orphan", "change2")
    me.adds(CIRCLES_ACT)
    return me.folder, "main", "change2", "git switch -c"


def lost_objects(_: Forge, me: Person) -> tuple[Path, str, str, str]:
    """An object of the repository is gone."""
    me.adds(CIRCLES_ACT)
    id_ = me.git("rev-parse", f"change:{NEW}")
    file = me.folder / ".git/objects" / id_[:2] / id_[2:]
    file.unlink()
    return me.folder, "main", "change", "git fetch --refetch"


def no_git_here(forge: Forge, _: Person) -> tuple[Path, str, str, str]:
    """A folder that is no repository."""
    folder = forge.place / "plain"
    folder.mkdir()
    (folder / "nstgov.yml").write_text("format: 1\n")
    return folder, "main", "change", "clone"


@pytest.mark.parametrize(
    "where",
    [shallow, no_base, no_head, looks_like_an_option, two_of_one_name, two_of_one_name_unwarned, conflict,
     no_common_history, lost_objects, no_git_here],
    ids=lambda script: script.__name__,
)  # fmt: skip
def test_what_cannot_be_judged_is_never_let_through(
    nst: Nst, forge: Forge, where: Callable[[Forge, Person], tuple[Path, str, str, str]]
) -> None:
    """Exit code 3, and the command that mends it."""
    folder, base, head, remedy = where(forge, forge.clone("me").branch("change"))
    outcome = nst("-C", folder, "check", f"--base={base}", f"--head={head}")
    assert outcome.code == 3, outcome.text
    assert remedy in outcome.err


def test_without_git_a_change_cannot_be_judged(nst: Nst, forge: Forge, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 3, and what to install; the record alone is judged without git."""
    monkeypatch.setenv("PATH", "")
    outcome = nst("-C", forge.founder.folder, "check", "--base", "main", "--head", "main")
    assert (outcome.code, "Install git" in outcome.err) == (3, True)
    assert nst("-C", forge.founder.folder, "check").code == 0


def test_a_bare_repository_can_be_judged(nst: Nst, forge: Forge) -> None:
    """The forge's own copy needs no files checked out."""
    me = forge.clone("me").branch("change")
    changes_a_word(forge, me)
    me.git("push", "-q", "origin", "change")
    outcome = nst("-C", forge.bare, "check", "--base", "main", "--head", "change", "--as-of", "2026-11-24")
    assert outcome.code == 1
    assert "H01" in outcome.out


def test_a_repository_of_somebody_else_can_be_judged(nst: Nst, forge: Forge, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the container of a forge the clone often belongs to another account; nothing of its settings runs."""
    me = forge.clone("me").branch("change")
    configures_programs(forge, me, monkeypatch)
    changes_a_word(forge, me)
    (forge.place / "sprung").unlink(missing_ok=True)
    plain = store_git.git_environment
    monkeypatch.setattr(store_git, "git_environment", lambda: {**plain(), "GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"})
    assert judged(nst, me)[:2] == (1, {f"H01 {ASKS}"})
    assert not (forge.place / "sprung").exists()
