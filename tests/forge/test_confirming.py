"""A yes with one's own account becomes a signed confirmation that counts; nothing forged does."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from nstgov.check import read_proven_movement
from nstgov.lifecycle.proofs import proofs_of
from nstgov.store.tree import read_commit
from tests.commands import Nst
from tests.forge.forge import Run
from tests.forge.github import OPENED, OTHERS, account, payload
from tests.forge.valley import TODAY, Valley
from tests.history.forge import (
    DECISION,
    OAK,
    PEOPLE,
    ROUND,
    TREES,
    Person,
    asks,
    consented,
    decided,
    digest,
    git,
    version,
    voices,
)
from tests.proof.oracle import accepts, make_key


@pytest.fixture
def valley(tmp_path: Path) -> Valley:
    """The movement that asks for confirmed voices."""
    return Valley(tmp_path)


def both(person: str) -> set[str]:
    """The files that confirm somebody's word in the version and in its round."""
    files = {f"{path}.{person}.confirmation.yml" for path in (TREES, ROUND)}
    return files | {f"{file}.forge-saw.sig" for file in files}


def verdict(nst: Nst, folder: Path, head: str) -> tuple[int, set[str]]:
    """How the judge ends on what a branch adds to main, and the codes it finds."""
    done = nst("-C", folder, "check", "--base", "origin/main", "--head", head, "--as-of", TODAY, "--format", "json")
    return done.code, {one["code"] for one in json.loads(done.out)["findings"]}


def decides(me: Person) -> str:
    """A decision that rests on the round, on a branch of its own."""
    me.git("fetch", "-q", "origin")
    me.git("switch", "-q", "-C", "decision", "origin/main")
    return me.adds({DECISION: decided(version())})


@pytest.mark.long
def test_what_people_say_yes_to_with_their_accounts_counts_as_confirmed(nst: Nst, valley: Valley) -> None:
    """One opens, three consent in reviews; it lands, the confirmations land, and then a decision can rest on them."""
    me = valley.forge.clone("me")
    head = valley.proposes(me)
    assert valley.opened(head).code == 0
    for person in ("ben", "chi", "dee"):
        assert valley.reviewed(head, person).code == 0
    assert set(valley.waiting()) == set().union(*(both(person) for person in PEOPLE))
    assert valley.took == []
    landed = valley.land(me)
    assert verdict(nst, me.folder, decides(me)) == (1, {"T01"})
    done = valley.closed(head, landed)
    assert done.code == 0, done.text
    assert [(path, fields.get("state")) for path, fields in valley.took] == [
        ("pulls", None), (f"statuses/{git(valley.forge.bare, 'rev-parse', 'nstgov/confirmations/7')}", "success")
    ]  # fmt: skip
    me.git("fetch", "-q", "origin")
    me.git("branch", "-f", "change-77", "origin/nstgov/confirmations/7")
    valley.land(me, 77)
    assert verdict(nst, me.folder, decides(me)) == (0, set())
    movement = read_proven_movement(read_commit(me.folder, me.git("rev-parse", "HEAD")))
    assert proofs_of(movement, ROUND) == dict.fromkeys(PEOPLE, "confirmed")


@pytest.mark.long
def test_anybody_can_check_a_confirmation_with_stock_tools(nst: Nst, valley: Valley) -> None:
    """It names the forge, the account's number, the change, the commit and the hash; ssh-keygen takes its signature."""
    me = valley.forge.clone("me")
    head = valley.proposes(me)
    valley.opened(head)
    me.git("fetch", "-q", "origin")
    me.git("switch", "-q", "--detach", "origin/nstgov/confirmations/7")
    path = f"{ROUND}.ana.confirmation.yml"
    text = (me.folder / path).read_bytes()
    lines = ("forge: example.org", "account: 1001", "pull_request: 7", f"commit: {head}",
             f"sha256: {digest(consented(version()))}")  # fmt: skip
    assert [line.replace("'", "") for line in text.decode().splitlines()] == list(lines)
    signers = nst("-C", me.folder, "keys").out
    signature = (me.folder / f"{path}.forge-saw.sig").read_bytes()
    assert accepts(signature, text, f"nstgov:{'0f' * 16}:{path}", signers, "forge-saw")
    assert not accepts(signature, text, f"nstgov:{'0f' * 16}:{path}x", signers, "forge-saw")


