"""
One sentence for each thing on record: who did what, until when, and what it is about (M13, M19).

Descriptions of pages, cards of shared links, feeds, calendars, results of a search and `nstgov status` all say the same
sentence, so that a reader knows a thing again wherever they meet it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from nstgov.languages import N_, SOURCE, Words, words_of
from nstgov.lifecycle import (
    OPEN,
    DecisionState,
    ProposalState,
    circle_on,
    decision_on,
    newest_version,
    objection_on,
    proposal_on,
)
from nstgov.lifecycle.decision_stages import policies_of
from nstgov.lifecycle.people import name_on
from nstgov.lifecycle.terms import elected_terms, last_day_known, term_stage
from nstgov.records import Election, Movement, ObjectionFolder, Outside

MOST_NAMES = 3
"""So many circles or people are named in a sentence; with more, the rest is counted."""


class SentenceForms(NamedTuple):
    """How a sentence is said: the words of its language, its days, and names in a row."""

    words: Words
    format_day: Callable[[date], str]
    join_names: Callable[[Sequence[str]], str]


def join_in_english(names: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    *first, last = names or ("",)
    return f"{', '.join(first)} and {last}" if first else last


PLAIN = SentenceForms(words_of(SOURCE), date.isoformat, join_in_english)
"""English, with days as ISO 8601 writes them: for terminals and programs."""


def summarize_proposal(movement: Movement, id_: str, day: date, forms: SentenceForms = PLAIN) -> str:
    """A proposal in one sentence; empty before anything of it was on record."""
    state = proposal_on(movement, id_, day)
    if state is None:
        return ""
    if state.stage in ("decided", "not valid") and (told := summarize_decision(movement, id_, day, forms)):
        return told
    folder = movement.proposals[id_]
    shown = newest_version(folder, day) or folder.idea
    title = shown.title if shown and shown.title else id_
    circles = _name_circles(movement, state.version.asks if state.version else (), day, forms)
    missing = sum(map(len, state.missing.values()))
    since = forms.format_day(state.since)
    return _fill_in(_choose_proposal_sentence(forms, state, missing), circles=circles, title=title, day=since,
                 count=str(missing))  # fmt: skip


def _choose_proposal_sentence(forms: SentenceForms, state: ProposalState, missing: int) -> str:
    _, ngettext = forms.words.gettext, forms.words.ngettext
    if state.stage == "in round":
        return ngettext(
            "Asked of %(circles)s, %(count)s person still to be heard: %(title)s",
            "Asked of %(circles)s, %(count)s people still to be heard: %(title)s",
            missing,
        )
    return _(_PROPOSALS[state.stage])


_PROPOSALS = {
    "gathering": N_("An idea looks for people who share it: %(title)s"),
    "open": N_("Proposed to %(circles)s: %(title)s"),
    "objected": N_("Proposed to %(circles)s, and objected to: %(title)s"),
    "consented": N_("Everyone asked in %(circles)s can live with it: %(title)s"),
    "decided": N_("Decided: %(title)s"),
    "not valid": N_("Written down as decided, and not valid: %(title)s"),
    "withdrawn": N_("Taken back by its authors on %(day)s: %(title)s"),
    "set aside": N_("Set aside by %(circles)s on %(day)s: %(title)s"),
    "imported": N_("Brought from elsewhere: %(title)s"),
}


def summarize_decision(movement: Movement, id_: str, day: date, forms: SentenceForms = PLAIN) -> str:
    """A decision in one sentence; empty before it was made, and for what is no decision."""
    state, folder = decision_on(movement, id_, day), movement.decisions.get(id_)
    if state is None or folder is None or folder.decision is None:
        return ""
    proposal = movement.proposals.get(id_)
    version = proposal.versions.get(folder.decision.version) if proposal else None
    title = version.title if version and version.title else id_
    return _fill_in(
        forms.words.gettext(_choose_decision_sentence(state)),
        circles=_name_circles(movement, folder.decision.circles, day, forms),
        title=title,
        day=forms.format_day(state.last_day),
    )


def _choose_decision_sentence(state: DecisionState) -> str:
    if state.in_force and state.last_day == OPEN:
        return N_("%(circles)s decided: %(title)s")
    return _DECISIONS[state.stage]


_DECISIONS = {
    "in force": N_("%(circles)s decided, until %(day)s: %(title)s"),
    "under reconsideration": N_("%(circles)s decided, until %(day)s, and look at it again: %(title)s"),
    "lapsed": N_("%(circles)s decided; it ended on %(day)s: %(title)s"),
    "renewed": N_("%(circles)s decided, and decided it again on %(day)s: %(title)s"),
    "replaced": N_("%(circles)s decided; another decision took its place on %(day)s: %(title)s"),
    "let go": N_("%(circles)s decided, and let it go on %(day)s: %(title)s"),
    "not valid": N_("Written down as decided by %(circles)s, and not valid: %(title)s"),
    "imported": N_("Decided elsewhere by %(circles)s, and brought here: %(title)s"),
}


def summarize_election(movement: Movement, id_: str, day: date, forms: SentenceForms = PLAIN) -> str:
    """An election in one sentence; empty before it was held, and for what is no election."""
    folder = movement.decisions.get(id_)
    election = folder.election if folder else None
    if election is None or election.held > day:
        return ""
    _, term = forms.words.gettext, elected_terms(movement)[id_]
    return _fill_in(
        _(_choose_election_sentence(movement, election, day)),
        circles=_name_circles(movement, (election.circle,), day, forms),
        who=name_on(movement, term.person, day),
        role=_(election.role),
        day=forms.format_day(last_day_known(movement, term, day)),
    )


def _choose_election_sentence(movement: Movement, election: Election, day: date) -> str:
    stage = term_stage(movement, election.election, day)
    if stage == "not valid":
        return N_("Written down as chosen by %(circles)s, and not valid: %(who)s as %(role)s")
    if stage == "over":
        return N_("%(circles)s had chosen %(who)s as %(role)s, until %(day)s")
    return N_("%(circles)s chose %(who)s as %(role)s, until %(day)s")


def summarize_objection(movement: Movement, folder: ObjectionFolder, day: date, forms: SentenceForms = PLAIN) -> str:
    """An objection in one sentence; empty before it was opened."""
    state = objection_on(movement, folder, day)
    if state is None:
        return ""
    shown = state.version or folder.idea
    return _fill_in(
        forms.words.gettext(_OBJECTIONS[state.stage]),
        title=shown.title if shown and shown.title else folder.id,
        target=_find_title(movement, folder.target, day),
        day=forms.format_day(state.since),
    )


_OBJECTIONS = {
    "gathering": N_("An objection to “%(target)s” looks for people who share it: %(title)s"),
    "raised": N_("Objected to “%(target)s”, not answered yet: %(title)s"),
    "stands": N_("Objected to “%(target)s”, and a way is being looked for: %(title)s"),
    "needs work": N_("Objected to “%(target)s”, and asked to be said more clearly: %(title)s"),
    "set aside": N_("Objected to “%(target)s”, set aside on %(day)s: %(title)s"),
    "resolved": N_("Objected to “%(target)s”, met on %(day)s: %(title)s"),
}


def summarize_circle(movement: Movement, id_: str, day: date, forms: SentenceForms = PLAIN) -> str:
    """A circle in one sentence; empty before it began."""
    state = circle_on(movement, id_, day)
    if state is None:
        return ""
    ngettext = forms.words.ngettext
    if state.stage == "closed":
        return _fill_in(forms.words.gettext("%(name)s, a circle that has closed"), name=state.name or id_)
    people, holding = len(state.members), len(policies_of(movement, id_, day))
    sized = ngettext("%(name)s, a circle of %(count)s person", "%(name)s, a circle of %(count)s people", people)
    held = ngettext("%(circle)s; %(count)s decision in force", "%(circle)s; %(count)s decisions in force", holding)
    return _fill_in(held, circle=_fill_in(sized, name=state.name or id_, count=str(people)), count=str(holding))


def _find_title(movement: Movement, target: str, day: date) -> str:
    """The title of `proposals/<id>` or `decisions/<id>`; of an election who was chosen."""
    root, _, id_ = target.partition("/")
    folder = movement.decisions.get(id_)
    if root == "decisions" and folder and folder.election:
        person: str | Outside = folder.election.proposed.person
        return person.name if isinstance(person, Outside) else name_on(movement, person, day)
    proposal = movement.proposals.get(id_)
    shown = (newest_version(proposal, day) or proposal.idea) if proposal else None
    return shown.title if shown and shown.title else id_


def _name_circles(movement: Movement, ids: Sequence[str], day: date, forms: SentenceForms) -> str:
    """Circles by name in a row; with many, the first ones and a count."""
    states = [(id_, circle_on(movement, id_, day)) for id_ in dict.fromkeys(ids)]
    names = [state.name or id_ if state else id_ for id_, state in states]
    left = len(names) - MOST_NAMES
    if left > 1:
        more = forms.words.ngettext("%(num)d more", "%(num)d more", left) % {"num": left}
        names = [*names[:MOST_NAMES], more]
    return forms.join_names(names)


def _fill_in(sentence: str, **names: str) -> str:
    """A sentence with its names filled in, on one line."""
    return " ".join((sentence % names).split())
