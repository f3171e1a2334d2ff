"""From plain values to typed records: every misfit is a finding, and what fits is kept."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nstgov.records import KINDS, Asks, Away, Circle, Confirmation, Election, GroundRules, Idea, Kind, Version
from nstgov.records.values import FromName
from nstgov.store.field_shape import shape_of
from nstgov.store.scalars import ShapeNotes
from nstgov.store.shape import build_blank_record, build_record
from nstgov.store.strict_yaml import read_yaml
from tests.record import check_files
from tests.store.judged_files import ASKS, BASE, EDITION, OAK, lines


def named(type_: type[Any]) -> dict[str, Any]:
    """What a file's name gives to a record of a type."""
    hints = get_type_hints(type_, include_extras=True)
    from_name = [
        key for key, hint in hints.items() if any(isinstance(m, FromName) for m in getattr(hint, "__metadata__", ()))
    ]
    days = dict.fromkeys(("date", "held"), date(2026, 2, 1))
    return {"file": "f.yml", **{key: days.get(key, 1 if key in ("number", "n") else "oak") for key in from_name}}


def shape(type_: type[Any], text: str) -> tuple[Any, list[str]]:
    """The record that a text makes, and its misfits as `code keys`."""
    sheet = ShapeNotes()
    record = build_record(type_, read_yaml(text).value, named(type_), sheet)
    return record, [f"{m.rule} {'.'.join(map(str, m.keys))}".strip() for m in sheet.misshapen]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("until: 2026-02-28", []),
        ("until: 2026-02-30", ["Y04 until"]),
        ("until: 2026-13-05", ["Y04 until"]),
        ("until: 26-02-01", ["Y04 until"]),
        ("until: 2026-2-1", ["Y04 until"]),
        ("until: '2026-02-28'", []),
        ("until: 2026-02-28T10:00:00Z", ["Y04 until"]),
        ("until: ٢٠٢٦-٠٢-٠١", ["Y04 until"]),
        ('until: "2026-02-28\\n"', ["Y04 until"]),
        ("until: 0000-01-01", ["Y04 until"]),
        ("until: [2026-02-28]", ["Y04 until"]),
        ("until: {day: 2}", ["Y04 until"]),
        ("until:", ["Y05 until"]),
        ("until: ''", ["Y05 until"]),
        ("until: '   '", ["Y05 until"]),
        ("until: #soon", ["Y05 until"]),
        ("because: Later.", ["Y05 until"]),
    ],
)
def test_a_day_is_a_day_that_exists(text: str, expected: list[str]) -> None:
    """Year, month and day in ASCII digits, and nothing behind them."""
    record, found = shape(Away, text)
    assert found == expected
    assert record.until == (date.max if expected else date(2026, 2, 28))


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("A ladder.", None), ("'42'", None), ("|\n  A ladder.\n  Two.", None), ("42", "Y04"), ("4.2e3", "Y04"),
        ("-1", "Y04"), ("2026", "Y04"), ("null", "Y04"), ("~", "Y04"), ("true", "Y04"), ("False", "Y04"),
        ("'null'", None), ("no", None), ("yes", None), ("2026-02-01", None), ("A #1 ladder", "Y04"),
        ("A  #1 ladder", None), ("[a]", "Y04"), ("{a: b}", "Y04"), ('"a\\0b"', "Y07"), ('"a\\u202eb"', "Y07"),
        ('"a\\e"', "Y07"), ('"e\\u0301"', "Y07"), ('"\\u00e9"', None), ('"a\\tb"', None),
    ],
)  # fmt: skip
def test_a_text_is_a_text(value: str, code: str | None) -> None:
    """A bare number, nothing, yes or no, a text cut short and hidden characters are not; in quotes most things are."""
    assert shape(Asks, f"for: {value}")[1] == ([f"{code} for"] if code else [])


