"""What is read to judge a change: as little as it can bear upon, and never too little."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import get_args, get_type_hints

import pytest

from nstgov.records import Bringer, NotRead, PartlyRead
from nstgov.records.layout import KINDS
from nstgov.records.record import yaml_key
from nstgov.records.values import Ref
from nstgov.store.circle_neighbourhood import find_circle_neighbourhood
from nstgov.store.git import GitEntry
from nstgov.store.neighbourhood import Neighbourhood, find_neighbourhood, list_confirmations
from nstgov.store.record_listing import RecordListing, UnclearReach
from tests.properties.parting import HeldFiles, Texts, judge_both
from tests.properties.tale import ELM, OAK, Tale, day, rivertown, said

Find = Callable[[RecordListing], Neighbourhood]


def town() -> Tale:
    """Oak and Elm under River, each with a proposal of its own; Oak's bench is decided and renewed by a second one."""
    tale = rivertown()
    for id_, circle, people in (("bench", "oak", OAK), ("swing", "elm", ELM), ("trees", "oak", OAK)):
        tale.version(id_, 1, 5, asks=[circle], affects=[circle], authors=list(people[:4]))
    tale.round("bench", 1, "oak", 6, said(OAK))
    tale.decide("bench", 1, 6)
    tale.version("bench-again", 1, 8, authors=list(OAK[:4]), renews=["bench"])
    return tale


class NotedFiles(HeldFiles):
    """What a commit would hold, with the paths of which the contents were asked for."""

    def __init__(self, landed: Texts, added: Texts) -> None:
        """Begin with none asked for."""
        super().__init__(landed, added)
        self.asked: set[str] = set()

    def read_contents(self, entries: Sequence[GitEntry]) -> Iterator[bytes]:
        """The bytes of some files."""
        self.asked.update(entry.path for entry in entries)
        return super().read_contents(entries)


def listing_of(tale: Tale, *added: str) -> RecordListing:
    """A record of which some files are only added now."""
    texts = tale.texts()
    new = {path: texts.pop(path) for path in added}
    return RecordListing(NotedFiles(texts, new), [GitEntry("100644", path, path) for path in new], {})


def folders_read(found: Neighbourhood) -> set[str]:
    """The folders of circles, proposals and decisions of which anything was read."""
    return {"/".join(file.path.split("/")[:2]) for file in (*found.landed, *found.added) if "/" in file.path}


def test_a_voice_in_a_circle_of_friends_is_judged_by_its_circle_and_its_proposal() -> None:
    """Neither the circle above, nor another one, nor any election or other proposal is read."""
    tale = town()
    held = tale.round("trees", 1, "oak", 7, said(OAK))
    found = find_circle_neighbourhood(listing_of(tale, held))
    assert folders_read(found) == {"ground-rules/1.yml", "circles/oak", "proposals/trees"}
    assert found.unread == {"river", "elm"}


def test_what_renews_a_decision_is_judged_with_it() -> None:
    """Where a decision stands, all that names it is looked for, and what that names too."""
    tale = town()
    held = tale.round("bench-again", 1, "oak", 9, said(OAK))
    found = find_circle_neighbourhood(listing_of(tale, held))
    assert folders_read(found) >= {"proposals/bench", "decisions/bench", "proposals/bench-again"}
    review = tale.add(
        f"decisions/bench/reviews/{day(20)}.yml",
        {"circle": "oak", "helped": "Yes.", "result": "keep", "voices": said(OAK)},
    )
    found = find_circle_neighbourhood(listing_of(tale, review))
    assert folders_read(found) >= {"proposals/bench", "decisions/bench", "proposals/bench-again"}


def test_a_circle_that_follows_is_read_with_the_one_that_it_follows() -> None:
    """Who answers for what a closed circle decided may be the one that went on."""
    tale = town()
    tale.act("elm", 10, "closes", because="We go on in Ash.", voices=said(ELM), entered_by="kim")
    tale.circle("ash", ("una", "val", "wes", "zoe"))
    tale.files["circles/ash/circle.yml"]["follows"] = ["elm"]
    held = tale.round("swing", 1, "elm", 7, said(ELM))
    assert "circles/ash" in folders_read(find_circle_neighbourhood(listing_of(tale, held)))


