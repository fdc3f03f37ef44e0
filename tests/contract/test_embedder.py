"""What every embedder must do, the fake as well as MiniLM."""

from __future__ import annotations

import numpy as np
import pytest

from app.adapters.sentence_embedder import BulkEmbedder, SentenceEmbedder
from app.ports import Embedder
from tests.fakes import WordEmbedder

TEXTS = ["Lock the queue", "a thread", "", "Ünïcode 🔒 and\nlines", "a thread"]


REAL = [pytest.param(name, marks=pytest.mark.integration) for name in ("minilm", "bulk")]


@pytest.fixture(scope="module")
def minilm() -> SentenceEmbedder:
    return SentenceEmbedder()


@pytest.fixture(scope="module", params=["words", *REAL])
def embedder(request: pytest.FixtureRequest, minilm: SentenceEmbedder) -> Embedder:
    made = {"words": WordEmbedder(), "minilm": minilm, "bulk": BulkEmbedder(minilm)}
    return made[request.param]


def test_vectors_are_of_unit_length(embedder: Embedder) -> None:
    """One row a text, in order, even for an empty text; equal texts have equal rows."""
    vectors = embedder.encode(TEXTS)

    assert vectors.shape == (len(TEXTS), embedder.dimension)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1)
    assert np.array_equal(vectors[1], vectors[4])


def test_no_texts_give_no_vectors(embedder: Embedder) -> None:
    """An empty batch is no error."""
    assert embedder.encode([]).shape == (0, embedder.dimension)
    assert embedder.encode_tokens([]) == []


def test_a_text_has_the_same_vectors_in_any_company(embedder: Embedder) -> None:
    """Alone, in a batch, in another order: not one bit differs."""
    together = embedder.encode(TEXTS)
    tokens = embedder.encode_tokens(TEXTS[::-1])[::-1]
    for position, text in enumerate(TEXTS):
        assert np.array_equal(embedder.encode([text])[0], together[position])
        alone = embedder.encode_tokens([text])[0]
        assert np.array_equal(alone.vectors, tokens[position].vectors)


def test_tokens_name_where_they_stand(embedder: Embedder) -> None:
    """The spans cut the tokens out of the text; each has a row of unit length."""
    read = embedder.encode_tokens(["Lock  the queue"])[0]

    assert read.tokens == ("lock", "the", "queue")
    assert ["Lock  the queue"[a:b] for a, b in read.spans] == ["Lock", "the", "queue"]
    assert np.linalg.norm(read.vectors, axis=1) == pytest.approx(1)


def test_an_empty_text_has_no_tokens(embedder: Embedder) -> None:
    """Special tokens of the model aren't tokens of the text."""
    read = embedder.encode_tokens([""])[0]
    assert (read.tokens, read.spans) == ((), ())
    assert len(read.vectors) == 0


def test_both_in_one_pass(embedder: Embedder) -> None:
    """The vectors are those of `encode`; each text's tokens stand where `encode_tokens` has them."""
    vectors, read = embedder.encode_both(TEXTS)
    assert np.array_equal(vectors, embedder.encode(TEXTS))
    assert [each.spans for each in read] == [each.spans for each in embedder.encode_tokens(TEXTS)]
    assert np.linalg.norm(read[0].vectors, axis=1) == pytest.approx(1)
    assert embedder.encode_both([])[1] == []
