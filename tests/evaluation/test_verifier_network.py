"""What is trained with torch and what is computed with numpy are the same network."""

from __future__ import annotations

import numpy as np
import pytest

from app.grading.verifier import Compared, Verifier


def text(tokens: int, *, seed: int) -> Compared:
    chance = np.random.default_rng(seed)
    vectors = chance.normal(size=(tokens, 24)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return Compared(vectors, *chance.random((2, tokens), dtype=np.float32))


@pytest.mark.parametrize(("tokens", "said"), [(5, 9), (1, 1), (9, 3)])
def test_numpy_and_torch_agree(tokens: int, said: int) -> None:
    """The logits of random weights agree, padding and all."""
    torch = pytest.importorskip("torch")
    from app.evaluation.verifier.batches import padded
    from app.evaluation.verifier.network import Network

    torch.manual_seed(3)
    network = Network(24, width=16).eval()
    statement, answer, longer = text(tokens, seed=1), text(said, seed=2), text(12, seed=3)
    with torch.inference_mode():
        batch = network(padded([statement, longer]), padded([answer, longer]))
    alone = Verifier(network.exported()).logits(statement, answer)
    assert alone == pytest.approx(batch[0].numpy(), abs=1e-4)
