"""
A small vocabulary to build movements by hand: one short function for each kind of record, no YAML.

Days are written `"2026-03-01"`, people and circles as words in one text: `circle("oak", "2026-03-01", "ana ben chi")`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeVar

from nstgov import records as r
from nstgov.lifecycle import FLOORS
from nstgov.lifecycle.closings import closing_lacks
from nstgov.lifecycle.derived import assuming
from nstgov.lifecycle.validity.decision_validity import entered_decision_lacks
from nstgov.lifecycle.validity.election_validity import elections_and_endings_not_valid
from nstgov.lifecycle.validity.lacks_of_acts import acts_lacking
from nstgov.lifecycle.validity.lacks_of_adoption import adoption_lacks
from nstgov.lifecycle.validity.lacks_of_answers import answer_lacks
from nstgov.lifecycle.validity.lacks_of_ending import endings_lacking
from nstgov.lifecycle.voids import assemble_movement
from nstgov.records.circles import Act

HASH = "0" * 64
LONG_AGO = "2020-01-01"
BEGINNING = date(2026, 1, 1)
A = TypeVar("A", bound=Act)


def day(text: str | date) -> date:
    """A day as a text says it."""
    return text if isinstance(text, date) else date.fromisoformat(text)


def at(number: int) -> date:
    """A day by its number, for tables that go through every order of days."""
    return BEGINNING + timedelta(days=number)


def movement(*records: r.Record | Iterable[r.Record], faults: Iterable[tuple[r.Record, str]] = ()) -> r.Movement:
    """A movement of these records, in which some keys could not be read."""
    flat = [record for some in records for record in ([some] if isinstance(some, r.Record) else some)]
    misfits = [r.Misfit("Y04", record.locate(key) if key else record.locate(), "", "") for record, key in faults]
    return taken_as_valid(assemble_movement(flat, misfits=misfits))


def taken_as_valid(whole: r.Movement, besides: str = "", *, adopted: bool = True) -> r.Movement:
    """
    The same movement, in which whatever was entered counts as validly made: records built by hand say the least.

    What follows from valid acts is one question, whether they are valid another; `besides` is a decision of which the
    latter is asked. Every edition that names a decision is `adopted` by it, unless told otherwise.
    """
    for number in whole.ground_rules if adopted else ():
        whole = assuming(whole, adoption_lacks, (), number)
    whole = assuming(whole, elections_and_endings_not_valid, frozenset())
    whole = assuming(assuming(whole, endings_lacking, {}), acts_lacking, {})
    for answer in (*whole.find_all(r.Test), *whole.find_all(r.Resolution)):
        whole = assuming(whole, answer_lacks, (), answer.file)
    for id_ in whole.proposals:
        whole = assuming(whole, closing_lacks, (), id_)
    for id_, folder in whole.decisions.items():
        if folder.decision is not None and id_ != besides:
            whole = assuming(whole, entered_decision_lacks, (), id_)
    return whole


def said(consent: str = "", against: str = "", absent: str = "") -> dict[str, r.Voice]:
    """Voices: who consents, who objects, who is absent."""
    by_word = (("consent", consent), ("object", against), ("absent", absent))
    return {person: r.Voice(says=word) for word, people in by_word for person in people.split()}  # type: ignore[arg-type]


def edition(number: int = 1, from_: str | date = LONG_AGO, adopted_by: str | None = None, **more: Any) -> r.GroundRules:
    """An edition of the ground rules: the founding numbers, unless told otherwise."""
    return replace(
        FLOORS, file=f"ground-rules/{number}.yml", number=number, from_=day(from_), adopted_by=adopted_by, **more
    )


def circle(
    id_: str, opened: str | date = LONG_AGO, members: str = "", parent: str | None = None, **more: Any
) -> r.Circle:
    """A circle begins with these founders."""
    founders = {person: r.Founder(name=person.title()) for person in members.split()}
    more = {"name": id_.title(), "level": "friend", "aim": "To meet.", **more}
    return r.Circle(
        file=f"circles/{id_}/circle.yml", circle=id_, opened=day(opened), members=founders, parent=parent, **more
    )


def _act(type_: type[A], word: str, circle_: str, on: str | date, about: str = "", **more: Any) -> A:
    name = f"{day(on)}.{word}.{about}" if about else f"{day(on)}.{word}"
    return type_(file=f"circles/{circle_}/{name}.yml", circle=circle_, date=day(on), **more)


def joins(circle_: str, on: str | date, person: str, **more: Any) -> r.Joins:
    """Somebody joins a circle."""
    return _act(r.Joins, "joins", circle_, on, person, person=person, **{"name": person.title(), **more})


def leaves(circle_: str, on: str | date, person: str, **more: Any) -> r.Leaves:
    """Somebody's last day in a circle."""
    return _act(r.Leaves, "leaves", circle_, on, person, person=person, **more)


