"""When records landed, on real git."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from nstgov.lifecycle import OPEN
from nstgov.store import git
from nstgov.store.cache import Cache, pack_value
from nstgov.store.landings import Landing, read_landings
from nstgov.store.main_history import Chain, CommitDiff
from tests.commands import Nst
from tests.history.forge import ASKS, OAK, SETTLED, TREES, Forge, asks

NEW = "circles/oak/2026-11-20.asks.yml"
SETTLED_ON = date.fromisoformat(SETTLED[:10])


@pytest.fixture
def forge(tmp_path: Path) -> Forge:
    """A forge with a small movement on main."""
    return Forge(tmp_path)


def test_a_record_landed_in_the_commit_that_brought_it_as_it_is(forge: Forge) -> None:
    """What was added once landed in the first commit, what was added or altered later in the later one."""
    me = forge.founder
    first = me.git("rev-parse", "HEAD")
    second = me.adds({NEW: asks("New."), ASKS: asks("Another.")})
    found = read_landings(me.folder, second)
    assert found[TREES] == found[OAK] == Landing(first, SETTLED_ON, 0)
    assert found[NEW] == found[ASKS] == Landing(second, SETTLED_ON, 1)
    assert read_landings(me.folder, first).keys() == found.keys() - {NEW}


def test_what_came_by_a_merge_landed_with_the_merge(forge: Forge) -> None:
    """The commits inside a branch are drafts: what they brought landed when main took them in."""
    me = forge.founder
    draft = me.branch("mine").adds({NEW: asks("New.")})
    forge.lands(me, "mine")
    merge = me.git("rev-parse", "main")
    assert read_landings(me.folder, merge)[NEW].commit == merge != draft


def test_the_day_is_the_commits_own(forge: Forge) -> None:
    """It is told in the zone of the clock that made the commit; one that nobody could read is not made up."""
    me = forge.founder
    tree, parent = me.git("rev-parse", "HEAD^{tree}"), me.git("rev-parse", "HEAD")
    for written, day in (("1767225600 +1400", date(2026, 1, 1)), ("1767225600 -1200", date(2025, 12, 31)),
                         ("99999999999999 +0000", OPEN)):  # fmt: skip
        text = f"tree {tree}\nparent {parent}\nauthor A <a> 1 +0000\ncommitter A <a> {written}\n\nx\n"
        commit = me.git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", given=text.encode())
        me.git("update-ref", "refs/heads/main", commit)
        me.git("reset", "-q", "--hard", "main")
        later = me.git("rev-parse", "HEAD")
        added = {f"circles/oak/{day.year}-11-20.asks.yml": asks(written)}
        me.write(added).git("add", "-A")
        after = me.git("write-tree")
        text = f"tree {after}\nparent {later}\nauthor A <a> 1 +0000\ncommitter A <a> {written}\n\nx\n"
        tip = me.git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", given=text.encode())
        assert read_landings(me.folder, tip)[next(iter(added))].day == day


def test_where_the_history_cannot_be_told_nothing_is_said(forge: Forge, tmp_path: Path) -> None:
    """A clone that has only the last commit, and a folder without git, tell of no landing."""
    me = forge.founder
    tip = me.adds({NEW: asks("New.")})
    me.git("clone", "-q", "--depth=1", f"file://{me.folder}", str(tmp_path / "thin"))
    assert read_landings(tmp_path / "thin", tip) == {}
    (tmp_path / "bare").mkdir()
    assert read_landings(tmp_path / "bare", tip) == {}


def test_what_is_known_of_an_earlier_commit_is_gone_on_from(
    forge: Forge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After more commits only these are looked at, whatever they do; the answer is that of one pass over all."""
    me = forge.founder
    cache = Cache(tmp_path / "cache", "this program")
    compared: list[int] = []
    taken = Chain.apply_diff

    def take(self: Chain, one: CommitDiff) -> None:
        compared.append(one.at)
        taken(self, one)

    def looked_at() -> int:
        compared.clear()
        tip = me.git("rev-parse", "HEAD")
        known = read_landings(me.folder, tip, cache)
        looked = len(compared)
        assert known == read_landings(me.folder, tip)
        cache.save()
        return looked

    monkeypatch.setattr(Chain, "apply_diff", take)
    everything = looked_at() + 1
    me.adds({NEW: asks("New.")})
    assert looked_at() == 1 < everything
    me.adds({NEW: asks("Another."), ASKS: asks("More.")})
    me.git("rm", "-q", NEW)
    me.git("commit", "-q", "-m", "Gone")
    assert looked_at() == 2
    assert looked_at() == 0


