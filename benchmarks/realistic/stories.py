"""What becomes of proposals, decisions, actions and invitations: a story for every way in which one can go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from benchmarks.realistic.scene import LAST, Keys, Scene, hash_bytes, iso

Story = Callable[[Scene, int], None]
"""Takes the circle and the day on which the story begins."""
OTHER_LANGUAGES = ("es", "ar", "de", "fr", "hi", "zh", "ru", "sw", "en")


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


# what was decided


def pass_at_once(scene: Scene, day: int) -> None:
    """Everybody consents the first time; the decision stands and was looked at."""
    decision = scene.pass_policy(day)
    scene.review(day + 120, decision)


def pass_after_objection(scene: Scene, day: int) -> None:
    """Somebody objects in the round; the next version answers it."""
    proposal = scene.propose(day)
    (person,) = scene.choose_people(day + 7, 1)
    said = scene.hear(day + 7, proposal, {person: "object"})
    scene.propose(day + 12, proposal, integrates=[f"{said}/{person}"])
    scene.hear(day + 20, proposal)
    scene.decide(day + 20, proposal)


def pass_with_own_files(scene: Scene, day: int) -> None:
    """Two were absent and said their word in files of their own."""
    proposal = scene.propose(day)
    people = scene.choose_people(day + 9, 2)
    scene.hear(day + 9, proposal, dict.fromkeys(people, "absent"))
    for person in people:
        scene.hear(day + 10, proposal, person=person)
    missing = [one.id for one in scene.list_members(day + 10) if one.since > day + 9]
    for person in missing:
        scene.hear(day + 10, proposal, person=person)
    scene.decide(day + 10, proposal)


def answer_objection(scene: Scene, day: int) -> None:
    """Four object; the circle finds it important and reasoned, and the next version answers it."""
    _answer(scene, day, "text changed")


def shorten_term(scene: Scene, day: int) -> None:
    """Four object, and are content with a shorter term."""
    _answer(scene, day, "term shortened")


def measure_it(scene: Scene, day: int) -> None:
    """Four object, and are content when it is measured."""
    _answer(scene, day, "measured")


def _answer(scene: Scene, day: int, kind: str) -> None:
    proposal = scene.propose(day)
    folder = scene.object(day + 5, f"proposals/{proposal}")
    authors = scene.list_objectors(folder)
    scene.test(day + 9, folder, "stands")
    before = scene.versions[proposal][-1].keys
    changed: Keys = {"integrates": [folder.rpartition("/")[2]]}
    if kind == "term shortened":
        changed["sunset"] = iso(LAST + 30)
        changed["review"] = iso(LAST - 5)
    if kind == "measured":
        changed["judged_by"] = [*before["judged_by"], f"{scene.words.write_line('judged_by')} (2)"]
    scene.propose(day + 14, proposal, **changed)
    scene.resolve(day + 16, folder, authors, kind, version=2)
    scene.hear(day + 21, proposal)
    scene.decide(day + 21, proposal)


def set_objection_aside(scene: Scene, day: int) -> None:
    """Four object, and the circle does not see why; everybody consents to that."""
    proposal = scene.propose(day)
    folder = scene.object(day + 5, f"proposals/{proposal}")
    scene.test(day + 9, folder, "set aside")
    scene.hear(day + 14, proposal)
    scene.decide(day + 14, proposal)


def write_objection_out(scene: Scene, day: int) -> None:
    """A member's own "object" is written out, and taken back after it was answered."""
    proposal = scene.propose(day)
    (person,) = scene.choose_people(day + 7, 1)
    said = scene.hear(day + 7, proposal, {person: "object"})
    folder = scene.object(day + 8, f"proposals/{proposal}", authors=[person], from_round=said)
    scene.test(day + 11, folder, "needs work")
    scene.object_again(day + 13, folder, 2, **_known_objection(scene, proposal, [person], said))
    scene.test(day + 15, folder, "stands", 2)
    scene.propose(day + 18, proposal, integrates=[folder.rpartition("/")[2], f"{said}/{person}"])
    scene.resolve(day + 20, folder, [person], "text changed", 2)
    scene.hear(day + 24, proposal)
    scene.decide(day + 24, proposal)


