"""“Report this question”: what is wrong with it, and the way back."""

from __future__ import annotations

import streamlit as st

from app.core.report import Reason, Report
from app.core.session import Session, Turn
from app.services.report import LONGEST_WORDS, REASONS
from app.ui.components.untrusted import escape
from app.wiring.hotseat import Hotseat

_SAID = (
    "What is wrong with it? It won't be asked again, and it doesn't count, neither here nor in your "
    "progress. You can take that back."
)


def draw_report_question(hotseat: Hotseat, session: Session, turn: Turn) -> None:
    """Draw the way to report the question of a turn, or the report with the way to take it back."""
    if turn.report is not None:
        _draw_report(hotseat, session, turn, turn.report)
    else:
        name = f"{session.id}-{turn.id}"
        with st.popover(
            "Report this question", key=f"report-{name}", type="tertiary", icon=":material/flag:"
        ):
            _draw_form(hotseat, session, turn)


def _draw_form(hotseat: Hotseat, session: Session, turn: Turn) -> None:
    name = f"{session.id}-{turn.id}"
    st.markdown(_SAID)
    with st.form(f"report-form-{name}", border=False):
        reason = st.radio(
            "Reason", list(Reason), format_func=REASONS.__getitem__, key=f"report-reason-{name}"
        )
        said = st.text_area(
            "In your words (optional)",
            key=f"report-words-{name}",
            height=90,
            max_chars=LONGEST_WORDS,
        )
        if st.form_submit_button("Report", key=f"report-save-{name}", type="primary"):
            hotseat.reporter.report(session, turn.id, reason or Reason.OTHER, said)
            st.rerun()


def _draw_report(hotseat: Hotseat, session: Session, turn: Turn, report: Report) -> None:
    said = f" {escape(report.words)}" if report.words else ""
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        st.caption(
            f"You reported this question: {REASONS[report.reason]}.{said} It doesn't count.",
            width="content",
        )
        key = f"unreport-{session.id}-{turn.id}"
        if st.button("Take it back", key=key, type="tertiary", icon=":material/undo:"):
            hotseat.reporter.take_back(session, turn.id)
            st.rerun()
