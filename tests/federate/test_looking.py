"""Looking at regions: what is counted, what is found, and what is not done twice."""

from __future__ import annotations

import json
import os
from pathlib import Path

import jsonschema
import pytest

from benchmarks.federation_records import DECISION, mirror_of
from nstgov.lifecycle.summary_schema import SUMMARY_SCHEMA
from tests.commands import Nst, git_in
from tests.federate.generated import (
    AS_OF,
    add_commit,
    cut_history,
    give_place_to,
    id_of,
    list_found,
    look,
    look_as_data,
    replace_history,
    states_of,
)

LIE = "f" * 64


def test_sound_regions_are_counted_and_folded_to_the_top(small: Path, nst: Nst) -> None:
    """Six regions on two levels: everybody is counted once, and heard at the top."""
    code, report = look_as_data(nst, small)
    assert (code, report["findings"]) == (0, [])
    totals = report["totals"]
    assert (totals["repositories"], totals["read"], totals["circles"], totals["people"]) == (7, 7, 39, 256)
    assert report["heard"] == {"circle": "everyone", "circles": 39, "people": 256}
    (decision,) = report["decisions"]
    assert (decision["decision"], len(decision["took_part"]), decision["gaps"]) == (DECISION, 5, [])


@pytest.mark.long
def test_one_worker_and_two_say_the_same_bytes(small: Path, nst: Nst, own_cache: Path) -> None:
    """How many regions are looked at at once changes nothing, and neither does what was kept of an earlier look."""
    first = look(nst, small, "check", "--format", "json", "--workers", "1")
    kept = sorted((own_cache / "answers").iterdir())
    again = look(nst, small, "check", "--format", "json", "--workers", "2")
    assert len(kept) == 6
    assert first.out == again.out


@pytest.mark.long
def test_each_fault_is_a_finding_with_its_name_and_the_others_are_counted(many: Path, nst: Nst) -> None:
    """A region gone, cut off, rewritten, broken, exchanged, lied about, misquoted, or slow stands alone in that."""
    mirror_of(many, "above-0--region-0").rename(many / "moved-away")
    cut_history(many, "above-0--region-1")
    replace_history(many, "above-0--region-2")
    add_commit(many, "above-0--region-3", {"circles/friend-9/circle.yml": "name: Friends\n"})
    give_place_to(many, "above-1--region-0", "above-1--region-4")
    head = mirror_of(many, "above-1--region-2") / "HEAD"
    head.unlink()
    os.mkfifo(head)
    seen = "  - {person: p-0-0, name: Person 0 0, from: 2026-01-20, until: 2027-06-30}\n"
    commits = {at: git_in(mirror_of(many, f"above-1--region-{at}"), "rev-parse", "main").strip() for at in (1, 3)}
    add_commit(
        many,
        "above-1",
        {
            "regions/region-1/snapshots/2026-03-14.yml": f"commit: {commits[1]}\nsummary: {LIE}\n"
            f"representatives:\n{seen}  - {{person: p-1-0, name: Person 1 0, from: 2026-01-20, until: 2027-06-30}}\n",
            "regions/region-3/snapshots/2026-03-14.yml": f"commit: {commits[3]}\nsummary: {LIE}\n"
            f"made_with: another release\nrepresentatives:\n{seen}",
        },
    )
    code, report = look_as_data(nst, many, "--seconds", "8")
    assert code == 1
    assert states_of(report) == {
        "": "sound",
        "above-0": "sound",
        "above-0--region-0": "unreachable",
        "above-0--region-1": "shallow",
        "above-0--region-2": "rewritten",
        "above-0--region-3": "at fault",
        "above-0--region-4": "sound",
        "above-1": "sound",
        "above-1--region-0": "another repository",
        "above-1--region-1": "sound",
        "above-1--region-2": "too slow",
        "above-1--region-3": "sound",
        "above-1--region-4": "sound",
    }
    assert list_found(report) == {
        ("above-0", "F11", "regions/region-0.yml"),
        ("above-0", "F12", "regions/region-1.yml"),
        ("above-0", "F13", "regions/region-2/snapshots/2026-02-02.yml"),
        ("above-0", "F14", "regions/region-3.yml"),
        ("above-1", "F15", "regions/region-0.yml"),
        ("above-1", "F16", "regions/region-1/snapshots/2026-03-14.yml"),
        ("above-1", "F17", "regions/region-2.yml"),
        ("above-1", "F16", "regions/region-3/snapshots/2026-03-14.yml"),
        ("above-1", "F19", "regions/region-3/snapshots/2026-03-14.yml"),
    }
    milder = {(one["file"], one["severity"]) for one in report["findings"] if one["code"] == "F16"}
    assert ("regions/region-3/snapshots/2026-03-14.yml", "warning") in milder
    assert report["totals"]["read"] == 8
    assert report["totals"]["people"] == 5 * 64
    seen_last = {one["path"]: (one["seen"], one["seen_days_ago"]) for one in report["repositories"]}
    assert seen_last["above-0--region-0"] == ("2026-02-02", 46)
    assert report["decisions"][0]["not_known"]


