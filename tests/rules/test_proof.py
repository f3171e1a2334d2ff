"""Family T: what is asked of voices, and signatures and confirmations that prove what they seem to prove."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from nstgov.lifecycle.act_proofs import with_known_context
from nstgov.records import Movement, Outside, Record, Voice
from nstgov.records.values import ProofLevel
from nstgov.rules import Rule
from nstgov.rules.proof.key_changes import changed_without_their_key
from nstgov.rules.proof.proof_levels import proven_too_little
from nstgov.rules.proof.signatures import key_of_another_time, signature_of_nobody_named, signature_that_proves_nothing
from tests.building import (
    a_test,
    circle,
    day,
    decision,
    edition,
    election,
    held,
    joins,
    objection,
    person_change,
    resolved,
    said,
    signed,
    version,
)
from tests.proving import confirmed, key, proven, registrar, with_keys
from tests.record import TODAY
from tests.rules.judging import views_of

ALL = "ana ben chi dee"
OAK = with_keys(circle("oak", "2026-01-01", ALL), ALL)
TEXT = version("trees", 1, "2026-04-01", authors=ALL, sunset="2027-01-01", review="2026-08-01")
ROUND = held("trees", "2026-04-20", said(ALL), entered_by="dee")
MADE = decision("trees", "2026-05-01", sunset="2027-01-01")


def asking(level: ProofLevel) -> Record:
    """Ground rules that ask for a proof in circles of neighbours, and name a registrar."""
    return edition(proof={"friend": level}, **registrar())


def found_by(rule: Rule, movement: Movement) -> list[tuple[str, str]]:
    """Where a rule finds something: file and keys."""
    # taken anew: what counts as valid elsewhere is what this rule is about
    views = views_of(rule, with_known_context(movement))
    found = list(dict.fromkeys(one for view in views for one in rule(view, TODAY)))
    assert all(one.message and one.help and not one.message.endswith(".") for one in found)
    return [(one.at.file, ".".join(map(str, one.at.keys))) for one in found]


def by(people: str, *records: Record) -> list[Record]:
    """Signatures of all these people beside these records."""
    return [signed(record, person) for record in records for person in people.split()]


TOO_LITTLE = [(MADE.file, "circles")]


@pytest.mark.parametrize(
    ("asked", "signatures", "expected"),
    [
        ("declared", [], []),
        ("heard", [], TOO_LITTLE),
        ("heard", by("ana", ROUND), TOO_LITTLE),
        ("heard", by("ana ben", ROUND), []),
        ("heard", by("ana dee", ROUND), TOO_LITTLE),
        ("confirmed", by("ana ben chi", ROUND) + by(ALL, TEXT), TOO_LITTLE),
        ("confirmed", by(ALL, ROUND, TEXT), []),
        ("signed", by(ALL, ROUND, TEXT), []),
        ("signed", by(ALL, ROUND), TOO_LITTLE),
        ("signed", by(ALL, ROUND) + by("ana ben chi", TEXT), TOO_LITTLE),
    ],
)
def test_a_decision_rests_on_what_the_ground_rules_ask_of_its_level(
    asked: ProofLevel, signatures: list[Record], expected: list[tuple[str, str]]
) -> None:
    """Of every voice; and where confirming or signing is asked, of every author too."""
    assert found_by(proven_too_little, proven(OAK, asking(asked), TEXT, ROUND, MADE, signatures)) == expected


def test_what_is_lacking_is_said_with_names_and_places() -> None:
    """The finding names the people, what is asked, how to sign, and points at each voice."""
    whole = proven(OAK, asking("signed"), TEXT, ROUND, MADE, by("ana ben chi", ROUND, TEXT))
    whole = with_known_context(whole)
    (finding,) = proven_too_little(whole, TODAY)
    assert finding.message == "in oak a voice is to be signed with their own key; that of dee is not"
    assert finding.help == f"Ask dee to sign or confirm it: nstgov sign {ROUND.file} --person dee"
    assert [(where.file, where.keys) for where in finding.related] == [
        (ROUND.file, ("voices", "dee")),
        (TEXT.file, ("authors", 3)),
    ]


def test_a_confirmation_is_less_than_a_signature_and_enough_where_it_is_asked() -> None:
    """By their own accounts, attested by a registrar."""
    by_account = [confirmed(record, person) for record in (ROUND, TEXT) for person in ALL.split()]
    attested = [signed(one, "forge") for one in by_account]
    for asked, expected in (("confirmed", []), ("signed", TOO_LITTLE)):
        found = proven(OAK, asking(asked), TEXT, ROUND, MADE, by_account, attested)  # type: ignore[arg-type]
        assert found_by(proven_too_little, found) == expected


def test_nothing_is_asked_of_people_outside_and_of_history_from_elsewhere() -> None:
    """Four strangers may propose where everybody else must sign."""
    outside = replace(TEXT, authors=tuple(Outside(name=name) for name in ("Omar", "Maria", "Li", "Eva")))
    assert found_by(proven_too_little, proven(OAK, asking("signed"), outside, ROUND, MADE, by(ALL, ROUND))) == []
    elsewhere = replace(TEXT, imported="elsewhere")
    assert found_by(proven_too_little, proven(OAK, asking("signed"), elsewhere, ROUND, MADE)) == []


def test_what_was_not_checked_or_cannot_be_read_is_not_judged() -> None:
    """Without the arithmetic nothing is said, and the reader speaks of faulty fields."""
    unchecked = proven(OAK, asking("signed"), TEXT, ROUND, MADE, by(ALL, ROUND))
    unchecked.proven = None
    assert found_by(proven_too_little, unchecked) == []
    for record, fault in ((MADE, "circles"), (MADE, "decided"), (OAK, "members"), (ROUND, "voices")):
        found = proven(OAK, asking("signed"), TEXT, ROUND, MADE, by(ALL, TEXT), faults=[(record, fault)])
        assert found_by(proven_too_little, found) == [], fault


def test_an_election_needs_the_proof_of_its_circle() -> None:
    """On the day it was held, of everybody who was there."""
    voices = {**said("ana ben chi"), "dee": Voice(says="absent")}
    chosen = election("rep", "oak", "ben", "2026-03-01", voices=voices)
    assert found_by(proven_too_little, proven(OAK, asking("signed"), chosen)) == [(chosen.file, "circle")]
    assert found_by(proven_too_little, proven(OAK, asking("signed"), chosen, by("ana ben chi", chosen))) == []


def test_voices_that_clear_an_objection_away_are_proven_too() -> None:
    """Those of a test that sets it aside, and those of its authors who say that nothing remains."""
    roots = objection("proposals/trees", "roots", "2026-04-10", authors=("ana", "ben", "chi", "dee"))
    aside = a_test("proposals/trees", "roots", "2026-04-12", "set aside", voices=said(ALL))
    met = replace(resolved("proposals/trees", "roots", "2026-04-12"), voices=said(ALL))
    for cleared in (aside, met):
        whole = (OAK, asking("signed"), TEXT, ROUND, MADE, roots, cleared, by(ALL, ROUND, TEXT, roots))
        assert found_by(proven_too_little, proven(*whole)) == TOO_LITTLE
        assert found_by(proven_too_little, proven(*whole, by(ALL, cleared))) == []


def test_only_their_signature_speaks_for_whoever_said_so_on_any_level() -> None:
    """From the day after the act on, where the history is not known; another change of theirs takes nothing back."""
    only = person_change("oak", "2026-04-10", "ana", signed_only=True, voices=said(ALL))
    whole = (OAK, asking("declared"), TEXT, ROUND, MADE, only)
    assert found_by(proven_too_little, proven(*whole)) == TOO_LITTLE
    assert found_by(proven_too_little, proven(*whole, by("ana", ROUND))) == []
    assert found_by(proven_too_little, proven(*whole[:-1], replace(only, date=day("2026-04-20")))) == []
    renamed = person_change("oak", "2026-04-12", "ana", name="Ana Ruiz", voices=said(ALL))
    assert found_by(proven_too_little, proven(*whole, renamed)) == TOO_LITTLE


def test_a_signature_that_proves_nothing_is_found_with_the_reason() -> None:
    """Only where it stands beside a record that names its person; else another rule speaks."""
    spoken, stray = signed(ROUND, "ana"), signed(ROUND, "eli")
    found = proven(OAK, TEXT, ROUND, spoken, stray, keys={spoken.file: "", stray.file: ""})
    (finding,) = signature_that_proves_nothing(found, TODAY)
    assert finding.message == "this is no signature of ana for 2026-04-20.oak.yml: it was changed"
    assert found_by(signature_of_nobody_named, found) == [(stray.file, "")]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"sha256": "b" * 64}, ["sha256"]),
        ({"account": 7}, ["account"]),
        ({"beside": "proposals/trees/v9.yml"}, []),
    ],
)
def test_a_confirmation_is_of_these_bytes_by_an_account_of_ones_own(
    change: dict[str, Any], expected: list[str]
) -> None:
    """Another hash, or an account with which somebody else confirmed first."""
    first = replace(confirmed(ROUND, "ana"), account=7)
    second = replace(confirmed(ROUND, "ben"), **change)
    found = proven(OAK, asking("declared"), TEXT, ROUND, first, second, signed(first, "forge"), signed(second, "forge"))
    assert [where for _, where in found_by(signature_that_proves_nothing, found)] == expected


def test_a_confirmation_that_nobody_attests_is_found() -> None:
    """A registrar's signature stands beside it."""
    said_so = confirmed(ROUND, "ana")
    assert found_by(signature_that_proves_nothing, proven(OAK, TEXT, ROUND, said_so)) == [(said_so.file, "")]


