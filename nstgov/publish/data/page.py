"""The page that explains the data: what is in each file, column by column, and how to cite it."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.publish.data.columns import columns_of
from nstgov.publish.data.files import TABLES
from nstgov.publish.following.feeds import common
from nstgov.publish.rendering import Page
from nstgov.publish.views.circling import Circles
from nstgov.publish.views.scene import Scene


def data_pages(scene: Scene, _circles: Circles) -> Iterator[Page]:
    """The page of the data."""
    _ = scene.words.gettext
    site = scene.site
    view = {
        "tables": [(table.name, table.about, columns_of(table.row)) for table in TABLES],
        "up": "../" if site.prefix else "",
        "git": f"{site.repository.rstrip('/').removesuffix('.git')}.git" if site.repository else None,
        "address": site.here or None,
    }
    about = _("Everything on record as JSON and CSV, with what each column means.")
    yield Page("data/", "data", "data.html", _("Data"), about, view, common(scene)[2:])
