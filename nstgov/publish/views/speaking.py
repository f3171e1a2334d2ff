"""Voices as people read them: who said what, when, who entered it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from nstgov.lifecycle import Hearing, Spoken
from nstgov.publish.views.scene import Door, Prose, Scene, prose
from nstgov.records import Voice

WORDS = {
    "consent": "can live with it",
    "concern": "can live with it, and has a worry",
    "object": "can't live with it yet",
    "absent": "was absent",
    "awaited": "is still to be heard",
    "": "has a voice here that could not be read",
}


class VoiceView(NamedTuple):
    """
    What one person said: `says` is one of the keys of WORDS.

    `own` is true where they wrote it down themselves; else `entered_by` did (None: not said).
    """

    name: str
    says: str
    because: Prose | None = None
    concern: Prose | None = None
    carries: Prose | None = None
    day: date | None = None
    own: bool = False
    entered_by: str | None = None
    left: bool = False
    disputed: Prose | None = None

    @property
    def words(self) -> str:
        """What they said, in words."""
        return WORDS[self.says]

    @property
    def has_more(self) -> bool:
        """Whether there is something to read beyond the word."""
        return bool(self.because or self.concern or self.carries or self.disputed)


class HearingView(NamedTuple):
    """What one circle said: the voices, how many of each kind, and who wrote them down (name: how many voices)."""

    circle: Door
    voices: tuple[VoiceView, ...]
    counts: dict[str, int]
    entered: dict[str, int]
    days: tuple[date, ...]

    @property
    def heard(self) -> int:
        """How many have spoken."""
        return sum(count for says, count in self.counts.items() if says not in ("absent", "awaited", ""))


def kind_of(voice: Voice) -> str:
    """A voice's kind: consent with a worry is one of its own."""
    return "concern" if voice.says == "consent" and voice.concern else voice.says


def voice_view(scene: Scene, person: str, voice: Voice, lang: str | None = None) -> VoiceView:
    """A voice by itself, as it stands in a test, a review or an election."""
    return VoiceView(
        scene.person(person),
        kind_of(voice),
        prose(voice.because, lang),
        prose(voice.concern, lang),
        prose(voice.carries, lang),
    )


def voices_view(scene: Scene, voices: Mapping[str, Voice], lang: str | None = None) -> tuple[VoiceView, ...]:
    """The voices of one record in the order in which they stand there, those with more to read first."""
    views = [voice_view(scene, person, voice, lang) for person, voice in voices.items()]
    return tuple(sorted(views, key=_more_first))


def hearing_view(scene: Scene, heard: Hearing, members: Iterable[str] = ()) -> HearingView:
    """All voices of a circle on a version; `members` are the circle's, to tell who has left since."""
    present = set(members)
    voices = [_spoken(scene, said, present) for said in heard.spoken.values()]
    voices += [VoiceView(scene.person(person), "awaited") for person in heard.missing]
    entered = Counter(view.entered_by for view in voices if view.entered_by and not view.own)
    return HearingView(
        scene.circle(heard.circle),
        tuple(sorted(voices, key=_more_first)),
        dict(Counter(view.says for view in voices)),
        dict(sorted((name, count) for name, count in entered.items() if name)),
        tuple(sorted({said.round.held for said in heard.spoken.values()})),
    )


def _spoken(scene: Scene, said: Spoken, members: set[str]) -> VoiceView:
    held = said.round
    disputes = [dispute for dispute in scene.disputes(held.file) if dispute.person == said.person]
    return voice_view(scene, said.person, said.voice, held.lang)._replace(
        day=held.held,
        own=said.person in (held.person, held.entered_by),
        entered_by=scene.person(held.entered_by) if held.entered_by else None,
        left=bool(members) and said.person not in members,
        disputed=prose(disputes[-1].says, disputes[-1].lang) if disputes else None,
    )


_ORDER = ("object", "concern", "awaited", "consent", "absent", "")


def _more_first(view: VoiceView) -> tuple[int, bool]:
    return _ORDER.index(view.says), not view.has_more
