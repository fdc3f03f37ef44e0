"""`hotseat search` and `hotseat ask`: what the notes say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from app.core.errors import BadInput
from app.core.level import Level
from app.services.rank import Hit
from app.services.retrieve import Found, Scope
from app.wiring import BUILT_IN, open_hotseat

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
    batch: Annotated[Path | None, typer.Option(help="JSON lines of id and query.")] = None,
    as_json: AsJson = False,
) -> None:
    """Find the passages that fit a query, or each query of a file."""
    if (query is None) == (batch is None):
        raise BadInput("Give either a query or --batch FILE.")
    retriever = open_hotseat().retriever
    scope = Scope(section, level)
    if batch is not None:
        rows = _rows(batch)
        found = retriever.find_many(library, [row["query"] for row in rows], k=k, scope=scope)
        for row, one in zip(rows, found, strict=True):
            typer.echo(json.dumps({"id": row["id"], **_found_json(one)}, ensure_ascii=False))
        return
    one = retriever.find(library, query or "", k=k, scope=scope)
    if one.lexical_only:
        typer.echo("The index is still being built: found by words alone.", err=True)
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
    return {"results": results, "lexical_only": found.lexical_only}


def _hit_json(rank: int, hit: Hit) -> dict[str, Any]:
    place = hit.passage.place
    return {
        "rank": rank,
        "score": round(hit.score, 6),
        "note": place.note,
        "heading": place.heading_path,
        "lines": list(place.lines),
        "text": hit.passage.text,
    }


def ask(
    question: Annotated[str, typer.Argument(help="What you want to know.")],
    *,
    library: Of = BUILT_IN,
    as_json: AsJson = False,
) -> None:
    """Answer a question with the sentences of the notes, each with its place."""
    result = open_hotseat().asker.ask(library, question)
    if as_json:
        citations = [
            {
                "note": c.place.note,
                "heading": c.place.heading_path,
                "lines": list(c.place.lines),
                "quote": c.quote,
            }
            for c in result.citations
        ]
        shown = {
            "answer": result.answer,
            "grounded": result.grounded,
            "citations": citations,
            "lexical_only": result.lexical_only,
        }
        typer.echo(json.dumps(shown, ensure_ascii=False))
        return
    typer.echo(result.answer)
    for number, citation in enumerate(result.citations, start=1):
        typer.echo(f"  [{number}] {citation.place}")
    if not result.grounded:
        for place in result.nearest:
            typer.echo(f"  near: {place}")
