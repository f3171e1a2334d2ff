"""What follows from the records on a day: membership, representation, stages, coverage. Pure functions."""

from nstgov.lifecycle.affected import affected_by, holders, nearest_holder, part_taken, unheard_below
from nstgov.lifecycle.away import (
    awaited_on,
    away_on,
    excused_on,
    is_away_clear,
    lacking_consent,
    lacking_for_outcome,
    needed_on,
    passed_over,
)
from nstgov.lifecycle.belonging import (
    circles_of,
    first_day_in_a_circle,
    highest_circles,
    is_belonging_clear,
    is_way_clear,
)
from nstgov.lifecycle.circles_on import (
    CircleState,
    Step,
    chain,
    circle_on,
    link_on,
    upwards,
    was_whole,
)
from nstgov.lifecycle.decided import DecisionState, decision_on, decisions_on
from nstgov.lifecycle.disputes import Spoken, disputes_beside
from nstgov.lifecycle.doubted import answers_a_dispute, disputes_of
from nstgov.lifecycle.doubted_seats import is_clear_on
from nstgov.lifecycle.editions import FLOORS, LONGEST_SUNSET, edition_spans, ground_rules_on, is_first_level
from nstgov.lifecycle.endings import Change, changes_of, in_force_span, targets_of, version_of
from nstgov.lifecycle.links_on import sitting
from nstgov.lifecycle.membership import is_clear, is_open, members_on, membership, sent_on
from nstgov.lifecycle.newest import newest_version
from nstgov.lifecycle.objected import (
    ObjectionState,
    answer_by,
    objection_on,
    objections_in_the_way,
    standing_objections,
    testing_circles,
)
from nstgov.lifecycle.one_day import may_speak_on, members_before, newcomers_on, parting_on
from nstgov.lifecycle.proposed import (
    LIVE,
    ActionState,
    ProposalState,
    action_on,
    is_met,
    proposal_on,
    proposals_on,
)
from nstgov.lifecycle.spans import OPEN, Span, day_before, days_after
from nstgov.lifecycle.stays import Link, Stay, open_span, own_stays
from nstgov.lifecycle.terms import (
    KEEPER,
    REPRESENTATIVE,
    Term,
    all_terms,
    begins,
    elected_terms,
    term_stage,
    terms_by_circle,
    terms_on,
)
from nstgov.lifecycle.validity import MAKING_NOT_VALID, Validity, decision_lacks, validity_of
from nstgov.lifecycle.voices import Hearing, hearing

__all__ = [
    "FLOORS", "KEEPER", "LIVE", "LONGEST_SUNSET", "MAKING_NOT_VALID", "OPEN", "REPRESENTATIVE", "ActionState", "Change",
    "CircleState", "DecisionState", "Hearing", "Link", "ObjectionState", "ProposalState", "Span", "Spoken", "Stay",
    "Step", "Term", "Validity", "action_on", "affected_by", "all_terms", "answer_by", "answers_a_dispute", "awaited_on",
    "away_on", "begins", "chain", "changes_of", "circle_on", "circles_of", "day_before",
    "days_after", "decision_lacks", "decision_on", "decisions_on", "disputes_beside", "disputes_of", "edition_spans",
    "elected_terms", "excused_on", "first_day_in_a_circle", "ground_rules_on", "hearing", "highest_circles", "holders",
    "in_force_span", "is_away_clear", "is_belonging_clear", "is_clear", "is_clear_on", "is_first_level", "is_met",
    "is_open", "is_way_clear", "lacking_consent", "lacking_for_outcome", "link_on", "may_speak_on", "members_before",
    "members_on", "membership", "nearest_holder", "needed_on", "newcomers_on", "newest_version", "objection_on",
    "objections_in_the_way", "open_span", "own_stays", "part_taken", "parting_on", "passed_over", "proposal_on",
    "proposals_on", "sent_on", "sitting", "standing_objections", "targets_of", "term_stage", "terms_by_circle",
    "terms_on", "testing_circles", "unheard_below", "upwards", "validity_of", "version_of", "was_whole",
]  # fmt: skip
