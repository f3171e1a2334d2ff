"""Who stands behind a version, and whether that is enough (M3, M17)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nstgov.lifecycle.belonging import circles_of, first_day_in_a_circle, is_belonging_clear
from nstgov.lifecycle.distinct_authors import identify_authors
from nstgov.lifecycle.judging_rules import rules_judging
from nstgov.lifecycle.validity.lacks import Lack
from nstgov.lifecycle.wording import format_count, format_number
from nstgov.records import Author, Movement, Outside, Version, Where, name_of


def lacks_of_authors(movement: Movement, version: Version) -> Iterator[Lack]:
    """What is lacking in who stands behind a version: four people, each in a circle or marked as outside (P01)."""
    if not movement.is_sound(version, "authors", "submitted"):
        return
    yield from _too_few(movement, version)
    yield from _in_no_circle(movement, version)
    if version.authors and all(isinstance(author, Outside) for author in version.authors):
        yield from _nobody_carries(movement, version)


def _too_few(movement: Movement, version: Version) -> Iterator[Lack]:
    least = rules_judging(movement, version, version.submitted).authors.least
    identities = identify_authors(movement, version.authors)
    count = len(set(identities))
    if count >= least:
        return
    message = f"{format_count(count, 'author')}; a proposal needs at least {format_number(least)}"
    if count < len(version.authors):
        message = f"{_describe_repeated(version.authors, identities)} stands twice, which leaves {message}"
    more = least - count
    help_ = f"Ask {format_count(more, 'more person', 'more people')} to stand behind it, and add their names."
    if more == 1:
        help_ = "Ask one more member to stand behind it, and add their name."
    yield Lack("P01", version.locate("authors"), message, help_)


def _describe_repeated(authors: Sequence[Author], identities: Sequence[str]) -> str:
    first = {identity: at for at, identity in reversed([*enumerate(identities)])}
    return next((name_of(author) for at, author in enumerate(authors) if first[identities[at]] < at), "")


def _in_no_circle(movement: Movement, version: Version) -> Iterator[Lack]:
    for at, author in enumerate(version.authors):
        where = version.locate("authors", at)
        if not isinstance(author, Outside):
            yield from _stranger(movement, version, author, where, "is named as an author")
        elif not author.outside:
            message = f"{author.name} has no id here, and is marked as not outside"
            yield Lack("P01", where, message, "Write their id, or `outside: true` if they are in no circle.")


def _stranger(movement: Movement, version: Version, person: str, where: Where, what: str) -> Iterator[Lack]:
    """A finding where somebody was in no circle on the day a version was submitted."""
    day = version.submitted
    if circles_of(movement, person, day) or not is_belonging_clear(movement, person):
        return
    first = first_day_in_a_circle(movement, person)
    since = f" (they are since {first})" if first and first > day else ""
    help_ = "Name somebody who was in a circle that day."
    if what == "is named as an author":
        name = movement.people[person].name
        help_ = f"Mark them as outside, {{name: {name}, outside: true}}, or name somebody who was in a circle that day."
    yield Lack("P01", where, f"{person} {what} and was in no circle on {day}{since}", help_)


def _nobody_carries(movement: Movement, version: Version) -> Iterator[Lack]:
    if not movement.is_sound(version, "carried_by"):
        return
    if version.carried_by:
        yield from _stranger(movement, version, version.carried_by, version.locate("carried_by"), "carries it")
    else:
        message = "all its authors are outside every circle, and nobody carries it into one"
        yield Lack(
            "P01", version.locate("authors"), message, "Ask a member to be the contact, and name them: `carried_by: …`."
        )
