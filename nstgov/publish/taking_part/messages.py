"""What the forms say by themselves: words of choices, what is still missing, what to do next."""

from __future__ import annotations

from nstgov.acts.form_specs import Say
from nstgov.publish.following.personal_items import SENTENCES


def list_messages(_: Say) -> dict[str, str]:
    """Every sentence that the script may need, by a short name; `%(name)s` stands for what it fills in."""
    return {
        **_list_missing_messages(_),
        **_list_circle_messages(_),
        **_list_people_messages(_),
        **_list_proposal_messages(_),
        **_list_own_part_messages(_),
        **_list_asking_messages(_),
        **_list_sending_messages(_),
        **_list_handing_messages(_),
    }


def list_choices(_: Say) -> dict[str, str]:
    """Words of the record that people choose from, as a reader says them."""
    return {
        "policy": _("something to live by"),
        "action": _("something to do together"),
        "invitation": _("inviting somebody"),
        "ground rules": _("new ground rules"),
        "meeting": _("at a meeting"),
        "async": _("each in their own time"),
        "joins": _("joins"),
        "declines": _("declines"),
        "later": _("later"),
        "withdrawn": _("withdrawn by those who made it"),
        "set aside": _("set aside by the circle"),
        "stands": _("stands: it is important and reasoned"),
        "needs work": _("needs work: a clearer version is awaited"),
        "text changed": _("the text was changed"),
        "term shortened": _("its time was shortened"),
        "measured": _("it will be measured, and looked at again"),
        "other": _("something else"),
        "keep": _("keep it"),
        "change": _("change it"),
        "let go": _("let it go"),
        "resigned": _("somebody resigned"),
        "own word": _("by their own word"),
        "died": _("they died"),
        "cannot be found": _("they cannot be found"),
        "asked to go": _("they were heard and asked to go"),
        "nobody yet": _("nobody yet"),
        "true": _("yes"),
        "false": _("no"),
        "consent": _("I can live with this"),
        "consent until": _("I can live with this until %(day)s"),
        "concern": _("… and I have a worry"),
        "object": _("I can't live with this yet"),
        "absent": _("was not there"),
        "unsaid": _("has not said yet"),
        "representative": _("representative"),
        "facilitator": _("facilitator"),
        "secretary": _("secretary"),
        "keeper": _("keeper"),
        **list_record_kinds(_),
    }


def list_record_kinds(_: Say) -> dict[str, str]:
    """What a record is, where somebody chooses one from a list; by `kind` and its name."""
    return {
        "kind circle": _("Founding of a circle"),
        "kind joins": _("Joined"),
        "kind leaves": _("Left"),
        "kind away": _("Away for a while"),
        "kind back": _("Came back"),
        "kind person": _("Change of a name, account or key"),
        "kind changes": _("Change of a circle"),
        "kind takes-in": _("A circle taken in"),
        "kind asks": _("Call for help"),
        "kind closes": _("Closing of a circle"),
        "kind idea": _("Idea"),
        "kind with": _("Stands with an idea"),
        "kind version": _("Text of a proposal"),
        "kind round": _("Round"),
        "kind commitments": _("Who takes part"),
        "kind answer": _("Answer to an invitation"),
        "kind closed": _("Closing of a proposal"),
        "kind objection": _("Objection"),
        "kind test": _("Test of an objection"),
        "kind resolution": _("How an objection was met"),
        "kind translation": _("Translation"),
        "kind decision": _("Decision"),
        "kind election": _("Election"),
        "kind review": _("Review"),
        "kind ended": _("Early end"),
        "kind disputed": _("Dispute of a voice"),
        "kind correction": _("Correction"),
        "kind void": _("Taken out of count"),
    }


