"""Nothing typed is lost: refresh, kill -9, another page."""

from __future__ import annotations

import time
from collections import Counter

import pytest
from playwright.sync_api import Page, expect

from app.core.session import Phase
from tests.browser.conftest import SLOW_MS, Server, start_drill, wait_for_grade, wait_until_drawn
from tests.browser.practised import ledger_of

pytestmark = pytest.mark.browser

HALF = "A thread holds the lock while it runs bytecode"
TYPING_MS = 15


def test_a_draft_survives_kill_nine(page: Page, server: Server) -> None:
    """Type, let the server be killed and started again: same question, same draft."""
    start_drill(page)
    asked = server.session().turns[0].question.text
    page.get_by_label("Your answer").press_sequentially(HALF, delay=TYPING_MS)
    server.wait_for_draft(HALF)
    server.kill()

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
    server.wait_for_draft(f"{HALF}.")


def test_saving_leaves_focus_and_cursor_alone(page: Page, server: Server) -> None:
    """What is typed in the middle of the text lands there, across a save."""
    start_drill(page)
    box = page.get_by_label("Your answer")
    box.press_sequentially("one three", delay=TYPING_MS)
    expect(page.get_by_text("Draft saved at")).to_be_visible()
    for _ in "three":
        page.keyboard.press("ArrowLeft")
    page.keyboard.type("two", delay=TYPING_MS)
    server.wait_for_draft("one twothree")
    wait_until_drawn(page)
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
    server.wait_for_draft(HALF)


def test_another_page_and_back(page: Page, server: Server) -> None:
    """Once a draft is saved one can leave the page; it offers to resume."""
    start_drill(page)
    page.get_by_label("Your answer").press_sequentially(HALF, delay=TYPING_MS)
    server.wait_for_draft(HALF)
    page.get_by_role("link", name="Library").click()
    expect(page.get_by_role("heading", name="Library")).to_be_visible()
    page.get_by_role("link", name="Interview").click()
    page.get_by_role("button", name="Resume").click()
    expect(page.get_by_label("Your answer")).to_have_value(HALF)


def test_an_answer_is_graded_once_after_a_crash(page: Page, server: Server) -> None:
    """Killed between answer and grade, the server grades the answer when it is opened again."""
    start_drill(page)
    page.get_by_label("Your answer").fill(HALF)
    page.keyboard.press("Control+Enter")
    wait_for_answer(server)
    server.kill()
    assert server.session().phase is Phase.GRADING

    server.start()
    page.reload()
    wait_for_grade(page)
    page.reload()
    wait_for_grade(page)
    assert Counter(event.kind for event in ledger_of(server).events(server.session().id)) == {
        "session_started": 1,
        "question_asked": 1,
        "answer_given": 1,
        "answer_graded": 1,
    }
    (turn,) = server.session().turns
    assert turn.answer is not None
    assert turn.answer.text == HALF


def wait_for_answer(server: Server) -> None:
    """Wait until the answer to the first question is on disk."""
    session, ledger = server.session().id, ledger_of(server)
    deadline = time.monotonic() + SLOW_MS / 1000
    while ledger.events(session)[-1].kind != "answer_given":
        assert time.monotonic() < deadline, "The answer has not been kept."
        time.sleep(0.005)
