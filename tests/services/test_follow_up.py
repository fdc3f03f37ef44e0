"""Which questions lean on an earlier one, and on which."""

from __future__ import annotations

import pytest

from app.services.follow_up import in_context, leans


@pytest.mark.parametrize(
    "question",
    [
        "why?",
        "And why?",
        "how come?",
        "and in FastAPI?",
        "what about free-threaded builds",
        "Is it thread safe?",
        "How do I test that?",
    ],
)
def test_it_leans(question: str) -> None:
    """No topic of its own, a second thought, or a word that points back."""
    assert leans(question)


@pytest.mark.parametrize(
    "question",
    [
        "What is the GIL?",
        "Why do threads not speed up CPU-bound code?",
        "When is it better to use asyncio than threads?",
        "So how should a service retry with jitter and budgets when upstream fails?",
        "__slots__",
    ],
)
def test_it_stands_alone(question: str) -> None:
    """Short, but with a topic; or long enough to have one."""
    assert not leans(question)


@pytest.mark.parametrize(
    ("earlier", "asked"),
    [
        ([], "and why?"),
        (["why?"], "and why?"),
        (["What is the GIL?"], "What is the GIL? and why?"),
        (["What about the GIL?"], "What about the GIL? and why?"),
        (["What is a lock?", "What is the GIL?", "and in 3.14?"], "What is the GIL? and why?"),
    ],
)
def test_the_last_topic_is_taken_up(earlier: list[str], asked: str) -> None:
    """Follow-ups in between have none, but the first question may begin like one."""
    assert in_context("and why?", earlier) == asked


def test_a_question_of_its_own_stays() -> None:
    """Whatever was asked before."""
    assert in_context("What is a queue?", ["What is the GIL?"]) == "What is a queue?"
