"""The interview in a terminal, against a Hotseat in memory: everything that the web page can do."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from rich.console import Console

from app.commands.interview_screen import Screen
from app.commands.terminal_interview import TerminalInterview
from app.commands.typist import Command, Typed, Typist, as_command
from app.core.level import Level
from app.core.manner import WORDINGS, Manner, Moment
from app.core.report import Reason
from app.core.session import Mode, Phase, Session, Setup
from tests.ui.fake_hotseat import CACHE, GIL, LIBRARY, FakeHotseat, furnished

SETUP = Setup(library=LIBRARY, level=Level.SENIOR, count=1, sections=(GIL.section,))
FULL = "One thread runs bytecode and waits otherwise."
Do = Callable[[], None]


@pytest.fixture
def hotseat() -> FakeHotseat:
    return furnished()


def started(hotseat: FakeHotseat, **changes: object) -> Session:
    """Start a session about the GIL."""
    return hotseat.interviewer.start(replace(SETUP, **changes))  # type: ignore[arg-type]


def typed(*lines: str | Do) -> Iterator[str]:
    """Yield lines with their ends; what can be called is done when its turn comes."""
    for line in lines:
        if isinstance(line, str):
            yield f"{line}\n"
        else:
            line()


def run(
    hotseat: FakeHotseat, session: Session, *lines: str | Do, at_keyboard: bool = False
) -> tuple[Session, str]:
    """Run a session with what is typed; return it as it stands then, and what was shown."""
    out = io.StringIO()
    screen = Screen(Console(file=out, width=200))
    typist = Typist(typed(*lines), end_is_enter=not at_keyboard)
    TerminalInterview(hotseat, screen, typist).run(session)  # type: ignore[arg-type]
    return hotseat.interviewer.resume(session.id), out.getvalue()


def later(hotseat: FakeHotseat, **time: int) -> Do:
    """Let time pass."""

    def pass_on() -> None:
        hotseat.clock.at += timedelta(**time)

    return pass_on


def said(moment: Moment, shown: str, manner: Manner = Manner.NEUTRAL) -> bool:
    """Say whether a wording of a moment was shown."""
    return any(wording in shown for wording in WORDINGS[manner][moment])


def test_a_drill_with_everything(hotseat: FakeHotseat) -> None:
    """Hint, certainty, an answer of two lines, its grade with coaching, a follow-up, the review."""
    session = started(hotseat, manner=Manner.SUPPORTIVE)
    done, shown = run(
        hotseat, session, "/hint", "/unsure", "It runs", "bytecode.", "", "It waits.", ""
    )
    first, follow_up = done.turns
    assert (first.hints, first.answer.text, first.answer.sure) == (  # type: ignore[union-attr]
        1,
        "It runs\nbytecode.",
        False,
    )
    assert follow_up.follow_up_to == first.id
    assert done.phase is Phase.FINISHED
    for moment in (Moment.OPENING, Moment.HINT, Moment.PARTLY, Moment.FOLLOW_UP, Moment.DONE):
        assert said(moment, shown, Manner.SUPPORTIVE), moment
    assert "Score 33%" in shown
    assert "you said: “bytecode”" in shown
    assert "Craft (not part of the score)" in shown
    assert "Example or number: Support it with a number" in shown
    assert "Meets mid." in shown or "short of" in shown
    assert "Strengths:" in shown
    assert f"hotseat review {session.id}" in shown


def test_a_mock_keeps_its_grades_for_the_end(hotseat: FakeHotseat) -> None:
    """The time left stands under each question; grades, band and gaps come last."""
    session = started(hotseat, mode=Mode.MOCK, minutes=30, count=2, sections=(), follow_ups=0)
    done, shown = run(
        hotseat, session, FULL, "", later(hotseat, minutes=7, seconds=30), "/time", "/dontknow"
    )
    assert done.phase is Phase.FINISHED
    assert "30:00 minutes left" in shown
    assert "22:30 minutes left." in shown
    questions, _, review = shown.rpartition("Question 2 of 2")
    assert "Score" not in questions
    assert review.count("Score") == 2
    assert "Gaps:" in review
    assert f"hotseat interview --gaps {session.id}" in " ".join(review.split())


def test_time_runs_out_while_typing(hotseat: FakeHotseat) -> None:
    """What was typed by then counts as the answer; what comes later does not."""
    session = started(hotseat, mode=Mode.MOCK, minutes=5, count=2, sections=(GIL.section,))
    done, shown = run(
        hotseat, session, "It runs bytecode.", later(hotseat, minutes=6), "It waits.", ""
    )
    assert done.ending == "time"
    assert done.turns[0].answer is not None
    assert done.turns[0].answer.text == "It runs bytecode."
    assert said(Moment.TIME_UP, shown)


def test_a_break_hides_the_question_and_stops_the_clock(hotseat: FakeHotseat) -> None:
    """After it the question is shown again, with what was typed and the time that was left."""
    session = started(hotseat, mode=Mode.MOCK, minutes=30)
    done, shown = run(
        hotseat,
        session,
        later(hotseat, minutes=10),
        "It runs bytecode.",
        "/pause",
        later(hotseat, hours=3),
        "",
        "",
        "/end",
    )
    assert done.away == timedelta(hours=3)
    assert "Paused for 180 minutes in all." in shown
    in_break = shown.split("Paused, 20:00 minutes left.")[1].split(GIL.text)
    assert len(in_break) > 1, "the question comes back after the break"
    assert said(Moment.BACK, in_break[0])
    assert "You had typed:\nIt runs bytecode." in in_break[1]
    assert done.turns[0].answer is not None
    assert done.turns[0].answer.text == "It runs bytecode."


def test_leaving_pauses_and_keeps_what_was_typed(hotseat: FakeHotseat) -> None:
    """Ctrl-D or Ctrl-C in the middle of an answer; a later run goes on right there."""

    def interrupt() -> None:
        raise KeyboardInterrupt

    session = started(hotseat)
    left, shown = run(hotseat, session, "It runs", interrupt, at_keyboard=True)
    assert left.phase is Phase.PAUSED
    assert f"hotseat interview --resume {session.id}" in shown
    done, shown = run(hotseat, left, "bytecode and waits.", "")
    assert done.turns[0].answer is not None
    assert done.turns[0].answer.text == "It runs\nbytecode and waits."
    assert "You had typed:\nIt runs" in shown


def test_a_break_can_last_or_be_the_end(hotseat: FakeHotseat) -> None:
    """Who leaves during a break finds it still paused; who types /end has ended it."""
    left, _ = run(hotseat, started(hotseat), "/pause")
    assert left.phase is Phase.PAUSED
    done, _ = run(hotseat, started(hotseat), "/pause", "/end")
    assert done.ending == "stopped"


def test_questions_are_reported(hotseat: FakeHotseat) -> None:
    """The open one, which leads on; or the one before, which was answered already."""
    session = started(hotseat, count=1, sections=(), follow_ups=0)
    other = CACHE if session.turns[0].question.id == GIL.id else GIL
    done, shown = run(hotseat, session, "/report", "/report unclear Which lock?", "/end")
    assert "REASON is one of" in shown
    assert "It isn't clear what is asked" in shown
    first, second = done.turns
    assert first.report is not None
    assert (first.report.reason, first.report.words) == (Reason.UNCLEAR, "Which lock?")
    assert second.question.id == other.id
    again = started(hotseat, count=2, sections=(), follow_ups=0)
    again, shown = run(hotseat, again, "/report previous wrong", FULL, "", "/end")
    assert "No question came before" in shown


def test_the_question_before_is_reported(hotseat: FakeHotseat) -> None:
    """While the next one is open, which stays open."""
    session = started(hotseat, count=2, sections=(), follow_ups=0)
    done, _ = run(hotseat, session, FULL, "", "/report previous outdated", FULL, "")
    assert [t.report is not None for t in done.turns] == [True, False]
    assert done.turns[1].answer is not None


def test_mistakes_are_said_and_lose_nothing(hotseat: FakeHotseat) -> None:
    """A mistyped command, hints that ran out, a report without words, a drill without a clock."""
    session = started(hotseat)
    mistakes = ("It runs", "/hnt", "/hint", "/hint", "/hint", "/report other", "/time", "/help")
    done, shown = run(hotseat, session, *mistakes, "bytecode and waits.", "")
    for message in (
        "There is no command /hnt.",
        "There are no more hints",
        "Say in a few words what is wrong",
        "This interview has no clock.",
        "drop what you have typed",
    ):
        assert message in shown
    assert done.turns[0].answer is not None
    assert done.turns[0].answer.text == "It runs\nbytecode and waits."


def test_what_was_typed_can_be_dropped(hotseat: FakeHotseat) -> None:
    """/clear begins the answer anew."""
    done, _ = run(hotseat, started(hotseat), "Nonsense", "/clear", FULL, "")
    assert done.turns[0].answer is not None
    assert done.turns[0].answer.text == FULL


def test_the_web_page_was_faster(hotseat: FakeHotseat) -> None:
    """A move on an outdated screen changes nothing; the terminal shows where the session stands."""
    session = started(hotseat, count=2, sections=(), follow_ups=0)

    def skip_in_another_window() -> None:
        hotseat.interviewer.skip(hotseat.interviewer.resume(session.id))

    done, shown = run(hotseat, session, skip_in_another_window, FULL, "", "/end")
    assert done.turns[0].skipped
    assert "Another window moved this session on." in shown


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("/hint", Command("/hint")),
        ("  /report wrong Since 3.13. ", Command("/report", "wrong Since 3.13.")),
        ("/hnt", Command("/hnt")),
        ("/api/v1 is the prefix.", None),
        ("/users returns a list.", None),
        ("An answer.", None),
    ],
)
def test_what_is_a_command(line: str, command: Command | None) -> None:
    """A line that begins with a known name, or a lone word behind a slash."""
    assert as_command(line) == command


def test_each_line_is_kept_as_it_comes() -> None:
    """A kill -9 loses no line that was ended."""
    kept: list[str] = []
    typist = Typist(iter(["One\n", "/sure\n", "two\n", "\n"]), end_is_enter=True)
    typist.begin("", kept.append)
    assert [typist.read(), typist.read(), typist.read()] == [
        Command("/sure"),
        Typed("One\ntwo"),
        None,
    ]
    assert kept == ["One\n", "One\ntwo\n"]
