"""A circle of five that meets for the first time, on one phone, by touch: what they say, and how often they tap."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

DAY = "2026-11-29"
NOON = "2026-11-29T12:00:00Z"
PHONE: ViewportSize = {"width": 375, "height": 800}
FIVE = ("Ana Ruiz", "Ben Okafor", "Chi Tran", "Dee Marsh", "Eli Stone")
IDS = ("ana-ruiz", "ben-okafor", "chi-tran", "dee-marsh", "eli-stone")
SIXTH = "Flo Meyer"
EXPECTED = {
    "circles/oak-street/circle.yml",
    f"circles/oak-street/{DAY}.joins.flo-meyer.yml",
    "proposals/a-bench-at-the-corner/v1.yml",
    "proposals/a-bench-at-the-corner/v2.yml",
    "proposals/a-bench-at-the-corner/objections/no-way-for-a-pram/v1.yml",
    f"proposals/a-bench-at-the-corner/objections/no-way-for-a-pram/resolution.{DAY}.yml",
    f"proposals/a-bench-at-the-corner/rounds/{DAY}.oak-street.yml",
    f"proposals/a-bench-at-the-corner/rounds/{DAY}.oak-street.2.yml",
    "decisions/a-bench-at-the-corner/decision.yml",
    "decisions/oak-street-representative-2026/election.yml",
}
"""What is on record after such an evening."""


def open_phone(browser: Browser) -> Page:
    """A phone of 375 px that is touched, on that day."""
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.clock.set_fixed_time(NOON)
    return page


@dataclass
class Fingers:
    """One phone in the hands of a circle; counts what is tapped, typed and asked."""

    page: Page
    taps: int = 0
    letters: int = 0
    screens: list[str] = field(default_factory=list)

    def tap(self, place: Locator) -> None:
        """Touch something."""
        self.taps += 1
        place.tap()

    def press(self, words: str) -> None:
        """Touch a button by its words."""
        self.tap(self.page.get_by_role("button", name=words, exact=True).first)

    def write(self, label: str, words: str) -> None:
        """Touch a field and type."""
        self.taps += 1
        self.letters += len(words)
        place = self.page.get_by_label(re.compile(f"^{re.escape(label)}")).first
        place.fill(words)

    def choose(self, label: str, value: str) -> None:
        """Open a list and choose from it."""
        self.taps += 2
        self.page.get_by_label(re.compile(f"^{re.escape(label)}")).first.select_option(value)

    def go_on(self, words: str = "Go on") -> None:
        """Go on to the next screen, which is another than this one."""
        before = self.page.locator(".meeting h2").inner_text()
        self.screens.append(before)
        self.press(words)
        expect(self.page.locator(".meeting [role=alert] li")).to_have_count(0)
        expect(self.page.locator(".meeting h2")).not_to_have_text(before)

    def say(self, person: str, says: str, why: str = "") -> None:
        """One person's voice in a round."""
        row = self.page.locator(f'.voice[data-person="{person}"]')
        self.tap(row.locator(f".said-{says}"))
        if why:
            self.taps += 1
            self.letters += len(why)
            row.locator("input.control, textarea").last.fill(why)


def live_through_evening(page: Page, address: str) -> Fingers:
    """A circle is founded, proposes, hears an objection, improves, decides, chooses somebody, and welcomes a sixth."""
    hand = Fingers(page)
    page.goto(f"{address}take-part/meeting/")
    expect(page.locator(".meeting h2")).to_be_visible()
    found_circle(hand)
    decide_together(hand)
    choose_representative(hand)
    welcome_sixth(hand)
    hand.press("We look back, and end")
    hand.go_on()
    return hand


def found_circle(hand: Fingers) -> None:
    """Five people say yes to a circle."""
    hand.press("We found a circle tonight")
    hand.write("What is the circle called?", "Oak Street")
    hand.write("What is it for?", "Neighbours who look after each other and want a say in the world.")
    hand.write("Who founds it?", "\n".join(FIVE))
    hand.go_on()
    for name in FIVE:
        hand.tap(hand.page.locator(".ticks label", has_text=name))
    hand.go_on()
    hand.choose("Who writes down what is said?", "chi-tran")
    hand.go_on()


def begin_proposal(hand: Fingers) -> None:
    """A proposal is brought, read, asked about, and comes to its first round."""
    hand.press("Somebody brings a proposal")
    hand.write("Title", "A bench at the corner")
    hand.write("What exactly is proposed?", "A bench of oak stands at the corner of Oak Street.")
    hand.write(
        "What is needed, and why", "Whoever waits for the bus has nowhere to sit, and three of us are over eighty."
    )
    hand.write("Why does this meet", "People sat down on every bench that the next street put up.")
    for name in FIVE[:4]:
        hand.tap(hand.page.locator(".ticks label", has_text=name))
    hand.write("How will we know", "how many people sat there in a week")
    hand.write("Whom might it hurt?", "The baker, whose window it might hide; he says that he would like it.")
    for _ in range(4):
        hand.go_on()


def decide_together(hand: Fingers) -> None:
    """A proposal, an objection, a better text, and a decision."""
    begin_proposal(hand)
    for person in IDS[:4]:
        hand.say(person, "consent")
    hand.say("eli-stone", "object", "A pram does not pass between the bench and the wall.")
    hand.go_on()
    write_out_objection(hand)
    hand.go_on("We change the text")
    hand.write("What exactly is proposed?", "A bench of oak stands at the corner, two metres from the wall.")
    hand.write("How was its need met?", "Two metres are wider than any pram.")
    hand.say("eli-stone", "consent")
    for _ in range(4):
        hand.go_on()
    for person in IDS[1:]:
        hand.say(person, "consent")
    hand.say("ana-ruiz", "concern", "Who oils it every spring?")
    hand.go_on()
    hand.go_on("It is decided")


def write_out_objection(hand: Fingers) -> None:
    """Whoever can't live with it yet says what an objection needs; what they said in the round are its reasons."""
    expect(hand.page.get_by_label("What are the reasons?")).to_have_value(re.compile("A pram does not pass"))
    hand.write("Title", "No way for a pram")
    hand.write("Why is it important?", "Two families would step onto the road every day, in front of the bus.")
    hand.write("What could you live with?", "A bench that leaves two metres.")


def choose_representative(hand: Fingers) -> None:
    """Everyone nominates, one changes their mind, and all can live with the person proposed."""
    hand.press("We choose somebody for a role")
    hand.write("What should somebody in it bring along?", "listens well")
    hand.go_on()
    for number, person in enumerate(IDS):
        row = hand.page.locator(f'.voice[data-person="{person}"]')
        hand.taps += 3
        row.locator("select").select_option("dee-marsh" if number else "ben-okafor")
        row.locator("textarea").fill("She listens until the end, and has two evenings a week.")
    hand.go_on()
    hand.go_on()
    hand.choose("Who is proposed?", "dee-marsh")
    hand.write("Because", "She listens, and has the time.")
    hand.go_on()
    for person in IDS:
        hand.say(person, "consent")
    hand.go_on()


def welcome_sixth(hand: Fingers) -> None:
    """One more, by their own yes and everybody's."""
    hand.press("Somebody joins us")
    hand.write("Name of the newcomer", SIXTH)
    hand.go_on()
    for person in (*IDS, "flo-meyer"):
        hand.say(person, "consent")
    hand.go_on()
