"""The pages of taking part, and the small files that their forms read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from nstgov.acts.act_defaults import convert_to_plain
from nstgov.acts.form_specs import Say, list_form_groups, list_form_guides
from nstgov.acts.forms import Form, list_forms
from nstgov.languages.short_names import LETTERS
from nstgov.publish.dependencies import get_record_fingerprints, get_site_fingerprints
from nstgov.publish.following.circle_dependencies import get_circle_fingerprints
from nstgov.publish.rendering import Page, PageGroup
from nstgov.publish.taking_part.form_data import CircleData
from nstgov.publish.taking_part.json_files import encode_json
from nstgov.publish.taking_part.matter_data import list_open_versions
from nstgov.publish.taking_part.messages import list_choices, list_messages
from nstgov.publish.views.circle_views import Circles
from nstgov.publish.views.snapshot import Snapshot
from nstgov.records import Version
from nstgov.rules.hollow_texts import PLACEHOLDERS

SECTION = "take-part"


def make_taking_part_pages(scene: Snapshot, _circles: Circles) -> Iterator[PageGroup]:
    """The pages of taking part, which are the program's and not the record's."""
    yield PageGroup(SECTION, "forms", partial(_make_taking_part_pages, scene))


def _make_taking_part_pages(scene: Snapshot) -> Iterator[Page]:
    """The index by what a reader would like to do, and a page for each act."""
    all_, say = tuple(list_forms(scene.words)), scene.words.gettext
    parts = [
        (group, heading, [form.act for form in all_ if form.act.group == group])
        for group, heading in list_form_groups(say).items()
    ]
    title, about = say("Take part"), say("Everything that you and your circle can do here, each with a form.")
    yield Page(f"{SECTION}/", SECTION, "take-part.html", title, about, {"parts": parts})
    for form in all_:
        yield _make_form_page(form, say)


def _make_form_page(form: Form, say: Say) -> Page:
    act = form.act
    context = {
        "act": act,
        "guide": list_form_guides(say)[act.guide],
        "looks": form.kind.looks,
        "by_hand": form.render_template(),
    }
    return Page(f"{SECTION}/{act.slug}/", SECTION, "take-part-act.html", act.wish, act.about, context)


def make_form_files(scene: Snapshot, _circles: Circles) -> Iterator[PageGroup]:
    """What forms and their script read of the program."""
    yield PageGroup(f"{SECTION}/forms", "forms", partial(_make_form_files, scene))


def _make_form_files(scene: Snapshot) -> Iterator[tuple[str, bytes]]:
    """The fields of each form and what the script says, in the language of the page."""
    for form in list_forms(scene.words):
        yield f"{SECTION}/{form.act.slug}/form.json", encode_json(form.describe_form())
    say = scene.words.gettext
    placeholders = sorted({word.strip() for line in PLACEHOLDERS.splitlines() for word in line.split("|")} - {""})
    yield (
        f"{SECTION}/words.json",
        encode_json({"says": list_messages(say), "choices": list_choices(say), "placeholders": placeholders}),
    )


def make_form_data_files(scene: Snapshot, circles: Circles) -> Iterator[PageGroup]:
    """What the forms need to know of the record; the package's docstring tells each file."""
    data, folder, concerning = (
        CircleData(scene, circles.children),
        f"{SECTION}/data",
        get_circle_fingerprints(scene, circles),
    )
    # on these no circle's call for help stands
    yield PageGroup(folder, get_site_fingerprints(scene).acts_key, partial(_make_common_files, data, folder))
    for id_ in circles.list_ids():
        yield PageGroup(
            f"{folder}/circles/{id_}",
            concerning.get_cache_key(id_),
            partial(_make_circle_files, data, folder, id_),
        )


def _make_common_files(data: CircleData, folder: str) -> Iterator[tuple[str, bytes]]:
    """What is the same for every circle."""
    yield f"{folder}/index.json", encode_json(data.describe_movement())
    yield f"{folder}/circles.json", encode_json(data.list_open_circles())
    yield f"{folder}/ideas.json", encode_json(data.matters.list_ideas())
    yield f"{folder}/letters.json", LETTERS.read_bytes()
    for beginning, people in data.describe_people().items():
        yield f"{folder}/ids/{beginning}.json", encode_json(people)
    for beginning, names in data.describe_names().items():
        yield f"{folder}/names/{beginning}.json", encode_json(names)


def make_version_files(scene: Snapshot, _circles: Circles) -> Iterator[PageGroup]:
    """The newest version of each proposal that is still to be decided, for who writes the next one."""
    stamps, folder = get_record_fingerprints(scene), f"{SECTION}/data/versions"
    for id_, version in list_open_versions(scene):
        key = stamps.get_cache_key(stamps.get_group(id_))
        yield PageGroup(f"{folder}/{id_}", key, partial(_make_version_file, folder, id_, version))


def _make_circle_files(data: CircleData, folder: str, id_: str) -> Iterator[tuple[str, bytes]]:
    yield f"{folder}/circles/{id_}.json", encode_json(data.describe_circle(id_))
    yield (
        f"{folder}/records/{id_}.json",
        encode_json(data.describe_records(id_) if id_ in data.movement.circles else []),
    )


def _make_version_file(folder: str, id_: str, version: Version) -> Iterator[tuple[str, bytes]]:
    yield f"{folder}/{id_}.json", encode_json({"number": version.number, "record": convert_to_plain(version)})
