"""Streamlit entrance: page config and navigation, nothing else."""

import streamlit as st

from app.ui.pages import ask, interview, library, review

st.set_page_config(page_title="Hotseat", page_icon=":material/mic:", layout="centered")
st.navigation(
    [
        st.Page(interview.render, title="Interview", icon=":material/forum:", url_path="interview", default=True),
        st.Page(ask.render, title="Ask", icon=":material/search:", url_path="ask"),
        st.Page(review.render, title="Review", icon=":material/fact_check:", url_path="review"),
        st.Page(library.render, title="Library", icon=":material/library_books:", url_path="library"),
    ],
    position="top",
).run()
