"""Two tabs on one session: each answer counts once."""

from __future__ import annotations

from collections import Counter

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PATIENCE_MS, SLOW_MS, Server, start_drill, wait_for_grade
from tests.browser.practised import ledger_of

pytestmark = pytest.mark.browser

FIRST = "A thread holds the lock while it runs bytecode."
SECOND = "Something else altogether."


def test_two_tabs_grade_once(page: Page, server: Server) -> None:
    """The tab that submits second is told, shows the first one's grade, and changes nothing."""
    start_drill(page)
    other = page.context.new_page()
    other.set_default_timeout(PATIENCE_MS)
    other.goto(page.url)
    expect(other.get_by_label("Your answer")).to_be_visible(timeout=SLOW_MS)
    page.get_by_label("Your answer").fill(FIRST)
    page.get_by_role("button", name="Submit answer").click()
    wait_for_grade(page)

    other.get_by_label("Your answer").fill(SECOND)
    other.get_by_role("button", name="Submit answer").click()
    expect(other.get_by_text("Another tab moved this session on.")).to_be_visible(timeout=SLOW_MS)
    wait_for_grade(other)
    events = Counter(event.kind for event in ledger_of(server).events(server.session().id))
    assert events == {
        "session_started": 1,
        "question_asked": 1,
        "answer_given": 1,
        "answer_graded": 1,
    }
    answer = server.session().turns[0].answer
    assert answer is not None
    assert answer.text == FIRST
