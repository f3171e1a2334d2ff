"""How well a voice is proven, whose key is whose when, and what becomes of a key that is not safe any more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import cast

import pytest

from nstgov.lifecycle import decision_on
from nstgov.lifecycle.keys import find_key_lack, keys_held
from nstgov.lifecycle.levels_asked import find_strongest, is_at_least
from nstgov.lifecycle.proofs import proof_of, proofs_of
from nstgov.lifecycle.reconsideration import compromises_of
from nstgov.records import Record
from nstgov.records.values import ProofLevel
from tests.building import circle, day, decision, edition, election, held, joins, person_change, said, signed, version
from tests.proving import confirmed, key, proven, registrar, with_keys

ALL = "ana ben chi dee"
OAK = with_keys(circle("oak", "2026-01-01", ALL), ALL)
RULES = edition(**registrar())
TEXT = version("trees", 1, "2026-04-01", authors=ALL, sunset="2027-01-01", review="2026-08-01")
ROUND = held("trees", "2026-04-20", said(ALL), entered_by="dee")
MADE = decision("trees", "2026-05-01", sunset="2027-01-01")
BASE = (OAK, RULES, TEXT, ROUND, MADE)


def _by_account(people: str) -> Iterable[Record]:
    for person in people.split():
        yield confirmed(ROUND, person)
        yield signed(confirmed(ROUND, person), "forge")


@pytest.mark.parametrize(
    ("by_key", "by_account", "expected"),
    [
        ("", "", "declared declared declared declared"),
        ("ana", "", "signed declared declared declared"),
        ("ana ben", "", "signed signed heard heard"),
        ("ana dee", "", "signed declared declared signed"),
        ("", "ana", "confirmed declared declared declared"),
        ("ana", "ben", "signed confirmed heard heard"),
        ("ana", "ana", "signed declared declared declared"),
        ("ana ben chi dee", "", "signed signed signed signed"),
    ],
)
def test_a_voice_is_heard_when_two_others_who_did_not_enter_it_gave_their_own(
    by_key: str, by_account: str, expected: str
) -> None:
    """Dee entered the round, so that her proof is her own and no witness for others."""
    signatures = [signed(ROUND, person) for person in by_key.split()]
    found = proven(BASE, signatures, _by_account(by_account))
    assert [proof_of(found, ROUND, person) for person in ALL.split()] == expected.split()


def test_whoever_is_absent_or_not_there_proves_nothing() -> None:
    """An absent member has no voice to prove, and somebody unnamed is no witness."""
    absent = replace(ROUND, voices=said("ana chi dee", absent="ben"))
    found = proven(OAK, RULES, TEXT, absent, signed(absent, "ana"), signed(absent, "ben"))
    assert proofs_of(found, absent.file) == {"ana": "signed", "chi": "declared", "dee": "declared"}


def test_a_signature_that_does_not_verify_counts_for_nothing() -> None:
    """Nor does one that was never checked."""
    spoken = signed(ROUND, "ana")
    assert proof_of(proven(BASE, spoken, keys={spoken.file: ""}), ROUND, "ana") == "declared"
    unchecked = proven(BASE, spoken).with_context()
    unchecked.proven = None
    assert proof_of(unchecked, ROUND, "ana") == "declared"


@pytest.mark.parametrize("fault", ["other bytes", "no registrar", "unknown registrar", "broken", "other account"])
def test_a_confirmation_counts_only_when_a_registrar_attests_these_bytes(fault: str) -> None:
    """Other bytes, nobody's attestation, or an account that confirmed for somebody else before: none counts."""
    said_so = confirmed(ROUND, "ben", sha256="b" * 64 if fault == "other bytes" else "a" * 64)
    attests = [] if fault == "no registrar" else [signed(said_so, "ana" if fault == "unknown registrar" else "forge")]
    first = [replace(confirmed(ROUND, "ana"), account=said_so.account)] if fault == "other account" else []
    faults = [(said_so, "commit")] if fault == "broken" else []
    found = proven(BASE, said_so, attests, first, faults=faults)
    assert proof_of(found, ROUND, "ben") == "declared"


GIVES = person_change("oak", "2026-02-01", "ana", adds=key("new"), voices=said(ALL))
ENDS = person_change("oak", "2026-03-01", "ana", ends=f"{key('new')} my old phone", voices=said(ALL))
UNSAFE = person_change("oak", "2026-03-01", "ana", compromised=key("new"), voices=said(ALL))
AGAIN = person_change("oak", "2026-06-01", "ana", adds=key("new"), voices=said(ALL))
SIG = signed(ROUND, "ana")


