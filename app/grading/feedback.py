"""The sentences of a grade: why a verdict was given, and what to do about the gap that costs most."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.grade import Feedback, most_valuable_gap
from app.core.level import Level
from app.core.question import KeyPoint, Question
from app.core.verdict import AnswerQuote, NoteQuote, PointVerdict, Verdict

_LONGEST = 160


def reason(
    verdict: Verdict, point: KeyPoint, *, quote: AnswerQuote | None, note: NoteQuote | None
) -> str:
    """Say in one sentence why a key point got its verdict, from the evidence."""
    said = _short(quote.text) if quote else ""
    noted = _short(note.text if note else point.text)
    match verdict:
        case Verdict.MET if said:
            return f"You said “{said}”, which matches the notes."
        case Verdict.PARTIAL if said:
            return f"You said “{said}”, which is part of it; the notes say: “{noted}”."
        case Verdict.CONTRADICTED if said:
            return f"You said “{said}”; the notes say the opposite: “{noted}”."
        case Verdict.CANNOT_ASSESS if said:
            return (
                f"You said “{said}”; the grader can't tell whether that agrees with the notes, which "
                f"say: “{noted}”. Judge for yourself."
            )
        case Verdict.CANNOT_ASSESS:
            return "This answer is not in a language that the grader reads."
        case _:
            return "Nothing in your answer speaks of this."


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
    if unsure:
        return "Answer in English, the language of the notes, to be graded."
    return "Nothing is missing: your answer makes every key point."


def _short(text: str) -> str:
    """Put a quote on one line and cut it at a word when it is long."""
    line = " ".join(text.split()).rstrip(".")
    if len(line) <= _LONGEST:
        return line
    return line[:_LONGEST].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _ended(text: str) -> str:
    line = " ".join(text.split())
    return line if line.endswith((".", "!", "?")) else line + "."
