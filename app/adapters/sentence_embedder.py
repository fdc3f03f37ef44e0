"""The embedder: a sentence-transformers model from a local folder, MiniLM unless told otherwise.

A forward pass runs on one torch thread over texts of one length, and several passes run side by
side. So a text gets the same vectors whatever else is in the batch; texts of several lengths in a
pass, or several threads, make a difference of 1e-7. Measured on two cores: two passes side by side
are as fast as one pass on both when the machine is idle (179 sentences/s against 93 on one core),
and several times faster when it is busy, since no thread waits for another one.
"""

from __future__ import annotations

import math
import os
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from app.adapters import model_files
from app.adapters.sentence_model import SentenceModel, lightened, load
from app.ports import TokenVectors

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

_T = TypeVar("_T")
_MOST_WORKERS = 8


class SentenceEmbedder:
    """Embeds texts on the processor. Loads once, when first used; safe to share between threads."""

    # Texts of one length in a pass, and at most so many.
    _grain = 1
    _batch = 16

    def __init__(
        self,
        folder: Path | None = None,
        *,
        layers: Sequence[int] | None = None,
        workers: int | None = None,
    ) -> None:
        """Use the model in `folder`, or the MiniLM of the package that Hotseat installs.

        `layers` are those whose mean is a token's vector, 0 being the input embeddings; the upper
        half if left out (3 to 6 of MiniLM). `workers` is how many passes run side by side; one for
        each processor of this process if left out.
        """
        self._given = folder
        self._layers = layers
        self._workers = workers or _processors()
        self._lock = threading.Lock()
        self._model: SentenceModel | None = None

    @property
    def name(self) -> str:
        """The model's name and the start of its weights' SHA-256; doesn't load the model."""
        if self._given is None:
            return model_files.DEFAULT_FULL_NAME
        return model_files.full_name(self._folder)

    @cached_property
    def dimension(self) -> int:
        """Length of a vector; doesn't load the model."""
        return model_files.dimension(self._folder)

    @property
    def is_loaded(self) -> bool:
        """Whether the model is loaded."""
        return self._model is not None

    def warm_up(self) -> None:
        """Load the model and run it once (5 to 10 s); raise MissingPart when that can't be."""
        self.encode(["warm up"])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one vector of unit length for each text, shape (len(texts), dimension).

        A text longer than the window gets the mean of its windows, weighted by their tokens.
        """
        model = self._loaded()

        def run(features: dict[str, Any]) -> Iterable[Vectors]:
            return _array(model.sentence(features)["sentence_embedding"])

        windows = _windows(model, texts)
        return self._means(windows, self._run(run, windows), len(texts))

    def encode_both(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenVectors]]:
        """Return what `encode` returns, and each text's tokens of the last layer, in one pass."""
        model = self._loaded()

        def run(features: dict[str, Any]) -> list[tuple[Vectors, Vectors]]:
            found = model.sentence(features)
            pairs = (_array(found[n]) for n in ("sentence_embedding", "token_embeddings"))
            return list(zip(*pairs, strict=True))

        windows = _windows(model, texts)
        both = self._run(run, windows)
        read: list[list[tuple[Any, Vectors]]] = [[] for _ in texts]
        for (text, encoding), (_, tokens) in zip(windows, both, strict=True):
            read[text].append((encoding, tokens))
        means = self._means(windows, [vector for vector, _ in both], len(texts))
        return means, [_join(of_text) for of_text in read]

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """Return for each text its tokens, their offsets in it and their contextual vectors."""
        model = self._loaded()

        def run(features: dict[str, Any]) -> Iterable[Vectors]:
            states = model.transformer(**features, output_hidden_states=True).hidden_states
            return _array(sum(states[layer] for layer in model.layers) / len(model.layers))

        windows = _windows(model, texts)
        read: list[list[tuple[Any, Vectors]]] = [[] for _ in texts]
        for (text, encoding), vectors in zip(windows, self._run(run, windows), strict=True):
            read[text].append((encoding, vectors))
        return [_join(of_text) for of_text in read]

    def _means(
        self, windows: Sequence[tuple[int, Any]], vectors: Sequence[Vectors], count: int
    ) -> Vectors:
        """Return the mean of each text's windows, weighted by their tokens, of unit length."""
        means = np.zeros((count, self.dimension), dtype=np.float32)
        for (text, encoding), vector in zip(windows, vectors, strict=True):
            means[text] += vector * len(encoding.ids)
        return _unit(means)

    def _run(
        self, run: Callable[[dict[str, Any]], Iterable[_T]], windows: Sequence[tuple[int, Any]]
    ) -> list[_T]:
        """Return the outcome of `run` for each window, in order."""
        model = self._loaded()
        widths = [
            math.ceil(len(encoding.ids) / self._grain) * self._grain for _, encoding in windows
        ]
        batches = _batches(widths, self._batch)

        def one(batch: list[int]) -> Iterable[_T]:
            encodings = [windows[i][1] for i in batch]
            with model.inference():
                return run(_features(model, encodings, widths[batch[0]]))

        outcome: dict[int, _T] = {}
        with ThreadPoolExecutor(self._workers, "embed") as pool:
            side_by_side = self._workers > 1 and len(batches) > 1
            for batch, rows in zip(
                batches, (pool.map if side_by_side else map)(one, batches), strict=True
            ):
                outcome.update(zip(batch, rows, strict=True))
        return [outcome[i] for i in range(len(windows))]

    @property
    def _folder(self) -> Path:
        if self._given is None:
            return model_files.default_folder()
        return model_files.check_folder(self._given.resolve())

    def _loaded(self) -> SentenceModel:
        with self._lock:
            if self._model is None:
                self._model = self._load()
            return self._model

    def _load(self) -> SentenceModel:
        folder = self._folder
        if self._given is None:
            model_files.check_default_weights(folder)
        return load(folder, layers=self._layers)


