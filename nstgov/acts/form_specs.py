"""Everything that somebody can do here, in the words of a reader's wish: one row for each form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

Say = Callable[[str], str]
"""Gives an English sentence in the language of the page."""


class FormSpec(NamedTuple):
    """
    A form: its place (`slug`), the kind of record it makes, and how it is told to people.

    `group` is where the index lists it, `wish` the link's words there, `about` what the act does and what follows.
    `path` is where its file goes; the parts in it are asked for first, as `asks` says. `shown` are fields that may stay
    empty and are offered all the same; `needed` those that a rule wants though their shape may do without; `left_out`
    those that this form never writes; `fixed` what it writes always. `voices` tells whose voices are asked: none,
    own, members, newcomer, founders, authors, any.
    """

    slug: str
    kind: str
    group: str
    wish: str
    about: str
    guide: str
    path: str
    asks: tuple[str, ...]
    shown: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    fixed: Mapping[str, str] = {}
    voices: str = "none"


_IN_CIRCLE = "{folder}/{date}."
_PROPOSAL_EXTRAS = ("starts_with", "invites", "edition")
_START = "guides/start-a-circle/"
_CONSENT = "guides/decide-by-consent/"
_OBJECT = "guides/object-well/"
_TESTED = "guides/object-well/#how-a-circle-tests-it"
_RESOLVED = "guides/object-well/#how-it-is-resolved"
_CHOOSE = "guides/choose-a-representative/"
_REVIEW = "guides/review-and-let-go/"
_BETWEEN = "guides/work-between-circles/"
_READ = "guides/read-and-check/"


def list_form_groups(_: Say) -> dict[str, str]:
    """The headings of the index, in order."""
    return {
        "speak": _("Speak about a proposal"),
        "propose": _("Bring something up"),
        "object": _("Say that something can't work"),
        "belong": _("Begin, join, step back"),
        "circle": _("Look after our circle"),
        "after": _("See what came of it"),
        "right": _("Set the record right"),
    }


def list_form_guides(_: Say) -> dict[str, str]:
    """The guide beside a form, as the link to it says."""
    return {
        _START: _("How to start a circle"),
        _CONSENT: _("How a circle decides"),
        _OBJECT: _("How to object well"),
        _TESTED: _("How an objection is tested"),
        _RESOLVED: _("How an objection is resolved"),
        _CHOOSE: _("How a circle chooses"),
        _REVIEW: _("How a circle reviews"),
        _BETWEEN: _("How circles stay connected"),
        _READ: _("How to read and check the record"),
    }


def list_form_specs(_: Say) -> tuple[FormSpec, ...]:
    """All forms, in the order of the index."""
    return (
        *_list_voice_forms(_),
        *_list_proposal_forms(_),
        *_list_objection_forms(_),
        *_list_membership_forms(_),
        *_list_circle_forms(_),
        *_list_follow_up_forms(_),
        *_list_correction_forms(_),
    )


def _list_voice_forms(_: Say) -> tuple[FormSpec, ...]:
    return (
        FormSpec("round", "round", "speak", _("Hold a round in our circle"),
            _("Each member says in turn whether they can live with the proposal for its time. "
              "Whoever was not there is noted as absent, and is heard later."),
            _CONSENT, "proposals/{proposal}/rounds/{date}.{circle}{again}.yml", ("circle", "proposal", "date"),
            shown=("facilitator",), needed=("voices",), voices="members"),
        FormSpec("voice", "round", "speak", _("Give my own voice"),
            _("You were not at the meeting, or you have changed your mind? Your latest word counts."),
            _CONSENT, "proposals/{proposal}/rounds/{date}.{circle}.{person}{again}.yml",
            ("circle", "proposal", "person", "date"), left_out=("facilitator",), needed=("voices",), voices="own"),
        FormSpec("decision", "decision", "speak", _("Put a decision on record"),
            _("Every member of every circle asked can live with it? This makes it a decision, until its last day."),
            _CONSENT, "decisions/{proposal}/decision.yml", ("circle", "proposal"), needed=("circles",),
            left_out=("voices",)),
        FormSpec("close", "closed", "speak", _("Withdraw a proposal, or set it aside"),
            _("Its authors may withdraw it; the circles asked may set it aside by consent, and say why."),
            _CONSENT, "proposals/{proposal}/closed.yml", ("circle", "proposal"), needed=("voices",), voices="any"),
    )  # fmt: skip


def _list_proposal_forms(_: Say) -> tuple[FormSpec, ...]:
    version = "proposals/{proposal}/v1.yml"
    wanted = ("authors", "asks", "affects", "judged_by", "sunset", "review", "might_hurt")
    changes = ("carried_by", "imported")
    return (
        FormSpec("idea", "idea", "propose", _("Look for people who share my idea"),
            _("A proposal comes from four people. An idea is how one person finds three more."),
            _CONSENT, "proposals/{proposal}/idea.yml", ("circle", "new-proposal"), shown=("reasons", "text"),
            needed=("by",)),
        FormSpec("stand-with", "with", "propose", _("Stand with somebody's idea"),
            _("You share the need? Add your name. With four of you it can become a proposal."),
            _CONSENT, "{idea}/with.{person}.yml", ("circle", "idea", "person"), shown=("because",)),
        FormSpec("propose", "version", "propose", _("Propose something to our circle"),
            _("Say what is needed, what you propose, and until when. A small thing takes two minutes."),
            _CONSENT, version, ("circle", "new-proposal"), needed=wanted,
            left_out=(*_PROPOSAL_EXTRAS, *changes), fixed={"kind": "policy"}),
        FormSpec("action", "version", "propose", _("Propose to do something together, once enough take part"),
            _("It begins by itself on the day on which enough people have said that they take part."),
            _CONSENT, version, ("circle", "new-proposal"), shown=("tasks",),
            needed=(*wanted, "starts_with"), left_out=("invites", "edition", *changes), fixed={"kind": "action"}),
        FormSpec("invitation", "version", "propose", _("Propose to invite somebody"),
            _("Ask them first whether they may be named. Everyone in the circle then says whether to invite them."),
            _CONSENT, version, ("circle", "new-proposal"), needed=(*wanted, "invites"),
            left_out=("starts_with", "edition", *changes), fixed={"kind": "invitation"}),
        FormSpec("ground-rules", "version", "propose", _("Propose new ground rules"),
            _("Ground rules may be stricter than the founding ones, never looser. The new edition is a file of its own "
              "and is added together with this proposal, which names it by its SHA-256."),
            _CONSENT, version, ("circle", "new-proposal"), needed=(*wanted, "edition"),
            left_out=("starts_with", "invites", *changes), fixed={"kind": "ground rules"}),
        FormSpec("new-version", "version", "propose", _("Improve a proposal with what we heard"),
            _("A new version answers worries and objections. Everyone asked is then heard again, on the new text."),
            _CONSENT, "proposals/{proposal}/v{next}.yml", ("circle", "proposal"),
            shown=("integrates", "starts_with", "invites"), needed=wanted,
            left_out=changes),
    )  # fmt: skip


def _list_objection_forms(_: Say) -> tuple[FormSpec, ...]:
    wanted = ("authors", "against", "important", "reasons")
    return (
        FormSpec("objection", "objection", "object", _("Object to a proposal or a decision"),
            _("Four people object together, also from outside. An objection helps: it says which need would be harmed, "
              "and often how to mend it. A member who said in a round that they can't live with it needs nobody else."),
            _OBJECT, "{target}/objections/{objection}/v{next}.yml", ("circle", "target", "objection"),
            shown=("would_consent_if", "from_round"), needed=wanted, left_out=("carried_by",)),
        FormSpec("objection-idea", "idea", "object", _("Look for people who share my objection"),
            _("One person alone can say openly what worries them, and find three more who share it."),
            _OBJECT, "{target}/objections/{objection}/idea.yml", ("circle", "target", "objection"),
            shown=("reasons",), needed=("by",), left_out=("text",)),
        FormSpec("test", "test", "object", _("Test an objection in our circle"),
            _("The circle asks two things of it: is it important, and is it reasoned? Nobody sets one aside alone."),
            _TESTED, "{objection}/test.{date}.{circle}.yml", ("circle", "objection-on-record", "date"),
            needed=("voices",), voices="members"),
        FormSpec("resolution", "resolution", "object", _("Say how an objection was met"),
            _("What changed, and whether those who objected can live with it now, in their own voices."),
            _RESOLVED, "{objection}/resolution.{date}.yml", ("circle", "objection-on-record", "date"),
            shown=("version",), needed=("voices",), voices="authors"),
    )  # fmt: skip


def _list_membership_forms(_: Say) -> tuple[FormSpec, ...]:
    return (
        FormSpec("circle", "circle", "belong", _("Found a circle"),
            _("Four to twelve people, about eight is good. With fewer than four it is gathering."),
            _START, "{parent_folder}/{new_circle}/circle.yml", ("parent", "new-circle"),
            shown=("domain", "place"), needed=("members", "voices"), left_out=("imported", "parent"),
            voices="founders"),
        FormSpec("joins", "joins", "belong", _("Somebody joins our circle"),
            _("By their own yes, and that of every member. Who is on record elsewhere names their home."),
            _START, _IN_CIRCLE + "joins.{newcomer}.yml", ("circle", "newcomer", "date"),
            shown=("name", "home"), needed=("voices",), left_out=("keys",), voices="newcomer"),
        FormSpec("leaves", "leaves", "belong", _("Leave our circle"),
            _("By your own word; the day is your last one. When somebody died, cannot be found, or was heard and asked "
              "to go, all the others say so together."),
            _START, _IN_CIRCLE + "leaves.{person}.yml", ("circle", "person", "date"), shown=("how", "because"),
            needed=("voices",), voices="any"),
        FormSpec("away", "away", "belong", _("Step back for a while"),
            _("Nobody has to be there always. Only you yourself can say this."),
            _START, _IN_CIRCLE + "away.{person}.yml", ("circle", "person", "date"), shown=("because",),
            needed=("voices",), voices="own"),
        FormSpec("back", "back", "belong", _("Come back sooner"),
            _("You return before the day you had named. Welcome back."),
            _START, _IN_CIRCLE + "back.{person}.yml", ("circle", "person", "date"), needed=("voices",), voices="own"),
        FormSpec("person", "person", "belong", _("Change my name, account or key"),
            _("What is written here holds from its day on. What was written before stays, as all of the record does."),
            _READ, _IN_CIRCLE + "person.{person}.yml", ("circle", "person", "date"),
            shown=("name", "account", "adds"), needed=("voices",), voices="own"),
    )  # fmt: skip


def _list_circle_forms(_: Say) -> tuple[FormSpec, ...]:
    return (
        FormSpec("election", "election", "circle", _("Choose somebody for a role"),
            _("Everyone nominates somebody with a reason, may change after hearing the others, and then says whether "
              "they can live with the person proposed. The phone can go around for it."),
            _CHOOSE, "decisions/{election}/election.yml", ("circle", "election"),
            shown=("responsibilities", "qualities", "facilitator", "succeeds"),
            needed=("nominations", "voices"), left_out=("earlier",), voices="members"),
        FormSpec("changes", "changes", "circle", _("Change what our circle is about, or where it meets"),
            _("Write only what changes. Every member is asked."),
            _START, _IN_CIRCLE + "changes.yml", ("circle", "date"),
            shown=("name", "aim", "domain", "place", "parent"), needed=("voices",), voices="members"),
        FormSpec("takes-in", "takes-in", "circle", _("Take a circle into ours"),
            _("A circle within ours wants to send its representatives. Every member of ours is asked."),
            _BETWEEN, _IN_CIRCLE + "takes-in.{child}.yml", ("circle", "child", "date"), needed=("voices",),
            voices="members"),
        FormSpec("asks", "asks", "circle", _("Ask for help"),
            _("Every circle meets trouble. Coordinators and neighbours read this, and gladly come."),
            _START, _IN_CIRCLE + "asks.yml", ("circle", "date"), left_out=("voices",)),
        FormSpec("closes", "closes", "circle", _("Close our circle"),
            _("The day is its last one. What it did stays on record."),
            _START, _IN_CIRCLE + "closes.yml", ("circle", "date"), needed=("voices",), voices="members"),
    )  # fmt: skip


def _list_follow_up_forms(_: Say) -> tuple[FormSpec, ...]:
    return (
        FormSpec("commitments", "commitments", "after", _("Say who takes part in an action"),
            _("Tick the people who commit themselves; or those who take it back."),
            _CONSENT, "proposals/{proposal}/commitments/{date}.{circle}.yml", ("circle", "proposal", "date"),
            shown=("people", "takes_back"), left_out=("voices",)),
        FormSpec("answer", "answer", "after", _("Answer an invitation"),
            _("Join, decline, or say that later would be better. All three are welcome."),
            _CONSENT, "proposals/{proposal}/answers/{date}.{guest}.yml", ("circle", "proposal", "guest", "date"),
            shown=("words",)),
        FormSpec("review", "review", "after", _("Look at what came of a decision"),
            _("Did it help? Keep it, change it, or let it go. Letting go is as easy as deciding."),
            _REVIEW, "decisions/{decision}/reviews/{date}.yml", ("circle", "decision", "date"),
            shown=("readings", "done", "next_review"), needed=("voices",), voices="members"),
        FormSpec("ended", "ended", "after", _("End a decision or a term early"),
            _("A circle lets a decision or a term go; or somebody resigns, by their own word."),
            _REVIEW, "decisions/{decision-or-term}/ended.yml", ("circle", "decision-or-term"), shown=("because",),
            needed=("voices",), voices="any"),
    )  # fmt: skip


def _list_correction_forms(_: Say) -> tuple[FormSpec, ...]:
    return (
        FormSpec("disputed", "disputed", "right", _("That is not what I said"),
            _("Somebody entered a voice for you that you did not give? Say so, alone; nobody has to agree. "
              "What rests on it is looked at again."),
            _READ, "{record}.{person}.disputed.yml", ("circle", "record", "person"), left_out=("person",)),
        FormSpec("correction", "correction", "right", _("Correct a wrong fact"),
            _("The record is never rewritten; what is right is written beside it. It changes no voice and no text that "
              "people consented to."),
            _READ, "{record}.correction.{date}{again}.yml", ("circle", "record", "date")),
        FormSpec("void", "void", "right", _("Take out a record that was entered by mistake"),
            _("By the voices of everyone it names. It stays readable, and no longer counts."),
            _READ, "{record}.void.yml", ("circle", "record"), needed=("voices",), voices="any"),
        FormSpec("translation", "translation", "right", _("Translate a proposal"),
            _("Translate its title and texts. The original is what binds."),
            _READ, "{version}.{language}{again}.yml", ("circle", "version", "language"),
            shown=("title", "need", "reasons", "text", "might_hurt"),
            left_out=("important", "would_consent_if"), needed=("title", "text")),
    )  # fmt: skip
