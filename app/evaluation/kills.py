"""Kill -9 at random moments of an ingest, while an app is asked all the time.

Each edition of some notes differs from the one before in every passage, so that a result tells which
generations it came from, and whether any of it is missing. After each kill the running app is asked,
and a new process.
"""

from __future__ import annotations

import os
import random
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.core.errors import HotseatError, MissingPart
from app.core.passage import Passage

NOTES, SECTIONS = 10, 8
LIBRARY = "editions"
QUERY = "Which edition is this?"
ALL = NOTES * SECTIONS
_LONGEST = 600.0


@dataclass(frozen=True, slots=True)
class Processes:
    """What is started and asked: an ingest, a search by a new process, one by the running app.

    The searches return the texts of all passages that they find.
    """

    ingest: Callable[[Path], Sequence[str]]
    search_anew: Callable[[], Sequence[str]]
    search: Callable[[], Sequence[str]]
    environment: dict[str, str]
    holder: Path


@dataclass(slots=True)
class Survived:
    """What came of the kills: how often the old and the new generation was found, whole.

    `torn` counts results of the app or of a new process that mixed generations or missed some,
    `failed` those that were errors. `noticed` is how many seconds after the end of the last ingest
    the running app answered from it.
    """

    old: int = 0
    new: int = 0
    queries: int = 0
    torn: int = 0
    failed: int = 0
    noticed: float = 0.0
    moments: list[float] = field(default_factory=list)


def write_edition(folder: Path, number: int) -> None:
    """Write all notes anew, each passage with the number of its edition."""
    folder.mkdir(parents=True, exist_ok=True)
    for note in range(NOTES):
        sections = (
            f"## Section {n}\nThis is edition {number} of section {n} of note {note}.\n"
            for n in range(SECTIONS)
        )
        (folder / f"note-{note}.md").write_text(f"# Note {note}\n" + "".join(sections), "utf-8")


def edition_of(texts: Sequence[str]) -> int | None:
    """Return the edition that all passages are of; None when some are missing or of another one."""
    editions = {int(text.split("edition ")[1].split(" ")[0]) for text in texts}
    return editions.pop() if len(editions) == 1 and len(texts) == ALL else None


def texts_of(passages: Sequence[Passage]) -> list[str]:
    """Return the texts of passages."""
    return [passage.text for passage in passages]


def measure_kills(folder: Path, processes: Processes, *, kills: int, seed: int = 1) -> Survived:
    """Kill `kills` ingests of a folder at moments between their first step and their end."""
    found = Survived()
    write_edition(folder, 0)
    _ingest(folder, processes)
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    write_edition(folder, 1)
    length = _ingest(folder, processes)
    current = 1
    stop = threading.Event()
    asking = threading.Thread(target=_ask_until, args=(stop, processes, found))
    asking.start()
    try:
        for edition in range(2, kills + 2):
            write_edition(folder, edition)
            found.moments.append(chance.uniform(0.0, 1.05 * length))
            _ingest(folder, processes, kill_after=found.moments[-1])
            current = _judge(found, processes, {current, edition}, edition)
        write_edition(folder, kills + 2)
        _ingest(folder, processes)
        found.noticed = _noticed(processes, kills + 2)
    finally:
        stop.set()
        asking.join()
    return found


def _judge(found: Survived, processes: Processes, expected: set[int], edition: int) -> int:
    """Ask a new process and the running app; return the edition that both answer from."""
    said = [edition_of(search()) for search in (processes.search_anew, processes.search)]
    if said[0] is None or said[0] not in expected or said[0] != said[1]:
        found.torn += 1
    if said[0] == edition:
        found.new += 1
    else:
        found.old += 1
    return said[0] if said[0] is not None else min(expected)


def _ask_until(stop: threading.Event, processes: Processes, found: Survived) -> None:
    while not stop.is_set():
        found.queries += 1
        try:
            if edition_of(processes.search()) is None:
                found.torn += 1
        except HotseatError:
            found.failed += 1
        stop.wait(0.05)


def _noticed(processes: Processes, edition: int) -> float:
    begun = time.monotonic()
    while edition_of(processes.search()) != edition:
        if time.monotonic() - begun > _LONGEST:
            raise MissingPart("The app never noticed the new generation. Run `hotseat doctor`.")
    return time.monotonic() - begun


def _ingest(folder: Path, processes: Processes, *, kill_after: float | None = None) -> float:
    """Run an ingest, and maybe kill it so long after its first step; return how long that lived."""
    with subprocess.Popen(  # noqa: S603 - our own words
        processes.ingest(folder),
        env={**os.environ, **processes.environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as child:
        while not processes.holder.exists() and child.poll() is None:
            time.sleep(0.005)
        begun = time.monotonic()
        try:
            child.wait(kill_after if kill_after is not None else _LONGEST)
        except subprocess.TimeoutExpired:
            child.kill()
        child.wait()
        # A killed process can't take its name off the lock.
        processes.holder.unlink(missing_ok=True)
        if child.returncode > 0:
            raise MissingPart(f"The ingest of {folder} failed. Run `hotseat ingest {folder}`.")
        return time.monotonic() - begun