def test_long_texts_are_bounded() -> None:
    """A line has three hundred bytes, a longer text 64 KiB; a title has one line."""
    assert shape(Asks, f"for: {'a' * 65536}")[1] == []
    assert shape(Asks, f"for: {'a' * 65537}")[1] == ["Y04 for"]
    title = "by: [ana]\nopened: 2026-01-01\nneed: We need it.\ntitle: "
    assert shape(Idea, f"{title}{'a' * 300}")[1] == []
    assert shape(Idea, f"{title}{'a' * 301}")[1] == ["Y04 title"]
    assert shape(Idea, f"{title}|\n  one\n")[1] == []
    assert shape(Idea, f"{title}|\n  one\n  two\n")[1] == ["Y04 title"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("for: A.\nfro: B.", ["Y03 fro"]),
        ("fro: A.", ["Y03 fro"]),
        ("for: A.\nzzz: B.", ["Y03 zzz"]),
        ("for: A.\nvoices: {ana: {says: consent, concern: too dear, and ugly}}", ["Y03 voices.ana.and ugly"]),
        ("for: A.\nvoices: {ana: yes}", ["Y04 voices.ana"]),
        ("for: A.\nvoices: [ana]", ["Y04 voices"]),
        ("for: A.\nvoices: {ana: }", ["Y05 voices.ana"]),
        ("for: A.\nvoices: {ana: {because: I am.}}", ["Y05 voices.ana.says"]),
        ("for: A.\nvoices: {ana: {says: {x: y}}}", ["Y04 voices.ana.says"]),
        ("for: A.\nvoices: {ana: [consent]}", ["Y04 voices.ana"]),
        ("for: A.\nlang: DE", ["Y04 lang"]),
        ("for: A.\nlang: no", []),
        ("for: A.\ncircle: oak\ndate: 2026-02-01", []),
        ("- for: A.", ["Y04"]),
        ("A.", ["Y04"]),
        ("", ["Y05"]),
    ],
)
def test_each_misfit_is_told_once_at_its_keys(text: str, expected: list[str]) -> None:
    """A mistyped key is not missed a second time under its right name."""
    assert shape(Asks, text)[1] == expected


@pytest.mark.parametrize(
    ("key", "value", "is_sound"),
    [
        ("longest_sunset_days", "730", True),
        ("longest_sunset_days", "'730'", False),
        ("longest_sunset_days", "0", False),
        ("longest_sunset_days", "-1", False),
        ("longest_sunset_days", "7_30", False),
        ("longest_sunset_days", "1e3", False),
        ("longest_sunset_days", "9999999999", False),
        ("longest_sunset_days", "٧٣٠", False),
        ("example", "true", True),
        ("example", "yes", False),
        ("example", "'true'", False),
        ("repository_id", "0123456789ABCDEF0123456789abcdef", False),
        ("repository_id", '"0123456789abcdef0123456789abcdef\\n"', False),
        ("levels", "[friend, Regional]", False),
        ("levels", "friend", False),
        ("levels", "[friend, '']", False),
        ("levels", "[friend, [a]]", False),
        ("top", "Every One", False),
        ("proof", "{friend: loud}", False),
        ("registrars", "[{name: a, key: ssh-dss AAAA}]", False),
        ("away", "{most_days: 90}", False),
    ],
)
def test_numbers_words_and_forms_are_exact(key: str, value: str, is_sound: bool) -> None:
    """ASCII digits without quotes; `true` or `false`; the whole of a form and nothing behind it."""
    _, found = shape(GroundRules, f"{key}: {value}")
    assert (not any(key in misfit for misfit in found)) == is_sound or found == []
    assert any(key in misfit and "missing" not in misfit for misfit in found) != is_sound


def test_what_fits_is_kept_beside_what_does_not() -> None:
    """One faulty value takes nothing else away."""
    record, found = shape(
        Circle, "name: Oak\nlevel: friend\naim: 7\nopened: 2026-01-01\nmembers: {ana: {name: Ana, age: 4}}"
    )
    assert found == ["Y04 aim", "Y03 members.ana.age"]
    assert (record.name, record.opened, record.members["ana"].name) == ("Oak", date(2026, 1, 1), "Ana")


def test_fields_whose_absence_is_another_rules_finding_are_not_missed_here() -> None:
    """A version without a sunset is P03's; an empty word in quotes is still told."""
    text = "title: T\nkind: policy\nsubmitted: 2026-01-01\nneed: N.\nreasons: R.\ntext: X.\n"
    assert shape(Version, text)[1] == []
    assert shape(Version, f"{text}sunset:\nreview:\n")[1] == []
    assert shape(Version, f"{text}sunset: '  '\n")[1] == ["Y05 sunset"]
    election = "circle: oak\nrole: secretary\nheld: 2026-01-01\nterm: {from: 2026-01-01}\nproposed: {person: ana}\n"
    assert shape(Election, election)[1] == []


def test_help_names_what_was_probably_meant() -> None:
    """Keys and words that are nearly right come with the right one."""
    sheet = ShapeNotes()
    build_record(Asks, read_yaml("fro: A.\nvoices: {ana: consents}").value, named(Asks), sheet)
    helps = [misfit.help for misfit in sheet.misshapen]
    assert helps == ["Did you mean `for`?", "Did you mean `consent`?"]
    comma = ShapeNotes()
    build_record(
        Asks, read_yaml("for: A.\nvoices: {ana: {says: object, because: too dear, and ugly}}").value, named(Asks), comma
    )
    assert "comma" in comma.misshapen[0].help


