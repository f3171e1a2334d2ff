"""Plain data as the small files that scripts read: the same data gives the same bytes."""

from __future__ import annotations

import json
from typing import Any


def encode_json(value: Any) -> bytes:
    """The bytes of a JSON file."""
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
