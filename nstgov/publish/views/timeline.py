"""The story of a folder: every record in it, what happened by it, when, and when it landed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from nstgov.publish.views.order_of_one_day import order_within_day
from nstgov.publish.views.snapshot import MarkdownText, PageLink, RecordFile, Snapshot, make_markdown_text
from nstgov.publish.views.voice_views import find_word_proof
from nstgov.records import (
    Answer,
    Closed,
    Commitments,
    Confirmation,
    Correction,
    Decision,
    Disputed,
    Election,
    Ended,
    Idea,
    Objection,
    Record,
    Resolution,
    Review,
    Round,
    Signature,
    StandsWith,
    Test,
    Translation,
    Version,
    Void,
    Withheld,
)
from nstgov.records.record_days import day_of, own_day


class TimelineStep(NamedTuple):
    """
    One step: `what` happened on a day, who did it, in which circle, with which objection, which version, to what end.

    `files` are the records that tell of it; `counts` is false where the record was entered by mistake; `of` is the step
    whose record was signed or confirmed.
    """

    day: date
    what: str
    files: tuple[RecordFile, ...]
    who: tuple[str, ...] = ()
    circle: PageLink | None = None
    number: int | None = None
    objection: PageLink | None = None
    version: PageLink | None = None
    result: str = ""
    counts: bool = True
    of: TimelineStep | None = None


class CorrectionView(NamedTuple):
    """
    A wrong fact that was set right: when, by whom, in which file, what is right, and its proof.

    `at` is where on a page it stands: at `version 2`, at `objection <id>`, at the voices of a circle by the address of
    its page, at the `decision`, at `review <day> <circle>`; empty where no part of a page shows the file.
    """

    day: date
    at: str
    by: str
    path: str
    what: MarkdownText | None
    proof: str


def build_timeline(scene: Snapshot, folder: str) -> tuple[TimelineStep, ...]:
    """What happened in `proposals/<id>` or `decisions/<id>` up to the day, the latest first."""
    files = {file.path: file for file in scene.list_files(folder)}
    root, _, id_ = folder.partition("/")
    if root == "proposals":
        decided = (
            file for file in scene.list_files(f"decisions/{id_}") if file.path == f"decisions/{id_}/decision.yml"
        )
        files |= {file.path: file for file in decided}
    records = [record for path in files if (record := scene.movement.records.get(path))]
    found = [*_list_steps(scene, records, files), *_list_proof_steps(scene, records, files)]
    found.sort(key=lambda one: (one.day, _find_rank(scene, one), one.files[0].path), reverse=True)
    return tuple(one for one in found if one.day <= scene.day)


def _find_rank(scene: Snapshot, one: TimelineStep) -> tuple[int, int, int]:
    return order_within_day(scene.movement, scene.movement.records.get(one.files[0].path))


def list_corrections(scene: Snapshot, folder: str) -> tuple[CorrectionView, ...]:
    """What was set right beside the records of a folder, in the order of the days."""
    records = (scene.movement.records.get(path) for path in scene.list_paths(folder))
    found = sorted((r for r in records if isinstance(r, Correction) and r.date <= scene.day), key=lambda r: r.date)
    return tuple(
        CorrectionView(
            r.date,
            _find_corrected_part(scene, r.beside),
            scene.name_person(r.by),
            r.beside,
            make_markdown_text(r.what, r.lang),
            find_word_proof(scene, r, r.by),
        )
        for r in found
    )


def _find_corrected_part(scene: Snapshot, path: str) -> str:
    """Where on a page the record of a path is shown."""
    match record := scene.movement.records.get(path):
        case Version():
            return f"version {record.number}"
        case Round():
            return scene.link_circle(record.circle).href or ""
        case Objection() | Test() | Resolution():
            return f"objection {record.objection}"
        case Decision():
            return "decision"
        case Review():
            return f"review {record.held} {record.circle}"
    return ""


def _list_steps(scene: Snapshot, records: Iterable[Record], files: dict[str, RecordFile]) -> Iterator[TimelineStep]:
    for record in records:
        tell = _TOLD.get(type(record))
        if tell:
            file = files[record.file]
            counts = record.file not in scene.movement.voided
            yield TimelineStep(
                day=_find_step_day(scene, record, file), files=(file,), counts=counts, **tell(scene, record)
            )


def _find_step_day(scene: Snapshot, record: Record, file: RecordFile) -> date:
    """The day of a record; of one that bears none that of its landing, or of what it stands beside or with."""
    landed = file.landed.day if file.landed else None
    return day_of(record) or landed or own_day(scene.movement, record) or _first_day(scene, record)


def _first_day(scene: Snapshot, record: Record) -> date:
    """The day on which what a record belongs to began."""
    folder = record.file.rpartition("/")[0]
    nearest = (day_of(scene.movement.records.get(f"{folder}/{name}")) for name in ("idea.yml", "v1.yml"))
    return next((day for day in nearest if day), scene.day)


def _list_proof_steps(
    scene: Snapshot, records: Iterable[Record], files: dict[str, RecordFile]
) -> Iterator[TimelineStep]:
    """Signatures and confirmations, those beside one record as one step."""
    found: dict[tuple[str, str, date], list[Signature | Confirmation]] = defaultdict(list)
    for record in records:
        if isinstance(record, Signature | Confirmation):
            what = "signed" if isinstance(record, Signature) else "confirmed"
            found[record.beside, what, _find_step_day(scene, record, files[record.file])].append(record)
    for (beside, what, day), proofs in found.items():
        who = (one.signer if isinstance(one, Signature) else one.person for one in proofs)
        people = tuple(person for person in who if person in scene.movement.people)
        if people:
            yield TimelineStep(
                day,
                what,
                tuple(files[one.file] for one in proofs),
                scene.name_people(people),
                of=_find_step(scene, beside, files),
            )


def _find_step(scene: Snapshot, path: str, files: dict[str, RecordFile]) -> TimelineStep | None:
    """What happened by one record of the folder; None where that is not told."""
    return next(_list_steps(scene, [record], files), None) if (record := scene.movement.records.get(path)) else None


def _link_objection(scene: Snapshot, target: str, id_: str) -> PageLink:
    folder = scene.movement.find_target(target)
    objection = folder.objections.get(id_) if folder else None
    return scene.link_objection(objection) if objection else PageLink(id_, None)


def _find_objection_link(scene: Snapshot, of: str) -> PageLink | None:
    """The objection that an idea or a supporter belongs to; None where it is the proposal itself."""
    parts = of.split("/")
    return _link_objection(scene, "/".join(parts[:2]), parts[3]) if len(parts) >= 4 else None


def _describe_idea(scene: Snapshot, record: Idea) -> dict[str, Any]:
    return {"what": "idea", "who": scene.name_people(record.by), "objection": _find_objection_link(scene, record.of)}


def _describe_support(scene: Snapshot, record: StandsWith) -> dict[str, Any]:
    return {
        "what": "stands with",
        "who": (scene.name_person(record.person),),
        "objection": _find_objection_link(scene, record.of),
    }


def _describe_version(scene: Snapshot, record: Version) -> dict[str, Any]:
    page = None if record.file in scene.movement.voided else f"proposals/{record.proposal}/v{record.number}/"
    name = scene.words.gettext("Version %(number)s") % {"number": record.number}
    return {
        "what": "version",
        "number": record.number,
        "version": PageLink(name, page),
        "who": scene.name_people(record.authors),
    }


def _describe_round(scene: Snapshot, record: Round) -> dict[str, Any]:
    who = (scene.name_person(record.person),) if record.person else ()
    return {"what": "round", "who": who, "circle": scene.link_circle(record.circle), "number": record.version}


def _describe_commitments(scene: Snapshot, record: Commitments) -> dict[str, Any]:
    result = "takes back" if record.takes_back and not record.people else "commits"
    who = scene.name_people(record.takes_back if result == "takes back" else record.people)
    return {"what": "commitment", "who": who, "circle": scene.link_circle(record.circle), "result": result}


def _describe_answer(scene: Snapshot, record: Answer) -> dict[str, Any]:
    folder = scene.movement.proposals.get(record.proposal)
    versions = folder.versions.values() if folder else ()
    names = {guest.guest: guest.name for version in versions for guest in version.invites}
    return {"what": "answer", "who": (names.get(record.guest) or record.guest,), "result": record.answer}


def _describe_closing(_scene: Snapshot, record: Closed) -> dict[str, Any]:
    return {"what": "closed", "result": record.result}


def _describe_objection(scene: Snapshot, record: Objection) -> dict[str, Any]:
    door = _link_objection(scene, record.target, record.objection)
    return {"what": "objection", "who": scene.name_people(record.authors), "objection": door, "number": record.number}


def _describe_test(scene: Snapshot, record: Test) -> dict[str, Any]:
    door = _link_objection(scene, record.target, record.objection)
    return {"what": "test", "circle": scene.link_circle(record.circle), "objection": door, "result": record.result}


def _describe_resolution(scene: Snapshot, record: Resolution) -> dict[str, Any]:
    door = _link_objection(scene, record.target, record.objection)
    return {"what": "resolution", "objection": door, "result": record.kind, "number": record.version}


def _describe_decision(scene: Snapshot, record: Decision) -> dict[str, Any]:
    who = tuple(door.name for door in scene.link_circles(record.circles))
    return {"what": "decision", "number": record.version, "who": who}


def _describe_election(scene: Snapshot, record: Election) -> dict[str, Any]:
    return {
        "what": "election",
        "circle": scene.link_circle(record.circle),
        "who": (scene.name_person(record.proposed.person),),
    }


def _describe_review(scene: Snapshot, record: Review) -> dict[str, Any]:
    return {"what": "review", "circle": scene.link_circle(record.circle), "result": record.result}


def _describe_ending(_scene: Snapshot, record: Ended) -> dict[str, Any]:
    return {"what": "ended", "result": record.how}


def _describe_dispute(scene: Snapshot, record: Disputed) -> dict[str, Any]:
    return {"what": "disputed", "who": (scene.name_person(record.person),)}


def _describe_correction(scene: Snapshot, record: Correction) -> dict[str, Any]:
    return {"what": "correction", "who": (scene.name_person(record.by),)}


def _describe_void(_scene: Snapshot, _record: Void) -> dict[str, Any]:
    return {"what": "void"}


def _describe_withholding(scene: Snapshot, record: Withheld) -> dict[str, Any]:
    return {"what": "withheld", "objection": scene.link_decision(record.decision)}


def _describe_translation(scene: Snapshot, record: Translation) -> dict[str, Any]:
    return {"what": "translation", "who": (scene.name_person(record.by),), "result": record.language}


_TOLD: dict[type[Record], Callable[[Snapshot, Any], dict[str, Any]]] = {
    Idea: _describe_idea,
    StandsWith: _describe_support,
    Version: _describe_version,
    Round: _describe_round,
    Commitments: _describe_commitments,
    Answer: _describe_answer,
    Closed: _describe_closing,
    Objection: _describe_objection,
    Test: _describe_test,
    Resolution: _describe_resolution,
    Decision: _describe_decision,
    Election: _describe_election,
    Review: _describe_review,
    Ended: _describe_ending,
    Disputed: _describe_dispute,
    Correction: _describe_correction,
    Void: _describe_void,
    Withheld: _describe_withholding,
    Translation: _describe_translation,
}
"""How each kind of record is told; signatures and confirmations are told together."""
