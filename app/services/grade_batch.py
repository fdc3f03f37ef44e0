"""Grade many answers, each given with its question and reference as one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from app.core.errors import BadInput
from app.core.grade import Grade
from app.core.key_points import DerivedPoints, derive_key_points
from app.core.level import Level
from app.core.place import Place
from app.core.question import KeyPoint, Origin, Question, QuestionKind
from app.grading import Grader

# Whoever hands over a list of key points wants all of them counted.
_LEVEL = Level.LEAD
_NOWHERE = Place("", (), (1, 1))


def grade_lines(lines: Iterable[str], grader: Grader) -> Iterator[dict[str, Any]]:
    """Yield one result for each line, in order.

    A line holds `id, question, answer, reference` (a string, or a list of alternatives, of which
    the one counts that the answer fits best) and maybe `key_points` (strings, or objects with
    `text` and maybe `id, weight, level, wordings, misconceptions`). A result holds `id, score,
    verdicts, flags, grader`; a bad line gives `id, error`.
    """
    for number, line in enumerate(lines, start=1):
        row: Any = None
        try:
            row = _parse(line, number)
            answer = _text(row, "answer")
            graded = [(q, grader.grade(q, answer, level=_LEVEL)) for q in questions_of(row)]
            yield _result(row, *max(graded, key=lambda pair: pair[1].score or 0.0))
        except BadInput as exc:
            yield {"id": row.get("id") if isinstance(row, dict) else None, "error": str(exc)}


def questions_of(row: dict[str, Any]) -> list[Question]:
    """Make a question of a line for each alternative; raise BadInput that names what is wrong."""
    given = row.get("key_points")
    if given:
        if not isinstance(given, list):
            raise BadInput("`key_points` is no list. Correct the line.")
        points = tuple(_key_point(item, number) for number, item in enumerate(given, start=1))
        authored = DerivedPoints(points, None)
        return [_question(row, "\n\n".join(_references(row)), authored, Origin.AUTHORED)]
    questions = [
        _question(row, ref, derive_key_points(_text(row, "question"), ref), Origin.MINED)
        for ref in _references(row)
    ]
    graded = [question for question in questions if question.key_points]
    if not graded:
        raise BadInput("There is neither `reference` nor `key_points` to grade by. Add one.")
    return graded


def _references(row: dict[str, Any]) -> list[str]:
    given = row.get("reference", "")
    references = [given] if isinstance(given, str) else given
    if not isinstance(references, list) or not all(isinstance(r, str) for r in references):
        raise BadInput("`reference` is neither a string nor a list of strings. Correct the line.")
    return references


def _question(
    row: dict[str, Any], reference: str, points: DerivedPoints, origin: Origin
) -> Question:
    return Question(
        id=str(row.get("id", "")),
        text=_text(row, "question"),
        section="",
        level=Level.MID,
        kind=QuestionKind.CONCEPT,
        origin=origin,
        place=_NOWHERE,
        reference=reference,
        key_points=points.key_points,
        needed=points.needed,
    )


def _parse(line: str, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as exc:
        raise BadInput(f"Line {number} is no JSON: {exc}. Correct it.") from exc
    if not isinstance(row, dict):
        raise BadInput(f"Line {number} is no JSON object. Correct it.")
    return row


def _text(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str):
        raise BadInput(f"`{name}` is missing or no string. Correct the line.")
    return value


def _key_point(item: Any, number: int) -> KeyPoint:
    if isinstance(item, str):
        item = {"text": item}
    if not isinstance(item, dict):
        raise BadInput(f"Key point {number} is neither a string nor an object. Correct the line.")
    try:
        return KeyPoint(
            id=str(item.get("id", f"p{number}")),
            text=_text(item, "text"),
            level=Level(item.get("level", Level.MID)),
            weight=float(item.get("weight", 1.0)),
            wordings=tuple(map(str, item.get("wordings", ()))),
            misconceptions=tuple(map(str, item.get("misconceptions", ()))),
        )
    except (TypeError, ValueError) as exc:
        raise BadInput(f"Key point {number}: {exc}. Correct the line.") from exc


def _result(row: dict[str, Any], question: Question, grade: Grade) -> dict[str, Any]:
    return {
        "id": row.get("id"),
        "score": grade.score,
        "verdicts": [
            {
                "key_point": question.key_point(v.key_point_id).text,
                "verdict": v.verdict.value,
                "confidence": v.confidence,
                "credit": v.credit,
                "answer_quote": v.answer_quote.text if v.answer_quote else None,
            }
            for v in grade.verdicts
        ],
        "flags": [flag.value for flag in grade.flags],
        "grader": {"name": grade.grader.name, "version": grade.grader.version},
    }
