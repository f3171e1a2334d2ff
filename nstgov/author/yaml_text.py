"""Plain values as the YAML of a record: one key on each line, long texts in blocks, short maps on one line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from nstgov.author.editor_schemas import name_schema


class OneLine(dict[str, Any]):
    """A short map that is written on one line: `{name: Ana Ruiz}`."""


class OneLineList(list[Any]):
    """A short list that is written on one line: `[ana-ruiz, ben-okafor]`."""


class _Dumper(yaml.SafeDumper):
    """PyYAML's writer with the habits of our records; it never makes an alias."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 (the signature is PyYAML's)
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 (as above)
        super().increase_indent(flow, False)


def _represent_text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text.strip("\n") and not any(line != line.rstrip() for line in text.split("\n")) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _represent_one_line(dumper: _Dumper, value: OneLine) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=True)


def _represent_list(dumper: _Dumper, value: OneLineList) -> yaml.SequenceNode:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=True)


_Dumper.add_representer(OneLineList, _represent_list)
_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(OneLine, _represent_one_line)


def yaml_text(record: Mapping[str, Any], path: str = "") -> str:
    """
    The YAML of a record, keys in the order given; dates, numbers and texts as what they are.

    With the path at which it is to lie, its first line names its schema for editors.
    """
    return name_schema(path) + yaml.dump(
        dict(record), Dumper=_Dumper, sort_keys=False, allow_unicode=True, default_flow_style=False, width=118
    )
