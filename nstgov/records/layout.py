"""
Where each kind of record lies: the layout of a governance repository as one table.

A record's kind, and the day, circle or person it is about, are read off its path; nothing else decides them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from nstgov.records import circles, decisions, ground_rules, proposals, regions
from nstgov.records import companions as beside
from nstgov.records.frozen import frozen_in_order
from nstgov.records.record import Record
from nstgov.records.values import ID, LONGEST_ID

ROOTS = ("circles", "decisions", "ground-rules", "proposals", "regions")
"""The folders that hold records, in the order of their names."""
SETTINGS = "nstgov.yml"

LONGEST_NAME = 255
"""Characters in the name of a file or folder: no disk holds longer ones, though git does."""
LONGEST_FAR_ID = 4 * LONGEST_ID
"""Characters in an id that goes through several repositories."""
DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
TARGET = r"(?P<target>(?:proposals|decisions)/{id})"
_VERSION_STEM = r"(?:proposals/{id}/v{n}|(?:proposals|decisions)/{id}/objections/{id}/v{n})"


@frozen_in_order
class Kind:
    """A kind of record: its name, how its paths look (for people), their pattern, and its type."""

    name: str
    looks: str
    pattern: str
    type: type[Record]


KINDS: tuple[Kind, ...] = (
    Kind("settings", "nstgov.yml", r"nstgov\.yml", ground_rules.Settings),
    Kind("ground-rules", "ground-rules/<N>.yml", r"ground-rules/(?P<number>{n})\.yml", ground_rules.GroundRules),
    Kind("circle", "circles/**/<circle>/circle.yml", r"circles/(?:{id}/)*(?P<circle>{id})/circle\.yml", circles.Circle),
    *(
        Kind(name, f"circles/**/<circle>/<date>.{name}.<{about}>.yml",
             rf"circles/(?:{{id}}/)*(?P<circle>{{id}})/(?P<date>{{day}})\.{name}\.(?P<{group}>{{id}})\.yml", type_)
        for name, about, group, type_ in (
            ("joins", "person", "person", circles.Joins),
            ("leaves", "person", "person", circles.Leaves),
            ("away", "person", "person", circles.Away),
            ("back", "person", "person", circles.Back),
            ("person", "person", "person", circles.PersonChange),
            ("takes-in", "circle", "takes_in", circles.TakesIn),
        )
    ),
    *(
        Kind(name, f"circles/**/<circle>/<date>.{name}.yml",
             rf"circles/(?:{{id}}/)*(?P<circle>{{id}})/(?P<date>{{day}})\.{name}\.yml", type_)
        for name, type_ in (("changes", circles.Changes), ("asks", circles.Asks), ("closes", circles.Closes))
    ),
    Kind("idea", "proposals/<proposal>/idea.yml",
         r"(?P<of>proposals/{id}|(?:proposals|decisions)/{id}/objections/{id})/idea\.yml", proposals.Idea),
    Kind("with", "proposals/<proposal>/with.<person>.yml",
         r"(?P<of>proposals/{id}|(?:proposals|decisions)/{id}/objections/{id})/with\.(?P<person>{far})\.yml",
         proposals.StandsWith),
    Kind("version", "proposals/<proposal>/v<N>.yml", r"proposals/(?P<proposal>{id})/v(?P<number>{n})\.yml",
         proposals.Version),
    Kind("round", "proposals/<proposal>/rounds/<date>.<circle>[.<person>][.<n>].yml",
         r"proposals/(?P<proposal>{id})/rounds/(?P<held>{day})\.(?P<circle>{id})(?:\.(?P<person>{far}))?(?:\.(?P<n>{n}))?\.yml",
         proposals.Round),
    Kind("commitments", "proposals/<proposal>/commitments/<date>.<circle>.yml",
         r"proposals/(?P<proposal>{id})/commitments/(?P<date>{day})\.(?P<circle>{id})\.yml", proposals.Commitments),
    Kind("answer", "proposals/<proposal>/answers/<date>.<guest>.yml",
         r"proposals/(?P<proposal>{id})/answers/(?P<date>{day})\.(?P<guest>{id})\.yml", proposals.Answer),
    Kind("closed", "proposals/<proposal>/closed.yml", r"proposals/(?P<proposal>{id})/closed\.yml", proposals.Closed),
    Kind("objection", "<target>/objections/<objection>/v<N>.yml",
         r"{target}/objections/(?P<objection>{id})/v(?P<number>{n})\.yml", proposals.Objection),
    Kind("test", "<target>/objections/<objection>/test.<date>.<circle>.yml",
         r"{target}/objections/(?P<objection>{id})/test\.(?P<held>{day})\.(?P<circle>{id})\.yml", proposals.Test),
    Kind("resolution", "<target>/objections/<objection>/resolution.<date>.yml",
         r"{target}/objections/(?P<objection>{id})/resolution\.(?P<date>{day})\.yml", proposals.Resolution),
    Kind("decision", "decisions/<decision>/decision.yml", r"decisions/(?P<decision>{id})/decision\.yml",
         decisions.Decision),
    Kind("election", "decisions/<decision>/election.yml", r"decisions/(?P<election>{id})/election\.yml",
         decisions.Election),
    Kind("review", "decisions/<decision>/reviews/<date>.yml",
         r"decisions/(?P<decision>{id})/reviews/(?P<held>{day})\.yml", decisions.Review),
    Kind("ended", "decisions/<decision>/ended.yml", r"decisions/(?P<decision>{id})/ended\.yml", decisions.Ended),
    Kind("region", "regions/<region>.yml", r"regions/(?P<region>{id})\.yml", regions.Region),
    Kind("region-snapshot", "regions/<region>/snapshots/<date>.yml",
         r"regions/(?P<region>{id})/snapshots/(?P<date>{day})\.yml", regions.RegionSnapshot),
    Kind("region-leaves", "regions/<region>/leaves.yml", r"regions/(?P<region>{id})/leaves\.yml",
         regions.RegionLeaves),
    Kind("translation", "<version>.<language>[.<n>].yml",
         _VERSION_STEM + r"\.(?P<language>[a-z]{2,3}(?:-[a-z0-9]{1,8})*)(?:\.{n})?\.yml", proposals.Translation),
    Kind("disputed", "<record>.<person>.disputed.yml", r"(?P<beside>{record})\.(?P<person>{far})\.disputed\.yml",
         beside.Disputed),
    Kind("correction", "<record>.correction.<date>[.<n>].yml",
         r"(?P<beside>{record})\.correction\.(?P<date>{day})(?:\.(?P<n>{n}))?\.yml", beside.Correction),
    Kind("void", "<record>.void.yml", r"(?P<beside>{record})\.void\.yml", beside.Void),
    Kind("withheld", "<record>.withheld.yml", r"(?P<beside>{record})\.withheld\.yml", beside.Withheld),
    Kind("confirmation", "<record>.<person>.confirmation.yml",
         r"(?P<beside>{record})\.(?P<person>{far})\.confirmation\.yml", beside.Confirmation),
    Kind("signature", "<record>.<person>.sig", r"(?P<beside>{record})\.(?P<signer>{far})\.sig", beside.Signature),
)  # fmt: skip

_SIZED_ID = rf"(?=[a-z0-9-]{{2,{LONGEST_ID}}}(?![a-z0-9-])){ID}"
_PARTS = {
    "{target}": TARGET,
    "{far}": rf"(?![0-9]+\.)(?=[a-z0-9-]{{2,{LONGEST_FAR_ID}}}(?![a-z0-9-])){regions.FAR_ID}",
    "{id}": _SIZED_ID,
    "{day}": DAY,
    "{n}": "[1-9][0-9]{0,5}",
    "{record}": r"(?:circles|proposals|decisions|ground-rules|regions)/[a-z0-9./-]+\.yml",
}


def _expand_pattern(pattern: str) -> str:
    for part, form in _PARTS.items():
        pattern = pattern.replace(part, form)
    return pattern


@cache
def _list_kinds_under(root: str) -> tuple[tuple[str, Kind], ...]:
    """The kinds that may lie under a root folder, so that a path is held against a dozen and not all; with a marker."""
    others = tuple(other for other in ROOTS if other != root)
    return tuple((find_marker(kind), kind) for kind in KINDS if not kind.pattern.startswith(others))


def find_marker(kind: Kind) -> str:
    """What every path of a kind has in it, the last of such pieces that tells it from others."""
    pieces = re.split(r"<[^>]*>|\*\*|\[.*?\]", kind.looks)
    return next((piece for piece in reversed(pieces) if re.search("[a-z]", piece) and piece != ".yml"), "")


@cache
def _compile_pattern(pattern: str) -> re.Pattern[str]:
    """A kind's pattern, when a path is first held against it: to make all takes as long as to read a hundred files."""
    return re.compile(_expand_pattern(pattern))


def match_path(path: str) -> tuple[Kind, Mapping[str, str | None]] | None:
    """
    The kind of record that lies at a path, and what the path says (day, circle, person … as text).

    None where no record belongs. Ids longer than 64 characters or shorter than 2 belong nowhere; names that no disk
    holds do not either, so that what stands beside what stands beside a record comes to an end.
    """
    if len(path) > LONGEST_NAME and any(len(part) > LONGEST_NAME for part in path.split("/")):
        return None
    for marker, kind in _list_kinds_under(path.partition("/")[0]):
        if marker in path and (found := _compile_pattern(kind.pattern).fullmatch(path)):
            return kind, found.groupdict()
    return None


def kind_of_type(type_: type[Record]) -> Kind:
    """The kind whose records have that type."""
    return _KINDS_BY_TYPE[type_]


_KINDS_BY_TYPE = {kind.type: kind for kind in KINDS}
