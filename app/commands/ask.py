"""`hotseat search` and `hotseat ask`: what the notes say."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from app.core.errors import BadInput
from app.core.level import Level
from app.core.passage import PassageKind
from app.core.place import Place
from app.core.spelling import Correction
from app.services.ask import AskResult
from app.services.follow_up import in_context
from app.services.rank import Hit
from app.services.result_words import written_by
from app.services.retrieve import Found, Scope
from app.wiring.hotseat import open_hotseat
from app.wiring.notes import BUILT_IN

Of = Annotated[str, typer.Option("--library", help="Which library.")]
Most = Annotated[int, typer.Option("-k", min=1, max=1000, help="How many results.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def search(
    query: Annotated[str | None, typer.Argument(help="What to look for.")] = None,
    *,
    k: Most = 10,
    library: Of = BUILT_IN,
    section: Annotated[str | None, typer.Option(help="Only this section.")] = None,
    level: Annotated[Level | None, typer.Option(help="Only notes for this level.")] = None,
    kinds: Annotated[
        list[PassageKind] | None, typer.Option("--kind", help="Only passages of these kinds.")
    ] = None,
    batch: Annotated[Path | None, typer.Option(help="JSON lines of id and query.")] = None,
    as_json: AsJson = False,
) -> None:
    """Find the passages that fit a query, or each query of a file."""
    if (query is None) == (batch is None):
        raise BadInput("Give either a query or --batch FILE.")
    retriever = open_hotseat().retriever
    scope = Scope(section, level, frozenset(kinds) if kinds else None)
    if batch is not None:
        rows = _rows(batch)
        found = retriever.find_many(library, [row["query"] for row in rows], k=k, scope=scope)
        for row, one in zip(rows, found, strict=True):
            typer.echo(json.dumps({"id": row["id"], **_found_json(one)}, ensure_ascii=False))
        return
    one = retriever.find(library, query or "", k=k, scope=scope)
    _tell(one.corrections, lexical_only=one.lexical_only)
    if as_json:
        typer.echo(json.dumps(_found_json(one), ensure_ascii=False))
        return
    for rank, hit in enumerate(one.hits, start=1):
        typer.echo(f"{rank}. {hit.passage.place}\n{hit.passage.text.strip()}\n")


def _rows(batch: Path) -> list[dict[str, Any]]:
    try:
        lines = batch.read_text("utf-8").splitlines()
        rows = [json.loads(line) for line in lines if line.strip()]
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as exc:
        raise BadInput(f"Cannot read {batch}: {exc}. Give JSON lines of id and query.") from exc
    for number, row in enumerate(rows, start=1):
        if not (isinstance(row, dict) and "id" in row and isinstance(row.get("query"), str)):
            raise BadInput(f"{batch}, row {number} lacks `id` or `query`. Correct it.")
    return rows


def _found_json(found: Found) -> dict[str, Any]:
    results = [_hit_json(rank, hit) for rank, hit in enumerate(found.hits, start=1)]
    corrections = [asdict(each) for each in found.corrections]
    return {"results": results, "lexical_only": found.lexical_only, "corrections": corrections}


def _tell(corrections: Sequence[Correction], *, lexical_only: bool) -> None:
    for each in corrections:
        typer.echo(f"Read “{each.typed}” as “{each.read}”.", err=True)
    if lexical_only:
        typer.echo("The index is still being built: found by words alone.", err=True)


def _hit_json(rank: int, hit: Hit) -> dict[str, Any]:
    return {
        "rank": rank,
        "score": round(hit.score, 6),
        **_place_json(hit.passage.place),
        "text": hit.passage.text,
    }


def ask(
    question: Annotated[
        str | None, typer.Argument(help="What you want to know; left out, you are asked.")
    ] = None,
    *,
    library: Of = BUILT_IN,
    as_json: AsJson = False,
) -> None:
    """Answer a question with the sentences of the notes, each with its place.

    Without a question it answers the lines of standard input, one after the other; a short one such
    as "and why?" is taken together with the one before it.
    """
    hotseat = open_hotseat()
    if notice := hotseat.language_model.notice:
        typer.echo(notice, err=True)
    earlier: list[str] = []
    for line in [question] if question is not None else _lines():
        asked = in_context(line, earlier)
        if asked != line:
            typer.echo(f"Taken as: {asked}", err=True)
        result = hotseat.asker.ask(library, asked)
        _show(asked, result, as_json=as_json)
        earlier.append(line)


def _lines() -> Iterator[str]:
    """Yield the questions typed, up to an empty line or the end."""
    typer.echo("Ask; an empty line ends.", err=True)
    for line in sys.stdin:
        if not line.strip():
            return
        yield line.strip()


def _show(asked: str, result: AskResult, *, as_json: bool) -> None:
    _tell(result.corrections, lexical_only=result.lexical_only)
    if as_json:
        typer.echo(json.dumps(_result_json(asked, result), ensure_ascii=False))
        return
    typer.echo(result.answer)
    for number, citation in enumerate(result.citations, start=1):
        typer.echo(f"  [{number}] {citation.place}")
    if result.by:
        typer.echo(f"  {written_by(result)}")
    if result.unknown:
        typer.echo(f"  no note uses: {', '.join(result.unknown)}")
    for place in result.nearest:
        typer.echo(f"  near: {place}")


def _result_json(asked: str, result: AskResult) -> dict[str, Any]:
    return {
        "question": asked,
        "answer": result.answer,
        "grounded": result.grounded,
        "citations": [{**_place_json(c.place), "quote": c.quote} for c in result.citations],
        "nearest": [_place_json(place) for place in result.nearest],
        "unknown": result.unknown,
        "said": result.said,
        "model": result.by or None,
        "corrections": [asdict(each) for each in result.corrections],
        "lexical_only": result.lexical_only,
    }


def _place_json(place: Place) -> dict[str, Any]:
    return {"note": place.note, "heading": place.heading_path, "lines": list(place.lines)}
