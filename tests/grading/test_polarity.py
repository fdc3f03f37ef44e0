"""Which claims are a point with some words left out, and so can't contradict it."""

from __future__ import annotations

import pytest

from app.grading.polarity import repeats, statement

POINT = "blocking io and some long c routines release the lock, so threads still overlap waiting."


@pytest.mark.parametrize(
    ("claim", "point", "expected"),
    [
        ("blocking io releases the lock, so threads overlap their waiting.", POINT, True),
        ("long routines release the lock.", POINT, True),
        ("blocking io does not release the lock.", POINT, False),
        ("the lock releases blocking io.", POINT, False),
        ("blocking io releases the lock and the cpu.", POINT, False),
        ("when blocking io does not release the lock.", POINT, False),
        ("the lock.", POINT, False),
        (
            "post is idempotent and repeatable.",
            "put is idempotent and repeatable, post is not.",
            False,
        ),
    ],
    ids=[
        "shortened",
        "a part",
        "denied",
        "turned round",
        "added to",
        "supposed",
        "too short",
        "swapped",
    ],
)
def test_what_repeats_a_point(claim: str, point: str, expected: bool) -> None:
    """The same words in the same order, under the same signs, and at least three of them."""
    assert repeats(statement(claim), (0, len(claim)), statement(point)) is expected
