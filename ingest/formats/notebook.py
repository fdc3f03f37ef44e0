"""A Jupyter notebook as Markdown: its text cells, and its code cells as fences.

Outputs are left out: they are mostly pictures, tables and logs, and the text says what they show.
"""

from __future__ import annotations

import re
import warnings
from typing import Any

import nbformat
from nbformat.reader import NotJSONError

from ingest.formats.text import NoteText, Parts, Unreadable, decoded

_FENCES = re.compile(r"(?m)^\s*(`{3,})")
_PICTURE = re.compile(r"!\[([^\[\]]*)\]\(data:[^()\s]*\)")


def read(data: bytes) -> NoteText:
    """Convert a notebook of any version; each cell is a part. Raises Unreadable for another file."""
    book = _opened(decoded(data))
    language = book.metadata.get("language_info", {}).get("name", "python")
    lines: list[str] = []
    starts: list[int] = []
    for cell in book.cells:
        starts.append(len(lines) + 1)
        if text := _cell(cell, str(language)):
            lines += [*text.split("\n"), ""]
    title = str(book.metadata.get("title", ""))
    return NoteText("\n".join(lines), title, Parts("cell", tuple(starts)))


def _opened(text: str) -> Any:
    try:
        with warnings.catch_warnings():
            # Old notebooks lack the ids of cells, which don't matter here.
            warnings.simplefilter("ignore")
            return nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
    except NotJSONError as error:
        raise Unreadable(
            "is no whole notebook (its JSON ends or breaks off): save it anew"
        ) from error
    except (nbformat.ValidationError, AttributeError, LookupError) as error:
        raise Unreadable("is JSON, but no notebook: save it anew with Jupyter") from error


def _cell(cell: Any, language: str) -> str:
    source = str(cell.source).strip("\n")
    if cell.cell_type == "markdown":
        return _PICTURE.sub(r"\1", source)
    if cell.cell_type != "code" or not source.strip():
        return ""
    longest = max((len(fence) for fence in _FENCES.findall(source)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{source}\n{fence}"
