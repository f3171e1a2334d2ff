"""Family Y: what reading the files brings to light. Here: the files themselves; their values and names stand beside."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.lifecycle.history_scope import find_judged_change
from nstgov.records import Misfit, Movement, Where
from nstgov.records.path_folding import find_record_folder, is_kept_off_windows
from nstgov.rules.rule import rule


def report_misfits(movement: Movement, code: str) -> Iterator[Finding]:
    """What the reader set down under a rule's code."""
    for misfit in movement.misfits:
        if misfit.rule == code:
            yield Finding(misfit.at, misfit.message, misfit.help, misfit.related, None, misfit.place, misfit.at_key)


@rule("Y01")
def unreadable(movement: Movement) -> Iterator[Finding]:
    """
    A record is UTF-8 text and plain YAML.

    A record is read by people, by this tool and, in ten years, by something that nobody has written yet. That works
    only when all of them see the same thing in it. Most of what goes wrong here is small: a colon in the middle of a
    sentence, a tab, a quote that was never closed, or two changes that met in one file and left the marks of their
    meeting. The line is named, and the rest of the record is judged as if this file were not there.

    Bad, a conflict marker was left in it:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.asks.yml"
    for: |
      Two people and a ladder before the frost.
      <<<<<<< HEAD  # <- Y01
      Saturday would be best.
      =======
      Sunday would be best.
      >>>>>>> sunday
    entered_by: patrick-byrne
    ```
    Good:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.asks.yml"
    for: |
      Two people and a ladder before the frost.
      Sunday would be best.
    entered_by: patrick-byrne
    ```
    Bad, a colon and a blank in a plain text:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.asks.yml"
    for: We need one thing: a ladder that reaches the gutter.  # <- Y01
    entered_by: patrick-byrne
    ```
    Good, in quotes:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.asks.yml"
    for: "We need one thing: a ladder that reaches the gutter."
    entered_by: patrick-byrne
    ```
    """
    yield from report_misfits(movement, "Y01")


@rule("Y06")
def misplaced_file(movement: Movement) -> Iterator[Finding]:
    """
    A file lies where its record belongs, under a name that says the same as its content.

    What a record is, of which circle, day and person it speaks: its name tells. So a person can find it without a
    search, two people never write into the same file, and nothing lies in the record that nobody reads. An id stands
    for one circle, one person, one proposal, for good; whoever comes later chooses another one. Beside the record too
    no change adds a name that Windows cannot have, such as `notes/aux.md`: nobody there could check out anything.

    Bad, no record belongs there:
    ```yaml title="circles/three-bridges/mill-lane/notes.yml"
    for: A ladder.  # <- Y06
    ```
    Good, an act with its day:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.asks.yml"
    for: A ladder.
    entered_by: patrick-byrne
    ```
    Bad, the name breaks the form of ids, and differs from another only by letter case:
    ```yaml title="circles/three-bridges/Mill-Lane/circle.yml"
    name: Mill Lane  # <- Y06
    ```
    Good, a circle with an id of its own:
    ```yaml title="circles/three-bridges/mill-pond/circle.yml"
    name: Mill Pond
    level: friend
    aim: Five who look after the ducks, and soon more.
    opened: 2026-11-20
    entered_by: patrick-byrne
    ```
    Bad, an id that is in use by another circle:
    ```yaml title="circles/old-harbour/mill-lane/circle.yml"
    name: Mill Lane at the Harbour  # <- Y06
    level: friend
    aim: The houses behind the harbour mill.
    opened: 2026-11-20
    entered_by: brendan-doyle
    ```
    Good:
    ```yaml title="circles/old-harbour/harbour-mill/circle.yml"
    name: Mill Lane at the Harbour
    level: friend
    aim: The houses behind the harbour mill.
    opened: 2026-11-20
    entered_by: brendan-doyle
    ```
    Bad, an id that stands for somebody else already:
    ```yaml title="circles/old-harbour/harbour-mill/circle.yml"
    name: Harbour Mill
    level: friend
    aim: The houses behind the harbour mill.
    opened: 2026-11-20
    members:
      sam-reed: {name: Sam Reed}
      ada-moss: {name: Ada Moss}
      leo-hart: {name: Leo Hart}
      ana-popescu: {name: Anastasia Popescu}  # <- Y06
    voices: {sam-reed: consent, ada-moss: consent, leo-hart: consent, ana-popescu: consent}
    entered_by: sam-reed
    ```
    Good, an id of her own:
    ```yaml title="circles/old-harbour/harbour-mill/circle.yml"
    name: Harbour Mill
    level: friend
    aim: The houses behind the harbour mill.
    opened: 2026-11-20
    members:
      sam-reed: {name: Sam Reed}
      ada-moss: {name: Ada Moss}
      leo-hart: {name: Leo Hart}
      anastasia-popescu: {name: Anastasia Popescu}
    voices: {sam-reed: consent, ada-moss: consent, leo-hart: consent, anastasia-popescu: consent}
    entered_by: sam-reed
    ```
    Bad, another day than the file's name:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.asks.yml"
    date: 2026-11-19  # <- Y06
    for: A ladder.
    entered_by: patrick-byrne
    ```
    Good, the name says it:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-19.asks.yml"
    for: A ladder.
    entered_by: patrick-byrne
    ```
    Bad, a day that does not exist:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-31.asks.yml"
    for: A ladder.  # <- Y06
    entered_by: patrick-byrne
    ```
    Good:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-21.asks.yml"
    for: A ladder.
    entered_by: patrick-byrne
    ```
    """
    found = zip((m for m in movement.misfits if m.rule == "Y06"), report_misfits(movement, "Y06"), strict=True)
    yield from (finding for misfit, finding in found if not (misfit.taken and _has_landed(movement, misfit)))
    yield from _check_names_beside(movement)


