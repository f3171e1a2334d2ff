"""Terms as their holders carry them."""

from __future__ import annotations

from nstgov.lifecycle.days import Span
from nstgov.lifecycle.terms import elected_terms, while_there
from tests.building import at, circle, election, movement


def test_a_term_lasts_while_its_holder_is_there() -> None:
    """`while_there`: it ends with the stretch in which it began; a later stretch brings it back to nobody."""
    whole = movement(circle("oak", at(0), "ana ben chi dee"), election("oak-rep", "oak", "ana", at(1), until=at(100)))
    term = elected_terms(whole)["oak-rep"]
    stretches = (Span(at(0), at(20)), Span(at(40), at(200)))
    assert while_there(whole, term, stretches) == Span(term.span.first, at(20))
    assert while_there(whole, term, stretches[1:]) == term.span
    assert while_there(whole, term, ()) == term.span