@pytest.mark.long
def test_a_region_that_was_counted_elsewhere_is_not_counted_twice(many: Path, nst: Nst) -> None:
    """The same repository under two repositories is counted where it stands first, and named where it stands again."""
    again = (
        "name: Region again\nrepository: https://example.org/again\ncircle: level-1-0\njoins: meeting\n"
        f"repository_id: {id_of('above-0--region-0')}\nsince: 2026-03-01\n"
        "voices:\n"
    )
    sits = [f"region-{at}--p-{n}-0" for at in range(5) for n in (0, 1)]
    again += "".join(f"  {person}: consent\n" for person in sits)
    again += f"entered_by: {sits[0]}\n"
    add_commit(many, "above-1", {"regions/again.yml": again})
    code, report = look_as_data(nst, many)
    assert code == 1
    assert states_of(report)["above-1--again"] == "another repository"
    assert list_found(report) == {("above-1", "F15", "regions/again.yml")}, report["findings"]
    assert report["totals"]["people"] == 10 * 64


@pytest.mark.long
def test_status_shows_what_was_fetched_without_fetching(many: Path, nst: Nst) -> None:
    """When all mirrors have gone, status still tells what was fetched, and says where nothing was."""
    assert look(nst, many, "check").code == 0
    for mirror in (many / "mirrors").iterdir():
        mirror.rename(many / mirror.name)
    done = look(nst, many, "status")
    assert done.code == 0
    assert "13 of 13 repositories counted" in done.out
    assert "region-0--p-0-0 until 2027-06-30" in done.out
    assert look(nst, many, "check").code == 1


@pytest.mark.long
def test_what_was_judged_is_not_judged_again_after_an_interruption(many: Path, nst: Nst, own_cache: Path) -> None:
    """Of a look that was cut short, the regions that were done are not done again: their answers are taken as kept."""
    assert look(nst, many, "check", "above-0").code == 0
    kept = {file.name: file.stat().st_mtime_ns for file in (own_cache / "answers").iterdir()}
    assert len(kept) == 6
    marked = next(iter(sorted(kept)))
    answer = json.loads((own_cache / "answers" / marked).read_bytes())
    answer["summary"]["people"] += 1000
    (own_cache / "answers" / marked).write_text(json.dumps(answer))
    (own_cache / "answers" / sorted(kept)[1]).write_text("{torn")
    _, report = look_as_data(nst, many)
    assert report["totals"]["people"] == 10 * 64 + 1000
    assert len(list((own_cache / "answers").iterdir())) == 12


def test_a_summary_is_as_its_schema_says_and_the_same_each_time(small: Path, nst: Nst, tmp_path: Path) -> None:
    """What `federate summary` writes fits the published schema, and is the same bytes from another clone."""
    other = tmp_path / "other"
    git_in(tmp_path, "clone", "--quiet", str(small / "top"), str(other))
    for number, folder in enumerate((small / "top", other)):
        done = nst("-C", folder, "federate", "summary", "--as-of", AS_OF, "--out", tmp_path / f"{number}.json")
        assert done.code == 0
    first, second = ((tmp_path / f"{number}.json").read_bytes() for number in (0, 1))
    assert first == second
    summary = json.loads(first)
    jsonschema.validate(summary, SUMMARY_SCHEMA)
    assert summary["commit"] == git_in(other, "rev-parse", "HEAD").strip()
    assert {row[3] for row in summary["decisions"]} == {
        json.loads(json.dumps(git_in(other, "show", f"HEAD:decisions/{DECISION}/decision.yml"))).split()[3]
    }
