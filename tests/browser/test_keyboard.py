"""A whole drill with the keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from app.core.session import Phase
from tests.browser.conftest import SLOW_MS, Server, wait_for_grade, wait_until_drawn

pytestmark = pytest.mark.browser

MOST_TABS = 60


def test_a_drill_without_a_mouse(page: Page, server: Server) -> None:
    """Start, type, be unsure, submit by Ctrl+Enter, take a hint, give up, and end: keys alone."""
    press(page, button(page, "Start"))
    expect(page.get_by_label("Your answer")).to_be_visible(timeout=SLOW_MS)
    point = server.session().turns[0].question.key_points[0].text.replace("`", "")
    reach(page, page.get_by_label("Your answer"))
    page.keyboard.type(point)
    reach(page, page.get_by_role("radio", name="Sure", exact=True))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    reach(page, page.get_by_label("Your answer"), back=True)
    page.keyboard.press("Control+Enter")
    wait_for_grade(page)
    answer = server.session().turns[0].answer
    assert answer is not None
    assert (answer.text, answer.sure) == (point, False)

    press(page, button(page, "Take the follow-up"))
    press(page, page.get_by_role("button", name="Hint"))
    expect(page.get_by_test_id("stAlert").last).to_be_visible()
    press(page, button(page, "I don't know"))
    press(page, button(page, "Next question"))
    expect(page.get_by_text("question 2 of 5")).to_be_visible()
    press(page, button(page, "Skip"))
    expect(page.get_by_text("question 3 of 5")).to_be_visible()
    press(page, button(page, "End"))
    press(page, button(page, "End the interview"))
    expect(page.get_by_role("heading", name="How it went")).to_be_visible()
    session = server.session()
    assert session.phase is Phase.FINISHED
    assert [turn.hints for turn in session.turns] == [0, 1, 0, 0]


def button(page: Page, name: str) -> Locator:
    """Return the button of this name."""
    return page.get_by_role("button", name=name, exact=True)


def press(page: Page, target: Locator) -> None:
    """Walk to a button when the page is drawn, and press Enter."""
    expect(target).to_be_enabled(timeout=SLOW_MS)
    wait_until_drawn(page)
    reach(page, target)
    page.keyboard.press("Enter")


def reach(page: Page, target: Locator, *, back: bool = False) -> None:
    """Press Tab, or Shift+Tab, until the target has the focus."""
    for _ in range(MOST_TABS):
        if target.evaluate("target => target === document.activeElement"):
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
    pytest.fail(f"{MOST_TABS} tabs don't lead to {target}")
