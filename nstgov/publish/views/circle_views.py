"""Circles: the map of them, and each one's page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import NamedTuple

from nstgov.lifecycle import (
    CircleState,
    circle_on,
    ground_rules_on,
)
from nstgov.lifecycle.answering_circles import answering_for
from nstgov.lifecycle.care import circle_stage
from nstgov.lifecycle.decision_stages import policies_of
from nstgov.lifecycle.next_steps import collect_steps_by_circle
from nstgov.lifecycle.touching import find_touching
from nstgov.publish.svg.circle_map import MapCircle
from nstgov.publish.text.natural_order import natural_key
from nstgov.publish.views.circle_members import CircleEvent, MemberView, list_circle_events, list_member_views
from nstgov.publish.views.circle_rows import RowsByCircle, collect_rows_by_circle
from nstgov.publish.views.decision_views import IN_FORCE, DecisionRow, find_decision_row
from nstgov.publish.views.election_views import ElectionRow, find_election_row
from nstgov.publish.views.proposal_views import ProposalRow, find_proposal_row
from nstgov.publish.views.snapshot import (
    Citation,
    MarkdownText,
    PageLink,
    RecordFile,
    Snapshot,
    make_citation,
    make_markdown_text,
)
from nstgov.publish.views.step_views import Ending, StepView, list_step_views

DEEPEST = 40
"""Levels in the list of all circles; deeper ones are found on the pages of those above them."""
MOST_IN_A_LIST = 90
"""Circles in one list; with more, it shows at most the two highest levels, and each page goes on from there."""


class CircleRow(NamedTuple):
    """
    A circle in the nested list, under the circle it names as its parent; `linked` once that one has taken it in.

    `inside` counts all circles below it, `within` holds as many levels as are shown.
    """

    door: PageLink
    stage: str
    level: str
    people: int
    imported: bool
    linked: bool
    inside: int
    within: tuple[CircleRow, ...]


class TouchingView(NamedTuple):
    """What touches a circle from elsewhere: proposals that may still be spoken to, and decisions in force."""

    proposals: tuple[ProposalRow, ...]
    decisions: tuple[DecisionRow, ...]


class CircleView(NamedTuple):
    """A circle's page; `decisions` are those that hold in it, whoever decided them."""

    id: str
    row: CircleRow
    path: tuple[PageLink, ...]
    aim: MarkdownText | None
    domain: MarkdownText | None
    place: str | None
    meets: tuple[str, ...]
    opened: date
    imported: str | None
    parent: PageLink | None
    linked: bool
    least: int
    most: int
    steps: tuple[StepView, ...]
    endings: tuple[Ending, ...]
    members: tuple[MemberView, ...]
    representatives: tuple[ElectionRow, ...]
    elections: tuple[ElectionRow, ...]
    decisions: tuple[DecisionRow, ...]
    past_decisions: tuple[DecisionRow, ...]
    not_valid: tuple[DecisionRow, ...]
    proposals: tuple[ProposalRow, ...]
    touching: TouchingView
    events: tuple[CircleEvent, ...]
    asks: MarkdownText | None
    files: tuple[RecordFile, ...]
    cite: Citation
    follows: tuple[PageLink, ...]
    goes_on_in: tuple[PageLink, ...]


