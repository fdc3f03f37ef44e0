"""Our own queries belong to the built-in notes, and the halves are kept apart."""

from __future__ import annotations

from collections import Counter

import pytest

from app.adapters.minilm_tokens import MiniLMTokenCounter
from app.core.errors import BadInput
from app.evaluation.interview_answers import SPLITS
from app.evaluation.queries import Spot, load_queries, load_questions, spot_of, spot_titled
from app.wiring.notes import built_in_notes
from ingest.reading import read_library


@pytest.fixture(scope="module")
def spots() -> frozenset[Spot]:
    contents = read_library(built_in_notes(), counter=MiniLMTokenCounter())
    return frozenset(spot_of(passage.place) for passage in contents.passages)


@pytest.mark.parametrize("split", SPLITS)
def test_the_queries_are_of_five_types(spots: frozenset[Spot], split: str) -> None:
    """Twenty of each; every gold heading is in the notes."""
    queries = load_queries(split, spots)
    assert set(Counter(query.type for query in queries).values()) == {20}
    assert len({query.type for query in queries}) == 5
    assert all(query.gold for query in queries)


@pytest.mark.parametrize("split", SPLITS)
def test_a_third_of_the_questions_has_no_answer(spots: frozenset[Spot], split: str) -> None:
    """The others have facts that an answer must say."""
    asked = load_questions(split, spots)
    assert Counter(one.answerable for one in asked) == {True: 32, False: 16}
    assert all(bool(one.must_say) == one.answerable for one in asked)


def test_no_query_is_in_both_halves(spots: frozenset[Spot]) -> None:
    """Nor an id twice."""
    texts = [query.text for split in SPLITS for query in load_queries(split, spots)]
    texts += [one.text for split in SPLITS for one in load_questions(split, spots)]
    assert len(set(texts)) == len(texts) == 296


def test_a_heading_that_is_gone_is_named() -> None:
    """With the query that names it."""
    with pytest.raises(BadInput, match=r"names 0.*\.md > .*, which the notes don't have"):
        load_queries("development", frozenset())
    with pytest.raises(BadInput, match="no split 'dev'"):
        load_queries("dev", frozenset())


def test_a_heading_without_its_attributes() -> None:
    """Braces that are no attributes stay."""
    assert spot_titled("a.md", "Why? {#why level=mid}") == Spot("a.md", "Why?")
    assert spot_titled("a.md", "A set {1, 2}") == Spot("a.md", "A set {1, 2}")
