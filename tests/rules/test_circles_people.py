"""Family A: who is entered where, and how often."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from nstgov.records import Change, Circle, FileState, Founder, Movement, PathChange, Record
from nstgov.records.ground_rules import Registrar
from nstgov.rules.circles.duplicate_people import one_person_twice
from nstgov.rules.circles.homes import not_one_home, one_voice_in_two_circles
from tests.building import changes, circle, closes, edition, joins, leaves, person_change, said
from tests.rules.judging import findings

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBh8D8gRK5LZXsglB6m7+fsgEH+p6S+2Zf2L0f03sdMI"


def with_founder(oak: Circle, person: str, founder: Founder) -> Circle:
    """The circle with one more founder, or another entry for one."""
    return replace(oak, members={**oak.members, person: founder})


OAK = circle("oak", "2026-01-01", "ana ben chi dee")
ELM = circle("elm", "2026-02-01", "eli fay gus hal")


def twice(*records: Record) -> list[tuple[str, str]]:
    """File and key of what is found about people who are entered twice."""
    return [(f.at.file, ".".join(map(str, f.at.keys))) for f in findings(one_person_twice, *records)]


def test_an_account_belongs_to_one_person_whatever_its_letter_case() -> None:
    """The later entry is told, and the earlier one belongs to the story."""
    oak = with_founder(OAK, "ana", Founder(name="Ana", account="AnaRuiz"))
    elm = with_founder(ELM, "eli", Founder(name="Eli", account="anaruiz"))
    assert twice(oak, elm) == [(elm.file, "members.eli.account")]
    assert findings(one_person_twice, oak, elm)[0].related == (oak.locate("members", "ana", "account"),)
    later = joins("elm", "2026-03-01", "ivo", account="ANARUIZ")
    assert twice(oak, ELM, later) == [(later.file, "account")]
    taken = person_change("elm", "2026-03-01", "eli", account="anaruiz")
    assert twice(oak, ELM, taken) == [(taken.file, "account")]


def test_an_account_that_somebody_gave_up_may_be_anothers_from_that_day_on() -> None:
    """Before that day the message tells until when it was the first person's; taken back it is told to the first."""
    oak = with_founder(OAK, "ana", Founder(name="Ana", account="anaruiz"))
    freed = person_change("oak", "2026-03-10", "ana", account="ana-new")
    assert twice(oak, freed, joins("oak", "2026-03-10", "fay", account="anaruiz")) == []
    early = joins("oak", "2026-03-09", "fay", account="anaruiz")
    (found,) = findings(one_person_twice, oak, freed, early)
    assert found.message == "the account anaruiz was that of ana until 2026-03-10, and here it is fay's"
    back = person_change("oak", "2026-04-01", "ana", account="AnaRuiz")
    assert twice(oak, freed, joins("oak", "2026-03-10", "fay", account="anaruiz"), back) == [(back.file, "account")]


def test_a_registrar_is_nobody_among_the_members() -> None:
    """One key for both, or a registrar's name as somebody's id, is told where it came later."""
    rules = edition(registrars=(Registrar(name="forge", key=KEY),))
    keyed = with_founder(OAK, "ana", Founder(name="Ana", keys=(f"{KEY} at home",)))
    assert twice(rules, keyed) == [(keyed.file, "members.ana.keys.0")]
    named = joins("oak", "2026-03-01", "forge")
    assert twice(rules, OAK, named) == [(named.file, "name")]
    later = replace(edition(number=2, registrars=rules.registrars), from_=date(2026, 6, 1))
    assert twice(edition(), keyed, later) == [(later.file, "registrars.0.key")]
    assert twice(edition(), OAK, named, later) == [(later.file, "registrars.0.name")]


def test_a_registrar_stays_one_from_edition_to_edition() -> None:
    """The same key under the same or another name of a registrar is no second person; a member has their own."""
    own = with_founder(OAK, "ana", Founder(name="Ana", keys=(KEY[:-1] + "J",)))
    first = edition(registrars=(Registrar(name="forge", key=KEY),))
    second = edition(number=2, registrars=(Registrar(name="confirmations", key=KEY),))
    assert twice(first, second, own, joins("oak", "2026-03-01", "fay")) == []


def test_one_person_may_give_the_same_account_or_key_again() -> None:
    """Entering oneself in a second circle with the same account is no second person."""
    oak = with_founder(OAK, "ana", Founder(name="Ana", account="ana-r", keys=(KEY, KEY)))
    elm = with_founder(ELM, "ana", Founder(home="oak", account="ana-r", keys=(f"{KEY} at home",)))
    assert twice(oak, elm, person_change("oak", "2026-03-01", "ana", account="ana-r", adds=KEY)) == []


