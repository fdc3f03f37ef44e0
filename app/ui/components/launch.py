"""Buttons that start a session at once, and the card that goes on with an open one."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import streamlit as st

from app.core.session import Phase, Session, Setup
from app.ui import navigation, state
from app.ui.components import words
from app.ui.components.untrusted import escape, note_markdown
from app.wiring.hotseat import Hotseat

# What the page of the interview takes for a press of its own start button.
LAUNCHED = "launched"

Weight = Literal["primary", "secondary", "tertiary"]


def launch(hotseat: Hotseat, setup: Setup) -> None:
    """Start a session and go to its first question; raise BadInput when no question fits.

    The interviewer talks as in the last session. With a language model on, the interview's own page
    starts it, where the candidate can go on without the model.
    """
    interviewer = hotseat.interviewer
    setup = replace(setup, manner=interviewer.manner())
    if hotseat.language_model.is_on:
        state.tab().setup = setup
        state.press(LAUNCHED)
        navigation.go_to("interview")
    session = interviewer.start(setup)
    navigation.go_to("interview", session=session.id)


def launch_button(
    hotseat: Hotseat,
    label: str,
    setup: Setup,
    *,
    key: str,
    weight: Weight = "secondary",
    icon: str | None = None,
) -> None:
    """Draw a button that starts a session."""
    if st.button(label, key=key, type=weight, icon=icon):
        launch(hotseat, setup)


def draw_resume(waiting: list[Session]) -> None:
    """Draw the card that goes on with the open session started last."""
    session = waiting[0]
    with st.container(border=True, key="resume-card"):
        st.header("Go on where you left off", anchor=False)
        current = session.current
        if session.phase is Phase.PAUSED:
            st.badge("Paused", icon=":material/pause:", color="gray")
        elif current is not None:
            st.markdown(note_markdown(current.question.text))
        st.caption(f"{escape(words.session_line(session))} · {words.question_number(session)}")
        if st.button("Resume", key=f"resume-{session.id}", type="primary", width=140):
            navigation.go_to("interview", session=session.id)
        if len(waiting) > 1:
            others = words.counted(len(waiting) - 1, "older open interview")
            st.caption(f"{others} in Review.")
