"""The rules: one function per rule, one module per family; `RULES` is the table of contents."""

from nstgov.rules.circles import act_order, circle_size, duplicate_people, homes, member_consent, parents, successors
from nstgov.rules.decisions import (
    affected_circles,
    changed_decisions,
    decision_consent,
    disputed_voices,
    letting_go,
    overdue,
    sunset_and_order,
    voids_and_withholding,
)
from nstgov.rules.elections import cautions, nominations, role_terms
from nstgov.rules.ground_rules import adoption, floors
from nstgov.rules.history import act_days, landed_acts, machinery, taken_ids
from nstgov.rules.links import chain_links, empty_roles, waiting
from nstgov.rules.objections import late_objections, objection_reasons, objection_tests, raising, resolutions
from nstgov.rules.proof import awaited_proof, bringing, key_changes, proof_levels, signatures
from nstgov.rules.proposals import asked_circles, authors, need_and_reasons, sunset_and_review, version_order
from nstgov.rules.reading import file_form, name_form, value_form
from nstgov.rules.regions import fetched_regions, joining, region_terms, region_truth
from nstgov.rules.rounds import entered_voices, member_voices, round_target, sequence
from nstgov.rules.rule import Rule, rule

RULES: tuple[Rule, ...] = (
    circle_size.too_few_founders,
    circle_size.too_many_members,
    circle_size.far_from_the_good_size,
    parents.parent_not_above,
    duplicate_people.one_person_twice,
    homes.not_one_home,
    act_order.act_out_of_order,
    homes.one_voice_in_two_circles,
    member_consent.without_their_consent,
    act_order.too_few_to_decide,
    parents.sent_without_being_taken_in,
    successors.follows_no_closed_circle,
    successors.away_too_long,
    round_target.hash_of_another_text,
    member_voices.voice_of_no_member,
    member_voices.no_reason_yet,
    round_target.round_too_late,
    entered_voices.member_not_entered,
    sequence.held_too_early,
    entered_voices.nobody_named_who_entered,
    decision_consent.consent_missing,
    decision_consent.objection_in_the_way,
    affected_circles.affected_circle_left_out,
    sunset_and_order.sunset_missing_or_other,
    changed_decisions.changes_what_does_not_hold,
    sunset_and_order.decided_out_of_order,
    overdue.not_reconsidered_in_time,
    overdue.review_overdue,
    overdue.sunset_near,
    letting_go.ended_without_consent,
    disputed_voices.disputed_voice,
    affected_circles.people_unheard,
    voids_and_withholding.void_without_every_voice,
    voids_and_withholding.withheld_without_decision,
    disputed_voices.rests_on_a_fault,
    nominations.nomination_missing,
    nominations.nominee_not_a_member,
    nominations.not_chosen_by_consent,
    role_terms.term_without_end,
    role_terms.too_many_representatives,
    cautions.no_parent_yet,
    cautions.election_with_caution,
    role_terms.keeper_of_one_circle,
    joining.region_without_consent,
    joining.repository_twice,
    region_terms.region_sends_out_of_order,
    joining.region_left_without_word,
    region_terms.region_not_seen_lately,
    region_terms.region_not_represented,
    fetched_regions.region_unreachable,
    fetched_regions.region_history_cut_off,
    fetched_regions.region_history_rewritten,
    fetched_regions.region_record_at_fault,
    fetched_regions.region_of_another_repository,
    region_truth.summary_of_another_record,
    fetched_regions.region_takes_too_long,
    region_truth.region_left_out,
    region_truth.sent_otherwise_than_said,
    floors.looser_than_the_floors,
    adoption.edition_not_adopted,
    landed_acts.act_changed,
    landed_acts.act_removed,
    landed_acts.lost_in_a_merge,
    taken_ids.id_taken_again,
    machinery.judge_changed_along,
    act_days.dated_out_of_its_time,
    machinery.machinery_changed,
    chain_links.no_representative,
    chain_links.chain_broken,
    chain_links.term_ends_and_nobody_follows,
    waiting.too_many_rounds,
    waiting.nothing_happens,
    waiting.help_unanswered,
    empty_roles.role_without_anybody,
    raising.too_few_objectors,
    objection_reasons.objection_without_reasons,
    objection_reasons.objection_without_importance,
    raising.against_nothing,
    objection_tests.set_aside_without_consent,
    resolutions.resolved_without_its_authors,
    objection_tests.objection_not_answered_in_time,
    late_objections.raised_beside_a_decided_proposal,
    raising.objection_by_others,
    authors.too_few_authors,
    need_and_reasons.nothing_said_of_why,
    sunset_and_review.sunset_missing_or_too_far,
    sunset_and_review.review_missing_or_too_late,
    asked_circles.wrong_circles_asked,
    version_order.versions_out_of_step,
    version_order.integrates_no_objection,
    sunset_and_review.no_threshold_or_guest,
    need_and_reasons.nothing_said_of_whom_it_hurts,
    authors.closed_without_every_voice,
    proof_levels.proven_too_little,
    signatures.signature_that_proves_nothing,
    signatures.key_of_another_time,
    signatures.signature_of_nobody_named,
    key_changes.changed_without_their_key,
    bringing.brought_by_somebody_else,
    awaited_proof.waiting_for_proof,
    file_form.unreadable,
    value_form.key_twice,
    value_form.unknown_key,
    value_form.wrong_kind,
    value_form.missing_field,
    file_form.misplaced_file,
    name_form.deceptive_characters,
    file_form.needless_yaml,
    file_form.no_plain_file,
    name_form.unknown_reference,
)
"""Every rule, in the order of the codes."""


def rule_named(word: str) -> Rule | None:
    """The rule with that code (also without its zero: D3) or name, in any case; or None."""
    wanted = word.strip().casefold()
    if len(wanted) == 2 and wanted[1].isdecimal():
        wanted = f"{wanted[0]}0{wanted[1]}"
    return next((known for known in RULES if wanted in (known.code.casefold(), known.name)), None)


def is_about_circles(rule: Rule) -> bool:
    """
    Whether all that a rule finds is about circles, elections and ground rules: no act beside a proposal changes it.

    (A10 is about what is decided in too small a circle.)
    """
    return rule.family in "AEFGL" and rule.code != "A10"


__all__ = ["RULES", "Rule", "is_about_circles", "rule", "rule_named"]
