"""The conversation so far: questions, answers and, where they may be seen, grades."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from app.core.session import Mode, Session, Turn
from app.services import speech
from app.services.review import summarise
from app.ui.components import words
from app.ui.components.another_try import draw_tries
from app.ui.components.grade_card import draw_grade
from app.ui.components.library_choice import section_titles
from app.ui.components.marked_answer import draw_answer
from app.ui.components.report_question import draw_report_question
from app.ui.components.stance_choice import draw_stance
from app.ui.components.untrusted import escape, note_markdown
from app.wiring.hotseat import Hotseat

_INTERVIEWER = ":material/record_voice_over:"
_CANDIDATE = ":material/person:"


def draw_transcript(hotseat: Hotseat, session: Session) -> None:
    """Draw the current question with its follow-ups; what came before lies folded above it."""
    current = session.current
    if current is None:
        return
    main = session.turn(current.follow_up_to or current.id)
    thread = (main, *session.follow_ups_of(main.id))
    drill = session.setup.mode is Mode.DRILL
    title = section_titles(hotseat, session.setup.library)
    _draw_earlier(session, session.turns[: session.turns.index(main)])
    for turn in thread:
        draw_question(session, turn, title)
        if turn.answer is not None:
            with st.chat_message("user", avatar=_CANDIDATE):
                draw_answer(turn, marked=drill)
        if turn.grade is not None and drill:
            _draw_feedback(hotseat, session, turn, folded=turn is not current)


def draw_question(session: Session, turn: Turn, title: Callable[[str], str]) -> None:
    """Draw a question as the interviewer's message, with the words that open it.

    It stands under a heading by which it can be found. A main question is the page's subject, and
    so its first heading; a follow-up comes below it. `title` writes a section's folder name as its
    title.
    """
    rank = "##" if turn.follow_up_to else "#"
    with st.chat_message("assistant", avatar=_INTERVIEWER), st.container(key=f"question-{turn.id}"):
        section, level = title(turn.question.section), words.LEVELS[turn.question.level]
        label = "Follow-up" if turn.follow_up_to else f"{section} · {level}"
        st.caption(note_markdown(label))
        st.markdown(escape(speech.opening(session, turn)))
        st.markdown(f"{rank} {note_markdown(turn.asked)}", anchors=False)
        if worded := speech.credit(turn):
            st.caption(escape(worded))
        if turn.question.exhibit:
            st.markdown(note_markdown(turn.question.exhibit))


def _draw_feedback(hotseat: Hotseat, session: Session, turn: Turn, *, folded: bool) -> None:
    if not folded:
        with st.chat_message("assistant", avatar=_INTERVIEWER):
            st.markdown(escape(speech.reaction(session, turn)))
        draw_grade(hotseat, session, turn, stance=draw_stance(session))
        draw_tries(hotseat, session, turn)
        draw_report_question(hotseat, session, turn)
        return
    score = words.percent(turn.grade.score) if turn.grade else ""
    with st.expander(f"Grade: {score}"):
        draw_grade(hotseat, session, turn, contestable=False)


def _draw_earlier(session: Session, turns: tuple[Turn, ...]) -> None:
    if not turns:
        return
    answered = summarise(session).answered
    with st.expander(f"Earlier in this interview ({words.counted(len(turns), 'turn')})"):
        for turn in turns:
            st.markdown(f"**{note_markdown(turn.asked)}**")
            st.caption(_outcome(session, turn))
        if answered and session.setup.mode is Mode.DRILL:
            st.caption("The full grades are on the Review page.")


def _outcome(session: Session, turn: Turn) -> str:
    if turn.report is not None:
        return "Reported, not counted"
    if turn.skipped:
        return "Skipped"
    if session.setup.mode is Mode.MOCK or turn.grade is None:
        return "Answered"
    return f"Score {words.percent(turn.grade.score)}"
