"""`hotseat review`: list sessions, or export one."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer

from app.services.review import as_json, as_markdown, summarise
from app.wiring import open_hotseat


class Format(StrEnum):
    """How a session is exported."""

    MD = "md"
    JSON = "json"


Id = Annotated[str | None, typer.Argument(help="A session's id; without one, all are listed.")]
As = Annotated[Format, typer.Option("--format", help="Markdown or JSON.")]


def review(session: Id = None, *, output: As = Format.MD) -> None:
    """Print a session with its answers, grades and evidence; without an id, list all sessions."""
    interviewer = open_hotseat().interviewer
    if session is not None:
        found = interviewer.resume(session)
        if output is Format.JSON:
            typer.echo(json.dumps(as_json(found), ensure_ascii=False, indent=2))
        else:
            typer.echo(as_markdown(found), nl=False)
        return
    sessions = interviewer.sessions()
    if output is Format.JSON:
        typer.echo(json.dumps([as_json(s) for s in sessions], ensure_ascii=False, indent=2))
        return
    if not sessions:
        typer.echo("No session yet. Start one with `hotseat` or `hotseat interview`.", err=True)
    for found in sessions:
        summary = summarise(found)
        score = "not graded" if summary.score is None else f"{summary.score:.0%}"
        typer.echo(
            f"{found.id}  {found.started_at:%Y-%m-%d %H:%M}  {found.setup.library}  "
            f"{found.setup.level}  {found.setup.mode}  {found.phase}  "
            f"{summary.answered}/{summary.asked}  {score}"
        )
