"""The interview, as a chat: set it up, answer, read the grade, go on."""

from __future__ import annotations

import streamlit as st

from app.core.session import Mode, Phase, Session
from app.services import speech
from app.ui import navigation, state
from app.ui.components import words
from app.ui.components.answer_form import Move, Reply, confirm_end, draw_answer_form
from app.ui.components.clock import draw_clock, time_is_up
from app.ui.components.launch import LAUNCHED
from app.ui.components.model_wait import asked
from app.ui.components.opening import draw_opening
from app.ui.components.session_report import draw_report
from app.ui.components.setup_card import draw_setup
from app.ui.components.status import draw_status
from app.ui.components.transcript import draw_transcript
from app.ui.components.untrusted import escape
from app.ui.entrance import entrance, fragment, hotseat
from app.wiring.hotseat import Hotseat

_WORDING = "The language model words the next question"
_JUDGING = "The language model reads your answer, too"
_PAUSABLE = {Phase.ASKING, Phase.ANSWERING}


@entrance
def render() -> None:
    """Draw the session that the address names, else the way to start or resume one."""
    opened = hotseat()
    session_id = state.session_id()
    if session_id is None:
        _draw_welcome(opened)
    else:
        _draw_session(opened, opened.interviewer.resume(session_id))


def _draw_welcome(opened: Hotseat) -> None:
    st.title("Interview", anchor=False)
    st.markdown("Answer questions from your notes, and see point by point what holds.")
    opening = draw_opening(opened)
    if opening is None:
        return
    launched, alone = state.tab().setup, state.take_press("alone-start")
    begun = state.take_press(LAUNCHED) or alone
    chosen = draw_setup(opened, opening.libraries, weight=opening.start)
    setup = launched if begun else chosen
    if setup is not None:
        state.tab().setup = setup
        with asked(opened.language_model, _WORDING, "alone-start", alone=alone):
            state.open_session(opened.interviewer.start(setup).id)
        st.rerun()


def _draw_session(opened: Hotseat, session: Session) -> None:
    if session.phase is not Phase.FINISHED and time_is_up(session, opened.clock):
        _stop_the_clock(opened, session)
    _draw_head(opened, session)
    match session.phase:
        case Phase.ANSWERING:
            draw_transcript(opened, session)
            _answer(opened, session)
        case Phase.GRADING:
            draw_transcript(opened, session)
            _grade(opened, session)
        case Phase.ASKING:
            _go_on(opened, session)
        case Phase.PAUSED:
            _draw_paused(opened, session)
        case Phase.FINISHED:
            _draw_end(opened, session)


def _draw_head(opened: Hotseat, session: Session) -> None:
    if session.phase is Phase.FINISHED:
        st.title("How it went", anchor=False)
        st.caption(escape(words.session_line(session)))
        return
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
    ):
        mode = words.MODES[session.setup.mode]
        st.markdown(f"**{mode}** · {words.question_number(session)}", width="content")
        draw_clock(session, opened.clock)
        if session.phase in _PAUSABLE:
            _draw_pause(opened, session)
    draw_status(opened, session.setup.library, usable="Your answers are kept meanwhile.")


def _draw_pause(opened: Hotseat, session: Session) -> None:
    key = f"pause-{session.id}-{session.version}"
    if st.button("Pause", key=key, type="tertiary", icon=":material/pause:"):
        opened.interviewer.pause(session)
        st.rerun()


def _draw_paused(opened: Hotseat, session: Session) -> None:
    """Draw a break: without the question, so that nobody thinks about it while the clock stands."""
    st.title("Paused", anchor=False)
    st.markdown(escape(speech.paused(session)))
    clock = "The clock stands still. " if session.setup.minutes is not None else ""
    st.caption(f"{clock}The question and your draft come back when you go on.")
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("Go on", key=f"unpause-{session.id}", type="primary", width=140):
            opened.interviewer.unpause(session)
            state.tab().notice = speech.back(session)
            st.rerun()
        if confirm_end(f"{session.id}-{session.version}"):
            opened.interviewer.finish(session, "stopped")
            st.rerun()


# A fragment, so that saving a draft runs these lines and leaves the rest of the page alone.
@fragment
def _answer(opened: Hotseat, session: Session) -> None:
    turn = session.current
    reply = draw_answer_form(opened, session, turn) if turn is not None else None
    if reply is not None:
        _move(opened, session, reply)
        st.rerun()


def _move(opened: Hotseat, session: Session, reply: Reply) -> None:
    interviewer = opened.interviewer
    match reply.move:
        case Move.ANSWER:
            interviewer.answer(session, reply.text, sure=reply.sure)
        case Move.DONT_KNOW:
            interviewer.dont_know(session)
        case Move.HINT:
            interviewer.take_hint(session)
        case Move.SKIP:
            interviewer.skip(session)
        case Move.END:
            interviewer.finish(session, "stopped")


def _grade(opened: Hotseat, session: Session) -> None:
    ready = "Reading your answer against the notes …"
    waiting = "Your answer is saved. It is graded as soon as the model is loaded …"
    alone = state.take_press(wait := f"alone-grade-{session.id}-{session.version}")
    with (
        st.spinner(ready if opened.model_ready else waiting, show_time=True),
        asked(opened.language_model, _JUDGING, wait, alone=alone),
    ):
        opened.interviewer.grade(session)
    st.rerun()


def _go_on(opened: Hotseat, session: Session) -> None:
    """Let the candidate read the grade in a drill; ask the next question at once otherwise."""
    current = session.current
    graded = current is not None and current.grade is not None
    alone = state.take_press(wait := f"alone-{session.id}-{session.version}")
    if graded and session.setup.mode is Mode.DRILL:
        draw_transcript(opened, session)
        if not _wants_next(opened, session) and not alone:
            return
    with asked(opened.language_model, _WORDING, wait, alone=alone):
        opened.interviewer.advance(session)
    st.rerun()


def _wants_next(opened: Hotseat, session: Session) -> bool:
    name = f"{session.id}-{session.version}"
    if opened.interviewer.follow_up(session) is not None:
        label = "Take the follow-up"
    elif len(session.counted_main) < session.setup.count:
        label = "Next question"
    else:
        label = "See how it went"
    with st.bottom, st.container(horizontal=True, vertical_alignment="center"):
        pressed = st.button(
            label, key=f"next-{name}", type="primary", icon=":material/arrow_forward:"
        )
        if confirm_end(name):
            opened.interviewer.finish(session, "stopped")
            st.rerun()
    return pressed


def _stop_the_clock(opened: Hotseat, session: Session) -> None:
    """End a mock whose time is over; what was typed by then counts as the answer."""
    interviewer = opened.interviewer
    if session.phase is Phase.ANSWERING:
        typed = interviewer.draft(session)
        if typed.strip():
            session = interviewer.answer(session, typed)
    if session.phase is Phase.GRADING:
        with st.spinner("Time is up. Reading your last answer …"):
            session = interviewer.grade(session)
    interviewer.finish(session, "time")
    st.rerun()


def _draw_end(opened: Hotseat, session: Session) -> None:
    st.markdown(escape(speech.closing(session)))
    draw_report(opened, session)
    with st.container(horizontal=True):
        if st.button("New interview", key="again", icon=":material/replay:"):
            state.leave_session()
            st.rerun()
        if st.button("All sessions", key="to-review", icon=":material/fact_check:"):
            navigation.go_to("review")
