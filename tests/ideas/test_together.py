"""M10 to M18 and M22: representatives, links, openness, and beginning together."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import Nst
from tests.ideas.story import OAK, Story, said

DECISION = "decisions/street-trees/decision.yml"


@pytest.fixture
def story(tmp_path: Path, nst: Nst) -> Story:
    """Rivertown with its two circles, and nothing proposed yet."""
    return Story(tmp_path / "rivertown", nst)


def test_m10_representatives_are_chosen_by_everyone_with_reasons(story: Story) -> None:
    """M10: a nomination without a reason and a missing consent are found; the person who is chosen sits above."""
    path = "decisions/oak-street-representative/election.yml"
    good = (story.folder / path).read_text()
    story.write(
        path,
        good.replace("chi-tran: {for: ana-ruiz, because: Listens well and has time.}", "chi-tran: {for: ana-ruiz}"),
    )
    assert story.findings() == {("E01", path)}
    story.write(path, good.replace("dee-marsh: consent", "dee-marsh: absent"))
    assert ("E03", path) in story.findings()
    story.write(path, good)
    members = {member["id"] for member in story.data("status", "rivertown", "--as-of", "2026-02-01")["members"]}
    assert members == {"ana-ruiz", "ben-okafor", "kim-lee", "lu-wen"}
    assert story.data("status", "rivertown", "--as-of", "2026-01-31")["members"] == []


def test_m11_a_broken_chain_says_whom_it_silences(story: Story) -> None:
    """M11: when the terms have ended, the link is listed with the number of people who are not heard."""
    assert not {code for code, _ in story.findings("--calendar", "--as-of", "2026-06-01")} & {"L01", "L02"}
    found = story.data("check", "--calendar", "--as-of", "2028-01-15")["findings"]
    about = [one for one in found if one["code"] == "L01" or one["code"] == "L02"]
    assert {one["file"] for one in about} >= {"circles/oak-street/circle.yml", "circles/elm-street/circle.yml"}
    assert any("four people" in one["message"] or "4 people" in one["message"] for one in about)
    assert "L03" in {code for code, _ in story.findings("--calendar", "--as-of", "2027-11-15")}


def test_m12_whom_to_ask_to_join_is_proposed_and_the_answer_kept(story: Story) -> None:
    """M12: an invitation names somebody; what they answer is on record."""
    path = story.propose(kind="invitation")
    assert ("P08", path) in story.findings()
    story.propose(
        kind="invitation", invites="\n  - {guest: maria-silva, name: Maria Silva, because: She knows the trees.}"
    )
    story.round("street-trees", said(OAK))
    story.decide()
    story.write(
        "proposals/street-trees/answers/2026-04-01.maria-silva.yml", "answer: joins\nwords: Gladly, from May on.\n"
    )
    assert story.findings() == set()


@pytest.mark.long
def test_m13_everything_is_public_and_says_who_wrote_it(story: Story, tmp_path: Path) -> None:
    """M13: a voice entered for others names who entered it, and the page shows the hash of what it is made from."""
    story.decided()
    held = "proposals/street-trees/rounds/2026-03-10.oak-street.yml"
    good = (story.folder / held).read_text()
    story.write(held, good.replace("entered_by: ana-ruiz\n", ""))
    assert ("C07", held) in story.findings()
    story.write(held, good)
    assert story.ask("build", "--out", str(tmp_path / "site"), "--as-of", "2026-04-01").code == 0
    page = (tmp_path / "site/proposals/street-trees/index.html").read_text()
    assert story.sha256("proposals/street-trees/v1.yml") in page
    assert all(person.replace("-", " ").title() in page for person in OAK)


def test_m14_a_decision_is_looked_at_again_and_let_go_when_it_fails(story: Story) -> None:
    """M14: an overdue review is found; a review by everybody's consent ends it that day."""
    story.decided()
    assert "D08" in {code for code, _ in story.findings("--calendar", "--as-of", "2026-09-02")}
    review = "decisions/street-trees/reviews/2026-09-05.yml"
    text = "circle: oak-street\nhelped: Half of the trees died.\nresult: let go\n"
    story.write(review, f"{text}voices: {said(OAK[:3])}\nentered_by: ana-ruiz\n")
    assert ("D10", review) in story.findings()
    story.write(review, f"{text}voices: {said(OAK)}\nentered_by: ana-ruiz\n")
    assert story.findings() == set()
    assert story.data("status", "street-trees", "--as-of", "2026-09-05")["stage"] == "in force"
    assert story.data("status", "street-trees", "--as-of", "2026-09-06")["stage"] == "let go"


def test_m15_everyone_sees_whose_step_is_next(story: Story) -> None:
    """M15: the missing voice is named to the circle and to the person; what lies still is listed."""
    story.propose()
    assert "a round (street-trees)" in story.ask("next", "oak-street", "--as-of", "2026-03-02").out
    story.round("street-trees", said(OAK[:3])[:-1] + ", dee-marsh: absent}")
    assert "the voice of Dee Marsh" in story.ask("next", "oak-street", "--as-of", "2026-03-11").out
    assert "yours: the voice of Dee Marsh" in story.ask("next", "dee-marsh", "--as-of", "2026-03-11").out
    assert "Nothing waits" in story.ask("next", "elm-street", "--as-of", "2026-03-11").out
    assert any(code == "L05" for code, _ in story.findings("--calendar", "--as-of", "2026-06-01"))
    assert not any(code == "L05" for code, _ in story.findings("--calendar", "--as-of", "2026-03-20"))


