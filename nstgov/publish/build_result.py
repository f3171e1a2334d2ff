"""What a build came to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from nstgov.publish.engine.gate import GateFinding
    from nstgov.publish.engine.link_check import BrokenLink
    from nstgov.publish.engine.output import OutputCounts


class BuildResult(NamedTuple):
    """
    What a build came to.

    `unexpected` was held back by the gate and not written; `broken` links lead nowhere; `missing` pages were to be
    there and are not. A site with any of these must not go out. `errors` is how many the rules find in the record: the
    site says them where they belong, and goes out. `written` is None where nothing had to be made at all.
    """

    pages: int
    written: OutputCounts | None
    unexpected: tuple[GateFinding, ...] = ()
    broken: tuple[BrokenLink, ...] = ()
    missing: tuple[str, ...] = ()
    errors: int = 0

    @property
    def is_sound(self) -> bool:
        """Whether the site may go out."""
        return not (self.unexpected or self.broken or self.missing)
