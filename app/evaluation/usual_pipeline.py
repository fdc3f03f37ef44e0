"""The usual way to search notes: chunks of 1,000 characters, overlapping by 200, by similarity.

As langchain's tutorials build it: every file is read as text, cut by RecursiveCharacterTextSplitter,
embedded, and the chunks whose vectors are nearest to the query's are the result. The embedder is
ours, so that only the way differs; and where it would cut a chunk off at its window, ours goes on.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from app.core.errors import MissingPart
from app.evaluation.queries import Spot, spot_titled
from app.ports import Embedder

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIZE, OVERLAP = 1000, 200
_HEADING = re.compile(r"#{1,6} +(.+?)\s*$")
_FENCE = re.compile(r"\s*(```|~~~)")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A chunk of a note, and the headings under which its text stands."""

    text: str
    spots: frozenset[Spot]


class UsualPipeline:
    """Chunks of a folder of notes, embedded once, and found by cosine."""

    def __init__(self, chunks: Sequence[Chunk], embedder: Embedder, cache: Path) -> None:
        """Embed the chunks, which takes minutes, or read their vectors from the folder `cache`."""
        self._chunks = chunks
        self._embedder = embedder
        self._vectors = _vectors([chunk.text for chunk in chunks], embedder, cache)

    def find_many(self, queries: Sequence[str], k: int) -> list[list[frozenset[Spot]]]:
        """Return the headings of the k nearest chunks of each query, the nearest first."""
        cosines = self._embedder.encode(queries) @ self._vectors.T
        order = np.argsort(-cosines, axis=1, kind="stable")[:, :k]
        return [[self._chunks[i].spots for i in row] for row in order]


def _vectors(texts: Sequence[str], embedder: Embedder, cache: Path) -> NDArray[np.float32]:
    """Return the texts' vectors; those that aren't in the cache are made and added to it."""
    file = cache / f"usual-pipeline-{_digest(embedder.name)}.npz"
    known: dict[str, NDArray[np.float32]] = {}
    if file.is_file():
        with np.load(file) as stored:
            known = dict(zip(stored["names"].tolist(), stored["vectors"], strict=True))
    names = {_digest(text): text for text in texts}
    new = [name for name in names if name not in known]
    if new:
        known.update(zip(new, embedder.encode([names[name] for name in new]), strict=True))
        cache.mkdir(parents=True, exist_ok=True)
        np.savez(file, names=np.array(list(known)), vectors=np.stack(list(known.values())))
    return np.stack([known[_digest(text)] for text in texts])


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def chunks_of(folder: Path) -> list[Chunk]:
    """Cut the notes below a folder; raise MissingPart without langchain's splitters."""
    try:
        from langchain_text_splitters import RecursiveCharacterTextSplitter
    except ImportError as exc:
        raise MissingPart(
            f"The usual pipeline can't be built ({exc}). Run `pip install langchain-text-splitters`."
        ) from exc
    splitter = RecursiveCharacterTextSplitter(
        chunk_size=SIZE, chunk_overlap=OVERLAP, add_start_index=True
    )
    found = []
    for file in sorted(folder.rglob("*.md")):
        text = file.read_text(encoding="utf-8")
        lines = list(_lines(text, file.relative_to(folder).as_posix()))
        for document in splitter.create_documents([text]):
            start = document.metadata["start_index"]
            end = start + len(document.page_content)
            under = frozenset(spot for a, b, spot in lines if a < end and b > start)
            found.append(Chunk(document.page_content, under))
    return found


def _lines(text: str, note: str) -> Iterator[tuple[int, int, Spot]]:
    """Yield start, end and heading of each line that says anything."""
    spot, fenced, at = Spot(note, ""), False, 0
    for line in text.splitlines(keepends=True):
        fenced ^= _FENCE.match(line) is not None
        heading = None if fenced else _HEADING.match(line)
        if heading:
            spot = spot_titled(note, heading.group(1))
        if line.strip():
            yield at, at + len(line.rstrip()), spot
        at += len(line)
