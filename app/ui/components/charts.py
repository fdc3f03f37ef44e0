"""The small charts of the progress page; each answers one question."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import altair as alt
import streamlit as st

from app.core.calibration import Calibration
from app.core.interval import Estimate
from app.core.trend import WeekScore
from app.ui.components import words
from app.ui.components.palette import Palette, palette

_PERCENT = alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1], title=None, grid=True)
Rows = list[dict[str, str | float]]


def spec(chart: alt.Chart | alt.LayerChart, colours: Palette) -> dict[str, Any]:
    """Return a chart in the words of Vega-Lite, with labels that can be read.

    Building and checking a chart takes longer than the rest of a page: its drawer keeps the result.
    """
    written: dict[str, Any] = chart.configure_axis(labelColor=colours.quiet).to_dict()
    return written


def draw_scores(weeks: Sequence[WeekScore]) -> None:
    """Draw the mean score of each week: do the answers get better?"""
    rows: Rows = [
        {
            "week": w.begins.isoformat(),
            "mean": w.mean,
            "answers": w.answers,
            "day": words.day(w.begins),
        }
        for w in weeks
    ]
    first, last = weeks[0], weeks[-1]
    st.vega_lite_chart(
        spec=_scores(rows, palette()),
        key="score-chart",
        alt=f"Mean score by week, from {first.mean:.0%} in the week of {words.day(first.begins)} "
        f"to {last.mean:.0%} in the week of {words.day(last.begins)}.",
    )


@st.cache_data(max_entries=50, show_spinner=False)
def _scores(rows: Rows, colours: Palette) -> dict[str, Any]:
    base = alt.Chart({"values": rows}).encode(
        x=alt.X("week:T").axis(format="%-d %b", title=None, grid=False, tickCount=6),
        y=alt.Y("mean:Q").scale(domain=[0, 1]).axis(_PERCENT),
        tooltip=[
            alt.Tooltip("day:N", title="Week from"),
            alt.Tooltip("mean:Q", title="Mean score", format=".0%"),
            alt.Tooltip("answers:Q", title="Answers"),
        ],
    )
    line = base.mark_line(color=colours.accent, strokeWidth=2)
    dots = base.mark_circle(color=colours.accent, opacity=1).encode(
        size=alt.Size("answers:Q").scale(range=[30, 160]).legend(None)
    )
    return spec((line + dots).properties(height=220), colours)


def draw_upcoming(upcoming: Sequence[tuple[date, int]]) -> None:
    """Draw how many points fall due on each of the coming days: how much work is ahead?"""
    rows: Rows = [
        {"day": day.isoformat(), "points": count, "name": words.day(day)} for day, count in upcoming
    ]
    total = sum(count for _, count in upcoming)
    st.vega_lite_chart(
        spec=_upcoming(rows, palette()),
        key="due-chart",
        alt=f"{total} points fall due in the next {len(upcoming)} days.",
    )


@st.cache_data(max_entries=50, show_spinner=False)
def _upcoming(rows: Rows, colours: Palette) -> dict[str, Any]:
    bars = alt.Chart({"values": rows}).mark_bar(color=colours.accent, cornerRadiusEnd=3)
    chart = bars.encode(
        x=alt.X("day:O").axis(
            title=None,
            labelAngle=0,
            labelExpr="timeFormat(toDate(datum.value), '%-d %b')",
            labelOverlap="greedy",
        ),
        y=alt.Y("points:Q").axis(title=None, tickMinStep=1, tickCount=4),
        tooltip=[
            alt.Tooltip("name:N", title="Day"),
            alt.Tooltip("points:Q", title="Points that fall due"),
        ],
    )
    return spec(chart.properties(height=160), colours)


def draw_calibration(found: Calibration) -> None:
    """Draw how often sure and unsure answers were right: is being sure worth something?"""
    rows = [_side("Sure", found.sure), _side("Unsure", found.unsure)]
    st.vega_lite_chart(
        spec=_calibration(rows, palette()),
        key="calibration-chart",
        alt=f"Right when sure: {found.sure.share:.0%} of {found.sure.tries} answers. "
        f"Right when unsure: {found.unsure.share:.0%} of {found.unsure.tries}.",
    )


@st.cache_data(max_entries=50, show_spinner=False)
def _calibration(rows: Rows, colours: Palette) -> dict[str, Any]:
    base = alt.Chart({"values": rows}).encode(
        y=alt.Y("said:N")
        .sort(["Sure", "Unsure"])
        .axis(
            title=None,
            domain=False,
            ticks=False,
            labelColor=colours.ink,
            labelFontSize=13,
            labelBaseline="middle",
        ),
        tooltip=[
            alt.Tooltip("said:N", title="You said"),
            alt.Tooltip("share:Q", title="Right", format=".0%"),
            alt.Tooltip("interval:N", title="90% interval"),
            alt.Tooltip("answers:Q", title="Answers"),
        ],
    )
    x = alt.X("low:Q").scale(domain=[0, 1]).axis(_PERCENT)
    bar = base.mark_rule(color=colours.accent, strokeWidth=6, opacity=0.35, strokeCap="round")
    dot = base.mark_circle(color=colours.accent, size=140, opacity=1).encode(x="share:Q")
    return spec((bar.encode(x=x, x2="high:Q") + dot).properties(height=110), colours)


def _side(said: str, one: Estimate) -> dict[str, str | float]:
    return {
        "said": said,
        "share": one.share,
        "low": one.low,
        "high": one.high,
        "interval": f"{one.low:.0%}\N{EN DASH}{one.high:.0%}",
        "answers": one.tries,
    }
