"""What something lacks that was entered as decided or chosen, and is not validly made (M2)."""

from __future__ import annotations

from typing import NamedTuple

from nstgov.lifecycle import validity_of
from nstgov.publish.views.scene import Snapshot


class LackView(NamedTuple):
    """One thing that is lacking: the rule that asks for it, what is so, the next step, and the circle concerned."""

    rule: str
    message: str
    help: str


def lack_views(scene: Snapshot, id_: str) -> tuple[LackView, ...]:
    """All that a decision or an election lacks; nothing where it is validly made."""
    validity = validity_of(scene.movement, id_)
    found = (LackView(lack.rule, lack.message, lack.help) for lack in (validity.lacks if validity else ()))
    return tuple(dict.fromkeys(found))