class Circles:
    """All circles on a day, each with what belongs to it, gathered once for all pages."""

    def __init__(self, scene: Snapshot) -> None:
        self.scene = scene
        self.children = _group_children(scene)
        self.steps = collect_steps_by_circle(scene.movement, scene.day)

    @cached_property
    def _rows(self) -> RowsByCircle:
        return collect_rows_by_circle(self.scene)

    def list_elections(self, id_: str) -> tuple[ElectionRow, ...]:
        """All elections of a circle."""
        return tuple(find_election_row(self.scene, of) for of in self._rows.elections.get(f"circles/{id_}/", ()))

    def list_decisions(self, id_: str) -> tuple[DecisionRow, ...]:
        """The decisions that a circle made, or answers for."""
        rows = (find_decision_row(self.scene, of) for of in self._rows.decisions.get(f"circles/{id_}/", ()))
        return tuple(row for row in rows if row)

    def list_proposals(self, id_: str) -> tuple[ProposalRow, ...]:
        """The proposals that ask a circle."""
        rows = (find_proposal_row(self.scene, of) for of in self._rows.proposals.get(f"circles/{id_}/", ()))
        return tuple(row for row in rows if row)

    def list_endings(self, id_: str) -> tuple[Ending, ...]:
        """What ends in a circle, the nearest day first."""
        return self._rows.endings.get(f"circles/{id_}/", ())

    def list_ids(self) -> tuple[str, ...]:
        """Every circle that has begun by this day."""
        return tuple(id_ for id_ in self.scene.movement.circles if circle_on(self.scene.movement, id_, self.scene.day))

    def list_top_circles(self) -> tuple[CircleRow, ...]:
        """The circles that are within no other, each with what is within it; the largest first, closed ones last."""
        ids = self.list_ids()
        inner = {child for children in self.children.values() for child in children}
        tops = [id_ for id_ in ids if id_ not in inner]
        levels = DEEPEST if len(ids) <= MOST_IN_A_LIST else 2 if self._count_rows(tops, 2) <= MOST_IN_A_LIST else 1
        reached = {*tops, *(id_ for top in tops for id_ in self.list_below(top))}
        # circles that name one another as parents stand in a ring, and are reached from nowhere
        rows = [self.make_circle_row(id_, levels) for id_ in tops] + [
            self.make_circle_row(id_, 0) for id_ in ids if id_ not in reached
        ]
        return tuple(
            sorted(rows, key=lambda row: (row.stage == "closed", -row.inside, -row.people, natural_key(row.door.name)))
        )

    def _count_rows(self, ids: Iterable[str], levels: int) -> int:
        """How many circles a list has that begins with these and shows so many levels within them."""
        return sum(1 + (self._count_rows(self.children.get(id_, ()), levels - 1) if levels else 0) for id_ in ids)

    def list_below(self, id_: str) -> Iterator[str]:
        """All circles below one, each once."""
        seen, left = {id_}, [id_]
        while left:
            fresh = [child for child in self.children.get(left.pop(), ()) if child not in seen]
            seen.update(fresh)
            left += fresh
            yield from fresh

    def make_circle_row(self, id_: str, levels: int = 2) -> CircleRow:
        """A circle with so many levels of what is within it."""
        state = self.get_state(id_)
        inner = self.children.get(id_, ()) if levels else ()
        return CircleRow(
            self.scene.link_circle(id_),
            circle_stage(self.scene.movement, id_, self.scene.day) or state.stage,
            state.level,
            len(state.members),
            bool(self.scene.movement.circles[id_].founding.imported),
            state.linked or state.parent is None,
            sum(1 for _ in self.list_below(id_)),
            tuple(self.make_circle_row(child, levels - 1) for child in inner),
        )

    def get_state(self, id_: str) -> CircleState:
        """A circle's state on this day; only for circles that have begun."""
        state = circle_on(self.scene.movement, id_, self.scene.day)
        if state is None:
            raise KeyError(id_)
        return state

    def _list_events(
        self, id_: str, elections: Iterable[ElectionRow], decisions: Iterable[DecisionRow]
    ) -> tuple[CircleEvent, ...]:
        """What happened in a circle: who came and went, what was proposed to it, whom it chose, what it decided."""
        events = list(list_circle_events(self.scene, id_))
        events += [CircleEvent(row.decided, "decided", circle=row.door) for row in decisions if row.stage != "imported"]
        events += [CircleEvent(row.held, "chose", circle=row.door) for row in elections if row.valid]
        for proposal in self.list_proposals(id_):
            if (first := self._first_day(proposal)) is not None:
                events.append(CircleEvent(first, "proposed", circle=proposal.door))
        return tuple(sorted(events, key=lambda event: event.day, reverse=True))

    def _first_day(self, proposal: ProposalRow) -> date | None:
        """The day on which the first version of a proposal was submitted."""
        folder = self.scene.movement.proposals.get(proposal.id)
        return min((one.submitted for one in folder.versions.values()), default=None) if folder else None

    def build_circle_view(self, id_: str) -> CircleView:
        """One circle's page."""
        scene, state, founding = self.scene, self.get_state(id_), self.scene.movement.circles[id_].founding
        lang, elections, decisions = founding.lang, self.list_elections(id_), self.list_decisions(id_)
        sizes = ground_rules_on(scene.movement, scene.day).circle_size
        return CircleView(
            id_,
            self.make_circle_row(id_),
            list_circles_above(scene, state),
            make_markdown_text(state.aim, lang),
            make_markdown_text(state.domain, lang),
            state.place,
            state.meets,
            founding.opened,
            founding.imported,
            scene.link_circle(state.parent) if state.parent else None,
            state.linked,
            sizes.least,
            sizes.most,
            list_step_views(scene, self.steps.get(id_, ())),
            self.list_endings(id_),
            list_member_views(scene, state),
            tuple(e for e in elections if e.role == "representative" and (e.current or e.ahead)),
            elections,
            _list_decisions_holding(scene, id_),
            tuple(row for row in decisions if row.stage not in (*IN_FORCE, "not valid")),
            tuple(row for row in decisions if row.stage == "not valid"),
            self.list_proposals(id_),
            build_touching_view(scene, id_),
            self._list_events(id_, elections, decisions),
            make_markdown_text(state.asks.for_, state.asks.lang) if state.asks else None,
            scene.list_files(founding.file.rpartition("/")[0]),
            make_citation(scene, scene.link_circle(id_), (), founding.opened, founding.file),
            scene.link_circles(founding.follows),
            scene.link_circles(one for one in answering_for(scene.movement, id_, scene.day) if one != id_),
        )


