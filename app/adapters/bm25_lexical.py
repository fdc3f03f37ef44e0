"""The lexical index: BM25 by bm25s, over terms that keep code identifiers whole."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from app.core.words import SAY_NOTHING, stem

if TYPE_CHECKING:
    from numpy.typing import NDArray

_TERM = re.compile(
    r"""
    [^\W\d_](?:\+\+|\#)                      # C++ and C#
    | \d+(?:\.\d+)+(?:['’]s)?                 # a version: 3.13
    | _*[^\W_]+(?:[._]+[^\W_]+)+_*           # a dotted or snake-case name
    | __[^\W_]+__                            # __slots__
    | [^\W_]+(?:['’][^\W\d_]+)?              # a word, maybe don't
    """,
    re.VERBOSE,
)
_SEPARATOR = re.compile(r"[._]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


class Bm25Index:
    """Texts found by the terms they share with a query. Never changes once it is built."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Index the texts (about 1 s for 4,000 passages)."""
        listed = [terms(text) for text in texts]
        self._known = frozenset(term for of_text in listed for term in of_text)
        self._size = len(listed)
        self._model: Any = _index(listed) if any(listed) else None
        self._last = ("", np.zeros(self._size, dtype=np.float32))

    def best(self, query: str, k: int) -> list[tuple[int, float]]:
        """Return up to k (position of the text, score above 0), the best first.

        Texts that score the same come in the order in which they were given.
        """
        scores = self._scores(query)
        found = np.flatnonzero(scores > 0)
        if len(found) > k:
            # Sorting all would take longer than scoring them.
            least = np.partition(scores[found], len(found) - k)[len(found) - k]
            found = found[scores[found] >= least]
        order = found[np.argsort(-scores[found], kind="stable")][:k]
        return [(int(i), float(scores[i])) for i in order]

    def scores(self, query: str, positions: Sequence[int]) -> list[float]:
        """Return the scores of the texts at these positions, 0 for one without a shared word."""
        return [float(score) for score in self._scores(query)[list(positions)]]

    def unknown(self, query: str) -> list[str]:
        """Return the words of a query that stand in none of the texts, each once.

        An identifier is known as a whole only.
        """
        firsts = {word: next(iter(_terms(word)), "") for word in _words(query)}
        return [word for word, term in firsts.items() if term and term not in self._known]

    def _scores(self, query: str) -> NDArray[np.float32]:
        """Score all texts; the last query's scores are remembered, since they are asked for twice."""
        last, scores = self._last
        if last != query:
            asked = list(dict.fromkeys(terms(query)))
            if self._model is None or not asked:
                scores = np.zeros(self._size, dtype=np.float32)
            else:
                scores = np.asarray(self._model.get_scores(asked), dtype=np.float32)
            self._last = (query, scores)
        return scores


def terms(text: str) -> list[str]:
    """Split a text into terms in lower case, stop words left out.

    An identifier is a term as a whole, and so are its parts: `asyncio.gather` gives itself,
    `asyncio` and `gather`; `ThreadPoolExecutor` itself, `thread`, `pool` and `executor`. Plain
    words are stemmed, so that `threads` meets `thread`.
    """
    return [term for word in _words(text) for term in _terms(word)]


def _words(text: str) -> list[str]:
    found = _TERM.findall(text.replace("I/O", "IO").replace("i/o", "io"))
    return [word.replace("’", "'").removesuffix("'s").replace("'", "") for word in found]


# A text repeats its words: indexing is five times as fast when each is split once.
@lru_cache(maxsize=100_000)
def _terms(whole: str) -> tuple[str, ...]:
    """Return the terms of a word, the most special one first."""
    parts = [] if whole[0].isdigit() else [p.lower() for p in _SEPARATOR.split(whole) if p]
    stems = tuple(stem(part) for part in parts if part not in SAY_NOTHING)
    if len(parts) == 1 and parts[0] == whole.lower():
        return stems
    return (whole.lower(), *stems)


def _index(listed: list[list[str]]) -> Any:
    import bm25s

    # The library sets its logger to DEBUG and would fill an application's log.
    logging.getLogger("bm25s").setLevel(logging.WARNING)
    model = bm25s.BM25(method="lucene", backend="numpy")
    model.index(listed, show_progress=False)
    return model
