"""Windows over a text: where in it evidence is looked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Window:
    """A run of consecutive spans: `first` and `last` are their numbers, both included."""

    first: int
    last: int

    @property
    def size(self) -> int:
        """The number of spans."""
        return self.last - self.first + 1


def group_tokens(tokens: Sequence[Span], spans: Sequence[Span]) -> list[list[int]]:
    """Return, for each span of a text, the numbers of the tokens that begin in it.

    Both are (start, end) offsets in rising order; spans don't overlap. A token between two spans is
    in neither.
    """
    groups: list[list[int]] = [[] for _ in spans]
    number = 0
    for token, (start, _) in enumerate(tokens):
        while number < len(spans) and start >= spans[number][1]:
            number += 1
        if number < len(spans) and start >= spans[number][0]:
            groups[number].append(token)
    return groups


def windows(count: int, longest: int) -> list[Window]:
    """Return all windows of one up to `longest` of `count` consecutive spans, short ones first."""
    return [
        Window(first, first + size - 1)
        for size in range(1, longest + 1)
        for first in range(count - size + 1)
    ]


def sections(sizes: Sequence[int], most: int) -> list[Window]:
    """Cut spans into stretches of about `most` tokens that overlap by half.

    `sizes` are the numbers of tokens of the spans. So a long answer gains nothing by its length
    alone.
    """
    found: list[Window] = []
    first = 0
    while first < len(sizes):
        last, total = first, sizes[first]
        while last + 1 < len(sizes) and total + sizes[last + 1] <= most:
            last += 1
            total += sizes[last]
        found.append(Window(first, last))
        if last + 1 >= len(sizes):
            break
        first = max(first + 1, (first + last + 1) // 2)
    return found
