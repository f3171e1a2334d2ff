"""How many people stand behind something: nobody is counted once as a member and again as somebody outside (M3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nstgov.lifecycle.people import list_names
from nstgov.records import Author, Movement, Outside, name_key


def identify_authors(movement: Movement, authors: Sequence[Author]) -> tuple[str, ...]:
    """
    What tells each author from the others: the id of who is on record, and of somebody outside the name.

    Somebody outside who bears the name of one of the others is that other one, whatever its letter case and blanks:
    who really is another person adds what tells the two apart.
    """
    bearers = {
        name_key(name): author
        for author in authors
        if not isinstance(author, Outside)
        for name in (author, *list_names(movement, author))
    }
    return tuple(_identify_author(author, bearers) for author in authors)


def _identify_author(author: Author, bearers: dict[str, str]) -> str:
    if not isinstance(author, Outside):
        return author
    return bearers.get(name_key(author.name), f"outside {name_key(author.name)}")


def count_authors(movement: Movement, authors: Iterable[Author]) -> int:
    """How many people some authors are."""
    return len(set(identify_authors(movement, tuple(authors))))
