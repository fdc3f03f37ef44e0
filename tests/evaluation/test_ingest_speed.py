"""Timing ingests: which notes are taken, what runs, and what is made of the numbers."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from app.core.errors import BadInput, MissingPart
from app.evaluation.ingest_speed import (
    Commands,
    IngestSpeed,
    Taken,
    measure_ingest,
    run,
)

SLEEP = "import time; time.sleep({})"


def python(program: str) -> tuple[str, ...]:
    return (sys.executable, "-S", "-c", program)


def logged(log: Path) -> Commands:
    """Make commands that write down that they ran, and on how many notes."""

    def ran(name: str, notes: Path | None = None) -> tuple[str, ...]:
        count = f"len(list(Path({str(notes)!r}).rglob('*.md')))" if notes else "''"
        line = f"print({name!r}, {count}, file=open({str(log)!r}, 'a'))"
        return python(f"from pathlib import Path; {line}")

    return Commands(
        usual=lambda notes, _: ran("usual", notes),
        ours=lambda notes, _: ran("ours", notes),
        load=lambda _: ran("load"),
        environment=lambda home: {"HOTSEAT_HOME": str(home)},
    )


def test_both_take_turns_on_the_same_notes(tmp_path: Path) -> None:
    """From scratch, then three times unchanged, then three times with one note changed."""
    (tmp_path / "notes" / "deep").mkdir(parents=True)
    for number in range(6):
        (tmp_path / "notes" / "deep" / f"{number}.md").write_text("text")
    log = tmp_path / "log"
    found = measure_ingest(tmp_path / "notes", tmp_path / "work", logged(log), notes=3, rounds=2)
    again = ["ours 3"] * 3 + ["ours 3", "load "] * 3
    assert log.read_text().splitlines() == [
        *("usual 3", "ours 3", *again),
        *("ours 3", "usual 3", *again),
    ]
    assert (found.notes, len(found.usual), len(found.unchanged)) == (3, 2, 6)
    assert (tmp_path / "notes" / "deep" / "0.md").read_text() == "text"


def test_ours_alone(tmp_path: Path) -> None:
    """Then there is nothing to compare with."""
    (tmp_path / "note.md").write_text("text")
    log = tmp_path / "log"
    found = measure_ingest(
        tmp_path, tmp_path / "work", logged(log), notes=None, rounds=1, alone=True
    )
    assert "usual" not in log.read_text()
    assert (found.usual, found.ratio, len(found.ours)) == ([], None, 1)


def test_ratios() -> None:
    """Notes a second are compared over all rounds, loading by medians."""
    one, two, ten = (Taken(seconds, seconds, 1.0) for seconds in (1.0, 2.0, 10.0))
    found = IngestSpeed(5, [ten, two], [two, one], [one], [ten, two, two], [one])
    assert found.ratio == 4.0
    assert found.beyond_loading == found.work_beyond_loading == 1.0


def test_a_process_is_measured() -> None:
    """Its seconds to the end, those of the processor, and its memory.

    Linux counts what its parent held when it was started, too.
    """
    taken = run(python(SLEEP.format(0.1)), {})
    assert taken.seconds > 0.1
    assert taken.processor < taken.seconds
    assert taken.megabytes > 1


def test_a_process_that_fails_is_named() -> None:
    """With the last of what it said."""
    with pytest.raises(MissingPart, match="no such thing"):
        run(python("raise SystemExit('no such thing')"), {})


def test_a_folder_without_notes(tmp_path: Path) -> None:
    """Nothing is run."""
    with pytest.raises(BadInput, match="holds no Markdown notes"):
        measure_ingest(tmp_path, tmp_path, logged(tmp_path / "log"), notes=None, rounds=1)


@pytest.mark.integration
def test_the_usual_ingest(tmp_path: Path) -> None:
    """It stores all chunks of the notes, each with its vector."""
    import chromadb
    from chromadb.config import Settings

    from app.evaluation.usual_ingest import main
    from app.wiring.notes import model_folder

    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.md").write_text("A lock is held by one thread. " * 80)
    main(str(tmp_path / "notes"), str(tmp_path / "store"), str(model_folder()))
    quiet = Settings(anonymized_telemetry=False)
    client = chromadb.PersistentClient(str(tmp_path / "store"), settings=quiet)
    stored = client.get_collection("notes").get()
    assert len(stored["ids"]) == 3
    assert all(len(text) <= 1000 for text in stored["documents"] or ())
