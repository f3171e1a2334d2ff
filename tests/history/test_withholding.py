"""What is withheld on real git: its words go, and whatever follows from its record stays as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from nstgov.author.withholding import write_without_words
from nstgov.lifecycle.kept_records import WITHOUT_EFFECT, says_the_same_but_words
from nstgov.records import Settings
from nstgov.store.reading import read_file
from nstgov.store.tree import StoredFile
from tests.commands import Nst
from tests.history.forge import DECISION, OAK, PEOPLE, ROUND, Forge, consented, digest, version, voices
from tests.history.test_changes import judged
from tests.record import example_record

TODAY = "2026-11-24"
ELI = "circles/oak/2026-10-12.joins.eli.yml"
JOINED = f"name: Eli Of Oak\n{voices(('eli', *PEOPLE))}entered_by: ana\n"
AWAY = "circles/oak/2026-10-15.leaves.eli.yml"
LEFT = "how: own word\nbecause: I am ill, and it is nobody's business which illness it is.\nvoices: {eli: consent}\n"
KEPT = "how: own word\nbecause: withheld\nvoices: {eli: consent}\n"
HELD = "proposals/hush/rounds/2026-11-02.oak.yml"


@pytest.fixture
def forge(tmp_path: Path) -> Forge:
    """A forge on whose main Eli had joined, and left before the trees were decided, with too many words."""
    forge = Forge(tmp_path)
    forge.founder.adds({ELI: JOINED, AWAY: LEFT})
    forge.founder.git("push", "-q", "origin", "main")
    return forge


def hush(keeps: str = KEPT, people: tuple[str, ...] = PEOPLE) -> dict[str, str]:
    """The decision of Oak that Eli's words be withheld, and what is kept of the record."""
    text = version("Eli's reason stays with Eli", "2026-11-01").replace(
        "text: We plant a tree in front of every house that wants one.",
        f"text: The text of `{AWAY}` is no longer shown, `{digest(LEFT)}`.",
    )
    kept = "".join(f"  {line}\n" for line in keeps.splitlines())
    return {
        "proposals/hush/v1.yml": text,
        HELD: consented(text).replace(voices(), voices(people)),
        "decisions/hush/decision.yml": f"version: 1\nsha256: {digest(text)}\ndecided: 2026-11-03\ncircles: [oak]\n"
        "sunset: 2027-10-01\nentered_by: ana\n",
        f"{AWAY}.withheld.yml": f"decision: hush\nbecause: It says too much.\nsha256: {digest(LEFT)}\n"
        + (f"keeps: |\n{kept}" if keeps else ""),
    }


def test_its_file_may_go_and_changes_no_verdict(nst: Nst, forge: Forge) -> None:
    """Without what is kept, Eli would be a member again whose voice on the trees is missing."""
    me = forge.founder.branch("change")
    me.write(hush()).git("rm", "-q", AWAY)
    me.commit()
    assert judged(nst, me)[:2] == (0, set())
    for command in (("check", "--as-of", TODAY), ("why", "trees", "--as-of", TODAY)):
        outcome = nst("-C", me.folder, *command)
        assert outcome.code == 0, outcome.text
    assert not (me.folder / AWAY).exists()
    me.write({f"{AWAY}.withheld.yml": hush(keeps="")[f"{AWAY}.withheld.yml"]})
    assert nst("-C", me.folder, "why", "trees", "--as-of", TODAY).code == 1


@pytest.mark.parametrize(
    "keeps",
    ["", KEPT.replace("own word", "died"), KEPT.replace("eli: consent", "ana: consent"), "because: withheld\n"],
    ids=["nothing", "another way", "another voice", "no voice"],
)
def test_what_is_kept_says_all_but_the_words(nst: Nst, forge: Forge, keeps: str) -> None:
    """Where anything else would be lost or said otherwise, the file stays."""
    me = forge.founder.branch("change")
    me.write(hush(keeps)).git("rm", "-q", AWAY)
    me.commit()
    code, found, _ = judged(nst, me)
    assert code == 1
    assert f"H02 {AWAY}" in found


