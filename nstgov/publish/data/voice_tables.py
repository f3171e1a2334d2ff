"""Every voice with its proof, and the records themselves: when each landed, what was said beside it, what is found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, NamedTuple

from nstgov.languages import N_
from nstgov.lifecycle import OPEN, edition_spans
from nstgov.lifecycle.keys import keys_held
from nstgov.lifecycle.proofs import proofs_of
from nstgov.publish.data.circle_tables import PATH
from nstgov.publish.data.columns import Day, Rows, RowsByRecord, Table, copy_fields, day_or_none, list_records
from nstgov.publish.following.events import day_told
from nstgov.publish.views.snapshot import Snapshot
from nstgov.records import (
    Correction,
    Disputed,
    GroundRules,
    Objection,
    Record,
    Version,
    Voiced,
    Void,
    Withheld,
    kind_of_type,
    name_of,
)

PROOF = N_("how it is proven: declared, heard, confirmed, or signed")


class VoiceRow(NamedTuple):
    """A row of `voices`."""

    path: Annotated[str, PATH]
    person: Annotated[str, N_("a member's id, or the name of somebody outside")]
    says: Annotated[str, N_("consent, object, or absent")]
    because: Annotated[str | None, N_("the reasons of an objection")]
    concern: Annotated[str | None, N_("a worry that goes along to the review")]
    carries: Annotated[str | None, N_("what a representative brings from their circle")]
    proof: Annotated[str | None, PROOF]
    disputed: Annotated[bool, N_("whether the person says that it is not theirs")]


class AuthorRow(NamedTuple):
    """A row of `authors`."""

    path: Annotated[str, PATH]
    person: Annotated[str, N_("a member's id, or the name of somebody outside")]
    outside: Annotated[bool, N_("whether they are outside every circle")]
    proof: Annotated[str | None, PROOF]


class RecordRow(NamedTuple):
    """A row of `records`."""

    path: Annotated[str, PATH]
    kind: Annotated[str, N_("the kind of record")]
    day: Annotated[Day | None, N_("the day it speaks of")]
    landed: Annotated[Day | None, N_("the day it landed on the main line; empty where the history is not known")]
    commit: Annotated[str | None, N_("the commit by which it landed")]
    sha256: Annotated[str | None, N_("the SHA-256 of the file")]
    counts: Annotated[bool, N_("false for what was entered by mistake and taken out of count")]


class RemarkRow(NamedTuple):
    """A row of `remarks`."""

    about: Annotated[str, N_("the file it stands beside")]
    kind: Annotated[str, N_("disputed, correction, void, or withheld")]
    date: Annotated[Day | None, N_("the day")]
    person: Annotated[str | None, N_("who says so")]
    text: Annotated[str, N_("what they say, or why")]
    decision: Annotated[str | None, N_("the decision that withholds")]
    path: Annotated[str, PATH]


class KeyRow(NamedTuple):
    """A row of `keys`."""

    person: Annotated[str, N_("the person")]
    key: Annotated[str, N_("the public key, as OpenSSH writes it")]
    given: Annotated[str, N_("the file that gives it")]
    ended: Annotated[str | None, N_("the file that ends it")]
    compromised: Annotated[str | None, N_("the file that says it is not safe any more")]


class GroundRulesRow(NamedTuple):
    """A row of `ground-rules`."""

    number: Annotated[int, N_("its number")]
    first: Annotated[Day | None, N_("the first day it holds; empty while it is not adopted")]
    last: Annotated[Day | None, N_("the last day it holds, as far as is known")]
    movement: Annotated[str, N_("the movement's name")]
    repository_id: Annotated[str, N_("what tells this record from all others")]
    adopted_by: Annotated[str | None, N_("the decision that adopted it")]
    example: Annotated[bool, N_("whether the movement is invented")]
    promises: Annotated[tuple[str, ...], N_("what the movement promises")]
    levels: Annotated[tuple[str, ...], N_("the levels of circles, the lowest first")]
    top: Annotated[str, N_("the circle in which all are to meet")]
    circle_size_least: Annotated[int, N_("members of a circle, at least")]
    circle_size_good: Annotated[int, N_("members of a circle, at best")]
    circle_size_most: Annotated[int, N_("members of a circle, at most")]
    authors_least: Annotated[int, N_("people behind a proposal or an objection, at least")]
    representatives_least: Annotated[int, N_("representatives of a circle, at least")]
    representatives_most: Annotated[int, N_("representatives of a circle, at most")]
    longest_sunset_days: Annotated[int, N_("days for which a decision may be in force, at most")]
    reconsider_within_days: Annotated[int, N_("days for reconsidering a decision")]
    answer_objection_within_days: Annotated[int, N_("days for answering an objection")]
    quiet_after_days: Annotated[int, N_("days without an act after which a circle is quiet")]
    away_most_days: Annotated[int | None, N_("days for which somebody may be away, at most")]
    away_least_voices: Annotated[int | None, N_("voices that are needed all the same")]
    proof: Annotated[tuple[str, ...], N_("by level, how voices must be proven, as level: proof")]
    path: Annotated[str, PATH]


class FindingRow(NamedTuple):
    """A row of `findings`."""

    lane: Annotated[str, N_("change: what a change may not add; calendar: what is due on the day of the data")]
    code: Annotated[str, N_("the rule's code")]
    rule: Annotated[str, N_("the rule's name")]
    severity: Annotated[str, N_("error, warning, or advice")]
    file: Annotated[str, N_("the file it is about")]
    message: Annotated[str, N_("what is so")]
    help: Annotated[str, N_("the next step")]


def _list_voices(scene: Snapshot) -> Rows:
    for record in scene.movement.counted_records():
        if isinstance(record, Voiced) and record.voices:
            day = day_told(scene.movement, record)
            if scene.day < day < OPEN:
                continue
            proofs = proofs_of(scene.movement, record.file)
            disputed = {one.person for one in scene.list_disputes(record.file)}
            for person, voice in record.voices.items():
                said = (voice.says, voice.because, voice.concern, voice.carries)
                yield VoiceRow(record.file, person, *said, proofs.get(person), person in disputed)


def _list_authors(scene: Snapshot) -> Rows:
    texts: list[Version | Objection] = [*list_records(scene, Version), *list_records(scene, Objection)]
    for record in texts:
        proofs = proofs_of(scene.movement, record.file)
        for author in record.authors:
            person, is_outside = name_of(author), not isinstance(author, str)
            yield AuthorRow(record.file, person, is_outside, proofs.get(person))


def _list_all_records(scene: Snapshot) -> Iterable[Record]:
    return scene.movement.records.values()


def _make_record_row(scene: Snapshot, record: Record) -> RecordRow | None:
    day, landing = day_told(scene.movement, record), scene.landed.get(record.file)
    if scene.day < day < OPEN:
        return None
    return RecordRow(
        record.file,
        kind_of_type(type(record)).name,
        day_or_none(day),
        day_or_none(landing.day) if landing else None,
        landing.commit if landing else None,
        scene.movement.sha256.get(record.file),
        record.file not in scene.movement.voided,
    )


def _list_remarks(scene: Snapshot) -> Rows:
    for disputed in list_records(scene, Disputed):
        own = (day_or_none(disputed.date), disputed.person, disputed.says, None)
        yield RemarkRow(disputed.beside, "disputed", *own, disputed.file)
    for correction in list_records(scene, Correction):
        own = (day_or_none(correction.date), correction.by, correction.what, None)
        yield RemarkRow(correction.beside, "correction", *own, correction.file)
    for void in list_records(scene, Void):
        yield RemarkRow(void.beside, "void", day_or_none(void.date), None, void.because, None, void.file)
    for withheld in list_records(scene, Withheld):
        own_ = (None, None, withheld.because, withheld.decision)
        yield RemarkRow(withheld.beside, "withheld", *own_, withheld.file)


def _list_keys(scene: Snapshot) -> Rows:
    for held in (one for all_ in keys_held(scene.movement).values() for one in all_):
        if held.day <= scene.day or held.day == OPEN:
            yield KeyRow(
                held.person,
                held.key,
                held.given.file,
                held.ended.file if held.ended else None,
                held.compromised.file if held.compromised else None,
            )


def _list_ground_rules(scene: Snapshot) -> Rows:
    spans = {edition.number: span for edition, span in edition_spans(scene.movement)}
    for edition in list_records(scene, GroundRules):
        span, away = spans.get(edition.number), edition.away
        holds = span is not None and not span.is_empty() and span.first <= scene.day
        yield copy_fields(
            GroundRulesRow,
            edition,
            first=day_or_none(max(span.first, edition.from_)) if span and holds else None,
            last=day_or_none(span.last) if span and holds else None,
            circle_size_least=edition.circle_size.least,
            circle_size_good=edition.circle_size.good,
            circle_size_most=edition.circle_size.most,
            authors_least=edition.authors.least,
            representatives_least=edition.representatives.least,
            representatives_most=edition.representatives.most,
            away_most_days=away.most_days if away else None,
            away_least_voices=away.least_voices if away else None,
            proof=tuple(f"{level}: {proof}" for level, proof in edition.proof.items()),
            path=edition.file,
        )


def _list_findings(scene: Snapshot) -> Rows:
    """What the rules of both lanes find in everything on record: what stands on main is judged too."""
    for found in scene.findings:
        place = found.place.file
        yield FindingRow(found.lane, found.code, found.name, found.severity, place, found.message, found.help)


VOICES = (
    Table(
        "voices",
        N_("What one person said in a record: a round, a test, a review, an election, a joining, or any other act."),
        VoiceRow,
        _list_voices,
    ),
    Table("authors", N_("An author of a version of a proposal or an objection."), AuthorRow, _list_authors),
)
"""The tables of who said what."""
RECORDS = (
    Table("ground-rules", N_("An edition of the ground rules."), GroundRulesRow, _list_ground_rules),
    Table("keys", N_("A key with which somebody signs."), KeyRow, _list_keys),
    Table(
        "remarks",
        N_("What was put beside a record later: a dispute, a correction, a taking out of count, a withholding."),
        RemarkRow,
        _list_remarks,
    ),
    Table(
        "findings",
        N_("What the rules find in everything that stands on record."),
        FindingRow,
        _list_findings,
    ),
    Table(
        "records",
        N_("A file of the record, the proofs beside others included: what it is, and when it landed."),
        RecordRow,
        RowsByRecord(_list_all_records, _make_record_row),
    ),
)
"""The tables about the record itself."""
