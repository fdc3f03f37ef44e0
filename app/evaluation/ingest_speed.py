"""How long it takes until notes can be searched, beside the usual pipeline on the same notes.

Everything is measured as a user meets it, in a process of its own: from its start, with imports and
the loading of the model, to its end. Seconds differ from machine to machine, and on a busy one from
minute to minute; so the two take turns, and what counts is the ratio.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.core.errors import BadInput, MissingPart

_AGAIN = 3
# The unit in which systems tell a process's memory.
_MB = 2**20 if sys.platform == "darwin" else 2**10


@dataclass(frozen=True, slots=True)
class Taken:
    """What a process took: seconds, seconds of all processors together, and memory at most."""

    seconds: float
    processor: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Commands:
    """How the processes are started: from a folder of notes and one to store things in."""

    usual: Callable[[Path, Path], Sequence[str]]
    ours: Callable[[Path, Path], Sequence[str]]
    load: Callable[[Path], Sequence[str]]
    environment: Callable[[Path], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class IngestSpeed:
    """What was measured; lists hold one entry a round."""

    notes: int
    usual: list[Taken]
    ours: list[Taken]
    unchanged: list[Taken]
    one_changed: list[Taken]
    load: list[Taken]

    @property
    def ratio(self) -> float | None:
        """How many times as many notes a second ours reads; None when it ran alone."""
        return total(self.usual) / total(self.ours) if self.usual else None

    @property
    def beyond_loading(self) -> float:
        """Seconds that one changed note takes beyond loading the model (medians)."""
        return median(self.one_changed) - median(self.load)

    @property
    def work_beyond_loading(self) -> float:
        """The same in seconds of all processors, which hardly change with what else runs."""
        work = (statistics.median(t.processor for t in ts) for ts in (self.one_changed, self.load))
        return next(work) - next(work)


def total(taken: Sequence[Taken]) -> float:
    """Return the seconds of all."""
    return sum(each.seconds for each in taken)


def median(taken: Sequence[Taken]) -> float:
    """Return the median of the seconds."""
    return statistics.median(each.seconds for each in taken)


def measure_ingest(
    folder: Path,
    work: Path,
    commands: Commands,
    *,
    notes: int | None,
    rounds: int,
    alone: bool = False,
) -> IngestSpeed:
    """Ingest copies of the notes of a folder in `work`, from scratch and again.

    `notes` takes so many of them, spread over the folder; `alone` leaves the usual pipeline out.
    Raises MissingPart when a process fails.
    """
    files = sorted(folder.rglob("*.md"))
    chosen = files[:: max(1, len(files) // (notes or len(files) or 1))][:notes]
    if not chosen:
        raise BadInput(f"{folder} holds no Markdown notes. Name another folder.")
    found = IngestSpeed(len(chosen), [], [], [], [], [])
    for number in range(rounds):
        place = work / str(number)
        copies = place / "notes"
        for file in chosen:
            target = copies / file.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
        environment = commands.environment(place / "home")
        turns = [(commands.ours(copies, place / "home"), found.ours)]
        if not alone:
            turns.insert(number % 2, (commands.usual(copies, place / "usual"), found.usual))
        for command, results in turns:
            results.append(run(command, environment))
        _again(found, copies, place / "home", commands)
    return found


def _again(found: IngestSpeed, notes: Path, home: Path, commands: Commands) -> None:
    environment = commands.environment(home)
    ours = commands.ours(notes, home)
    found.unchanged.extend(run(ours, environment) for _ in range(_AGAIN))
    for number in range(_AGAIN):
        changed = min(notes.rglob("*.md"))
        with changed.open("a", encoding="utf-8") as file:
            file.write(f"\nSentence number {number} stands at the end of one note.\n")
        found.one_changed.append(run(ours, environment))
        found.load.append(run(commands.load(home), environment))


def run(command: Sequence[str], environment: Mapping[str, str]) -> Taken:
    """Run a process to its end; raise MissingPart, with what it said, when it fails.

    Raises BadInput on Windows, which doesn't tell what a process took.
    """
    if not hasattr(os, "wait4"):
        raise BadInput("Windows doesn't tell what a process took. Measure on Linux or macOS.")
    begun = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - our own words
        command,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise MissingPart(f"`{' '.join(command)}` failed: {said.strip()[-500:]}. Mend that first.")
    seconds = time.perf_counter() - begun
    return Taken(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / _MB)
