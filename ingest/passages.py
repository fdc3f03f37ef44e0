"""Cutting a note into passages: at headings, then so that each fits the embedder's window."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from app.core.library import Problem
from app.core.passage import Passage, PassageKind
from app.core.place import Place
from app.ports import TokenCounter
from ingest.cutting import PROSE, SPLITTERS, Cutter, Span
from ingest.markdown import Block
from ingest.read_note import ReadNote

# Raise it when the same notes give other passages or questions, so that they are read again.
VERSION = "2"
_CODE = {"fence", "code_block"}
_SHORT_FENCE = 5

Lines = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Roles:
    """Which lines are answers to interview questions, and which are not to be found at all.

    Answers come first.
    """

    answers: Sequence[Lines] = ()
    hidden: Sequence[Lines] = ()


def passages_of(
    read: ReadNote, roles: Roles, counter: TokenCounter
) -> tuple[list[Passage], list[Problem]]:
    """Cut a note into passages, in the order of the note.

    Name the code blocks that had to be cut.
    """
    text = "\n".join(read.document.lines)
    starts = [0, *accumulate(len(line) + 1 for line in read.document.lines)]
    seen: Counter[str] = Counter()
    passages: list[Passage] = []
    cut_code: list[int] = []
    for path, blocks in _regions(read):
        heading = fitted_path(path, counter)
        cutter = Cutter(text, " > ".join(heading) + "\n", counter)
        for kind, run in _runs(blocks, roles):
            spans = [_span(block, starts) for block in run]
            for start, end in _pieces(cutter, dict(zip(spans, run, strict=True)), cut_code):
                body, first, last = _trimmed(text, start, end, starts)
                if body:
                    place = read.place(heading, (first, last))
                    passages.append(_passage(read, place, body, kind, seen))
    return passages, [_notice(read, cut_code, counter.window)] if cut_code else []


def fitted_path(heading: tuple[str, ...], counter: TokenCounter) -> tuple[str, ...]:
    """Shorten a heading path that takes half of the window: inner headings go, long ones shrink."""
    most = counter.window // 2
    path = heading
    while len(path) > 2 and counter.count(" > ".join(path)) > most:
        path = (path[0], *path[2:])
    limit = max((len(title) for title in path), default=0)
    while limit > 8 and (limit > 8 * most or counter.count(" > ".join(path)) > most):
        limit //= 2
        path = tuple(title if len(title) <= limit else title[: limit - 1] + "…" for title in path)
    return path


def _regions(read: ReadNote) -> Iterator[tuple[tuple[str, ...], list[Block]]]:
    """Group the blocks of a note by the heading above them."""
    document = read.document
    paths = {heading.line: heading.path for heading in document.headings}
    path = document.top
    blocks: list[Block] = []
    for block in document.blocks:
        if block.kind == "heading":
            yield path, blocks
            path, blocks = paths[block.first], []
        elif not _says_nothing(block, document.lines):
            blocks.append(block)
    yield path, blocks


def _says_nothing(block: Block, lines: Sequence[str]) -> bool:
    first, last = lines[block.first - 1].strip(), lines[block.last - 1].strip()
    is_comment = block.kind == "html_block" and first.startswith("<!--") and last.endswith("-->")
    return is_comment or block.kind == "hr"


def _runs(blocks: list[Block], roles: Roles) -> Iterator[tuple[PassageKind, list[Block]]]:
    """Group neighbouring blocks of one kind; a code block that is not tiny stands by itself."""

    def group(block: Block) -> tuple[PassageKind | None, int]:
        kind = _kind(block, roles)
        return kind, block.first if kind is PassageKind.CODE else 0

    for (kind, _), run in groupby(blocks, key=group):
        if kind:
            yield kind, list(run)


def _kind(block: Block, roles: Roles) -> PassageKind | None:
    if _inside(block.first, roles.answers):
        return PassageKind.ANSWER
    if _inside(block.first, roles.hidden):
        return None
    is_code = block.kind in _CODE and block.last - block.first >= _SHORT_FENCE
    return PassageKind.CODE if is_code else PassageKind.EXPLANATION


def _inside(line: int, ranges: Sequence[Lines]) -> bool:
    """Say whether a line lies in one of the ranges, which are sorted and don't overlap."""
    position = bisect_right(ranges, line, key=lambda lines: lines[0])
    return position > 0 and line <= ranges[position - 1][1]


def _pieces(cutter: Cutter, run: dict[Span, Block], cut_code: list[int]) -> list[Span]:
    """Pack the blocks of a run, and cut those that are too long.

    Note the lines of cut code blocks.
    """

    def divide(span: Span) -> list[Span]:
        block = run[span]
        pieces = cutter.cut(span, SPLITTERS.get(block.kind, PROSE))
        if block.kind in _CODE and len(pieces) > 1:
            cut_code.append(block.first)
        return pieces

    return cutter.join(list(run), divide)


def _notice(read: ReadNote, cut_code: list[int], window: int) -> Problem:
    lines = ", ".join(str(line) for line in cut_code[:8]) + (", ..." if len(cut_code) > 8 else "")
    message = (
        f"{len(cut_code)} code block(s) longer than the embedder's {window} tokens are searched "
        "in pieces "
        f"(lines {lines}): split them where their parts stand alone, or leave them so"
    )
    return Problem(read.note.path, cut_code[0], message, notice=True)


def _span(block: Block, starts: list[int]) -> Span:
    return starts[block.first - 1], starts[block.last] - 1


def _trimmed(text: str, start: int, end: int, starts: list[int]) -> tuple[str, int, int]:
    """Take empty lines off both ends of a piece; return it with its first and last line."""
    piece = text[start:end]
    begin = start + len(piece) - len(piece.lstrip("\n"))
    piece = text[begin:end].rstrip()
    if text[begin - 1 : begin] not in {"", "\n"}:
        begin += len(piece) - len(piece.lstrip())
        piece = piece.lstrip()
    last = begin + max(0, len(piece) - 1)
    return piece, bisect_right(starts, begin), bisect_right(starts, last)


def _passage(
    read: ReadNote, place: Place, text: str, kind: PassageKind, seen: Counter[str]
) -> Passage:
    content = "\0".join((read.note.path, *place.heading, text))
    seen[content] += 1
    digest = hashlib.sha256(f"{content}\0{seen[content]}".encode()).hexdigest()
    return Passage(digest[:24], place, text, kind, read.note.section, read.note.levels)
