"""From views to HTML: Jinja2 with autoescaping, then the page's shell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, NamedTuple

from jinja2 import PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from nstgov.languages import SOURCE, words_of
from nstgov.publish import pieces
from nstgov.publish.compiling import Templates
from nstgov.publish.days import in_words, last_day_of, name_of_language, time_of
from nstgov.publish.filling import Making
from nstgov.publish.material import Shells
from nstgov.publish.memory import key_of
from nstgov.publish.search.found_by import BODY, found_by, in_head
from nstgov.publish.site import Site
from nstgov.publish.text import code, html_of, inline_of, visible
from nstgov.publish.views.scene import newest
from nstgov.publish.voice_ring import mark, ring

_ROOT = f'="{pieces.ROOT}'
_OPEN_LINK = re.compile(r"https?://[^\s\"'<>]+", re.IGNORECASE)


class Page(NamedTuple):
    """
    A page to be made: where, in which section, from which template, with which view.

    `path` is the folder of its address from the site's root, with a `/` at its end; `feeds` are those about it: the
    way to each without its ending, and its title.
    """

    path: str
    section: str
    template: str
    title: str
    description: str
    context: dict[str, Any]
    feeds: tuple[tuple[str, str], ...] = ()

    @property
    def file(self) -> str:
        """The file it is written to."""
        return f"{self.path}index.html"


class Later(NamedTuple):
    """
    Pages and other files that need not be made while all that they could be made from is the same.

    `key` is a digest of that, besides site and day (empty: not known). `name` tells them from all others, from build to
    build; things of one folder best begin with its path. What is no page is a path and its bytes.
    """

    name: str
    key: str
    make: Callable[[], Iterable[Page | Making | tuple[str, bytes]]]


class Renderer:
    """Makes pages of one site."""

    def __init__(self, site: Site, shells: Shells) -> None:
        self.site = site
        self.shells = shells
        self.templates = environment_of(site)
        self.key = key_of(
            repr(replace(site, commit="known" if site.commit else None)),
            sorted((section, depth, shell.pieces) for (section, depth), shell in shells.items()),
        )
        """A digest of all that pages are made from besides what is handed to them."""

    def page(self, page: Page) -> str:
        """A page, whole."""
        depth = page.path.count("/")
        content = self.part(page.template, page.context, "../" * depth)
        found = found_by(page.context.get("v"))
        values = {
            "title": escape(_one_line(page.title)),
            "description": escape(_one_line(page.description)),
            "head": self._head(page.path) + self._feeds(page.feeds, "../" * depth) + in_head(found),
            "languages": self._languages(page.path, "../" * depth),
            "searched": BODY if found else "",
            "content": content,
        }
        return self.shells[page.section, depth].stamp(values)

    def home(self, context: dict[str, Any]) -> str:
        """The home page: what the movement's own page says stands between two parts made from the record."""
        parts = {
            "before": self.part("home_before.html", context, "./"),
            "content": self.part("home.html", context, "./"),
        }
        return self.shells["", 0].stamp(
            parts
            | {"head": self._head("") + self._feeds(context["feeds"], "./"), "languages": self._languages("", "./")}
        )

    def part(self, template: str, context: dict[str, Any], root: str) -> str:
        """A template's own HTML; `root` is the way to the site's root."""
        html = self.templates.get_template(template).render(context).replace(_ROOT, f'="{root}')
        return visible(html)

    def _head(self, path: str) -> Markup:
        """What search machines are told: where the page stands, and where the same one is in other languages."""
        site = self.site
        if site.address is None:
            return Markup()
        found = Markup('<link rel="canonical" href="{}">').format(site.address + site.prefix + path)
        for language in site.languages if len(site.languages) > 1 else ():
            place = site.address + site.prefix_of(language) + path
            found += Markup('<link rel="alternate" hreflang="{}" href="{}">').format(language, place)
        return found

    def _languages(self, path: str, root: str) -> str:
        """The way to the same page in the other languages, each by its own name."""
        return pieces.links_to_languages(self.site, path, root)

    @staticmethod
    def _feeds(feeds: tuple[tuple[str, str], ...], root: str) -> Markup:
        """What tells a reader of feeds that there are some."""
        link = Markup('<link rel="alternate" type="{}" title="{}" href="{}">')
        return Markup().join(
            link.format(kind, _one_line(title), root + path + ending)
            for path, title in feeds
            for kind, ending in (("application/atom+xml", ".atom"), ("application/feed+json", ".json"))
        )


def _one_line(text: str) -> str:
    return visible(" ".join(text.split()))


def environment_of(site: Site, kind: type[Templates] = Templates) -> Templates:
    """The templates of a site in its language, and all that can be called in them."""
    found = kind(
        auto_reload=False,
        optimized=False,  # it takes longer than what it saves
        loader=PackageLoader("nstgov.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    words = words_of(site.language)
    found.policies["ext.i18n.trimmed"] = True
    found.install_gettext_callables(words.gettext, words.ngettext, newstyle=True, pgettext=words.pgettext)  # type: ignore[attr-defined]
    language, tongue = site.spoken, pieces.Tongue(site.spoken, site.languages[0])
    found.share(
        words,
        when=lambda day: time_of(day, language),
        stage=lambda word, shown=None: pieces.stage(word, shown, language),
        names=lambda all_, most=pieces.SEVERAL: pieces.names(all_, most, language),
        lang=lambda given, auto=False: pieces.lang_of(given, tongue, auto=auto),
        english=lambda: pieces.lang_of(SOURCE, tongue),
        newest=newest,
        mark=mark,
        ring=ring,
        row_of=lambda days: pieces.row([time_of(day, language) for day in days], language),
        door=lambda to: pieces.door(to, tongue),
        doors=lambda all_: pieces.row([pieces.door(to, tongue) for to in all_], language),
    )
    found.globals.update(site=site, day=site.made)
    found.filters.update(
        html=html_of,
        inline=inline_of,
        code=code,
        last_day=lambda day: last_day_of(day, language),
        said=words.gettext,
        in_words=lambda day: in_words(day, language),
        slug=pieces.slug,
        sentence=lambda text: text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else "."),
        language=lambda tag: name_of_language(str(tag)),
        open_link=lambda address: address if _OPEN_LINK.fullmatch(str(address)) else "",
    )
    return found
