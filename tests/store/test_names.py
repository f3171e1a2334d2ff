"""What is said of files by their names alone, and by two of them together."""

from __future__ import annotations

import pytest

from nstgov.records import match_path
from nstgov.records.path_folding import is_record_path
from nstgov.store.near_forms import nearest_form
from tests.store.judged_files import OAK, found_by_reading, lines, spots


@pytest.mark.parametrize(
    "path",
    [
        "circles/oak/notes.yml", "circles/notes.md", "circles/.gitkeep", "circles/circle.yml", "proposals/v1.yml",
        "circles/oak_tree/circle.yml", "circles/oak tree/circle.yml", "circles/-oak/circle.yml",
        "circles/oak--tree/circle.yml", "circles/oak-/circle.yml", "circles/x/circle.yml",
        f"circles/{'a' * 65}/circle.yml",
        "circles/öak/circle.yml", "circles/oak/2026-02-01.asks.yaml", "circles/oak/2026-02-01.asks.yml.bak",
        "circles/oak/2026-2-1.asks.yml", "circles/oak/2026-02-01.asks.ana.yml", "circles/oak/2026-02-01.joins.yml",
        "circles/oak/2026-02-01.sings.yml", "circles/oak/2026-02-01.asks.yml\n", "circles/oak/٢٠٢٦-02-01.asks.yml",
        "proposals/trees/v0.yml", "proposals/trees/v01.yml", "proposals/trees/v1234567.yml",
        "proposals/trees/rounds.yml",
        "proposals/trees/rounds/2026-02-01.yml", "decisions/trees/election/election.yml", "ground-rules/0.yml",
        "ground-rules/one.yml", "proposals/trees/rounds/2026-02-01.oak.ana.ben.yml",
        "circles/a\\xff/circle.yml", "proposals/../circles/oak/circle.yml",
        "circles/oak/2026-02-01.asks.yml" + ".void.yml" * 30,
    ],
)  # fmt: skip
def test_where_no_record_belongs_there_is_one_finding(path: str) -> None:
    """A wrong place or a wrong form of a name is told once, and the file is not read."""
    assert spots({path: "whatever: [stands in it"}) == [f"Y06 {path}:1"]


def test_what_stands_beside_what_stands_beside_a_record_comes_to_an_end() -> None:
    """Git holds names longer than any disk does: they belong nowhere, so that no chain of them wears the judge out."""
    kinds = [match_path("circles/oak/2026-02-01.asks.yml" + ".void.yml" * n) for n in range(1000)]
    assert [found is not None for found in kinds] == [True] * 27 + [False] * 973


def test_names_that_differ_by_letter_case_would_be_one_file_elsewhere() -> None:
    """The one that is out of place is told of the other."""
    found = found_by_reading({"circles/Oak/circle.yml": OAK})
    assert [d.message for d in found] == [
        "no record belongs at this place, or its name has another form",
        "the name differs from circles/oak/circle.yml only by letter case",
    ]
    assert {d.place.file for d in found} == {"circles/Oak/circle.yml"}


@pytest.mark.parametrize(
    ("path", "taken_for"),
    [
        ("Circles/oak/circle.yml", "circles"),
        ("circle\u017f/oak/circle.yml", "circles"),
        ("cir\u200bcles/oak/circle.yml", "circles"),
        ("circles./oak/circle.yml", "circles"),
        ("circles /oak/circle.yml", "circles"),
        ("circles\\oak\\circle.yml", "circles"),
        ("notes\\..\\circles\\oak\\circle.yml", "circles"),
        ("circles:oak/circle.yml", "circles"),
        ("PROPOS~1/trees/v1.yml", "proposals"),
        ("GROUND~1/2.yml", "ground-rules"),
        ("NSTGOV.yml", "nstgov.yml"),
        ("n\u017ftgov.yml", "nstgov.yml"),
        ("nstgov.yml.", "nstgov.yml"),
        ("nstgov.yml:hidden", "nstgov.yml"),
    ],
)
def test_what_another_system_takes_for_the_record_is_told(path: str, taken_for: str) -> None:
    """Letter case, signs nobody sees, blanks and points at the end make another name here, and none elsewhere."""
    found = [d for d in found_by_reading({path: "format: 1\n"}) if "on other systems" in d.message]
    assert [(d.code, d.place.file, f"the same as {taken_for}," in d.message) for d in found] == [("Y06", path, True)]