def test_a_key_belongs_to_one_person_whatever_comment_stands_behind_it() -> None:
    """Founders, joiners and later additions are compared by the key itself."""
    oak = with_founder(OAK, "ana", Founder(name="Ana", keys=(KEY,)))
    elm = with_founder(ELM, "eli", Founder(name="Eli", keys=(f"{KEY} laptop",)))
    assert twice(oak, elm) == [(elm.file, "members.eli.keys.0")]
    later = joins("elm", "2026-03-01", "ivo", keys=(f"{KEY}  phone",))
    assert twice(oak, ELM, later) == [(later.file, "keys.0")]
    added = person_change("elm", "2026-03-01", "eli", adds=KEY)
    assert twice(oak, ELM, added) == [(added.file, "adds")]


def test_three_people_with_one_key_are_two_findings() -> None:
    """Each further person is told once."""
    oak = with_founder(OAK, "ana", Founder(name="Ana", keys=(KEY,)))
    elm = with_founder(ELM, "eli", Founder(name="Eli", keys=(KEY, KEY)))
    assert len(twice(oak, elm, joins("elm", "2026-03-01", "ivo", keys=(KEY,)))) == 2


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Ana", 1), ("ANA", 1), ("  ana ", 1), ("Ana R.", 0), ("A\u0301na", 0)],
)
def test_two_people_in_one_circle_do_not_have_the_same_name(name: str, expected: int) -> None:
    """Letter case and blanks tell nobody apart."""
    found = twice(OAK, joins("oak", "2026-03-01", "ana-2", name=name))
    assert found == [("circles/oak/2026-03-01.joins.ana-2.yml", "name")] * expected


def test_the_form_in_which_a_letter_is_stored_tells_nobody_apart() -> None:
    """A letter in one piece and the same letter in two are one name."""
    oak = with_founder(OAK, "jose", Founder(name="Jos\u00e9"))
    assert len(twice(oak, joins("oak", "2026-03-01", "jose-2", name="Jose\u0301"))) == 1


def test_the_same_name_in_two_circles_is_no_finding() -> None:
    """The world is full of people called Ana."""
    assert twice(OAK, ELM, joins("elm", "2026-03-01", "ana-2", name="Ana")) == []


def test_a_name_that_somebody_takes_later_counts_too() -> None:
    """Who takes the name of another in the circle is told where they do."""
    taken = person_change("oak", "2026-03-01", "ben", name="Ana")
    assert twice(OAK, taken) == [(taken.file, "name")]
    assert twice(OAK, ELM, person_change("elm", "2026-03-01", "eli", name="Ana")) == []


def test_somebody_from_elsewhere_brings_their_name_along() -> None:
    """Also who is entered by their home can have a name that is in use here."""
    elm = with_founder(ELM, "ana-2", Founder(name="Ana"))
    comes = joins("oak", "2026-03-01", "ana-2", name=None, home="elm")
    assert twice(OAK, elm, comes) == [(comes.file, "home")]


@pytest.mark.parametrize("key", ["members", ""])
def test_founders_that_could_not_be_read_are_no_second_people(key: str) -> None:
    """A faulty list is compared with nothing."""
    oak = with_founder(OAK, "ana", Founder(name="Ana", account="ana", keys=(KEY,)))
    elm = with_founder(ELM, "eli", Founder(name="Eli", account="ana", keys=(KEY,)))
    assert findings(one_person_twice, oak, elm, faults=[(elm, key)]) == []


def home(*records: Record) -> list[tuple[str, str]]:
    """File and key of what is found about homes."""
    return [(f.at.file, ".".join(map(str, f.at.keys))) for f in findings(not_one_home, *records)]


@pytest.mark.parametrize(
    ("founder", "expected"),
    [
        (Founder(home="oak"), []),
        (Founder(), ["members.ana"]),
        (Founder(home="elm"), ["members.ana.home"]),
        (Founder(name="Ana"), ["members.ana"]),
        (Founder(name="Ana", home="oak"), ["members.ana", "members.ana.home"]),
    ],
)
def test_a_founder_from_elsewhere_is_entered_by_their_one_home(founder: Founder, expected: list[str]) -> None:
    """Their home is where they were introduced by name; nothing, another circle or the name again is told."""
    elm = with_founder(ELM, "ana", founder)
    assert sorted(key for _, key in home(OAK, elm)) == expected


def test_a_joiner_whom_nobody_introduces_is_told() -> None:
    """A home that never introduced them is none, and neither is nothing at all."""
    with_home = joins("oak", "2026-03-01", "ivo", name=None, home="oak")
    assert home(OAK, with_home) == [(with_home.file, "home")]
    bare = joins("oak", "2026-03-01", "ivo", name=None)
    assert home(OAK, bare) == [(bare.file, "")]


def test_name_and_home_may_say_the_same() -> None:
    """Who is introduced here may be said to be at home here."""
    assert home(OAK, joins("oak", "2026-03-01", "ivo", home="oak")) == []
    assert home(OAK, ELM, joins("oak", "2026-03-01", "ivo", home="elm")) == [
        ("circles/oak/2026-03-01.joins.ivo.yml", "home")
    ]


