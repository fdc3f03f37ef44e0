"""The sessions of a week of the plan, one row each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from app.core.session import Mode
from app.core.week import PlannedSession
from app.ui.components import words
from app.ui.components.untrusted import escape
from app.wiring.hotseat import Hotseat


def draw_planned(
    hotseat: Hotseat, library: str, sessions: Sequence[PlannedSession], *, today: date, key: str
) -> PlannedSession | None:
    """Draw sessions with their day; return the one that the candidate starts, None if none."""
    if not sessions:
        st.markdown("You are done for this week. Only what falls due is left.")
        return None
    with st.container(border=True, gap="small"):
        return _draw_rows(hotseat, library, sessions, today=today, key=key)


def _draw_rows(
    hotseat: Hotseat, library: str, sessions: Sequence[PlannedSession], *, today: date, key: str
) -> PlannedSession | None:
    started = None
    for number, session in enumerate(sessions):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{_day(session.on, today)}**", width=90)
            with st.container(width="stretch", gap=None):
                what, how = _words(hotseat, library, session)
                st.markdown(what)
                st.caption(how)
            if number == 0 and st.button(
                "Start", key=f"{key}-start-{session.on}", type="secondary"
            ):
                started = session
    return started


def _day(on: date, today: date) -> str:
    return "Today" if on == today else words.day(on)


def _words(hotseat: Hotseat, library: str, session: PlannedSession) -> tuple[str, str]:
    """Say what a session is about, and how it goes."""
    if session.mode is Mode.MOCK:
        return "Mock interview", f"{session.questions} questions in {session.minutes} minutes"
    if session.section is None:
        return "Mixed drill", f"{session.questions} questions from every section"
    title = escape(hotseat.planner.curriculum(library).title(session.section))
    again = ", because it is not known yet" if session.again else ""
    return title, f"Drill of {session.questions} questions{again}"
