"""A model's server fails in the middle of each role: the session goes on offline, and says so.

A real server on 127.0.0.1, through the real way of langchain; it serves well until a role's turn.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import cast

import pytest

from app.adapters.chat_models import ChatLimits
from app.adapters.langchain_chat import LangchainChat
from app.core.errors import ModelFailure
from app.core.grade import Flag, Grade
from app.core.model_address import read_address
from app.core.question import Question
from app.core.session import Phase, Session
from app.core.verdict import Verdict
from app.grading import Grader
from app.grading.stated import says_in_its_words
from app.services.ask import Asker
from app.services.grade import TurnGrading
from app.services.history import History
from app.services.interview import Interviewer
from app.services.model_answerer import ModelAnswerer
from app.services.model_feedback import FeedbackWriter
from app.services.model_grade import ModelJudge
from app.services.model_interviewer import ModelInterviewer
from app.services.model_questions import QuestionWriter
from app.services.practice import Practice
from app.services.question_drafts import QuestionDrafts, Round
from app.services.result_words import FLAG_WORDS, told_by, written_by
from app.services.speech import WITHOUT_MODEL, credit
from app.services.wording import Wording
from tests.examples import NOON, SETUP, contents, grade, key_point, manifest, passage, question
from tests.fakes import (
    DoublingScheduler,
    FixedClock,
    MemoryDrafts,
    MemoryLedger,
    MemoryLibraries,
    MemoryVectors,
    MemoryWritten,
    WordEmbedder,
    everything,
)
from tests.model_server import ModelServer, Said, running_server
from tests.searching import open_retriever

pytestmark = pytest.mark.integration

GIL = question(
    "gil",
    key_point("one", "Only one thread executes bytecode at a time."),
    key_point("io", "The lock is dropped while a thread waits for sockets.", weight=2.0),
    text="Why does the GIL let threads help with slow requests?",
)
ANSWER = "one thread executes bytecode at a time"
REWORDED = "Tell me why the GIL lets threads help with slow requests."
VERDICTS = {"verdicts": [{"point": 1, "verdict": "met", "confidence": 0.9, "quote": ANSWER}]}
TOLD = "You are right that only one thread executes bytecode at a time."
FEEDBACK = {"sentences": [{"point": 1, "text": TOLD}]}
FOLLOW_UP = "How do threads help with slow requests?"
# What the model says in a session, in the order of its roles.
ROLES = {
    "interviewer": REWORDED,
    "grader": json.dumps(VERDICTS),
    "feedback": json.dumps(FEEDBACK),
    "follow-up": FOLLOW_UP,
}
LOCKS = passage("A lock stops every other thread. A thread waits in a queue.", id="locks")
LONG = " ".join(f"And queue {number} waits." for number in range(20))
QUEUES = passage("A queue hands items to a thread. A queue may be full.", id="queues")
# The last one is what comes of a reply that reached its limit of tokens.
FAULTS = {
    "hangs up": lambda _: Said(drop=True),
    "hangs up in the middle": lambda text: Said(text, cut=True),
    "stops listening": lambda _: Said(stops=True),
    "limits the rate": lambda _: Said("slow down", status=429),
    "breaks": lambda _: Said("oops", status=500),
    "is silent": lambda text: Said(text, wait=3.0),
    "cuts its reply": lambda text: Said(text[: len(text) // 2], finish="length"),
}
ALL_FAULTS = pytest.mark.parametrize("fault", FAULTS)


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with running_server() as state:
        yield state


def chat(server: ModelServer, *, watched: bool = False) -> LangchainChat:
    """Open the model, `watched` as in the web app by somebody who waits for its words."""
    limits = ChatLimits(context=4096, answer=256, timeout=0.4, retries=0)
    return LangchainChat(
        read_address("openai:small", server.url),
        limits,
        meter=lambda _: lambda _: None,
        watch=lambda: (lambda _: None) if watched else None,
    )


class Doubtful:
    """Gives half of each point, and could be moved up to all of it."""

    def grade(self, asked: Question, *_: object, **__: object) -> Grade:
        made = grade(asked, *(Verdict.PARTIAL for _ in asked.key_points))
        verdicts = tuple(replace(v, expected_credit=0.7) for v in made.verdicts)
        return replace(made, verdicts=verdicts)


def interviewing(model: LangchainChat) -> Interviewer:
    ledger = MemoryLedger()
    grading = TurnGrading(
        grader=cast("Grader", Doubtful()),
        passages=lambda *_: [],
        search=lambda *_: [],
        judge=lambda: ModelJudge(model, everything),
        teller=lambda: FeedbackWriter(model),
    )
    return Interviewer(
        ledger=ledger,
        drafts=MemoryDrafts(),
        clock=FixedClock(NOON),
        questions=lambda _: [GIL],
        practice=Practice(History(ledger), DoublingScheduler()),
        grade=grading,
        wording=Wording(lambda: ModelInterviewer(model), everything),
    )


def held(interviewer: Interviewer) -> Session:
    """Hold a session: a question, its answer, and the follow-up with its answer."""
    session = interviewer.start(replace(SETUP, count=1, follow_ups=1))
    for _ in range(2):
        assert session.phase is not Phase.FINISHED
        session = interviewer.grade(interviewer.answer(session, ANSWER))
        session = interviewer.advance(session)
    return session


def words_of_roles(session: Session) -> dict[str, str]:
    """Return what the pages say of each role: nothing, its words, or that it gave none."""
    main, follow_up = session.turns
    assert main.grade is not None
    failed = Flag.WITHOUT_MODEL in main.grade.flags
    return {
        "interviewer": credit(main),
        "grader": FLAG_WORDS[Flag.WITHOUT_MODEL] if failed else str(main.grade.grader),
        "feedback": told_by(main.grade.feedback),
        "follow-up": credit(follow_up),
    }


WELL = {
    "interviewer": "Worded by openai:small reword@1.",
    "grader": "fake 1 + openai:small grade@3",
    "feedback": "Written by openai:small feedback@1, from the verdicts below.",
    "follow-up": "Worded by openai:small follow_up@1.",
}
FAILED = {
    "interviewer": WITHOUT_MODEL,
    "grader": FLAG_WORDS[Flag.WITHOUT_MODEL],
    "feedback": "openai:small feedback@1 gave nothing that the verdicts bear out.",
    "follow-up": WITHOUT_MODEL,
}


def test_a_session_with_a_server_that_works(server: ModelServer) -> None:
    """All roles have their say; without this the tests below would show nothing."""
    server.says(*ROLES.values(), json.dumps(VERDICTS), json.dumps(FEEDBACK))
    session = held(interviewing(chat(server, watched=True)))
    assert words_of_roles(session) == WELL
    assert session.turns[0].grade is not None
    assert session.turns[0].grade.score == 0.6667


@pytest.mark.parametrize("role", ROLES)
@ALL_FAULTS
def test_a_session_goes_on_offline_and_says_so(server: ModelServer, role: str, fault: str) -> None:
    """From the role on whose turn the server fails; what was said before stays."""
    before = list(ROLES)[: list(ROLES).index(role)]
    server.says(*(ROLES[each] for each in before), FAULTS[fault](ROLES[role]))
    session = held(interviewing(chat(server, watched=True)))
    assert session.phase is Phase.FINISHED
    assert [turn.question.id for turn in session.turns] == ["gil", "gil/io"]
    shown = words_of_roles(session)
    assert {each: shown[each] for each in before} == {each: WELL[each] for each in before}
    assert shown[role] == FAILED[role]
    assert session.turns[0].grade is not None
    graded = "grader" in before
    assert session.turns[0].grade.score == (0.6667 if graded else 0.5)


@ALL_FAULTS
def test_an_answer_is_the_notes_own_and_says_so(server: ModelServer, fault: str) -> None:
    """Also where the server fails after a sentence that was fine."""
    embedder, vectors, libraries = WordEmbedder(), MemoryVectors(), MemoryLibraries()
    libraries.publish(manifest(collection="c"), contents(LOCKS, QUEUES))
    vectors.add("c", ["locks", "queues"], embedder.encode([LOCKS.text, QUEUES.text]))
    retriever, model = open_retriever(libraries, vectors, embedder), chat(server)
    offline = Asker(retriever, embedder).ask("notes", "thread, lock?")
    asker = Asker(retriever, embedder, lambda: ModelAnswerer(model, says_in_its_words))
    server.says(f"A lock stops each thread. [1]\n{LONG}")
    assert written_by(asker.ask("notes", "thread, lock?")).startswith("Written by openai:small")
    server.says(FAULTS[fault](f"A lock stops each thread. [1]\n{LONG}"))
    result = asker.ask("notes", "thread, lock?")
    if fault == "cuts its reply":
        assert result.said == ("A lock stops each thread.",)
        return
    assert (result.answer, result.citations) == (offline.answer, offline.citations)
    assert written_by(result).startswith("openai:small ask@1 gave nothing that the notes bear out")


@ALL_FAULTS
def test_the_question_writer_keeps_what_it_has_and_says_so(server: ModelServer, fault: str) -> None:
    """The passage on which the server fails can be tried again."""
    point = {"text": "A lock stops every other thread.", "wording": "", "misconception": ""}
    asked = "What does a lock do to every other thread?"
    good = {"questions": [{"question": asked, "wording": "", "points": [point]}]}
    store = MemoryWritten()
    writer = QuestionWriter(chat(server), says_in_its_words)
    drafts = QuestionDrafts(store, WordEmbedder(), lambda: writer)
    server.says(json.dumps(good), FAULTS[fault](json.dumps(good)))
    with pytest.raises(ModelFailure, match="offline"):
        drafts.write("notes", [LOCKS, QUEUES], [], most=2)
    assert store.load("notes").tried == ("locks",)
    assert [draft.question.text for draft in store.load("notes").drafts] == [asked]
    if fault != "stops listening":
        server.says(json.dumps({"questions": []}))
        assert drafts.write("notes", [LOCKS, QUEUES], [], most=2) == Round(1, 0)
