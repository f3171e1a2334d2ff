"""Voices as people read them: who said what, when, who entered it, and how it is proven."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from nstgov.languages import Words
from nstgov.lifecycle import Hearing, Spoken, disputes_beside, members_on
from nstgov.lifecycle.disputes import is_own_round
from nstgov.lifecycle.levels_asked import find_proof_of_level, is_at_least
from nstgov.lifecycle.proofs import OWN, find_confirmation, find_proof_asked, find_signature, proof_of
from nstgov.publish.views.snapshot import MarkdownText, PageLink, Snapshot, make_markdown_text
from nstgov.records import Disputed, Record, Round, Version, Voice
from nstgov.records.values import ProofLevel

ORDER = ("object", "concern", "awaited", "away", "consent", "absent", "unheard", "")
"""What people said, what needs an ear first."""


ALIKE = 3
"""Voices that are proven in one way, from which on it is said once for all of them."""


@lru_cache(maxsize=64)
def list_voice_words(words: Words) -> Mapping[str, str]:
    """What somebody said, in words after their name, by the keys of ORDER."""
    return {
        "consent": words.gettext("can live with it"),
        "concern": words.gettext("can live with it, and has a worry"),
        "object": words.gettext("can't live with it yet"),
        "absent": words.gettext("was absent"),
        "awaited": words.gettext("is still to be heard"),
        "unheard": words.gettext("was not heard on this version"),
        "away": words.gettext("is away for a while; this can be decided meanwhile"),
        "": words.gettext("has a voice here that could not be read"),
    }


class VoiceView(NamedTuple):
    """
    What one person said: `says` is one of the keys of ORDER, `words` the same in words.

    `proof` tells how it is proven (empty: there is nothing to prove). `own` is true where they confirmed or signed it
    themselves; `under_own_name` where only the record says that they wrote it down, which nothing shows; else
    `entered_by` wrote it down for them (None: not said). `left` tells that
    they have left the circle since, `disputed` that this is not what they said, in their words. `person` is their id.
    """

    name: str
    says: str
    because: MarkdownText | None = None
    concern: MarkdownText | None = None
    carries: MarkdownText | None = None
    day: date | None = None
    own: bool = False
    under_own_name: bool = False
    entered_by: str | None = None
    left: bool = False
    proof: str = ""
    words: str = ""
    disputed: MarkdownText | None = None
    person: str = ""

    @property
    def how_proven(self) -> tuple[str, bool, str | None]:
        """The same for voices of which the same is said about how they are proven."""
        return self.proof, self.under_own_name, self.entered_by

    @property
    def has_more(self) -> bool:
        """Whether there is something to read beyond the word."""
        return bool(self.because or self.concern or self.carries or self.disputed)


class EnteredView(NamedTuple):
    """Somebody who wrote down voices of others: how many, and whether they are an author of what was asked."""

    name: str
    voices: int
    is_author: bool


class DisputeView(NamedTuple):
    """
    Somebody says that a voice entered for them is not what they said.

    `given` is the day of the voice, `entered_by` who had written it down, `again` whether a later word of theirs
    counts, `again_own` whether an account or a key shows that it is their own, `proof` how well this dispute is proven.
    """

    name: str
    given: date
    entered_by: str | None
    day: date
    says: MarkdownText | None
    again: bool
    again_own: bool = False
    proof: str = "declared"


class VoidedView(NamedTuple):
    """A record of voices that was entered by mistake and does not count: its day, and why."""

    held: date
    day: date
    because: MarkdownText | None


class HearingView(NamedTuple):
    """
    What one circle said: the voices, how many of each kind, who gave them, what was disputed or taken out.

    `own` is how many spoke for themselves, as an account or a key shows, `under_own_name` for how many more only the
    record says so.

    `proof_asked` is the proof that the ground rules ask of the circle's level, `lacking_proof` how many have less;
    `id` is the circle's.
    """

    circle: PageLink
    voices: tuple[VoiceView, ...]
    counts: tuple[tuple[str, int], ...]
    own: int
    under_own_name: int
    entered: tuple[EnteredView, ...]
    days: tuple[date, ...]
    disputes: tuple[DisputeView, ...] = ()
    voided: tuple[VoidedView, ...] = ()
    proof_asked: str = "declared"
    lacking_proof: int = 0
    id: str = ""

    @property
    def most_proven(self) -> VoiceView | None:
        """A voice that is declared as most are, where that need be said once only."""
        declared = {voice.how_proven: voice for voice in self.voices if voice.proof == "declared"}
        counts = Counter(voice.how_proven for voice in self.voices if voice.how_proven in declared)
        for how, count in counts.most_common(1):
            if count >= ALIKE:
                return declared[how]
        return None

    @property
    def heard_count(self) -> int:
        """How many have spoken."""
        return sum(count for says, count in self.counts if says in ("consent", "concern", "object"))

    @property
    def asked_count(self) -> int:
        """How many voices are needed, or were given: those who are away are not among them."""
        return len(self.voices) - self.count_kind("away")

    @property
    def proofs(self) -> tuple[str, ...]:
        """The proofs that there are, each once, the weakest first."""
        there = {voice.proof for voice in self.voices}
        return tuple(proof for proof in ("declared", "heard", "confirmed", "signed") if proof in there)

    @property
    def kinds(self) -> tuple[str, ...]:
        """What was said, each kind once, in their order."""
        return tuple(says for says in ORDER if self.count_kind(says))

    def count_kind(self, says: str) -> int:
        """How many voices are of a kind."""
        return next((count for kind, count in self.counts if kind == says), 0)


def find_voice_kind(voice: Voice) -> str:
    """A voice's kind: consent with a worry is one of its own."""
    return "concern" if voice.says == "consent" and voice.concern else voice.says