def _known_objection(scene: Scene, proposal: str, authors: list[str], said: str) -> dict[str, object]:
    given = scene.versions[proposal][-1]
    against = {"version": given.number, "sha256": given.sha256}
    title = scene.words.write_line("objection")
    return {"title": title, "authors": authors, "from_round": said, "against": against}


def renew(scene: Scene, day: int) -> None:
    """A decision is looked at, and renewed before its last day."""
    decision = scene.pass_policy(day, sunset=iso(day + 120), review=iso(day + 90))
    scene.review(day + 85, decision)
    _change(scene, day + 95, decision, "renews")


def replace(scene: Scene, day: int) -> None:
    """Another decision takes the place of one."""
    decision = scene.pass_policy(day)
    scene.review(day + 80, decision, "change")
    _change(scene, day + 90, decision, "replaces")


def end_by_decision(scene: Scene, day: int) -> None:
    """A decision ends another one."""
    _change(scene, day + 60, scene.pass_policy(day), "ends")


def _change(scene: Scene, day: int, decision: str, way: str) -> None:
    known = scene.versions[decision][-1].keys
    scene.pass_policy(day, **{way: [decision], "affects": known["affects"]})


def lapse(scene: Scene, day: int) -> None:
    """A decision ends on its last day, without anybody doing anything."""
    scene.pass_policy(day, sunset=iso(day + 100), review=iso(day + 100))


def let_go(scene: Scene, day: int) -> None:
    """The circle looks at a decision and lets it go."""
    scene.review(day + 90, scene.pass_policy(day), "let go")


def end_early(scene: Scene, day: int) -> None:
    """The circle ends a decision on another evening than that of a review."""
    decision = scene.pass_policy(day)
    keys = {"date": iso(day + 70), "how": "let go", "because": scene.words.write_line("later")}
    scene.add(day + 70, f"decisions/{decision}/ended.yml", {**keys, **scene.agree(day + 70)})


def correct_review(scene: Scene, day: int) -> None:
    """Somebody sets a wrong number right beside the review."""
    path = scene.review(day + 60, scene.pass_policy(day))
    keys = {"by": scene.choose_people(day + 63, 1)[0], "what": scene.words.write_line("helped")}
    scene.add(day + 63, f"{path}.correction.{iso(day + 63)}.yml", keys)


def translate(scene: Scene, day: int) -> None:
    """A version is told in other languages."""
    proposal = scene.propose(day)
    here = scene.choose_people(day, 1)[0]
    for language in [one for one in OTHER_LANGUAGES if one not in (scene.words.language, "fr")][:3]:
        title = scene.words.write_line("title", language).partition(" | ")[2]
        keys = {section: scene.words.write_prose(section, language) for section in ("need", "reasons", "text")}
        scene.add(day, f"proposals/{proposal}/v1.{language}.yml", {"by": here, "title": title, **keys})
    scene.hear(day + 14, proposal)
    scene.decide(day + 14, proposal)


def sign_it(scene: Scene, day: int) -> None:
    """Whoever has a key signs the round, and somebody confirms it with their account."""
    decision = scene.pass_policy(day)
    path = f"proposals/{decision}/rounds/{iso(day + 14)}.{scene.id}.yml"
    for one in scene.list_members(day + 14):
        if one.key:
            scene.sign(day + 14, path, one.id, one.key)
            if one.id in scene.versions[decision][-1].keys["authors"]:
                scene.sign(day + 14, f"proposals/{decision}/v1.yml", one.id, one.key)
        elif one.account and one.id in scene.list_present(day + 14):
            scene.confirm(day + 14, path, one.id)


def dispute(scene: Scene, day: int) -> None:
    """Somebody did not say what was entered for them, and says so; a week later they have spoken themselves."""
    proposal = scene.propose(day)
    stem = scene.hear(day + 7, proposal)
    scene.decide(day + 7, proposal)
    (person,) = scene.choose_people(day + 7, 1, [scene.find_writer(day + 7)])
    _say_otherwise(scene, day + 9, proposal, stem, person)
    scene.hear(day + 16, proposal, person=person)


