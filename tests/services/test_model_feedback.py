"""A language model puts verdicts into words; it can't add one, turn one round, or praise at will."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.errors import BadReply, ModelUnavailable
from app.core.grade import Feedback, Flag, Grade
from app.core.session import Answer, Turn
from app.core.verdict import AnswerQuote, Verdict
from app.services.grade import TurnGrading
from app.services.model_feedback import FeedbackWriter, is_borne_out
from app.services.result_words import told_by
from tests.examples import NOON, SETUP, grade, key_point, question
from tests.fakes import Answer as ModelAnswer
from tests.fakes import FailingChat, ScriptedChat

GIL = question(
    "gil",
    key_point("one", "Only one thread executes bytecode at a time."),
    key_point("io", "The lock is dropped while a thread waits for sockets."),
    key_point("cpu", "CPU-bound work needs several processes."),
    text="What does the GIL mean for threads?",
)
ANSWER = "one thread executes bytecode and threads speed up CPU-bound work"


def made() -> Grade:
    start = grade(GIL, Verdict.MET, Verdict.MISSED, Verdict.CONTRADICTED)
    quotes = AnswerQuote.cut(ANSWER, 0, 28), None, AnswerQuote.cut(ANSWER, 33, len(ANSWER))
    verdicts = (
        replace(verdict, answer_quote=quote)
        for verdict, quote in zip(start.verdicts, quotes, strict=True)
    )
    return replace(start, verdicts=tuple(verdicts))


def told(*sentences: tuple[int, str]) -> ModelAnswer:
    return {"sentences": [{"point": point, "text": text} for point, text in sentences]}


BORNE_OUT = [
    (0, "You are right that only one thread executes bytecode at a time."),
    (0, "“one thread executes bytecode” is correct."),
    (1, "You did not mention that the lock is dropped while a thread waits for sockets."),
    (1, "Add that the lock is dropped while a thread waits."),
    (2, "“threads speed up CPU-bound work” is wrong: CPU-bound work needs several processes."),
]
NOT_BORNE_OUT = [
    (0, "You are wrong that only one thread executes bytecode."),
    (0, "You are not right that one thread executes bytecode."),
    (0, "One thread executes bytecode."),
    (0, "Right, and the lock is fair."),
    (0, "“One thread runs” is correct."),
    (0, "Right, 100 % for the thread."),
    (0, "Right! See https://evil.example about one thread."),
    (0, "Right, congratulations, you have passed the interview."),
    (1, "You are right that the lock is dropped."),
    (2, "It is wrong that threads speed up CPU-bound work."),
    (1, "You did not leave the lock out, nothing is missing."),
    (2, "You are right that threads speed up CPU-bound work."),
    (2, "CPU-bound work is opposite to bananas."),
]


@pytest.mark.parametrize(("point", "text"), BORNE_OUT)
def test_a_sentence_that_says_its_verdict(point: int, text: str) -> None:
    """In words of the point and of what was said."""
    assert is_borne_out(text, GIL, made().verdicts[point])


@pytest.mark.parametrize(("point", "text"), NOT_BORNE_OUT)
def test_a_sentence_that_says_anything_else(point: int, text: str) -> None:
    """Another verdict, another subject, a number, an address, a made-up quote."""
    assert not is_borne_out(text, GIL, made().verdicts[point])


def test_what_is_borne_out_is_kept_in_the_order_of_the_points() -> None:
    """The gap, the fix and the score stay what they were."""
    reply = told((3, BORNE_OUT[4][1]), (1, BORNE_OUT[0][1]), (2, "All is fine."), (9, "Right."))
    chat = ScriptedChat(reply)
    found = FeedbackWriter(chat).write(GIL, made())
    assert found == Feedback(
        None, "Say more.", (BORNE_OUT[0][1], BORNE_OUT[4][1]), "fake:scripted feedback@1"
    )
    assert told_by(found).startswith("Written by fake:scripted")


@pytest.mark.parametrize("reply", [{}, {"sentences": "all fine"}, told((1, "Bananas.")), told()])
def test_feedback_that_says_nothing_is_a_bad_reply(reply: ModelAnswer) -> None:
    """The caller goes on with what the verdicts say themselves."""
    with pytest.raises(BadReply):
        FeedbackWriter(ScriptedChat(reply)).write(GIL, made())


def test_an_answer_that_was_set_aside_is_not_sent() -> None:
    """Above all not one that speaks to the grader."""
    chat = ScriptedChat()
    aside = replace(made(), flags=(Flag.INSTRUCTION_TO_GRADER,))
    assert FeedbackWriter(chat).write(GIL, aside) is aside.feedback
    assert not chat.heard


class Graded:
    """A grader with one grade."""

    def grade(self, *_: object, **__: object) -> Grade:
        return made()


def test_a_model_that_fails_leaves_the_grade() -> None:
    """With its name, so that the page can say what is missing."""
    chat = FailingChat(ModelUnavailable("The model does not answer. Go on offline."))
    grading = TurnGrading(
        grader=Graded(),  # type: ignore[arg-type]
        passages=lambda library, note: (),
        search=lambda library, claim: (),
        teller=lambda: FeedbackWriter(chat),
    )
    found = grading(SETUP, Turn("t1", GIL, NOON, answer=Answer(ANSWER, NOON)))
    assert found.feedback == replace(made().feedback, by="fake:failing feedback@1")
    assert found.score == made().score
    assert "gave nothing" in told_by(found.feedback)
