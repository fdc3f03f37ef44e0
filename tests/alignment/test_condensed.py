"""Condensed token vectors still tell how much of a query a text covers."""

from __future__ import annotations

import numpy as np
import pytest

from app.alignment import Frame, background_of, best_by_run, frame_of
from app.alignment.condensed import covered_by
from tests.fakes import WordEmbedder


@pytest.fixture
def embedder() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture
def frame(embedder: WordEmbedder) -> Frame:
    return frame_of(background_of(embedder.encode_tokens))


def test_words_that_say_nothing_are_left_out(embedder: WordEmbedder, frame: Frame) -> None:
    """One row of bytes for each other word; a text of such words alone has no row."""
    (read, empty) = embedder.encode_tokens(["the lock of a thread", "it is"])
    rows = frame.condense(read)
    assert (rows.shape, rows.dtype) == ((2, 7), np.int8)
    assert np.abs(rows).max(axis=1).tolist() == [127, 127]
    assert frame.condense(empty).shape == (0, 7)


def test_a_frame_can_be_stored(frame: Frame) -> None:
    """It comes back as it was."""
    again = Frame.from_array(frame.as_array())
    assert np.array_equal(again.centre, frame.centre)
    assert np.array_equal(again.basis, frame.basis)


def test_coverage_by_hand(embedder: WordEmbedder, frame: Frame) -> None:
    """Centred, two words have cosine .2: (1 + .2) / 2; a text without a row covers nothing."""
    background = background_of(embedder.encode_tokens)
    read = embedder.encode_tokens(["lock thread", "lock", "queue lock thread", "of the"])
    wanted = frame.along(background.centred(read[0].vectors))
    weights = np.array([1.0, 1.0], dtype=np.float32)
    shares = covered_by(wanted, weights, [frame.condense(each) for each in read[1:]])
    assert shares[0] == pytest.approx(0.6, abs=0.01)
    assert shares[1] == pytest.approx(1.0, abs=0.01)
    assert shares[2] == 0.0


def test_runs_of_columns() -> None:
    """An empty run covers nothing, wherever it stands; nothing counts below 0."""
    cosines = np.array([[0.1, 0.7, -0.2]], dtype=np.float32)
    assert best_by_run(cosines, [0, 2, 0, 1]).tolist() == [[0.0, pytest.approx(0.7), 0.0, 0.0]]
    assert best_by_run(np.zeros((2, 0), dtype=np.float32), [0]).tolist() == [[0.0], [0.0]]
