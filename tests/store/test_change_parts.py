"""A change in a real repository is judged by what it bears upon as by everything, however hostile its words are."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nstgov.branch_check import judge_change
from nstgov.change_check import check_change, judge_parts
from nstgov.findings import Verdict
from nstgov.store.change_parts import compare_parts
from nstgov.store.circle_neighbourhood import find_circle_neighbourhood
from nstgov.store.circle_search import MOST_NAMED
from nstgov.store.comparison import Comparison, compare_with_base
from nstgov.store.neighbourhood import find_neighbourhood
from nstgov.store.record_listing import MOST_BY_PATH, UnclearReach
from tests.commands import git_in
from tests.properties.tale import ELM, OAK, Tale, said
from tests.store.test_neighbourhood import folders_read, listing_of, town

LANDS = date(2026, 2, 1)


def write_tale(folder: Path, tale: Tale) -> None:
    """Put a tale's files where they belong."""
    for path, text in tale.texts().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository in which the town has landed."""
    write_tale(tmp_path, town())
    git_in(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path, "base")
    return tmp_path


def commit(folder: Path, name: str) -> None:
    """A commit of all there is, with a branch of that name."""
    git_in(folder, "add", "-A")
    git_in(folder, "commit", "-qm", name, "--allow-empty")
    git_in(folder, "branch", name)


def judge_whole(folder: Path, base: str, head: str) -> Verdict:
    """The verdict on a change by everything on record."""
    return check_change(compare_with_base(folder, base, head), LANDS, LANDS)


def judge_part(folder: Path, base: str, head: str) -> Verdict | None:
    """The verdict by what the change bears upon; None where that is everything."""
    with compare_parts(folder, (base, head), {}) as parts:
        return judge_parts(parts, LANDS, LANDS)


def list_parts(folder: Path, base: str, head: str) -> list[Comparison]:
    """The parts by which a change is judged."""
    with compare_parts(folder, (base, head), {}) as parts:
        return list(parts)


HOSTILE = (
    '["../../x"]',
    '[":(top)y"]',
    r'["a\u0000b"]',
    '["/etc"]',
    '["-x", "--all"]',
    '["trees/rounds"]',
    '["", " "]',
)


@pytest.mark.parametrize("names", HOSTILE)
def test_what_is_no_id_is_not_handed_to_git(repository: Path, names: str) -> None:
    """Paths, patterns, options and null bytes in the place of an id are found to be none, and nothing else happens."""
    tale = town()
    tale.version("swap", 1, 9, authors=list(OAK[:4]))
    path = "proposals/swap/v1.yml"
    (repository / path).parent.mkdir()
    (repository / path).write_text(f"{tale.texts()[path]}renews: {names}\n", encoding="utf-8")
    commit(repository, "hostile")
    verdict = judge_change(repository, ("base", "hostile"), LANDS, LANDS)
    assert verdict.diagnostics == judge_whole(repository, "base", "hostile").diagnostics
    assert any(one.place.file == path and one.severity == "error" for one in verdict.diagnostics)


def test_so_many_names_are_not_followed_one_by_one() -> None:
    """Who renews hundreds of decisions, names hundreds of people or begins dozens of circles, is judged by more."""
    tale = town()
    ids = [f"bench-{number}" for number in range(MOST_NAMED + 1)]
    for id_ in ids:
        tale.version(id_, 1, 5, authors=list(OAK[:4]))
    tale.version("all", 1, 9, authors=list(OAK[:4]), renews=ids)
    with pytest.raises(UnclearReach):
        find_circle_neighbourhood(listing_of(tale, "proposals/all/v1.yml"))
    tale.version("crowd", 1, 9, authors=[f"q{number}" for number in range(MOST_NAMED + 1)])
    with pytest.raises(UnclearReach):
        find_circle_neighbourhood(listing_of(tale, "proposals/crowd/v1.yml"))
    tale.circle("huge", [f"q{number}" for number in range(60)])
    with pytest.raises(UnclearReach):
        find_neighbourhood(listing_of(tale, "circles/huge/circle.yml"))


def test_a_name_that_nobody_has_is_looked_for_nowhere() -> None:
    """Thousands of unknown ids are no folders, and cost nothing."""
    tale = town()
    tale.version("many", 1, 9, authors=list(OAK[:4]), renews=[f"i{number}" for number in range(3000)])
    found = find_circle_neighbourhood(listing_of(tale, "proposals/many/v1.yml"))
    assert folders_read(found) >= {"proposals/many", "circles/oak"}
    assert "proposals/swing" not in folders_read(found)


@pytest.mark.parametrize("how", ["other words", "removed", "moved"])
def test_a_landed_act_that_is_rewritten_is_judged_by_what_it_touches(repository: Path, how: str) -> None:
    """It is found as by everything, a voice that comes with it too, and the circles beside it are not read."""
    act = repository / "proposals/trees/v1.yml"
    if how == "other words":
        act.write_text(f"{act.read_text(encoding='utf-8')}# more\n", encoding="utf-8")
    else:
        if how == "moved":
            act.with_name("v2.yml").write_bytes(act.read_bytes())
        act.unlink()
    commit(repository, "change")
    part = judge_part(repository, "base", "change")
    assert part is not None
    whole = judge_whole(repository, "base", "change")
    assert part.diagnostics == whole.diagnostics
    assert {one.code for one in whole.diagnostics} >= {"H01" if how == "other words" else "H02"}
    assert part.records < whole.records


def test_what_is_put_back_is_judged_by_everything(repository: Path) -> None:
    """That a change mends what another one did is told by the history of the file."""
    act = repository / "proposals/trees/v1.yml"
    landed = act.read_bytes()
    act.write_bytes(landed + b"# more\n")
    commit(repository, "altered")
    act.write_bytes(landed)
    commit(repository, "mended")
    assert list_parts(repository, "altered", "mended") == []
    found = judge_change(repository, ("altered", "mended"), LANDS, LANDS).diagnostics
    assert [(one.code, one.severity) for one in found] == [("H01", "warning")]
    assert found == judge_whole(repository, "altered", "mended").diagnostics


def test_a_circle_that_asks_for_help_is_judged_by_itself(repository: Path) -> None:
    """Nothing follows from it, but it is to happen while there is a circle."""
    for number, name in ((7, "in-time"), (-400, "early")):
        tale = Tale()
        path = tale.act("oak", number, "asks", **{"for": "Somebody who can climb.", "entered_by": "ana"})
        write_tale(repository, tale)
        commit(repository, name)
        part = judge_part(repository, f"{name}~1", name)
        assert part is not None
        assert part.diagnostics == judge_whole(repository, f"{name}~1", name).diagnostics
        assert {one.code for one in part.diagnostics} >= ({"A07"} if name == "early" else set()), path
        assert list_parts(repository, f"{name}~1", name)[0].unread == {"elm", "river"}


@pytest.mark.parametrize("most", [0, MOST_BY_PATH])
def test_who_enters_a_call_for_help_from_elsewhere_is_found(
    repository: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """Where the paths alone were listed, the rest is asked for one by one, or of all."""
    monkeypatch.setattr("nstgov.store.record_listing.MOST_BY_PATH", most)
    tale = Tale()
    tale.act("oak", 7, "asks", **{"for": "Somebody who can climb.", "entered_by": "kim"})
    write_tale(repository, tale)
    commit(repository, "change")
    part = judge_part(repository, "base", "change")
    assert part is not None
    assert part.diagnostics == judge_whole(repository, "base", "change").diagnostics == ()
    assert list_parts(repository, "base", "change")[0].unread == {"river"}


@pytest.mark.parametrize(
    ("changed", "is_left_open"),
    [
        ({"quiet_after_days": 30}, True),
        ({"authors": {"least": 6}}, True),  # that is asked on the day of the proposal, before it
        ({"circle_size": {"least": 6, "good": 8, "most": 12}}, False),
    ],
)
def test_which_edition_holds_does_not_matter_where_all_say_the_same(
    tmp_path: Path, changed: dict[str, object], is_left_open: bool
) -> None:
    """Who adopted a second edition, and whether they could, is looked at where its demands differ only."""
    tale = town()
    tale.adopt(2, 11, changed, said((*OAK[:2], *ELM[:2])))
    write_tale(tmp_path, tale)
    git_in(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path, "base")
    tale.round("trees", 1, "oak", 14, said(OAK))
    tale.decide("trees", 1, 14)
    write_tale(tmp_path, tale)
    commit(tmp_path, "change")
    whole, part = judge_whole(tmp_path, "base", "change"), judge_part(tmp_path, "base", "change")
    assert part is not None
    assert part.diagnostics == whole.diagnostics == ()
    assert (part.records < whole.records - 8) == is_left_open


@pytest.mark.parametrize(
    ("path", "codes"),
    [
        (None, set()),
        ("README.md", set()),
        ("pages/about/circles/oak/circle.yml", set()),
        (".github/workflows/judge.yml", {"H07"}),
        ("notes/.gitattributes", {"H07"}),
    ],
)
@pytest.mark.parametrize("asked", ["declared", "signed"])
def test_what_touches_no_record_is_judged_by_the_ground_rules(
    tmp_path: Path, path: str | None, codes: set[str], asked: str
) -> None:
    """No circle is read and no proposal, whatever proof is asked, and however much is at fault: it is so without it."""
    tale = town()
    tale.files["ground-rules/1.yml"] = {**tale.files["ground-rules/1.yml"], "proof": {"voice": asked}}
    tale.act("oak", 7, "leaves", person="nobody", entered_by="nobody")
    write_tale(tmp_path, tale)
    git_in(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path, "base")
    if path:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("on: push\n", encoding="utf-8")
    commit(tmp_path, "change")
    part = judge_part(tmp_path, "base", "change")
    assert part is not None
    assert part.diagnostics == judge_whole(tmp_path, "base", "change").diagnostics
    assert {one.code for one in part.diagnostics} == codes
    assert list_parts(tmp_path, "base", "change")[0].unread == {"oak", "elm", "river"}
    assert part.records < 3
