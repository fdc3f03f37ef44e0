"""`hotseat eval` of the search and of asking: our own queries, beside simpler ways to search."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from app.commands.result_tables import (
    AsJson,
    Compare,
    Most,
    Save,
    check_most,
    print_moved,
    print_rows,
)
from app.evaluation import results
from app.evaluation.ask_benchmark import measure_asking
from app.evaluation.queries import Spot, load_queries
from app.evaluation.retrieval_benchmark import SearchBench
from app.evaluation.rows import Row
from app.evaluation.search_speed import Shop, Timed, measure_search_speed, source_of
from app.services.ask import Asker
from app.wiring.hotseat import Hotseat, open_hotseat
from app.wiring.notes import BUILT_IN, built_in_notes
from app.wiring.roles import answerer

_SIZES = (1_000, 5_000, 20_000, 50_000, 200_000)

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


def ask(
    *,
    split: Split = "held_out",
    model: Annotated[
        bool, typer.Option("--model", help="Also with the language model set.")
    ] = False,
    most: Most = None,
    compare: Compare = False,
    save: Save = False,
    as_json: AsJson = False,
) -> None:
    """Ask the built-in notes our questions, a third of which they don't answer."""
    check_most(most, save=save)
    hotseat = _ingested()
    spots = _bench(hotseat).spots
    offline = Asker(hotseat.retriever, hotseat.embedder)
    rows = [measure_asking(offline, BUILT_IN, split, spots, most=most)]
    if model:
        rows.append(_asked_of_model(hotseat, split, spots, most))
    _show("ask", rows, hotseat, compare=compare, save=save, as_json=as_json)


def _asked_of_model(hotseat: Hotseat, split: str, spots: Collection[Spot], most: int | None) -> Row:
    """Measure the model that is set, whether or not it is on, on the same questions."""
    from app.evaluation.with_model import taking

    choice = hotseat.language_model
    writer = answerer(choice.opened, hotseat.grader)
    asker, named = Asker(hotseat.retriever, hotseat.embedder, writer), writer()
    name = named.name if named else ""
    row, taken = taking(
        lambda: measure_asking(asker, BUILT_IN, split, spots, scorer=name, most=most),
        choice.spending.total,
    )
    return replace(taken.beside(row), made_by=f"{name}, checked by {hotseat.grader.info}")


def search_speed(
    *,
    sizes: Annotated[
        list[int] | None, typer.Option("--passages", min=100, help="How many; may be repeated.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Time warm searches among 1,000 to 200,000 synthetic passages; half an hour on two cores."""
    hotseat = _ingested()
    source = source_of(
        hotseat.shelf.open(BUILT_IN),
        hotseat.parts.vectors,
        hotseat.token_store,
        hotseat.tokens.made_by,
    )
    queries = [query.text for query in load_queries("development", _bench(hotseat).spots)]
    with TemporaryDirectory(prefix="hotseat-") as home:
        other = open_hotseat(hotseat.settings.model_copy(update={"home": Path(home)}))
        shop = Shop(other.parts.libraries, other.parts.vectors, other.token_store, other.retriever)
        for timed in measure_search_speed(source, shop, sizes or _SIZES, queries):
            _print_timed(timed, as_json=as_json)


def _print_timed(timed: Timed, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(asdict(timed)))
        return
    typer.echo(
        f"{timed.passages:>7} passages: median {timed.median:.0f} ms, 95 % within "
        f"{timed.p95:.0f} ms ({timed.processor_p95:.0f} ms of work); the first search took "
        f"{timed.first_seconds:.1f} s"
    )


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
