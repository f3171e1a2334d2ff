"""
The gate after the build: nothing goes out that could run, load or lead where it should not.

It reads finished files, not the program's intentions, whoever made them. Most pages pass one quick look; only a page
with something unusual in it is read tag by tag.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from nstgov.publish.engine.page_tags import FRAMES, PageTags, list_tags

HERE = Path(__file__).parent.parent
"""The folder of the package that makes the site; theme and templates lie in it."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'"
)
"""The Content-Security-Policy of every page: nothing inline, nothing from another host."""
SEARCH_POLICY = POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
"""The same for the page on which people search: Pagefind's own program is WebAssembly, and comes from this site too."""
_LOCAL = r"(?:\.{0,2}/)*[A-Za-z0-9._/-]*(?:\?[A-Za-z0-9._/&;=%-]*)?(?:#[A-Za-z0-9._-]*)?"
_OUTWARD = r"(?:https?://|mailto:|webcal://)[^\"<>]*"
_HARMLESS = "|".join(
    (
        "class|id|lang|dir|datetime|data-last|data-left|data-left-said|data-passed|data-dark|data-light|hreflang|role|scope|hidden|type|tabindex",
        "focusable|name|property|media|charset|open|content|start|data-copy|data-share(?:-said)?",
        "align|for|autocomplete|value|data-md-[a-z]+|data-pagefind-[a-z]+|aria-[a-z]+|viewBox|preserveAspectRatio|cx|cy|r|rx|x|y|d|width|height",
        "fill|stroke|stroke-width|font-size|startOffset|title|xmlns",
    )
)
_QUIET_TAGS = "|".join(
    (
        "html|head|body|title|meta|main|header|footer|nav|aside|section|article|div|span|p|ul|ol|li|dl|dt|dd|h[1-6]",
        "strong|em|b|i|s|sub|sup|bdi|time|code|pre|blockquote|figure|figcaption|details|summary|table|thead|tbody|tr|th",
        "td|br|hr|abbr|del|ins|cite|button|input|label|svg|g|circle|rect|path|text|tspan|textPath",
    )
)
_KNOWN = re.compile(
    r"!doctype html|/[a-zA-Z0-9]+|"
    # links first: there are the most of them that differ
    rf"a(?: (?:href=\"(?:{_LOCAL}|{_OUTWARD})\"|(?:{_HARMLESS}|rel)=\"[^\"<>]*\"))*|"
    rf"(?:{_QUIET_TAGS})(?: (?:{_HARMLESS})(?:=\"[^\"<>]*\")?)* ?/?|"
    r'textPath href="#[a-z0-9-]+"(?: startOffset="50%")?|'
    r'script src="(?:\.\./)*assets/(?:nstgov|search)\.js"|'
    r'script type="module" src="(?:\.\./)*assets/take-part\.js"|'
    r'link rel="stylesheet" href="(?:\.\./)*assets/[A-Za-z0-9./-]+\.css"|'
    r'link rel="icon" href="(?:\.\./)*assets/mark\.svg" type="image/svg\+xml"|'
    r'link rel="manifest" href="(?:\.{0,2}/)*(?:[a-z0-9-]+/)?manifest\.json"|'
    r'link rel="apple-touch-icon" href="(?:\.{0,2}/)*assets/previews/icon-180\.png"|'
    rf'link rel="alternate" type="application/(?:atom\+xml|feed\+json)" title="[^"<>]*" href="{_LOCAL}"|'
    rf'link rel="(?:canonical|prev|next)" href="(?:{_LOCAL}|{_OUTWARD})"'
)
"""Tags that are known to do nothing but show. A page with any other is read by a real reader of HTML."""
_FORBIDDEN_TAGS = frozenset(
    "iframe frame frameset object embed applet base form style animate set animatetransform animatemotion "
    "foreignobject portal noscript template".split()
)
_LOADING = frozenset(
    "src srcset poster data background action formaction ping srcdoc manifest style xlink:href".split()
)
_POINTERS = frozenset({"canonical", "prev", "next", "alternate"})
"""Relations of a <link> that no browser fetches by itself."""
_SCHEMES = re.compile(r"\s*([a-z][a-z0-9+.-]*)\s*:", re.IGNORECASE)
_OWN_ADDRESS = re.compile(r"(?![a-z][a-z0-9+.-]*:|//|/\\|\\)", re.IGNORECASE)
_ACTIVE_FILES = (
    *(
        ".js",
        ".mjs",
        ".cjs",
        ".wasm",
        ".svg",
        ".svgz",
        ".xml",
        ".xsl",
        ".xslt",
        ".swf",
        ".htc",
        ".xhtml",
        ".xht",
        ".htm",
    ),
    *(".shtml", ".mht", ".mhtml", ".pdf", ".webmanifest", ".appcache", ".map", ".hta", ".jar"),
)
"""Files in which something could run, or that tell a browser to run something."""
_DRAWN_IN_STYLES = re.compile(rb"url\(\"data:image/svg\+xml[^\"]*\"\)")
"""A picture that a style sheet carries itself; no script in a picture of a style sheet ever runs."""
_OUT_OF_STYLES = re.compile(
    rb"@import|@[a-z-]*\\|\\[0-9a-f]{1,6}\s?[a-z-]*\s*\(|expression\s*\(|behavior\s*:|-moz-binding|javascript:|"
    rb"(?:url|image|image-set|src)\s*\(\s*[\"']?\s*(?!data:image/(?:svg\+xml|png))(?:[a-z][a-z0-9+.-]*:|//|\\)|"
    rb"https?://(?!www\.w3\.org/)",
    re.IGNORECASE,
)
"""What a style sheet could fetch from elsewhere, or hide what it does behind."""
_IN_FEEDS = b"feed|id|title|updated|published|author|name|link|generator|subtitle|entry|content|category"
_NO_FEED = re.compile(
    rb"<(?!\?xml version='1\.0'|/?(?:" + _IN_FEEDS + rb")[\s/>])|<[^<>]*href=\"\s*(?!https?:)[a-z][a-z0-9+.-]*:",
    re.IGNORECASE,
)
"""An element that is none of a feed, or a link that a feed of ours does not have; texts stand in feeds escaped."""
_SCRIPT_IN_SVG = re.compile(
    rb"<(?:[\w.-]+:)?(?:script|foreignobject|handler|listener|iframe)|[\s\"'/]on[a-z]+\s*=|javascript:|<!entity|\x00|"
    rb"<\?xml-stylesheet|href\s*=\s*[\"']?\s*(?:https?:)?//|href\s*=\s*[\"']?\s*data:",
    re.IGNORECASE,
)
"""What runs in a picture or in XML, under any prefix; a zero byte tells an encoding in which this would not be seen."""


