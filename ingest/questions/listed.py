"""Questions that are items of a list, with their answers in the item or after the list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.markdown import Block, Document
from ingest.questions.found import FoundQuestion, answer_of
from ingest.questions.wording import Asked, read_asked, split_asked

_MARKER = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+")
_FEWEST_WORDS = {"ordered_list": 2, "bullet_list": 3}


def list_questions(
    document: Document, block: Block, path: tuple[str, ...], *, last: int, below: bool
) -> Iterator[FoundQuestion]:
    """Yield the questions of a list. Away from interview headings, only items with a marker count.

    What follows the list up to line `last` is the answer of its last item, if that has none of its
    own.
    """
    items = _items(document, block)
    for n, (first, end) in enumerate(items):
        lines = _dedented(document.lines[first - 1 : end])
        text, rest, used = split_asked(_opening(lines))
        asked = read_asked(text)
        if not _counts(asked, _FEWEST_WORDS[block.kind], below=below):
            continue
        reference, line = answer_of([rest, *lines[used + 1 :]], first + used)
        stop = end
        if not reference and n == len(items) - 1 and last > block.last:
            stop = last
            reference, line = answer_of(list(document.lines[end:last]), end + 1)
        yield FoundQuestion(
            asked.text, (*path, asked.text), (first, stop), reference, line, asked.level
        )


def _counts(asked: Asked, fewest: int, *, below: bool) -> bool:
    if not below:
        return asked.strength == 3
    return asked.strength >= 2 or (asked.strength == 1 and len(asked.text.split()) >= fewest)


def _items(document: Document, block: Block) -> list[tuple[int, int]]:
    return [
        (token.map[0] + 1, token.map[1])
        for token in document.tokens[slice(*block.tokens)]
        if token.type == "list_item_open" and token.level == 1 and token.map
    ]


def _dedented(lines: tuple[str, ...]) -> list[str]:
    """Take the list marker and its indentation off the lines of an item."""
    match = _MARKER.match(lines[0])
    width = match.end() if match else 0
    return [
        lines[0][width:],
        *(line[min(width, len(line) - len(line.lstrip())) :] for line in lines[1:]),
    ]


def _opening(lines: list[str]) -> list[str]:
    """Return the first paragraph of an item."""
    for n, line in enumerate(lines[1:], 1):
        if not line.strip() or _MARKER.match(line):
            return lines[:n]
    return lines