def _list_decisions_holding(scene: Snapshot, circle: str) -> tuple[DecisionRow, ...]:
    """The decisions in force in a circle, whoever made them; the nearest last day first."""
    rows = (find_decision_row(scene, id_) for id_ in policies_of(scene.movement, circle, scene.day))
    return tuple(sorted((row for row in rows if row), key=lambda row: (row.last_day, row.id)))


def build_touching_view(scene: Snapshot, circle: str) -> TouchingView:
    """What was brought or decided elsewhere and touches a circle."""
    found = find_touching(scene.movement, circle, scene.day)
    proposals = (find_proposal_row(scene, id_) for id_ in found.proposals)
    decisions = (find_decision_row(scene, id_) for id_ in found.decisions)
    return TouchingView(tuple(row for row in proposals if row), tuple(row for row in decisions if row))


def make_map_circle(row: CircleRow, root: str) -> MapCircle:
    """A circle as the map draws it; `root` leads from the page to the site's root."""
    state = {"gathering": "gathering", "in need of care": "care"}.get(row.stage, "whole")
    within = tuple(make_map_circle(inner, root) for inner in row.within if inner.stage != "closed")
    return MapCircle(row.door.name, f"{root}{row.door.href}", row.people, state, within, row.inside)


def _group_children(scene: Snapshot) -> dict[str, tuple[str, ...]]:
    """By circle, the circles that name it as their parent, taken in or not."""
    found: dict[str, list[str]] = defaultdict(list)
    for id_ in scene.movement.circles:
        state = circle_on(scene.movement, id_, scene.day)
        if state is not None and state.parent and circle_on(scene.movement, state.parent, scene.day) is not None:
            found[state.parent].append(id_)
    return {parent: tuple(sorted(children, key=natural_key)) for parent, children in found.items()}


def list_circles_above(scene: Snapshot, state: CircleState) -> tuple[PageLink, ...]:
    """The circles that this one is within, the widest first; a ring ends where it would repeat."""
    above: dict[str, None] = {}
    at: CircleState | None = state
    while at is not None and at.parent and at.parent not in above and at.parent != state.id:
        above[at.parent] = None
        at = circle_on(scene.movement, at.parent, scene.day)
    return scene.link_circles(reversed(above))