_INDEX = re.compile(
    r"pagefind/(?:shards\.json|[0-9a-f]+/(?:pagefind-entry\.json|words\.json|pagefind(?:-worker)?\.js|wasm\.[a-z-]+\.pagefind|"
    r"pagefind\.[a-z-]+_[0-9a-f]+\.pf_meta|fragment/[a-z-]+_[0-9]{8}_[0-9a-f]+_[0-9a-f]+\.pf_fragment|"
    r"(?:index/[a-z-]+_[0-9a-f]+\.pf_index|filter/[a-z-]+_[0-9a-f]+\.pf_filter)))"
)
"""The files of the search index."""
_OWN_SCRIPT = re.compile(r"(?:\.\./|/[a-z0-9./_-]*)*assets/(?:nstgov|search|search-words|take-part)\.js", re.IGNORECASE)
"""Where a script of the site's own lies, seen from a page."""
_PACKED = (".pf_meta", ".pf_fragment", ".pf_index", ".pf_filter")
_GZIP = b"\x1f\x8b"


class GateFinding(NamedTuple):
    """Something that must not go out: the file, and what is in it."""

    file: str
    what: str


def find_unexpected(
    files: Iterable[tuple[str, bytes]], own: Mapping[str, bytes], policy_of: Callable[[str], str]
) -> Iterator[GateFinding]:
    """
    What must not go out, in the order of the files.

    `own` are the theme's scripts and pictures and what runs while searching, byte for byte; `policy_of` gives the
    Content-Security-Policy that a page has to carry, before anything that it is to govern.
    """
    for file, data in files:
        if file.lower().endswith(".html") and not file.startswith("pagefind/"):
            yield from find_unexpected_in_page(file, data.decode("utf-8", "replace"), policy_of)
        elif own.get(file) != data and (found := _check_file(file, data)):
            yield GateFinding(file, found)


def find_unexpected_in_page(file: str, page: str, policy_of: Callable[[str], str]) -> Iterator[GateFinding]:
    """The same in a page, given by its path and its text."""
    for what in check_page(page, policy_of(file)):
        yield GateFinding(file, what)


def _check_file(file: str, data: bytes) -> str | None:
    """What must not be in a file that is no page, and not known byte for byte; None where all is well."""
    if file.startswith("pagefind/"):
        return (
            None if _is_search_index(file, data) else "a file among those of the search that the search did not write"
        )
    if file.lower().endswith(".css"):
        return "something in a style sheet that could lead elsewhere" if _is_loading_elsewhere(data) else None
    if file.endswith(".atom"):
        return "something in a feed that is no part of one" if _NO_FEED.search(data) else None
    if not file.lower().endswith(_ACTIVE_FILES):
        return None
    if not file.endswith((".svg", ".xml")):
        return "a file that a browser would run, and that the site does not need"
    found = _SCRIPT_IN_SVG.search(data)
    return "a script, or an address elsewhere, inside a picture or a data file" if found else None


