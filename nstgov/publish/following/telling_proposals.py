"""Proposals, what is said to them, and objections, told."""

from __future__ import annotations

from collections import Counter

from nstgov.publish.days import name_of_language
from nstgov.publish.following.told import (
    Gettext,
    Tellers,
    Told,
    beginning,
    objection_at,
    page_of,
    said,
    together,
)
from nstgov.publish.views.scene import Scene
from nstgov.publish.views.speaking import kind_of
from nstgov.records import (
    Answer,
    Closed,
    Commitments,
    Idea,
    Objection,
    Resolution,
    Round,
    StandsWith,
    Test,
    Translation,
    Version,
)


def _parts(of: str) -> tuple[str, str]:
    """From `proposals/x/objections/y` to `proposals/x` and `y`; no objection is an empty one."""
    target, _, objection = of.partition("/objections/")
    return target, objection


def _place(scene: Scene, of: str) -> tuple[str, str]:
    """The title of what lies in a folder, and its page."""
    target, objection = _parts(of)
    if objection:
        door = objection_at(scene, target, objection)
        return door.name, door.href or ""
    return scene.target(target).name, page_of(scene, target)


def _idea(scene: Scene, idea: Idea, _: Gettext) -> Told:
    _title, href = _place(scene, idea.of)
    sentence = (
        _("An objection looks for people: %(title)s")
        if "/objections/" in idea.of
        else _("An idea looks for people: %(title)s")
    )
    return Told(said(sentence, title=idea.title), beginning(idea.need), href)


def _with(scene: Scene, one: StandsWith, _: Gettext) -> Told:
    title, href = _place(scene, one.of)
    sentence = said(_("%(who)s stands with: %(title)s"), who=scene.person(one.person), title=title)
    return Told(sentence, beginning(one.because), href)


def _version(scene: Scene, version: Version, _: Gettext) -> Told:
    sentence = _("Proposed: %(title)s") if version.number == 1 else _("Version %(number)s: %(title)s")
    title = said(sentence, title=version.title or version.proposal, number=str(version.number))
    return Told(title, beginning(version.need), page_of(scene, f"proposals/{version.proposal}"))


def _round(scene: Scene, held: Round, _: Gettext) -> Told:
    title, href = _place(scene, f"proposals/{held.proposal}")
    if held.person:
        sentence = said(_("%(who)s speaks to: %(title)s"), who=scene.person(held.person), title=title)
    else:
        sentence = said(_("%(circle)s was heard on: %(title)s"), circle=scene.circle(held.circle).name, title=title)
    return Told(sentence, _counts(scene, held), href)


def _counts(scene: Scene, held: Round) -> str:
    """How many said what, in a sentence for each."""
    counts, many = Counter(kind_of(voice) for voice in held.voices.values()), scene.words.ngettext
    said_ = {
        "consent": many("%(count)s can live with it.", "%(count)s can live with it.", counts["consent"]),
        "concern": many(
            "%(count)s can live with it and has a worry.",
            "%(count)s can live with it and have a worry.",
            counts["concern"],
        ),
        "object": many("%(count)s can't live with it yet.", "%(count)s can't live with it yet.", counts["object"]),
    }
    return together(*(said(words, count=str(counts[kind])) for kind, words in said_.items() if counts[kind]))


def _commitments(scene: Scene, act: Commitments, _: Gettext) -> Told:
    title, href = _place(scene, f"proposals/{act.proposal}")
    sentence = (
        _("People of %(circle)s commit to: %(title)s")
        if act.people
        else _("People of %(circle)s take back their commitment to: %(title)s")
    )
    names = ", ".join(scene.people(act.people or act.takes_back))
    return Told(said(sentence, circle=scene.circle(act.circle).name, title=title), said("%(names)s", names=names), href)


def _answer(scene: Scene, answer: Answer, _: Gettext) -> Told:
    title, href = _place(scene, f"proposals/{answer.proposal}")
    sentences = {
        "joins": _("An invitation is answered with yes: %(title)s"),
        "declines": _("An invitation is answered with no: %(title)s"),
        "later": _("An invitation is answered with later: %(title)s"),
    }
    sentence = sentences.get(answer.answer, _("An invitation is answered: %(title)s"))
    return Told(said(sentence, title=title), beginning(answer.words), href)


def _closed(scene: Scene, closed: Closed, _: Gettext) -> Told:
    title, href = _place(scene, f"proposals/{closed.proposal}")
    sentence = _("Taken back by its authors: %(title)s") if closed.result == "withdrawn" else _("Set aside: %(title)s")
    return Told(said(sentence, title=title), beginning(closed.because), href)


def _objection(scene: Scene, objection: Objection, _: Gettext) -> Told:
    target, _href = _place(scene, objection.target)
    title = said(_("Objected to: %(title)s"), title=target)
    own = said("%(objection)s.", objection=objection.title or objection.objection)
    href = objection_at(scene, objection.target, objection.objection).href or ""
    return Told(title, together(own, beginning(objection.important)), href)


def _test(scene: Scene, test: Test, _: Gettext) -> Told:
    title, href = _place(scene, f"{test.target}/objections/{test.objection}")
    results = {
        "stands": _("The objection stands."),
        "needs work": _("The objection needs more work."),
        "set aside": _("The objection is set aside."),
    }
    sentence = said(_("%(circle)s tested an objection: %(title)s"), circle=scene.circle(test.circle).name, title=title)
    because = together(beginning(test.important.because), beginning(test.reasoned.because))
    return Told(sentence, together(results.get(test.result, ""), because), href)


def _resolution(scene: Scene, resolution: Resolution, _: Gettext) -> Told:
    title, href = _place(scene, f"{resolution.target}/objections/{resolution.objection}")
    return Told(said(_("An objection was met: %(title)s"), title=title), beginning(resolution.how), href)


def _translation(scene: Scene, translation: Translation, _: Gettext) -> Told:
    title, href = _place(scene, translation.file.rpartition("/")[0])
    sentence = said(
        _("Translated (%(language)s): %(title)s"), language=name_of_language(translation.language), title=title
    )
    return Told(sentence, beginning(translation.title), href)


PROPOSALS: Tellers = {
    Idea: _idea,
    StandsWith: _with,
    Version: _version,
    Round: _round,
    Commitments: _commitments,
    Answer: _answer,
    Closed: _closed,
    Objection: _objection,
    Test: _test,
    Resolution: _resolution,
    Translation: _translation,
}
"""How each kind of record of proposals and objections is told."""
