"""Days as people read them in the language of the page (Unicode CLDR, through Babel)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from nstgov.languages import SOURCE, words_of
from nstgov.lifecycle import OPEN

if TYPE_CHECKING:
    from babel import Locale

MONTHS = "January February March April May June July August September October November December".split()
_REGIONAL = {"en": "en_GB"}
"""A day stands before its month in most of the world; plain `en` would put the month first."""


@cache
def find_locale(language: str) -> Locale:
    """How a language writes days and lists: by its BCP 47 tag; of one that CLDR does not know, as in English."""
    from babel import Locale, UnknownLocaleError

    for tag in (_REGIONAL.get(language, language), language.partition("-")[0]):
        try:
            return Locale.parse(tag.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse(_REGIONAL[SOURCE])


@cache
def find_language_name(tag: str) -> str:
    """A language's own name for itself (`español`), with a capital; its tag where CLDR does not know it."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(tag.replace("-", "_")).get_display_name()
    except (UnknownLocaleError, ValueError):
        return tag
    return name[:1].upper() + name[1:] if name else tag


@lru_cache(maxsize=8192)
def format_day(day: date, language: str = SOURCE) -> str:
    """`1 May 2027`, in the page's language; OPEN stands for a day that could not be read."""
    if day == OPEN:
        return words_of(language).gettext("a day that could not be read")
    if language == SOURCE:
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    from babel.dates import format_date

    return str(format_date(day, "long", find_locale(language)))


@lru_cache(maxsize=8192)
def format_month(day: date, language: str = SOURCE) -> str:
    """`May 2027`: the month of a day, in the page's language."""
    if language == SOURCE:
        return f"{MONTHS[day.month - 1]} {day.year}"
    from babel.dates import format_skeleton

    return str(format_skeleton("yMMMM", day, locale=find_locale(language)))


@lru_cache(maxsize=8192)
def render_day(day: date, language: str = SOURCE) -> Markup:
    """A day as HTML that machines can read too."""
    if day == OPEN:
        return escape(format_day(day, language))
    return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), format_day(day, language))


@lru_cache(maxsize=8192)
def render_last_day(day: date, language: str = SOURCE) -> Markup:
    """A last day; the page's script says so when it has passed since the page was made."""
    if day == OPEN:
        return escape(format_day(day, language))
    return Markup('<time datetime="{}" data-last>{}</time>').format(day.isoformat(), format_day(day, language))


@lru_cache(maxsize=8192)
def describe_time_left(day: date, today: date, language: str = SOURCE) -> str:
    """`today`, `tomorrow`, `3 days left`, `12 months left`, `2 days ago`: how far a day is from another."""
    from babel.dates import format_timedelta

    _ = words_of(language).gettext
    days = (day - today).days
    near = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}
    if days in near:
        return near[days]
    locale = find_locale(language)
    if days < 0:
        return str(format_timedelta(timedelta(days), "day", threshold=2, add_direction=True, locale=locale))
    return _("%(time)s left") % {"time": format_timedelta(timedelta(days), "day", threshold=2, locale=locale)}


@lru_cache(maxsize=8192)
def render_time_left(day: date, today: date, language: str = SOURCE) -> Markup:
    """The same as HTML, which the page's script brings up to the reader's own day; nothing for a day that is open."""
    if day == OPEN:
        return Markup()
    said = describe_time_left(day, today, language)
    return Markup('<span class="time-left" data-left="{}">{}</span>').format(day.isoformat(), said)
