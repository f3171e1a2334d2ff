"""Stories of people who come together: around an idea, for an action, by an invitation."""

from __future__ import annotations

from benchmarks.realistic.scene import Scene, iso


def idea_to_decision(scene: Scene, day: int) -> None:
    """An idea finds its people and becomes a decision."""
    proposal = scene.make_id(scene.words.choose_title()[0])
    people = scene.choose_people(day, 4)
    _open_idea(scene, day, proposal, people)
    scene.propose(day + 10, proposal, authors=people)
    scene.hear(day + 20, proposal)
    scene.decide(day + 20, proposal)


def look_for_people(scene: Scene, day: int) -> None:
    """An idea looks for people."""
    _open_idea(scene, day, scene.make_id(scene.words.choose_title()[0]), scene.choose_people(day, 2))


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