def _say_otherwise(scene: Scene, day: int, proposal: str, stem: str, person: str) -> None:
    keys = {"date": iso(day), "says": scene.words.write_line("concern")}
    scene.add(day, f"proposals/{proposal}/rounds/{stem}.yml.{person}.disputed.yml", keys)


def withhold(scene: Scene, day: int) -> None:
    """What a record says is hidden by a decision; its hash stays."""
    path = scene.act(day, "asks", {"for": scene.words.write_line("need"), "entered_by": scene.find_writer(day)})
    digest = hash_bytes(scene.read_back(path))
    text = f"{scene.words.write_line('text')}\nHidden is {path}, SHA-256 {digest}."
    decision = scene.pass_policy(day + 2, text=text)
    keys = {"decision": decision, "because": scene.words.write_line("later"), "sha256": digest}
    scene.add(day + 16, f"{path}.withheld.yml", keys)


def withdraw(scene: Scene, day: int) -> None:
    """The authors withdraw their proposal, which goes on in another one."""
    proposal = scene.propose(day)
    other = scene.pass_policy(day + 3)
    scene.close(day + 10, proposal, "withdrawn", goes_on_in=[other])


def set_aside(scene: Scene, day: int) -> None:
    """The circle sets a proposal aside, with reasons."""
    proposal = scene.propose(day)
    scene.close(day + 12, proposal, "set aside")


def bring_along(scene: Scene, day: int) -> None:
    """What was agreed elsewhere and long ago is brought along."""
    known = f"{scene.name} minutes, {iso(day - 50)}"
    scene.propose(day, imported=known)


def idea_to_decision(scene: Scene, day: int) -> None:
    """An idea finds its people and becomes a decision."""
    proposal = scene.make_id(scene.words.choose_title()[0])
    people = scene.choose_people(day, 4)
    _open_idea(scene, day, proposal, people)
    scene.propose(day + 10, proposal, authors=people)
    scene.hear(day + 20, proposal)
    scene.decide(day + 20, proposal)


def _open_idea(scene: Scene, day: int, proposal: str, people: list[str]) -> None:
    keys = {
        "title": scene.words.choose_title()[1],
        "by": people[:1],
        "opened": iso(day),
        "need": scene.words.write_prose("need"),
    }
    scene.add(day, f"proposals/{proposal}/idea.yml", {**keys, "entered_by": people[0]})
    for person in people[1:]:
        because = scene.words.write_line("reasons")
        scene.add(day + 1, f"proposals/{proposal}/with.{person}.yml", {"because": because, "entered_by": person})


# actions and invitations


def act_together(scene: Scene, day: int) -> None:
    """Enough people commit, and an action starts; one list was entered by mistake."""
    action = scene.pass_policy(day, kind="action", starts_with={"people": 4})
    path = _commit(scene, day + 18, action, 2)
    keys = {"date": iso(day + 19), "because": scene.words.write_line("later")}
    voices = dict.fromkeys(scene.last_committed, "consent")
    writer = scene.find_writer(day + 18)
    voices.setdefault(writer, "consent")
    scene.add(day + 19, f"{path}.void.yml", {**keys, "voices": voices, "entered_by": writer})
    _commit(scene, day + 25, action, 5)


def act_until_over(scene: Scene, day: int) -> None:
    """An action starts and is over."""
    action = scene.pass_policy(
        day, kind="action", starts_with={"people": 3}, sunset=iso(day + 80), review=iso(day + 75)
    )
    _commit(scene, day + 20, action, 4)


def act_without_enough(scene: Scene, day: int) -> None:
    """An action was decided and still waits for people; somebody has taken their word back."""
    action = scene.pass_policy(day, kind="action", starts_with={"people": 30})
    _commit(scene, day + 20, action, 4)
    person = scene.last_committed[0]
    keys = {"takes_back": [person], "entered_by": person}
    scene.add(day + 30, f"proposals/{action}/commitments/{iso(day + 30)}.{scene.id}.yml", keys)


def act_when_decided(scene: Scene, day: int) -> None:
    """Enough people have committed to an action that is not decided yet."""
    action = scene.propose(day, kind="action", starts_with={"people": 3})
    _commit(scene, day + 4, action, 4)


