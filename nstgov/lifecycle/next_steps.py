"""Whose step is next, with every proposal and every decision (M15)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal, NamedTuple

from nstgov.lifecycle.answering_circles import open_answering
from nstgov.lifecycle.chain_breaks import lacks_representative
from nstgov.lifecycle.days import OPEN, days_after
from nstgov.lifecycle.decision_stages import DecisionState, decision_on
from nstgov.lifecycle.derived import derive_once
from nstgov.lifecycle.distinct_authors import count_authors
from nstgov.lifecycle.editions import ground_rules_on
from nstgov.lifecycle.objection_stages import answer_by, find_testing_circles, objection_on, objectors_on
from nstgov.lifecycle.proposal_stages import LIVE, ProposalState, action_on, proposal_on
from nstgov.lifecycle.validity.decision_validity import decision_lacks
from nstgov.lifecycle.validity.lacks import Lack
from nstgov.lifecycle.validity.lacks_of_size import lack_of_size
from nstgov.records import Movement, ObjectionFolder, name_of

What = Literal[
    "stand with", "hold a round", "speak", "answer a voice", "test", "resolve", "improve", "decide", "commit", "review",
    "set right", "bring again", "choose",
]  # fmt: skip


class NextStep(NamedTuple):
    """
    One step that is awaited: what, with which proposal or decision, and who takes it.

    `of` is `proposals/<id>`, `decisions/<id>` or `circles/<id>`, `circles` those whose step it is, `people` those who
    are awaited in them; `objection` the objection it is about; `by` the last day for it, where there is one; `lacking`
    how many people are still looked for; `lack` what is to be set right before anything else can be done.
    """

    what: What
    of: str
    circles: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    objection: str | None = None
    by: date | None = None
    lacking: int = 0
    lack: Lack | None = None


def list_proposal_steps(movement: Movement, id_: str, day: date) -> tuple[NextStep, ...]:
    """The next steps with a proposal; none where it waits for nothing."""
    state = proposal_on(movement, id_, day)
    if state is None:
        return ()
    return (*_list_live_steps(movement, id_, state, day), *_list_commit_steps(movement, id_, day))


def _list_live_steps(movement: Movement, id_: str, state: ProposalState, day: date) -> tuple[NextStep, ...]:
    of, asked = f"proposals/{id_}", state.version.asks if state.version else ()
    match state.stage:
        case "gathering":
            return (NextStep("stand with", of, lacking=_count_people_lacking(movement, id_, day)),)
        case "open":
            return (NextStep("hold a round", of, asked),)
        case "in round" if state.lacks:
            return (NextStep("set right", of, asked, lack=state.lacks[0]),)
        case "in round":
            return tuple(NextStep("speak", of, (circle,), people) for circle, people in state.missing.items())
        case "objected":
            return tuple(_yield_steps_when_objected(movement, of, state, day))
        case "consented":
            return (NextStep("decide", of, asked),)
        case "not valid":
            decided = decision_lacks(movement, id_)
            return (NextStep("bring again", of, asked, lack=decided[0] if decided else None),)
    return ()


def _count_people_lacking(movement: Movement, id_: str, day: date) -> int:
    folder = movement.proposals[id_]
    behind = (*(folder.idea.by if folder.idea else ()), *(one.person for one in folder.stands_with))
    return max(0, ground_rules_on(movement, day).authors.least - count_authors(movement, behind))


def _yield_steps_when_objected(movement: Movement, of: str, state: ProposalState, day: date) -> Iterator[NextStep]:
    for heard in state.hearings:
        if heard.objecting:
            yield NextStep("answer a voice", of, (heard.circle,), tuple(said.person for said in heard.objecting))
    yield from _yield_objection_steps(movement, state.objections, day)


def _yield_objection_steps(movement: Movement, objections: Iterable[ObjectionFolder], day: date) -> Iterator[NextStep]:
    """A raised objection is tested, one that stands resolved, one that needs work improved by its authors."""
    for folder in objections:
        state = objection_on(movement, folder, day)
        if state is None or state.version is None:
            continue
        circles, authors = (
            find_testing_circles(movement, folder, day),
            tuple(map(name_of, objectors_on(movement, folder, day))),
        )
        by = answer_by(movement, folder, day)
        too_few = next((lack for one in circles if (lack := lack_of_size(movement, one, day))), None)
        if state.stage == "raised" and too_few is not None:
            yield NextStep("set right", folder.target, circles, (), folder.id, lack=too_few)
        elif state.stage == "raised":
            yield NextStep("test", folder.target, circles, (), folder.id, by)
        elif state.stage == "stands":
            yield NextStep("resolve", folder.target, circles, authors, folder.id, by)
        else:
            yield NextStep("improve", folder.target, (), authors, folder.id, by)


def _list_commit_steps(movement: Movement, id_: str, day: date) -> tuple[NextStep, ...]:
    action, state = action_on(movement, id_, day), proposal_on(movement, id_, day)
    if action is None or state is None or action.stage != "gathering" or state.stage not in (*LIVE, "decided"):
        return ()
    version = state.version
    lacking = max(0, (action.threshold.people or 0) - len(action.committed))
    return (NextStep("commit", f"proposals/{id_}", version.affects if version else (), lacking=lacking),)


def list_decision_steps(movement: Movement, id_: str, day: date) -> tuple[NextStep, ...]:
    """The next steps with a decision in force: its objections, disputed voices, and a review that is due."""
    folder = movement.decisions.get(id_)
    if folder is None or folder.decision is None:
        return ()
    state = decision_on(movement, id_, day)
    if state is None or not state.in_force:
        return ()
    circles = open_answering(movement, folder.decision, day)
    heard_again = _yield_hearing_steps(movement, id_, state, circles)
    return (
        *_yield_objection_steps(movement, state.objections, day),
        *heard_again,
        *_list_review_steps(id_, state, circles),
    )


def _yield_hearing_steps(
    movement: Movement, id_: str, state: DecisionState, circles: tuple[str, ...]
) -> Iterator[NextStep]:
    """Whoever disputes a voice, or whose key was unsafe, is heard themselves, within the time to reconsider."""
    doubts = [(disputed.person, disputed.date) for disputed in state.disputes]
    doubts += [(doubt.person, doubt.act.date) for doubt in state.compromises]
    for person, since in doubts:
        by = days_after(since, ground_rules_on(movement, since).reconsider_within_days)
        yield NextStep("speak", f"decisions/{id_}", circles, (person,), by=by if by < OPEN else None)


def _list_review_steps(id_: str, state: DecisionState, circles: tuple[str, ...]) -> tuple[NextStep, ...]:
    return (NextStep("review", f"decisions/{id_}", circles, by=state.review),) if state.review_due else ()


def choosing_steps(movement: Movement, circle: str, day: date) -> tuple[NextStep, ...]:
    """That a circle chooses somebody to represent it, where it has nobody and can choose."""
    if lacks_representative(movement, circle, day) is None:
        return ()
    return (NextStep("choose", f"circles/{circle}", (circle,)),)


@derive_once
def collect_steps_by_circle(movement: Movement, day: date) -> dict[str, tuple[NextStep, ...]]:
    """By circle, every step that is its own, those with a last day first."""
    found: dict[str, list[NextStep]] = defaultdict(list)
    proposals = (step for id_ in movement.proposals for step in list_proposal_steps(movement, id_, day))
    decisions = (step for id_ in movement.decisions for step in list_decision_steps(movement, id_, day))
    choosing = (step for circle in movement.circles for step in choosing_steps(movement, circle, day))
    for step in (*proposals, *decisions, *choosing):
        for circle in step.circles:
            found[circle].append(step)
    return {
        circle: tuple(sorted(dict.fromkeys(steps), key=lambda s: (s.by or OPEN, s.of, s.what)))
        for circle, steps in found.items()
    }
