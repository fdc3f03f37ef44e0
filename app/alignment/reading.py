"""A text as the aligner reads it, and the reader that remembers what it has read."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from app.alignment.background import Background, background_of
from app.alignment.recent import Recent
from app.ports import Embedder, TokenVectors

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Reading:
    """The n tokens of a text: (start, end) in it, centred unit vectors (n, d) and rarity (n,)."""

    text: str
    tokens: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    vectors: NDArray[np.float32]
    rarity: NDArray[np.float32]


class Reader:
    """Reads texts with an embedder, loaded when first used; safe to share between threads."""

    def __init__(self, embedder: Embedder, *, capacity: int = 4096) -> None:
        """Remember up to `capacity` texts, the ones used last."""
        self._embedder = embedder
        self._readings: Recent[str, Reading] = Recent(capacity)
        self._gists: Recent[str, Floats] = Recent(capacity)
        self._background: Background | None = None
        self._lock = threading.Lock()

    def read(self, text: str) -> Reading:
        """Read one text and don't remember it: answers come once."""
        background = self._ready()
        return reading_of(text, self._embedder.encode_tokens([text])[0], background)

    def gist(self, text: str) -> Floats:
        """Return the unit vector of a whole text, shape (d,), and don't remember it."""
        return np.asarray(self._embedder.encode([text])[0], dtype=np.float32)

    def recall(self, texts: Sequence[str]) -> list[Reading]:
        """Return the readings of texts that come again and again; read the new ones in one go."""
        background = self._ready()

        def read(new: Sequence[str]) -> list[Reading]:
            tokens = self._embedder.encode_tokens(new)
            return [reading_of(t, v, background) for t, v in zip(new, tokens, strict=True)]

        return self._readings.get_all(texts, read)

    def recall_gists(self, texts: Sequence[str]) -> Floats:
        """Return the unit vectors of texts that come again and again, shape (len(texts), d)."""
        return np.stack(self._gists.get_all(texts, lambda new: list(self._embedder.encode(new))))

    def _ready(self) -> Background:
        with self._lock:
            if self._background is None:
                self._background = background_of(self._embedder.encode_tokens)
            return self._background


def reading_of(text: str, read: TokenVectors, background: Background) -> Reading:
    """Centre the vectors of a text's tokens, and tell how rare each token is."""
    centred = background.centred(read.vectors)
    return Reading(text, read.tokens, read.spans, centred, background.rarity(centred))
