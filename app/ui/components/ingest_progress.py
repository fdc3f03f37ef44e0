"""The ingests of this process: how far they got, what they did, what went wrong."""

from __future__ import annotations

import streamlit as st

from app.core.library import IngestReport
from app.services.index_jobs import JobStatus
from app.ui.components import words
from app.ui.components.status import REFRESH, draw_failure, progress_words
from app.ui.components.untrusted import escape
from app.ui.entrance import fragment
from app.wiring.hotseat import Hotseat


def draw_jobs(hotseat: Hotseat) -> None:
    """Draw every ingest of this process; refresh while one runs, and the page when it is done."""
    running = any(job.running for job in hotseat.jobs.all())
    fragment(_draw_all, every=REFRESH if running else None)(hotseat, running)


def _draw_all(hotseat: Hotseat, was_running: bool) -> None:
    jobs = hotseat.jobs.all()
    if was_running and not any(job.running for job in jobs):
        st.rerun()
    for job in jobs:
        _draw_job(job)


def _draw_job(job: JobStatus) -> None:
    if job.running:
        total = job.progress.total
        share = min(1.0, job.progress.done / total) if total else 0.0
        st.progress(share, text=escape(progress_words(job.progress, job.library)))
    elif job.error is not None:
        draw_failure(job)
    elif job.report is not None and not job.report.changed:
        st.caption(escape(summary(job.report)))
    elif job.report is not None:
        st.success(escape(summary(job.report)), icon=":material/check_circle:")


def summary(report: IngestReport) -> str:
    """Say what an ingest did, in one or two sentences."""
    if not report.changed:
        return f"{report.library} is up to date; nothing had changed."
    text = (
        f"{report.library}: {words.counted(report.notes, 'note')}, "
        f"{words.counted(report.passages, 'passage')} "
        f"({report.embedded:,} new, {report.reused:,} kept), "
        f"{words.counted(report.questions, 'question')} in {report.seconds:.0f} seconds."
    )
    skipped = len({problem.path for problem in report.skipped})
    return f"{text} {words.counted(skipped, 'file')} left out." if skipped else text
