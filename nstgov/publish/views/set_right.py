"""What was withheld, taken out of count, set right or disputed: nothing is hidden silently (M13)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from nstgov.lifecycle.withheld import withheld_on, withholdings
from nstgov.publish.views.scene import Door, Prose, Scene, prose
from nstgov.publish.views.speaking import VoiceView, voices_view
from nstgov.records import Correction, Disputed, Void, Withheld


class SetRight(NamedTuple):
    """
    A record that stands beside another one and changes how it is read.

    `page` leads to what the other one is about, `record` is its path and `sha256` its hash as far as is known; `counts`
    tells whether it has the effect that it was written for, `outcome` the lifecycle's word for why not.
    """

    part: str
    page: Door
    record: str
    sha256: str | None
    source: str | None
    own_file: str
    own_source: str | None
    day: date | None
    who: tuple[str, ...]
    because: Prose | None
    decision: Door | None
    counts: bool
    outcome: str
    missing: tuple[str, ...]
    voices: tuple[VoiceView, ...]


def set_right(scene: Scene) -> dict[str, tuple[SetRight, ...]]:
    """Every such record by its kind, the latest first."""
    found = {
        "withheld": [_withheld(scene, one) for one in scene.movement.all(Withheld)],
        "voided": [_void(scene, path) for path in scene.movement.voidings],
        "corrected": [_corrected(scene, one) for one in scene.movement.all(Correction)],
        "disputed": [_disputed(scene, one) for one in scene.movement.all(Disputed)],
    }
    shown = {
        part: tuple(one for one in rows if one.day is None or one.day <= scene.day) for part, rows in found.items()
    }
    return {part: tuple(sorted(rows, key=_latest_first)) for part, rows in shown.items() if rows}


def _latest_first(one: SetRight) -> tuple[int, str]:
    return -(one.day or date.min).toordinal(), one.own_file


def _beside(scene: Scene, part: str, record: Withheld | Void | Correction | Disputed) -> SetRight:
    """What all of them have; the rest is filled in by kind."""
    return SetRight(
        part,
        scene.page_of(record.beside),
        record.beside,
        scene.movement.sha256.get(record.beside),
        scene.source_of(record.beside) if record.beside in scene.movement.records else None,
        record.file,
        scene.source_of(record.file),
        None if isinstance(record, Withheld) else record.date,
        scene.people([record.entered_by]) if record.entered_by else (),
        None if isinstance(record, Disputed | Correction) else prose(record.because, record.lang),
        None,
        counts=True,
        outcome="counts",
        missing=(),
        voices=(),
    )


def _withheld(scene: Scene, record: Withheld) -> SetRight:
    outcome = withholdings(scene.movement)[record.file].outcome
    folder = scene.movement.decisions.get(record.decision)
    return _beside(scene, "withheld", record)._replace(
        sha256=record.sha256,
        day=folder.decision.decided if folder and folder.decision else None,
        decision=scene.decision(record.decision),
        counts=record.beside in withheld_on(scene.movement, scene.day),
        outcome=outcome,
    )


def _void(scene: Scene, path: str) -> SetRight:
    voiding = scene.movement.voidings[path]
    return _beside(scene, "voided", voiding.void)._replace(
        who=tuple(scene.person(person) for person in voiding.void.voices),
        decision=scene.decision(voiding.decision) if voiding.decision else None,
        counts=voiding.outcome == "counts",
        outcome=voiding.outcome,
        missing=tuple(scene.person(person) for person in voiding.missing),
        voices=voices_view(scene, voiding.void.voices, voiding.void.lang),
    )


def _corrected(scene: Scene, record: Correction) -> SetRight:
    because = prose(record.what, record.lang)
    return _beside(scene, "corrected", record)._replace(who=(scene.person(record.by),), because=because)


def _disputed(scene: Scene, record: Disputed) -> SetRight:
    because = prose(record.says, record.lang)
    return _beside(scene, "disputed", record)._replace(who=(scene.person(record.person),), because=because)
