"""A question narrowed to one point becomes a follow-up that gives nothing away."""

from __future__ import annotations

import pytest

from app.core.place import Place
from app.core.question import FollowUp
from tests.examples import key_point, question


def test_the_authored_follow_up_is_used() -> None:
    """A follow-up asks for its one key point, in the author's words."""
    asked = question(follow_ups=(FollowUp("two", "And while it waits on a socket?"),))
    narrowed = asked.narrowed_to("two")
    assert narrowed.text == "And while it waits on a socket?"
    assert [p.id for p in narrowed.key_points] == ["two"]
    assert narrowed.id == "gil-lock/two"


def test_without_one_the_heading_is_the_only_help() -> None:
    """The generic follow-up names the heading and the question, never the point's words."""
    asked = question("q", key_point("secret", "Bytecode needs the lock."))
    assert asked.narrowed_to("secret").text == (
        "What else is there to say about “Internal Working”? (What about q?)"
    )
    bare = question("q", key_point("secret", "Bytecode.", source=Place("n.md", (), (1, 1))))
    assert "Bytecode" not in bare.narrowed_to("secret").text


def test_an_unknown_key_point() -> None:
    """Asking for a point that isn't there is a programming error."""
    with pytest.raises(KeyError):
        question().key_point("three")


def test_whoever_heard_a_question_hears_it_in_other_words() -> None:
    """The wordings take turns, the first one again after the last."""
    asked = question(text="Why?", wordings=("What for?", "To what end?"))
    assert [asked.reworded(n).text for n in range(4)] == [
        "Why?",
        "What for?",
        "To what end?",
        "Why?",
    ]
    assert question().reworded(3) == question()
