"""Whose step is next: of everyone, of one circle, of one person (M15)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from nstgov.lifecycle import circle_on, circles_of
from nstgov.lifecycle.next_steps import NextStep, collect_steps_by_circle
from nstgov.records import Movement
from nstgov.report.standing import describe_step
from nstgov.report.standing_text import describe_step_in_words


def list_next_steps(movement: Movement, who: str | None, day: date) -> list[dict[str, Any]]:
    """The steps by circle, those with a last day first; for a person, the steps they can take themselves."""
    by_circle = collect_steps_by_circle(movement, day)
    if who is None:
        chosen = sorted(by_circle)
    elif who in movement.people:
        chosen = sorted(circles_of(movement, who, day))
    else:
        chosen = [who]
    person = who if who is not None and who in movement.people else None
    return [
        _describe_circle_steps(movement, id_, by_circle.get(id_, ()), person, day)
        for id_ in chosen
        if by_circle.get(id_) or who
    ]


def _describe_circle_steps(
    movement: Movement, id_: str, steps: tuple[NextStep, ...], person: str | None, day: date
) -> dict[str, Any]:
    state = circle_on(movement, id_, day)
    own = [step for step in steps if person is None or _is_for(step, person)]
    return {
        "circle": id_,
        "name": state.name if state else id_,
        "steps": [
            {**describe_step(movement, step, day), "yours": person in step.people if person else None} for step in own
        ],
    }


def _is_for(step: NextStep, person: str) -> bool:
    return not step.people or person in step.people


def render_steps(found: list[dict[str, Any]], who: str | None, day: date) -> str:
    """The steps for a terminal."""
    return "\n".join((*_render_step_lines(found, who, day), ""))


def _render_step_lines(found: list[dict[str, Any]], who: str | None, day: date) -> Iterator[str]:
    some = [circle for circle in found if circle["steps"]]
    if not some:
        yield f"Nothing waits for {who or 'anybody'} on {day}."
    for circle in some:
        yield f"{circle['name']} ({circle['circle']})"
        for step in circle["steps"]:
            yield f"  {'yours: ' if step['yours'] else ''}{describe_step_in_words(step)}"
