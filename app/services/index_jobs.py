"""Ingest folders in the background, one job for each library, and say how far it got."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from app.core.errors import HotseatError
from app.core.library import IngestReport, Progress

Ingest = Callable[[Path, str, Callable[[Progress], None]], IngestReport]


@dataclass(frozen=True, slots=True)
class JobStatus:
    """Where a job stands: running, done with a report, or failed with an error to be shown."""

    library: str
    progress: Progress
    running: bool = True
    report: IngestReport | None = None
    error: str | None = None


class IndexJobs:
    """Starts ingests in threads of this process, so that they share its loaded embedder."""

    def __init__(self, ingest: Ingest) -> None:
        self._ingest = ingest
        self._lock = threading.Lock()
        self._jobs: dict[str, JobStatus] = {}

    def start(self, folder: Path, library: str) -> JobStatus:
        """Start an ingest of `folder`; return the running job when the library has one already."""
        with self._lock:
            job = self._jobs.get(library)
            if job is not None and job.running:
                return job
            job = JobStatus(library, Progress("waiting", 0, 0))
            self._jobs[library] = job
        threading.Thread(
            target=self._run, args=(folder, library), name=f"ingest-{library}", daemon=True
        ).start()
        return job

    def status(self, library: str) -> JobStatus | None:
        """Return the last job of a library in this process, None when there was none."""
        with self._lock:
            return self._jobs.get(library)

    def all(self) -> list[JobStatus]:
        """Return the last job of every library that has had one in this process."""
        with self._lock:
            return list(self._jobs.values())

    def _run(self, folder: Path, library: str) -> None:
        def step(progress: Progress) -> None:
            with self._lock:
                self._jobs[library] = replace(self._jobs[library], progress=progress)

        try:
            report = self._ingest(folder, library, step)
        except HotseatError as exc:
            self._end(library, error=str(exc))
        except Exception as exc:  # noqa: BLE001 - a thread's entrance: nobody else would see it
            self._end(
                library, error=f"{type(exc).__name__}: {exc}. Run `hotseat ingest` to see more."
            )
        else:
            self._end(library, report=report)

    def _end(
        self, library: str, *, report: IngestReport | None = None, error: str | None = None
    ) -> None:
        with self._lock:
            self._jobs[library] = replace(
                self._jobs[library], running=False, report=report, error=error
            )
