"""The page that explains the data: what is in each file, column by column, and how to cite it."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.publish.data.columns import list_columns
from nstgov.publish.data.files import TABLES
from nstgov.publish.following.feeds import list_common_feeds
from nstgov.publish.rendering import Page
from nstgov.publish.views.circling import Circles
from nstgov.publish.views.scene import Snapshot


def make_data_pages(scene: Snapshot, _circles: Circles) -> Iterator[Page]:
    """The page of the data."""
    _ = scene.words.gettext
    site = scene.site
    view = {
        "tables": [(table.name, table.about, list_columns(table.row)) for table in TABLES],
        "up": "../" if site.prefix else "",
        "git": f"{site.repository.rstrip('/').removesuffix('.git')}.git" if site.repository else None,
        "address": site.base_address or None,
    }
    about = _("Everything on record as JSON and CSV, with what each column means.")
    yield Page("data/", "data", "data.html", _("Data"), about, view, list_common_feeds(scene)[2:])
