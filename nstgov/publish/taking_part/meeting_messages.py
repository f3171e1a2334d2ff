"""What the page that leads a meeting says by itself; what forms say already is said in the same words."""

from __future__ import annotations

from nstgov.acts.form_specs import Say


def list_meeting_messages(_: Say) -> dict[str, str]:
    """Every sentence that the script may need, by a short name; `%(name)s` stands for what it fills in."""
    return {
        **_list_frame_messages(_),
        **_list_beginning_messages(_),
        **_list_proposal_messages(_),
        **_list_objection_messages(_),
        **_list_round_messages(_),
        **_list_election_messages(_),
        **_list_ending_messages(_),
    }


def list_headings(_: Say) -> dict[str, str]:
    """What is due, by what the agenda calls it."""
    return {
        "help": _("The help we asked for"),
        "choose": _("Choose a representative"),
        "lapses": _("A decision that ends soon"),
        "term ends": _("A term that ends soon"),
        "test": _("Test an objection"),
        "resolve": _("Find a way with those who objected"),
        "improve": _("Improve the text"),
        "answer a voice": _("Answer a voice"),
        "decide": _("Put a decision on record"),
        "speak": _("Hear who has not spoken yet"),
        "hold a round": _("Ask each member in a round"),
        "commit": _("Who takes part?"),
        "review": _("See what came of it"),
        "stand with": _("An idea that looks for people"),
        "set right": _("Set right what is missing"),
        "bring again": _("Bring it again, with everybody heard"),
    }


def _list_frame_messages(_: Say) -> dict[str, str]:
    return {
        "next": _("Go on"),
        "back": _("Back"),
        "missing": _("Before we go on:"),
        "wall": _("Big view"),
        "clocks": _("Clocks"),
        "clock": _("%(minutes)s of about %(planned)s minutes"),
        "anew": _("Begin a new meeting"),
        "anew sure": _("What was said tonight is forgotten here. Really begin anew?"),
        "keeps nothing": _("This browser keeps nothing, so do not close this page before the end."),
        "resumed": _("You are where you were."),
        "who writes": _("%(name)s writes it down"),
        "pass": _("Pass the phone around"),
    }


def _list_beginning_messages(_: Say) -> dict[str, str]:
    return {
        "begin": _("Which circle meets?"),
        "begin about": _("Nothing is sent and nothing is put on record before you have looked at all of it."),
        "circle by name": _("Its short name, as in the address of its page."),
        "no such circle": _("There is no circle of that name."),
        "found": _("We found a circle tonight"),
        "found title": _("A new circle"),
        "name": _("What is the circle called?"),
        "aim": _("What is it for?"),
        "level": _("At which level?"),
        "people": _("Who founds it?"),
        "people hint": _("One name on each line; four to twelve people. Use the names you feel safe with."),
        "people few": _("Four names at least, each on a line of its own."),
        "yes title": _("Does each of you say yes?"),
        "yes about": _("Each one says for themselves whether they found this circle with the others."),
        "arrive": _("Who is here?"),
        "arrive about": _("How is everyone? Who is missing, and who brings their voice?"),
        "writes": _("Who writes down what is said?"),
        "facilitates": _("Who leads through the evening?"),
        "somebody": _("Please choose"),
        "few here": _("Nobody is here yet."),
        "due": _("What is due"),
        "due about": _("What others wait for comes first. Take away what you leave for another day."),
        "nothing due": _("Nothing waits for us today. What do we need? What could be better around us?"),
        "by": _("by %(day)s"),
        "elsewhere": _("This has a form of its own."),
    }


def _list_proposal_messages(_: Say) -> dict[str, str]:
    return {
        "hub": _("What comes next?"),
        "hub done": _("So far:"),
        "bring": _("Somebody brings a proposal"),
        "choose": _("We choose somebody for a role"),
        "welcome": _("Somebody joins us"),
        "finish": _("We look back, and end"),
        "proposal": _("A new proposal"),
        "title": _("Title"),
        "text": _("What exactly is proposed?"),
        "text hint": _("Just this is what people say yes to. Short sentences, numbered."),
        "need": _("What is needed, and why is it important?"),
        "reasons": _("Why does this meet the need?"),
        "authors": _("Who stands behind it?"),
        "authors few": _("At least %(least)s people stand behind a proposal."),
        "judged_by": _("How will we know whether it helped?"),
        "judged_by hint": _("One thing on each line that you can count, measure or ask."),
        "might_hurt": _("Whom might it hurt?"),
        "sunset": _("Until when does it hold?"),
        "read": _("Read it aloud"),
        "read about": _("Somebody reads it aloud, slowly. Nobody says anything to it yet."),
        "holds until": _("It would hold until %(day)s."),
        "open objections": _("Objections that are not answered yet:"),
        "questions": _("Is everything clear?"),
        "questions about": _("Questions only, to understand it; those who bring it answer. "
            "Nothing is said for or against it yet."),
        "reactions": _("What do you think of it?"),
        "reactions about": _("One after the other, in a few words, without discussion."),
        "objections": _("What stands in the way"),
        "objections about": _("An objection is a gift: it shows what we have not seen yet. Which need is behind it? "
                              "Which small change would make it good enough for now, and safe enough to try?"),
        "improve": _("We change the text"),
        "leave": _("We leave it for another day"),
        "improve title": _("The text, changed"),
        "same text": _("Nothing of the text is changed yet."),
        "decide": _("Everyone can live with it"),
        "decide about": _("This becomes a decision, until %(day)s."),
        "decided": _("It is decided"),
        "not yet": _("Not decided yet"),
        "still to hear": _("Still to be heard: %(names)s. Their voice can come later, by the form for a voice."),
        "others asked": _("Other circles are asked too; each holds its own round."),
        "still objected": _("An objection is not answered yet; test it, or say how it was met, by its own form."),
        "left": _("left for another day"),
    }  # fmt: skip


