"""More of the circle's life after its evening, and for each command one call of it that the judge finds sound."""

from __future__ import annotations

SAID = ("--says", "everyone=consent", "--entered-by", "chi")
AUTHORS = ("--authors", "ana,ben,chi,dee")
WHY = ("--need", "It is slippery there.", "--reasons", "We have what it takes.", "--text", "We do it together.",
       "--might-hurt", "Shoes; we lend boots.", "--judged-by", "falls in a winter")  # fmt: skip
NOMINATIONS = tuple(
    word for who in ("ana", "ben", "chi", "dee", "eli", "joe") for word in ("--nominations", f"{who}: dee, because so")
)

LATER = (
    ("propose", "Sand", *AUTHORS, *WHY),
    ("propose", "Lamps", *AUTHORS, *WHY),
    ("propose", "Gate", *AUTHORS, *WHY),
    ("round", "gate", *SAID),
    ("object", "lamps", "--title", "Moths", "--important", "The moths die by the thousand.", "--reasons", "They do.",
     *AUTHORS, "--entered-by", "ana"),
    ("object", "gate", "--title", "Cats", "--important", "The cats cannot get through.", "--reasons", "They wait.",
     *AUTHORS, "--entered-by", "ana"),
    ("test", "moths", "--important", "yes: it is cruel", "--reasoned", "yes: we saw it", "--result", "stands", *SAID),
    ("idea", "A swing", "--need", "The children hang on the fence.", "--by", "ben", "--entered-by", "ben"),
    ("propose", "Empty the dock", "--kind", "action", "--starts-with", "4 people", *AUTHORS, *WHY),
    ("invite", "Ask Ida", "--invites", "Ida Holm: she knows every boat", *AUTHORS, *WHY),
    ("propose", "Ferry bell", *AUTHORS, *WHY),
    ("round", "ferry-bell", *SAID),
    ("away", "eli", "--until", "2026-12-20"),
    ("circle", "Valley", "--level", "regional", "--aim", "Where circles meet.",
     *(word for name in ("Pia Lund", "Quinn Ray", "Rosa Vidal", "Sam Osei") for word in ("--members", name)),
     "--says", "everyone=consent", "--entered-by", "pia-lund"),
)  # fmt: skip
"""What is on record besides the evening: proposals in several stages, objections, an idea, an action, a parent."""

GOOD: dict[str, tuple[str, ...]] = {
    "circle": ("Elm Street", "--aim", "People of the hill.", "--members", "Kim Lee", "--members", "Lou Wen",
               "--members", "Mia Berg", "--members", "Ned Fox", "--says", "everyone=consent", "--entered-by", "kim"),
    "join": ("Tom Hill", "--circle", "oak-street", *SAID),
    "leave": ("eli", "--because", "The ferry goes too early.", "--says", "eli=consent", "--entered-by", "eli"),
    "away": ("quinn", "--circle", "valley", "--until", "2026-12-31"),
    "back": ("eli",),
    "person": ("eli", "--account", "elistone"),
    "idea": ("A swing at the slipway", "--need", "The children hang on the fence.", "--by", "ben",
             "--entered-by", "ben"),
    "stand-with": ("a-swing", "--person", "dee"),
    "propose": ("Steps", "--circle", "oak-street", *AUTHORS, *WHY),
    "invite": ("Ask Uma", "--circle", "oak-street", "--invites", "Uma Bell: she sings", *AUTHORS, *WHY),
    "amend": ("sand", "--text", "We put sand on the steps."),
    "round": ("sand", "--says", "everyone=consent", "--says", "ben=object: it sticks", "--entered-by", "chi"),
    "voice": ("sand", "--person", "eli", "--says", "eli=consent, worry: who sweeps?"),
    "decide": ("ferry-bell",),
    "close": ("sand", "--result", "withdrawn", "--because", "It has thawed.", *SAID),
    "object": ("sand", "--title", "Shoes", "--important", "Shoes carry it into every kitchen.",
               "--reasons", "It sticks.", *AUTHORS, "--entered-by", "dee"),
    "test": ("cats", "--important", "yes: they cry all night", "--reasoned", "no: there is a gap", "--result",
             "set aside", *SAID),
    "resolve": ("moths", "--kind", "other", "--how", "The lamps are yellow now.", *SAID),
    "elect": ("facilitator", "--circle", "oak-street", *NOMINATIONS, "--proposed", "dee: everybody feels heard", *SAID),
    "review": ("a-bench-at-the-ferry", "--helped", "Twelve people a day.", "--result", "keep", *SAID),
    "renew": ("a-bench-at-the-ferry", *AUTHORS),
    "let-go": ("a-bench-at-the-ferry", *SAID),
    "commit-to": ("empty-the-dock", "--people", "ana,ben", "--entered-by", "ana"),
    "answer": ("ask-ida", "--guest", "ida-holm", "--answer", "later", "--entered-by", "ana"),
    "change": ("oak-street", "--place", "The red shed", *SAID),
    "take-in": ("oak-street", "--circle", "valley", "--says", "everyone=consent", "--entered-by", "pia-lund"),
    "ask-for-help": ("oak-street", "--for", "A ladder.", "--entered-by", "chi"),
    "close-circle": ("valley", "--because", "We are done.", "--says", "everyone=consent", "--entered-by", "pia-lund"),
    "dispute": ("proposals/gate/rounds/2026-11-29.oak-street.yml", "--person", "eli", "--says", "I said: wait."),
    "correct": ("decisions/a-bench-at-the-ferry/decision.yml", "--by", "chi", "--what", "It was half past nine."),
    "void": ("proposals/a-swing/idea.yml", "--because", "Entered twice.", "--says", "ben=consent",
             "--entered-by", "ben"),
    "translate": ("proposals/sand/v1", "--language", "es", "--by", "ana", "--title", "Arena",
                  "--text", "Ponemos arena."),
}  # fmt: skip
"""Each command, called as the circle would."""
