"""`check --base --head` on real git: what is good passes, and nothing passes that should not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from nstgov.rules.history.machinery import is_machinery
from tests.commands import Nst
from tests.history.forge import (
    ASKS,
    OAK,
    PEOPLE,
    Forge,
    Person,
    asks,
    circle,
    consented,
    decided,
    digest,
    version,
    voices,
)

NEW = "circles/oak/2026-11-20.asks.yml"
TODAY = "2026-11-24"
CIRCLES_ACT = {NEW: asks("A long ladder.")}
Script = Callable[[Forge, Person], None]
"""What somebody does in their clone, on a branch; what lies on their branch `change` is judged against `main`."""


@pytest.fixture
def forge(tmp_path: Path) -> Forge:
    """A forge with a small movement on main."""
    return Forge(tmp_path)


def judged(nst: Nst, person: Person, *more: str, base: str = "main", head: str = "change") -> tuple[int, set[str], str]:
    """The exit code, the findings as code and file, and everything that was printed."""
    outcome = nst("-C", person.folder, "check", "--base", base, "--head", head, "--format", "json",
                  *(more or ("--as-of", TODAY)))  # fmt: skip
    found = json.loads(outcome.out)["findings"] if outcome.code in (0, 1) else []
    return outcome.code, {f"{f['code']} {f['file']}" for f in found}, outcome.text


def adds_an_act(_: Forge, me: Person) -> None:
    """One new file."""
    me.adds(CIRCLES_ACT)


def proposes_and_decides(_: Forge, me: Person) -> None:
    """A proposal, its round and its decision, each in a commit of its own."""
    text = version("Benches", "2026-11-20")
    me.adds({"proposals/benches/v1.yml": text})
    me.adds({"proposals/benches/rounds/2026-11-21.oak.yml": consented(text)})
    me.adds({"decisions/benches/decision.yml": decided(text, "2026-11-22")})


def stays_behind(forge: Forge, me: Person) -> None:
    """A branch from before others landed something, which touches nothing of theirs."""
    me.adds(CIRCLES_ACT)
    forge.founder.branch("other").adds({"circles/oak/2026-11-19.asks.yml": asks("A spade.")})
    forge.lands(forge.founder, "other")
    me.git("fetch", "-q", "origin")
    me.git("branch", "-f", "main", "origin/main")


def rewrites_its_own_draft(_: Forge, me: Person) -> None:
    """What has not landed may be changed as often as one likes."""
    me.adds({NEW: asks("A lader.")})
    me.adds(CIRCLES_ACT)


def changes_the_machinery_alone(_: Forge, me: Person) -> None:
    """A workflow is changed and no act."""
    me.adds({".github/workflows/judge.yml": "on: push\n", "README.md": "Welcome\n"})


def adds_a_page_along(_: Forge, me: Person) -> None:
    """A file that judges nothing comes with an act."""
    me.adds({**CIRCLES_ACT, "notes/meeting.md": "We met.\n"})


def merges_main_into_itself(forge: Forge, me: Person) -> None:
    """A branch is brought up to date by merging main."""
    stays_behind(forge, me)
    me.git("merge", "-q", "--no-edit", "main")


def squashes(forge: Forge, me: Person) -> None:
    """Several commits are made one."""
    proposes_and_decides(forge, me)
    me.git("reset", "-q", "--soft", "main")
    me.commit()


def is_backdated_by_git(_: Forge, me: Person) -> None:
    """The date of a commit says what somebody typed; only the dates in acts and the day of landing count."""
    me.write(CIRCLES_ACT)
    me.git("add", "-A")
    me.git("-c", "user.name=B", "commit", "-q", "-m", "x", "--date=1999-01-01T00:00:00")


def enters_what_was_weeks_ago(_: Forge, me: Person) -> None:
    """What happened some weeks ago is entered late, and changes nothing that was decided."""
    me.adds({"circles/oak/2026-10-02.asks.yml": asks("A hammer.")})


def enters_last_weeks_evening(forge: Forge, me: Person) -> None:
    """A decision of some days ago is entered, while something else has landed."""
    forge.founder.branch("other").adds({"circles/oak/2026-11-23.asks.yml": asks("A spade.")})
    forge.lands(forge.founder, "other")
    proposes_and_decides(forge, me)
    me.git("fetch", "-q", "origin")
    me.git("branch", "-f", "main", "origin/main")


GOOD = [
    adds_an_act, proposes_and_decides, stays_behind, rewrites_its_own_draft,
    adds_a_page_along, merges_main_into_itself, squashes, is_backdated_by_git, enters_what_was_weeks_ago,
    enters_last_weeks_evening,
]  # fmt: skip


@pytest.mark.parametrize("script", GOOD, ids=lambda script: script.__name__)
def test_a_good_change_gives_no_alarm(nst: Nst, forge: Forge, script: Script) -> None:
    """What honest people do passes, and nothing at all is found in it."""
    me = forge.clone("me").branch("change")
    script(forge, me)
    code, found, said = judged(nst, me)
    assert (code, found) == (0, set()), said


def changes_a_word(_: Forge, me: Person) -> None:
    """A text that people consented to is polished."""
    me.adds({ASKS: asks("Nothing.")})


def removes(_: Forge, me: Person) -> None:
    """A file is deleted."""
    me.git("rm", "-q", ASKS)
    me.commit()


def renames(_: Forge, me: Person) -> None:
    """A file is moved."""
    me.git("mv", ASKS, NEW)
    me.commit()


def makes_it_executable(_: Forge, me: Person) -> None:
    """Only the mode changes."""
    me.git("update-index", "--chmod=+x", ASKS)
    me.git("commit", "-q", "-m", "x")


def makes_it_a_link(_: Forge, me: Person) -> None:
    """A file becomes a symbolic link to a copy of itself."""
    (me.folder / ASKS).rename(me.folder / "copy.yml")
    (me.folder / ASKS).symlink_to("../../copy.yml")
    me.commit()


def adds_a_link(_: Forge, me: Person) -> None:
    """A new act is a symbolic link."""
    (me.folder / NEW).symlink_to("2026-11-01.asks.yml")
    me.commit()


def adds_a_submodule(_: Forge, me: Person) -> None:
    """A new act is a commit of another repository."""
    me.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},{NEW}")
    me.git("commit", "-q", "-m", "x")


def makes_a_folder_a_submodule(_: Forge, me: Person) -> None:
    """A whole circle becomes a commit of another repository."""
    me.git("rm", "-rq", "circles/oak")
    me.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},circles/oak")
    me.git("commit", "-q", "-m", "x")


def makes_the_root_a_link(_: Forge, me: Person) -> None:
    """All circles are replaced by a link to somewhere."""
    me.git("rm", "-rq", "circles")
    (me.folder / "circles").symlink_to("/etc")
    me.commit()


def hides_by_attributes(_: Forge, me: Person) -> None:
    """An attribute would let a checkout show other bytes."""
    me.adds({**CIRCLES_ACT, ".gitattributes": "*.yml text eol=crlf\n"})


def touches_its_own_workflow(_: Forge, me: Person) -> None:
    """The judge is changed along with an act."""
    me.adds({**CIRCLES_ACT, ".github/workflows/judge.yml": "on: workflow_dispatch\n"})


def adds_a_look_alike(_: Forge, me: Person) -> None:
    """A second workflow of the same name comes with an act."""
    me.adds({**CIRCLES_ACT, ".GitHub/workflows/judge.yaml": "name: judge\n"})


def changes_the_settings_along(_: Forge, me: Person) -> None:
    """The settings change along with an act."""
    me.adds({**CIRCLES_ACT, "nstgov.yml": "format: 1\ntitle: Another\n"})


def hands_over_its_own_owners(_: Forge, me: Person) -> None:
    """CODEOWNERS changes along with an act."""
    me.adds({**CIRCLES_ACT, "docs/CODEOWNERS": "* @me\n"})


def merges_evilly(forge: Forge, me: Person) -> None:
    """A merge commit of the branch changes what main has, in no commit of its own."""
    stays_behind(forge, me)
    me.git("merge", "-q", "--no-commit", "--no-ff", "main")
    me.write({"circles/oak/2026-11-19.asks.yml": asks("Nothing.")}).commit()


def merges_ours(forge: Forge, me: Person) -> None:
    """A merge of main that keeps nothing of main: merged back it would be a fast-forward that deletes."""
    stays_behind(forge, me)
    me.git("merge", "-q", "-s", "ours", "--no-edit", "main")


def takes_the_id_of_a_circle(_: Forge, me: Person) -> None:
    """Another circle under an id that has landed, as if it had begun before."""
    me.adds({"circles/north/oak/circle.yml": circle("oak", ("eva", "fay", "gus", "hal"), "2026-09-20")})


def takes_the_id_of_a_person(_: Forge, me: Person) -> None:
    """Somebody else under an id that has landed."""
    me.adds({"circles/elm/circle.yml": circle("elm", ("ana", "fay", "gus", "hal"), "2026-11-20")})


def takes_the_id_of_a_proposal(_: Forge, me: Person) -> None:
    """An election under the id of a proposal."""
    nominations = "".join(f"  {p}: {{for: ben, because: listens well and has time}}\n" for p in PEOPLE)
    me.adds({"decisions/trees/election.yml": (
        "circle: oak\nrole: secretary\nheld: 2026-11-20\nterm: {from: 2026-11-20, until: 2027-11-01}\n"
        f"nominations:\n{nominations}proposed: {{person: ben, because: everyone named this person}}\n{voices()}"
        "entered_by: ana\n"
    )})  # fmt: skip


def is_of_tomorrow(_: Forge, me: Person) -> None:
    """An act bears a day still to come."""
    me.adds({"circles/oak/2026-11-25.asks.yml": asks("A rake.")})


def leaves_before_the_decision(_: Forge, me: Person) -> None:
    """Somebody leaves, dated before a decision that rests on them."""
    me.adds({"circles/oak/2026-10-15.leaves.dee.yml": "voices: {dee: consent}\n"})


def objects_before_the_decision(_: Forge, me: Person) -> None:
    """An objection, dated before the decision that it would make void."""
    me.adds({"proposals/trees/objections/no-place/v1.yml": (
        f"title: No place\nauthors: [{', '.join(PEOPLE)}]\nraised: 2026-10-20\n"
        f"against: {{version: 1, sha256: {digest(version())}}}\n"
        "important: Three of us come home from the night shift at five.\n"
        "reasons: At that hour there is no other place for a car.\n"
    )})  # fmt: skip


def declares_itself_an_example(_: Forge, me: Person) -> None:
    """The founding edition is changed so that the history rules would not hold the movement."""
    rules = (me.folder / "ground-rules/1.yml").read_text()
    me.adds({"ground-rules/1.yml": f"{rules}example: true\n", ASKS: asks("Nothing.")})


def hides_in_a_name(_: Forge, me: Person) -> None:
    """A path that differs by letter case only."""
    me.adds({"circles/Oak/2026-11-20.asks.yml": asks("A rake.")})


def names_a_file_as_a_device(_: Forge, me: Person) -> None:
    """A text beside the record has a name with which Windows cannot check anything out."""
    blob = me.git("hash-object", "-w", "--stdin", given=b"We met.\n")
    for path in ("notes/aux.md", "notes/a:b.md", "notes/end.", "notes/meeting.md"):
        me.git("update-index", "--add", "--cacheinfo", f"100644,{blob},{path}")
    me.git("commit", "-q", "-m", "x")


def decides_past_a_newcomer(forge: Forge, me: Person) -> None:
    """Somebody has joined, which has landed; a decision bears a day before that."""
    joined = f"name: Eva Newcomer\n{voices((*PEOPLE, 'eva'))}entered_by: ana\n"
    forge.founder.branch("other").adds({"circles/oak/2026-11-23.joins.eva.yml": joined})
    forge.lands(forge.founder, "other")
    proposes_and_decides(forge, me)
    me.git("fetch", "-q", "origin")
    me.git("branch", "-f", "main", "origin/main")


BAD = [
    (decides_past_a_newcomer, {"H06 decisions/benches/decision.yml"}),
    (changes_a_word, {f"H01 {ASKS}"}),
    (removes, {f"H02 {ASKS}"}),
    (renames, {f"H02 {ASKS}"}),
    (makes_it_executable, {f"H01 {ASKS}", f"Y09 {ASKS}"}),
    (makes_it_a_link, {f"H01 {ASKS}", f"Y09 {ASKS}"}),
    (adds_a_link, {f"Y09 {NEW}"}),
    (adds_a_submodule, {f"Y09 {NEW}"}),
    (makes_a_folder_a_submodule, {f"H02 {OAK}", f"H02 {ASKS}"}),
    (makes_the_root_a_link, {f"H02 {OAK}", f"H02 {ASKS}"}),
    (hides_by_attributes, {"H05 .gitattributes"}),
    (touches_its_own_workflow, {"H05 .github/workflows/judge.yml"}),
    (adds_a_look_alike, {"H05 .GitHub/workflows/judge.yaml"}),
    (changes_the_settings_along, {"H05 nstgov.yml"}),
    (hands_over_its_own_owners, {"H05 docs/CODEOWNERS"}),
    (merges_evilly, {"H01 circles/oak/2026-11-19.asks.yml"}),
    (merges_ours, {"H02 circles/oak/2026-11-19.asks.yml"}),
    (takes_the_id_of_a_circle, {"H04 circles/north/oak/circle.yml", "H06 circles/north/oak/circle.yml"}),
    (takes_the_id_of_a_person, {"H04 circles/elm/circle.yml"}),
    (takes_the_id_of_a_proposal, {"H04 decisions/trees/election.yml"}),
    (is_of_tomorrow, {"H06 circles/oak/2026-11-25.asks.yml"}),
    (leaves_before_the_decision, {"H06 circles/oak/2026-10-15.leaves.dee.yml"}),
    (objects_before_the_decision, {"H06 proposals/trees/objections/no-place/v1.yml"}),
    (declares_itself_an_example, {"H01 ground-rules/1.yml", f"H01 {ASKS}"}),
    (names_a_file_as_a_device, {"Y06 notes/aux.md", "Y06 notes/a:b.md", "Y06 notes/end."}),
    (hides_in_a_name, {"Y06 circles/Oak/2026-11-20.asks.yml"}),
]


@pytest.mark.parametrize(("script", "expected"), BAD, ids=lambda value: getattr(value, "__name__", ""))
def test_nothing_passes_that_should_not(nst: Nst, forge: Forge, script: Script, expected: set[str]) -> None:
    """Each hostile or mistaken change is found, by its code and at its file, and ends with 1."""
    me = forge.clone("me").branch("change")
    script(forge, me)
    code, found, said = judged(nst, me)
    assert code == 1, said
    assert expected <= found
    assert {one for one in found if one[:3] in ("H01", "H02", "H03", "H04", "H05", "H06")} == {
        one for one in expected if one.startswith("H")
    }


BENCHES = version("Benches", "2026-11-20")
A_DECISION = {
    "proposals/benches/v1.yml": BENCHES,
    "proposals/benches/rounds/2026-11-21.oak.yml": consented(BENCHES),
    "decisions/benches/decision.yml": decided(BENCHES, "2026-11-22"),
}


def polishes_what_was_consented_to(me: Person) -> None:
    """A landed version is written otherwise, so no hash fits any more."""
    (me.folder / "proposals/benches/v1.yml").write_text(BENCHES.replace("Benches", "Better benches"), "utf-8")


def takes_a_round_away(me: Person) -> None:
    """The consent on which a decision rests is removed."""
    (me.folder / "proposals/benches/rounds/2026-11-21.oak.yml").unlink()


def moves_the_proposal(me: Person) -> None:
    """Everything of the proposal goes to a folder of another name."""
    (me.folder / "proposals/benches").rename(me.folder / "proposals/seats")


@pytest.mark.parametrize(
    ("rewrite", "expected"),
    [
        (polishes_what_was_consented_to, ["H01 proposals/benches/v1.yml"]),
        (takes_a_round_away, ["H02 proposals/benches/rounds/2026-11-21.oak.yml"]),
        (moves_the_proposal, ["H02 proposals/benches/rounds/2026-11-21.oak.yml", "H02 proposals/benches/v1.yml"]),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_follows_from_rewriting_a_landed_record_is_silent(
    nst: Nst, forge: Forge, rewrite: Callable[[Person], None], expected: list[str]
) -> None:
    """The cause is the finding, and not the hashes, voices and decisions that no longer fit."""
    me = forge.clone("me")
    me.adds(A_DECISION)
    me.branch("change")
    rewrite(me)
    me.commit()
    code, found, said = judged(nst, me)
    assert (code, sorted(found)) == (1, expected), said


def test_a_rewritten_record_stands_before_what_else_is_wrong(nst: Nst, forge: Forge) -> None:
    """Another fault of the same change is told too, after the cause of most."""
    me = forge.clone("me")
    me.adds(A_DECISION)
    me.branch("change")
    polishes_what_was_consented_to(me)
    me.adds({"circles/oak/2026-11-20.sings.yml": "for: us"})
    outcome = nst("-C", me.folder, "check", "--base", "main", "--head", "change", "--as-of", TODAY)
    assert outcome.text.index("H01") < outcome.text.index("Y06")


def test_no_help_asks_for_a_landed_record_to_be_written_otherwise(nst: Nst, forge: Forge) -> None:
    """A newcomer dated before a decision that had landed makes it wrong, and the help looks at what is added."""
    me = forge.clone("me")
    me.adds(A_DECISION)
    me.branch("change")
    everybody = voices(("nia", *PEOPLE))
    me.adds({"circles/oak/2026-11-19.joins.nia.yml": f"name: Nia\n{everybody}entered_by: {PEOPLE[0]}\n"})
    outcome = nst("-C", me.folder, "check", "--base", "main", "--head", "change", "--as-of", TODAY, "--format", "json")
    helps = {f["help"] for f in json.loads(outcome.out)["findings"] if f["file"] in A_DECISION}
    assert helps == {"This record has landed and stays as it is: look at what this change adds, and on which day."}


def test_machinery_alone_passes_with_a_word_that_a_keeper_looks(nst: Nst, forge: Forge) -> None:
    """It is never green without a word: a warning says who looks before it lands."""
    me = forge.clone("me").branch("change")
    changes_the_machinery_alone(forge, me)
    code, found, said = judged(nst, me)
    assert (code, found) == (0, {"H07 .github/workflows/judge.yml"}), said
    assert "a keeper looks at this before it lands" in said


OTHER_MACHINERY = [
    ".gitlab-ci.yml", ".gitlab/merge.yml", ".forgejo/workflows/x.yml", ".gitea/workflows/x.yml", ".woodpecker.yml",
    ".woodpecker/x.yml", ".drone.yml", ".build.yml", ".builds/x.yml", ".mergify.yml", ".mergify/config.yml",
    "bors.toml",
    ".kodiak.toml", ".bulldozer.yml", ".policy.yml", "renovate.json5", ".renovaterc", "overrides/main.html",
    "Overrides/main.html", ".gitattributes", "docs/.gitattributes", "site/about.md", "zuul.d/jobs.yaml", "Jenkinsfile",
    "_redirects", ".lfsconfig", "OWNERS", "docs/CODEOWNERS", "docker-compose.ci.yml", "requirements-dev.txt",
]  # fmt: skip


@pytest.mark.parametrize("path", OTHER_MACHINERY)
def test_what_other_forges_and_robots_read_is_machinery(path: str) -> None:
    """Whatever judges, merges or shows the record on any forge is held apart from acts, in any letter case."""
    assert is_machinery(path)


@pytest.mark.parametrize(
    "path", ["README.md", "notes/meeting.md", "LICENSE", "notes/site/x.md", "about.txt", "notes/owners.md"]
)
def test_what_nobody_runs_is_no_machinery(path: str) -> None:
    """Texts beside the record need nobody to look at them."""
    assert not is_machinery(path)
