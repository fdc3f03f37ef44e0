"""The badge that every page shows while texts are sent to a language model."""

from __future__ import annotations

import streamlit as st

from app.services.model_choice import ModelChoice
from app.ui.components.untrusted import escape


def draw_model_badge(choice: ModelChoice) -> None:
    """Say which model is on and where its texts go, with the button that switches it off."""
    if not choice.is_on or choice.address is None:
        return
    icon = ":material/computer:" if choice.address.stays_here else ":material/cloud_upload:"
    with st.container(horizontal=True, vertical_alignment="center", key="model-badge"):
        # Not a badge of Streamlit's: on a phone that cuts its words off.
        st.markdown(f":small[:violet[{icon} Language model on: {escape(choice.address.name)}]]")
        st.space("stretch")
        st.button(
            "Switch off",
            key="model-off",
            type="tertiary",
            icon=":material/cloud_off:",
            help=f"Nothing more goes to {escape(choice.address.url)}.",
            on_click=choice.turn_off,
        )
