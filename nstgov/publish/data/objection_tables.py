"""Objections: where each stands, its versions, tests and resolutions."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from nstgov.languages import N_
from nstgov.lifecycle import answer_by, find_testing_circles, objection_on
from nstgov.publish.data.circle_tables import PATH
from nstgov.publish.data.columns import Day, Rows, Table, copy_fields, day_or_none, list_author_names, list_records
from nstgov.publish.data.proposal_tables import ENTERED, LANG, SHA256
from nstgov.publish.views.snapshot import Snapshot
from nstgov.records import Objection, Resolution, Test


class ObjectionRow(NamedTuple):
    """A row of `objections`."""

    target: Annotated[str, N_("what it is against: proposals/… or decisions/…")]
    objection: Annotated[str, N_("its id there")]
    title: Annotated[str, N_("its title")]
    stage: Annotated[str, N_("gathering, raised, stands, needs work, set aside or resolved")]
    since: Annotated[Day | None, N_("the day of what last moved it")]
    answer_by: Annotated[Day | None, N_("the last day for an answer, while it stands")]
    tested_by: Annotated[tuple[str, ...], N_("the circles that test it")]


class ObjectionVersionRow(NamedTuple):
    """A row of `objection-versions`."""

    target: Annotated[str, N_("what it is against: proposals/… or decisions/…")]
    objection: Annotated[str, N_("its id there")]
    number: Annotated[int, N_("the version's number")]
    title: Annotated[str, N_("its title")]
    raised: Annotated[Day | None, N_("the day it was raised")]
    authors: Annotated[tuple[str, ...], N_("its authors: ids of members, names of people outside")]
    carried_by: Annotated[str | None, N_("a contact, where every author is outside")]
    from_round: Annotated[str | None, N_("the round in which it was said first")]
    against_version: Annotated[int | None, N_("the version of the proposal it speaks of")]
    against_sha256: Annotated[str, N_("the SHA-256 of what it speaks of")]
    important: Annotated[str | None, N_("why it is important")]
    reasons: Annotated[str | None, N_("the reasons")]
    would_consent_if: Annotated[str | None, N_("what would meet it")]
    lang: Annotated[str | None, LANG]
    entered_by: Annotated[str | None, ENTERED]
    path: Annotated[str, PATH]
    sha256: Annotated[str | None, SHA256]


class TestRow(NamedTuple):
    """A row of `tests`."""

    target: Annotated[str, N_("what the objection is against")]
    objection: Annotated[str, N_("its id there")]
    version: Annotated[int, N_("the version of the objection")]
    held: Annotated[Day | None, N_("the day")]
    circle: Annotated[str, N_("the circle")]
    important: Annotated[bool, N_("whether it is important")]
    important_because: Annotated[str | None, N_("why")]
    reasoned: Annotated[bool, N_("whether it is reasoned")]
    reasoned_because: Annotated[str | None, N_("why")]
    result: Annotated[str, N_("stands, needs work, or set aside")]
    entered_by: Annotated[str | None, ENTERED]
    path: Annotated[str, PATH]


class ResolutionRow(NamedTuple):
    """A row of `resolutions`."""

    target: Annotated[str, N_("what the objection is against")]
    objection: Annotated[str, N_("its id there")]
    date: Annotated[Day | None, N_("the day")]
    kind: Annotated[str, N_("text changed, term shortened, measured, withdrawn, or other")]
    how: Annotated[str, N_("how")]
    version: Annotated[int | None, N_("the version of the proposal that meets it")]
    unreachable: Annotated[tuple[str, ...], N_("authors who could not be reached")]
    entered_by: Annotated[str | None, ENTERED]
    path: Annotated[str, PATH]


def _list_objections(scene: Snapshot) -> Rows:
    for folder in scene.movement.objection_folders():
        state = objection_on(scene.movement, folder, scene.day)
        if state is not None:
            yield ObjectionRow(
                folder.target,
                folder.id,
                scene.link_objection(folder).name,
                state.stage,
                day_or_none(state.since),
                day_or_none(answer_by(scene.movement, folder, scene.day)),
                find_testing_circles(scene.movement, folder, scene.day),
            )


def _list_objection_versions(scene: Snapshot) -> Rows:
    for version in list_records(scene, Objection):
        yield copy_fields(
            ObjectionVersionRow,
            version,
            raised=day_or_none(version.raised),
            authors=list_author_names(version.authors),
            against_version=version.against.version,
            against_sha256=version.against.sha256,
            path=version.file,
            sha256=scene.movement.sha256.get(version.file),
        )


def _list_tests(scene: Snapshot) -> Rows:
    for test in list_records(scene, Test):
        yield copy_fields(
            TestRow,
            test,
            held=day_or_none(test.held),
            important=test.important.holds,
            important_because=test.important.because,
            reasoned=test.reasoned.holds,
            reasoned_because=test.reasoned.because,
            path=test.file,
        )


def _list_resolutions(scene: Snapshot) -> Rows:
    for resolution in list_records(scene, Resolution):
        yield copy_fields(ResolutionRow, resolution, date=day_or_none(resolution.date), path=resolution.file)


OBJECTIONS = (
    Table("objections", N_("An objection, where it stands on the day of the data."), ObjectionRow, _list_objections),
    Table(
        "objection-versions",
        N_("A version of an objection, with its texts in full."),
        ObjectionVersionRow,
        _list_objection_versions,
    ),
    Table(
        "tests",
        N_("A circle's test of an objection: is it important, and reasoned? The voices are in `voices`."),
        TestRow,
        _list_tests,
    ),
    Table(
        "resolutions",
        N_("How the need of an objection was met; what its authors said to it is in `voices`."),
        ResolutionRow,
        _list_resolutions,
    ),
)
"""The tables of objections."""
