"""A retriever as the wiring makes it, on whatever a test stores its library in."""

from __future__ import annotations

from app.adapters.bm25_lexical import Bm25Index
from app.adapters.rapid_speller import RapidSpeller
from app.ports import Embedder, Libraries, TokenStore, VectorIndex
from app.services.retrieve import Retriever
from app.services.shelf import Shelf
from app.services.token_memory import TokenMemory
from tests.fakes import MemoryTokens


def open_retriever(
    libraries: Libraries,
    vectors: VectorIndex,
    embedder: Embedder,
    tokens: TokenStore | None = None,
) -> Retriever:
    """Search libraries with real words and alignment; no word is taken for one of English."""
    return Retriever(
        Shelf(libraries),
        vectors,
        embedder,
        lexical=Bm25Index,
        speller=lambda texts: RapidSpeller(texts, is_english=lambda _: False),
        alike=TokenMemory(embedder, tokens or MemoryTokens()).alike,
    )
