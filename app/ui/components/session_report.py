"""A whole session: its summary, and every turn with its grade."""

from __future__ import annotations

from functools import partial

import streamlit as st

from app.core.session import Session, Turn
from app.services.export import FORMS, Form, cards
from app.services.labels import labels
from app.services.review import VERDICT_WORDS, summarise
from app.ui.components import words
from app.ui.components.grade_card import draw_grade, draw_levels
from app.ui.components.marked_answer import draw_answer
from app.ui.components.untrusted import note_markdown
from app.wiring import Hotseat


def draw_report(hotseat: Hotseat, session: Session) -> None:
    """Draw the summary of a session, then its turns, each folded, and the exports."""
    _draw_summary(session)
    for turn in session.turns:
        _draw_turn(hotseat, session, turn)
    draw_exports(hotseat, session)


def _draw_summary(session: Session) -> None:
    summary = summarise(session)
    with st.container(border=True, key=f"summary-{session.id}"):
        score, answered, bars = st.columns([1, 1, 2], gap="medium", vertical_alignment="center")
        score.metric("Score", words.percent(summary.score))
        answered.metric("Answered", f"{summary.answered} of {summary.asked}")
        with bars:
            draw_levels(summary.levels)
        if summary.verdicts:
            with st.container(horizontal=True, gap="xsmall"):
                for verdict, number in summary.verdicts:
                    look = words.VERDICTS[verdict]
                    text = f"{number} {VERDICT_WORDS[verdict]}"
                    st.badge(text, icon=look.icon, color=look.colour)


def _draw_turn(hotseat: Hotseat, session: Session, turn: Turn) -> None:
    kind = "Follow-up: " if turn.follow_up_to else ""
    title = f"{kind}{note_markdown(turn.question.text)} · {outcome(turn)}"
    with st.expander(title, key=f"turn-{session.id}-{turn.id}"):
        if turn.question.exhibit:
            st.markdown(note_markdown(turn.question.exhibit))
        if turn.answer is not None:
            st.caption("Your answer")
            draw_answer(turn)
        draw_grade(hotseat, session, turn)
        if turn.answer is None:
            st.caption("Model answer")
            st.markdown(note_markdown(turn.question.reference))


def outcome(turn: Turn) -> str:
    """Say in a few words what came of a turn."""
    if turn.skipped:
        return "skipped"
    if turn.answer is None:
        return "not answered"
    return "not graded yet" if turn.grade is None else words.percent(turn.grade.score)


def draw_exports(hotseat: Hotseat, session: Session) -> None:
    """Draw a button for each form that a session can be kept in."""
    name = f"hotseat-{session.id}"
    empty = {Form.ANKI: not cards(session), Form.LABELS: not labels([session])}
    forms = [form for form in FORMS if not empty.get(form)]
    with st.container(horizontal=True, gap="small"):
        for form in forms:
            look = FORMS[form]
            st.download_button(
                look.title,
                partial(hotseat.exporter.export, session, form),
                file_name=f"{name}.{look.suffix}",
                mime=look.mime,
                icon=":material/download:",
                on_click="ignore",
                key=f"export-{form}-{session.id}",
            )
