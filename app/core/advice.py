"""What follows from the verdicts on an answer: its grade, the gap that costs the most, one fix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.core.grade import Feedback, Grade, estimate, level_bar, most_valuable_gap, score
from app.core.level import Level
from app.core.question import Question
from app.core.verdict import PointVerdict, Verdict


def regraded(
    grade: Grade, question: Question, verdicts: Sequence[PointVerdict], *, level: Level
) -> Grade:
    """Return the grade that follows from other verdicts on the same answer."""
    return replace(
        grade,
        verdicts=tuple(verdicts),
        score=score(question, verdicts, level),
        level_bar=level_bar(question, verdicts),
        feedback=feedback(question, verdicts, level),
        estimate=estimate(question, verdicts, level),
    )


def feedback(question: Question, verdicts: Sequence[PointVerdict], level: Level) -> Feedback:
    """Name the gap that costs the most and advise what to say."""
    gap = most_valuable_gap(question, verdicts, level)
    if gap is None:
        return Feedback(None, _without_gap(verdicts))
    verdict = next(v.verdict for v in verdicts if v.key_point_id == gap.id)
    text = _ended(gap.text)
    match verdict:
        case Verdict.CONTRADICTED:
            return Feedback(gap.id, f"Correct this point: {text}")
        case Verdict.PARTIAL:
            return Feedback(gap.id, f"Say this point in full: {text}")
        case _:
            return Feedback(gap.id, f"Add this point: {text}")


def _without_gap(verdicts: Sequence[PointVerdict]) -> str:
    unsure = [v for v in verdicts if v.verdict is Verdict.CANNOT_ASSESS]
    if any(v.answer_quote for v in unsure):
        return "Compare what you said with the notes where the grader couldn't tell."
    if unsure and len(unsure) == len(verdicts):
        return "Answer in English, the language of the notes, to be graded."
    return "Nothing is missing: your answer makes every key point."


def _ended(text: str) -> str:
    line = " ".join(text.split())
    return line if line.endswith((".", "!", "?")) else line + "."
