"""BM25 over terms that keep code identifiers whole."""

from __future__ import annotations

import pytest

from app.adapters.bm25_lexical import Bm25Index, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("select_related", ["select_related", "select", "relat"]),
        ("`__slots__`", ["__slots__", "slot"]),
        ("asyncio.gather(*jobs)", ["asyncio.gather", "asyncio", "gather", "job"]),
        ("ThreadPoolExecutor", ["threadpoolexecutor", "thread", "pool", "executor"]),
        ("HTTPException", ["httpexception", "http", "exception"]),
        ("self._lock", ["self._lock", "self", "lock"]),
        ("CSRF_TRUSTED_ORIGINS.", ["csrf_trusted_origins", "csrf", "trust", "origin"]),
        ("Python 3.13's threads", ["python", "3.13", "thread"]),
        ("C++ and C#", ["c++", "c#"]),
        ("I/O-bound", ["io", "bound"]),
        ("don't", ["dont"]),
        ("What is the GIL?", ["gil"]),
        ("naïve Überläufe", ["naïv", "überläuf"]),
        ("... !?", []),
    ],
)
def test_terms(text: str, expected: list[str]) -> None:
    """A name is a term whole and in its parts; words are stemmed; words that say nothing go."""
    assert terms(text) == expected


TEXTS = [
    "Use select_related for a foreign key.",
    "A lock is held by one thread.",
    "Select the related objects in a second query.",
    "",
]


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("select_related", [0, 2]),
        ("what does SELECT_RELATED do?", [0, 2]),
        ("locks and threads", [1]),
        ("the of and", []),
        ("zebra", []),
        ("", []),
    ],
)
def test_the_best_texts_come_first(query: str, order: list[int]) -> None:
    """A text without a term of the query isn't returned; the whole name beats its parts."""
    found = Bm25Index(TEXTS).best(query, 10)
    assert [position for position, _ in found] == order
    assert all(score > 0 for _, score in found)


def test_at_most_k_are_returned_and_ties_keep_their_order() -> None:
    """Texts that score the same come as they were given."""
    index = Bm25Index(["a lock"] * 5)
    assert [position for position, _ in index.best("lock", 3)] == [0, 1, 2]


@pytest.mark.parametrize("texts", [[], [""], ["the", "of"]])
def test_an_index_without_terms_finds_nothing(texts: list[str]) -> None:
    """A library without words is no error."""
    assert Bm25Index(texts).best("lock", 3) == []


def test_the_scores_of_chosen_texts() -> None:
    """The same as when they are found; 0 without a shared word."""
    index = Bm25Index(TEXTS)
    best = dict(index.best("select related", 10))
    assert index.scores("select related", [2, 1, 0]) == [best[2], 0.0, best[0]]
    assert index.scores("lock", [1])[0] > 0
    assert Bm25Index([""]).scores("lock", [0]) == [0.0]


@pytest.mark.parametrize(
    ("query", "unknown"),
    [
        ("Which thread selects objects?", []),
        ("a zebra and the zebra", ["zebra"]),
        ("select_related, prefetch_related", ["prefetch_related"]),
        ("thread.lock", ["thread.lock"]),
    ],
)
def test_words_that_stand_nowhere(query: str, unknown: list[str]) -> None:
    """Another form of a word is known; an identifier is known as a whole only."""
    assert Bm25Index(TEXTS).unknown(query) == unknown


def test_the_best_of_many_are_chosen_before_they_are_sorted() -> None:
    """Those that score the same as the last one come in their order."""
    texts = ["lock thread" if n % 7 == 3 else "lock" for n in range(50)]
    found = Bm25Index(texts).best("lock thread", 9)
    assert [position for position, _ in found] == [3, 10, 17, 24, 31, 38, 45, 0, 1]


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    """No progress bars and no log lines: standard output is for results."""
    Bm25Index(TEXTS).best("lock", 3)
    assert capfd.readouterr() == ("", "")
