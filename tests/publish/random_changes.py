"""Random changes to a governance repository: whatever people may do to it, and some things that they may not."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random

from nstgov.store.landings import Landing
from tests.record import ROOT, TODAY, example_record

_DAY = re.compile(r"20\d\d-\d\d-\d\d")
_WORDS = (
    "consent",
    "object",
    "absent",
    "stands",
    "set aside",
    "needs work",
    "keep",
    "let go",
    "policy",
    "ground rules",
)


@dataclass
class Repository:
    """A folder with a record in it, the day on which it is looked at, and what is known of its history."""

    folder: Path
    chance: Random
    day: date = TODAY
    landed: dict[str, Landing] = field(default_factory=dict)
    commit: str | None = None

    def __post_init__(self) -> None:
        """Lay out the worked example."""
        for path, text in example_record().items():
            self.write(path, text)
        shutil.copytree(ROOT / "site", self.folder / "site")
        self.land()

    def paths(self, form: str = "") -> list[str]:
        """The files of the record, by path, of which a part has this form."""
        all_ = (file.relative_to(self.folder).as_posix() for file in self.folder.rglob("*") if file.is_file())
        return sorted(path for path in all_ if not path.startswith("site/") and re.search(form, path))

    def any(self, form: str = "") -> str:
        """Any file of the record that has this form."""
        return self.chance.choice(self.paths(form) or self.paths("yml$"))

    def read(self, path: str) -> str:
        """The text of a file, as far as it is one."""
        return (self.folder / path).read_bytes().decode("utf-8", "replace")

    def write(self, path: str, text: str | bytes) -> None:
        """Put a file there, whatever was there."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())

    def land(self) -> None:
        """Commit all that lies there."""
        place = 1 + max((one.place for one in self.landed.values()), default=0)
        self.commit = f"{self.chance.getrandbits(160):040x}"
        now = {path: sha256(self.read(path).encode()).hexdigest() for path in self.paths()}
        before = getattr(self, "_hashes", {})
        kept = {path: one for path, one in self.landed.items() if path in now and before.get(path) == now[path]}
        self.landed = kept | {path: Landing(self.commit, self.day, place) for path in now if path not in kept}
        self._hashes = now


def change(repository: Repository) -> str:
    """Change it in one random way; what was done."""
    done = repository.chance.choice(CHANGES)
    done(repository)
    match repository.chance.randrange(4):
        case 0 | 1:
            repository.land()
        case 2:
            repository.landed, repository.commit = {}, None
    return done.__name__


def remove(r: Repository) -> None:
    """Take any record away."""
    (r.folder / r.any()).unlink()


def take_back(r: Repository) -> None:
    """Put a record of the worked example there as it was."""
    path = r.chance.choice(sorted(example_record()))
    r.write(path, example_record()[path])


def another_word(r: Repository) -> None:
    """Another word in a text, a title or a name."""
    path = r.any("yml$")
    words = list(re.finditer(r"(?<=[: ])[A-Za-z]{4,}", r.read(path)))
    if words:
        at = r.chance.choice(words)
        r.write(path, r.read(path)[: at.start()] + "Pinecone" + r.read(path)[at.end() :])


def another_day(r: Repository) -> None:
    """Another day in a record."""
    path = r.any("yml$")
    days = list(_DAY.finditer(r.read(path)))
    if days:
        at = r.chance.choice(days)
        new = r.day + timedelta(days=r.chance.randint(-400, 400))
        r.write(path, f"{r.read(path)[: at.start()]}{new}{r.read(path)[at.end() :]}")


def another_answer(r: Repository) -> None:
    """Somebody said something else, or a test had another result."""
    path = r.any(r"(rounds|objections|reviews|decisions)/.*yml$")
    found = [word for word in _WORDS if word in r.read(path)]
    if found:
        r.write(path, r.read(path).replace(r.chance.choice(found), r.chance.choice(_WORDS), 1))


def another_link(r: Repository) -> None:
    """A version renews, replaces or ends something."""
    path = r.any(r"proposals/[^/]+/v\d+\.yml$")
    other = r.any(r"^decisions/").split("/")[1]
    way = r.chance.choice(("renews", "replaces", "ends"))
    lines = [line for line in r.read(path).splitlines() if not line.startswith(f"{way}:")]
    r.write(path, "\n".join([*lines, f"{way}: [{other}]", ""]))


def like_another(r: Repository) -> None:
    """A folder of proposals or decisions once more, under another id, with all that lies in it."""
    id_ = r.any(r"^(proposals|decisions)/").split("/")[1]
    new = f"{id_[:40]}-{r.chance.randrange(100)}"
    for path in r.paths(f"^(proposals|decisions)/{id_}/"):
        r.write(path.replace(f"/{id_}/", f"/{new}/"), r.read(path))


def elsewhere(r: Repository) -> None:
    """A record once more, in the folder of another thing, or on another day."""
    path = r.any(r"/[^/]+/.*yml$")
    other = r.any(rf"^{path.split('/')[0]}/[^/]+/[^/]+$")
    parts, name = other.rpartition("/")[0], path.rpartition("/")[2]
    day = str(r.day - timedelta(days=r.chance.randrange(60)))
    r.write(f"{parts}/{_DAY.sub(day, name, count=1)}", r.read(path))


def joins(r: Repository) -> None:
    """Somebody joins a circle."""
    folder = r.any(r"circle\.yml$").rpartition("/")[0]
    who = f"new-person-{r.chance.randrange(50)}"
    r.write(f"{folder}/{r.day}.joins.{who}.yml", f"name: Somebody {who[-2:]}\nvoices: {{{who}: consent}}\n")


