"""Ingests in the background: one for each library, and nothing fails silently."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from app.core.errors import BadInput
from app.core.library import IngestReport, Progress
from app.services.index_jobs import IndexJobs, JobStatus

REPORT = IngestReport("mine", "g1", 1, 2, 3, 2, 0, 0.1, changed=True)
Tell = Callable[[Progress], None]


def finished(jobs: IndexJobs, library: str) -> JobStatus:
    for thread in threading.enumerate():
        if thread.name == f"ingest-{library}":
            thread.join(10)
    status = jobs.status(library)
    assert status is not None
    return status


def test_a_job_tells_how_far_it_is_and_what_it_did() -> None:
    """Progress can be read while the job runs, the report afterwards."""
    go_on = threading.Event()

    def ingest(_folder: Path, _library: str, tell: Tell) -> IngestReport:
        tell(Progress("embedding", 1, 2))
        go_on.wait(10)
        return REPORT

    jobs = IndexJobs(ingest)
    jobs.start(Path("notes"), "mine")
    while (status := jobs.status("mine")) is None or not status.progress.done:
        pass
    assert status.running
    assert status.progress == Progress("embedding", 1, 2)
    go_on.set()
    status = finished(jobs, "mine")
    assert (status.running, status.report, status.error) == (False, REPORT, None)


def test_a_library_has_one_job_at_a_time() -> None:
    """Starting again while a job runs returns that job."""
    go_on = threading.Event()
    started: list[Path] = []

    def ingest(folder: Path, _library: str, _tell: Tell) -> IngestReport:
        started.append(folder)
        go_on.wait(10)
        return REPORT

    jobs = IndexJobs(ingest)
    jobs.start(Path("a"), "mine")
    jobs.start(Path("b"), "mine")
    go_on.set()
    finished(jobs, "mine")
    assert started == [Path("a")]


def test_a_failed_job_keeps_its_error() -> None:
    """An error is shown with its cure; an unexpected one says where to see more."""

    def ingest(folder: Path, _library: str, _tell: Tell) -> IngestReport:
        if folder == Path("empty"):
            raise BadInput("No notes in empty. Add some.")
        raise RuntimeError("boom")

    jobs = IndexJobs(ingest)
    jobs.start(Path("empty"), "mine")
    assert finished(jobs, "mine").error == "No notes in empty. Add some."
    jobs.start(Path("other"), "other")
    assert finished(jobs, "other").error == (
        "RuntimeError: boom. Run `hotseat ingest` to see more."
    )
