"""What comes next, in words."""

from __future__ import annotations

from nstgov.languages import N_
from nstgov.publish.days import format_day
from nstgov.publish.following.coming import DueDate, What
from nstgov.publish.following.told import Description, find_objection_link, find_target_page, format_sentence
from nstgov.publish.views.scene import Snapshot

_SENTENCES: dict[What, str] = {
    "last day": N_("Last day: %(title)s"),
    "review": N_("To be looked at again: %(title)s"),
    "term": N_("A term ends: %(who)s, %(title)s"),
    "test": N_("An objection waits to be tested: %(words)s"),
    "resolve": N_("An objection waits to be met: %(words)s"),
    "improve": N_("An objection waits for better words: %(words)s"),
    "speak": N_("To be heard themselves: %(who)s, on %(title)s"),
    "task": N_("%(who)s: %(words)s (%(title)s)"),
}
"""Each kind of day in a sentence."""
_ADVICE: dict[What, str] = {
    "last day": N_("In force until %(day)s. It ends by itself then; whoever wants to keep it proposes it again."),
    "review": N_("By %(day)s those who decided look at what came of it."),
    "term": N_("The term ends on %(day)s; the circle chooses again."),
    "test": N_("By %(day)s the circle asks: is it important, and is it reasoned?"),
    "resolve": N_("By %(day)s the circle finds a way to meet its need."),
    "improve": N_("By %(day)s those who objected are asked to say it more clearly."),
    "speak": N_("By %(day)s they are asked what they say themselves."),
    "task": N_("To be done by %(day)s."),
}
"""What anybody can do about it."""


def describe_due_date(scene: Snapshot, one: DueDate) -> Description:
    """What comes, in a sentence, with what can be done about it, and where to read on."""
    _ = scene.words.gettext
    title = format_sentence(_(_SENTENCES[one.what]), title=scene.link_target(one.of).name, who=one.who, words=one.words)
    advice = format_sentence(_(_ADVICE[one.what]), day=format_day(one.day, scene.site.spoken))
    return Description(title, advice, _find_page_address(scene, one))


def _find_page_address(scene: Snapshot, one: DueDate) -> str:
    objection = one.key.partition("/objections/")[2].partition(":")[0]
    return (find_objection_link(scene, one.of, objection).href or "") if objection else find_target_page(scene, one.of)
