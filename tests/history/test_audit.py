"""`nstgov audit` on real git: the whole history of the main line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nstgov.store.reading import read_movement
from tests.commands import Nst
from tests.history.forge import (
    ASKS,
    DECISION,
    PEOPLE,
    Forge,
    Person,
    asks,
    begun,
    circle,
    consented,
    decided,
    digest,
    version,
    voices,
)
from tests.history.test_changes import CIRCLES_ACT, NEW, judged, stays_behind

Script = Callable[[Forge, Person], None]
"""What somebody with the keys of the forge does to main in their clone; what then lies on main is audited."""
LATER = {"circles/oak/2026-11-21.asks.yml": asks("A saw.")}


@pytest.fixture
def forge(tmp_path: Path) -> Forge:
    """A forge with a small movement on main."""
    return Forge(tmp_path)


def audited(nst: Nst, folder: Path, *more: str) -> tuple[int, dict[str, str]]:
    """The exit code, and the severity of each finding by its code and file."""
    outcome = nst("-C", folder, "audit", "--format", "json", *more)
    found = json.loads(outcome.out)["findings"] if outcome.code in (0, 1) else []
    return outcome.code, {f"{f['code']} {f['file']}": f["severity"] for f in found}


def merges_well(_: Forge, me: Person) -> None:
    """A branch is merged that was behind main."""
    me.branch("change").adds(CIRCLES_ACT)
    me.git("switch", "-q", "main")
    me.adds(LATER)
    me.git("merge", "-q", "--no-ff", "--no-edit", "change")


def merges_three(_: Forge, me: Person) -> None:
    """Two branches are merged in one go."""
    me.branch("one").adds(CIRCLES_ACT)
    me.branch("two", "main").adds(LATER)
    me.git("switch", "-q", "main")
    me.git("merge", "-q", "--no-edit", "one", "two")


def squashes(_: Forge, me: Person) -> None:
    """A branch lands as one commit."""
    me.branch("change").adds({NEW: asks("A lader.")})
    me.adds(CIRCLES_ACT)
    me.git("switch", "-q", "main")
    me.git("merge", "-q", "--squash", "change")
    me.commit()


def lands_a_rewritten_draft(_: Forge, me: Person) -> None:
    """A branch that changed its own draft is merged: commits inside a merged branch are drafts."""
    me.branch("change").adds({NEW: asks("A lader.")})
    me.adds(CIRCLES_ACT)
    me.git("switch", "-q", "main")
    me.git("merge", "-q", "--no-ff", "--no-edit", "change")


def rebases(_: Forge, me: Person) -> None:
    """A branch that was behind main is rebased onto it, and lands commit by commit, without a merge."""
    me.branch("change").adds(CIRCLES_ACT)
    text = version("Benches", "2026-11-20")
    me.adds({"proposals/benches/v1.yml": text})
    me.adds({"proposals/benches/rounds/2026-11-21.oak.yml": consented(text)})
    me.git("switch", "-q", "main")
    me.adds(LATER)
    me.git("switch", "-q", "change")
    me.git("rebase", "-q", "main")
    me.git("switch", "-q", "main")
    me.git("merge", "-q", "--ff-only", "change")


def squashes_what_was_brought_up_to_date(_: Forge, me: Person) -> None:
    """A branch that altered its drafts and merged main into itself lands as one commit."""
    me.branch("change").adds({NEW: asks("A lader.")})
    me.git("switch", "-q", "main")
    me.adds(LATER)
    me.git("switch", "-q", "change")
    me.git("merge", "-q", "--no-edit", "main")
    me.adds(CIRCLES_ACT)
    me.git("switch", "-q", "main")
    me.git("merge", "-q", "--squash", "change")
    me.commit()


def rebases_a_branch_and_merges_it(_: Forge, me: Person) -> None:
    """A branch whose drafts altered each other is rebased, then merged by a merge commit: drafts do not land."""
    me.branch("change").adds({NEW: asks("A lader.")})
    me.adds(CIRCLES_ACT)
    me.git("switch", "-q", "main")
    me.adds(LATER)
    me.git("switch", "-q", "change")
    me.git("rebase", "-q", "main")
    me.git("switch", "-q", "main")
    me.git("merge", "-q", "--no-ff", "--no-edit", "change")


def changes_what_is_no_act(_: Forge, me: Person) -> None:
    """Files that are no acts may change and go."""
    me.adds({"README.md": "One\n", ".github/workflows/judge.yml": "on: push\n"})
    me.git("rm", "-q", "README.md")
    me.commit()


@pytest.mark.parametrize(
    "script",
    [
        merges_well,
        merges_three,
        squashes,
        lands_a_rewritten_draft,
        changes_what_is_no_act,
        rebases,
        squashes_what_was_brought_up_to_date,
        rebases_a_branch_and_merges_it,
    ],
    ids=lambda script: script.__name__,
)
def test_a_good_history_gives_no_alarm(nst: Nst, forge: Forge, script: Script) -> None:
    """Merges, squashes and drafts are found in order."""
    script(forge, forge.founder)
    assert audited(nst, forge.founder.folder) == (0, {})


def changes(_: Forge, me: Person) -> None:
    """A record is changed on main, and something else lands after it."""
    me.adds({ASKS: asks("Nothing.")})
    me.adds(LATER)


def removes(_: Forge, me: Person) -> None:
    """A record is removed on main."""
    me.git("rm", "-q", ASKS)
    me.commit()


def removes_and_adds_another(forge: Forge, me: Person) -> None:
    """A record is removed, and later another one is put in its place."""
    removes(forge, me)
    me.adds({ASKS: asks("Nothing.")})


def foxtrot(_: Forge, me: Person) -> None:
    """Old main becomes the second parent, and nothing of it is kept: main's log shows no commit that removes."""
    me.branch("change").adds(LATER)
    me.git("switch", "-q", "main")
    me.adds(CIRCLES_ACT)
    me.git("switch", "-q", "change")
    me.git("merge", "-q", "-s", "ours", "--no-edit", "main")
    me.git("branch", "-f", "main", "change")
    me.git("switch", "-q", "main")


