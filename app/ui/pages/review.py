"""Look back: every session, finished or open, each answer with its grade."""

from __future__ import annotations

import streamlit as st

from app.core.band import band
from app.core.session import Mode, Phase, Session
from app.services.export import without_hidden
from app.services.result_words import band_words
from app.services.review import summarise
from app.ui import navigation, state
from app.ui.components import words
from app.ui.components.session_report import draw_report
from app.ui.components.untrusted import escape
from app.ui.entrance import entrance, hotseat

_PAGE = 10


@entrance
def render() -> None:
    """Draw the session that the address names, else the list of all."""
    opened = hotseat()
    session_id = state.session_id()
    if session_id is None:
        _draw_list(opened.interviewer.sessions())
        return
    session = opened.interviewer.resume(session_id)
    if st.button("All sessions", key="back", type="tertiary", icon=":material/arrow_back:"):
        state.leave_session()
        st.rerun()
    st.title("Review", anchor=False)
    st.caption(escape(words.session_line(session)))
    if session.phase is not Phase.FINISHED:
        _draw_open(session)
        if session.setup.mode is Mode.MOCK:
            st.markdown("The grades of a mock come at its end.")
            return
    draw_report(opened, without_hidden(session))


def _draw_open(session: Session) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.badge("Open", icon=":material/pending:", color="orange")
        if st.button("Resume the interview", key="resume", type="primary"):
            navigation.go_to("interview", session=session.id)


def _draw_list(sessions: list[Session]) -> None:
    st.title("Review", anchor=False)
    if not sessions:
        st.markdown("There is nothing to review yet. Your answers and their grades appear here.")
        if st.button("Start an interview", type="primary", key="to-interview"):
            navigation.go_to("interview")
        return
    several = len({session.setup.library for session in sessions}) > 1
    st.markdown("Open a session to read each answer with its grade.")
    pages = -(-len(sessions) // _PAGE)
    page = st.pagination(pages, key="review-page", max_visible_pages=5) if pages > 1 else 1
    for session in sessions[(page - 1) * _PAGE : page * _PAGE]:
        _draw_row(session, several=several)


def _draw_row(session: Session, *, several: bool) -> None:
    """Draw a session in two short lines; its library where there are `several`."""
    summary, setup = summarise(session), session.setup
    library = f" · {escape(setup.library)}" if several else ""
    meets = f" · {band_words(band(session))}" if session.phase is Phase.FINISHED else ""
    with (
        st.container(border=True, key=f"row-{session.id}"),
        st.container(horizontal=True, vertical_alignment="center", gap="small"),
    ):
        with st.container(width="stretch", gap="xxsmall"):
            st.markdown(f"**{words.session_date(session)}**")
            kind = f"{words.LEVELS[setup.level]} {words.MODES[setup.mode].lower()}"
            st.caption(f"{kind} · {summary.answered} of {summary.asked} answered{library}{meets}")
        if session.phase is Phase.FINISHED:
            st.markdown(f"**{words.percent(summary.score)}**", width="content")
        else:
            st.badge("Open", icon=":material/pending:", color="orange")
        if st.button("Review", key=f"open-{session.id}"):
            state.open_session(session.id)
            st.rerun()
