"""A session as plain JSON values."""

from __future__ import annotations

from typing import Any

from app.core.grade import Grade
from app.core.question import Question
from app.core.report import Report
from app.core.session import Phase, Session, Turn
from app.core.verdict import PointVerdict
from app.services.coach import coaching
from app.services.review import summarise


def as_json(session: Session) -> dict[str, Any]:
    """Return a session as plain JSON values, every verdict with both its quotes."""
    summary = summarise(session)
    setup = session.setup
    return {
        "session": session.id,
        "library": setup.library,
        "level": setup.level,
        "mode": setup.mode,
        "manner": setup.manner,
        "started_at": session.started_at.isoformat(),
        "finished": session.phase is Phase.FINISHED,
        "score": summary.score,
        "levels": {level.value: share for level, share in summary.levels},
        "turns": [_turn_json(t) | {"craft": _craft_json(session, t)} for t in session.turns],
    }


def _turn_json(turn: Turn) -> dict[str, Any]:
    answer = turn.answer
    return {
        "turn": turn.id,
        "question_id": turn.question.id,
        "question": turn.question.text,
        "asked_as": {"text": turn.asked, "by": turn.said.by} if turn.said else None,
        "section": turn.question.section,
        "follow_up_to": turn.follow_up_to,
        "hints": turn.hints,
        "skipped": turn.skipped,
        "report": _report_json(turn.report) if turn.report else None,
        "answer": answer.text if answer else None,
        "dont_know": answer.dont_know if answer else False,
        "sure": answer.sure if answer else None,
        "grade": grade_json(turn.question, turn.grade) if turn.grade else None,
        **(_hindsight_json(turn) if turn.grade else {}),
    }


def _craft_json(session: Session, turn: Turn) -> list[dict[str, Any]]:
    return [
        {
            "signal": note.signal.value,
            "seen": [quote.text for quote in note.seen],
            "tip": note.tip or None,
        }
        for note in coaching(session, turn)
    ]


def _report_json(report: Report) -> dict[str, Any]:
    return {
        "reason": report.reason.value,
        "words": report.words,
        "at": report.at.isoformat(),
    }


def _hindsight_json(turn: Turn) -> dict[str, Any]:
    """Return the engines' grades, the candidate's disagreements and the other tries."""
    question, hindsight = turn.question, turn.hindsight
    return {
        "graded": [grade_json(question, grade) for grade in hindsight.graded],
        "overrides": [
            {
                "key_point": question.key_point(own.key_point).text,
                "verdict": own.verdict.value,
                "reason": own.reason,
                "at": own.at.isoformat(),
            }
            for own in hindsight.overrides
        ],
        "retries": [
            {
                "answer": retry.text,
                "at": retry.at.isoformat(),
                "grade": grade_json(question, retry.grade) if retry.grade else None,
            }
            for retry in hindsight.retries
        ],
    }


def grade_json(question: Question, grade: Grade) -> dict[str, Any]:
    """Return a grade as plain JSON values."""
    return {
        "score": grade.score,
        "verdicts": [_verdict_json(question, v) for v in grade.verdicts],
        "flags": [f.value for f in grade.flags],
        "unsupported": [quote.text for quote in grade.unsupported],
        "fix": grade.feedback.fix,
        "told": grade.feedback.told,
        "told_by": grade.feedback.by or None,
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
        "dissent": (
            {"by": verdict.dissent.by, "verdict": verdict.dissent.verdict.value}
            if verdict.dissent
            else None
        ),
    }
