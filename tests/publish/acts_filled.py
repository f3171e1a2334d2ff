"""
Every act filled in over the worked example as its circles would, so that the judge finds nothing.

No circle waits to be taken in there: that form is filled in at random over another movement.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import NamedTuple

from tests.record import ROOT

Fills = Mapping[str, str | list[str]]
NEED = "Whoever comes late from the boats finds no warm place, and three of us have walked home wet."
REASONS = "The stove is there, the key is there, and somebody is awake until ten anyway."
TEXT = "1. The hall stays open until ten on Fridays.\n2. Whoever is last turns the key."


class Case(NamedTuple):
    """An act, the link it is opened with, and what is filled in; `also` are files that are added together with it."""

    act: str
    query: str
    fills: Fills
    also: Mapping[str, str] = {}


def _voices(*people: str, says: str = "consent") -> dict[str, str | list[str]]:
    return {f"voices.{person}.says": says for person in people}


EDITION = (
    (ROOT / "ground-rules/2.yml")
    .read_text(encoding="utf-8")
    .replace("from: 2026-10-01", "from: 2027-01-01")
    .replace("adopted_by: ground-rules-2", "adopted_by: away-for-a-little-longer")
)
ROPE_WALK = (
    "aiko-tanaka",
    "brendan-doyle",
    "carla-santos",
    "dimitra-vlachou",
    "hugo-martens",
    "joseph-mwangi",
    "nadege-pierre",
    "otto-virtanen",
    "ravi-pillai",
    "salma-rahman",
    "tariq-aziz",
    "viktor-melnyk",
)
TIDE_HOUSE = (
    "abel-haile",
    "anouk-dubois",
    "bilal-ahmed",
    "chidi-eze",
    "eun-ji-park",
    "maja-horvat",
    "mateo-silva",
    "sarah-levi",
    "stella-costa",
    "tenzin-dorje",
)
THREE_BRIDGES = ("amara-okafor", "aroha-ngata", "clara-hoffmann", "fatima-el-idrissi", "kwame-mensah", "zeynep-yildiz")
OLD_HARBOUR = ("chidi-eze", "dimitra-vlachou", "joseph-mwangi", "layla-haddad", "maja-horvat", "yusuf-mansour")
HUGO_JOINS = "circles/old-harbour/rope-walk/2026-07-04.joins.hugo-martens.yml"
FOUR = ["Carla Santos", "Hugo Martens", "Otto Virtanen", "Salma Rahman"]
PROPOSAL: Fills = {
    "title": "Warm hall on Fridays",
    "need": NEED,
    "reasons": REASONS,
    "text": TEXT,
    "authors": FOUR,
    "might_hurt": "The choir, which practises there; it says that it does not mind.",
    "judged_by": "evenings on which somebody came\nwhether anybody was kept awake by it",
    "entered_by": "hugo-martens",
}

SPEAKING = (
    Case(
        "round",
        "circle=rope-walk&proposal=heat-refuge",
        {
            **_voices(*ROPE_WALK[:10]),
            "voices.otto-virtanen.says": "concern",
            "voices.otto-virtanen.concern": "Who carries the chairs: always the same two?",
            "voices.tariq-aziz.says": "object",
            "voices.tariq-aziz.because": "The room has one door, and it sticks.",
            "voices.viktor-melnyk.says": "absent",
            "facilitator": "carla-santos",
            "entered_by": "hugo-martens",
        },
    ),
    Case("voice", "circle=chestnut-school&proposal=childrens-garden-2027&person=erik-vaara&says=consent", {}),
    Case("decision", "circle=old-harbour&proposal=repair-cafe-2027", {"entered_by": "yusuf-mansour"}),
    Case(
        "close",
        "circle=rope-walk&proposal=heat-refuge",
        {
            "result": "withdrawn",
            "because": "The library has opened its cellar for all of us.",
            "entered_by": "hugo-martens",
            **_voices("salma-rahman", "hugo-martens", "nadege-pierre", "tariq-aziz"),
        },
    ),
)
PROPOSING = (
    Case(
        "idea",
        "circle=tide-house",
        {"title": "A swing at the slipway", "need": NEED, "by": ["Mateo Silva"], "entered_by": "mateo-silva"},
    ),
    Case(
        "stand-with",
        "circle=tide-house&idea=proposals/bench-at-the-ferry&person=sarah-levi",
        {"because": "My back would like it, and so would the ferry's cat."},
    ),
    Case("propose", "circle=rope-walk", PROPOSAL),
    Case(
        "action", "circle=rope-walk", {**PROPOSAL, "title": "Empty the old dock together", "starts_with.people": "20"}
    ),
    Case(
        "invitation",
        "circle=rope-walk",
        {
            **PROPOSAL,
            "title": "Ask Ida from the lock",
            "invites.0.guest": "ida-from-the-lock",
            "invites.0.name": "Ida Lindholm",
            "invites.0.because": "She knows every boat and every quarrel of the last thirty years.",
        },
    ),
    Case(
        "ground-rules",
        "circle=everyone",
        {
            **PROPOSAL,
            "title": "Away for a little longer",
            ":new-proposal": "away-for-a-little-longer",
            "edition.number": "3",
            "edition.sha256": sha256(EDITION.encode()).hexdigest(),
            "authors": ["Amara Okafor", "Kwame Mensah", "Marisol Quispe", "Δήμητρα Βλάχου"],
            "entered_by": "amara-okafor",
        },
        also={"ground-rules/3.yml": EDITION},
    ),
    Case("new-version", "circle=rope-walk&proposal=heat-refuge", {"text": TEXT}),
)
OBJECTING = (
    Case(
        "objection",
        "circle=rope-walk&target=proposals/heat-refuge",
        {
            "title": "The door sticks",
            "important": NEED,
            "reasons": REASONS,
            "would_consent_if": "A second door that opens outwards.",
            "authors": [*FOUR[:2], "Tariq Aziz", "+Omar Said"],
            "entered_by": "tariq-aziz",
        },
    ),
    Case(
        "objection-idea",
        "circle=rope-walk&target=proposals/heat-refuge",
        {"title": "Where do the dogs go", "need": NEED, "by": ["Tariq Aziz"], "entered_by": "tariq-aziz"},
    ),
    Case(
        "test",
        "circle=three-bridges&objection-on-record=decisions/quiet-hours-2026/objections/van-at-the-yard",
        {
            "important.holds": "true",
            "important.because": "The baker loses her morning.",
            "reasoned.holds": "false",
            "reasoned.because": "We could not see why the yard's other gate does not do.",
            "result": "needs work",
            "entered_by": "kwame-mensah",
            **_voices(*THREE_BRIDGES),
        },
    ),
    Case(
        "resolution",
        "circle=three-bridges&objection-on-record=decisions/quiet-hours-2026/objections/van-at-the-yard",
        {
            "kind": "other",
            "how": "The baker has a key to the other gate now, and drives in there.",
            "entered_by": "kwame-mensah",
            **_voices("bao-nguyen", "elin-jonsdottir", "ana-popescu", "mohan-das"),
        },
    ),
)
BELONGING = (
    Case(
        "circle",
        "parent=old-harbour",
        {
            "name": "Sail Loft",
            "aim": "Eight sailmakers who share a floor and a stove.",
            "members": ["+Ida Lindholm", "+Søren Brandt", "+李 梅", "+Ana Pérez"],
            "entered_by": "ida-lindholm",
            **_voices("ida-lindholm", "soren-brandt", "li-mei", "ana-perez"),
        },
    ),
    Case(
        "joins",
        "circle=tide-house",
        {
            "name": "Ida Lindholm",
            ":newcomer": "ida-lindholm",
            **_voices("ida-lindholm", *TIDE_HOUSE),
            "entered_by": "sarah-levi",
        },
    ),
    Case(
        "leaves",
        "circle=tide-house&person=stella-costa",
        {"because": "The pier is open again.", **_voices("stella-costa"), "entered_by": "stella-costa"},
    ),
    Case("away", "circle=tide-house&person=stella-costa", {"until": "2026-12-31", "because": "At sea."}),
    Case("back", "circle=heron-meadow&person=wanda-kowalska", {}),
    Case("person", "circle=tide-house&person=stella-costa", {"account": "stella-at-the-pier"}),
)
CARING = (
    Case(
        "election",
        "circle=tide-house",
        {
            "role": "secretary",
            "term.from": "2026-12-01",
            "term.until": "2027-11-30",
            "succeeds": "",
            **{f"nominations.{one}.for": "sarah-levi" for one in TIDE_HOUSE},
            **{
                f"nominations.{one}.because": f"{one.split('-')[0].title()} has seen how she listens."
                for one in TIDE_HOUSE
            },
            "proposed.person": "sarah-levi",
            "proposed.because": "Many reasons, and all of them kind.",
            **_voices(*TIDE_HOUSE),
            "entered_by": "abel-haile",
        },
    ),
    Case("changes", "circle=tide-house", {"place": "The red shed", **_voices(*TIDE_HOUSE), "entered_by": "sarah-levi"}),
    Case(
        "asks",
        "circle=tide-house",
        {"for": "Somebody who can mend a boiler and a quarrel.", "entered_by": "sarah-levi"},
    ),
    Case(
        "closes",
        "circle=tide-house",
        {"because": "The roof is done and so are we.", **_voices(*TIDE_HOUSE), "entered_by": "sarah-levi"},
    ),
)
LATER = (
    Case(
        "commitments",
        "circle=heron-meadow&proposal=solar-on-the-school",
        {"people": ["Birgit Olsen", "Freya Lund"], "entered_by": "anand-rao"},
    ),
    Case(
        "answer",
        "circle=old-harbour&proposal=ask-the-fishers&guest=ona-balciunas",
        {"answer": "later", "words": "After the herring.", "entered_by": "layla-haddad"},
    ),
    Case(
        "review",
        "circle=three-bridges&decision=street-trees",
        {
            "helped": "Ninety-three of a hundred are green, and the benches are never empty.",
            "result": "keep",
            "next_review": "2027-10-01",
            **_voices(*THREE_BRIDGES),
            "entered_by": "kwame-mensah",
        },
    ),
    Case(
        "ended",
        "circle=tide-house&decision-or-term=tide-house-roof-steward-2026",
        {"because": "The roof is tight.", "entered_by": "tenzin-dorje", **_voices("tenzin-dorje")},
    ),
)
RIGHTING = (
    Case(
        "disputed",
        f"circle=rope-walk&record={HUGO_JOINS}&person=otto-virtanen",
        {"says": "I asked whether he sings in the morning, and nobody wrote that down."},
    ),
    Case(
        "correction",
        "circle=tide-house&record=decisions/repair-cafe/decision.yml",
        {"by": "sarah-levi", "what": "The boat shed has two doors, not one."},
    ),
    Case(
        "void",
        "circle=tide-house&record=circles/old-harbour/tide-house/2026-11-08.asks.yml",
        {"because": "Entered twice by mistake.", **_voices("sarah-levi"), "entered_by": "sarah-levi"},
    ),
    Case(
        "translation",
        "circle=rope-walk&version=proposals/heat-refuge/v1&language=es",
        {"by": "carla-santos", "title": "Un cuarto fresco", "text": "1. El cuarto queda abierto los días de calor."},
    ),
)
CASES = (*SPEAKING, *PROPOSING, *OBJECTING, *BELONGING, *CARING, *LATER, *RIGHTING)
