"""
From minutes to records: one act after another, each drafted on what is on record and on the acts before it.

All are judged together at the end, since a round and the version it speaks of were of one evening. Either all can be
written or none is (M13, M16).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from nstgov.acts.act_draft import ActDraft, Gap, collect_forms, start_draft
from nstgov.acts.named_things import WrongValue, find_known, find_person, list_known
from nstgov.acts.spoken_words import split_list
from nstgov.acts.value_reading import convert_to_day
from nstgov.author.act_files import judge_act_files, lay_over, render_act_file
from nstgov.author.minutes.blocks import read_blocks
from nstgov.author.minutes.sections import Minutes, Said, Section, SectionReader
from nstgov.author.minutes.yaml_minutes import read_yaml_minutes
from nstgov.findings import Verdict
from nstgov.records import Movement
from nstgov.records.layout import match_path
from nstgov.store.file_reading import ParsedFile
from nstgov.store.reading import read_movement
from nstgov.store.tree import StoredFile, Tree

EVERYONE = ("everyone", "everybody", "all")
SUBJECTS = {
    "circle": "name", "propose": "title", "idea": "title", "action": "title", "invitation": "title",
    "election": "role", "joins": ":newcomer", "leaves": ":person", "away": ":person", "back": ":person",
    "review": ":decision", "objection": "title", "test": ":objection-on-record", "resolution": ":objection-on-record",
    "ended": ":decision-or-term", "commitments": ":proposal", "answer": ":proposal", "changes": ":circle",
    "asks": "for", "takes-in": ":child", "round": ":proposal", "decision": ":proposal", "new-version": ":proposal",
    "close": ":proposal",
}  # fmt: skip
"""What the words behind the colon of a heading are, by act: a part of the path, or a field."""
ASSUMED = ("asks", "affects", "level")
"""What the circle and the ground rules give, where the minutes say nothing else."""
Ask = Callable[[ActDraft], None]
"""Asks somebody what a draft still needs."""


class Question(NamedTuple):
    """Something in the minutes that is unclear: the line, what it is, and how to make it clear."""

    line: int
    message: str
    remedy: str


class MinutesOutcome(NamedTuple):
    """
    The records of a meeting, by path and in its order, and what the judge finds with all of them.

    `questions` are what is unclear, `left_out` the lines that are no part of any record.
    """

    files: Mapping[str, str]
    questions: tuple[Question, ...]
    left_out: tuple[Said, ...]
    verdict: Verdict | None


def read_minutes(text: str, *, is_yaml: bool = False) -> Minutes:
    """What minutes in Markdown or YAML tell; for Markdown, ImportError where markdown-it-py is not installed."""
    known = {slug: frozenset(field.key for field in form.list_fields()) for slug, form in collect_forms().items()}
    return read_yaml_minutes(text, known) if is_yaml else SectionReader(known).read_sections(read_blocks(text))


def make_records(
    tree: Tree, minutes: Minutes, as_of: date, ask: Ask | None = None, landed: Mapping[str, int] | None = None
) -> MinutesOutcome:
    """
    The records that the minutes of a meeting hold; nothing is written.

    `ask` asks what is missing of an act; without it that becomes a question.
    """
    if minutes.flaws:  # a key that cannot be read may hide anything
        flaws = tuple(Question(flaw.place[0], flaw.message, flaw.help) for flaw in minutes.flaws)
        return MinutesOutcome({}, flaws, (), None)
    meeting = _Meeting(tree, minutes, as_of, ask)
    meeting.take_all()
    verdict = judge_act_files(tree, meeting.files, as_of, landed) if meeting.files else None
    return MinutesOutcome(meeting.files, tuple(sorted(set(meeting.questions))), tuple(minutes.left_out), verdict)


class _Meeting:
    """One meeting while its minutes are read."""

    def __init__(self, tree: Tree, minutes: Minutes, as_of: date, ask: Ask | None) -> None:
        self.tree, self.minutes, self.as_of, self.ask = tree, minutes, as_of, ask
        self.files: dict[str, str] = {}
        self.questions = [
            Question(said.line, f'what does "{said.words[:60]}" mean?', "Write it as the format shows, or as a text.")
            for said in minutes.unclear
        ]
        self.parsed: dict[StoredFile, ParsedFile] = {}
        self.day = self._find_day()

    def _find_day(self) -> date:
        said = self.minutes.head.get("day")
        if said is None:
            self._add_question(1, "on which day was it?", "Add a line at the beginning, such as Day: 2026-05-01.")
            return self.as_of
        try:
            day = convert_to_day(said.words)
        except WrongValue as wrong:
            self._add_question(said.line, str(wrong), wrong.remedy)
            return self.as_of
        if day > self.as_of:
            self._add_question(said.line, f"{day} has not come yet", "Write the day on which you met.")
        return day

    def _add_question(self, line: int, message: str, remedy: str) -> None:
        self.questions.append(Question(line, message, remedy))

    def _read_movement(self) -> Movement:
        return read_movement(lay_over(self.tree, self.files), self.parsed)

    def take_all(self) -> None:
        """Take one section after another."""
        if not self.minutes.sections:
            self._add_question(1, "nothing in it is a record", "Begin what was done with a heading: ## Proposal: …")
        for section in self.minutes.sections:
            self._take_section(section)

    def _take_section(self, section: Section) -> None:
        if section.act in ("propose", "action", "invitation") and not section.fields and section.then:
            id_ = self._find_proposal(section)
        else:
            id_ = self._take_act(section, section.subject)
        if id_ is None:
            return
        for part in section.then:
            if self._take_act(part, id_) is None:
                return

    def _find_proposal(self, section: Section) -> str | None:
        """The proposal on record that a heading without any fields goes on with."""
        try:
            return find_known(list_known(self._read_movement(), "proposal", self.day), section.subject, "proposal")
        except WrongValue as wrong:
            self._add_question(section.line, str(wrong), wrong.remedy)
            return None

    def _take_act(self, section: Section, subject: str) -> str | None:
        """Make the record of an act; the id of what it is about, None where something is unclear."""
        before = len(self.questions)
        draft = start_draft(section.act, self._read_movement(), self.day)
        is_circle_clear = self._name_circle(draft, section)
        self._name_subject(draft, section, subject)
        for key, texts in section.fields.items():
            self._take_field(draft, key, texts)
        draft.accept_suggestions(*ASSUMED)
        self._name_roles(draft)
        self._take_voices(draft, section)
        if len(self.questions) == before and self.ask is not None and draft.list_gaps():
            self.ask(draft)
        for gap in draft.list_gaps():
            if is_circle_clear or gap.way not in (":circle", *ASSUMED):
                self._ask_for(gap, section)
        if len(self.questions) > before:
            return None
        return self._add_file(draft, section)

    def _add_file(self, draft: ActDraft, section: Section) -> str | None:
        if twin := draft.find_twin():
            remedy = "Leave it out if it is the same; else add a line Id: with another short name."
            self._add_question(section.line, f"there is a {twin} already", remedy)
            return None
        file = render_act_file(draft)
        taken = {one.path for one in self.tree.files}
        if file.path in taken or file.path in self.files:
            self._add_question(section.line, f"{file.path} is there already", "Nothing is written over; leave it out.")
            return None
        place = match_path(file.path)
        if place is None:
            self._add_question(section.line, f'"{section.subject[:60]}" gives no short name', "Add a line Id: a-name")
            return None
        self.files[file.path] = file.text
        return place[1].get("proposal") or place[1].get("decision") or file.path

    def _name_circle(self, draft: ActDraft, section: Section) -> bool:
        """Name the circle that the minutes are of; False where it is not known, which is a question then."""
        said = self.minutes.head.get("circle")
        if said is not None and section.act != "circle" and "circle" in draft.act.asks:
            try:
                draft.name_part("circle", said.words)
            except WrongValue as wrong:
                self._add_question(said.line, str(wrong), wrong.remedy)
                return False
        return True

    def _name_subject(self, draft: ActDraft, section: Section, subject: str) -> None:
        way = SUBJECTS[section.act]
        if section.act == "objection" and section.subject != subject:
            self._say_words(draft, ":target", [Said(f"proposals/{subject}", section.line)])
            subject = section.subject
        if way == ":circle" and not subject:
            return
        if section.act == "round" and not subject:
            self._add_question(section.line, "a round on which proposal?", "Write it behind the colon.")
        elif subject:
            self._say_words(draft, way, [Said(subject, section.line)])

    def _take_field(self, draft: ActDraft, key: str, texts: list[Said]) -> None:
        if not key.startswith(":") and key not in draft.fields:
            self._add_question(texts[0].line, f"{key} is no part of this", "Leave it out.")
        else:
            self._say_words(draft, key, texts)

    def _say_words(self, draft: ActDraft, way: str, texts: list[Said]) -> None:
        try:
            if way.startswith(":"):
                draft.name_part(way[1:], texts[0].words)
            else:
                draft.say_value(way, [said.words for said in texts])
        except WrongValue as wrong:
            self._add_question(texts[0].line, str(wrong), wrong.remedy)

    def _name_roles(self, draft: ActDraft) -> None:
        """Who guided the talk and who wrote it down holds for the whole meeting."""
        for role, key in (("facilitator", "facilitator"), ("writer", "entered_by")):
            said = self.minutes.head.get(role)
            wanted = draft.act.kind in ("round", "election") if role == "facilitator" else draft.act.kind != "answer"
            if said is not None and wanted and key in draft.fields and key not in draft.values:
                self._say_words(draft, key, [Said(said.words, said.line)])
        if draft.act.slug == "circle" and "secretary" not in draft.values and self.minutes.head.get("writer"):
            self._say_words(draft, "secretary", [self.minutes.head["writer"]])

    def _take_voices(self, draft: ActDraft, section: Section) -> None:
        if "voices" not in draft.fields:
            for said in section.voices:
                self._add_question(said.line, "nobody is asked for a voice here", "Leave the list out.")
            return
        for said in self._spell_voices(draft, section):
            try:
                draft.say_voices([said.words])
            except WrongValue as wrong:
                self._add_question(said.line, str(wrong), wrong.remedy)

    def _spell_voices(self, draft: ActDraft, section: Section) -> Iterator[Said]:
        """What was said, "everyone" spelled out as who was here; in a round who was not here is absent."""
        people, here = draft.list_speakers(), self._find_here(draft)
        named = [said for said in section.voices if not _is_everyone(said)]
        for said in section.voices:
            if _is_everyone(said) and here is None:
                self._add_question(said.line, "who is everyone?", "Add a line at the beginning: Here: Ana, Ben, Chi")
            elif _is_everyone(said):
                word = said.words.partition(":")[2].strip()
                yield from (Said(f"{person}={word}", said.line) for person in people if person in (here or ()))
        yield from named
        if draft.act.slug == "round" and here is not None and section.voices:
            spoken = draft.values.get("voices", {})
            absent = (person for person in people if person not in here and person not in spoken)
            yield from (Said(f"{person}=absent", section.line) for person in list(absent))

    def _find_here(self, draft: ActDraft) -> set[str] | None:
        """Who was here, as far as they are on record by then; None where the minutes do not tell."""
        said = self.minutes.head.get("here")
        if said is None:
            return None
        found = set()
        for word in split_list(said.words, by_comma=True):
            try:
                found.add(find_person(draft.movement, word, self.day, draft.parts.get("circle", ""),
                                      draft.reading_scene.also))  # fmt: skip
            except WrongValue as wrong:
                if draft.act.slug != "circle" and not self._comes_later(word):
                    self._add_question(said.line, str(wrong), wrong.remedy)
        return found

    def _comes_later(self, word: str) -> bool:
        """Whether somebody is introduced by a section of these minutes."""
        return any(section.act == "joins" and word in section.subject for section in self.minutes.sections)

    def _ask_for(self, gap: Gap, section: Section) -> None:
        word = gap.way.removeprefix(":").replace("_", " ").replace("-", " ").capitalize()
        remedy = _REMEDIES.get(gap.way) or f"Add a line {word}: …"
        self._add_question(section.line, f"{gap.label.name.rstrip('?.')}?", remedy)


_REMEDIES = {
    "voices": "Add a list of what each one said: - Ana: consent",
    "entered_by": "Add a line at the beginning: Written by: Chi",
    ":circle": "Add a line at the beginning: Circle: …",
    "sunset": "Add a line Until: 2027-05-01",
    "members": "Add a line Founders: and a list of them",
    "nominations": "Add a heading ### Nominations and a list: - Ana: Chi, because she listens",
    "proposed": "Add a heading ### Proposed: Chi, because she listens",
    "term": "Add a line Until: 2027-05-01",
    "judged_by": "Add a line Judged by: …",
}


def _is_everyone(said: Said) -> bool:
    return said.words.partition(":")[0].strip().lower() in EVERYONE
