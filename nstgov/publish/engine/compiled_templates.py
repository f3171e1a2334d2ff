"""
Templates as they were compiled before, kept where Python keeps what it compiles of modules.

Reading a template, finding its sentences and writing its code costs more than a hundred pages. So the code lies in
`__pycache__` beside the templates, under the name that Python would give it (PYTHONPYCACHEPREFIX is followed, and with
PYTHONDONTWRITEBYTECODE nothing is written): whoever can write there can change the program itself, and nobody else. It
is code and no data, so it never lies in the cache folder of a person. Each file begins with a digest over this very
program, the template's text and the code: what is damaged, torn or of another program is compiled anew.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path

from jinja2.bccache import Bucket, BytecodeCache

from nstgov.store.cache import program_fingerprint

_FOLDER = Path(__file__).parent.parent / "templates"
_MARK = 16


class CompiledTemplates(BytecodeCache):
    """The code of templates of one kind: those for pages in one language, or those of the theme."""

    def __init__(self, kind: str, folder: Path = _FOLDER) -> None:
        """`kind` tells apart what is compiled differently from the same text; `folder` is where templates lie."""
        self._kind, self._folder = "".join(filter(str.isalnum, kind)), folder

    def get_cache_key(self, name: str, _filename: str | None = None) -> str:
        """The file for the code of a template."""
        plain = name.replace("/", "--")
        return cache_from_source(str(self._folder / plain), optimization=self._kind)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the template its code, if it was compiled from the same text by this very program."""
        with suppress(OSError, ValueError, EOFError, TypeError):
            data = Path(bucket.key).read_bytes()
            if data[:_MARK] == _compute_mark(bucket, data[_MARK:]):
                bucket.code = marshal.loads(data[_MARK:])  # noqa: S302 (as safe as the program's own compiled modules)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template, where that is wanted and possible."""
        if sys.dont_write_bytecode:
            return
        code = marshal.dumps(bucket.code)
        place = Path(bucket.key)
        fresh = place.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_bytes(_compute_mark(bucket, code) + code)
            fresh.replace(place)


def _compute_mark(bucket: Bucket, code: bytes) -> bytes:
    known = f"{program_fingerprint()} {type(bucket.environment).__qualname__} {bucket.checksum} "
    return hashlib.blake2b(known.encode() + code, digest_size=_MARK).digest()
