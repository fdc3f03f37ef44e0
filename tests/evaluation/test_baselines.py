"""The baselines see words and vectors, and no human score."""

from __future__ import annotations

import pytest

from app.adapters.sentence_embedder import SentenceEmbedder
from app.evaluation.baselines import baselines, tfidf, word_recall
from app.evaluation.samples import Sample
from tests.examples import question

ASKED = question("gil", text="What does the lock protect?", reference="Reference counts of objects")


def sample(answer: str) -> Sample:
    return Sample("id", "gil", (ASKED,), answer, human=0.5)


@pytest.mark.parametrize(
    ("answer", "recall"),
    [
        ("the reference counts of all objects", 1.0),
        ("it protects counts", 1 / 3),
        ("the lock protects", 0.0),
    ],
)
def test_word_recall(answer: str, recall: float) -> None:
    """The share of the reference's words that are said; the question's own words don't count."""
    assert word_recall([sample(answer)]) == [pytest.approx(recall)]


def test_tfidf_of_the_same_words_is_one() -> None:
    """The order of words doesn't matter to it."""
    same, other = tfidf([sample("Objects: counts of reference"), sample("a bicycle")])
    assert same == pytest.approx(1.0)
    assert other == 0.0


@pytest.mark.integration
def test_cosine_takes_a_contradiction_for_a_match() -> None:
    """Why it can't grade: the opposite resembles the reference as much as a paraphrase does."""
    cosine = baselines(SentenceEmbedder())["cosine"]
    right, wrong = cosine(
        [sample("How often objects are referenced"), sample("Not the reference counts of objects")]
    )
    assert wrong > right
