"""Filling a new collection with vectors: known ones are copied, the others embedded."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from app.core.library import Progress
from app.core.passage import Passage
from app.ports import Embedder, PassageTokens, VectorIndex

# About 2 s of work on two cores: often enough for a progress bar, and little is lost by a kill.
_CHUNK = 64


@dataclass(frozen=True, slots=True)
class Filled:
    """How many vectors were made and how many copied."""

    embedded: int
    reused: int


def collection_name(library: str, embedder: Embedder, generation: str) -> str:
    """Name a collection so that its library and its embedder can be told from it."""
    return f"{_prefix(library, embedder)}{generation}"


def reusable(names: Iterable[str], library: str, embedder: Embedder) -> list[str]:
    """Choose the collections that hold vectors of this library by this embedder, the latest first.

    Those that a killed ingest left unfinished are among them, so that its work isn't lost.
    """
    prefix = _prefix(library, embedder)
    return sorted((name for name in names if name.startswith(prefix)), reverse=True)


def of_library(names: Iterable[str], library: str) -> list[str]:
    """Choose the collections of this library, whatever embedder made them."""
    return [name for name in names if name.split(".", 1)[0] == library]


def fill(
    collection: str,
    passages: Sequence[Passage],
    *,
    library: str,
    vectors: VectorIndex,
    embedder: Embedder,
    sources: Sequence[str],
    tokens: PassageTokens,
    tell: Callable[[Progress], None],
) -> Filled:
    """Fill `collection` with the vectors of the passages; those that `sources` have are copied.

    The embedder reads a passage once for its vector and its tokens, which `tokens` learns; it is
    not used when both are known of all.
    """
    texts = {passage.id: passage.embedded_text for passage in passages}
    total = len(texts)
    # Adding nothing makes the collection, which must be there even for a library without passages.
    vectors.add(collection, [], np.zeros((0, embedder.dimension), dtype=np.float32))
    untold = tokens.missing(library, texts) if sources else set()
    for source in sources:
        known = vectors.fetch(source, [name for name in texts if name not in untold])
        if known:
            vectors.add(collection, list(known), np.stack(list(known.values())))
        texts = {name: text for name, text in texts.items() if name not in known}
    reused = total - len(texts)
    tell(Progress("embedding", reused, total))
    # Texts of like length go together, which the embedder likes.
    missing = sorted(texts, key=lambda name: len(texts[name]), reverse=True)
    for start in range(0, len(missing), _CHUNK):
        chunk = missing[start : start + _CHUNK]
        encoded, read = embedder.encode_both([texts[name] for name in chunk])
        tokens.learn(library, chunk, read)
        vectors.add(collection, chunk, encoded)
        tell(Progress("embedding", reused + start + len(chunk), total))
    return Filled(len(missing), reused)


def _prefix(library: str, embedder: Embedder) -> str:
    made_by = f"{embedder.name} {embedder.dimension}".encode()
    return f"{library}.{hashlib.sha256(made_by).hexdigest()[:8]}."
