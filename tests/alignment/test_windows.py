"""Where in a text evidence is looked for."""

from __future__ import annotations

from app.alignment import Window, group_tokens, sections, windows


def test_tokens_belong_to_the_span_that_they_begin_in() -> None:
    """A token between two spans is in neither."""
    tokens = [(0, 3), (4, 9), (10, 11), (12, 15)]
    assert group_tokens(tokens, [(0, 9), (12, 20)]) == [[0, 1], [3]]
    assert group_tokens(tokens, []) == []


def test_windows_of_up_to_two_of_three_spans() -> None:
    """Short ones come first."""
    pairs = [(w.first, w.last) for w in windows(3, 2)]
    assert pairs == [(0, 0), (1, 1), (2, 2), (0, 1), (1, 2)]
    assert windows(0, 2) == []


def test_sections_overlap_by_half() -> None:
    """Each span is in a section, none is longer than asked for, neighbours share half."""
    found = sections([10] * 8, most=40)
    assert found == [Window(0, 3), Window(2, 5), Window(4, 7)]
    assert sections([500], most=40) == [Window(0, 0)]
    assert sections([], most=40) == []
