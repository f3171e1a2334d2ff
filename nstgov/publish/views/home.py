"""The home page, the ground rules, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import islice
from typing import NamedTuple

from nstgov.lifecycle import action_on, edition_spans, ground_rules_on, proposals_on
from nstgov.lifecycle.care import circle_stage
from nstgov.lifecycle.next_steps import NextStep, collect_steps_by_circle
from nstgov.publish.dependencies import recall_from_acts
from nstgov.publish.views.circle_views import CircleRow, Circles
from nstgov.publish.views.decision_views import IN_FORCE, DecisionRow, list_decision_rows
from nstgov.publish.views.page_titles import summarize_target
from nstgov.publish.views.proposal_views import ActionView, ProposalRow, find_action_view, list_proposal_rows
from nstgov.publish.views.snapshot import PageLink, RecordFile, Snapshot
from nstgov.publish.views.step_views import Ending, StepView, list_endings, list_step_views
from nstgov.records import GroundRules

LATELY = timedelta(days=90)
SOON = timedelta(days=60)
MOST_ON_HOME = 8
"""Rows of one kind on the home page; the lists have all."""


class GatheringAction(NamedTuple):
    """An action that gathers commitments."""

    door: PageLink
    action: ActionView


class HomeCounts(NamedTuple):
    """
    How many there are of what the home page shows in parts, those included that only the lists have.

    `waiting` are those that need voices, `open` those that are talked about before, `consented` those that can be put
    on record as decided.
    """

    waiting: int
    open: int
    consented: int
    objected: int
    ending: int
    decided: int
    not_valid: int
    care: int


class HomeStory(NamedTuple):
    """One thing in a sentence, and its page."""

    sentence: str
    of: PageLink


class HomeView(NamedTuple):
    """
    Where things stand.

    `waiting` are the proposals that need voices, `others` those that can be decided or are talked about; `story` is
    what was decided last, `step` the one that is most urgent now, `caring` the circles that need care.
    """

    movement: str
    promises: tuple[str, ...]
    people: int
    circles: int
    in_force: int
    glance: HomeCounts
    story: HomeStory | None
    step: StepView | None
    caring: tuple[PageLink, ...]
    waiting: tuple[tuple[ProposalRow, tuple[StepView, ...]], ...]
    others: tuple[tuple[ProposalRow, tuple[StepView, ...]], ...]
    objected: tuple[tuple[PageLink, str, tuple[StepView, ...]], ...]
    ending: tuple[Ending, ...]
    decided: tuple[DecisionRow, ...]
    not_valid: tuple[DecisionRow, ...]
    actions: tuple[GatheringAction, ...]
    top: tuple[CircleRow, ...]
    unreadable: int


class EditionView(NamedTuple):
    """An edition of the ground rules, and from which day to which it holds (None: not adopted)."""

    rules: GroundRules
    holds: bool
    first: date | None
    last: date | None
    adopted_by: PageLink | None
    file: RecordFile | None


class ReadingFault(NamedTuple):
    """Something that could not be read: the file, what is so, what to do."""

    file: str
    source: str | None
    message: str
    help: str


def build_home_view(scene: Snapshot, circles: Circles) -> HomeView:
    """Everything that the home page tells."""
    caring = [one for one in circles.list_ids() if circle_stage(scene.movement, one, scene.day) == "in need of care"]
    told = recall_from_acts(scene, "home", partial(_tell_of_acts, scene, circles))
    return told._replace(
        glance=told.glance._replace(care=len(caring)),
        caring=scene.link_circles(caring[:MOST_ON_HOME]),
        top=circles.list_top_circles(),
        unreadable=len(list_reading_faults(scene)),
    )


def _tell_of_acts(scene: Snapshot, circles: Circles) -> HomeView:
    """The same without what rests on calls for help, too: which circles need care."""
    by_stage, decisions = list_proposal_rows(scene), list_decision_rows(scene)
    in_force = [row for stage in IN_FORCE for row in decisions.get(stage, ())]
    waiting, ready, talked = (by_stage.get(stage, ()) for stage in ("in round", "consented", "open"))
    objected, again = by_stage.get("objected", ()), decisions.get("under reconsideration", ())
    not_valid = decisions.get("not valid", ())
    ending = [e for e in list_endings(scene) if e.day - scene.day <= SOON]
    lately = [
        r for stage, rows in decisions.items() if stage != "not valid" for r in rows if scene.day - r.decided <= LATELY
    ]
    lately.sort(key=lambda r: (-r.decided.toordinal(), r.id))
    rules = ground_rules_on(scene.movement, scene.day)
    states = [circles.get_state(id_) for id_ in circles.list_ids()]
    return HomeView(
        rules.movement or scene.site.title,
        rules.promises,
        len({person for state in states for person in state.members}),
        sum(state.stage != "closed" for state in states),
        len(in_force),
        HomeCounts(
            len(waiting),
            len(talked),
            len(ready),
            len(objected) + len(again),
            len(ending),
            len(lately),
            len(not_valid),
            0,
        ),
        _make_story(scene, lately[0]) if lately else None,
        _find_urgent_step(scene, (*waiting, *ready, *talked)),
        (),
        _list_waiting(scene, waiting),
        _list_waiting(scene, (*ready, *talked)),
        _list_objected(scene, objected, again),
        tuple(ending[:MOST_ON_HOME]),
        tuple(lately[:MOST_ON_HOME]),
        not_valid[:MOST_ON_HOME],
        _list_gathering_actions(scene),
        (),
        0,
    )


def _make_story(scene: Snapshot, row: DecisionRow) -> HomeStory:
    return HomeStory(summarize_target(scene, f"decisions/{row.id}"), row.door)


def _find_urgent_step(scene: Snapshot, waiting: Iterable[ProposalRow]) -> StepView | None:
    """The step whose day comes first, or came first and is still awaited; else that of the first proposal waiting."""
    by_target = _group_steps_by_target(scene)
    dated = [step for steps in by_target.values() for step in steps if step.by is not None]
    urgent = sorted(dated, key=lambda step: (step.by or date.max, step.of, step.what))
    urgent += [step for row in waiting for step in by_target.get(f"proposals/{row.id}", ())]
    return next(iter(list_step_views(scene, urgent[:1])), None)


def _list_waiting(scene: Snapshot, rows: Sequence[ProposalRow]) -> tuple[tuple[ProposalRow, tuple[StepView, ...]], ...]:
    steps = _group_steps_by_target(scene)
    return tuple((row, list_step_views(scene, steps.get(f"proposals/{row.id}", ()))) for row in rows[:MOST_ON_HOME])


def _list_objected(
    scene: Snapshot, proposals: Iterable[ProposalRow], decisions: Iterable[DecisionRow]
) -> tuple[tuple[PageLink, str, tuple[StepView, ...]], ...]:
    steps = _group_steps_by_target(scene)
    doors = [(row.door, "objected") for row in proposals] + [(row.door, row.stage) for row in decisions]
    return tuple(
        (door, stage, list_step_views(scene, steps.get((door.href or "").rstrip("/"), ())))
        for door, stage in doors[:MOST_ON_HOME]
    )


def _group_steps_by_target(scene: Snapshot) -> dict[str, tuple[NextStep, ...]]:
    found: dict[str, dict[NextStep, None]] = {}
    for steps in collect_steps_by_circle(scene.movement, scene.day).values():
        for step in steps:
            found.setdefault(step.of, {})[step] = None
    return {of: tuple(steps) for of, steps in found.items()}


def _list_gathering_actions(scene: Snapshot) -> tuple[GatheringAction, ...]:
    ids = (
        id_
        for id_, state in proposals_on(scene.movement, scene.day).items()
        if state.stage not in ("withdrawn", "set aside")
        and (action := action_on(scene.movement, id_, scene.day))
        and action.stage in ("gathering", "ready")
    )
    actions = ((id_, find_action_view(scene, id_)) for id_ in islice(ids, MOST_ON_HOME))
    return tuple(GatheringAction(scene.link_proposal(id_), action) for id_, action in actions if action)


def list_editions(scene: Snapshot) -> tuple[EditionView, ...]:
    """The editions of the ground rules, the newest first."""
    in_force, spans = (
        ground_rules_on(scene.movement, scene.day),
        {e.number: s for e, s in edition_spans(scene.movement)},
    )
    files = {file.path: file for file in scene.list_files("ground-rules")}
    found = []
    for number, rules in sorted(scene.movement.ground_rules.items(), reverse=True):
        span = spans.get(number)
        if span is not None and scene.day < span.first:
            continue
        first = None if span is None or span.is_empty() else max(span.first, rules.from_)
        last = span.last if span and span.last < date.max else None
        adopted = scene.link_decision(rules.adopted_by) if rules.adopted_by else None
        found.append(EditionView(rules, rules is in_force, first, last, adopted, files.get(rules.file)))
    return tuple(found)


def list_reading_faults(scene: Snapshot) -> tuple[ReadingFault, ...]:
    """What could not be read as it stands, by file."""
    found = {
        ReadingFault(misfit.at.file, scene.find_source_address(misfit.at.file), misfit.message, misfit.help)
        for misfit in scene.movement.misfits
        if misfit.faults and misfit.rule
    }
    return tuple(sorted(found, key=lambda fault: (fault.file, fault.message)))
