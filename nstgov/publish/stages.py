"""The words for stages and kinds, marked for the catalogues: the lifecycle says them in English, a page in its own."""

from __future__ import annotations

from nstgov.languages import N_


def _list_words(*words: str) -> tuple[str, ...]:
    return words


STAGES = _list_words(
    # proposals
    N_("gathering"), N_("open"), N_("in round"), N_("consented"), N_("decided"), N_("objected"), N_("withdrawn"),
    N_("set aside"), N_("imported"),
    # objections
    N_("raised"), N_("stands"), N_("needs work"), N_("resolved"),
    # decisions
    N_("in force"), N_("under reconsideration"), N_("lapsing"), N_("renewed"), N_("replaced"), N_("let go"),
    N_("lapsed"), N_("review due"), N_("not valid"),
    # circles
    N_("whole"), N_("in need of care"), N_("closed"),
    # actions
    N_("ready"), N_("started"), N_("over"),
    # kinds of proposals
    N_("policy"), N_("action"), N_("invitation"), N_("ground rules"), N_("idea"), N_("proposal"),
    # roles
    N_("representative"), N_("facilitator"), N_("secretary"), N_("keeper"), N_("member"),
    # where circles meet
    N_("in person"), N_("online"), N_("by phone"),
    # what a circle says of itself
    N_("name"), N_("aim"), N_("domain"), N_("level"), N_("place"), N_("parent circle"), N_("meets"),
    # levels
    N_("friend"), N_("regional"), N_("continental"), N_("global"),
    # how a term ended
    N_("resigned"),
    # how a voice is proven
    N_("declared"), N_("heard"), N_("confirmed"), N_("signed"),
)  # fmt: skip
"""Every word of this sort that a page may show."""
