"""The open question's answer box and what else one can do with the question."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from functools import partial

import streamlit as st

from app.core.hints import hint_ladder
from app.core.session import Session, Turn
from app.services.speech import hint_words
from app.ui.components.draft_keeper import draw_answer_box
from app.ui.components.kept_click import clicked
from app.ui.components.report_question import draw_report_question
from app.ui.components.untrusted import escape, note_markdown
from app.wiring.hotseat import Hotseat

_SURE = {"Sure": True, "Unsure": False}


class Move(Enum):
    """What the candidate does with the open question."""

    ANSWER = auto()
    DONT_KNOW = auto()
    HINT = auto()
    SKIP = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Reply:
    """A move, with what the answer box and the certainty held then."""

    move: Move
    text: str
    sure: bool | None


def draw_answer_form(hotseat: Hotseat, session: Session, turn: Turn) -> Reply | None:
    """Draw the form of the open turn; return what the candidate did, None while they think."""
    name = f"{session.id}-{turn.id}"
    hints = hint_ladder(turn.question)
    # Always there: if hints pushed the answer box down, the browser would make the box anew.
    with st.container():
        for number, hint in enumerate(hints[: turn.hints]):
            lead = escape(hint_words(session, turn, number))
            st.info(f"{lead} {note_markdown(hint)}", icon=":material/lightbulb:")
    interviewer = hotseat.interviewer
    save = partial(interviewer.save_draft, session)
    text = draw_answer_box(name, interviewer.draft(session), save)
    sure = st.segmented_control("How sure are you?", list(_SURE), key=f"sure-{name}")
    with st.container(horizontal=True, gap="small", key=f"moves-{name}"):
        move = _draw_moves(name, hints_left=len(hints) - turn.hints)
    draw_report_question(hotseat, session, turn)
    return None if move is None else Reply(move, text, None if sure is None else _SURE[sure])


def _draw_moves(name: str, *, hints_left: int) -> Move | None:
    hint = f"Hint ({hints_left} left)" if hints_left else "No more hints"
    moves = [
        (
            clicked(f"submit-{name}", "Submit answer", type="primary", shortcut="ctrl+enter"),
            Move.ANSWER,
        ),
        (clicked(f"hint-{name}", hint, disabled=not hints_left), Move.HINT),
        (clicked(f"dont-know-{name}", "I don't know"), Move.DONT_KNOW),
        (clicked(f"skip-{name}", "Skip"), Move.SKIP),
        (confirm_end(name), Move.END),
    ]
    return next((move for pressed, move in moves if pressed), None)


def confirm_end(name: str) -> bool:
    """Draw the way out of a session; say whether it was taken."""
    with st.popover("End", key=f"end-{name}"):
        st.markdown("End this interview now? What you have answered stays in Review.")
        return clicked(f"end-now-{name}", "End the interview")
