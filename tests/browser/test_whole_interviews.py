"""Interviews from the first question to the report: a mock against the clock, a drill with all help."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from app.core.level import Level
from app.core.question import Question
from app.core.session import Due, Mode, Phase, QuestionAsked, SessionStarted, Setup
from app.core.verdict import Verdict
from tests.browser.conftest import PATIENCE_MS, SLOW_MS, Server, wait_for_grade, wait_until_drawn
from tests.browser.practised import ledger_of, practised_server, questions_of

pytestmark = pytest.mark.browser

MINUTE = timedelta(minutes=1)
FEEDBACK = ("Key points", "One fix.", "Score", "Graded by")
HALF = "The lock is held by one"
REASON = "I said it in other words."


@pytest.fixture(scope="module")
def practised(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with nothing else to do."""
    with practised_server(furnished, tmp_path_factory.mktemp("whole"), sessions=3) as server:
        yield server


@pytest.fixture
def tab(browser: Browser, practised: Server) -> Iterator[Page]:
    """A tab that has opened nothing yet."""
    page = browser.new_page()
    page.set_default_timeout(PATIENCE_MS)
    expect.set_options(timeout=PATIENCE_MS)
    yield page
    page.close()


@pytest.fixture(scope="module")
def questions(practised: Server) -> list[Question]:
    """Questions with three key points or more, of which one can be missed after a disagreement."""
    known = questions_of(practised)
    return [q for q in known if len(q.key_points) >= 3 and q.hints and not q.needed]


def begin(server: Server, name: str, asked: list[Question], **setup: object) -> str:
    """Put a session on the ledger that asks these questions; return its address."""
    ago = setup.pop("ago", timedelta(0))
    assert isinstance(ago, timedelta)
    at = datetime.now(UTC) - ago
    chosen = Setup(
        "python-backend",
        Level.MID,
        count=len(asked),
        due=Due.NONE,
        questions=tuple(question.id for question in asked),
        **setup,  # type: ignore[arg-type]
    )
    events = [SessionStarted(at, chosen), QuestionAsked(at, "t1", asked[0])]
    ledger_of(server).append(name, 0, events)
    return f"{server.url}/interview?session={name}"


def left(page: Page) -> int:
    """Return how many seconds the clock shows at most."""
    shown = page.get_by_text(re.compile(r"(minutes?|seconds) left$")).inner_text()
    number = int(re.sub(r"\D", "", shown))
    return number if "second" in shown else (number + 1) * 60


def test_a_mock_from_start_to_end(tab: Page, practised: Server, questions: list[Question]) -> None:
    """A refresh neither starts the clock anew nor loses a word; no feedback comes before the end."""
    asked = questions[:2]
    tab.goto(
        begin(practised, "mock", asked, ago=5 * MINUTE, mode=Mode.MOCK, minutes=10, follow_ups=0)
    )
    tab.get_by_label("Your answer").fill(asked[0].key_points[0].text)
    tab.keyboard.press("Control+Enter")
    expect(tab.get_by_text("question 2 of 2")).to_be_visible(timeout=SLOW_MS)
    before = left(tab)
    assert before <= 5 * 60
    tab.get_by_text("Earlier in this interview").click()
    expect(tab.get_by_text("Answered", exact=True)).to_be_visible()
    for word in FEEDBACK:
        expect(tab.get_by_text(word)).to_have_count(0)

    tab.get_by_label("Your answer").fill(HALF)
    practised.wait_for_draft(HALF, "mock")
    tab.reload()
    expect(tab.get_by_label("Your answer")).to_have_value(HALF, timeout=SLOW_MS)
    assert left(tab) <= before
    expect(tab.get_by_role("heading", level=1)).to_have_text(plain(asked[1].text))

    tab.get_by_label("Your answer").press("Control+Enter")
    expect(tab.get_by_role("heading", name="How it went")).to_be_visible(timeout=SLOW_MS)
    expect(tab.get_by_text("2 of 2", exact=True)).to_be_visible()
    wait_for_grade(tab)
    session = practised.session("mock")
    assert [turn.answer.text for turn in session.turns if turn.answer] == [
        asked[0].key_points[0].text,
        HALF,
    ]
    assert all(turn.grade for turn in session.turns)