def _is_loading_elsewhere(styles: bytes) -> bool:
    return _OUT_OF_STYLES.search(_DRAWN_IN_STYLES.sub(b"", styles)) is not None


def _is_search_index(file: str, data: bytes) -> bool:
    """Whether a file is plain data of the search index; what runs there has to be known byte for byte."""
    if not _INDEX.fullmatch(file) or file.endswith((".js", ".pagefind")):
        return False
    return data.startswith(_GZIP) if file.endswith(_PACKED) else file.endswith(".json")


def check_page(page: str, policy: str) -> Iterator[str]:
    """What must not be in one page."""
    head, policy_mark, rest = page.partition(render_policy_tag(policy))
    if not policy_mark:
        yield "no Content-Security-Policy"
        rest = page
    elif re.search(r"<(?!!doctype|html|head|meta charset)", head, re.IGNORECASE):
        yield "something stands before the Content-Security-Policy"
    if _ANOTHER_POLICY in rest or not _is_quiet(list_tags(page)):
        reader = _TagReader()
        reader.feed(rest)
        reader.close()
        yield from reader.found


_ANOTHER_POLICY = "<meta http-equiv="


_known_tags: set[str] = set()
_MOST_KNOWN = 50_000
"""Tags that are remembered; then it is begun anew."""


def _is_quiet(tags: PageTags) -> bool:
    """Whether all tags of a page are such as only show."""
    return _are_known(tags.own) and all(map(_is_frame_quiet, tags.frame))


@lru_cache(maxsize=FRAMES)
def _is_frame_quiet(tags: tuple[str, ...]) -> bool:
    return all(map(_is_known, tags))


def _are_known(tags: Iterable[str]) -> bool:
    """Whether all tags are such as only show. Many stand on many pages, so what is known of them is remembered."""
    fresh = [tag for tag in tags if tag not in _known_tags]
    if not all(map(_is_known, fresh)):
        return False
    if len(_known_tags) > _MOST_KNOWN:
        _known_tags.clear()
    _known_tags.update(fresh)
    return True


def _is_known(tag: str) -> bool:
    """Whether a tag is one that only shows, or carries the policy; quotes that do not pair are never known."""
    return _KNOWN.fullmatch(tag) is not None or f"<{tag}>" in (
        render_policy_tag(POLICY),
        render_policy_tag(SEARCH_POLICY),
    )


@cache
def render_policy_tag(policy: str) -> str:
    """The line that carries the policy, as the theme writes it."""
    return f'<meta http-equiv="Content-Security-Policy" content="{policy.replace(chr(39), "&#39;")}">'


class _TagReader(HTMLParser):
    """Reads a page tag by tag and notes what could run, load from elsewhere, or lead to a script."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name.lower(): value or "" for name, value in attrs}
        if tag in _FORBIDDEN_TAGS:
            self.found.append(f"<{tag}>")
        if tag == "script" and not re.fullmatch(
            r"(?:\.\./|/[a-z0-9./_-]*)*assets/(?:nstgov|search|search-words|take-part)\.js",
            given.get("src", ""),
            re.IGNORECASE,
        ):
            self.found.append("a script that is not the site's own")
        if tag == "meta" and "http-equiv" in given:
            self.found.append(f"<meta http-equiv={given['http-equiv']!r}>")
        fetched = tag not in ("a", "area") and not (tag == "link" and given.get("rel") in _POINTERS)
        for name, value in given.items():
            self._check_attribute(tag, name, value, fetched=fetched)

    def _check_attribute(self, tag: str, name: str, value: str, *, fetched: bool) -> None:
        scheme = _SCHEMES.match(re.sub(r"[\x00-\x20]+", "", value))
        if name.startswith("on"):
            self.found.append(f"{name}= on <{tag}>")
        elif name in ("href", "xlink:href") or name in _LOADING:
            if scheme and scheme[1].lower() not in ("http", "https", "mailto", "webcal"):
                self.found.append(f"{scheme[1]}: on <{tag}>")
            elif name == "style" or ((fetched or name in _LOADING) and not _OWN_ADDRESS.match(value)):
                self.found.append(f"{name}={value[:60]!r} on <{tag}>")


def read_theme_assets() -> dict[str, bytes]:
    """The theme's own files that a browser could run, byte for byte."""
    theme = HERE / "theme"
    return {
        f.relative_to(theme).as_posix(): f.read_bytes() for f in sorted((theme / "assets").rglob("*")) if f.is_file()
    }


def find_policy(file: str) -> str:
    """The policy that a page has to carry, by its file."""
    return SEARCH_POLICY if re.fullmatch(r"(?:[a-z-]+/)?search/index\.html", file) else POLICY
