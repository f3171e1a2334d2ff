"""What is lacking, as data: which rule asks for it, where it stands, what is so, and the next step."""

from __future__ import annotations

from typing import NamedTuple

from nstgov.records import Where


class Lack(NamedTuple):
    """
    Something without which a record is not validly made.

    `rule` is the code of the rule that speaks of it; `at` the place, `message` what is so, `help` the next step and
    `related` the places that belong to the story, as in a finding. `circle` is the circle in which it is lacking, and
    `record` the path of the record at fault on which everything else rests, where there is one.
    """

    rule: str
    at: Where
    message: str
    help: str
    related: tuple[Where, ...] = ()
    circle: str | None = None
    record: str | None = None


Lacks = tuple[Lack, ...]
