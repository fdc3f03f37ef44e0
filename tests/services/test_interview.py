"""An interview from start to end, over fakes with memory."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.errors import BadInput, IllegalMove, StaleSession
from app.core.grade import Grade
from app.core.hints import hint_ladder
from app.core.manner import Manner
from app.core.question import FollowUp, Question
from app.core.said import Said
from app.core.session import Phase, Session, Setup, Turn
from app.core.verdict import Verdict
from app.services.history import History
from app.services.interview import LONGEST_ANSWER, Interviewer, follow_up_for
from app.services.model_interviewer import ModelInterviewer
from app.services.practice import Practice
from app.services.wording import Wording
from tests.examples import NOON, PLACE, SETUP, grade, key_point, question
from tests.fakes import DoublingScheduler, FixedClock, MemoryDrafts, MemoryLedger, ScriptedChat

QUESTIONS = [question("gil-lock"), question("gil-switch"), question("gil-free")]


class ScriptedGrading:
    """Gives the verdicts that a test lays out; by default the second point is missed."""

    def __init__(self) -> None:
        self.graded: list[str] = []
        self.verdicts = (Verdict.MET, Verdict.MISSED)

    def __call__(self, setup: Setup, turn: Turn) -> Grade:
        assert turn.answer is not None
        self.graded.append(turn.answer.text)
        return grade(turn.question, *self.verdicts[: len(turn.question.key_points)])


@pytest.fixture
def grading() -> ScriptedGrading:
    return ScriptedGrading()


@pytest.fixture
def interviewer(grading: ScriptedGrading) -> Interviewer:
    return make_interviewer(grading, QUESTIONS)


def make_interviewer(
    grading: ScriptedGrading,
    questions: list[Question],
    ledger: MemoryLedger | None = None,
    wording: Wording | None = None,
) -> Interviewer:
    ledger = MemoryLedger() if ledger is None else ledger
    return Interviewer(
        ledger=ledger,
        drafts=MemoryDrafts(),
        clock=FixedClock(NOON),
        questions=lambda _: questions,
        practice=Practice(History(ledger), DoublingScheduler()),
        grade=grading,
        wording=wording,
    )


def answered(interviewer: Interviewer, session: Session, text: str = "One at a time.") -> Session:
    return interviewer.grade(interviewer.answer(session, text))


def test_a_whole_drill(interviewer: Interviewer) -> None:
    """Two main questions with one follow-up each, then the end; nothing is asked twice."""
    session = interviewer.start(SETUP)
    asked = []
    while session.phase is not Phase.FINISHED:
        assert session.current is not None
        asked.append((session.current.question.id, session.current.follow_up_to))
        session = interviewer.advance(answered(interviewer, session))
    assert [follows for _, follows in asked] == [None, "t1", None, "t3"]
    assert len({question_id for question_id, _ in asked}) == 4
    assert interviewer.open_sessions() == []


def test_a_session_resumes_where_it_stood(interviewer: Interviewer) -> None:
    """Another process finds the same question open, with the draft."""
    session = interviewer.start(SETUP)
    interviewer.save_draft(session, "Only one thr")
    again = interviewer.resume(session.id)
    assert again == session
    assert interviewer.draft(again) == "Only one thr"


def test_an_answer_is_kept_before_it_is_graded(
    interviewer: Interviewer, grading: ScriptedGrading
) -> None:
    """After a crash between answer and grade, the answer is there and is graded once."""
    session = interviewer.answer(interviewer.start(SETUP), "One at a time.")
    assert session.phase is Phase.GRADING
    session = interviewer.grade(interviewer.resume(session.id))
    assert session.phase is Phase.ASKING
    with pytest.raises(IllegalMove, match="No answer waits"):
        interviewer.grade(session)
    assert grading.graded == ["One at a time."]


def test_two_tabs_cannot_grade_twice(interviewer: Interviewer) -> None:
    """The slower tab learns that the session has moved on."""
    session = interviewer.answer(interviewer.start(SETUP), "One at a time.")
    interviewer.grade(session)
    with pytest.raises(StaleSession, match="Reload"):
        interviewer.grade(session)


@pytest.mark.parametrize("text", ["", "  \n\t ", "x" * (LONGEST_ANSWER + 1)])
def test_an_answer_that_is_none_or_endless(interviewer: Interviewer, text: str) -> None:
    """It is refused with the cure, and the question stays open."""
    session = interviewer.start(SETUP)
    with pytest.raises(BadInput, match=r"I don't know|keep it below"):
        interviewer.answer(session, text)
    assert interviewer.resume(session.id).phase is Phase.ANSWERING


def test_nobody_is_pressed_who_does_not_know(
    interviewer: Interviewer, grading: ScriptedGrading
) -> None:
    """After “I don't know” comes the next question, not a follow-up."""
    grading.verdicts = (Verdict.MISSED, Verdict.MISSED)
    session = interviewer.grade(interviewer.dont_know(interviewer.start(SETUP)))
    session = interviewer.advance(session)
    assert session.current is not None
    assert session.current.follow_up_to is None


def test_a_skipped_question_has_no_grade(interviewer: Interviewer) -> None:
    """Skipping moves on at once."""
    session = interviewer.advance(interviewer.skip(interviewer.start(SETUP)))
    assert [t.skipped for t in session.turns] == [True, False]


