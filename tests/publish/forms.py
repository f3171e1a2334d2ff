"""Filling in the forms for taking part, as a person does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from playwright.sync_api import Locator, Page, expect

COUNTS = """
window.asking = 0;
const done = () => setTimeout(() => { window.asking -= 1; }, 0);
const { fetch } = window, { json } = Response.prototype;
window.fetch = async (...given) => {
  window.asking += 1;
  try {
    const answer = await fetch(...given);
    if (!answer.ok) done();
    return answer;
  } catch (failure) {
    done();
    throw failure;
  }
};
Response.prototype.json = async function () {
  try { return await json.call(this); } finally { done(); }
};
"""
"""Counts what a form has asked for and not worked in yet; for pages on which `fill` is used."""


class Made(NamedTuple):
    """What a form has made: the file's path and text, and what it says is missing."""

    path: str
    text: str
    missing: tuple[str, ...]


def open_form(page: Page, address: str, act: str, query: str = "") -> None:
    """Open an act's form and wait until it has drawn itself."""
    page.goto(f"{address}take-part/{act}/?{query}")
    page.wait_for_selector("#made")


def fill(page: Page, fills: Mapping[str, object]) -> None:
    """
    Fill fields in by their ways (`title`, `term.until`, `:date`).

    A list ticks boxes by their labels; a name that starts with + is typed and added; True opens all that is folded.
    """
    page.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)")
    for way, value in fills.items():
        control = control_of(page, way)
        if isinstance(value, list):
            for label in value:
                _tick(control, label)
        elif control.get_attribute("type") == "radio":
            page.locator(f"[name='{id_of(way)}'][value='{value}']").check()
        elif control.evaluate("it => it.tagName") == "SELECT":
            _choose(page, control, way, str(value))
        else:
            control.fill(str(value))
    _wait_until_read(page)


def control_of(page: Page, way: str) -> Locator:
    """A field's element; where the choices lie open, as for a single voice, the first of them."""
    return page.locator(f"#{id_of(way)}, [name='{id_of(way)}']").first


def _wait_until_read(page: Page) -> None:
    """Wait until the form has all that it asked for, and has drawn it."""
    # asked from outside: the policy of the pages lets nobody wait within them for a text that is run
    while not page.evaluate("() => window.asking === 0"):
        page.wait_for_timeout(20)


def _choose(page: Page, control: Locator, way: str, value: str) -> None:
    control.select_option(value)
    if way.startswith(":"):
        _wait_until_read(page)
        page.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)")


def _tick(group: Locator, label: str) -> None:
    if label.startswith("+"):
        group.locator(".adder input").fill(label[1:])
        before = group.locator(".entry, .ticks li").count()
        group.locator(".adder button").click()
        expect(group.locator(".entry, .ticks li")).to_have_count(before + 1)
    else:
        group.get_by_label(label, exact=True).check()


def id_of(way: str) -> str:
    """The id of a field's element."""
    return "f-" + re.sub(r"[^A-Za-z0-9]+", "-", way)


def made(page: Page) -> Made:
    """What the form shows as the record."""
    missing = page.locator(".left li").all_inner_texts()
    return Made(page.locator("#made-path").inner_text(), page.locator("#made code").evaluate("it => it.textContent"),
                tuple(missing))  # fmt: skip