NEW = person_change("oak", "2026-04-10", "ana", adds=key("new"), voices=said("ana"))
SPOKEN = signed(ROUND, "ana")
ATTESTED = confirmed(ROUND, "ana")
ONLY = person_change("oak", "2026-04-11", "ana", signed_only=True, voices=said(ALL))


@pytest.mark.parametrize(
    ("commits", "expected"),
    [
        (None, []),
        ([[OAK], [TEXT, ROUND], [SPOKEN]], []),
        ([[OAK, TEXT, ROUND, SPOKEN]], [SPOKEN]),
        ([[OAK, TEXT, ROUND]], []),
        ([[TEXT, ROUND]], [SPOKEN]),
        ([[OAK], [TEXT, ROUND], [ONLY], [SPOKEN, ATTESTED]], [ATTESTED]),
        ([[OAK], [TEXT, ROUND], [SPOKEN, ATTESTED], [ONLY]], []),
    ],
)
def test_a_key_of_another_time_is_found_where_the_history_is_known(
    commits: list[list[Record]] | None, expected: list[Record]
) -> None:
    """By the order of landing; what has not landed lands now."""
    records: Iterable[Record] = {one.file: one for commit in commits or [] for one in commit}.values()
    found = proven(OAK, TEXT, ROUND, SPOKEN, records, landed=commits)
    assert found_by(key_of_another_time, found) == [(one.file, "") for one in expected]


