"""Another try at a question, and what it changed point by point."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from app.core.change import Direction, PointChange, changes
from app.core.grade import Grade
from app.core.hindsight import Retry
from app.core.question import Question
from app.core.session import Session, Turn
from app.services.review import VERDICT_WORDS
from app.ui.components import words
from app.ui.components.draft_keeper import draw_answer_box
from app.ui.components.kept_click import clicked
from app.ui.components.untrusted import note_markdown
from app.ui.entrance import fragment
from app.wiring.hotseat import Hotseat

_ARROWS = {
    Direction.BETTER: ":material/trending_up:",
    Direction.SAME: ":material/trending_flat:",
    Direction.WORSE: ":material/trending_down:",
    Direction.UNCLEAR: ":material/help:",
}


def draw_tries(hotseat: Hotseat, session: Session, turn: Turn) -> None:
    """Draw the other tries of a graded turn, and the way to one more."""
    if turn.grade is None:
        return
    if turn.hindsight.waiting is not None:
        with st.spinner("Reading your new answer against the notes …"):
            hotseat.reviewer.grade_retry(session, turn.id)
        st.rerun()
    for number, retry in enumerate(turn.hindsight.retries, start=2):
        if retry.grade is not None:
            _draw_try(turn, retry, retry.grade, number=number)
    with st.expander("Try again", icon=":material/replay:", key=f"try-{session.id}-{turn.id}"):
        _draw_box(hotseat, session, turn)


def _draw_try(turn: Turn, retry: Retry, grade: Grade, *, number: int) -> None:
    first = turn.hindsight.graded[-1]
    with st.container(border=True, gap="small"):
        before, after = words.percent(first.score), words.percent(grade.score)
        st.markdown(f"**Try {number}:** {before} → **{after}**")
        st.text(retry.text)
        draw_changes(turn.question, changes(first.verdicts, grade.verdicts))


def draw_changes(question: Question, found: Sequence[PointChange]) -> None:
    """Draw, for each key point, its verdict then and now."""
    for change in found:
        before, after = change.before.verdict, change.after.verdict
        with st.container(gap="xxsmall"):
            with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
                _draw_verdict(change, now=False)
                if after is not before:
                    st.markdown(_ARROWS[change.direction], width="content")
                    _draw_verdict(change, now=True)
                st.caption(_WORDS[change.direction], width="content")
            st.markdown(note_markdown(question.key_point(change.key_point).text))


_WORDS = {
    Direction.BETTER: "better",
    Direction.SAME: "as before",
    Direction.WORSE: "worse",
    Direction.UNCLEAR: "can't be compared",
}


def _draw_verdict(change: PointChange, *, now: bool) -> None:
    verdict = change.after.verdict if now else change.before.verdict
    look = words.VERDICTS[verdict]
    st.badge(VERDICT_WORDS[verdict], icon=look.icon, color=look.colour)


# A fragment, so that saving a draft runs these lines and leaves the rest of the page alone.
@fragment
def _draw_box(hotseat: Hotseat, session: Session, turn: Turn) -> None:
    st.caption(
        "Answer the question once more. The new answer is graded and held against the first, which "
        "alone counts."
    )
    reviewer = hotseat.reviewer
    # The page may have moved on since it made this fragment.
    session = hotseat.interviewer.resume(session.id)
    turn = session.turn(turn.id)
    name = f"{session.id}-{turn.id}-{len(turn.hindsight.retries)}"
    save = partial(reviewer.save_draft, session, turn.id)
    draft = reviewer.draft(session, turn.id)
    text = draw_answer_box(f"again-{name}", draft, save, label="Your new answer")
    if clicked(f"grade-again-{name}", "Grade this try", type="primary"):
        reviewer.try_again(session, turn.id, text)
        st.rerun()
