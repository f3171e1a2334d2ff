"""The texts of proposals: versions, ideas, translations."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from nstgov.publish.views.snapshot import MarkdownText, PageLink, Snapshot, make_markdown_text
from nstgov.publish.views.version_diff import FieldChange, find_version_before, list_changes_since, name_who_does
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


class VersionTexts(NamedTuple):
    """The texts of a version, an idea or a translation, as far as it has them."""

    need: MarkdownText | None = None
    reasons: MarkdownText | None = None
    text: MarkdownText | None = None
    might_hurt: MarkdownText | None = None
    outside: MarkdownText | None = None


class TextView(NamedTuple):
    """What a version, an idea or a translation says; what it does not say is None or empty."""

    title: str
    lang: str | None
    kind: str
    number: int | None = None
    words: VersionTexts = VersionTexts()
    authors: tuple[str, ...] = ()
    carried_by: str | None = None
    asks: tuple[PageLink, ...] = ()
    affects: tuple[PageLink, ...] = ()
    submitted: date | None = None
    sunset: date | None = None
    review: date | None = None
    judged_by: tuple[str, ...] = ()
    tasks: tuple[TaskView, ...] = ()
    discussion: str | None = None
    imported: str | None = None
    renews: tuple[PageLink, ...] = ()
    replaces: tuple[PageLink, ...] = ()
    ends: tuple[PageLink, ...] = ()
    edition: int | None = None
    by: str | None = None


class IntegratedView(NamedTuple):
    """What a version answers: an objection, by its title and page; or what a member said in a round."""

    objection: PageLink | None
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


def make_version_text(scene: Snapshot, version: Version) -> TextView:
    """What a version says."""
    lang = version.lang
    return TextView(
        version.title or version.proposal,
        lang,
        version.kind,
        version.number,
        _collect_texts(version, lang),
        authors=scene.name_people(version.authors),
        carried_by=scene.name_person(version.carried_by) if version.carried_by else None,
        asks=scene.link_circles(version.asks),
        affects=scene.link_circles(version.affects),
        submitted=version.submitted,
        sunset=version.sunset,
        review=version.review,
        judged_by=version.judged_by,
        tasks=tuple(TaskView(name_who_does(scene, task.who), task.what, task.by) for task in version.tasks),
        discussion=version.discussion or None,
        imported=version.imported,
        renews=tuple(map(scene.link_decision, version.renews)),
        replaces=tuple(map(scene.link_decision, version.replaces)),
        ends=tuple(map(scene.link_decision, version.ends)),
        edition=version.edition.number if version.edition else None,
    )  # fmt: skip


def list_tasks_done(scene: Snapshot, folder: DecisionFolder, version: Version | None) -> tuple[TaskDone, ...]:
    """The tasks of a decision, each with what the latest review that speaks of it says."""
    said: dict[str, tuple[bool, date]] = {}
    for review in sorted((r for r in folder.reviews if r.held <= scene.day), key=lambda r: r.held):
        said.update((name_key(done.what), (done.done, review.held)) for done in review.done)
    tasks = make_version_text(scene, version).tasks if version else ()
    return tuple(TaskDone(task, *said.get(name_key(task.what), (None, None))) for task in tasks)


def make_idea_text(scene: Snapshot, id_: str, idea: Idea | None) -> TextView:
    """What an idea says; only a name where even that could not be read."""
    if idea is None:
        return TextView(id_, None, "idea")
    lang = idea.lang
    words = VersionTexts(
        make_markdown_text(idea.need, lang), make_markdown_text(idea.reasons, lang), make_markdown_text(idea.text, lang)
    )
    authors = scene.name_people(idea.by)
    return TextView(idea.title or id_, lang, "idea", words=words, authors=authors, submitted=idea.opened)


def list_version_views(scene: Snapshot, folder: ProposalFolder) -> tuple[VersionView, ...]:
    """The versions submitted up to this day, the newest first."""
    known = sorted((v for v in folder.versions.values() if v.submitted <= scene.day), key=lambda v: -v.number)
    return tuple(make_version_view(scene, folder, version) for version in known)


def make_version_view(scene: Snapshot, folder: ProposalFolder, version: Version) -> VersionView:
    """A version and what it changes."""
    return VersionView(
        version.number,
        version.submitted,
        scene.name_people(version.authors),
        tuple(_make_integrated_view(scene, folder, name) for name in version.integrates),
        f"proposals/{folder.id}/v{version.number}/",
        version.file,
        scene.movement.sha256.get(version.file),
        list_changes_since(scene, version, find_version_before(scene, folder, version.number)),
    )


def _make_integrated_view(scene: Snapshot, folder: ProposalFolder, name: str) -> IntegratedView:
    objection = folder.objections.get(name)
    if objection is None:
        return IntegratedView(None, scene.name_person(name.rpartition("/")[2]))
    return IntegratedView(scene.link_objection(objection), None)


def list_translations(scene: Snapshot, path: str) -> tuple[TextView, ...]:
    """The translations of a version, by language."""
    stem = path.removesuffix(".yml")
    return tuple(_make_translation_text(scene, translation) for translation in scene.translations_by_path.get(stem, ()))


def _make_translation_text(scene: Snapshot, translation: Translation) -> TextView:
    lang = translation.language
    by = scene.name_person(translation.by)
    return TextView(translation.title or "", lang, "translation", words=_collect_texts(translation, lang), by=by)


def _collect_texts(record: Version | Translation, lang: str | None) -> VersionTexts:
    texts = (record.need, record.reasons, record.text, record.might_hurt, record.outside)
    return VersionTexts(*(make_markdown_text(text, lang) for text in texts))
