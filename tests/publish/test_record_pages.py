"""Pages of proposals, their versions and decisions: each sentence that a reader came for."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from nstgov import records as r
from nstgov.publish.building import build_site
from nstgov.publish.withholding import remove_withheld
from nstgov.records import Movement
from nstgov.records.decisions import Done
from nstgov.records.ground_rules import AwayRule
from nstgov.store.landings import Landing
from tests.building import (
    a_test,
    away,
    circle,
    closed,
    decision,
    disputed,
    edition,
    election,
    held,
    idea,
    leaves,
    movement,
    objection,
    resolved,
    review,
    said,
    signed,
    takes_in,
    version,
)
from tests.proving import confirmed, proven, registrar, with_keys
from tests.publish.hostile import PAYLOADS
from tests.publish.telling import ADDRESS, read, told

ALL = "ana ben chi dee eve"
OAK = with_keys(circle("oak", "2026-01-01", ALL), ALL)
TEXT = version(
    "trees", 1, "2026-04-01", authors="ana ben chi dee", sunset="2027-05-01", review="2026-11-01",
    judged_by=("trees alive",), tasks=(r.Task(who="ana", what="order the trees"), r.Task(who="ben", what="dig")),
)  # fmt: skip
ROUND = held("trees", "2026-04-20", said("ana ben chi dee eve"), entered_by="chi")
MADE = decision("trees", "2026-04-20", sunset="2027-05-01", entered_by="chi")
RULES = edition(**registrar())


def _oak(*records: r.Record, text: r.Version = TEXT) -> Movement:
    return movement(RULES, OAK, text, *records)


def test_who_gave_the_voices_is_told_in_one_sentence() -> None:
    """Who signed spoke themselves, who wrote it down is only said to; the others were entered by somebody."""
    found = proven(RULES, OAK, TEXT, ROUND, signed(ROUND, "ana"))
    sentence = (
        "5 of 5: 1 spoke for themselves, 1 written down under their own name, 3 entered by Chi, who is also an author."
    )
    assert sentence in read(found, "proposals/trees", "2026-04-25")
    by_other = replace(ROUND, voices=said("ana ben"), entered_by="eve")
    assert "2 of 5: 2 entered by Eve." in read(_oak(by_other), "proposals/trees", "2026-04-25")


def test_each_voice_says_how_it_is_proven() -> None:
    """A list says in words, and the picture by its marks, what is declared, heard, confirmed and signed."""
    attested = confirmed(ROUND, "ben")
    found = proven(RULES, OAK, TEXT, ROUND, signed(ROUND, "ana"), attested, signed(attested, "forge"))
    words, page = (tell(found, "proposals/trees", "2026-04-25") for tell in (read, told))
    for sentence in (
        "Ana can live with it signed with their own key",
        "Ben can live with it confirmed with their own account",
        "Dee can live with it confirmed by others who heard it",
        "Full, within a ring: signed with their own key",
        "Signed with their own keys by Ana: “Oak spoke about version 1.”",
        "Confirmed with their own accounts by Ben: “Oak spoke about version 1.”",
    ):
        assert sentence in words
    picture = page.split('<svg class="ring"')[1].split("</svg>")[0]
    assert [picture.count(f"by-{proof}") for proof in ("declared", "heard", "confirmed", "signed")] == [0, 3, 1, 1]
    alone = read(_oak(ROUND), "proposals/trees", "2026-04-25")
    assert "Each voice on which nothing else is said: declared, written down by Chi." in alone
    assert "Dee can live with it declared" not in alone
    assert "Chi can live with it declared, under their own name" in alone


def test_the_picture_is_read_aloud_as_the_list_says_it() -> None:
    """Its name tells how many have spoken; the marks themselves are hidden from whoever listens."""
    page = told(_oak(replace(ROUND, voices=said("ana ben", against="chi"))), "proposals/trees", "2026-04-25")
    assert 'role="img" aria-label="A circle of people: 3 of 5 have spoken.' in page
    marks = re.findall(r'<svg class="mark-of"[^>]*>', page)
    assert len(marks) >= 3
    assert all('aria-hidden="true"' in found for found in marks)


def test_what_somebody_disputed_is_told_beside_the_voices() -> None:
    """Until they have spoken themselves they are still to be heard; afterwards that voice counts."""
    doubt = disputed(ROUND, "eve", "2026-04-22")
    words = read(_oak(ROUND, doubt), "proposals/trees", "2026-04-25")
    assert "Chi entered a voice for Eve on 20 April 2026. On 22 April 2026, Eve says that this is not" in words
    assert "I did not say that. declared That voice does not count; they are still to be heard." in words
    assert "Eve is still to be heard" in words
    own = held("trees", "2026-04-24", said("eve"), person="eve", entered_by="eve")
    again = read(_oak(ROUND, doubt, own), "proposals/trees", "2026-04-25")
    assert "Another word was written down under their own name since; that voice counts." in again
    shown = tell_signed(doubt, own)
    assert (
        "I did not say that. signed with their own key They have spoken themselves since; that voice counts." in shown
    )
    assert "Eve is still to be heard" not in again


def tell_signed(doubt: r.Disputed, own: r.Round) -> str:
    """The same page where Eve signed both that it was not hers and what she says instead."""
    found = proven(RULES, OAK, TEXT, ROUND, doubt, own, signed(doubt, "eve"), signed(own, "eve"))
    return read(found, "proposals/trees", "2026-04-25")


def test_whoever_left_or_is_away_is_told_in_words() -> None:
    """A voice stays when its person leaves; who is away is not awaited."""
    rules = replace(RULES, away=AwayRule(most_days=90, least_voices=3))
    gone = away("oak", "2026-04-10", "dee", "2026-05-30")
    three = replace(ROUND, voices=said("ana ben eve"))
    found = movement(rules, OAK, TEXT, three, gone, leaves("oak", "2026-04-21", "eve"))
    words = read(found, "proposals/trees", "2026-04-25")
    assert "Dee is away for a while; this can be decided meanwhile" in words
    assert "Eve can live with it has left the circle since" in words
    assert "3 of 4" in words


def test_a_round_entered_by_mistake_is_told_and_does_not_count() -> None:
    """It stays on record, with the reason, among the steps too."""
    void = r.Void(
        file=f"{ROUND.file}.void.yml", beside=ROUND.file, date=date(2026, 4, 23), because="The wrong evening.",
        voices=said(ALL), entered_by="chi",
    )  # fmt: skip
    words = read(_oak(ROUND, void), "proposals/trees", "2026-04-25")
    assert "What was put on record of 20 April 2026 was entered by mistake; it was taken out of count on 23" in words
    assert "The wrong evening." in words
    assert "Oak spoke about version 1. Entered by mistake; it does not count." in words
    assert "Nobody in Oak has spoken yet." in words


def test_the_three_ways_to_answer_lead_to_the_form_filled_in() -> None:
    """One button each, in words, with the last day; none once it is decided."""
    page, words = (tell(_oak(), "proposals/trees", "2026-04-05") for tell in (told, read))
    for says in ("consent", "concern", "object"):
        assert f'href="../../take-part/voice/?circle=oak&amp;proposal=trees&amp;says={says}"' in page
    assert "I can live with this until 1 May 2027 … and I have a worry I can't live with this yet" in words
    assert 'href="../../take-part/objection/?circle=oak&amp;target=proposals/trees"' in page
    assert "take-part/voice" not in told(_oak(ROUND, MADE), "proposals/trees", "2026-04-25")


def test_whoever_shares_an_idea_or_joins_an_action_finds_the_way_at_once() -> None:
    """An idea asks who stands behind it, an action who takes part; neither once it is set aside."""
    bench = idea("proposals/bench", "2026-04-01")
    assert 'href="../../take-part/stand-with/?idea=proposals/bench"' in told(
        _oak(bench), "proposals/bench", "2026-04-05"
    )
    action = replace(TEXT, kind="action", starts_with=r.Threshold(people=3))
    way = 'href="../../take-part/commitments/?proposal=trees"'
    assert way in told(_oak(text=action), "proposals/trees", "2026-04-05")
    assert way not in told(_oak(closed("trees", "2026-04-06"), text=action), "proposals/trees", "2026-04-10")


V2 = version(
    "trees", 2, "2026-04-12", authors="ana ben chi dee eve", sunset="2027-03-01", text="Plant one apple tree.",
    integrates="roots",
)  # fmt: skip
ROOTS = objection("proposals/trees", "roots", "2026-04-05", authors=("ana", "ben", "chi", "dee"))
STANDS = a_test("proposals/trees", "roots", "2026-04-08", "stands", voices=said(ALL), entered_by="chi")
MET = replace(resolved("proposals/trees", "roots", "2026-04-14"), version=2, voices=said("ana ben chi dee"))


def test_an_objection_is_told_from_its_raising_to_the_changed_lines() -> None:
    """Raised, tested, resolved, and what the version changed for it."""
    words = read(_oak(V2, ROOTS, STANDS, MET), "proposals/trees", "2026-04-15")
    told_ = words.index("raised on 5 April 2026 against version 1 by Ana, Ben, Chi and Dee")
    tested = words.index("Oak tested it: it stands.")
    met = words.index("Resolved: the text was changed, in version 2.")
    changed = words.index("The changed lines What is proposed Plant Taken out: one. Put in: one apple tree.")
    assert told_ < tested < met < changed


def test_each_version_has_a_page_that_stays() -> None:
    """Its whole text and hash; what it changed and answers; a banner where a later one stands; who spoke to it."""
    found = Movement(_oak(ROUND, V2, ROOTS).records.values(), {TEXT.file: ROUND.sha256, V2.file: "b" * 64})
    first = read(found, "proposals/trees/v1", "2026-05-01")
    assert "A later version stands: version 2 of 12 April 2026." in first
    assert "Whoever consented to this text has not consented to that one." in first
    assert "Plant one." in first
    assert ROUND.sha256 in first
    assert "What was said to this version 5 of 5" in first
    second = read(found, "proposals/trees/v2", "2026-05-01")
    assert "This is the newest version." in second
    assert "What it changes from version 1 It answers the objection Roots break pipes." in second
    assert "Its last day Taken out: 1 May 2027 Put in: 1 March 2027" in second
    assert "v1/" in told(found, "proposals/trees", "2026-05-01")
    assert "A later version" not in read(found, "proposals/trees/v1", "2026-04-02")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_words_stay_words_in_changes_and_citations(payload: str) -> None:
    """What is put in, taken out or cited becomes no tag, no attribute and no script."""
    first = replace(TEXT, text=f"Begin {payload} end", title=payload)
    second = replace(V2, text=f"Begin\n\n1. {payload} and {payload} end", title=f"x {payload}", integrates=())
    for path in ("proposals/trees", "proposals/trees/v1", "proposals/trees/v2"):
        page = told(_oak(second, text=first), path, "2026-04-15")
        shown = re.sub(r"&[#a-z0-9]+;", "", page)
        assert not re.search(r"<(?:script|img|iframe|style|base|form|link|math|body|title|textarea)\b", shown)
        assert not re.search(r"<[^>]*\son[a-z]+=", shown)
        assert "window.ran" not in "".join(re.findall(r"<[a-z][^>]*>", shown))


def test_a_withheld_text_is_in_no_difference() -> None:
    """What a decision hides of a version is neither on its page nor taken out on the next one's."""
    secret = replace(TEXT, text="Ask Walter about his illness.")
    path, sha256 = TEXT.file, "a" * 64
    words = f"Withhold {path}, {sha256}."
    hides = version("hide", 1, "2026-04-15", text=words, authors="ana ben chi dee", sunset="2027-05-01")
    heard, made = held("hide", "2026-04-15", said(ALL)), decision("hide", "2026-04-16", sunset="2027-05-01")
    withheld = r.Withheld(file=f"{path}.withheld.yml", beside=path, decision="hide", because="Care.", sha256=sha256)
    found = Movement([RULES, OAK, secret, V2, hides, heard, made, withheld], {path: sha256})
    hidden = remove_withheld(found, date(2026, 5, 1))
    for page in ("proposals/trees", "proposals/trees/v1", "proposals/trees/v2"):
        assert "Walter" not in told(hidden, page, "2026-05-01")
        assert "Walter" in told(found, "proposals/trees/v2", "2026-05-01")
    assert "its text is withheld by a decision; its SHA-256 stays" in read(hidden, "proposals/trees/v1", "2026-05-01")


