"""
A model of how proposals, objections and decisions live, as tables; days are numbers.

It is written from the design alone and knows nothing of the software. Whatever a table does not hold cannot happen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

NOTHING, CONSENT, OBJECT, ABSENT = "", "consent", "object", "absent"
VOICES = (NOTHING, CONSENT, OBJECT, ABSENT)

TESTS = ("stands", "needs work", "set aside")
BECOMES: Mapping[tuple[str, str], str] = {
    ("none", "raise"): "raised",
    **{(before, result): result for before in ("raised", *TESTS) for result in TESTS},
    **{(before, "resolve"): "resolved" for before in ("raised", "stands", "needs work")},
    **{(before, "raise again"): "raised" for before in ("needs work", "set aside", "resolved")},
}
"""What an act makes of an objection: the latest test of its newest version counts, and a new version begins anew."""
IN_THE_WAY = {"raised", "stands", "needs work"}


class Objection(NamedTuple):
    """How far an objection is, and which version of it is the newest."""

    stage: str = "none"
    version: int = 1

    def after(self, act: str) -> Objection | None:
        """What an act makes of it; None where it cannot happen, or would need a third version."""
        stage = BECOMES.get((self.stage, act))
        version = self.version + (act == "raise again")
        return Objection(stage, version) if stage and version <= 2 else None


ACTS = tuple(dict.fromkeys(act for _, act in BECOMES))


def reachable() -> dict[Objection, tuple[str, ...]]:
    """Every state that an objection can come to, and the shortest row of acts that leads there."""
    found: dict[Objection, tuple[str, ...]] = {Objection(): ()}
    queue = [Objection()]
    for state in queue:
        for act in ACTS:
            after = state.after(act)
            if after and after not in found:
                found[after] = (*found[state], act)
                queue.append(after)
    return found


PROPOSAL = (
    ("somebody or something is in the way", "objected"),
    ("everybody consents", "consented"),
    ("somebody consents", "in round"),
    ("it is on record", "open"),
)
"""Where a proposal stands: the first line that is so. Only what was said to its newest version counts."""


def proposal(words: Iterable[str], objections: Iterable[Objection]) -> str:
    """Where a proposal stands, by the words of all members on its newest version, and the objections to it."""
    said = set(words)
    facts = {
        "somebody or something is in the way": OBJECT in said or any(o.stage in IN_THE_WAY for o in objections),
        "everybody consents": said == {CONSENT},
        "somebody consents": CONSENT in said,
        "it is on record": True,
    }
    return next(stage for fact, stage in PROPOSAL if facts[fact])


def missing(words: Mapping[str, str]) -> tuple[str, ...]:
    """Whose voice is missing: being absent is no voice."""
    return tuple(sorted(person for person, word in words.items() if word in (NOTHING, ABSENT)))


LAST_DAY = {
    "sunset": (0, "lapsed"),
    "renewed": (-1, "renewed"),
    "replaced": (-1, "replaced"),
    "ended by another": (0, "let go"),
    "ended": (0, "let go"),
    "let go at a review": (0, "let go"),
}
"""What ends a decision: whether that day is its last (0) or the one before is (-1), and what becomes of it."""


class Standing(NamedTuple):
    """Where a decision stands on a day, until when it is in force, and since when it is reconsidered."""

    stage: str
    last: int
    since: int | None = None
    review_due: bool = False


def decision(
    today: int, sunset: int, review: int | None, ends: Iterable[tuple[str, int]], raised: Iterable[int]
) -> Standing:
    """
    Where a decision stands that was made before today.

    `review` is the last day for the next review, `ends` are the acts that end it (what, when), `raised` the days on
    which the objections that stand were raised.
    """
    known = [("sunset", sunset), *((what, day) for what, day in ends if day <= today)]
    last, order = min((day + LAST_DAY[what][0], at) for at, (what, day) in enumerate(known))
    if today > last:
        stage = LAST_DAY[known[order][0]][1]
        is_renewed = stage == "lapsed" and any(what == "renewed" for what, _ in known)
        return Standing("renewed" if is_renewed else stage, last)
    since = min(raised, default=None)
    is_due = review is not None and today > review
    return Standing("in force" if since is None else "under reconsideration", last, since, is_due)


def next_review(first: int, held: Iterable[tuple[int, int | None]], today: int) -> int | None:
    """The last day for the next review: as the latest review says (it may ask for none), else as the proposal did."""
    past = sorted((day, next_) for day, next_ in held if day <= today)
    return past[-1][1] if past else first