def test_two_names_that_no_eye_tells_apart_are_one_on_some_systems() -> None:
    """A sign that nobody sees makes no other name."""
    clashes = [d for d in found_by_reading({"circles/o\u200dak/circle.yml": OAK}) if "every system keeps" in d.message]
    assert [d.place.file for d in clashes] == ["circles/o\u200dak/circle.yml"]


@pytest.mark.parametrize(
    "path",
    ["README.md", "docs/circles/oak.md", "Makefile", "circle/oak.md", "my-nstgov.yml", "src\\circles", "PROP~1/a.md",
     "CIRCLE~1/a.md", "nstgov.yml/x", "a:circles/x", "\u0441ircles/oak.md"],
)  # fmt: skip
def test_what_is_no_record_anywhere_is_left_alone(path: str) -> None:
    """Whatever else lies in the repository is nobody's business here."""
    assert not is_record_path(path)


@pytest.mark.parametrize("day", ["2026-02-30", "2026-13-01", "2026-00-10", "0000-01-01"])
def test_a_name_holds_a_day_that_exists(day: str) -> None:
    """The form alone makes no day."""
    assert spots({f"circles/oak/{day}.asks.yml": "for: A ladder.\n"}) == [f"Y06 circles/oak/{day}.asks.yml:1"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("for: A.\ndate: 2026-02-01\ncircle: oak\n", []),
        ("for: A.\ndate: 2026-02-02\n", ["Y06 2:7"]),
        ("for: A.\ncircle: elm\n", ["Y06 2:9"]),
        ("for: A.\ndate: soon\n", ["Y06 2:7", "Y04 2:7"]),
    ],
)
def test_the_content_says_the_same_as_the_name_or_nothing(text: str, expected: list[str]) -> None:
    """Another day or circle in it is told at its line."""
    assert sorted(lines(text)) == sorted(expected)


def test_two_circles_do_not_share_an_id() -> None:
    """The one that began later is told, wherever it lies, and nobody follows up on either."""
    later = OAK.replace("2026-01-01", "2026-05-01").replace("name: Oak", "name: Oaks")
    assert spots({"circles/aa/oak/circle.yml": later}) == ["Y06 circles/aa/oak/circle.yml:1"]


def test_an_id_stands_for_one_person() -> None:
    """Somebody else under the same id is told who has it, and another form of the name is no one else."""
    elm = OAK.replace("name: Oak", "name: Elm").replace("ana: {name: Ana}", "ana: {name: Anabel}")
    found = found_by_reading({"circles/elm/circle.yml": elm.replace("2026-01-01", "2026-05-01")})
    assert [(d.code, d.place.line) for d in found if "ana" in d.message.split()] == [("Y06", 6)]
    assert "it stands for Ana, and here for Anabel" in found[0].message


def test_an_election_and_a_proposal_do_not_share_an_id() -> None:
    """Their records would lie in one folder."""
    election = (
        "circle: oak\nrole: secretary\nheld: 2026-02-01\nterm: {from: 2026-02-01, until: 2027-01-01}\n"
        "proposed: {person: ana}\nentered_by: ana\n"
    )
    idea = "title: Trees on our street\nby: [ana]\nopened: 2026-01-05\nneed: Shade in July, which we do not have.\n"
    files = {"decisions/trees/election.yml": election, "proposals/trees/idea.yml": idea}
    assert spots(files) == ["Y06 decisions/trees/election.yml:1"]


def test_acts_lie_with_their_circle() -> None:
    """An act in a folder without a circle.yml has no circle."""
    path = "circles/elm/2026-02-01.asks.yml"
    assert spots({path: "for: A ladder.\n"}) == [f"Y06 {path}:1"]


def test_what_stands_beside_a_record_stands_beside_one_that_is_there() -> None:
    """A dispute of nothing is told; beside a record that was withheld it may stand."""
    dispute = "date: 2026-02-02\nsays: I said nothing of the kind.\n"
    gone = "circles/oak/2026-02-01.asks.yml"
    assert spots({f"{gone}.ana.disputed.yml": dispute}) == [f"Y06 {gone}.ana.disputed.yml:1"]
    withheld = {f"{gone}.withheld.yml": f"decision: quiet\nbecause: It named a child.\nsha256: {'0' * 64}\n"}
    found = spots({f"{gone}.ana.disputed.yml": dispute, **withheld})
    assert found == [f"Y10 {gone}.withheld.yml:1"]


