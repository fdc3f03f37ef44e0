"""Counting tokens with the tokenizer of the built-in model."""

from __future__ import annotations

import pytest

from app.adapters.minilm_tokens import MiniLMTokenCounter

COUNTER = MiniLMTokenCounter()


def test_window() -> None:
    """The model reads 256 tokens, though its tokenizer's file says 128."""
    assert COUNTER.window == 256


@pytest.mark.parametrize(
    ("text", "count"), [("", 2), ("hello world", 4), ("word " * 1000, 1002), ("x" * 500, 3)]
)
def test_count(text: str, count: int) -> None:
    """All tokens are counted, with the two special ones, and no padding."""
    assert COUNTER.count(text) == count
