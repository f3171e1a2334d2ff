"""What the guides show is what happens: their records make one story, and their commands are run."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from nstgov.cli.program import cli
from tests.commands import Nst
from tests.guides import LATER, REPOSITORY_ID, commands, pages, said, story, translations
from tests.history.forge import Person, digest
from tests.proof.oracle import make_key, public, sign
from tests.record import ROOT, check_files

TEXT = "proposals/tables-on-the-lane/v2.yml"
ENDED = "decisions/elder-lane-representative-2026/ended.yml"
GIVES_KEY = "circles/elder-lane/2026-11-20.person.noor-haddad.yml"
WHO = "noor-haddad"
VERIFY = commands("verify/index.md")
STORY_PAGES = [page for page in pages() if commands(page) and page != "guides/begin-a-movement.md"]
CHANGED, LOST = (line for line in VERIFY if "--diff-filter" in line)
LANDED = next(line for line in VERIFY if line.endswith("-- RECORD"))


class Record:
    """The story of the guides in a repository, with one signed record; and what the pages' capitals stand for in it."""

    def __init__(self, place: Path) -> None:
        """Let it land in three steps: the story, a key, what was signed with it."""
        self.keeper = Person(place / "kept", f"{LATER}T12:00:00+00:00")
        self.keeper.folder.mkdir()
        self.keeper.git("init", "-q", "-b", "main")
        files = story()
        ended = files.pop(ENDED)
        key = make_key(place, "ed25519")
        self.old = self.keeper.write(files).commit()
        self.keeper.write({GIVES_KEY: f"adds: {public(key)}\nvoices: {{{WHO}: consent}}\n"}).commit()
        signature = sign(key, ended.encode(), f"nstgov:{REPOSITORY_ID}:{ENDED}").decode()
        self.commit = self.keeper.write({ENDED: ended, f"{ENDED}.{WHO}.sig": signature}).commit()
        self.words = {
            "ADDRESS": str(self.keeper.folder), "COMMIT": self.commit, "OLD-COMMIT": self.old, "RECORD": ENDED,
            "NAME": "tables-on-the-lane", "PERSON": WHO, "REPOSITORY-ID": REPOSITORY_ID, "KEY": public(key),
            "CIRCLE": "elder-lane", "BRANCH": "origin/asks",
        }  # fmt: skip

    def propose(self) -> None:
        """Somebody proposes a change on a branch."""
        asks = {"circles/elder-lane/2026-11-30.asks.yml": f"for: A ladder.\nentered_by: {WHO}\n"}
        self.keeper.branch("asks").write(asks).commit()
        self.keeper.git("switch", "-q", "main")


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """The record of the guides."""
    return Record(tmp_path)


def _folder_for(page: str, place: Path, record: Record) -> Path:
    """Where a reader of the page stands: before they have a copy, or in one."""
    if "git clone ADDRESS record" in commands(page):
        return place
    record.keeper.git("clone", "-q", str(record.keeper.folder), str(place / "copy"))
    return place / "copy"


def test_the_records_of_the_guides_make_one_story_that_keeps_every_rule() -> None:
    """Laid into a new movement nothing is wrong with them; one waits to be confirmed or signed, as the guide says."""
    verdict = check_files({path: text for path, text in story().items() if path.endswith(".yml")}, LATER)
    found = [(it.code, it.severity, it.place.file) for it in verdict.diagnostics]
    assert found == [("T07", "warning", "circles/valley/2026-05-20.takes-in.mill-row.yml")]
    assert "confirm or sign it" in " ".join(pages()["guides/work-between-circles.md"].split())


def test_the_story_ends_in_a_decision_that_is_valid(nst: Nst, tmp_path: Path) -> None:
    """`nstgov why` finds nothing missing in the decision that the guides tell of."""
    Person(tmp_path).write(story())
    outcome = nst("why", "tables-on-the-lane", "--as-of", LATER, cwd=tmp_path)
    assert (outcome.code, "was decided validly" in outcome.out) == (0, True)


@pytest.mark.sampled(5)
@pytest.mark.parametrize("page", STORY_PAGES)
def test_the_commands_of_a_page_can_be_run(page: str, tmp_path: Path, record: Record) -> None:
    """Each command that a page shows ends well on the record of the guides, in the order in which it stands there."""
    record.propose()
    shown = commands(page)
    assert list(said(shown, _folder_for(page, tmp_path, record), record.words)) == list(dict.fromkeys(shown))


@pytest.mark.long
def test_a_movement_begins_as_the_guide_shows(tmp_path: Path) -> None:
    """From an empty folder to a first commit and a site, by the commands of the guide alone."""
    shown = said(commands("guides/begin-a-movement.md"), tmp_path, {}, today=True)
    assert "the rules of consent are kept" in shown["nstgov check"]
    valley = Person(tmp_path / "our-valley")
    assert valley.git("log", "--format=%s") == "We begin"
    assert (valley.folder / "public/index.html").exists()
    assert valley.git("status", "--porcelain") == ""


