"""`hotseat doctor`: check the installation, and say how to mend what is wrong."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from app.services.checkup import Check, Severity
from app.wiring.doctor import checkup

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a check.")]
STYLES = {Severity.OK: "green", Severity.WARNING: "yellow", Severity.ERROR: "bold red"}


def doctor(*, as_json: AsJson = False) -> None:
    """Check model, home folder, database, index and settings."""
    checks = checkup()
    if as_json:
        for check in checks:
            typer.echo(json.dumps(_plain(check), ensure_ascii=False))
    else:
        Console().print(_table(checks))
    if any(check.severity is Severity.ERROR for check in checks):
        raise typer.Exit(1)


def _plain(check: Check) -> dict[str, str]:
    return {
        "check": check.name,
        "severity": check.severity.value,
        "finding": check.finding,
        "cure": check.cure,
    }


def _table(checks: list[Check]) -> Table:
    table = Table("check", "", "finding", "cure", box=None, pad_edge=False)
    for check in checks:
        style = STYLES[check.severity]
        table.add_row(check.name, f"[{style}]{check.severity}[/]", check.finding, check.cure)
    return table
