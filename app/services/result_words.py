"""What came of answers, in words that the web pages and the terminal share."""

from __future__ import annotations

from app.core.band import BAR, Band
from app.core.grade import Feedback, Flag
from app.core.session import Session
from app.core.verdict import Dissent
from app.services.ask import AskResult
from app.services.review import VERDICT_WORDS

FLAG_WORDS = {
    Flag.ECHO: "The answer mostly repeats the question.",
    Flag.STUFFED: "The answer strings terms together without saying how they relate.",
    Flag.OFF_TOPIC: "The answer is about something else.",
    Flag.DONT_KNOW: "You said that you don't know.",
    Flag.TOO_SHORT: "The answer is too short to show what you know.",
    Flag.INSTRUCTION_TO_GRADER: "The answer speaks to the grader. Such words earn nothing.",
    Flag.UNSUPPORTED_CLAIM: "The notes don't speak of some of what you said. It didn't count.",
    Flag.SHORTENED: "The answer was too long; only its first part was graded.",
    Flag.WITHOUT_MODEL: "The language model gave no verdict; this grade was made offline.",
}


def dissent_words(dissent: Dissent) -> str:
    """Say who else judged the point, and how."""
    return f"{dissent.by} says: {VERDICT_WORDS[dissent.verdict]}"


def written_by(result: AskResult) -> str:
    """Say who wrote an answer; only where a language model was on."""
    if result.model_failed:
        return f"{result.by} gave nothing that the notes bear out; these are the notes' own words."
    return f"Written by {result.by}; every sentence is checked against the place it cites."


def told_by(feedback: Feedback) -> str:
    """Say who put the verdicts into words; nothing where no language model was on."""
    if not feedback.by:
        return ""
    if not feedback.told:
        return f"{feedback.by} gave nothing that the verdicts bear out."
    return f"Written by {feedback.by}, from the verdicts below."


def band_words(found: Band) -> str:
    """Say which level a session meets, and how far the next one is."""
    met, ahead = found.met, found.next
    if ahead is not None:
        far = f"{_points(ahead.short)} short of {ahead.level}"
        return f"{far[0].upper()}{far[1:]}." if met is None else f"Meets {met.level}, {far}."
    return f"Meets {met.level}." if met is not None else "Nothing could be assessed."


def band_basis(found: Band) -> str:
    """Say on how much a band rests."""
    parts = [f"{reach.points} {reach.level}" for reach in found.reaches]
    if not parts:
        return ""
    return (
        f"Judged on {' and '.join([', '.join(parts[:-1]), parts[-1]] if parts[1:] else parts)} "
        f"{'point' if found.reaches[-1].points == 1 else 'points'}. "
        f"A level is met from {BAR:.0%} of its points' weight on."
    )


def break_words(session: Session) -> str:
    """Say for how long a session was paused in all; nothing where that is less than a minute."""
    minutes = int(session.away.total_seconds()) // 60
    if not minutes:
        return ""
    return f"Paused for {minutes:,} minute{'' if minutes == 1 else 's'} in all."


def _points(number: int) -> str:
    word = _NUMBERS[number - 1] if number <= len(_NUMBERS) else f"{number}"
    return f"{word} point{'' if number == 1 else 's'}"


_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
