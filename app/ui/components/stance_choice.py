"""The choice between a gentle, a fair and a strict view of the same verdicts."""

from __future__ import annotations

import streamlit as st

from app.core.session import Session
from app.core.stance import Stance
from app.ui.components import words

_MEANING = {
    Stance.GENTLE: "Gentle: what is there comes first; half a point earns three quarters, and a wrong "
    "one costs nothing on top.",
    Stance.STRICT: "Strict: what is wrong comes first; half a point earns a quarter, and a wrong one "
    "costs double.",
}


def draw_stance(session: Session) -> Stance:
    """Draw the choice for a session; the fair view is the one that is kept."""
    chosen = st.segmented_control(
        "View of the verdicts",
        list(words.STANCES),
        default=Stance.FAIR,
        required=True,
        format_func=words.STANCES.__getitem__,
        key=f"stance-{session.id}",
    )
    stance = Stance(chosen) if chosen is not None else Stance.FAIR
    if stance in _MEANING:
        st.caption(f"{_MEANING[stance]} Only the fair score is kept.")
    return stance