def make_voice_view(
    scene: Snapshot, person: str, voice: Voice, lang: str | None = None, record: Record | None = None
) -> VoiceView:
    """A voice, as it stands in a test, a review or a round; `record` is where it stands, to tell how it is proven."""
    says = find_voice_kind(voice)
    spoke = record is not None and says in ("consent", "concern", "object")
    proof = proof_of(scene.movement, record, person) if record and spoke else ""
    entered = record.entered_by if record else None
    return VoiceView(
        scene.name_person(person),
        says,
        make_markdown_text(voice.because, lang),
        make_markdown_text(voice.concern, lang),
        make_markdown_text(voice.carries, lang),
        own=proof in OWN,
        under_own_name=spoke and proof not in OWN and entered == person,
        entered_by=scene.name_person(entered) if entered else None,
        proof=proof,
        words=list_voice_words(scene.words)[says],
        disputed=_find_dispute(scene, record, person) if record else None,
        person=person,
    )


def find_word_proof(scene: Snapshot, record: Record, person: str) -> ProofLevel:
    """How well it is proven that somebody said alone what a record says: a dispute, a correction."""
    if find_signature(scene.movement, record, person):
        return "signed"
    return "confirmed" if find_confirmation(scene.movement, record, person) else "declared"


def _find_dispute(scene: Snapshot, record: Record, person: str) -> MarkdownText | None:
    """What somebody last said of a voice that others entered for them."""
    if not scene.movement.beside.get(record.file):
        return None
    said = [one for one in disputes_beside(scene.movement, record, person) if one.date <= scene.day]
    return make_markdown_text(said[-1].says, said[-1].lang) if said else None


def list_voice_views(
    scene: Snapshot, voices: Mapping[str, Voice], lang: str | None = None, record: Record | None = None
) -> tuple[VoiceView, ...]:
    """The voices of one record in the order in which they stand there, those with more to read first."""
    views = [make_voice_view(scene, person, voice, lang, record) for person, voice in voices.items()]
    return tuple(sorted(views, key=_sort_more_first))


def make_hearing_view(scene: Snapshot, heard: Hearing, of: Version, *, over: bool = False) -> HearingView:
    """All voices of a circle on a version; when it is `over`, nobody is awaited any more."""
    members = members_on(scene.movement, heard.circle, scene.day)
    # what is entered and not proven well enough is shown too, with the mark of its proof
    entered = {**heard.spoken, **heard.unproven}
    silent = [person for person in heard.missing if person not in entered]
    voices = [_make_spoken_voice(scene, said, members) for said in entered.values()]
    voices += [_make_silent_voice(scene, person, "unheard" if over else "awaited") for person in silent]
    voices += [_make_silent_voice(scene, person, "away") for person in heard.passed_over]
    return HearingView(
        scene.link_circle(heard.circle),
        tuple(sorted(voices, key=_sort_more_first)),
        tuple(Counter(view.says for view in voices).items()),
        sum(view.own for view in voices),
        sum(view.under_own_name for view in voices),
        _list_entered_by(scene, heard, of),
        tuple(sorted({said.round.held for said in heard.spoken.values()})),
        tuple(_list_disputes(scene, heard, of)),
        tuple(_list_voided_rounds(scene, heard, of)),
        *_find_proof_asked(scene, heard),
        id=heard.circle,
    )


