"""What was withheld, taken out of count, set right or disputed: nothing is hidden silently (M13)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from nstgov.lifecycle.withheld import judge_withholdings, withheld_on
from nstgov.publish.views.snapshot import MarkdownText, PageLink, Snapshot, make_markdown_text
from nstgov.publish.views.voice_views import VoiceView, find_word_proof, list_voice_views
from nstgov.records import Correction, Disputed, Void, Withheld


class RemarkView(NamedTuple):
    """
    A record that stands beside another one and changes how it is read.

    `page` leads to what the other one is about, `record` is its path and `sha256` its hash as far as is known; `counts`
    tells whether it has the effect that it was written for, `outcome` the lifecycle's word for why not. `proof` tells
    how it is proven that whoever says so does (empty: several people say it, each with a proof of their own).
    """

    part: str
    page: PageLink
    record: str
    sha256: str | None
    source: str | None
    own_file: str
    own_source: str | None
    day: date | None
    who: tuple[str, ...]
    because: MarkdownText | None
    decision: PageLink | None
    counts: bool
    outcome: str
    missing: tuple[str, ...]
    voices: tuple[VoiceView, ...]
    proof: str = ""


def list_remarks(scene: Snapshot) -> dict[str, tuple[RemarkView, ...]]:
    """Every such record by its kind, the latest first."""
    found = {
        "withheld": [_make_withholding(scene, one) for one in scene.movement.find_all(Withheld)],
        "voided": [_make_void(scene, path) for path in scene.movement.voidings],
        "corrected": [_make_correction(scene, one) for one in scene.movement.find_all(Correction)],
        "disputed": [_make_dispute(scene, one) for one in scene.movement.find_all(Disputed)],
    }
    shown = {
        part: tuple(one for one in rows if one.day is None or one.day <= scene.day) for part, rows in found.items()
    }
    return {part: tuple(sorted(rows, key=_sort_latest_first)) for part, rows in shown.items() if rows}


def _sort_latest_first(one: RemarkView) -> tuple[int, str]:
    return -(one.day or date.min).toordinal(), one.own_file


def _make_remark(scene: Snapshot, part: str, record: Withheld | Void | Correction | Disputed) -> RemarkView:
    """What all of them have; the rest is filled in by kind."""
    return RemarkView(
        part,
        scene.link_page(record.beside),
        record.beside,
        scene.movement.sha256.get(record.beside),
        scene.find_source_address(record.beside) if record.beside in scene.movement.records else None,
        record.file,
        scene.find_source_address(record.file),
        None if isinstance(record, Withheld) else record.date,
        scene.name_people([record.entered_by]) if record.entered_by else (),
        None if isinstance(record, Disputed | Correction) else make_markdown_text(record.because, record.lang),
        None,
        counts=True,
        outcome="counts",
        missing=(),
        voices=(),
    )


def _make_withholding(scene: Snapshot, record: Withheld) -> RemarkView:
    outcome = judge_withholdings(scene.movement)[record.file].outcome
    folder = scene.movement.decisions.get(record.decision)
    return _make_remark(scene, "withheld", record)._replace(
        sha256=record.sha256,
        day=folder.decision.decided if folder and folder.decision else None,
        decision=scene.link_decision(record.decision),
        counts=record.beside in withheld_on(scene.movement, scene.day),
        outcome=outcome,
    )


def _make_void(scene: Snapshot, path: str) -> RemarkView:
    voiding = scene.movement.voidings[path]
    return _make_remark(scene, "voided", voiding.void)._replace(
        who=tuple(scene.name_person(person) for person in voiding.void.voices),
        decision=scene.link_decision(voiding.decision) if voiding.decision else None,
        counts=voiding.outcome == "counts",
        outcome=voiding.outcome,
        missing=tuple(scene.name_person(person) for person in voiding.missing),
        voices=list_voice_views(scene, voiding.void.voices, voiding.void.lang),
    )


def _make_correction(scene: Snapshot, record: Correction) -> RemarkView:
    because = make_markdown_text(record.what, record.lang)
    who, proof = (scene.name_person(record.by),), find_word_proof(scene, record, record.by)
    return _make_remark(scene, "corrected", record)._replace(who=who, because=because, proof=proof)


def _make_dispute(scene: Snapshot, record: Disputed) -> RemarkView:
    because = make_markdown_text(record.says, record.lang)
    who, proof = (scene.name_person(record.person),), find_word_proof(scene, record, record.person)
    return _make_remark(scene, "disputed", record)._replace(who=who, because=because, proof=proof)
