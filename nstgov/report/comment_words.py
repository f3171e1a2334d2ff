"""The words of the comment on a proposed change, as English sentences that are looked up in each language."""

from __future__ import annotations

from collections.abc import Mapping

from nstgov.languages import N_

OWN_NAME = ("how this language calls itself", "English")
"""What a language is called in the heading under which its words are folded: the context, and the message."""
FAMILIES: Mapping[str, str] = {
    "Y": N_("every file can be read"),
    "A": N_("the circles and their members"),
    "P": N_("what the proposals say"),
    "C": N_("the rounds"),
    "O": N_("the objections"),
    "D": N_("the decisions"),
    "E": N_("the elections"),
    "G": N_("the ground rules"),
    "F": N_("the regions"),
    "H": N_("nothing that had landed is touched"),
    "T": N_("whose word each voice is"),
}
"""What is right where no rule of a letter found anything."""
THANKS = N_("Thank you for bringing this. It cannot land quite yet, and what is there already stays good.")
RIGHT = N_("Already right:")
MISSING = N_("One thing is missing:")
MISSING_FIRST = N_("Begin with this one; the others may go with it:")
MORE = N_("What else is missing")
NEXT = N_("What happens next:")
NEXT_TEXT = N_(
    "keep everything you wrote, mend this in the same branch and push it. It is looked at again at once, and this"
    " comment with it. If you would like help, say so below."
)
IDEA = N_(
    "Until enough people stand with it, this can be kept as an idea that looks for people: an `idea.yml` in the"
    " proposal's folder, with your name and the need. Nobody has to wait for anybody to do that."
)
KEPT = N_("Thank you. Every rule of consent is kept.")
KEPT_NEXT = N_("This can land as it is; nothing more is needed from you.")
KEPT_LOOK = N_("If you like, look at the remarks below; they block nothing.")
LOOK = N_("Remarks that block nothing")
CANNOT = N_(
    "Thank you for bringing this. It could not be judged yet, which says nothing about what you wrote. This is what"
    " the judge said, with the next step:"
)
CLOSING = N_("`nstgov explain CODE` tells why a rule is there. The run of this check lists everything.")
