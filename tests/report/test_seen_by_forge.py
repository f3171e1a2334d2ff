"""Who said yes to a proposed change, from what GitHub sends and answers: nothing forged is believed."""

from __future__ import annotations

from typing import Any

import pytest

from nstgov.report.comment import MalformedInput
from nstgov.report.forge_events import NoConsentSeen, build_event, read_proposed_change, read_seen_consent
from tests.forge.github import CLOSED, OPENED, OTHERS, PUSHED, REPOSITORY, REVIEWED, account, payload

HEAD, LANDED_IN = "a" * 40, "c" * 40


@pytest.mark.parametrize("name", [OPENED, PUSHED])
def test_whoever_puts_a_change_there_says_yes_to_it(name: str) -> None:
    """By opening it and by pushing to it, at the very commit."""
    who = read_seen_consent(payload(name), REPOSITORY)
    assert (who.login, who.account) == ("ana-of-oak", 1001)
    assert (who.change.number, who.change.commit, who.change.stage) == (7, HEAD, "open")


def test_a_review_that_consents_is_a_yes_of_its_writer() -> None:
    """The reviewer's, not the author's; the name of a repository has no letter case."""
    who = read_seen_consent(payload(REVIEWED), "Our/Valley")
    assert (who.login, who.account, who.change.commit) == ("ben-of-oak", 1002, HEAD)


def test_what_the_forge_answers_when_asked_again_says_the_same() -> None:
    """A change and a review as the API gives them: with the word in capitals, and without a sender."""
    told = payload(REVIEWED, review__state=payload(REVIEWED)["review"]["state"].upper())
    asked = build_event(told["pull_request"], told["review"])
    assert read_seen_consent(asked, REPOSITORY) == read_seen_consent(payload(REVIEWED), REPOSITORY)


def test_a_change_that_landed_says_in_which_commit() -> None:
    """Closing says yes to nothing; landing and closing are told apart."""
    landed = read_proposed_change(payload(CLOSED), REPOSITORY)
    assert (landed.stage, landed.landed_in) == ("landed", LANDED_IN)
    assert read_proposed_change(payload(CLOSED, pull_request__merged_at=None), REPOSITORY).stage == "closed"
    with pytest.raises(NoConsentSeen):
        read_seen_consent(payload(CLOSED), REPOSITORY)


SAYS_NOTHING: list[tuple[str, dict[str, Any]]] = [
    (OPENED, {"pull_request__base__ref": "weaker"}),
    (OPENED, {"repository__default_branch": "weaker"}),
    (OPENED, {"action": "edited"}),
    (OPENED, {"action": "reopened"}),
    (OPENED, {"action": None}),
    (OPENED, {"pull_request__who": account("ana", type="Bot")}),
    (OPENED, {"pull_request__who": account("ana", type="Organization")}),
    (OPENED, {"pull_request__who": account("ana", type="Mannequin")}),
    (OPENED, {"pull_request__who": {"login": "ana-of-oak", "id": 1001}}),
    (PUSHED, {"sender": account("mallory")}),
    (REVIEWED, {"action": "edited"}),
    (REVIEWED, {"action": "dismissed"}),
    (REVIEWED, {"review__state": "dismissed"}),
    (REVIEWED, {"review__state": "commented"}),
    (REVIEWED, {"review__state": "changes_requested"}),
    (REVIEWED, {"review__state": "pending"}),
    (REVIEWED, {"review__state": ["approved"]}),
    (REVIEWED, {"review__commit_id": "9" * 40}),
    (REVIEWED, {"review__who": account("ben", type="Bot")}),
    (REVIEWED, {"sender": account("mallory")}),
]


@pytest.mark.parametrize(("name", "instead"), SAYS_NOTHING)
def test_what_is_no_yes_of_a_persons_own_confirms_nothing(name: str, instead: dict[str, Any]) -> None:
    """Another branch or action, another review, an older commit, a program's account, somebody else in their place."""
    with pytest.raises(NoConsentSeen):
        read_seen_consent(payload(name, **instead), REPOSITORY)


FORGED: list[tuple[str, dict[str, Any]]] = [
    (OPENED, {"repository__full_name": "mallory/valley"}),
    (OPENED, {"pull_request__base__repo__full_name": "mallory/valley"}),
    (OPENED, {"pull_request__base__repo": None}),
    (OPENED, {"number": 8}),
    (OPENED, {"pull_request__number": "7; touch taken-over"}),
    (OPENED, {"pull_request__number": True, "number": True}),
    (OPENED, {"pull_request__number": -7, "number": -7}),
    (OPENED, {"pull_request__number": 10**30, "number": 10**30}),
    (OPENED, {"pull_request__head__sha": "main"}),
    (OPENED, {"pull_request__head__sha": "$(touch taken-over)"}),
    (OPENED, {"pull_request__head__sha": "a" * 40 + "\n"}),
    (OPENED, {"pull_request__head": None}),
    (OPENED, {"pull_request__who": None}),
    (OPENED, {"pull_request__who": account("ana", id="1001")}),
    (OPENED, {"pull_request__who": account("ana", id=0)}),
    (OPENED, {"pull_request__who": account("ana", login="../ana")}),
    (OPENED, {"pull_request__who": account("ana", login="ana-of-oak\n")}),
    (OPENED, {"sender": ...}),
    (OPENED, {"sender": {"id": True}}),
    (CLOSED, {"pull_request__merge_commit_sha": "--upload-pack=touch taken-over"}),
    (REVIEWED, {"review": None}),
    (REVIEWED, {"review__commit_id": None}),
    (REVIEWED, {"review__who": None}),
    (REVIEWED, {"pull_request": ...}),
    *[(name, {}) for name in OTHERS],
]


@pytest.mark.parametrize(("name", "instead"), FORGED)
def test_what_is_not_of_its_form_or_of_another_place_is_refused(name: str, instead: dict[str, Any]) -> None:
    """Another repository, an issue, numbers and commits that are none: nothing of it is taken."""
    with pytest.raises(MalformedInput):
        read_seen_consent(payload(name, **instead), REPOSITORY)


@pytest.mark.parametrize("told", [None, [], "x", 7, {}, {"pull_request": []}, {"pull_request": {}, "repository": {}}])
def test_what_is_no_event_is_refused(told: Any) -> None:
    """Whatever a file holds."""
    with pytest.raises(MalformedInput):
        read_seen_consent(told, REPOSITORY)


@pytest.mark.parametrize("repository", ["", "valley", "our/valley/x", "our /valley"])
def test_where_it_runs_must_be_known(repository: str) -> None:
    """Without the name of this repository nothing can be told to be about it."""
    with pytest.raises(MalformedInput):
        read_seen_consent(payload(OPENED), repository)


def test_a_review_of_another_change_is_refused() -> None:
    """Two numbers that do not belong together, handed over by anybody, lead to nothing."""
    told = payload(REVIEWED)
    with pytest.raises(MalformedInput):
        build_event({**told["pull_request"], "number": 8}, told["review"])
    with pytest.raises(MalformedInput):
        build_event(told["pull_request"], {"state": "approved"})