def test_where_somebody_comes_from_is_read() -> None:
    """Whoever joined a circle of friends with a home elsewhere was introduced there."""
    tale = town()
    tale.act("oak", 5, "joins.kim", home="elm", voices={**said(OAK), "kim": "consent"}, entered_by="kim")
    held = tale.round("trees", 1, "oak", 7, said((*OAK, "kim")))
    assert "circles/elm" in folders_read(find_circle_neighbourhood(listing_of(tale, held)))


def asking_town(**keys: object) -> tuple[RecordListing, NotedFiles]:
    """The town with Twig below Oak and Ash that follows it, in which Oak asks for help; and what is asked for of it."""
    tale = town()
    tale.circle("twig", ("abe", "bea", "cat", "dov"), "oak")
    tale.circle("ash", ("una", "val", "wes", "zoe"))
    tale.files["circles/ash/circle.yml"]["follows"] = ["oak"]
    listing = listing_of(tale, tale.act("oak", 12, "asks", **{"for": "Somebody who can climb.", **keys}))
    assert isinstance(listing.landed, NotedFiles)
    return listing, listing.landed


def test_a_call_for_help_is_judged_by_the_folder_of_its_circle() -> None:
    """No file of another circle is read, be it above, below or one that follows; and all of them are left unread."""
    listing, files = asking_town(entered_by="ana")
    found = find_circle_neighbourhood(listing)
    ground = {"nstgov.yml", "ground-rules/1.yml"}
    assert files.asked == {*ground, "circles/oak/circle.yml", f"circles/oak/{day(12)}.asks.yml"}
    assert {file.path for file in (*found.landed, *found.added)} == files.asked
    assert found.unread == {"river", "elm", "twig", "ash"}


@pytest.mark.parametrize(
    ("keys", "brought_by"), [({"entered_by": "kim"}, None), ({"entered_by": "ana"}, Bringer(7, "somebody"))]
)
def test_whom_a_call_for_help_names_is_looked_for(keys: dict[str, object], brought_by: Bringer | None) -> None:
    """Where somebody is not introduced in the folder, or an account brings it, other circles are looked through."""
    listing, files = asking_town(**keys)
    with pytest.raises(UnclearReach, match="below oak"):
        find_circle_neighbourhood(listing, brought_by)
    assert "circles/elm/circle.yml" in files.asked


def test_an_act_of_a_circle_is_judged_with_all_that_is_of_its_day_or_later() -> None:
    """All circles and elections are read then, and of proposals those on which it may bear."""
    tale = town()
    joins = tale.act("oak", 8, "joins.eli", name="Eli", voices={**said(OAK), "eli": "consent"}, entered_by="ana")
    found = folders_read(find_neighbourhood(listing_of(tale, joins)))
    assert found >= {"circles/river", "circles/elm", "decisions/elm-0", "proposals/bench-again"}
    assert "proposals/swing" not in found


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        ("circles/oak/2026-01-20.joins.eli.yml", {"name": "Eli"}),
        ("proposals/elm-0/v1.yml", {"title": "The id of an election"}),
        ("circles/oak/circle.yml.void.yml", {"voices": {}, "date": "2026-01-20"}),
        ("proposals/Trees/v1.yml", {"title": "As the other, to Windows"}),
        ("proposals/trees/rounds/2026-01-07.oak.ben.yml", {"version": "one"}),
        ("proposals/trees/rounds/2026-01-07.river.yml", {"version": 1, "sha256": "0" * 64, "voices": said(OAK)}),
        ("proposals/trees/rounds/2026-01-07.friends.yml", {"version": 1, "sha256": "0" * 64, "voices": said(OAK)}),
    ],
)
def test_what_reaches_farther_is_not_left_to_the_circle(path: str, keys: dict[str, object]) -> None:
    """An act of a circle, an id in use, what is taken out, an odd name, a fault, a circle above: more is read."""
    tale = town()
    tale.circle("friends", ("una", "val", "wes", "zoe"))
    tale.circle("below", ("abe", "bea", "cat", "dov"), "friends")
    tale.add(path, keys)
    with pytest.raises(UnclearReach):
        find_circle_neighbourhood(listing_of(tale, path))


