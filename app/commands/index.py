"""`hotseat ingest` and `hotseat questions`: what is in the libraries."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as ProgressBar

from app.core.errors import BadInput
from app.core.level import Level
from app.core.library import IngestReport, Manifest, Progress
from app.core.question import Question
from app.wiring.notes import BUILT_IN, Notes, built_in_notes, check_notes, open_notes

Folders = Annotated[
    list[Path] | None,
    typer.Argument(help="Folders of notes; if left out, that of --library or the built-in notes."),
]
Name = Annotated[
    str | None, typer.Option("--library", help="The library's name; the folder's if left out.")
]
Rebuild = Annotated[bool, typer.Option("--rebuild", help="Read and embed everything again.")]
All = Annotated[bool, typer.Option("--all", help="Every library, from the folder it has.")]
CheckOnly = Annotated[
    bool, typer.Option("--check", help="Check authored notes instead: `path:line: message`.")
]
RunCode = Annotated[
    bool,
    typer.Option("--run-code", help="With --check: run the Python code of other folders too."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def ingest(
    folders: Folders = None,
    *,
    library: Name = None,
    every: All = False,
    rebuild: Rebuild = False,
    check: CheckOnly = False,
    run_code: RunCode = False,
    as_json: AsJson = False,
) -> None:
    """Build or refresh a library from each folder of notes."""
    if check:
        _check(folders or [built_in_notes()], run_code=run_code)
        return
    if library is not None and folders and len(folders) > 1:
        raise BadInput("--library names one folder's library. Ingest the folders one by one.")
    if every and (folders or library is not None):
        raise BadInput("--all takes every library from the folder it has. Leave out the others.")
    notes = open_notes()
    for name, folder in _chosen(notes, folders or [], library, every=every):
        report = _ingest(notes, folder, name, rebuild=rebuild)
        if as_json:
            typer.echo(json.dumps(_report_json(report), ensure_ascii=False))
        else:
            _print_report(report)


def _name_of(folder: Path) -> str:
    """Make a library's name of a folder's: `My Notes` becomes `my-notes`."""
    return "-".join(re.findall(r"[^\W_]+", folder.resolve().name.lower())) or "notes"


def _chosen(
    notes: Notes, folders: list[Path], library: str | None, *, every: bool
) -> Iterator[tuple[str, Path]]:
    """Yield names and folders of the libraries to be ingested."""
    for folder in folders:
        yield library or _free_name(notes, folder), folder
    if every:
        for manifest in notes.manifests():
            yield manifest.library, _folder_of(manifest)
    elif not folders and library in {None, BUILT_IN}:
        yield BUILT_IN, built_in_notes()
    elif not folders:
        yield str(library), _folder_of(notes.shelf.open(str(library)).manifest)


def _folder_of(manifest: Manifest) -> Path:
    """Return the folder of a library; that of the built-in one moves with the installation."""
    return built_in_notes() if manifest.library == BUILT_IN else Path(manifest.folder)


def _free_name(notes: Notes, folder: Path) -> str:
    """Name a library by its folder; raise BadInput when another folder's library has that name."""
    name = _name_of(folder)
    if name not in notes.libraries():
        return name
    taken_by = next(Path(m.folder) for m in notes.manifests() if m.library == name)
    if taken_by != folder.resolve() and taken_by.is_dir():
        raise BadInput(
            f"The library {name} is of another folder, {taken_by}. Choose a name with --library, "
            f"or say --library {name} to give it this folder."
        )
    return name


def _check(folders: list[Path], *, run_code: bool) -> None:
    built_in = built_in_notes().resolve()
    # Notes from elsewhere may hold anything: their code runs only when asked for.
    ours = all(folder.resolve().is_relative_to(built_in) for folder in folders)
    problems = check_notes(folders, run_code=ours or run_code)
    for problem in problems:
        typer.echo(str(problem))
    if problems:
        raise typer.Exit(1)


def _ingest(notes: Notes, folder: Path, name: str, *, rebuild: bool) -> IngestReport:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with ProgressBar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(name, total=None)

        def show(step: Progress) -> None:
            bar.update(
                task,
                description=f"{name}: {step.phase}",
                completed=step.done,
                total=step.total or None,
            )

        return notes.ingest(folder, name, rebuild=rebuild, progress=show)


def _report_json(report: IngestReport) -> dict[str, Any]:
    return {
        "library": report.library,
        "generation": report.generation,
        "changed": report.changed,
        "notes": report.notes,
        "passages": report.passages,
        "questions": report.questions,
        "embedded": report.embedded,
        "reused": report.reused,
        "seconds": report.seconds,
        "skipped": [asdict(problem) for problem in report.skipped],
        "problems": [asdict(problem) for problem in report.problems],
    }


def _print_report(report: IngestReport) -> None:
    state = "built" if report.changed else "up to date"
    typer.echo(
        f"{report.library}: {state}. {report.notes} notes, {report.passages} passages, "
        f"{report.questions} questions in {report.seconds:.1f} s "
        f"({report.embedded} embedded, {report.reused} reused)."
    )
    if report.skipped:
        typer.echo(f"Skipped {len(report.skipped)} files:", err=True)
    for problem in sorted(report.problems, key=lambda p: not p.skipped):
        if not problem.notice:
            typer.echo(f"  {problem}", err=True)
    notices = sum(problem.notice for problem in report.problems)
    if notices:
        typer.echo(
            f"{notices} remarks on files that need no mending (--json shows them).", err=True
        )


Of = Annotated[str, typer.Option("--library", help="Which library.")]
InSection = Annotated[str | None, typer.Option("--section", help="Only this section.")]
AtLevel = Annotated[Level | None, typer.Option("--level", help="Only this level.")]


def questions(
    *,
    library: Of = BUILT_IN,
    section: InSection = None,
    level: AtLevel = None,
    as_json: AsJson = False,
) -> None:
    """List the questions of a library."""
    opened = open_notes().shelf.open(library)
    if section is not None and section not in opened.sections:
        known = ", ".join(opened.sections)
        raise BadInput(f"{library} has no section {section!r}. Choose from: {known}.")
    for question in opened.contents.questions:
        if section in (None, question.section) and level in (None, question.level):
            shown = json.dumps(_question_json(question), ensure_ascii=False)
            typer.echo(shown if as_json else _question_line(question))


def _question_line(question: Question) -> str:
    return f"{question.id}  [{question.section}, {question.level}]  {question.text}"


def _question_json(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "question": question.text,
        "section": question.section,
        "level": question.level.value,
        "kind": question.kind.value,
        "note": question.place.note,
        "heading": question.place.heading_path,
        "line": question.place.lines[0],
        "origin": question.origin.value,
        "reference": question.reference,
        "key_points": [
            {"id": p.id, "text": p.text, "level": p.level.value, "weight": p.weight}
            for p in question.key_points
        ],
    }
