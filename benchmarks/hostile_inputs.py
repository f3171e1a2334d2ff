"""
How long the slowest inputs that anybody could think of take: seconds for 256 KiB, and how they grow with their size.

Each shape is one record (or many small ones) made to keep a reader, a finder or a renderer busy. It is judged and told,
or rendered, at a quarter of the size and at the whole; the last column is how many times as long the whole took, of
which 4 is linear. CPU time of this process is measured, the least of some runs.

    python -m benchmarks.hostile_inputs [--size 262144] [--only unknown-keys]
"""

from __future__ import annotations

import argparse
import itertools
import string
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from nstgov.check import check_tree
from nstgov.publish.text.diff import compare_texts
from nstgov.publish.text.markdown import render_text
from nstgov.report.terminal import render_text as render_verdict
from nstgov.store.byte_screen import LARGEST
from nstgov.store.tree import StoredFile, Tree

DAY = date(2026, 11, 29)
PEOPLE = "ana ben chi dee".split()
CIRCLE = "circles/oak/circle.yml"
ASKS = "circles/oak/2026-02-01.asks.yml"
VERSION = "proposals/trees/v1.yml"
ROUND = "proposals/trees/rounds/2026-04-20.oak.yml"
ELECTION = "decisions/rep/election.yml"
Files = Mapping[str, str]
Shape = Callable[[int], Files]


def _base() -> dict[str, str]:
    voices = ", ".join(f"{person}: consent" for person in PEOPLE)
    members = "".join(f"  {person}: {{name: {person.capitalize()}}}\n" for person in PEOPLE)
    return {
        "nstgov.yml": "format: 1\ntitle: A test\n",
        "ground-rules/1.yml": (
            "movement: A test\nrepository_id: 0123456789abcdef0123456789abcdef\nfrom: 2026-01-01\nlevels: [friend]\n"
            "top: everyone\ncircle_size: {least: 4, good: 8, most: 12}\nauthors: {least: 4}\n"
            "representatives: {least: 1, most: 2}\nlongest_sunset_days: 730\nreconsider_within_days: 30\n"
            "answer_objection_within_days: 30\nquiet_after_days: 60\n"
        ),
        CIRCLE: f"name: Oak\nlevel: friend\naim: To meet.\nopened: 2026-01-01\nmembers:\n{members}"
        f"voices: {{{voices}}}\nentered_by: ana\n",
        VERSION: _version(),
    }


def _version(**more: str) -> str:
    said = {
        "title": "Trees", "kind": "policy", "authors": "[ana, ben, chi, dee]", "submitted": "2026-04-02",
        "asks": "[oak]", "affects": "[oak]", "need": "We need shade.", "reasons": "Trees give it.",
        "text": "We plant trees.", "sunset": "2027-05-01", "review": "2026-11-01", "judged_by": "[trees alive]",
        "entered_by": "ana", **more,
    }  # fmt: skip
    return "".join(f"{key}: {value}\n" for key, value in said.items())


def _words() -> Iterator[str]:
    """Different short words, the shortest first."""
    for length in itertools.count(2):
        for letters in itertools.product(string.ascii_lowercase, repeat=length):
            yield "".join(letters)


def _fill(size: int, line: Callable[[str], str], head: str = "", tail: str = "") -> str:
    """A text of about a size, one piece for each of many different words."""
    pieces, length = [head], len(head) + len(tail)
    for word in _words():
        piece = line(word)
        if (length := length + len(piece)) > size:
            return "".join((*pieces, tail))
        pieces.append(piece)
    return ""


