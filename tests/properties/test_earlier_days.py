"""Acts that come later never change what was true on an earlier day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from nstgov.lifecycle import decisions_on, members_on, objection_on, proposals_on
from nstgov.records import Movement, ObjectionFolder
from nstgov.report.status_data import describe_movement
from tests.properties.hasty import hasty
from tests.properties.moves import on_day
from tests.properties.stories import wild
from tests.properties.tale import Keys, Tale, text_of
from tests.record import movement_from, tree_of

DATED = ("decided", "submitted", "raised", "held", "opened", "date", "from")
EXEMPT = (".disputed.yml", ".void.yml")
"""What 2-records.md lets change an earlier day."""


def day_of(path: str, keys: Keys) -> date:
    """The day of a record: in its content, or else in its name; the first day there is, where it has none."""
    said = [str(keys[key]) for key in DATED if key in keys] or re.findall(r"\d{4}-\d\d-\d\d", path.rpartition("/")[2])
    return date.fromisoformat(said[-1]) if said else date.min


def known(files: dict[str, Keys], until: date) -> tuple[Movement, Movement]:
    """What is on record by a day; and with all that came later, save what may change earlier days."""
    texts = {path: text_of(keys) for path, keys in files.items()}
    earlier = {path: text for path, text in texts.items() if day_of(path, files[path]) <= until}
    later = {path: text for path, text in texts.items() if not path.endswith(EXEMPT)}
    return movement_from(tree_of(earlier)), movement_from(tree_of({**later, **earlier}))


def answers(movement: Movement, day: date) -> object:
    """What was true on a day: where everything stood, who was a member where, and why."""
    standing = describe_movement(movement, day)
    members = {
        id_: {person: (stay.via, stay.by) for person, stay in members_on(movement, id_, day).items()}
        for id_ in movement.circles
    }
    objections = [objection_on(movement, folder, day) for folder in movement.objection_folders()]
    proposals, decisions = proposals_on(movement, day), decisions_on(movement, day)
    return (
        standing,
        {id_: people for id_, people in members.items() if people},
        {id_: state._replace(objections=named(state.objections)) for id_, state in proposals.items()},
        {id_: state._replace(objections=named(state.objections)) for id_, state in decisions.items()},
        [state for state in objections if state],
    )


def named(folders: Iterable[ObjectionFolder]) -> Any:
    """Which objections they are; what lies in their folders by now is another matter."""
    return tuple(folder.id for folder in folders)


def in_order(files: dict[str, Keys]) -> bool:
    """Whether each round and decision came after its text; otherwise rule C06 speaks, and nothing sure can be told."""
    for path, keys in files.items():
        if "version" in keys and "sha256" in keys:
            version = files.get(f"proposals/{path.split('/')[1]}/v{keys['version']}.yml")
            if version is not None and day_of(path, keys) < date.fromisoformat(version["submitted"]):
                return False
    return True


@pytest.mark.long
@settings(max_examples=3 * settings().max_examples)
@given(st.one_of(wild(), hasty()), st.integers(3, 60))
def test_what_comes_later_changes_no_earlier_day(tale: Tale, number: int) -> None:
    """The status of every circle, proposal, objection and decision on every day up to then stays as it was."""
    assume(in_order(tale.files))
    before, after = known(tale.files, on_day(number))
    assume(not after.misfits)  # while a file is broken, nothing sure can be told of what rests on it
    for earlier in range(number, 1, -4):
        assert answers(before, on_day(earlier)) == answers(after, on_day(earlier)), earlier
