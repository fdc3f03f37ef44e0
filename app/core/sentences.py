"""The sentences of a passage, as they stand in its Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.core.passage import Passage, PassageKind
from app.core.place import Place

_FENCE = re.compile(r"\s*(?:```|~~~)")
_NO_TEXT = re.compile(r"\s*(?:#{1,6}\s|<!--|\|?\s*:?-{3,}|[*_=]{3,}\s*$|$)")
_ROW = re.compile(r"\s*\|")
_MARKER = re.compile(r"\s*(?:>\s*)*(?:[-*+]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?|\s*(?:>\s*)+")
_CODE_SPAN = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_SHORT_FORM = re.compile(r"\b(?:e\.g|i\.e|cf|vs|etc|approx|fig|dr|mr|mrs)\.", re.IGNORECASE)
_END = re.compile(r"[.!?…][\"'”’)\]*_]*\s+(?=[\"'“‘(\[*_`]*[A-Z0-9`])")
_FEWEST_WORDS = 3

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage.

    `text` is verbatim and begins at `start` in the passage's text; `place` has its lines.
    """

    text: str
    place: Place
    start: int

    @property
    def plain(self) -> str:
        """The text on one line."""
        return " ".join(self.text.split())


def sentences(passage: Passage) -> list[Sentence]:
    """Return the sentences, list items and table rows of a passage, in its order.

    Code blocks, headings and pieces of fewer than three words are left out.
    """
    if passage.kind is PassageKind.CODE:
        return []
    text = passage.text
    spans = (span for block in _blocks(text) for span in _split(text, block))
    return [
        Sentence(text[start:end], _place(passage, start, end), start)
        for start, end in spans
        if len(text[start:end].split()) >= _FEWEST_WORDS
    ]


def _blocks(text: str) -> Iterator[Span]:
    """Yield the spans of paragraphs, list items and table rows, their markers left out."""
    begin: int | None = None
    end = at = 0
    in_fence = False
    for line in text.splitlines(keepends=True):
        start, at = at, at + len(line)
        is_fence = _FENCE.match(line) is not None
        marker = _MARKER.match(line)
        is_row = _ROW.match(line) is not None
        stands_out = in_fence or is_fence or _NO_TEXT.match(line) is not None
        if begin is not None and (stands_out or marker or is_row):
            yield begin, end
            begin = None
        in_fence ^= is_fence
        if stands_out:
            continue
        if begin is None:
            begin = start + (marker.end() if marker else 0)
        end = start + len(line.rstrip())
    if begin is not None:
        yield begin, end


def _split(text: str, block: Span) -> Iterator[Span]:
    """Cut a block behind the full stops that end a sentence, not those in code or short forms."""
    start, end = block
    masked = _CODE_SPAN.sub(_blank, text[start:end])
    masked = _SHORT_FORM.sub(_blank, masked)
    cuts = [start + match.end() for match in _END.finditer(masked)]
    for first, last in zip([start, *cuts], [*cuts, end], strict=True):
        piece = text[first:last]
        yield first + len(piece) - len(piece.lstrip()), first + len(piece.rstrip())


def _blank(match: re.Match[str]) -> str:
    return "`" + "x" * (len(match.group()) - 1)


def _place(passage: Passage, start: int, end: int) -> Place:
    first = passage.place.lines[0] + passage.text.count("\n", 0, start)
    return replace(passage.place, lines=(first, first + passage.text.count("\n", start, end)))
