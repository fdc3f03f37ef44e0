"""Cutting a text into pieces that fit the embedder's window, at the best places there are.

A text is a range of offsets into the note, so every piece is verbatim. A splitter gives the atoms
of a range; neighbouring atoms are packed together, and an atom that is still too long goes to the
next, finer splitter.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from itertools import groupby, pairwise

from app.core.markup import sentence_spans
from app.ports import TokenCounter

Span = tuple[int, int]
_Sized = tuple[Span, float]
Splitter = Callable[[str], list[Span]]

USUAL_PER_TOKEN = 4
MOST_PER_TOKEN = 8
_SAMPLE = 20_000
_FILLING = 0.9
_CHUNK = 80
_WORDS = re.compile(rf"(?s)\s*\S.{{0,{_CHUNK - 1}}}(?=\s|$)|\s*\S{{1,{_CHUNK}}}|\s+")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_ITEM = re.compile(r"(?m)^\s*(?:[-*+]|\d{1,9}[.)])\s")


def lines(text: str) -> list[Span]:
    """Split a text into lines."""
    return [match.span() for match in _LINE.finditer(text)]


def items(text: str) -> list[Span]:
    """Split a list into items, nested ones by themselves."""
    starts = [match.start() for match in _ITEM.finditer(text)] or [0]
    starts[0] = 0
    return list(pairwise([*starts, len(text)]))


def sentences(text: str) -> list[Span]:
    """Split a text into sentences; one that holds a code block, into lines."""
    return lines(text) if "```" in text or "~~~" in text else sentence_spans(text)


def words(text: str) -> list[Span]:
    """Split a text into a few words at a time; what is over 80 characters long is cut anywhere."""
    return [match.span() for match in _WORDS.finditer(text)]


CODE: tuple[Splitter, ...] = (lines, words)
LIST: tuple[Splitter, ...] = (items, sentences, words)
PROSE: tuple[Splitter, ...] = (sentences, words)
SPLITTERS: dict[str, tuple[Splitter, ...]] = {
    "fence": CODE,
    "code_block": CODE,
    "table": CODE,
    "html_block": CODE,
    "bullet_list": LIST,
    "ordered_list": LIST,
}


class Cutter:
    """Cuts ranges of a note's text; `prefix` is embedded before each piece and counts as well."""

    def __init__(self, text: str, prefix: str, counter: TokenCounter) -> None:
        self._text = text
        self._prefix = prefix
        self._counter = counter
        self._special = counter.count("")
        self._budget = max(1, counter.window - counter.count(prefix))

    def fits(self, span: Span) -> bool:
        """Say whether a piece fits the window with its prefix.

        One of few but huge words doesn't.
        """
        if not self._is_small(span):
            return False
        embedded = self._prefix + self._text[slice(*span)].strip()
        return self._counter.count(embedded) <= self._counter.window

    def cut(self, span: Span, splitters: Sequence[Splitter]) -> list[Span]:
        """Cut a range that doesn't fit into few pieces that do, about equally long.

        Sizes are estimated from the range's tokens per character, and each piece is then checked:
        counting every line and sentence by itself would take most of the time of an ingest.
        """
        if not splitters:
            return self._halved(span)
        start, end = span
        atoms = [(start + a, start + b) for a, b in splitters[0](self._text[start:end])]
        sample = (start, min(end, start + _SAMPLE))
        per_character = self._count(sample) / max(1, sample[1] - start)
        sized = [(atom, (atom[1] - atom[0]) * per_character) for atom in atoms]
        return self._pack(sized, lambda atom: self.cut(atom, splitters[1:]))

    def join(self, atoms: Sequence[Span], divide: Callable[[Span], list[Span]]) -> list[Span]:
        """Join neighbouring ranges into pieces that fit; `divide` cuts one that doesn't."""
        whole = (atoms[0][0], atoms[-1][1])
        if whole[1] - whole[0] <= USUAL_PER_TOKEN * self._budget and self.fits(whole):
            return [whole]
        sized = [(a, self._count(a) if self._is_small(a) else math.inf) for a in atoms]
        return self._pack(sized, divide)

    def _count(self, span: Span) -> int:
        return self._counter.count(self._text[slice(*span)]) - self._special

    def _pack(self, sized: list[_Sized], divide: Callable[[Span], list[Span]]) -> list[Span]:
        """Pack runs of atoms that fit by themselves, and divide those between them."""
        pieces: list[Span] = []
        for fitting, run in groupby(
            sized, key=lambda pair: pair[1] <= self._budget and self._is_small(pair[0])
        ):
            if fitting:
                for group in self._balanced(list(run)):
                    pieces += self._checked(group, divide)
            else:
                pieces += [piece for atom, _ in run for piece in divide(atom)]
        return pieces

    def _is_small(self, atom: Span) -> bool:
        """Say whether a range may fit, by its length; a longer one is not worth counting."""
        return atom[1] - atom[0] <= MOST_PER_TOKEN * self._budget

    def _balanced(self, run: list[_Sized]) -> list[list[Span]]:
        """Share atoms out to groups of about one size, rather than leave a crumb at the end."""
        total = sum(size for _, size in run)
        share = total / max(1, math.ceil(total / (_FILLING * self._budget)))
        groups: list[list[Span]] = []
        before, filled, last = 0.0, 0.0, -1
        for atom, size in run:
            number = int((before + size / 2) / share) if share else 0
            if number != last or filled + size > self._budget:
                groups.append([])
                filled, last = 0.0, number
            groups[-1].append(atom)
            filled += size
            before += size
        return groups

    def _checked(self, atoms: list[Span], divide: Callable[[Span], list[Span]]) -> list[Span]:
        """Join atoms whose sizes add up to a fit; halve the group where the sum was too small."""
        joined = (atoms[0][0], atoms[-1][1])
        if self.fits(joined):
            return [joined]
        if len(atoms) == 1:
            return divide(joined)
        middle = len(atoms) // 2
        return self._checked(atoms[:middle], divide) + self._checked(atoms[middle:], divide)

    def _halved(self, span: Span) -> list[Span]:
        """Cut a range anywhere: what is left when it has no seam."""
        if span[1] - span[0] < 2 or self.fits(span):
            return [span]
        middle = (span[0] + span[1]) // 2
        return self._halved((span[0], middle)) + self._halved((middle, span[1]))
