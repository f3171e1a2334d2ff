"""What the desk says in the browser, in the language of the page."""

from __future__ import annotations

from collections.abc import Callable

from nstgov.languages import words_of

Say = Callable[[str], str]


def list_desk_words(language: str) -> dict[str, dict[str, str]]:
    """Every sentence of the desk's scripts by a short name; in English where nobody has translated it."""
    say = words_of(language or "en").gettext
    return {"says": _list_bar_words(say) | _list_saving_words(say) | _list_letter_words(say)}


def _list_bar_words(_: Say) -> dict[str, str]:
    return {
        "desk": _("The desk"),
        "bar": _("At the desk"),
        "meeting": _("Lead a meeting"),
        "letters": _("Read a letter"),
        "none saved": _("Nothing waits here."),
        "saved count": _("Saved and not committed: %(count)s"),
        "page changed": _("This page has changed."),
        "load": _("Show it as it is now"),
        "trouble": _("That did not work: %(trouble)s"),
        "next step": _("Next: %(step)s"),
        "gone": _(
            "The desk does not answer. Is it still running? Begin it again and open its address; your words stay here."
        ),
    }


def _list_saving_words(_: Say) -> dict[str, str]:
    return {
        "saved title": _("What was saved at this desk"),
        "saved about": _("Nothing of this is committed yet. Look at it, take it back, or make one change of it."),
        "checking": _("Looking whether the rules are kept …"),
        "all kept": _("The rules are kept."),
        "not kept": _("The rules are not kept yet:"),
        "remarks": _("It can be saved. The rules remark:"),
        "place taken": _("Such a file is there already, and nothing is written over. Choose another day or name."),
        "same there": _("This is on record already, just as it stands here."),
        "save": _("Save it"),
        "save all": _("Save all of it"),
        "saved": _("Saved. It lies in this folder, and is not committed yet."),
        "see page": _("See the page that it makes"),
        "see saved": _("See what was saved"),
        "take back": _("Take it back"),
        "taken back": _("Taken back; nothing of it is left."),
        "changed by hand": _("changed by hand since"),
        "commit": _("Make one change of it"),
        "commit how": _("It is committed with nothing else in it, and brought to where it is proposed, "
                        "if a remote is set up."),
        "committed": _("Committed on the branch %(branch)s."),
        "pushed": _("It was brought to the forge."),
        "propose": _("Propose it there"),
        "not pushed": _("It could not be brought yet: %(trouble)s"),
        "push": _("Bring it now"),
        "waits": _("Committed here and not brought yet: %(branch)s"),
    }  # fmt: skip


def _list_letter_words(_: Say) -> dict[str, str]:
    return {
        "letters title": _("Read a letter"),
        "letters about": _("Paste a mail, a chat or a form's text here, as it came. What is sound can be saved; "
                           "what is missing is told in words to send back."),
        "letter": _("The letter"),
        "read letter": _("See what is in it"),
        "no record": _("No record was found in this text. A record begins with a line of its own, "
                       "like “file: proposals/street-trees/v1.yml”."),
        "sound": _("Sound, and ready to be saved:"),
        "known": _("On record already, just as it came:"),
        "waiting": _("Not yet:"),
        "reply": _("Words to send back"),
        "copy reply": _("Copy these words"),
        "refused": _("This cannot be taken from a letter: %(path)s"),
        "copied": _("Copied."),
        "not copied": _("Copying did not work here. Mark the text and copy it by hand."),
    }  # fmt: skip
