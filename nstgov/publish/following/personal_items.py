"""What concerns one person, as they read it: each thing with the form that does it, filled in as far as is known."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from nstgov.languages import N_
from nstgov.lifecycle.personal_steps import PersonalStep
from nstgov.publish.views.snapshot import PageLink, Snapshot
from nstgov.records import ObjectionFolder


class PersonalItem(NamedTuple):
    """A thing that concerns a person: its sort and sentence, what it is about, its form (from the root), its day."""

    sort: str
    sentence: str
    words: str
    of: PageLink
    circle: PageLink | None
    form: str
    by: date | None
    is_overdue: bool


SENTENCES = {
    "speak": N_("a voice is awaited"),
    "hold a round": N_("a round is awaited"),
    "answer a voice": N_("somebody cannot live with it yet; a change is looked for"),
    "test": N_("an objection is to be tested"),
    "resolve": N_("the need behind an objection is to be met"),
    "improve": N_("an objection waits for clearer words"),
    "decide": N_("everybody can live with it; it can be put on record"),
    "commit": N_("it looks for people who take part"),
    "review": N_("it is time to look at it again"),
    "choose": N_("a representative is to be chosen"),
    "set right": N_("something is to be set right first"),
    "bring again": N_("it is not valid; it can be brought again"),
    "stand with": N_("it looks for people who stand with it"),
    "task": N_("to be done"),
    "takes part": N_("takes part in it"),
    "term": N_("a term ends"),
    "ends": N_("it ends; it can be renewed"),
    "objected": N_("somebody objects"),
}
"""What each thing is, in words that fit both the person themselves and anybody who looks."""
SORTS = {
    "waits": N_("What waits for their voice"),
    "promised": N_("What they said they would do"),
    "ends": N_("What of theirs ends"),
    "objected": N_("What of theirs is objected to"),
}


def make_personal_item(scene: Snapshot, person: str, step: PersonalStep) -> PersonalItem:
    """One thing as it is read, with the form that does it."""
    objection = find_objection(scene, step)
    return PersonalItem(
        step.sort,
        SENTENCES[step.what],
        scene.words.gettext(step.words) if step.what == "term" else step.words,
        scene.link_objection(objection) if objection and step.what != "answer a voice" else scene.link_target(step.of),
        scene.link_circle(step.circle) if step.circle else None,
        find_form_address(scene, person, step),
        step.by,
        step.by is not None and step.by < scene.day,
    )


def find_objection(scene: Snapshot, step: PersonalStep) -> ObjectionFolder | None:
    """The objection that a thing is about; None where it is about none."""
    target = scene.movement.find_target(step.of)
    return target.objections.get(step.objection) if target and step.objection else None


def find_form_address(scene: Snapshot, person: str, step: PersonalStep) -> str:
    """The address of the form that does it, filled in; else that of the page it is about."""
    root, _, id_ = step.of.partition("/")
    circle = step.circle or next(iter(_list_homes(scene, person)), "")
    on_record = f"{step.of}/objections/{step.objection}"
    forms: dict[str, tuple[str, dict[str, str]]] = {
        "hold a round": ("round", {"proposal": id_}),
        "answer a voice": ("new-version", {"proposal": id_}),
        "test": ("test", {"objection-on-record": on_record}),
        "resolve": ("resolution", {"objection-on-record": on_record}),
        "improve": ("objection", {"target": step.of, "objection": step.objection}),
        "decide": ("decision", {"proposal": id_}),
        "commit": ("commitments", {"proposal": id_}),
        "takes part": ("commitments", {"proposal": id_}),
        "review": ("review", {"decision": id_}),
        "task": ("review", {"decision": id_}),
        "choose": ("election", {"role": "representative"}),
        "term": ("election", {"role": step.words, "succeeds": id_}),
        "ends": ("propose", {"renews": id_}),
    }
    if step.what == "speak" and root == "proposals":
        forms["speak"] = ("voice", {"proposal": id_, "person": person})
    if step.what not in forms:
        return scene.link_target(step.of).href or ""
    act, given = forms[step.what]
    return f"take-part/{act}/?{urlencode({'circle': circle, **given}, safe='/')}"


def _list_homes(scene: Snapshot, person: str) -> tuple[str, ...]:
    known = scene.movement.people.get(person)
    return (known.home,) if known else ()
