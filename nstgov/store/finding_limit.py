"""No file says the same thing a thousand times: after some findings of one rule the rest are counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from nstgov.records.record_index import Misfit
from nstgov.records.values import Where

MOST = 100
"""Findings of one rule in one file that are told one by one: a person mends those first, and more would take long."""


def limit_findings(misfits: Iterable[Misfit]) -> Iterator[Misfit]:
    """
    What was found in one file, of each rule so many; of the rest how many there are.

    What a left-out finding is about is at fault all the same, so that no rule judges it.
    """
    told: Counter[str] = Counter()
    first_left: dict[str, Misfit] = {}
    faulty: set[Where] = set()
    for misfit in misfits:
        told[misfit.rule] += 1
        if told[misfit.rule] <= MOST or not misfit.rule:
            yield misfit
            continue
        first_left.setdefault(misfit.rule, misfit)
        # a key that nobody knows is read by no rule
        if misfit.faults and (misfit.rule != "Y03" or len(misfit.at.keys) > 1):
            faulty.add(Where(misfit.at.file, misfit.at.keys[:1]))
    for rule, misfit in first_left.items():
        message = f"{told[rule] - MOST} more like those before stand in this file"
        yield replace(misfit, message=message, help="Set right those that are named, then look again.")
    yield from (Misfit("", where, "", "") for where in sorted(faulty))
