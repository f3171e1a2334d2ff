"""
Each kind of record as an act that changes something: in whose name it speaks, and what the judge says to strangers.

Each is tried at every proof, as it would be by a stranger and as it is done by those whose act it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tests.acts.beginning import (
    ASKED,
    AUTHORS,
    BENCH,
    HUSH_TEXT,
    LATE,
    OAK,
    POND,
    REGISTRAR,
    SOME,
    SWING,
    TOWN,
    TREES,
    Fields,
    Filed,
    agreed,
    consent,
    decided,
    elected,
    filed,
    ground_rules,
    held,
    proposal,
)
from tests.acts.proving_forge import PROOFS, KeyRing
from tests.history.forge import digest

DAY = "2026-11-20"
Make = Callable[[KeyRing, str], list[Filed]]
"""The records of an act, by the keys of everybody and by the proof that is asked."""


STOPPED = ("T01", "T02", "T05", "T06", "D14")
"""The rules that stop what is not proven as well as is asked; the others let it land without effect."""


class Scenario(NamedTuple):
    """
    An act of one kind of record.

    `changes` is what it changes in words, and `effect` with what the names of those outcomes begin; both are empty
    where nothing follows from it. `stranger` is the rule that stops it where a stranger's account brings it, and `weak`
    the one that speaks where it is proven less well than is asked: T07 lets it land without effect. Where there is
    none, anybody may bring it, or no proof is asked, since nothing follows from it.
    """

    kind: str
    name: str
    changes: str
    make: Make
    effect: str = ""
    stranger: str = "T06"
    weak: str = "T07"
    bringer: str = "ana"
    may_say: frozenset[str] = frozenset()
    """What the judge says besides to those whose act it is."""
    strange: Make | None = None
    """What a stranger brings, where the same bytes would be theirs too."""
    at: tuple[str, ...] = PROOFS
    """The proofs at which something follows from it."""


def _act(name: str, speakers: tuple[str, ...], circle: str = "oak", /, **more: object) -> Make:
    """Something that happens to a circle."""
    entered = {} if len(speakers) == 1 else {"entered_by": speakers[0]}
    one = filed(f"circles/{circle}/{DAY}.{name}.yml", speakers, **more, voices=consent(speakers), **entered)
    return lambda _, __: [one]


def _these(*files: Filed) -> Make:
    return lambda _, __: list(files)


def _entered(path: str, people: tuple[str, ...] = OAK, **fields: object) -> Filed:
    """A record in which people consent."""
    return filed(path, people, **fields, voices=consent(people), entered_by="ana")


def _new_circle(_: KeyRing, __: str) -> list[Filed]:
    people = ("nel", "oda", "pam", "dee")
    members: Fields = {who: {"name": f"{who.title()} Of Pine"} for who in people[:3]} | {"dee": {"home": "oak"}}
    return [filed("circles/pine/circle.yml", ("dee",), name="Pine", level="friend", aim="To sing together.", opened=DAY,
                  members=members, voices=consent(people), entered_by="nel")]  # fmt: skip


def _key(ring: KeyRing, _: str) -> list[Filed]:
    return [filed(f"circles/oak/{DAY}.person.dee.yml", ("dee",), adds=ring.public["new"], voices=consent(["dee"]))]


def _edition(ring: KeyRing, proof: str) -> list[Filed]:
    second = ground_rules(
        proof, ring.public[REGISTRAR], 2, **{"from": DAY, "adopted_by": "rules-2", "quiet_after_days": 30}
    )
    named = {"number": 2, "sha256": digest(second.text)}
    version = proposal("rules-2", "Quiet sooner", "2026-11-18", circle="town", kind="ground rules", edition=named)
    return [*agreed(version, "2026-11-19", "2026-11-19", "town"), second]


def _signed_by(key: str) -> Make:
    return lambda ring, _: [Filed(path, data.decode()) for path, data in ring.signatures(LATE, ["hal"], key).items()]


def _confirmed_by(key: str) -> Make:
    return lambda ring, _: [Filed(path, data.decode()) for path, data in ring.confirmations(LATE, ["hal"], key).items()]


REGION = _entered(
    "regions/north.yml", TOWN, name="The north", repository="https://north.example/record",
    repository_id="5b0e2f6a9c3d41788e90a1b2c3d4e5f6", circle="north-top", joins="town", since=DAY,
)  # fmt: skip
SEEN = filed(
    f"regions/north/snapshots/{DAY}.yml", ("ana", "ben"), commit="a" * 40, summary="b" * 64, entered_by="ana",
    representatives=[{"person": "nia", "name": "Nia North", "from": DAY, "until": "2027-06-01"}],
)  # fmt: skip

SECOND = proposal("bench", "A bench and a table at the corner", DAY, 2)
AGAINST: Fields = {
    "title": "Nobody can pass", "authors": list(AUTHORS), "raised": DAY,
    "important": "My neighbour in a wheelchair cannot pass there any more.",
    "reasons": "The pavement is one metre and a half wide, and this takes one metre of it.",
}  # fmt: skip
SCENARIOS = (
    Scenario("settings", "settings", "", _these(Filed("nstgov.yml", "format: 1\ntitle: Ours\n")), stranger="", weak="",
             may_say=frozenset({"H07"})),
    Scenario("ground-rules", "edition", "which ground rules hold, and from when", _edition, "rules", weak="T01"),
    Scenario("circle", "circle", "", _new_circle,
             bringer="dee", weak="", may_say=frozenset({"A08"})),
    Scenario("joins", "joins", "who is a member and must be heard", _act(
        "joins.gus", (*OAK, "gus"), home="elm"), "circle oak", may_say=frozenset({"A08"})),
    Scenario("leaves", "leaves", "who is a member and must be heard", _act("leaves.dee", ("dee",), how="own word"),
             "circle oak", bringer="dee"),
    Scenario("leaves", "asked to go", "who is a member and must be heard", _act(
        "leaves.dee", ("ana", "ben", "chi", "eva"), how="asked to go", because="It could not go on."), "circle oak"),
    Scenario("leaves", "died", "who is a member and must be heard", _act(
        "leaves.dee", ("ana", "ben", "chi", "eva"), how="died"), "circle oak"),
    Scenario("away", "away", "whose voice is needed", _act("away.eva", ("eva",), until="2027-01-10"), "heard bench",
             bringer="eva"),
    Scenario("back", "back", "whose voice is needed", _act("back.hal", ("hal",), "elm"), "heard hedge", bringer="hal"),
    Scenario("person", "person", "whose key, account or name it is", _key, "keys", weak="T05", bringer="dee"),
    Scenario("changes", "changes", "what a circle is, and where it belongs", _act("changes", OAK, aim="To sing."),
             "circle oak"),
    Scenario("changes", "facilitator", "who has a role", _act("changes", OAK, facilitator="ben"), "circle oak"),
    Scenario("takes-in", "takes-in", "which circles send people to one above",
             _act("takes-in.fir", TOWN, "town"), "circle fir"),
    Scenario("asks", "asks", "", _these(filed(
        f"circles/oak/{DAY}.asks.yml", ("ana",), **{"for": "A saw."}, entered_by="ana")), weak=""),
    Scenario("closes", "closes", "whether a circle goes on", _act("closes", OAK, because="We are done."), "circle oak"),
    Scenario("idea", "idea", "", _these(filed("proposals/slide/idea.yml", title="A slide", by=["dee"], opened=DAY,
             need="Children have no place on this street.")), stranger="", weak=""),
    Scenario("with", "with", "", _these(
        filed("proposals/slide/idea.yml", title="A slide", by=["dee"], opened=DAY, need="Children need a place."),
        filed("proposals/slide/with.eva.yml", because="I want one too.")), stranger="", weak=""),
    Scenario("version", "next version", "which text is proposed, and whose voices count", _these(SECOND),
             "proposal bench"),
    Scenario("version", "version", "", _these(proposal("slide", "A slide for the corner", DAY)), weak=""),
    Scenario("round", "round", "what a circle has said to a version", _these(held(BENCH, DAY)), "heard bench", weak=""),
    Scenario("round", "own voice", "what a member has said to a version", _these(
        held(BENCH, DAY, "oak", ".eva", eva="consent")), "heard bench", weak="", bringer="eva"),
    Scenario("round", "object", "whether there is consent", _these(
        held(BENCH, DAY, "oak", ".eva", eva={"says": "object", "because": "It takes my window."})), "heard bench",
        weak="", bringer="eva"),
    Scenario("commitments", "commitments", "whether an action has begun", _these(filed(
        f"proposals/clean/commitments/{DAY}.oak.yml", AUTHORS, people=list(AUTHORS), entered_by="ana")), "action clean",
        weak=""),
    Scenario("answer", "answer", "", _these(filed(f"proposals/guest/answers/{DAY}.maria-silva.yml", answer="joins")),
             stranger="", weak=""),
    Scenario("closed", "withdrawn", "whether a proposal goes on", _these(_entered(
        "proposals/bench/closed.yml", AUTHORS, date=DAY, result="withdrawn", because="We found another place.")),
        "proposal bench"),
    Scenario("closed", "set aside", "whether a proposal goes on", _these(_entered(
        "proposals/fence/closed.yml", date=DAY, result="set aside", because="It does not help.")), "proposal fence"),
    Scenario("objection", "objection to a proposal", "whether a proposal can be decided", _these(filed(
        "proposals/pond/objections/narrow/v1.yml", AUTHORS, **AGAINST, entered_by="ana",
        against={"version": 1, "sha256": digest(POND.text)})), "proposal pond"),
    Scenario("objection", "objection to a decision", "whether a decision is under reconsideration", _these(filed(
        "decisions/trees/objections/narrow/v1.yml", AUTHORS, **AGAINST, entered_by="ana",
        against={"sha256": digest(decided(TREES, "2026-10-21").text)})), "against trees"),
    Scenario("test", "test", "whether an objection stands", _these(_entered(
        f"proposals/fence/objections/nests/test.{DAY}.oak.yml", version=1,
        important={"holds": True, "because": "They live here."},
        reasoned={"holds": False, "because": "There is a gap."},
        result="set aside")), "proposal fence"),
    Scenario("resolution", "resolution", "whether an objection stands", _these(_entered(
        f"proposals/fence/objections/nests/resolution.{DAY}.yml", AUTHORS, kind="withdrawn", how="We saw the gap.")),
        "proposal fence"),
    Scenario("decision", "decision", "what is decided", _these(decided(POND, DAY)), "proposal pond", weak="T06"),
    Scenario("decision", "whole decision", "what is decided", _these(
        held(SWING, "2026-11-19"), decided(SWING, DAY)), "proposal swing", weak="T01"),
    Scenario("election", "election", "who holds a role", _these(elected("dee-writes", "oak", "dee", DAY, "secretary")),
             "secretary oak", weak="T01"),
    Scenario("review", "let go by a review", "whether a decision goes on", _these(_entered(
        f"decisions/trees/reviews/{DAY}.yml", circle="oak", helped="Nobody waters them.", result="let go")),
        "decision trees"),
    Scenario("review", "review", "when a decision is looked at again", _these(_entered(
        f"decisions/trees/reviews/{DAY}.yml", circle="oak", helped="They grow.", result="keep",
        next_review="2027-05-01")), "decision trees"),
    Scenario("ended", "let go", "whether a decision goes on", _these(_entered(
        "decisions/trees/ended.yml", date=DAY, how="let go", because="They died.")), "decision trees"),
    Scenario("ended", "resigned", "who holds a role", _these(filed(
        "decisions/ben-sits/ended.yml", ("ben",), date=DAY, how="resigned", voices=consent(["ben"]))), "term ben-sits",
        bringer="ben"),
    Scenario("translation", "translation", "", _these(filed(
        "proposals/bench/v1.es.yml", title="Un banco en la esquina", by="dee")), stranger="", weak=""),
    Scenario("disputed", "disputed voice", "whether a decision is under reconsideration", _these(filed(
        "proposals/trees/rounds/2026-10-20.oak.yml.dee.disputed.yml", ("dee",), date=DAY, says="I was not there.")),
        "decision trees", bringer="dee", may_say=frozenset({"D11"}), at=("declared", "heard")),
    Scenario("correction", "correction", "", _these(filed(
        f"{SOME.path}.correction.{DAY}.yml", ("ben",), by="ben", what="We met on the fourth.")),
        weak="", bringer="ben"),
    Scenario("void", "void", "whether a record counts", _these(_entered(
        f"{SOME.path}.void.yml", AUTHORS, date=DAY, because="That was the wrong version.")), "heard bench"),
    Scenario("withheld", "withheld", "whether a text is shown", _these(filed(
        f"{ASKED.path}.withheld.yml", decision="hush", because="It says too much.",
        sha256=digest(HUSH_TEXT))), "hidden", stranger="D14", weak="D14", strange=_these(filed(
        f"{ASKED.path}.withheld.yml", decision="trees", because="It says too much.", sha256=digest(HUSH_TEXT)))),
    Scenario("region", "region", "who sits in the circle above", _these(REGION, SEEN), "circle town"),
    Scenario("region-snapshot", "region snapshot", "who sits in the circle above", _these(REGION, SEEN), "circle town"),
    Scenario("region-leaves", "region leaves", "", _these(REGION, _entered(
        "regions/north/leaves.yml", TOWN, date=DAY, because="They have a record of their own."))),
    Scenario("confirmation", "confirmation", "how well a voice is proven", _confirmed_by(REGISTRAR),
             f"proofs {LATE.path}", stranger="T02", weak="T02", strange=_confirmed_by("evil")),
    Scenario("signature", "signature", "how well a voice is proven", _signed_by("hal"), f"proofs {LATE.path}",
             stranger="T02", weak="T02", strange=_signed_by("evil")),
)  # fmt: skip
