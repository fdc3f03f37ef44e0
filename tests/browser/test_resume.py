"""Nothing typed is lost: refresh, kill -9, another page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SLOW_MS, Server, start_drill, wait_for_grade

pytestmark = pytest.mark.browser

HALF = "A thread holds the lock while it runs bytecode"
TYPING_MS = 15
SAVED_MS = 1_000  # the promise: on disk a second after typing stops


def test_a_draft_survives_kill_nine(page: Page, server: Server) -> None:
    """Type, let the server be killed and started again: same question, same draft."""
    start_drill(page)
    asked = server.session().turns[0].question.text
    page.get_by_label("Your answer").press_sequentially(HALF, delay=TYPING_MS)
    page.wait_for_timeout(SAVED_MS)
    server.kill()
    assert server.draft() == HALF

    server.start()
    page.reload()
    expect(page.get_by_label("Your answer")).to_have_value(HALF, timeout=SLOW_MS)
    expect(page.get_by_text("Your draft is back.")).to_be_visible()
    (turn,) = server.session().turns
    assert turn.question.text == asked
    page.get_by_role("button", name="Submit answer").click()
    wait_for_grade(page)


def test_typing_goes_on_after_a_restart(page: Page, server: Server) -> None:
    """Without a reload the page finds the new server and hands in what the old one missed."""
    start_drill(page)
    box = page.get_by_label("Your answer")
    box.press_sequentially(HALF, delay=TYPING_MS)
    server.kill()
    server.start()
    server.wait_for_draft(HALF)
    expect(box).to_be_enabled()
    box.press_sequentially(".", delay=TYPING_MS)
    page.wait_for_timeout(SAVED_MS)
    assert server.draft() == f"{HALF}."


def test_saving_leaves_focus_and_cursor_alone(page: Page, server: Server) -> None:
    """What is typed in the middle of the text lands there, across a save."""
    start_drill(page)
    box = page.get_by_label("Your answer")
    box.press_sequentially("one three", delay=TYPING_MS)
    expect(page.get_by_text("Draft saved at")).to_be_visible()
    for _ in "three":
        page.keyboard.press("ArrowLeft")
    page.keyboard.type("two", delay=TYPING_MS)
    page.wait_for_timeout(SAVED_MS)
    page.keyboard.type(" ", delay=TYPING_MS)
    expect(box).to_have_value("one two three")
    expect(box).to_be_focused()


def test_a_hint_leaves_the_box_alone(page: Page, server: Server) -> None:
    """Asking for a hint right after a keystroke keeps the text and the very same box."""
    start_drill(page)
    box = page.get_by_label("Your answer")
    box.press_sequentially(HALF, delay=TYPING_MS)
    box.evaluate("box => box.dataset.mark = 'same'")
    page.get_by_role("button", name="Hint").click()
    expect(page.get_by_test_id("stAlert")).to_be_visible()
    expect(box).to_have_value(HALF)
    expect(box).to_have_attribute("data-mark", "same")
    page.wait_for_timeout(SAVED_MS)
    assert server.draft() == HALF


def test_another_page_and_back(page: Page, server: Server) -> None:
    """A second after the last keystroke one can leave the page; it offers to resume."""
    start_drill(page)
    page.get_by_label("Your answer").press_sequentially(HALF, delay=TYPING_MS)
    page.wait_for_timeout(SAVED_MS)
    page.get_by_role("link", name="Library").click()
    expect(page.get_by_role("heading", name="Library")).to_be_visible()
    page.get_by_role("link", name="Interview").click()
    page.get_by_role("button", name="Resume").click()
    expect(page.get_by_label("Your answer")).to_have_value(HALF)


def test_an_answer_is_graded_once_after_a_crash(page: Page, server: Server) -> None:
    """Killed between answer and grade, the server grades the answer when it is opened again."""
    start_drill(page)
    page.get_by_label("Your answer").fill(HALF)
    page.get_by_role("button", name="Submit answer").click()
    page.wait_for_function(
        "() => !document.querySelector('[class*=st-key-answer-] textarea')", timeout=SLOW_MS
    )
    server.kill()
    server.start()
    page.reload()
    wait_for_grade(page)
    (turn,) = server.session().turns
    assert turn.answer is not None
    assert turn.answer.text == HALF
    assert turn.grade is not None
