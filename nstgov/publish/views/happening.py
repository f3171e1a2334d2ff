"""The story of a folder: every record in it, what happened by it, when, and when it landed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from nstgov.publish.views.scene import Door, File, Prose, Scene, prose
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
from nstgov.records.days import day_of, own_day


class Happening(NamedTuple):
    """
    One step: `what` happened on a day, who did it, in which circle, with which objection, which version, to what end.

    `files` are the records that tell of it; `counts` is false where the record was entered by mistake; `of` is the step
    whose record was signed or confirmed.
    """

    day: date
    what: str
    files: tuple[File, ...]
    who: tuple[str, ...] = ()
    circle: Door | None = None
    number: int | None = None
    objection: Door | None = None
    version: Door | None = None
    result: str = ""
    counts: bool = True
    of: Happening | None = None


class CorrectionView(NamedTuple):
    """A wrong fact that was set right: when, by whom, in which file, what is right."""

    day: date
    by: str
    path: str
    what: Prose | None


_LAST = 10**6
"""Stands behind the number of every version."""


def happenings(scene: Scene, folder: str) -> tuple[Happening, ...]:
    """What happened in `proposals/<id>` or `decisions/<id>` up to the day, the latest first."""
    files = {file.path: file for file in scene.files(folder)}
    root, _, id_ = folder.partition("/")
    if root == "proposals":
        decided = (file for file in scene.files(f"decisions/{id_}") if file.path == f"decisions/{id_}/decision.yml")
        files |= {file.path: file for file in decided}
    records = [record for path in files if (record := scene.movement.records.get(path))]
    found = [*_acts(scene, records, files), *_proofs(scene, records, files)]
    found.sort(key=lambda one: (one.day, _turn(scene, one), one.files[0].path), reverse=True)
    return tuple(one for one in found if one.day <= scene.day)


def corrections(scene: Scene, folder: str) -> tuple[CorrectionView, ...]:
    """What was set right beside the records of a folder, in the order of the days."""
    records = (scene.movement.records.get(path) for path in scene.paths(folder))
    found = sorted((r for r in records if isinstance(r, Correction) and r.date <= scene.day), key=lambda r: r.date)
    return tuple(CorrectionView(r.date, scene.person(r.by), r.beside, prose(r.what, r.lang)) for r in found)


def _turn(scene: Scene, one: Happening) -> tuple[int, int, int]:
    """
    Where a step stands among those of its day: each version, what was said to it, and then what came of that.

    So an evening on which a first version was objected to, improved and decided is told as it went.
    """
    record = scene.movement.records.get(one.files[0].path)
    match record:
        case Idea() | StandsWith():
            return (0, isinstance(record, StandsWith), 0)
        case Version():
            return (record.number, 0, 0)
        case Objection():
            return (_spoken_of(scene, record.target, record.objection), 1, record.number)
        case Test():
            return (_spoken_of(scene, record.target, record.objection), 2, record.version)
        case Round():
            return (record.version, 3, record.n)
        case Resolution():
            return (record.version or _spoken_of(scene, record.target, record.objection), 4, 0)
        case Translation():
            return (_LAST - 1, 0, 0)
    return (_LAST, 0 if isinstance(record, Decision | Election) else 1, 0)


def _spoken_of(scene: Scene, target: str, objection: str) -> int:
    """The number of the version that an objection is against; of one against a decision, behind everything."""
    folder = scene.movement.target(target)
    raised = folder.objections[objection].versions.values() if folder and objection in folder.objections else ()
    return max((one.against.version or _LAST + 1 for one in raised), default=_LAST + 1)


def _acts(scene: Scene, records: Iterable[Record], files: dict[str, File]) -> Iterator[Happening]:
    for record in records:
        tell = _TOLD.get(type(record))
        if tell:
            file = files[record.file]
            counts = record.file not in scene.movement.voided
            yield Happening(day=_day(scene, record, file), files=(file,), counts=counts, **tell(scene, record))


def _day(scene: Scene, record: Record, file: File) -> date:
    """The day of a record; of one that bears none that of its landing, or of what it stands beside or with."""
    landed = file.landed.day if file.landed else None
    return day_of(record) or landed or own_day(scene.movement, record) or _first_day(scene, record)


def _first_day(scene: Scene, record: Record) -> date:
    """The day on which what a record belongs to began."""
    folder = record.file.rpartition("/")[0]
    nearest = (day_of(scene.movement.records.get(f"{folder}/{name}")) for name in ("idea.yml", "v1.yml"))
    return next((day for day in nearest if day), scene.day)


def _proofs(scene: Scene, records: Iterable[Record], files: dict[str, File]) -> Iterator[Happening]:
    """Signatures and confirmations, those beside one record as one step."""
    found: dict[tuple[str, str, date], list[Signature | Confirmation]] = defaultdict(list)
    for record in records:
        if isinstance(record, Signature | Confirmation):
            what = "signed" if isinstance(record, Signature) else "confirmed"
            found[record.beside, what, _day(scene, record, files[record.file])].append(record)
    for (beside, what, day), proofs in found.items():
        who = (one.signer if isinstance(one, Signature) else one.person for one in proofs)
        people = tuple(person for person in who if person in scene.movement.people)
        if people:
            yield Happening(
                day,
                what,
                tuple(files[one.file] for one in proofs),
                scene.people(people),
                of=_told(scene, beside, files),
            )


def _told(scene: Scene, path: str, files: dict[str, File]) -> Happening | None:
    """What happened by one record of the folder; None where that is not told."""
    return next(_acts(scene, [record], files), None) if (record := scene.movement.records.get(path)) else None


def _of_objection(scene: Scene, target: str, id_: str) -> Door:
    folder = scene.movement.target(target)
    objection = folder.objections.get(id_) if folder else None
    return scene.objection(objection) if objection else Door(id_, None)


def _place(scene: Scene, of: str) -> Door | None:
    """The objection that an idea or a supporter belongs to; None where it is the proposal itself."""
    parts = of.split("/")
    return _of_objection(scene, "/".join(parts[:2]), parts[3]) if len(parts) >= 4 else None


def _idea(scene: Scene, record: Idea) -> dict[str, Any]:
    return {"what": "idea", "who": scene.people(record.by), "objection": _place(scene, record.of)}


def _stands_with(scene: Scene, record: StandsWith) -> dict[str, Any]:
    return {"what": "stands with", "who": (scene.person(record.person),), "objection": _place(scene, record.of)}


def _version(scene: Scene, record: Version) -> dict[str, Any]:
    page = None if record.file in scene.movement.voided else f"proposals/{record.proposal}/v{record.number}/"
    name = scene.words.gettext("Version %(number)s") % {"number": record.number}
    return {
        "what": "version",
        "number": record.number,
        "version": Door(name, page),
        "who": scene.people(record.authors),
    }


def _round(scene: Scene, record: Round) -> dict[str, Any]:
    who = (scene.person(record.person),) if record.person else ()
    return {"what": "round", "who": who, "circle": scene.circle(record.circle), "number": record.version}


def _commitments(scene: Scene, record: Commitments) -> dict[str, Any]:
    result = "takes back" if record.takes_back and not record.people else "commits"
    who = scene.people(record.takes_back if result == "takes back" else record.people)
    return {"what": "commitment", "who": who, "circle": scene.circle(record.circle), "result": result}


def _answer(scene: Scene, record: Answer) -> dict[str, Any]:
    folder = scene.movement.proposals.get(record.proposal)
    versions = folder.versions.values() if folder else ()
    names = {guest.guest: guest.name for version in versions for guest in version.invites}
    return {"what": "answer", "who": (names.get(record.guest) or record.guest,), "result": record.answer}


def _closed(_scene: Scene, record: Closed) -> dict[str, Any]:
    return {"what": "closed", "result": record.result}


def _objection(scene: Scene, record: Objection) -> dict[str, Any]:
    door = _of_objection(scene, record.target, record.objection)
    return {"what": "objection", "who": scene.people(record.authors), "objection": door, "number": record.number}


def _test(scene: Scene, record: Test) -> dict[str, Any]:
    door = _of_objection(scene, record.target, record.objection)
    return {"what": "test", "circle": scene.circle(record.circle), "objection": door, "result": record.result}


def _resolution(scene: Scene, record: Resolution) -> dict[str, Any]:
    door = _of_objection(scene, record.target, record.objection)
    return {"what": "resolution", "objection": door, "result": record.kind, "number": record.version}


def _decision(scene: Scene, record: Decision) -> dict[str, Any]:
    who = tuple(door.name for door in scene.circles(record.circles))
    return {"what": "decision", "number": record.version, "who": who}


def _election(scene: Scene, record: Election) -> dict[str, Any]:
    return {"what": "election", "circle": scene.circle(record.circle), "who": (scene.person(record.proposed.person),)}


def _review(scene: Scene, record: Review) -> dict[str, Any]:
    return {"what": "review", "circle": scene.circle(record.circle), "result": record.result}


def _ended(_scene: Scene, record: Ended) -> dict[str, Any]:
    return {"what": "ended", "result": record.how}


def _disputed(scene: Scene, record: Disputed) -> dict[str, Any]:
    return {"what": "disputed", "who": (scene.person(record.person),)}


def _correction(scene: Scene, record: Correction) -> dict[str, Any]:
    return {"what": "correction", "who": (scene.person(record.by),)}


def _void(_scene: Scene, _record: Void) -> dict[str, Any]:
    return {"what": "void"}


def _withheld(scene: Scene, record: Withheld) -> dict[str, Any]:
    return {"what": "withheld", "objection": scene.decision(record.decision)}


def _translation(scene: Scene, record: Translation) -> dict[str, Any]:
    return {"what": "translation", "who": (scene.person(record.by),), "result": record.language}


_TOLD: dict[type[Record], Callable[[Scene, Any], dict[str, Any]]] = {
    Idea: _idea, StandsWith: _stands_with, Version: _version, Round: _round, Commitments: _commitments,
    Answer: _answer, Closed: _closed, Objection: _objection, Test: _test, Resolution: _resolution,
    Decision: _decision, Election: _election, Review: _review, Ended: _ended, Disputed: _disputed,
    Correction: _correction, Void: _void, Withheld: _withheld, Translation: _translation,
}  # fmt: skip
"""How each kind of record is told; signatures and confirmations are told together."""
