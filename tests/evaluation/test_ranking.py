"""The measures of ranked lists, worked by hand."""

from __future__ import annotations

import pytest

from app.evaluation.ranking import ndcg, newly_found, recall_at, reciprocal_rank


def test_a_heading_shown_twice_answers_once() -> None:
    """One place may hold two gold headings; what was shown before isn't new."""
    ranked = [{"x"}, {"a", "b"}, {"a"}, {"c", "x"}]
    assert newly_found(ranked, {"a", "b", "c", "d"}) == [0, 2, 0, 1]


def test_recall_and_reciprocal_rank() -> None:
    """The first gold heading stands in the third place."""
    found = [0, 0, 1, 0, 1]
    assert [recall_at(found, k) for k in (1, 2, 3, 10)] == [0.0, 0.0, 1.0, 1.0]
    assert reciprocal_rank(found) == pytest.approx(1 / 3)
    assert reciprocal_rank([0] * 10 + [1]) == 0.0
    assert recall_at([], 5) == 0.0


def test_ndcg_by_hand() -> None:
    """Places 1 and 3 of two gold headings: (1 + 1/2) / (1 + 1/log2 3)."""
    assert ndcg([1, 0, 1], 2) == pytest.approx(1.5 / 1.63093, abs=1e-5)
    assert ndcg([1, 1], 2) == pytest.approx(1.0)
    assert ndcg([0] * 10 + [1], 1) == 0.0
