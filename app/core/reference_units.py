"""The statements of a reference answer: its list items, table rows and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from app.core.markup import plain, sentence_spans

_FENCE = re.compile(r"\s*(?:[-*+>]\s+)*(`{3,}|~{3,})")
_ITEM = re.compile(
    r"(\s*)(?:[-*+•●○▪‣–]\s+|[-•●○▪‣](?=[^\W\d])|\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})[.)]\s+|"
    r"\(?(?:\d{1,2}|[ivx]{1,4})[.)](?=[^\W\d]))(\S.*)"
)
_RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}$|\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?\s*$")
_HEADING = re.compile(r"\s{0,3}#{1,6}(?:\s|$)")
_LONG_ITEM = 40
_WIDEST = 130
_LEADS_ON = frozenset({"a", "an", "the", "of", "and", "or", "to", "in", "for", "with", "is", "are"})
_LONGEST_REFERENCE = 20_000


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement in plain words.

    `lines` are its first and last line in the reference, counted from 1.
    """

    text: str
    lines: tuple[int, int]
    from_list: bool


@dataclass(slots=True)
class _Unit:
    """A list item, a table row or a paragraph while it is read.

    `depth` is the item's indentation, -1 for paragraphs.
    """

    first: int
    depth: int
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return plain("\n".join(self.lines))


def statements(reference: str) -> list[Statement]:
    """Read the statements of a reference answer; code blocks, headings and rules make none.

    Lists alone are taken when they carry the answer (two thirds of its words). Nobody answers at
    length: only the first 20,000 characters are read.
    """
    units = _units(reference[:_LONGEST_REFERENCE].split("\n"))
    items = [unit for unit in units if unit.depth >= 0]
    words = sum(len(unit.text.split()) for unit in units)
    in_items = sum(len(unit.text.split()) for unit in items)
    chosen = items if 3 * in_items >= 2 * words else units
    return [statement for statement in _from_units(chosen) if statement.text]


def _units(lines: list[str]) -> list[_Unit]:
    units: list[_Unit] = []
    open_unit: _Unit | None = None
    for number, line in _without_code(lines):
        item = _ITEM.match(line)
        row = line.lstrip().startswith("|")
        if not line.strip() or _RULE.match(line) or _HEADING.match(line):
            if units and row and units[-1].first == number - 1:
                units.pop()
            open_unit = None
        elif item or row or open_unit is None:
            depth = len(item[1].expandtabs(4)) if item else 0 if row else -1
            text = item[2] if item else line.strip().strip("|").replace("|", " – ") if row else line
            open_unit = _Unit(number, depth, [text.lstrip("> ")])
            units.append(open_unit)
        else:
            open_unit.lines.append(line.strip().lstrip("> "))
    return units


def _without_code(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Number the lines from 1; a fenced or indented code block counts as one empty line."""
    marker = ""
    before = ""
    for number, line in enumerate(lines, 1):
        fence = _FENCE.match(line)
        if marker:
            if fence and fence[1].startswith(marker) and not line.strip(" \t>`~"):
                marker = ""
            continue
        if fence:
            marker = fence[1]
            yield number, ""
        elif line.startswith(("    ", "\t")) and not before.strip() and not _ITEM.match(line):
            continue
        else:
            yield number, line
        before = line


def _from_units(units: list[_Unit]) -> Iterator[Statement]:
    """Give an item's label ("Costs:") to the items below it; split what is long into sentences."""
    labels: list[tuple[int, str]] = []
    for unit in units:
        if unit.depth < 0:
            labels = []
            yield from _sentences(unit.lines, unit.first, from_list=False)
            continue
        labels = [label for label in labels if label[0] < unit.depth]
        own = next(_segments(unit.lines))
        text = plain("\n".join(own))
        if text.endswith(":"):
            labels.append((unit.depth, text))
        elif len(text.split()) > _LONG_ITEM:
            yield from _sentences(own, unit.first, from_list=True)
        else:
            prefix = f"{labels[-1][1]} " if labels and len(labels[-1][1].split()) <= 4 else ""
            lines = (unit.first, unit.first + len(own) - 1)
            yield Statement(prefix + text, lines, from_list=True)
        yield from _sentences(unit.lines[len(own) :], unit.first + len(own), from_list=False)


def _sentences(lines: list[str], first: int, *, from_list: bool) -> Iterator[Statement]:
    """Split lines at sentences and at the line breaks that were meant."""
    line = first
    for segment in _segments(lines):
        joined = "\n".join(segment)
        for start, end in sentence_spans(joined):
            written = joined[start:end]
            last = line + written.rstrip().count("\n")
            yield Statement(plain(written), (line, last), from_list)
            line += written.count("\n")
        line += 1


def _segments(lines: list[str]) -> Iterator[list[str]]:
    """Split lines where a break was meant: before a new start, in a text that is not wrapped."""
    width = max(map(len, lines), default=0)
    pairs = list(pairwise(lines))
    wrapped = width <= _WIDEST and all(
        len(before) + 1 + len(_first_word(line)) > width for before, line in pairs
    )
    segment = lines[:1]
    for before, line in pairs:
        if not wrapped and not _first_word(line)[:1].islower() and _may_end(before):
            yield segment
            segment = []
        segment.append(line)
    if segment:
        yield segment


def _first_word(line: str) -> str:
    return line.split(maxsplit=1)[0] if line.strip() else ""


def _may_end(line: str) -> bool:
    """Say whether a statement may end with this line: not after a comma or a word like `the`."""
    last = line.rsplit(maxsplit=1)[-1:]
    return not last or not (last[0].endswith(",") or last[0] in _LEADS_ON)