def foxtrot_with_another_text(_: Forge, me: Person) -> None:
    """Old main becomes the second parent, and a record of it has other bytes."""
    me.branch("change").adds({NEW: asks("Nothing.")})
    me.git("switch", "-q", "main")
    me.adds(CIRCLES_ACT)
    me.git("switch", "-q", "change")
    me.git("merge", "-q", "-s", "ours", "--no-edit", "main")
    me.git("branch", "-f", "main", "change")
    me.git("switch", "-q", "main")


def merges_evilly(_: Forge, me: Person) -> None:
    """A merge commit loses a record of the branch that it merges."""
    me.branch("change").adds(CIRCLES_ACT)
    me.git("switch", "-q", "main")
    me.git("merge", "-q", "--no-ff", "--no-commit", "change")
    me.git("rm", "-qf", NEW)
    me.commit()


def merges_evilly_into_main(_: Forge, me: Person) -> None:
    """A merge commit changes a record of main."""
    me.branch("change").adds(CIRCLES_ACT)
    me.git("switch", "-q", "main")
    me.git("merge", "-q", "--no-ff", "--no-commit", "change")
    me.adds({ASKS: asks("Nothing.")})


def changes_and_declares_itself_an_example(_: Forge, me: Person) -> None:
    """The founding edition is rewritten so that history would not count."""
    me.adds({"ground-rules/1.yml": f"{begun()['ground-rules/1.yml']}example: true\n"})


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        (changes, {f"H01 {ASKS}"}),
        (removes, {f"H02 {ASKS}"}),
        (removes_and_adds_another, {f"H02 {ASKS}", f"H01 {ASKS}"}),
        (foxtrot, {f"H03 {NEW}"}),
        (foxtrot_with_another_text, {f"H03 {NEW}"}),
        (merges_evilly, {f"H03 {NEW}"}),
        (merges_evilly_into_main, {f"H01 {ASKS}", f"H03 {ASKS}"}),
        (changes_and_declares_itself_an_example, {"H01 ground-rules/1.yml"}),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_was_done_to_the_record_is_found(nst: Nst, forge: Forge, script: Script, expected: set[str]) -> None:
    """Whatever was changed, removed or lost on the main line is an error, named with its file."""
    script(forge, forge.founder)
    assert audited(nst, forge.founder.folder) == (1, dict.fromkeys(expected, "error"))


