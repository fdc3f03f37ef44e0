"""The formats that notes come in, and how each becomes Markdown.

A converter's library is imported when the first file wants it. Those that aren't for everybody are
in the extra `formats`; without it such a file is skipped, with the command that installs it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePosixPath

from ingest.formats.text import LONGEST, NoteText, Unreadable, decoded

# What parsers of other people's make of broken files; each has errors of its own besides, which
# its module translates. A full memory or a missing package is not among them.
_BROKEN = (ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, RuntimeError)
_BROKEN_TOO = (TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Format:
    """A format of notes: its file endings, the packages that read it, and the largest file."""

    noun: str
    endings: tuple[str, ...]
    module: str = ""
    packages: tuple[str, ...] = ()
    largest: int = LONGEST


FORMATS = (
    Format("Markdown", (".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd")),
    Format("plain text", (".txt", ".text")),
    Format("Jupyter notebook", (".ipynb",), "notebook", ("nbformat",), 64_000_000),
    Format("reStructuredText", (".rst", ".rest"), "rst", ("docutils", "markdownify")),
    Format("HTML", (".html", ".htm", ".xhtml"), "html", ("markdownify",), 64_000_000),
    Format("PDF", (".pdf",), "pdf", ("pypdf",), 128_000_000),
    Format("Word", (".docx",), "docx", ("mammoth", "markdownify"), 128_000_000),
)
_BY_ENDING = {ending: found for found in FORMATS for ending in found.endings}
ENDINGS = tuple(_BY_ENDING)


def format_of(path: str) -> Format:
    """Return the format of a note by its ending, which must be one of ENDINGS."""
    return _BY_ENDING[PurePosixPath(path).suffix.lower()]


def note_text(path: str, data: bytes) -> NoteText:
    """Return the text of a file as Markdown; raise Unreadable when it has to be left out."""
    found = format_of(path)
    if not found.module:
        return NoteText(decoded(data))
    text = _converted(found, data)
    if len(text.text) > LONGEST:
        raise Unreadable(f"holds more than {LONGEST // 1_000_000} MB of text: split it")
    return text


def _converted(found: Format, data: bytes) -> NoteText:
    try:
        convert: Callable[[bytes], NoteText] = import_module(f"ingest.formats.{found.module}").read
        return convert(data)
    except ImportError as error:
        packages = " ".join(found.packages)
        raise Unreadable(
            f"needs {error.name}, of Hotseat's extra `formats`: run `pip install {packages}`"
        ) from error
    except (*_BROKEN, *_BROKEN_TOO) as error:
        why = f"{type(error).__name__}: {error}"[:200]
        raise Unreadable(f"is no whole {found.noun} file ({why}): save it anew") from error


def readers(paths: Iterable[str]) -> list[str]:
    """Name the packages with their versions that read these files; other ones may read otherwise."""
    packages = {package for path in paths for package in format_of(path).packages}
    return [f"{package} {_version(package)}" for package in sorted(packages)]


@cache
def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"
