"""Stories of decisions: what becomes of one after it was made."""

from __future__ import annotations

from benchmarks.realistic.scene import Scene, hash_bytes, iso


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


def dispute(scene: Scene, day: int) -> None:
    """Somebody did not say what was entered for them, and says so; a week later they have spoken themselves."""
    proposal = scene.propose(day)
    stem = scene.hear(day + 7, proposal)
    scene.decide(day + 7, proposal)
    (person,) = scene.choose_people(day + 7, 1, [scene.find_writer(day + 7)])
    _say_otherwise(scene, day + 9, proposal, stem, person)
    scene.hear(day + 16, proposal, person=person)


def doubt(scene: Scene, day: int) -> None:
    """Somebody said this week that they had not consented."""
    proposal = scene.propose(day - 30)
    stem = scene.hear(day - 20, proposal)
    scene.decide(day - 20, proposal)
    (person,) = scene.choose_people(day, 1, [scene.find_writer(day - 20)])
    _say_otherwise(scene, day, proposal, stem, person)


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