def plain(text: str) -> str:
    """Return a question as it is read on the page."""
    return text.replace("`", "")


def test_time_runs_out_over_a_draft(
    tab: Page, practised: Server, questions: list[Question]
) -> None:
    """When the clock stops, what was typed counts, and the report comes by itself."""
    address = begin(
        practised,
        "late",
        questions[:2],
        ago=MINUTE - timedelta(seconds=8),
        mode=Mode.MOCK,
        minutes=1,
    )
    practised.drafts().save("late", "t1", HALF)
    tab.goto(address)
    expect(tab.get_by_role("heading", name="How it went")).to_be_visible(timeout=SLOW_MS)
    expect(tab.get_by_text("1 of 1", exact=True)).to_be_visible()
    session = practised.session("late")
    assert session.turns[0].answer is not None
    assert session.turns[0].answer.text == HALF
    assert session.phase is Phase.FINISHED


def test_a_drill_with_all_help(tab: Page, practised: Server, questions: list[Question]) -> None:
    """A hint, a disagreement, another try and a follow-up in one session, all of it kept."""
    asked = questions[2]
    tab.goto(begin(practised, "drill", [asked], mode=Mode.DRILL, follow_ups=1))
    tab.get_by_role("button", name=re.compile(r"^Hint")).click(timeout=SLOW_MS)
    expect(tab.get_by_test_id("stAlert")).to_be_visible()
    tab.get_by_label("Your answer").fill(asked.key_points[0].text)
    tab.keyboard.press("Control+Enter")
    wait_for_grade(tab)
    expect(tab.get_by_text("1 hint taken.")).to_be_visible()
    wait_until_drawn(tab)

    tab.get_by_role("button", name="I disagree").last.click()
    tab.get_by_role("radio", name="met", exact=True).check(force=True)
    tab.get_by_label("Why?").fill(REASON)
    tab.get_by_role("button", name="Save", exact=True).click()
    expect(tab.get_by_text(f"You disagreed: {REASON}")).to_be_visible()
    wait_until_drawn(tab)

    tab.get_by_text("Try again", exact=True).click()
    tab.get_by_label("Your new answer").fill(asked.key_points[1].text)
    tab.get_by_role("button", name="Grade this try").click()
    expect(tab.get_by_text("Try 2:")).to_be_visible(timeout=SLOW_MS)
    wait_until_drawn(tab)

    tab.get_by_role("button", name="Take the follow-up").click()
    expect(tab.get_by_text("Follow-up", exact=True)).to_be_visible()
    expect(tab.get_by_label("Your answer")).to_have_value("")
    tab.get_by_role("button", name="I don't know").click()
    tab.get_by_role("button", name="See how it went").click(timeout=SLOW_MS)
    expect(tab.get_by_role("heading", name="How it went")).to_be_visible()
    expect(tab.get_by_text(f"You disagreed: {REASON}")).to_be_visible()
    expect(tab.get_by_text("Try 2:")).to_be_visible()
    assert_kept(practised, asked)


def assert_kept(server: Server, asked: Question) -> None:
    """Say that the ledger of the drill has every step, and each once."""
    assert Counter(event.kind for event in ledger_of(server).events("drill")) == {
        "session_started": 1,
        "question_asked": 2,
        "hint_taken": 1,
        "answer_given": 2,
        "answer_graded": 2,
        "verdict_overridden": 1,
        "retry_given": 1,
        "retry_graded": 1,
        "session_finished": 1,
    }
    main, follow_up = server.session("drill").turns
    assert follow_up.follow_up_to == main.id
    (own,) = main.hindsight.overrides
    assert (own.key_point, own.verdict) == (asked.key_points[-1].id, Verdict.MET)
