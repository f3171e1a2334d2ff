"""Keys, accounts and names: by one rule for whatever gives them, and never by somebody else's word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from nstgov.lifecycle.act_proofs import with_known_context
from nstgov.lifecycle.keys import keys_held
from nstgov.lifecycle.people import find_account, name_on
from nstgov.lifecycle.proofs import is_proven_as, proof_of
from nstgov.records import Founder, Movement, PersonChange, Record
from nstgov.records.ground_rules import AwayRule
from nstgov.rules.proof.awaited_proof import waiting_for_proof
from nstgov.rules.proof.key_changes import changed_without_their_key
from tests.building import away, circle, closes, day, edition, held, joins, leaves, person_change, said, signed, version
from tests.proving import confirmed, key, proven, registrar, with_keys
from tests.record import TODAY

ALL = "ana ben chi dee"
KEYED = with_keys(circle("oak", "2026-01-01", ALL), ALL)
PLAIN = with_keys(circle("oak", "2026-01-01", ALL), "")
ELM = circle("elm", "2026-01-01", "eli fay gus hal")
NEW = person_change("oak", "2026-03-01", "ana", adds=key("new"))


def asking(level: Any = "declared") -> Record:
    """Ground rules that ask for a proof in circles of neighbours, allow absences and name a registrar."""
    return edition(proof={"friend": level}, away=AwayRule(most_days=90, least_voices=4), **registrar())


def by(people: str, *records: Record) -> list[Record]:
    """Signatures of all these people beside these records."""
    return [signed(record, person) for record in records for person in people.split()]


def keys_of(movement: Movement, person: str = "ana") -> list[str]:
    """The keys of somebody that count, by their names."""
    return [held.key.split()[1].rstrip("A").lower() or "a" for held in keys_held(movement).get(person, ())]


def found_in(movement: Movement) -> list[str]:
    """The files in which a key, an account or a name is given by somebody else."""
    found = list(changed_without_their_key(with_known_context(movement), TODAY))
    assert all(one.message and one.help for one in found)
    return [one.at.file for one in found]


def elsewhere(**more: Any) -> Record:
    """A circle that others found, in which they name Ana with what is to be hers."""
    other = circle("elm", "2026-02-01", "eli fay gus")
    members = {**other.members, "ana": Founder(home="oak", **more)}
    return replace(other, members=members, voices=said("eli fay gus ana"))


@pytest.mark.parametrize(
    "act",
    [
        elsewhere(keys=(key("evil"),)),
        elsewhere(account="evil"),
        joins(
            "elm", "2026-02-01", "ana", name=None, home="oak", keys=(key("evil"),), voices=said("ana eli fay gus hal")
        ),
        joins("elm", "2026-02-01", "ana", name=None, home="oak", account="evil", voices=said("ana eli fay gus hal")),
        person_change("elm", "2026-02-01", "ana", adds=key("evil")),
        person_change("elm", "2026-02-01", "ana", account="evil", name="Eve"),
    ],
    ids=["founded", "founded account", "joined", "joined account", "person", "person account"],
)
@pytest.mark.parametrize("home", [PLAIN, KEYED], ids=["without key", "with key"])
def test_nobody_gets_a_key_or_an_account_from_elsewhere(act: Record, home: Record) -> None:
    """What other circles say of somebody's key, account or name is found, and has no effect."""
    base = proven(home, ELM, asking())
    whole = proven(home, [] if act.file == ELM.file else ELM, act, asking())
    assert found_in(whole) == [act.file]
    assert keys_of(whole) == keys_of(base)
    assert find_account(whole, "ana") is None
    assert name_on(whole, "ana", TODAY) == "Ana"


def test_a_founding_elsewhere_that_gives_nothing_is_welcome() -> None:
    """Whoever is in two circles is named by their home."""
    assert found_in(proven(PLAIN, elsewhere(), asking())) == []


@pytest.mark.parametrize(
    ("home", "act", "proofs", "counts"),
    [
        (PLAIN, NEW, [], True),
        (PLAIN, replace(NEW, voices=said("ben chi dee")), [], False),
        (PLAIN, replace(NEW, voices=said(ALL)), [], True),
        (KEYED, NEW, [], False),
        (KEYED, NEW, by("ana", NEW), True),
        (KEYED, NEW, by("ben chi dee", NEW), False),
        (KEYED, replace(NEW, voices=said(ALL)), [], True),
        (KEYED, replace(NEW, voices=said("ben chi dee")), [], False),
    ],
)
def test_a_key_is_given_by_the_one_before_or_by_everybody_at_home(
    home: Record, act: Record, proofs: list[Record], counts: bool
) -> None:
    """The first by their own word, where no more than declared is asked."""
    whole = proven(home, asking(), act, proofs)
    assert ("new" in keys_of(whole)) is counts
    assert found_in(whole) == ([] if counts else [act.file])


def test_above_declared_the_first_key_takes_everybody_at_home_each_proven() -> None:
    """Their own word alone is anybody's; the others prove theirs as the level asks, and until then it has no effect."""
    others = with_keys(circle("oak", "2026-01-01", ALL), "ben chi dee")
    for level in ("heard", "confirmed", "signed"):
        assert found_in(proven(others, asking(level), NEW)) == [NEW.file]
        all_say = replace(NEW, voices=said(ALL))
        waits = proven(
            others, asking(level), all_say, by("ben chi", all_say) if level != "heard" else by("ben", all_say)
        )
        assert (found_in(waits), keys_of(waits)) == ([], [])
        assert [one.at.file for one in waiting_for_proof(waits, TODAY)] == [NEW.file]
        there = proven(others, asking(level), all_say, by("ben chi dee", all_say))
        assert keys_of(there) == ["new"]
        assert list(waiting_for_proof(there, TODAY)) == []


