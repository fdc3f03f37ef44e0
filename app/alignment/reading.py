"""A text as the aligner reads it, and the reader that remembers what it has read."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.alignment.background import Background, background_of
from app.ports import Embedder, TokenVectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


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
        self._capacity = capacity
        self._kept: OrderedDict[str, Reading] = OrderedDict()
        self._lock = threading.Lock()
        self._background: Background | None = None

    def read(self, text: str) -> Reading:
        """Read one text and don't remember it: answers come once."""
        background = self._ready()
        return _reading(text, self._embedder.encode_tokens([text])[0], background)

    def recall(self, texts: Sequence[str]) -> list[Reading]:
        """Return the readings of texts that come again and again; read the new ones in one go."""
        background = self._ready()
        with self._lock:
            known = {text: self._kept[text] for text in texts if text in self._kept}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            for text, tokens in zip(new, self._embedder.encode_tokens(new), strict=True):
                known[text] = _reading(text, tokens, background)
        self._keep(known)
        return [known[text] for text in texts]

    def _ready(self) -> Background:
        with self._lock:
            if self._background is None:
                self._background = background_of(self._embedder)
            return self._background

    def _keep(self, readings: dict[str, Reading]) -> None:
        with self._lock:
            for text, reading in readings.items():
                self._kept[text] = reading
                self._kept.move_to_end(text)
            while len(self._kept) > self._capacity:
                self._kept.popitem(last=False)


def _reading(text: str, read: TokenVectors, background: Background) -> Reading:
    centred = background.centred(read.vectors)
    return Reading(text, read.tokens, read.spans, centred, background.rarity(centred))