def _check_names_beside(movement: Movement) -> Iterator[Finding]:
    """Files that a change puts beside the record under names with which nobody could check it out on Windows."""
    change = find_judged_change(movement)
    for step in change.steps if change is not None and not change.is_history else ():
        is_beside = step.before is None and find_record_folder(step.path) is None
        if is_beside and is_kept_off_windows(step.path):
            message = "no file can have this name on Windows, and nobody could check out the whole record there"
            help_ = "Give it a name of letters, digits, hyphens and points that does not end with a point."
            yield Finding(Where(step.path), message, help_)


def _has_landed(movement: Movement, misfit: Misfit) -> bool:
    """Whether an id that two things bear had landed for one of them: then H04 speaks of it."""
    change = find_judged_change(movement)
    files = {misfit.at.file, *(where.file for where in misfit.related)}
    return (
        change is not None
        and not change.is_history
        and not files.isdisjoint(change.added_paths)
        and not files <= change.added_paths
    )


@rule("Y08")
def needless_yaml(movement: Movement) -> Iterator[Finding]:
    """
    A record is plain and small.

    YAML can do more than a record needs: one value can stand for another further up, a tag can ask a program to make
    something of a text, and lists can lie in lists without end. Each of these has been used to make a small file
    freeze a machine, or to show a person one thing and a program another. A record has maps, lists and texts, at most
    16 levels of them and 256 KiB in all; whatever is longer can be linked to.

    Bad, a value that stands for another:
    ```yaml title="proposals/lane-ladder/idea.yml"
    title: A ladder that belongs to the lane
    by: [aroha-ngata]
    opened: &today 2026-11-20  # <- Y08
    need: Three of us own a ladder that is too short.
    ```
    Good, written out:
    ```yaml title="proposals/lane-ladder/idea.yml"
    title: A ladder that belongs to the lane
    by: [aroha-ngata]
    opened: 2026-11-20
    need: Three of us own a ladder that is too short.
    ```
    Bad, a tag:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.asks.yml"
    for: !!str A ladder.  # <- Y08
    entered_by: patrick-byrne
    ```
    Good:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.asks.yml"
    for: A ladder.
    entered_by: patrick-byrne
    ```
    Bad, seventeen levels:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.asks.yml"
    for: [[[[[[[[[[[[[[[[A ladder.]]]]]]]]]]]]]]]]  # <- Y08
    entered_by: patrick-byrne
    ```
    Good, one text:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.asks.yml"
    for: A ladder.
    entered_by: patrick-byrne
    ```
    Bad, a second record in the same file:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.asks.yml"
    for: A ladder.
    entered_by: patrick-byrne
    ---  # <- Y08
    for: And somebody to hold it.
    ```
    Good, a file for each:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.asks.yml"
    for: A ladder.
    entered_by: patrick-byrne
    ```
    ```yaml title="circles/three-bridges/mill-lane/2026-11-21.asks.yml"
    for: And somebody to hold it.
    entered_by: patrick-byrne
    ```
    """
    yield from report_misfits(movement, "Y08")


@rule("Y09")
def no_plain_file(movement: Movement) -> Iterator[Finding]:
    """
    A record is a plain file.

    A symbolic link shows what lies elsewhere, and elsewhere can change without the record changing. A submodule is
    another repository, with another history and other people who may write to it. An executable file asks to be run.
    What was consented to is the bytes in this repository, so they have to be here.

    Bad, a symbolic link:
    ```text title="circles/three-bridges/mill-lane/2026-11-20.asks.yml" symlink
    ../../old-harbour/tide-house/2026-11-08.asks.yml
    ```
    Good, the file itself:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.asks.yml"
    for: Somebody who has facilitated before, for one evening.
    entered_by: patrick-byrne
    ```
    """
    yield from report_misfits(movement, "Y09")
