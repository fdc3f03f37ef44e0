"""The card on which an interview is set up.

It offers what past practice and the plan already know: the level to practise at, the sections of
this week, and how many questions have points that are due. Whoever presses start without a look
gets a sensible interview.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from app.core.manner import Manner
from app.core.question import Question
from app.core.session import Due, Mode, Setup
from app.services.quick import full_mock
from app.ui import state
from app.ui.components import words
from app.ui.components.launch import Weight
from app.ui.components.library_choice import choose_level, choose_library
from app.ui.components.untrusted import escape
from app.wiring.hotseat import Hotseat

_LEVEL_HELP = "Mid: 4 to 5 years. Senior: 6 to 7. Lead: 8 and more."
_MODE_HELP = "Drill: feedback after each answer. Mock: against the clock, feedback at the end."
_DUE_HELP = "Points that you met before and would soon forget. Asked in time, they stay."
_FOLLOW_UP_HELP = "How often the interviewer may ask about a point that your answer left out."
_MANNER_HELP = "How the interviewer talks. It changes no question and no grade."
_NONE = "No question fits. Choose other sections or another library."
_PLAN, _OWN = "This week's plan", "My choice"
_DUE = {Due.NONE: "Leave out", Due.SOME: "Mix in", Due.ONLY: "Only these"}


def draw_setup(hotseat: Hotseat, libraries: list[str], *, weight: Weight) -> Setup | None:
    """Draw the card; return the setup when the candidate presses start.

    `weight` is that of its button: primary where starting is the screen's main action.
    """
    with st.container(border=True, key="setup"):
        st.header("New interview", anchor=False)
        setup = _choose(hotseat, libraries, state.tab().setup)
        found = len(hotseat.interviewer.candidates(setup))
        with st.container(horizontal=True, vertical_alignment="center"):
            started = st.button(
                "Start",
                key="start",
                type=weight,
                disabled=not found,
                width=140,
            )
            st.caption(f"{words.counted(found, 'question')} to choose from." if found else _NONE)
    state.tab().setup = setup
    return setup if started else None


def _choose(hotseat: Hotseat, libraries: list[str], last: Setup | None) -> Setup:
    library = choose_library(hotseat, libraries, key="setup")
    sections = _choose_sections(hotseat, library, last)
    with st.container(horizontal=True, gap="small"):
        with st.container(width="content"):
            wanted = last.level if last else hotseat.planner.level(library)
            level = choose_level(wanted, key="setup", help=_LEVEL_HELP)
        with st.container(width="content"):
            mode = _choose_mode(last)
    setup = Setup(
        library, level, mode, sections=sections, due=Due.NONE, seed=secrets.randbelow(2**31)
    )
    with st.container(horizontal=True, gap="small"):
        due = _choose_due(hotseat, setup, last)
        follow_ups = _choose_follow_ups(last.follow_ups if last else setup.follow_ups)
        manner = _choose_manner(last.manner if last else hotseat.interviewer.manner())
    return _choose_length(replace(setup, due=due, follow_ups=follow_ups, manner=manner), last)


def _choose_sections(hotseat: Hotseat, library: str, last: Setup | None) -> tuple[str, ...]:
    questions = hotseat.shelf.open(library).contents.questions
    sizes = Counter(q.section for q in questions)
    title = hotseat.planner.curriculum(library).title
    planned = _this_week(hotseat, library, questions)
    if not planned:
        return _choose_own(sizes, last, title)
    follows = last is None or last.library != library or last.sections == planned
    source = st.segmented_control(
        "What to ask about",
        [_PLAN, _OWN],
        default=_PLAN if follows else _OWN,
        required=True,
        key="setup-source",
    )
    if source != _PLAN:
        return _choose_own(sizes, last, title)
    st.caption(f"{escape(', '.join(map(title, planned)))}.")
    return planned


def _this_week(hotseat: Hotseat, library: str, questions: tuple[Question, ...]) -> tuple[str, ...]:
    """Return the sections that this week of the plan drills, none where there is no plan."""
    outlook = hotseat.planner.outlook(library)
    if outlook is None or not outlook.weeks:
        return ()
    asked = {q.section for q in questions}
    return tuple(section for section in outlook.weeks[0].sections if section in asked)


def _choose_own(
    sizes: Counter[str], last: Setup | None, title: Callable[[str], str]
) -> tuple[str, ...]:
    kept = [s for s in last.sections if s in sizes] if last else []
    chosen = st.multiselect(
        "Sections",
        sorted(sizes),
        default=kept,
        format_func=lambda name: f"{escape(title(name))} ({sizes[name]})",
        placeholder="All sections",
        key="setup-sections",
    )
    return tuple(chosen)


def _choose_mode(last: Setup | None) -> Mode:
    mode = st.segmented_control(
        "Mode",
        list(Mode),
        default=last.mode if last else Mode.DRILL,
        required=True,
        format_func=words.MODES.__getitem__,
        help=_MODE_HELP,
        key="setup-mode",
    )
    return mode or Mode.DRILL


def _choose_due(hotseat: Hotseat, setup: Setup, last: Setup | None) -> Due:
    """Offer what is due; where nothing is, a drill mixes in what falls due meanwhile."""
    # A mock is a test: unless told otherwise it asks what an interviewer would, due or not.
    usual = Due.NONE if setup.mode is Mode.MOCK else Due.SOME
    owed = len(hotseat.interviewer.candidates(replace(setup, due=Due.ONLY)))
    if not owed:
        return usual
    with st.container(width="content"):
        due = st.segmented_control(
            f"Due points ({words.counted(owed, 'question')})",
            list(Due),
            default=last.due if last and last.mode is setup.mode else usual,
            required=True,
            format_func=_DUE.__getitem__,
            help=_DUE_HELP,
            key=f"setup-due-{setup.mode}",
        )
    return due or usual


def _choose_follow_ups(start: int) -> int:
    with st.container(width="content"):
        chosen = st.segmented_control(
            "Follow-ups a question",
            [0, 1, 2],
            default=start,
            required=True,
            help=_FOLLOW_UP_HELP,
            key="setup-follow-ups",
        )
    return chosen or 0


def _choose_manner(start: Manner) -> Manner:
    with st.container(width="content"):
        chosen = st.segmented_control(
            "Interviewer",
            list(Manner),
            default=start,
            required=True,
            format_func=words.MANNERS.__getitem__,
            help=_MANNER_HELP,
            key="setup-manner",
        )
    return chosen or start


def _choose_length(setup: Setup, last: Setup | None) -> Setup:
    count = st.slider("Questions", 1, 20, last.count if last else 5, key="setup-count")
    setup = replace(setup, count=count)
    if setup.mode is not Mode.MOCK:
        return setup
    usual = full_mock(setup.library, setup.level).minutes
    start = last.minutes if last and last.minutes else usual
    minutes = st.slider("Minutes", 5, 90, start, step=5, key="setup-minutes")
    return replace(setup, minutes=minutes)