def test_m16_a_circle_in_trouble_is_on_the_care_list(story: Story) -> None:
    """M16: whoever asks for help, or has become too few, stands there with the reason."""
    story.write(
        "circles/oak-street/2026-06-01.asks.yml", "for: Somebody to facilitate two evenings.\nentered_by: ana-ruiz\n"
    )
    story.write("circles/elm-street/2026-06-01.leaves.nia-obi.yml", "voices: {nia-obi: consent}\n")
    assert story.findings() == set()
    care = story.ask("care", "--as-of", "2026-06-10")
    assert care.code == 0
    assert "Oak Street" in care.out
    assert "Somebody to facilitate two evenings." in care.out
    assert "Elm Street" in care.out
    assert ("A03", "circles/elm-street/circle.yml") in story.findings("--calendar", "--as-of", "2026-06-10")
    assert any(code == "L06" for code, _ in story.findings("--calendar", "--as-of", "2026-06-10"))


def test_m17_people_outside_are_heard(story: Story) -> None:
    """M17: four people in no circle object, somebody carries it for them, and it stops the decision until it is met."""
    story.propose()
    outside = ", ".join(f"{{name: {name}, outside: true}}" for name in ("Omar Said", "Eva Blum", "Tom Day", "Ida Voss"))
    path = "proposals/street-trees/objections/no-parking/v1.yml"
    objection = (
        f"title: No parking\nauthors: [{outside}]\nraised: 2026-03-05\n"
        f"against: {{version: 1, sha256: {story.sha256('proposals/street-trees/v1.yml')}}}\n"
        "important: The midwife cannot park any more.\nreasons: Every place in front of a house would be a tree.\n"
    )
    story.write(path, objection)
    assert ("O01", path) in story.findings()
    story.write(path, f"{objection}carried_by: kim-lee\n")
    assert story.findings() == set()
    story.round("street-trees", said(OAK))
    story.decide()
    assert ("D02", DECISION) in story.findings()
    story.write(
        "proposals/street-trees/objections/no-parking/resolution.2026-03-11.yml",
        "kind: other\nhow: The midwife keeps her place.\n"
        f"voices: {said(('Omar Said', 'Eva Blum', 'Tom Day', 'Ida Voss'))}\nentered_by: kim-lee\n",
    )
    assert story.findings() == set()


def test_m18_an_action_starts_when_enough_have_committed(story: Story) -> None:
    """M18: without a threshold it is refused; the count grows in public, and shrinks when somebody takes it back."""
    path = story.propose(kind="action")
    assert ("P08", path) in story.findings()
    story.decided(kind="action", starts_with="{people: 3}")
    folder = "proposals/street-trees/commitments"
    story.write(f"{folder}/2026-04-01.oak-street.yml", "people: [ana-ruiz, ben-okafor]\nentered_by: ana-ruiz\n")
    assert "1 more people to commit" in story.ask("next", "oak-street", "--as-of", "2026-04-02").out
    story.write(f"{folder}/2026-04-05.elm-street.yml", "people: [kim-lee]\nentered_by: kim-lee\n")
    assert story.findings() == set()
    assert "commit" not in story.ask("next", "oak-street", "--as-of", "2026-04-05").out
    story.write(f"{folder}/2026-04-09.elm-street.yml", "takes_back: [kim-lee]\nentered_by: kim-lee\n")
    assert "commit" in story.ask("next", "oak-street", "--as-of", "2026-04-09").out


@pytest.mark.long
def test_m22_nobody_is_thrown_away(story: Story, tmp_path: Path) -> None:
    """M22: the promises come first, whom it might hurt is asked, and somebody may step back and come back."""
    path = story.propose(might_hurt=None)
    found = [one for one in story.data("check")["findings"] if one["file"] == path]
    assert [(one["code"], one["severity"]) for one in found] == [("P09", "advice")]
    assert story.ask("check").code == 0
    rules = story.folder / "ground-rules/1.yml"
    rules.write_text(rules.read_text() + "away: {most_days: 90, least_voices: 4}\n")
    five = (*OAK, "eli-ford")
    story.write(
        "circles/oak-street/2026-02-10.joins.eli-ford.yml",
        f"name: Eli Ford\nvoices: {said(five)}\nentered_by: ana-ruiz\n",
    )
    story.write("circles/oak-street/2026-03-01.away.eli-ford.yml", "until: 2026-04-01\nvoices: {eli-ford: consent}\n")
    story.decided()
    assert story.findings() == set()
    assert "Eli Ford was away by their own word" in story.ask("why", "street-trees", "--as-of", "2026-04-01").out
    story.ask("build", "--out", str(tmp_path / "site"), "--as-of", "2026-04-01")
    assert "Nobody is forced, and nobody is thrown away." in (tmp_path / "site/index.html").read_text()
