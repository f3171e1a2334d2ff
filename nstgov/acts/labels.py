"""What each field is called and asks, in plain words: one table for the form and for the template beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from nstgov.acts.form_specs import Say


class Label(NamedTuple):
    """What a field is called, and a hint beneath it (empty: it needs none)."""

    name: str
    hint: str = ""


def find_label(labels: Mapping[str, Label], act: str, kind: str, key: str) -> Label:
    """The label of a field: the one for this act or kind of record, else for every kind; KeyError if there is none."""
    return labels.get(f"{act}.{key}") or labels.get(f"{kind}.{key}") or labels[key]


def list_labels(_: Say) -> dict[str, Label]:
    """By `key`, `key.key within it`, `kind.key` or `act.key`; what is asked for the file's name begins with a colon."""
    return {
        **_list_path_labels(_),
        **_list_common_labels(_),
        **_list_proposal_labels(_),
        **_list_objection_labels(_),
        **_list_circle_labels(_),
        **_list_decision_labels(_),
    }


def _list_path_labels(_: Say) -> dict[str, Label]:
    return {
        ":circle": Label(_("Which circle?")),
        "objection.:circle": Label(_("Which circle was asked?"), _("You need not be in it.")),
        "disputed.:circle": Label(_("In which circle?")),
        ":proposal": Label(_("Which proposal?")),
        ":new-proposal": Label(
            _("A short name for its address"),
            _("Small letters, digits and single hyphens: street-trees. It stays when the title changes.")),
        ":date": Label(_("On which day?")),
        "leaves.:date": Label(_("Which day is the last one?")),
        "closes.:date": Label(_("Which day is its last one?")),
        "round.:date": Label(_("On which day was it held?")),
        ":person": Label(_("Who?")),
        "voice.:person": Label(_("Who are you?")),
        "voice.:date": Label(_("On which day?")),
        "voice.:circle": Label(_("In which circle do you speak?")),
        "voice.voices": Label(_("What do you say?")),
        "stand-with.:person": Label(_("Who are you?")),
        "disputed.:person": Label(_("Who are you?")),
        "away.:person": Label(_("Who are you?")),
        "back.:person": Label(_("Who are you?")),
        "person.:person": Label(_("Who are you?")),
        ":newcomer": Label(
            _("A short name for the newcomer"),
            _("Small letters, digits and single hyphens: joe-park. If they are on record already, the name they have "
              "there.")),
        ":child": Label(_("Which circle is taken in?")),
        ":guest": Label(_("Who was invited?")),
        ":idea": Label(_("Which idea?")),
        ":target": Label(_("What is the objection about?")),
        ":objection": Label(
            _("A short name for the objection"), _("Small letters, digits and single hyphens: roots-break-pipes.")),
        ":objection-on-record": Label(_("Which objection?")),
        ":decision": Label(_("Which decision?")),
        ":decision-or-term": Label(_("What ends?")),
        ":election": Label(
            _("A short name for the election"),
            _("Small letters, digits and single hyphens: oak-street-representative-2027.")),
        ":parent": Label(
            _("Within which circle?"), _("The circle its representatives will sit in. It may join one later.")),
        ":new-circle": Label(
            _("A short name for its address"),
            _("Small letters, digits and single hyphens: oak-street. It stays when the circle's name changes.")),
        ":record": Label(_("Which record?"), _("What it is, about whom or what, and its day.")),
        ":version": Label(_("Which version?")),
        ":language": Label(_("Into which language?"), _("As a short tag: es, ar, pt-br.")),
    }  # fmt: skip


def _list_common_labels(_: Say) -> dict[str, Label]:
    return {
        "entered_by": Label(_("Who fills this in?"), _("Who wrote this down, for everyone to see.")),
        "lang": Label(_("Language of these texts"), _("Only if it is not the site's first one: es, ar, pt-br.")),
        "voices": Label(_("What does each one say?")),
        "because": Label(_("Because …"), _("A sentence or two in plain words.")),
        "title": Label(_("Title"), _("What it is about, in a few words.")),
        "name": Label(_("Name"), _("The name you feel safe with; it need not be the one in your passport.")),
        "account": Label(
            _("Account on the forge"),
            _("Only if you have one. With it you can bring what your circle says, and confirm your voice."),
        ),
        "keys": Label(_("Public keys"), _("One OpenSSH public key on each line; only if you sign what you say.")),
        "date": Label(_("Day")),
        "person": Label(_("Who")),
        "circle": Label(_("Circle")),
        "version": Label(_("Number of the version"), _("Filled in from the record.")),
        "sha256": Label(
            _("Its SHA-256"), _("The fingerprint of exactly the text you speak about. Filled in from the record.")),
        "how": Label(_("How?")),
        "facilitator": Label(_("Who facilitated?")),
        "opened": Label(_("From which day?")),
        "need": Label(
            _("What is needed, and why is it important?"), _("The need behind it; others may know another way.")),
        "reasons": Label(_("Why does this meet the need?"), _("What you know, tried or saw.")),
        "text": Label(
            _("What exactly is proposed?"), _("Just this is what people say yes to. Short sentences, numbered.")),
        "example": Label(_("An invented movement")),
    }  # fmt: skip