@pytest.mark.parametrize(
    ("commits", "expected"),
    [
        ([[OAK], [GIVES], [SIG]], ""),
        ([[OAK], [GIVES, SIG]], "not theirs yet"),
        ([[OAK], [SIG], [GIVES]], "not theirs yet"),
        ([[OAK], [GIVES]], ""),
        ([[OAK]], "not theirs yet"),
        ([[OAK], [GIVES], [SIG], [ENDS]], ""),
        ([[OAK], [GIVES], [SIG, ENDS]], ""),
        ([[OAK], [GIVES], [ENDS], [SIG]], "ended"),
        ([[OAK], [GIVES], [ENDS]], "ended"),
        ([[OAK], [GIVES], [UNSAFE], [SIG]], "compromised"),
        ([[OAK], [GIVES], [SIG], [UNSAFE]], ""),
        ([[OAK], [GIVES], [ENDS], [AGAIN], [SIG]], ""),
        ([[OAK], [GIVES], [ENDS], [SIG], [AGAIN]], "ended"),
    ],
)
def test_a_key_is_judged_by_the_order_in_which_things_landed(commits: list[list[Record]], expected: str) -> None:
    """Not by the days in the records; what is not on main yet lands now, and a key of the same change counts not."""
    records = {one.file: one for commit in commits for one in commit} | {one.file: one for one in (*BASE, GIVES, SIG)}
    found = proven(records.values(), landed=commits)
    assert find_key_lack(found, "ana", key("new"), SIG.file, ROUND.held) == expected


@pytest.mark.parametrize(
    ("acts", "on", "expected"),
    [
        ([GIVES], "2026-04-20", ""),
        ([GIVES, ENDS], "2026-03-01", ""),
        ([GIVES, ENDS], "2026-03-02", "ended"),
        ([GIVES, UNSAFE], "2026-03-02", "compromised"),
        ([GIVES, ENDS, AGAIN], "2026-06-02", ""),
        ([], "2026-04-20", "not theirs yet"),
    ],
)
def test_where_the_history_is_not_known_the_days_stand_for_it(acts: list[Record], on: str, expected: str) -> None:
    """A record of the day on which a key ends may still be signed with it."""
    assert find_key_lack(proven(BASE, acts, SIG), "ana", key("new"), SIG.file, day(on)) == expected


def test_whoever_let_only_their_signature_speak_cannot_be_confirmed_by_an_account() -> None:
    """From the act on; an earlier confirmation still counts, and a later act may take it back."""
    only = person_change("oak", "2026-03-01", "ana", signed_only=True, voices=said(ALL))
    not_any_more = person_change("oak", "2026-04-01", "ana", signed_only=False, voices=said(ALL))
    by_account = list(_by_account("ana"))
    assert proof_of(proven(BASE, by_account), ROUND, "ana") == "confirmed"
    assert proof_of(proven(BASE, by_account, only), ROUND, "ana") == "declared"
    assert proof_of(proven(BASE, by_account, only, not_any_more), ROUND, "ana") == "confirmed"
    before: list[list[Record]] = [[*BASE], by_account, [only]]
    assert proof_of(proven(BASE, by_account, only, landed=before), ROUND, "ana") == "confirmed"
    after: list[list[Record]] = [[*BASE], [only], by_account]
    assert proof_of(proven(BASE, by_account, only, landed=after), ROUND, "ana") == "declared"


def test_a_registrar_counts_while_the_ground_rules_name_it() -> None:
    """Once an edition without it holds, what it signs afterwards attests nothing."""
    texts = version("rules", 1, "2026-02-01", sunset="2027-12-31")
    adopted = decision("rules", "2026-03-01", sunset="2027-12-31")
    second = edition(2, "2026-03-01", "rules")
    by_account = list(_by_account("ana"))
    every = (*BASE, texts, adopted, second, *by_account)
    assert proof_of(proven(every, landed=[BASE, by_account, [texts, adopted, second]]), ROUND, "ana") == "confirmed"
    assert proof_of(proven(every, landed=[BASE, [texts, adopted, second], by_account]), ROUND, "ana") == "declared"
    assert proof_of(proven(every, landed=[[*BASE, *by_account]]), ROUND, "ana") == "declared"
    assert proof_of(proven(every), ROUND, "ana") == "confirmed"


