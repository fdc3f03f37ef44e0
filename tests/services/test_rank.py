"""What speaks for a passage, put together; links between passages; one passage for each heading."""

from __future__ import annotations

import pytest

from app.core.passage import PassageKind
from app.core.place import Place
from app.services.rank import Candidate, Hit, fuse, links_of, ranked, spread, told_by
from tests.examples import PLACE, key_point, passage, question

A, B, C = passage("a"), passage("b"), passage("c")


def test_fusing_by_hand() -> None:
    """Ranks 1 and 2: (1/61 + 1/62) / (2/61); rank 1 in one list: (1/61) / (2/61)."""
    hits = fuse([[A, B], [C, A]])
    assert [hit.passage for hit in hits] == [A, C, B]
    assert [hit.score for hit in hits] == pytest.approx([(1 + 61 / 62) / 2, 1 / 2, 61 / 124])


def test_the_own_score_by_hand() -> None:
    """(covered + .5 near + .2 worded + .17 told) / 1.87, which is 1 for a perfect match."""
    assert Candidate(A, 1.0, 1.0, 1.0, 1.0).own == pytest.approx(1.0)
    assert Candidate(A, 0.4, 0.6, 1.0, 0.5).own == pytest.approx((0.4 + 0.3 + 0.2 + 0.085) / 1.87)


def test_linked_passages_lift_each_other() -> None:
    """The better one lifts the other by half of what it is above the middle, and not in return."""
    candidates = [Candidate(p, s, s, s, s) for p, s in ((A, 0.9), (B, 0.5), (C, 0.4))]
    links = {"a": frozenset({"c"}), "c": frozenset({"a", "not found"})}
    hits = ranked(candidates, links)
    assert [hit.passage for hit in hits] == [A, C, B]
    assert [hit.score for hit in hits] == pytest.approx([0.9 / 1.5, (0.4 + 0.2) / 1.5, 0.5 / 1.5])


def test_nothing_found_is_no_error() -> None:
    """There is no middle of nothing."""
    assert ranked([], {}) == []
    assert spread([]) == []


def test_second_passages_of_a_heading_come_last() -> None:
    """Each group keeps its order."""
    other = passage("other", place=Place("other.md", ("Other",), (1, 1)))
    hits = [Hit(score, p) for score, p in ((0.9, A), (0.8, B), (0.7, other), (0.6, C))]
    assert [hit.passage.text for hit in spread(hits)] == ["a", "other", "b", "c"]


def test_an_answer_is_linked_with_the_sources_of_its_key_points() -> None:
    """Both ways; a key point without a source links nothing."""
    asked = Place(PLACE.note, ("The GIL", "Why?"), (30, 40))
    answer = passage("answer", place=asked, kind=PassageKind.ANSWER)
    made = question("why", key_point("one"), key_point("two", source=None), place=asked)
    assert links_of([A, answer, B], [made]) == {
        "answer": frozenset({"a", "b"}),
        "a": frozenset({"answer"}),
        "b": frozenset({"answer"}),
    }


def test_a_key_point_speaks_for_the_place_it_is_taken_from() -> None:
    """In all its wordings, with its question; one without a source speaks for nothing."""
    point = key_point("one", "It drops the lock.", wordings=("The lock is let go of.",))
    made = question("why", point, key_point("two", source=None), text="What does a wait do?")
    (told,) = told_by([A, B], [made])
    assert told.text == "What does a wait do?\nIt drops the lock.\nThe lock is let go of."
    assert told.sources == ("a", "b")
