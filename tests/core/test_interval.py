"""Intervals for shares, with numbers worked by hand."""

from __future__ import annotations

import pytest

from app.core.interval import estimate


def test_nothing_tried_nothing_known() -> None:
    """Without a try the interval is everything."""
    none = estimate(0.0, 0)
    assert (none.low, none.high) == (0.0, 1.0)


def test_four_of_five() -> None:
    """For p = .8, n = 5: centre = 1.07060 / 1.54121, half = 1.06734 x sqrt(.05906)."""
    four_of_five = estimate(0.8, 5)
    assert four_of_five.low == pytest.approx(0.4353, abs=5e-4)
    assert four_of_five.high == pytest.approx(0.9540, abs=5e-4)


@pytest.mark.parametrize(("tries", "low"), [(1, 0.2698), (3, 0.5258), (10, 0.7870), (20, 0.8808)])
def test_all_right_is_not_certain(tries: int, low: float) -> None:
    """With p = 1 the lower bound is n / (n + z^2)."""
    assert estimate(1.0, tries).low == pytest.approx(low, abs=1e-3)
    assert estimate(1.0, tries).high == pytest.approx(1.0)


def test_more_tries_narrow_it() -> None:
    """The same share over more tries is known better."""
    widths = [estimate(0.5, n).high - estimate(0.5, n).low for n in (1, 2, 5, 20, 100)]
    assert widths == sorted(widths, reverse=True)
