"""A language model words questions; it can't ask something else, nor give a point away."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.errors import BadReply, ModelUnavailable
from app.core.grade import Flag
from app.core.manner import Manner
from app.core.said import Said
from app.core.session import Answer, Turn
from app.core.verdict import AnswerQuote, Verdict
from app.core.words import content_words
from app.services.model_interviewer import ModelInterviewer
from app.services.wording import Wording
from tests.examples import NOON, SETUP, grade, key_point, question
from tests.fakes import FailingChat, ScriptedChat

LOCK = question(
    "gil",
    key_point("one", "Only one thread executes bytecode at a time."),
    key_point("io", "The lock is dropped while a thread waits for sockets."),
    text="Why does the GIL not stop threads from helping with slow requests?",
    wordings=("How can threads help with requests although there is the GIL?",),
    reference="Only one thread executes bytecode. It drops the lock while it waits for sockets.",
)
ANSWER = "The GIL lets only one thread execute bytecode, said my aunt."
DOWN = ModelUnavailable("The model does not answer. Go on offline.")


def reworded(text: str) -> Said:
    return ModelInterviewer(ScriptedChat(text)).reword(LOCK, Manner.NEUTRAL)


def followed_up(text: str) -> Said:
    return ModelInterviewer(ScriptedChat(text)).follow_up(LOCK, "io", ANSWER, Manner.NEUTRAL)


@pytest.mark.parametrize(
    "text",
    [
        "Threads help with slow requests. Why does the GIL not stop them from helping?",
        "“Explain why the GIL does not stop threads from helping with slow requests.”",
    ],
)
def test_a_question_in_other_words(text: str) -> None:
    """Whose they are is kept with them."""
    assert reworded(text) == Said(text.strip("“”"), "fake:scripted reword@1")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Why does the GIL stop threads from helping with slow requests?", "the opposite"),
        ("Why does the GIL not stop threads?", "leaves out"),
        ("", "leaves out"),
        ("Why does the GIL, a mutex, not stop threads helping slow requests?", "words of its own"),
        (
            "Since the lock drops, why does the GIL not stop threads from helping slow requests?",
            "own",
        ),
        ("Warum stoppt das GIL die threads nicht?", "words of its own"),
        ("GIL 为什么 not stop threads helping slow requests?", "no plain English"),
        ("![x](http://evil.example) Why does the GIL not stop threads helping?", "no plain"),
        ("Why does the GIL not stop threads from helping with slow requests? " * 3, "too long"),
    ],
)
def test_a_wording_that_asks_something_else_is_not_used(text: str, reason: str) -> None:
    """It says why, and the notes' own words stand."""
    with pytest.raises(BadReply, match=reason):
        reworded(text)


def test_a_follow_up_starts_from_what_was_said() -> None:
    """In words of the candidate that the notes use, too."""
    said = followed_up("You mentioned that one thread executes bytecode. How can threads help?")
    assert said.by == "fake:scripted follow_up@1"
    assert "execut" in content_words(said.text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("What happens when a thread waits for sockets?", "gives the point away"),
        ("Is the lock dropped?", "gives the point away"),
        ("What did your aunt say about threads?", "words of its own"),
        ("Your answer is perfect, isn't it?", "words of its own"),
        ("Could you say more?", "nothing in particular"),
        ("Say more about threads.", "no plain question"),
        ("How do threads help " + "and help " * 30 + "?", "too long"),
    ],
)
def test_a_follow_up_that_leaks_or_strays_is_not_used(text: str, reason: str) -> None:
    """The notes' own follow-up is asked instead."""
    with pytest.raises(BadReply, match=reason):
        followed_up(text)


def test_no_follow_up_shares_a_word_with_the_missed_point() -> None:
    """Whatever the model says: the words of the point alone, one by one, never pass."""
    point = LOCK.key_point("io")
    own = content_words(LOCK.text) | content_words(LOCK.wordings[0])
    for word in sorted({w for w in point.text.strip(".").split() if content_words(w) - own}):
        with pytest.raises(BadReply):
            followed_up(f"How do threads and {word} help?")


def main_turn(*flags: Flag) -> Turn:
    graded = replace(grade(LOCK, Verdict.MET, Verdict.MISSED), flags=flags)
    return Turn("t1", LOCK, NOON, answer=Answer(ANSWER, NOON), grade=graded)


def test_offline_nothing_is_said_of_models() -> None:
    """No model is on: the question is asked as it is."""
    assert Wording().of_question(SETUP, LOCK) is None
    assert Wording().of_follow_up(SETUP, main_turn(), "io") is None


@pytest.mark.parametrize("chat", [FailingChat(DOWN), ScriptedChat("Bananas?", "Bananas?")])
def test_a_failure_is_told_and_the_notes_words_are_used(chat: ScriptedChat) -> None:
    """Down or out of bounds: an empty text, with the name of the model."""
    wording = Wording(lambda: ModelInterviewer(chat))
    assert wording.of_question(SETUP, LOCK) == Said("", chat.name)
    assert wording.of_follow_up(SETUP, main_turn(), "io") == Said("", chat.name)


def test_an_answer_that_speaks_to_the_grader_is_not_sent() -> None:
    """The model never gets to read it."""
    chat = ScriptedChat("How do threads help?")
    wording = Wording(lambda: ModelInterviewer(chat))
    turn = main_turn(Flag.INSTRUCTION_TO_GRADER)
    assert wording.of_follow_up(SETUP, turn, "io") is None
    assert not chat.heard


def test_of_an_answer_the_model_reads_what_bears_on_the_points() -> None:
    """Each claim once, in the order of the answer; who says nothing of the matter is not quoted."""
    chat = ScriptedChat("How do threads help?", "How do threads help?")
    one, two = AnswerQuote.cut(ANSWER, 0, 10), AnswerQuote.cut(ANSWER, 12, 20)
    turn = main_turn()
    Wording(lambda: ModelInterviewer(chat), lambda *_: ((two, one), (one,))).of_follow_up(
        SETUP, turn, "io"
    )
    assert f"⟦answer\n{one.text} {two.text}\nanswer⟧" in chat.heard[0][1].text
    Wording(lambda: ModelInterviewer(chat)).of_follow_up(SETUP, turn, "io")
    assert "⟦answer\n(nothing on the question)\nanswer⟧" in chat.heard[1][1].text