@pytest.mark.long
def test_what_was_rebased_onto_main_is_confirmed_whole(valley: Valley) -> None:
    """Each commit of the change lands by itself, under another id; what they added together is what was said yes to."""
    me = valley.forge.clone("me")
    valley.proposes(me, {TREES: version()})
    me.git("switch", "-q", "change-7")
    head = me.adds({ROUND: consented(version())})
    me.git("push", "-q", "--force", "origin", "HEAD:refs/pull/7/head")
    other = valley.forge.clone("other")
    valley.proposes(other, {"circles/oak/2026-11-19.asks.yml": asks()}, 8)
    valley.land(other, 8)
    me.git("fetch", "-q", "origin")
    me.git("switch", "-q", "-c", "rebased")
    me.git("rebase", "-q", "origin/main")
    me.git("push", "-q", "origin", "rebased:main")
    valley.reviewed(head, "ben", me.git("rev-parse", "rebased"))
    assert set(valley.waiting()) == both("ben")


@pytest.mark.long
@pytest.mark.parametrize("how", ["--no-ff", "--squash"])
def test_whoever_comes_after_it_landed_confirms_then(valley: Valley, how: str) -> None:
    """A review of a change that has landed, merged or squashed, is proposed at once, and only what is not there yet."""
    me = valley.forge.clone("me")
    head = valley.proposes(me)
    landed = valley.land(me, how=how)
    assert valley.reviewed(head, "ben", landed).code == 0
    assert set(valley.waiting()) == both("ben")
    me.git("fetch", "-q", "origin")
    me.git("branch", "-f", "change-77", "origin/nstgov/confirmations/7")
    valley.land(me, 77)
    assert valley.reviewed(head, "ben", landed).code == 0
    assert valley.waiting() == []
    assert valley.reviewed(head, "chi", landed).code == 0
    assert set(valley.waiting()) == both("chi")


@pytest.mark.long
def test_what_was_said_of_other_bytes_is_kept_no_longer(valley: Valley) -> None:
    """Where the author changes a text, the yes to the old one is dropped, and the yes to what stayed is kept."""
    me = valley.forge.clone("me")
    head = valley.proposes(me)
    valley.opened(head)
    valley.reviewed(head, "ben")
    text = consented(version()).replace("meeting", "async")
    newer = valley.proposes(me, {TREES: version(), ROUND: text})
    assert valley.pushed(newer, onto=head).code == 0
    kept = {name for name in both("ben") if name.startswith(TREES)}
    assert set(valley.waiting()) == both("ana") | kept


@pytest.mark.long
def test_what_somebody_else_pushes_is_not_the_authors_yes(valley: Valley) -> None:
    """Whoever may write to a branch cannot speak for the one who opened the change."""
    me = valley.forge.clone("me")
    head = valley.proposes(me)
    valley.opened(head)
    newer = valley.proposes(me, {TREES: version("Benches"), ROUND: consented(version("Benches"))})
    run = valley.pushed(newer, "mallory", onto=head)
    assert "somebody else" in run.text
    assert valley.waiting() == []


@pytest.mark.long
def test_a_push_says_yes_to_what_it_brought_and_not_to_what_lay_there(valley: Valley) -> None:
    """What others had put on the branch is not confirmed by its author's next push, nor by bringing it up to date."""
    me = valley.forge.clone("me")
    head = valley.proposes(me, {TREES: version()})
    valley.opened(head)
    theirs = me.adds({ROUND: consented(version())})
    me.git("push", "-q", "origin", "HEAD:refs/pull/7/head")
    assert "somebody else" in valley.pushed(theirs, "mallory", onto=head).text
    mine = me.adds({"circles/oak/2026-11-20.asks.yml": "for: A ladder.\nentered_by: ana\n"})
    me.git("push", "-q", "origin", "HEAD:refs/pull/7/head")
    assert valley.pushed(mine, onto=theirs).code == 0
    own = {name for name in valley.waiting() if ".ana." in name}
    assert {name.partition(".ana.")[0] for name in own} == {TREES, "circles/oak/2026-11-20.asks.yml"}
    other = valley.forge.clone("other")
    valley.proposes(other, {"circles/oak/2026-11-19.asks.yml": asks()}, 8)
    valley.land(other, 8)
    me.git("fetch", "-q", "origin")
    me.git("merge", "-q", "--no-edit", "origin/main")
    me.git("push", "-q", "origin", "HEAD:refs/pull/7/head")
    assert valley.pushed(me.git("rev-parse", "HEAD"), onto=mine).code == 0
    assert {name for name in valley.waiting() if ".ana." in name} == own


