"""What is remembered of the passages' tokens, and how well passages cover a query by them."""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from app.alignment import (
    Background,
    Frame,
    Recent,
    background_of,
    frame_of,
    reading_of,
    token_weights,
)
from app.alignment.condensed import covered_by
from app.core.passage import Passage
from app.ports import Embedder, TokenStore, TokenVectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bytes = NDArray[np.int8]

# Counted up whenever tokens are condensed in another way; those kept before are then read anew.
_VERSION = "1"
_MOST_READ = 2000


class TokenMemory:
    """Keeps passages' tokens condensed, and aligns queries with them. Safe to share.

    The ingest tells it what it reads. A passage that it wasn't told of is read when it is first
    searched, and remembered by this process only: a search never writes.
    """

    def __init__(self, embedder: Embedder, store: TokenStore) -> None:
        self._embedder = embedder
        self._store = store
        self._background: Background | None = None
        self._lock = threading.Lock()
        self._read: Recent[tuple[str, str], Bytes] = Recent(_MOST_READ)

    def missing(self, library: str, ids: Collection[str]) -> set[str]:
        """Return those of the passages whose tokens aren't known."""
        return set(ids) - self._store.ids(library, self.made_by)

    def learn(self, library: str, ids: Sequence[str], tokens: Sequence[TokenVectors]) -> None:
        """Keep the tokens of passages, as `Embedder.encode_both` reads them."""
        frame = self._frame(library)
        rows = {name: frame.condense(read) for name, read in zip(ids, tokens, strict=True)}
        self._store.add(library, self.made_by, frame.as_array(), rows)

    def keep_only(self, library: str, ids: Collection[str]) -> None:
        """Forget the library's other passages."""
        self._store.keep_only(library, self.made_by, ids)

    def alike(self, library: str, query: TokenVectors, passages: Sequence[Passage]) -> list[float]:
        """Return how much of a query each passage covers, in 0..1."""
        if not passages or not query.tokens:
            return [0.0] * len(passages)
        frame, background = self._frame(library), self._ready()
        wanted = reading_of("", query, background)
        condensed = self._condensed(library, frame, passages)
        covered = covered_by(frame.along(wanted.vectors), token_weights(wanted), condensed)
        return [float(share) for share in covered]

    def _condensed(self, library: str, frame: Frame, passages: Sequence[Passage]) -> list[Bytes]:
        kept = self._store.fetch(library, self.made_by, [passage.id for passage in passages])
        texts = {(library, p.id): p.embedded_text for p in passages if p.id not in kept}

        def read(new: Sequence[tuple[str, str]]) -> list[Bytes]:
            _, tokens = self._embedder.encode_both([texts[key] for key in new])
            return [frame.condense(each) for each in tokens]

        for (_, name), condensed in zip(texts, self._read.get_all(list(texts), read), strict=True):
            kept[name] = condensed
        return [kept[passage.id] for passage in passages]

    @property
    def made_by(self) -> str:
        """What condenses tokens, as the store names it."""
        return f"{self._embedder.name} {_VERSION}"

    def _frame(self, library: str) -> Frame:
        """Return the frame of the library's rows, so that all are relative to one; maybe new."""
        stored = self._store.frame(library, self.made_by)
        return Frame.from_array(stored) if stored is not None else frame_of(self._ready())

    def _ready(self) -> Background:
        with self._lock:
            if self._background is None:
                self._background = background_of(lambda texts: self._embedder.encode_both(texts)[1])
            return self._background
