"""A language model's words reach nobody unless they were there before."""

from __future__ import annotations

import pytest

from app.core.bounds import ASKING, foreign_words, is_plain, leaked_words, one_line


@pytest.mark.parametrize(
    ("reply", "line"),
    [
        ("What is a lock?", "What is a lock?"),
        ("  “What is\na lock?” ", "What is a lock?"),
        ('"What is a lock?"', "What is a lock?"),
        ("", ""),
    ],
)
def test_a_reply_becomes_one_line(reply: str, line: str) -> None:
    """Without the quotation marks that models put around it."""
    assert one_line(reply) == line


def test_a_word_of_nobody_is_found() -> None:
    """Endings don't matter; words about asking may be among what is allowed."""
    assert foreign_words("Explain locked threads", sources=["a lock"], among=ASKING) == {"thread"}
    assert not foreign_words("Explain the locks", sources=["a lock"], among=ASKING)


def test_what_is_known_anyway_is_no_leak() -> None:
    """A point may share words with its question; those say nothing new."""
    secret, known = ["the lock is dropped"], ["What does the lock do?"]
    assert leaked_words("When is the lock dropped?", secret=secret, known=known) == {"drop"}
    assert not leaked_words("When is the lock gone?", secret=secret, known=known)


@pytest.mark.parametrize(
    "text",
    [
        "See https://evil.example/x",
        "See evil.example",
        "![](x)",
        "<b>lock</b>",
        "`lock`",
        "锁",
        "замок",
        "lo\u200bck",
        "lock\U000e0041",
        "mail a@b",
        "lock\nlock",
    ],
)
def test_no_address_no_markup_no_other_script(text: str) -> None:
    """Nor what isn't seen."""
    assert not is_plain(text, sources=["a lock"])


def test_what_the_question_has_is_plain() -> None:
    """A question about `__slots__` may be asked with these characters."""
    assert is_plain("Why `__slots__`?", sources=["What does `__slots__` do?"])
