"""
A repository in short: what another repository needs to know of it to count its people and judge a common decision.

The same commit and day give the same bytes on every machine, so that whoever pinned a summary by its hash can make it
anew (M13). It is small, a few dozen bytes for each circle, and names nobody but those who represent a circle (M8, M10).
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from nstgov.lifecycle.care import care_on
from nstgov.lifecycle.chain_breaks import breaks_on
from nstgov.lifecycle.circle_states import circle_on
from nstgov.lifecycle.coverage import find_reached
from nstgov.lifecycle.days import OPEN
from nstgov.lifecycle.decision_stages import decisions_on
from nstgov.lifecycle.editions import ground_rules_on
from nstgov.lifecycle.endings import version_of
from nstgov.lifecycle.membership import compute_membership, is_open
from nstgov.lifecycle.proposal_stages import LIVE, proposals_on
from nstgov.lifecycle.regions import list_seats, span_of_region
from nstgov.lifecycle.terms import REPRESENTATIVE, collect_all_terms
from nstgov.records import Movement, RegionFolder, is_far_id

FORMAT = 1
"""Counted up whenever a summary of the same commit and day would have other bytes."""
Summary = dict[str, Any]


def summarize(movement: Movement, day: date, commit: str | None) -> Summary:
    """The summary of a movement as of a day, as plain values; `commit` is what it was read from."""
    rules = ground_rules_on(movement, day)
    open_ = [circle for circle in sorted(movement.circles) if is_open(movement, circle, day)]
    ends = find_reached(movement, [*open_, *_far_circles(movement)], (), day)
    return {
        "format": FORMAT,
        "movement": rules.movement,
        "repository_id": movement.repository_id,
        "site": movement.settings.site if movement.settings else None,
        "commit": commit,
        "as_of": day.isoformat(),
        "people": len(_people_on(movement, open_, day)),
        "levels": list(rules.levels),
        "circles": [_describe_circle(movement, circle, day, rules.levels) for circle in open_],
        "seats": sorted(_yield_seats(movement)),
        "tops": _count_tops(movement, open_, ends, day),
        "breaks": [
            [found.circle, found.parent, found.why, found.since.isoformat(), len(found.circles), found.people]
            for found in breaks_on(movement, day).values()
        ],
        "care": count_needs(movement, day),
        "proposals": list(_yield_proposals(movement, day)),
        "decisions": list(_yield_decisions(movement, day)),
        "regions": [_describe_region(movement, folder, ends, day) for _, folder in sorted(movement.regions.items())],
    }


def count_needs(movement: Movement, day: date) -> dict[str, int]:
    """How often circles need care on a day, by the reason."""
    return dict(sorted(Counter(need.reason for needs in care_on(movement, day).values() for need in needs).items()))


def encode_summary(summary: Summary) -> bytes:
    """The bytes of a summary: JSON in UTF-8, keys in order, no blanks."""
    return (json.dumps(summary, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode()


def hash_summary(summary: Summary) -> str:
    """The SHA-256 by which a snapshot pins a summary."""
    return hashlib.sha256(encode_summary(summary)).hexdigest()


def list_sent_by(movement: Movement, circle: str, day: date) -> tuple[tuple[str, date, date], ...]:
    """Whom a circle sends upwards from a day on: person, first and last day of each term that is not over by then."""
    terms = (
        term for term in collect_all_terms(movement).values() if (term.circle, term.role) == (circle, REPRESENTATIVE)
    )
    return tuple(
        sorted((t.person, t.span.first, t.span.last) for t in terms if t.span.last >= day and not t.span.is_empty())
    )


def _far_circles(movement: Movement) -> tuple[str, ...]:
    known = compute_membership(movement).links
    return tuple(f.region.far_circle for f in movement.regions.values() if f.region.far_circle in known)


def _people_on(movement: Movement, circles: list[str], day: date) -> frozenset[str]:
    """The own members of some circles, without those whom other circles and regions send."""
    stays = compute_membership(movement).stays
    return frozenset(
        stay.person for circle in circles for stay in stays[circle] if stay.via is None and stay.span.has_day(day)
    )


def _describe_circle(movement: Movement, id_: str, day: date, levels: tuple[str, ...]) -> list[Any]:
    """Id, the number of its level (-1: none of those in force), how many members, its parent (None: none)."""
    state = circle_on(movement, id_, day)
    if state is None:
        return [id_, -1, 0, None]
    level = levels.index(state.level) if state.level in levels else -1
    return [id_, level, len(state.members), state.parent if state.linked else None]


def _yield_seats(movement: Movement) -> Iterator[list[str]]:
    """Who ever sat where for whom: the circle that sends, the one above, the person, first day, last (empty: open)."""
    for parent, stays in compute_membership(movement).sent.items():
        for stay in stays:
            last = "" if stay.span.last == OPEN else stay.span.last.isoformat()
            yield [stay.via or "", parent, stay.person, stay.span.first.isoformat(), last]


def _count_tops(movement: Movement, circles: list[str], ends: dict[str, str], day: date) -> dict[str, list[int]]:
    """By circle at which ways upwards end: how many circles are heard there by unbroken chains, and how many people."""
    reaching: dict[str, list[str]] = {}
    for circle in circles:
        reaching.setdefault(ends[circle], []).append(circle)
    return {end: [len(found), len(_people_on(movement, found, day))] for end, found in sorted(reaching.items())}


def _yield_proposals(movement: Movement, day: date) -> Iterator[list[Any]]:
    """What still waits for something: id, stage, version, SHA-256 of its text."""
    for id_, state in sorted(proposals_on(movement, day).items()):
        if state.stage in LIVE and state.version is not None:
            yield [id_, state.stage, state.version.number, movement.sha256.get(state.version.file, "")]


def _yield_decisions(movement: Movement, day: date) -> Iterator[list[Any]]:
    """Id, stage, day decided, SHA-256 of the text consented to, who decided; whom it affects in other repositories."""
    for id_, state in sorted(decisions_on(movement, day).items()):
        decision = movement.decisions[id_].decision
        if decision is not None:
            version = version_of(movement, decision)
            far = [circle for circle in (version.affects if version else ()) if is_far_id(circle)]
            yield [id_, state.stage, decision.decided.isoformat(), decision.sha256, list(decision.circles), far]


def _describe_region(movement: Movement, folder: RegionFolder, ends: dict[str, str], day: date) -> dict[str, Any]:
    """A region as this repository knows it; `heard_at` is the circle at which its voice ends (its own: nobody sits)."""
    region, whole = folder.region, span_of_region(movement, folder)
    seen = [one for one in folder.snapshots if one.date <= day]
    sitting = [seat for seat in list_seats(movement, folder) if seat.span.has_day(day)]
    return {
        "region": region.region,
        "name": region.name,
        "repository_id": region.repository_id,
        "circle": region.circle,
        "joins": region.joins,
        "since": region.since.isoformat(),
        "until": None if whole.last == OPEN else whole.last.isoformat(),
        "seen": seen[-1].date.isoformat() if seen else None,
        "commit": seen[-1].commit if seen else None,
        "heard_at": ends.get(region.far_circle, region.far_circle),
        "sits": [[seat.person, seat.until.isoformat()] for seat in sitting],
    }
