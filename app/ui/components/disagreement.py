"""“I disagree”: the candidate's own verdict on a key point, with a reason, and the way back."""

from __future__ import annotations

import streamlit as st

from app.core.session import Session, Turn
from app.core.verdict import PointVerdict, Verdict
from app.services.review import VERDICT_WORDS
from app.services.reviewer import LONGEST_REASON, OWN_VERDICTS
from app.ui.components.untrusted import escape
from app.wiring.hotseat import Hotseat


def draw_disagree(hotseat: Hotseat, session: Session, turn: Turn, verdict: PointVerdict) -> None:
    """Draw the way to disagree with a verdict; nothing where the candidate has."""
    point = verdict.key_point_id
    if turn.hindsight.override_of(point) is not None:
        return
    graded = turn.hindsight.graded[-1].verdict_of(point).verdict
    name = f"{session.id}-{turn.id}-{point}"
    with st.popover("I disagree", key=f"disagree-{name}", type="tertiary"):
        _draw_form(hotseat, session, turn, point=point, graded=graded)


def draw_disagreement(
    hotseat: Hotseat, session: Session, turn: Turn, verdict: PointVerdict
) -> None:
    """Draw what the candidate disagreed about, with the way back; nothing where they did not."""
    point = verdict.key_point_id
    own = turn.hindsight.override_of(point)
    if own is None:
        return
    graded = turn.hindsight.graded[-1].verdict_of(point).verdict
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        said = f"The grader said: {VERDICT_WORDS[graded]}. You disagreed: {escape(own.reason)}"
        st.caption(said, width="content")
        key = f"withdraw-{session.id}-{turn.id}-{point}"
        if st.button("Take it back", key=key, type="tertiary", icon=":material/undo:"):
            hotseat.reviewer.withdraw(session, turn.id, point)
            st.rerun()


def _draw_form(
    hotseat: Hotseat, session: Session, turn: Turn, *, point: str, graded: Verdict
) -> None:
    st.markdown(
        f"The grader says: {VERDICT_WORDS[graded]}. What should it say, and why? The score follows "
        "your verdict; the grader's stays beside it."
    )
    name = f"{session.id}-{turn.id}-{point}"
    with st.form(f"own-{name}", border=False):
        chosen = st.radio(
            "Your verdict",
            [v for v in OWN_VERDICTS if v is not graded],
            format_func=VERDICT_WORDS.__getitem__,
            key=f"own-verdict-{name}",
        )
        reason = st.text_area("Why?", key=f"own-reason-{name}", height=90, max_chars=LONGEST_REASON)
        if st.form_submit_button("Save", key=f"own-save-{name}", type="primary"):
            hotseat.reviewer.disagree(session, turn.id, point, verdict=chosen, reason=reason)
            st.rerun()