def _list_of(size: int, piece: str) -> str:
    return "[" + piece * ((size - 2) // len(piece)) + "]"


ROUND_HEAD = f"version: 1\nsha256: {'0' * 64}\nhow: meeting\nentered_by: ana\n"
ELECTION_HEAD = (
    "circle: oak\nrole: steward\nheld: 2026-03-08\nterm: {from: 2026-03-10, until: 2027-03-10}\nentered_by: ana\n"
    "proposed: {person: chi, because: She listens.}\n"
)
RECORDS: Mapping[str, Shape] = {
    "unknown-keys": lambda n: {ASKS: _fill(n, lambda w: f"{w}:\n", "for: A.\n")},
    "keys-nearly-known": lambda n: {VERSION: _fill(n, lambda w: f"review{w}: a\n", _version())},
    "one-key-again": lambda n: {ASKS: "for: A.\n" * (n // 8)},
    "long-keys": lambda n: {ASKS: "for: A.\n" + "".join(f"{c * (n // 20 - 9)}: a\n" for c in string.ascii_lowercase[:20])},
    "empty-values": lambda n: {ROUND: _fill(n, lambda w: f"  {w}:\n", ROUND_HEAD + "voices:\n")},
    "voices-of-nobody": lambda n: {ROUND: _fill(n, lambda w: f"  {w}: consent\n", ROUND_HEAD + "voices:\n")},
    "voices-without-sense": lambda n: {ROUND: _fill(n, lambda w: f"  {w}: consentt\n", ROUND_HEAD + "voices:\n")},
    "voices-with-stray-commas": lambda n: {ROUND: _fill(n, lambda w: f"  {w}: {{says: object, a, b}}\n", ROUND_HEAD + "voices:\n")},
    "names-nearly-known": lambda n: {ROUND: _fill(n, lambda w: f"  ana-{w}: consent\n", ROUND_HEAD + "voices:\n")},
    "authors-of-nobody": lambda n: {VERSION: _version(authors="[" + _fill(n - 500, lambda w: f"{w}, ") + "ana]")},
    "authors-outside": lambda n: {VERSION: _version(authors="[" + _fill(n - 500, lambda w: f"{{name: {w}}}, ") + "ana]")},
    "authors-again": lambda n: {VERSION: _version(authors=_list_of(n - 500, "ana,"))},
    "circles-affected": lambda n: {VERSION: _version(affects="[" + _fill(n - 500, lambda w: f"{w}, ") + "oak]")},
    "circles-asked-again": lambda n: {VERSION: _version(asks=_list_of(n - 500, "oak,"), affects="[oak]")},
    "integrates-nothing": lambda n: {VERSION: _version(integrates="[" + _fill(n - 500, lambda w: f"{w}, ") + "oak]")},
    "renews-nothing": lambda n: {VERSION: _version(renews="[" + _fill(n - 500, lambda w: f"{w}, ") + "oak]")},
    "measures": lambda n: {VERSION: _version(judged_by="[" + _fill(n - 500, lambda w: f"{w}, ") + "oak]")},
    "tasks": lambda n: {VERSION: _version(tasks="[" + _fill(n - 500, lambda w: f"{{who: ana, what: {w}}}, ") + "]")},
    "members": lambda n: {CIRCLE: _fill(n, lambda w: f"  {w}: {{name: {w}}}\n", "name: Oak\nlevel: friend\naim: A.\nopened: 2026-01-01\nentered_by: ana\nmembers:\n")},
    "members-alike": lambda n: {CIRCLE: _fill(n, lambda w: f"  {w}: {{name: {w.translate(str.maketrans('aeo', chr(0x430) + chr(0x435) + chr(0x43e)))}}}\n", "name: Oak\nlevel: friend\naim: A.\nopened: 2026-01-01\nentered_by: ana\nmembers:\n")},
    "members-of-one-name": lambda n: {CIRCLE: _fill(n, lambda w: f"  {w}: {{name: Ana}}\n", "name: Oak\nlevel: friend\naim: A.\nopened: 2026-01-01\nentered_by: ana\nmembers:\n")},
    "members-with-one-account": lambda n: {CIRCLE: _fill(n, lambda w: f"  {w}: {{name: {w}, account: ana}}\n", "name: Oak\nlevel: friend\naim: A.\nopened: 2026-01-01\nentered_by: ana\nmembers:\n")},
    "nominations": lambda n: {ELECTION: _fill(n, lambda w: f"  {w}: {{for: {w}}}\n", ELECTION_HEAD + "nominations:\n")},
    "changed-nominations": lambda n: {ELECTION: _fill(n, lambda w: f"  {w}: {{to: chi}}\n", ELECTION_HEAD + "changes:\n")},
    "commitments": lambda n: {"proposals/trees/commitments/2026-05-10.oak.yml": "entered_by: ana\npeople: [" + _fill(n - 100, lambda w: f"{w}, ") + "ana]\n"},
    "promises": lambda n: {"ground-rules/1.yml": _base()["ground-rules/1.yml"] + "promises: [" + _fill(n - 900, lambda w: f"{w}, ") + "a]\n"},
    "levels": lambda n: {"ground-rules/1.yml": _base()["ground-rules/1.yml"].replace("[friend]", "[" + _fill(n - 900, lambda w: f"{w}, ") + "friend]")},
    "registrars": lambda n: {"ground-rules/1.yml": _base()["ground-rules/1.yml"] + "registrars:\n" + _fill(n - 900, lambda w: f"- {{name: {w}, key: ssh-ed25519 {'A' * 44}}}\n")},
    "brackets": lambda n: {ASKS: "for: " + "[" * (n - 10)},
    "flow-list": lambda n: {ASKS: "for: " + _list_of(n - 10, "a,")},
    "flow-maps": lambda n: {ASKS: "for: " + _list_of(n - 10, "{a: b},")},
    "levels-of-lists": lambda n: {ASKS: "for:\n" + "- - - - - - - - - - - - - a\n" * (n // 28)},
    "quotes": lambda n: {ASKS: "for: '" + "''" * (n // 2 - 10) + "'"},
    "quote-not-closed": lambda n: {ASKS: "for: '" + "\n a" * (n // 3 - 10)},
    "escapes": lambda n: {ASKS: 'for: "' + r"\x41" * (n // 4 - 10) + '"'},
    "digits": lambda n: {ASKS: "for: " + "1" * (n - 10)},
    "digits-and-lines": lambda n: {ASKS: "for: " + "1_" * (n // 2 - 10) + "e"},
    "blank-lines": lambda n: {ASKS: "for: A.\n" + "\n" * (n - 10)},
    "blanks": lambda n: {ASKS: "for: A." + " " * (n - 10)},
    "comments": lambda n: {ASKS: "for: A.\n" + "# a\n" * (n // 4 - 10)},
    "comments-that-cut": lambda n: {VERSION: _version(judged_by="\n" + "- a #b\n" * (n // 8))},
    "block-lines": lambda n: {ASKS: "for: |\n" + " a\n" * (n // 3 - 10)},
    "folded-lines": lambda n: {ASKS: "for: >\n" + " a\n\n" * (n // 4 - 10)},
    "conflicts": lambda n: {ASKS: "for: |\n" + " <<<<<<< a\n" * (n // 11 - 10)},
    "unseen": lambda n: {ASKS: "for: " + "a\u200b" * (n // 4 - 10)},
    "line-separators": lambda n: {ASKS: "for: " + "\u2028" * (n // 3 - 10)},
    "letters-in-pieces": lambda n: {ASKS: "for: |\n" + " a\u0301\n" * (n // 5 - 10)},
    "pieces-on-pieces": lambda n: {ASKS: "for: a" + "\u0301\u0323" * (n // 4 - 10)},
    "unlike-texts": lambda n: {VERSION: _version(need="|\n " + "a b " * (n // 9), reasons="|\n " + "b a " * (n // 9))},
    "marks-only": lambda n: {VERSION: _version(need="|\n " + ". " * (n // 5), reasons="|\n " + "! " * (n // 5))},
    "stray-paths": lambda n: {f"proposals/{w}/{'rond' * 20}/{w}.yml": "a" for w in itertools.islice(_words(), n // 256)},
    "a-long-path": lambda n: {"proposals/" + "/".join(["rounde"] * (n // 64)) + ".yml": "a"},
    "paths-of-one-folder": lambda n: {f"circles/oak/2026-02-01.person.{w}.yml": "name: A\n" for w in itertools.islice(_words(), n // 256)},
    "rounds-of-one-proposal": lambda n: {ROUND.replace(".yml", f".{at}.yml"): ROUND_HEAD + "voices: {ana: consent}\n" for at in range(2, n // 256)},
    "versions-of-one-proposal": lambda n: {f"proposals/trees/v{at}.yml": _version() for at in range(2, n // 512)},
    "objections-to-one-proposal": lambda n: {f"proposals/trees/objections/{w}/v1.yml": f"title: No\nauthors: [ana, ben, chi, dee]\nraised: 2026-04-25\nagainst: {{version: 1, sha256: {'0' * 64}}}\nimportant: It hurts.\nreasons: So it is.\nentered_by: ana\n" for w in itertools.islice(_words(), n // 256)},
}  # fmt: skip
TEXTS: Mapping[str, Callable[[int], str]] = {
    "md-brackets": lambda n: "[" * n, "md-links": lambda n: "[a](" * (n // 4), "md-images": lambda n: "![a]" * (n // 4),
    "md-stars": lambda n: "*a " * (n // 3), "md-runs": lambda n: "a**b" * (n // 4), "md-waves": lambda n: "~~a " * (n // 4),
    "md-ticks": lambda n: "".join("`" * k + " " for k in range(int((2 * n) ** 0.5))), "md-quotes": lambda n: "> " * (n // 2),
    "md-quote-lines": lambda n: "> a\n" * (n // 4), "md-lists": lambda n: "- a\n" * (n // 4),
    "md-numbers": lambda n: "1. a\n" * (n // 5), "md-loose-lists": lambda n: "- a\n\n" * (n // 5),
    "md-nested-lists": lambda n: "".join("  " * (k % 10) + "- a\n" for k in range(n // 14)),
    "md-tables": lambda n: "|a|b|\n|-|-|\n" + "|1|2|\n" * (n // 6), "md-wide-table": lambda n: "|" + "a|" * (n // 6) + "\n|" + "-|" * (n // 6),
    "md-rules": lambda n: "---\n" * (n // 4), "md-fences": lambda n: "```\n" * (n // 4), "md-fence-open": lambda n: "```\n" + "a\n" * (n // 2),
    "md-entities": lambda n: "&amp;" * (n // 5), "md-backslashes": lambda n: "\\*" * (n // 2), "md-references": lambda n: "[a]: b\n" * (n // 7),
    "md-autolinks": lambda n: "<a:" * (n // 3), "md-headings": lambda n: "# a\n" * (n // 4), "md-underlines": lambda n: "a\n-\n" * (n // 4),
    "md-digits": lambda n: "2*3*" * (n // 4), "md-blanks": lambda n: " " * n, "md-lines": lambda n: "a\n" * (n // 2), "md-hard-ends": lambda n: "a\\\n" * (n // 3),
    "md-paragraphs": lambda n: "a\n\n" * (n // 3), "md-rule-nearly": lambda n: "- " * (n // 2) + "a", "md-titles": lambda n: '[a](https://b "' * (n // 14),
}  # fmt: skip
PAIRS: Mapping[str, Callable[[int], tuple[str, str]]] = {
    "diff-interleaved": lambda n: (" ".join(["a", "b"] * (n // 4)), " ".join(["b", "a"] * (n // 4))),
    "diff-reversed": lambda n: (_fill(n, lambda w: f"{w} "), " ".join(_fill(n, lambda w: f"{w} ").split()[::-1])),
    "diff-shuffled": lambda n: (_fill(n, lambda w: f"{w} "), " ".join(sorted(_fill(n, lambda w: f"{w} ").split(), key=lambda w: w[::-1]))),
    "diff-every-other": lambda n: (_fill(n, lambda w: f"{w} a "), _fill(n, lambda w: f"{w} b ")),
    "diff-one-word": lambda n: ("a " * (n // 2), "a " * (n // 3) + "b"),
    "diff-lines": lambda n: ("- a\n" * (n // 4), "- b\n" * (n // 4)),
    "diff-blanks": lambda n: ("a" + " \n" * (n // 2) + "b", "a" + "\n " * (n // 2) + "c"),
}  # fmt: skip


def _judge(files: Files) -> None:
    tree = Tree(tuple(sorted(StoredFile(p, "file", t.encode()) for p, t in {**_base(), **files}.items())), None)
    render_verdict(check_tree(tree, DAY))


def _cases() -> Iterator[tuple[str, Callable[[int], Callable[[], object]]]]:
    for name, shape in RECORDS.items():
        yield name, lambda n, shape=shape: lambda files=shape(n): _judge(files)  # type: ignore[misc]
    for name, text in TEXTS.items():
        yield name, lambda n, text=text: lambda t=text(n // 4): render_text.__wrapped__(t)  # type: ignore[misc]
    for name, pair in PAIRS.items():
        yield name, lambda n, pair=pair: lambda two=pair(n // 4): compare_texts.__wrapped__(*two)  # type: ignore[misc]


def _measure(work: Callable[[], object]) -> float:
    """Seconds of CPU, the least of three runs, or of one that takes long."""
    least = float("inf")
    for _ in range(3):
        before = time.process_time()
        work()
        least = min(least, time.process_time() - before)
        if least > 1:
            break
    return least


def main() -> int:
    """Measure, and print a table, the slowest last."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().partition("\n")[0])
    parser.add_argument("--size", type=int, default=LARGEST, help="bytes of the record")
    parser.add_argument("--only", default="", help="a part of the names of shapes")
    wants = parser.parse_args()
    _judge({})
    rows = []
    for name, prepare in _cases():
        if wants.only in name:
            small, large = (_measure(prepare(size)) for size in (wants.size // 4, wants.size))
            rows.append((large, name, large / max(small, 0.001)))
            print(f"{name:28} {large:8.2f} s  x{rows[-1][2]:.1f}", flush=True)
    print(f"slowest: {max(rows)[1]}, {max(rows)[0]:.2f} s; {len(rows)} shapes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
