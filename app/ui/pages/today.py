"""The first page: what to do today, and why."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from app.core.trend import Visit
from app.services.plan import Outlook
from app.services.progress import Report
from app.services.quick import due_drill, full_mock, gap_drill, planned, ten_minute_drill
from app.ui import navigation
from app.ui.components import words
from app.ui.components.launch import Weight, launch, launch_button
from app.ui.components.library_choice import choose_library
from app.ui.components.opening import draw_opening
from app.ui.components.plan_rows import draw_planned
from app.ui.components.status import add_up, wait_for_past
from app.ui.components.untrusted import escape
from app.ui.entrance import entrance, hotseat
from app.wiring.hotseat import Hotseat

_TELLING = 3  # answers; a mean of fewer goes up and down by chance


@entrance
def render() -> None:
    """Draw the open session, what is due, the biggest gap, the last visit, and ways to start."""
    opened = hotseat()
    st.title("Today", anchor=False)
    wait_for_past(opened)
    opening = draw_opening(opened)
    if opening is None:
        return
    library = choose_library(opened, opening.libraries, key="today")
    report = add_up(opened, library, opened.planner.level(library))
    outlook = opened.planner.outlook(library)
    if report.answers:
        _draw_facts(opened, report)
    _draw_starts(opened, report, first=opening.start)
    _draw_plan(opened, report, outlook)


def _draw_facts(opened: Hotseat, report: Report) -> None:
    due, gap, visit = st.columns(3, gap="small")
    with due.container(border=True, height="stretch", key="today-due"):
        _draw_due(opened, report)
    with gap.container(border=True, height="stretch", key="today-gap"):
        _draw_gap(opened, report)
    with visit.container(border=True, height="stretch", key="today-visit"):
        _draw_visit(report.visit, opened.clock.now())


def _draw_due(opened: Hotseat, report: Report) -> None:
    st.metric("Due now", words.counted(len(report.due), "point"))
    if not report.due:
        soon = next((day for day, count in report.upcoming if count), None)
        when = f"The next ones on {words.day(soon)}." if soon else "Nothing in the next two weeks."
        st.caption(f"Nothing is due. {when}")
        return
    news = f"{report.fell_due:,} fell due since your last visit." if report.fell_due else ""
    st.caption(f"{news} Each gets easier when you recall it in time.")
    questions = len({key.question for key in report.due})
    setup = due_drill(report.library, report.level, questions)
    label = f"Review {words.counted(setup.count, 'question')}"
    launch_button(opened, label, setup, key="start-due", icon=":material/event_repeat:")


def _draw_gap(opened: Hotseat, report: Report) -> None:
    gap = report.gap
    if gap is None:
        st.metric("Biggest gap", "None")
        st.caption("Everything that you tried is solid. Try another section or a level up.")
        return
    known = report.mastery[gap]
    st.metric("Biggest gap", f"{known.value:.0%} known")
    title = escape(opened.planner.curriculum(report.library).title(gap.section))
    with st.container(gap="xxsmall"):
        st.markdown(f"**{title}**, {words.LEVELS[gap.level].lower()}")
        st.caption(f"{words.counted_tries(known.tries)}, likely {words.interval(known)}")
    setup = gap_drill(report.library, gap)
    launch_button(opened, "Drill it", setup, key="start-gap", icon=":material/target:")


def _draw_visit(visit: Visit | None, now: datetime) -> None:
    if visit is None:
        return
    delta = None
    if visit.mean is not None and visit.before is not None and visit.answers >= _TELLING:
        delta = words.change(visit.mean - visit.before)
    st.metric(
        f"Last visit, {_when(visit, now)}",
        words.percent(visit.mean),
        delta=delta,
        delta_description="to before" if delta else None,
    )
    answers = words.counted(visit.answers, "answer")
    learnt = f"{words.counted(len(visit.learnt), 'point')} learnt"
    slipped = f", {len(visit.slipped):,} slipped" if visit.slipped else ""
    st.caption(f"{answers} · {learnt}{slipped}.")


def _when(visit: Visit, now: datetime) -> str:
    days = (now.astimezone().date() - visit.begins.astimezone().date()).days
    return {0: "today", 1: "yesterday"}.get(days, words.day(visit.begins.astimezone().date()))


def _draw_starts(opened: Hotseat, report: Report, *, first: Weight) -> None:
    st.header("Start" if report.answers else "Start here", anchor=False)
    if not report.answers:
        st.markdown(
            "Answer three questions. Each answer is graded point by point against the notes, and "
            "from then on this page knows what to ask you next."
        )
    drill, mock, ask = st.columns(3, gap="small")
    with drill.container(border=True, height="stretch"):
        setup = ten_minute_drill(report.library, report.level)
        st.markdown("**10-minute drill**")
        st.caption("Three questions, feedback after each.")
        launch_button(
            opened,
            "Start the drill",
            setup,
            key="start-drill",
            weight=first,
            icon=":material/bolt:",
        )
    with mock.container(border=True, height="stretch"):
        setup = full_mock(report.library, report.level)
        st.markdown("**Full mock**")
        st.caption(f"{setup.count} questions in {setup.minutes} minutes, feedback at the end.")
        launch_button(opened, "Start the mock", setup, key="start-mock", icon=":material/timer:")
    with ask.container(border=True, height="stretch"):
        st.markdown("**Ask the notes**")
        st.caption("Their own sentences answer, each with its place.")
        if st.button("Ask a question", key="to-ask", icon=":material/search:"):
            navigation.go_to("ask")
    st.caption(f"At level {words.LEVELS[report.level].lower()}. Choose more under Interview.")


def _draw_plan(opened: Hotseat, report: Report, outlook: Outlook | None) -> None:
    if outlook is None or not outlook.weeks:
        with st.container(border=True, key="today-no-plan"):
            st.markdown("**When is your interview?** Set the day and get a plan for each week.")
            if st.button("Make a plan", key="to-plan", icon=":material/calendar_month:"):
                navigation.go_to("plan")
        return
    week = outlook.weeks[0]
    st.header(f"Week {week.number} of {week.of}", anchor=False)
    st.caption(
        f"Interview {words.until(outlook.days_left)}, at level "
        f"{words.LEVELS[outlook.goal.level].lower()}. "
        f"{words.counted(outlook.done, 'session')} done this week."
    )
    chosen = draw_planned(
        opened, report.library, week.sessions[:3], today=outlook.today, key="today"
    )
    if chosen is not None:
        launch(opened, planned(report.library, outlook.goal.level, chosen))
    if st.button(
        "See the whole plan", key="to-plan", type="tertiary", icon=":material/arrow_forward:"
    ):
        navigation.go_to("plan")
