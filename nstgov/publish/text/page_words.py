"""What stands around every page: the words of header and foot, which MkDocs' templates cannot look up themselves."""

from __future__ import annotations

from nstgov.languages import N_, Words


def list_theme_words(words: Words) -> dict[str, str]:
    """The words around a page in its language, by the names that the theme's templates use."""
    _ = words.gettext
    return {
        "skip": _("Skip to the content"),
        "main": _("Main"),
        "more": _("More"),
        "dark": _("Dark"),
        "light": _("Light"),
        "passed": _("(this day has passed since the page was made)"),
        "left": _("%(time)s left"),
        "languages": _("This page in other languages"),
        "about": _("About this site"),
        "example": _("This is an example."),
        "invented": _(
            "The movement, its circles and every person in it are invented, to show how deciding by consent works."
        ),
        "stood": _("This page shows how things stood on %s."),
        "public": _(
            "Everything here is public. What was put on record stays; where a text is hidden or set right, "
            "the record says so."
        ),
        "record": _("The public record"),
        "check": _("How to check this page"),
        "made_from": _("What the site was made from"),
        "made_with": _("Made with nstgov %s"),
        "around": _("Before and after"),
        "before": _("Before"),
        "next": _("Next"),
        "not_found": _("Page not found"),
        "no_page": _("There is no page at this address"),
        "perhaps": _(
            "Perhaps the address was cut short or mistyped. What was put on record stays, so what you look for is most "
            "likely in one of these lists."
        ),
        "first": _("Go to the first page"),
    }


def _list_words(*words: str) -> tuple[str, ...]:
    return words


STAGES = _list_words(
    # proposals
    N_("gathering"), N_("open"), N_("in round"), N_("consented"), N_("decided"), N_("objected"), N_("withdrawn"),
    N_("set aside"), N_("imported"),
    # objections
    N_("raised"), N_("stands"), N_("needs work"), N_("resolved"),
    # decisions
    N_("in force"), N_("under reconsideration"), N_("lapsing"), N_("renewed"), N_("replaced"), N_("let go"),
    N_("lapsed"), N_("review due"), N_("not valid"),
    # circles
    N_("whole"), N_("in need of care"), N_("closed"),
    # actions
    N_("ready"), N_("started"), N_("over"),
    # kinds of proposals
    N_("policy"), N_("action"), N_("invitation"), N_("ground rules"), N_("idea"), N_("proposal"),
    # roles
    N_("representative"), N_("facilitator"), N_("secretary"), N_("keeper"), N_("member"),
    # where circles meet
    N_("in person"), N_("online"), N_("by phone"),
    # what a circle says of itself
    N_("name"), N_("aim"), N_("domain"), N_("level"), N_("place"), N_("parent circle"), N_("meets"),
    # levels
    N_("friend"), N_("regional"), N_("continental"), N_("global"),
    # how a term ended
    N_("resigned"),
    # how a voice is proven
    N_("declared"), N_("heard"), N_("confirmed"), N_("signed"),
)  # fmt: skip
"""Every word of this sort that a page may show."""
