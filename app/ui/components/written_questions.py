"""The questions that a language model wrote for a library: write, read, accept, drop, take back."""

from __future__ import annotations

import streamlit as st

from app.core.errors import ModelFailure
from app.core.library import Contents
from app.core.written import Draft
from app.ui.components import words
from app.ui.components.model_wait import waiting
from app.ui.components.untrusted import escape
from app.ui.state import tab, take_press
from app.wiring.hotseat import Hotseat

_PASSAGES = 3


def draw_written(hotseat: Hotseat, library: str, contents: Contents) -> None:
    """Draw drafts and accepted questions; nothing where there are none and no model is on."""
    written, is_on = hotseat.question_drafts.of(library), hotseat.language_model.is_on
    if not (written.drafts or written.accepted or is_on):
        return
    if take_press(_left(library)):
        tab().notice = "Nothing more is written. The drafts so far are kept."
        st.rerun()
    title = f"Questions by a language model ({words.counted(len(written.drafts), 'draft')})"
    with st.expander(title, key=f"written-{library}"):
        st.caption(f"{words.counted(len(written.accepted), 'question')} accepted so far.")
        if is_on and st.button(
            f"Write from {_PASSAGES} passages", key=f"write-{library}", icon=":material/edit_note:"
        ):
            _write(hotseat, library, contents)
        for draft in written.drafts:
            _draw_draft(hotseat, library, draft)
        for draft in written.accepted:
            _draw_accepted(hotseat, library, draft)


def _write(hotseat: Hotseat, library: str, contents: Contents) -> None:
    drafts = hotseat.question_drafts
    try:
        with (
            st.spinner("Writing, and checking each point against its passage …"),
            waiting(hotseat.language_model, "The language model writes", _left(library)),
        ):
            made = drafts.write(library, contents.passages, contents.questions, most=_PASSAGES)
    except ModelFailure as exc:
        tab().notice = f"{exc} The drafts so far are kept."
    else:
        read, new = words.counted(made.passages, "passage"), words.counted(made.drafts, "draft")
        tab().notice = f"Read {read}; {new} passed the checks."
    st.rerun()


def _left(library: str) -> str:
    """Name the button that stops the writing for a library."""
    return f"left-writing-{library}"


def _draw_draft(hotseat: Hotseat, library: str, draft: Draft) -> None:
    question = draft.question
    with st.container(border=True, key=f"draft-{question.id}"):
        _draw_question(draft)
        with st.container(horizontal=True):
            if st.button("Accept", key=f"accept-{question.id}", type="primary"):
                hotseat.question_drafts.accept(library, question.id)
                st.rerun()
            if st.button("Drop", key=f"drop-{question.id}"):
                hotseat.question_drafts.drop(library, question.id)
                st.rerun()


def _draw_accepted(hotseat: Hotseat, library: str, draft: Draft) -> None:
    question = draft.question
    with st.container(border=True, key=f"accepted-{question.id}"):
        _draw_question(draft)
        if st.button(
            "Take back",
            key=f"take-back-{question.id}",
            help="Makes it a draft again. You are no longer asked it; your sessions keep it.",
        ):
            hotseat.question_drafts.take_back(library, question.id)
            st.rerun()


def _draw_question(draft: Draft) -> None:
    question = draft.question
    st.markdown(f"**{escape(question.text)}**")
    for number, point in enumerate(question.key_points, start=1):
        st.markdown(f"{number}\\. {escape(point.text)}")
    st.caption(escape(f"{question.place} · written by {draft.by}"))