def _list_objection_messages(_: Say) -> dict[str, str]:
    """What an objection itself is asked stands in its own form, and in that of its resolution."""
    return {
        "written out": _("Written out, an objection keeps its reasons, and everyone sees how it was met."),
        "write it out": _("Write it out as an objection"),
        "brief": _("The sentence in the round is enough"),
        "met title": _("Does the new text meet it?"),
        "met about": _("Ask whoever objected. If something remains, change the text further; "
                       "or go on, and it stays open."),
        "nothing remains": _("Nothing of it remains"),
        "something remains": _("Something remains"),
        "new in it": _("New in it:"),
        "meets": _("How it meets what stood in the way:"),
        "meet it here": _("An objection is not met yet. Look at it again, and change the text; "
                          "or leave it for another day."),
        "objection raised": _("An objection: %(title)s"),
        "objection met": _("How it was met: %(title)s"),
    }  # fmt: skip


def _list_round_messages(_: Say) -> dict[str, str]:
    return {
        "round": _("Can you live with it?"),
        "round about": _("One after the other. Whoever wants to hear the others first may speak last."),
        "worry": _("Which worry?"),
        "why not": _("Why not yet?"),
        "not said": _("%(name)s has not said anything yet."),
        "say which": _("%(name)s: say in a sentence which worry."),
        "say why": _("%(name)s: say in a sentence why."),
        "not here": _("Not here: %(names)s"),
    }


def _list_election_messages(_: Say) -> dict[str, str]:
    return {
        "role title": _("For which role?"),
        "representative": _("representative"),
        "facilitator": _("facilitator"),
        "secretary": _("secretary"),
        "role": _("The role"),
        "responsibilities": _("What does the role ask?"),
        "responsibilities first": _("Carries our view to where we are connected, and brings back what was said there."),
        "qualities": _("What should somebody in it bring along?"),
        "qualities hint": _("One on each line."),
        "until": _("Until"),
        "nominate": _("Whom do you nominate?"),
        "nominate about": _("Everyone writes a name and a reason before anybody speaks."),
        "nominate one": _("%(name)s: whom, and why?"),
        "reason": _("Because …"),
        "reasons aloud": _("Hear the reasons"),
        "reasons about": _("Read them aloud. Whoever has changed their mind says so, with a reason."),
        "keeps": _("stays with it"),
        "nobody yet": _("nobody yet"),
        "propose one": _("Who is proposed?"),
        "propose about": _("The person with the strongest reasons, not the most names."),
        "election round": _("Can you live with %(name)s as %(role)s?"),
        "election about": _("The person proposed speaks last."),
        "propose again": _("We propose somebody else"),
        "chosen": _("%(name)s is chosen"),
        "joins title": _("Who joins us?"),
        "joins name": _("Name of the newcomer"),
        "joins round": _("Does everyone welcome %(name)s?"),
        "joins about": _("%(name)s says yes for themselves; so does every member."),
        "joins not": _("Not everyone can welcome them yet, so nothing is written down."),
        "is it the same": _("%(name)s of %(home)s is on record. Is this the same person?"),
        "same person": _("Yes, the same person"),
        "joined": _("%(name)s joins us"),
        "founded": _("%(name)s begins"),
    }


def _list_ending_messages(_: Say) -> dict[str, str]:
    return {
        "look back": _("How was it to meet like this?"),
        "look back about": _(
            "Each one in a sentence. What was good, what could be better? When do we meet again? "
            "None of this is put on record."
        ),
        "list": _("All that was said tonight"),
        "list about": _("Look at it together. Each of these becomes one small file, and all of them are one change."),
        "public": _("Everyone can read this, and it stays. Use the name you feel safe with."),
        "nothing": _("Nothing was decided tonight that is put on record."),
        "change it": _("Change it"),
        "hand over": _("Hand it over"),
        "hand over about": _("Send this whole text to whoever keeps the record; they put all of it on record at once."),
        "copy": _("Copy all of it"),
        "share": _("Send it"),
        "mail": _("Write a mail with it"),
        "mail long": _("It is too long for a mail program to take over; copy it, or send the file along."),
        "download": _("Keep it as a file"),
        "subject": _("%(circle)s, %(day)s: what we put on record"),
        "no sums": _(
            "This page was not opened over https, so it cannot work out the fingerprints of texts. Open it over https."
        ),
    }
