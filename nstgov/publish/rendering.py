"""From views to HTML: Jinja2 with autoescaping, then the page's shell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, NamedTuple

from jinja2 import PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from nstgov.languages import SOURCE, words_of
from nstgov.publish import fragments as pieces
from nstgov.publish.engine.compiled_templates import CompiledTemplates
from nstgov.publish.engine.manifest import make_cache_key
from nstgov.publish.engine.mkdocs import Shells
from nstgov.publish.engine.preview_pictures import find_picture_path
from nstgov.publish.engine.site_writer import OutputFile
from nstgov.publish.engine.templates import PageTemplates, escape_value
from nstgov.publish.search.filters import BODY, find_filters, render_filters
from nstgov.publish.site import Site
from nstgov.publish.svg.voice_ring import render_voice_mark, render_voice_ring
from nstgov.publish.text.contents import insert_contents
from nstgov.publish.text.dates import find_language_name, format_day, render_day, render_last_day, render_time_left
from nstgov.publish.text.markdown import hides_something, render_inline_markdown, render_markdown
from nstgov.publish.text.natural_order import format_count
from nstgov.publish.text.safe_html import remove_invisible, render_code
from nstgov.publish.views.snapshot import find_newest_landing

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
    def file_path(self) -> str:
        """The file it is written to."""
        return f"{self.path}index.html"


class PageGroup(NamedTuple):
    """
    Pages and other files that need not be made while all that they could be made from is the same.

    `key` is a digest of that, besides site and day (empty: not known). `name` tells them from all others, from build to
    build; things of one folder best begin with its path. What is no page is a path and its bytes. One that
    `holds_groups` makes other groups, each of which is looked at where the whole is another one.
    """

    name: str
    key: str
    make: Callable[[], Iterable[Page | OutputFile | tuple[str, bytes] | GroupNote | PageGroup]]
    holds_groups: bool = False


class GroupNote(NamedTuple):
    """What is to be known of a group besides its files, be it made now or kept: plain values."""

    told: Any


class Renderer:
    """Makes pages of one site."""

    def __init__(self, site: Site, shells: Shells) -> None:
        self.site = site
        self.shells = shells
        self.templates = make_environment(site)
        self.key = make_cache_key(
            repr(replace(site, commit="known" if site.commit else None)),
            sorted((section, depth, shell.pieces) for (section, depth), shell in shells.items()),
        )
        """A digest of all that pages are made from besides what is handed to them."""
        self._contents = words_of(site.language).gettext("On this page")

    def render_page(self, page: Page) -> str:
        """A page, whole."""
        depth = page.path.count("/")
        content = insert_contents(self.render_template(page.template, page.context, "../" * depth), self._contents)
        found = find_filters(page.context.get("v"))
        values = {
            "title": escape(_join_lines(page.title)),
            "description": escape(_join_lines(page.description)),
            "head": self._render_head_links(page.path)
            + self._render_preview(page.path, page.title, page.description, found.stage if found else None)
            + self._render_feed_links(page.feeds, "../" * depth)
            + render_filters(found),
            "languages": self._render_language_links(page.path, "../" * depth),
            "searched": BODY if found else "",
            "content": content + self._render_address(page.path),
        }
        return self.shells[page.section, depth].fill_slots(values)

    def render_home(self, context: dict[str, Any]) -> str:
        """The home page: what the movement's own page says stands between two parts made from the record."""
        parts = {
            "before": self.render_template("home_before.html", context, "./"),
            "content": self.render_template("home.html", context, "./"),
        }
        return self.shells["", 0].fill_slots(
            parts
            | {
                "head": self._render_head_links("")
                + self._render_preview("", self.site.title, context["about"], None)
                + self._render_feed_links(context["feeds"], "./"),
                "languages": self._render_language_links("", "./"),
            }
        )

    def render_template(self, template: str, context: dict[str, Any], root: str) -> str:
        """A template's own HTML; `root` is the way to the site's root."""
        html = self.templates.get_template(template).render(context).replace(_ROOT, f'="{root}')
        return remove_invisible(html)

    def _render_address(self, path: str) -> str:
        """Where the page stands, for those who hold it in their hands on paper."""
        if self.site.address is None:
            return ""
        line = Markup('<p class="on-paper" data-pagefind-ignore>{}</p>')
        return str(line.format(self.site.address + self.site.prefix + path))

    def _render_head_links(self, path: str) -> Markup:
        """What search machines are told: where the page stands, and where the same one is in other languages."""
        site = self.site
        if site.address is None:
            return Markup()
        found = Markup('<link rel="canonical" href="{}">').format(site.address + site.prefix + path)
        for language in site.languages if len(site.languages) > 1 else ():
            place = site.address + site.language_prefix(language) + path
            found += Markup('<link rel="alternate" hreflang="{}" href="{}">').format(language, place)
        return found

    def _render_preview(self, path: str, title: str, about: str, stage: str | None) -> Markup:
        """What a link to the page shows where it is shared: Open Graph, and what Twitter's cards ask beside it."""
        site = self.site
        facts = [
            ("og:title", _join_lines(title)),
            ("og:description", _join_lines(about)),
            ("og:site_name", _join_lines(site.title)),
            ("og:type", "article" if path else "website"),
            ("og:locale", site.spoken.replace("-", "_")),
        ]
        if site.address:
            facts += [("og:url", site.base_address + path), ("og:image", site.address + find_picture_path(stage))]
        told = "".join(f'<meta property="{name}" content="{escape_value(value)}">' for name, value in facts)
        card = "summary_large_image" if site.address else "summary"
        return Markup(f'{told}<meta name="twitter:card" content="{card}">')  # noqa: S704 (escaped above)

    def _render_language_links(self, path: str, root: str) -> str:
        """The way to the same page in the other languages, each by its own name."""
        return pieces.render_language_links(self.site, path, root)

    @staticmethod
    def _render_feed_links(feeds: tuple[tuple[str, str], ...], root: str) -> Markup:
        """What tells a reader of feeds that there are some."""
        found = []
        for path, title in feeds:
            way, said = f"{root}{escape_value(path)}", escape_value(_join_lines(title))
            for kind, ending in (("application/atom+xml", ".atom"), ("application/feed+json", ".json")):
                found.append(f'<link rel="alternate" type="{kind}" title="{said}" href="{way}{ending}">')
        return Markup("".join(found))  # noqa: S704 (escaped above)


