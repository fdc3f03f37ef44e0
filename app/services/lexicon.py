"""What is known of the words and links of one generation of a library."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from app.core.passage import Passage
from app.ports import LexicalIndex, Speller
from app.services.rank import Links, Told, links_of, told_by
from app.services.shelf import OpenLibrary

# How many of the key points that fit a query best speak for their sources.
_MOST_TOLD = 100


@dataclass(frozen=True)
class Lexicon:
    """What is known of the words and links of one generation, made when it is first needed."""

    opened: OpenLibrary
    make_lexical: Callable[[Sequence[str]], LexicalIndex]
    make_speller: Callable[[Sequence[str]], Speller]
    lock: threading.Lock = field(default_factory=threading.Lock)

    @cached_property
    def _texts(self) -> list[str]:
        return [passage.embedded_text for passage in self.opened.contents.passages]

    @cached_property
    def lexical(self) -> LexicalIndex:
        """The index of the passages' words."""
        return self.make_lexical(self._texts)

    @cached_property
    def speller(self) -> Speller:
        """What finds typing errors against the passages' words."""
        return self.make_speller(self._texts)

    @cached_property
    def links(self) -> Links:
        """Which passages lift each other."""
        contents = self.opened.contents
        return links_of(contents.passages, contents.questions)

    @cached_property
    def _told(self) -> tuple[list[Told], LexicalIndex]:
        contents = self.opened.contents
        told = told_by(contents.passages, contents.questions)
        return told, self.make_lexical([each.text for each in told])

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {p.id: position for position, p in enumerate(self.opened.contents.passages)}

    def shares(self, query: str, passages: Sequence[Passage]) -> dict[str, float]:
        """Return the share of the best BM25 score that each passage has, by id."""
        best = self.lexical.best(query, 1)
        scores = self.lexical.scores(query, [self._positions[p.id] for p in passages])
        top = best[0][1] if best else 1.0
        return {p.id: score / top for p, score in zip(passages, scores, strict=True)}

    def told(self, query: str) -> dict[str, float]:
        """Return how well a query fits the best key point taken from a passage, 0 to 1, by id."""
        told, index = self._told
        best = index.best(query, _MOST_TOLD)
        floor = best[-1][1] if len(best) == _MOST_TOLD else 0.0
        found: dict[str, float] = {}
        for position, score in best:
            for name in told[position].sources:
                found.setdefault(name, (score - floor) / best[0][1])
        return found

    def made(self) -> Lexicon:
        """Make all of it; only one thread does."""
        with self.lock:
            _ = self.lexical, self.speller, self.links, self._told, self._positions
        return self
