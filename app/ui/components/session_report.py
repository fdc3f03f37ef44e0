"""A whole session: its summary, the answers that a filter keeps, a comparison, and the exports."""

from __future__ import annotations

from functools import partial

import streamlit as st

from app.core.session import Session, Turn
from app.core.stance import Stance
from app.core.turn_filter import Filter, kept
from app.services.export import FORMS, Form, cards
from app.services.labels import labels
from app.services.report import reports
from app.services.spending import Spent
from app.ui.components import words
from app.ui.components.another_try import draw_tries
from app.ui.components.comparison import draw_comparison
from app.ui.components.grade_card import draw_grade
from app.ui.components.marked_answer import draw_answer
from app.ui.components.report_question import draw_report_question
from app.ui.components.report_summary import draw_summary
from app.ui.components.untrusted import note_markdown
from app.wiring.hotseat import Hotseat


def draw_report(hotseat: Hotseat, session: Session) -> None:
    """Draw a session's report; only the cards that are open draw their grade."""
    stance = draw_summary(hotseat, session)
    st.subheader("Answers", anchor=False)
    turns = _draw_filters(session)
    for position, turn in enumerate(turns):
        _draw_turn(hotseat, session, turn, stance=stance, opened=position == 0)
    draw_comparison(hotseat, session)
    draw_exports(hotseat, session)
    _draw_spent(hotseat.language_model.spending.of_session(session.id))


def _draw_spent(spent: Spent) -> None:
    """Say what language models took in a session; nothing where none was called."""
    if spent.calls:
        st.caption(f"Language model in this session: {spent}.")


def _draw_filters(session: Session) -> list[Turn]:
    """Draw the filters that keep something, each with its number; return the turns kept."""
    numbers = {f: sum(f.keeps(turn) for turn in session.turns) for f in Filter}
    offered = [f for f in Filter if numbers[f]]
    if not offered:
        return list(session.turns)
    chosen = st.pills(
        "Show only",
        offered,
        selection_mode="multi",
        format_func=lambda f: f"{words.FILTERS[f]} ({numbers[f]})",
        key=f"filter-{session.id}",
    )
    return kept(session.turns, chosen)


def _draw_turn(
    hotseat: Hotseat, session: Session, turn: Turn, *, stance: Stance, opened: bool
) -> None:
    kind = "Follow-up: " if turn.follow_up_to else ""
    title = f"{kind}{note_markdown(turn.asked)} · {outcome(turn)}"
    key = f"turn-{session.id}-{turn.id}"
    card = st.expander(title, expanded=opened, key=key, on_change="rerun")
    with card:
        if not card.open:
            return
        if turn.question.exhibit:
            st.markdown(note_markdown(turn.question.exhibit))
        if turn.answer is not None:
            st.caption("Your answer")
            draw_answer(turn)
        draw_grade(hotseat, session, turn, stance=stance)
        draw_tries(hotseat, session, turn)
        if turn.answer is None:
            st.caption("Model answer")
            st.markdown(note_markdown(turn.question.reference))
        draw_report_question(hotseat, session, turn)


def outcome(turn: Turn) -> str:
    """Say in a few words what came of a turn."""
    if turn.report is not None:
        return "reported, not counted"
    if turn.skipped:
        return "skipped"
    if turn.answer is None:
        return "not answered"
    if turn.grade is None:
        return "not graded yet"
    disagreed = ", you disagreed" if turn.hindsight.overrides else ""
    return f"{words.percent(turn.grade.score)}{disagreed}"


def draw_exports(hotseat: Hotseat, session: Session) -> None:
    """Draw a button for each form that a session can be kept in."""
    empty = {
        Form.ANKI: not cards(session),
        Form.LABELS: not labels([session]),
        Form.REPORTS: not reports([session]),
    }
    st.caption("Keep it")
    with st.container(horizontal=True, gap="small"):
        for form in (form for form in FORMS if not empty.get(form)):
            look = FORMS[form]
            st.download_button(
                look.title,
                partial(hotseat.exporter.export, session, form),
                file_name=f"hotseat-{session.id}.{look.suffix}",
                mime=look.mime,
                icon=":material/download:",
                on_click="ignore",
                key=f"export-{form}-{session.id}",
            )