def _list_proposal_labels(_: Say) -> dict[str, Label]:
    return {
        "kind": Label(_("What sort of proposal?")),
        "by": Label(_("Who has this idea?"), _("One is enough.")),
        "authors": Label(
            _("Who stands behind it?"), _("At least four. Somebody outside every circle is welcome, by name.")),
        "carried_by": Label(_("Who carries it?"), _("A contact, if all who stand behind it are outside.")),
        "submitted": Label(_("Submitted on")),
        "asks": Label(_("Which circle is asked to decide?"), _("One, if it can be: one that holds all it touches.")),
        "affects": Label(
            _("Whose people does it touch?"), _("Every such circle; a circle stands for itself and all below it.")),
        "outside": Label(_("Whom else does it touch?"), _("People outside, and how and when you asked them.")),
        "might_hurt": Label(_("Whom might it hurt?"), _("And what do we offer them?")),
        "sunset": Label(
            _("Until when does it hold?"), _("Its last day. Nothing holds for ever; it can be renewed.")),
        "review": Label(_("When do we look at it again?"), _("A day on which it still holds.")),
        "judged_by": Label(
            _("How will we know whether it helped?"), _("One thing on each line that you can count, measure or ask.")),
        "tasks": Label(_("Who does what?")),
        "tasks.who": Label(_("Who")),
        "tasks.what": Label(_("What")),
        "tasks.by": Label(_("By which day")),
        "discussion": Label(_("Where is it talked about?"), _("An address that begins with https://")),
        "imported": Label(_("Brought from elsewhere")),
        "integrates": Label(_("What does it answer?"), _("Objections, or a member's voice, that it takes up.")),
        "renews": Label(_("Which decision does it renew?")),
        "replaces": Label(_("Which decision does it replace?")),
        "ends": Label(_("Which decision would it end?")),
        "person.ends": Label(_("A key that is no longer mine"), _("The whole line of the public key.")),
        "edition": Label(_("The edition of the ground rules it would adopt")),
        "edition.number": Label(_("Its number"), _("The file ground-rules/<number>.yml, added together with this.")),
        "edition.sha256": Label(_("Its SHA-256"), _("Choose the file, and it is worked out here; nothing is sent.")),
        "starts_with": Label(_("When does it start?"), _("Once so many take part.")),
        "starts_with.people": Label(_("So many people")),
        "starts_with.circles": Label(_("So many circles")),
        "invites": Label(_("Who is invited?"), _("Ask them first whether they may be named here.")),
        "invites.guest": Label(_("Short name"), _("Small letters, digits and single hyphens: maria-silva.")),
        "invites.name": Label(_("Name")),
        "invites.level": Label(_("Into which level of circles?")),
        "invites.because": Label(_("Why them?")),
        "people": Label(_("Who takes part?")),
        "takes_back": Label(_("Who takes it back?")),
        "answer": Label(_("What do they answer?")),
        "words": Label(_("In their own words")),
        "closed.result": Label(_("What happens to it?")),
        "goes_on_in": Label(_("In which other proposals does it go on?")),
        "language": Label(_("Language")),
        "translation.by": Label(_("Who translated it?")),
        "translation.need": Label(_("The need, translated")),
        "translation.reasons": Label(_("The reasons, translated")),
        "translation.text": Label(_("What is proposed, translated")),
        "translation.might_hurt": Label(_("Whom it might hurt, translated")),
        "translation.outside": Label(_("Whom else it touches, translated")),
        "translation.title": Label(_("The title, translated")),
        "translation.important": Label(_("Why it is important, translated")),
        "translation.would_consent_if": Label(_("What we could live with, translated")),
    }  # fmt: skip


def _list_objection_labels(_: Say) -> dict[str, Label]:
    return {
        "from_round": Label(
            _("Did one of you say so in a round already?"),
            _("Then they need nobody else to object with them.")),
        "raised": Label(_("Raised on")),
        "against": Label(_("Exactly what is it against?")),
        "against.version": Label(_("Number of the version"), _("Filled in from the record; none for a decision.")),
        "against.sha256": Label(_("Its SHA-256"), _("The fingerprint of that very text. Filled in from the record.")),
        "objection.important": Label(
            _("Why is it important?"), _("Which need or aim would be harmed, whose, and how badly?")),
        "objection.reasons": Label(_("What are the reasons?"), _("The facts, and how they lead there.")),
        "objection.authors": Label(
            _("Who objects?"), _("At least four; one is enough who carries on their own word from a round.")),
        "would_consent_if": Label(_("What could you live with?"), _("The change that would make it possible.")),
        "test.version": Label(_("Number of the objection's version"), _("Filled in from the record.")),
        "important": Label(_("Is it important?")),
        "important.holds": Label(_("It is important")),
        "important.because": Label(_("Because …")),
        "reasoned": Label(_("Is it reasoned?")),
        "reasoned.holds": Label(_("It is reasoned")),
        "reasoned.because": Label(_("Because …")),
        "test.result": Label(_("So the objection …")),
        "resolution.kind": Label(_("What was done?")),
        "resolution.how": Label(_("How was its need met?")),
        "resolution.version": Label(_("In which version of the proposal?"), _("Only if its text has changed.")),
        "unreachable": Label(
            _("Who could not be reached?"), _("Those who objected and could not be asked, one on each line.")),
        "says": Label(_("What did you say, or mean?")),
        "correction.by": Label(_("Who corrects it?")),
        "what": Label(_("What is right?")),
    }  # fmt: skip


