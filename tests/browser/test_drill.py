"""A whole drill: start, answer, feedback, follow-up, report, review."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.core.session import Phase
from tests.browser.conftest import SLOW_MS, Server, start_drill, wait_for_grade, wait_until_drawn

pytestmark = pytest.mark.browser

HOSTILE = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script> **loud** ![a](http://203.0.113.1/a.png)'

WITHOUT_LABELS = """answer => {
    const copy = answer.cloneNode(true);
    copy.querySelectorAll("span").forEach((label) => label.remove());
    return copy.textContent;
}"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty home, as on the first day: the notes are indexed while the candidate answers."""
    return tmp_path_factory.mktemp("empty")


def test_a_drill_from_start_to_review(page: Page, server: Server) -> None:
    """Everything a candidate does in a drill, by keyboard where there is a key for it."""
    start_drill(page)
    point = server.session().turns[0].question.key_points[0].text.replace("`", "")
    page.get_by_label("Your answer").click()
    page.keyboard.insert_text(point)
    page.keyboard.press("Control+Enter")
    wait_for_grade(page)
    turn = server.session().turns[0]
    assert turn.answer is not None
    assert turn.answer.text == point
    expect(page.get_by_text("One fix.")).to_be_visible()
    expect(page.get_by_text("Graded by")).to_be_visible()
    wait_until_drawn(page)
    page.get_by_text("Model answer", exact=True).click()

    page.locator("[class*='st-key-cite-'] button").first.click()
    expect(page.get_by_role("dialog")).to_contain_text("From the notes")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    wait_until_drawn(page)

    page.get_by_role("button", name="Take the follow-up").click()
    expect(page.get_by_text("Follow-up", exact=True)).to_be_visible()
    page.get_by_role("button", name="I don't know").click()
    page.get_by_role("button", name="Next question").click(timeout=SLOW_MS)
    expect(page.get_by_text("question 2 of 5")).to_be_visible()
    # The heading comes first; a click while the rest is still being drawn would be lost.
    expect(page.get_by_label("Your answer")).to_be_enabled(timeout=SLOW_MS)
    wait_until_drawn(page)
    page.get_by_role("button", name="End", exact=True).click()
    page.get_by_role("button", name="End the interview").click()
    expect(page.get_by_role("heading", name="How it went")).to_be_visible()
    assert server.session().phase is Phase.FINISHED

    page.get_by_role("button", name="All sessions").click()
    page.get_by_role("button", name="Review", exact=True).click()
    expect(page.get_by_text("Answered", exact=True)).to_be_visible()


def test_an_answer_is_shown_as_text(page: Page, server: Server) -> None:
    """Tags, scripts, marks and images in an answer create no element and fetch nothing."""
    start_drill(page)
    page.get_by_label("Your answer").fill(HOSTILE)
    page.get_by_role("button", name="Submit answer").click()
    wait_for_grade(page)
    shown = page.locator("[data-testid=stHtml]", has_text="onerror")
    assert shown.evaluate(WITHOUT_LABELS) == HOSTILE
    assert shown.locator("img, script, strong").count() == 0
    assert page.locator("img[src='x'], img[src*='203.0.113.1']").count() == 0
    assert page.evaluate("window.pwned") is None
