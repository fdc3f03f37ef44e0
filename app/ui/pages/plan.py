"""Plan: pick the interview's day and level, and get a plan for each week that adapts."""

from __future__ import annotations

from collections import Counter
from datetime import time, timedelta

import streamlit as st

from app.core.goal import LONGEST, MOST_SESSIONS, Goal
from app.core.level import Level
from app.core.mastery import Mastery
from app.core.session import Mode
from app.core.week import Week
from app.services.plan import Outlook
from app.services.quick import planned
from app.ui.components import words
from app.ui.components.launch import launch
from app.ui.components.library_choice import choose_library
from app.ui.components.plan_rows import draw_planned
from app.ui.components.status import wait_for_library, wait_for_past
from app.ui.components.untrusted import escape
from app.ui.entrance import entrance, hotseat
from app.wiring.hotseat import Hotseat

_SIX_WEEKS = timedelta(weeks=6)
_MIXED = {Mode.DRILL: "mixed drill", Mode.MOCK: "mock interview"}
_EVENING = time(19, 0)


@entrance
def render() -> None:
    """Draw the plan, or the form that makes one, and the learning paths."""
    opened = hotseat()
    st.title("Plan", anchor=False)
    libraries = opened.libraries()
    if not libraries:
        wait_for_library(opened)
        return
    wait_for_past(opened)
    library = choose_library(opened, libraries, key="plan")
    outlook = opened.planner.outlook(library)
    if outlook is None or not outlook.weeks:
        _draw_no_plan(opened, library, outlook)
    else:
        _draw_outlook(opened, outlook)
    _draw_paths(opened, library, opened.planner.level(library))


def _draw_no_plan(opened: Hotseat, library: str, outlook: Outlook | None) -> None:
    if outlook is not None:
        on = words.day(outlook.goal.interview)
        st.markdown(f"Your interview was on {on}. Set a new day, and the plan goes on.")
    else:
        st.markdown(
            "Say when your interview is. You get sessions for each week until then: what you know "
            "least comes first, and the plan changes as you learn."
        )
    with st.container(border=True):
        _draw_form(opened, library, None, label="Make the plan")


def _draw_outlook(opened: Hotseat, outlook: Outlook) -> None:
    goal, week = outlook.goal, outlook.weeks[0]
    with st.container(horizontal=True, gap="small"):
        st.metric("Interview", words.until(outlook.days_left), border=True)
        st.metric("Done this week", f"{outlook.done} of {goal.sessions}", border=True)
        st.metric("Level", words.LEVELS[goal.level], border=True)
    _draw_week(opened, outlook, week)
    if len(outlook.weeks) > 1:
        st.header("The weeks after", anchor=False)
        st.caption("Made from what you know today; sections that you master make room for others.")
        for later in outlook.weeks[1:]:
            _draw_later(opened, outlook, later)
    _draw_calendar(opened, outlook)
    with st.expander("Change the goal", icon=":material/edit:"):
        _draw_form(opened, goal.library, goal, label="Change the plan")
        if st.button("Drop the goal", key="plan-drop", type="tertiary"):
            opened.planner.drop_goal(goal.library)
            st.rerun()


def _draw_week(opened: Hotseat, outlook: Outlook, week: Week) -> None:
    goal = outlook.goal
    st.header(f"This week: {_phases(week)}", anchor=False)
    st.caption(f"{_span(week)} · week {week.number} of {week.of}")
    chosen = draw_planned(opened, goal.library, week.sessions, today=outlook.today, key="plan")
    if chosen is not None:
        launch(opened, planned(goal.library, goal.level, chosen))


def _draw_later(opened: Hotseat, outlook: Outlook, week: Week) -> None:
    title = opened.planner.curriculum(outlook.goal.library).title
    drills = ", ".join(escape(title(section)) for section in week.sections)
    mixed = Counter(one.mode for one in week.sessions if one.section is None)
    parts = [drills, *(words.counted(n, _MIXED[mode]) for mode, n in mixed.items())]
    st.markdown(
        f"**Week {week.number}** · {_span(week)} · {_phases(week)}  \n"
        f":gray[{', '.join(part for part in parts if part)}]"
    )


def _phases(week: Week) -> str:
    return escape(", ".join(week.phases))


def _span(week: Week) -> str:
    return f"{words.day(week.begins)} \N{EN DASH} {words.day(week.ends)}"


def _draw_form(opened: Hotseat, library: str, goal: Goal | None, *, label: str) -> None:
    today, choices = opened.planner.today(), opened.planner.curriculum(library).choices
    title = opened.planner.curriculum(library).title
    with st.form("goal", border=False):
        level = st.segmented_control(
            "Level",
            list(Level),
            default=goal.level if goal else opened.planner.level(library),
            required=True,
            format_func=words.LEVELS.__getitem__,
            key="goal-level",
        )
        day = st.date_input(
            "Day of the interview",
            value=goal.interview if goal else today + _SIX_WEEKS,
            min_value=today + timedelta(days=1),
            max_value=today + LONGEST,
            format="YYYY-MM-DD",
            key="goal-day",
        )
        start = choices.index(goal.choice) if goal and goal.choice in choices else 0
        choice = (
            st.selectbox("Framework", choices, index=start, format_func=title, key="goal-choice")
            if choices
            else None
        )
        sessions = st.slider(
            "Sessions a week", 1, MOST_SESSIONS, goal.sessions if goal else 4, key="goal-sessions"
        )
        if st.form_submit_button(label, type="primary", key="goal-set") and level and day:
            opened.planner.set_goal(library, level, day, choice=choice, sessions=sessions)
            st.rerun()


def _draw_calendar(opened: Hotseat, outlook: Outlook) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        at = st.time_input("Time of day", _EVENING, step=900, key="plan-time", width=160)
        st.download_button(
            "Add to your calendar",
            lambda: opened.planner.calendar(outlook, at or _EVENING),
            file_name="hotseat-plan.ics",
            mime="text/calendar",
            icon=":material/calendar_add_on:",
            on_click="ignore",
            key="plan-calendar",
        )


def _draw_paths(opened: Hotseat, library: str, level: Level) -> None:
    st.header("Learning paths", anchor=False)
    curriculum = opened.planner.curriculum(library)
    names = [words.LEVELS[path.level] for path in curriculum.paths]
    tabs = st.tabs(names, default=words.LEVELS[level], key="plan-paths")
    for tab, path in zip(tabs, curriculum.paths, strict=True):
        with tab:
            st.markdown(f"**{escape(path.title)}.** {escape(path.aim)}")
            for section, one in opened.planner.path(library, path.level):
                st.progress(one.low, text=_step(curriculum.title(section), one))


def _step(title: str, one: Mastery) -> str:
    state = "known" if one.solid else words.mastery(one)
    return f"{escape(title)} :gray[· {state}]"