def test_who_comes_back_to_the_circle_where_they_began_may_be_named_again() -> None:
    """The same name in the same circle is the same home."""
    gone = leaves("oak", "2026-03-01", "ana")
    assert home(OAK, gone, joins("oak", "2026-05-01", "ana")) == []


def test_the_earlier_introduction_is_the_home_and_the_later_one_is_told() -> None:
    """Days decide, and not the order of the files."""
    zoo = circle("zoo", "2025-01-01", "ana")
    assert home(OAK, zoo) == [(OAK.file, "members.ana")]


def test_under_another_name_the_id_is_in_use_and_the_reader_has_said_so() -> None:
    """Two names under one id are two people, which is not a matter of homes; a name taken later is one's own."""
    assert home(OAK, ELM, joins("elm", "2026-03-01", "ana", name="Anabel")) == []
    renamed = person_change("oak", "2026-02-01", "ana", name="Anabel")
    again = joins("elm", "2026-03-01", "ana", name="Anabel")
    assert home(OAK, ELM, renamed, again) == [(again.file, "name")]


def advised(*records: Record) -> list[str]:
    """Files of what is found about voices that count twice."""
    return [f.at.file for f in findings(one_voice_in_two_circles, *records)]


def own(circle_: Circle) -> Circle:
    """The circle with each founder's own yes."""
    return replace(circle_, voices=said(" ".join(circle_.members)))


BOTH = own(with_founder(ELM, "ana", Founder(home="oak")))


def test_who_decides_in_two_circles_of_the_first_level_is_advised_at_the_second() -> None:
    """The membership that began later is named, by its first day."""
    assert advised(own(OAK), BOTH) == [BOTH.file]
    assert one_voice_in_two_circles.severity == "advice"
    later = joins("elm", "2026-03-01", "ana", name=None, home="oak", voices=said("ana eli"))
    assert advised(own(OAK), own(ELM), later) == [later.file]


def test_memberships_that_follow_each_other_are_one_at_a_time() -> None:
    """The day after the last day, the voice counts elsewhere; on the last day it still counts here."""
    later = joins("elm", "2026-03-01", "ana", name=None, home="oak", voices=said("ana"))
    assert advised(own(OAK), own(ELM), leaves("oak", "2026-02-28", "ana"), later) == []
    assert advised(own(OAK), own(ELM), leaves("oak", "2026-03-01", "ana"), later) == [later.file]
    assert advised(own(OAK), own(ELM), closes("oak", "2026-02-28"), later) == []


def test_a_circle_on_a_higher_level_takes_no_second_voice() -> None:
    """Whoever is sent, or founds a regional circle, still has one voice on the first level."""
    assert advised(own(OAK), replace(BOTH, level="regional")) == []
    risen = changes("elm", "2026-01-15", level="regional")
    assert advised(own(OAK), BOTH, risen) == []
    turned = edition(levels=("regional", "friend"))
    assert advised(turned, own(OAK), replace(BOTH, level="regional")) == []


def test_where_the_own_yes_is_awaited_no_voice_counts_yet() -> None:
    """Imported circles list people who have not spoken; they are not told to choose."""
    assert advised(OAK, replace(BOTH, voices={}, imported="elsewhere")) == []
    assert advised(own(OAK), replace(BOTH, voices={})) == []
    assert advised(own(OAK), replace(BOTH, voices=said("eli", absent="ana"))) == []


@pytest.mark.parametrize("key", ["voices", "members", "opened", ""])
def test_a_membership_that_could_not_be_read_counts_nowhere(key: str) -> None:
    """A faulty record gives no advice."""
    assert findings(one_voice_in_two_circles, own(OAK), BOTH, faults=[(BOTH, key)]) == []


def test_a_newcomer_whose_name_is_on_record_is_asked_about_and_not_made_one_with_the_other() -> None:
    """Either answer has its next step: the home of the person known, or an id that nobody has."""
    namesake = joins("elm", "2026-03-01", "ana")
    (found,) = findings(not_one_home, OAK, ELM, circle("ash", "2026-02-01", "ana-2"), namesake)
    assert found.message == "ana is already the id of Ana of oak; is this the same person?"
    assert found.help == "If so, write `home: oak` instead of the name; if not, choose another id: ana-3."


def test_of_two_introductions_on_one_day_the_one_that_landed_stays() -> None:
    """Two circles opened on one day: the change is asked about its own record, whichever path comes first."""
    old, new = circle("oak", "2026-03-01", "ana"), circle("ash", "2026-03-01", "ana")
    before = Movement([old])
    movement = Movement([old, new])
    change = Change((PathChange(new.file, None, FileState("100644", "1")),), before, date(2026, 3, 2))
    assert [f.at.file for f in not_one_home(movement.with_context(change=change), date(2026, 3, 2))] == [new.file]
