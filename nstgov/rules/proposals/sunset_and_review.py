"""Family P: until when a proposal would hold, when it is looked at again, and what it begins with."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.lifecycle.native import yield_judged_versions
from nstgov.records import Movement, Version
from nstgov.rules.hollow_texts import says_nothing
from nstgov.rules.lack_findings import versions_lacking
from nstgov.rules.rule import rule


@rule("P03", idea="M5")
def sunset_missing_or_too_far(movement: Movement) -> Iterator[Finding]:
    """
    A proposal names the last day on which it would hold.

    It is easy to consent to something for a while: one need not like it for ever, only be able to live with it until
    a day that everybody knows. On that day the decision ends by itself, and those who want it renew it with what they
    have learnt. So the sunset lies after the day of submission and no farther than the ground rules allow. What
    should last is not weakened by this; it is chosen again.

    Bad:
    ```yaml title="proposals/heat-refuge/v1.yml"
    title: A cool room for hot days  # <- P03
    # without: sunset
    ```
    Good:
    ```yaml title="proposals/heat-refuge/v1.yml"
    sunset: 2027-10-31
    ```
    Bad, over before it begins:
    ```yaml title="proposals/heat-refuge/v1.yml"
    submitted: 2026-11-16
    sunset: 2026-11-16  # <- P03
    review: 2026-11-16
    ```
    Good, one summer:
    ```yaml title="proposals/heat-refuge/v1.yml"
    submitted: 2026-11-16
    sunset: 2027-09-30
    review: 2027-09-15
    ```
    Bad, farther than the longest, here 548 days after submission:
    ```yaml title="proposals/heat-refuge/v1.yml"
    submitted: 2026-11-16
    sunset: 2028-05-18  # <- P03
    ```
    Good, the farthest there is:
    ```yaml title="proposals/heat-refuge/v1.yml"
    submitted: 2026-11-16
    sunset: 2028-05-17
    ```
    """
    yield from versions_lacking(movement, "P03")


@rule("P04", idea="M14")
def review_missing_or_too_late(movement: Movement) -> Iterator[Finding]:
    """
    A proposal says when its outcome is looked at, and by what it is judged.

    We try things out and steer as we go, so it matters to notice how they turn out while there is still time to
    change them. A day in the calendar makes sure that somebody looks; a few signs agreed beforehand make sure that it
    is not the loudest impression that counts. Small and plain signs are best: trees that are alive, people who came.

    Bad, no day for it:
    ```yaml title="proposals/heat-refuge/v1.yml"
    title: A cool room for hot days  # <- P04
    # without: review
    ```
    Good, a day for it:
    ```yaml title="proposals/heat-refuge/v1.yml"
    review: 2027-09-15
    ```
    Bad, when it is already over:
    ```yaml title="proposals/heat-refuge/v1.yml"
    sunset: 2028-05-01
    review: 2028-05-02  # <- P04
    ```
    Good, while it can still be changed:
    ```yaml title="proposals/heat-refuge/v1.yml"
    sunset: 2028-05-01
    review: 2027-09-15
    ```
    Bad, before it was even submitted:
    ```yaml title="proposals/heat-refuge/v1.yml"
    submitted: 2026-11-16
    review: 2026-09-15  # <- P04
    ```
    Good, after the first summer:
    ```yaml title="proposals/heat-refuge/v1.yml"
    submitted: 2026-11-16
    review: 2027-09-15
    ```
    Bad, nothing to judge it by:
    ```yaml title="proposals/heat-refuge/v1.yml"
    judged_by: [TBD]  # <- P04
    ```
    Good, something that can be counted:
    ```yaml title="proposals/heat-refuge/v1.yml"
    judged_by: [hot days on which the hall was open]
    ```
    """
    for version in yield_judged_versions(movement):
        if movement.is_sound(version, "review"):
            yield from _check_review_day(movement, version)
        if movement.is_sound(version, "judged_by") and all(map(says_nothing, version.judged_by)):
            message = "nothing is named by which one could tell how it went"
            yield Finding(version.locate("judged_by"), message, "Name something that can be seen or counted by then.")


def _check_review_day(movement: Movement, version: Version) -> Iterator[Finding]:
    if version.review is None:
        message = "no day is named on which its outcome is looked at"
        yield Finding(version.locate("review"), message, "Choose a day for it, well before the sunset.")
    elif movement.is_sound(version, "submitted") and version.review < version.submitted:
        message = f"the review is before {version.submitted}, the day it was submitted"
        help_ = "Choose a day on which something can be seen of it."
        yield Finding(version.locate("review"), message, help_, (version.locate("submitted"),))
    elif movement.is_sound(version, "sunset") and version.sunset and version.review > version.sunset:
        message = f"the review is after {version.sunset}, the last day on which this would hold"
        yield Finding(version.locate("review"), message, "Choose an earlier day.", (version.locate("sunset"),))


@rule("P08", idea="M18 M12")
def no_threshold_or_guest(movement: Movement) -> Iterator[Finding]:
    """
    An action says how many it starts with, and an invitation says who is invited.

    An action begins together: everybody commits for the case that enough others do, and nobody stands in the rain
    alone. That only works when it is known how many are enough. An invitation is for somebody; it names them, after
    they were asked whether they wish to be named, and says why they would be welcome.

    Bad, an action:
    ```yaml title="proposals/heat-refuge/v1.yml"
    kind: action  # <- P08
    ```
    Good, an action that starts with ten people:
    ```yaml title="proposals/heat-refuge/v1.yml"
    kind: action
    starts_with: {people: 10}
    ```
    Bad, an invitation:
    ```yaml title="proposals/heat-refuge/v1.yml"
    kind: invitation  # <- P08
    ```
    Good, an invitation that names somebody:
    ```yaml title="proposals/heat-refuge/v1.yml"
    kind: invitation
    invites: [{guest: ute-berg, name: Ute Berg, because: She has kept the key of the hall for thirty years.}]
    ```
    """
    for version in yield_judged_versions(movement, "kind"):
        if version.kind == "action" and movement.is_sound(version, "starts_with") and not _has_any_threshold(version):
            message = "this action does not say how many people or circles it starts with"
            help_ = "Say how many are enough to begin: `starts_with: {people: 10}`."
            yield Finding(version.locate("starts_with" if version.starts_with else "kind"), message, help_)
        elif version.kind == "invitation" and movement.is_sound(version, "invites") and not version.invites:
            message = "this invitation names nobody"
            help_ = "Name whom you invite, and why: `invites: [{guest: …, name: …, because: …}]`."
            yield Finding(version.locate("kind"), message, help_)


def _has_any_threshold(version: Version) -> bool:
    threshold = version.starts_with
    return threshold is not None and (threshold.people is not None or threshold.circles is not None)
