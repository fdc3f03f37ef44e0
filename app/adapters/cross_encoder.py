"""A model of natural-language inference that a user adds: any sentence-transformers CrossEncoder."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

from app.core.errors import MissingPart
from app.core.verdict import Chances

# How models name the three outcomes; the beginning of the name decides.
_OUTCOMES = {"entail": "met", "contra": "contradicted", "neutral": "missed"}


class CrossEncoderEntailment:
    """Judges by a CrossEncoder. Loads once, when first used; safe to share between threads."""

    def __init__(self, model: str) -> None:
        """Name a model: a folder, or a hub name that `hf download` has put into the local cache."""
        self._source = model
        self._lock = threading.Lock()
        self._loaded: tuple[Any, list[str]] | None = None

    @property
    def name(self) -> str:
        """The model as it was named."""
        return self._source

    def warm_up(self) -> None:
        """Load the model; raise MissingPart when that can't be."""
        self._model()

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Chances]:
        """Judge pairs of (what is said, statement); neutral counts as missed."""
        if not pairs:
            return []
        model, outcomes = self._model()
        rows = model.predict(list(pairs), apply_softmax=True, show_progress_bar=False)
        found = [dict(zip(outcomes, map(float, row), strict=True)) for row in rows]
        return [Chances(row["met"], 0.0, row["missed"], row["contradicted"]) for row in found]

    def _model(self) -> tuple[Any, list[str]]:
        with self._lock:
            if self._loaded is None:
                self._loaded = self._load()
            return self._loaded

    def _load(self) -> tuple[Any, list[str]]:
        from sentence_transformers import CrossEncoder

        try:
            model = CrossEncoder(self._source, device="cpu", local_files_only=True)
        except (OSError, ValueError, KeyError) as exc:
            raise MissingPart(
                f"The verifier {self._source} can't be loaded ({exc}). Name a folder with a "
                "CrossEncoder in `verifier`, fetch it with `hf download`, or leave it out."
            ) from exc
        return model, _outcomes(self._source, dict(model.config.id2label))


def _outcomes(source: str, labels: dict[int, str]) -> list[str]:
    """Tell what each label of a model means, in its order."""
    found = [
        next((o for start, o in _OUTCOMES.items() if labels[n].lower().startswith(start)), "")
        for n in sorted(labels)
    ]
    if sorted(found) != sorted(_OUTCOMES.values()):
        raise MissingPart(
            f"The verifier {source} tells {list(labels.values())}, not entailment, neutral and "
            "contradiction. Name a model of natural-language inference, or leave it out."
        )
    return found
