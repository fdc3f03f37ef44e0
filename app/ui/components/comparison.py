"""A session held against an earlier one."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from app.core.session import Session
from app.services.compare import Comparison, compare, earlier
from app.services.review import summarise
from app.ui.components import words
from app.ui.components.another_try import draw_changes
from app.ui.components.library_choice import section_titles
from app.ui.components.untrusted import escape, note_markdown
from app.wiring.hotseat import Hotseat


def draw_comparison(hotseat: Hotseat, session: Session) -> None:
    """Draw the choice of an earlier session, and what changed since."""
    name = f"compare-{session.id}"
    folded = st.expander("Compare with an earlier session", key=name, on_change="rerun")
    with folded:
        if not folded.open:
            return
        found = earlier(session, hotseat.interviewer.sessions())
        if not found:
            st.caption("No earlier session of this library is finished. Come back after the next.")
            return
        by_id = {one.id: one for one in found}
        chosen = st.selectbox(
            "Earlier session",
            list(by_id),
            format_func=lambda one: words.session_line(by_id[one]),
            key=f"with-{session.id}",
        )
        title = section_titles(hotseat, session.setup.library)
        _draw(compare(by_id[chosen], session), title)


def _draw(found: Comparison, title: Callable[[str], str]) -> None:
    before, after = summarise(found.before).score, summarise(found.after).score
    st.markdown(f"Score: {words.percent(before)} → **{words.percent(after)}**")
    if not found.pairs and not found.sections:
        st.caption("The two asked nothing in common: neither a question nor a section.")
    if found.sections:
        rows = {
            "Section": [escape(title(one.section)) for one in found.sections],
            "Then": [words.percent(one.before) for one in found.sections],
            "Now": [words.percent(one.after) for one in found.sections],
        }
        st.table(rows, hide_index=True)
    for pair in found.pairs:
        question = pair.after.question
        then = words.percent(pair.before.grade.score if pair.before.grade else None)
        now = words.percent(pair.after.grade.score if pair.after.grade else None)
        st.markdown(f"**{note_markdown(question.text)}** {escape(then)} → **{escape(now)}**")
        draw_changes(question, pair.changes)
