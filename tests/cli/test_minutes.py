"""`nstgov minutes`: an evening as one text that a facilitator writes by hand becomes its records, or questions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.evening import BENCH, paths_of, records_in
from tests.commands import Nst
from tests.guides import story
from tests.record import ROOT

DAY = "2026-11-29"
TODAY = ("--as-of", DAY, "--no-input")
EVENING = Path(__file__).with_name("evening.md")
HEAD = f"Circle: Oak Street\nDay: {DAY}\nHere: Ana, Ben, Chi, Dee, Eli, Joe\nWritten by: Chi\n\n"


def _tell(nst: Nst, folder: Path, text: str, *more: str, name: str = "minutes.md") -> tuple[int, str]:
    (folder / name).write_text(text, encoding="utf-8")
    told = nst("minutes", name, *TODAY, *more, cwd=folder)
    assert "itself failed" not in told.err
    return told.code, told.text


def test_an_evening_is_put_on_record_as_one_text(nst: Nst, valley: Path) -> None:
    """Founded, proposed, heard, improved, decided, chosen, welcomed: eight records, all sound, nothing asked."""
    told = nst("minutes", EVENING, *TODAY, cwd=valley)
    assert told.code == 0, told.text
    assert set(records_in(valley)) == paths_of(DAY)
    assert nst("check", "--strict", "--as-of", DAY, cwd=valley).code == 0
    assert nst("why", BENCH, "--as-of", DAY, cwd=valley).code == 0
    assert "line 9: There was soup." in told.out


def test_a_look_at_minutes_writes_nothing(nst: Nst, valley: Path) -> None:
    """With --dry-run all records are shown, as text or JSON, and none is written; then all are."""
    looked = nst("minutes", EVENING, "--dry-run", "--format", "json", *TODAY, cwd=valley)
    assert (looked.code, records_in(valley)) == (0, {})
    assert nst("minutes", EVENING, *TODAY, cwd=valley).code == 0
    assert json.loads(looked.out)["files"] == records_in(valley)


def test_minutes_taken_twice_are_not_written_over(nst: Nst, valley: Path) -> None:
    """The second time it says what is there already, and changes nothing."""
    assert nst("minutes", EVENING, *TODAY, cwd=valley).code == 0
    before = records_in(valley)
    again = nst("minutes", EVENING, *TODAY, cwd=valley)
    assert (again.code, "there already" in again.err) == (1, True)
    assert records_in(valley) == before


def test_one_fault_in_the_minutes_and_nothing_is_written(nst: Nst, valley: Path) -> None:
    """All or nothing: where one record is not sound, none of the evening is written."""
    text = EVENING.read_text().replace("- Everyone: consent\n\nDecided.", "- Ana: consent\n\nDecided.")
    code, said = _tell(nst, valley, text)
    assert (code, records_in(valley)) == (1, {})
    assert "error[D01]" in said


def _list_unclear() -> Iterator[tuple[str, str]]:
    text = EVENING.read_text()
    yield text.replace(f"Day: {DAY}\n", ""), "On which day was it?"
    yield text.replace("Written by: Chi\n", ""), "Written by: Chi"
    yield text.replace("Here: Ana, Ben, Chi, Dee and Eli\n", ""), "Here: Ana, Ben, Chi"
    yield text.replace("- Ben: object, because", "- Bem: object, because"), "Did you mean ben-okafor?"
    yield text.replace("object, because the wood is not dry before May", "hm"), "Say consent"
    yield text.replace("Authors: Ana, Ben, Chi, Dee\n", ""), "Who stands behind it?"
    yield text.replace("Until: 2027-11-29\nReview", "Until: spring\nReview"), "Write it as year-month-day"
    yield text.replace("## Welcome: Joe Park", "## Party: Joe Park"), "What does"
    yield text.replace("Need: People", "Ned: People"), "What does"
    yield text.replace("Day: 2026-11-29", "Day: 2027-11-29"), "has not come yet"
    yield "", "Begin what was done with a heading"
    yield "Circle: [x](y)\n\n## Round: the moon\n\n- Ana: consent\n", "There is"


@pytest.mark.parametrize(("text", "hint"), tuple(_list_unclear()))
def test_what_is_unclear_is_asked_and_not_guessed(nst: Nst, valley: Path, text: str, hint: str) -> None:
    """A missing day, a mistyped name, a voice that is none: told with its line and how to write it; nothing written."""
    code, said = _tell(nst, valley, text)
    assert (code, records_in(valley)) == (1, {})
    assert hint in said


REVIEW = """## Review: A bench at the ferry

Helped: It is dry there now.
Result: keep
Readings:

- people who sit on it: twelve a day

Voices:

- Everyone: consent
"""
ACTION = """## Action: Empty the dock