def test_a_record_can_be_cited() -> None:
    """Title, circle, version, day, the address that stays, the file and its hash; of a decision its own."""
    found = Movement(_oak(ROUND, MADE).records.values(), {TEXT.file: "a" * 64, MADE.file: "b" * 64})
    proposal = read(found, "proposals/trees", "2026-05-01")
    assert f"A tree, proposal to Oak, version 1 of 1 April 2026. A movement. {ADDRESS}proposals/trees/v1/" in proposal
    assert f"{TEXT.file} , SHA-256 {'a' * 64}" in proposal or f"{TEXT.file}, SHA-256 {'a' * 64}" in proposal
    made = read(found, "decisions/trees", "2026-05-01")
    assert f"A tree, decided by Oak on 20 April 2026. A movement. {ADDRESS}decisions/trees/" in made


def test_a_decision_says_until_when_it_holds_and_whom_it_binds() -> None:
    """The last day and how far off it is; that it is not law."""
    words = read(_oak(ROUND, MADE), "decisions/trees", "2027-04-03")
    assert "In force until 1 May 2027. 4 weeks left" in words
    assert "It binds those who consented to it, and is not law." in words
    assert 'datetime="2027-05-01" data-last' in told(_oak(ROUND, MADE), "decisions/trees", "2027-04-03")
    assert "No longer in force. Its last day was 1 May 2027." in read(
        _oak(ROUND, MADE), "decisions/trees", "2027-05-02"
    )