def test_what_is_kept_and_cannot_be_read_is_said_where_it_stands(nst: Nst, forge: Forge) -> None:
    """What stands for a record is read as strictly as the record."""
    me = forge.founder.branch("change")
    me.adds(hush("hwo: own word\n"))
    code, found, text = judged(nst, me)
    assert (code, found) == (1, {f"Y04 {AWAY}.withheld.yml"}), text


def test_a_decision_that_is_not_valid_withholds_nothing(nst: Nst, forge: Forge) -> None:
    """Three of four voices neither hide a text nor let its file go."""
    me = forge.founder.branch("change")
    me.write(hush(people=PEOPLE[:3])).git("rm", "-q", AWAY)
    me.commit()
    code, found, _ = judged(nst, me)
    assert code == 1
    assert {f"D14 {AWAY}.withheld.yml", f"H02 {AWAY}"} <= found


def test_hiding_alone_needs_nothing_to_be_kept(nst: Nst, forge: Forge) -> None:
    """As long as the file is there, it says itself what follows from it."""
    me = forge.founder.branch("change")
    me.adds(hush(keeps=""))
    assert judged(nst, me)[:2] == (0, set())
    assert {OAK, ROUND, DECISION} <= {str(path.relative_to(me.folder)) for path in me.folder.rglob("*.yml")}


def test_one_command_gives_the_words_and_writes_what_is_kept(nst: Nst, forge: Forge) -> None:
    """First the words for the proposal, and once that is decided the record itself: its file may go, and all stays."""
    me = forge.founder
    told = nst("-C", me.folder, "withhold", AWAY)
    assert (told.code, f"`{AWAY}` is no longer shown, `{digest(LEFT)}`" in told.out) == (0, True)
    files = hush()
    path = f"{AWAY}.withheld.yml"
    me.adds({name: text for name, text in files.items() if name != path})
    me.branch("change")
    wants = ("withhold", AWAY, "--because", "It says too much.", "--as-of", TODAY, "--decision")
    refused = nst("-C", me.folder, *wants, "trees")
    assert (refused.code, (me.folder / path).exists()) == (1, False)
    assert "the text of trees does not name" in refused.err
    done = nst("-C", me.folder, *wants, "hush")
    assert done.code == 0, done.text
    me.git("rm", "-q", AWAY)
    me.commit()
    assert judged(nst, me)[:2] == (0, set())
    assert "illness" not in (me.folder / path).read_text("utf-8")


def test_the_command_refuses_what_it_cannot_do_and_says_what_helps(nst: Nst, forge: Forge) -> None:
    """No record, no reason: words and a next step, and nothing is written."""
    for wants, words in (
        (("circles/oak/nothing.yml",), "There is no"),
        (("nstgov.yml",), "is no record"),
        ((AWAY, "--decision", "hush"), "It is not said why"),
        ((AWAY, "--decision", "no-such", "--because", "So."), "no-such"),
    ):
        outcome = nst("-C", forge.founder.folder, "withhold", *wants, "--as-of", TODAY)
        assert (outcome.code in (1, 2), words in outcome.err) == (True, True), outcome.text
    assert not (forge.founder.folder / f"{AWAY}.withheld.yml").exists()


@pytest.mark.parametrize("path", sorted(path for path in example_record() if path.endswith(".yml")))
def test_what_is_kept_of_any_record_says_all_but_its_words(path: str) -> None:
    """Of each record of the worked example: read again it differs in nothing but its texts."""
    text = example_record()[path]
    record = read_file(StoredFile(path, "file", text.encode())).record
    if record is None or isinstance(record, (Settings, *WITHOUT_EFFECT)):
        return
    kept = read_file(StoredFile(path, "file", write_without_words(type(record), text).encode()))
    assert kept.record is not None
    assert says_the_same_but_words(kept.record, record)
    assert not kept.misfits or kept.misfits == read_file(StoredFile(path, "file", text.encode())).misfits
