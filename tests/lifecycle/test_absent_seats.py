"""Who was not heard since all whom they sent were away, looked for once for all decisions of a day."""

from __future__ import annotations

from datetime import date
from functools import partial

from nstgov.records import Movement
from nstgov.rules import rule_named
from nstgov.store.reading import read_movement
from tests.properties.tale import Tale, day, said
from tests.record import tree_of
from tests.work import steps

TODAY = date(2026, 3, 1)


def streets(number: int) -> Movement:
    """So many circles under one, each with one who is away, and each with something that it decided on the same day."""
    tale = Tale()
    tale.circle("river", level="regional")
    for at in range(number):
        people = [f"{name}-{at}" for name in ("ana", "ben", "chi", "dee", "fay")]
        tale.circle(f"oak-{at}", people, "river")
        tale.elect(f"seat-{at}", f"oak-{at}", people[0], said(people), 2, (3, 400))
        tale.act(f"oak-{at}", 9, f"away.{people[0]}", until=day(40), voices=said(people[:1]))
        tale.version(f"shade-{at}", 1, 10, authors=people[:4], asks=[f"oak-{at}"], affects=[f"oak-{at}"])
        tale.round(f"shade-{at}", 1, f"oak-{at}", 20, said(people))
        tale.decide(f"shade-{at}", 1, 20)
    return read_movement(tree_of(tale.texts()))


def test_decisions_elsewhere_cost_a_decision_nothing() -> None:
    """With twice as many decisions and twice as many people away, rule D12 takes twice the steps and not four times."""
    rule = rule_named("D12")
    assert rule is not None
    assert list(rule(streets(4), TODAY)) == []
    few, more, many = (steps(partial(list, rule(streets(size), TODAY))) for size in (20, 40, 80))
    assert many - more < 2.4 * (more - few)


def test_whoever_sent_only_those_who_were_away_is_told_of() -> None:
    """The circle above decides for all below it, and the one all whose people there are away was not heard."""
    tale = Tale()
    tale.circle("river", level="regional")
    people = {at: [f"{name}-{at}" for name in ("ana", "ben", "chi", "dee")] for at in range(5)}
    for at, here in people.items():
        tale.circle(f"oak-{at}", here, "river")
        tale.elect(f"seat-{at}", f"oak-{at}", here[0], said(here), 2, (3, 400))
    seated = [here[0] for here in people.values()]
    tale.act("oak-4", 9, f"away.{seated[4]}", until=day(40), voices=said(seated[4:]))
    for name, voices in (("without", said(seated[:4])), ("with-all", said(seated))):
        tale.version(name, 1, 10, authors=seated[:4], asks=["river"], affects=["river"])
        tale.round(name, 1, "river", 20, voices)
        tale.decide(name, 1, 20)
    rule = rule_named("D12")
    assert rule is not None
    found = list(rule(read_movement(tree_of(tale.texts())), TODAY))
    assert [one.at.file for one in found] == ["decisions/without/decision.yml"]
