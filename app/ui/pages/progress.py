"""Progress: where you stand, whether you get better, and what to work on."""

from __future__ import annotations

import streamlit as st

from app.core.mastery import CAP, FEW, UNTRIED, Corner
from app.services.progress import AHEAD, Report
from app.services.quick import gap_drill, ten_minute_drill
from app.ui.components import words
from app.ui.components.charts import draw_scores, draw_upcoming
from app.ui.components.heat_map import draw_heat_map
from app.ui.components.insights import draw_confidence, draw_misconceptions, draw_outcomes
from app.ui.components.launch import launch, launch_button
from app.ui.components.library_choice import choose_level, choose_library
from app.ui.components.status import add_up, wait_for_library, wait_for_past
from app.ui.entrance import entrance, hotseat
from app.wiring.hotseat import Hotseat


@entrance
def render() -> None:
    """Draw what practice of a library adds up to."""
    opened = hotseat()
    st.title("Progress", anchor=False)
    libraries = opened.libraries()
    if not libraries:
        wait_for_library(opened)
        return
    wait_for_past(opened)
    library = choose_library(opened, libraries, key="progress")
    if not opened.practice.record(library).attempts:
        _draw_nothing_yet(opened, library)
        return
    level = choose_level(opened.planner.level(library), key="progress")
    report = add_up(opened, library, level)
    _draw_head(report)
    _draw_standing(opened, report)
    if len(report.weeks) > 1:
        st.header("Do your answers get better?", anchor=False)
        st.caption("Mean score of each week; a bigger dot stands for more answers.")
        draw_scores(report.weeks)
    draw_outcomes(opened, report)
    draw_confidence(report.calibration)
    draw_misconceptions(report.misconceptions)
    _draw_ahead(report)


def _draw_nothing_yet(opened: Hotseat, library: str) -> None:
    st.markdown(
        "Nothing to measure yet. Answer a few questions, and you see here what you know of each "
        "section, how sure that is, and what to work on."
    )
    setup = ten_minute_drill(library, opened.planner.level(library))
    label = "Start with a 10-minute drill"
    launch_button(opened, label, setup, key="start-drill", weight="primary", icon=":material/bolt:")


def _draw_head(report: Report) -> None:
    delta = None
    if report.recent is not None and report.earlier is not None:
        delta = words.change(report.recent - report.earlier)
    with st.container(horizontal=True, gap="small"):
        st.metric("Answers", f"{report.answers:,}", border=True, height="stretch")
        st.metric(
            "Last four weeks",
            "no answers" if report.recent is None else f"{report.recent:.0%}",
            delta=delta,
            delta_description="to the four before" if delta else None,
            border=True,
            height="stretch",
        )
        st.metric("Points due", f"{len(report.due):,}", border=True, height="stretch")


def _draw_standing(opened: Hotseat, report: Report) -> None:
    title = opened.planner.curriculum(report.library).title
    st.header("Where do you stand?", anchor=False)
    st.caption(
        "How much of what a level expects you said, over the last 20 tries of each section. Below "
        f"it: the range that holds the true share nine times in ten, and the number of tries. With "
        f"fewer than {FEW} tries at most {CAP:.0%} is shown."
    )
    draw_heat_map(report.sections, report.mastery, title)
    ranked = _by_need(report)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        section = st.selectbox(
            "What to drill next, the biggest gap first",
            ranked,
            format_func=lambda name: _known(opened, report, name),
            key="progress-drill",
        )
        if st.button("Drill it", key="progress-start", icon=":material/target:") and section:
            launch(opened, gap_drill(report.library, Corner(section, report.level)))


def _known(opened: Hotseat, report: Report, section: str) -> str:
    one = report.mastery.get(Corner(section, report.level), UNTRIED)
    title = opened.planner.curriculum(report.library).title(section)
    return f"{title}: {words.mastery(one)}"


def _by_need(report: Report) -> list[str]:
    """Sort the sections: tried ones by their lower bound, then those never tried."""

    def rank(section: str) -> tuple[bool, float]:
        one = report.mastery.get(Corner(section, report.level), UNTRIED)
        return not one.tries, one.low

    return sorted(report.sections, key=rank)


def _draw_ahead(report: Report) -> None:
    st.header("What is coming up?", anchor=False)
    total = sum(count for _, count in report.upcoming)
    if not total:
        st.markdown(f"No point falls due in the next {AHEAD} days.")
        return
    st.caption(
        f"{words.counted(total, 'point')} fall due in the next {AHEAD} days: each when the chance "
        "that you still know it has fallen to nine in ten."
    )
    draw_upcoming(report.upcoming)
