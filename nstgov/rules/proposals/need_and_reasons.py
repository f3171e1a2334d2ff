"""Family P: what a proposal says of its need, its reasons, and those it might hurt."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.lifecycle.native import is_newest, yield_judged_versions
from nstgov.records import Movement, Version
from nstgov.rules.hollow_texts import Hollow, find_hollow, says_nothing
from nstgov.rules.rule import rule

_ASKS = {
    "need": "Write what is missing or goes wrong today, and for whom.",
    "reasons": "Write why this meets the need, and what makes you think so.",
}


@rule("P02", idea="M4")
def nothing_said_of_why(movement: Movement) -> Iterator[Finding]:
    """
    A proposal says what need it comes from, and why this would meet it.

    Somebody who was not there reads these lines and finds out whether they can live with what is proposed; years
    later somebody else reads them and finds out whether the need is still there. A circle can only improve what it
    understands. So both take words of your own, as few or as many as you like. Whether they are important enough the
    circle judges, never a count of words: very short ones get a kind question, and no more than that.

    Bad:
    ```yaml title="proposals/heat-refuge/v1.yml"
    need: TBD  # <- P02
    reasons: just because  # <- P02
    ```
    Good:
    ```yaml title="proposals/heat-refuge/v1.yml"
    need: On hot days those who live alone under the roofs have nowhere cool to go.
    reasons: The ropemakers' hall stays at 24 degrees, it is ours, and in summer it is empty.
    ```
    Bad, the title once more:
    ```yaml title="proposals/heat-refuge/v1.yml"
    need: A cool room, for hot days!  # <- P02
    ```
    Good, what the title cannot say:
    ```yaml title="proposals/heat-refuge/v1.yml"
    need: In July the attics had 43 degrees for six days.
    ```
    Bad, the need once more:
    ```yaml title="proposals/heat-refuge/v1.yml"
    need: In July the attics had 43 degrees for six days.
    reasons: In July the attics had 43 degrees for six days.  # <- P02
    ```
    Good, the reasons for this way of meeting it:
    ```yaml title="proposals/heat-refuge/v1.yml"
    need: In July the attics had 43 degrees for six days.
    reasons: The hall has walls a metre thick, and what it lacks is a key, water and six deck chairs.
    ```
    Bad, so short that others will ask what is meant (advice):
    ```yaml title="proposals/heat-refuge/v1.yml"
    need: It is hot.  # <- P02
    ```
    Good, one sentence more:
    ```yaml title="proposals/heat-refuge/v1.yml"
    need: It is hot, and some of us live alone under the roofs.
    ```
    """
    for version in yield_judged_versions(movement):
        if movement.is_kept(version):  # its words are withheld
            continue
        texts = {key: getattr(version, key) for key in ("title", "need", "reasons") if movement.is_sound(version, key)}
        for key in ("need", "reasons"):
            if key in texts and (found := find_hollow(texts[key], _list_texts_before(texts, key))):
                yield from _report_hollow(movement, version, key, found)


def _list_texts_before(texts: dict[str, str], key: str) -> dict[str, str]:
    """The texts that stand before one: it may be a copy of them."""
    return {other: text for other, text in texts.items() if other != key and not (key == "need" and other == "reasons")}


def _report_hollow(movement: Movement, version: Version, key: str, found: Hollow) -> Iterator[Finding]:
    """The finding; advice is given on the newest version only, since earlier ones can no longer take it."""
    if found.severity != "advice" or is_newest(movement, version):
        related = (version.locate(found.like),) if found.like else ()
        yield Finding(version.locate(key), f"`{key}` {found.what}", _ASKS[key], related, found.severity)


@rule("P09", idea="M17 M22", severity="advice")
def nothing_said_of_whom_it_hurts(movement: Movement) -> Iterator[Finding]:
    """
    A proposal says whom it might hurt, and what is offered to them.

    Nearly everything good for many is a burden for somebody: the one who works at night, the shop at the old bus
    stop, the bats under the bridge. Whoever proposes sees them first and can ask them before they have to object.
    Saying who it is, and what you offer, shows that nobody is forgotten. If you can see nobody, say that too, and
    ask; somebody may know better.

    Bad:
    ```yaml title="proposals/heat-refuge/v1.yml"
    title: A cool room for hot days  # <- P09
    # without: might_hurt
    ```
    Good:
    ```yaml title="proposals/heat-refuge/v1.yml"
    might_hurt: The choir, which practises in the hall on Wednesdays. It may have our meeting room.
    ```
    Bad, words that say nothing:
    ```yaml title="proposals/heat-refuge/v1.yml"
    might_hurt: n/a  # <- P09
    ```
    Good, nobody that one can see:
    ```yaml title="proposals/heat-refuge/v1.yml"
    might_hurt: Nobody that we can see. If there is somebody, please say so.
    ```
    """
    for version in yield_judged_versions(movement, "might_hurt"):
        if is_newest(movement, version) and says_nothing(version.might_hurt or ""):
            message = "nothing is said of whom this might hurt"
            if version.might_hurt:
                message = f'`might_hurt` says only "{version.might_hurt.strip()[:40]}"'
            help_ = "Write in `might_hurt` who could be hurt and what you offer them, or that you see nobody."
            yield Finding(version.locate("might_hurt"), message, help_)
