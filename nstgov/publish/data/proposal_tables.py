"""Proposals: ideas, versions, tasks, rounds, commitments, invitations, closings, translations."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from nstgov.languages import N_
from nstgov.lifecycle import newest_version, proposals_on
from nstgov.publish.data.circle_tables import PATH
from nstgov.publish.data.columns import Day, Rows, Table, copy_fields, day_or_none, list_author_names, list_records
from nstgov.publish.views.snapshot import Snapshot
from nstgov.records import Answer, Closed, Commitments, Idea, Round, StandsWith, Translation, Version, name_of

ENTERED = N_("who wrote the file")
SHA256 = N_("the SHA-256 of the file")
LANG = N_("the language of its texts, where it is not the site's first")


class ProposalRow(NamedTuple):
    """A row of `proposals`."""

    proposal: Annotated[str, N_("its id")]
    title: Annotated[str, N_("the title of its newest version or of its idea")]
    kind: Annotated[str, N_("policy, action, invitation, ground rules, or idea")]
    stage: Annotated[
        str, N_("gathering, open, in round, objected, consented, decided, not valid, withdrawn, set aside, imported")
    ]
    since: Annotated[Day | None, N_("the day of what last moved it")]
    version: Annotated[int | None, N_("the number of its newest version")]
    asks: Annotated[tuple[str, ...], N_("the circles asked")]
    affects: Annotated[tuple[str, ...], N_("the circles it affects")]
    waits_for: Annotated[tuple[str, ...], N_("the members whose voice is still missing")]


class IdeaRow(NamedTuple):
    """A row of `ideas`."""

    of: Annotated[str, N_("the folder of the proposal or objection")]
    title: Annotated[str, N_("its title")]
    by: Annotated[tuple[str, ...], N_("who had it")]
    stand_with: Annotated[tuple[str, ...], N_("who stands with it since")]
    opened: Annotated[Day | None, N_("its day")]
    need: Annotated[str, N_("the need")]
    reasons: Annotated[str | None, N_("the reasons")]
    text: Annotated[str | None, N_("what might be proposed")]
    lang: Annotated[str | None, LANG]
    path: Annotated[str, PATH]


class VersionRow(NamedTuple):
    """A row of `versions`."""

    proposal: Annotated[str, N_("the proposal")]
    number: Annotated[int, N_("the version's number")]
    title: Annotated[str, N_("its title")]
    kind: Annotated[str, N_("policy, action, invitation, or ground rules")]
    submitted: Annotated[Day | None, N_("the day it was submitted")]
    authors: Annotated[tuple[str, ...], N_("its authors: ids of members, names of people outside")]
    carried_by: Annotated[str | None, N_("a contact, where every author is outside")]
    asks: Annotated[tuple[str, ...], N_("the circles asked")]
    affects: Annotated[tuple[str, ...], N_("the circles it affects")]
    outside: Annotated[str | None, N_("whom it affects outside every circle")]
    need: Annotated[str, N_("the need")]
    reasons: Annotated[str, N_("the reasons")]
    text: Annotated[str, N_("what is proposed")]
    might_hurt: Annotated[str | None, N_("whom it might hurt, and what is offered them")]
    sunset: Annotated[Day | None, N_("the last day in force, if it is decided")]
    review: Annotated[Day | None, N_("the day by which it is looked at again")]
    judged_by: Annotated[tuple[str, ...], N_("what it is judged by")]
    discussion: Annotated[str | None, N_("where it is talked about")]
    imported: Annotated[str | None, N_("where it was brought from")]
    integrates: Annotated[tuple[str, ...], N_("the objections and voices it answers")]
    renews: Annotated[tuple[str, ...], N_("the decisions it would renew")]
    replaces: Annotated[tuple[str, ...], N_("the decisions it would replace")]
    ends: Annotated[tuple[str, ...], N_("the decisions it would end")]
    edition: Annotated[int | None, N_("the edition of the ground rules it would adopt")]
    starts_with_people: Annotated[int | None, N_("how many people must commit before an action starts")]
    starts_with_circles: Annotated[int | None, N_("how many circles must take part before an action starts")]
    lang: Annotated[str | None, LANG]
    entered_by: Annotated[str | None, ENTERED]
    path: Annotated[str, PATH]
    sha256: Annotated[str | None, SHA256]


class TaskRow(NamedTuple):
    """A row of `tasks`."""

    proposal: Annotated[str, N_("the proposal")]
    version: Annotated[int, N_("the version's number")]
    who: Annotated[str, N_("the person or circle that does it")]
    what: Annotated[str, N_("what is to be done")]
    by: Annotated[Day | None, N_("by which day")]
    path: Annotated[str, PATH]


class RoundRow(NamedTuple):
    """A row of `rounds`."""

    proposal: Annotated[str, N_("the proposal")]
    version: Annotated[int, N_("the version's number")]
    held: Annotated[Day | None, N_("the day")]
    circle: Annotated[str, N_("the circle")]
    person: Annotated[str | None, N_("whose own file it is")]
    how: Annotated[str, N_("meeting or async")]
    facilitator: Annotated[str | None, N_("who facilitated")]
    consented_to: Annotated[str, N_("the SHA-256 of the version it speaks of")]
    entered_by: Annotated[str | None, ENTERED]
    path: Annotated[str, PATH]
    sha256: Annotated[str | None, SHA256]


class CommitmentRow(NamedTuple):
    """A row of `commitments`."""

    proposal: Annotated[str, N_("the proposal")]
    date: Annotated[Day | None, N_("the day")]
    circle: Annotated[str, N_("their circle")]
    person: Annotated[str, N_("the person")]
    takes_back: Annotated[bool, N_("whether they take it back")]
    path: Annotated[str, PATH]


class InvitationRow(NamedTuple):
    """A row of `invitations`."""

    proposal: Annotated[str, N_("the proposal")]
    guest: Annotated[str, N_("the word by which they are named there")]
    name: Annotated[str, N_("their name")]
    level: Annotated[str | None, N_("the level they are asked to join")]
    because: Annotated[str, N_("why they are asked")]
    answer: Annotated[str | None, N_("joins, declines, later; empty while there is none")]
    answered: Annotated[Day | None, N_("the day of the answer")]
    words: Annotated[str | None, N_("what they said to it")]


class ClosingRow(NamedTuple):
    """A row of `closings`."""

    proposal: Annotated[str, N_("the proposal")]
    date: Annotated[Day | None, N_("its last day")]
    result: Annotated[str, N_("withdrawn or set aside")]
    because: Annotated[str, N_("why")]
    entered_by: Annotated[str | None, ENTERED]
    path: Annotated[str, PATH]


class TranslationRow(NamedTuple):
    """A row of `translations`."""

    language: Annotated[str, N_("the language")]
    by: Annotated[str, N_("who translated")]
    title: Annotated[str | None, N_("the title")]
    need: Annotated[str | None, N_("the need")]
    reasons: Annotated[str | None, N_("the reasons")]
    text: Annotated[str | None, N_("what is proposed")]
    might_hurt: Annotated[str | None, N_("whom it might hurt, and what is offered them")]
    outside: Annotated[str | None, N_("whom it affects outside every circle")]
    important: Annotated[str | None, N_("why an objection is important")]
    would_consent_if: Annotated[str | None, N_("what would meet an objection")]
    path: Annotated[str, PATH]


def _list_proposals(scene: Snapshot) -> Rows:
    for id_, state in proposals_on(scene.movement, scene.day).items():
        version = state.version
        missing = (person for people in state.missing.values() for person in people)
        yield ProposalRow(
            id_,
            scene.link_proposal(id_).name,
            version.kind if version else "idea",
            state.stage,
            day_or_none(state.since),
            version.number if version else None,
            version.asks if version else (),
            version.affects if version else (),
            tuple(dict.fromkeys(missing)),
        )


def _list_ideas(scene: Snapshot) -> Rows:
    behind: dict[str, list[str]] = {}
    for one in list_records(scene, StandsWith):
        behind.setdefault(one.of, []).append(one.person)
    for idea in list_records(scene, Idea):
        people = tuple(behind.get(idea.of, ()))
        yield copy_fields(
            IdeaRow,
            idea,
            by=list_author_names(idea.by),
            stand_with=people,
            path=idea.file,
            opened=day_or_none(idea.opened),
        )


def _list_versions(scene: Snapshot) -> Rows:
    for version in list_records(scene, Version):
        starts = version.starts_with
        yield copy_fields(
            VersionRow,
            version,
            authors=list_author_names(version.authors),
            submitted=day_or_none(version.submitted),
            sunset=day_or_none(version.sunset),
            review=day_or_none(version.review),
            edition=version.edition.number if version.edition else None,
            starts_with_people=starts.people if starts else None,
            starts_with_circles=starts.circles if starts else None,
            path=version.file,
            sha256=scene.movement.sha256.get(version.file),
        )


def _list_tasks(scene: Snapshot) -> Rows:
    for version in list_records(scene, Version):
        for task in version.tasks:
            yield TaskRow(version.proposal, version.number, task.who, task.what, day_or_none(task.by), version.file)


def _list_rounds(scene: Snapshot) -> Rows:
    for held in list_records(scene, Round):
        sha256 = scene.movement.sha256.get(held.file)
        yield copy_fields(
            RoundRow, held, held=day_or_none(held.held), consented_to=held.sha256, path=held.file, sha256=sha256
        )


def _list_commitments(scene: Snapshot) -> Rows:
    for act in list_records(scene, Commitments):
        for people, takes_back in ((act.people, False), (act.takes_back, True)):
            for person in people:
                yield CommitmentRow(act.proposal, day_or_none(act.date), act.circle, person, takes_back, act.file)


def _list_invitations(scene: Snapshot) -> Rows:
    answers: dict[tuple[str, str], Answer] = {}
    for answer in sorted(list_records(scene, Answer), key=lambda answer: answer.date):
        answers[answer.proposal, answer.guest] = answer
    for id_, folder in scene.movement.proposals.items():
        version = newest_version(folder, scene.day)
        for guest in version.invites if version else ():
            said = answers.get((id_, guest.guest))
            told = (said.answer, day_or_none(said.date), said.words) if said else (None, None, None)
            yield InvitationRow(id_, guest.guest, guest.name, guest.level, guest.because, *told)


def _list_closings(scene: Snapshot) -> Rows:
    for closed in list_records(scene, Closed):
        yield copy_fields(ClosingRow, closed, date=day_or_none(closed.date), path=closed.file)


def _list_translations(scene: Snapshot) -> Rows:
    for translation in list_records(scene, Translation):
        yield copy_fields(TranslationRow, translation, by=name_of(translation.by), path=translation.file)


PROPOSALS = (
    Table("proposals", N_("A proposal, where it stands on the day of the data."), ProposalRow, _list_proposals),
    Table(
        "ideas",
        N_("A proposal or an objection in the making, which looks for people to stand with it."),
        IdeaRow,
        _list_ideas,
    ),
    Table("versions", N_("A version of a proposal, with its texts in full."), VersionRow, _list_versions),
    Table("tasks", N_("A task in a version of a proposal."), TaskRow, _list_tasks),
    Table(
        "rounds",
        N_("What a circle, or one member in a file of their own, said to a version; the voices are in `voices`."),
        RoundRow,
        _list_rounds,
    ),
    Table("commitments", N_("One person commits to an action, or takes it back."), CommitmentRow, _list_commitments),
    Table(
        "invitations",
        N_("Somebody whom the newest version of a proposal asks to join, and their answer."),
        InvitationRow,
        _list_invitations,
    ),
    Table(
        "closings",
        N_("A proposal was withdrawn by its authors, or set aside by the circles asked."),
        ClosingRow,
        _list_closings,
    ),
    Table(
        "translations",
        N_("The texts of a version in another language; the original binds."),
        TranslationRow,
        _list_translations,
    ),
)
"""The tables of proposals."""
