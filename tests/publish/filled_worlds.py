"""Movements over which forms are filled in at random: the worked example, a young one, one with two levels."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from nstgov.store.strict_yaml import read_yaml
from tests.properties.moves import on_day
from tests.properties.tale import BAY, ELM, OAK, Tale, day, rivertown, said, text_of
from tests.record import TODAY, example_record

NEXT = "ground-rules-to-come"
"""The id of the proposal by which a next edition of the ground rules would be adopted."""
LATER = 60
"""The day on which the story with two levels stands."""


class FilledWorld(NamedTuple):
    """A movement as files by path, and the day on which forms are filled in over it."""

    files: Mapping[str, str]
    day: date

    @property
    def edition(self) -> tuple[str, str, dict[str, str]]:
        """A next edition of the ground rules, beside which they are proposed: its path, its text, what names it."""
        path = max(path for path in self.files if path.startswith("ground-rules/"))
        number = int(path.removeprefix("ground-rules/").removesuffix(".yml")) + 1
        keys = {
            **read_yaml(self.files[path]).value,
            "from": (self.day + timedelta(400)).isoformat(),
            "adopted_by": NEXT,
        }
        text = text_of(keys)
        named = {"id": NEXT, "number": str(number), "sha256": hashlib.sha256(text.encode()).hexdigest()}
        return f"ground-rules/{number}.yml", text, named


@cache
def worlds_by_name() -> Mapping[str, FilledWorld]:
    """Every movement over which forms are filled in."""
    return {
        "example": FilledWorld(example_record(), TODAY),
        "young": FilledWorld(_young().texts(), on_day(2)),
        "levels": FilledWorld(_levels().texts(), on_day(LATER)),
    }


def _young() -> Tale:
    """One circle of five that was founded two days ago, and nothing else."""
    tale = Tale()
    tale.circle("oak", OAK)
    return tale


def _levels() -> Tale:
    """Two circles below a third, one that is asked in, one apart; proposals at each stage, one member away."""
    tale = rivertown()
    tale.circle("bay", BAY)
    tale.act("bay", 30, "changes", parent="river", voices=said(BAY), entered_by="pat")
    tale.act("oak", 50, "away.dee", until=day(80), voices=said(["dee"]))
    _of_decisions(tale)
    _of_proposals(tale)
    tale.add(
        "proposals/swing/idea.yml",
        {"title": "A swing", "by": ["kim"], "opened": day(40), "need": "Children here sit on the kerb."},
    )
    tale.elect("oak-secretary", "oak", "chi", said(OAK), 4, (5, 300), role="secretary")
    return tale


def _of_decisions(tale: Tale) -> None:
    """One decision that holds, one under an objection, one with a review due, and an action that waits for people."""
    for id_, title in (
        ("shade", "A sail over the square"),
        ("bells", "Bells at noon"),
        ("lamps", "Lamps at the steps"),
    ):
        tale.version(id_, 1, 6, title=title, review=day(55), tasks=[{"who": "ana", "what": "buy it", "by": day(50)}])
        tale.round(id_, 1, "oak", 7, said(OAK))
        tale.decide(id_, 1, 8)
    tale.object("decisions/bells", "sleep", 1, 45, ELM)
    objection = tale.object("decisions/lamps", "moths", 1, 45, ELM)
    tale.test(objection, "oak", 48, 1, "stands", said(OAK))
    tale.version("garden", 1, 6, title="Dig the garden", kind="action", starts_with={"people": 6})
    tale.round("garden", 1, "oak", 7, said(OAK))
    tale.decide("garden", 1, 8)
    tale.add(f"proposals/garden/commitments/{day(20)}.oak.yml", {"people": ["ana", "ben"], "entered_by": "ana"})


def _of_proposals(tale: Tale) -> None:
    """Nobody heard yet; some heard; somebody objects; everybody consents; an objection raised, and one that stands."""
    river = ["ana", "ben", "kim", "lou"]
    tale.version("benches", 1, 52, title="Benches by the river")
    tale.version("bridge", 1, 52, title="Mend the bridge", asks=["river"], affects=["oak", "elm"])
    tale.round("bridge", 1, "river", 53, said(river[:3]))
    tale.version("noise", 1, 52, title="Quiet after ten")
    tale.round(
        "noise",
        1,
        "oak",
        53,
        {**said(("ana", "ben", "chi", "fay")), "chi": {"says": "object", "because": "I play the horn."}},
    )
    tale.version("paint", 1, 52, title="Paint the doors")
    tale.round("paint", 1, "oak", 53, said(("ana", "ben", "chi", "fay")))
    tale.version("pond", 1, 52, title="A pond for frogs")
    tale.object("proposals/pond", "flies", 1, 54, ELM)
    tale.version("wall", 1, 52, title="A wall to sit on")
    objection = tale.object("proposals/wall", "view", 1, 54, ELM)
    tale.test(objection, "oak", 55, 1, "stands", said(("ana", "ben", "chi", "fay")))
    tale.version(
        "guest",
        1,
        52,
        title="Ask Rosa in",
        kind="invitation",
        invites=[{"guest": "rosa", "name": "Rosa", "because": "She knows all the trees here."}],
    )
