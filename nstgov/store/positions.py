"""Where a value stands in its file; worked out only for the few files that have findings."""

from __future__ import annotations

from functools import lru_cache

from nstgov.records.values import Where
from nstgov.store.byte_screen import decode_text
from nstgov.store.strict_yaml import Keys, Place, UnreadableYaml, read_yaml
from nstgov.store.tree import Tree


class PositionFinder:
    """Turns keys into lines and columns (from 1), reading a file again with places when it is asked about."""

    def __init__(self, tree: Tree) -> None:
        """Keep the bytes of the files by path."""
        self._data = {file.path: file.data for file in tree.files}
        self._read = lru_cache(maxsize=256)(self._parse_positions)
        self._lines = lru_cache(maxsize=256)(self._split_lines)

    def find_position(self, where: Where) -> Place:
        """The place of the value; of the nearest map around it where it is not there; (1, 1) for the file."""
        values, keys = self._read(where.file)
        sought: Keys = where.keys
        if sought in keys and sought not in values:
            return keys[sought]
        while sought and sought not in values:
            sought = sought[:-1]
        return values[sought] if sought else (1, 1)

    def find_key_position(self, where: Where) -> Place:
        """The place of the key itself; else, where there is none, of the value."""
        return self._read(where.file)[1].get(where.keys) or self.find_position(where)

    def read_line(self, file: str, number: int) -> str:
        """The line of that number as it stands in the file, without its end; empty where there is none."""
        lines = self._lines(file)
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def _split_lines(self, file: str) -> list[str]:
        """The lines of a file, each one text, however many findings stand on it."""
        lines = self._data.get(file, b"")[: 1 << 20].split(b"\n")
        return [line.decode("utf-8", "replace").rstrip("\r") for line in lines]

    def _parse_positions(self, file: str) -> tuple[dict[Keys, Place], dict[Keys, Place]]:
        text, _ = decode_text(self._data.get(file, b""))
        try:
            reading = read_yaml(text, places=True)
        except UnreadableYaml:
            return {}, {}
        return reading.places, reading.key_places
