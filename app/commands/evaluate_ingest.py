"""`hotseat eval` of the ingest: how fast it is, and that a kill leaves the index whole."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from app.commands.result_tables import AsJson
from app.evaluation import kills
from app.evaluation.ingest_speed import Commands, IngestSpeed, Taken, measure_ingest, median, total
from app.settings import Settings
from app.wiring.hotseat import Hotseat, open_hotseat
from app.wiring.notes import built_in_notes, model_folder

_LIBRARY = "measured"
_LOAD = "from app.wiring.hotseat import open_hotseat; open_hotseat().embedder.warm_up()"

Notes = Annotated[int | None, typer.Option(min=1, help="How many notes; all if left out.")]
Alone = Annotated[bool, typer.Option("--alone", help="Leave the usual pipeline out.")]
Times = Annotated[int, typer.Option("--kills", min=1, help="How many ingests are killed.")]
Rounds = Annotated[int, typer.Option(min=1, help="How often the two take turns.")]


def ingest_speed(
    *, notes: Notes = None, rounds: Rounds = 1, alone: Alone = False, as_json: AsJson = False
) -> None:
    """Ingest the built-in notes and time it, beside the usual pipeline (some minutes a round)."""
    with tempfile.TemporaryDirectory() as work:
        found = measure_ingest(
            built_in_notes(), Path(work), _commands(), notes=notes, rounds=rounds, alone=alone
        )
    if as_json:
        shown = asdict(found) | {
            "ratio": found.ratio,
            "beyond_loading": found.beyond_loading,
            "work_beyond_loading": found.work_beyond_loading,
        }
        typer.echo(json.dumps(shown))
        return
    _print(found)


def index(*, times: Times = 20, as_json: AsJson = False) -> None:
    """Kill ingests at random moments while an app is asked, and count what isn't whole."""
    with tempfile.TemporaryDirectory() as work:
        home = Path(work) / "home"
        hotseat = open_hotseat(Settings(home=home))
        found = kills.measure_kills(Path(work) / "notes", _processes(hotseat, home), kills=times)
    if as_json:
        typer.echo(json.dumps(asdict(found)))
    else:
        typer.echo(
            f"{times} ingests killed: {found.old} times the old generation was found whole, "
            f"{found.new} times the new one. {found.queries} queries of the running app meanwhile: "
            f"{found.failed} failed, {found.torn} not whole. The last generation was noticed "
            f"within {found.noticed:.2f} s."
        )
    if found.failed or found.torn:
        raise typer.Exit(1)


def _processes(hotseat: Hotseat, home: Path) -> kills.Processes:
    command = (sys.executable, "-m", "app.cli")
    environment = {"HOTSEAT_HOME": str(home)}
    wanted = ("--library", kills.LIBRARY)

    def search() -> list[str]:
        found = hotseat.retriever.find(kills.LIBRARY, kills.QUERY, k=kills.ALL + 1)
        return kills.texts_of([hit.passage for hit in found.hits])

    def search_anew() -> list[str]:
        options = ("-k", str(kills.ALL + 1), "--json")
        done = subprocess.run(  # noqa: S603 - our own words
            [*command, "search", kills.QUERY, *wanted, *options],
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=True,
        )
        return [str(result["text"]) for result in json.loads(done.stdout)["results"]]

    return kills.Processes(
        ingest=lambda notes: (*command, "ingest", str(notes), *wanted),
        search_anew=search_anew,
        search=search,
        environment=environment,
        holder=home / "index" / f".{kills.LIBRARY}.holder.json",
    )


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
        if taken:
            _row(table, name, taken, f"{found.notes * len(taken) / total(taken):.2f}")
    _row(table, "nothing changed", found.unchanged)
    _row(table, "one note changed", found.one_changed)
    _row(table, "loading the model alone", found.load)
    console = Console(width=100)
    console.print(table)
    if found.ratio is not None:
        console.print(
            f"From scratch {found.ratio:.1f} times as many notes a second as the usual pipeline."
        )
    console.print(
        f"One changed note takes {found.beyond_loading:.1f} s beyond loading the model, "
        f"{found.work_beyond_loading:.1f} s of work."
    )


def _row(table: Table, name: str, taken: list[Taken], rate: str = "") -> None:
    processor = sorted(each.processor for each in taken)[len(taken) // 2]
    most = max(each.megabytes for each in taken)
    table.add_row(name, rate, f"{median(taken):.1f}", f"{processor:.1f}", f"{most:.0f}")