def test_a_registrar_whose_key_came_with_the_confirmation_attests_nothing() -> None:
    """The edition that names it lands before what it signs."""
    rules, attests = asking("declared"), signed(ATTESTED, "forge")
    whole = (OAK, TEXT, ROUND, rules, ATTESTED, attests)
    together = proven(*whole, landed=[[OAK, TEXT, ROUND], [rules, ATTESTED, attests]])
    assert found_by(key_of_another_time, together) == [(attests.file, "")]
    later = proven(*whole, landed=[[OAK, TEXT, ROUND, rules], [ATTESTED, attests]])
    assert found_by(key_of_another_time, later) == []


@pytest.mark.parametrize(
    ("beside", "stray"),
    [
        (SPOKEN, False),
        (signed(TEXT, "ben"), False),
        (signed(MADE, "chi"), False),
        (signed(OAK, "dee"), False),
        (signed(ROUND, "eli"), True),
        (signed(ROUND, "nobody"), True),
        (signed(replace(ROUND, file="proposals/trees/rounds/2026-04-21.oak.yml"), "ana"), True),
        (confirmed(ROUND, "eli"), True),
        (signed(ATTESTED, "forge"), False),
        (signed(ATTESTED, "ana"), True),
    ],
)
def test_a_signature_stands_beside_a_record_that_names_its_person(beside: Record, stray: bool) -> None:
    """Authors, voices, founders; for a decision its circle; for a confirmation a registrar."""
    eli = joins("oak", "2026-06-01", "eli")
    found = proven(OAK, asking("declared"), TEXT, ROUND, MADE, ATTESTED, eli, beside)
    assert found_by(signature_of_nobody_named, found) == ([(beside.file, "")] if stray else [])


