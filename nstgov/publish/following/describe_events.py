"""Everything that can happen, told: one row for each kind of record."""

from __future__ import annotations

from nstgov.lifecycle import version_of
from nstgov.publish.following.describe_circles import CIRCLES, describe_term_end
from nstgov.publish.following.describe_proposals import PROPOSALS
from nstgov.publish.following.description import (
    Description,
    Gettext,
    Tellers,
    describe_last_day,
    excerpt_text,
    find_target_page,
    format_sentence,
    join_sentences,
)
from nstgov.publish.following.events import LAPSED, OVER, RecordEvent
from nstgov.publish.text.dates import format_day
from nstgov.publish.views.snapshot import Snapshot
from nstgov.records import (
    Confirmation,
    Correction,
    Decision,
    Disputed,
    Election,
    Ended,
    Record,
    Region,
    RegionLeaves,
    RegionSnapshot,
    Review,
    Settings,
    Signature,
    Void,
    Withheld,
)


def describe_event(scene: Snapshot, one: RecordEvent) -> Description:
    """A happening in words."""
    record, _ = scene.movement.records[one.path], scene.words.gettext
    if one.by_itself == LAPSED and isinstance(record, Decision):
        return _describe_lapse(scene, record, _)
    if one.by_itself == OVER and isinstance(record, Election):
        return describe_term_end(scene, record, _)
    return _describe_record(scene, record, _)


def _describe_record(scene: Snapshot, record: Record, _: Gettext) -> Description:
    teller = TELLERS.get(type(record))
    return teller(scene, record, _) if teller else Description(format_sentence("%(path)s", path=record.file), "", "")


def _describe_decision(scene: Snapshot, decision: Decision, _: Gettext) -> Description:
    door, version = scene.link_decision(decision.decision), version_of(scene.movement, decision)
    text = join_sentences(describe_last_day(scene, decision.sunset, _), excerpt_text(version.text) if version else "")
    return Description(
        format_sentence(_("Decided: %(title)s"), title=door.name),
        text,
        find_target_page(scene, f"decisions/{decision.decision}"),
    )


def _describe_lapse(scene: Snapshot, decision: Decision, _: Gettext) -> Description:
    door = scene.link_decision(decision.decision)
    last = (
        format_sentence(_("Its last day was %(day)s."), day=format_day(decision.sunset, scene.site.spoken))
        if decision.sunset
        else ""
    )
    return Description(
        format_sentence(_("No longer in force: %(title)s"), title=door.name), last, door.href or "decisions/"
    )


def _describe_review(scene: Snapshot, review: Review, _: Gettext) -> Description:
    door = scene.link_decision(review.decision)
    results = {"keep": _("They keep it."), "change": _("They want to change it."), "let go": _("They let it go.")}
    title = format_sentence(
        _("%(circle)s looked again at: %(title)s"), circle=scene.link_circle(review.circle).name, title=door.name
    )
    return Description(
        title, join_sentences(results.get(review.result, ""), excerpt_text(review.helped)), door.href or "decisions/"
    )


def _describe_ending(scene: Snapshot, ended: Ended, _: Gettext) -> Description:
    door = scene.link_decision(ended.decision)
    sentence = _("Let go: %(title)s") if ended.how == "let go" else _("Resigned: %(title)s")
    return Description(
        format_sentence(sentence, title=door.name), excerpt_text(ended.because), door.href or "decisions/"
    )


def _describe_subject(scene: Snapshot, beside: str, _: Gettext) -> Description:
    """What a record beside another one is about: the other one, as it is told itself."""
    record = scene.movement.records.get(beside)
    return (
        _describe_record(scene, record, _) if record else Description(format_sentence("%(path)s", path=beside), "", "")
    )


def _describe_dispute(scene: Snapshot, disputed: Disputed, _: Gettext) -> Description:
    about = _describe_subject(scene, disputed.beside, _)
    who = scene.name_person(disputed.person)
    title = format_sentence(
        _("%(who)s says that a voice entered for them is not theirs: %(title)s"), who=who, title=about.title
    )
    return Description(title, excerpt_text(disputed.says), about.href)


def _describe_correction(scene: Snapshot, correction: Correction, _: Gettext) -> Description:
    about = _describe_subject(scene, correction.beside, _)
    return Description(
        format_sentence(_("Set right: %(title)s"), title=about.title), excerpt_text(correction.what), about.href
    )


def _describe_void(scene: Snapshot, void: Void, _: Gettext) -> Description:
    about = _describe_subject(scene, void.beside, _)
    title = format_sentence(_("Entered by mistake, and out of count: %(title)s"), title=about.title)
    return Description(title, excerpt_text(void.because), about.href)


def _describe_withholding(scene: Snapshot, withheld: Withheld, _: Gettext) -> Description:
    about = _describe_subject(scene, withheld.beside, _)
    return Description(_("A text is withheld by a decision"), excerpt_text(withheld.because), about.href)


def _describe_confirmation(scene: Snapshot, confirmation: Confirmation, _: Gettext) -> Description:
    about = _describe_subject(scene, confirmation.beside, _)
    title = format_sentence(
        _("%(who)s confirmed: %(title)s"), who=scene.name_person(confirmation.person), title=about.title
    )
    return Description(title, "", about.href)


def _describe_signature(scene: Snapshot, signature: Signature, _: Gettext) -> Description:
    about = _describe_subject(scene, signature.beside, _)
    title = format_sentence(_("%(who)s signed: %(title)s"), who=scene.name_person(signature.signer), title=about.title)
    return Description(title, "", about.href)


def _describe_settings(_scene: Snapshot, _settings: Settings, _: Gettext) -> Description:
    return Description(_("The settings of this site"), "", "")


def _describe_region(_scene: Snapshot, region: Region, _: Gettext) -> Description:
    return Description(format_sentence(_("Joins as a region: %(region)s"), region=region.name), "", _REGIONS)


def _describe_region_snapshot(_scene: Snapshot, seen: RegionSnapshot, _: Gettext) -> Description:
    return Description(format_sentence(_("Looked at the region %(region)s"), region=seen.region), "", _REGIONS)


def _describe_region_leaving(_scene: Snapshot, leaves: RegionLeaves, _: Gettext) -> Description:
    said = format_sentence(_("The region %(region)s leaves"), region=leaves.region)
    return Description(said, excerpt_text(leaves.because or ""), _REGIONS)


_REGIONS = "regions/"
TELLERS: Tellers = {
    **CIRCLES,
    **PROPOSALS,
    Decision: _describe_decision,
    Review: _describe_review,
    Ended: _describe_ending,
    Disputed: _describe_dispute,
    Correction: _describe_correction,
    Void: _describe_void,
    Withheld: _describe_withholding,
    Confirmation: _describe_confirmation,
    Signature: _describe_signature,
    Settings: _describe_settings,
    Region: _describe_region,
    RegionSnapshot: _describe_region_snapshot,
    RegionLeaves: _describe_region_leaving,
}
"""How each kind of record is told."""
