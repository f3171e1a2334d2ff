"""The rules: one function per rule, one module per family; `RULES` is the table of contents."""

from nstgov.rules import (
    decisions_changing,
    decisions_consent,
    decisions_ended,
    decisions_later,
    decisions_taking_part,
    decisions_term,
    elections,
    proposals_asked,
    proposals_authors,
    proposals_term,
    proposals_versions,
    proposals_why,
    reading,
    reading_names,
    reading_values,
    rounds,
    rounds_entered,
    rounds_order,
    rounds_voices,
)
from nstgov.rules.rule import Rule, rule

RULES: tuple[Rule, ...] = (
    rounds.hash_of_another_text,
    rounds_voices.voice_of_no_member,
    rounds_voices.no_reason_yet,
    rounds.round_too_late,
    rounds_entered.member_not_entered,
    rounds_order.held_too_early,
    rounds_entered.nobody_named_who_entered,
    decisions_consent.consent_missing,
    decisions_consent.objection_in_the_way,
    decisions_taking_part.affected_circle_left_out,
    decisions_term.sunset_missing_or_other,
    decisions_changing.changes_what_does_not_hold,
    decisions_term.decided_out_of_order,
    decisions_later.not_reconsidered_in_time,
    decisions_later.review_overdue,
    decisions_later.sunset_near,
    decisions_ended.ended_without_consent,
    decisions_ended.disputed_voice,
    decisions_taking_part.people_unheard,
    elections.nomination_missing,
    elections.nominee_not_a_member,
    elections.not_chosen_by_consent,
    proposals_authors.too_few_authors,
    proposals_why.nothing_said_of_why,
    proposals_term.sunset_missing_or_too_far,
    proposals_term.review_missing_or_too_late,
    proposals_asked.wrong_circles_asked,
    proposals_versions.versions_out_of_step,
    proposals_versions.integrates_no_objection,
    proposals_term.no_threshold_or_guest,
    proposals_why.nothing_said_of_whom_it_hurts,
    proposals_authors.closed_without_every_voice,
    reading.unreadable,
    reading_values.key_twice,
    reading_values.unknown_key,
    reading_values.wrong_kind,
    reading_values.missing_field,
    reading.misplaced_file,
    reading_names.deceptive_characters,
    reading.needless_yaml,
    reading.no_plain_file,
    reading_names.unknown_reference,
)
"""Every rule, in the order of the codes."""


def rule_named(word: str) -> Rule | None:
    """The rule with that code or name (in any case), or None."""
    wanted = word.strip().casefold()
    return next((known for known in RULES if wanted in (known.code.casefold(), known.name)), None)


__all__ = ["RULES", "Rule", "rule", "rule_named"]
