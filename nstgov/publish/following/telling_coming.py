"""What comes next, in words."""

from __future__ import annotations

from nstgov.languages import N_
from nstgov.publish.days import in_words
from nstgov.publish.following.coming import Coming, What
from nstgov.publish.following.told import Told, objection_at, page_of, said
from nstgov.publish.views.scene import Scene

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


def coming_told(scene: Scene, one: Coming) -> Told:
    """What comes, in a sentence, with what can be done about it, and where to read on."""
    _ = scene.words.gettext
    title = said(_(_SENTENCES[one.what]), title=scene.target(one.of).name, who=one.who, words=one.words)
    advice = said(_(_ADVICE[one.what]), day=in_words(one.day, scene.site.spoken))
    return Told(title, advice, _place(scene, one))


def _place(scene: Scene, one: Coming) -> str:
    objection = one.key.partition("/objections/")[2].partition(":")[0]
    return (objection_at(scene, one.of, objection).href or "") if objection else page_of(scene, one.of)
