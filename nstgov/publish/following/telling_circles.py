"""What happens in circles and in elections, told."""

from __future__ import annotations

from nstgov.publish.days import in_words
from nstgov.publish.following.told import Gettext, Tellers, Told, beginning, page_of, said, together
from nstgov.publish.views.scene import Scene
from nstgov.records import (
    Act,
    Asks,
    Away,
    Back,
    Changes,
    Circle,
    Closes,
    Election,
    GroundRules,
    Joins,
    Leaves,
    PersonChange,
    TakesIn,
)


def _begins(scene: Scene, founding: Circle, _: Gettext) -> Told:
    circle = scene.circle(founding.circle)
    return Told(said(_("%(circle)s begins"), circle=circle.name), beginning(founding.aim), circle.href or "circles/")


def _act(scene: Scene, act: Act, sentence: str, text: str | None = None, **names: str) -> Told:
    circle = scene.circle(act.circle)
    person = getattr(act, "person", None)
    who = scene.person(person) if isinstance(person, str) else ""
    return Told(said(sentence, circle=circle.name, who=who, **names), beginning(text), circle.href or "circles/")


def _joins(scene: Scene, act: Joins, _: Gettext) -> Told:
    return _act(scene, act, _("%(who)s joins %(circle)s"))


def _leaves(scene: Scene, act: Leaves, _: Gettext) -> Told:
    return _act(scene, act, _("%(who)s leaves %(circle)s"), act.because)


def _away(scene: Scene, act: Away, _: Gettext) -> Told:
    return _act(scene, act, _("%(who)s is away from %(circle)s for a while"), act.because)


def _back(scene: Scene, act: Back, _: Gettext) -> Told:
    return _act(scene, act, _("%(who)s is back in %(circle)s"))


def _person(scene: Scene, act: PersonChange, _: Gettext) -> Told:
    return _act(scene, act, _("%(who)s changes what is on record about them"))


def _changes(scene: Scene, act: Changes, _: Gettext) -> Told:
    return _act(scene, act, _("%(circle)s changes something about itself"), act.aim or act.domain or act.name)


def _takes_in(scene: Scene, act: TakesIn, _: Gettext) -> Told:
    return _act(scene, act, _("%(circle)s takes in %(other)s"), other=scene.circle(act.takes_in).name)


def _asks(scene: Scene, act: Asks, _: Gettext) -> Told:
    return _act(scene, act, _("%(circle)s asks for help"), act.for_)


def _closes(scene: Scene, act: Closes, _: Gettext) -> Told:
    return _act(scene, act, _("%(circle)s closes"), act.because)


def _election(scene: Scene, election: Election, _: Gettext) -> Told:
    who = scene.person(election.proposed.person)
    title = said(
        _("%(circle)s chose %(who)s: %(role)s"),
        circle=scene.circle(election.circle).name,
        who=who,
        role=_(election.role),
    )
    term = said(
        _("From %(first)s to %(last)s."),
        first=in_words(election.term.from_, scene.site.spoken),
        last=in_words(election.term.until, scene.site.spoken) if election.term.until else "…",
    )
    text = together(term, beginning(election.proposed.because))
    return Told(title, text, page_of(scene, f"decisions/{election.election}"))


def over(scene: Scene, election: Election, _: Gettext) -> Told:
    """A term that is over."""
    names = {
        "who": scene.person(election.proposed.person),
        "role": _(election.role),
        "circle": scene.circle(election.circle).name,
    }
    title = said(_("A term is over: %(who)s, %(role)s of %(circle)s"), **names)
    return Told(title, "", page_of(scene, f"decisions/{election.election}"))


def _ground_rules(_scene: Scene, edition: GroundRules, _: Gettext) -> Told:
    return Told(said(_("Ground rules: edition %(number)s"), number=str(edition.number)), "", "ground-rules/")


_ACTS: Tellers = {
    Joins: _joins,
    Leaves: _leaves,
    Away: _away,
    Back: _back,
    PersonChange: _person,
    Changes: _changes,
    TakesIn: _takes_in,
    Asks: _asks,
    Closes: _closes,
}
CIRCLES: Tellers = {Circle: _begins, **_ACTS, Election: _election, GroundRules: _ground_rules}
"""How each kind of record of circles is told."""
