"""Batches for training: texts are read once, examples of like length go together."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import torch

from app.alignment import Reader, Reading
from app.evaluation.verifier.examples import Example
from app.evaluation.verifier.network import Texts
from app.grading.canonical import canonical_text
from app.grading.verifier import (
    MOST_ANSWER_TOKENS,
    MOST_STATEMENT_TOKENS,
    Compared,
    compared,
)

_AT_ONCE = 256
# Batches are sorted by length within a stretch of so many, and shuffled then.
_STRETCH = 20

Readings = Mapping[str, Reading]


def read_all(examples: Sequence[Example], reader: Reader) -> dict[str, Reading]:
    """Read all texts of examples, canonical as the grader reads them; half precision in memory."""
    texts = {t for e in examples for t in (e.question, e.statement, e.answer)}
    ordered = sorted(texts, key=len)
    readings: dict[str, Reading] = {}
    for start in range(0, len(ordered), _AT_ONCE):
        part = ordered[start : start + _AT_ONCE]
        found = reader.recall([canonical_text(text) for text in part])
        readings |= {text: _halved(reading) for text, reading in zip(part, found, strict=True)}
    return readings


def _halved(reading: Reading) -> Reading:
    half: Any = reading.vectors[:MOST_ANSWER_TOKENS].astype(np.float16)
    return Reading("", (), (), half, reading.rarity[:MOST_ANSWER_TOKENS])


def batches(
    examples: Sequence[Example], readings: Readings, *, size: int, chance: random.Random
) -> Iterator[list[Example]]:
    """Yield the examples once, in batches of like length and in random order."""
    shuffled = [e for e in examples if _is_read(e, readings)]
    chance.shuffle(shuffled)
    for start in range(0, len(shuffled), size * _STRETCH):
        stretch = shuffled[start : start + size * _STRETCH]
        stretch.sort(key=lambda e: len(readings[e.answer].vectors))
        parts = [stretch[at : at + size] for at in range(0, len(stretch), size)]
        chance.shuffle(parts)
        yield from parts


def _is_read(example: Example, readings: Readings) -> bool:
    return all(len(readings[text].vectors) for text in (example.statement, example.answer))


def tensors(
    examples: Sequence[Example], readings: Readings, *, blind: float, chance: random.Random
) -> tuple[Texts, Texts]:
    """Make a batch of statements and answers; `blind` (0..1) is how often the question is left out."""
    statements, answers = [], []
    for example in examples:
        asked = _full(readings[example.question])
        if chance.random() < blind:
            asked = Reading("", (), (), asked.vectors[:0], asked.rarity[:0])
        statement, answer = _full(readings[example.statement]), _full(readings[example.answer])
        statements.append(compared(statement, asked, MOST_STATEMENT_TOKENS))
        answers.append(compared(answer, asked, MOST_ANSWER_TOKENS))
    return padded(statements), padded(answers)


def _full(reading: Reading) -> Reading:
    return Reading("", (), (), reading.vectors.astype(np.float32), reading.rarity)


def padded(texts: Sequence[Compared]) -> Texts:
    """Pad texts to the longest one."""
    longest = max(len(text.vectors) for text in texts)
    vectors = np.zeros((len(texts), longest, texts[0].vectors.shape[1]), dtype=np.float32)
    facts = np.zeros((2, len(texts), longest), dtype=np.float32)
    mask = np.zeros((len(texts), longest), dtype=bool)
    for row, text in enumerate(texts):
        count = len(text.vectors)
        vectors[row, :count], mask[row, :count] = text.vectors, True
        facts[0, row, :count], facts[1, row, :count] = text.asked, text.rarity
    parts = (torch.from_numpy(part) for part in (vectors, mask, facts[0], facts[1]))
    return Texts(*parts)
