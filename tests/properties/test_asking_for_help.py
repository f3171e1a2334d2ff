"""A circle that asks for help is judged by its own folder exactly as by the whole record (M13)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nstgov.records import Bringer
from nstgov.store.file_reading import ParsedFile
from nstgov.store.tree import StoredFile
from tests.properties.hasty import hasty
from tests.properties.honest import honest
from tests.properties.moves import on_day
from tests.properties.parting import judge_again, judge_both
from tests.properties.stories import wild
from tests.properties.tale import BAY, ELM, OAK, PEOPLE, Keys, Tale, day, rivertown, said, text_of
from tests.properties.tampering import tampered
from tests.properties.test_part_and_whole import beside_others

EXAMPLES = settings().max_examples
_KNOWN: dict[StoredFile, ParsedFile] = {}
Setting = Callable[[Tale], object]
ON = 20
ASKS = f"{day(ON)}.asks.yml"


def _add_file(path: str, **keys: object) -> Setting:
    return lambda tale: tale.add(path, keys)


def _copy_founding(path: str) -> Setting:
    return lambda tale: tale.add(path, {**tale.files["circles/oak/circle.yml"], "opened": day(-30)})


def _let_founder_be(person: str, **said_of: object) -> Setting:
    def change(tale: Tale) -> None:
        began = tale.files["circles/oak/circle.yml"]
        tale.files["circles/oak/circle.yml"] = {**began, "members": {**began["members"], person: said_of}}

    return change


def _begin_below(tale: Tale) -> None:
    """Twig sends somebody into Oak, who was a founder of it too, and steps back there."""
    tale.circle("twig", BAY, "oak")
    tale.elect("twig-0", "twig", "pat", said(BAY), 2, (3, 400))
    tale.elect("twig-1", "twig", "rae", said(BAY), 2, (3, 400))
    tale.act("oak", 9, "away.pat", until=day(30), voices=said(("pat",)), entered_by="pat")


def _begin_below_with_a_founder(tale: Tale) -> None:
    """Twig sends a former founder of Oak back, who then steps back there."""
    tale.act("oak", 1, "leaves.fay", because="I move.", voices=said(("fay",)), entered_by="fay")
    tale.circle("twig", BAY, "oak")
    founded = tale.files["circles/twig/circle.yml"]
    tale.files["circles/twig/circle.yml"] = {
        **founded,
        "members": {**founded["members"], "fay": {"home": "oak"}},
        "voices": said((*BAY, "fay")),
    }
    tale.elect("twig-0", "twig", "fay", said((*BAY, "fay")), 2, (3, 400))
    tale.act("oak", 9, "away.fay", until=day(30), voices=said(("fay",)), entered_by="fay")


def _introduce_twice(tale: Tale) -> None:
    tale.circle("pine", ("ana", "pat", "rae", "sam"))
    tale.files["circles/pine/circle.yml"]["members"]["ana"]["name"] = "Another Ana"


def _join_region(tale: Tale) -> None:
    keys = {"name": "Far", "repository": "https://example.org/far.git", "repository_id": "f" * 32, "circle": "top"}
    tale.add("regions/far.yml", {**keys, "joins": "oak", "since": day(5), "voices": said(OAK), "entered_by": "ana"})


def _ask_for_proof(tale: Tale) -> None:
    tale.files["ground-rules/1.yml"] = {**tale.files["ground-rules/1.yml"], "proof": {"friend": "signed"}}


def _ask_members_to_bring(tale: Tale) -> None:
    tale.files["ground-rules/1.yml"] = {**tale.files["ground-rules/1.yml"], "brought_by": "members"}


SETTINGS: dict[str, Setting] = {
    "plain": lambda _: None,
    "closed": lambda tale: tale.act("oak", 15, "closes", because="We move.", voices=said(OAK), entered_by="ana"),
    "closes without consent": lambda tale: tale.act("oak", 15, "closes", because="Go.", voices=said(("ana",))),
    "opened later": lambda tale: tale.files["circles/oak/circle.yml"].update(opened=day(30)),
    "a circle below": _begin_below,
    "a founder sent from below": _begin_below_with_a_founder,
    "followed": _add_file(
        "circles/ash/circle.yml",
        name="Ash",
        level="friend",
        aim="As before.",
        opened=day(9),
        follows=["oak"],
        members={person: {"name": person} for person in BAY},
        voices=said(BAY),
        entered_by="pat",
    ),
    "follows": lambda tale: tale.files["circles/oak/circle.yml"].update(follows=["elm"]),
    "a founder from elsewhere": _let_founder_be("kim", home="elm"),
    "a founder from nowhere": _let_founder_be("zoe", home="nowhere"),
    "somebody joined from elsewhere": lambda tale: tale.act(
        "oak", 5, "joins.kim", home="elm", voices=said((*OAK, "kim")), entered_by="kim"
    ),
    "introduced twice": _introduce_twice,
    "a founding at fault": _add_file("circles/ash/circle.yml", **{"": "it: [is broken, oak, kim\n"}),
    "its own founding at fault": lambda tale: tale.files["circles/oak/circle.yml"].update(opened="soon"),
    "a region has joined": _join_region,
    "proof is asked": _ask_for_proof,
    "members bring": _ask_members_to_bring,
    "signed only, said elsewhere": _add_file(
        f"circles/elm/{day(5)}.person.ana.yml", signed_only=True, voices=said(("ana",)), entered_by="ana"
    ),
    "another founding of the name": _copy_founding("circles/elm/oak/circle.yml"),
    "a closing in another folder": _add_file(
        f"circles/nowhere/oak/{day(9)}.closes.yml", because="So.", voices=said(OAK), entered_by="ana"
    ),
    "a folder in capitals": _copy_founding("circles/OAK/circle.yml"),
    "circles in capitals": _copy_founding("Circles/oak/circle.yml"),
    "the same name in capitals": _add_file(f"circles/oak/{ASKS.upper()}", **{"for": "A saw."}),
    "the same name with a blank": _add_file(f"circles/oak/{ASKS} ", **{"for": "A saw."}),
    "the same path as one name": _add_file(f"circles/oak\\{ASKS}", **{"for": "A saw."}),
    "the same path by a way around": _add_file(f"circles/elm/x\\..\\..\\oak\\{ASKS}", **{"for": "A saw."}),
    "a voided founding elsewhere": _add_file(
        "circles/elm/circle.yml.void.yml", date=day(9), because="By mistake.", voices=said(ELM), entered_by="kim"
    ),
    "a voided act of its own": lambda tale: tale.add(
        f"{tale.act('oak', 7, 'asks', **{'for': 'A rope.', 'entered_by': 'ana'})}.void.yml",
        {"date": day(9), "because": "By mistake.", "voices": said(("ana",)), "entered_by": "ana"},
    ),
    "no settings": lambda tale: tale.files.pop("nstgov.yml"),
    "an account": _let_founder_be("ana", name="Ana", account="ana-of-oak"),
}
"""How a record lies in which Oak asks for help."""

_CALLS: dict[str, dict[str, Keys]] = {
    "by a member": {f"circles/oak/{ASKS}": {"entered_by": "ana"}},
    "by nobody": {f"circles/oak/{ASKS}": {}},
    "by somebody else": {f"circles/oak/{ASKS}": {"entered_by": "kim"}},
    "by a stranger": {f"circles/oak/{ASKS}": {"entered_by": "zoe"}},
    "with voices": {f"circles/oak/{ASKS}": {"entered_by": "ana", "voices": said(("ana", "ben"))}},
    "with a voice that nobody entered": {f"circles/oak/{ASKS}": {"voices": said(("ana",))}},
    "before it began": {f"circles/oak/{day(-9)}.asks.yml": {"entered_by": "ana"}},
    "before it happens": {f"circles/oak/{day(44)}.asks.yml": {"entered_by": "ana"}},
    "of two circles": {f"circles/{circle}/{ASKS}": {} for circle in ("oak", "elm")},
    "of the circle above": {f"circles/river/{ASKS}": {"entered_by": "ana"}},
    "of no circle": {f"circles/nowhere/{ASKS}": {}},
    "in another folder": {f"circles/river/oak/{ASKS}": {"entered_by": "ana"}},
    "without words": {f"circles/oak/{ASKS}": {"for": "", "entered_by": "ana"}},
}
CALLS = {
    name: {path: text_of({"for": "Somebody who can climb.", **keys}) for path, keys in acts.items()}
    for name, acts in _CALLS.items()
}
"""The calls for help that a change adds."""


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("call", CALLS)
def test_however_the_record_lies_a_call_for_help_is_judged_alike(setting: str, call: str) -> None:
    """Whatever stands elsewhere, and whoever is named: part and whole find the same."""
    tale = rivertown()
    SETTINGS[setting](tale)
    for judge in (judge_both, judge_again):
        judged = judge(tale.texts(), CALLS[call], on_day(40), _KNOWN)
        assert not judged.differing, judged.differing


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("login", ["ana-of-oak", "somebody"])
def test_whoever_brings_a_call_for_help_it_is_judged_alike(setting: str, login: str) -> None:
    """Where it is known by whose account it is brought, that is looked for in every circle."""
    tale = rivertown()
    _ask_members_to_bring(tale)
    SETTINGS[setting](tale)
    judged = judge_both(tale.texts(), CALLS["by a member"], on_day(40), _KNOWN, brought_by=Bringer(7, login))
    assert not judged.differing, judged.differing


@settings(max_examples=EXAMPLES // 5, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(
    st.one_of(honest(), hasty(), tampered(), wild()),
    st.lists(st.sampled_from(sorted(SETTINGS)), max_size=2),
    st.sampled_from(("oak", "elm", "river", "bay", "oak-too")),
    st.integers(-3, 60),
    st.sampled_from((*PEOPLE, "ana-too", "zoe", None)),
)
def test_in_any_story_a_call_for_help_is_judged_alike(
    tale: Tale, chosen: list[str], circle: str, on: int, entered_by: str | None
) -> None:
    """Any circle of a story, honest or not, beside another one asks for help on any day."""
    for setting in chosen:
        SETTINGS[setting](tale)
    landed = beside_others(tale.texts())
    path = f"circles/{circle}/{day(on)}.asks.yml"
    added = {path: text_of({"for": "A ladder.", **({"entered_by": entered_by} if entered_by else {})})}
    landed.pop(path, None)
    for judge in (judge_both, judge_again):
        judged = judge(landed, added, max(on_day(40), date.fromisoformat(day(on))), _KNOWN)
        assert not judged.differing, judged.differing