@pytest.mark.parametrize(
    ("act", "signatures", "expected"),
    [
        (NEW, "", True),
        (NEW, "ana", False),
        (replace(NEW, voices=said("ana ben chi dee")), "", False),
        (replace(NEW, voices=said("ben chi dee")), "", True),
        (replace(NEW, voices=said("ana ben chi")), "", True),
        (replace(NEW, person="eli", voices=said("eli")), "", False),
        (person_change("oak", "2026-04-10", "ana", name="Ana R.", voices=said("ana")), "", True),
        (person_change("oak", "2026-04-10", "ana", compromised=key("ana"), voices=said("ana")), "ana", False),
    ],
)
def test_whoever_has_a_key_changes_what_is_theirs_with_it(act: Record, signatures: str, expected: bool) -> None:
    """Or by the consent of every other member, where it is lost; a first key needs none."""
    eli = joins("oak", "2026-02-01", "eli") if getattr(act, "person", "") == "eli" else None
    found = proven(OAK, act, [eli] if eli else [], by(signatures, act))
    assert found_by(changed_without_their_key, found) == ([(act.file, "voices")] if expected else [])


def test_a_new_key_does_not_vouch_for_itself() -> None:
    """An act signed with the key that it gives is signed with none."""
    spoken = signed(NEW, "ana")
    found = proven(OAK, NEW, spoken, keys={spoken.file: "new"}, landed=[[OAK], [NEW, spoken]])
    assert found_by(changed_without_their_key, found) == [(NEW.file, "voices")]


def test_nobody_else_speaks_for_whoever_is_alone_in_their_circle() -> None:
    """The consent of every other member is none where there is none."""
    alone = with_keys(circle("oak", "2026-01-01", "ana"), "ana")
    assert found_by(changed_without_their_key, proven(alone, NEW)) == [(NEW.file, "voices")]


def test_of_a_change_of_keys_by_the_others_it_is_said_who_lacks() -> None:
    """Once one of them has consented; before that it may be that nobody was to."""
    (some,) = changed_without_their_key(proven(OAK, replace(NEW, voices=said("ana ben chi"))), TODAY)
    assert some.message == "ana has a key, and this is not signed with it; dee has not consented"
    (none,) = changed_without_their_key(proven(OAK, replace(NEW, voices=said("ana"))), TODAY)
    assert none.message == "ana has a key, and this is not signed with it"


def test_nothing_is_asked_of_the_voice_of_somebody_outside() -> None:
    """They have no key on record; that nothing remains they say by their name."""
    authors = (Outside(name="Omar Said"), "ana", "ben", "chi")
    roots = objection("proposals/trees", "roots", "2026-04-10", authors=authors)
    voices = {**said("ana ben chi"), "Omar Said": Voice(says="consent")}
    met = replace(resolved("proposals/trees", "roots", "2026-04-12"), voices=voices)
    whole = (OAK, asking("signed"), TEXT, ROUND, MADE, roots, met, by(ALL, ROUND, TEXT), by("ana ben chi", roots))
    assert found_by(proven_too_little, proven(*whole, by("ana ben", met))) == TOO_LITTLE
    assert found_by(proven_too_little, proven(*whole, by("ana ben chi", met))) == []
