"""Stories of proposals: how a circle comes to decide one, or leaves it; some are still on their way."""

from __future__ import annotations

from benchmarks.realistic.scene import LAST, Scene, iso

OTHER_LANGUAGES = ("es", "ar", "de", "fr", "hi", "zh", "ru", "sw", "en")


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
