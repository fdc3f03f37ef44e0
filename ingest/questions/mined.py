"""Questions mined from any note: headings, marked paragraphs and lists that ask something.

    ### Q1: What is the GIL?         a heading with a marker, anywhere
    ### 1. Explain the GIL           an imperative heading below "Interview Questions"
    ## Why does it matter?           any heading that ends in a question mark
    **Q: What is the GIL?** A: ...   a paragraph with a marker, anywhere
    1. What is the GIL?              a list below "Interview Questions"

The answer of a heading is all up to the next heading of the same or higher rank. Fences hold no
questions: only blocks that Markdown takes for headings, paragraphs and lists are looked at.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.markdown import Block, Document, Heading
from ingest.questions.found import FoundQuestion, answer_of
from ingest.questions.listed import list_questions
from ingest.questions.wording import LONGEST, Asked, read_asked, split_asked

_QUESTIONS = re.compile(
    r"\b(?:questions?|q\s*(?:&|and|/)\s*a|faqs?|quiz|self[- ]?(?:check|test)|flash ?cards?)\b",
    re.IGNORECASE,
)
_INTERVIEW = re.compile(r"\binterview", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A heading or paragraph that may be a question, and the lines that would be its own."""

    asked: Asked
    first: int
    last: int
    heading: Heading | None
    is_title: bool = False


def mine(
    document: Document, *, hint: str = "", within: Iterable[tuple[int, int]] | None = None
) -> list[FoundQuestion]:
    """Find the questions of a note, in its order.

    `hint` is a text that announces questions as a heading would, such as the words of the note's
    path; `within` limits the search to these lines.
    """
    ranges = None if within is None else list(within)
    candidates = [c for c in _candidates(document, hint) if ranges is None or _in(c.first, ranges)]
    headings = list(_accepted(candidates))
    found = [_from_heading(document, c.heading, c.asked) for c in headings if c.heading]
    taken = [(c.first, c.last) for c in headings]
    for area, heading in _areas(document, taken):
        if ranges is None or _in(area[0].first, ranges):
            found += _from_blocks(document, area, heading)
    return sorted(found, key=lambda question: question.lines)


def is_interview(path: Sequence[str]) -> bool:
    """Say whether a heading path announces questions anywhere, or an interview at its end."""
    return any(map(_QUESTIONS.search, path)) or bool(path and _INTERVIEW.search(path[-1]))


def _candidates(document: Document, hint: str) -> Iterator[_Candidate]:
    for heading in document.headings:
        asked = read_asked(heading.title)
        below = is_interview((hint, *heading.path[:-1]))
        counts = asked.strength >= 2 or (below and asked.strength == 1)
        if asked.text and counts:
            announces = heading.rank == 1 or (asked.strength < 3 and is_interview([heading.title]))
            yield _Candidate(asked, heading.line, heading.end, heading, announces)


def _accepted(candidates: list[_Candidate]) -> Iterator[_Candidate]:
    """Choose among nested candidates: the outer one, unless it only groups surer ones."""
    strongest = _strongest_inside(candidates)
    end = 0
    for candidate, inside in zip(candidates, strongest, strict=True):
        groups = inside > candidate.asked.strength or (inside >= 0 and candidate.is_title)
        if candidate.first > end and not groups:
            end = candidate.last
            yield candidate


def _strongest_inside(candidates: list[_Candidate]) -> list[int]:
    """Return for each candidate the greatest strength inside it, -1 when there is none."""
    strongest = [-1] * len(candidates)
    around: list[int] = []
    for index, candidate in enumerate(candidates):
        while around and candidates[around[-1]].last < candidate.first:
            around.pop()
        for outer in around:
            strongest[outer] = max(strongest[outer], candidate.asked.strength)
        around.append(index)
    return strongest


def _in(line: int, ranges: list[tuple[int, int]]) -> bool:
    return any(first <= line <= last for first, last in ranges)


def _from_heading(document: Document, heading: Heading, asked: Asked) -> FoundQuestion:
    lines = list(document.lines[heading.body - 1 : heading.end])
    reference, first = answer_of(lines, heading.body)
    return FoundQuestion(asked.text, heading.path, heading.lines, reference, first, asked.level)


def _areas(
    document: Document, taken: list[tuple[int, int]]
) -> Iterator[tuple[list[Block], Heading | None]]:
    """Group the blocks outside the questions already found by the heading above them."""
    starts = [first for first, _ in taken]
    by_line = {heading.line: heading for heading in document.headings}
    heading: Heading | None = None
    blocks: list[Block] = []
    for block in document.blocks:
        position = bisect_right(starts, block.first) - 1
        if position >= 0 and block.first <= taken[position][1]:
            continue
        if block.kind != "heading":
            blocks.append(block)
            continue
        if blocks:
            yield blocks, heading
        heading, blocks = by_line[block.first], []
    if blocks:
        yield blocks, heading


def _from_blocks(
    document: Document, blocks: list[Block], heading: Heading | None
) -> Iterator[FoundQuestion]:
    """Find questions in paragraphs and lists; each one's answer goes on to the next one."""
    path = heading.path if heading else document.top
    below = is_interview(path)
    openers = [n for n, block in enumerate(blocks) if _opens(document, block, below=below)]
    for n, following in pairwise([*openers, len(blocks)]):
        last = blocks[following - 1].last
        if blocks[n].kind == "paragraph":
            yield _from_paragraph(document, blocks[n], last, path)
        else:
            yield from list_questions(document, blocks[n], path, last=last, below=below)


def _opens(document: Document, block: Block, *, below: bool) -> bool:
    """Say whether a paragraph or list asks something."""
    if block.kind == "paragraph":
        lines = list(document.lines[block.first - 1 : block.last])
        if len(lines[0]) > LONGEST:
            return False
        asked = read_asked(split_asked(lines)[0])
        bold = lines[0].lstrip().startswith(("**", "__"))
        return asked.strength == 3 or (bold and asked.strength == 2 and (below or asked.numbered))
    if block.kind in {"ordered_list", "bullet_list"}:
        return any(True for _ in list_questions(document, block, (), last=block.last, below=below))
    return False


def _from_paragraph(
    document: Document, block: Block, last: int, path: tuple[str, ...]
) -> FoundQuestion:
    lines = list(document.lines[block.first - 1 : last])
    text, rest, used = split_asked(lines[: block.last - block.first + 1])
    asked = read_asked(text)
    reference, first = answer_of([rest, *lines[used + 1 :]], block.first + used)
    return FoundQuestion(
        asked.text, (*path, asked.text), (block.first, last), reference, first, asked.level
    )
