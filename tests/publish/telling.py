"""Pages of movements built by hand, without a site around them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from nstgov.publish.rendering import Renderer
from nstgov.publish.site import read_site
from nstgov.publish.views.decision_views import find_decision_view
from nstgov.publish.views.proposal_views import find_proposal_view
from nstgov.publish.views.snapshot import Snapshot
from nstgov.publish.views.version_pages import list_version_pages
from nstgov.records import Movement
from nstgov.store.landings import Landing
from tests.building import day
from tests.publish.reading import words_of

ADDRESS = "https://oak.example/"


def told(movement: Movement, path: str, on: str | date, landed: Mapping[str, Landing] | None = None) -> str:
    """The HTML of `proposals/<id>`, `proposals/<id>/v<N>` or `decisions/<id>` on a day."""
    site = read_site(movement, day(on), address=ADDRESS)
    scene, (root, id_, *number) = Snapshot(movement, day(on), site, landed), path.split("/")
    if number:
        view: object = next(v for v in list_version_pages(scene, id_) if f"v{v.version.number}" == number[0])
        template = "version.html"
    elif root == "proposals":
        view, template = find_proposal_view(scene, id_), "proposal.html"
    else:
        view, template = find_decision_view(scene, id_), "decision.html"
    return Renderer(site, {}).render_template(template, {"v": view}, "../" * (path.count("/") + 1))


def read(movement: Movement, path: str, on: str | date, landed: Mapping[str, Landing] | None = None) -> str:
    """The same as it is read, in plain words."""
    return words_of(f'<article class="page">{told(movement, path, on, landed)}</article>')
