"""Find the passages that fit a query: by words (BM25) and by meaning, ranked by token alignment.

    query -> typing errors corrected -> the best 100 by words and the nearest 100 by vectors
          -> fused by reciprocal rank -> the best 100 ranked anew by all that speaks for them

What each step adds is measured by `hotseat eval retrieval`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from app.core.errors import BadInput, NotIndexed
from app.core.level import Level
from app.core.passage import Passage, PassageKind
from app.core.spelling import Correction, corrected
from app.ports import Embedder, LexicalIndex, Speller, TokenVectors, VectorIndex
from app.services.lexicon import Lexicon
from app.services.rank import Candidate, Hit, fuse, ranked, spread
from app.services.shelf import OpenLibrary, Shelf

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_DEPTH = 100
_POOL = 100
# How many times as deep to look again when a scope left too few.
_DEEPER = 8

Alike = Callable[[str, TokenVectors, Sequence[Passage]], Sequence[float]]
Scored = Sequence[tuple[Passage, float]]


@dataclass(frozen=True, slots=True)
class Found:
    """The hits, the best first.

    `corrections` are the words of the query that were read as others, `unknown` those that stand in
    no passage even so. `lexical_only`: there were no vectors yet to search by meaning. `searched`
    is the number of passages that the library has.
    """

    hits: tuple[Hit, ...]
    lexical_only: bool = False
    corrections: tuple[Correction, ...] = ()
    unknown: tuple[str, ...] = ()
    searched: int = 0


@dataclass(frozen=True, slots=True)
class Scope:
    """What may be found; None for all.

    Passages of one section, of notes for one level, of some kinds.
    """

    section: str | None = None
    level: Level | None = None
    kinds: frozenset[PassageKind] | None = None

    def holds(self, passage: Passage) -> bool:
        """Say whether a passage may be found."""
        in_section = self.section is None or passage.section == self.section
        of_level = self.level is None or self.level in passage.levels
        return in_section and of_level and (self.kinds is None or passage.kind in self.kinds)


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class _Search:
    """What is searched, how many hits are wanted, and which passages may be hits."""

    opened: OpenLibrary
    words: Lexicon
    k: int
    scope: Scope

    @property
    def wanted(self) -> int:
        """How many passages each of the two lists should have."""
        return max(self.k, _DEPTH)

    def depths(self) -> Iterator[int]:
        """Yield how far down a list to look, deeper each time, for what may be found."""
        depth = self.wanted
        if self.scope != EVERYTHING:
            while depth < len(self.opened.passages):
                yield depth
                depth *= _DEEPER
        yield depth

    def first_kept(self, look: Callable[[int], Scored]) -> Scored:
        """Return the best passages that may be found, of a list that is looked into ever deeper."""
        kept: Scored = ()
        for depth in self.depths():
            kept = [pair for pair in look(depth) if self.scope.holds(pair[0])][: self.wanted]
            if len(kept) == self.wanted:
                break
        return kept


class Retriever:
    """Searches libraries. Safe to share between threads."""

    def __init__(
        self,
        shelf: Shelf,
        vectors: VectorIndex,
        embedder: Embedder,
        *,
        lexical: Callable[[Sequence[str]], LexicalIndex],
        speller: Callable[[Sequence[str]], Speller],
        alike: Alike,
    ) -> None:
        """Search what is on the shelf.

        `lexical` and `speller` learn texts. `alike` says how much of a query's tokens passages of a
        library cover.
        """
        self._shelf = shelf
        self._vectors = vectors
        self._embedder = embedder
        self._lexical = lexical
        self._speller = speller
        self._alike = alike
        self._lock = threading.Lock()
        self._lexicons: dict[str, Lexicon] = {}

    def find(self, library: str, query: str, *, k: int = 10, scope: Scope = EVERYTHING) -> Found:
        """Return the k passages that fit best; see `find_many` for the errors."""
        return self.find_many(library, [query], k=k, scope=scope)[0]

    def find_many(
        self, library: str, queries: Sequence[str], *, k: int = 10, scope: Scope = EVERYTHING
    ) -> list[Found]:
        """Return the k passages that fit each query best.

        Raises NotIndexed (no such library), BadInput (an empty query, a section that isn't there, k
        below 1) and IndexMismatch (another embedder made the vectors).
        """
        opened = self._shelf.open(library)
        try:
            return self._find_in(opened, queries, k, scope)
        except NotIndexed:
            # Two generations were published since it was opened, so its vectors are gone.
            newer = self._shelf.open(library)
            if newer.manifest.collection == opened.manifest.collection:
                raise
            return self._find_in(newer, queries, k, scope)

    def prepare(self, library: str) -> None:
        """Learn the words of a library, so that its first search is as quick as others."""
        self._lexicon_of(self._shelf.open(library))

    def _find_in(
        self, opened: OpenLibrary, queries: Sequence[str], k: int, scope: Scope
    ) -> list[Found]:
        _check(opened, queries, k=k, section=scope.section)
        search = _Search(opened, self._lexicon_of(opened), k, scope)
        corrections = [tuple(search.words.speller.correct(query)) for query in queries]
        read = [corrected(query, made) for query, made in zip(queries, corrections, strict=True)]
        if opened.manifest.collection is None:
            hits = [self._by_words(search, query) for query in read]
        else:
            opened.manifest.check_embedder(self._embedder.name, self._embedder.dimension)
            hits = self._by_both(search, opened.manifest.collection, read)
        lexical_only = opened.manifest.collection is None
        return [
            Found(
                tuple(spread(one)[:k]),
                lexical_only,
                made,
                tuple(search.words.lexical.unknown(query)),
                len(opened.passages),
            )
            for one, made, query in zip(hits, corrections, read, strict=True)
        ]

    def _by_words(self, search: _Search, query: str) -> list[Hit]:
        return fuse([[passage for passage, _ in self._worded(search, query)]])

    def _by_both(self, search: _Search, collection: str, queries: Sequence[str]) -> list[list[Hit]]:
        vectors, tokens = self._embedder.encode_both(queries)
        found = []
        for query, vector, read in zip(queries, vectors, tokens, strict=True):
            near = search.first_kept(partial(self._nearest, search.opened, collection, vector))
            found.append(self._ranked(search, query, read, near))
        return found

    def _nearest(
        self, opened: OpenLibrary, collection: str, vector: NDArray[np.float32], depth: int
    ) -> Scored:
        nearest = self._vectors.nearest(collection, vector, depth)
        return [(opened.passages[name], cosine) for name, cosine in nearest]

    def _worded(self, search: _Search, query: str) -> Scored:
        passages, lexical = search.opened.contents.passages, search.words.lexical
        return search.first_kept(
            lambda depth: [(passages[i], score) for i, score in lexical.best(query, depth)]
        )

    def _ranked(self, search: _Search, query: str, read: TokenVectors, near: Scored) -> list[Hit]:
        """Rank the best of those `near` the query and of those that share its words anew."""
        worded = self._worded(search, query)
        fused = fuse([[passage for passage, _ in each] for each in (near, worded)])
        pool = [hit.passage for hit in fused[: max(search.k, _POOL)]]
        covered = self._alike(search.opened.name, read, pool)
        cosines = {passage.id: max(0.0, cosine) for passage, cosine in near}
        # What only its words have found is farther away than all that was looked at.
        farthest = min(cosines.values(), default=0.0)
        scores = search.words.shares(query, pool)
        told = search.words.told(query)
        candidates = [
            Candidate(
                passage=p,
                covered=share,
                near=cosines.get(p.id, farthest),
                worded=scores[p.id],
                told=told.get(p.id, 0.0),
            )
            for p, share in zip(pool, covered, strict=True)
        ]
        return ranked(candidates, search.words.links)

    def _lexicon_of(self, opened: OpenLibrary) -> Lexicon:
        """Return what is known of a generation's words; only one thread finds it out."""
        with self._lock:
            words = self._lexicons.get(opened.name)
            if words is None or words.opened.manifest.generation != opened.manifest.generation:
                words = self._lexicons[opened.name] = Lexicon(opened, self._lexical, self._speller)
        return words.made()


def _check(opened: OpenLibrary, queries: Sequence[str], *, k: int, section: str | None) -> None:
    if any(not query.strip() for query in queries):
        raise BadInput("The query is empty. Type what to look for.")
    if k < 1:
        raise BadInput(f"{k} results can't be found. Ask for 1 or more.")
    if section is not None and section not in opened.sections:
        known = ", ".join(opened.sections)
        raise BadInput(f"{opened.name} has no section {section}. Choose from these: {known}.")
