"""A PDF file as Markdown: its text page by page, with the headings of its outline.

A PDF knows lines, not paragraphs, so a short line that ends a sentence is taken to end a paragraph.
What stands at the top or foot of most pages is left out, and words cut at line ends are joined.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError, WrongPasswordError

from ingest.formats.text import LONGEST, NoteText, Parts, Unreadable

_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad]\n([a-z]\S*) ?")
_BULLET = re.compile(r"^[•▪◦‣●∙·]\s*")
# Marks that would make a heading, quote, fence, rule or tag of a line of text.
_MARK = re.compile(r"^(?:#{1,6}\s|>|`{3}|~{3}|[-=_*]{2,}\s*$|<)")
_SENTENCE_END = re.compile(r"[.!?:…][\"'”’)\]]*$")
_NUMBERED = re.compile(r"^(?:[A-Z]|\d+)(?:\.\d+)*[.:]?\s+")
_SHORT = 0.8
_NO_TITLE = re.compile(
    r"^(?:untitled|microsoft word|slide|.*\.(?:docx?|tex|dvi|indd|pptx?)$)", re.I
)
_DEEPEST = 6

logging.getLogger("pypdf").setLevel(logging.ERROR)


def read(data: bytes) -> NoteText:
    """Convert a file; each page is a part. Raises Unreadable for a locked, broken or scanned one."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("is protected by a password: save it without one")
        pages = _pages(reader)
        headings = _outline(reader)
        title = _title(reader)
    except (FileNotDecryptedError, WrongPasswordError) as error:
        raise Unreadable("is protected by a password: save it without one") from error
    except DependencyError as error:
        raise Unreadable(f"can't be decrypted ({error}): save it without a password") from error
    except PyPdfError as error:
        raise Unreadable(f"is no whole PDF file ({error}): save it anew") from error
    if not any(pages):
        raise Unreadable("holds no text, only pictures of it: run it through text recognition")
    return _joined(pages, headings, title)


def _pages(reader: PdfReader) -> list[list[str]]:
    pages: list[list[str]] = []
    length = 0
    for page in reader.pages:
        text = page.extract_text()
        length += len(text)
        if length > LONGEST:
            raise Unreadable(f"holds more than {LONGEST // 1_000_000} MB of text: split it")
        text = _HYPHEN.sub(r"\1\n", text.replace("\r\n", "\n").replace("\0", ""))
        pages.append([stripped for line in text.split("\n") if (stripped := line.strip())])
    return _without_margins(pages)


def _without_margins(pages: list[list[str]]) -> list[list[str]]:
    """Drop first and last lines that, but for the page's number, most pages share."""
    tops = Counter(_bare(page[0]) for page in pages if page)
    feet = Counter(_bare(page[-1]) for page in pages if page)
    most = max(3, len(pages) // 2)
    kept = []
    for page in pages:
        begin = 1 if page and tops[_bare(page[0])] >= most else 0
        end = len(page) - (1 if len(page) > begin and feet[_bare(page[-1])] >= most else 0)
        kept.append(page[begin:end])
    return kept


def _bare(line: str) -> str:
    return re.sub(r"\d+", "", line).strip()


def _title(reader: PdfReader) -> str:
    title = str((reader.metadata and reader.metadata.title) or "").strip()
    return "" if _NO_TITLE.match(title) else title


def _outline(reader: PdfReader) -> dict[int, list[tuple[int, str]]]:
    """Return the (rank, title) of the outline's entries for each page, counted from 0."""
    headings: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for rank, entry in _entries(reader.outline, 2):
        page = reader.get_destination_page_number(entry)
        if page is not None and str(entry.title or "").strip():
            headings[page].append((rank, " ".join(str(entry.title).split())))
    return headings


def _entries(outline: Sequence[Any], rank: int) -> Iterator[tuple[int, Any]]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _entries(entry, min(rank + 1, _DEEPEST))
        else:
            yield rank, entry


def _joined(
    pages: list[list[str]], headings: dict[int, list[tuple[int, str]]], title: str
) -> NoteText:
    lines: list[str] = []
    starts: list[int] = []
    for number, page in enumerate(pages):
        starts.append(len(lines) + 1)
        rest = page
        for rank, heading in headings.get(number, ()):
            above, rest = _split_at(rest, heading)
            lines += [*_paragraphs(above), f"{'#' * rank} {heading}", ""]
        lines += _paragraphs(rest)
    return NoteText("\n".join(lines), title, Parts("page", tuple(starts)))


def _split_at(page: list[str], heading: str) -> tuple[list[str], list[str]]:
    """Split a page at the line that is the heading; one that isn't there comes first."""
    wanted = _letters(heading)
    for number, line in enumerate(page):
        if wanted and _letters(line) == wanted:
            return page[:number], page[number + 1 :]
    return [], page


def _letters(line: str) -> str:
    return "".join(c for c in _NUMBERED.sub("", line).casefold() if c.isalnum())


def _paragraphs(page: list[str]) -> Iterator[str]:
    """Yield the lines of a page, and an empty one behind each that seems to end a paragraph."""
    usual = max((len(line) for line in page), default=0)
    for number, line in enumerate(page, 1):
        shown = _BULLET.sub("- ", line)
        yield f"\\{shown}" if _MARK.match(shown) else shown
        is_short = len(line) < _SHORT * usual
        if number == len(page) or (is_short and _SENTENCE_END.search(line)):
            yield ""