def _join_lines(text: str) -> str:
    return remove_invisible(" ".join(text.split()))


def make_environment(site: Site, kind: type[PageTemplates] = PageTemplates) -> PageTemplates:
    """The templates of a site in its language, and all that can be called in them."""
    found = kind(
        auto_reload=False,
        optimized=False,  # it takes longer than what it saves
        loader=PackageLoader("nstgov.publish"),
        bytecode_cache=CompiledTemplates(site.language),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    words = words_of(site.language)
    found.policies["ext.i18n.trimmed"] = True
    found.install_gettext_callables(words.gettext, words.ngettext, newstyle=True, pgettext=words.pgettext)  # type: ignore[attr-defined]
    language, tongue = site.spoken, pieces.PageLanguage(site.spoken, site.languages[0])
    found.register_functions(
        words,
        when=lambda day: render_day(day, language),
        left=lambda day: render_time_left(day, site.made, language),
        stage=lambda word, shown=None: pieces.render_stage(word, shown, language),
        names=lambda all_, most=pieces.SEVERAL: pieces.render_names(all_, most, language),
        lang=lambda given, auto=False: pieces.render_lang_attributes(given, tongue, auto=auto),
        english=lambda: pieces.render_lang_attributes(SOURCE, tongue),
        newest=find_newest_landing,
        mark=render_voice_mark,
        ring=render_voice_ring,
        webcal=lambda path: re.sub(r"^https?:", "webcal:", site.base_address + path),
        row_of=lambda days: pieces.join_list([render_day(day, language) for day in days], language),
        door=lambda to: pieces.render_link(to, tongue),
        doors=lambda all_: pieces.join_list([pieces.render_link(to, tongue) for to in all_], language),
    )
    found.globals.update(site=site, day=site.made)
    found.filters.update(
        html=render_markdown,
        hides_something=hides_something,
        inline=render_inline_markdown,
        code=render_code,
        last_day=lambda day: render_last_day(day, language),
        said=words.gettext,
        count=lambda number: format_count(number, language),
        in_words=lambda day: format_day(day, language),
        slug=pieces.make_slug,
        sentence=lambda text: text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else "."),
        language=lambda tag: find_language_name(str(tag)),
        open_link=lambda address: address if _OPEN_LINK.fullmatch(str(address)) else "",
    )
    return found
