"""What a site is made of: one row for each sort of page, and one for each sort of file besides pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from nstgov.publish.data.files import open_data
from nstgov.publish.data.page import data_pages
from nstgov.publish.facts import build_facts
from nstgov.publish.following.calendar_pages import calendar_pages
from nstgov.publish.following.calendars import calendar_files
from nstgov.publish.following.feeds import feed_files
from nstgov.publish.following.pages import follow_pages
from nstgov.publish.overviews import ACROSS
from nstgov.publish.pages import circle_pages, decided_pages, election_pages, overview_pages, rule_pages
from nstgov.publish.rendering import Later, Page
from nstgov.publish.search.page import search_pages
from nstgov.publish.taking_part.pages import data_files, form_files, taking_part_pages
from nstgov.publish.views.circling import Circles
from nstgov.publish.views.scene import Scene

PageMaker = Callable[[Scene, Circles], Iterator[Page | Later]]
File = tuple[str, bytes]
"""The path of a file from the root of the site in one language, and its bytes."""
FileMaker = Callable[[Scene, Circles], Iterator[File | Later]]
Maker = PageMaker | FileMaker

PAGES: tuple[PageMaker, ...] = (
    overview_pages,
    circle_pages,
    decided_pages,
    election_pages,
    rule_pages,
    *ACROSS,
    taking_part_pages,
    follow_pages,
    calendar_pages,
    data_pages,
    search_pages,
)
"""Every page but the first, by what makes it."""
FILES: tuple[FileMaker, ...] = (form_files, feed_files, calendar_files)
"""What is no page and speaks to people (feeds, calendars), in each language: its path, and its bytes."""
ONCE: tuple[FileMaker, ...] = (build_facts, data_files, open_data)
"""What is the same in every language (data), and lies at the root only: its path, and its bytes."""
