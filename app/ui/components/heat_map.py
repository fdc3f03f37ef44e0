"""The heat map: what is known of each section at each level."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import altair as alt
import streamlit as st

from app.core.level import Level
from app.core.mastery import UNTRIED, Corner, Mastery
from app.ui.components import words
from app.ui.components.charts import spec
from app.ui.components.palette import Palette, palette

_ROW = 40
_LABEL = 16  # letters in a line of a section's title, which has two lines at most


def draw_heat_map(
    sections: Sequence[str], known: Mapping[Corner, Mastery], title: Callable[[str], str]
) -> None:
    """Draw a cell for each section and level: the share, its interval and the number of tries."""
    colours = palette()
    rows = [
        _row(title(section), level, known.get(Corner(section, level), UNTRIED), colours)
        for section in sections
        for level in Level
    ]
    st.vega_lite_chart(spec=_chart(rows, colours), key="heat-map", alt=_summary(rows))
    # Drawn when it is opened: its many cells take the browser longer than the map.
    folded = st.expander("The same as a table", key="heat-map-table", on_change="rerun")
    if folded.open:
        folded.table(_table(sections, known, title), border="horizontal", hide_index=True)


def _row(title: str, level: Level, one: Mastery, colours: Palette) -> dict[str, str | float]:
    fill, ink = colours.step(one.value) if one.tries else colours.empty
    return {
        "section": "\n".join(textwrap.wrap(title, _LABEL, max_lines=2, placeholder=" …")),
        "level": words.LEVELS[level],
        "share": f"{one.value:.0%}" if one.tries else "–",
        "detail": f"{words.interval(one)} · {one.tries}×" if one.tries else "",
        "tries": one.tries,
        "interval": words.interval(one),
        "fill": fill,
        "ink": ink,
    }


# Building and checking a chart takes longer than the rest of the page, so that it is kept.
@st.cache_data(max_entries=50, show_spinner=False)
def _chart(rows: list[dict[str, str | float]], colours: Palette) -> dict[str, Any]:
    order = list(dict.fromkeys(str(row["section"]) for row in rows))
    base = alt.Chart({"values": rows}).encode(
        x=alt.X("level:N")
        .sort(list(words.LEVELS.values()))
        .axis(orient="top", title=None, labelAngle=0, domain=False, ticks=False),
        y=alt.Y("section:N")
        .sort(order)
        .axis(
            title=None,
            domain=False,
            ticks=False,
            labelExpr="split(datum.label, '\\n')",
            labelLineHeight=14,
            labelLimit=200,
            # With the bottom of its first line at the middle, a label of two lines sits in the middle.
            labelBaseline=alt.condition(
                "indexof(datum.label, '\\n') >= 0", alt.value("bottom"), alt.value("middle")
            ),
            labelColor=colours.ink,
        ),
        tooltip=[
            alt.Tooltip("section:N", title="Section"),
            alt.Tooltip("level:N", title="Level"),
            alt.Tooltip("share:N", title="Known"),
            alt.Tooltip("interval:N", title="90% interval"),
            alt.Tooltip("tries:Q", title="Tries"),
        ],
    )
    cells = base.mark_rect(cornerRadius=6, xOffset=1, x2Offset=-1, yOffset=1, y2Offset=-1).encode(
        color=alt.Color("fill:N").scale(None)
    )
    share = base.mark_text(dy=-6, fontSize=14, fontWeight=600).encode(
        text="share:N", color=alt.Color("ink:N").scale(None)
    )
    detail = base.mark_text(dy=10, fontSize=11).encode(
        text="detail:N", color=alt.Color("ink:N").scale(None)
    )
    return spec((cells + share + detail).properties(height=_ROW * len(order)), colours)


def _summary(rows: list[dict[str, str | float]]) -> str:
    tried = sum(bool(row["tries"]) for row in rows)
    return (
        f"What is known of each section at each level: {tried} of {len(rows)} cells were tried. "
        "The table below has the numbers."
    )


def _table(
    sections: Sequence[str], known: Mapping[Corner, Mastery], title: Callable[[str], str]
) -> dict[str, list[str]]:
    table = {"Section": [title(section) for section in sections]}
    for level in Level:
        cells = [known.get(Corner(section, level), UNTRIED) for section in sections]
        table[words.LEVELS[level]] = [words.mastery(one) for one in cells]
    return table
