"""How the words of Hotseat look and read on the screen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from app.core.level import Level
from app.core.manner import Manner
from app.core.mastery import Mastery
from app.core.place import Place
from app.core.session import Mode, Session
from app.core.stance import Stance
from app.core.turn_filter import Filter
from app.core.verdict import Verdict

Colour = Literal["green", "orange", "gray", "red", "violet"]


@dataclass(frozen=True, slots=True)
class Look:
    """A verdict's colour and icon; its word always stands beside them."""

    colour: Colour
    icon: str


VERDICTS = {
    Verdict.MET: Look("green", ":material/check_circle:"),
    Verdict.PARTIAL: Look("orange", ":material/incomplete_circle:"),
    Verdict.MISSED: Look("gray", ":material/circle:"),
    Verdict.CONTRADICTED: Look("red", ":material/cancel:"),
    Verdict.CANNOT_ASSESS: Look("violet", ":material/help:"),
}

LEVELS = {Level.MID: "Mid", Level.SENIOR: "Senior", Level.LEAD: "Lead"}

MODES = {Mode.DRILL: "Drill", Mode.MOCK: "Mock"}

MANNERS = {
    Manner.SUPPORTIVE: "Supportive",
    Manner.NEUTRAL: "Neutral",
    Manner.TOUGH: "Tough",
}

STANCES = {Stance.GENTLE: "Gentle", Stance.FAIR: "Fair", Stance.STRICT: "Strict"}

FILTERS = {
    Filter.CONTRADICTED: "Contradicted",
    Filter.MISSED: "Missed",
    Filter.UNSURE_RIGHT: "Unsure, but right",
    Filter.SURE_WRONG: "Sure, but wrong",
    Filter.REPORTED: "Reported",
}

_CERTAIN, _FAIRLY = 0.85, 0.6


def confidence(value: float) -> str:
    """Say in words how sure the grader is of a verdict, from a confidence in 0..1."""
    if value >= _CERTAIN:
        return "The grader is certain."
    return "The grader is fairly certain." if value >= _FAIRLY else "The grader is unsure."


def certainty(sure: bool | None) -> str | None:
    """Say what the candidate said about their own answer."""
    if sure is None:
        return None
    return "You were sure." if sure else "You were unsure."


def percent(share: float | None) -> str:
    """Write a share (0..1) as a percentage; what can't be assessed is never shown as 0."""
    return "not assessed" if share is None else f"{share:.0%}"


def counted(number: int, noun: str) -> str:
    """Write a number with its noun, in the plural where it needs one."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def heading(place: Place) -> str:
    """Write a place's heading path without the ornaments that notes put in headings."""
    return place.plain_heading


def citation(place: Place) -> str:
    """Write a place as file > heading > lines, in full."""
    return " > ".join(part for part in (place.note, heading(place), _lines(place)) if part)


def short_citation(place: Place, *, after: Place | None = None) -> str:
    """Write a place as the file's name > the innermost heading > lines.

    Right `after` a place under the same heading, its lines say enough.
    """
    if after is not None and replace(after, lines=place.lines) == place:
        return _lines(place)
    name = place.note.rsplit("/", 1)[-1]
    innermost = heading(place).rsplit(" > ", 1)[-1]
    return " > ".join(part for part in (name, innermost, _lines(place)) if part)


def _lines(place: Place) -> str:
    first, last = place.lines
    return f"line {first}" if first == last else f"lines {first}\N{EN DASH}\N{WORD JOINER}{last}"


def session_line(session: Session) -> str:
    """Describe a session in one line: when, what, how."""
    setup = session.setup
    how = f"{LEVELS[setup.level]} · {MODES[setup.mode]}"
    return f"{session_date(session)} · {setup.library} · {how}"


def session_date(session: Session) -> str:
    """Write when a session began."""
    began = session.started_at.astimezone()
    return f"{began.day} {began:%b %Y, %H:%M}"


def question_number(session: Session) -> str:
    """Say at which main question a session is; reported ones aren't counted."""
    current = max(1, len(session.counted_main))
    return f"question {current} of {session.setup.count}"


def interval(one: Mastery) -> str:
    """Write the 90 % interval of a mastery."""
    return f"{one.estimate.low * 100:.0f}\N{EN DASH}{one.estimate.high:.0%}"


def mastery(one: Mastery) -> str:
    """Write a mastery in words: the share, its interval and the number of tries."""
    if not one.tries:
        return "not tried yet"
    return f"{one.value:.0%} ({interval(one)}, {counted_tries(one.tries)})"


def change(by: float) -> str:
    """Write how much a share changed (-1..1), with its sign."""
    return f"{by:+.0%}"


def counted_tries(number: int) -> str:
    """Write a number of tries."""
    return "1 try" if number == 1 else f"{number:,} tries"


def day(of: date) -> str:
    """Write a day with its weekday, such as `Mon 23 Nov`."""
    return f"{of:%a} {of.day} {of:%b}"


def until(days: int) -> str:
    """Say how far away a day is."""
    if days == 0:
        return "today"
    return "tomorrow" if days == 1 else f"in {days} days"