def test_links_submodules_and_executables_are_no_records() -> None:
    """A symbolic link where a record should be is told, and never followed."""
    assert spots({}, links={"circles/oak/2026-02-01.asks.yml": "/etc/passwd"}) == [
        "Y09 circles/oak/2026-02-01.asks.yml:1"
    ]
    assert spots({}, links={"circles/oak/anything": "/etc"}) == ["Y09 circles/oak/anything:1"]
    assert spots({}, links={"circles/elm": "oak"}) == ["Y09 circles/elm:1"]


@pytest.mark.parametrize("name", ["con", "prn", "aux", "nul", "com1", "lpt9"])
def test_no_id_is_a_name_that_windows_keeps_for_itself(name: str) -> None:
    """Such a folder or file cannot be checked out there, and the message says so; longer ids are free."""
    (found,) = found_by_reading({f"proposals/{name}/v1.yml": "x"})
    assert (found.code, found.help) == ("Y06", f"Choose another id: Windows keeps the name {name} for itself.")
    assert match_path(f"circles/{name}/circle.yml") is None
    assert match_path(f"circles/oak/2026-02-01.joins.{name}.yml") is None
    assert match_path(f"proposals/{name}-2/v1.yml") is not None
    assert match_path(f"proposals/{name}0/v1.yml") is not None


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("circles/oak/2026-05-01.join.ana.yml", "circles/**/<circle>/<date>.joins.<person>.yml"),
        ("circles/oak/2026-05-01.leave.ana.yml", "circles/**/<circle>/<date>.leaves.<person>.yml"),
        ("circles/oak/cirle.yml", "circles/**/<circle>/circle.yml"),
        (
            "proposals/trees/round/2026-02-01.oak.yml",
            "proposals/<proposal>/rounds/<date>.<circle>[.<person>][.<n>].yml",
        ),
        ("proposals/trees/v1.yaml", "proposals/<proposal>/v<N>.yml"),
        ("proposals/trees/objections/roots/test.oak.yml", "<target>/objections/<objection>/test.<date>.<circle>.yml"),
        ("decisions/trees/desicion.yml", "decisions/<decision>/decision.yml"),
        ("decisions/trees/review/2026-05-01.yml", "decisions/<decision>/reviews/<date>.yml"),
        ("circles/oak/circle.yml.ana.dispute.yml", "<record>.<person>.disputed.yml"),
    ],
)
def test_the_nearest_form_is_of_the_kind_that_was_meant(path: str, form: str) -> None:
    """The words, the day and the number in a wrong path tell what it was to be."""
    assert nearest_form(path) == form


def test_where_nothing_tells_what_was_meant_the_folder_says_what_it_holds() -> None:
    """A note in a circle's folder is no mistyped act."""
    assert nearest_form("circles/oak/notes.yml") is None
    (found,) = found_by_reading({"circles/oak/notes.yml": "x"})
    assert found.help.startswith("A circle's folder holds circle.yml and its acts")


def test_somebody_is_entered_under_an_id() -> None:
    """A name with capitals and blanks is none, and the help gives the entry; nothing follows from it."""
    oak = OAK.replace("ana: {name: Ana}", "Ana Ruiz: {name: Ana Ruiz}").replace("{ana:", "{Ana Ruiz:")
    (found,) = found_by_reading({"circles/oak/circle.yml": oak.replace("entered_by: ana", "entered_by: ben")})
    assert (found.code, found.place.line) == ("Y10", 6)
    assert "`ana-ruiz: {name: Ana Ruiz}`" in found.help


@pytest.mark.parametrize("home", ["Ana Ruiz", "nowhere"])
def test_one_slip_in_a_founding_list_is_one_finding(home: str) -> None:
    """`home` for `name`: the slip is told where it stands, and neither her voice nor what she entered elsewhere."""
    files = {
        "circles/oak/circle.yml": OAK.replace("ana: {name: Ana}", f"ana: {{home: {home}}}"),
        "circles/oak/2026-02-01.asks.yml": "for: A ladder.\nentered_by: ana\n",
        "circles/oak/2026-02-01.joins.eli.yml": "name: Eli\nvoices: {eli: consent, ana: consent, ben: consent,"
        " chi: consent, dee: consent}\nentered_by: ana\n",
    }
    (found,) = found_by_reading(files)
    assert (found.code, found.place.line) == ("Y10", 6)
    assert f"`name: {home}`" in found.help
