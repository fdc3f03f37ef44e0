"""Results of a benchmark as tables, and the options that all benchmarks take."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from app.core.errors import BadInput
from app.evaluation.results import Moved
from app.evaluation.rows import Row

Compare = Annotated[bool, typer.Option("--compare", help="Show what moved since the last --save.")]
Save = Annotated[bool, typer.Option("--save", help="Keep the result as the one to compare with.")]
Most = Annotated[
    int | None, typer.Option(min=1, help="Only so many items, at even distances; not with --save.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]

_WHOLE = {"ms", "seconds", "calls", "tokens", "without model"}


def check_most(most: int | None, *, save: bool) -> None:
    """Raise BadInput when a part of a set is to be kept as its result."""
    if most is not None and save:
        raise BadInput("A part of a set is no result to keep. Leave out --most or --save.")


def print_rows(rows: Sequence[Row], *, of: str, note: str) -> None:
    """Print a table for each set, one column a scorer; `of` names what was counted."""
    console = Console(width=200)
    for name in dict.fromkeys(row.set for row in rows):
        of_set = [row for row in rows if row.set == name]
        table = Table(title=f"{name}, {of_set[0].count} {of}", title_justify="left")
        table.add_column("measure")
        for row in of_set:
            table.add_column(row.scorer, justify="right")
        for measure in dict.fromkeys(m for row in of_set for m in row.measures):
            table.add_row(measure, *(_cell(row, measure) for row in of_set))
        for kind, (human, _) in of_set[0].kinds.items():
            table.add_row(
                f"mean of {kind} (human {human:.2f})", *(f"{r.kinds[kind][1]:.2f}" for r in of_set)
            )
        console.print(table)
    for row in rows:
        if row.made_by:
            console.print(f"{row.key}: made by {row.made_by}.")
    console.print(f"{note} In brackets: 95 % intervals, questions resampled.")


def print_moved(moved: Sequence[Moved], *, compared: bool) -> None:
    """Print what differs from the committed result, if that was asked for."""
    if not compared:
        return
    for each in moved:
        typer.echo(f"{each.key}: {each.measure} {each.before:.3f} -> {each.after:.3f}")
    if not moved:
        typer.echo("Nothing moved since the committed result.")


def _cell(row: Row, measure: str) -> str:
    found = row.measures.get(measure)
    if found is None or math.isnan(found.value):
        return ""
    digits = 0 if measure in _WHOLE else 3
    if found.low == found.value == found.high and measure != "ms":
        return f"{found.value:.{digits}f}"
    low, high = f"{found.low:.{digits}f}", f"{found.high:.{digits}f}"
    return f"{found.value:.{digits}f} [{low}, {high}]"
