"""The verifier as a torch module, for training; `app.grading.verifier` computes the same with numpy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from app.grading.verifier import HEADS, LENGTH_UNIT, STEP_UNIT

WIDTH = 128
_TOKEN_FACTS = 7
_TEXT_FACTS = 4
_DROPOUT = 0.1


@dataclass(frozen=True, slots=True)
class Texts:
    """A padded batch: vectors (b, n, d), mask, likeness to the question and rarity (b, n)."""

    vectors: Tensor
    mask: Tensor
    asked: Tensor
    rarity: Tensor


class Network(nn.Module):
    """Four logits (met, partial, missed, contradicted) for each pair of statement and answer."""

    def __init__(self, dimension: int, width: int = WIDTH) -> None:
        super().__init__()
        self.input, self.input_norm = nn.Linear(dimension, width), nn.LayerNorm(width)
        self.q, self.k = nn.Linear(width, width), nn.Linear(width, width)
        self.sharpness = nn.Parameter(torch.tensor(8.0))
        self.compare = nn.Linear(4 * width + _TOKEN_FACTS, width)
        self.near = nn.Conv1d(width, width, 3, padding=1, groups=width)
        self.segments = nn.Parameter(torch.zeros(3, width))
        self.norm1, self.norm2, self.norm = (nn.LayerNorm(width) for _ in range(3))
        self.qkv, self.mix = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.inner, self.outer = nn.Linear(width, 2 * width), nn.Linear(2 * width, width)
        self.out1, self.out2 = nn.Linear(3 * width + _TEXT_FACTS, width), nn.Linear(width, 4)
        self.drop = nn.Dropout(_DROPOUT)

    def forward(self, statement: Texts, answer: Texts) -> Tensor:
        """Return logits of shape (b, 4)."""
        cosines = statement.vectors @ answer.vectors.transpose(1, 2)
        x = self.input_norm(self.input(statement.vectors))
        y = self.input_norm(self.input(answer.vectors))
        scores = self.q(x) @ self.k(y).transpose(1, 2) / x.shape[-1] ** 0.5
        scores = scores + self.sharpness * cosines
        to_answer = _masked(scores, answer.mask[:, None], -1e4).softmax(2)
        to_statement = _masked(scores.transpose(1, 2), statement.mask[:, None], -1e4).softmax(2)
        best = _masked(cosines, answer.mask[:, None], -1.0).amax(2)
        best_of_answer = _masked(cosines.transpose(1, 2), statement.mask[:, None], -1.0).amax(2)
        left = self._comparison(x, to_answer @ y, statement, best, to_answer, cosines)
        turned = cosines.transpose(1, 2)
        right = self._comparison(y, to_statement @ x, answer, best_of_answer, to_statement, turned)
        first = self.segments[2].expand(len(x), 1, -1)
        tokens = torch.cat([first, left + self.segments[0], right + self.segments[1]], 1)
        mask = torch.cat([answer.mask.new_ones(len(x), 1), statement.mask, answer.mask], 1)
        tokens = self.norm(self._block(tokens, mask))
        facts = self._facts(statement, answer, best, best_of_answer)
        return self._outcome(tokens, statement.mask, answer.mask, facts)

    def _comparison(
        self,
        own: Tensor,
        other: Tensor,
        text: Texts,
        best: Tensor,
        attention: Tensor,
        cosines: Tensor,
    ) -> Tensor:
        around = (attention * cosines).sum(2)
        before, after = _steps(attention, text.mask)
        peak = attention.amax(2)
        facts = torch.stack([best, around, text.asked, text.rarity, before, after, peak], 2)
        joined = torch.cat([own, other, own - other, own * other, facts], 2)
        tokens = self.drop(functional.gelu(self.compare(joined))) * text.mask[..., None]
        return cast(Tensor, tokens + self.near(tokens.transpose(1, 2)).transpose(1, 2))

    def _block(self, tokens: Tensor, mask: Tensor) -> Tensor:
        batch, count, width = tokens.shape
        mixed = self.qkv(self.norm1(tokens)).view(batch, count, 3, HEADS, width // HEADS)
        q, k, v = mixed.permute(2, 0, 3, 1, 4)
        told = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask[:, None, None])
        told = told.transpose(1, 2).reshape(batch, count, width)
        tokens = tokens + self.drop(self.mix(told))
        inner = functional.gelu(self.inner(self.norm2(tokens)))
        return cast(Tensor, tokens + self.drop(self.outer(inner)))

    def _facts(self, statement: Texts, answer: Texts, best: Tensor, of_answer: Tensor) -> Tensor:
        weights = statement.rarity * (1.0 - statement.asked.clamp(0.0, 1.0)) + 1e-3
        weights = weights * statement.mask
        lengths = statement.mask.sum(1)
        return torch.stack(
            [
                (weights * best).sum(1) / weights.sum(1),
                (best * statement.mask).sum(1) / lengths,
                (of_answer * answer.mask).sum(1) / answer.mask.sum(1),
                lengths / LENGTH_UNIT,
            ],
            1,
        )

    def _outcome(self, tokens: Tensor, left: Tensor, right: Tensor, facts: Tensor) -> Tensor:
        count = left.shape[1]
        of_statement, of_answer = tokens[:, 1 : 1 + count], tokens[:, 1 + count :]
        mean = (of_statement * left[..., None]).sum(1) / left.sum(1, keepdim=True)
        most = _masked(of_answer, right[..., None], -1e4).amax(1)
        pooled = torch.cat([tokens[:, 0], mean, most, facts], 1)
        return cast(Tensor, self.out2(self.drop(functional.gelu(self.out1(pooled)))))

    def exported(self) -> dict[str, Any]:
        """Return the weights by the names that the numpy verifier reads them under."""
        weights = {name: value.detach().numpy() for name, value in self.state_dict().items()}
        weights["near.weight"] = np.squeeze(weights["near.weight"], axis=1)
        return weights


def _steps(attention: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
    """Return how far from one place on each token attends to than its neighbours, both (b, n)."""
    places = torch.arange(attention.shape[2], dtype=attention.dtype)
    at = attention @ places
    steps = torch.tanh((at[:, 1:] - at[:, :-1] - 1.0) / STEP_UNIT)
    steps = steps * (mask[:, 1:] & mask[:, :-1])
    return functional.pad(steps, (1, 0)), functional.pad(steps, (0, 1))


def _masked(values: Tensor, mask: Tensor, filler: float) -> Tensor:
    return values.masked_fill(~mask, filler)
