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


_ANSWERS = 16


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
        """Remember up to `capacity` texts, the ones used last, and the few answers read last."""
        self._embedder = embedder
        self._readings: Recent[str, Reading] = Recent(capacity)
        self._gists: Recent[str, Floats] = Recent(capacity)
        self._answers: Recent[str, Reading] = Recent(_ANSWERS)
        self._answer_gists: Recent[str, Floats] = Recent(_ANSWERS)
        self._background: Background | None = None
        self._lock = threading.Lock()

    def read(self, text: str) -> Reading:
        """Read an answer; it is soon forgotten, but held against several references before."""
        return self._answers.get_all([text], self._read)[0]

    def gist(self, text: str) -> Floats:
        """Return the unit vector of a whole answer, shape (d,); it is soon forgotten."""
        return self._answer_gists.get_all([text], lambda new: list(self._embedder.encode(new)))[0]

    def recall(self, texts: Sequence[str]) -> list[Reading]:
        """Return the readings of texts that come again and again; read the new ones in one go."""
        return self._readings.get_all(texts, self._read)

    def recall_gists(self, texts: Sequence[str]) -> Floats:
        """Return the unit vectors of texts that come again and again, shape (len(texts), d)."""
        return np.stack(self._gists.get_all(texts, lambda new: list(self._embedder.encode(new))))

    def _read(self, texts: Sequence[str]) -> list[Reading]:
        background = self._ready()
        tokens = self._embedder.encode_tokens(texts)
        return [reading_of(t, v, background) for t, v in zip(texts, tokens, strict=True)]

    def _ready(self) -> Background:
        with self._lock:
            if self._background is None:
                self._background = background_of(self._embedder.encode_tokens)
            return self._background


def reading_of(text: str, read: TokenVectors, background: Background) -> Reading:
    """Centre the vectors of a text's tokens, and tell how rare each token is."""
    centred = background.centred(read.vectors)
    return Reading(text, read.tokens, read.spans, centred, background.rarity(centred))
