"""The verifier: a small trained network that tells whether an answer makes or denies a statement.

It reads the token vectors that alignment reads, so it needs no second pass of the embedder. Each
token of one text is compared with what the other text says of it (decomposable attention, Parikh et
al. 2016), one transformer layer reads all comparisons together, and four chances come out. Trained
by `hotseat eval train-verifier` (`app.evaluation.verifier` says on what); computed here with numpy
alone.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from app.alignment import Reading
from app.core.verdict import Chances
from app.grading.calibrate import softmax

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

HEADS = 4
MOST_STATEMENT_TOKENS = 90
MOST_ANSWER_TOKENS = 260
LENGTH_UNIT = 30.0
# Places: steps of a few of these count as far as any.
STEP_UNIT = 4.0
# Numbers of Python's own: one of numpy's would turn single precision into double, at half the speed.
_ROOT_OF_2 = math.sqrt(2.0)
_ERF = (0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429)


@dataclass(frozen=True, slots=True)
class Compared:
    """A text as the verifier reads it: n tokens' vectors (n, d), likeness to the question, rarity."""

    vectors: Floats
    asked: Floats
    rarity: Floats


def compared(text: Reading, asked: Reading, most: int) -> Compared:
    """Prepare at most `most` tokens of a text; `asked` is the question that both texts belong to."""
    vectors = text.vectors[:most]
    alike = (vectors @ asked.vectors.T).max(axis=1) if len(asked.vectors) else 0.0 * vectors[:, 0]
    return Compared(vectors, np.maximum(alike, 0.0).astype(np.float32), text.rarity[:most])


