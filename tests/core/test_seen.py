"""What nobody sees is taken off a text before a model or a filter reads it."""

from __future__ import annotations

import pytest

from app.core.seen import seen


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a\u200bb", "ab"),
        ("a\u202eb", "ab"),
        ("a\U000e0041\U000e0042b", "ab"),
        ("a\ue000b", "ab"),
        ("a\x1bb", "ab"),
        ("a\n\tb\r\nc", "a\n\tb\r\nc"),
        ("naïve 中文 π", "naïve 中文 π"),
    ],
    ids=["zero-width", "direction", "tags", "private", "escape", "lines", "letters"],
)
def test_hidden_characters_go(written: str, read: str) -> None:
    """Letters of all scripts and white space stay."""
    assert seen(written) == read