def leaves(r: Repository) -> None:
    """Somebody leaves, is away, comes back, or takes another name."""
    path = r.any(r"circle\.yml$")
    people = re.findall(r"^  ([a-z-]+): \{name", r.read(path), re.MULTILINE) or ["nobody-here"]
    who, act = r.chance.choice(people), r.chance.choice(("leaves", "away", "back", "person"))
    more = {"away": f"until: {r.day + timedelta(days=30)}\n", "person": "name: Another Name\n"}.get(act, "")
    on = r.day - timedelta(days=r.chance.randrange(20))
    r.write(f"{path.rpartition('/')[0]}/{on}.{act}.{who}.yml", f"{more}voices: {{{who}: consent}}\n")


def circle_acts(r: Repository) -> None:
    """A circle changes, closes, asks for help, or takes another in."""
    folder = r.any(r"circle\.yml$").rpartition("/")[0]
    other = r.any(r"circle\.yml$").split("/")[-2]
    name, text = r.chance.choice(
        (
            ("changes", f"name: Another Name\nparent: {other}\n"),
            ("closes", "because: We are done.\n"),
            ("asks", "for: Somebody who can cook.\n"),
            (f"takes-in.{other}", "voices: {}\n"),
        )
    )
    r.write(f"{folder}/{r.day}.{name}.yml", text)


def beside(r: Repository) -> None:
    """Something stands beside a record: a doubt, a correction, a void, a withholding, a translation, a signature."""
    path = r.any(r"\.yml$")
    digest, decision = sha256(r.read(path).encode()).hexdigest(), r.any("decision.yml$").split("/")[1]
    people = re.findall(r"([a-z-]+): (?:consent|object|\{says)", r.read(path)) or ["nobody-here"]
    voices = ", ".join(f"{person}: consent" for person in people)
    ending, text = r.chance.choice(
        (
            (f".{people[0]}.disputed.yml", f"date: {r.day}\nsays: I did not say that.\n"),
            (f".correction.{r.day}.yml", f"by: {people[0]}\nwhat: It was on a Tuesday.\n"),
            (".void.yml", f"date: {r.day}\nbecause: By mistake.\nvoices: {{{voices}}}\nentered_by: {people[0]}\n"),
            (".withheld.yml", f"decision: {decision}\nbecause: It hurts.\nsha256: {digest}\n"),
            (f".{people[0]}.sig", "no signature\n"),
        )
    )
    r.write(f"{path}{ending}", text)


def withhold(r: Repository) -> None:
    """A record is withheld by a decision that names it."""
    id_ = r.any("decision.yml$").split("/")[1]
    versions, path = r.paths(f"^proposals/{id_}/v1.yml$"), r.any(f"^(proposals|decisions)/{id_}/.*yml$")
    digest = sha256(r.read(path).encode()).hexdigest()
    for version in versions:
        r.write(version, r.read(version).replace("text: |\n", f"text: |\n  {path} {digest}\n", 1))
    digest = sha256(r.read(path).encode()).hexdigest()
    r.write(f"{path}.withheld.yml", f"decision: {id_}\nbecause: It hurts.\nsha256: {digest}\n")


def translated(r: Repository) -> None:
    """A version in another language."""
    path = r.any(r"/v\d+\.yml$")
    r.write(path.replace(".yml", ".es.yml"), "by: hugo-martens\ntitle: Una caja\nneed: Falta.\ntext: Una caja.\n")


def rules(r: Repository) -> None:
    """The ground rules say something else, or there is one edition more."""
    path = r.any(r"^ground-rules/\d+\.yml$")
    number = r.chance.choice((path, "ground-rules/3.yml"))
    text = re.sub(r"(?<=_days: )\d+", lambda found: str(int(found[0]) + r.chance.randrange(9)), r.read(path))
    r.write(number, text if number == path else f"{text}\n")


def settings(r: Repository) -> None:
    """The site has another name, address, forge or language."""
    said = [
        "format: 1",
        f"title: Next Step {r.chance.randrange(3)}",
        r.chance.choice(("", "site: https://example.org/elsewhere/")),
        r.chance.choice(("", "repository: https://example.org/here.git")),
        r.chance.choice(("languages: [en]", "languages: [es]", "")),
    ]
    r.write("nstgov.yml", "\n".join(said) + "\n")


def break_(r: Repository) -> None:
    """A file cannot be read any more, or is no record at all."""
    path = r.any()
    kind = r.chance.randrange(4)
    if kind == 0:
        r.write(path, r.chance.choice((b"\xff\xfe", b"a: [", b"", b"title: \x00", b"- one\n- two\n")))
    elif kind == 1:
        (r.folder / path).unlink()
        (r.folder / path).symlink_to("/etc/hostname")
    elif kind == 2:
        (r.folder / path).chmod(0o755)
    else:
        r.write(f"{path.rpartition('/')[0]}/notes.txt", "Nothing to see.")


def own_page(r: Repository) -> None:
    """A hand-written page says something else."""
    page = r.chance.choice(("index.md", "guides/meet.md", "about.md"))
    target = r.folder / "site" / page
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(f"# Hello {r.chance.randrange(9)}\n\nWelcome.\n", encoding="utf-8")


def another_time(r: Repository) -> None:
    """It is another day."""
    r.day = TODAY + timedelta(days=r.chance.choice((-300, -40, -1, 0, 1, 7, 90, 500)))


def same_bytes(r: Repository) -> None:
    """A file is written once more as it was."""
    path = r.any("yml$")
    r.write(path, (r.folder / path).read_bytes())


CHANGES: tuple[Callable[[Repository], None], ...] = (
    remove, take_back, take_back, another_word, another_word, another_day, another_answer, another_link, like_another,
    elsewhere, joins, leaves, circle_acts, beside, beside, withhold, translated, rules, settings, break_, own_page,
    another_time, same_bytes,
)  # fmt: skip
"""All the ways."""
