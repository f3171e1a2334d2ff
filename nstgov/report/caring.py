"""Circles that need help, each with the reason and since when (M16)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from nstgov.lifecycle import circle_on
from nstgov.lifecycle.care import Need, most_in_need
from nstgov.records import Movement
from nstgov.report.text import make_printable

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
