"""The texts of proposals: versions, ideas, translations."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from nstgov.publish.views.changing import FieldChange, changes_since, version_before, who_does
from nstgov.publish.views.scene import Door, Prose, Scene, prose
from nstgov.records import DecisionFolder, Idea, ProposalFolder, Translation, Version, name_key


class TaskView(NamedTuple):
    """Something to do: who, what, by which day."""

    who: str
    what: str
    by: date | None


class TaskDone(NamedTuple):
    """A task of a decision, and what the latest review says of it (None: nothing yet)."""

    task: TaskView
    done: bool | None
    said: date | None


class Words(NamedTuple):
    """The texts of a version, an idea or a translation, as far as it has them."""

    need: Prose | None = None
    reasons: Prose | None = None
    text: Prose | None = None
    might_hurt: Prose | None = None
    outside: Prose | None = None


class TextView(NamedTuple):
    """What a version, an idea or a translation says; what it does not say is None or empty."""

    title: str
    lang: str | None
    kind: str
    number: int | None = None
    words: Words = Words()
    authors: tuple[str, ...] = ()
    carried_by: str | None = None
    asks: tuple[Door, ...] = ()
    affects: tuple[Door, ...] = ()
    submitted: date | None = None
    sunset: date | None = None
    review: date | None = None
    judged_by: tuple[str, ...] = ()
    tasks: tuple[TaskView, ...] = ()
    discussion: str | None = None
    imported: str | None = None
    renews: tuple[Door, ...] = ()
    replaces: tuple[Door, ...] = ()
    ends: tuple[Door, ...] = ()
    edition: int | None = None
    by: str | None = None


class IntegratedView(NamedTuple):
    """What a version answers: an objection, by its title and page; or what a member said in a round."""

    objection: Door | None
    person: str | None


class VersionView(NamedTuple):
    """A version in the story of a proposal: its own page, what it answers, what it changes from the one before."""

    number: int
    submitted: date
    authors: tuple[str, ...]
    integrates: tuple[IntegratedView, ...]
    href: str
    path: str
    sha256: str | None
    changes: tuple[FieldChange, ...] = ()


def version_text(scene: Scene, version: Version) -> TextView:
    """What a version says."""
    lang = version.lang
    return TextView(
        version.title or version.proposal,
        lang,
        version.kind,
        version.number,
        _words(version, lang),
        authors=scene.people(version.authors),
        carried_by=scene.person(version.carried_by) if version.carried_by else None,
        asks=scene.circles(version.asks),
        affects=scene.circles(version.affects),
        submitted=version.submitted,
        sunset=version.sunset,
        review=version.review,
        judged_by=version.judged_by,
        tasks=tuple(TaskView(who_does(scene, task.who), task.what, task.by) for task in version.tasks),
        discussion=version.discussion or None,
        imported=version.imported,
        renews=tuple(map(scene.decision, version.renews)),
        replaces=tuple(map(scene.decision, version.replaces)),
        ends=tuple(map(scene.decision, version.ends)),
        edition=version.edition.number if version.edition else None,
    )  # fmt: skip


def tasks_done(scene: Scene, folder: DecisionFolder, version: Version | None) -> tuple[TaskDone, ...]:
    """The tasks of a decision, each with what the latest review that speaks of it says."""
    said: dict[str, tuple[bool, date]] = {}
    for review in sorted((r for r in folder.reviews if r.held <= scene.day), key=lambda r: r.held):
        said.update((name_key(done.what), (done.done, review.held)) for done in review.done)
    tasks = version_text(scene, version).tasks if version else ()
    return tuple(TaskDone(task, *said.get(name_key(task.what), (None, None))) for task in tasks)


def idea_text(scene: Scene, id_: str, idea: Idea | None) -> TextView:
    """What an idea says; only a name where even that could not be read."""
    if idea is None:
        return TextView(id_, None, "idea")
    lang = idea.lang
    words = Words(prose(idea.need, lang), prose(idea.reasons, lang), prose(idea.text, lang))
    authors = scene.people(idea.by)
    return TextView(idea.title or id_, lang, "idea", words=words, authors=authors, submitted=idea.opened)


def version_views(scene: Scene, folder: ProposalFolder) -> tuple[VersionView, ...]:
    """The versions submitted up to this day, the newest first."""
    known = sorted((v for v in folder.versions.values() if v.submitted <= scene.day), key=lambda v: -v.number)
    return tuple(version_view(scene, folder, version) for version in known)


def version_view(scene: Scene, folder: ProposalFolder, version: Version) -> VersionView:
    """A version and what it changes."""
    return VersionView(
        version.number,
        version.submitted,
        scene.people(version.authors),
        tuple(_integrated(scene, folder, name) for name in version.integrates),
        f"proposals/{folder.id}/v{version.number}/",
        version.file,
        scene.movement.sha256.get(version.file),
        changes_since(scene, version, version_before(scene, folder, version.number)),
    )


def _integrated(scene: Scene, folder: ProposalFolder, name: str) -> IntegratedView:
    objection = folder.objections.get(name)
    if objection is None:
        return IntegratedView(None, scene.person(name.rpartition("/")[2]))
    return IntegratedView(scene.objection(objection), None)


def translations_of(scene: Scene, path: str) -> tuple[TextView, ...]:
    """The translations of a version, by language."""
    stem = path.removesuffix(".yml")
    return tuple(_translated(scene, translation) for translation in scene.translations.get(stem, ()))


def _translated(scene: Scene, translation: Translation) -> TextView:
    lang = translation.language
    by = scene.person(translation.by)
    return TextView(translation.title or "", lang, "translation", words=_words(translation, lang), by=by)


def _words(record: Version | Translation, lang: str | None) -> Words:
    texts = (record.need, record.reasons, record.text, record.might_hurt, record.outside)
    return Words(*(prose(text, lang) for text in texts))