def test_a_decision_under_reconsideration_says_why_and_by_when() -> None:
    """An objection with its day to be answered, and a voice that its person disputes."""
    roots = objection("decisions/trees", "roots", "2026-05-02", authors=("ana", "ben", "chi", "dee"))
    doubt = disputed(ROUND, "eve", "2026-05-03")
    words = read(_oak(ROUND, MADE, roots, doubt), "decisions/trees", "2026-05-10")
    assert "It is being thought about again The objection Roots break pipes was raised on 2 May 2026" in words
    assert "An answer is due by 1 June 2026." in words
    assert "Eve says, on 3 May 2026, that a voice entered for them is not what they said: I did not say that." in words
    assert "Until that is settled, the decision stays in force." in words


def test_a_decision_names_the_one_objection_once_before_what_comes_next() -> None:
    """Beside the reason the next step need not name the objection again."""
    roots = objection("decisions/trees", "roots", "2026-05-02", authors=("ana", "ben", "chi", "dee"))
    box = read(_oak(ROUND, MADE, roots), "decisions/trees", "2026-05-10").partition("What was decided")[0]
    assert box.count("Roots break pipes") == 1
    assert "Next: Oak tests it: is it important, and reasoned? An answer is due by 1 June 2026." in box


def test_a_decision_says_what_changed_it_and_what_it_changed() -> None:
    """Both pages lead to each other; the later one stands in a banner."""
    newer = version("trees-2", 1, "2026-08-01", renews="trees", sunset="2028-01-01", title="More trees")
    again = held("trees-2", "2026-08-05", said(ALL))
    made = decision("trees-2", "2026-08-05", sunset="2028-01-01")
    found = _oak(ROUND, MADE, newer, again, made)
    assert "Renewed by More trees on 5 August 2026." in read(found, "decisions/trees", "2026-09-01")
    assert "It renews A tree." in read(found, "decisions/trees-2", "2026-09-01")


