"""A language model in the web app: switched on in one click, seen on every page, left at any word."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SLOW_MS, Server, start_drill, wait_for_grade, wait_until_drawn
from tests.browser.test_accessibility import (
    PHONE,
    SCHEMES,
    STICKS_OUT,
    TOO_SMALL,
    grave,
    settle,
    wear,
)
from tests.model_server import ModelServer, Said, running_server

pytestmark = pytest.mark.browser

PIECES = 400


@pytest.fixture(autouse=True)
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    """A model on this machine that is set, and off."""
    with running_server() as state:
        monkeypatch.setenv("HOTSEAT_MODEL", "openai:small")
        monkeypatch.setenv("HOTSEAT_MODEL_URL", state.url)
        state.says(Said("word " * PIECES, pace=0.2))
        yield state


# The model comes before the server, which inherits the environment; each test has its own of both.
@pytest.fixture
def server(model: ModelServer, own_server: Server) -> Server:
    return own_server


def switch_on(page: Page, server: Server, name: str = "openai:small") -> None:
    """Switch the model on, on the Settings page."""
    wait_until_drawn(page)
    page.goto(f"{server.url}/settings")
    page.get_by_role("button", name="Switch the model on").click(timeout=SLOW_MS)
    expect(page.get_by_text(f"Language model on: {name}")).to_be_visible()


def test_one_click_on_and_one_click_off(page: Page, server: Server, model: ModelServer) -> None:
    """The badge follows to other pages, and its button switches the model off."""
    switch_on(page, server)
    page.goto(f"{server.url}/ask")
    expect(page.get_by_text("Language model on: openai:small")).to_be_visible()
    wait_until_drawn(page)
    page.get_by_role("button", name="Switch off").click()
    expect(page.get_by_text("Language model on: openai:small")).to_have_count(0)
    assert model.asked == []


def test_a_candidate_goes_on_without_a_slow_model(
    page: Page, server: Server, model: ModelServer
) -> None:
    """The click ends the call in the middle; the question comes in the notes' words."""
    switch_on(page, server)
    page.goto(f"{server.url}/interview")
    page.get_by_role("button", name="Start", exact=True).click(timeout=SLOW_MS)
    expect(page.get_by_text("so far")).to_be_visible(timeout=SLOW_MS)
    page.get_by_role("button", name="Go on without it").click()
    expect(page.get_by_label("Your answer")).to_be_visible(timeout=SLOW_MS)
    stopped_at = model.sent_pieces
    time.sleep(1)
    assert model.sent_pieces <= stopped_at + 1 < PIECES
    turn = server.session().turns[0]
    expect(page.get_by_role("heading", level=1)).to_have_text(turn.question.text.replace("`", ""))


def test_a_quick_start_waits_on_the_page_of_the_interview(
    page: Page, server: Server, model: ModelServer
) -> None:
    """There the candidate sees the model's words come, and takes the question without them."""
    switch_on(page, server)
    page.goto(server.url)
    page.get_by_role("button", name="Start the drill").click(timeout=SLOW_MS)
    expect(page.get_by_text("so far")).to_be_visible(timeout=SLOW_MS)
    page.get_by_role("button", name="Go on without it").click()
    expect(page.get_by_label("Your answer")).to_be_visible(timeout=SLOW_MS)
    assert len(server.session().turns) == 1
    assert model.sent_pieces < PIECES


def soon(happened: Callable[[], bool]) -> bool:
    """Wait until something has happened, well before the model's server would answer."""
    deadline = time.monotonic() + SLOW_MS / 1000
    while not happened() and time.monotonic() < deadline:
        time.sleep(0.05)
    return happened()


def test_a_grade_comes_without_a_slow_model(page: Page, server: Server, model: ModelServer) -> None:
    """The click closes the connection while the model is still silent; the answer is graded offline."""
    model.says("Bananas.", Said("{}", wait=55))
    switch_on(page, server)
    page.goto(f"{server.url}/interview")
    start_drill(page)
    question = server.session().turns[0].question
    page.get_by_label("Your answer").fill(question.key_points[0].text)
    wait_until_drawn(page)
    page.get_by_role("button", name="Submit answer").click()
    expect(page.get_by_text("reads your answer, too")).to_be_visible(timeout=SLOW_MS)
    assert soon(lambda: len(model.asked) > 1)
    page.get_by_role("button", name="Go on without it").click()
    wait_for_grade(page)
    assert soon(lambda: model.hung_up > 0)
    grade = server.session().turns[0].grade
    assert grade is not None
    assert "openai:small" not in str(grade.grader)


def test_the_writing_of_questions_is_stopped(
    page: Page, server: Server, model: ModelServer
) -> None:
    """The page says what is kept."""
    model.says(Said("{}", wait=55))
    switch_on(page, server)
    page.goto(f"{server.url}/library")
    page.get_by_text("Questions by a language model").click(timeout=SLOW_MS)
    page.get_by_role("button", name="Write from 3 passages").click(timeout=SLOW_MS)
    expect(page.get_by_text("The language model writes")).to_be_visible(timeout=SLOW_MS)
    assert soon(lambda: len(model.asked) > 0)
    page.get_by_role("button", name="Go on without it").click()
    expect(page.get_by_text("The drafts so far are kept.")).to_be_visible(timeout=SLOW_MS)
    assert soon(lambda: model.hung_up > 0)


def test_badge_and_settings_can_be_read_by_everybody(page: Page, server: Server) -> None:
    """In both themes, and on a phone, where nothing sticks out and a finger finds the switch."""
    switch_on(page, server)
    settle(page)
    findings: list[str] = []
    for scheme in SCHEMES:
        wear(page, scheme)
        findings += [f"{scheme}: {found}" for found in grave(page)]
    page.set_viewport_size(PHONE)
    settle(page)
    findings += [f"{found} sticks out" for found in page.evaluate(STICKS_OUT)]
    findings += [f"{found} is too small" for found in page.evaluate(TOO_SMALL)]
    assert findings == []
