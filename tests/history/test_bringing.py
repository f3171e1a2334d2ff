"""By whose account a change is brought, on real git: rule T06."""

from __future__ import annotations

import atexit
import json
import shutil
import tempfile
from functools import cache
from pathlib import Path

import pytest

from nstgov.author.replay import landings_replayed
from nstgov.lifecycle.bringing import OPEN_KINDS
from nstgov.records import KINDS
from nstgov.store.reading import read_movement
from nstgov.store.tree import StoredFile, Tree
from tests.commands import Nst
from tests.guides import story
from tests.history.forge import (
    ASKS,
    DECISION,
    OAK,
    PEOPLE,
    ROUND,
    TREES,
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
from tests.history.signed_story import SignedStory, founding, proposal

TODAY = "2026-11-24"
ANA, EVE, STRANGER = ("101", "ana-r"), ("105", "eve-e"), ("666", "passer-by")
Account = tuple[str, str]
BENCHES = version("Benches", "2026-11-20")
ELM = "circles/elm/circle.yml"
OTHERS = ("eve", "fay", "gus", "hal")
OUTSIDERS = "{name: Omar Said, outside: true}"
OBJECTION = f"""title: No place for the wheelchair
authors: [AUTHORS]
raised: 2026-11-20
against: {{sha256: {digest(decided(version()))}}}
important: |
  My neighbour cannot pass where the new trees stand on the pavement.
reasons: |
  The pavement is one metre and a half wide, and a pit takes one metre of it.
"""


def with_account(text: str, person: str, login: str) -> str:
    """A founding in which somebody gives the name of their account."""
    return text.replace(f"  {person}: {{name", f"  {person}: {{account: {login}, name")


def settle(me: Person, says: str = "members") -> None:
    """Oak and Elm on main; Ana and Eve have given their accounts."""
    files = begun()
    rules = files["ground-rules/1.yml"] + (f"brought_by: {says}\n" if says else "")
    elm = with_account(circle("elm", OTHERS), "eve", EVE[1])
    me.git("switch", "-q", "--orphan", f"fresh-{says or 'silent'}")
    me.adds({**files, "ground-rules/1.yml": rules, OAK: with_account(files[OAK], "ana", ANA[1]), ELM: elm})
    me.git("branch", "-q", "-f", "main")


@pytest.fixture
def me(tmp_path: Path) -> Person:
    """A clone in which a change is made on the branch `change`."""
    return Person(Path(shutil.copytree(_settled(), tmp_path / "founder")))


@cache
def _settled() -> Path:
    """What each of these tests begins with, made once."""
    place = Path(tempfile.mkdtemp(prefix="nstgov-tests-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    clone = Forge(place).founder
    settle(clone)
    return clone.branch("change").folder


def brought(nst: Nst, me: Person, account: Account | None, base: str = "main") -> dict[str, str]:
    """The findings of rule T06 where an account brings the branch, by file, each with its severity."""
    told = ("--brought-by", account[0], "--account-name", account[1], "--forge", "example.org") if account else ()
    outcome = nst(
        "-C", me.folder, "check", "--base", base, "--head", "change", "--format", "json", "--as-of", TODAY, *told
    )
    assert outcome.code in (0, 1), outcome.text
    found = json.loads(outcome.out)["findings"]
    return {f["file"]: f["severity"] for f in found if f["code"] == "T06"}


def proposes(me: Person) -> tuple[str, str, str]:
    """A proposal of Oak, its round and its decision."""
    paths = "proposals/benches/v1.yml", "proposals/benches/rounds/2026-11-21.oak.yml", "decisions/benches/decision.yml"
    me.adds(dict(zip(paths, (BENCHES, consented(BENCHES), decided(BENCHES, "2026-11-22")), strict=True)))
    return paths


def test_what_speaks_for_others_is_brought_by_a_member(nst: Nst, me: Person) -> None:
    """A version, its round and the decision pass by a member's account, and by nobody else's."""
    paths = proposes(me)
    assert brought(nst, me, ANA) == {}
    assert brought(nst, me, STRANGER) == dict.fromkeys(paths, "error")
    assert brought(nst, me, EVE) == dict.fromkeys(paths, "error")


def test_the_judge_ends_with_an_error(nst: Nst, me: Person) -> None:
    """What a stranger brings for others does not land, and the words name the next step."""
    proposes(me)
    told = ("--brought-by", STRANGER[0], "--account-name", STRANGER[1], "--forge", "example.org")
    outcome = nst("-C", me.folder, "check", "--base", "main", "--head", "change", "--as-of", TODAY, *told)
    assert outcome.code == 1
    assert "this speaks for ana, ben, chi and dee, and the account passer-by is nobody's here" in outcome.out
    assert "Let a member of oak open this change from the same branch" in outcome.out
    assert nst("-C", me.folder, "check", "--base", "main", "--head", "change", "--as-of", TODAY).code == 0


@pytest.mark.parametrize("says", ["anybody", ""])
def test_where_the_ground_rules_leave_it_open_it_is_a_warning(nst: Nst, me: Person, says: str) -> None:
    """Who brought it is said, and stops nothing."""
    settle(me, says)
    me.git("branch", "-q", "-D", "change")
    paths = proposes(me.branch("change"))
    assert brought(nst, me, STRANGER) == dict.fromkeys(paths, "warning")


def test_a_number_that_is_not_told_is_named_as_not_judged(nst: Nst, me: Person) -> None:
    """Here nobody tells who brings it; that is said where the ground rules ask for it."""
    proposes(me)
    said = nst("-C", me.folder, "check", "--base", "main", "--head", "change", "--as-of", TODAY).out
    assert "T06, it is not told by whose account this was brought: --brought-by" in said
    settle(me, "")
    me.git("branch", "-q", "-D", "change")
    proposes(me.branch("change"))
    assert "T06" not in nst("-C", me.folder, "check", "--base", "main", "--head", "change", "--as-of", TODAY).out


OWN = {
    "decisions/trees/objections/no-way/idea.yml": "title: No way\nby: [ben]\nopened: 2026-11-20\nneed: A way.\n",
    "proposals/ladder/idea.yml": "title: A ladder\nby: [ben]\nopened: 2026-11-20\nneed: A ladder for everybody.\n",
    "proposals/ladder/with.chi.yml": "because: Yes.\n",
    "decisions/trees/objections/wheels/v1.yml": OBJECTION.replace(
        "AUTHORS", ", ".join(OUTSIDERS.replace("Omar", name) for name in ("Omar", "Rosa", "Lena", "Yuri"))
    ),
}


@pytest.mark.parametrize("account", [ANA, EVE, STRANGER], ids=lambda one: one[1])
def test_ones_own_word_is_brought_by_anybody(nst: Nst, me: Person, account: Account) -> None:
    """Ideas, standing with one, and an objection of people outside every circle come by any account."""
    me.adds(OWN)
    assert brought(nst, me, account) == {}


def test_who_carries_what_people_outside_say_is_spoken_for(nst: Nst, me: Person) -> None:
    """A stranger names no member as the one who carries their objection; that member brings it."""
    outside = ", ".join(OUTSIDERS.replace("Omar", name) for name in ("Omar", "Rosa", "Lena", "Yuri"))
    path = "decisions/trees/objections/wheels/v1.yml"
    me.adds({path: f"{OBJECTION.replace('AUTHORS', outside)}carried_by: ana\n"})
    assert brought(nst, me, ANA) == {}
    assert brought(nst, me, STRANGER) == {path: "error"}


def test_nobody_puts_an_idea_before_what_is_proposed_already(nst: Nst, me: Person) -> None:
    """An idea beside a proposal that has landed would say since when it has been thought of; a member may add it."""
    path = "proposals/trees/idea.yml"
    me.adds({path: "title: Trees\nby: [ben]\nopened: 2026-10-05\nneed: Shade.\n"})
    assert brought(nst, me, ANA) == {}
    assert brought(nst, me, STRANGER) == {path: "error"}


def test_an_objection_of_members_is_brought_by_one_of_them(nst: Nst, me: Person) -> None:
    """Nobody makes members object who have not; the help offers to keep it as an idea."""
    path = "decisions/trees/objections/wheels/v1.yml"
    me.adds({path: OBJECTION.replace("AUTHORS", ", ".join(OTHERS))})
    assert brought(nst, me, EVE) == {}
    assert brought(nst, me, ANA) == brought(nst, me, STRANGER) == {path: "error"}


def test_a_stranger_lets_nobody_in(nst: Nst, me: Person) -> None:
    """A joining with everybody's yes is brought by who was a member before, not by who joins."""
    joins = "circles/oak/2026-11-20.joins.kim.yml"
    me.adds({joins: f"name: Kim Of Oak\naccount: {STRANGER[1]}\n{voices((*PEOPLE, 'kim'))}entered_by: ana\n"})
    assert brought(nst, me, ANA) == {}
    assert brought(nst, me, STRANGER) == brought(nst, me, EVE) == {joins: "error"}


def test_nobody_gives_another_persons_account(nst: Nst, me: Person) -> None:
    """An act by which a member would get the stranger's account comes by no stranger's account."""
    act = "circles/oak/2026-11-20.person.ben.yml"
    me.adds({act: f"account: {STRANGER[1]}\nvoices: {{ben: consent}}\n"})
    assert brought(nst, me, STRANGER) == {act: "error"}
    assert brought(nst, me, ANA) == {}


def test_people_who_begin_bring_their_circle_themselves(nst: Nst, me: Person) -> None:
    """A new circle is brought by one of its members, whose account stands in it."""
    path = "circles/ash/circle.yml"
    new = ("ida", "jon", "kit", "lea")
    me.adds({path: with_account(circle("ash", new, "2026-11-20"), "ida", "ida-i")})
    assert brought(nst, me, ("107", "ida-i")) == {}
    assert brought(nst, me, STRANGER) == {path: "error"}


def test_a_movement_begins_by_the_account_of_a_founder(nst: Nst, me: Person) -> None:
    """The first change of all, in which nothing had landed before, is judged by what it says itself."""
    me.git("switch", "-q", "--orphan", "empty")
    me.adds({"README.md": "Oak\n"})
    me.git("branch", "-q", "-D", "change")
    me.branch("change", "empty")
    files = begun()
    rules = files["ground-rules/1.yml"] + "brought_by: members\n"
    me.adds({**files, "ground-rules/1.yml": rules, OAK: with_account(files[OAK], "ana", ANA[1])})
    assert brought(nst, me, ANA, "empty") == {}
    assert set(brought(nst, me, STRANGER, "empty")) == {ASKS, DECISION, OAK, ROUND, TREES}


def test_a_dispute_is_brought_by_its_own_person(nst: Nst, me: Person) -> None:
    """Who has an account says alone that their voice was not theirs; for who has none, somebody of their circle."""
    own, bens = f"{ROUND}.ana.disputed.yml", f"{ROUND}.ben.disputed.yml"
    me.adds({own: "date: 2026-11-20\nsays: I was not there.\n"})
    assert brought(nst, me, ANA) == {}
    assert brought(nst, me, STRANGER) == {own: "error"}
    me.git("reset", "-q", "--hard", "main")
    me.adds({bens: "date: 2026-11-20\nsays: I was not there.\n"})
    assert brought(nst, me, ANA) == {}
    assert brought(nst, me, STRANGER) == brought(nst, me, EVE) == {bens: "error"}


def test_nobody_disputes_for_somebody_who_can_do_so_themselves(nst: Nst, me: Person) -> None:
    """Also a member of the same circle does not bring the dispute of a member who has an account."""
    files = begun()
    me.git("switch", "-q", "main")
    me.adds({"circles/oak/2026-11-19.person.ben.yml": "account: ben-b\nvoices: {ben: consent}\n"})
    me.git("branch", "-q", "-D", "change")
    path = f"{ROUND}.ben.disputed.yml"
    me.branch("change").adds({path: "date: 2026-11-20\nsays: I was not there.\n"})
    assert files[ROUND]
    assert brought(nst, me, ANA) == {path: "error"}
    assert brought(nst, me, ("102", "ben-b")) == {}


def test_a_correction_and_a_review_are_brought_by_whom_they_belong_to(nst: Nst, me: Person) -> None:
    """The correction by its author's account, the review by a member of the circle that holds it."""
    correction = f"{ASKS}.correction.2026-11-20.yml"
    review = "decisions/trees/reviews/2026-11-21.yml"
    said = (
        f"circle: oak\nhelped: Two of three live.\nresult: keep\nnext_review: 2027-03-01\n{voices()}entered_by: ana\n"
    )
    me.adds({correction: "by: ana\nwhat: A ladder of five metres.\n", review: said})
    assert brought(nst, me, ANA) == {}
    assert brought(nst, me, EVE) == brought(nst, me, STRANGER) == {correction: "error", review: "error"}


def test_a_member_who_has_left_brings_nothing_more(nst: Nst, me: Person) -> None:
    """It is who is a member when the change lands, whatever day the record bears."""
    me.git("switch", "-q", "main")
    me.adds({"circles/oak/2026-11-01.leaves.ana.yml": "how: own word\nvoices: {ana: consent}\n"})
    me.git("branch", "-q", "-D", "change")
    path = "circles/oak/2026-10-15.asks.yml"
    me.branch("change").adds({path: asks("A hammer.")})
    assert brought(nst, me, ANA) == {path: "error"}


@pytest.mark.parametrize("account", [ANA, EVE, STRANGER], ids=lambda one: one[1])
def test_what_everybody_signed_themselves_comes_by_anybody(nst: Nst, tmp_path: Path, account: Account) -> None:
    """A proposal and its round, each with the signatures of all who speak in it, need no member to bring them."""
    story = SignedStory(tmp_path / "oak")
    rules = (story.folder / "ground-rules/1.yml").read_text() + "brought_by: members\n"
    story.clone.git("switch", "-q", "--orphan", "again")
    story.clone.adds({**founding(), "ground-rules/1.yml": rules})
    story.clone.git("branch", "-q", "-f", "main")
    story.clone.branch("change").adds(proposal())
    assert brought(nst, story.clone, account) == {}
    story.clone.git("rm", "-q", f"{ROUND}.dee.sig")
    story.clone.commit()
    assert brought(nst, story.clone, account) == {ROUND: "error"}


def test_a_number_that_confirmed_before_is_known_whatever_the_account_is_called(nst: Nst, me: Person) -> None:
    """Who gave up a name is still known by the number; who took the name over is nobody."""
    me.git("switch", "-q", "main")
    seen = f"forge: example.org\naccount: {ANA[0]}\npull_request: 1\ncommit: {'a' * 40}\n"
    seen += f"sha256: {digest(consented(version()))}\n"
    me.adds({f"{ROUND}.ana.confirmation.yml": seen})
    me.git("branch", "-q", "-D", "change")
    proposes(me.branch("change"))
    assert brought(nst, me, (ANA[0], "ana-married")) == {}
    assert len(brought(nst, me, ("999", ANA[1]))) == 3


def test_usage_is_explained(nst: Nst, me: Person) -> None:
    """The account is told as a number, with a base, and its name does not stand alone."""
    assert nst("-C", me.folder, "check", "--brought-by", "7").code == 2
    assert nst("-C", me.folder, "check", "--base", "main", "--head", "change", "--account-name", "ana-r").code == 2
    assert nst("-C", me.folder, "check", "--base", "main", "--head", "change", "--brought-by", "ana").code == 2


QUIET = ", ".join(OUTSIDERS.replace("Omar", name) for name in ("Omar", "Rosa", "Lena", "Yuri"))
THEIR_VOICES = "voices: {Omar Said: consent, Rosa Said: consent, Lena Said: consent, Yuri Said: consent}\n"


def test_nobody_takes_away_the_objection_of_people_outside(nst: Nst, me: Person) -> None:
    """They object by anybody's account; a resolution, or another version, in their names comes by a member's."""
    folder = "decisions/trees/objections/wheels"
    me.git("switch", "-q", "main")
    me.adds({f"{folder}/v1.yml": OBJECTION.replace("AUTHORS", QUIET)})
    me.git("branch", "-q", "-D", "change")
    resolution, newer = f"{folder}/resolution.2026-11-21.yml", f"{folder}/v2.yml"
    said = f"kind: withdrawn\nhow: They said that it is good now.\n{THEIR_VOICES}entered_by: ana\n"
    later = OBJECTION.replace("AUTHORS", QUIET).replace("2026-11-20", "2026-11-21").replace("one metre and", "two and")
    me.branch("change").adds({resolution: said, newer: later})
    assert brought(nst, me, ANA) == {}
    assert brought(nst, me, STRANGER) == brought(nst, me, EVE) == {resolution: "error", newer: "error"}


def test_a_circles_word_without_a_voice_is_brought_by_a_member(nst: Nst, me: Person) -> None:
    """A review in which only its bringer speaks, a call for help and a round of absences are the circle's too."""
    review, call = "decisions/trees/reviews/2026-11-21.yml", "circles/oak/2026-11-20.asks.yml"
    said = f"circle: oak\nhelped: Two of three live.\nresult: keep\n{voices(['eve'])}entered_by: eve\n"
    silent = "proposals/trees/rounds/2026-10-20.oak.2.yml"
    absent = f"version: 1\nsha256: {digest(version())}\nhow: meeting\nvoices: {{ben: absent}}\nentered_by: ben\n"
    me.adds({review: said, call: asks("A ladder."), silent: absent})
    assert set(brought(nst, me, EVE)) == {review, call, silent}
    assert brought(nst, me, ANA) == {}


BRINGERS = {
    "circles/mill-row/": ("301", "rosa-p", "rosa-pinto"),
    "circles/valley/2": ("302", "noor-h", "noor-haddad"),
}
"""Who brings what lies under a path: a member of Mill Row, and whom Elder Lane sends to the valley."""
JOINED = "circles/elder-lane/2026-04-12.joins.noor-haddad.yml"
SECRETARY = ("303", "piotr-z", "piotr-zielinski")


@pytest.mark.long
def test_a_beginners_year_brought_by_members_sees_nothing_of_this(nst: Nst, me: Person) -> None:
    """The story of the guides, which begins as `init` does, lands act by act, each brought by who was there."""
    files = story()
    for _, login, person in (*BRINGERS.values(), SECRETARY):
        for path, text in files.items():
            if path.endswith("/circle.yml"):
                files[path] = text.replace(f"  {person}: {{name", f"  {person}: {{account: {login}, name")
    files[JOINED] += "account: noor-h\n"
    for founding_file in ("circles/elder-lane/circle.yml", "circles/mill-row/circle.yml"):
        assert "account: " in files[founding_file]
    assert "brought_by: members" in files["ground-rules/1.yml"]
    tree = Tree(tuple(sorted(StoredFile(path, "file", text.encode()) for path, text in files.items())), None)
    landings = landings_replayed(read_movement(tree), {path: text.encode() for path, text in files.items()})
    me.git("switch", "-q", "--orphan", "year")
    for landed in landings:
        lands = {path: data.decode() for path, data in landed.files.items()}
        for start, bringer in (*BRINGERS.items(), ("", SECRETARY)):
            mine = {path: lands.pop(path) for path in list(lands) if path.startswith(start)}
            if mine:
                before = me.git("rev-parse", "--verify", "-q", "HEAD") if landed is not landings[0] else ""
                me.adds(mine)
                me.git("branch", "-q", "-f", "change")
                assert before == "" or brought(nst, me, bringer[:2], before) == {}, mine


def test_the_same_year_is_closed_to_a_stranger(nst: Nst, me: Person) -> None:
    """Of all acts of that year a stranger could bring none that speaks for anybody."""
    files = {path: text for path, text in story().items() if not path.startswith(".")}
    opens = {"circles/valley/circle.yml", "ground-rules/1.yml", "nstgov.yml", "README.md"}
    me.git("switch", "-q", "--orphan", "year")
    me.adds({path: files[path] for path in ("ground-rules/1.yml", "nstgov.yml")})
    me.git("branch", "-q", "-f", "main")
    me.adds(files)
    me.git("branch", "-q", "-f", "change")
    schemas = {path for path in files if path.startswith("schemas/")}
    assert set(brought(nst, me, STRANGER)) == files.keys() - opens - schemas


def test_only_what_decides_nothing_is_open_to_everybody() -> None:
    """A new kind of record is brought by members until somebody has thought about it."""
    opened = {kind.name for kind in KINDS if issubclass(kind.type, OPEN_KINDS)}
    assert opened == {"settings", "idea", "with", "answer", "translation", "withheld", "confirmation", "signature"}
