"""Circles that need help, each with the reason and since when (M16)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from nstgov.acts.step_commands import find_step_command
from nstgov.lifecycle import circle_on, circles_of
from nstgov.lifecycle.care import Need, most_in_need
from nstgov.lifecycle.next_steps import NextStep, collect_steps_by_circle
from nstgov.records import Movement
from nstgov.report.status_data import describe_step
from nstgov.report.status_text import describe_step_in_words
from nstgov.report.terminal import make_printable

_WORDS = {
    "empty": "nobody is in it",
    "gathering": "it is gathering: {number} so far, and it decides once it is {least}",
    "too few": "it has become too few: {number}; it decides again when it is {least}",
    "too many": "it has {number} members, more than fit around one table; it could become two",
    "no representative": "nobody sits for it in {of}",
    "broken chain": "its way up is broken at {of}: {people} not heard above",
    "test overdue": "an objection waits to be tested: {objection} ({of})",
    "review overdue": "a review is overdue: {of}",
    "quiet": "nothing has happened in it",
    "asks for help": "it asks: {words}",
}


def list_care_needs(movement: Movement, day: date) -> list[dict[str, Any]]:
    """The circles that need care on a day, those with the most reasons first."""
    return [_describe_circle_care(movement, id_, needs, day) for id_, needs in most_in_need(movement, day)]


def _describe_circle_care(movement: Movement, id_: str, needs: tuple[Need, ...], day: date) -> dict[str, Any]:
    state = circle_on(movement, id_, day)
    return {"circle": id_, "name": state.name if state else id_, "needs": [_describe_need(need) for need in needs]}


def _describe_need(need: Need) -> dict[str, Any]:
    return {
        "reason": need.reason,
        "since": need.since.isoformat(),
        "number": need.number,
        "of": need.of,
        "objection": need.objection,
        "words": need.words,
    }


def render_care(found: list[dict[str, Any]], day: date, least: int) -> str:
    """The care list for a terminal; `least` is how many members it takes to decide."""
    return "\n".join((*_render_care_lines(found, day, least), ""))


def _render_care_lines(found: list[dict[str, Any]], day: date, least: int) -> Iterator[str]:
    if not found:
        yield f"Every circle is well on {day}."
    for circle in found:
        yield f"{make_printable(circle['name'])} ({circle['circle']})"
        for need in circle["needs"]:
            people = "1 person is" if need["number"] == 1 else f"{need['number']} people are"
            told = {**need, "words": (need["words"] or "").strip(), "least": least, "people": people}
            words = _WORDS[need["reason"]].format(**told)
            yield f"  since {need['since']}: {make_printable(words)}"


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
            {
                **describe_step(movement, step, day),
                "yours": person in step.people if person else None,
                "command": find_step_command(movement, step),
            }
            for step in own
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
            if step["command"]:
                yield f"    {step['command']}"