def test_what_is_put_back_is_a_warning_that_names_both_commits(nst: Nst, forge: Forge) -> None:
    """A change, or a removal, that was put back byte for byte blocks nobody for ever."""
    me = forge.founder
    wrong = me.adds({ASKS: asks("Nothing.")})
    right = me.adds({ASKS: asks()})
    assert audited(nst, me.folder) == (0, {f"H01 {ASKS}": "warning"})
    said = nst("-C", me.folder, "audit").out
    assert wrong[:12] in said
    assert right[:12] in said
    me.git("rm", "-q", DECISION)
    me.commit()
    me.adds({DECISION: begun()[DECISION]})
    code, found = audited(nst, me.folder)
    assert (code, set(found.values())) == (0, {"warning"})


def test_putting_back_is_a_warning_in_the_change_that_does_it(nst: Nst, forge: Forge) -> None:
    """Whoever mends what happened on main is let through; putting something else there is not."""
    me = forge.founder
    wrong = me.adds({ASKS: asks("Nothing.")})
    me.git("rm", "-q", DECISION)
    me.commit()
    back = me.branch("change").adds({ASKS: asks(), DECISION: begun()[DECISION]})
    code, found, said = judged(nst, me)
    assert (code, found) == (0, {f"H01 {ASKS}", f"H01 {DECISION}"})
    assert wrong[:12] in said
    assert back[:12] in said
    me.branch("another", "main").adds({DECISION: begun()[DECISION].replace("ana", "ben")})
    code, found, said = judged(nst, me, head="another")
    assert (code, found) == (1, {f"H01 {DECISION}"})


def test_a_branch_from_before_a_repair_gives_no_alarm(nst: Nst, forge: Forge) -> None:
    """A branch that still has the wrong text is merged after main has put it back."""
    me = forge.founder
    me.adds({ASKS: asks("Nothing.")})
    me.branch("change").adds(CIRCLES_ACT)
    me.git("switch", "-q", "main")
    me.adds({ASKS: asks()})
    me.git("merge", "-q", "--no-ff", "--no-edit", "change")
    code, found = audited(nst, me.folder)
    assert (code, set(found.values())) == (0, {"warning"})


def withholding() -> dict[str, str]:
    """A proposal, round and decision of Oak to withhold its call for help, and what withholds it."""
    text = version("That call stays between us", "2026-11-10").replace(
        "text: We plant a tree in front of every house that wants one.",
        f"text: The text of {ASKS} with the SHA-256 {digest(asks())} is no longer shown.",
    )
    hash_ = digest(text)
    return {
        "proposals/that-call/v1.yml": text,
        "proposals/that-call/rounds/2026-11-12.oak.yml": (
            f"version: 1\nsha256: {hash_}\nhow: meeting\n{voices(PEOPLE)}entered_by: ana\n"
        ),
        "decisions/that-call/decision.yml": (
            f"version: 1\nsha256: {hash_}\ndecided: 2026-11-12\ncircles: [oak]\nsunset: 2027-10-01\nentered_by: ana\n"
        ),
        f"{ASKS}.withheld.yml": f"decision: that-call\nbecause: It says too much.\nsha256: {digest(asks())}\n",
    }