def _commit(scene: Scene, day: int, action: str, count: int) -> str:
    scene.last_committed = scene.choose_people(day, count)
    keys = {"people": scene.last_committed, "entered_by": scene.find_writer(day)}
    return scene.add(day, f"proposals/{action}/commitments/{iso(day)}.{scene.id}.yml", keys)


def invite(scene: Scene, day: int) -> None:
    """Three people are asked to join: one will, one will not, one later."""
    guests = [(scene.make_id(name.id), name.written) for name in (scene.words.choose_name() for _ in range(3))]
    invites = [{"guest": id_, "name": name, "because": scene.words.write_line("because")} for id_, name in guests]
    proposal = scene.pass_policy(day, kind="invitation", invites=invites)
    for (guest, _), answer in zip(guests, ("joins", "declines", "later"), strict=True):
        keys = {"answer": answer, "words": scene.words.write_line("later"), "entered_by": scene.find_writer(day + 20)}
        scene.add(day + 20, f"proposals/{proposal}/answers/{iso(day + 20)}.{guest}.yml", keys)


# what still goes on


def look_for_people(scene: Scene, day: int) -> None:
    """An idea looks for people."""
    _open_idea(scene, day, scene.make_id(scene.words.choose_title()[0]), scene.choose_people(day, 2))


def wait_for_round(scene: Scene, day: int) -> None:
    """A proposal waits for its round."""
    scene.propose(day)


def wait_for_voices(scene: Scene, day: int) -> None:
    """A round in which some were absent."""
    proposal = scene.propose(day)
    scene.hear(day + 7, proposal, dict.fromkeys(scene.choose_people(day + 7, 2), "absent"))


def wait_for_answer(scene: Scene, day: int) -> None:
    """A round in which somebody objected."""
    proposal = scene.propose(day)
    scene.hear(day + 7, proposal, dict.fromkeys(scene.choose_people(day + 7, 1), "object"))


def wait_for_decision(scene: Scene, day: int) -> None:
    """Everybody has consented and nobody has written it down yet."""
    proposal = scene.propose(day)
    scene.hear(LAST - 2, proposal)


def wait_for_test(scene: Scene, day: int) -> None:
    """An objection to a proposal waits to be tested."""
    scene.object(day + 6, f"proposals/{scene.propose(day)}")


def wait_for_better_reasons(scene: Scene, day: int) -> None:
    """The circle has asked for the objection to be written again."""
    folder = scene.object(day + 4, f"proposals/{scene.propose(day)}")
    scene.test(day + 9, folder, "needs work")


def stand_in_the_way(scene: Scene, day: int) -> None:
    """An objection stands, and another looks for people."""
    proposal = scene.propose(day)
    scene.test(day + 9, scene.object(day + 4, f"proposals/{proposal}"), "stands")
    keys = {"title": scene.words.write_line("objection"), "by": scene.choose_people(day + 10, 1),
            "opened": iso(day + 10), "need": scene.words.write_line("need")}  # fmt: skip
    scene.add(day + 10, f"proposals/{proposal}/objections/{scene.make_id('again')}/idea.yml", keys)


def reconsider(scene: Scene, day: int) -> None:
    """Four object to a decision that stands."""
    decision = scene.pass_policy(day - 60)
    scene.object(day, f"decisions/{decision}")


def reconsidered(scene: Scene, day: int) -> None:
    """Four objected to a decision, and it was met."""
    decision = scene.pass_policy(day)
    folder = scene.object(day + 40, f"decisions/{decision}")
    scene.test(day + 45, folder, "stands")
    scene.resolve(day + 60, folder, scene.list_objectors(folder))


def doubt(scene: Scene, day: int) -> None:
    """Somebody said this week that they had not consented."""
    proposal = scene.propose(day - 30)
    stem = scene.hear(day - 20, proposal)
    scene.decide(day - 20, proposal)
    (person,) = scene.choose_people(day, 1, [scene.find_writer(day - 20)])
    _say_otherwise(scene, day, proposal, stem, person)


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