def _list_missing_messages(_: Say) -> dict[str, str]:
    return {
        "missing": _("This is still missing."),
        "choose": _("Choose one."),
        "no day": _("There is no such day. Write it as year-month-day, like 2026-05-01."),
        "no id": _("2 to 64 small letters and digits, with single hyphens between them: oak-street."),
        "no number": _("A whole number of %(least)s or more, in digits."),
        "no form": _("This should be %(means)s, like %(example)s"),
        "placeholder": _("These words only fill the line. Say it in a sentence of your own."),
        "too long": _("This is too long. Keep it shorter, or link to the long form."),
        "one line": _("Keep this to one line."),
        "taken": _("This name is in use. Choose another one."),
        "file there": _("There is such a record already. Choose another day or name."),
        "too few": _("%(least)s are needed; so far there are %(count)s."),
        "twice": _("%(name)s stands here twice."),
        "review late": _("Choose a day on which it still holds: not after its last day."),
        "sunset far": _("Choose a last day within %(days)s days."),
        "sunset past": _("Choose a day after today."),
        "until before": _("Choose a day after the first one."),
        "which worry": _("Say in a sentence which worry, so that it goes along to the review."),
        "say why": _("Say in a sentence why; it helps the others find a change."),
        "one of two": _("Fill in at least one of these."),
        "hash agrees": _("This agrees with the file you chose."),
        "hash differs": _("The file you chose is another text: its SHA-256 differs from the one on record."),
        "hidden": _("Characters that cannot be seen were left out."),
        "left": _("Still missing: %(count)s"),
        "nothing left": _("Everything is there."),
        "as far as seen": _("As far as this form can see, everything is there. The check will tell the rest."),
        "nothing said": _("Nothing is said yet."),
        "better": _("It would also help to look at this:"),
        "not today": _("This is not possible here today. Choose one from the list."),
        "sign it": _(
            "%(name)s has a key, so this holds once it is signed with it: copy the text below into its file, "
            "and then run nstgov sign on that file."
        ),
        "day ahead": _("This day has not come yet."),
        "day before": _("Choose a later day: on this one, what it speaks of was not there yet."),
        "earlier day": _("On that day others may have been asked. The check will tell whether it fits."),
        "no circle": _("There is no circle of this name."),
        "unknown": _("Nobody and nothing of this name is on record."),
        "still asked": _("Still to be heard: %(names)s. This takes the yes of each."),
        "not entered": _("Neither heard nor noted as absent: %(names)s."),
        "not yet": _("With this it cannot be. Look together for a way that everyone can live with."),
        "no data": _("The list of this circle could not be loaded, so write the names yourself."),
    }


def _list_circle_messages(_: Say) -> dict[str, str]:
    return {
        "too small": _("With so few members a circle waits with this, or asks the circle above for help."),
        "full": _("A circle has at most %(most)s members. Think about making two of it."),
        "level above": _("Its level is higher than that of the circle it begins in."),
        "not taken in": _("The circle above has not taken this one in yet; it can send somebody after that."),
        "seats full": _(
            "%(count)s at once are the most. Say whose term this one follows, or begin it when one has ended."
        ),
        "keeper above": _("A keeper looks after everyone's record: the highest circles choose one."),
        "nobody named": _("Nobody has named this person, before or after the changes."),
        "term far": _("Choose a first day within a year."),
        "no away": _("The ground rules do not speak of being away, so everybody is asked as ever."),
        "away long": _("The ground rules allow this up to %(day)s."),
        "none decision": _("No proposal is ready to be decided here: everybody asked is heard first."),
        "none test": _("No objection waits for a test in this circle."),
        "none resolution": _("No objection is open in this circle."),
        "none back": _("Nobody in this circle is away today."),
        "none away": _("The ground rules do not speak of being away, so everybody is asked as ever."),
        "none takes-in": _("No circle waits to be taken in."),
        "a new circle": _("a new circle"),
    }


def _list_people_messages(_: Say) -> dict[str, str]:
    return {
        "home is": _("%(name)s is on record with the home %(home)s: name that home, and no name."),
        "not at home": _("This person is new here: write a name instead of a home."),
        "same name": _("Two people here would have one name. Add to it what tells them apart."),
        "all outside": _("Somebody of a circle has to stand behind it too."),
        "strangers": _("Somebody who stands behind the version before has to stand behind this one."),
        "not said there": _("None of them said so in that round."),
        "said on": _("%(name)s, %(day)s"),
    }


def _list_proposal_messages(_: Say) -> dict[str, str]:
    return {
        "copy": _("This says the same as another field. Say what is special here."),
        "nothing new": _("This says the same as the version before."),
        "review early": _("Choose a day after it was submitted."),
        "two ways": _("A decision is changed in one way only."),
        "both hold": _("It is important and reasoned, so it stands."),
        "not both": _("One of the two does not hold. Does it stand all the same?"),
        "same language": _("It is written in this language already."),
    }


def _list_own_part_messages(_: Say) -> dict[str, str]:
    """What the page of one's own part says; each thing in the same words as on the pages of people."""
    return {
        **{f"step {what}": _(sentence) for what, sentence in SENTENCES.items()},
        "mine of": _("What concerns %(name)s"),
        "mine waits": _("What waits for your voice"),
        "mine promised": _("What you said you would do"),
        "mine ends": _("What of yours ends"),
        "mine objected": _("What of yours is objected to"),
        "mine nothing": _("Nothing waits for you today."),
        "mine all": _("All of my part"),
        "mine late": _("this day has passed"),
        "mine follow": _("Be told about it"),
        "mine page": _("The page with this name"),
        "mine circle": _("The circle's page"),
        "mine feed": _("As a feed"),
        "mine calendar": _("In your calendar"),
        "mine forget": _("Somebody else is here"),
        "mine stays": _("Your choice stays in this browser and is sent nowhere."),
        "mine pick": _("Pick your name once; from then on this page and the first one show what concerns you."),
        "mine which circle": _("In which circle are you?"),
        "mine which name": _("Who are you?"),
        "mine whole": _("the circle as a whole"),
    }


