"""Train the verifier: AdamW with a falling rate, a fixed number of epochs, no choice by validation."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch

from app.alignment import Reader
from app.core.question import Origin, Question
from app.evaluation.human_sets import load_human_set
from app.evaluation.interview_answers import (
    TRAINING,
    answered_questions,
    load_interview_answers,
)
from app.evaluation.verifier.batches import Readings, batches, read_all, tensors
from app.evaluation.verifier.examples import (
    Example,
    NoteExamples,
    graded_examples,
    interview_examples,
)
from app.evaluation.verifier.network import Network

_SEED = 20261123
_DRAWN = 12_000
# How often each interview answer is taken, each time worded and typed otherwise.
_TIMES_ANSWERED = 2
# Beetle asks about one small world in thousands of answers: fewer of them do.
_SHARES = {"beetle": 0.5, "scientsbank": 1.0, "saf": 1.0}
_BATCH = 48
_RATE = 1e-3
_DECAY = 0.02
_WARM_UP = 200
_CLIP = 1.0
_BLIND = 0.2


def examples_of(questions: Sequence[Question], data: Path) -> list[Example]:
    """Make all examples: of questions that nothing is measured on, and of the train splits."""
    chance = random.Random(_SEED)  # noqa: S311  # no secret
    unseen = answered_questions()
    usable = [q for q in questions if q.origin is Origin.AUTHORED and q.id not in unseen]
    notes = NoteExamples(usable, chance)
    found = [*notes.all_pairs(), *notes.drawn(_DRAWN)]
    answered = [a for split in TRAINING for a in load_interview_answers(split, questions)]
    found += [e for _ in range(_TIMES_ANSWERED) for e in interview_examples(answered, chance)]
    for name, share in _SHARES.items():
        graded = list(graded_examples(load_human_set(data, name, split="train"), chance))
        found += chance.sample(graded, round(share * len(graded)))
    return found


def train(
    questions: Sequence[Question],
    data: Path,
    reader: Reader,
    *,
    epochs: int,
    tell: Callable[[str], None],
) -> dict[str, Any]:
    """Train a verifier and return its weights.

    Raises MissingPart when the human-graded sets are not in the folder `data`.
    """
    torch.manual_seed(_SEED)
    examples = examples_of(questions, data)
    tell(f"{len(examples)} examples; reading their texts")
    readings = read_all(examples, reader)
    # The embedder runs on one thread; training may have them all.
    torch.set_num_threads(os.cpu_count() or 1)
    dimension = next(iter(readings.values())).vectors.shape[1]
    network = Network(dimension)
    _fit(network, examples, readings, epochs=epochs, tell=tell)
    return network.eval().exported()


def _fit(
    network: Network,
    examples: Sequence[Example],
    readings: Readings,
    *,
    epochs: int,
    tell: Callable[[str], None],
) -> None:
    chance = random.Random(_SEED + 1)  # noqa: S311  # no secret
    optimiser = torch.optim.AdamW(network.parameters(), lr=_RATE, weight_decay=_DECAY)
    total = epochs * (len(examples) // _BATCH + 1)

    def rate(step: int) -> float:
        return min(1.0, (step + 1) / _WARM_UP) * max(0.02, 1.0 - step / total)

    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, rate)
    network.train()
    for epoch in range(epochs):
        losses = []
        for batch in batches(examples, readings, size=_BATCH, chance=chance):
            loss = _loss(network, batch, readings, chance)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parameters(), _CLIP)
            optimiser.step()
            schedule.step()
            losses.append(float(loss.detach()))
            if len(losses) % 100 == 0:
                tell(f"epoch {epoch + 1}, batch {len(losses)}: {sum(losses[-100:]) / 100:.3f}")


def _loss(
    network: Network, batch: Sequence[Example], readings: Readings, chance: random.Random
) -> torch.Tensor:
    """Cross entropy with the chances that an example gives, which may be several."""
    logits: torch.Tensor = network(*tensors(batch, readings, blind=_BLIND, chance=chance))
    target = torch.tensor([example.target for example in batch])
    return -(target * logits.log_softmax(1)).sum(1).mean()
