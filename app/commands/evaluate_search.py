"""`hotseat eval` of the search and of asking: our own queries, beside simpler ways to search."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from app.commands.result_tables import AsJson, Compare, Save, print_moved, print_rows
from app.evaluation import results
from app.evaluation.retrieval_benchmark import SearchBench
from app.evaluation.rows import Row
from app.wiring import BUILT_IN, Hotseat, built_in_notes, open_hotseat

Split = Annotated[str, typer.Option(help="Which queries: held_out or development.")]


def retrieval(
    *,
    split: Split = "held_out",
    compare: Compare = False,
    save: Save = False,
    as_json: AsJson = False,
) -> None:
    """Search the built-in notes with our queries, beside the usual pipeline, BM25 and vectors."""
    hotseat = _ingested()
    rows = _bench(hotseat).measure(split)
    _show("retrieval", rows, hotseat, compare=compare, save=save, as_json=as_json)


def _ingested() -> Hotseat:
    """Open Hotseat with the built-in notes as they are now."""
    hotseat = open_hotseat()
    hotseat.ingest(built_in_notes(), BUILT_IN)
    return hotseat


def _bench(hotseat: Hotseat) -> SearchBench:
    return SearchBench(
        opened=hotseat.shelf.open(BUILT_IN),
        folder=built_in_notes(),
        cache=hotseat.settings.home / "eval",
        retriever=hotseat.retriever,
        vectors=hotseat.parts.vectors,
        embedder=hotseat.embedder,
        lexical=hotseat.lexical,
    )


def _show(
    benchmark: str,
    rows: list[Row],
    hotseat: Hotseat,
    *,
    compare: bool,
    save: bool,
    as_json: bool,
) -> None:
    file = results.committed(benchmark)
    made_by = {"embedder": hotseat.embedder.name}
    before = results.load(file) if compare else []
    if as_json:
        typer.echo(json.dumps(results.as_json(rows, made_by)))
    else:
        print_rows(rows, of="queries", note=f"Embedded by {hotseat.embedder.name}.")
        print_moved(results.moved(before, rows), compared=compare)
    if save:
        results.save(file, rows, made_by)