def test_what_a_decision_withholds_may_go(nst: Nst, forge: Forge) -> None:
    """The file goes with its circle's decision, also past a branch that still has it."""
    me = forge.founder
    me.branch("late").adds(CIRCLES_ACT)
    me.branch("change", "main").write(withholding()).git("rm", "-q", ASKS)
    me.commit()
    assert judged(nst, me)[:2] == (0, set())
    me.git("switch", "-q", "main")
    me.git("merge", "-q", "--no-ff", "--no-edit", "change")
    me.git("merge", "-q", "--no-ff", "--no-edit", "late")
    assert audited(nst, me.folder) == (0, {})


def test_what_is_withheld_by_other_bytes_or_undecided_may_not_go(nst: Nst, forge: Forge) -> None:
    """Without a decision that names these very bytes the removal is an error."""
    me = forge.founder.branch("change")
    files = withholding()
    del files["decisions/that-call/decision.yml"]
    me.write(files).git("rm", "-q", ASKS)
    me.commit()
    code, found, _ = judged(nst, me)
    assert (code, f"H02 {ASKS}" in found) == (1, True)


def test_since_looks_at_what_came_after(nst: Nst, forge: Forge) -> None:
    """A commit that one has looked at before can be the beginning, if it is on the main line."""
    me = forge.founder
    wrong = me.adds({ASKS: asks("Nothing.")})
    me.adds(LATER)
    assert audited(nst, me.folder, "--since", wrong) == (0, {})
    assert audited(nst, me.folder, "--since", f"{wrong}^")[0] == 1


def test_another_history_in_its_place_is_noticed(nst: Nst, forge: Forge) -> None:
    """After a force push the commit that one knows is not on the main line any more: exit code 3."""
    me = forge.founder
    seen = me.adds(LATER)
    me.git("reset", "-q", "--hard", "HEAD^")
    me.adds(CIRCLES_ACT)
    me.git("push", "-q", "--force", "origin", "main")
    outcome = nst("-C", me.folder, "audit", "--since", seen)
    assert outcome.code == 3
    assert "another history" in outcome.err


def test_a_force_push_that_drops_records_is_found_in_the_change(nst: Nst, forge: Forge) -> None:
    """A branch that was rebased onto an older main loses nothing: the merge result still has it all."""
    me = forge.clone("me").branch("change")
    stays_behind(forge, me)
    me.git("reset", "-q", "--hard", "origin/main~1")
    me.adds(CIRCLES_ACT)
    assert judged(nst, me)[:2] == (0, set())


def test_a_shallow_clone_cannot_be_audited(nst: Nst, forge: Forge) -> None:
    """Exit code 3, with the command that mends it."""
    forge.founder.adds(LATER)
    forge.founder.git("clone", "-q", "--depth=1", f"file://{forge.founder.folder}", str(forge.place / "thin"))
    outcome = nst("-C", forge.place / "thin", "audit")
    assert outcome.code == 3
    assert "git fetch --unshallow" in outcome.err


def test_an_invented_movement_is_not_held(nst: Nst, forge: Forge) -> None:
    """An example that was one from the beginning may change; the report says that it was not judged."""
    me = forge.clone("me")
    me.git("switch", "-q", "--orphan", "stage")
    files = begun()
    files["ground-rules/1.yml"] += "example: true\n"
    me.adds(files)
    me.adds({ASKS: asks("Nothing.")})
    outcome = nst("-C", me.folder, "audit")
    assert outcome.code == 0
    assert "invented movement" in outcome.out
    assert judged(nst, me, base="HEAD~1", head="HEAD")[0] == 0


def test_what_stands_at_the_tip_is_judged_too_and_the_last_line_says_so(nst: Nst, forge: Forge) -> None:
    """A history in which nothing was lost does not say that the rules of consent are kept where they are not."""
    one, other = PEOPLE[:2]
    said = f"voices: {{{one}: consent}}\nentered_by: {one}\n"
    forge.founder.adds({f"circles/oak/2026-11-20.leaves.{other}.yml": said})
    code, found = audited(nst, forge.founder.folder)
    text = nst("-C", forge.founder.folder, "audit", "--format", "text").out
    assert (code, list(found)) == (1, [f"A09 circles/oak/2026-11-20.leaves.{other}.yml"])
    assert "The history: nothing that had landed was lost." in text
    assert "1 error in what stands now." in text
    judged = (
        "Judged: 2 commits of the main line, each by H01 to H06 and T03; the record at the tip by every other rule."
    )
    assert text.rstrip().endswith(judged)


