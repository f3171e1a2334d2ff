"""M1 to M9: circles, consent, objections, time, and everyone's equivalent power."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import Nst
from tests.ideas.story import ELM, OAK, Story, said

V1 = "proposals/street-trees/v1.yml"
DECISION = "decisions/street-trees/decision.yml"


@pytest.fixture
def story(tmp_path: Path, nst: Nst) -> Story:
    """Rivertown with its two circles, and nothing proposed yet."""
    return Story(tmp_path / "rivertown", nst)


def test_the_story_begins_clean(story: Story) -> None:
    """What the tests of the founding ideas begin from keeps every rule."""
    assert story.findings() == set()
    story.decided()
    assert story.findings() == set()


def test_m1_a_circle_decides_when_it_is_four(story: Story) -> None:
    """M1: three people are gathering, thirteen are too many, and neither passes unseen."""
    story.circle("plum-lane", ("pia-sun", "quin-day", "rob-hill"))
    assert story.findings() == {("A01", "circles/plum-lane/circle.yml")}
    assert story.data("status", "plum-lane", "--as-of", "2026-02-01")["stage"] == "gathering"
    story.circle("big-square", tuple(f"person-{n}" for n in range(13)))
    assert ("A02", "circles/big-square/circle.yml") in story.findings()
    story.propose("plums", asks="[plum-lane]", affects="[plum-lane]", submitted="2026-03-01")
    story.round("plums", said(("pia-sun", "quin-day", "rob-hill")), circle="plum-lane")
    story.decide("plums", circles="[plum-lane]")
    assert ("A10", "decisions/plums/decision.yml") in story.findings()


def test_m2_everybody_in_the_circle_can_live_with_it(story: Story) -> None:
    """M2: without one member's voice on that very text there is no decision; a count of the others does not help."""
    story.propose()
    story.round("street-trees", said(OAK[:3])[:-1] + ", dee-marsh: absent}")
    story.decide()
    assert ("D01", DECISION) in story.findings()
    assert "Dee Marsh has not been heard" in story.ask("why", "street-trees", "--as-of", "2026-04-01").out
    path = "proposals/street-trees/rounds/2026-03-11.oak-street.dee-marsh.yml"
    story.write(path, f"version: 1\nsha256: {story.sha256(V1)}\nhow: async\nvoices: {{dee-marsh: abstain}}\n")
    assert ("Y04", path) in story.findings()
    story.write(path, f"version: 1\nsha256: {story.sha256(V1)}\nhow: async\nvoices: {{dee-marsh: consent}}\n")
    assert story.findings() == set()
    assert story.ask("why", "street-trees", "--as-of", "2026-04-01").code == 0


def test_m2_a_new_version_starts_with_no_consent_at_all(story: Story) -> None:
    """M2: what was consented to is the bytes; after a change everybody is asked again."""
    story.propose()
    story.round("street-trees", said(OAK))
    story.propose(version=2, submitted="2026-03-11", text="We plant two trees in front of each house.")
    story.decide(version=2)
    assert ("D01", DECISION) in story.findings()
    assert story.data("status", "street-trees", "--as-of", "2026-03-11")["circles"][0]["consents"] == []


def test_m3_four_people_stand_behind_a_proposal(story: Story) -> None:
    """M3: three are refused; an idea in the open finds the fourth; one member's objection in a round needs nobody."""
    path = story.propose(authors="[ana-ruiz, ben-okafor, chi-tran]")
    assert story.findings() == {("P01", path)}
    story.propose()
    story.write(
        "proposals/shade/idea.yml", "title: Shade\nby: [ana-ruiz]\nopened: 2026-03-01\nneed: It is too hot to walk.\n"
    )
    assert story.findings() == set()
    assert story.data("next", "--as-of", "2026-03-02") is not None
    assert "3 more people to stand with it" in story.ask("status", "--as-of", "2026-03-02").out
    story.round("street-trees", said(OAK[:3])[:-1] + ", dee-marsh: {says: object, because: My cellar is wet.}}")
    story.decide()
    assert ("D02", DECISION) in story.findings()


def test_m4_proposals_and_objections_are_important_and_reasoned(story: Story) -> None:
    """M4: words that say nothing are no reasons, and nobody sets an objection aside alone."""
    path = story.propose(reasons="TBD")
    assert ("P02", path) in story.findings()
    story.propose()
    _objection(story, "proposals/street-trees", important="n/a")
    assert ("O03", "proposals/street-trees/objections/wet-cellars/v1.yml") in story.findings()
    _objection(story, "proposals/street-trees")
    test = "proposals/street-trees/objections/wet-cellars/test.2026-03-08.oak-street.yml"
    important = "important: {holds: false, because: It is one cellar.}"
    tested = f"version: 1\n{important}\nreasoned: {{holds: true}}\nresult: set aside\n"
    story.write(test, f"{tested}voices: {{ana-ruiz: consent}}\nentered_by: ana-ruiz\n")
    assert ("O05", test) in story.findings()
    story.write(test, f"{tested}voices: {said(OAK)}\nentered_by: ana-ruiz\n")
    assert story.findings() == set()


