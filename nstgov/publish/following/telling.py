"""Everything that can happen, told: one row for each kind of record."""

from __future__ import annotations

from nstgov.lifecycle import version_of
from nstgov.publish.days import in_words
from nstgov.publish.following.happenings import LAPSED, OVER, Happening
from nstgov.publish.following.telling_circles import CIRCLES, over
from nstgov.publish.following.telling_proposals import PROPOSALS
from nstgov.publish.following.told import Gettext, Tellers, Told, beginning, page_of, said, together, until
from nstgov.publish.views.scene import Scene
from nstgov.records import (
    Confirmation,
    Correction,
    Decision,
    Disputed,
    Election,
    Ended,
    Record,
    Review,
    Settings,
    Signature,
    Void,
    Withheld,
)


def told(scene: Scene, one: Happening) -> Told:
    """A happening in words."""
    record, _ = scene.movement.records[one.path], scene.words.gettext
    if one.by_itself == LAPSED and isinstance(record, Decision):
        return _lapsed(scene, record, _)
    if one.by_itself == OVER and isinstance(record, Election):
        return over(scene, record, _)
    return _record(scene, record, _)


def _record(scene: Scene, record: Record, _: Gettext) -> Told:
    teller = TELLERS.get(type(record))
    return teller(scene, record, _) if teller else Told(said("%(path)s", path=record.file), "", "")


def _decision(scene: Scene, decision: Decision, _: Gettext) -> Told:
    door, version = scene.decision(decision.decision), version_of(scene.movement, decision)
    text = together(until(scene, decision.sunset, _), beginning(version.text) if version else "")
    return Told(said(_("Decided: %(title)s"), title=door.name), text, page_of(scene, f"decisions/{decision.decision}"))


def _lapsed(scene: Scene, decision: Decision, _: Gettext) -> Told:
    door = scene.decision(decision.decision)
    last = (
        said(_("Its last day was %(day)s."), day=in_words(decision.sunset, scene.site.spoken))
        if decision.sunset
        else ""
    )
    return Told(said(_("No longer in force: %(title)s"), title=door.name), last, door.href or "decisions/")


def _review(scene: Scene, review: Review, _: Gettext) -> Told:
    door = scene.decision(review.decision)
    results = {"keep": _("They keep it."), "change": _("They want to change it."), "let go": _("They let it go.")}
    title = said(_("%(circle)s looked again at: %(title)s"), circle=scene.circle(review.circle).name, title=door.name)
    return Told(title, together(results.get(review.result, ""), beginning(review.helped)), door.href or "decisions/")


def _ended(scene: Scene, ended: Ended, _: Gettext) -> Told:
    door = scene.decision(ended.decision)
    sentence = _("Let go: %(title)s") if ended.how == "let go" else _("Resigned: %(title)s")
    return Told(said(sentence, title=door.name), beginning(ended.because), door.href or "decisions/")


def _about(scene: Scene, beside: str, _: Gettext) -> Told:
    """What a record beside another one is about: the other one, as it is told itself."""
    record = scene.movement.records.get(beside)
    return _record(scene, record, _) if record else Told(said("%(path)s", path=beside), "", "")


def _disputed(scene: Scene, disputed: Disputed, _: Gettext) -> Told:
    about = _about(scene, disputed.beside, _)
    who = scene.person(disputed.person)
    title = said(_("%(who)s says that a voice entered for them is not theirs: %(title)s"), who=who, title=about.title)
    return Told(title, beginning(disputed.says), about.href)


def _correction(scene: Scene, correction: Correction, _: Gettext) -> Told:
    about = _about(scene, correction.beside, _)
    return Told(said(_("Set right: %(title)s"), title=about.title), beginning(correction.what), about.href)


def _void(scene: Scene, void: Void, _: Gettext) -> Told:
    about = _about(scene, void.beside, _)
    title = said(_("Entered by mistake, and out of count: %(title)s"), title=about.title)
    return Told(title, beginning(void.because), about.href)


def _withheld(scene: Scene, withheld: Withheld, _: Gettext) -> Told:
    about = _about(scene, withheld.beside, _)
    return Told(_("A text is withheld by a decision"), beginning(withheld.because), about.href)


def _confirmation(scene: Scene, confirmation: Confirmation, _: Gettext) -> Told:
    about = _about(scene, confirmation.beside, _)
    title = said(_("%(who)s confirmed: %(title)s"), who=scene.person(confirmation.person), title=about.title)
    return Told(title, "", about.href)


def _signature(scene: Scene, signature: Signature, _: Gettext) -> Told:
    about = _about(scene, signature.beside, _)
    title = said(_("%(who)s signed: %(title)s"), who=scene.person(signature.signer), title=about.title)
    return Told(title, "", about.href)


def _settings(_scene: Scene, _settings: Settings, _: Gettext) -> Told:
    return Told(_("The settings of this site"), "", "")


TELLERS: Tellers = {
    **CIRCLES,
    **PROPOSALS,
    Decision: _decision,
    Review: _review,
    Ended: _ended,
    Disputed: _disputed,
    Correction: _correction,
    Void: _void,
    Withheld: _withheld,
    Confirmation: _confirmation,
    Signature: _signature,
    Settings: _settings,
}
"""How each kind of record is told."""
