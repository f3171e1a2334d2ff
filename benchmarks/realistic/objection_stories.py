"""Stories of objections that four have written out, or one: tested, answered, set aside, or still waiting."""

from __future__ import annotations

from benchmarks.realistic.scene import LAST, Keys, Scene, iso


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