Authors: Ana, Ben, Chi, Dee
Need: It smells.
Why: We have boots.
Text: We empty it.
Might hurt: The ducks; we wait until they are gone.
Judged by: the smell
Until: 2027-06-01
Review: 2027-03-01
Starts with: 4 people
"""
SAND = """## Proposal: Sand

Authors: Ana, Ben, Chi, Dee
Need: It is slippery.
Reasons: Sand is cheap.
Text:

1. We put sand there.
2. Ben sweeps it.

Might hurt: Shoes.
Judged by: falls
Until: 2027-11-01
Review: 2027-05-01
"""
LATER = (
    (REVIEW, f"decisions/{BENCH}/reviews/{DAY}.yml"),
    ("## Leaving: Eli Stone\n\nBecause: The ferry goes too early.\n\n- Eli: consent\n",
     f"circles/oak-street/{DAY}.leaves.eli-stone.yml"),
    ("## Idea: A swing at the slipway\n\nBy: Ben\nNeed: The children hang on the fence.\n",
     "proposals/a-swing-at-the-slipway/idea.yml"),
    ("## Help: a ladder\n", f"circles/oak-street/{DAY}.asks.yml"),
    ("## Change\n\nPlace: The red shed\n\n- Everyone: consent\n", f"circles/oak-street/{DAY}.changes.yml"),
    ("## Let go: A bench at the ferry\n\n- Everyone: consent\n", f"decisions/{BENCH}/ended.yml"),
    (ACTION, "proposals/empty-the-dock/v1.yml"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "path"), LATER)
def test_other_things_that_a_meeting_does(nst: Nst, evening: Path, text: str, path: str) -> None:
    """Each heading makes its record, which the judge finds sound."""
    code, said = _tell(nst, evening, HEAD + text)
    assert code == 0, said
    assert path in records_in(evening)
    assert nst("check", "--as-of", DAY, cwd=evening).code == 0


def test_a_proposal_goes_on_another_evening(nst: Nst, evening: Path) -> None:
    """A heading without fields goes on with what is on record: who is not here is absent, and heard later."""
    assert _tell(nst, evening, HEAD + SAND)[0] == 0
    text = (evening / "proposals/sand/v1.yml").read_text()
    assert "1. We put sand there.\n" in text
    assert "2. Ben sweeps it." in text
    head = HEAD.replace(", Joe", "")
    assert _tell(nst, evening, f"{head}## Proposal: Sand\n\nRound:\n\n- Everyone: consent\n")[0] == 0
    held = (evening / f"proposals/sand/rounds/{DAY}.oak-street.yml").read_text()
    assert "joe-park: absent" in held


def test_minutes_may_be_yaml(nst: Nst, evening: Path) -> None:
    """The same words as keys and lists; a key that nobody knows is a question."""
    text = f"""circle: Oak Street
day: {DAY}
here: [Ana, Ben, Chi, Dee, Eli, Joe]
written by: Chi
done:
  - proposal: Sand
    authors: [Ana, Ben, Chi, Dee]
    need: It is slippery.
    reasons: Sand is cheap.
    text: |
      1. We put sand there.
    might hurt: Shoes.
    judged by: falls
    until: 2027-11-01
    review: 2027-05-01
    then:
      - round: {{Ana: consent, Ben: "object, because it sticks", Everyone: consent}}
      - new text: We put sand on the steps.
      - round: {{Everyone: consent}}
      - decided
  - welcome: Ida Holm
    voices: {{Ida: consent, Everyone: consent}}
