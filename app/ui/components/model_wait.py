"""Waiting for a language model's words: how far they are, and a button that goes on without them.

The words themselves are not shown yet: they are checked first. The button's click stops the script
within a moment, which closes the connection, so that the model stops as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

import streamlit as st

from app.services.model_choice import ModelChoice
from app.services.watching import watched, without_model
from app.ui import state
from app.ui.components import words


@contextmanager
def waiting(choice: ModelChoice, doing: str, key: str) -> Iterator[None]:
    """Show what the model is `doing` while it is asked inside; nothing while none is on."""
    if not choice.is_on:
        yield
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"wait-{key}"):
        place = st.empty()
        place.markdown(f":small[{doing} …]")
        st.button(
            "Go on without it",
            key=key,
            type="tertiary",
            icon=":material/skip_next:",
            on_click=state.press,
            args=(key,),
        )

    def heard(text: str) -> None:
        so_far = f" {words.counted(len(text.split()), 'word')} so far" if text else ""
        place.markdown(f":small[{doing} …{so_far}]")

    with watched(heard):
        yield


def asked(
    choice: ModelChoice, doing: str, key: str, *, alone: bool
) -> AbstractContextManager[None]:
    """Return `waiting`, or, where the candidate went on `alone`, what leaves the model out."""
    return without_model() if alone else waiting(choice, doing, key)
