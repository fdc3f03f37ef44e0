"""Every role with a real language model: what it says is used within its bounds, or set aside by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import pytest

from app.adapters.chat_models import ChatLimits
from app.adapters.langchain_chat import LangchainChat
from app.core.chat import Usage
from app.core.errors import BadReply, ModelUnavailable
from app.core.grade import score
from app.core.level import Level
from app.core.manner import Manner
from app.core.model_address import read_address
from app.core.question import Origin
from app.core.said import Said
from app.core.sentences import sentences
from app.core.verdict import Verdict
from app.grading.stated import says_in_its_words
from app.services.grade import verify_quotes
from app.services.model_answerer import ModelAnswerer
from app.services.model_feedback import FeedbackWriter, is_borne_out
from app.services.model_grade import ModelJudge
from app.services.model_interviewer import ModelInterviewer, gives_away, not_the_same
from app.services.model_questions import QuestionWriter
from tests.examples import grade, key_point, passage, question
from tests.fakes import everything
from tests.model.conftest import RealServer

pytestmark = pytest.mark.model
T = TypeVar("T")

LOCK = question(
    "gil",
    key_point("one", "Only one thread executes bytecode at a time."),
    key_point("io", "The lock is dropped while a thread waits for sockets."),
    text="Why does the GIL not stop threads from helping with slow requests?",
    reference="Only one thread executes bytecode. It drops the lock while it waits for sockets.",
)
ANSWER = "Only one thread executes bytecode at a time, so I am not sure."
NOTES = [
    sentences(passage("A lock stops every other thread. A thread waits in a queue.", id="locks")),
    sentences(passage("A queue hands items on to a thread. A queue may be full.", id="queues")),
]


@pytest.fixture
def used() -> list[tuple[str, Usage]]:
    """What each call took, by its prompt."""
    return []


@pytest.fixture
def chat(real_server: RealServer, used: list[tuple[str, Usage]]) -> LangchainChat:
    address = read_address("openai:qwen2.5-coder-1.5b", real_server.url)
    limits = ChatLimits(context=4096, answer=320, timeout=280, retries=0)
    return LangchainChat(
        address, limits, meter=lambda prompt: lambda usage: used.append((prompt, usage))
    )


def said_or_set_aside(put: Callable[[], T]) -> T | BadReply:
    """Return what was said, or why it can't be used."""
    try:
        return put()
    except BadReply as exc:
        return exc


def test_the_interviewer(chat: LangchainChat, used: list[tuple[str, Usage]]) -> None:
    """A wording asks the same, a follow-up gives nothing away; whatever does otherwise is named."""
    interviewer = ModelInterviewer(chat)
    wording = said_or_set_aside(lambda: interviewer.reword(LOCK, Manner.SUPPORTIVE))
    if isinstance(wording, Said):
        assert not_the_same(LOCK, wording.text) == ""
        assert wording.by.startswith("openai:qwen2.5-coder-1.5b reword@")
    else:
        assert str(wording).startswith("The model's wording ")
    follow_up = said_or_set_aside(
        lambda: interviewer.follow_up(LOCK, "io", ANSWER, Manner.SUPPORTIVE)
    )
    if isinstance(follow_up, Said):
        io = LOCK.key_point("io")
        assert gives_away(LOCK, io, answer=ANSWER, text=follow_up.text) == ""
    else:
        assert str(follow_up).startswith("The model's follow-up ")
    assert [prompt.split("@")[0] for prompt, _ in used] == ["reword", "follow_up"]
    assert all(usage.tokens_out > 0 for _, usage in used)


def test_the_grader(chat: LangchainChat) -> None:
    """Its verdicts come for all points in one call, its quotes stand in the answer, the score follows."""
    offline = grade(LOCK, Verdict.PARTIAL, Verdict.MISSED)
    verdicts = [
        replace(verdict, expected_credit=credit, note_quote=None)
        for verdict, credit in zip(offline.verdicts, (0.7, 0.3), strict=True)
    ]
    judged = ModelJudge(chat, everything).judge(
        LOCK, ANSWER, replace(offline, verdicts=tuple(verdicts)), level=Level.MID
    )
    assert "openai:qwen2.5-coder-1.5b" in str(judged.grader)
    assert judged.score == score(LOCK, judged.verdicts, Level.MID)
    verify_quotes(judged, ANSWER, {})


def test_the_answerer(chat: LangchainChat) -> None:
    """Each sentence that is kept is one of the passage that it cites."""
    statements = list(ModelAnswerer(chat, says_in_its_words).write("What stops a thread?", NOTES))
    texts = [sentence.text for own in NOTES for sentence in own]
    assert all(each.source.text in texts for each in statements)
    assert all(says_in_its_words(each.source.text, each.text) for each in statements)


def test_the_writer_of_feedback(chat: LangchainChat) -> None:
    """What is kept says the verdicts and nothing else; whatever does otherwise is named."""
    graded = grade(LOCK, Verdict.MET, Verdict.MISSED)
    feedback = said_or_set_aside(lambda: FeedbackWriter(chat).write(LOCK, graded))
    if isinstance(feedback, BadReply):
        assert str(feedback) == "The model's feedback says nothing that the verdicts bear out."
        return
    assert feedback.fix == graded.feedback.fix
    assert all(
        any(is_borne_out(text, LOCK, verdict) for verdict in graded.verdicts)
        for text in feedback.told
    )


def test_the_question_writer(chat: LangchainChat, used: list[tuple[str, Usage]]) -> None:
    """What passes the gates is a draft under the model's name, its points said by the passage."""
    about = passage(
        "A lock stops every other thread. A waiting thread is put in a queue.", id="locks"
    )
    said = " ".join(sentence.plain for sentence in sentences(about))
    for draft in QuestionWriter(chat, says_in_its_words).write(about):
        assert draft.question.origin is Origin.WRITTEN
        assert draft.by.startswith("openai:qwen2.5-coder-1.5b write_questions@")
        assert all(says_in_its_words(said, p.text) for p in draft.question.key_points)
    assert used[0][0].startswith("write_questions@")


def test_each_role_when_the_server_is_gone() -> None:
    """The failure is the one that sends a session on offline."""
    address = read_address("openai:qwen2.5-coder-1.5b", "http://127.0.0.1:9/v1")
    limits = ChatLimits(context=4096, answer=320, timeout=5, retries=0)
    chat = LangchainChat(address, limits, meter=lambda _: lambda _: None)
    offline = grade(LOCK, Verdict.PARTIAL, Verdict.MISSED)
    for role in (
        lambda: ModelInterviewer(chat).reword(LOCK, Manner.NEUTRAL),
        lambda: ModelInterviewer(chat).follow_up(LOCK, "io", ANSWER, Manner.NEUTRAL),
        lambda: ModelJudge(chat, everything).judge(LOCK, ANSWER, offline, level=Level.MID),
        lambda: FeedbackWriter(chat).write(LOCK, offline),
        lambda: QuestionWriter(chat, says_in_its_words).write(
            passage("A lock stops every other thread. A waiting thread is put in a queue.")
        ),
        lambda: list(ModelAnswerer(chat, says_in_its_words).write("What stops it?", NOTES)),
    ):
        with pytest.raises(ModelUnavailable, match="can't be reached"):
            role()