"""
    code, said = _tell(nst, evening, text, name="minutes.yml")
    assert code == 0, said
    assert "decisions/sand/decision.yml" in records_in(evening)
    wrong = _tell(nst, evening, text.replace("might hurt", "mght hurt"), name="minutes.yml")
    assert (wrong[0], "mght hurt" in wrong[1]) == (1, True)
    assert _tell(nst, evening, "a: [", name="minutes.yml")[0] == 1


def test_a_file_that_is_none_or_too_long_is_refused(nst: Nst, valley: Path) -> None:
    """Exit code 2, in words."""
    assert nst("minutes", "nowhere.md", *TODAY, cwd=valley).code == 2
    (valley / "long.md").write_text("x\n" * (1 << 20))
    assert "too long" in nst("minutes", "long.md", *TODAY, cwd=valley).err
    (valley / "picture.md").write_bytes(b"Circle: x\n\x89PNG\r\n")
    told = nst("minutes", "picture.md", *TODAY, cwd=valley)
    assert (told.code, "line 2 cannot be read" in told.err) == (2, True), told.err


def test_what_is_unclear_is_said_in_sentences_and_each_thing_once(nst: Nst, evening: Path) -> None:
    """A circle that nobody knows is told once, and what follows from it is not; nor are hundreds of lines printed."""
    (evening / "m.md").write_text("Circle: Nowhere\nDay: 2026-11-28\n\n## Welcome: Zoe\n\n## Welcome: Yan\n")
    told = nst("minutes", "m.md", "--no-input", *TODAY, cwd=evening)
    assert told.err.count('There is no circle "Nowhere". ') == 1
    assert "Which circle" not in told.err
    (evening / "m.md").write_text("Day: 2026-11-28\n\n" + "## Nothing\n\n" * 50)
    assert "more; see all with --format json" in nst("minutes", "m.md", "--no-input", *TODAY, cwd=evening).err
    (evening / "m.yml").write_text("circle: [")
    told = nst("minutes", "m.yml", "--no-input", *TODAY, cwd=evening)
    assert (told.code, "line 1: This is not YAML: " in told.err, told.err.count("line ")) == (1, True, 1), told.err


def test_a_sheet_for_the_table_has_each_name_and_three_answers(nst: Nst, evening: Path) -> None:
    """As text or as a page: what is heard, every member, three boxes; nothing of a name becomes a mark of the page."""
    assert _tell(nst, evening, HEAD + SAND.replace("Sand\n", "Sand <b>now</b>\n", 1))[0] == 0
    sheet = nst("agenda", "oak-street", "--sheet", "--on", DAY, cwd=evening)
    assert sheet.code == 0, sheet.text
    assert "Sand <b>now</b>" in sheet.out
    assert sheet.out.count("[ ]        [ ]        [ ]") == 6
    page = nst("agenda", "oak-street", "--sheet", "--format", "html", "--on", DAY, cwd=evening).out
    assert "Sand &lt;b&gt;now" in page
    assert (page.count("Joe Park"), page.count("<td>□</td>"), "<script" in page) == (1, 18, False)
    assert nst("agenda", "oak-street", "--format", "html", "--on", DAY, cwd=evening).code == 2


def test_an_agenda_tells_what_was_promised_and_where_its_forms_are(nst: Nst, evening: Path) -> None:
    """Tasks whose day comes, until a review says that they are done; the form of each point where the site is known."""
    lines = "Tasks:\n\n- Ben: fetch the sand, by 2026-12-10\n- Ana: sweep, by 2027-06-01\n"
    text = f"{HEAD}{SAND}{lines}\nRound:\n\n- Everyone: consent\n\nDecided.\n"
    assert _tell(nst, evening, text)[0] == 0
    with (evening / "nstgov.yml").open("a") as settings:
        settings.write("site: https://valley.example/\n")
    told = nst("agenda", "oak-street", "--on", "2027-06-02", cwd=evening).out
    assert "- [ ] Ben Okafor: fetch the sand, by 2026-12-10 (sand)" in told
    assert "sweep" not in nst("agenda", "oak-street", "--on", DAY, cwd=evening).out
    assert "https://valley.example/take-part/review/?circle=oak-street&decision=sand" in told
    flags = ("--helped", "Nobody fell.", "--result", "keep", "--done", "fetch the sand: yes")
    said = ("--says", "everyone=consent", "--entered-by", "chi", "--as-of", "2027-06-02", "--no-input")
    assert nst("review", "sand", *flags, *said, cwd=evening).code == 0
    assert "fetch the sand" not in nst("agenda", "oak-street", "--on", "2027-06-02", cwd=evening).out


def test_the_minutes_in_the_guide_become_records(nst: Nst, tmp_path: Path) -> None:
    """What the guide shows is taken as it stands, on the circle that the guides tell of."""
    page = (ROOT / "site/guides/meet.md").read_text(encoding="utf-8")
    shown = page.partition("```markdown\n")[2].partition("```\n")[0]
    for path, text in story().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    (tmp_path / "evening.md").write_text(shown, encoding="utf-8")
    told = nst("minutes", "evening.md", "--as-of", "2026-06-14", "--no-input", cwd=tmp_path)
    assert told.code == 0, told.text
    assert "decisions/a-bell-at-the-gate/decision.yml" in records_in(tmp_path)


def test_an_objection_goes_its_whole_way_in_one_text(nst: Nst, village: Path) -> None:
    """Said in the round, written out, tested, answered by a better text, resolved, decided; another one set aside."""
    told = nst("minutes", Path(__file__).with_name("objecting.md"), "--as-of", "2026-11-30", "--no-input", cwd=village)
    assert told.code == 0, told.text
    made = records_in(village)
    assert "from_round: 2026-11-30.oak-street" in made["proposals/sand/objections/sticky-shoes/v1.yml"]
    assert "sticky-shoes" in made["proposals/sand/v2.yml"]
    assert {path.partition("sand/")[2] for path in made if path.startswith("decisions/sand/")} == {"decision.yml"}
    assert "result: set aside" in made["proposals/gate/objections/cats/test.2026-11-30.oak-street.yml"]
    assert nst("check", "--as-of", "2026-11-30", cwd=village).code == 0