def test_a_full_answer_has_no_follow_up(interviewer: Interviewer, grading: ScriptedGrading) -> None:
    """There is no gap to ask about."""
    grading.verdicts = (Verdict.MET, Verdict.MET)
    assert follow_up_for(answered(interviewer, interviewer.start(SETUP))) is None


def test_follow_ups_ask_about_one_gap_after_the_other(grading: ScriptedGrading) -> None:
    """With two follow-ups allowed, the second is about another point than the first."""
    asked = question("q", key_point("a"), key_point("b"), key_point("c", weight=2.0))
    interviewer = make_interviewer(grading, [asked])
    grading.verdicts = (Verdict.MET, Verdict.MISSED, Verdict.MISSED)
    setup = Setup(library="notes", level=SETUP.level, count=1, follow_ups=2)
    session = interviewer.start(setup)
    points = []
    while session.phase is not Phase.FINISHED:
        assert session.current is not None
        points.append([p.id for p in session.current.question.key_points])
        session = interviewer.advance(answered(interviewer, session))
    assert points == [["a", "b", "c"], ["c"], ["b"]]


def test_hints_are_logged_and_run_out(interviewer: Interviewer) -> None:
    """Each hint is an event; after the last one there is an error with the next step."""
    session = interviewer.start(SETUP)
    for _ in hint_ladder(QUESTIONS[0]):
        session = interviewer.take_hint(session)
    with pytest.raises(IllegalMove, match="Answer it or skip it"):
        interviewer.take_hint(session)


def test_the_hint_ladder_goes_from_nudge_to_place() -> None:
    """First the author's hint, then where the notes treat it, then how many points there are."""
    place = replace(PLACE, heading=("The GIL", "⚙️ Internal Working"))
    points = key_point("one"), key_point("two", source=place)
    asked = question(
        "gil", *points, hints=("Think of a lock.",), follow_ups=(FollowUp("one", "And then?"),)
    )
    assert hint_ladder(asked) == (
        "Think of a lock.",
        "The notes treat this under “Internal Working”.",
        "A full answer makes 2 points.",
    )


def test_sections_without_questions(interviewer: Interviewer) -> None:
    """A setup that no question fits is refused before a session exists."""
    with pytest.raises(BadInput, match="Choose more sections"):
        interviewer.start(Setup(library="notes", level=SETUP.level, sections=("99_Nothing",)))
    assert interviewer.sessions() == []


def test_a_pause_keeps_everything_where_it_was(interviewer: Interviewer) -> None:
    """No move is possible but to go on or to end; then the question is open with its draft."""
    session = interviewer.start(SETUP)
    interviewer.save_draft(session, "Only one thr")
    paused = interviewer.pause(session)
    assert interviewer.resume(session.id).phase is Phase.PAUSED
    for move in (
        interviewer.take_hint,
        interviewer.skip,
        interviewer.dont_know,
        interviewer.advance,
    ):
        with pytest.raises(IllegalMove, match="paused"):
            move(paused)
    again = interviewer.unpause(interviewer.resume(session.id))
    assert (again.phase, again.turns) == (Phase.ANSWERING, session.turns)
    assert interviewer.draft(again) == "Only one thr"
    assert interviewer.finish(interviewer.pause(again), "stopped").ending == "stopped"


def test_no_pause_while_an_answer_is_graded(interviewer: Interviewer) -> None:
    """The grade comes first."""
    session = interviewer.answer(interviewer.start(SETUP), "One at a time.")
    with pytest.raises(IllegalMove, match="session_paused does not fit"):
        interviewer.pause(session)


def test_each_session_asks_in_another_wording(grading: ScriptedGrading) -> None:
    """Whoever comes back hears the question in a wording not used last time, and the first again."""
    asked = question(text="Why?", wordings=("What for?", "To what end?"))
    interviewer = make_interviewer(grading, [asked])
    heard = [interviewer.start(SETUP).turns[0].question for _ in range(4)]
    assert [q.text for q in heard] == ["Why?", "What for?", "To what end?", "Why?"]
    assert {q.id for q in heard} == {asked.id}


def test_the_interviewer_keeps_its_manner(interviewer: Interviewer) -> None:
    """Neutral at first, then as in the session started last."""
    assert interviewer.manner() is Manner.NEUTRAL
    interviewer.start(replace(SETUP, manner=Manner.TOUGH))
    assert interviewer.manner() is Manner.TOUGH


def test_a_model_words_the_questions_and_then_fails(grading: ScriptedGrading) -> None:
    """The session goes on in the notes' words; answers are graded by these in any case."""
    ledger = MemoryLedger()
    chat = ScriptedChat("Tell me: what about gil-lock?")
    interviewer = make_interviewer(
        grading,
        QUESTIONS[:1],
        ledger,
        wording=Wording(lambda: ModelInterviewer(chat)),
    )
    session = interviewer.start(SETUP)
    assert session.turns[0].asked == "Tell me: what about gil-lock?"
    assert session.turns[0].question == QUESTIONS[0]
    session = interviewer.advance(answered(interviewer, session))
    assert session.turns[1].said == Said("", chat.name)
    assert session.turns[1].asked == session.turns[1].question.text
    assert interviewer.resume(session.id) == session