def test_what_was_done_is_told_beside_each_task() -> None:
    """The latest review that speaks of a task says whether it is done; of others nothing is known."""
    looked = review("trees", "2026-11-01", done=(Done(what="order the trees", done=True),))
    words = read(_oak(ROUND, MADE, looked), "decisions/trees", "2026-12-01")
    assert "Ana: order the trees done, says the review of 1 November 2026" in words
    assert "Ben: dig nothing is on record yet" in words


def _region(carries: str | None) -> Movement:
    """Oak and Elm send people to River, and River decides; Pine sends Una to Elm, and Elm sends her on."""
    homes = [
        circle("oak", "2026-01-01", "ana ben chi dee", "river"),
        circle("elm", "2026-01-01", "fay gil hal", "river"),
        circle("pine", "2026-01-01", "una vic wim xia", "elm"),
        circle("river", "2026-01-01", level="regional"),
    ]
    sent = [
        election("oak-rep", "oak", "ana", "2026-02-01"),
        election("pine-rep", "pine", "una", "2026-02-01"),
        election("elm-rep", "elm", "una", "2026-03-01"),
    ]
    text = version("trees", 1, "2026-04-01", "river", affects="oak pine river", authors="ana", sunset="2027-05-01")
    spoke = {"ana": r.Voice(says="consent", carries=carries), "una": r.Voice(says="consent")}
    held_ = held("trees", "2026-04-20", spoke, circle_="river")
    made = decision("trees", "2026-04-20", "river", sunset="2027-05-01")
    return movement(RULES, homes, sent, takes_in("elm", "2026-01-15", "pine"), text, held_, made)


def test_how_each_circle_took_part_is_never_more_than_is_known() -> None:
    """Itself; through somebody who brought its view; through somebody, with no view on record."""
    words = read(_region("Oak likes it."), "decisions/trees", "2026-05-01")
    assert "Oak through Ana, who brought its view" in words
    assert "Pine through Una; no view recorded (on the way: Elm)" in words
    assert "River took part itself" in words
    assert "Oak through Ana; no view recorded" in read(_region(None), "decisions/trees", "2026-05-01")


