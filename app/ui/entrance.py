"""The way into every page: the shared parts are opened, and errors are shown with their cure."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import streamlit as st

from app.core.errors import HotseatError, StaleSession
from app.ui import state
from app.ui.components.model_badge import draw_model_badge
from app.ui.components.untrusted import escape
from app.wiring.hotseat import Hotseat, open_hotseat

P = ParamSpec("P")


@st.cache_resource(show_spinner="Opening Hotseat …")
def hotseat() -> Hotseat:
    """Open the parts that all tabs share; load the model and index the notes in threads."""
    opened = open_hotseat()
    opened.start_built_in()
    opened.warm_up()
    return opened


def entrance(draw: Callable[P, None]) -> Callable[P, None]:
    """Show a waiting notice, the badge of a language model, and what goes wrong with a way to go on."""

    @wraps(draw)
    def badged(*args: P.args, **kwargs: P.kwargs) -> None:
        draw_model_badge(hotseat().language_model)
        draw(*args, **kwargs)

    page = _caught(badged, _show_with_ways_on)

    @wraps(draw)
    def entered(*args: P.args, **kwargs: P.kwargs) -> None:
        if notice := state.take_notice():
            st.toast(escape(notice), icon=":material/info:")
        page(*args, **kwargs)

    return entered


def guarded(draw: Callable[P, None]) -> Callable[P, None]:
    """Show what goes wrong in a fragment or a callback, which run without their page."""
    return _caught(draw, _show)


def fragment(draw: Callable[P, None], *, every: str | None = None) -> Callable[P, None]:
    """Make a guarded fragment with a place of its own, run again `every` so often ("1s").

    The container keeps its place. When a fragment runs before all of the page has reached the
    browser, Streamlit withdraws what the page drew of the fragment, the fragment's own container
    included; without another one around it the browser finds a hole, and the whole page goes blank.
    """

    @wraps(draw)
    def placed(*args: P.args, **kwargs: P.kwargs) -> None:
        with st.container():
            st.fragment(guarded(draw), run_every=every)(*args, **kwargs)

    return placed


def _caught(draw: Callable[P, None], show: Callable[[HotseatError], None]) -> Callable[P, None]:
    @wraps(draw)
    def caught(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            draw(*args, **kwargs)
        except StaleSession:
            state.tab().notice = "Another tab moved this session on. This is where it stands now."
            st.rerun()
        except HotseatError as exc:
            show(exc)

    return caught


def _show(error: HotseatError) -> None:
    st.error(str(error), icon=":material/error:")


def _show_with_ways_on(error: HotseatError) -> None:
    _show(error)
    with st.container(horizontal=True):
        st.button("Try again", key="try-again", icon=":material/refresh:")
        if state.session_id() is not None:
            st.button("Leave this session", key="leave", on_click=state.leave_session)