def person_change(circle_: str, on: str | date, person: str, **more: Any) -> r.PersonChange:
    """Somebody's name, account or keys change, by their own word unless told otherwise."""
    return _act(r.PersonChange, "person", circle_, on, person, person=person, **{"voices": said(person), **more})


def changes(circle_: str, on: str | date, **more: Any) -> r.Changes:
    """A circle changes what it said of itself."""
    return _act(r.Changes, "changes", circle_, on, **more)


def takes_in(parent: str, on: str | date, child: str) -> r.TakesIn:
    """A parent circle takes in one under it."""
    return _act(r.TakesIn, "takes-in", parent, on, child, takes_in=child)


def asks(circle_: str, on: str | date, for_: str = "Somebody who can cook.") -> r.Asks:
    """A circle asks for help."""
    return _act(r.Asks, "asks", circle_, on, for_=for_)


def closes(circle_: str, on: str | date, by: str = "") -> r.Closes:
    """A circle's last day, with the consent of some people."""
    return _act(r.Closes, "closes", circle_, on, because="We are done.", voices=said(by))


def election(
    id_: str, circle_: str, person: str, held: str | date, until: str | date | None = "2030-01-01", **more: Any
) -> r.Election:
    """Somebody is elected, as representative unless told otherwise, from the day it was held unless told otherwise."""
    term = r.Term(from_=day(more.pop("from_", held)), until=day(until) if until else None)
    more = {"role": "representative", "proposed": r.Candidate(person=person), **more}
    return r.Election(
        file=f"decisions/{id_}/election.yml", election=id_, circle=circle_, held=day(held), term=term, **more
    )


def ended(id_: str, on: str | date, how: Any = "let go") -> r.Ended:
    """A term or a decision ends early."""
    return r.Ended(file=f"decisions/{id_}/ended.yml", decision=id_, date=day(on), how=how)


def idea(of: str, opened: str | date, by: str = "ana", **more: Any) -> r.Idea:
    """An idea that looks for people; `of` is a proposal's or an objection's folder."""
    more = {"title": "An idea", "need": "We need it.", **more}
    return r.Idea(file=f"{of}/idea.yml", of=of, by=tuple(by.split()), opened=day(opened), **more)


def stands_with(of: str, person: str) -> r.StandsWith:
    """One more person stands with an idea."""
    return r.StandsWith(file=f"{of}/with.{person}.yml", of=of, person=person)


def version(proposal: str, number: int, submitted: str | date, asks: str = "oak", **more: Any) -> r.Version:
    """A version of a proposal; it affects the circles it asks, unless told otherwise."""
    given: dict[str, Any] = {"title": "A tree", "kind": "policy", "need": "Shade.", "reasons": "It is hot."}
    given |= {"text": "Plant one.", "affects": asks, **more}
    for words in ("authors", "affects", "integrates", "renews", "replaces", "ends"):
        given[words] = tuple(given.get(words, "").split())
    for dated in {"sunset", "review"} & given.keys():
        given[dated] = day(given[dated])
    return r.Version(
        file=f"proposals/{proposal}/v{number}.yml", proposal=proposal, number=number, submitted=day(submitted),
        asks=tuple(asks.split()), **given,
    )  # fmt: skip


def held(
    proposal: str, on: str | date, voices: dict[str, r.Voice], number: int = 1, circle_: str = "oak", **more: Any
) -> r.Round:
    """A round in a circle on one version; `person` makes it that person's own file, `n` one more of the day."""
    name = ".".join(str(part) for part in (day(on), circle_, more.get("person"), more.get("n")) if part)
    return r.Round(
        file=f"proposals/{proposal}/rounds/{name}.yml", proposal=proposal, held=day(on), circle=circle_, version=number,
        sha256=HASH, how="meeting", voices=voices, **more,
    )  # fmt: skip