def test_another_chain_is_told_from_its_beginning(forge: Forge, tmp_path: Path) -> None:
    """Where main was written anew, or what is known was merged into it from the side, nothing known is gone on from."""
    me = forge.founder
    cache = Cache(tmp_path / "cache", "this program")
    side = me.branch("side").adds({NEW: asks("New.")})
    read_landings(me.folder, side, cache)
    cache.save()
    forge.lands(me, "side")
    merge = me.git("rev-parse", "main")
    assert read_landings(me.folder, merge, cache) == read_landings(me.folder, merge)
    assert read_landings(me.folder, merge, cache)[NEW].commit == merge
    cache.save()
    first = me.git("rev-list", "--max-parents=0", "main")
    assert read_landings(me.folder, first, cache) == read_landings(me.folder, first)
    cache.put_bundle("landed", 0, pack_value({"tip": merge}))
    assert read_landings(me.folder, merge, cache) == read_landings(me.folder, merge)


def test_a_page_names_the_newest_commit_of_its_own_files_and_holds_against_it(
    nst: Nst, forge: Forge, tmp_path: Path
) -> None:
    """A later commit changes no page but those it is about, and `verify` takes each page at its word."""
    me = forge.founder
    first = me.git("rev-parse", "HEAD")
    assert nst("-C", me.folder, "build", "--out", tmp_path / "before").code == 0
    second = me.adds({NEW: asks("New.")})
    assert nst("-C", me.folder, "build", "--out", tmp_path / "after").code == 0
    proposal, circle = "proposals/trees/index.html", "circles/oak/index.html"
    before, after = tmp_path / "before", tmp_path / "after"
    assert (before / proposal).read_bytes() == (after / proposal).read_bytes()
    assert f'<code class="hash commit">{first}</code>' in (after / proposal).read_text()
    assert f'<code class="hash commit">{second}</code>' in (after / circle).read_text()
    assert json.loads((after / "build.json").read_text())["commit"] == second
    for page in (proposal, circle, "proposals/trees/v1/index.html", "decisions/trees/index.html"):
        assert nst("-C", me.folder, "verify", after / page).code == 0
    forged = (after / circle).read_text().replace(second, first)
    (after / circle).write_text(forged)
    assert nst("-C", me.folder, "verify", after / circle).code == 1


@pytest.mark.long
def test_a_page_of_a_shallow_clone_names_the_commit_of_the_site(nst: Nst, forge: Forge, tmp_path: Path) -> None:
    """It does not say when anything landed, and can still be held against the record."""
    me = forge.founder
    tip = me.adds({NEW: asks("New.")})
    thin = tmp_path / "thin"
    me.git("clone", "-q", "--depth=1", f"file://{me.folder}", str(thin))
    assert nst("-C", thin, "build", "--out", tmp_path / "site").code == 0
    page = (tmp_path / "site/proposals/trees/index.html").read_text()
    assert f'<code class="hash commit">{tip}</code>' in page
    assert "landed" not in page.split('class="source"')[1].split("</details>")[0]
    assert nst("-C", me.folder, "verify", tmp_path / "site/proposals/trees").code == 0


def test_one_pass_of_git_tells_of_all_commits(forge: Forge, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many commits there are, git is not asked once for each of them."""
    me = forge.founder
    me.git("fast-import", "--quiet", "--force", given=_many(400))
    tip = me.git("rev-parse", "refs/heads/many")
    asked: list[tuple[str, ...]] = []
    ran = git.run_git_unchecked

    def counting(folder: Path, *arguments: str, given: bytes = b"") -> git.GitResult:
        asked.append(arguments)
        return ran(folder, *arguments, given=given)

    monkeypatch.setattr(git, "run_git_unchecked", counting)
    found = read_landings(me.folder, tip)
    assert len({landing.commit for landing in found.values()}) == 400
    assert 0 < len(asked) < 10


def _many(commits: int) -> bytes:
    """A branch of so many commits, each with a record of its own."""
    parts = []
    for number in range(1, commits + 1):
        text = asks(f"Help {number}.")
        parts.append(
            f"commit refs/heads/many\nmark :{number}\ncommitter A <a@example.org> {1767225600 + number} +0000\n"
            f"data 1\nx\n" + (f"from :{number - 1}\n" if number > 1 else "")
            + f"M 100644 inline circles/c{number}/2026-11-01.asks.yml\ndata {len(text.encode())}\n{text}\n"
        )  # fmt: skip
    return "".join(parts).encode()
