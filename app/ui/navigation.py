"""The pages, and the links between them."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

STYLE = Path(__file__).parent / "style.css"

# A file, because the browser would fetch the picture of a `:material/...:` icon from a server.
ICON = Path(__file__).parent / "icon.svg"


def pages() -> dict[str, Page]:
    """Return the pages by name, in the order of the menu."""
    # Imported here, because the pages link to each other through this module.
    from app.ui.pages import ask, interview, library, plan, progress, review, settings, today

    return {
        "today": st.Page(today.render, title="Today", icon=":material/today:", default=True),
        "interview": st.Page(
            interview.render, title="Interview", icon=":material/forum:", url_path="interview"
        ),
        "review": st.Page(
            review.render, title="Review", icon=":material/fact_check:", url_path="review"
        ),
        "progress": st.Page(
            progress.render, title="Progress", icon=":material/monitoring:", url_path="progress"
        ),
        "plan": st.Page(
            plan.render, title="Plan", icon=":material/calendar_month:", url_path="plan"
        ),
        "ask": st.Page(ask.render, title="Ask", icon=":material/search:", url_path="ask"),
        "library": st.Page(
            library.render, title="Library", icon=":material/library_books:", url_path="library"
        ),
        "settings": st.Page(
            settings.render, title="Settings", icon=":material/settings:", url_path="settings"
        ),
    }


def go_to(page: str, *, session: str | None = None) -> None:
    """Leave this page for another one, with a session in its address where one is given."""
    st.switch_page(pages()[page], query_params={} if session is None else {"session": session})
