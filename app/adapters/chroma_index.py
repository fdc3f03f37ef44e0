"""The vector index: collections of a Chroma database in a folder.

A client that has searched a collection goes on answering from what it read then, so a collection is
never written to once it is in use: a generation is a new one.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from app.adapters import chroma_faults, chroma_files, chroma_layers
from app.adapters.chroma_layers import Layer
from app.core.errors import NotIndexed, StorageFailure

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Cosine space, and a graph so dense that 99 of the nearest 100 among a few thousand random vectors
# are found (82 with Chroma's defaults; sentence vectors are easier than random ones).
_SPACE = {
    "hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 200, "max_neighbors": 32}
}
_BATCH = 1000


class ChromaIndex:
    """Vectors in the Chroma database of a folder. Safe to share between threads."""

    def __init__(
        self, folder: Path, *, free: Callable[[Path], int] = chroma_faults.free_bytes
    ) -> None:
        """Keep the vectors in `folder`, which is made when it is first needed."""
        self._folder = folder
        self._free = free
        self._lock = threading.Lock()
        self._client: Any = None
        self._checked: dict[str, list[Layer]] = {}

    def add(self, collection: str, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Store vectors under their ids; raise StorageFailure when the disk is or gets full."""
        with self._errors(collection):
            self._check_room()
            place = self._opened().get_or_create_collection(
                collection, embedding_function=None, configuration=_SPACE
            )
            for start in range(0, len(ids), _BATCH):
                end = start + _BATCH
                place.add(ids=list(ids[start:end]), embeddings=vectors[start:end])

    def extend(self, collection: str, base: str, ids: Collection[str]) -> set[str]:
        """Make a collection that holds what a complete one has of these ids, without a copy.

        Returns those ids; none, and makes nothing, when too much of it has changed. See
        `chroma_layers`.
        """
        with self._errors(collection):
            self._check_room()
            found = chroma_layers.ground(self._folder, base, ids)
            if found is None:
                return set()
            layer, held = found
            self._opened().create_collection(
                collection,
                embedding_function=None,
                configuration=_SPACE,
                metadata=layer.as_metadata,
            )
        return held

    def nearest(
        self, collection: str, vector: NDArray[np.float32], k: int
    ) -> list[tuple[str, float]]:
        """Return up to k (id, cosine similarity), the most similar first.

        Raises NotIndexed when there is no such collection, IndexMismatch when it holds vectors of
        another length.
        """
        if k < 1:
            return []
        near: list[tuple[str, float]] = []
        with self._errors(collection):
            for layer in self._vouched(collection):
                depth = k + len(layer.without)
                found = self._place(layer).query(
                    query_embeddings=[vector], n_results=depth, include=["distances"]
                )
                pairs = zip(found["ids"][0], found["distances"][0], strict=True)
                near += [(name, 1.0 - float(d)) for name, d in pairs if name not in layer.without]
        return sorted(near, key=lambda pair: pair[1], reverse=True)[:k]

    def fetch(self, collection: str, ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Return the stored vectors of those ids that the collection has."""
        vectors: dict[str, NDArray[np.float32]] = {}
        with self._errors(collection):
            for layer in self._vouched(collection):
                place = self._place(layer)
                names = [name for name in ids if name not in layer.without]
                for start in range(0, len(names), _BATCH):
                    wanted = names[start : start + _BATCH]
                    found = place.get(ids=wanted, include=["embeddings"])
                    rows = np.asarray(found["embeddings"], dtype=np.float32)
                    vectors.update(zip(found["ids"], rows, strict=True))
        return vectors

    def drop(self, collection: str) -> None:
        """Delete a collection and what it holds on disk; one that is not there is no error.

        One on which another stands is left until it is dropped again after that.
        """
        with suppress(NotIndexed), self._errors(collection):
            if chroma_layers.is_base(self._folder, collection):
                return
            self._opened().delete_collection(collection)
        chroma_files.sweep(self._folder)

    def collections(self) -> list[str]:
        """Return the names of all collections, finished or not, sorted; doesn't import Chroma."""
        with self._errors(""):
            return chroma_files.collections(self._folder)

    def seal(self, collection: str) -> None:
        """Note that a collection is complete."""
        with self._errors(collection):
            chroma_files.seal(self._folder, collection)

    def check(self, collection: str | None = None) -> None:
        """Raise Damaged when the database or the files of a collection are not what was written.

        Reads all of the database, and doesn't import Chroma.
        """
        with self._errors(collection or ""):
            chroma_files.check_database(self._folder)
            if collection is not None:
                chroma_layers.check(self._folder, collection)

    def start_anew(self) -> None:
        """Put the folder aside under a name of its own, in place of one put aside before."""
        self.close()
        aside = self._folder.with_name(f"{self._folder.name}.damaged")
        with self._errors(""):
            shutil.rmtree(aside, ignore_errors=True)
            self._folder.rename(aside)

    def close(self) -> None:
        """Let go of the database's files; the next call opens them again."""
        with self._lock:
            client, self._client = self._client, None
            self._checked.clear()
        if client is not None:
            client.close()

    def _vouched(self, collection: str) -> list[Layer]:
        """Return what a collection consists of, checked when this process first reads from it."""
        layers = self._checked.get(collection)
        if layers is None:
            layers = chroma_layers.check(self._folder, collection)
            self._place(layers[0])
            self._checked[collection] = layers
        return layers

    def _place(self, layer: Layer) -> Any:
        return self._opened().get_collection(layer.collection, embedding_function=None)

    def _opened(self) -> Any:
        with self._lock:
            if self._client is None:
                self._folder.mkdir(parents=True, exist_ok=True)
                self._client = self._open()
            return self._client

    def _open(self) -> Any:
        import chromadb
        from chromadb.api.shared_system_client import SharedSystemClient
        from chromadb.config import Settings

        with ExitStack() as on_failure:
            # Chroma remembers a database that it could not open, and would not try again.
            on_failure.callback(SharedSystemClient.clear_system_cache)
            quiet = Settings(anonymized_telemetry=False)
            try:
                client = chromadb.PersistentClient(self._folder, settings=quiet)
            except ValueError as exc:
                raise chroma_faults.failure(exc, self._folder) from exc
            on_failure.pop_all()
        return client

    @contextmanager
    def _errors(self, collection: str) -> Iterator[None]:
        """Name the library's errors by what the user should do."""
        try:
            yield
        except OSError as exc:
            # A client that has failed may hang when it is used again.
            self.close()
            raise chroma_faults.failure(exc, self._folder) from exc
        except Exception as exc:
            if not chroma_faults.is_chromas(exc):
                raise
            error = chroma_faults.named(exc, self._folder, collection)
            if isinstance(error, StorageFailure):
                self.close()
            raise error from exc

    def _check_room(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        if self._free(self._folder) < chroma_faults.ROOM:
            raise chroma_faults.full(self._folder)
