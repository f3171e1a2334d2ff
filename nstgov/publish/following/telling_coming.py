"""What comes next, in words."""

from __future__ import annotations

from nstgov.publish.days import in_words
from nstgov.publish.following.coming import Coming, What
from nstgov.publish.following.told import Gettext, Told, objection_at, page_of, said
from nstgov.publish.views.scene import Scene


def coming_told(scene: Scene, one: Coming) -> Told:
    """What comes, in a sentence, with what can be done about it, and where to read on."""
    _ = scene.words.gettext
    title = said(_sentence(one.what, _), title=scene.target(one.of).name, who=one.who, words=one.words)
    return Told(title, said(_advice(one.what, _), day=in_words(one.day, scene.site.language)), _place(scene, one))


def _sentence(what: What, _: Gettext) -> str:
    """Each kind of day; what stands in it is filled in later."""
    sentences: dict[What, str] = {
        "last day": _("Last day: %(title)s"),
        "review": _("To be looked at again: %(title)s"),
        "term": _("A term ends: %(who)s, %(title)s"),
        "test": _("An objection waits to be tested: %(words)s"),
        "resolve": _("An objection waits to be met: %(words)s"),
        "improve": _("An objection waits for better words: %(words)s"),
        "speak": _("To be heard themselves: %(who)s, on %(title)s"),
        "task": _("%(who)s: %(words)s (%(title)s)"),
    }
    return sentences[what]


def _advice(what: What, _: Gettext) -> str:
    """What anybody can do about it."""
    advice: dict[What, str] = {
        "last day": _("In force until %(day)s. It ends by itself then; whoever wants to keep it proposes it again."),
        "review": _("By %(day)s those who decided look at what came of it."),
        "term": _("The term ends on %(day)s; the circle chooses again."),
        "test": _("By %(day)s the circle asks: is it important, and is it reasoned?"),
        "resolve": _("By %(day)s the circle finds a way to meet its need."),
        "improve": _("By %(day)s those who objected are asked to say it more clearly."),
        "speak": _("By %(day)s they are asked what they say themselves."),
        "task": _("To be done by %(day)s."),
    }
    return advice[what]


def _place(scene: Scene, one: Coming) -> str:
    objection = one.key.partition("/objections/")[2].partition(":")[0]
    return (objection_at(scene, one.of, objection).href or "") if objection else page_of(scene, one.of)
