"""Taking part: a form for every act, made from the records' own types, and useful without a script."""

from __future__ import annotations

import json
import re

import pytest

from nstgov.acts.fields import list_fields
from nstgov.acts.forms import Form, list_forms
from nstgov.languages import words_of
from nstgov.publish.site import Site
from nstgov.publish.taking_part.forges import describe_forge
from nstgov.publish.taking_part.form_pages import make_form_data_files
from nstgov.publish.views.circle_views import Circles
from nstgov.publish.views.snapshot import Snapshot
from nstgov.records.layout import KINDS, match_path
from nstgov.store.strict_yaml import read_yaml
from tests.publish.conftest import BuiltSite
from tests.publish.reading import made_now
from tests.record import TODAY, example_record, movement_from, tree_of

FORMS = tuple(list_forms(words_of("en")))
NOT_BY_FORM = {"settings", "ground-rules", "withheld", "confirmation", "signature"} | {
    "region", "region-snapshot", "region-leaves",
}  # fmt: skip
"""Kinds that a machine writes (`nstgov federate`), or that lie beside a decision and are written by hand."""
STANDING_FOR = {
    "folder": "circles/rivertown/oak-street", "parent_folder": "circles/rivertown", "date": "2026-05-01",
    "target": "decisions/street-trees", "idea": "proposals/bench", "objection": "roots", "next": "2", "again": ".2",
    "record": "proposals/street-trees/v1.yml", "version": "proposals/street-trees/v1", "language": "es",
    "decision-or-term": "street-trees",
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS, ids=[form.act.slug for form in FORMS])
def test_the_path_of_a_form_is_where_such_records_lie(form: Form) -> None:
    """Filled in, the path of every form names a place of just the kind of record that it makes."""
    said = {**STANDING_FOR}
    if form.act.kind in ("test", "resolution"):
        said["objection"] = "proposals/street-trees/objections/roots"
    path = re.sub(r"\{([a-z_-]+)\}", lambda found: said.get(found[1], "some-name"), form.act.path)
    place = match_path(path)
    assert place is not None
    assert place[0].name == form.act.kind


def test_every_act_that_people_write_has_a_form() -> None:
    """No kind of record is without a form, save those that are not written by a person who takes part."""
    assert {kind.name for kind in KINDS} - {form.act.kind for form in FORMS} == NOT_BY_FORM


@pytest.mark.parametrize("form", FORMS, ids=[form.act.slug for form in FORMS])
def test_every_key_is_asked_for_or_left_out_by_name(form: Form) -> None:
    """A key that a record's type gains appears in its form by itself, and what a form names is a key of the type."""
    keys = {field.key for field in list_fields(form.kind.type)}
    asked = {field.key for field in form.list_fields()}
    by_name = {field.key for field in list_fields(form.kind.type) if field.from_name}
    assert keys - asked == by_name | set(form.act.left_out) | set(form.act.fixed)
    assert {*form.act.shown, *form.act.needed, *form.act.left_out, *form.act.fixed} <= keys


@pytest.mark.parametrize("form", FORMS, ids=[form.act.slug for form in FORMS])
def test_the_template_by_hand_can_be_read_and_has_every_key(form: Form) -> None:
    """The template is YAML that the strict reader takes, with every key that the form asks for."""
    reading = read_yaml(form.render_template())
    assert reading.flaws == []
    assert set(reading.value) == {field.key for field in form.list_fields()} | set(form.act.fixed)


def test_the_data_name_the_bytes_of_the_newest_versions() -> None:
    """A circle's file gives its members and, of each proposal, the newest version with its path and SHA-256."""
    movement = movement_from(tree_of(example_record()))
    scene = Snapshot(movement, TODAY, Site(title="A movement", made=TODAY))
    files = made_now(make_form_data_files(scene, Circles(scene)))
    circle = json.loads(files["take-part/data/circles/rope-walk.json"])
    refuge = next(proposal for proposal in circle["proposals"] if proposal["id"] == "heat-refuge")
    assert (refuge["path"], refuge["sha256"]) == (
        "proposals/heat-refuge/v1.yml",
        movement.sha256["proposals/heat-refuge/v1.yml"],
    )
    assert ("hugo-martens", "Hugo Martens") in [(member["id"], member["name"]) for member in circle["members"]]
    assert {path.rpartition("/")[2] for path in files if path.startswith("take-part/data/circles/")} == {
        f"{id_}.json" for id_ in movement.circles
    }


@pytest.mark.parametrize(
    ("repository", "kind", "new"),
    [
        ("https://github.com/valley/record.git", "github", "https://github.com/valley/record/new/main"),
        ("https://codeberg.org/valley/record", "forgejo", "https://codeberg.org/valley/record/_new/main/"),
        ("https://gitlab.example.org/v/r.git", "gitlab", "https://gitlab.example.org/v/r/-/new/main"),
        ("https://git.example.org/v/r.git", "other", "https://git.example.org/v/r"),
        (None, "none", ""),
    ],
)
def test_a_forge_is_known_by_its_address(repository: str | None, kind: str, new: str) -> None:
    """GitHub, Forgejo and GitLab are known with their new-file pages; of any other only the record's page."""
    assert (describe_forge(repository)["kind"], describe_forge(repository)["new"]) == (kind, new)


def test_the_index_leads_to_every_form(site: BuiltSite) -> None:
    """Whatever one would like to do is one tap from the index, and each page shows its template without a script."""
    page = site.page("take-part")
    for form in FORMS:
        assert f'href="../take-part/{form.act.slug}/"' in page
        assert form.kind.looks.replace("<", "&lt;").replace(">", "&gt;") in site.page(f"take-part/{form.act.slug}")
