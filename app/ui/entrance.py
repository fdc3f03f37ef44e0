"""The way into every page: the shared parts are opened, and errors are shown with their cure."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import streamlit as st

from app.core.errors import HotseatError, StaleSession
from app.ui import state
from app.wiring import Hotseat, open_hotseat

P = ParamSpec("P")
R = TypeVar("R")


@st.cache_resource(show_spinner="Opening Hotseat …")
def hotseat() -> Hotseat:
    """Open the parts that all tabs share; load the model and index the notes in threads."""
    opened = open_hotseat()
    opened.warm_up()
    opened.start_built_in()
    return opened


def entrance(draw: Callable[P, R]) -> Callable[P, R | None]:
    """Show what goes wrong in a page, a fragment or a callback as an error that names its cure."""

    @wraps(draw)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R | None:
        try:
            return draw(*args, **kwargs)
        except StaleSession:
            state.tab().notice = "Another tab moved this session on. This is where it stands now."
            st.rerun()
        except HotseatError as exc:
            _show(exc)
        return None

    return guarded


def _show(error: HotseatError) -> None:
    st.error(str(error), icon=":material/error:")
    with st.container(horizontal=True):
        st.button("Try again", key="try-again", icon=":material/refresh:")
        if state.session_id() is not None:
            st.button("Leave this session", key="leave", on_click=state.leave_session)
