"""Look back on sessions: their summary, and a session as Markdown or JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.core.grade import Grade
from app.core.level import Level
from app.core.question import Question
from app.core.session import Phase, Session, Turn
from app.core.verdict import PointVerdict, Verdict

VERDICT_WORDS = {
    Verdict.MET: "met",
    Verdict.PARTIAL: "partly met",
    Verdict.MISSED: "missed",
    Verdict.CONTRADICTED: "contradicts the notes",
    Verdict.CANNOT_ASSESS: "can't be assessed",
}


@dataclass(frozen=True, slots=True)
class Summary:
    """One session at a glance.

    `score` is the mean over the graded main questions, None if there is none.
    """

    session_id: str
    answered: int
    asked: int
    score: float | None
    levels: tuple[tuple[Level, float], ...]
    verdicts: tuple[tuple[Verdict, int], ...]


def summarise(session: Session) -> Summary:
    """Compute a session's summary; a skipped question counts as 0, an open one not at all."""
    closed = [t for t in session.main_turns if not t.is_open]
    scores = [_score(t) for t in closed if t.skipped or t.grade is not None]
    known = [s for s in scores if s is not None]
    grades = [t.grade for t in session.main_turns if t.grade is not None]
    return Summary(
        session_id=session.id,
        answered=sum(t.answer is not None for t in session.main_turns),
        asked=len(session.main_turns),
        score=sum(known) / len(known) if known else None,
        levels=tuple(_levels(grades)),
        verdicts=tuple(_verdicts(grades)),
    )


def _score(turn: Turn) -> float | None:
    return 0.0 if turn.skipped or turn.grade is None else turn.grade.score


def _levels(grades: Sequence[Grade]) -> list[tuple[Level, float]]:
    bars = []
    for level in Level:
        shares = [bar.share for g in grades for bar in g.level_bar if bar.level is level]
        if shares:
            bars.append((level, sum(shares) / len(shares)))
    return bars


def _verdicts(grades: Sequence[Grade]) -> list[tuple[Verdict, int]]:
    given = [v.verdict for g in grades for v in g.verdicts]
    return [(verdict, given.count(verdict)) for verdict in Verdict if verdict in given]


def as_json(session: Session) -> dict[str, Any]:
    """Return a session as plain JSON values, every verdict with both its quotes."""
    summary = summarise(session)
    setup = session.setup
    return {
        "session": session.id,
        "library": setup.library,
        "level": setup.level,
        "mode": setup.mode,
        "started_at": session.started_at.isoformat(),
        "finished": session.phase is Phase.FINISHED,
        "score": summary.score,
        "levels": {level.value: share for level, share in summary.levels},
        "turns": [_turn_json(t) for t in session.turns],
    }


def _turn_json(turn: Turn) -> dict[str, Any]:
    answer = turn.answer
    return {
        "turn": turn.id,
        "question_id": turn.question.id,
        "question": turn.question.text,
        "section": turn.question.section,
        "follow_up_to": turn.follow_up_to,
        "hints": turn.hints,
        "skipped": turn.skipped,
        "answer": answer.text if answer else None,
        "dont_know": answer.dont_know if answer else False,
        "sure": answer.sure if answer else None,
        "grade": grade_json(turn.question, turn.grade) if turn.grade else None,
    }


def grade_json(question: Question, grade: Grade) -> dict[str, Any]:
    """Return a grade as plain JSON values."""
    return {
        "score": grade.score,
        "verdicts": [_verdict_json(question, v) for v in grade.verdicts],
        "flags": [f.value for f in grade.flags],
        "unsupported": [quote.text for quote in grade.unsupported],
        "fix": grade.feedback.fix,
        "grader": {"name": grade.grader.name, "version": grade.grader.version},
    }


def _verdict_json(question: Question, verdict: PointVerdict) -> dict[str, Any]:
    note = verdict.note_quote
    return {
        "key_point": question.key_point(verdict.key_point_id).text,
        "verdict": verdict.verdict.value,
        "confidence": verdict.confidence,
        "reason": verdict.reason,
        "answer_quote": verdict.answer_quote.text if verdict.answer_quote else None,
        "note_quote": note.text if note else None,
        "note": str(note.place) if note else None,
    }


def as_markdown(session: Session) -> str:
    """Return a session as a Markdown document, to keep or to print."""
    summary = summarise(session)
    setup = session.setup
    score = "not graded" if summary.score is None else f"{summary.score:.0%}"
    lines = [
        f"# Interview of {session.started_at:%d %B %Y, %H:%M}",
        "",
        f"{setup.library}, {setup.level}, {setup.mode}. "
        f"Answered {summary.answered} of {summary.asked}. Score: **{score}**.",
    ]
    for turn in session.turns:
        lines += ["", *_turn_markdown(turn)]
    return "\n".join(lines) + "\n"


def _turn_markdown(turn: Turn) -> list[str]:
    label = "Follow-up" if turn.follow_up_to else "Question"
    lines = [f"## {label}: {turn.question.text}", ""]
    if turn.question.exhibit:
        lines += [turn.question.exhibit, ""]
    if turn.answer is None:
        return [*lines, "*Skipped.*" if turn.skipped else "*Not answered.*"]
    if turn.answer.dont_know:
        lines.append("*I don't know.*")
    else:
        lines += [_quoted(turn.answer.text)]
    if turn.grade is None:
        return [*lines, "", "*Not graded yet.*"]
    return [*lines, "", *_grade_markdown(turn.question, turn.grade)]


def _grade_markdown(question: Question, grade: Grade) -> list[str]:
    score = "can't be assessed" if grade.score is None else f"{grade.score:.0%}"
    flags = f" Flags: {', '.join(grade.flags)}." if grade.flags else ""
    lines = [f"**Score {score}**, by {grade.grader}.{flags} {grade.feedback.fix}", ""]
    for verdict in grade.verdicts:
        point = question.key_point(verdict.key_point_id)
        lines.append(f"- **{VERDICT_WORDS[verdict.verdict]}**: {point.text}")
        if verdict.answer_quote:
            lines.append(f"  - you said: “{_one_line(verdict.answer_quote.text)}”")
        if verdict.note_quote:
            note = verdict.note_quote
            lines.append(f"  - the notes say: “{_one_line(note.text)}” ({note.place})")
    return lines


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


def _one_line(text: str) -> str:
    return " ".join(text.split())
