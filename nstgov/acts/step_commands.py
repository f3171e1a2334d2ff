"""The command that writes what a next step asks for, as somebody would type it (M15, M19)."""

from __future__ import annotations

from collections.abc import Callable

from nstgov.lifecycle.next_steps import NextStep, What
from nstgov.records import Movement


def find_step_command(movement: Movement, step: NextStep) -> str | None:
    """The command for a step; None where no single command does it."""
    make = _COMMANDS.get(step.what)
    return make(movement, step) if make else None


def _get_id(step: NextStep) -> str:
    return step.of.rpartition("/")[2]


def _name_circle(movement: Movement, step: NextStep) -> str:
    """The circle, where several are asked and one has to be named."""
    folder = movement.proposals.get(_get_id(step))
    newest = folder.versions[max(folder.versions)] if folder and folder.versions else None
    several = newest is not None and len(newest.asks) > 1
    return f" --circle {step.circles[0]}" if several and len(step.circles) == 1 else ""


def _speak(movement: Movement, step: NextStep) -> str:
    """One person speaks for themselves; several are heard at a meeting."""
    if len(step.people) == 1:
        return f"nstgov voice {_get_id(step)}{_name_circle(movement, step)} --person {step.people[0]}"
    return f"nstgov round {_get_id(step)}{_name_circle(movement, step)}"


_COMMANDS: dict[What, Callable[[Movement, NextStep], str]] = {
    "stand with": lambda _, step: f"nstgov stand-with {_get_id(step)}",
    "hold a round": lambda movement, step: f"nstgov round {_get_id(step)}{_name_circle(movement, step)}",
    "speak": _speak,
    "answer a voice": lambda _, step: f"nstgov amend {_get_id(step)}",
    "test": lambda _, step: f"nstgov test {step.objection}",
    "resolve": lambda _, step: f"nstgov resolve {step.objection}",
    "improve": lambda _, step: f"nstgov object {step.of} --objection {step.objection}",
    "decide": lambda _, step: f"nstgov decide {_get_id(step)}",
    "commit": lambda _, step: f"nstgov commit-to {_get_id(step)}",
    "review": lambda _, step: f"nstgov review {_get_id(step)}",
    "choose": lambda _, step: f"nstgov elect representative --circle {_get_id(step)}",
}


def find_step_form(step: NextStep) -> str | None:
    """The place on the site of the form for a step, filled in with what it is about; None where no form does it."""
    slug = _FORMS.get(step.what)
    if slug is None:
        return None
    root, id_ = step.of.partition("/")[0], _get_id(step)
    about = {
        "proposals": f"proposal={id_}", "decisions": f"decision={id_}", "circles": "",
    }[root]  # fmt: skip
    if step.objection and step.what in ("test", "resolve"):
        about = f"objection-on-record={step.of}/objections/{step.objection}"
    elif step.what == "stand with":
        about = f"idea={step.of}"
    elif step.objection:
        about = f"target={step.of}"
    circle = f"circle={step.circles[0]}" if len(step.circles) == 1 else ""
    query = "&".join(filter(None, (circle, about)))
    return f"take-part/{slug}/" + (f"?{query}" if query else "")


_FORMS: dict[What, str] = {
    "stand with": "stand-with", "hold a round": "round", "speak": "round", "answer a voice": "new-version",
    "test": "test", "resolve": "resolution", "improve": "objection", "decide": "decision", "commit": "commitments",
    "review": "review", "choose": "election",
}  # fmt: skip
