"""How a movement begins: the founding ground rules and settings, or the worked example."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from nstgov.author.editor_schemas import build_schema_files
from nstgov.author.yaml_text import OneLine, yaml_text
from nstgov.lifecycle import FLOORS
from nstgov.records import PROOFS, ROOTS, SETTINGS
from nstgov.store.tree import carried_repository

ATTRIBUTES = """# Records are proven by their bytes: no checkout may change them.
circles/** -text -filter -ident
decisions/** -text -filter -ident
ground-rules/** -text -filter -ident
proposals/** -text -filter -ident
regions/** -text -filter -ident
nstgov.yml -text -filter -ident
"""
IGNORED = """# What nstgov makes anew from the record.
/public/
/export/
"""
PROMISES = (
    "Nobody is forced, and nobody is thrown away.",
    "Everyone's needs are heard.",
    "Every decision is for a time, and can be changed by consent.",
    "Nothing is secret.",
)


def build_new_movement(
    title: str, repository_id: str, day: date, levels: Iterable[str] = FLOORS.levels
) -> dict[str, str]:
    """
    The files of an empty movement: path to text.

    `repository_id` is 32 hex digits made at random for this movement alone; `day` is the founding day.
    """
    return {
        SETTINGS: _render_settings(title),
        "ground-rules/1.yml": _render_ground_rules(title, repository_id, day, tuple(levels)),
        ".gitattributes": ATTRIBUTES,
        ".gitignore": IGNORED,
        "README.md": _render_readme(title),
        **build_schema_files(),
    }


def _render_settings(title: str) -> str:
    about = f"{title} decides by consent in small circles. This is its public record."
    return yaml_text({"format": 1, "title": title, "about": about, "languages": ["en"]}, SETTINGS)


def _render_ground_rules(title: str, repository_id: str, day: date, levels: tuple[str, ...]) -> str:
    size = FLOORS.circle_size
    return yaml_text({
        "movement": title,
        "repository_id": repository_id,
        "from": day,
        "promises": list(PROMISES),
        "levels": list(levels),
        "top": FLOORS.top,
        "circle_size": OneLine(least=size.least, good=size.good, most=size.most),
        "authors": OneLine(least=FLOORS.authors.least),
        "representatives": OneLine(least=FLOORS.representatives.least, most=FLOORS.representatives.most),
        "longest_sunset_days": FLOORS.longest_sunset_days,
        "reconsider_within_days": FLOORS.reconsider_within_days,
        "answer_objection_within_days": FLOORS.answer_objection_within_days,
        "quiet_after_days": FLOORS.quiet_after_days,
        "proof": OneLine({level: PROOFS[min(at, len(PROOFS) - 1)] for at, level in enumerate(levels)}),
        "brought_by": "members",
    }, "ground-rules/1.yml")  # fmt: skip


def _render_readme(title: str) -> str:
    return f"""# {title}

The public record of {title}: who meets in which circle, what is proposed, who said what, and what was decided until
when. Every act is one small file. Nothing that has landed is changed or taken away; what is new is added.

| folder | holds |
|---|---|
| `ground-rules/` | what everyone has agreed on from the start |
| `circles/` | the circles, and who joins and leaves |
| `proposals/` | what is proposed, each circle's rounds, objections |
| `decisions/` | decisions and elections, their reviews, their endings |

Are the rules of consent kept?

    nstgov check

Read the record as a site:

    nstgov serve
"""


def read_worked_example() -> dict[str, bytes]:
    """The files of the worked example, byte for byte: path to content."""
    root = carried_repository()
    files = {SETTINGS: (root / SETTINGS).read_bytes()}
    for folder in ROOTS:
        for place in sorted((root / folder).rglob("*")):
            if place.is_file():
                files[place.relative_to(root).as_posix()] = place.read_bytes()
    return {**files, ".gitattributes": ATTRIBUTES.encode(), ".gitignore": IGNORED.encode()}
