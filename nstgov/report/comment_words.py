"""The words of the comment on a proposed change; a further language is a further entry here, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Words(NamedTuple):
    """All that the comment says by itself; `families` tells what is right where no rule of a letter found anything."""

    thanks: str
    right: str
    missing: str
    missing_first: str
    more: str
    next: str
    next_text: str
    idea: str
    kept: str
    kept_next: str
    kept_look: str
    look: str
    cannot: str
    closing: str
    families: Mapping[str, str]


LANGUAGES: Mapping[str, Words] = {
    "en": Words(
        thanks="Thank you for bringing this. It cannot land quite yet, and what is there already stays good.",
        right="Already right:",
        missing="One thing is missing:",
        missing_first="Begin with this one; the others may go with it:",
        more="What else is missing",
        next="What happens next:",
        next_text=(
            "keep everything you wrote, mend this in the same branch and push it. It is looked at again at once, and"
            " this comment with it. If you would like help, say so below."
        ),
        idea=(
            "Until enough people stand with it, this can be kept as an idea that looks for people: an `idea.yml` in"
            " the proposal's folder, with your name and the need. Nobody has to wait for anybody to do that."
        ),
        kept="**Thank you. Every rule of consent is kept.**",
        kept_next="This can land as it is; nothing more is needed from you.",
        kept_look="If you like, look at the remarks below; they block nothing.",
        look="Remarks that block nothing",
        cannot=(
            "Thank you for bringing this. It could not be judged yet, which says nothing about what you wrote."
            " This is what the judge said, with the next step:"
        ),
        closing="<sub>`nstgov explain CODE` tells why a rule is there. The run of this check lists everything.</sub>",
        families={
            "Y": "every file can be read",
            "A": "the circles and their members",
            "P": "what the proposals say",
            "C": "the rounds",
            "O": "the objections",
            "D": "the decisions",
            "E": "the elections",
            "G": "the ground rules",
            "H": "nothing that had landed is touched",
            "T": "whose word each voice is",
        },
    )
}
