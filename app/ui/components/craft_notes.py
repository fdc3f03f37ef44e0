"""The craft of an answer, small below its points: what was seen, or a tip."""

from __future__ import annotations

import streamlit as st

from app.core.craft import CraftNote
from app.core.session import Session, Turn
from app.services.coach import SIGNAL_WORDS, coaching
from app.ui.components.untrusted import escape


def draw_craft(session: Session, turn: Turn) -> None:
    """Draw the coaching of a turn's answer; nothing where there is none."""
    notes = coaching(session, turn)
    if not notes:
        return
    with st.container(gap="xxsmall", key=f"craft-{session.id}-{turn.id}"):
        st.markdown("**Craft** (not part of the score)")
        for note in notes:
            st.caption(_line(note))


def _line(note: CraftNote) -> str:
    name = SIGNAL_WORDS[note.signal]
    if not note.seen:
        return f":material/lightbulb: {name}: {escape(note.tip)}"
    said = ", ".join(f"“{escape(quote.text)}”" for quote in note.seen)
    return f":material/check: {name}: you said {said}."
