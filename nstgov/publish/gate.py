"""
The gate after the build: nothing goes out that could run, load or lead where it should not.

It reads finished files, not the program's intentions, whoever made them. Most pages pass one quick look; only a page
with something unusual in it is read tag by tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from typing import NamedTuple

_OWN_SCRIPT = r'<script src="(?:\.\./)*assets/nstgov\.js"></script>'
_OWN_STYLE = r'<link rel="stylesheet" href="(?:\.\./)*assets/[A-Za-z0-9./]+\.css">'
_OWN_ICON = r'<link rel="icon" href="(?:\.\./)*assets/mark\.svg" type="image/svg\+xml">'
_POINTER = r'<link rel="(?:canonical|prev|next)" href="[^"<>]*">'
_ABSOLUTE = r"""<a (?:rel="[a-z ]+" )?href="(?:https?://|mailto:)[^"<>]*"(?: rel="[a-z ]+")?>"""
_EXPECTED = re.compile("|".join((_OWN_SCRIPT, _OWN_STYLE, _OWN_ICON, _POINTER, _ABSOLUTE)))
_UNUSUAL = re.compile(
    r"<(?:script|style|iframe|frame|object|embed|applet|base|form|link|meta http-equiv|img|image|video|audio|source|"
    r"animate|set|foreignobject)\b|[\s\"'/]on[a-z]+\s*=|[\s\"'/](?:src|srcset|style|srcdoc|action|formaction|ping|poster|"
    r"data|background|xlink:href|manifest)\s*=|(?:javascript|vbscript|data)\s*:|[\"'(=\s](?:https?:)?//",
    re.IGNORECASE,
)
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
_ACTIVE_FILES = (".js", ".mjs", ".wasm", ".svg", ".xml", ".swf", ".htc", ".xhtml", ".htm")
_SCRIPT_IN_SVG = re.compile(
    rb"<script|\son[a-z]+\s*=|javascript:|<foreignobject|<!entity|href\s*=\s*[\"']?(?:https?:)?//", re.IGNORECASE
)


class Unexpected(NamedTuple):
    """Something that must not go out: the file, and what is in it."""

    file: str
    what: str


def held_back(files: Iterable[tuple[str, bytes]], own: Mapping[str, bytes], policy: str) -> Iterator[Unexpected]:
    """
    What must not go out, in the order of the files.

    `own` are the theme's scripts and pictures, byte for byte; `policy` is the Content-Security-Policy that every page
    has to carry, before anything that it is to govern.
    """
    for file, data in files:
        if file.endswith(".html"):
            for what in unexpected_in(data.decode("utf-8", "replace"), policy):
                yield Unexpected(file, what)
        elif file.endswith(_ACTIVE_FILES) and own.get(file) != data:
            if not file.endswith((".svg", ".xml")):
                yield Unexpected(file, "a file that a browser would run, and that the site does not need")
            elif _SCRIPT_IN_SVG.search(data):
                yield Unexpected(file, "a script, or an address elsewhere, inside a picture or a data file")


def unexpected_in(page: str, policy: str) -> Iterator[str]:
    """What must not be in one page."""
    head, policy_mark, rest = page.partition(policy_tag(policy))
    if not policy_mark:
        yield "no Content-Security-Policy"
        rest = page
    elif re.search(r"<(?!!doctype|html|head|meta charset)", head, re.IGNORECASE):
        yield "something stands before the Content-Security-Policy"
    if _UNUSUAL.search(_EXPECTED.sub("", rest)):
        reader = _Reader()
        reader.feed(rest)
        reader.close()
        yield from reader.found


def policy_tag(policy: str) -> str:
    """The line that carries the policy, as the theme writes it."""
    return f'<meta http-equiv="Content-Security-Policy" content="{policy.replace(chr(39), "&#39;")}">'


class _Reader(HTMLParser):
    """Reads a page tag by tag and notes what could run, load from elsewhere, or lead to a script."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name.lower(): value or "" for name, value in attrs}
        if tag in _FORBIDDEN_TAGS:
            self.found.append(f"<{tag}>")
        if tag == "script" and not re.fullmatch(
            r"(?:\.\./|/[a-z0-9./_-]*)*assets/nstgov\.js", given.get("src", ""), re.IGNORECASE
        ):
            self.found.append("a script that is not the site's own")
        if tag == "meta" and "http-equiv" in given:
            self.found.append(f"<meta http-equiv={given['http-equiv']!r}>")
        fetched = tag not in ("a", "area") and not (tag == "link" and given.get("rel") in _POINTERS)
        for name, value in given.items():
            self._attribute(tag, name, value, fetched=fetched)

    def _attribute(self, tag: str, name: str, value: str, *, fetched: bool) -> None:
        scheme = _SCHEMES.match(re.sub(r"[\x00-\x20]+", "", value))
        if name.startswith("on"):
            self.found.append(f"{name}= on <{tag}>")
        elif name in ("href", "xlink:href") or name in _LOADING:
            if scheme and scheme[1].lower() not in ("http", "https", "mailto"):
                self.found.append(f"{scheme[1]}: on <{tag}>")
            elif name == "style" or ((fetched or name in _LOADING) and not _OWN_ADDRESS.match(value)):
                self.found.append(f"{name}={value[:60]!r} on <{tag}>")
