"""What happens in circles and in elections, told."""

from __future__ import annotations

from nstgov.publish.following.description import (
    Description,
    Gettext,
    Tellers,
    excerpt_text,
    find_target_page,
    format_sentence,
    join_sentences,
)
from nstgov.publish.text.dates import format_day
from nstgov.publish.views.snapshot import Snapshot
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


def _describe_founding(scene: Snapshot, founding: Circle, _: Gettext) -> Description:
    circle = scene.link_circle(founding.circle)
    return Description(
        format_sentence(_("%(circle)s begins"), circle=circle.name),
        excerpt_text(founding.aim),
        circle.href or "circles/",
    )


def _describe_act(scene: Snapshot, act: Act, sentence: str, text: str | None = None, **names: str) -> Description:
    circle = scene.link_circle(act.circle)
    person = getattr(act, "person", None)
    who = scene.name_person(person) if isinstance(person, str) else ""
    return Description(
        format_sentence(sentence, circle=circle.name, who=who, **names), excerpt_text(text), circle.href or "circles/"
    )


def _describe_joining(scene: Snapshot, act: Joins, _: Gettext) -> Description:
    return _describe_act(scene, act, _("%(who)s joins %(circle)s"))


def _describe_leaving(scene: Snapshot, act: Leaves, _: Gettext) -> Description:
    return _describe_act(scene, act, _("%(who)s leaves %(circle)s"), act.because)


def _describe_absence(scene: Snapshot, act: Away, _: Gettext) -> Description:
    return _describe_act(scene, act, _("%(who)s is away from %(circle)s for a while"), act.because)


def _describe_return(scene: Snapshot, act: Back, _: Gettext) -> Description:
    return _describe_act(scene, act, _("%(who)s is back in %(circle)s"))


def _describe_person_change(scene: Snapshot, act: PersonChange, _: Gettext) -> Description:
    return _describe_act(scene, act, _("%(who)s changes what is on record about them"))


def _describe_circle_change(scene: Snapshot, act: Changes, _: Gettext) -> Description:
    return _describe_act(scene, act, _("%(circle)s changes something about itself"), act.aim or act.domain or act.name)


def _describe_taking_in(scene: Snapshot, act: TakesIn, _: Gettext) -> Description:
    return _describe_act(scene, act, _("%(circle)s takes in %(other)s"), other=scene.link_circle(act.takes_in).name)


def _describe_asking_for_help(scene: Snapshot, act: Asks, _: Gettext) -> Description:
    return _describe_act(scene, act, _("%(circle)s asks for help"), act.for_)


def _describe_closing(scene: Snapshot, act: Closes, _: Gettext) -> Description:
    return _describe_act(scene, act, _("%(circle)s closes"), act.because)


def _describe_election(scene: Snapshot, election: Election, _: Gettext) -> Description:
    who = scene.name_person(election.proposed.person)
    title = format_sentence(
        _("%(circle)s chose %(who)s: %(role)s"),
        circle=scene.link_circle(election.circle).name,
        who=who,
        role=_(election.role),
    )
    term = format_sentence(
        _("From %(first)s to %(last)s."),
        first=format_day(election.term.from_, scene.site.spoken),
        last=format_day(election.term.until, scene.site.spoken) if election.term.until else "…",
    )
    text = join_sentences(term, excerpt_text(election.proposed.because))
    return Description(title, text, find_target_page(scene, f"decisions/{election.election}"))


def describe_term_end(scene: Snapshot, election: Election, _: Gettext) -> Description:
    """A term that is over."""
    names = {
        "who": scene.name_person(election.proposed.person),
        "role": _(election.role),
        "circle": scene.link_circle(election.circle).name,
    }
    title = format_sentence(_("A term is over: %(who)s, %(role)s of %(circle)s"), **names)
    return Description(title, "", find_target_page(scene, f"decisions/{election.election}"))


def _describe_ground_rules(_scene: Snapshot, edition: GroundRules, _: Gettext) -> Description:
    return Description(
        format_sentence(_("Ground rules: edition %(number)s"), number=str(edition.number)), "", "ground-rules/"
    )


_ACTS: Tellers = {
    Joins: _describe_joining,
    Leaves: _describe_leaving,
    Away: _describe_absence,
    Back: _describe_return,
    PersonChange: _describe_person_change,
    Changes: _describe_circle_change,
    TakesIn: _describe_taking_in,
    Asks: _describe_asking_for_help,
    Closes: _describe_closing,
}
CIRCLES: Tellers = {
    Circle: _describe_founding,
    **_ACTS,
    Election: _describe_election,
    GroundRules: _describe_ground_rules,
}
"""How each kind of record of circles is told."""
