"""Pages that look across the record: actions, invitations, keepers, what was changed or hidden."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest
import yaml

from nstgov.lifecycle import decisions_on
from nstgov.publish.site import read_site
from nstgov.publish.views.actions_and_invitations import list_action_rows, list_invitation_rows
from nstgov.publish.views.remarks import list_remarks
from nstgov.publish.views.snapshot import Snapshot
from tests.publish.conftest import BuiltSite
from tests.publish.reading import words_of
from tests.record import TODAY, example_record, movement_from, tree_of

Make = Callable[[dict[str, str]], BuiltSite]


def _scene(files: dict[str, str], day: date = TODAY) -> Snapshot:
    movement = movement_from(tree_of(files))
    return Snapshot(movement, day, read_site(movement, day))


@pytest.mark.parametrize(
    ("path", "sentence", "guide"),
    [
        ("objections", "Nobody has objected to anything yet.", "object-well"),
        ("actions", "No action has been proposed yet.", "decide-by-consent"),
        ("invitations", "Nobody has been invited by a circle yet.", "work-between-circles"),
        ("care", "No circle has begun yet.", "start-a-circle"),
        ("numbers", "No circle has begun yet.", "start-a-circle"),
        ("keepers", "No keeper has been chosen whose term runs today.", "choose-a-representative"),
        ("changes", "There are none: every record counts and is shown as it was written.", "read-and-check"),
    ],
)
def test_an_empty_movement_is_told_the_next_step(empty_site: BuiltSite, path: str, sentence: str, guide: str) -> None:
    """Each page of a movement that has only begun says so kindly, and leads to a guide."""
    assert empty_site.built.is_sound, empty_site.built
    assert sentence in words_of(empty_site.page(path))
    assert f"/guides/{guide}/" in empty_site.page(path)


def test_an_empty_movement_counts_nothing_and_calls_nothing_well(empty_site: BuiltSite) -> None:
    """Before the first circle the home page leads to how one begins; no page speaks of what is not there."""
    home = empty_site.page("")
    assert "One evening is enough to begin. How a circle begins Put your circle on record" in words_of(home)
    assert "people in circles" not in words_of(home)
    assert "Every circle is well today" not in words_of(empty_site.page("care"))
    assert "one of these parts" not in words_of(empty_site.page("proposals"))


def test_actions_stand_by_how_far_they_are(site: BuiltSite) -> None:
    """People who committed are counted against the threshold, and the missing ones are named as a number."""
    words = words_of(site.page("actions"))
    assert "17 of 30 people have committed." in words
    assert "It starts when 13 more people commit." in words
    assert words.index("Gathering people: join in") < words.index("Started")


def test_an_action_that_was_taken_back_is_over() -> None:
    """An action whose proposal was withdrawn asks nobody to commit any more."""
    files = dict(example_record())
    del files["decisions/solar-on-the-school/decision.yml"]
    newest = max(path for path in files if path.startswith("proposals/solar-on-the-school/v"))
    authors = re.search(r"^authors: \[(.*)\]", files[newest], re.MULTILINE)
    assert authors
    said = ", ".join(f"{author}: consent" for author in authors[1].split(", "))
    files["proposals/solar-on-the-school/closed.yml"] = (
        "date: 2026-11-20\nresult: withdrawn\nbecause: No roof.\n"
        f"voices: {{{said}}}\nentered_by: {authors[1].split(', ')[0]}\n"
    )
    rows = list_action_rows(_scene(files))
    assert "gathering" not in rows
    over = {row.door.href: row for row in rows["over"]}["proposals/solar-on-the-school/"]
    assert (over.stage, over.step) == ("withdrawn", None)


def test_everybody_invited_is_listed_with_their_answer() -> None:
    """The guests in the files of the record are the guests on the page, each under what they answered last."""
    files = example_record()
    answers = {
        path.rpartition(".yml")[0].rpartition(".")[2]: yaml.safe_load(text)["answer"]
        for path, text in files.items()
        if "/answers/" in path
    }
    found = {row.guest.name: part for part, rows in list_invitation_rows(_scene(dict(files))).items() for row in rows}
    assert sorted(found.values()) == sorted(answers.values())
    assert found["Ilona Kovács"] == "joins"


@pytest.mark.parametrize(
    ("stage", "extra"),
    [
        ("awaited", {}),
        ("open", {"decisions/invite-ilona/decision.yml": None}),
    ],
)
def test_who_has_not_answered_is_awaited_once_the_circle_has_decided(stage: str, extra: dict[str, str | None]) -> None:
    """Before the decision an invitation is a question to the circle; after it, one to the guest."""
    files = dict(example_record())
    invitation = next(p for p, text in files.items() if "guest: ilona-kovacs" in text).split("/")[1]
    for path in list(files):
        is_answer = path.startswith(f"proposals/{invitation}/answers/")
        if is_answer or (extra and path.startswith(f"decisions/{invitation}/")):
            del files[path]
    found = {row.guest.name: part for part, rows in list_invitation_rows(_scene(files)).items() for row in rows}
    assert found["Ilona Kovács"] == stage


def test_keepers_are_named_with_their_terms_and_where_refusals_are(site: BuiltSite) -> None:
    """Who can merge or block, until when, and plainly where to find what was held back."""
    page = site.page("keepers")
    words = words_of(page)
    assert "Δήμητρα Βλάχου, keeper" in words
    assert "1 March 2026 to 15 November 2027" in words
    assert "among the closed proposals of change in the repository" in words


@pytest.mark.long
def test_a_keeper_whose_term_is_over_is_history(built_from: Make) -> None:
    """Former keepers stay listed, and the page says that nobody holds the role today."""
    files = dict(example_record())
    path = next(p for p, text in files.items() if p.endswith("election.yml") and "role: keeper" in text)
    folder = path.rpartition("/")[0]
    chosen = re.search(r"proposed:\s*\{?\s*person: ([a-z0-9-]+)", files[path])
    assert chosen
    files[f"{folder}/ended.yml"] = f"date: 2026-10-01\nhow: resigned\nvoices: {{{chosen[1]}: consent}}\n"
    words = words_of(built_from(files).page("keepers"))
    assert "No keeper has been chosen whose term runs today." in words
    assert "Keepers before them" in words
    assert "1 March 2026 to 1 October 2026" in words


def test_nothing_is_hidden_silently(site: BuiltSite) -> None:
    """Every withheld, void, correction and disputed file of the record is named on the page, with what it speaks of."""
    page = site.page("changes")
    endings = (".withheld.yml", ".void.yml", ".disputed.yml")
    beside = [path for path in example_record() if path.endswith(endings) or ".correction." in path]
    assert len(beside) >= 4
    for path in beside:
        assert f"<code>{path}</code>" in page
        assert f"<code>{path.partition('.yml.')[0]}.yml</code>" in page


def test_who_and_why_stand_beside_each(site: BuiltSite) -> None:
    """The decision that withholds, the voices that took out of count, who set right, who disputes: with their words."""
    words = words_of(site.page("changes"))
    assert "By the decision Wanda's reason stays between Wanda and us of 3 November 2026." in words
    assert "It says more about her health than she had meant for everybody." in words
    assert "Can live with it Marisol Quispe and Lucía Herrera" in words
    assert "Set right by Brendan Doyle on 18 September 2026." in words
    assert "I did not say yes." in words


def test_what_has_no_effect_says_why() -> None:
    """A void without everyone's voice, and a withholding by another circle's decision, are shown with no effect."""
    files = dict(example_record())
    void = next(path for path in files if path.endswith(".void.yml"))
    files[void] = files[void].replace("lucia-herrera: consent", "lucia-herrera: absent")
    withheld = next(path for path in files if path.endswith(".withheld.yml"))
    decision = yaml.safe_load(files[withheld])["decision"]
    files[withheld] = files[withheld].replace(f"decision: {decision}", "decision: tool-library")
    rows = list_remarks(_scene(files))
    assert [(row.counts, row.outcome, row.missing) for row in rows["voided"]] == [
        (False, "voices missing", ("Lucía Herrera",))
    ]
    assert [(row.counts, row.outcome) for row in rows["withheld"]] == [(False, "of another circle")]


def test_what_is_said_later_is_not_known_before() -> None:
    """On a day before a dispute, a correction or a void, the page does not know of it."""
    assert set(list_remarks(_scene(dict(example_record()), date(2026, 3, 23)))) == set()
    assert set(list_remarks(_scene(dict(example_record()), date(2026, 3, 24)))) == {"disputed"}


def test_a_list_of_several_parts_leads_to_each_with_its_number(site: BuiltSite) -> None:
    """Above a list stand its parts with how many rows each has, as links that need no script; one part needs none."""
    jump = site.page("decisions").partition('<ul class="jump">')[2].partition("</ul>")[0]
    numbers = {name: int(count) for name, count in re.findall(r'href="#([a-z-]+)">.*?soft">(\d+)<', jump)}
    whole = movement_from(tree_of(example_record()))
    stages = Counter(state.stage for state in decisions_on(whole, TODAY).values())
    assert numbers["let-go"] == stages["let go"]
    assert numbers["in-force"] + numbers["lapsing"] == stages["in force"]
    assert sum(numbers.values()) == stages.total()
    assert '<ul class="jump">' not in site.page("keepers")