def test_every_step_is_told_with_the_day_it_landed() -> None:
    """What happened, the latest first; when it landed, where that is known."""
    landed = {TEXT.file: Landing("a" * 40, date(2026, 4, 2), 0), ROUND.file: Landing("b" * 40, date(2026, 4, 21), 1)}
    words = read(_oak(ROUND), "proposals/trees", "2026-05-01", landed)
    steps = words[words.index("Every step, the latest first") :]
    assert steps.startswith(
        "Every step, the latest first 20 April 2026 · on record since 21 April 2026 Oak spoke about version 1. "
        "1 April 2026 · on record since 2 April 2026 Version 1 was submitted by Ana, Ben, Chi and Dee."
    )
    assert "since 2" not in read(_oak(ROUND), "proposals/trees", "2026-05-01").split("Every step")[1].split("Cite")[0]


def test_what_was_set_right_is_told() -> None:
    """At the text it is about, with who and when; what no part of the page shows is told by itself."""
    right = r.Correction(
        file=f"{TEXT.file}.correction.2026-04-03.yml", beside=TEXT.file, date=date(2026, 4, 3), by="ben", what="Forty."
    )
    words = read(_oak(right), "proposals/trees", "2026-05-01")
    assert "Set right: 3 April 2026, by Ben Forty. declared About this record: proposals/trees/v1.yml" in words
    assert "What was set right 3 April" not in words
    later = read(_oak(V2, right), "proposals/trees", "2026-05-01")
    assert "What was set right Set right: 3 April 2026, by Ben Forty." in later


def test_proof_is_compared_with_what_the_ground_rules_ask() -> None:
    """Where more than a declared voice is asked, it is said, with how many are not proven so far."""
    rules = replace(RULES, proof={"friend": "confirmed"})
    words = read(proven(rules, OAK, TEXT, ROUND, signed(ROUND, "ana")), "proposals/trees", "2026-04-25")
    assert "Here the ground rules ask that a voice be confirmed or signed before a decision rests on it. 4 are" in words
    assert "the ground rules ask" not in read(_oak(ROUND), "proposals/trees", "2026-04-25")


def test_a_voice_in_a_test_that_is_disputed_says_so() -> None:
    """Beside the voice stands what its person says of it."""
    words = read(_oak(V2, ROOTS, STANDS, disputed(STANDS, "eve", "2026-04-09")), "proposals/trees", "2026-04-15")
    assert "Eve can live with it Eve says that this is not what they said: I did not say that." in words


def test_voices_of_one_record_are_told_by_how_they_are_proven() -> None:
    """Those that are alike stand in one line, those with another proof in a line of their own."""
    words = read(proven(RULES, OAK, TEXT, V2, ROOTS, STANDS, signed(STANDS, "ana")), "proposals/trees", "2026-04-15")
    assert "Voices in this test Can live with it Ben, Chi, Dee and Eve Can live with it Ana (signed with" in words


def test_whoever_was_not_heard_on_an_older_version_is_awaited_no_more() -> None:
    """Its page tells how it was when the next version came."""
    some = replace(ROUND, held=date(2026, 4, 5), file="proposals/trees/rounds/2026-04-05.oak.yml", voices=said("ana"))
    words = read(_oak(some, V2), "proposals/trees/v1", "2026-05-01")
    assert "Eve was not heard on this version" in words
    assert "1 of 5" in words
    assert "is still to be heard" not in words


@pytest.mark.long
def test_records_that_do_not_count_or_come_too_early_lead_nowhere_false(tmp_path: Path) -> None:
    """A version entered by mistake, one of a later day, and an answer to nothing break no link."""
    void = r.Void(
        file=f"{V2.file}.void.yml", beside=V2.file, date=date(2026, 4, 13), because="Wrong.", voices=said(ALL)
    )
    later = version("later", 1, "2026-06-01", authors="ana ben chi dee", sunset="2027-05-01")
    early = decision("later", "2026-04-25", sunset="2027-05-01")
    answer = r.Answer(
        file="proposals/nobody/answers/2026-04-20.una.yml", proposal="nobody", date=date(2026, 4, 20), guest="una",
        answer="later",
    )  # fmt: skip
    found = _oak(ROUND, V2, void, later, early, answer)
    built = build_site(found, date(2026, 5, 1), tmp_path)
    assert built.is_sound, built
    assert "Version 2 was submitted by" in read(found, "proposals/trees", "2026-05-01")
    assert not (tmp_path / "proposals/trees/v2").exists()
