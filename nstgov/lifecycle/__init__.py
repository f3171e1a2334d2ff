"""What follows from the records on a day: membership, representation, stages, coverage. Pure functions."""

from nstgov.lifecycle.affected_circles import affected_by, find_nearest_common, yield_circle_and_above
from nstgov.lifecycle.away import (
    awaited_on,
    away_on,
    excused_on,
    find_passed_over,
    is_away_clear,
    lacking_consent,
    lacking_for_outcome,
    members_needed_on,
)
from nstgov.lifecycle.belonging import (
    circles_of,
    first_day_in_a_circle,
    is_belonging_clear,
    is_way_clear,
)
from nstgov.lifecycle.chain_breaks import find_sitting_terms
from nstgov.lifecycle.circle_states import (
    ChainStep,
    CircleState,
    circle_on,
    has_been_whole,
    link_on,
    list_chain_steps,
    yield_circles_above,
)
from nstgov.lifecycle.coverage import find_part_taken, find_unheard_below
from nstgov.lifecycle.days import OPEN, Span, day_before, days_after
from nstgov.lifecycle.decision_stages import DecisionState, decision_on, decisions_on
from nstgov.lifecycle.disputes import Spoken, disputes_beside
from nstgov.lifecycle.doubted_seats import is_clear_on
from nstgov.lifecycle.editions import FLOORS, LONGEST_SUNSET, edition_spans, ground_rules_on, is_first_level
from nstgov.lifecycle.endings import DecisionChange, changes_of, in_force_span, targets_of, version_of
from nstgov.lifecycle.highest_circles import highest_circles, keepers_on
from nstgov.lifecycle.membership import compute_membership, is_membership_clear, is_open, members_on, sent_on
from nstgov.lifecycle.newest import newest_version
from nstgov.lifecycle.objection_stages import (
    ObjectionState,
    answer_by,
    find_objections_in_the_way,
    find_standing_objections,
    find_testing_circles,
    objection_on,
)
from nstgov.lifecycle.one_day import may_speak_on, members_before, newcomers_on, parting_on
from nstgov.lifecycle.proposal_stages import (
    LIVE,
    ActionState,
    ProposalState,
    action_on,
    is_met,
    proposal_on,
    proposals_on,
)
from nstgov.lifecycle.reconsideration import disputes_of, is_answer_to_dispute
from nstgov.lifecycle.stays import Link, Stay, list_own_stays, span_of_circle
from nstgov.lifecycle.terms import (
    KEEPER,
    REPRESENTATIVE,
    Term,
    collect_all_terms,
    collect_terms_by_circle,
    elected_terms,
    first_day_of_term,
    term_stage,
    terms_on,
)
from nstgov.lifecycle.validity.decision_validity import MAKING_NOT_VALID, Validity, decision_lacks, validity_of
from nstgov.lifecycle.validity.lacks_of_adoption import adoption_lacks
from nstgov.lifecycle.validity.lacks_of_answers import answer_lacks
from nstgov.lifecycle.voices import Hearing, find_hearing

__all__ = [
    "FLOORS",
    "KEEPER",
    "LIVE",
    "LONGEST_SUNSET",
    "MAKING_NOT_VALID",
    "OPEN",
    "REPRESENTATIVE",
    "ActionState",
    "ChainStep",
    "CircleState",
    "DecisionChange",
    "DecisionState",
    "Hearing",
    "Link",
    "ObjectionState",
    "ProposalState",
    "Span",
    "Spoken",
    "Stay",
    "Term",
    "Validity",
    "action_on",
    "adoption_lacks",
    "affected_by",
    "answer_by",
    "answer_lacks",
    "awaited_on",
    "away_on",
    "changes_of",
    "circle_on",
    "circles_of",
    "collect_all_terms",
    "collect_terms_by_circle",
    "compute_membership",
    "day_before",
    "days_after",
    "decision_lacks",
    "decision_on",
    "decisions_on",
    "disputes_beside",
    "disputes_of",
    "edition_spans",
    "elected_terms",
    "excused_on",
    "find_hearing",
    "find_nearest_common",
    "find_objections_in_the_way",
    "find_part_taken",
    "find_passed_over",
    "find_sitting_terms",
    "find_standing_objections",
    "find_testing_circles",
    "find_unheard_below",
    "first_day_in_a_circle",
    "first_day_of_term",
    "ground_rules_on",
    "has_been_whole",
    "highest_circles",
    "in_force_span",
    "is_answer_to_dispute",
    "is_away_clear",
    "is_belonging_clear",
    "is_clear_on",
    "is_first_level",
    "is_membership_clear",
    "is_met",
    "is_open",
    "is_way_clear",
    "keepers_on",
    "lacking_consent",
    "lacking_for_outcome",
    "link_on",
    "list_chain_steps",
    "list_own_stays",
    "may_speak_on",
    "members_before",
    "members_needed_on",
    "members_on",
    "newcomers_on",
    "newest_version",
    "objection_on",
    "parting_on",
    "proposal_on",
    "proposals_on",
    "sent_on",
    "span_of_circle",
    "targets_of",
    "term_stage",
    "terms_on",
    "validity_of",
    "version_of",
    "yield_circle_and_above",
    "yield_circles_above",
]  # fmt: skip