class Verifier:
    """Judges statements against an answer; deterministic, and safe to share between threads."""

    def __init__(self, weights: Mapping[str, Floats] | None = None) -> None:
        """Use the weights that Hotseat ships, or those given."""
        self._w = dict(weights) if weights is not None else _shipped()

    def judge(
        self, statements: Sequence[Reading], asked: Reading, answer: Reading
    ) -> list[Chances]:
        """Judge an answer against each statement. An empty one makes none, and none is made of it."""
        if not len(answer.vectors):
            return [Chances(0.0, 0.0, 1.0, 0.0)] * len(statements)
        said = compared(answer, asked, MOST_ANSWER_TOKENS)
        return [
            self._judged(compared(statement, asked, MOST_STATEMENT_TOKENS), said)
            for statement in statements
        ]

    def _judged(self, statement: Compared, answer: Compared) -> Chances:
        if not len(statement.vectors):  # characters that no token stands for, unseen ones above all
            return Chances(0.0, 0.0, 1.0, 0.0)
        return Chances(*(float(chance) for chance in softmax(self.logits(statement, answer))))

    def logits(self, statement: Compared, answer: Compared) -> Floats:
        """Compute the unscaled outcome, shape (4,): met, partial, missed, contradicted."""
        w = self._w
        cosines = statement.vectors @ answer.vectors.T
        x, y = self._projected(statement.vectors), self._projected(answer.vectors)
        scores = self._linear("q", x) @ self._linear("k", y).T / math.sqrt(x.shape[1])
        scores = scores + w["sharpness"] * cosines
        to_answer, to_statement = softmax(scores), softmax(scores.T)
        left = self._comparison(x, to_answer @ y, to_answer, cosines, statement)
        right = self._comparison(y, to_statement @ x, to_statement, cosines.T, answer)
        tokens = np.concatenate(
            [w["segments"][2][None], left + w["segments"][0], right + w["segments"][1]]
        )
        tokens = self._normed("norm", self._block(tokens))
        return self._outcome(tokens, cosines, statement)

    def _outcome(self, tokens: Floats, cosines: Floats, statement: Compared) -> Floats:
        best = cosines.max(axis=1)
        weights = statement.rarity * (1.0 - np.clip(statement.asked, 0.0, 1.0)) + 1e-3
        length = len(statement.vectors)
        facts = np.array(
            [
                float(weights @ best / weights.sum()),
                float(best.mean()),
                float(cosines.max(axis=0).mean()),
                length / LENGTH_UNIT,
            ],
            dtype=np.float32,
        )
        of_statement, of_answer = tokens[1 : 1 + length], tokens[1 + length :]
        pooled = np.concatenate(
            [tokens[0], of_statement.mean(axis=0), of_answer.max(axis=0), facts]
        )
        return self._linear("out2", _gelu(self._linear("out1", pooled)))

    def _projected(self, vectors: Floats) -> Floats:
        return self._normed("input_norm", self._linear("input", vectors))

    def _comparison(
        self, own: Floats, other: Floats, attention: Floats, cosines: Floats, text: Compared
    ) -> Floats:
        around = (attention * cosines).sum(axis=1)
        before, after = _steps(attention)
        peak = attention.max(axis=1)
        facts = np.stack(
            [cosines.max(axis=1), around, text.asked, text.rarity, before, after, peak], axis=1
        )
        joined = np.concatenate([own, other, own - other, own * other, facts], axis=1)
        tokens = _gelu(self._linear("compare", joined))
        # A token's neighbours: a depthwise convolution over three.
        left = np.vstack([np.zeros_like(tokens[:1]), tokens[:-1]])
        right = np.vstack([tokens[1:], np.zeros_like(tokens[:1])])
        kernel = self._w["near.weight"]
        near = left * kernel[:, 0] + tokens * kernel[:, 1] + right * kernel[:, 2]
        return np.asarray(tokens + near + self._w["near.bias"], dtype=np.float32)

    def _block(self, tokens: Floats) -> Floats:
        """Apply the transformer layer (pre-norm)."""
        count, width = tokens.shape
        mixed = self._linear("qkv", self._normed("norm1", tokens))
        q, k, v = mixed.reshape(count, 3, HEADS, width // HEADS).transpose(1, 2, 0, 3)
        attention = softmax(q @ k.transpose(0, 2, 1) / math.sqrt(width // HEADS))
        told = (attention @ v).transpose(1, 0, 2).reshape(count, width)
        tokens = tokens + self._linear("mix", told)
        inner = _gelu(self._linear("inner", self._normed("norm2", tokens)))
        return np.asarray(tokens + self._linear("outer", inner), dtype=np.float32)

    def _linear(self, name: str, x: Floats) -> Floats:
        return np.asarray(x @ self._w[f"{name}.weight"].T + self._w[f"{name}.bias"], np.float32)

    def _normed(self, name: str, x: Floats) -> Floats:
        centred = x - x.mean(axis=-1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + 1e-5)
        return np.asarray(
            scaled * self._w[f"{name}.weight"] + self._w[f"{name}.bias"], dtype=np.float32
        )


def _shipped() -> dict[str, Floats]:
    with (resources.files(__package__) / "verifier.npz").open("rb") as file, np.load(file) as kept:
        return {name: kept[name].astype(np.float32) for name in kept.files}


def _steps(attention: Floats) -> tuple[Floats, Floats]:
    """Say how far the order of two texts differs around each token of one, shape (n,) each, in -1..1.

    0 where a token attends to the place right behind the one that its neighbour before it attends to
    (and the same of the neighbour after it); words that are swapped or turned around are elsewhere.
    """
    at = attention @ np.arange(attention.shape[1], dtype=np.float32)
    steps = np.tanh((np.diff(at) - 1.0) / STEP_UNIT).astype(np.float32)
    return np.concatenate([[np.float32(0)], steps]), np.concatenate([steps, [np.float32(0)]])


def _gelu(x: Floats) -> Floats:
    return np.asarray(0.5 * x * (1.0 + _erf(x / _ROOT_OF_2)), dtype=np.float32)


def _erf(x: Floats) -> Floats:
    """Compute the error function to 1.5e-7 (Abramowitz and Stegun 1964, formula 7.1.26)."""
    t = 1.0 / (1.0 + 0.3275911 * np.abs(x))
    series = sum(factor * t**power for power, factor in enumerate(_ERF, start=1))
    return np.asarray(np.sign(x) * (1.0 - series * np.exp(-(x**2))), dtype=np.float32)
