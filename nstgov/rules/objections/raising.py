"""Family O: who objects, and to what."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.lifecycle import ground_rules_on, is_clear_on, may_speak_on
from nstgov.lifecycle.distinct_authors import count_authors
from nstgov.lifecycle.native import find_version
from nstgov.lifecycle.wording import format_count, format_list, format_number
from nstgov.records import Decision, Election, Movement, Objection, Outside, Round, Version, name_of
from nstgov.rules.rule import rule


@rule("O01", idea="M3 M17")
def too_few_objectors(movement: Movement) -> Iterator[Finding]:
    """
    An objection comes from at least four people, or from a member who said "object" in the round.

    Within a circle that is asked, one voice is enough: who cannot live with something says so in the round, and nothing
    is decided; to write it out as an objection, they name that round. Against what others decide, or what has been
    decided already, four find each other first, members or people outside. So an objection has been talked over before
    a whole circle stops for it. Who is alone with it begins with an idea that looks for others. When all of them are
    outside every circle, a member carries it in: as a contact, not as a judge.

    Bad, three of them:
    ```yaml title="proposals/repair-cafe/objections/saturday-noise/v1.yml"
    authors: [huda-salim, ibrahim-saleh, maryam-khalil]  # <- O01
    ```
    Bad, one of them is named twice:
    ```yaml title="proposals/repair-cafe/objections/saturday-noise/v1.yml"
    authors: [huda-salim, ibrahim-saleh, maryam-khalil, huda-salim]  # <- O01
    ```
    Good, four:
    ```yaml title="proposals/repair-cafe/objections/saturday-noise/v1.yml"
    authors: [huda-salim, ibrahim-saleh, maryam-khalil, gudrun-steiner]
    ```
    Bad, one alone, who did not object in the round:
    ```yaml title="proposals/cellar-laundry/objections/spinning-at-nine/v1.yml"
    title: Spinning at nine in the evening
    authors: [mohan-das]
    from_round: 2026-11-15.weavers-yard  # <- O01
    raised: 2026-11-17
    against: {version: 1, sha256: sha256(v1.yml)}
    important: Whoever sleeps above the cellar rises at four, to bake for all of us.
    reasons: The machine stands under the bed, and the ceiling is one plank thick.
    ```
    Good, the one who did:
    ```yaml title="proposals/cellar-laundry/objections/spinning-at-nine/v1.yml"
    title: Spinning at nine in the evening
    authors: [bao-nguyen]
    from_round: 2026-11-15.weavers-yard
    raised: 2026-11-17
    against: {version: 1, sha256: sha256(v1.yml)}
    important: Whoever sleeps above the cellar rises at four, to bake for all of us.
    reasons: The machine stands under the bed, and the ceiling is one plank thick.
    ```
    Bad, all of them are outside, and nobody carries it:
    ```yaml title="proposals/bus-stop/objections/kiosk-loses-custom/v1.yml"
    authors:  # <- O01
      - {name: Edda Krämer, outside: true}
      - {name: Florin Ionescu, outside: true}
      - {name: Bea Krämer, outside: true}
      - {name: Hans Obermoser, outside: true}
    # without: carried_by
    ```
    Good, a member does:
    ```yaml title="proposals/bus-stop/objections/kiosk-loses-custom/v1.yml"
    carried_by: andres-vega
    ```
    """
    for objection in movement.find_sound(Objection, "authors", "raised", "from_round"):
        if objection.from_round is None:
            yield from _check_too_few(movement, objection)
        else:
            yield from _check_from_round(movement, objection)
        is_outside = bool(objection.authors) and all(isinstance(author, Outside) for author in objection.authors)
        if is_outside and not objection.carried_by and movement.is_sound(objection, "carried_by"):
            message = "all its authors are outside every circle, and nobody carries it into one"
            help_ = "Ask a member to be the contact, and name them: `carried_by: …`."
            yield Finding(objection.locate("authors"), message, help_)


def _check_too_few(movement: Movement, objection: Objection) -> Iterator[Finding]:
    least = ground_rules_on(movement, objection.raised).authors.least
    found = count_authors(movement, objection.authors)
    if found < least:
        lacking = least - found
        message = f"{format_count(found, 'author')}; an objection needs at least {format_number(least)}"
        who = "one more person" if lacking == 1 else format_count(lacking, "more person", "more people")
        help_ = f"Ask {who} to stand with it; or, if you said so in a round yourself, name it: `from_round: …`."
        yield Finding(objection.locate("authors"), message, help_)


def _check_from_round(movement: Movement, objection: Objection) -> Iterator[Finding]:
    held = movement.records.get(f"{objection.target}/rounds/{objection.from_round}.yml")
    if not isinstance(held, Round) or not movement.is_sound(held, "voices", "version", "held", "circle"):
        return
    version = find_version(movement, held.proposal, held.version)
    if version is None or not movement.is_sound(version, "asks") or not is_clear_on(movement, held.circle, held.held):
        return
    fault = _find_fault_of_round(movement, objection, held, version)
    if fault:
        help_ = 'Name the round in which one of its authors said "object"; or find four people, and leave the line out.'
        yield Finding(objection.locate("from_round"), fault, help_, (held.locate("voices"),))


def _find_fault_of_round(movement: Movement, objection: Objection, held: Round, version: Version) -> str | None:
    """What is wrong with carrying on an objection from a round; None where a member asked said "object" there."""
    authors = [name_of(author) for author in objection.authors]
    speaking = may_speak_on(movement, held.circle, held.held)
    own = {person: voice for person, voice in held.voices.items() if held.person in (None, person)}
    objecting = [person for person, voice in own.items() if voice.says == "object" and person in speaking]
    if held.circle not in version.asks:
        return f"{held.circle} was not asked by version {version.number}, so an objection from there needs four people"
    if not set(objecting) & set(authors):
        return f'{format_list(authors) or "nobody"} did not say "object" in that round'
    if held.held > objection.raised:
        return f"that round was held on {held.held}, after this was raised"
    return None


@rule("O09", idea="M3 M17")
def objection_by_others(movement: Movement) -> Iterator[Finding]:
    """
    An objection stays theirs who raised it.

    Whoever objects finds better words for it when a circle asks for them, and others may join in. But nobody words it
    for them so that it could be set aside or withdrawn more easily: somebody of the version before stands behind the
    next one. What others write as a next version has no effect; they can raise an objection of their own.

    Bad, four others word it anew:
    ```yaml title="decisions/quiet-hours-2026/objections/van-at-the-yard/v2.yml"
    # like: decisions/quiet-hours-2026/objections/van-at-the-yard/v1.yml
    authors: [amara-okafor, chen-mei-ling, sundari-nair, fatima-el-idrissi]  # <- O09
    raised: 2026-11-20
    ```
    Good, two of those who raised it do, and two more:
    ```yaml title="decisions/quiet-hours-2026/objections/van-at-the-yard/v2.yml"
    # like: decisions/quiet-hours-2026/objections/van-at-the-yard/v1.yml
    authors: [bao-nguyen, mohan-das, sundari-nair, fatima-el-idrissi]
    raised: 2026-11-20
    ```
    """
    for path, uncounted in movement.uncounted.items():
        objection = movement.records[path]
        if isinstance(objection, Objection) and uncounted.reason == "strangers":
            message = "nobody of the version before is among its authors, so this has no effect"
            help_ = "Ask somebody of the version before to stand behind this one; or raise an objection of your own."
            yield Finding(objection.locate("authors"), message, help_)


@rule("O04", idea="M2")
def against_nothing(movement: Movement) -> Iterator[Finding]:
    """
    An objection names exactly the words that it is against.

    It names the version and the SHA-256 of its file, or that of the decision: so everybody knows which words were
    meant, also when they have changed since. When the hash is another, somebody may have read an older text, and the
    objection may have been answered already.

    Bad, the hash of other words:
    ```yaml title="decisions/quiet-hours-2026/objections/van-at-the-yard/v1.yml"
    against: {sha256: 0000000000000000000000000000000000000000000000000000000000000000}  # <- O04
    ```
    Good:
    ```yaml title="decisions/quiet-hours-2026/objections/van-at-the-yard/v1.yml"
    against: {sha256: sha256(decision.yml)}
    ```
    Bad, it does not say which version:
    ```yaml title="proposals/cellar-laundry/objections/spinning-at-nine/v1.yml"
    title: Spinning at nine in the evening
    authors: [bao-nguyen]
    from_round: 2026-11-15.weavers-yard
    raised: 2026-11-17
    against: {sha256: sha256(v1.yml)}  # <- O04
    important: Whoever sleeps above the cellar rises at four, to bake for all of us.
    reasons: The machine stands under the bed, and the ceiling is one plank thick.
    ```
    Good, it does:
    ```yaml title="proposals/cellar-laundry/objections/spinning-at-nine/v1.yml"
    title: Spinning at nine in the evening
    authors: [bao-nguyen]
    from_round: 2026-11-15.weavers-yard
    raised: 2026-11-17
    against: {version: 1, sha256: sha256(v1.yml)}
    important: Whoever sleeps above the cellar rises at four, to bake for all of us.
    reasons: The machine stands under the bed, and the ceiling is one plank thick.
    ```
    Bad, raised before the decision was made:
    ```yaml title="decisions/quiet-hours-2026/objections/van-at-the-yard/v1.yml"
    raised: 2026-05-08  # <- O04
    ```
    Good, some days later:
    ```yaml title="decisions/quiet-hours-2026/objections/van-at-the-yard/v1.yml"
    raised: 2026-05-12
    ```
    """
    for objection in movement.find_sound(Objection, "against"):
        target = _find_target(movement, objection)
        if target is not None:
            yield from _check_bytes(movement, objection, target)
            yield from _check_too_early(movement, objection, target)
        elif objection.target.startswith("proposals/") and objection.against.version is None:
            help_ = "Add the number of the version that you mean: `version: …`."
            yield Finding(objection.locate("against"), "it does not say which version it is against", help_)


def _find_target(movement: Movement, objection: Objection) -> Version | Decision | Election | None:
    """What an objection names: a version, or a decision or election; None where it names nothing on record."""
    root, _, id_ = objection.target.partition("/")
    if root == "proposals":
        number = objection.against.version
        return find_version(movement, id_, number) if number is not None else None
    folder = movement.decisions.get(id_)
    return (folder.decision or folder.election) if folder else None


def _check_bytes(movement: Movement, objection: Objection, target: Version | Decision | Election) -> Iterator[Finding]:
    right = movement.sha256.get(target.file)
    if right and objection.against.sha256 != right and movement.is_sound(target):
        others = movement.proposals[target.proposal].versions.values() if isinstance(target, Version) else ()
        given = [v.number for v in others if movement.sha256.get(v.file) == objection.against.sha256]
        of = f"; it is that of version {given[0]}" if given else ""
        message = f"this is not the SHA-256 of {target.file}{of}"
        help_ = f"Look whether you mean these words, and write `sha256: {right}`."
        yield Finding(objection.locate("against"), message, help_, (target.locate(),))


def _check_too_early(
    movement: Movement, objection: Objection, target: Version | Decision | Election
) -> Iterator[Finding]:
    day = "submitted" if isinstance(target, Version) else "decided" if isinstance(target, Decision) else "held"
    if movement.is_sound(objection, "raised") and movement.is_sound(target, day) and objection.raised < target.day:
        message = f"this was raised on {objection.raised}, and what it is against came on {target.day}, later"
        help_ = "Look at both days, and write the one on which it really was."
        yield Finding(objection.locate("raised"), message, help_, (target.locate(day),))
