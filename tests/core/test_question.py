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
    """The generic follow-up names the heading and the question, never the point's words.

    So it leaves out a heading that says some of the point.
    """
    asked = question("q", key_point("secret", "Bytecode needs the lock."))
    assert asked.narrowed_to("secret").text == (
        "What else is there to say about “Internal Working”? (What about q?)"
    )
    treated = Place("n.md", ("The GIL", "Bytecode and its lock"), (1, 1))
    told = question("q", key_point("secret", "Bytecode needs the lock.", source=treated))
    assert told.narrowed_to("secret").text == (
        "One more thing matters here. What would you add? (What about q?)"
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
    heard, said = None, []
    for _ in range(4):
        heard = asked.worded_after(heard).text
        said.append(heard)
    assert said == ["Why?", "What for?", "To what end?", "Why?"]
    assert question().worded_after(question().text) == question()
    assert asked.worded_after("How come? (as an older edition asked)").text == "Why?"
