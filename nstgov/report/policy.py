"""The policy manual of a circle: the texts in force on a day (M6)."""

from __future__ import annotations

from datetime import date
from typing import Any

from nstgov.lifecycle import OPEN, decision_on, version_of
from nstgov.lifecycle.answering_circles import circles_answering
from nstgov.lifecycle.decision_stages import policies_of
from nstgov.records import Movement
from nstgov.report.terminal import make_printable


def list_policies(movement: Movement, circle: str, day: date) -> list[dict[str, Any]]:
    """The decisions that hold in a circle on a day, the oldest first: its own, and those from above that affect it."""
    return [one for id_ in policies_of(movement, circle, day) if (one := _describe_policy(movement, id_, day))]


def _describe_policy(movement: Movement, id_: str, day: date) -> dict[str, Any] | None:
    state, decision = decision_on(movement, id_, day), movement.decisions[id_].decision
    version = version_of(movement, decision) if decision else None
    if state is None or decision is None or version is None:
        return None
    return {
        "id": id_,
        "title": version.title,
        "kind": version.kind,
        "stage": state.stage,
        "decided": decision.decided.isoformat(),
        "by": list(decision.circles),
        "answering": list(circles_answering(movement, decision, day)),
        "last_day": state.last_day.isoformat() if state.last_day < OPEN else None,
        "sha256": decision.sha256,
        "text": version.text,
    }


def render_policies(circle: str, day: date, found: list[dict[str, Any]]) -> str:
    """The manual as Markdown, readable in a terminal too."""
    blocks = [f"# What holds in {make_printable(circle)} on {day}\n"]
    for one in found:
        until = f", until {one['last_day']}" if one["last_day"] else ""
        stage = ", under reconsideration" if one["stage"] == "under reconsideration" else ""
        now = "" if one["answering"] == one["by"] else f"; {', '.join(one['answering'])} answers for it now"
        blocks.append(f"## {make_printable(one['title'])}\n")
        blocks.append(f"*{one['id']}: decided {one['decided']} by {', '.join(one['by'])}{until}{stage}{now}*\n")
        blocks.append("\n".join(make_printable(line) for line in one["text"].strip().splitlines()) + "\n")
    if not found:
        blocks.append("Nothing is in force here on that day.\n")
    return "\n".join(blocks)