def _pushes(me: Person, *changes: dict[str, str]) -> None:
    """Let changes land past the judge, each in a commit of its own."""
    for files in changes:
        me.adds(files)


def test_machinery_that_came_with_an_act_is_found_later(nst: Nst, forge: Forge) -> None:
    """A commit pushed past the judge that changed both is an error for good, and names the commit."""
    me = forge.founder
    workflow = ".github/workflows/judge.yml"
    _pushes(me, LATER, {**CIRCLES_ACT, workflow: "on: push\n"})
    code, found = audited(nst, me.folder)
    assert (code, found) == (1, {f"H05 {workflow}": "error"})
    assert me.git("rev-parse", "HEAD")[:12] in nst("-C", me.folder, "audit").out
    assert audited(nst, me.folder, "--since", "HEAD") == (0, {})


def test_machinery_of_its_own_and_that_of_the_beginning_are_no_finding(nst: Nst, forge: Forge) -> None:
    """The first commit of a movement brings both, and later each comes alone."""
    me = forge.founder
    _pushes(me, CIRCLES_ACT, {".github/workflows/judge.yml": "on: push\n", ".woodpecker.yml": "a: b\n"}, LATER)
    assert audited(nst, me.folder) == (0, {})


def test_a_day_to_come_is_found_later(nst: Nst, forge: Forge) -> None:
    """An act that bore a day after the day of its commit stays an error when that day has come."""
    act = "circles/oak/2026-12-24.asks.yml"
    _pushes(forge.founder, {act: asks("A ladder.")})
    assert audited(nst, forge.founder.folder, "--as-of", "2027-06-01") == (1, {f"H06 {act}": "error"})
    assert audited(nst, forge.founder.folder, "--as-of", "2027-06-01", "--since", "HEAD") == (0, {})


def test_an_act_slipped_in_before_a_decision_is_found_later(nst: Nst, forge: Forge) -> None:
    """A member who is entered before a landed decision, and so would have been needed for it, is an error."""
    joins = "circles/oak/2026-10-05.joins.eve.yml"
    text = f"name: Eve Of Oak\n{voices([*PEOPLE, 'eve'])}entered_by: ana\n"
    _pushes(forge.founder, LATER, {joins: text})
    code, found = audited(nst, forge.founder.folder)
    assert code == 1
    assert found[f"H06 {joins}"] == "error"


def test_an_act_entered_late_that_changes_nothing_decided_is_no_error(nst: Nst, forge: Forge) -> None:
    """What happened before a decision and was not needed for it may be entered after it."""
    early = "circles/oak/2026-10-15.asks.yml"
    objection = "proposals/trees/rounds/2026-10-21.oak.ana.yml"
    again = f"version: 1\nsha256: {digest(version())}\nhow: async\n{voices(['ana'])}entered_by: ana\n"
    _pushes(forge.founder, {early: asks("A hammer.")}, {objection: again})
    assert audited(nst, forge.founder.folder) == (0, {})


def test_an_id_taken_again_is_found_later(nst: Nst, forge: Forge) -> None:
    """A person under the id of somebody else who had landed is an error; the same person introduced again is none."""
    elm = "circles/elm/circle.yml"
    others = ("eve", "fay", "gus", "ana")
    _pushes(forge.founder, {elm: circle("elm", others, "2026-11-20")})
    code, found = audited(nst, forge.founder.folder)
    assert code == 1
    assert found[f"H04 {elm}"] == "error"


