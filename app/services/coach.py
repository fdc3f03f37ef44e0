"""Coach the craft of answers, beside the feedback and never mixed into the score."""

from __future__ import annotations

from app.core.craft import CraftNote, Signal, craft
from app.core.grade import Flag
from app.core.session import Session, Turn

SIGNAL_WORDS = {
    Signal.STRUCTURE: "Structure",
    Signal.TRADE_OFFS: "Trade-offs",
    Signal.EXAMPLE: "Example or number",
    Signal.COMPLEXITY: "Cost and growth",
    Signal.SECURITY: "Security",
    Signal.CLARIFYING: "Clarifying",
}
# Who did not answer the question has other worries than how well it was put.
_NO_ANSWER = {
    Flag.ECHO,
    Flag.STUFFED,
    Flag.OFF_TOPIC,
    Flag.DONT_KNOW,
    Flag.TOO_SHORT,
    Flag.INSTRUCTION_TO_GRADER,
}


def coaching(session: Session, turn: Turn) -> tuple[CraftNote, ...]:
    """Return the notes on the craft of a turn's answer.

    There are none before the grade may be seen, for what was no answer, or for a follow-up, which
    asks for one point alone.
    """
    if turn.answer is None or turn.grade is None or not session.shows_grades:
        return ()
    if turn.follow_up_to is not None or not _NO_ANSWER.isdisjoint(turn.grade.flags):
        return ()
    return craft(turn.question, turn.answer.text)
