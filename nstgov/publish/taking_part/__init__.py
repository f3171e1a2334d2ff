"""
The pages on which people take part: a form in the browser for every act that a record can hold (M15, M19, M21).

A form asks for what the record's own type takes, in plain words (both in `nstgov.acts`, which commands share), and
makes its YAML in the reader's browser; nothing is sent anywhere before the reader does so. Without a script the same
page shows the record as an explained template (`by_hand`).

**Addresses that fill a form in.** `take-part/<act>/?<name>=<value>&…`, every name optional:

- `circle`, `proposal`, `decision`, `person`, `child`, `guest`: an id on record; `date`: YYYY-MM-DD
- `target`: `proposals/<id>` or `decisions/<id>`; `idea`, `objection-on-record`: the folder (`proposals/<id>` or
  `<target>/objections/<id>`); `decision-or-term`: the id of a decision or an election; `version`: `proposals/<id>/v1`;
  `record`: the path of a record; `parent`: a circle's id; `language`: a tag
- `says`: `consent`, `concern` (consent, with a worry) or `object`: the reader's own voice in `voice`, and in `round`
  the voice of `person`
- any simple field by its key (`title`, `because`, `need`, `role`, `renews` …), and of a group by its way (`term.from`)

So a proposal's page links to `take-part/voice/?circle=rivertown&proposal=street-trees&says=consent`, `…&says=concern`
and `…&says=object`; `take-part/round/` with the same names holds the whole circle's round. A proposal that several
circles are asked about is linked once for each. `take-part/objection/?circle=rivertown&target=proposals/street-trees`,
`take-part/review/?circle=…&decision=…`, `take-part/joins/?circle=…`, `take-part/stand-with/?circle=…&idea=proposals/…`.

**What the forms read** (same origin, JSON): in each language `take-part/<act>/form.json` (its fields and words) and
`take-part/words.json` (what the script says). Once, at the site's root, made by `data`: `take-part/data/index.json`
(day, ground rules, forge, levels), `…/circles.json` (every open circle and those above it; read only by who must choose
one), `…/ideas.json`, `…/letters.json` (letters of all scripts in Latin ones, for short names), `…/ids/<two>.json`
(people whose ids begin so: name, home, circles), `…/names/<two>.json` (what is named so already),
`…/circles/<circle>.json` (what can be true in that circle today: its members and whose voice is needed, circles around
it, proposals with the newest version's path and SHA-256, objections, decisions, terms, since when all is as it is,
record paths), `…/records/<circle>.json` (its records in words), `…/tasks/<circle>.json` (what concerns each member) and
`…/versions/<proposal>.json` (the newest version itself, for who improves or translates it). The same record gives the
same bytes. The page that leads a meeting reads the forms of an objection and of its resolution: what an evening asks of
both, what it calls missing and what it writes are theirs.

**What a form says of itself.** `faults` are what the check would find too, `advice` what would help, `doubts` what the
form cannot know (an earlier day, a record of elsewhere). All of what can be chosen comes from the life cycle's own
functions, so a form that says that everything is there makes a record that the check takes; a test fills each form in
at random over several movements and holds both against each other.
"""