@pytest.mark.long
def test_a_doubter_sees_the_hash_the_landing_and_the_signature(tmp_path: Path, record: Record) -> None:
    """The stock commands print the hash of the record, one landing, no later change, and that the signature is good."""
    shown = said(VERIFY, tmp_path, record.words)
    assert shown["git cat-file blob COMMIT:RECORD | sha256sum"].split()[0] == digest(story()[ENDED])
    assert shown["git show COMMIT:RECORD"] == story()[ENDED]
    assert len(shown[LANDED].splitlines()) == 1
    assert shown[CHANGED] + shown[LOST] == ""
    assert next(text for line, text in shown.items() if "merge-base" in line) == "still there\n"
    good = f'Good "nstgov:{REPOSITORY_ID}:{ENDED}" signature for {WHO}'
    assert good in next(text for line, text in shown.items() if line.startswith("ssh-keygen"))
    named = next(text for line, text in shown.items() if line.startswith("grep --recursive"))
    assert named.count(digest(story()[TEXT])) == 2


def test_a_doubter_sees_what_was_altered(record: Record) -> None:
    """A changed record is listed, and so are those lost in a merge whose second parent is the old main."""
    keeper = record.keeper
    keeper.write({TEXT: story()[TEXT].replace("noon", "ten")}).commit()
    shown = said([CHANGED, LANDED], keeper.folder, {"RECORD": TEXT})
    assert re.findall(r"^M\t(\S+)$", shown[CHANGED], re.MULTILINE) == [TEXT]
    assert len(shown[LANDED].splitlines()) == 2
    main, tree = keeper.git("rev-parse", "HEAD"), keeper.git("rev-parse", f"{record.old}^{{tree}}")
    keeper.git("reset", "-q", "--hard", keeper.git("commit-tree", "-p", record.old, "-p", main, "-m", "A merge", tree))
    lost = said([LOST], keeper.folder, {})[LOST]
    assert re.findall(r"^[A-Z]\t(\S+)$", lost, re.MULTILINE) == [GIVES_KEY, ENDED, f"{ENDED}.{WHO}.sig", TEXT]


def test_the_page_of_changes_shows_the_same_commands() -> None:
    """What a doubter is told to run on the page of changes looks at the history as the commands of Verify do."""
    page = (ROOT / "nstgov/publish/templates/changes.html").read_text(encoding="utf-8")
    for command in (CHANGED, LOST):
        assert command.replace(" --format='%h %cs'", "") in page


def test_a_signature_under_another_text_is_not_good(tmp_path: Path, record: Record) -> None:
    """The commands of the page end badly where one letter of the record is another."""
    record.keeper.write({ENDED: story()[ENDED].replace("good", "long")}).commit()
    with pytest.raises(AssertionError, match="Could not verify signature"):
        said(VERIFY, tmp_path, record.words)


INLINE = re.compile(r"`nstgov ((?:[a-z]+ ?)+)((?:--[a-z-]+)?)")


@pytest.mark.parametrize("page", pages())
def test_a_page_names_only_commands_that_exist(page: str) -> None:
    """Each `nstgov …` within a sentence is a command, and the option after it is one of its own."""
    for words, option in INLINE.findall(pages()[page]):
        command: click.Command = cli
        for word in words.split():
            assert isinstance(command, click.Group), f"{page}: nstgov {words}"
            found = command.get_command(click.Context(command), word)
            assert found is not None, f"{page}: nstgov {words}"
            command = found
        assert not option or option in {name for it in command.params for name in it.opts}, f"{page}: {words}{option}"


def test_translators_are_shown_what_is_there() -> None:
    """The targets of make, the files and the sentence that the page for translators shows exist."""
    text = pages()["guides/translate.md"]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"`make ([a-z-]+)", text))
    assert "texts" in targets
    assert [target for target in targets if not re.search(rf"^{target}:", makefile, re.MULTILINE)] == []
    files = re.findall(r"`(nstgov/\S+)`", text)
    assert files
    sentences = [(ROOT / file).read_text(encoding="utf-8") for file in files]
    shown = re.findall(r'^msgid ".+"$', text, re.MULTILINE)
    assert shown
    assert all(sentence in catalogue for sentence in shown for catalogue in sentences)


def test_a_translation_holds_what_its_page_holds() -> None:
    """The same records, commands, links and named places, so that whoever reads it can do the same."""
    known = pages()
    assert len(translations()) > 10
    for place, text in translations().items():
        own = known[re.sub(r"\.[a-z-]+\.md$", ".md", place)]
        assert _records_and_commands(text) == _records_and_commands(own), place
        assert sorted(_LINK.findall(text)) == sorted(_LINK.findall(own)), place
        assert set(_NAMED.findall(own)) <= set(_NAMED.findall(text)), place
        assert len(re.findall(r"^#+ ", text, re.MULTILINE)) == len(re.findall(r"^#+ ", own, re.MULTILINE)), place


_LINK = re.compile(r"\]\(([^)\s]+)\)")
_NAMED = re.compile(r"\{ #([a-z-]+) \}")


def _records_and_commands(text: str) -> list[str]:
    found = re.findall(r"^( *)```(?:yaml|console|text)\n(.*?)^\1```$", text, re.MULTILINE | re.DOTALL)
    return [block for _, block in found]
