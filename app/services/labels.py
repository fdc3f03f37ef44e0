"""Disagreements as labelled data, to measure or train a grader with.

One JSON object for each verdict that a candidate overrode. `id`, `question`, `answer`, `reference`
and `key_points` are what `hotseat grade --batch` reads, so that the labels can be held against any
grader; `label` is the candidate's verdict, `verdict` the grader's own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from app.core.hindsight import Override
from app.core.session import Session, Turn


def labels(sessions: Iterable[Session]) -> list[dict[str, Any]]:
    """List the disagreements of sessions; those of an open mock, which shows no grade, are none."""
    return [
        _label(session, turn, own)
        for session in sessions
        for turn in session.turns
        for own in turn.hindsight.overrides
    ]


def _label(session: Session, turn: Turn, own: Override) -> dict[str, Any]:
    question, engines = turn.question, turn.hindsight.graded[-1]
    verdict = engines.verdict_of(own.key_point)
    return {
        "id": f"{session.id}/{turn.id}/{own.key_point}",
        "question": question.text,
        "answer": turn.answer.text if turn.answer else "",
        "reference": question.reference,
        "key_points": [
            {"id": p.id, "text": p.text, "level": p.level.value, "weight": p.weight}
            for p in question.key_points
        ],
        "key_point": own.key_point,
        "label": own.verdict.value,
        "reason": own.reason,
        "verdict": verdict.verdict.value,
        "confidence": verdict.confidence,
        "grader": {"name": engines.grader.name, "version": engines.grader.version},
        "level": session.setup.level.value,
        "library": session.setup.library,
        "at": own.at.isoformat(),
    }


def as_lines(found: Iterable[dict[str, Any]]) -> bytes:
    """Write JSON objects, one a line."""
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in found).encode()