@pytest.mark.parametrize(
    ("since", "commits", "doubted"),
    [
        (None, None, True),
        ("2026-04-20", None, True),
        ("2026-04-21", None, False),
        ("2026-04-30", [[*BASE], [SIG]], True),
        ("2026-05-02", [[*BASE], [SIG]], False),
        ("2026-04-30", [[OAK, TEXT, ROUND], [SIG], [MADE]], False),
    ],
)
def test_an_unsafe_key_puts_what_rests_on_it_under_reconsideration(
    since: str | None, commits: list[list[Record]] | None, doubted: bool
) -> None:
    """From when it was unsafe, or whenever nobody knows; a signature that landed later than that is in doubt too."""
    act = person_change(
        "oak", "2026-06-01", "ana", compromised=key("ana"), since=day(since) if since else None, voices=said(ALL)
    )
    found = proven(BASE, SIG, act, landed=commits)
    assert bool(compromises_of(found, "trees")) is doubted
    state = decision_on(found, "trees", day("2026-06-02"))
    assert state
    assert state.stage == ("under reconsideration" if doubted else "in force")
    before = decision_on(found, "trees", day("2026-05-31"))
    assert before
    assert before.stage == "in force"


@pytest.mark.parametrize(
    ("more", "doubted"),
    [
        ([], True),
        ([held("trees", "2026-06-03", said("ana"), person="ana")], False),
        ([held("trees", "2026-05-30", said("ana"), person="ana")], True),
        ([held("trees", "2026-06-03", said(against="ana"), person="ana")], True),
        ([held("trees", "2026-06-03", said("ana"), person="ana", entered_by="dee")], True),
        (list(_by_account("ana")), False),
    ],
)
def test_a_doubt_ends_when_they_have_spoken_themselves(more: list[Record], doubted: bool) -> None:
    """In a later file of their own that consents, or by their own account; nobody else can end it."""
    act = person_change("oak", "2026-06-01", "ana", compromised=key("ana"), voices=said(ALL))
    own = [signed(one, "ana") for one in more if one.file.endswith("ana.yml") and "rounds" in one.file]
    found = proven(BASE, SIG, act, more)
    assert bool(compromises_of(found, "trees")) is doubted
    if own:
        with_the_same_key = proven(BASE, SIG, act, more, own, landed=[[*BASE], [SIG], own, [act]])
        assert compromises_of(with_the_same_key, "trees")


def test_an_election_is_in_doubt_too() -> None:
    """It names nobody's own file, so that confirming it is what ends the doubt."""
    chosen = election("oak-rep", "oak", "ben", "2026-03-01", voices=said(ALL))
    act = person_change("oak", "2026-06-01", "ana", compromised=key("ana"), voices=said(ALL))
    (doubt,) = compromises_of(proven(OAK, RULES, chosen, signed(chosen, "ana"), act), "oak-rep")
    assert (doubt.person, doubt.record.file, doubt.act) == ("ana", chosen.file, act)
    attested = confirmed(chosen, "ana")
    assert not compromises_of(
        proven(OAK, RULES, chosen, signed(chosen, "ana"), act, attested, signed(attested, "forge")), "oak-rep"
    )


def test_a_key_is_given_on_founding_on_joining_and_later() -> None:
    """Each on its day, and at the place where it stands."""
    came = replace(joins("oak", "2026-02-01", "eli"), keys=(key("eli"), key("second")))
    more = person_change("oak", "2026-03-01", "ana", adds=key("new"), voices=said(f"{ALL} eli"))
    held_by = keys_held(proven(OAK, came, more))
    assert [(one.key, one.given, one.day) for one in held_by["eli"]] == [
        (key("eli"), came.locate("keys", 0), came.date),
        (key("second"), came.locate("keys", 1), came.date),
    ]
    assert [(one.key, one.given) for one in held_by["ana"]] == [
        (key("ana"), OAK.locate("members", "ana", "keys", 0)),
        (key("new"), more.locate("adds")),
    ]


def test_what_is_no_proof_at_all_asks_for_nothing_and_proves_nothing() -> None:
    """Of a word that the ground rules do not know any proof is as good, and it is as good as *declared*."""
    unknown = cast("ProofLevel", "")
    assert find_strongest([unknown, "heard", "declared"]) == "heard"
    assert is_at_least("declared", unknown)
    assert not is_at_least(unknown, "heard")
