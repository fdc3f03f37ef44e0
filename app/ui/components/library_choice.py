"""Which library a page is about, at which level, and what its sections are called."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from app.core.curriculum import plain_curriculum
from app.core.level import Level
from app.ui.components import words
from app.wiring.hotseat import Hotseat
from app.wiring.notes import BUILT_IN


def choose_library(hotseat: Hotseat, libraries: list[str], *, key: str) -> str:
    """Return the library to look at; with several, let the candidate choose.

    The one practised last comes first, else the built-in one.
    """
    practised = [s.setup.library for s in hotseat.practice.history.sessions()[:1]]
    wanted = [name for name in (*practised, BUILT_IN) if name in libraries]
    if len(libraries) == 1:
        return libraries[0]
    start = libraries.index(wanted[0]) if wanted else 0
    return st.selectbox("Library", libraries, index=start, key=f"{key}-library")


def choose_level(start: Level, *, key: str, help: str | None = None) -> Level:  # noqa: A002
    """Let the candidate choose the level to be measured by."""
    chosen = st.segmented_control(
        "Level",
        list(Level),
        default=start,
        required=True,
        format_func=words.LEVELS.__getitem__,
        help=help,
        key=f"{key}-level",
    )
    return chosen or start


def section_titles(hotseat: Hotseat, library: str) -> Callable[[str], str]:
    """Return what writes a section's folder name as a title; a library may be gone by now."""
    if library in hotseat.libraries():
        return hotseat.planner.curriculum(library).title
    return plain_curriculum(()).title