def test_fewer_than_a_circle_needs_give_nobody_a_new_key() -> None:
    """Three are left at home: two of them could agree on the third one's key."""
    gone = leaves("oak", "2026-02-01", "dee", voices=said("dee"), how="own word")
    act = replace(NEW, voices=said("ana ben chi"))
    whole = proven(KEYED, asking(), gone, act)
    assert (found_in(whole), "new" in keys_of(whole)) == ([NEW.file], False)
    fifth = joins("oak", "2026-02-02", "eli", voices=said("ana ben chi eli"))
    act = replace(NEW, voices=said("ana ben chi eli"))
    assert found_in(proven(KEYED, asking(), gone, fifth, act)) == []


def test_whoever_is_away_is_not_waited_for() -> None:
    """All present members of the home say yes; who has stepped back need not."""
    five = with_keys(circle("oak", "2026-01-01", f"{ALL} eli"), "ana")
    gone = away("oak", "2026-02-01", "eli", "2026-04-01")
    act = replace(NEW, voices=said(ALL))
    assert found_in(proven(five, asking(), act)) == [NEW.file]
    assert found_in(proven(five, asking(), act, gone)) == []


def test_who_has_only_an_account_changes_it_with_that() -> None:
    """Once they have confirmed with it; a confirmation by another account of the same act is none."""
    text = version("trees", 1, "2026-02-01", authors=ALL)
    first = confirmed(text, "ana", account=7)
    act = person_change("oak", "2026-03-01", "ana", account="ana-new")
    base = (PLAIN, asking(), text, first, signed(first, "forge"))
    landed: list[list[Record]] = [[PLAIN, base[1], text], [first, base[4]], [act]]
    assert found_in(proven(*base, act, landed=landed)) == [act.file]
    for account, counts in ((7, True), (8, False)):
        says = confirmed(act, "ana", account=account)
        whole = proven(*base, act, says, signed(says, "forge"), landed=landed)
        assert (found_in(whole) == []) is counts
        assert (find_account(whole, "ana") is not None) is counts


def test_a_confirmation_never_moves_to_another_account_by_somebody_elses_word() -> None:
    """After somebody has confirmed with one number, another one counts only behind an act of their own."""
    text, later = version("trees", 1, "2026-02-01", authors=ALL), held("trees", "2026-04-01", said(ALL))
    first, other = confirmed(text, "ana", account=7), confirmed(later, "ana", account=8)
    moved = person_change("oak", "2026-03-01", "ana", account="evil")
    own = confirmed(moved, "ana", account=7)
    proofs = [signed(one, "forge") for one in (first, other, own)]
    rules = asking()
    base: tuple[Record | Iterable[Record], ...] = (PLAIN, rules, text, later, first, other, moved, proofs)
    landed: list[list[Record]] = [[PLAIN, rules, text], [first, proofs[0]], [moved], [later], [other, proofs[1]]]
    assert proof_of(proven(*base, landed=landed), text, "ana") == "confirmed"
    assert proof_of(proven(*base, landed=landed), later, "ana") == "declared"
    theirs = proven(*base, own, landed=[*landed[:3], [own, proofs[2]], *landed[3:]])
    assert proof_of(theirs, later, "ana") == "confirmed"


def test_what_is_given_by_ones_own_word_alone_proves_nothing_where_more_is_asked() -> None:
    """Until everybody at home has said yes to the same key: then also what was signed with it before."""
    spoken = held("trees", "2026-04-01", said(ALL))
    text = version("trees", 1, "2026-02-01", authors=ALL)
    base = (PLAIN, asking(), NEW, text, spoken)
    sig = signed(spoken, "ana")
    whole = proven(*base, sig, keys={sig.file: "new"})
    assert proof_of(whole, spoken, "ana") == "signed"
    assert not is_proven_as(whole, spoken, "ana", "signed")
    vouched = replace(person_change("oak", "2026-05-01", "ana", adds=key("new")), voices=said(ALL))
    assert is_proven_as(proven(*base, sig, vouched, keys={sig.file: "new"}), spoken, "ana", "signed")
    at_once = proven(PLAIN, asking(), replace(NEW, voices=said(ALL)), text, spoken, sig, keys={sig.file: "new"})
    assert is_proven_as(at_once, spoken, "ana", "signed")


def test_whose_home_has_closed_goes_on_where_they_are() -> None:
    """No dead end: in a circle of which they are a member they may change their key."""
    shut = closes("oak", "2026-02-01", ALL)
    came = joins("elm", "2026-02-02", "ana", name=None, home="oak", voices=said("ana eli fay gus hal"))
    act = person_change("elm", "2026-03-01", "ana", adds=key("new"))
    assert found_in(proven(KEYED, ELM, asking(), came, act, by("ana", act))) == [act.file]
    whole = proven(KEYED, ELM, asking(), shut, came, act, by("ana", act))
    assert (found_in(whole), keys_of(whole)[-1]) == ([], "new")


def test_a_name_is_changed_as_a_key_is() -> None:
    """By their key; what others write is not shown as somebody's name."""
    act: PersonChange = person_change("oak", "2026-03-01", "ana", name="Eve")
    assert name_on(proven(KEYED, asking(), act), "ana", day("2026-04-01")) == "Ana"
    assert name_on(proven(KEYED, asking(), act, by("ana", act)), "ana", day("2026-04-01")) == "Eve"
