"""`hotseat review`: list sessions, or export one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from app.core.errors import BadInput, StorageFailure
from app.services.export import FORMS, Form, without_hidden
from app.services.labels import as_lines, labels
from app.services.report import reports
from app.services.review import summarise
from app.services.session_json import as_json
from app.wiring.hotseat import Hotseat, open_hotseat

Id = Annotated[str | None, typer.Argument(help="A session's id; without one, all are listed.")]
As = Annotated[
    Form,
    typer.Option("--format", help="Markdown, JSON, PDF, Anki cards, labelled data or reports."),
]
Out = Annotated[Path | None, typer.Option("--out", help="Write to this file.")]

_BINARY = {Form.PDF, Form.ANKI}


def review(session: Id = None, *, form: As = Form.MD, out: Out = None) -> None:
    """Write a session with its answers, grades and evidence; without an id, list all sessions.

    PDF and Anki cards go to `hotseat-SESSION.pdf` or `.apkg` in this folder unless `--out` names
    another file; Markdown and JSON go to standard output.
    """
    opened = open_hotseat()
    if session is None:
        _list(opened, form)
        return
    written = opened.exporter.export(opened.interviewer.resume(session), form)
    if out is None and form in _BINARY:
        out = Path(f"hotseat-{session}.{FORMS[form].suffix}")
    if out is None:
        typer.echo(written.decode(), nl=False)
    else:
        _write(out, written)


def _write(file: Path, written: bytes) -> None:
    try:
        file.write_bytes(written)
    except OSError as exc:
        raise StorageFailure(
            f"Cannot write {file}: {exc.strerror}. Name another file with `--out`."
        ) from exc
    typer.echo(f"Wrote {file}.", err=True)


def _list(opened: Hotseat, form: Form) -> None:
    if form in _BINARY:
        raise BadInput(f"Name the session to write as {form}; `hotseat review` lists them.")
    sessions = [without_hidden(s) for s in opened.interviewer.sessions()]
    if form is Form.LABELS:
        typer.echo(as_lines(labels(sessions)).decode(), nl=False)
        return
    if form is Form.REPORTS:
        typer.echo(as_lines(reports(sessions)).decode(), nl=False)
        return
    if form is Form.JSON:
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
