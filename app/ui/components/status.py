"""What still goes on behind the page: the index being built, the model being loaded."""

from __future__ import annotations

import streamlit as st

from app.core.level import Level
from app.core.library import Progress
from app.services.index_jobs import JobStatus
from app.services.progress import Report
from app.ui.components import words
from app.ui.components.untrusted import escape
from app.ui.entrance import fragment
from app.wiring.hotseat import Hotseat
from app.wiring.notes import BUILT_IN

REFRESH = "1s"


def draw_status(hotseat: Hotseat, library: str, *, usable: str = "You can start already.") -> None:
    """Draw what is still going on for a library, refreshed by itself until it is done."""
    busy = _is_busy(hotseat, library)
    fragment(_status, every=REFRESH if busy else None)(hotseat, library, usable)


def wait_for_library(hotseat: Hotseat) -> None:
    """Say that the built-in notes are being read, and run the page again when they are there."""
    fragment(_wait, every=REFRESH)(hotseat)


def wait_for_past(hotseat: Hotseat) -> None:
    """Read the sessions that aren't read yet; say so when it takes a moment, as at the start."""
    with st.spinner("Reading your sessions …"):
        hotseat.practice.history.past()


def add_up(hotseat: Hotseat, library: str, level: Level) -> Report:
    """Report on a library; say so when it takes a moment, as at the start."""
    with st.spinner("Adding up what you practised …"):
        return hotseat.progress.report(library, level)


def progress_words(progress: Progress, library: str) -> str:
    """Say how far an ingest got, in one phrase."""
    if not progress.total:
        return f"Reading the notes of {library}"
    if progress.phase == "reading":
        return f"Reading the {words.counted(progress.total, 'note')} of {library}"
    return f"Building the index of {library}: {progress.done:,} of {progress.total:,} passages"


def draw_failure(job: JobStatus) -> None:
    """Draw why an ingest failed, with its cure."""
    st.error(f"{escape(job.library)} was not indexed. {escape(job.error or '')}")


def _wait(hotseat: Hotseat) -> None:
    if hotseat.libraries():
        st.rerun()
    job = hotseat.jobs.status(BUILT_IN)
    if job is not None and job.error is not None:
        draw_failure(job)
        st.markdown("Add a folder of your own notes on the Library page, or mend this first.")
        return
    text = progress_words(job.progress if job else Progress("reading", 0, 0), BUILT_IN)
    with st.container(border=True):
        st.markdown("**Getting the questions ready**")
        st.caption(f"{escape(text)}. The first question comes as soon as they are read.")
        st.skeleton(120)


def _is_busy(hotseat: Hotseat, library: str) -> bool:
    job = hotseat.jobs.status(library)
    loading = not hotseat.model_ready and hotseat.model_error is None
    return (job is not None and job.running) or loading


def _status(hotseat: Hotseat, library: str, usable: str) -> None:
    job = hotseat.jobs.status(library)
    if hotseat.model_error is not None:
        st.error(f"Answers can't be graded. {escape(hotseat.model_error)}")
    elif job is not None and job.error is not None:
        draw_failure(job)
    elif job is not None and job.running:
        text = f"{progress_words(job.progress, library)}; {usable[0].lower()}{usable[1:]}"
        _draw_line(":material/sync:", text)
    elif not hotseat.model_ready:
        _draw_line(":material/hourglass_top:", f"Loading the grading model. {usable}")


def _draw_line(icon: str, text: str) -> None:
    # Not a badge: on a phone a badge cuts its words off.
    st.markdown(f":small[:blue[{icon} {escape(text)}]]")
