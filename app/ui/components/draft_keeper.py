"""An answer box whose text reaches the disk while it is being typed.

Streamlit's text area tells the script its text only when it is left or submitted. A few lines of
JavaScript, our own and the same for everybody, make the box hand over its text at most 0.6 s after
a keystroke. The box itself stays Streamlit's own, with its look, focus, cursor and label.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from importlib import resources

import streamlit as st

from app.ui import state
from app.ui.entrance import guarded

_SCRIPT = resources.files(__package__).joinpath("draft_keeper.js").read_text(encoding="utf-8")
_HEIGHT = 180


def draw_answer_box(
    name: str, draft: str, save: Callable[[str], None], *, label: str = "Your answer"
) -> str:
    """Draw an answer box that holds a draft; return what it holds, and `save` it as it changes."""
    # The element is static: nothing that a note or a candidate wrote goes into it.
    st.html(f"<script>{_SCRIPT}</script>", unsafe_allow_javascript=True)
    box = f"answer-{name}"
    text = st.text_area(
        label,
        value=draft,
        key=box,
        height=_HEIGHT,
        placeholder="Say it as you would to an interviewer.",
        on_change=_save_typed,
        args=(box, save),
    )
    if text != draft:
        # After a restart of the server the browser hands in what the old one may have missed.
        _save(box, save, text)
    st.caption(_status(box, draft))
    return text


@guarded
def _save_typed(box: str, save: Callable[[str], None]) -> None:
    # A callback, so that it also runs when the same click leads to another page.
    _save(box, save, state.typed(box))


def _save(box: str, save: Callable[[str], None], text: str) -> None:
    save(text)
    state.tab().saved_draft = (box, datetime.now().astimezone())


def _status(box: str, draft: str) -> str:
    saved = state.tab().saved_draft
    if saved is not None and saved[0] == box:
        return f"Draft saved at {saved[1]:%H:%M:%S}"
    return "Your draft is back." if draft else "What you type is saved as you go."
