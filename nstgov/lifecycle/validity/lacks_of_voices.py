"""Whose consent a decision lacks, and which objection stands in its way (M2, M7)."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.lifecycle.membership import members_on
from nstgov.lifecycle.native import is_readable
from nstgov.lifecycle.objection_stages import fault_of_answers, find_objections_in_the_way, objection_on
from nstgov.lifecycle.validity.lacks import Lack
from nstgov.lifecycle.validity.lacks_of_proof import answers_awaiting_proof, partings_awaiting_proof
from nstgov.lifecycle.voices import Hearing, find_hearing
from nstgov.lifecycle.wording import choose_verb_form, format_list
from nstgov.records import Decision, Movement, ObjectionFolder, Version


def lacks_of_voices(movement: Movement, decision: Decision, version: Version) -> Iterator[Lack]:
    """Members who have not consented to this very version (D01), and what objects to it (D02)."""
    if not movement.is_sound(decision, "decided", "circles"):
        return
    day = decision.decided
    for at, circle in _circles_asked(movement, decision, version):
        heard = find_hearing(movement, decision.decision, decision.version, circle, day)
        if heard.sure:
            is_early = not heard.spoken and has_later_rounds(movement, decision, circle)
            # of voices that are there, and are to be proven better, T01 speaks
            heard = heard._replace(missing=tuple(one for one in heard.missing if one not in heard.unproven))
            if heard.missing and not is_early:
                yield _lack_of_missing_voices(movement, decision, at, heard)
            yield from _lacks_of_objecting_voices(decision, at, heard)
    # whether a version that cannot be read answered an objection, nobody knows: D15 names it
    proposal = movement.proposals.get(decision.decision)
    is_known = proposal is not None and all(movement.is_sound(one) for one in proposal.versions.values())
    for folder in find_objections_in_the_way(movement, decision.decision, day) if is_known else ():
        # where nobody can know whether it was answered, D15 names the record for which that is so
        is_told = is_readable(movement, folder) and fault_of_answers(movement, folder, day) is None
        if is_told and not answers_awaiting_proof(movement, folder, day):
            yield _lack_of_standing_objection(movement, decision, folder)


def _circles_asked(movement: Movement, decision: Decision, version: Version) -> Iterator[tuple[int, str]]:
    """The deciding circles, each once and with its place in the list; one that was not asked is for D06 to speak of."""
    for at, circle in enumerate(decision.circles):
        is_asked = circle in version.asks or not movement.is_sound(version, "asks")
        if is_asked and circle not in decision.circles[:at]:
            yield at, circle


def has_later_rounds(movement: Movement, decision: Decision, circle: str) -> bool:
    """Whether a circle's rounds on the version decided all lie after the decision: then that is what is wrong."""
    folder = movement.proposals.get(decision.decision)
    held = [
        one.held
        for one in (folder.rounds if folder else ())
        if one.circle == circle and one.version == decision.version
    ]
    return bool(held) and min(held) > decision.decided


def _lack_of_missing_voices(movement: Movement, decision: Decision, at: int, heard: Hearing) -> Lack:
    members = members_on(movement, heard.circle, decision.decided)
    consenting = sum(said.voice.says == "consent" and person in members for person, said in heard.spoken.items())
    has = choose_verb_form(heard.missing, "has", "have")
    message = f"{format_list(heard.missing)} {has} not spoken to version {decision.version}"
    message = f"{consenting} of {len(members)} members of {heard.circle} consent; {message}" if consenting else message
    help_ = f"Hear {format_list(heard.missing)} on version {decision.version}, and decide on that day or later."
    awaited = partings_awaiting_proof(movement, heard.circle, heard.missing, decision.decided)
    if awaited:
        files = format_list([act.file for act in awaited])
        help_ += f" Or let those sign or confirm it first whose act it is: {files}"
    related = tuple(act.locate() for act in awaited)
    return Lack("D01", decision.locate("circles", at), message, help_, related, circle=heard.circle)


def _lacks_of_objecting_voices(decision: Decision, at: int, heard: Hearing) -> Iterator[Lack]:
    for said in heard.objecting:
        message = f'{said.person} of {heard.circle} says "object" to version {decision.version} since {said.round.held}'
        help_ = "Look together for what would meet it, and decide on a version that everybody can live with."
        if said.round.version < decision.version:
            message = f'{said.person}, whom {heard.circle} asked to go, said "object" on {said.round.held}'
            name = f"{said.round.held}.{heard.circle}"
            help_ = f"Let a member write it out as an objection, with `from_round: {name}`, and resolve it with them."
        voice = (said.round.locate("voices", said.person),)
        yield Lack("D02", decision.locate("circles", at), message, help_, voice, circle=heard.circle)


def _lack_of_standing_objection(movement: Movement, decision: Decision, folder: ObjectionFolder) -> Lack:
    state = objection_on(movement, folder, decision.decided)
    root, _, target = folder.target.partition("/")
    where = f" against {target}, which it renews," if root == "decisions" else ""
    stage = state.stage if state else ""
    so = {"raised": "is not answered", "needs work": "waits for a better wording"}.get(stage, "stands")
    message = f"the objection {folder.id}{where} {so} on {decision.decided}"
    help_ = "Meet what it asks for and record the resolution with its authors, before deciding."
    newest = folder.versions[max(folder.versions)] if state is None or state.version is None else state.version
    return Lack("D02", decision.locate("version"), message, help_, (newest.locate("title"),))