@pytest.mark.parametrize("named", ["election.yml", "takes-in.ash.yml", "leaves.una.yml"])
def test_what_was_named_before_it_began_is_judged_by_everything(named: str) -> None:
    """A record that named nobody was at fault, and what rested on it on whichever day could not be known."""
    tale = town()
    tale.circle("ash", ("una", "val", "wes", "zoe"))
    if named == "election.yml":
        tale.elect("ash-0", "ash", "una", said(("una",)), 9, (10, 300))
    else:
        tale.act("river" if "takes" in named else "oak", 9, named.removesuffix(".yml"), voices=said(OAK))
    with pytest.raises(UnclearReach):
        find_neighbourhood(listing_of(tale, "circles/ash/circle.yml"))
    honest = town()
    honest.circle("ash", ("una", "val", "wes", "zoe"))
    assert "circles/ash" in folders_read(find_neighbourhood(listing_of(honest, "circles/ash/circle.yml")))


@pytest.mark.parametrize("find", [find_circle_neighbourhood, find_neighbourhood])
@pytest.mark.parametrize("path", ["circles/oak/circle.yml.void.yml", "Proposals/x/v1.yml"])
def test_what_stands_far_away_and_bears_upon_all_is_seen(find: Find, path: str) -> None:
    """A record taken out of count, a name that another system confuses: then everything is read."""
    tale = town()
    tale.add(path, {"voices": {}})
    held = tale.round("trees", 1, "oak", 7, said(OAK))
    with pytest.raises(UnclearReach):
        find(listing_of(tale, held))


def test_whose_account_brings_a_change_is_read_too() -> None:
    """The circle of whoever gave an account of that name, in whichever letters."""
    tale = town()
    tale.files["circles/elm/circle.yml"]["members"]["kim"]["account"] = "KimOfElm"
    held = tale.round("trees", 1, "oak", 7, said(OAK))
    found = find_circle_neighbourhood(listing_of(tale, held), Bringer(7, "kimofelm"))
    assert "circles/elm" in folders_read(found)
    assert "circles/elm" not in folders_read(find_circle_neighbourhood(listing_of(tale, held), Bringer(7, "nobody")))


def test_a_file_in_another_ones_place_is_judged_by_everything() -> None:
    """A circle's act in a folder without a circle leaves it open who is away, for what was decided before too."""
    tale = town()
    path = f"circles/nowhere/oak/{day(9)}.away.ana.yml"
    tale.add(path, {"until": day(30), "voices": {"ana": "consent"}, "entered_by": "ana"})
    texts = tale.texts()
    added = {path: texts.pop(path)}
    judged = judge_both(texts, added, date(2026, 2, 1), {})
    assert judged.part is None
    assert {one.code for one in judged.whole} >= {"Y06"}


def test_what_was_left_unread_is_no_answer() -> None:
    """Whoever asks a dictionary that was read in part for the rest is told so, in whichever way they ask."""
    known = PartlyRead({"oak": 1}, frozenset({"elm"}))
    assert (known["oak"], known.get("oak"), "oak" in known, known.get("ash"), "ash" in known) == (
        1,
        1,
        True,
        None,
        False,
    )
    for ask in (known.__getitem__, known.get, known.__contains__, known.setdefault):
        with pytest.raises(NotRead):
            ask("elm")


def test_every_field_that_names_a_proposal_or_a_decision_is_followed() -> None:
    """Whoever adds one is told here that the search for what a change bears upon has to know its key."""
    found = {
        (kind.name, yaml_key(name))
        for kind in KINDS
        for name, hint in get_type_hints(kind.type, include_extras=True).items()
        for ref in refs_within(hint)
        if {"proposal", "decision"} & {*ref.to}
    }
    assert found == {
        ("version", "renews"), ("version", "replaces"), ("version", "ends"), ("closed", "goes_on_in"),
        ("withheld", "decision"), ("ground-rules", "adopted_by"),
    }  # fmt: skip


def refs_within(hint: object) -> Iterator[Ref]:
    """The references in the type of a field, however deep."""
    for part in get_args(hint):
        if isinstance(part, Ref):
            yield part
        else:
            yield from refs_within(part)


@pytest.mark.parametrize("ending", ["void.yml", "withheld.yml"])
def test_only_what_takes_a_confirmation_out_of_count_makes_it_unclear(ending: str) -> None:
    """The signature of the registrar, which stands beside each, does not."""
    paths = ["proposals/a/v1.yml.ana.confirmation.yml", "proposals/a/v1.yml.ana.confirmation.yml.keeper.sig"]
    assert list_confirmations(paths) == paths[:1]
    doubt = f"{paths[0]}.{ending}"
    assert list_confirmations([*paths, doubt], {doubt}) == paths[:1]
    with pytest.raises(UnclearReach):
        list_confirmations([*paths, doubt])
