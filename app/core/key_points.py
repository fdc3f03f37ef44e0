"""Key points for a question that has none written: derived from its reference answer.

List items, else sentences; what repeats is dropped, what is short is joined to its neighbour, and
each point weighs what it says beyond the question: weight = its new content words / the mean over
the points, held in 0.5..2.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.core.level import Level
from app.core.markup import plain
from app.core.place import Place
from app.core.question import KeyPoint
from app.core.reference_units import Statement, statements
from app.core.words import content_words, words

MOST_POINTS = 6
MOST_CHOICES = 12
_LONGEST = 40
_SAME = 0.7
_NUMBERS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_ASKS_FOR = re.compile(
    r"\b(?:name|list|give|mention|state|cite|describe|enumerate|what are|tell (?:me|us))\s+"
    r"(?:me\s+|us\s+)?(?:at least\s+|any\s+|some\s+|up to\s+)?"
    rf"(?P<count>\d{{1,2}}|{'|'.join(_NUMBERS)})\b(?!\s*(?:%|-))",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(
    r"(?:for (?:example|instance)|e\.g\.|such as|imagine|suppose|say,)\b", re.IGNORECASE
)
_LEAD_IN = re.compile(r":\s|\b(?:are|include|includes)\s")
_SPLIT_LIST = re.compile(r"\s*[,;]\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+")


@dataclass(frozen=True, slots=True)
class _Candidate:
    text: str
    lines: tuple[int, int]
    from_list: bool
    new: frozenset[str]

    @property
    def tells_something(self) -> bool:
        """Say whether it adds to the question; "Great question!" and "It depends." don't."""
        if self.from_list:
            return bool(self.text.strip(" -–.:"))
        return bool(self.new) and len(self.text.split()) >= 3 and not self.text.endswith(":")

    @property
    def value(self) -> float:
        """How much it says beyond the question; an example counts half."""
        return len(self.new) * (0.5 if _EXAMPLE.match(self.text) else 1.0)


@dataclass(frozen=True, slots=True)
class DerivedPoints:
    """Key points in the order of the answer; `needed` of them make a full answer (None: all)."""

    key_points: tuple[KeyPoint, ...]
    needed: int | None


def derive_key_points(
    question: str,
    reference: str | Sequence[str],
    *,
    level: Level = Level.MID,
    place: Place | None = None,
) -> DerivedPoints:
    """Derive up to six key points of a question from its reference answer.

    `reference` is Markdown, or a list whose items are taken as the points. `place` is where the
    reference stands in the notes: line 1 of the reference is the first line of `place`. A question
    that asks for k things ("name four of ...") keeps up to twelve points, of which k are needed.
    Nothing but code, or nothing at all, gives no points.
    """
    asked = content_words(question)
    count = _count_asked(question)
    if isinstance(reference, str):
        candidates = _selected(_candidates(statements(reference), asked), count)
    else:
        given = [Statement(plain(item), (1, 1), from_list=True) for item in reference]
        candidates = _candidates([item for item in given if item.text], asked)
    needed = count if count and count < len(candidates) else None
    alike = needed is not None or not isinstance(reference, str)
    weights = [1.0] * len(candidates) if alike else _weights(candidates)
    return DerivedPoints(_named(candidates, weights, level=level, place=place), needed)


def _count_asked(question: str) -> int | None:
    match = _ASKS_FOR.search(question)
    if match is None:
        return None
    text = match["count"].lower()
    count = _NUMBERS.get(text) or int(text)
    return count if count > 1 else None


def _candidates(given: list[Statement], asked: frozenset[str]) -> list[_Candidate]:
    return [_Candidate(s.text, s.lines, s.from_list, content_words(s.text) - asked) for s in given]


def _selected(candidates: list[_Candidate], count: int | None) -> list[_Candidate]:
    most = MOST_CHOICES if count else MOST_POINTS
    telling = [c for c in candidates if c.tells_something]
    chosen = _without_repeats(telling or sorted(candidates, key=lambda c: len(c.text))[-1:])
    if count and len(chosen) < count:
        chosen = _enumerated(chosen, count)
    if not any(c.from_list for c in chosen):
        chosen = _joined(chosen, most)
    kept = sorted(range(len(chosen)), key=lambda n: -chosen[n].value)[:most]
    return [chosen[n] for n in sorted(kept)]


def _without_repeats(candidates: list[_Candidate]) -> list[_Candidate]:
    """Of two candidates that say the same, keep the one that says more."""
    kept: list[_Candidate] = []
    for candidate in candidates[:200]:
        twin = next((n for n, other in enumerate(kept) if _alike(candidate, other)), None)
        if twin is None:
            kept.append(candidate)
        elif candidate.value > kept[twin].value:
            kept[twin] = candidate
    return kept


def _alike(one: _Candidate, other: _Candidate) -> bool:
    if not one.new or not other.new:
        return one.text.casefold() == other.text.casefold()
    return len(one.new & other.new) / len(one.new | other.new) >= _SAME


def _enumerated(candidates: list[_Candidate], count: int) -> list[_Candidate]:
    """Split a sentence that enumerates ("GET, POST and PUT.") into the things it names."""
    for candidate in candidates:
        named = _LEAD_IN.split(candidate.text)[-1].rstrip(".")
        items = [item for item in _SPLIT_LIST.split(named) if item]
        if len(items) >= count and all(len(item.split()) <= 4 for item in items):
            return [_Candidate(item, candidate.lines, True, content_words(item)) for item in items]
    return candidates


def _joined(candidates: list[_Candidate], most: int) -> list[_Candidate]:
    """Join the shortest neighbours until at most `most` are left, or all that remain are long."""
    chosen = list(candidates)
    while len(chosen) > most:
        lengths = [len(a.text.split()) + len(b.text.split()) for a, b in pairwise(chosen)]
        shortest = min(lengths)
        if shortest > _LONGEST:
            break
        n = lengths.index(shortest)
        first, second = chosen[n], chosen[n + 1]
        lines = (first.lines[0], second.lines[1])
        chosen[n : n + 2] = [
            _Candidate(f"{first.text} {second.text}", lines, False, first.new | second.new)
        ]
    return chosen


def _weights(candidates: list[_Candidate]) -> list[float]:
    total = sum(candidate.value for candidate in candidates)
    if not total:
        return [1.0] * len(candidates)
    shares = [candidate.value * len(candidates) / total for candidate in candidates]
    return [round(min(2.0, max(0.5, share)), 2) for share in shares]


def _named(
    candidates: list[_Candidate], weights: list[float], *, level: Level, place: Place | None
) -> tuple[KeyPoint, ...]:
    """Make key points with their first words as ids, which stay when other points change."""
    points: dict[str, KeyPoint] = {}
    for candidate, weight in zip(candidates, weights, strict=True):
        first = "-".join(words(candidate.text)[:6]) or "point"
        name, count = first, 1
        while name in points:
            count += 1
            name = f"{first}-{count}"
        source = _source(candidate, place) if place else None
        points[name] = KeyPoint(name, candidate.text, level, weight, source)
    return tuple(points.values())


def _source(candidate: _Candidate, place: Place) -> Place:
    start = place.lines[0] - 1
    return replace(place, lines=(start + candidate.lines[0], start + candidate.lines[1]))
