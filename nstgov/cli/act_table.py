"""The commands that put something on record: each by its name, with the act that it makes and what stands behind it."""

from __future__ import annotations

from typing import NamedTuple


class ActCommand(NamedTuple):
    """
    A command for an act: the act's slug, what its one argument is, and what it does in one line.

    `subject` is a part of the path (`:proposal`) or a field (`name`); `shows` an example of how it is called.
    """

    slug: str
    subject: str
    about: str
    shows: str


ACT_COMMANDS = {
    "circle": ActCommand("circle", "name", "Found a circle.", "'Oak Street' --members 'Ana Ruiz'"),
    "join": ActCommand("joins", ":newcomer", "Welcome somebody into a circle.", "'Joe Park' --circle oak-street"),
    "leave": ActCommand("leaves", ":person", "Leave a circle.", "joe-park"),
    "away": ActCommand("away", ":person", "Step back for a while.", "joe-park --until 2026-08-01"),
    "back": ActCommand("back", ":person", "Come back sooner.", "joe-park"),
    "person": ActCommand("person", ":person", "Change a name, account or key.", "joe-park --account joepark"),
    "idea": ActCommand("idea", "title", "Look for people who share an idea.", "'A bench at the ferry'"),
    "stand-with": ActCommand("stand-with", ":idea", "Stand with somebody's idea.", "bench --person joe-park"),
    "propose": ActCommand("propose", "title", "Propose something.", "'Street trees' --circle oak-street"),
    "invite": ActCommand("invitation", "title", "Propose to invite somebody.", "'Ask Ida' --invites 'Ida Holm: she …'"),
    "amend": ActCommand("new-version", ":proposal", "Improve a proposal with what was heard.", "street-trees"),
    "round": ActCommand("round", ":proposal", "Record what each member said in a round.", "street-trees"),
    "voice": ActCommand("voice", ":proposal", "Give one member's own voice.", "street-trees --person ana-ruiz"),
    "decide": ActCommand("decision", ":proposal", "Put a decision on record.", "street-trees"),
    "close": ActCommand("close", ":proposal", "Withdraw a proposal, or set it aside.", "street-trees"),
    "object": ActCommand("objection", ":target", "Object to a proposal or a decision.", "street-trees"),
    "test": ActCommand("test", ":objection-on-record", "Test an objection in the circle.", "roots-break-pipes"),
    "resolve": ActCommand("resolution", ":objection-on-record", "Say how an objection was met.", "roots-break-pipes"),
    "elect": ActCommand("election", "role", "Choose somebody for a role.", "representative --circle oak-street"),
    "review": ActCommand("review", ":decision", "See what came of a decision.", "street-trees"),
    "renew": ActCommand("propose", "renews", "Propose to renew a decision.", "street-trees"),
    "let-go": ActCommand("ended", ":decision-or-term", "End a decision or a term early.", "street-trees"),
    "commit-to": ActCommand("commitments", ":proposal", "Say who takes part in an action.", "clean-up --people ana"),
    "answer": ActCommand("answer", ":proposal", "Answer an invitation.", "ask-ida --guest ida-holm --answer joins"),
    "change": ActCommand("changes", ":circle", "Change a circle's aim, place or name.", "oak-street --place 'Hall'"),
    "take-in": ActCommand("takes-in", ":child", "Take a circle into another.", "elm-street --circle rivertown"),
    "ask-for-help": ActCommand("asks", ":circle", "Ask for help.", "oak-street --for 'a ladder'"),
    "close-circle": ActCommand("closes", ":circle", "Close a circle.", "oak-street"),
    "dispute": ActCommand("disputed", ":record", "Say: that is not what I said.", "PATH --person ana-ruiz"),
    "correct": ActCommand("correction", ":record", "Set a wrong fact right beside it.", "PATH --by ana-ruiz"),
    "void": ActCommand("void", ":record", "Take out a record entered by mistake.", "PATH"),
    "translate": ActCommand("translation", ":version", "Translate a proposal.", "proposals/trees/v1 --language es"),
}  # fmt: skip
"""In the order of an evening."""
KINDS = {"policy": "propose", "action": "action", "invitation": "invitation", "ground rules": "ground-rules"}
"""The sorts of proposals, each with its act."""