def test_a_push_onto_what_nobody_knows_any_more_confirms_nothing(valley: Valley) -> None:
    """Where the commit before it is gone it cannot be told what was pushed."""
    me = valley.forge.clone("me")
    run = valley.pushed(valley.proposes(me), onto="9" * 40)
    assert "what this push brought cannot be told" in run.text
    assert (run.code, valley.waiting()) == (0, [])


FORGED: dict[str, Callable[[Valley, str], Run]] = {
    "an account that nobody has on record": lambda v, head: v.reviewed(head, "mallory"),
    "the account of a program": lambda v, head: v.reviewed(head, "ben", review__who=account("ben", type="Bot")),
    "an account of an unknown type": lambda v, head: v.reviewed(head, "ben", review__who=account("ben", type="?")),
    "a review of an older commit": lambda v, head: v.reviewed(head, "ben", review__commit_id="9" * 40),
    "a review that was dismissed": lambda v, head: v.reviewed(head, "ben", review__state="DISMISSED"),
    "a review that only comments": lambda v, head: v.reviewed(head, "ben", review__state="COMMENTED"),
    "another repository": lambda v, head: v.opened(head, repository__full_name="mallory/valley"),
    "another branch": lambda v, head: v.opened(head, pull_request__base__ref="weaker"),
    "a commit that the change is not at": lambda v, _: v.opened(git(v.forge.bare, "rev-parse", "main")),
    "an edited title": lambda v, head: v.opened(head, action="edited"),
    "an issue": lambda v, _: v.run(payload(OTHERS[0])),
    "a word below a change": lambda v, _: v.run(payload(OTHERS[1])),
    "no JSON": lambda v, _: v.run("not JSON"),
    "brackets without end": lambda v, _: v.run("[" * 100_000),
    "numbers of nothing": lambda v, head: v.reviewed(head, "ben", numbers='{"number":"../7","review":"x"}'),
    "a review of another change": lambda v, head: v.reviewed(
        head, "ben", review__pull_request_url="https://api.github.com/repos/our/valley/pulls/8"
    ),
    "closed without landing": lambda v, head: v.run(
        payload(OPENED, pull_request__head__sha=head, pull_request__state="closed")
    ),
}


HAPPENS = {
    "an account that nobody has on record", "the account of a program", "an account of an unknown type",
    "a review of an older commit", "a review that was dismissed", "a review that only comments", "another branch",
    "a commit that the change is not at", "an edited title", "closed without landing",
}  # fmt: skip
"""What happens every day and confirms nothing: no run turns red for it."""


@pytest.mark.long
def test_what_is_forged_confirms_nothing(nst: Nst, valley: Valley) -> None:
    """Whatever is handed over, nothing is signed, kept or proposed, and no decision can rest on it."""
    me = valley.forge.clone("me")
    head = valley.proposes(me)
    for name, forged in FORGED.items():
        run = forged(valley, head)
        assert run.text.strip(), name
        assert (run.code == 0) == (name in HAPPENS), run.text
        assert (valley.waiting(), valley.took) == ([], []), name
    valley.land(me)
    assert verdict(nst, me.folder, decides(me)) == (1, {"T01"})
    assert valley.opened(head).code == 0