def test_m5_every_decision_ends(story: Story) -> None:
    """M5: without a sunset there is no decision; on the day after it, it has lapsed without anybody doing anything."""
    path = story.propose(sunset=None)
    assert ("P03", path) in story.findings()
    story.decided()
    assert story.data("status", "street-trees", "--as-of", "2027-03-01")["stage"] == "in force"
    assert story.data("status", "street-trees", "--as-of", "2027-03-02")["stage"] == "lapsed"
    assert ("D09", DECISION) in story.findings("--calendar", "--as-of", "2027-02-15")
    assert ("D09", DECISION) not in story.findings("--calendar", "--as-of", "2026-06-01")


def test_m6_a_decision_changes_by_consent_and_both_sides_say_so(story: Story) -> None:
    """M6: a later decision replaces an earlier one; each points at the other, and the manual holds one text."""
    story.decided()
    story.propose(
        "more-trees", replaces="[street-trees]", submitted="2026-05-01", text="Two trees in front of each house."
    )
    story.round("more-trees", said(OAK), held="2026-05-05")
    story.decide("more-trees", decided="2026-05-06")
    assert story.findings() == set()
    old = story.data("status", "street-trees", "--as-of", "2026-05-06")
    assert (old["stage"], old["changed_by"]) == ("replaced", "more-trees")
    assert [one["id"] for one in story.data("policy", "oak-street", "--as-of", "2026-05-05")] == ["street-trees"]
    assert [one["id"] for one in story.data("policy", "oak-street", "--as-of", "2026-05-06")] == ["more-trees"]


def test_m7_an_objection_reopens_a_standing_decision(story: Story) -> None:
    """M7: it is under reconsideration everywhere, with a day to answer by that nobody overlooks."""
    story.decided()
    _objection(story, "decisions/street-trees", raised="2026-06-01", sha256=story.sha256(DECISION))
    assert story.findings() == set()
    assert story.data("status", "street-trees", "--as-of", "2026-05-31")["stage"] == "in force"
    now = story.data("status", "street-trees", "--as-of", "2026-06-01")
    assert now["stage"] == "under reconsideration"
    assert now["next"][0]["by"] == "2026-07-01"
    assert ("D07", DECISION) not in story.findings("--calendar", "--as-of", "2026-07-01")
    assert any(code == "D07" for code, _ in story.findings("--calendar", "--as-of", "2026-07-02"))


def test_m8_everyone_affected_takes_part(story: Story) -> None:
    """M8: a circle alone cannot decide over another; the circle in which both sit can, through who was sent."""
    path = story.propose(affects="[oak-street, elm-street]")
    assert ("P05", path) in story.findings()
    story.propose(affects="[oak-street, elm-street]", asks="[rivertown]")
    sitting = OAK[:2] + ELM[:2]
    story.round("street-trees", said(sitting), circle="rivertown")
    story.decide(circles="[rivertown]")
    assert story.findings() == set()
    assert "Elm Street, through" in story.ask("why", "street-trees", "--as-of", "2026-04-01").out
    for more in ("", "-2"):
        (story.folder / f"decisions/elm-street-representative{more}/election.yml").unlink()
    assert ("D03", DECISION) in story.findings()


def test_m9_nobody_has_more_power_than_another(story: Story) -> None:
    """M9: ground rules cannot lower the floors, and one person entered twice is found."""
    rules = story.folder / "ground-rules/1.yml"
    text = rules.read_text()
    rules.write_text(text.replace("authors: {least: 4}", "authors: {least: 1}"))
    assert ("G01", "ground-rules/1.yml") in story.findings()
    rules.write_text(text)
    story.write(
        "circles/oak-street/2026-02-01.joins.ana-ruiz-2.yml",
        f"name: Ana Ruiz\nvoices: {said((*OAK, 'ana-ruiz-2'))}\nentered_by: ana-ruiz\n",
    )
    assert ("A05", "circles/oak-street/2026-02-01.joins.ana-ruiz-2.yml") in story.findings()


def _objection(
    story: Story, target: str, *, raised: str = "2026-03-05", important: str = "Cellars would be wet.", sha256: str = ""
) -> None:
    """Four people of Elm Street object."""
    against = f"{{sha256: {sha256}}}" if sha256 else f"{{version: 1, sha256: {story.sha256(f'{target}/v1.yml')}}}"
    story.write(
        f"{target}/objections/wet-cellars/v1.yml",
        f"title: Wet cellars\nauthors: [{', '.join(ELM)}]\nraised: {raised}\nagainst: {against}\n"
        f"important: {important}\nreasons: Roots reach the pipes under our houses within five years.\n",
    )
