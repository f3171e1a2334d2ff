"""Which stories circles tell: every way in which things can go, how often each comes, and when it happens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from benchmarks.realistic.deciding_stories import (
    bring_along,
    pass_after_objection,
    pass_at_once,
    pass_with_own_files,
    set_aside,
    sign_it,
    translate,
    wait_for_answer,
    wait_for_decision,
    wait_for_round,
    wait_for_voices,
    withdraw,
)
from benchmarks.realistic.decision_stories import (
    correct_review,
    dispute,
    doubt,
    end_by_decision,
    end_early,
    lapse,
    let_go,
    renew,
    replace,
    withhold,
)
from benchmarks.realistic.objection_stories import (
    answer_objection,
    measure_it,
    reconsider,
    reconsidered,
    set_objection_aside,
    shorten_term,
    stand_in_the_way,
    wait_for_better_reasons,
    wait_for_test,
    write_objection_out,
)
from benchmarks.realistic.people_stories import (
    act_together,
    act_until_over,
    act_when_decided,
    act_without_enough,
    idea_to_decision,
    invite,
    look_for_people,
)
from benchmarks.realistic.scene import LAST, Scene

Story = Callable[[Scene, int], None]
"""Takes the circle and the day on which the story begins."""


def tell_stories(scene: Scene, chosen: Iterable[Story], days: tuple[int, int]) -> None:
    """
    Let stories happen between two days.

    One that ended begins as soon as it can and ends by the last day; one that still goes on began shortly before it.
    """
    first, last = days
    for story in chosen:
        if story in GOING_ON:
            if last == LAST:
                story(scene, LAST - scene.chance.randint(24, 30))
        elif last - LENGTH >= first:
            story(scene, scene.chance.randint(first, last - LENGTH))


LENGTH = 165
"""Days that the longest story takes which has ended."""
IN_TURN = 5
"""Stories that each of the first circles tells, until every one has been told."""


def choose_stories(scene: Scene, table: Sequence[tuple[Story, int]], turn: int) -> list[Story]:
    """The stories of a circle: the first circles go through all of them in turn, the others choose by weight."""
    if IN_TURN * turn < len(table):
        return [story for story, _ in table[IN_TURN * turn : IN_TURN * turn + IN_TURN]]
    count = scene.chance.choice((2, 3, 3, 4))
    return scene.chance.choices([story for story, _ in table], [weight for _, weight in table], k=count)


FRIEND_STORIES: tuple[tuple[Story, int], ...] = (
    (pass_at_once, 40), (pass_after_objection, 14), (wait_for_round, 4),
    (pass_with_own_files, 12), (answer_objection, 6), (wait_for_voices, 4),
    (shorten_term, 3), (measure_it, 3), (wait_for_answer, 3),
    (sign_it, 5), (translate, 6), (let_go, 5),
    (set_objection_aside, 4), (write_objection_out, 3), (renew, 8),
    (replace, 5), (withdraw, 3), (lapse, 6),
    (end_by_decision, 3), (set_aside, 3), (wait_for_decision, 3),
    (end_early, 3), (correct_review, 2), (look_for_people, 4),
    (dispute, 2), (invite, 4), (wait_for_test, 2),
    (act_together, 3), (idea_to_decision, 6), (wait_for_better_reasons, 1),
    (act_until_over, 3), (act_without_enough, 2), (stand_in_the_way, 1),
    (withhold, 1), (reconsidered, 3), (reconsider, 2),
    (bring_along, 1), (act_when_decided, 1), (doubt, 1),
)  # fmt: skip
"""Each with how often it comes, beside the others; those that still go on lie between the others."""
UPPER_STORIES: tuple[tuple[Story, int], ...] = (
    (pass_at_once, 40), (answer_objection, 14), (wait_for_voices, 5),
    (pass_after_objection, 10), (renew, 8), (wait_for_round, 6),
    (pass_with_own_files, 10), (set_objection_aside, 6), (reconsider, 3),
    (translate, 10), (let_go, 4), (wait_for_test, 4),
)  # fmt: skip
GOING_ON = frozenset({
    wait_for_round, wait_for_voices, wait_for_answer, wait_for_decision, wait_for_test, wait_for_better_reasons,
    stand_in_the_way, look_for_people, reconsider, act_when_decided, doubt,
})  # fmt: skip
