"""`hotseat eval` of the ingest: how fast it is, and that a kill leaves the index whole."""

from __future__ import annotations

import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from app.commands.result_tables import AsJson
from app.evaluation.ingest_speed import Commands, IngestSpeed, Taken, measure_ingest, median, total
from app.wiring import built_in_notes, model_folder

_LIBRARY = "measured"
_LOAD = "from app.wiring import open_hotseat; open_hotseat().embedder.warm_up()"

Notes = Annotated[int | None, typer.Option(min=1, help="How many notes; all if left out.")]
Rounds = Annotated[int, typer.Option(min=1, help="How often the two take turns.")]


def ingest_speed(*, notes: Notes = None, rounds: Rounds = 1, as_json: AsJson = False) -> None:
    """Ingest the built-in notes and time it, beside the usual pipeline (some minutes a round)."""
    with tempfile.TemporaryDirectory() as work:
        found = measure_ingest(
            built_in_notes(), Path(work), _commands(), notes=notes, rounds=rounds
        )
    if as_json:
        shown = asdict(found) | {"ratio": found.ratio, "beyond_loading": found.beyond_loading}
        typer.echo(json.dumps(shown))
        return
    _print(found)


def _commands() -> Commands:
    python = sys.executable
    usual = (python, "-m", "app.evaluation.usual_ingest")
    ours = (python, "-m", "app.cli", "ingest", "--library", _LIBRARY)
    return Commands(
        usual=lambda notes, store: (*usual, str(notes), str(store), str(model_folder())),
        ours=lambda notes, _: (*ours, str(notes)),
        load=lambda _: (python, "-c", _LOAD),
        environment=lambda home: {"HOTSEAT_HOME": str(home)},
    )


def _print(found: IngestSpeed) -> None:
    table = Table("", "notes/s", "seconds", "processor seconds", "MB", title_justify="left")
    table.title = f"{found.notes} notes, whole processes, {len(found.ours)} round(s)"
    for name, taken in (("usual pipeline, from scratch", found.usual), ("Hotseat", found.ours)):
        _row(table, name, taken, f"{found.notes * len(taken) / total(taken):.2f}")
    _row(table, "nothing changed", found.unchanged)
    _row(table, "one note changed", found.one_changed)
    _row(table, "loading the model alone", found.load)
    console = Console(width=100)
    console.print(table)
    console.print(
        f"From scratch {found.ratio:.1f} times as many notes a second as the usual pipeline; one "
        f"changed note takes {found.beyond_loading:.1f} s beyond loading the model."
    )


def _row(table: Table, name: str, taken: list[Taken], rate: str = "") -> None:
    processor = sorted(each.processor for each in taken)[len(taken) // 2]
    most = max(each.megabytes for each in taken)
    table.add_row(name, rate, f"{median(taken):.1f}", f"{processor:.1f}", f"{most:.0f}")
