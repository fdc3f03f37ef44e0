"""Content words, stems and negation."""

from __future__ import annotations

import pytest

from app.core.words import content_words, is_negated, stem, words


def test_words() -> None:
    """Words are in lower case; contractions, numbers and I/O stay whole."""
    assert words("The GIL's I/O doesn’t block 3.14, `__slots__` do") == [
        "the",
        "gil",
        "io",
        "doesnt",
        "block",
        "3.14",
        "slots",
        "do",
    ]


@pytest.mark.parametrize(
    "forms",
    [
        ("lock", "locks", "locked", "locking"),
        ("release", "releases", "released", "releasing"),
        ("copy", "copies", "copied"),
        ("map", "mapped", "mapping"),
        ("process", "processes", "processing"),
        ("quick", "quickly"),
    ],
)
def test_stem(forms: tuple[str, ...]) -> None:
    """The forms of a word share a stem."""
    assert len({stem(form) for form in forms}) == 1


def test_content_words() -> None:
    """Grammar and single letters carry no content."""
    assert content_words("It is the thread that releases a lock x at 5") == {
        "thread",
        "releas",
        "lock",
        "5",
    }


@pytest.mark.parametrize(
    ("text", "negated"),
    [("It runs.", False), ("It doesn't run.", True), ("It can't not run.", False)],
)
def test_negation(text: str, *, negated: bool) -> None:
    """An odd number of negating words negates."""
    assert is_negated(text) is negated
