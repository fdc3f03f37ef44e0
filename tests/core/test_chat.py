"""Messages, what they take, and how much of a text fits a small model's window."""

from __future__ import annotations

import pytest

from app.core.chat import Usage, estimated_tokens, fitting


@pytest.mark.parametrize(
    ("room", "kept"),
    [
        (100, ["aaaaaa", "bbb", "cccccc"]),
        (8, ["aaaaaa", "bbb", "cccccc"]),
        (7, ["aaaaaa", "bbb"]),
        (5, ["aaaaaa"]),
        (4, []),
        (0, []),
    ],
)
def test_texts_are_cut_at_their_borders(room: int, kept: list[str]) -> None:
    """The instructions take 3 tokens; after the first text that does not fit, none is taken."""
    assert fitting(["aaaaaa", "bbb", "cccccc"], room, beside=["instructs"]) == kept


@pytest.mark.parametrize(("text", "tokens"), [("", 0), ("a", 1), ("abc", 1), ("abcd", 2)])
def test_tokens_are_estimated_upwards(text: str, tokens: int) -> None:
    """Three characters are a token."""
    assert estimated_tokens(text) == tokens


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        (Usage(1, 2), Usage(3, 4), Usage(4, 6, None)),
        (Usage(1, 2, 0.5), Usage(3, 4), Usage(4, 6, 0.5)),
        (Usage(1, 2, 0.5), Usage(3, 4, 0.25), Usage(4, 6, 0.75)),
    ],
)
def test_usage_adds_up(first: Usage, second: Usage, together: Usage) -> None:
    """Tokens always do, costs where there are prices."""
    assert first + second == together
