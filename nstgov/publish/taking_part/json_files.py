"""Plain data as the small files that scripts read: the same data gives the same bytes."""

from __future__ import annotations

import json
from datetime import date
from typing import Any


def encode_json(value: Any) -> bytes:
    """The bytes of a JSON file; days stand in it as YAML writes them."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=date.isoformat)
    return f"{text}\n".encode()
