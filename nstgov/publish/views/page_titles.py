"""
What the page of a record is called, and the one sentence that tells what it is about.

No two pages have the same title, so that tabs, bookmarks, results of a search and shared links can be told apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial

from nstgov.languages.record_sentences import (
    SentenceForms,
    join_in_english,
    summarize_circle,
    summarize_decision,
    summarize_election,
    summarize_objection,
    summarize_proposal,
)
from nstgov.lifecycle.derived import derive_once
from nstgov.publish.text.dates import find_locale, format_day
from nstgov.publish.text.safe_html import remove_invisible
from nstgov.publish.views.snapshot import Snapshot
from nstgov.records import Election, ObjectionFolder


@derive_once
def get_sentence_forms(scene: Snapshot) -> SentenceForms:
    """How sentences are said in the language of a scene's pages."""
    language = scene.site.spoken
    return SentenceForms(scene.words, partial(format_day, language=language), partial(join_names, language=language))


def join_names(names: Sequence[str], language: str) -> str:
    """Names in a row, as the language joins them."""
    if language == "en":
        return join_in_english(names)
    from babel.lists import format_list

    return str(format_list(list(names), locale=find_locale(language)))


def summarize_target(scene: Snapshot, target: str) -> str:
    """`proposals/<id>`, `decisions/<id>` or `circles/<id>` in one sentence; empty for what is not on record."""
    root, _, id_ = target.partition("/")
    about = scene.movement, id_, scene.day, get_sentence_forms(scene)
    if root == "circles":
        return remove_invisible(summarize_circle(*about) if id_ in scene.movement.circles else "")
    if root == "proposals":
        return remove_invisible(summarize_proposal(*about) if id_ in scene.movement.proposals else "")
    return remove_invisible(summarize_decision(*about) or summarize_election(*about))


def summarize_movement(scene: Snapshot, people: int, circles: int, in_force: int) -> str:
    """The whole movement in one sentence: what it says of itself, else how many belong to it."""
    ngettext = scene.words.ngettext
    if scene.site.about:
        return remove_invisible(" ".join(scene.site.about.split()))
    parts = (
        ngettext("%(num)d person in circles", "%(num)d people in circles", people) % {"num": people},
        ngettext("%(num)d circle", "%(num)d circles", circles) % {"num": circles},
        ngettext("%(num)d decision in force", "%(num)d decisions in force", in_force) % {"num": in_force},
    )
    return ", ".join(parts)


def summarize_objection_to(scene: Snapshot, folder: ObjectionFolder) -> str:
    """An objection in one sentence; empty before it was opened."""
    return remove_invisible(summarize_objection(scene.movement, folder, scene.day, get_sentence_forms(scene)))


def name_circle_page(scene: Snapshot, id_: str) -> str:
    """A circle's name; with its id where another one has the same."""
    return _add_id(scene.link_circle(id_).name, id_, _count_circle_names(scene))


def name_proposal_page(scene: Snapshot, id_: str, title: str) -> str:
    """The title of a proposal's page."""
    said = scene.words.gettext("%(title)s (proposal)")
    return said % {"title": _add_id(title, id_, _count_titles(scene))}


def name_decision_page(scene: Snapshot, id_: str, title: str) -> str:
    """The title of a decision's page."""
    said = scene.words.gettext("%(title)s (decision)")
    return said % {"title": _add_id(title, id_, _count_titles(scene))}


def name_version_page(scene: Snapshot, id_: str, title: str, number: int) -> str:
    """The title of the page of one version of a proposal."""
    said = scene.words.gettext("%(title)s, version %(number)s")
    return said % {"title": _add_id(title, id_, _count_titles(scene)), "number": number}


def name_election_page(scene: Snapshot, id_: str) -> str:
    """Who was chosen, for what and where; with the day where that happened more than once."""
    election = scene.movement.decisions[id_].election
    if election is None:
        raise KeyError(id_)
    title = _name_election(scene, election)
    if _count_elections(scene)[title] < 2:
        return title
    dated = f"{title}, {format_day(election.held, scene.site.spoken)}"
    return _add_id(dated, id_, _count_dated_elections(scene))


def name_objection_page(scene: Snapshot, folder: ObjectionFolder, title: str) -> str:
    """The title of an objection's page."""
    said = scene.words.gettext("%(title)s (objection)")
    return said % {"title": _add_id(title, folder.id, _count_objections(scene))}


def is_title_shared(scene: Snapshot, id_: str) -> bool:
    """Whether something else is called as a proposal is, or as an objection to it or its decision."""
    titles = _list_titles(scene, id_) if id_ in scene.movement.proposals else ()
    if any(_count_titles(scene)[title] > 1 for title in titles):
        return True
    folders = (scene.movement.find_target(f"{root}/{id_}") for root in ("proposals", "decisions"))
    objections = (one for folder in folders if folder for one in folder.objections.values())
    return any(_count_objections(scene)[scene.link_objection(one).name] > 1 for one in objections)


def _add_id(name: str, id_: str, counts: Counter[str]) -> str:
    return name if counts[name] < 2 or name == id_ else f"{name}, {id_}"


@derive_once
def _count_circle_names(scene: Snapshot) -> Counter[str]:
    return Counter(scene.link_circle(id_).name for id_ in scene.movement.circles)


@derive_once
def _count_titles(scene: Snapshot) -> Counter[str]:
    """How many proposals have each title, by their newest version or any version before."""
    return Counter(title for id_ in scene.movement.proposals for title in _list_titles(scene, id_))


def _list_titles(scene: Snapshot, id_: str) -> Iterator[str]:
    versions = scene.movement.proposals[id_].versions.values()
    yield from dict.fromkeys(
        (scene.name_proposal(id_), *(v.title for v in versions if v.submitted <= scene.day and v.title))
    )


@derive_once
def _count_objections(scene: Snapshot) -> Counter[str]:
    return Counter(scene.link_objection(folder).name for folder in scene.movement.objection_folders())


def _name_election(scene: Snapshot, election: Election) -> str:
    _ = scene.words.gettext
    who, circle = scene.name_person(election.proposed.person), scene.link_circle(election.circle).name
    return _("%(who)s, %(role)s, %(circle)s") % {"who": who, "role": _(election.role), "circle": circle}


def _list_held(scene: Snapshot) -> Iterator[Election]:
    for folder in scene.movement.decisions.values():
        if folder.election and folder.election.held <= scene.day:
            yield folder.election


@derive_once
def _count_elections(scene: Snapshot) -> Counter[str]:
    return Counter(_name_election(scene, election) for election in _list_held(scene))


@derive_once
def _count_dated_elections(scene: Snapshot) -> Counter[str]:
    spoken = scene.site.spoken
    return Counter(
        f"{_name_election(scene, election)}, {format_day(election.held, spoken)}" for election in _list_held(scene)
    )
