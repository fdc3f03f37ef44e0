"""The page on which a candidate sees where they stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df
from streamlit.testing.v1 import AppTest

from app.core.level import Level
from app.core.session import Session, Setup
from tests.examples import NOON
from tests.ui.conftest import OpenApp, press, texts
from tests.ui.fake_hotseat import GIL, LIBRARY, FakeHotseat

SETUP = Setup(library=LIBRARY, level=Level.MID, count=1, sections=(GIL.section,), follow_ups=0)


def practised(hotseat: FakeHotseat, text: str, *, day: int = 0, sure: bool = True) -> Session:
    """Hold a session with one answer on a day."""
    hotseat.clock.at = NOON + timedelta(days=day)
    interviewer = hotseat.interviewer
    session = interviewer.answer(interviewer.start(SETUP), text, sure=sure)
    return interviewer.finish(interviewer.grade(session))


def chart(tab: AppTest, number: int) -> list[dict[str, object]]:
    """Return the rows that a chart of the page shows."""
    (data,) = tab.get("vega_lite_chart")[number].proto.datasets
    return convert_arrow_bytes_to_pandas_df(data.data.data).to_dict("records")


def test_nothing_to_measure_yet(open_app: OpenApp) -> None:
    """The empty page says what will be here and how to begin."""
    tab = open_app("progress")
    assert "Nothing to measure yet." in texts(tab)
    assert [b.key for b in tab.button] == ["start-drill"]


def test_where_one_stands(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """A cell for each section and level, with the share, the interval and the tries."""
    for day in range(3):
        practised(hotseat, "It runs bytecode.", day=day)
    tab = open_app("progress")
    cells = {(row["section"], row["level"]): row for row in chart(tab, 0)}
    assert len(cells) == 6
    mid = cells["Concurrency", "Mid"]
    assert (mid["share"], mid["detail"]) == ("100%", "53–100% · 3×")
    assert cells["Caching", "Lead"]["share"] == "–"
    assert "Answers: 3" in texts(tab)


def test_the_same_as_a_table(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """What the colours say can be read as words."""
    practised(hotseat, "It runs bytecode.")
    tab = open_app("progress")
    assert not tab.table
    tab.session_state["heat-map-table"] = True
    (table,) = tab.run().table
    assert list(table.value["Mid"]) == ["50% (27–100%, 1 try)", "not tried yet"]


def test_a_gap_can_be_drilled(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """Tried sections come first, the weakest of them at the top."""
    practised(hotseat, "Nothing.")
    tab = open_app("progress")
    assert tab.selectbox(key="progress-drill").value == GIL.section
    press(tab, "progress-start")
    assert hotseat.interviewer.sessions()[0].setup.sections == (GIL.section,)


def test_a_misconception_shows_both_sides(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """Twice contradicted: the candidate's words, and what the notes say."""
    for day in range(2):
        practised(hotseat, "It does not bytecode.", day=day)
    tab = open_app("progress")
    assert "One thread at a time runs `bytecode`. · 2 times" in texts(tab)
    tab.session_state["misconception-gil-lock"] = True
    shown = texts(tab.run())
    assert "“bytecode”" in shown
    assert "The notes, gil.md" in shown
    assert "You, Mon 23 Nov: see the session" in [b.label for b in tab.button]


def test_what_being_sure_is_worth(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """Five sure and wrong answers among five of each kind: overconfident, with the answers."""
    for day in range(5):
        practised(hotseat, "Nothing.", day=day)
        practised(hotseat, "It runs bytecode.", day=day, sure=False)
    tab = open_app("progress")
    assert "You are often sure and wrong." in texts(tab)
    assert "Sure, but wrong: the last 3 of 5" in texts(tab)


def test_other_levels_can_be_seen(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """The level starts at the last session's and can be changed."""
    hotseat.interviewer.start(replace(SETUP, level=Level.LEAD))
    practised(hotseat, "It runs bytecode.")
    tab = open_app("progress")
    assert tab.get("button_group")[0].value == Level.MID
