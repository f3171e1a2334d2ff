"""Confirmations that a yes gives: for whom, for which records, and for no others; on movements built by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nstgov.author.confirmations import (
    MOST,
    ConfirmationContext,
    NothingConfirmed,
    build_confirmations,
    find_still_fitting,
)
from nstgov.records import Movement, PersonChange, Record
from nstgov.records.proof_facts import ProposedChange, SeenConsent
from tests.building import at, circle, held, movement, person_change, said, signed, version
from tests.proving import BYTES, confirmed, proven

OAK = circle("oak", at(-9), "ana ben chi dee")
PROPOSAL = version("p", 1, at(0))
ROUND = held("p", at(2), said("ana ben chi"), entered_by="dee")
FORGE = "example.org"


def account(person: str, name: str, on: int = -5) -> PersonChange:
    """Somebody gives the name of their account."""
    return person_change("oak", at(on), person, account=name)


ANA = account("ana", "Ana-Ruiz")


def around(now: Movement, *records: Record, other: str = "", added: tuple[str, ...] = ()) -> ConfirmationContext:
    """A change that adds records to what had landed; `other` is one whose bytes are not those that were seen."""
    paths = [record.file for record in records]
    there = Movement([*now.records.values(), *records], {**now.sha256, **dict.fromkeys(paths, BYTES)})
    return ConfirmationContext(
        now, there, added or paths, dict.fromkeys((path for path in paths if path != other), BYTES)
    )


def yes(login: str = "ana-ruiz", number: int = 1001) -> SeenConsent:
    """Somebody says yes to change 7."""
    return SeenConsent(login, number, ProposedChange(7, "c" * 40, "open"))


def test_those_records_of_the_change_in_which_they_appear() -> None:
    """The round in which she speaks, not the version that does not name her; names of accounts have no letter case."""
    files = build_confirmations(around(movement(OAK, ANA), replace(PROPOSAL, authors=("ben",)), ROUND), yes(), FORGE)
    assert list(files) == [f"{ROUND.file}.ana.confirmation.yml"]
    (text,) = files.values()
    assert f"sha256: {BYTES}\n" in text.replace("'", "")
    assert build_confirmations(around(movement(OAK, ANA), ROUND, other=ROUND.file), yes(), FORGE) == {}
    assert build_confirmations(around(movement(OAK, ANA), ROUND, added=(OAK.file,)), yes(), FORGE) == {}


@pytest.mark.parametrize(
    ("acts", "reason"),
    [
        ((), "nobody's here"),
        ((account("ana", "other"),), "nobody's here"),
        ((ANA, account("ben", "ana-ruiz")), "more than one person's"),
        ((ANA, account("ana", "new-name", -3)), "nobody's here"),
    ],
)
def test_whose_account_it_is_must_be_plain(acts: tuple[Record, ...], reason: str) -> None:
    """Nobody's, two people's, or one that they have given up for another: nothing is confirmed."""
    with pytest.raises(NothingConfirmed, match=reason):
        build_confirmations(around(movement(OAK, acts), ROUND), yes(), FORGE)


def test_an_account_is_known_by_its_number() -> None:
    """Another number under her name, or a number that confirmed for Ben, is refused; on another forge it is another."""
    earlier = held("p", at(1), said("ana ben"), entered_by="dee")
    mine, bens = confirmed(earlier, "ana", 1001), confirmed(earlier, "ben", 1002)
    now = movement(OAK, ANA, earlier, mine, bens)
    assert build_confirmations(around(now, ROUND), yes(), FORGE)
    assert build_confirmations(around(now, ROUND), yes(number=1002), "elsewhere.org")
    for number in (1002, 6666):
        with pytest.raises(NothingConfirmed):
            build_confirmations(around(now, ROUND), yes(number=number), FORGE)


def test_a_new_account_counts_once_the_act_that_gives_it_has_landed_later() -> None:
    """She gave her account anew after she had last confirmed; an act from before says nothing about a new number."""
    earlier = held("p", at(1), said("ana ben"), entered_by="dee")
    mine = confirmed(earlier, "ana", 1001)
    for order, counts in (([OAK, earlier, mine, ANA], True), ([OAK, ANA, earlier, mine], False)):
        now = movement(*order).with_context(landed={record.file: place for place, record in enumerate(order)})
        if counts:
            assert build_confirmations(around(now, ROUND), yes(number=2002), FORGE)
        else:
            with pytest.raises(NothingConfirmed):
                build_confirmations(around(now, ROUND), yes(number=2002), FORGE)


def test_nothing_is_confirmed_twice_nor_for_those_who_sign() -> None:
    """What she has confirmed or signed already stands; who lets only their signature speak is left out."""
    there = confirmed(ROUND, "ana", 1001)
    assert build_confirmations(around(movement(OAK, ANA), ROUND), yes(), FORGE)
    known = movement(OAK, ANA, ROUND, there)
    again = ConfirmationContext(
        Movement(known.records.values(), {there.file: BYTES}), known, [ROUND.file], {ROUND.file: BYTES}
    )
    assert build_confirmations(again, yes(), FORGE) == {}
    only = replace(account("ana", "Ana-Ruiz"), signed_only=True)
    now = movement(OAK, only).with_context(landed={OAK.file: 0, only.file: 1})
    assert build_confirmations(around(now, ROUND), yes(), FORGE) == {}


def test_one_yes_confirms_two_hundred_records_at_most() -> None:
    """A change that holds thousands cannot make the signing of one yes endless."""
    rounds = [held(f"p{n}", at(2), said("ana ben"), entered_by="dee") for n in range(MOST + 50)]
    assert len(build_confirmations(around(movement(OAK, ANA), *rounds), yes(), FORGE)) == MOST


def test_what_waits_is_kept_while_it_fits_and_is_signed() -> None:
    """Without a registrar's signature, of other bytes, or of what is on the default branch already, it is dropped."""
    one = confirmed(ROUND, "ana")
    by = signed(one, "forge")
    now = movement(OAK, ANA)
    seen = around(now, ROUND)
    assert find_still_fitting(proven(OAK, ROUND, one, by), seen) == [one.file, by.file]
    assert find_still_fitting(proven(OAK, ROUND, one), seen) == []
    assert find_still_fitting(proven(OAK, ROUND, confirmed(ROUND, "ana", sha256="b" * 64), by), seen) == []
    assert find_still_fitting(proven(OAK, ROUND, one, by), seen._replace(now=Movement([OAK], {one.file: BYTES}))) == []