def _find_proof_asked(scene: Snapshot, heard: Hearing) -> tuple[ProofLevel, int]:
    """The proof that the ground rules ask of the circle's voices, and how many have less as yet."""
    level = find_proof_of_level(scene.movement, heard.circle, scene.day)
    lacking = 0
    for said in (*heard.spoken.values(), *heard.unproven.values()):
        asked = find_proof_asked(scene.movement, said.person, said.round, level)
        lacking += not is_at_least(proof_of(scene.movement, said.round, said.person), asked)
    return level, lacking


def _make_silent_voice(scene: Snapshot, person: str, says: str) -> VoiceView:
    return VoiceView(scene.name_person(person), says, words=list_voice_words(scene.words)[says], person=person)


def _make_spoken_voice(scene: Snapshot, said: Spoken, members: Mapping[str, object]) -> VoiceView:
    view = make_voice_view(scene, said.person, said.voice, said.round.lang, said.round)
    left = bool(members) and said.person not in members
    named = not view.own and (view.under_own_name or is_own_round(said.round, said.person))
    return view._replace(day=said.round.held, left=left, under_own_name=named)


def _list_entered_by(scene: Snapshot, heard: Hearing, of: Version) -> tuple[EnteredView, ...]:
    """Who wrote down the voices of others."""
    counts: Counter[str] = Counter()
    for said in heard.spoken.values():
        by = said.round.entered_by
        is_own = by == said.person or proof_of(scene.movement, said.round, said.person) in OWN
        if by and not is_own and not is_own_round(said.round, said.person):
            counts[by] += 1
    views = (EnteredView(scene.name_person(by), count, by in of.authors) for by, count in counts.items())
    return tuple(sorted(views, key=lambda view: (-view.voices, view.name)))


def _list_disputes(scene: Snapshot, heard: Hearing, of: Version) -> Iterator[DisputeView]:
    """What people said of voices that were entered for them on a version, in the order of their days."""
    found: list[tuple[Disputed, Round]] = []
    for held in _list_rounds(scene, heard, of):
        for person in held.voices if scene.movement.beside.get(held.file) else ():
            beside = disputes_beside(scene.movement, held, person)
            found += [(one, held) for one in beside if one.date <= scene.day]
    for one, held in sorted(found, key=lambda pair: (pair[0].date, pair[0].file)):
        again = heard.spoken.get(one.person)
        yield DisputeView(
            scene.name_person(one.person),
            held.held,
            scene.name_person(held.entered_by) if held.entered_by else None,
            one.date,
            make_markdown_text(one.says, one.lang),
            again is not None and again.round.file != held.file,
            again is not None and proof_of(scene.movement, again.round, one.person) in OWN,
            find_word_proof(scene, one, one.person),
        )


def _list_rounds(scene: Snapshot, heard: Hearing, of: Version) -> Iterator[Round]:
    for held in scene.movement.proposals[of.proposal].rounds:
        if held.circle == heard.circle and held.version == of.number and held.held <= scene.day:
            yield held


def _list_voided_rounds(scene: Snapshot, heard: Hearing, of: Version) -> Iterator[VoidedView]:
    """The rounds of a circle on a version that were entered by mistake."""
    for path in scene.list_paths(f"proposals/{of.proposal}"):
        void, held = scene.movement.voided.get(path), scene.movement.records.get(path)
        if void is None or not isinstance(held, Round) or void.date > scene.day:
            continue
        if held.circle == heard.circle and held.version == of.number:
            yield VoidedView(held.held, void.date, make_markdown_text(void.because, void.lang))


def _sort_more_first(view: VoiceView) -> tuple[int, bool]:
    return ORDER.index(view.says), not view.has_more
