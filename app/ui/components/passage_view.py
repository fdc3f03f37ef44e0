"""A citation that opens the passage of the note it points to."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app.core.passage import Passage
from app.core.place import Place
from app.ui.components import words
from app.ui.components.untrusted import escape, marked_markdown, note_markdown
from app.wiring.hotseat import Hotseat


def draw_citation(
    hotseat: Hotseat,
    library: str,
    place: Place,
    *,
    key: str,
    quote: str = "",
    after: Place | None = None,
) -> None:
    """Draw a place as a button; pressed, it opens the passage with the quote marked.

    Right `after` a place under the same heading only the lines are named.
    """
    pressed = st.button(
        escape(words.short_citation(place, after=after)),
        key=key,
        type="tertiary",
        icon=":material/menu_book:",
        help=escape(words.citation(place)),
        wrap=True,
    )
    if pressed:
        _open_passage(hotseat, library, place, quote)


def around(passages: Sequence[Passage], place: Place) -> list[Passage]:
    """Return the passages at a place with one neighbour on each side, in the note's order."""
    note = sorted((p for p in passages if p.place.note == place.note), key=_first_line)
    hits = [n for n, p in enumerate(note) if covers(p, place)]
    return note[max(0, hits[0] - 1) : hits[-1] + 2] if hits else []


def covers(passage: Passage, place: Place) -> bool:
    """Say whether a passage shares a line with a place."""
    return passage.place.lines[0] <= place.lines[1] and place.lines[0] <= passage.place.lines[1]


def _first_line(passage: Passage) -> int:
    return passage.place.lines[0]


@st.dialog("From the notes", width="medium", icon=":material/menu_book:")
def _open_passage(hotseat: Hotseat, library: str, place: Place, quote: str) -> None:
    st.caption(escape(words.citation(place)))
    found = around(hotseat.shelf.open(library).contents.passages, place)
    if not found:
        st.info("The note has changed since; this place is no longer in it.")
    for passage in found:
        if covers(passage, place):
            with st.container(border=True):
                st.markdown(marked_markdown(passage.text, quote))
        else:
            st.caption(escape(words.heading(passage.place)))
            st.markdown(note_markdown(passage.text))