def _list_asking_messages(_: Say) -> dict[str, str]:
    return {
        "form": _("Fill it in"),
        "if you like": _("if you like"),
        "more": _("More, if you like"),
        "choose one": _("Please choose"),
        "none": _("none"),
        "other": _("somebody or something else"),
        "its short name": _("Its short name on record"),
        "somebody else": _("Somebody else"),
        "outside": _("Somebody outside every circle, by name"),
        "add": _("Add one more"),
        "remove": _("Remove"),
        "name or short name": _("A name, or a short name on record"),
        "founder": _("The name of somebody who founds it"),
        "nobody known": _("Please choose above first; then those who speak stand here."),
        "circle by name": _("Its short name, as in the address of its page; from there every form knows your circle."),
        "another circle": _("another circle …"),
        "in 14": _("in two weeks"),
        "in 30": _("in a month"),
        "in 90": _("in three months"),
        "in 182": _("in half a year"),
        "in 365": _("in a year"),
        "hurts nobody": _("We see nobody whom it hurts; tell us if you do."),
        "measure 1": _("how many took part"),
        "measure 2": _("whether anybody was worse off"),
        "measure 3": _("whether we would do it again"),
        "worry": _("Which worry?"),
        "why not": _("Why not yet?"),
        "carries": _("What do you bring along from your own circle?"),
        "choose file": _("Work it out from a file"),
        "details": _("Details that are filled in already"),
        "about": _("You speak about “%(title)s”, version %(version)s, in force until %(day)s if it is decided."),
        "read it": _("Read it first"),
        "carried": _("Asked is %(circles)s; what you say here goes along with whoever you send there."),
        "record elsewhere": _("This record is not in the circle's list. The check will tell whether it fits."),
        "new id": _("Short name on record: %(id)s"),
        "namesake": _(
            "%(name)s of %(home)s is on record. If this is the same person, name that circle as their home and "
            "take away the number; if not, this short name is free."
        ),
        "is it the same": _("%(name)s of %(home)s is on record. Is this the same person?"),
        "same person": _("Yes, the same person"),
        "no choices": _("There is nothing of this sort in this circle today."),
        "no circles": _("No circle has begun yet. A circle needs four people; then this form finds it here."),
    }


def _list_sending_messages(_: Say) -> dict[str, str]:
    return {
        "look": _("Look at it once more"),
        "public": _("Everyone can read this, and it stays. Use the name you feel safe with."),
        "path": _("The file"),
        "by hand": _("Write it by hand instead"),
        "open github": _("Put it on record at GitHub"),
        "open forgejo": _("Put it on record at the forge"),
        "open other": _("Open the public record"),
        "open gitlab": _("Open the page for a new file at GitLab"),
        "open issue": _("Copy all of it, and open the form to paste it into"),
        "opened how": _("A page opens with everything filled in. Sign in there, press the button that proposes the new "
                        "file, and it is checked within minutes."),
        "paste 1": _("Copy the text."),
        "paste 2": _("Open the public record, and there “new file”."),
        "paste 2 gitlab": _("Open the page for a new file; its name is filled in."),
        "paste 3": _("Name the file just as it is named above."),
        "paste 4": _("Paste the text, and propose the new file. It is checked within minutes."),
        "too long for address": _("This is too long to be handed over in an address, so it goes by copy and paste."),
        "no account": _("No account there? Send it to your circle's secretary, who can put it on record for you."),
        "copy text": _("Copy the text"),
        "copy name": _("Copy the file's name"),
        "copied": _("Copied."),
        "not copied": _("Copying did not work here. Mark the text and copy it by hand."),
        "send": _("Send to our circle"),
        "send intro": _("This is ready to be put on record in %(circle)s:"),
        "send where": _("File: %(path)s"),
    }  # fmt: skip


def _list_handing_messages(_: Say) -> dict[str, str]:
    return {
        "pass": _("Pass the phone around"),
        "pass about": _("Each one answers alone; then everyone looks at it together."),
        "hand to": _("Hand the phone to %(name)s."),
        "i am": _("I am %(name)s"),
        "not here": _("%(name)s is not here"),
        "your turn": _("%(name)s, what do you say?"),
        "your nomination": _("%(name)s, whom do you nominate, and why?"),
        "done": _("Done; hide what I said"),
        "whom": _("Whom?"),
        "reason": _("Because …"),
        "all said": _("Everyone was asked. Look at it together."),
        "show all": _("Show what everyone said"),
        "take over": _("Write it into the form"),
        "stop": _("Stop"),
        "after nominations": _("Read the reasons aloud. Who changes their nomination? Then agree on whom to propose."),
    }
