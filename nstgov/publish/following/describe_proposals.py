"""Proposals, what is said to them, and objections, told."""

from __future__ import annotations

from collections import Counter

from nstgov.publish.following.description import (
    Description,
    Gettext,
    Tellers,
    excerpt_text,
    find_objection_link,
    find_target_page,
    format_sentence,
    join_sentences,
)
from nstgov.publish.text.dates import find_language_name
from nstgov.publish.views.snapshot import Snapshot
from nstgov.publish.views.voice_views import find_voice_kind
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


def _split_target(of: str) -> tuple[str, str]:
    """From `proposals/x/objections/y` to `proposals/x` and `y`; no objection is an empty one."""
    target, _, objection = of.partition("/objections/")
    return target, objection


def _find_title_and_page(scene: Snapshot, of: str) -> tuple[str, str]:
    """The title of what lies in a folder, and its page."""
    target, objection = _split_target(of)
    if objection:
        door = find_objection_link(scene, target, objection)
        return door.name, door.href or ""
    return scene.link_target(target).name, find_target_page(scene, target)


def _describe_idea(scene: Snapshot, idea: Idea, _: Gettext) -> Description:
    _title, href = _find_title_and_page(scene, idea.of)
    sentence = (
        _("An objection looks for people: %(title)s")
        if "/objections/" in idea.of
        else _("An idea looks for people: %(title)s")
    )
    return Description(format_sentence(sentence, title=idea.title), excerpt_text(idea.need), href)


def _describe_support(scene: Snapshot, one: StandsWith, _: Gettext) -> Description:
    title, href = _find_title_and_page(scene, one.of)
    sentence = format_sentence(_("%(who)s stands with: %(title)s"), who=scene.name_person(one.person), title=title)
    return Description(sentence, excerpt_text(one.because), href)


def _describe_version(scene: Snapshot, version: Version, _: Gettext) -> Description:
    sentence = _("Proposed: %(title)s") if version.number == 1 else _("Version %(number)s: %(title)s")
    title = format_sentence(sentence, title=version.title or version.proposal, number=str(version.number))
    return Description(title, excerpt_text(version.need), find_target_page(scene, f"proposals/{version.proposal}"))


def _describe_round(scene: Snapshot, held: Round, _: Gettext) -> Description:
    title, href = _find_title_and_page(scene, f"proposals/{held.proposal}")
    if held.person:
        sentence = format_sentence(_("%(who)s speaks to: %(title)s"), who=scene.name_person(held.person), title=title)
    else:
        sentence = format_sentence(
            _("%(circle)s was heard on: %(title)s"), circle=scene.link_circle(held.circle).name, title=title
        )
    return Description(sentence, _describe_counts(scene, held), href)


def _describe_counts(scene: Snapshot, held: Round) -> str:
    """How many said what, in a sentence for each."""
    counts, ngettext = Counter(find_voice_kind(voice) for voice in held.voices.values()), scene.words.ngettext
    said_ = {
        "consent": ngettext("%(count)s can live with it.", "%(count)s can live with it.", counts["consent"]),
        "concern": ngettext(
            "%(count)s can live with it and has a worry.",
            "%(count)s can live with it and have a worry.",
            counts["concern"],
        ),
        "object": ngettext("%(count)s can't live with it yet.", "%(count)s can't live with it yet.", counts["object"]),
    }
    return join_sentences(
        *(format_sentence(words, count=str(counts[kind])) for kind, words in said_.items() if counts[kind])
    )


def _describe_commitments(scene: Snapshot, act: Commitments, _: Gettext) -> Description:
    title, href = _find_title_and_page(scene, f"proposals/{act.proposal}")
    sentence = (
        _("People of %(circle)s commit to: %(title)s")
        if act.people
        else _("People of %(circle)s take back their commitment to: %(title)s")
    )
    names = ", ".join(scene.name_people(act.people or act.takes_back))
    return Description(
        format_sentence(sentence, circle=scene.link_circle(act.circle).name, title=title),
        format_sentence("%(names)s", names=names),
        href,
    )


def _describe_answer(scene: Snapshot, answer: Answer, _: Gettext) -> Description:
    title, href = _find_title_and_page(scene, f"proposals/{answer.proposal}")
    sentences = {
        "joins": _("An invitation is answered with yes: %(title)s"),
        "declines": _("An invitation is answered with no: %(title)s"),
        "later": _("An invitation is answered with later: %(title)s"),
    }
    sentence = sentences.get(answer.answer, _("An invitation is answered: %(title)s"))
    return Description(format_sentence(sentence, title=title), excerpt_text(answer.words), href)


def _describe_closing(scene: Snapshot, closed: Closed, _: Gettext) -> Description:
    title, href = _find_title_and_page(scene, f"proposals/{closed.proposal}")
    sentence = _("Taken back by its authors: %(title)s") if closed.result == "withdrawn" else _("Set aside: %(title)s")
    return Description(format_sentence(sentence, title=title), excerpt_text(closed.because), href)


def _describe_objection(scene: Snapshot, objection: Objection, _: Gettext) -> Description:
    target, _href = _find_title_and_page(scene, objection.target)
    title = format_sentence(_("Objected to: %(title)s"), title=target)
    own = format_sentence("%(objection)s.", objection=objection.title or objection.objection)
    href = find_objection_link(scene, objection.target, objection.objection).href or ""
    return Description(title, join_sentences(own, excerpt_text(objection.important)), href)


def _describe_test(scene: Snapshot, test: Test, _: Gettext) -> Description:
    title, href = _find_title_and_page(scene, f"{test.target}/objections/{test.objection}")
    results = {
        "stands": _("The objection stands."),
        "needs work": _("The objection needs more work."),
        "set aside": _("The objection is set aside."),
    }
    sentence = format_sentence(
        _("%(circle)s tested an objection: %(title)s"), circle=scene.link_circle(test.circle).name, title=title
    )
    because = join_sentences(excerpt_text(test.important.because), excerpt_text(test.reasoned.because))
    return Description(sentence, join_sentences(results.get(test.result, ""), because), href)


def _describe_resolution(scene: Snapshot, resolution: Resolution, _: Gettext) -> Description:
    title, href = _find_title_and_page(scene, f"{resolution.target}/objections/{resolution.objection}")
    return Description(
        format_sentence(_("An objection was met: %(title)s"), title=title), excerpt_text(resolution.how), href
    )


def _describe_translation(scene: Snapshot, translation: Translation, _: Gettext) -> Description:
    title, href = _find_title_and_page(scene, translation.file.rpartition("/")[0])
    sentence = format_sentence(
        _("Translated (%(language)s): %(title)s"), language=find_language_name(translation.language), title=title
    )
    return Description(sentence, excerpt_text(translation.title), href)


PROPOSALS: Tellers = {
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
    Translation: _describe_translation,
}
"""How each kind of record of proposals and objections is told."""
