"""An invented movement's history, in which every act lands on the day that it bears."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

from nstgov.author.replay import landings_replayed
from nstgov.records.record_days import day_of
from nstgov.store.landings import read_landings
from tests.commands import Nst
from tests.record import example_record, movement_from, tree_of


@pytest.mark.long
def test_every_act_of_the_worked_example_lands_on_its_day(nst: Nst, tmp_path: Path) -> None:
    """So `init --example --history` makes it: one commit for a day, nothing left over, and no act before its ground."""
    assert nst("init", tmp_path / "example", "--example", "--history", "--forge", "none").code == 0
    folder = tmp_path / "example"
    git = ("git", "-C", str(folder))
    assert subprocess.run([*git, "status", "--porcelain"], capture_output=True, check=True).stdout == b""
    commit = subprocess.run([*git, "rev-parse", "main"], capture_output=True, check=True, text=True).stdout.strip()
    landed, movement = read_landings(folder, commit), movement_from(tree_of(example_record()))
    assert landed.keys() == movement.records.keys() - {"nstgov.yml"}
    began = movement.ground_rules[1].from_
    apart = {  # what is given to be adopted comes with its proposal
        path
        for path, record in movement.records.items()
        if path in landed and (day := day_of(record)) and max(day, began) != landed[path].day
    }
    assert apart == {"ground-rules/2.yml"}
    assert nst("-C", folder, "audit").code == 0


def test_nothing_lands_before_what_it_rests_on() -> None:
    """An edition comes with its proposal, a text is withheld when that was decided; machinery first, and alone."""
    movement = movement_from(tree_of(example_record()))
    files = {path: text.encode() for path, text in example_record().items()}
    landings = landings_replayed(movement, {**files, "README.md": b"Welcome"})
    days = {path: landed.day for landed in landings for path in landed.files}
    assert {"README.md", "nstgov.yml"} <= set(landings[0].files)
    assert not any(path.startswith(("circles/", "proposals/")) for path in landings[0].files)
    assert days["ground-rules/2.yml"] == days["proposals/ground-rules-2/v1.yml"] < date(2026, 10, 1)
    withheld = next(path for path in days if path.endswith(".withheld.yml"))
    assert days[withheld] >= days["decisions/wandas-reason/decision.yml"]
    assert [landed.day for landed in landings] == sorted(landed.day for landed in landings)


def test_a_history_is_made_only_for_the_example(nst: Nst, tmp_path: Path) -> None:
    """A movement that people live in has its own."""
    outcome = nst("init", tmp_path / "ours", "--history", "--no-input")
    assert outcome.code == 2
    assert "--example" in outcome.text
