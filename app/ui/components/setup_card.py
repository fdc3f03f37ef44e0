"""The card on which an interview is set up."""

from __future__ import annotations

import secrets
from collections import Counter

import streamlit as st

from app.core.level import Level
from app.core.question import Question
from app.core.session import Mode, Setup
from app.services.choose import pool
from app.ui import state
from app.ui.components import words
from app.ui.components.untrusted import escape
from app.wiring import Hotseat

_LEVEL_HELP = "Mid: 4 to 5 years. Senior: 6 to 7. Lead: 8 and more."
_MODE_HELP = "Drill: feedback after each answer. Mock: against the clock, feedback at the end."


def draw_setup(hotseat: Hotseat, libraries: list[str], *, primary: bool) -> Setup | None:
    """Draw the card; return the setup when the candidate presses start.

    `primary` says whether starting is the screen's main action.
    """
    with st.container(border=True, key="setup"):
        st.subheader("New interview", anchor=False)
        setup, questions = _choose(hotseat, libraries, state.tab().setup)
        found = len(pool(questions, setup))
        with st.container(horizontal=True, vertical_alignment="center"):
            started = st.button(
                "Start",
                key="start",
                type="primary" if primary else "secondary",
                disabled=not found,
                width=140,
            )
            st.caption(f"{words.counted(found, 'question')} to choose from." if found else _NONE)
    state.tab().setup = setup
    return setup if started else None


_NONE = "No question fits. Choose other sections or another library."


def _choose(
    hotseat: Hotseat, libraries: list[str], last: Setup | None
) -> tuple[Setup, list[Question]]:
    start = libraries.index(last.library) if last and last.library in libraries else 0
    library = st.selectbox("Library", libraries, index=start, key="setup-library")
    questions = list(hotseat.shelf.open(library).contents.questions)
    sections = _choose_sections(questions, last)
    level = st.segmented_control(
        "Level",
        list(Level),
        default=last.level if last else Level.SENIOR,
        required=True,
        format_func=words.LEVELS.__getitem__,
        help=_LEVEL_HELP,
        key="setup-level",
    )
    mode, minutes = _choose_mode(last)
    count = st.slider("Questions", 1, 20, last.count if last else 5, key="setup-count")
    setup = Setup(
        library=library,
        level=level or Level.SENIOR,
        mode=mode,
        sections=sections,
        count=count,
        minutes=minutes,
        seed=secrets.randbelow(2**31),
    )
    return setup, questions


def _choose_sections(questions: list[Question], last: Setup | None) -> tuple[str, ...]:
    sizes = Counter(q.section for q in questions)
    kept = [s for s in last.sections if s in sizes] if last else []
    chosen = st.multiselect(
        "Sections",
        sorted(sizes),
        default=kept,
        format_func=lambda name: f"{escape(words.section(name))} ({sizes[name]})",
        placeholder="All sections",
        key="setup-sections",
    )
    return tuple(chosen)


def _choose_mode(last: Setup | None) -> tuple[Mode, int | None]:
    mode = st.segmented_control(
        "Mode",
        list(Mode),
        default=last.mode if last else Mode.DRILL,
        required=True,
        format_func=words.MODES.__getitem__,
        help=_MODE_HELP,
        key="setup-mode",
    )
    if mode is not Mode.MOCK:
        return Mode.DRILL, None
    start = last.minutes if last and last.minutes else 30
    minutes = st.slider("Minutes", 5, 90, start, step=5, key="setup-minutes")
    return Mode.MOCK, minutes
