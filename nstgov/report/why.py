"""
Why a decision is valid, or exactly what is missing: the whole proof as a tree, in words a newcomer understands.

Each line says one thing that must hold, and what on record shows it. What the rules found at fault stands where it
belongs, so the tree and `nstgov check` can never tell different stories.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from nstgov.findings import Diagnostic, Verdict
from nstgov.lifecycle import (
    OPEN,
    DecisionState,
    Hearing,
    Step,
    affected_by,
    circle_on,
    decision_on,
    members_on,
    newest_version,
    objection_on,
    part_taken,
    proposal_on,
)
from nstgov.lifecycle.people_on import name_on
from nstgov.records import Movement, ObjectionFolder, Round, Version, name_of
from nstgov.report.text import Paint, plain, printable


class Reason(NamedTuple):
    """One line of the proof: whether it holds (None: no question of holding), the words, and what it rests on."""

    holds: bool | None
    words: str
    because: tuple[Reason, ...] = ()

    @property
    def is_kept(self) -> bool:
        """Whether it and everything below it holds."""
        return self.holds is not False and all(reason.is_kept for reason in self.because)


def why(movement: Movement, id_: str, day: date, verdict: Verdict) -> Reason | None:
    """
    The proof of a decision, or of a proposal what it still needs, as of a day; None where there is neither by then.

    `verdict` is that of the change lane over everything on record.
    """
    folder = movement.proposals.get(id_)
    state = proposal_on(movement, id_, day)
    if folder is None or state is None:
        return None
    decided = decision_on(movement, id_, day)
    record = movement.decisions[id_].decision if decided else None
    until = record.decided if record else day
    version = folder.versions.get(record.version) if record else newest_version(folder, day)
    if version is None:
        return Reason(False, f"{id_} is still an idea: it has no version that anybody could consent to")
    parts = (
        _proposed(movement, version),
        *(_heard(movement, version, heard, until) for heard in state.hearings),
        _objections(movement, folder.objections.values(), until),
        _affected(movement, version, until),
        _time(version),
        _rules(id_, verdict),
        *_since(movement, id_, decided, day),
    )
    return _headline(id_, version, decided, parts)


def _headline(id_: str, version: Version, decided: DecisionState | None, parts: tuple[Reason, ...]) -> Reason:
    title = f'"{version.title}" ({id_})'
    kept = all(part.is_kept for part in parts)
    if decided is None:
        return Reason(None, f"{title} is not decided yet{': everything for it is there' if kept else ''}", parts)
    if not kept:
        return Reason(False, f"{title} was written down as decided, and something is missing", parts)
    return Reason(True, f"{title} was decided validly, and is {decided.stage}", parts)


def _proposed(movement: Movement, version: Version) -> Reason:
    names = ", ".join(name_on(movement, name_of(author), version.submitted) for author in version.authors)
    words = f"{len(version.authors)} people proposed it on {version.submitted}: {names}"
    asked, affected = (_circles(movement, ids, version.submitted) for ids in (version.asks, version.affects))
    return Reason(None, words, (Reason(None, f"they asked {asked} to decide; it affects {affected}"),))


def _circles(movement: Movement, ids: Iterable[str], day: date) -> str:
    """The names of circles on a day."""
    states = ((id_, circle_on(movement, id_, day)) for id_ in ids)
    return ", ".join(state.name if state else id_ for id_, state in states)


def _heard(movement: Movement, version: Version, heard: Hearing, until: date) -> Reason:
    members = members_on(movement, heard.circle, until)
    consents = [said for person, said in heard.spoken.items() if said.voice.says == "consent" and person in members]
    name = _circles(movement, [heard.circle], until)
    words = f"{name}: {len(consents)} of {len(members)} members can live with version {version.number}"
    below = (
        *_rounds(movement, heard),
        *(_sent(movement, heard.circle, until)),
        *(Reason(None, f"{name_on(movement, p, until)} was away by their own word") for p in heard.passed_over),
        *(Reason(False, f"{name_on(movement, p, until)} has not been heard") for p in heard.missing),
        *(Reason(False, f"{name_on(movement, s.person, until)} can't live with it") for s in heard.objecting),
    )
    return Reason(heard.is_consent or (heard.sure and None), words, below)


def _rounds(movement: Movement, heard: Hearing) -> Iterator[Reason]:
    """The rounds in which the voices stand, each with who wrote it down."""
    rounds: dict[str, tuple[Round, list[str]]] = {}
    for said in heard.spoken.values():
        rounds.setdefault(said.round.file, (said.round, []))[1].append(name_on(movement, said.person, said.round.held))
    for file, (held, names) in sorted(rounds.items()):
        entered = (
            f", entered by {name_on(movement, held.entered_by, held.held)}"
            if held.entered_by
            else ", in their own file"
        )
        yield Reason(None, f"{held.held}: {', '.join(names)}{entered} ({file})")


def _sent(movement: Movement, circle: str, day: date) -> Iterator[Reason]:
    """Who sits there for which circle, and by which election."""
    for person, stay in members_on(movement, circle, day).items():
        if stay.via:
            yield Reason(
                None,
                f"{name_on(movement, person, day)} sits there for {_circles(movement, [stay.via], day)} ({stay.by})",
            )


def _objections(movement: Movement, folders: Iterable[ObjectionFolder], until: date) -> Reason:
    found = [reason for folder in folders if (reason := _objection(movement, folder, until))]
    if not found:
        return Reason(True, "nobody raised an objection against it")
    return Reason(
        None, f"{len(found)} {'objection was' if len(found) == 1 else 'objections were'} raised", tuple(found)
    )


def _objection(movement: Movement, folder: ObjectionFolder, until: date) -> Reason | None:
    state = objection_on(movement, folder, until)
    if state is None or state.version is None:
        return None
    how = f": {state.resolution.kind}" if state.resolution else ""
    return Reason(not state.stands, f'"{state.version.title}" is {state.stage}{how}, since {state.since}')


def _affected(movement: Movement, version: Version, until: date) -> Reason:
    circles = affected_by(movement, version)
    return Reason(None, "everyone affected takes part", tuple(_part(movement, c, version.asks, until) for c in circles))


def _part(movement: Movement, circle: str, deciding: Iterable[str], until: date) -> Reason:
    steps, name = part_taken(movement, circle, deciding, until), _circles(movement, [circle], until)
    if steps is None:
        return Reason(False, f"{name} took no part: nobody carried its view to the circle that decides")
    if not steps:
        return Reason(True, f"{name} decides itself")
    return Reason(True, f"{name}, through {', and then '.join(_step(movement, step, until) for step in steps)}")


def _step(movement: Movement, step: Step, day: date) -> str:
    names = " and ".join(name_on(movement, term.person, day) for term in step.representatives)
    return f"{names} in {_circles(movement, [step.parent], day)}"


def _time(version: Version) -> Reason:
    last = f"it ends on {version.sunset}" if version.sunset else "it has no last day"
    review = f"and is looked at again by {version.review}" if version.review else "and nobody looks at it again"
    judged = f", judged by: {'; '.join(version.judged_by)}" if version.judged_by else ""
    return Reason(bool(version.sunset and version.review), f"{last}, {review}{judged}")


def _rules(id_: str, verdict: Verdict) -> Reason:
    own = (f"proposals/{id_}/", f"decisions/{id_}/")
    errors = [d for d in verdict.diagnostics if d.severity == "error" and d.place.file.startswith(own)]
    if not errors:
        return Reason(True, "every rule is kept in its records (nstgov check)")
    return Reason(False, "its records do not keep every rule", tuple(_fault(d) for d in errors))


def _fault(diagnostic: Diagnostic) -> Reason:
    place = f"{diagnostic.place.file}:{diagnostic.place.line}"
    return Reason(False, f"{diagnostic.code} {diagnostic.message} ({place})", (Reason(None, diagnostic.help),))


def _since(movement: Movement, id_: str, decided: DecisionState | None, day: date) -> Iterator[Reason]:
    """What has become of it since it was decided."""
    record = movement.decisions[id_].decision if decided else None
    if decided is None or record is None:
        return
    lines = [Reason(None, f"decided on {record.decided} by {_circles(movement, record.circles, day)}")]
    if decided.changed_by:
        lines.append(Reason(None, f"{decided.changed_by.by} {decided.changed_by.way} it on {decided.changed_by.day}"))
    lines += [
        Reason(None, f"reviewed on {r.held}: {r.result}") for r in movement.decisions[id_].reviews if r.held <= day
    ]
    for folder in decided.objections:
        if (state := objection_on(movement, folder, day)) and state.version:
            lines.append(Reason(None, f'"{state.version.title}" was raised against it, and is to be answered'))
    last = f", until {decided.last_day}" if decided.in_force and decided.last_day < OPEN else ""
    yield Reason(None, f"on {day} it is {decided.stage}{last}", tuple(lines))


def as_plain(reason: Reason) -> dict[str, Any]:
    """The tree as dicts and lists."""
    return {"holds": reason.holds, "words": reason.words, "because": [as_plain(below) for below in reason.because]}


def why_text(reason: Reason, paint: Paint = plain) -> str:
    """The tree for a terminal: one reason on a line, what it rests on indented below."""
    return "\n".join((*_lines(reason, 0, paint), ""))


def _lines(reason: Reason, depth: int, paint: Paint) -> Iterator[str]:
    sign = paint("✗", "error") if reason.holds is False else paint("✓", "good") if reason.holds else paint("·", "quiet")
    yield f"{'    ' * depth}{sign} {printable(reason.words)}"
    for below in reason.because:
        yield from _lines(below, depth + 1, paint)
