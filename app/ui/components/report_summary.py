"""The head of a report: the band, the score, three strengths, three gaps, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app.core.band import band
from app.core.highlights import Highlight, strengths, weaknesses
from app.core.session import Phase, Session
from app.core.stance import Stance
from app.services.gap_drill import gap_setup
from app.services.result_words import band_basis, band_words, break_words
from app.services.review import VERDICT_WORDS, summarise
from app.ui.components import words
from app.ui.components.grade_card import draw_levels
from app.ui.components.launch import launch_button
from app.ui.components.stance_choice import draw_stance
from app.ui.components.untrusted import escape, note_markdown
from app.wiring.hotseat import Hotseat


def draw_summary(hotseat: Hotseat, session: Session) -> Stance:
    """Draw the summary of a session; return the view of the verdicts that was chosen."""
    found = band(session)
    with st.container(border=True, key=f"summary-{session.id}"):
        st.header(band_words(found), anchor=False)
        basis = band_basis(found)
        if basis:
            st.caption(basis)
        stance = draw_stance(session)
        _draw_numbers(session, stance)
    _draw_highlights(session)
    _draw_next(hotseat, session)
    return stance


def _draw_numbers(session: Session, stance: Stance) -> None:
    summary = summarise(session, stance)
    numbers, bars = st.columns(2, gap="medium", vertical_alignment="center")
    with numbers, st.container(horizontal=True, gap="large"):
        st.metric("Score", words.percent(summary.score), width="content")
        st.metric("Answered", f"{summary.answered} of {summary.asked}", width="content")
    with bars:
        draw_levels(summary.levels)
    if paused := break_words(session):
        st.caption(paused)
    if summary.reported:
        st.caption(f"{words.counted(summary.reported, 'question')} reported and not counted.")
    if summary.verdicts:
        with st.container(horizontal=True, gap="xsmall"):
            for verdict, number in summary.verdicts:
                look = words.VERDICTS[verdict]
                text = f"{number} {VERDICT_WORDS[verdict]}"
                st.badge(text, icon=look.icon, color=look.colour)


def _draw_highlights(session: Session) -> None:
    good, bad = strengths(session), weaknesses(session)
    if not (good or bad):
        return
    left, right = st.columns(2, gap="medium")
    with left:
        _draw_points("Strengths", good, empty="No point was fully met this time.")
    with right:
        _draw_points("Gaps", bad, empty="No gap: every point was made.")


def _draw_points(title: str, found: Sequence[Highlight], *, empty: str) -> None:
    st.markdown(f"**{title}**")
    if not found:
        st.caption(empty)
    for one in found:
        look = words.VERDICTS[one.verdict.verdict]
        with st.container(gap="xxsmall"):
            with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
                word = VERDICT_WORDS[one.verdict.verdict]
                st.badge(word, icon=look.icon, color=look.colour)
                st.badge(words.LEVELS[one.point.level], color="gray")
            st.markdown(note_markdown(one.point.text))


def _draw_next(hotseat: Hotseat, session: Session) -> None:
    setup = gap_setup(session) if session.phase is Phase.FINISHED else None
    outdated = hotseat.reviewer.outdated(session) if session.shows_grades else ()
    with st.container(horizontal=True, gap="small"):
        if setup is not None:
            label = f"Drill these gaps now ({words.counted(setup.count, 'question')})"
            key = f"drill-gaps-{session.id}"
            launch_button(
                hotseat, label, setup, key=key, weight="primary", icon=":material/target:"
            )
        if outdated and st.button("Grade again with today's grader", key=f"regrade-{session.id}"):
            with st.spinner("Reading your answers again …", show_time=True):
                hotseat.reviewer.regrade(session)
            st.rerun()
    if outdated:
        old = escape(str(outdated[0].hindsight.graded[-1].grader))
        st.caption(f"Graded by {old}. Today's grader is another one; both grades will be shown.")
