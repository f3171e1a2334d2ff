"""The texts of proposals: versions, ideas, translations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from nstgov.publish.views.scene import Door, Prose, Scene, prose
from nstgov.records import Idea, Translation, Version


class TaskView(NamedTuple):
    """Something to do: who, what, by which day."""

    who: str
    what: str
    by: date | None


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


class VersionView(NamedTuple):
    """A version in the story of a proposal: what it answers, and its text where it is not the newest."""

    number: int
    submitted: date
    authors: tuple[str, ...]
    integrates: tuple[tuple[str, str | None], ...]
    text: Prose | None
    path: str
    sha256: str | None


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
        tasks=tuple(TaskView(_who(scene, task.who), task.what, task.by) for task in version.tasks),
        discussion=version.discussion or None,
        imported=version.imported,
        renews=tuple(map(scene.decision, version.renews)),
        replaces=tuple(map(scene.decision, version.replaces)),
        ends=tuple(map(scene.decision, version.ends)),
        edition=version.edition.number if version.edition else None,
    )  # fmt: skip


def _who(scene: Scene, who: str) -> str:
    """A task is a person's or a circle's."""
    return scene.circle(who).name if who in scene.movement.circles else scene.person(who)


def idea_text(scene: Scene, id_: str, idea: Idea | None) -> TextView:
    """What an idea says; only a name where even that could not be read."""
    if idea is None:
        return TextView(id_, None, "idea")
    lang = idea.lang
    words = Words(prose(idea.need, lang), prose(idea.reasons, lang), prose(idea.text, lang))
    authors = scene.people(idea.by)
    return TextView(idea.title or id_, lang, "idea", words=words, authors=authors, submitted=idea.opened)


def version_views(scene: Scene, versions: Iterable[Version]) -> tuple[VersionView, ...]:
    """The versions submitted up to this day, the newest first."""
    known = sorted((v for v in versions if v.submitted <= scene.day), key=lambda v: -v.number)
    return tuple(_version(scene, version, is_newest=version is known[0]) for version in known)


def _version(scene: Scene, version: Version, *, is_newest: bool) -> VersionView:
    shown = None if is_newest else prose(version.text, version.lang)
    return VersionView(
        version.number,
        version.submitted,
        scene.people(version.authors),
        tuple(_integrated(scene, version, name) for name in version.integrates),
        shown,
        version.file,
        scene.movement.sha256.get(version.file),
    )


def _integrated(scene: Scene, version: Version, name: str) -> tuple[str, str | None]:
    """What a version answers: an objection (its title and place on the page), or a member's voice in a round."""
    folder = scene.movement.proposals.get(version.proposal)
    objection = folder.objections.get(name) if folder else None
    if objection is not None:
        newest = objection.versions[max(objection.versions)] if objection.versions else None
        return (newest.title if newest else name), f"objection-{name}"
    return f"what {scene.person(name.rpartition('/')[2])} said in the round", None


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
