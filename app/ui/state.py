"""What a browser tab keeps, in one typed object; the only module that touches st.session_state.

Sessions and drafts are not here: they are on the ledger, and the address of the page names the open
session, so that a refresh or a crash loses nothing. Everything kept can be pickled.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import streamlit as st

from app.core.session import Setup
from app.services.ask import AskResult

_KEY = "hotseat"
_SESSION = "session"


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question put to the notes of a library, what it was `read_as`, and what came back."""

    library: str
    question: str
    result: AskResult
    read_as: str


@dataclass(slots=True)
class TabState:
    """What one tab remembers between runs of the script.

    `setup` is the last one chosen. `saved_draft` names the answer box whose text reached the disk
    last, and when. `notice` is shown once, on the next run. `pressed` names a button whose click waits.
    `asking` is the question put to the notes last.
    """

    setup: Setup | None = None
    asked: list[Exchange] = field(default_factory=list)
    saved_draft: tuple[str, datetime] | None = None
    notice: str | None = None
    pressed: str | None = None
    asking: str | None = None


def tab() -> TabState:
    """Return the state of this browser tab."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = TabState()
    state: TabState = st.session_state[_KEY]
    return state


def take_notice() -> str | None:
    """Return the notice that waits to be shown, and forget it."""
    notice, tab().notice = tab().notice, None
    return notice


def press(button: str) -> None:
    """Keep a click until the page takes it."""
    tab().pressed = button


def take_press(button: str) -> bool:
    """Say whether this button was pressed, and forget it."""
    pressed = tab().pressed == button
    if pressed:
        tab().pressed = None
    return pressed


def typed(box: str) -> str:
    """Return what the text area with this key holds."""
    return str(st.session_state[box])


def session_id() -> str | None:
    """Return the session that the page's address names."""
    return st.query_params.get(_SESSION)


def open_session(session: str) -> None:
    """Name a session in the page's address."""
    st.query_params[_SESSION] = session


def leave_session() -> None:
    """Take the session out of the page's address."""
    st.query_params.pop(_SESSION, None)
