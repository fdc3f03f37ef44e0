"""The statements of a reference answer: its list items, table rows and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.core.markup import plain, sentence_spans

_FENCE = re.compile(r"\s*(?:[-*+>]\s+)*(`{3,}|~{3,})")
_ITEM = re.compile(r"(\s*)(?:[-*+]|\d{1,3}[.)])\s+(.*)")
_RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}$|\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?\s*$")
_HEADING = re.compile(r"\s{0,3}#{1,6}(?:\s|$)")
_LONG_ITEM = 40
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

    Lists are taken when they carry the answer (at least a third of its words), otherwise all is
    read as sentences. Nobody answers at length: only the first 20,000 characters are read.
    """
    units = _units(reference[:_LONGEST_REFERENCE].split("\n"))
    items = [unit for unit in units if unit.depth >= 0]
    words = [len(unit.text.split()) for unit in units]
    in_items = sum(count for unit, count in zip(units, words, strict=True) if unit.depth >= 0)
    if len(items) >= 2 and 3 * in_items >= sum(words):
        return [statement for statement in _from_items(items) if statement.text]
    return [s for unit in units for s in _sentences(unit, from_list=False) if s.text]


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


def _from_items(items: list[_Unit]) -> Iterator[Statement]:
    """Give an item's label ("Costs:") to the items below it; split long items into sentences."""
    labels: list[tuple[int, str]] = []
    for item in items:
        labels = [label for label in labels if label[0] < item.depth]
        text = item.text
        if text.endswith(":"):
            labels.append((item.depth, text))
            continue
        if len(text.split()) > _LONG_ITEM:
            yield from _sentences(item, from_list=True)
            continue
        prefix = f"{labels[-1][1]} " if labels and len(labels[-1][1].split()) <= 4 else ""
        yield Statement(
            prefix + text, (item.first, item.first + len(item.lines) - 1), from_list=True
        )


def _sentences(unit: _Unit, *, from_list: bool) -> Iterator[Statement]:
    joined = "\n".join(unit.lines)
    line = unit.first
    for start, end in sentence_spans(joined):
        written = joined[start:end]
        last = line + written.rstrip().count("\n")
        yield Statement(plain(written), (line, last), from_list)
        line += written.count("\n")