def closed(proposal: str, on: str | date, result: Any = "withdrawn") -> r.Closed:
    """A proposal is withdrawn, or set aside."""
    return r.Closed(
        file=f"proposals/{proposal}/closed.yml", proposal=proposal, date=day(on), result=result, because="Enough."
    )


def commits(proposal: str, on: str | date, circle_: str, people: str = "", takes_back: str = "") -> r.Commitments:
    """People of a circle commit to an action, or take it back."""
    return r.Commitments(
        file=f"proposals/{proposal}/commitments/{day(on)}.{circle_}.yml", proposal=proposal, date=day(on),
        circle=circle_, people=tuple(people.split()), takes_back=tuple(takes_back.split()),
    )  # fmt: skip


def objection(target: str, id_: str, raised: str | date, number: int = 1, **more: Any) -> r.Objection:
    """A version of an objection; `target` is `proposals/<id>` or `decisions/<id>`."""
    against = r.Against(version=1 if target.startswith("proposals") else None, sha256=HASH)
    more = {"title": "Roots break pipes", "important": "Water.", "reasons": "They grow.", **more}
    return r.Objection(
        file=f"{target}/objections/{id_}/v{number}.yml", target=target, objection=id_, number=number,
        raised=day(raised), against=against, **more,
    )  # fmt: skip


def a_test(
    target: str, id_: str, on: str | date, result: Any, number: int = 1, circle_: str = "oak", **more: Any
) -> r.Test:
    """A circle tests an objection."""
    holds = r.Answered(holds=result == "stands", because="So it is.")
    return r.Test(
        file=f"{target}/objections/{id_}/test.{day(on)}.{circle_}.yml", target=target, objection=id_, held=day(on),
        circle=circle_, version=number, important=holds, reasoned=holds, result=result, **more,
    )  # fmt: skip


def resolved(target: str, id_: str, on: str | date, kind: Any = "text changed") -> r.Resolution:
    """An objection's need is met."""
    return r.Resolution(
        file=f"{target}/objections/{id_}/resolution.{day(on)}.yml", target=target, objection=id_, date=day(on),
        kind=kind, how="Other roots.",
    )  # fmt: skip


def decision(id_: str, decided: str | date, circles: str = "oak", number: int = 1, **more: Any) -> r.Decision:
    """A decision on a version."""
    sunset = day(more.pop("sunset")) if "sunset" in more else None
    return r.Decision(
        file=f"decisions/{id_}/decision.yml", decision=id_, version=number, sha256=HASH, decided=day(decided),
        circles=tuple(circles.split()), sunset=sunset, **more,
    )  # fmt: skip


def review(id_: str, on: str | date, result: Any = "keep", circle_: str = "oak", **more: Any) -> r.Review:
    """What came of a decision."""
    next_ = day(more.pop("next_review")) if "next_review" in more else None
    return r.Review(
        file=f"decisions/{id_}/reviews/{day(on)}.yml", decision=id_, held=day(on), circle=circle_, helped="Yes.",
        result=result, next_review=next_, **more,
    )  # fmt: skip


def away(circle_: str, on: str | date, person: str, until: str | date, **more: Any) -> r.Away:
    """Somebody steps back for a while, by their own word unless told otherwise."""
    return _act(
        r.Away, "away", circle_, on, person, person=person, until=day(until), **{"voices": said(person), **more}
    )


def back(circle_: str, on: str | date, person: str) -> r.Back:
    """Somebody comes back sooner."""
    return _act(r.Back, "back", circle_, on, person, person=person, voices=said(person))


def disputed(beside: r.Record, person: str, on: str | date) -> r.Disputed:
    """Somebody says that a voice in a record is not theirs."""
    file = f"{beside.file}.{person}.disputed.yml"
    return r.Disputed(file=file, beside=beside.file, person=person, date=day(on), says="I did not say that.")


def signed(beside: r.Record, person: str) -> r.Signature:
    """Somebody signs a record."""
    return r.Signature(file=f"{beside.file}.{person}.sig", beside=beside.file, signer=person)