def test_places_of_misfits_are_lines_and_columns() -> None:
    """A value is marked where it stands, a missing one at the beginning of its file."""
    assert lines("for: A.\nvoices:\n  ana: {says: maybe}\n") == ["Y04 3:15"]
    assert lines("lang: en\n") == ["Y05 1:1"]
    assert lines("for: 7\nvoices: {ana: {says: absent, extra: 1}}\n") == ["Y04 1:6", "Y03 2:30"]
    assert ASKS.endswith(".asks.yml")


PLAIN = st.recursive(
    st.one_of(st.text(max_size=8), st.sampled_from(["consent", "2026-01-01", "1", "true", "oak", "ana"])),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=6), inner, max_size=3)),
    max_leaves=12,
)


@given(kind=st.sampled_from(KINDS), data=st.data())
def test_any_value_makes_a_record_of_any_kind(kind: Kind, data: st.DataObject) -> None:
    """Nothing is raised, whatever stands under the keys that a record knows or does not know."""
    type_: type = kind.type
    keys = st.sampled_from([*shape_of(type_), "unknown"])
    value = data.draw(st.one_of(PLAIN, st.dictionaries(keys, PLAIN, max_size=6)))
    assert type(build_record(type_, value, named(type_), ShapeNotes())) is type_
    assert type(build_blank_record(kind.type, named(kind.type))) is kind.type


def test_ground_rules_need_not_name_a_top_circle() -> None:
    """Where `top` is left out nothing is missing, and no circle stands as the top."""
    files = {**BASE, "ground-rules/1.yml": EDITION.replace("top: everyone\n", "")}
    assert check_files(files).diagnostics == ()


@pytest.mark.parametrize(
    ("old", "new", "help_"),
    [
        ("ana: {name: Ana}", "ana-silva: Ana Silva", "Write `ana-silva: {name: Ana Silva}`"),
        ("opened: 2026-01-01\n", "", "Add a line `opened: 2026-05-01`."),
        (
            "voices: {ana: consent, ben: consent, chi: consent, dee: consent}",
            "voices: [ana, ben]",
            "`ana-silva: consent`",
        ),
    ],
)
def test_the_help_shows_the_shape_of_what_belongs_there(old: str, new: str, help_: str) -> None:
    """An entry, a day, a voice: as it would stand in the file."""
    found = check_files({**BASE, "circles/oak/circle.yml": OAK.replace(old, new)}).diagnostics
    assert any(help_ in one.help for one in found), found


@pytest.mark.parametrize("line", ["", "sha256: 07b8\n"])
def test_a_hash_that_is_missing_or_misspelt_is_named(line: str) -> None:
    """The help gives the very hash of the version that the round speaks of."""
    idea = "title: Trees\nkind: policy\n"
    files = {
        "proposals/trees/v1.yml": idea,
        "proposals/trees/rounds/2026-03-01.oak.yml": f"version: 1\n{line}how: async\n",
    }
    helps = [one.help for one in check_files({**BASE, **files}).diagnostics]
    assert (
        f"Write `sha256: {hashlib.sha256(idea.encode()).hexdigest()}`, the hash of proposals/trees/v1.yml as it stands."
        in helps
    )


@pytest.mark.parametrize(
    ("forge", "expected"),
    [
        ("codeberg.org", []), ("forge.example:3000", []), ("forge.example/git", []), ("GitHub.com", []),
        ("codeberg.org.", [("forge",)]), ("codeberg.org:443", [("forge",)]), ("codeberg.org/", [("forge",)]),
        ("\u0441odeberg.org", [("forge",)]), ("codeberg.org .", [("forge",)]),
    ],
)  # fmt: skip
def test_one_forge_has_one_name(forge: str, expected: list[tuple[str]]) -> None:
    """A point or a port at the end would make another forge of the same, and one account would be two people's."""
    sheet = ShapeNotes()
    said = {"forge": forge, "account": "7", "pull_request": "1", "commit": "0" * 40, "sha256": "0" * 64}
    build_record(Confirmation, said, {"file": "f.yml", "beside": "g.yml", "person": "ana"}, sheet)
    assert [one.keys for one in sheet.misshapen] == expected


@pytest.mark.parametrize(("word", "expected"), [("true", True), ("false", False)])
def test_the_two_words_of_a_flag_are_read_as_they_stand(word: str, expected: bool) -> None:
    """`convert_flag`: true is true and false is false, without a misfit; in quotes they are a text."""
    text = (
        f"movement: Ours\nrepository_id: {'0f' * 16}\nfrom: 2026-01-01\nlevels: [friend]\ntop: all\nexample: {word}\n"
    )
    record, misfits = shape(GroundRules, text)
    assert record.example is expected
    assert "Y04 example" not in misfits
    quoted = shape(GroundRules, text.replace(f"example: {word}", f'example: "{word}"'))
    assert "Y04 example" in quoted[1]
