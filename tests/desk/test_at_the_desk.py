"""What somebody at the desk sees and presses: forms that save, what was saved, letters; and how it ends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from nstgov.author.safe_writer import write_new
from tests.commands import committed, git_in
from tests.desk.conftest import RunningDesk, StartDesk
from tests.desk.desking import ASKS, ASKS_PATH, CIRCLE, CIRCLE_PATH, JOINS, JOINS_PATH
from tests.desk.evening import open_phone
from tests.publish.everybody import can_be_read


@pytest.fixture
def desk(movement: Path, start_desk: StartDesk) -> RunningDesk:
    """A desk at a circle of five."""
    write_new(movement, {CIRCLE_PATH: CIRCLE})
    committed(movement)
    return start_desk(movement)


@pytest.fixture
def phone(browser: Browser, desk: RunningDesk) -> Iterator[Page]:
    """A phone that has opened the printed address."""
    page = open_phone(browser)
    page.goto(desk.entrance)
    yield page
    page.context.close()


def test_a_form_saves_and_is_taken_back_and_becomes_a_change(phone: Page, desk: RunningDesk) -> None:
    """Judged beside the form, saved by one press, shown as a file and as its page, taken back; and then committed."""
    phone.goto(f"{desk.address}take-part/asks/?circle=oak-street")
    phone.locator("#f-for").fill("Somebody who can mend a roof.")
    expect(phone.get_by_text("The rules are kept.")).to_be_visible(timeout=30_000)
    path = phone.locator("#made-path").inner_text()
    assert not (desk.root / path).exists()
    phone.get_by_role("button", name="Save it").tap()
    expect(phone.get_by_text("Saved. It lies in this folder")).to_be_visible(timeout=30_000)
    assert (desk.root / path).read_text() == phone.locator("#made code").text_content()
    expect(phone.get_by_role("link", name="See the page that it makes")).to_have_attribute(
        "href", "/circles/oak-street/"
    )
    expect(phone.locator(".desk-bar")).to_contain_text("Saved and not committed: 1")
    phone.get_by_role("button", name="Take it back").tap()
    expect(phone.get_by_text("Taken back; nothing of it is left.")).to_be_visible(timeout=30_000)
    assert not (desk.root / path).exists()
    phone.reload()
    phone.locator("#f-for").fill("Somebody who can mend a door.")
    phone.get_by_role("button", name="Save it").tap()
    phone.get_by_role("link", name="See what was saved").tap()
    expect(phone.get_by_role("button", name="Make one change of it")).to_be_visible()
    can_be_read(phone)
    phone.get_by_role("button", name="Make one change of it").tap()
    expect(phone.get_by_text("Committed on the branch main.")).to_be_visible(timeout=60_000)
    assert git_in(desk.root, "show", "--name-only", "--format=", "HEAD") == path


@pytest.mark.long
def test_a_letter_is_pasted_and_saved(phone: Page, desk: RunningDesk) -> None:
    """What is sound is saved by one press; the rest has words to send back."""
    broken = JOINS.replace("  ana-ruiz: consent\n", "")
    phone.goto(f"{desk.address}-/letters/")
    letter = f"Hello!\n\nfile: {ASKS_PATH}\n{ASKS}end of file\nfile: {JOINS_PATH}\n{broken}end of file\n"
    phone.get_by_label("The letter").fill(letter)
    phone.get_by_role("button", name="See what is in it").tap()
    expect(phone.locator(".reply")).to_contain_text(f"Thank you for {JOINS_PATH}.", timeout=30_000)
    phone.get_by_role("button", name="Save all of it").tap()
    expect(phone.get_by_text("Saved. It lies in this folder")).to_be_visible(timeout=30_000)
    can_be_read(phone)
    assert (desk.root / ASKS_PATH).read_text() == ASKS
    assert not (desk.root / JOINS_PATH).exists()
    phone.get_by_label("The letter").fill("Hello, how are you?")
    phone.get_by_role("button", name="See what is in it").tap()
    expect(phone.get_by_text("No record was found in this text.")).to_be_visible(timeout=30_000)


@pytest.mark.long
def test_words_are_kept_while_the_desk_is_begun_anew(phone: Page, desk: RunningDesk, start_desk: StartDesk) -> None:
    """A desk that was killed is told in words; what was typed stays on the page, and what was saved is there again."""
    phone.goto(f"{desk.address}take-part/asks/?circle=oak-street")
    phone.locator("#f-for").fill("Somebody who can mend a roof.")
    expect(phone.get_by_text("The rules are kept.")).to_be_visible(timeout=30_000)
    desk.process.kill()
    desk.process.wait(timeout=60)
    phone.get_by_role("button", name="Save it").tap()
    expect(phone.get_by_text("The desk does not answer.")).to_be_visible(timeout=30_000)
    assert phone.locator("#f-for").input_value() == "Somebody who can mend a roof."
    again = start_desk(desk.root)
    phone.goto(again.entrance)
    phone.goto(f"{again.address}-/desk/")
    expect(phone.get_by_text("Nothing waits here.").first).to_be_visible(timeout=30_000)


@pytest.mark.long
def test_ctrl_c_ends_the_desk_quietly(desk: RunningDesk) -> None:
    """Exit code 0, and no traceback."""
    desk.process.send_signal(2)
    assert desk.process.wait(timeout=60) == 0
    assert "Traceback" not in (desk.process.stdout.read() if desk.process.stdout else "")
