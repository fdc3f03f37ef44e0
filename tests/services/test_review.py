"""What a session looks like afterwards."""

from __future__ import annotations

from dataclasses import replace

from app.core.level import Level
from app.core.session import (
    AnswerGiven,
    AnswerGraded,
    Event,
    QuestionAsked,
    Session,
    SessionStarted,
    TurnSkipped,
    fold,
)
from app.core.verdict import AnswerQuote, NoteQuote, Verdict
from app.services.markdown import as_markdown
from app.services.review import summarise
from app.services.session_document import session_document
from app.services.session_json import as_json
from tests.examples import NOON, PLACE, SETUP, grade, question

ANSWER = "One thread <b>runs</b>.\nThe rest wait."


def session_with(*events: Event) -> Session:
    return fold("s1", [SessionStarted(NOON, SETUP), *events])


def graded_session() -> Session:
    asked = question()
    made = grade(asked, Verdict.MET, Verdict.MISSED)
    quoted = replace(
        made.verdicts[0],
        answer_quote=AnswerQuote.cut(ANSWER, 0, 10),
        note_quote=NoteQuote("Only one thread runs.", PLACE),
    )
    return session_with(
        QuestionAsked(NOON, "t1", asked),
        AnswerGiven(NOON, "t1", ANSWER),
        AnswerGraded(NOON, "t1", replace(made, verdicts=(quoted, made.verdicts[1]))),
        QuestionAsked(NOON, "t2", question("gil-switch")),
        TurnSkipped(NOON, "t2"),
    )


def test_a_skipped_question_counts_as_zero() -> None:
    """One half right and one skipped make a quarter; the level bar speaks of graded ones alone."""
    summary = summarise(graded_session())
    assert (summary.answered, summary.asked, summary.score) == (1, 2, 0.25)
    assert summary.levels == ((Level.MID, 0.5),)
    assert summary.verdicts == ((Verdict.MET, 1), (Verdict.MISSED, 1))


def test_nothing_graded_is_no_score() -> None:
    """An open session has no score, which is not 0."""
    summary = summarise(session_with(QuestionAsked(NOON, "t1", question())))
    assert summary.score is None
    assert "Score: **not graded**" in as_markdown(session_document(session_with()))


def test_markdown_shows_both_sides_of_the_evidence() -> None:
    """The candidate's words and the place in the notes stand under the point."""
    document = as_markdown(session_document(graded_session()))
    assert "> One thread <b>runs</b>.\n> The rest wait." in document
    assert "- **met**: The point called one.\n  - you said: “One thread”" in document
    assert (
        "  - the notes say: “Only one thread runs.” "
        "(06_Concurrency/gil.md > The GIL > Internal Working > lines 10-20)"
    ) in document
    assert "*Skipped.*" in document


def test_json_has_every_turn_and_quote() -> None:
    """The JSON export holds what the Markdown shows."""
    exported = as_json(graded_session())
    first, second = exported["turns"]
    assert exported["score"] == 0.25
    assert first["grade"]["verdicts"][0]["answer_quote"] == "One thread"
    assert first["grade"]["grader"] == {"name": "fake", "version": "1"}
    assert second["skipped"] is True
    assert second["grade"] is None
