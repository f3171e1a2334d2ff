"""No rule stumbles, however odd the records are."""

from __future__ import annotations

import random
import re
from datetime import date

import pytest

from nstgov.lifecycle.voids import assemble_movement
from nstgov.rules import RULES
from tests.record import TODAY, example_record, movement_from, tree_of

DAYS = ("0001-01-01", "9999-12-31", "2026-02-30", "2026-05-05")
IDS = ("everyone", "nobody", "amara-okafor", "lantern-row", "three-bridges")
LINES = (
    "", "- x", "foo: bar", "voices: {}", "asks: []", "version: 999999", "parent: everyone", "members: {}", "because: x",
    "term: {from: 0001-01-01, until: 9999-12-31}", "against: {sha256: x}", "sunset: 0001-01-01", "date: 9999-12-31",
)  # fmt: skip
SEEDS = range(40)


def _odd(seed: int) -> dict[str, str]:
    """The worked example with some of its files cut, mixed up, sent to odd days or taken away."""
    chance = random.Random(seed)  # noqa: S311 -- chance for tests, not for secrets
    files = dict(example_record())
    paths = list(files)
    for _ in range(chance.choice((3, 10, 40))):
        path = chance.choice(paths)
        lines = files.pop(path, "").split("\n")
        at = chance.randrange(len(lines))
        changed = chance.choice((
            None,
            [*lines[:at], chance.choice(LINES), *lines[at + 1 :]],
            lines[:at],
            [re.sub(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", chance.choice(DAYS), line) for line in lines],
            [*lines[:at], re.sub(r"[a-z]+(?:-[a-z]+)+", chance.choice(IDS), lines[at], count=1), *lines[at + 1 :]],
        ))  # fmt: skip
        if changed is not None:
            files[chance.choice((path, path, path, chance.choice(paths)))] = "\n".join(changed)
    return files


@pytest.mark.sampled(8)
@pytest.mark.parametrize("seed", SEEDS)
def test_every_rule_has_an_answer_to_every_record(seed: int) -> None:
    """Nothing is raised, each finding says what is so and what to do, and the order of the records changes nothing."""
    files = _odd(seed)
    movement = movement_from(tree_of(files))
    turned = assemble_movement(reversed(movement.records.values()), movement.sha256, reversed(movement.misfits))
    for rule in RULES:
        for day in (TODAY,) if rule.lane == "change" else (date.min, TODAY, date.max):
            found = list(rule(movement, day))
            assert all(finding.message and finding.help for finding in found), rule.code
            assert set(found) == set(rule(turned, day)), rule.code
