"""A small movement that is written act by act, and asked through the command line what follows."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from textwrap import dedent
from typing import Any

from tests.commands import Nst, Outcome

OAK = ("ana-ruiz", "ben-okafor", "chi-tran", "dee-marsh")
ELM = ("kim-lee", "lu-wen", "max-roth", "nia-obi")


class Story:
    """
    Two friend circles of four, Oak Street and Elm Street, in the regional circle Rivertown, from 1 January 2026 on.

    Each sends two representatives from 1 February on, so four sit in Rivertown.
    """

    def __init__(self, folder: Path, nst: Nst) -> None:
        """Begin the movement in an empty folder."""
        self.folder = folder
        self.nst = nst
        folder.mkdir(parents=True, exist_ok=True)
        assert nst("init", "--title", "Rivertown", cwd=folder).code == 0
        rules = (folder / "ground-rules/1.yml").read_text()
        since = rules.split("\nfrom: ")[1].split("\n")[0]
        # nobody in these stories has an account or a key
        rules = rules.replace("regional: heard", "regional: declared")
        (folder / "ground-rules/1.yml").write_text(rules.replace(f"\nfrom: {since}", "\nfrom: 2026-01-01"))
        self.circle("rivertown", (), level="regional")
        self.circle("oak-street", OAK, parent="rivertown")
        self.circle("elm-street", ELM, parent="rivertown")
        for circle, people in (("oak-street", OAK), ("elm-street", ELM)):
            self.elect(circle, people, people[0])
            self.elect(circle, people, people[1], more="-2")

    def write(self, path: str, text: str) -> None:
        """Add one record."""
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(dedent(text))

    def circle(self, id_: str, people: tuple[str, ...], *, level: str = "friend", parent: str = "") -> None:
        """A circle begins, by each founder's own yes."""
        members = "".join(f"  {p}: {{name: {p.replace('-', ' ').title()}}}\n" for p in people)
        above = f"parent: {parent}\n" if parent else ""
        founded = f"members:\n{members}voices: {said(people)}\nentered_by: {people[0]}\n" if people else ""
        head = f"name: {id_.replace('-', ' ').title()}\nlevel: {level}\naim: We look after each other.\n"
        self.write(f"circles/{id_}/circle.yml", f"{head}{above}opened: 2026-01-01\n{founded}")

    def elect(
        self, circle: str, people: tuple[str, ...], chosen: str, *, more: str = "", until: str = "2027-12-31"
    ) -> str:
        """A representative is chosen by everybody's consent; the election's path."""
        nominations = "".join(f"  {p}: {{for: {chosen}, because: Listens well and has time.}}\n" for p in people)
        path = f"decisions/{circle}-representative{more}/election.yml"
        self.write(
            path,
            f"circle: {circle}\nrole: representative\nheld: 2026-01-20\nterm: {{from: 2026-02-01, until: {until}}}\n"
            f"nominations:\n{nominations}proposed: {{person: {chosen}, because: Named by all.}}\n"
            f"voices: {said(people)}\nentered_by: {people[-1]}\n",
        )
        return path

    def propose(self, id_: str = "street-trees", **changed: object) -> str:
        """A proposal of Oak Street to itself; keyword arguments replace keys, None leaves one out. Its path."""
        told: dict[str, object] = {
            "title": "A tree in front of every house",
            "kind": "policy",
            "authors": f"[{', '.join(OAK)}]",
            "submitted": "2026-03-01",
            "asks": "[oak-street]",
            "affects": "[oak-street]",
            "need": "The street was forty degrees hot in August.",
            "reasons": "Trees give shade, and hold the water when it rains.",
            "text": "We plant a tree in front of each house, and water it together.",
            "might_hurt": "Whoever parks there; we keep a place for them.",
            "sunset": "2027-03-01",
            "review": "2026-09-01",
            "judged_by": "[trees alive after the summer]",
        }
        told.update(changed)
        number = told.pop("version", 1)
        path = f"proposals/{id_}/v{number}.yml"
        self.write(path, "".join(f"{key}: {value}\n" for key, value in told.items() if value is not None))
        return path

    def round(
        self, id_: str, voices: str, *, circle: str = "oak-street", held: str = "2026-03-10", version: int = 1
    ) -> None:
        """What a circle said to a version at a meeting."""
        self.write(
            f"proposals/{id_}/rounds/{held}.{circle}.yml",
            f"version: {version}\nsha256: {self.sha256(f'proposals/{id_}/v{version}.yml')}\nhow: meeting\n"
            f"voices: {voices}\nentered_by: ana-ruiz\n",
        )

    def decide(
        self,
        id_: str = "street-trees",
        *,
        version: int = 1,
        circles: str = "[oak-street]",
        decided: str = "2026-03-12",
        sunset: str = "2027-03-01",
    ) -> None:
        """The decision is written down."""
        self.write(
            f"decisions/{id_}/decision.yml",
            f"version: {version}\nsha256: {self.sha256(f'proposals/{id_}/v{version}.yml')}\ndecided: {decided}\n"
            f"circles: {circles}\nsunset: {sunset}\n",
        )

    def decided(self, id_: str = "street-trees", **changed: object) -> None:
        """Proposed, consented to by all of Oak Street, and decided."""
        self.propose(id_, **changed)
        self.round(id_, said(OAK))
        self.decide(id_, sunset=str(changed.get("sunset", "2027-03-01")))

    def sha256(self, path: str) -> str:
        """The hash of a file."""
        return hashlib.sha256((self.folder / path).read_bytes()).hexdigest()

    def ask(self, *arguments: str) -> Outcome:
        """Run a command in the movement's folder."""
        return self.nst(*arguments, cwd=self.folder)

    def data(self, *arguments: str) -> Any:
        """What a command prints as JSON."""
        return json.loads(self.ask(*arguments, "--format", "json").out)

    def findings(self, *arguments: str) -> set[tuple[str, str]]:
        """Code and file of everything that a check finds."""
        return {(found["code"], found["file"]) for found in self.data("check", *arguments)["findings"]}


def said(people: tuple[str, ...], word: str = "consent") -> str:
    """Everybody says the same."""
    return "{" + ", ".join(f"{person}: {word}" for person in people) + "}"