@pytest.mark.long
def test_nobody_confirms_by_an_account_that_the_change_itself_gives_them(tmp_path: Path) -> None:
    """
    Whose account is whose is asked of what had landed before, and of everybody at home.

    Where a confirmation is asked for, an account that one gives oneself proves nothing, also once it has landed.
    """
    valley = Valley(tmp_path, ana="ana-of-oak")
    me = valley.forge.clone("me")
    act = {"circles/oak/2026-11-20.person.ben.yml": "account: ben-of-oak\nvoices: {ben: consent}\n"}
    head = valley.proposes(me, {**act, TREES: version(), ROUND: consented(version())})
    assert "nobody's here" in valley.reviewed(head, "ben").text
    landed = valley.land(me)
    assert valley.waiting() == []
    assert "nobody's here" in valley.reviewed(head, "ben", landed).text
    assert valley.waiting() == []
    valley.reviewed(head, "ana", landed)
    assert both("ana") <= set(valley.waiting())


@pytest.mark.long
def test_whoever_lets_only_their_signature_speak_is_never_confirmed(valley: Valley) -> None:
    """Who takes over an account cannot speak for them."""
    me = valley.forge.clone("me")
    only = "circles/oak/2026-11-20.person.ben.yml"
    head = valley.proposes(me, {only: "signed_only: true\nvoices: {ben: consent}\n"}, 6)
    valley.opened(head, "ben", number=6)
    valley.closed(head, valley.land(me, 6), 6)
    me.git("fetch", "-q", "origin")
    me.git("branch", "-f", "change-66", "origin/nstgov/confirmations/6")
    valley.land(me, 66)
    head = valley.proposes(me, number=7)
    valley.reviewed(head, "ben")
    valley.reviewed(head, "chi")
    assert set(valley.waiting()) == both("chi")


@pytest.mark.long
def test_others_do_not_say_that_only_somebodys_signature_speaks(valley: Valley) -> None:
    """That would take their account's word from them: as long as they have not confirmed it, it has no effect."""
    me = valley.forge.clone("me")
    valley.proposes(me, {"circles/oak/2026-11-20.person.ben.yml": "signed_only: true\nvoices: {ben: consent}\n"})
    valley.land(me)
    head = valley.proposes(me, number=7)
    valley.reviewed(head, "ben")
    assert set(valley.waiting()) == both("ben")


@pytest.mark.long
def test_an_account_of_two_people_is_nobodys(tmp_path: Path) -> None:
    """One account cannot give two voices."""
    valley = Valley(tmp_path, ana="ana-of-oak", ben="shared-of-oak", chi="shared-of-oak")
    head = valley.proposes(valley.forge.clone("me"))
    run = valley.reviewed(head, "shared", review__who=account("shared"))
    assert "more than one person" in run.text
    assert valley.waiting() == []


@pytest.mark.long
def test_a_name_that_somebody_else_took_over_is_not_believed(valley: Valley) -> None:
    """An account is known by its number: who takes a name that became free cannot speak for whom it belonged to."""
    me = valley.forge.clone("me")
    head = valley.proposes(me)
    landed = valley.land(me)
    valley.reviewed(head, "ben", landed)
    me.git("fetch", "-q", "origin")
    me.git("branch", "-f", "change-77", "origin/nstgov/confirmations/7")
    valley.land(me, 77)
    newer = valley.proposes(me, {"circles/oak/2026-11-21.asks.yml": asks() + voices()})
    run = valley.reviewed(newer, "ben", review__who=account("ben", id=6666))
    assert "only bears its name" in run.text
    run = valley.reviewed(newer, "ana", review__who=account("ana", id=1002))
    assert "ben has confirmed before" in run.text


@pytest.mark.long
def test_somebody_whom_a_record_does_not_name_confirms_nothing_of_it(valley: Valley) -> None:
    """The one who proposes a call for help of others is not one of them."""
    me = valley.forge.clone("me")
    head = valley.proposes(me, {"circles/oak/2026-11-21.asks.yml": "for: A ladder.\nentered_by: ana\n"})
    valley.reviewed(head, "ben")
    assert valley.waiting() == []
    valley.opened(head)
    assert len(valley.waiting()) == 2


