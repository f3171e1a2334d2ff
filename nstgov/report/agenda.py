"""A circle's next meeting as plain data, and in words for a terminal or a chat (M15, M16, M19)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from nstgov.acts.named_things import get_title
from nstgov.acts.step_commands import find_step_form
from nstgov.lifecycle import CircleState, away_on, circle_on, days_after, decisions_on, version_of
from nstgov.lifecycle.agenda import CLOSING, OPENING, AgendaPoint, agenda_of, plan_meeting
from nstgov.lifecycle.answering_circles import open_answering
from nstgov.lifecycle.people import name_on
from nstgov.records import Movement, Task, Version
from nstgov.report.status_data import describe_step
from nstgov.report.status_text import describe_step_in_words
from nstgov.report.terminal import make_printable

TASKS_AHEAD_DAYS = 30
"""How far an agenda looks ahead to what somebody said they would do."""
_HEADINGS = {
    "help": "The help we asked for",
    "choose": "Choose a representative",
    "lapses": "A decision that ends soon",
    "term ends": "A term that ends soon",
    "test": "Test an objection",
    "resolve": "Find a way with those who objected",
    "improve": "Improve the text",
    "answer a voice": "Answer a voice",
    "decide": "Put a decision on record",
    "speak": "Hear who has not spoken yet",
    "hold a round": "Ask each member in a round",
    "commit": "Who takes part?",
    "review": "See what came of it",
    "stand with": "An idea that looks for people",
    "set right": "Set right what is missing",
    "bring again": "Bring it again, with everybody heard",
}
_ARRIVE = "How is everyone? Who is missing, and who brings their voice? Can we all live with this agenda?"
_LOOK_BACK = "How was it to meet like this? Who puts what was said on record, and when do we meet again?"


def describe_agenda(movement: Movement, state: CircleState, day: date) -> dict[str, Any]:
    """
    The agenda of a circle's next meeting: who is asked to come, the points with their minutes, and what waits longer.

    Minutes are counted from the beginning of the meeting.
    """
    plan = plan_meeting(agenda_of(movement, state.id, day))
    away = away_on(movement, state.id, day)
    return {
        "circle": state.id,
        "name": state.name,
        "on": day.isoformat(),
        "minutes": plan.minutes,
        "facilitator": state.facilitator,
        "secretary": state.secretary,
        "members": [
            {"person": person, "name": name_on(movement, person, day), "away": person in away}
            for person in state.members
        ],
        "tasks": list_tasks_due(movement, state.id, day),
        "points": [_describe_point(movement, point, starts, day) for starts, point in plan.points],
        "later": [_describe_point(movement, point, None, day) for point in plan.later],
    }


def _describe_point(movement: Movement, point: AgendaPoint, starts: int | None, day: date) -> dict[str, Any]:
    return {
        "point": point.step.what if point.step else point.sort,
        "heading": _HEADINGS[point.step.what if point.step else point.sort],
        "starts": starts,
        "minutes": point.minutes,
        "of": point.of,
        "title": get_title(movement, point.of.rpartition("/")[2], day) if point.of else None,
        "by": point.by.isoformat() if point.by else None,
        "step": describe_step(movement, point.step, day) if point.step else None,
        "form": _find_form(movement, point),
    }


def _find_form(movement: Movement, point: AgendaPoint) -> str | None:
    """The address of the form for a point, where the site's own address is known."""
    settings = movement.settings
    path = find_step_form(point.step) if point.step else None
    return f"{settings.site.rstrip('/')}/{path}" if settings and settings.site and path else None


def list_tasks_due(movement: Movement, circle: str, day: date) -> list[dict[str, Any]]:
    """What people said they would do by a day that is near or past, with a decision in force, and is not done yet."""
    found = []
    for id_, state in decisions_on(movement, day).items():
        decision = movement.decisions[id_].decision
        version = version_of(movement, decision) if decision and state.in_force else None
        if version is not None and decision is not None and circle in open_answering(movement, decision, day):
            found += [
                _describe_task(movement, id_, task, day) for task in _list_open_tasks(movement, id_, version, day)
            ]
    return sorted(found, key=lambda task: (task["by"], task["who"]))


def _list_open_tasks(movement: Movement, id_: str, version: Version, day: date) -> list[Task]:
    reviews = [review for review in movement.decisions[id_].reviews if review.held <= day]
    done = {one.what for review in reviews for one in review.done if one.done}
    until = days_after(day, TASKS_AHEAD_DAYS)
    return [task for task in version.tasks if task.by and task.by <= until and task.what not in done]


def _describe_task(movement: Movement, id_: str, task: Task, day: date) -> dict[str, Any]:
    known = circle_on(movement, task.who, day) if task.who in movement.circles else None
    name = known.name if known else name_on(movement, task.who, day)
    return {"who": task.who, "name": name, "what": task.what, "by": task.by.isoformat() if task.by else "", "of": id_}


def render_agenda(found: dict[str, Any]) -> str:
    """The agenda as Markdown that also reads well as it stands, in a terminal or a chat."""
    return "\n".join((*_render_agenda_lines(found), ""))


def _render_agenda_lines(found: dict[str, Any]) -> Iterator[str]:
    yield f"# {make_printable(found['name'])}: our next meeting, about {found['minutes']} minutes"
    yield ""
    yield f"As things stand on {found['on']}. It is an offer; the circle may change it."
    yield ""
    yield f"1. Arrive ({OPENING} minutes). {_ARRIVE}"
    for number, point in enumerate(found["points"], 2):
        yield f"{number}. {_render_point(point)}"
    if not found["points"]:
        yield "2. No decision waits for us today. What do we need? What could be better around us?"
    yield f"{max(3, len(found['points']) + 2)}. Look back ({CLOSING} minutes). {_LOOK_BACK}"
    if found["tasks"]:
        yield "\nWhat we said we would do:\n"
        yield from (f"- [ ] {_render_task(task)}" for task in found["tasks"])
    if found["later"]:
        yield "\nMore than fits into one meeting; these can wait, or be heard in writing before:\n"
        yield from (f"- {_render_point(point)}" for point in found["later"])
    yield "\nWho is asked to come:\n"
    yield from (f"- [ ] {_render_member(member, found)}" for member in found["members"])
    if not found["members"]:
        yield "- nobody yet"


def _render_point(point: dict[str, Any]) -> str:
    step = point["step"]
    if step:
        said = describe_step_in_words(step)
        form = f"\n   {point['form']}" if point["form"] else ""
        return f"{point['heading']} ({point['minutes']} minutes): {said[:1].upper()}{said[1:]}{form}"
    by = f", until {point['by']}" if point["by"] and point["point"] in ("lapses", "term ends") else ""
    of = f": {point['of']}" if point["of"] else ""
    return f"{point['heading']} ({point['minutes']} minutes){of}{by}"


def _render_task(task: dict[str, Any]) -> str:
    return make_printable(f"{task['name']}: {task['what']}, by {task['by']} ({task['of']})")


def _render_member(member: dict[str, Any], found: dict[str, Any]) -> str:
    roles = [role for role in ("facilitator", "secretary") if found[role] == member["person"]]
    told = [*roles, *(["away"] if member["away"] else [])]
    return make_printable(member["name"]) + (f" ({', '.join(told)})" if told else "")
