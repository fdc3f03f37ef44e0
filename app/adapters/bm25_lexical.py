"""The lexical index: BM25 by bm25s, over terms that keep code identifiers whole."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from app.core.words import SAY_NOTHING, stem

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
        self._size = len(listed)
        self._model: Any = _index(listed) if any(listed) else None

    def best(self, query: str, k: int) -> list[tuple[int, float]]:
        """Return up to k (position of the text, score above 0), the best first.

        Texts that score the same come in the order in which they were given.
        """
        asked = list(dict.fromkeys(terms(query)))
        if self._model is None or not asked:
            return []
        scores = self._model.get_scores(asked)
        order = np.argsort(-scores, kind="stable")[:k]
        return [(int(i), float(scores[i])) for i in order if scores[i] > 0]


def terms(text: str) -> list[str]:
    """Split a text into terms in lower case, stop words left out.

    An identifier is a term as a whole, and so are its parts: `asyncio.gather` gives itself,
    `asyncio` and `gather`; `ThreadPoolExecutor` itself, `thread`, `pool` and `executor`. Plain
    words are stemmed, so that `threads` meets `thread`.
    """
    return list(_terms(text))


def _terms(text: str) -> Iterator[str]:
    for match in _TERM.finditer(text.replace("I/O", "IO").replace("i/o", "io")):
        whole = match.group().replace("’", "'").removesuffix("'s").replace("'", "")
        parts = [] if whole[0].isdigit() else [p.lower() for p in _SEPARATOR.split(whole) if p]
        if len(parts) != 1 or parts[0] != whole.lower():
            yield whole.lower()
        yield from (stem(part) for part in parts if part not in SAY_NOTHING)


def _index(listed: list[list[str]]) -> Any:
    import bm25s

    # The library sets its logger to DEBUG and would fill an application's log.
    logging.getLogger("bm25s").setLevel(logging.WARNING)
    model = bm25s.BM25(method="lucene", backend="numpy")
    model.index(listed, show_progress=False)
    return model
