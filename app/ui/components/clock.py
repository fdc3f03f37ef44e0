"""The clock of a mock interview."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from app.core.countdown import remaining
from app.core.session import Session
from app.ports import Clock
from app.ui.components import words
from app.ui.entrance import fragment


def time_is_up(session: Session, clock: Clock) -> bool:
    """Say whether the session has a clock and it has run out."""
    return remaining(session, clock.now()) == timedelta(0)


def draw_clock(session: Session, clock: Clock) -> None:
    """Draw the time left, if there is a clock; run the page again when it is over."""
    if session.setup.minutes is not None:
        fragment(_clock, every="5s")(session, clock)


def _clock(session: Session, clock: Clock) -> None:
    left = remaining(session, clock.now())
    if not left:
        st.rerun()
    minutes, seconds = divmod(int(left.total_seconds()), 60)
    text = f"{words.counted(minutes, 'minute')} left" if minutes else f"{seconds} seconds left"
    st.badge(text, icon=":material/timer:", color="gray" if minutes else "orange")
