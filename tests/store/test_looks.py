"""Names that could be taken for another's."""

from __future__ import annotations

import pytest
from confusable_homoglyphs import categories, confusables

from nstgov.store.confusables import (
    compute_skeleton,
    find_deceptive_names,
    find_mixed_word,
    find_script,
    load_letter_tables,
)
from tests.building import at, circle, election, joins, movement
from tests.store.judged_files import found_by_reading, spots
from tools.alike_letters import find_plainest


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Ana Ruiz", None), ("Zeynep Yıldız", None), ("陳美玲", None), ("田中 あいこ", None), ("한지우", None),
        ("김 金", None), ("حمید کریمی", None), ("Ольга Smith", None), ("O'Brien", None), ("Jean-Luc", None),
        ("Ana 2", None), ("Ngũgĩ", None),
        ("Tシャツ部", None), ("KTX역 모임", None), ("IT-отдел", None), ("X射线组", None), ("USBメモリ班", None),
        ("Wi-Fiルーター", None), ("Ομάδα IT", None), ("π-day", None), ("µWave", None), ("Café№5", None),
        ("DVD鑑賞会", None), ("C++クラブ", None), ("卡拉OK小组", None),
        ("ㄅㄆㄇ班A", None), ("李a", None), ("IT–отдел", None),
        ("Аna", "Аna"), ("Ana Ruіz", "Ruіz"), ("Pαul", "Pαul"), ("Ольгa", "Ольгa"), ("PRотдел", "PRотдел"),
        ("Åse & Ωmega", "Ωmega"), ("Jean-Pаul", "Pаul"), ("한カ", "한カ"), ("Aअ", "Aअ"),
    ],
)  # fmt: skip
def test_each_word_joins_only_scripts_that_people_join(name: str, word: str | None) -> None:
    """Words, and the parts between hyphens, may differ; Latin with Han, Kana, Hangul or Bopomofo is everyday."""
    assert find_mixed_word(name) == word


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        ("Pedro Alves", "Pedro AIves", True),
        ("Pedro Alves", "Pedro A1ves", True),
        ("Omar", "Оmаr", True),
        ("Оmаr", "Omar", True),
        ("Arne", "Ame", True),
        ("Ana Ruiz", "Ana\u00a0Ruiz", True),
        ("Ana Ruiz", "Ana  Ruiz", True),
        ("Ana", "A\u200dna", True),
        ("Mila", "Miia", False),
        ("Ana", "Anna", False),
        ("Ana", "Ána", False),
        ("Ana", "ana", False),
        ("Ali", "علی", False),
    ],
)
def test_names_that_look_the_same_have_one_skeleton(one: str, other: str, is_alike: bool) -> None:
    """Letters of other scripts, digits, pairs of letters and invisible joiners are seen through."""
    assert (compute_skeleton(one) == compute_skeleton(other)) == is_alike


def test_a_name_that_looks_like_another_persons_is_told_wherever_it_is_given() -> None:
    """By somebody who joins, who changes their name, or who comes from outside; never against oneself."""
    joins = {"circles/oak/2026-02-01.joins.anna.yml": "name: Аnа\nvoices: {anna: consent, ana: consent, ben: consent,"
             " chi: consent, dee: consent}\nentered_by: ana\n"}  # fmt: skip
    found = found_by_reading(joins)
    assert {d.code for d in found} == {"Y07"}
    assert any("looks like" in d.message for d in found) or any("mixes" in d.message for d in found)
    change = "circles/oak/2026-02-01.person.ben.yml"
    assert spots({change: "name: DЕЕ\nvoices: {ben: consent}\n"}) == [f"Y07 {change}:1"]
    assert spots({change: "name: Веn\nvoices: {ben: consent}\n"}) == [f"Y07 {change}:1"]
    assert spots({change: "name: Benjamin\nvoices: {ben: consent}\n"}) == []


def test_the_same_name_written_otherwise_is_the_same_name() -> None:
    """More blanks make no deceiving name; whether two people may have it is another rule's matter."""
    idea = "title: A bench\nopened: 2026-02-01\nneed: Somewhere to sit while one waits for the bus.\n"
    assert spots({"proposals/bench/idea.yml": f"{idea}by: [{{name: Ana, outside: true}}]\n"}) == []
    assert spots({"proposals/bench/idea.yml": f"{idea}by: [{{name: 'Веn', outside: true}}]\n"}) == [
        "Y07 proposals/bench/idea.yml:4"
    ]


def test_a_name_that_deceives_silences_nothing_else() -> None:
    """It can be read, and whatever a rule says of its record is said."""
    found = list(find_deceptive_names(movement(circle("oak", members="ana"), circle("elm", name="Еlm", members="eva"))))
    found += find_deceptive_names(movement(circle("oak", members="ana"), joins("oak", at(2), "bo", name="Аnа")))
    assert len(found) == 2
    assert not any(misfit.faults for misfit in found)


@pytest.mark.parametrize(
    "role",
    ["Keeper", "KEEPER", "k\u0435eper", "\u039aEEPER", "keeper ", "\uff4beeper", "Representative", "\u0455ecretary"],
)
def test_a_role_that_all_know_is_written_as_all_know_it(role: str) -> None:
    """What looks like the role of a keeper and is another word to the judge is told, and that election is not valid."""
    (found,) = find_deceptive_names(
        movement(circle("oak", at(0), "ana ben"), election("k", "oak", "ana", at(1), role=role))
    )
    assert (found.rule, found.at.keys, found.faults) == ("Y07", ("role",), True)


@pytest.mark.parametrize(
    "role",
    [
        "keeper",
        "representative",
        "gatekeeper",
        "keeper of bees",
        "\u0445\u0440\u0430\u043d\u0438\u0442\u0435\u043b\u044c",
        "Treasurer",
    ],
)
def test_a_circle_names_its_other_roles_as_it_likes(role: str) -> None:
    """Roles with names of their own, in any script and letter case."""
    whole = movement(circle("oak", at(0), "ana ben"), election("k", "oak", "ana", at(1), role=role))
    assert list(find_deceptive_names(whole)) == []


def test_plain_letters_are_told_apart_without_the_tables() -> None:
    """What is known of each plain letter and sign beforehand is what the tables say."""
    plainest = load_letter_tables().plainest
    assert all(compute_skeleton(chr(n)) == chr(n).translate(plainest) for n in range(128) if not chr(n).isspace())


def test_the_tables_say_what_the_library_says() -> None:
    """The script of every character where one begins or ends, and the plainest of all that look like a letter."""
    starts = load_letter_tables().starts
    edges = {code for start in starts for code in (start - 1, start, start + 1) if 0 <= code < 0x110000}
    assert len(starts) > 1000
    assert all(find_script(chr(code)) == categories.alias(chr(code)).upper() for code in edges)
    letters = [letter for letter in confusables.confusables_data if len(letter) == 1]
    assert len(letters) > 3000
    assert all(letter.translate(load_letter_tables().plainest) == find_plainest(letter) for letter in letters)