class BulkEmbedder(SentenceEmbedder):
    """Embeds many passages with the model of another embedder, lightened: see `lightened`.

    Texts are filled up to lengths of 16, 32, 48 tokens and so on, so that more of them go through
    in one pass. A text's vectors still don't depend on what else is in the batch.
    """

    _grain = 16
    _batch = 16

    def __init__(self, whole: SentenceEmbedder) -> None:
        super().__init__(whole._given, layers=whole._layers, workers=whole._workers)
        self._whole = whole

    def _load(self) -> SentenceModel:
        return lightened(self._whole._loaded())


def _processors() -> int:
    """Count the processors that this process may use; OMP_NUM_THREADS asks for fewer."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    wanted = os.environ.get("OMP_NUM_THREADS", "")
    most = int(wanted) if wanted.isdigit() else _MOST_WORKERS
    return max(1, min(usable or 1, most))


def _windows(model: SentenceModel, texts: Sequence[str]) -> list[tuple[int, Any]]:
    """Encode texts; return (number of the text, encoding) for each window of each text."""
    return [
        (number, window)
        for number, encoding in enumerate(model.tokenizer.encode_batch(list(texts)))
        for window in (encoding, *encoding.overflowing)
    ]


def _batches(widths: Sequence[int], most: int) -> list[list[int]]:
    """Group positions by equal width, at most `most` a group, the widest first."""
    by_width: dict[int, list[int]] = defaultdict(list)
    for position, width in enumerate(widths):
        by_width[width].append(position)
    return [
        same[start : start + most]
        for _, same in sorted(by_width.items(), reverse=True)
        for start in range(0, len(same), most)
    ]


def _array(tensor: Any) -> Vectors:
    return np.asarray(tensor.float().numpy(), dtype=np.float32)


def _features(model: SentenceModel, encodings: Sequence[Any], width: int) -> dict[str, Any]:
    """Make the arrays of a batch, each text filled up to `width` tokens that aren't looked at."""
    filled = [[model.padding] * (width - len(e.ids)) for e in encodings]
    none = [[0] * len(fill) for fill in filled]
    arrays = {
        "input_ids": [e.ids + fill for e, fill in zip(encodings, filled, strict=True)],
        "token_type_ids": [e.type_ids + zeros for e, zeros in zip(encodings, none, strict=True)],
        "attention_mask": [
            e.attention_mask + zeros for e, zeros in zip(encodings, none, strict=True)
        ],
    }
    return {name: model.tensor(arrays[name]) for name in model.inputs if name in arrays}


def _join(windows: Sequence[tuple[Any, Vectors]]) -> TokenVectors:
    """Put the windows of one text one after the other, without their special tokens."""
    tokens: list[str] = []
    spans: list[tuple[int, int]] = []
    rows: list[Vectors] = []
    for encoding, vectors in windows:
        kept = [i for i, special in enumerate(encoding.special_tokens_mask) if not special]
        tokens += [encoding.tokens[i] for i in kept]
        spans += [encoding.offsets[i] for i in kept]
        rows.append(vectors[kept])
    return TokenVectors(tuple(tokens), tuple(spans), _unit(np.concatenate(rows)))


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)
