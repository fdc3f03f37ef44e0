"""The clock of a session, from its events alone: it stands still while the session is paused."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.core.session import Session


def remaining(session: Session, now: datetime) -> timedelta | None:
    """Return the time left, never below zero; None when the session has no clock."""
    minutes = session.setup.minutes
    if minutes is None:
        return None
    until = session.paused_at or session.finished_at or now
    used = until - session.started_at - session.away
    return max(timedelta(0), timedelta(minutes=minutes) - used)
