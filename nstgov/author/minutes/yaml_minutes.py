"""The minutes of a meeting as YAML: the same words as in Markdown, for who would rather write keys and lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nstgov.author.minutes.sections import ACTS, HEAD, THEN, Minutes, Said, Section, find_field_key
from nstgov.store.strict_yaml import UnreadableYaml, read_yaml

DONE = "done"
"""The list of what was done, in its order."""
VOICES = ("voices", "said")


def read_yaml_minutes(text: str, known: dict[str, frozenset[str]]) -> Minutes:
    """What YAML minutes tell; lines are not told, since a map has none. What cannot be read is unclear."""
    minutes = Minutes()
    try:
        read = read_yaml(text)
    except UnreadableYaml as fault:
        minutes.flaws.append(fault.flaw)
        return minutes
    data = read.value if isinstance(read.value, dict) else {}
    minutes.flaws += read.flaws
    for key, value in data.items():
        if key.lower().replace("_", " ") in HEAD:
            minutes.head[HEAD[key.lower().replace("_", " ")]] = Said(_join_words(value), 1)
        elif key != DONE:
            minutes.unclear.append(Said(key, 1))
    done = data.get(DONE)
    for entry in done if isinstance(done, list) else []:
        _take_entry(minutes, entry, known)
    return minutes


def _take_entry(minutes: Minutes, entry: Any, known: dict[str, frozenset[str]]) -> None:
    word = next(iter(entry), "") if isinstance(entry, dict) else str(entry)
    act = ACTS.get(word.lower().replace("_", " "))
    if act is None or not isinstance(entry, dict):
        minutes.unclear.append(Said(word, 1))
        return
    section = Section(act, _join_words(entry[word]), 1)
    minutes.sections.append(section)
    for key, value in list(entry.items())[1:]:
        _take_key(minutes, section, key, value, known)


def _take_key(minutes: Minutes, section: Section, key: str, value: Any, known: dict[str, frozenset[str]]) -> None:
    if key in VOICES:
        section.voices += _list_lines(value)
    elif key == "then":
        for part in value if isinstance(value, list) else []:
            _take_part(minutes, section, part, known)
    elif field := find_field_key(key.replace("_", " "), section.act, known):
        section.fields[field] = _list_lines(value)
        if field == "members":
            section.voices += [said for said in section.fields[field] if ":" in said.words]
            section.fields[field] = [Said(said.words.partition(":")[0], 1) for said in section.fields[field]]
    else:
        minutes.unclear.append(Said(key, 1))


def _take_part(minutes: Minutes, section: Section, part: Any, known: dict[str, frozenset[str]]) -> None:
    word = next(iter(part), "") if isinstance(part, dict) else str(part)
    act = THEN.get(word.lower().replace("_", " "))
    if act is None:
        minutes.unclear.append(Said(word, 1))
        return
    found, said = Section(act, "", 1), part[word] if isinstance(part, dict) else ""
    section.then.append(found)
    if act in ("round", "close") and isinstance(said, dict):
        found.voices = _list_lines(said)
    elif act == "new-version" and not isinstance(said, dict):
        found.fields["text"] = _list_lines(said)
    elif act == "objection" and not isinstance(said, dict):
        found.subject = _join_words(said)
    for key, value in list(part.items())[1:] if isinstance(part, dict) else ():
        _take_key(minutes, found, key, value, known)


def _list_lines(value: Any) -> list[Said]:
    return [Said(words, 1) for words in _yield_words(value)]


def _yield_words(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (f"{key}: {_join_words(one)}" for key, one in value.items())
    elif isinstance(value, list):
        yield from map(_join_words, value)
    else:
        yield str(value)


def _join_words(value: Any) -> str:
    return ", ".join(_yield_words(value))
