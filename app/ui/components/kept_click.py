"""A button whose click isn't lost while the page around it is drawn anew."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app.ui import state


def clicked(button: str, label: str, **look: Any) -> bool:
    """Draw a button under the key `button`; say whether it was clicked.

    A callback keeps the click: one on a fragment that is just being drawn anew would be lost.
    """
    st.button(label, key=button, on_click=state.press, args=(button,), **look)
    return state.take_press(button)
