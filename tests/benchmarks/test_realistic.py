"""The generated movement is as a real one might be: whole, many-sided, and faultless for the judge."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from benchmarks.realistic import LAST_DAY, commit_history, make_realistic, write_realistic
from nstgov.audit import audit_history
from nstgov.change_check import check_change
from nstgov.check import check_tree, read_proven_movement
from nstgov.lifecycle import circle_on
from nstgov.lifecycle.circle_states import CircleStage
from nstgov.lifecycle.decision_stages import decision_on
from nstgov.lifecycle.endings import DecisionStage
from nstgov.lifecycle.objection_stages import ObjectionStage, objection_on
from nstgov.lifecycle.proposal_stages import ActionStage, ProposalStage, action_on, proposal_on
from nstgov.lifecycle.terms import TermStage, term_stage
from nstgov.records import KINDS, Movement, match_path
from nstgov.store.comparison import compare_with_base, read_history
from nstgov.store.tree import StoredFile, Tree

SMALL = 300
WRONG = {"not valid"}
"""What a movement in which no rule is broken cannot have."""


@cache
def small_tree() -> Tree:
    """The smallest realistic movement as a tree."""
    return Tree(tuple(sorted(StoredFile(file.path, "file", file.data) for file in make_realistic(SMALL))), None)


@cache
def small_movement() -> Movement:
    """Everything on record there."""
    return read_proven_movement(small_tree())


def stages_of(found: Iterable[object]) -> set[str]:
    """The stages of states, those left out that are no state."""
    return {str(getattr(state, "stage", state)) for state in found if state is not None}


def test_no_rule_is_broken() -> None:
    """A benchmark that measured broken records would measure the telling of faults."""
    verdict = check_tree(small_tree(), LAST_DAY)
    assert [one for one in verdict.diagnostics if one.severity == "error"] == []
    assert {one.code for one in verdict.diagnostics} >= {"A01", "D11", "D12"}


def test_every_kind_of_record_is_there() -> None:
    """What has a place in the layout has a place in what is measured."""
    found = {place[0].name for file in small_tree().files if (place := match_path(file.path))}
    assert found == {kind.name for kind in KINDS}


def test_every_stage_is_there() -> None:
    """Circles, proposals, actions, objections, decisions and terms stand in every stage that they can come to."""
    movement, day = small_movement(), LAST_DAY
    against = [one for folder in movement.proposals.values() for one in folder.objections.values()]
    against += [one for folder in movement.decisions.values() for one in folder.objections.values()]
    assert stages_of(circle_on(movement, id_, day) for id_ in movement.circles) == set(get_args(CircleStage))
    proposals = stages_of(proposal_on(movement, id_, day) for id_ in movement.proposals)
    assert proposals == set(get_args(ProposalStage)) - WRONG
    assert stages_of(action_on(movement, id_, day) for id_ in movement.proposals) == set(get_args(ActionStage))
    assert stages_of(objection_on(movement, one, day) for one in against) == set(get_args(ObjectionStage))
    decisions = stages_of(decision_on(movement, id_, day) for id_ in movement.decisions)
    assert decisions == set(get_args(DecisionStage)) - WRONG - {"imported"}
    assert stages_of(term_stage(movement, id_, day) for id_ in movement.decisions) == set(get_args(TermStage)) - WRONG


def test_texts_are_of_many_languages_and_sizes() -> None:
    """Texts go from one line to some kilobytes, in several languages; names are written in several scripts."""
    sizes = sorted(len(file.data) for file in small_tree().files if file.path.endswith(".yml"))
    assert sizes[0] < 200
    assert sizes[-1] > 5000
    assert 600 < sum(sizes) / len(sizes) < 1800
    languages = {record.lang for record in small_movement().records.values()}
    assert len(languages) >= 4
    scripts = {ord(person.name[0]) // 256 for person in small_movement().people.values()}
    assert len(scripts) >= 3


def test_signatures_are_real() -> None:
    """Every signature was looked at and proves what it seems to prove."""
    proven = small_movement().proven or {}
    assert len(proven) >= 4
    assert {result.trouble for result in proven.values()} == {""}


def test_the_same_seed_gives_the_same_bytes() -> None:
    """What was measured can be made again; another seed gives another movement."""
    first, again, other = (list(make_realistic(SMALL, seed)) for seed in (1, 1, 2))
    assert first == again
    assert first != other
    assert len({file.path for file in first}) == len(first)


@pytest.mark.parametrize("records", [300, 1000, 3000])
def test_about_as_many_records_come_as_were_asked_for(records: int) -> None:
    """A size may be a quarter off, since stories are told to their end."""
    assert abs(sum(1 for _ in make_realistic(records)) - records) <= records / 4


@pytest.mark.long
@pytest.mark.parametrize("seed", [2, 3, 4])
def test_no_rule_is_broken_by_any_seed(seed: int) -> None:
    """Other people and other days make no other verdict."""
    files = tuple(sorted(StoredFile(file.path, "file", file.data) for file in make_realistic(2000, seed)))
    verdict = check_tree(Tree(files, None), LAST_DAY)
    assert [one for one in verdict.diagnostics if one.severity == "error"] == []


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The smallest realistic movement with its history."""
    folder = tmp_path_factory.mktemp("realistic")
    write_realistic(folder, SMALL)
    assert commit_history(folder) > 200
    return folder


def list_commits(repository: Path) -> list[str]:
    """The commits of the main line, the first one first."""
    command = ["git", "-C", str(repository), "rev-list", "--reverse", "--first-parent", "main"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


def test_the_history_holds_what_the_folder_holds(repository: Path) -> None:
    """Everything is committed, as it lies there."""
    command = ["git", "-C", str(repository), "status", "--short"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == ""
    assert len(small_tree().files) == len(read_history(repository).tip.files)


def test_a_long_history_lands_the_evenings_of_one_day_together(repository: Path, tmp_path: Path) -> None:
    """Where there would be too many commits, each day has fewer, and none holds what landed on two days."""
    bare = tmp_path / "few.git"
    commits = commit_history(repository, 1, bare=bare)
    command = ["git", "-C", str(bare), "log", "--format=%cs", "main"]
    days = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert commits == len(days) == len(set(days))
    assert days == sorted(days, reverse=True)
    assert commits < len(list_commits(repository))


def test_nothing_in_the_history_breaks_a_rule(repository: Path) -> None:
    """Each commit landed as the change that it was."""
    verdict = audit_history(read_history(repository), LAST_DAY, LAST_DAY)
    assert [one for one in verdict.both.diagnostics if one.severity == "error"] == []


@pytest.mark.long
def test_changes_of_the_history_are_judged_without_a_fault(repository: Path) -> None:
    """Each commit, brought as a change to the one before it, passes; every fifteenth is looked at."""
    commits = list_commits(repository)
    for at in range(1, len(commits), 15):
        found = compare_with_base(repository, commits[at - 1], commits[at])
        verdict = check_change(found, LAST_DAY, LAST_DAY)
        assert [one for one in verdict.diagnostics if one.severity == "error"] == [], commits[at]