def _list_circle_labels(_: Say) -> dict[str, Label]:
    return {
        "leaves.how": Label(_("How do they leave?")),
        "closed.unreachable": Label(
            _("Who died or cannot be found?"), _("Those who made it and cannot be asked any more.")),
        "circle.name": Label(_("What is the circle called?")),
        "follows": Label(_("Which closed circles go on in it?"), _("It answers for what they decided.")),
        "changes.name": Label(_("What is the circle called from now on?")),
        "level": Label(_("On which level?"), _("Where people meet one another, or representatives of circles do.")),
        "aim": Label(_("What is it for?"), _("One sentence that a stranger understands.")),
        "domain": Label(_("What does it decide about?")),
        "parent": Label(_("Within which circle?")),
        "meets": Label(_("How does it meet?"), _("One on each line: in person, by phone, online.")),
        "place": Label(_("Where?")),
        "secretary": Label(_("Who writes down?")),
        "members": Label(_("Who founds it?"), _("Each by the name they feel safe with.")),
        "members.name": Label(_("Name")),
        "members.home": Label(_("Circle they are already in"), _("Only if they are on record elsewhere.")),
        "members.account": Label(_("Account on the forge")),
        "members.keys": Label(_("Public keys"), _("One on each line.")),
        "home": Label(_("Circle they are already in"), _("Only if they are on record elsewhere, without a name then.")),
        "until": Label(_("Until which day?"), _("You can come back sooner.")),
        "adds": Label(_("A public key to add"), _("One line that begins with ssh-ed25519 or the like.")),
        "compromised": Label(_("A key that somebody else may have"), _("The whole line of the public key.")),
        "since": Label(_("Since when?"), _("For a key that somebody else may have.")),
        "signed_only": Label(_("Only what I sign counts as my voice")),
        "for": Label(_("What do you need?")),
    }  # fmt: skip


def _list_decision_labels(_: Say) -> dict[str, Label]:
    return {
        "withheld.decision": Label(_("By which decision of the circle?")),
        "withheld.keeps": Label(
            _("What of it stays in effect?"), _("The record without the words that are withheld.")),
        "decided": Label(_("Decided on"), _("The day on which the last voice was heard.")),
        "circles": Label(_("Which circles decided?")),
        "decision.sunset": Label(_("Its last day"), _("As in the text that was consented to.")),
        "role": Label(_("For which role?"), _("representative, facilitator, secretary, or any other you name.")),
        "responsibilities": Label(_("What does the role ask?")),
        "qualities": Label(_("What should somebody in it bring along?"), _("One on each line.")),
        "held": Label(_("Held on")),
        "term": Label(_("For how long?")),
        "term.from": Label(_("From")),
        "term.until": Label(_("Until"), _("The last day.")),
        "succeeds": Label(_("Whose term does it follow?"), _("That one then ends the day before.")),
        "nominations": Label(
            _("Whom does each one nominate?"), _("Everyone writes a name and a reason before anybody speaks.")),
        "nominations.for": Label(_("Nominates")),
        "nominations.because": Label(_("Because …")),
        "election.changes": Label(_("Who changed their nomination after hearing the others?")),
        "changes.to": Label(_("Now nominates")),
        "changes.because": Label(_("Because …")),
        "earlier": Label(_("Who was proposed before?")),
        "proposed": Label(_("Who is proposed?"), _("The person with the strongest reasons, not the most names.")),
        "proposed.person": Label(_("Who")),
        "proposed.because": Label(_("Because …")),
        "review.circle": Label(_("Which circle looks at it?")),
        "helped": Label(_("Did it help?"), _("What came of it, the good and the difficult.")),
        "readings": Label(_("What was found?")),
        "readings.of": Label(_("What was looked at")),
        "readings.found": Label(_("What was found")),
        "done": Label(_("What was done?")),
        "done.what": Label(_("Task")),
        "done.done": Label(_("It was done")),
        "review.result": Label(_("What do we do with it?")),
        "next_review": Label(_("When do we look again?")),
        "ended.date": Label(_("Its last day")),
    }  # fmt: skip
