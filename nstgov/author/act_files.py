"""From a draft to its file, and to what the judge says of it: laid over what is on record (M13, M19)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from nstgov.acts.act_draft import ActDraft
from nstgov.author.editor_schemas import name_schema
from nstgov.author.yaml_text import OneLine, OneLineList, yaml_text
from nstgov.change_check import keep_new
from nstgov.check import check_tree
from nstgov.findings import Verdict
from nstgov.records.values import ID
from nstgov.store.tree import StoredFile, Tree

SHORT = 100
"""Characters that a map or list of a record may take to stand on one line."""


class ActFile(NamedTuple):
    """A record as a file: its path from the root, and its text."""

    path: str
    text: str


def render_act_file(draft: ActDraft) -> ActFile:
    """The file that a draft makes, as far as it is filled in."""
    path = draft.get_path()
    text = yaml_text({key: _lay_out(value) for key, value in draft.build_values().items()})
    return ActFile(path, name_schema(path) + text)


def _lay_out(value: Any) -> Any:
    """Short maps and lists of ids on one line each; all else as it is."""
    if isinstance(value, dict):
        inner = {key: _lay_out(one) for key, one in value.items()}
        plain = all(not isinstance(one, dict | list) for one in value.values())
        return OneLine(inner) if plain and _is_short(value) and not _is_by_person(value) else inner
    if isinstance(value, list):
        ids = all(isinstance(one, str) and _is_plain_id(one) for one in value)
        return OneLineList(value) if ids and len(str(value)) < SHORT else [_lay_out(one) for one in value]
    return value


def _is_short(value: dict[str, Any]) -> bool:
    return len(str(value)) < SHORT and "\n" not in "".join(map(str, value.values()))


def _is_by_person(value: dict[str, Any]) -> bool:
    """Whether a map holds one word for each person, as voices do: one line for each."""
    return all(one in ("consent", "absent") for one in value.values())


def _is_plain_id(word: str) -> bool:
    import re

    return re.fullmatch(ID, word) is not None


def judge_act_files(
    tree: Tree, files: Mapping[str, str], as_of: date, landed: Mapping[str, int] | None = None
) -> Verdict:
    """
    What the judge finds with some new files that it does not find without them; nothing is written.

    `landed` gives by path the place on main at which each file of the tree came to stand, where that is known.
    """
    before = check_tree(tree, as_of, landed=landed)
    return keep_new(check_tree(lay_over(tree, files), as_of, landed=landed), before)


def lay_over(tree: Tree, files: Mapping[str, str]) -> Tree:
    """A tree with some files more."""
    added = (StoredFile(path, "file", text.encode("utf-8", "surrogatepass")) for path, text in files.items())
    kept = (file for file in tree.files if file.path not in files)
    return Tree(tuple(sorted((*kept, *added))), None)


def has_errors(verdict: Verdict) -> bool:
    """Whether anything found blocks."""
    return any(one.severity == "error" for one in verdict.diagnostics)
