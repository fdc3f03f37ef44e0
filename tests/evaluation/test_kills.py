"""Killing ingests: what is counted, on an ingest and a search that are little programs."""

from __future__ import annotations

import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.errors import MissingPart, NotIndexed
from app.evaluation.kills import (
    ALL,
    NOTES,
    SECTIONS,
    Processes,
    edition_of,
    measure_kills,
    write_edition,
)

# Takes a lock, reads the notes, and puts them in the place of what was there.
INGEST = """
import sys, time
from pathlib import Path
notes, home = map(Path, sys.argv[1:])
(home / "holder").write_text("me")
texts = [p.read_text() for p in sorted(notes.glob("*.md"))]
time.sleep(0.05)
(home / "new").write_text("".join(texts))
(home / "new").replace(home / "index")
(home / "holder").unlink()
"""


def processes(home: Path, program: str = INGEST) -> Processes:
    """Make processes that keep everything in one file."""

    def search() -> list[str]:
        text = (home / "index").read_text()
        return [line for line in text.splitlines() if line.startswith("This is edition")]

    return Processes(
        ingest=lambda notes: (sys.executable, "-S", "-c", program, str(notes), str(home)),
        search_anew=search,
        search=search,
        environment={},
        holder=home / "holder",
    )


def test_an_edition_differs_in_every_passage(tmp_path: Path) -> None:
    """So that what is missing or left over shows."""
    write_edition(tmp_path, 7)
    text = "".join(path.read_text() for path in tmp_path.iterdir())
    assert text.count("This is edition 7 of section") == NOTES * SECTIONS == ALL


@pytest.mark.parametrize(
    ("texts", "edition"),
    [
        (["edition 3 of"] * ALL, 3),
        (["edition 3 of"] * (ALL - 1), None),
        (["edition 3 of"] * (ALL - 1) + ["edition 4 of"], None),
        ([], None),
    ],
)
def test_a_result_is_whole_or_not(texts: list[str], edition: int | None) -> None:
    """All passages there are, of one edition."""
    assert edition_of(texts) == edition


def test_whole_generations_are_counted(tmp_path: Path) -> None:
    """After each kill it is the old one or the new one; the last ingest is noticed."""
    found = measure_kills(tmp_path / "notes", processes(tmp_path), kills=6, seed=4)
    assert found.old + found.new == len(found.moments) == 6
    assert (found.torn, found.failed) == (0, 0)
    assert found.queries > 0
    assert found.noticed < 1


def test_what_is_not_whole_is_counted(tmp_path: Path) -> None:
    """A new process that finds too little, and an app whose searches fail."""
    made = processes(tmp_path)

    def too_little() -> list[str]:
        return list(made.search())[1:]

    def fails_for_the_app() -> list[str]:
        if threading.current_thread() is not threading.main_thread():
            raise NotIndexed("gone. Run `hotseat ingest`.")
        return list(made.search())

    torn = measure_kills(tmp_path / "a", replace(made, search_anew=too_little), kills=2)
    assert (torn.torn, torn.failed) == (2, 0)
    failed = measure_kills(tmp_path / "b", replace(made, search=fails_for_the_app), kills=2)
    assert failed.failed == failed.queries > 0
    assert failed.torn == 0


def test_an_ingest_that_fails_is_named(tmp_path: Path) -> None:
    """Nothing could be measured with it."""
    with pytest.raises(MissingPart, match=r"The ingest of .* failed"):
        measure_kills(tmp_path / "notes", processes(tmp_path, "raise SystemExit(1)"), kills=1)
