"""How much of one text another text says, token by token."""

from __future__ import annotations

import numpy as np
import pytest

from app.alignment import Reader, Reading, best_by_group, coverage, similarities, token_weights
from tests.fakes import WordEmbedder


@pytest.fixture
def reader() -> Reader:
    return Reader(WordEmbedder())


def covered(reader: Reader, target: str, source: str, asked: str | None = None) -> float:
    wanted, said = reader.recall([target, source])
    question = reader.recall([asked])[0] if asked is not None else None
    best = best_by_group(similarities(wanted, said), [range(len(said.tokens))])
    return float(coverage(best, token_weights(wanted, question))[0])


def test_the_same_words_cover_all(reader: Reader) -> None:
    """Order doesn't matter, and more words do no harm."""
    assert covered(reader, "lock guards query", "query: a lock guards it") > 0.95
    assert covered(reader, "lock thread query", "bicycles need oil") < 0.5


def test_words_of_the_question_count_little(reader: Reader) -> None:
    """Saying back what was asked says little of the answer."""
    plain = covered(reader, "lock query", "lock")
    asked = covered(reader, "lock query", "lock", asked="what does a lock do")
    assert asked < plain


def test_an_empty_group_covers_nothing() -> None:
    """No token, no cosine; and what points the other way counts as nothing, not as less."""
    cosines = np.array([[0.9, -0.5], [0.2, -0.1]], dtype=np.float32)
    best = best_by_group(cosines, [[0], [1], []])
    assert best.tolist() == [[pytest.approx(0.9), 0.0, 0.0], [pytest.approx(0.2), 0.0, 0.0]]
    assert coverage(best, np.array([3.0, 1.0], dtype=np.float32))[0] == pytest.approx(0.725)
    assert coverage(best, np.zeros(2, dtype=np.float32)).tolist() == [0.0, 0.0, 0.0]


def test_a_text_is_read_once(reader: Reader) -> None:
    """What comes again and again is remembered."""
    first, again = reader.recall(["locks"])[0], reader.recall(["locks"])[0]
    assert isinstance(first, Reading)
    assert first is again
