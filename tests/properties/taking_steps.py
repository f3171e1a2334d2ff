"""Doing what is asked for: each step that is awaited, written down as it is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from nstgov.lifecycle import members_on
from nstgov.lifecycle.next_steps import NextStep, collect_steps_by_circle
from nstgov.lifecycle.objection_stages import objection_on
from nstgov.records import Movement, name_of
from tests.properties.tale import Keys, Tale, day, said, sha256
from tests.record import movement_from, tree_of

START = date.fromisoformat(day(0))


def on_record(tale: Tale, number: int) -> Movement:
    """What a story has on record."""
    del number
    return movement_from(tree_of(tale.texts()))


def awaited(movement: Movement, number: int) -> list[NextStep]:
    """Every step that is awaited on a day, each once."""
    by_circle = collect_steps_by_circle(movement, START + timedelta(number))
    return list(dict.fromkeys(step for steps in by_circle.values() for step in steps))


def taken(tale: Tale, movement: Movement, step: NextStep, number: int) -> dict[str, Keys]:
    """The files that come of a step, taken on a day by all whose step it is; none where nothing is to be written."""
    take = _TAKE.get(step.what)
    return dict(take(tale, movement, step, number)) if take else {}


Written = Iterator[tuple[str, Keys]]


def _proposal(step: NextStep) -> str:
    return step.of.partition("/")[2]


def _text(tale: Tale, id_: str) -> tuple[int, Keys]:
    numbers = [int(path.rpartition("/v")[2][:-4]) for path in tale.files if path.startswith(f"proposals/{id_}/v")]
    return max(numbers), tale.files[f"proposals/{id_}/v{max(numbers)}.yml"]


def _everybody(movement: Movement, circle: str, number: int) -> Keys:
    people = members_on(movement, circle, START + timedelta(number))
    return {"voices": said(people), "entered_by": next(iter(people), "ana")}


def _decide(tale: Tale, _movement: Movement, step: NextStep, number: int) -> Written:
    version, keys = _text(tale, _proposal(step))
    decided = {"version": version, "sha256": sha256(keys), "decided": day(number), "circles": keys["asks"]}
    yield f"decisions/{_proposal(step)}/decision.yml", {**decided, "sunset": keys["sunset"]}


def _hear(tale: Tale, movement: Movement, step: NextStep, number: int) -> Written:
    version, keys = _text(tale, _proposal(step))
    for circle in step.circles:
        held = {"version": version, "sha256": sha256(keys), "how": "meeting", **_everybody(movement, circle, number)}
        yield f"proposals/{_proposal(step)}/rounds/{day(number)}.{circle}.7.yml", held


def _speak(tale: Tale, movement: Movement, step: NextStep, number: int) -> Written:
    """Each who is awaited says yes in a file of their own; to what was decided, where it is a decision that waits."""
    id_ = _proposal(step)
    version, keys = _text(tale, id_)
    decided = tale.files.get(f"decisions/{id_}/decision.yml")
    if step.of.startswith("decisions/"):
        if decided is None:
            return
        version = decided["version"]
        keys = tale.files[f"proposals/{id_}/v{version}.yml"]
    for person in step.people:
        for circle in step.circles:
            spoke = any(
                path.startswith(f"proposals/{id_}/rounds/") and f".{circle}" in path and person in one.get("voices", {})
                for path, one in tale.files.items()
            )
            if spoke or person in members_on(movement, circle, START + timedelta(number)):
                own = {"version": version, "sha256": sha256(keys), "how": "async", "voices": said([person])}
                yield f"proposals/{id_}/rounds/{day(number)}.{circle}.{person}.7.yml", own


def _test(_tale: Tale, movement: Movement, step: NextStep, number: int) -> Written:
    target = movement.find_target(step.of)
    folder = target.objections[step.objection or ""] if target else None
    state = objection_on(movement, folder, START + timedelta(number)) if folder else None
    because = "We have looked at the plans of the pipes."
    for circle in step.circles:
        keys = {
            "version": state.version.number if state and state.version else 1,
            "important": {"holds": True, "because": because}, "reasoned": {"holds": True, "because": because},
            "result": "stands",
        }  # fmt: skip
        path = f"{step.of}/objections/{step.objection}/test.{day(number)}.{circle}.yml"
        yield path, {**keys, **_everybody(movement, circle, number)}


def _resolve(tale: Tale, movement: Movement, step: NextStep, number: int) -> Written:
    target = movement.find_target(step.of)
    folder = target.objections[step.objection or ""] if target else None
    state = objection_on(movement, folder, START + timedelta(number)) if folder else None
    people = [name_of(author) for author in state.version.authors] if state and state.version else []
    keys = {"kind": "other", "how": "Trees with shallow roots only.", "voices": said(people), "entered_by": "ana"}
    path = f"{step.of}/objections/{step.objection}/resolution.{day(number)}.yml"
    if path not in tale.files:
        yield path, keys


def _review(_tale: Tale, movement: Movement, step: NextStep, number: int) -> Written:
    for circle in step.circles[:1]:
        keys = {"circle": circle, "helped": "It is cooler.", "result": "keep", **_everybody(movement, circle, number)}
        yield f"{step.of}/reviews/{day(number)}.yml", keys


def _choose(_tale: Tale, movement: Movement, step: NextStep, number: int) -> Written:
    circle = step.circles[0]
    everybody = _everybody(movement, circle, number)
    people = list(everybody["voices"])
    named = {person: {"for": people[0], "because": "Listens well and has time."} for person in people}
    yield (
        f"decisions/{circle}-chosen-anew/election.yml",
        {
            "circle": circle, "role": "representative", "held": day(number), "nominations": named,
            "term": {"from": day(number), "until": day(number + 300)}, "proposed": {"person": people[0]}, **everybody,
        },
    )  # fmt: skip


_TAKE: dict[str, Callable[[Tale, Movement, NextStep, int], Written]] = {
    "decide": _decide, "hold a round": _hear, "speak": _speak, "test": _test, "resolve": _resolve, "review": _review,
    "choose": _choose,
}  # fmt: skip