def test_people_with_ids_of_their_own_are_no_finding(nst: Nst, forge: Forge) -> None:
    """A second circle of other people gives no alarm."""
    _pushes(forge.founder, {"circles/elm/circle.yml": circle("elm", ("eve", "fay", "gus", "hal"), "2026-11-20")})
    assert audited(nst, forge.founder.folder) == (0, {})


def test_a_long_history_is_not_read_once_for_each_commit(
    nst: Nst, forge: Forge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only commits that may hold something are judged by everything on record before and after them."""
    reads: list[int] = []

    def count_reads(*arguments: Any) -> Any:
        reads.append(1)
        return read_movement(*arguments)

    for day in range(1, 21):
        forge.founder.adds({f"circles/oak/2026-11-{day:02}.asks.yml": asks(f"Help {day}.")})
    monkeypatch.setattr("nstgov.audit.read_movement", count_reads)
    assert audited(nst, forge.founder.folder)[1].keys() == {"H01 circles/oak/2026-11-01.asks.yml"}
    assert len(reads) == 1


def test_a_decision_dated_before_what_had_landed_is_judged_by_itself(
    nst: Nst, forge: Forge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether it holds with that too is asked of the record before and after its commit; of another's it is not."""
    reads: list[int] = []

    def count_reads(*arguments: Any) -> Any:
        reads.append(1)
        return read_movement(*arguments)

    monkeypatch.setattr("nstgov.audit.read_movement", count_reads)
    me, text = forge.founder, version("Benches", "2026-11-10")
    files = {"proposals/benches/v1.yml": text, "proposals/benches/rounds/2026-11-11.oak.yml": consented(text)}
    me.adds({"circles/elm/circle.yml": circle("elm", ("eve", "fay", "gus", "hal"), "2026-11-20")})
    me.adds({**files, "decisions/benches/decision.yml": decided(text, "2026-11-12")})
    assert audited(nst, me.folder) == (0, {})
    assert len(reads) == 1
    later = version("Swings", "2026-11-10")
    files = {"proposals/swings/v1.yml": later, "proposals/swings/rounds/2026-11-11.oak.yml": consented(later)}
    me.adds({"circles/oak/2026-11-21.asks.yml": asks("A saw.")})
    me.adds({**files, "decisions/swings/decision.yml": decided(later, "2026-11-12")})
    assert audited(nst, me.folder) == (0, {})
    assert len(reads) == 4


def test_of_many_acts_entered_late_those_that_changed_something_are_found(nst: Nst, forge: Forge) -> None:
    """Among late acts that change nothing, the one that does is named, and its commit."""
    me = forge.founder
    for day in range(1, 8):
        me.adds({f"circles/oak/2026-10-0{day}.away.dee.yml": "until: 2026-10-09\nvoices: {dee: consent}\n"})
        if day == 4:
            joins = "circles/oak/2026-10-05.joins.eve.yml"
            slipped = me.adds({joins: f"name: Eve Of Oak\n{voices([*PEOPLE, 'eve'])}entered_by: ana\n"})
    late = {key: severity for key, severity in audited(nst, me.folder)[1].items() if key.startswith("H06")}
    assert late == {f"H06 {joins}": "error"}
    assert f"in commit {slipped[:12]}" in nst("-C", me.folder, "audit").out


def test_what_one_audit_leaves_is_said_and_judged_by_another(
    nst: Nst, forge: Forge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An audit that would have to read everything too often says where the next one goes on."""
    monkeypatch.setattr("nstgov.audit._MOST", 0)
    monkeypatch.setattr("nstgov.audit._LEAST", 1)
    me = forge.founder
    first = me.adds({**CIRCLES_ACT, ".github/workflows/judge.yml": "on: push\n"})
    me.adds({**LATER, ".drone.yml": "kind: pipeline\n"})
    said = nst("-C", me.folder, "audit").out
    assert f"1 commit after {first[:12]}" in said
    assert set(audited(nst, me.folder)[1]) == {"H05 .github/workflows/judge.yml"}
    assert set(audited(nst, me.folder, "--since", first)[1]) == {"H05 .drone.yml"}
