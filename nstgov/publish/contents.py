"""What a site is made of: one row for each sort of page, and one for each sort of file besides pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from nstgov.publish.data.files import group_data_files
from nstgov.publish.data.page import make_data_pages
from nstgov.publish.facts import make_build_facts
from nstgov.publish.following.calendar_pages import make_calendar_pages
from nstgov.publish.following.calendars import make_calendar_files
from nstgov.publish.following.feeds import make_feed_files
from nstgov.publish.following.pages import make_follow_pages
from nstgov.publish.overviews import ACROSS
from nstgov.publish.pages import (
    group_circle_pages,
    group_election_pages,
    group_proposal_pages,
    make_overview_pages,
    make_rule_pages,
)
from nstgov.publish.rendering import Page, PageGroup
from nstgov.publish.search.page import make_search_pages
from nstgov.publish.taking_part.pages import make_form_data_files, make_form_files, make_taking_part_pages
from nstgov.publish.views.circling import Circles
from nstgov.publish.views.scene import Snapshot

PageMaker = Callable[[Snapshot, Circles], Iterator[Page | PageGroup]]
File = tuple[str, bytes]
"""The path of a file from the root of the site in one language, and its bytes."""
FileMaker = Callable[[Snapshot, Circles], Iterator[File | PageGroup]]
Maker = PageMaker | FileMaker

PAGES: tuple[PageMaker, ...] = (
    make_overview_pages,
    group_circle_pages,
    group_proposal_pages,
    group_election_pages,
    make_rule_pages,
    *ACROSS,
    make_taking_part_pages,
    make_follow_pages,
    make_calendar_pages,
    make_data_pages,
    make_search_pages,
)
"""Every page but the first, by what makes it."""
FILES: tuple[FileMaker, ...] = (make_form_files, make_feed_files, make_calendar_files)
"""What is no page and speaks to people (feeds, calendars), in each language: its path, and its bytes."""
ONCE: tuple[FileMaker, ...] = (make_build_facts, make_form_data_files, group_data_files)
"""What is the same in every language (data), and lies at the root only: its path, and its bytes."""
