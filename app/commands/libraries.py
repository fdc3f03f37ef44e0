"""`hotseat libraries`, `hotseat remove` and `hotseat convert`: what there is, and what is in a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from app.core.errors import BadInput
from app.core.library import Manifest
from app.wiring.notes import converted, open_notes

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
Library = Annotated[str, typer.Argument(help="The library to remove.")]
Yes = Annotated[bool, typer.Option("--yes", help="Don't ask.")]
File = Annotated[Path, typer.Argument(help="A file of notes, of any format.")]


def libraries(*, as_json: AsJson = False) -> None:
    """List the libraries: what is in them, and where their notes are."""
    notes = open_notes()
    for manifest in notes.manifests():
        typer.echo(json.dumps(_plain(manifest), ensure_ascii=False) if as_json else _line(manifest))


def remove(library: Library, *, yes: Yes = False) -> None:
    """Delete a library, its index and its model's questions; the notes and past sessions stay."""
    notes = open_notes()
    if not yes and not typer.confirm(f"Remove the library {library}? Its notes stay", err=True):
        raise BadInput("Nothing was removed. Add --yes to be asked no question.")
    notes.remove(library)
    typer.echo(f"{library} is removed.")


def convert(file: File) -> None:
    """Print the text of a file as Hotseat reads it; citations name its lines."""
    typer.echo(converted(file))


def _plain(manifest: Manifest) -> dict[str, Any]:
    return {
        "library": manifest.library,
        "folder": manifest.folder,
        "created": manifest.created,
        "notes": manifest.notes,
        "passages": manifest.passages,
        "questions": manifest.questions,
        "indexed": manifest.collection is not None,
    }


def _line(manifest: Manifest) -> str:
    state = "" if manifest.collection else ", not yet indexed"
    return (
        f"{manifest.library}  {manifest.notes} notes, {manifest.passages} passages, "
        f"{manifest.questions} questions{state}  {manifest.folder}"
    )
