"""The way to a language model, end to end, with a real one on this machine."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from app.adapters.chat_models import ChatLimits
from app.adapters.langchain_chat import LangchainChat
from app.core.chat import Message, Role, Usage
from app.core.errors import ModelFailure, ModelUnavailable
from app.core.model_address import read_address
from tests.model.conftest import RealServer

pytestmark = pytest.mark.model

COUNT = [Message(Role.USER, "Count from 1 to 500, separated by spaces.")]
FIRST_WORDS = 3


@pytest.fixture
def used() -> list[Usage]:
    """What the calls took."""
    return []


@pytest.fixture
def chat(real_server: RealServer, used: list[Usage]) -> LangchainChat:
    return opened(real_server, used)


def opened(server: RealServer, used: list[Usage], answer: int = 128) -> LangchainChat:
    address = read_address("openai:qwen2.5-coder-1.5b", server.url)
    limits = ChatLimits(context=4096, answer=answer, timeout=120, retries=0)
    return LangchainChat(address, limits, meter=lambda _: used.append)


def test_it_streams(chat: LangchainChat, used: list[Usage]) -> None:
    """Words come one by one, and the server counts its tokens."""
    question = Message(Role.USER, "Name a colour of the rainbow in one short sentence.")
    pieces = list(chat.stream([question], prompt="colour@1"))
    assert len(pieces) > FIRST_WORDS
    assert "".join(pieces).strip()
    assert used[0].tokens_in > FIRST_WORDS
    assert used[0].tokens_out >= len(pieces) // 2


def test_an_object_fits_its_schema(chat: LangchainChat) -> None:
    """The server itself holds the model to the schema."""
    schema = {
        "title": "Verdict",
        "type": "object",
        "properties": {
            "verdict": {"type": "string", "enum": ["met", "missed"]},
            "quote": {"type": "string"},
        },
        "required": ["verdict", "quote"],
        "additionalProperties": False,
    }
    asked = "Does the answer “The lock is held by one thread.” say that one thread holds the lock?"
    reply = chat.complete([Message(Role.USER, asked)], schema=schema)
    assert reply.data is not None
    assert reply.data["verdict"] in {"met", "missed"}


def test_the_same_call_gives_the_same_answer(chat: LangchainChat) -> None:
    """No chance is in it."""
    question = [Message(Role.USER, "Write one short sentence about locks.")]
    assert chat.complete(question).text == chat.complete(question).text


def test_a_stream_that_is_stopped_frees_the_server(real_server: RealServer) -> None:
    """Its only place is free for the next call at once, not after thousands of tokens."""
    stream = opened(real_server, [], answer=2000).stream(COUNT)
    for _ in range(FIRST_WORDS):
        next(stream)
    start = time.monotonic()
    stream.close()  # type: ignore[attr-defined]
    chat = opened(real_server, [], answer=8)
    chat.complete([Message(Role.USER, "Say yes.")])
    assert time.monotonic() - start < 60
    assert "cancel task" in real_server.log.read_text("utf-8", errors="replace")


def test_an_answer_ends_at_its_limit(real_server: RealServer) -> None:
    """And says that it was cut off."""
    assert opened(real_server, [], answer=5).complete(COUNT).truncated


def test_what_the_server_can_not_read_is_declined(real_server: RealServer) -> None:
    """A `model_context` that is larger than the server's own is told as it is."""
    address = read_address("openai:qwen2.5-coder-1.5b", real_server.url)
    limits = ChatLimits(context=100_000, answer=64, timeout=120, retries=0)
    chat = LangchainChat(address, limits, meter=lambda _: lambda _: None)
    with pytest.raises(ModelFailure, match="offline"):
        chat.complete([Message(Role.USER, "word " * 6000)])


def test_a_server_that_dies_in_the_middle(start_server: Callable[[], RealServer]) -> None:
    """The stream ends with an error that names the cure; so does every call after it."""
    server = start_server()
    chat = opened(server, [], answer=2000)
    stream = chat.stream(COUNT)
    next(stream)
    server.kill()
    with pytest.raises(ModelUnavailable, match="Start it or mend the connection"):
        list(stream)
    with pytest.raises(ModelUnavailable, match="go on offline"):
        chat.complete(COUNT)