@pytest.mark.long
def test_what_landed_with_other_bytes_is_not_what_they_saw(valley: Valley) -> None:
    """Where a record was altered on its way, by a squash or in a queue, the yes to the change does not cover it."""
    me = valley.forge.clone("me")
    head = valley.proposes(me)
    me.adds({ROUND: consented(version()).replace("meeting", "async")})
    landed = valley.land(me)
    valley.reviewed(head, "ben", landed)
    assert set(valley.waiting()) == {name for name in both("ben") if name.startswith(TREES)}


@pytest.mark.long
def test_links_and_odd_names_in_a_change_are_no_records(valley: Valley) -> None:
    """A symbolic link, a folder that climbs up, a name with a line in it: nothing is written for them, nor outside."""
    me = valley.forge.clone("me")
    me.git("switch", "-q", "-C", "change-7", "origin/main")
    (me.folder / "circles/oak/2026-11-21.asks.yml").symlink_to("/etc/hostname")
    me.write({"circles/oak/2026-11-22.asks\n.yml": asks(), "circles/oak/..yml": asks(), "proposals/$(id)/v1.yml": "a"})
    head = me.commit()
    me.git("push", "-q", "--force", "origin", "HEAD:refs/pull/7/head")
    assert valley.opened(head).code == 0
    assert valley.waiting() == []


def test_without_a_registrars_key_nothing_is_done(valley: Valley) -> None:
    """A new movement has none, and its runs stay green; a key that the ground rules do not name is told."""
    head = valley.proposes(valley.forge.clone("me"))
    event = payload(OPENED, pull_request__head__sha=head)
    assert valley.run(event, REGISTRAR_KEY="").code == 0
    (valley.place / "other").mkdir()
    run = valley.run(event, REGISTRAR_KEY=make_key(valley.place / "other", "ed25519").read_text())
    assert run.code == 3
    assert "name no registrar" in run.text
    assert valley.waiting() == []


@pytest.mark.long
def test_a_forged_file_on_the_branch_of_confirmations_is_found_by_the_judge(nst: Nst, valley: Valley) -> None:
    """Whoever can write to the branch cannot make what a registrar did not sign count."""
    me = valley.forge.clone("me")
    head = valley.proposes(me)
    landed = valley.land(me)
    valley.reviewed(head, "ben", landed)
    me.git("fetch", "-q", "origin")
    me.git("switch", "-q", "-C", "forged", "origin/nstgov/confirmations/7")
    path = f"{ROUND}.ben.confirmation.yml"
    forged = (me.folder / path).read_text().replace("1002", "1003")
    (me.folder / f"{ROUND}.chi.confirmation.yml").write_text(forged)
    (me.folder / f"{ROUND}.chi.confirmation.yml.forge-saw.sig").write_bytes(
        (me.folder / f"{path}.forge-saw.sig").read_bytes()
    )
    me.commit()
    me.git("push", "-q", "origin", "forged:nstgov/confirmations/7")
    assert verdict(nst, me.folder, "forged") == (1, {"T02"})
    run = valley.reviewed(head, "dee", landed)
    assert run.code == 1
    assert [fields["state"] for path, fields in valley.took if path.startswith("statuses/")] == ["failure"]


@pytest.mark.long
def test_two_runs_at_once_lose_nothing(valley: Valley) -> None:
    """Who comes second begins again with what the first has kept."""
    me = valley.forge.clone("me")
    head = valley.proposes(me)
    hook = valley.forge.bare / "hooks/pre-receive"
    hook.parent.mkdir()
    hook.write_text(
        "#!/bin/sh\nif [ ! -e ../stopped ]; then touch ../stopped; echo somebody was quicker >&2; exit 1; fi\n"
    )
    hook.chmod(0o755)
    assert valley.opened(head).code == 0
    assert (valley.place / "stopped").exists()
    assert set(valley.waiting()) == both("ana")


@pytest.mark.long
@pytest.mark.parametrize("path", ["proposals/trees/v1.yml", OAK])
def test_a_confirmation_stands_for_one_record(valley: Valley, path: str) -> None:
    """Only what the change adds is confirmed, never what had landed before it."""
    head = valley.proposes(valley.forge.clone("me"))
    valley.opened(head)
    assert any(name.startswith(path) for name in valley.waiting()) == (path != OAK)
