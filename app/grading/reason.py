"""Why a verdict was given, in one sentence."""

from __future__ import annotations

from app.core.question import KeyPoint
from app.core.verdict import AnswerQuote, NoteQuote, Verdict

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


def _short(text: str) -> str:
    """Put a quote on one line and cut it at a word when it is long."""
    line = " ".join(text.split()).rstrip(".")
    if len(line) <= _LONGEST:
        return line
    return line[:_LONGEST].rsplit(" ", 1)[0].rstrip(",;:") + " …"
