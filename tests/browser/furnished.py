"""A home whose built-in library is indexed, with vectors by chance: made in seconds, not minutes.

A server that finds it has nothing to embed, so that a test doesn't share the machine with an ingest.
Whatever is searched in it is found by words alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.ports import TokenVectors
from app.settings import Settings
from app.wiring.notes import BUILT_IN, built_in_notes, open_notes
from ingest.pipeline import ingest
from tests.fakes import ToldTokens


@dataclass(frozen=True)
class Chance:
    """Draws vectors under the name of the embedder that it stands in for."""

    name: str
    dimension: int
    drawn: np.random.Generator = field(default_factory=lambda: np.random.default_rng(7))

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a random vector for each text."""
        return self.drawn.normal(size=(len(texts), self.dimension)).astype(np.float32)

    def encode_both(self, texts: Sequence[str]) -> tuple[NDArray[np.float32], list[TokenVectors]]:
        """Return random vectors, and no token of any text."""
        nothing = TokenVectors((), (), np.zeros((0, self.dimension), np.float32))
        return self.encode(texts), [nothing for _ in texts]


def furnish(home: Path) -> None:
    """Ingest the built-in notes into an empty home."""
    notes = open_notes(Settings(home=home))
    embedder = Chance(notes.embedder.name, notes.embedder.dimension)
    parts = replace(notes.parts, embedder=embedder, tokens=ToldTokens())
    ingest(built_in_notes(), BUILT_IN, parts=parts)
    rows = {p.id: np.ones((1, 1), np.int8) for p in notes.shelf.open(BUILT_IN).contents.passages}
    frame = np.eye(2, embedder.dimension, dtype=np.float32)
    notes.token_store.add(BUILT_IN, notes.tokens.made_by, frame, rows)
