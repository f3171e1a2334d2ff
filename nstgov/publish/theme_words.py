"""What stands around every page: the words of header and foot, which MkDocs' templates cannot look up themselves."""

from __future__ import annotations

from nstgov.languages import Words


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
