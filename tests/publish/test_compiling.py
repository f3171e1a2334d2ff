"""Templates as code: what they give is what Jinja2's own code gives, byte for byte, and nothing less is escaped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from jinja2 import Environment, TemplateAssertionError
from jinja2.compiler import CodeGenerator
from markupsafe import Markup

from nstgov.languages import SOURCE, words_of
from nstgov.publish.building import FILES, ONCE, PAGES
from nstgov.publish.engine.templates import PageTemplates, escape_value
from nstgov.publish.record_pages import make_home_context
from nstgov.publish.rendering import make_environment
from nstgov.publish.site import Site, read_site
from nstgov.publish.views.circle_views import Circles
from nstgov.publish.views.snapshot import Snapshot
from nstgov.records import Movement
from tests.publish.hostile import poisoned
from tests.publish.reading import pages_now
from tests.record import TODAY, example_record, movement_from, tree_of

SCRIPT = "<script>"


class AsJinja(PageTemplates):
    """The same templates, compiled by Jinja2 alone."""

    code_generator_class = CodeGenerator
    _generate = Environment._generate  # noqa: SLF001 - what ours stands in for


def _site(movement: Movement, language: str = SOURCE) -> Site:
    return replace(read_site(movement, TODAY), languages=(language,), language=language)


EMPTY = _site(movement_from(tree_of({})))


def _parts(movement: Movement, site: Site) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every template that a site is made from, with what is handed to it."""
    scene = Snapshot(movement, TODAY, site)
    circles = Circles(scene)
    yield from ((name, make_home_context(scene, circles)) for name in ("home_before.html", "home.html"))
    for make in (*PAGES, *FILES, *ONCE):
        for page in pages_now(make(scene, circles)):
            yield page.template, page.context


def _compared(movement: Movement, language: str) -> int:
    site = _site(movement, language)
    ours, theirs = (make_environment(site, kind) for kind in (PageTemplates, AsJinja))
    count = 0
    for name, context in _parts(movement, site):
        assert ours.get_template(name).render(context) == theirs.get_template(name).render(context), name
        count += 1
    return count


@pytest.mark.long
@pytest.mark.parametrize("language", ["es", "ar"])
def test_every_page_is_what_jinja_makes_of_it(language: str) -> None:
    """Each page of the worked example is, byte for byte, what Jinja2's own code makes of the same templates."""
    assert _compared(movement_from(tree_of(example_record())), language) > 300


@pytest.mark.long
def test_hostile_texts_come_out_as_jinja_escapes_them() -> None:
    """Where every text on record tries to run something, each page is still what Jinja2's own code makes of it."""
    assert _compared(poisoned(movement_from(tree_of(example_record()))), SOURCE) > 100


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("{{ x }}", "&lt;script&gt;"),
        ("{% trans who=x %}by {{ who }}{% endtrans %}", "by &lt;script&gt;"),
        ("{% set a %}{{ x }}{% endset %}{{ a }}", "&lt;script&gt;"),
        ("{{ _('by %(who)s', who=x)|upper }}", "BY &LT;SCRIPT&GT;"),
        ("{% trans n=2, who=x %}{{ n }}{{ who }}{% pluralize %}{{ n }} {{ who }}{% endtrans %}", "2 &lt;script&gt;"),
        ("{% macro m(a) %}<b>{{ a }}</b>{% endmacro %}{{ m(m(x)) }}", "<b><b>&lt;script&gt;</b></b>"),
        ("{% macro m(a, b='-') %}{{ a }}{{ b }}{% endmacro %}{{ m(1) }}{{ m(b=x, a=2) }}", "1-2&lt;script&gt;"),
        ("{% macro m(a) %}<b>{{ a }}</b>{% endmacro %}{{ [m(x), x]|join }}", "<b>&lt;script&gt;</b>&lt;script&gt;"),
        ("{% macro m() %}<b>{% endmacro %}{{ m() if 1 else x }}{{ m()|length }}", "<b>3"),
        ("{{ x.upper() }}{{ x.y is defined }}{{ {'y': x}['y'] }}", "&lt;SCRIPT&gt;False&lt;script&gt;"),
        ("{{ _('100%%') }}{{ _('<i>')|length }}", "100%3"),
    ],
)  # fmt: skip
def test_a_text_from_a_record_is_escaped_once_wherever_it_stands(source: str, shown: str) -> None:
    """Alone, in a sentence, in a kept block, in a macro and in what a macro is handed: never raw, never twice."""
    for kind in (PageTemplates, AsJinja):
        assert make_environment(EMPTY, kind).from_string(source).render(x=SCRIPT) == shown


@pytest.mark.parametrize("value", ["", "<&>\"'", Markup("<b>"), 7, True, None, 1.5])
def test_a_value_is_escaped_as_markupsafe_does_it(value: object) -> None:
    """Of every kind of value comes the same text that markupsafe gives."""
    assert str(escape_value(value)) == str(Markup("{}").format(value))


@pytest.mark.parametrize(
    "source",
    [
        "{% macro m(a) %}{{ a }}{% endmacro %}{% for m in x %}{{ m.title() }}{% endfor %}",
        "{% import 'parts.html' as p %}{% for p in x %}{{ p.title() }}{% endfor %}",
        "{% import 'parts.html' as p %}{% macro m(p) %}{{ p.title() }}{% endmacro %}",
    ],
)
def test_nothing_else_is_taken_for_a_macro(source: str) -> None:
    """A variable that has the name of a macro or an import is a fault of the template, told when it is compiled."""
    with pytest.raises(TemplateAssertionError, match="a variable has the name of a macro"):
        make_environment(EMPTY).from_string(source)


def test_a_percent_sign_that_is_no_place_is_told() -> None:
    """A sentence with a percent sign that is no place is a fault, as it is for Jinja2."""
    assert words_of(SOURCE).gettext("50 % of") == "50 % of"
    with pytest.raises(ValueError, match="% is %%"):
        make_environment(EMPTY).from_string("{{ _('50 % of') }}")
