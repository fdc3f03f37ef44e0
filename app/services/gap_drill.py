"""The drill that goes on where a session left gaps."""

from __future__ import annotations

from app.core.highlights import gaps
from app.core.session import Due, Session, Setup

_MOST = 10


def gap_setup(session: Session) -> Setup | None:
    """Return the setup of a drill of the questions with gaps, None when there is no gap.

    Skipped questions come last, reported ones are left out; at most ten questions. The seed and the
    manner are the session's.
    """
    with_gaps = [one.turn.question.id for one in gaps(session)]
    skipped = [turn.question.id for turn in session.counted_main if turn.skipped]
    questions = tuple(dict.fromkeys([*with_gaps, *skipped]))[:_MOST]
    if not questions:
        return None
    return Setup(
        library=session.setup.library,
        level=session.setup.level,
        count=len(questions),
        follow_ups=session.setup.follow_ups,
        seed=session.setup.seed,
        due=Due.NONE,
        questions=questions,
        manner=session.setup.manner,
    )
