"""Where everything stands, for a terminal: by circle, the highest first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nstgov.report.terminal import Paint, leave_uncoloured, make_printable

_STEPS = {
    "stand with": "people to stand with it",
    "hold a round": "a round",
    "speak": "the voice of",
    "answer a voice": "an answer to",
    "test": "a test of the objection",
    "resolve": "a way to meet the objection",
    "improve": "a new version of the objection",
    "decide": "the decision to be written down",
    "commit": "people to commit",
    "review": "its review",
    "set right": "this to be set right",
    "bring again": "a new proposal with an id of its own, with everybody heard",
    "choose": "somebody to represent it",
}
_PAINT = {
    "objected": "error", "under reconsideration": "error", "not valid": "error",
    "in need of care": "warning", "gathering": "warning",
    "in round": "warning", "whole": "good", "consented": "good", "in force": "good",
}  # fmt: skip


def render_movement(standing: dict[str, Any], paint: Paint = leave_uncoloured) -> str:
    """The whole movement: circles as a tree, then live proposals, then decisions."""
    return "\n".join(_end_last_line(_render_movement_lines(standing, paint)))


def _end_last_line(lines: Iterator[str]) -> Iterator[str]:
    """The lines, and one line end after the last."""
    yield from lines
    yield ""


def _render_movement_lines(standing: dict[str, Any], paint: Paint) -> Iterator[str]:
    example = " (an invented example)" if standing["example"] else ""
    yield paint(f"{make_printable(standing['movement'])}{example}, as of {standing['as_of']}", "place")
    yield ""
    yield from _render_tree(standing["circles"], paint)
    yield ""
    yield paint(f"Proposals under way: {len(standing['proposals']) or 'none'}", "place")
    for proposal in standing["proposals"]:
        yield from _render_proposal_lines(proposal, paint, short=True)
    in_force = [d for d in standing["decisions"] if d["stage"] in ("in force", "under reconsideration")]
    yield ""
    yield paint(f"Decisions in force: {len(in_force) or 'none'}", "place")
    for decision in sorted(in_force, key=lambda d: d["last_day"] or "9999"):
        yield from _render_decision_lines(decision, paint, short=True)
    not_valid = [d for d in standing["decisions"] if d["stage"] == "not valid"]
    if not_valid:
        yield ""
        yield paint(f"Entered as decided, and not valid: {len(not_valid)}", "error")
    for decision in not_valid:
        yield from _render_decision_lines(decision, paint, short=True)
    others = len(standing["decisions"]) - len(in_force) - len(not_valid)
    if others:
        yield paint(f"  and {others} that have lapsed, or were renewed, replaced or let go", "quiet")


def _render_tree(circles: list[dict[str, Any]], paint: Paint) -> Iterator[str]:
    alive = [circle for circle in circles if circle["stage"] != "closed"]
    known = {circle["id"] for circle in alive}
    below: dict[str | None, list[dict[str, Any]]] = {}
    for circle in alive:
        below.setdefault(circle["parent"] if circle["parent"] in known and circle["linked"] else None, []).append(
            circle
        )
    yield paint(f"Circles: {len(alive) or 'none yet'}", "place")
    left = [(0, circle) for circle in reversed(below.get(None, []))]
    seen: set[str] = set()
    while left:
        depth, circle = left.pop()
        if circle["id"] not in seen:
            seen.add(circle["id"])
            yield from _render_circle_lines(circle, depth, paint)
            left += [(depth + 1, child) for child in reversed(below.get(circle["id"], []))]


def _render_circle_lines(circle: dict[str, Any], depth: int, paint: Paint) -> Iterator[str]:
    indent = "  " * (depth + 1)
    size = len(circle["members"])
    state = "" if circle["stage"] == "whole" else f", {paint(circle['stage'], _PAINT[circle['stage']])}"
    sent = ", ".join(make_printable(rep["name"]) for rep in circle["representatives"])
    represented = f", represented by {sent}" if sent else ""
    name = f"{make_printable(circle['name'])} {paint(circle['id'], 'quiet')}"
    yield f"{indent}{name}: {_count_people(size)}{state}{represented}"
    for step in circle["waits_for"]:
        yield f"{indent}  {paint('waits for', 'warning')} {describe_step_in_words(step)}"


def render_circle(circle: dict[str, Any], paint: Paint = leave_uncoloured) -> str:
    """One circle with its members, roles and what it waits for."""
    return "\n".join(_end_last_line(_render_circle_page(circle, paint)))


def _render_circle_page(circle: dict[str, Any], paint: Paint) -> Iterator[str]:
    stage = paint(circle["stage"], _PAINT.get(circle["stage"], "quiet"))
    yield paint(make_printable(circle["sentence"]), "place")
    yield f"  {circle['level']}, {stage}"
    if circle["parent"]:
        yield f"  parent circle: {circle['parent']}{'' if circle['linked'] else ' (not linked yet)'}"
    names = ", ".join(make_printable(member["name"]) for member in circle["members"])
    yield f"  {_count_people(len(circle['members']))}: {names or 'nobody yet'}"
    for role in ("facilitator", "secretary"):
        if circle[role]:
            yield f"  {role}: {circle[role]}"
    for rep in circle["representatives"]:
        yield f"  representative: {make_printable(rep['name'])}{', until ' + rep['until'] if rep['until'] else ''}"
    if circle["asks"]:
        yield f"  asks for: {make_printable(circle['asks'].strip())}"
    for step in circle["waits_for"]:
        yield f"  {paint('waits for', 'warning')} {describe_step_in_words(step)}"
    if circle["needs"]:
        yield f"  needs care: {', '.join(circle['needs'])}"
    elif not circle["waits_for"]:
        yield "  waits for nothing"


def render_proposal(proposal: dict[str, Any], paint: Paint = leave_uncoloured) -> str:
    """One proposal with its voices and next steps."""
    return "\n".join(_end_last_line(_render_proposal_lines(proposal, paint, short=False)))


def _render_proposal_lines(proposal: dict[str, Any], paint: Paint, short: bool) -> Iterator[str]:
    indent = "  " if short else ""
    if not short:
        yield paint(make_printable(proposal["sentence"]), "place")
    stage = paint(proposal["stage"], _PAINT.get(proposal["stage"], "quiet"))
    title = f"{make_printable(proposal['title'])} {paint(proposal['id'], 'quiet')}"
    yield f"{indent}{stage} since {proposal['since']}: {title}"
    if not short:
        over = proposal["stage"] in ("withdrawn", "set aside", "imported", "decided", "not valid")
        for heard in proposal["circles"]:
            yield f"  {heard['circle']}: {len(heard['consents'])} can live with it"
            yield from (
                f"    {make_printable(o['name'])} can't live with it yet: "
                f"{make_printable(o['because'] or 'reason awaited')}"
                for o in heard["objects"]
            )
            if heard["missing"] and not over:
                yield f"    still to be heard: {', '.join(map(make_printable, heard['missing']))}"
        if proposal["starts_with"]:
            wanted = " and ".join(f"{n} {what}" for what, n in proposal["starts_with"].items() if n)
            committed = _count_people(proposal["committed"])
            yield f"  {committed} have committed; it starts with {wanted or 'no threshold yet'}"
        yield from (f"  objection: {make_printable(o['title'])} ({o['stage']})" for o in proposal["objections"])
    yield from (
        f"{indent}  {paint('waits for', 'warning')} {describe_step_in_words(step)}" for step in proposal["next"]
    )


def render_decision(decision: dict[str, Any], paint: Paint = leave_uncoloured) -> str:
    """One decision with its last day, review and what became of it."""
    return "\n".join(_end_last_line(_render_decision_lines(decision, paint, short=False)))


def _render_decision_lines(decision: dict[str, Any], paint: Paint, short: bool) -> Iterator[str]:
    indent = "  " if short else ""
    if not short:
        yield paint(make_printable(decision["sentence"]), "place")
    stage = paint(decision["stage"], _PAINT.get(decision["stage"], "quiet"))
    last = (
        f" until {decision['last_day']}"
        if decision["last_day"] and decision["stage"] in ("in force", "under reconsideration")
        else ""
    )
    yield f"{indent}{stage}{last}: {make_printable(decision['title'])} {paint(decision['id'], 'quiet')}"
    yield from _lacking_lines(decision["lacks"], indent, paint)
    if not short:
        yield f"  decided {decision['decided']} by {', '.join(decision['circles'])}"
        if decision["changed_by"]:
            yield f"  a later decision took its place: {decision['changed_by']}"
        if decision["review"]:
            yield f"  to be reviewed by {decision['review']}{' (overdue)' if decision['review_due'] else ''}"
        yield from (f"  objection: {make_printable(o['title'])} ({o['stage']})" for o in decision["objections"])
    yield from (
        f"{indent}  {paint('waits for', 'warning')} {describe_step_in_words(step)}" for step in decision["next"]
    )


def _lacking_lines(lacks: list[dict[str, Any]], indent: str, paint: Paint) -> Iterator[str]:
    """Why something is not valid, and what to do about it."""
    for lack in lacks:
        yield f"{indent}  {paint('is lacking', 'error')} {make_printable(lack['message'])} ({lack['rule']})"


def election_text(election: dict[str, Any], paint: Paint = leave_uncoloured) -> str:
    """One election with whom it chose, until when, and what it lacks."""
    return "\n".join(_end_last_line(_election_lines(election, paint)))


def _election_lines(election: dict[str, Any], paint: Paint) -> Iterator[str]:
    yield paint(make_printable(election["sentence"]), "place")
    stage = paint(election["stage"], _PAINT.get(election["stage"], "quiet"))
    until = f" until {election['until']}" if election["until"] else ""
    yield f"{stage}: {make_printable(election['person'])}, {make_printable(election['role'])} of {election['circle']}"
    yield from _lacking_lines(election["lacks"], "", paint)
    yield f"  chosen on {election['held']}, from {election['from']}{until}"


def describe_step_in_words(step: dict[str, Any]) -> str:
    """What is awaited, in words."""
    people = ", ".join(map(make_printable, step["people"]))
    what = _STEPS[step["what"]]
    if step["lacking"]:
        what = f"{step['lacking']} more {what}"
    about = f" {step['objection']}" if step["objection"] else ""
    named = f" {people}" if people and step["what"] in ("speak", "answer a voice") else ""
    if step["what"] == "choose":
        return what
    if step["lack"]:
        what = f"{what}: {make_printable(step['lack']['message'])}"
    by = f", by {step['by']}" if step["by"] else ""
    return f"{what}{about}{named} ({step['of'].partition('/')[2]}){by}"


def _count_people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"
