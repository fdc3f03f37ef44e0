"""A whole interview in the browser with a real language model on this machine."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from app.adapters.call_log import FileCallLog
from app.core.session import Phase
from app.services.speech import WITHOUT_MODEL
from tests.browser.conftest import Server, wait_until_drawn
from tests.browser.test_language_model import switch_on
from tests.model.conftest import RealServer, real_server, start_server

__all__ = ["real_server", "start_server"]
pytestmark = [pytest.mark.browser, pytest.mark.model]

MODEL = "openai:qwen2.5-coder-1.5b"
# Two processors read a prompt of a few hundred tokens in half a minute when others want them too.
PATIENT_MS = 280_000


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch, real_server: RealServer) -> None:
    monkeypatch.setenv("HOTSEAT_MODEL", MODEL)
    monkeypatch.setenv("HOTSEAT_MODEL_URL", real_server.url)
    monkeypatch.setenv("HOTSEAT_MODEL_CONTEXT", "4096")
    monkeypatch.setenv("HOTSEAT_MODEL_ANSWER", "320")
    monkeypatch.setenv("HOTSEAT_MODEL_TIMEOUT", "280")


@pytest.fixture
def server(settings: None, own_server: Server) -> Server:
    """The web app, which inherits the settings."""
    return own_server


def test_a_whole_interview(page: Page, server: Server, real_server: RealServer) -> None:
    """The model words the questions while its words are counted, judges beside the grader, and dies.

    What it wrote stands under its name, or the page says that the notes' words are used. After its
    server is gone the interview goes on offline, and says so.
    """
    page.set_default_timeout(PATIENT_MS)
    expect.set_options(timeout=PATIENT_MS)
    switch_on(page, server, MODEL)
    page.goto(f"{server.url}/interview")
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.get_by_text("so far")).to_be_visible()
    expect(page.get_by_label("Your answer")).to_be_visible()
    first = server.session().turns[0]
    assert first.said is not None
    assert MODEL in first.said.by
    expect(page.get_by_role("heading", level=1)).to_have_text(first.asked.replace("`", ""))

    point = first.question.key_points[0].text.replace("`", "")
    page.get_by_label("Your answer").fill(point)
    page.get_by_role("button", name="Submit answer").click()
    expect(page.get_by_text("Graded by")).to_be_visible()
    grade = server.session().turns[0].grade
    assert grade is not None
    assert MODEL in str(grade.grader)
    wait_until_drawn(page)

    page.get_by_role("button", name="Take the follow-up").click()
    expect(page.get_by_text("Follow-up", exact=True)).to_be_visible()
    follow_up = server.session().turns[1]
    assert follow_up.said is not None
    real_server.kill()
    wait_until_drawn(page)
    page.get_by_role("button", name="I don't know").click()
    page.get_by_role("button", name="Next question").click()
    expect(page.get_by_text("question 2 of 5")).to_be_visible()
    expect(page.get_by_text(WITHOUT_MODEL).last).to_be_visible()
    offline = server.session().turns[2]
    assert offline.said is not None
    assert offline.said.text == ""

    wait_until_drawn(page)
    page.get_by_role("button", name="End", exact=True).click()
    page.get_by_role("button", name="End the interview").click()
    expect(page.get_by_text("Language model in this session: ")).to_be_visible()
    session = server.session()
    assert session.phase is Phase.FINISHED
    calls = FileCallLog(server.home / "model" / "calls.jsonl").calls()
    roles = [call.prompt.split("@")[0] for call in calls]
    assert [role for role in roles if role != "feedback"] == ["reword", "grade", "follow_up"]
    assert {call.session for call in calls} == {session.id}
