"""Streamlit entrance: page config and navigation, nothing else."""

import sys
from pathlib import Path

import streamlit as st

# `streamlit run` puts this file's folder on the path; the package is found from the one above.
_ROOT = str(Path(__file__).resolve().parents[1])
if _ROOT not in sys.path:
    sys.path.insert(0, _ROOT)

from app.ui import navigation  # noqa: E402

st.set_page_config(page_title="Hotseat", page_icon=navigation.ICON, layout="centered")
st.html(navigation.STYLE)
st.navigation(list(navigation.pages().values()), position="top").run()
